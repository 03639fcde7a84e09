"""Groups that begin together, and who follows a course with whom."""

from functools import cache
from typing import Any

from sqlalchemy import ColumnElement, Select, and_, bindparam, exists, func, literal, or_, select, union_all
from sqlalchemy.orm import Session, aliased

from webapp.models import Cohort, Enrolment, Person, Unit
from webapp.names import fold
from webapp.queries.rows import FOLLOWED, GOING_ON, PAGE, AnyRow, Rows
from webapp.queries.signing_in import Me


def _is_there(other: type[Enrolment], person: type[Person]) -> ColumnElement[bool]:
    """Whether somebody's enrolment still counts as company."""
    return and_(person.id == other.person_id, person.active, other.state.in_(FOLLOWED))


def has_company() -> ColumnElement[bool]:
    """Whether somebody follows the course together with the enrolment in the query, as a column."""
    other, person = aliased(Enrolment), aliased(Person)
    is_partner = exists().where(other.id == Enrolment.partner_id, _is_there(other, person))
    in_group = exists().where(
        other.cohort_id == Enrolment.cohort_id, other.id != Enrolment.id, _is_there(other, person)
    )
    return or_(is_partner.correlate(Enrolment), in_group.correlate(Enrolment))


@cache
def _company_of_own() -> Select[*tuple[Any, ...]]:
    """Asked with every overview, so it is put together once."""
    other, person = aliased(Enrolment), aliased(Person)
    columns = (Enrolment.id.label("enrolment_id"), person.name, person.sort_name)
    mine = (Enrolment.person_id == bindparam("me"), Enrolment.state.in_(FOLLOWED))
    partner = (
        select(*columns, literal(True).label("is_partner"))
        .join_from(Enrolment, other, other.id == Enrolment.partner_id)
        .join(person, _is_there(other, person))
        .where(*mine)
    )
    group = (
        select(*columns, literal(False))
        .join_from(Enrolment, other, and_(other.cohort_id == Enrolment.cohort_id, other.id != Enrolment.id))
        .join(person, _is_there(other, person))
        .where(*mine, or_(Enrolment.partner_id.is_(None), other.id != Enrolment.partner_id))
    )
    both = union_all(partner, group).subquery()
    return select(both).order_by(both.c.is_partner.desc(), both.c.sort_name)


def list_company_of_own(session: Session, me: Me) -> Rows:
    """With whom a leader follows her courses: names only; the partner first, then the group."""
    return session.execute(_company_of_own(), {"me": me.id}).all()


def list_cohorts(session: Session) -> Rows:
    """Every group with the number of its members; the newest start first."""
    members = (
        select(func.count())
        .select_from(Enrolment)
        .where(Enrolment.cohort_id == Cohort.id, Enrolment.state.in_(FOLLOWED))
        .correlate(Cohort)
        .scalar_subquery()
    )
    return session.execute(
        select(Cohort.id, Cohort.course, Cohort.name, Cohort.starts_on, members.label("members")).order_by(
            Cohort.starts_on.desc(), Cohort.name, Cohort.id
        )
    ).all()


def get_cohort(session: Session, cohort_id: int) -> Cohort | None:
    return session.get(Cohort, cohort_id)


def list_members(session: Session, cohort_id: int) -> Rows:
    """The members of a group with their partners, in the order of the alphabet."""
    other, partner = aliased(Enrolment), aliased(Person)
    return session.execute(
        select(
            Enrolment.id,
            Enrolment.level,
            Enrolment.state,
            Person.id.label("person_id"),
            Person.name,
            Person.active,
            Unit.name.label("unit"),
            partner.name.label("partner"),
        )
        .join_from(Enrolment, Person, Person.id == Enrolment.person_id)
        .outerjoin(Unit, Unit.id == Person.unit_id)
        .outerjoin(other, other.id == Enrolment.partner_id)
        .outerjoin(partner, partner.id == other.person_id)
        .where(Enrolment.cohort_id == cohort_id, Enrolment.state.in_(FOLLOWED))
        .order_by(Person.sort_name, Person.id)
    ).all()


def list_without_cohort(session: Session, course: str, search: str) -> Rows:
    """Those under way on a course who are in no group, and one more than a page holds when there are more."""
    words = [Person.search_name.contains(word, autoescape=True) for word in fold(search).split()[:8]]
    return session.execute(
        select(Enrolment.id, Enrolment.starts_on, Person.name, Unit.name.label("unit"))
        .join_from(Enrolment, Person, Person.id == Enrolment.person_id)
        .outerjoin(Unit, Unit.id == Person.unit_id)
        .where(
            Enrolment.course == course,
            Enrolment.state.in_(GOING_ON),
            Enrolment.cohort_id.is_(None),
            Person.active,
            *words,
        )
        .order_by(Person.sort_name, Person.id)
        .limit(PAGE + 1)
    ).all()


def get_company(session: Session, me: Me, enrolment_id: int) -> list[AnyRow]:
    """With whom she follows one of her courses."""
    return [row for row in list_company_of_own(session, me) if row.enrolment_id == enrolment_id]
