"""The suggested talks of a new leader with her nearest manager: on which days they fall."""

from datetime import date, timedelta

from course.compile import Course
from course.talks import talk_on
from webapp.queries import AnyRow

DAYS = (14, 45, 100)
"""After the first day, where the course does not say otherwise."""


def talk_days(course: Course) -> tuple[int, ...]:
    """Days after the first one, in order."""
    return tuple(sorted({talk.day for talk in course.talks})) or DAYS


def counted_from(row: AnyRow) -> date:
    """The day from which the talks of an enrolment are counted: its first day, moved by the leaves that are over.

    :param row: an enrolment with `starts_on` and `delay_days`
    """
    first: date = row.starts_on + timedelta(days=row.delay_days)
    return first


def talk_dates(course: Course, row: AnyRow) -> list[date]:
    """When the talks of an enrolment are suggested, one for each of `talk_days`."""
    return [talk_on(counted_from(row), day) for day in talk_days(course)]


def starts_with_talk_in(days: tuple[int, ...], begin: date, end: date) -> list[date]:
    """The days from which talks are counted such that one falls from `begin` until the day before `end`."""
    # a week more, for the talks that have waited over a weekend or holidays
    around = [begin + timedelta(days=offset) for offset in range(-7, (end - begin).days)]
    found = {each - timedelta(days=day) for each in around for day in days}
    return sorted(start for start in found if any(begin <= talk_on(start, day) < end for day in days))
