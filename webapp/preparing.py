"""What a talk is about: the same for the leader and her nearest manager, who each see it on a page of their own."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from course.compile import Course
from course.framework import Statement
from course.module import Module
from course.talks import (
    Advice,
    Progress,
    Suggested,
    expected_now,
    modules_at_hand,
    sort_advice,
    suggested_talks,
    talk_of,
)
from webapp import queries
from webapp.queries import AnyRow
from webapp.talks import counted_from


@dataclass(frozen=True, slots=True)
class Planned:
    """A talk of one enrolment."""

    talk: Suggested
    on: date
    """The suggested day."""
    held_week: date | None
    """The Monday of the week it was held; None when it is still to come."""


@dataclass(frozen=True, slots=True)
class Preparation:
    """What either of the two can prepare."""

    planned: Planned
    modules: tuple[Module, ...]
    """Those it is about."""
    expected: Mapping[str, tuple[Statement, ...]]
    """By module: what the framework expects at the leader's level."""
    advice: Advice
    help: tuple[tuple[Module, str], ...]
    """HTML of how the manager can help, by module."""


def plan_talks(course: Course, row: AnyRow) -> tuple[Planned, ...]:
    """The talks of an enrolment, in their order; a leave moves them as it moves the modules.

    :param row: an enrolment with `starts_on`, `delay_days` and `talks_held`
    """
    held = queries.read_held(row.talks_held)
    start = counted_from(row)
    return tuple(Planned(talk, talk.on(start), held.get(talk.id)) for talk in suggested_talks(course))


def prepare(course: Course, row: AnyRow, states: Sequence[AnyRow], id: str) -> Preparation | None:
    """Gather what belongs to one talk; None when the course has no such talk."""
    talks = plan_talks(course, row)
    planned = next((each for each in talks if each.talk.id == id), None)
    if planned is None:
        return None
    before = [each.held_week for each in talks if each.talk.day < planned.talk.day and each.held_week]
    progress = [Progress(state.module, state.state, state.completed_week) for state in states]
    modules = modules_at_hand(course, row.level, progress, max(before, default=None))
    talks_of = [(module, talk_of(module, row.level)) for module in modules]
    return Preparation(
        planned=planned,
        modules=modules,
        expected=expected_now(course, row.level, modules),
        advice=sort_advice(planned.talk.for_manager),
        help=tuple((module, talk.for_manager) for module, talk in talks_of if talk and talk.for_manager),
    )
