"""Who has completed what, by name: for HR administrators."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from typing import Any

from sqlalchemy import ColumnElement, Select, and_, func, or_, select
from sqlalchemy.orm import Session

from course.progress import State
from webapp.models import Edition, Enrolment, ModuleState, Person, Unit
from webapp.names import fold
from webapp.queries.rows import FOLLOWED, PAGE, AnyRow, Rows, newest_edition
from webapp.queries.standing import is_completed, standings
from webapp.queries.units import unit_and_below

AT_ONCE = 500
"""Rows that a file is written from at a time."""


@dataclass(frozen=True, slots=True)
class CompletionFilter:
    """Which enrolments HR looks at."""

    search: str = ""
    course: str = ""
    level: str = ""
    unit_id: int | None = None
    """In this unit or below it."""
    state: State | None = None
    month_on: date | None = None
    """The first of the month of start."""


def _matching(filter: CompletionFilter) -> list[ColumnElement[bool]]:
    conditions: list[ColumnElement[bool]] = [Person.active.is_(True), Enrolment.state.in_(FOLLOWED)]
    for word in fold(filter.search).split()[:8]:
        conditions.append(Person.search_name.contains(word, autoescape=True))
    if filter.course:
        conditions.append(Enrolment.course == filter.course)
    if filter.level:
        conditions.append(Enrolment.level == filter.level)
    if filter.unit_id is not None:
        conditions.append(Person.unit_id.in_(unit_and_below(filter.unit_id)))
    if filter.state is not None:
        conditions.append(_is_in(filter.state))
    if filter.month_on is not None:
        following = date(filter.month_on.year + filter.month_on.month // 12, filter.month_on.month % 12 + 1, 1)
        conditions += [Enrolment.starts_on >= filter.month_on, Enrolment.starts_on < following]
    return conditions


def _is_in(state: State) -> ColumnElement[bool]:
    """Whether the course as a whole is not started, under way or completed; looked up by the enrolment's own rows."""
    modules = select(ModuleState.id).where(ModuleState.enrolment_id == Enrolment.id).correlate(Enrolment)
    begun = modules.where(ModuleState.state != State.NOT_STARTED).exists()
    unfinished = modules.where(ModuleState.state != State.COMPLETED).exists()
    if state is State.NOT_STARTED:
        return ~begun
    return and_(begun, unfinished if state is State.UNDER_WAY else ~unfinished)


def list_completion(
    session: Session, filter: CompletionFilter, today: date, after: tuple[str, int] | None = None
) -> Rows:
    """A page of enrolments in the order of their leaders' names, and one row more when there is another page.

    :param after: sort_name of the last leader on the page before, and the id of her enrolment
    """
    ids = (
        select(Enrolment.id)
        .join_from(Person, Enrolment, Enrolment.person_id == Person.id)
        .where(*_matching(filter))
        .order_by(Person.sort_name, Enrolment.id)
        .limit(PAGE + 1)
    )
    if after:
        ids = ids.where(or_(Person.sort_name > after[0], and_(Person.sort_name == after[0], Enrolment.id > after[1])))
    return session.execute(_lines(today, Enrolment.id.in_(select(ids.subquery().c.id)))).all()


def count_completion(session: Session, filter: CompletionFilter) -> int:
    query = select(func.count()).select_from(Enrolment).join(Person, Person.id == Enrolment.person_id)
    return session.execute(query.where(*_matching(filter))).scalar_one()


def stream_completion(session: Session, filter: CompletionFilter, today: date) -> Iterator[AnyRow]:
    """All of them, in the same order, without holding them all."""
    yield from session.execute(_lines(today, *_matching(filter)), execution_options={"yield_per": AT_ONCE})


def _lines(today: date, *where: ColumnElement[bool]) -> Select[*tuple[Any, ...]]:
    each = standings(today, *where)
    return (
        select(
            each.c.id,
            each.c.person_id,
            each.c.course,
            each.c.level,
            each.c.starts_on,
            each.c.state,
            each.c.modules,
            each.c.done,
            each.c.begun,
            each.c.late,
            each.c.last_week,
            is_completed(each).label("completed"),
            Person.name,
            Person.sort_name,
            Unit.name.label("unit"),
        )
        .join_from(each, Person, Person.id == each.c.person_id)
        .outerjoin(Unit, Unit.id == Person.unit_id)
        .order_by(Person.sort_name, each.c.id)
    )


def get_completed(session: Session, enrolment_id: int, person_id: int | None = None) -> AnyRow | None:
    """An enrolment for the overview of completed modules, ended ones too.

    :param person_id: only if it is this person's own
    """
    query = (
        select(
            Enrolment.id,
            Enrolment.course,
            Enrolment.level,
            Enrolment.starts_on,
            Person.name,
            Person.id.label("person_id"),
            newest_edition().label("edition_id"),
        )
        .join_from(Enrolment, Person, Person.id == Enrolment.person_id)
        .where(Enrolment.id == enrolment_id)
    )
    if person_id is not None:
        query = query.where(Enrolment.person_id == person_id)
    return session.execute(query).one_or_none()


def list_completed_modules(session: Session, enrolment_id: int) -> Rows:
    """Module, week and number of the edition it was completed on, in the order of the course."""
    return session.execute(
        select(ModuleState.module, ModuleState.completed_week, Edition.number.label("edition"))
        .outerjoin_from(ModuleState, Edition, Edition.id == ModuleState.edition_id)
        .where(ModuleState.enrolment_id == enrolment_id, ModuleState.state == State.COMPLETED)
        .order_by(ModuleState.position, ModuleState.id)
    ).all()
