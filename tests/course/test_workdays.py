"""Suggested dates fall on days when people are at work."""

from datetime import date

import pytest

from course.workdays import is_working_day, working_day


@pytest.mark.parametrize(
    ("day", "works"),
    [
        (date(2026, 3, 6), True),
        (date(2026, 3, 7), False),  # a Saturday
        (date(2026, 3, 8), False),
        (date(2026, 4, 2), False),  # Maundy Thursday
        (date(2026, 4, 6), False),  # Easter Monday
        (date(2026, 5, 14), False),  # Ascension Day
        (date(2023, 5, 5), False),  # store bededag, the last one
        (date(2024, 4, 26), True),  # where store bededag would have been
        (date(2026, 6, 5), True),  # Constitution Day is no public holiday
        (date(2026, 12, 24), True),
        (date(2026, 12, 25), False),
        (date(2027, 1, 1), False),
    ],
)
def test_weekends_and_public_holidays_are_no_working_days(day: date, works: bool) -> None:
    assert is_working_day(day) is works


def test_a_day_off_gives_way_to_the_next_working_day_or_the_one_before() -> None:
    assert working_day(date(2026, 4, 2)) == date(2026, 4, 7)  # over the whole of Easter
    assert working_day(date(2026, 4, 6), back=True) == date(2026, 4, 1)
    assert working_day(date(2026, 4, 7)) == date(2026, 4, 7)
