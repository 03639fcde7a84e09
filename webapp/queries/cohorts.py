"""Groups that begin together, and who follows a course with whom."""

from typing import Any

from sqlalchemy import ColumnElement, and_, exists, func, or_, select
from sqlalchemy.orm import Session, aliased

from webapp.models import Cohort, Enrolment, Person, Unit
from webapp.names import fold
from webapp.queries.rows import FOLLOWED, GOING_ON, PAGE, AnyRow, Rows
from webapp.queries.signing_in import Me


def _beside(other: Any, person: Any) -> ColumnElement[bool]:
    """Whether `other` is the partner, or in the group, of the enrolment in the query, and still there."""
    together = or_(
        other.id == Enrolment.partner_id,
        and_(other.cohort_id == Enrolment.cohort_id, other.id != Enrolment.id),
    )
    return and_(together, other.state.in_(FOLLOWED), person.active)


def has_company() -> ColumnElement[bool]:
    """Whether somebody follows the course together with the enrolment in the query, as a column."""
    other, person = aliased(Enrolment), aliased(Person)
    return exists().where(other.person_id == person.id, _beside(other, person)).correlate(Enrolment)


def list_company_of_own(session: Session, me: Me) -> Rows:
    """With whom a leader follows her courses: names only; the partner first."""
    other, person = aliased(Enrolment), aliased(Person)
    is_partner = (other.id == Enrolment.partner_id).label("is_partner")
    return session.execute(
        select(Enrolment.id.label("enrolment_id"), person.name, is_partner)
        .join_from(Enrolment, other, or_(other.id == Enrolment.partner_id, other.cohort_id == Enrolment.cohort_id))
        .join(person, person.id == other.person_id)
        .where(Enrolment.person_id == me.id, Enrolment.state.in_(FOLLOWED), _beside(other, person))
        .order_by(is_partner.desc(), person.sort_name, person.id)
    ).all()


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
