"""How far a leader is in a module: which questions are done, which comes next, and where she goes on."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from enum import StrEnum

from course.compile import Course
from course.module import Ask, Module, Step, Version
from course.workdays import working_day


class State(StrEnum):
    """Of a module, for one leader."""

    NOT_STARTED = "not_started"
    UNDER_WAY = "under_way"
    COMPLETED = "completed"


@dataclass(frozen=True, slots=True)
class Tried:
    """One answer that was given, oldest first in a sequence of them."""

    question: str
    completes: bool


def done_questions(answers: Iterable[Tried]) -> frozenset[str]:
    """The questions that some answer has completed."""
    return frozenset(answer.question for answer in answers if answer.completes)


def queue(questions: Sequence[str], answers: Sequence[Tried]) -> tuple[str, ...]:
    """The questions still to be done: those not tried in their order, then the tried ones, longest ago first."""
    done = done_questions(answers)
    last_try = {answer.question: position for position, answer in enumerate(answers)}
    left = [id for id in questions if id not in done]
    return tuple(sorted(left, key=lambda id: last_try.get(id, -1)))


def can_finish(version: Version, answers: Iterable[Tried]) -> bool:
    """Whether every question that counts is done; prompts may be skipped."""
    return set(version.questions) <= done_questions(answers)


def first_open_step(version: Version, answers: Sequence[Tried]) -> Step | None:
    """The first step with a question left; None when all are done."""
    done = done_questions(answers)
    for step in version.steps:
        if isinstance(step, Ask) and not step.warmup and not set(step.questions) <= done:
            return step
    return None


def step_or_first(version: Version, id: str | None) -> Step | None:
    """The step of that id, else the first (an edition may have taken the step away); None when there are no steps."""
    found = version.step(id) if id else None
    return found or (version.steps[0] if version.steps else None)


def neighbours(version: Version, step: Step) -> tuple[Step | None, Step | None]:
    """The steps before and after."""
    position = version.steps.index(step)
    before = version.steps[position - 1] if position else None
    after = version.steps[position + 1] if position + 1 < len(version.steps) else None
    return before, after


def next_module(modules: Sequence[Module], states: Mapping[str, State]) -> Module | None:
    """The module to go on with: one under way, else the first that is not completed; None when all are."""
    for wanted in (State.UNDER_WAY, State.NOT_STARTED):
        for module in modules:
            if states.get(module.id, State.NOT_STARTED) is wanted:
                return module
    return None


def due_dates(course: Course, level: str, starts_on: date) -> dict[str, date]:
    """The suggested date of each module for `level`, counted from the first day: always a working day.

    What is to be done before the first day stays before it.
    """
    due_days = {module.id: course.due_days[module.id] for module in course.modules_for(level)}
    return {module: working_day(starts_on + timedelta(days=days), back=days < 0) for module, days in due_days.items()}
