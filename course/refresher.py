"""Questions asked again later: when a round is due, and which questions it holds. Nothing of it is counted."""

from collections.abc import Iterable, Sequence
from datetime import date, timedelta

from course.module import Module
from course.quiz import shuffled

DAYS = (3, 14, 45)
"""After a module is completed."""
REST = timedelta(days=14)
"""At least so long between two rounds."""
QUESTIONS = 3
FRIDAY = timedelta(days=4)


def is_due(completed_weeks: Iterable[date], last: date | None, today: date) -> bool:
    """Whether a round of questions can be offered.

    Of a completion only the week is kept, so the days count from its Friday.

    :param completed_weeks: the Monday of each completed module's week
    :param last: the Sunday of the week of the last round; None when there was none
    """
    if last is not None and today < last + REST:
        return False
    days = (week + FRIDAY + timedelta(days=after) for week in completed_weeks for after in DAYS)
    return any(day <= today and (last is None or day > last) for day in days)


def pick(modules: Sequence[Module], level: str, seed: str) -> tuple[str, ...]:
    """Three questions, from as many of the completed modules as there are; the same seed picks the same."""
    waiting = []
    for position in shuffled(len(modules), seed):
        questions = modules[position].versions[level].questions
        waiting.append([questions[place] for place in shuffled(len(questions), f"{seed}:{modules[position].id}")])
    picked: list[str] = []
    while any(waiting) and len(picked) < QUESTIONS:
        for questions_left in waiting:
            if questions_left and len(picked) < QUESTIONS:
                picked.append(questions_left.pop(0))
    return tuple(picked)
