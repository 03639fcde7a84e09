"""Working days in Denmark: neither a weekend nor a public holiday."""

from datetime import date, timedelta
from functools import cache

from holidays import country_holidays

SATURDAY = 5


@cache
def public_holidays(year: int) -> frozenset[date]:
    return frozenset(country_holidays("DK", years=year))


def is_working_day(day: date) -> bool:
    return day.weekday() < SATURDAY and day not in public_holidays(day.year)


def working_day(day: date, *, back: bool = False) -> date:
    """The day itself, or the next working day; the one before it when we are to go back."""
    while not is_working_day(day):
        day += timedelta(days=-1 if back else 1)
    return day
