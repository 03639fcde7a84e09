"""The suggested talks of a new leader with her nearest manager: on which days they fall."""

from datetime import date, timedelta

from course.compile import Course

DAYS = (14, 45, 100)
"""After the first day, where the course does not say otherwise."""
SATURDAY = 5


def talk_days(course: Course) -> tuple[int, ...]:
    """Days after the first one, in order."""
    return tuple(sorted({talk.day for talk in course.talks})) or DAYS


def talk_on(starts_on: date, day: int) -> date:
    """The day of a talk; one that falls on a weekend waits until Monday."""
    on = starts_on + timedelta(days=day)
    return on + timedelta(days=max(0, 7 - on.weekday())) if on.weekday() >= SATURDAY else on


def starts_with_talk_in(days: tuple[int, ...], begin: date, end: date) -> list[date]:
    """The first days of work for which a talk falls from `begin` until the day before `end`."""
    # two days more, for the talks that have waited over a weekend
    around = [begin + timedelta(days=offset) for offset in range(-2, (end - begin).days)]
    found = {each - timedelta(days=day) for each in around for day in days}
    return sorted(start for start in found if any(begin <= talk_on(start, day) < end for day in days))
