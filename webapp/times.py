"""Days in Denmark."""

from datetime import UTC, date, datetime, time, timedelta
from zoneinfo import ZoneInfo

ZONE = ZoneInfo("Europe/Copenhagen")
MORNING = time(7)
"""When what falls on a day is sent."""


def day_of(now: datetime) -> date:
    """The date in Denmark."""
    return now.astimezone(ZONE).date()


def morning(day: date) -> datetime:
    """The moment at which the mails of a day may go."""
    return datetime.combine(day, MORNING, ZONE).astimezone(UTC)


def midnight(day: date) -> datetime:
    """The moment at which a day begins."""
    return datetime.combine(day, time(), ZONE).astimezone(UTC)


def next_morning(now: datetime) -> datetime:
    return morning(day_of(now) + timedelta(days=1))
