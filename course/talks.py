"""The suggested talks between a new leader and her nearest manager: when they fall, and what each is about."""

import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from html import unescape

from course.compile import Course, CourseTalk
from course.framework import Statement
from course.module import Module, Talk
from course.progress import State, next_module
from course.workdays import working_day

EXPLANATION = re.compile(r"<span popover.*?</span>", re.DOTALL)
"""The definition of a term, which stands beside the word."""
TAG = re.compile(r"<[^>]+>")
ASKS = re.compile(r"(begynd med at spørge|spørg|ask)\b", re.IGNORECASE)
LISTENS = re.compile(r"(lyt|hør|se) efter\b|listen\b|look out\b", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class Suggested:
    """One of the talks of a course, with what stands in talks.md for either of the two."""

    id: str
    number: int
    """1 is the first."""
    day: int
    """After the first day."""
    items: tuple[str, ...]
    """HTML: what the leader can bring."""
    for_manager: tuple[str, ...]
    """HTML: how the manager can prepare."""

    def on(self, starts_on: date) -> date:
        return talk_on(starts_on, self.day)


def talk_on(starts_on: date, day: int) -> date:
    """The date of a talk, always a working day."""
    return working_day(starts_on + timedelta(days=day))


def suggested_talks(course: Course) -> tuple[Suggested, ...]:
    """The talks of a course in the order of their days; what is written for one day is one talk."""
    by_day: dict[int, list[CourseTalk]] = {}
    for talk in course.talks:
        by_day.setdefault(talk.day, []).append(talk)
    return tuple(
        Suggested(
            id=talks[0].id,
            number=number,
            day=day,
            items=tuple(item for talk in talks if not talk.for_manager for item in talk.items),
            for_manager=tuple(item for talk in talks if talk.for_manager for item in talk.items),
        )
        for number, (day, talks) in enumerate(sorted(by_day.items()), start=1)
    )


@dataclass(frozen=True, slots=True)
class Advice:
    """What a manager can do in a talk, by what it is; each an item of talks.md as HTML."""

    ask: tuple[str, ...]
    listen: tuple[str, ...]
    more: tuple[str, ...]


def sort_advice(items: Iterable[str]) -> Advice:
    """Sort the manager's items by their first words: what to ask, what to listen for, what else to say or do."""
    ask: list[str] = []
    listen: list[str] = []
    more: list[str] = []
    for item in items:
        words = plain(item)
        (ask if ASKS.match(words) else listen if LISTENS.match(words) else more).append(item)
    return Advice(tuple(ask), tuple(listen), tuple(more))


def plain(html: str) -> str:
    """The words of an item; what explains a term is left out."""
    return " ".join(unescape(TAG.sub("", EXPLANATION.sub("", html))).split())


@dataclass(frozen=True, slots=True)
class Progress:
    """One module of a leader, as far as a talk needs to know."""

    module: str
    state: State
    completed_week: date | None


def modules_at_hand(course: Course, level: str, progress: Sequence[Progress], since: date | None) -> tuple[Module, ...]:
    """What a talk is about: the modules completed since the talk before, and the one the leader is at.

    :param since: the week of the talk before; None takes all that is completed
    """
    there = {each.module: each for each in progress}
    modules = [module for module in course.modules_for(level) if module.id in there]
    current = next_module(modules, {id: each.state for id, each in there.items()})

    def fits(module: Module) -> bool:
        each = there[module.id]
        if each.state is not State.COMPLETED:
            return each.state is State.UNDER_WAY or module is current
        return since is None or each.completed_week is None or each.completed_week >= since

    return tuple(module for module in modules if fits(module))


def expected_now(course: Course, level: str, modules: Iterable[Module]) -> Mapping[str, tuple[Statement, ...]]:
    """What the framework expects at this level in each module, each statement once; modules without any are left out."""
    seen: set[str] = set()
    expected: dict[str, tuple[Statement, ...]] = {}
    for module in modules:
        statements = course.framework.for_level(module.versions[level].shown, level)
        new = tuple(statement for statement in statements if statement.id not in seen)
        seen.update(statement.id for statement in new)
        if new:
            expected[module.id] = new
    return expected


def talk_of(module: Module, level: str) -> Talk | None:
    """What a module gives the leader to bring; None when it gives nothing."""
    return next((step for step in module.versions[level].steps if isinstance(step, Talk)), None)
