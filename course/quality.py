"""How good a question is, judged from leaders' first answers: counts in, plain findings out."""

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Literal

from course.quiz import Choice, Question, Verdict

ALMOST_ALL, ALMOST_NONE = 0.95, 0.2
"""Of the first answers that are right or can be defended (judgement)."""
ENOUGH = 10
"""First answers before an option that nobody takes says something (judgement)."""

Remark = Literal["almost_all", "almost_none"]


@dataclass(frozen=True, slots=True)
class Count:
    """How many gave the same first answer."""

    choice: str
    """Positions, as stored: "0,2"."""
    verdict: Verdict
    count: int


@dataclass(frozen=True, slots=True)
class Figures:
    answers: int
    right: int
    defensible: int
    taken: tuple[int, ...]
    """Of a choice: how many took each option; empty for the other kinds."""
    never: tuple[int, ...]
    """Positions of the options that nobody takes."""
    remark: Remark | None


def judge(question: Question, counts: Iterable[Count], *, warmup: bool = False) -> Figures:
    """Sum up the first answers to a question as it reads.

    :param warmup: it is a guess, so how many are right says nothing of it
    """
    given = tuple(counts)
    answers = sum(each.count for each in given)
    right, defensible = (
        sum(each.count for each in given if each.verdict is verdict) for verdict in (Verdict.RIGHT, Verdict.DEFENSIBLE)
    )
    taken = _taken(question, given)
    never = tuple(position for position, count in enumerate(taken) if not count) if answers >= ENOUGH else ()
    return Figures(answers, right, defensible, taken, never, None if warmup else _remark(right + defensible, answers))


def _taken(question: Question, given: Iterable[Count]) -> tuple[int, ...]:
    if not isinstance(question.kind, Choice):
        return ()
    taken = [0] * len(question.kind.options)
    for each in given:
        for position in each.choice.split(","):
            if position.isdecimal() and int(position) < len(taken):
                taken[int(position)] += each.count
    return tuple(taken)


def _remark(done: int, answers: int) -> Remark | None:
    if answers and done >= ALMOST_ALL * answers:
        return "almost_all"
    return "almost_none" if answers and done <= ALMOST_NONE * answers else None
