"""HR's people."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from sqlalchemy import ColumnElement, Select, and_, case, exists, func, or_, select
from sqlalchemy.orm import Session, aliased

from course.progress import State
from webapp.models import Enrolment, Invitation, ModuleState, Person, Unit
from webapp.names import fold
from webapp.queries.rows import GOING_ON, PAGE, AnyRow, Rows, newest_edition
from webapp.queries.units import unit_and_below


@dataclass(frozen=True, slots=True)
class Filter:
    """Which people HR looks at."""

    search: str = ""
    unit_id: int | None = None
    """In this unit or below it."""
    uninvited: bool = False
    """Only those who have never been invited."""


def _matching(filter: Filter) -> list[ColumnElement[bool]]:
    """Every word of a search stands somewhere in the name or address."""
    conditions: list[ColumnElement[bool]] = []
    for word in fold(filter.search).split()[:8]:
        conditions.append(Person.search_name.contains(word, autoescape=True))
    if filter.unit_id is not None:
        conditions.append(Person.unit_id.in_(unit_and_below(filter.unit_id)))
    if filter.uninvited:
        conditions += uninvited()
    return conditions


def uninvited() -> list[ColumnElement[bool]]:
    """Those who can be invited and never have been."""
    asked = exists().where(Invitation.person_id == Person.id)
    return [Person.active.is_(True), Person.password_hash.is_(None), ~asked]


def _with_names() -> Select[*tuple[Any, ...]]:
    """People as HR sees them, with the names of unit and nearest manager."""
    manager = aliased(Person)
    return (
        select(
            Person.id,
            Person.name,
            Person.sort_name,
            Person.email,
            Person.active,
            Person.is_leader,
            Person.is_manager,
            Person.is_author,
            Person.is_admin,
            Person.password_hash.is_not(None).label("has_password"),
            exists().where(Invitation.person_id == Person.id).label("invited"),
            Person.level,
            Person.starts_on,
            Person.leaves_on,
            Person.unit_id,
            Unit.name.label("unit"),
            manager.name.label("manager"),
            manager.email.label("manager_email"),
        )
        .outerjoin_from(Person, Unit, Unit.id == Person.unit_id)
        .outerjoin(manager, manager.id == Person.manager_id)
    )


def list_people(session: Session, filter: Filter, after: tuple[str, int] | None = None) -> Rows:
    """A page of people in the order of the alphabet, and one row more when there is another page.

    :param after: sort_name and id of the last person on the page before
    """
    ids = select(Person.id).where(*_matching(filter)).order_by(Person.sort_name, Person.id).limit(PAGE + 1)
    if after:
        ids = ids.where(or_(Person.sort_name > after[0], and_(Person.sort_name == after[0], Person.id > after[1])))
    return session.execute(
        _with_names().where(Person.id.in_(select(ids.subquery().c.id))).order_by(Person.sort_name, Person.id)
    ).all()


def count_people(session: Session, filter: Filter) -> int:
    return session.execute(select(func.count()).select_from(Person).where(*_matching(filter))).scalar_one()


def list_uninvited(session: Session, most: int) -> Rows:
    """The first of those who have never been invited, in the order of the alphabet."""
    return session.execute(
        select(Person.id, Person.name, Person.email)
        .where(*uninvited())
        .order_by(Person.sort_name, Person.id)
        .limit(most)
    ).all()


def get_person(session: Session, person_id: int) -> Person | None:
    """A person to be changed by HR."""
    return session.get(Person, person_id)


def get_enrolment_of(session: Session, person_id: int, enrolment_id: int) -> Enrolment | None:
    """An enrolment to be changed by HR."""
    return session.scalars(
        select(Enrolment).where(Enrolment.id == enrolment_id, Enrolment.person_id == person_id)
    ).one_or_none()


def get_person_named(session: Session, person_id: int) -> AnyRow | None:
    """A person for HR's page, with the names of her unit and nearest manager."""
    return session.execute(_with_names().where(Person.id == person_id)).one_or_none()


def get_person_id(session: Session, email: str) -> int | None:
    """The person with that address, active or not."""
    return session.scalar(select(Person.id).where(Person.email == email.strip().lower()))


def leads(session: Session, person_id: int, other_id: int) -> bool:
    """Whether a person is `other_id` herself or stands anywhere above her."""
    chain = select(Person.id, Person.manager_id).where(Person.id == other_id).cte(recursive=True)
    above = select(Person.id, Person.manager_id).join_from(Person, chain, Person.id == chain.c.manager_id)
    chain = chain.union(above)  # not UNION ALL: a circle that is there already ends the search
    return session.execute(select(chain.c.id).where(chain.c.id == person_id)).first() is not None


def list_managers(session: Session) -> Rows:
    """Everybody who can be somebody's nearest manager, in the order of the alphabet."""
    return session.execute(
        select(Person.id, Person.name, Person.email)
        .where(Person.is_manager, Person.active)
        .order_by(Person.sort_name, Person.id)
    ).all()


def list_enrolments_of(session: Session, person_id: int) -> Rows:
    """A person's enrolments with counts, for HR; newest first."""
    completed = case((ModuleState.state == State.COMPLETED, 1), else_=0)
    return session.execute(
        select(
            Enrolment.id,
            Enrolment.course,
            Enrolment.level,
            Enrolment.starts_on,
            Enrolment.state,
            Enrolment.paused_on,
            Enrolment.resumes_on,
            newest_edition().label("edition_id"),
            func.count(ModuleState.id).label("modules"),
            func.coalesce(func.sum(completed), 0).label("completed"),
        )
        .outerjoin_from(Enrolment, ModuleState, ModuleState.enrolment_id == Enrolment.id)
        .where(Enrolment.person_id == person_id)
        .group_by(Enrolment.id)
        .order_by(Enrolment.starts_on.desc(), Enrolment.id.desc())
    ).all()


def list_courses_of(session: Session, person_id: int) -> Sequence[str]:
    """The courses that a person is under way with."""
    return session.scalars(
        select(Enrolment.course).where(Enrolment.person_id == person_id, Enrolment.state.in_(GOING_ON))
    ).all()
