"""Which courses take new people, and the rules by which people are put on them."""

from collections.abc import Collection, Mapping, Sequence
from typing import Any

from sqlalchemy import Select, exists, func, select
from sqlalchemy.orm import Session

from webapp.models import CourseState, Edition, Enrolment, Intake, Person, Rule
from webapp.queries.rows import FOLLOWED, GOING_ON, AnyRow, Rows


def list_intakes(session: Session) -> Mapping[str, Intake]:
    """Course -> what HR has decided about it; a course that is not there is open."""
    return {row.course: row.intake for row in session.execute(select(CourseState.course, CourseState.intake))}


def is_open(session: Session, course: str) -> bool:
    """Whether the course takes new people."""
    return session.scalar(select(CourseState.intake).where(CourseState.course == course)) in (None, Intake.OPEN)


def list_taught(session: Session) -> Rows:
    """Every course that has an edition, with how many follow it."""
    followers = (
        select(func.count())
        .select_from(Enrolment)
        .join(Person, Person.id == Enrolment.person_id)
        .where(Enrolment.course == Edition.course, Enrolment.state.in_(FOLLOWED), Person.active)
        .correlate(Edition)
        .scalar_subquery()
    )
    return session.execute(
        select(Edition.course, func.max(Edition.id).label("edition_id"), followers.label("enrolments"))
        .group_by(Edition.course)
        .order_by(Edition.course)
    ).all()


def list_rules(session: Session) -> Rows:
    return session.execute(
        select(Rule.id, Rule.unit_id, Rule.word, Rule.course, Rule.level).order_by(Rule.course, Rule.id)
    ).all()


def list_level_words(session: Session) -> Sequence[str]:
    """The words that HR's lists use for levels."""
    return session.scalars(
        select(Person.level).where(Person.level != "", Person.active).distinct().order_by(Person.level)
    ).all()


def _candidates(course: str) -> Select[*tuple[Any, ...]]:
    """The new leaders who have not been on a course, or whose time on it has been forgotten since."""
    been_there = exists().where(
        Enrolment.person_id == Person.id, Enrolment.course == course, Enrolment.forgotten_at.is_(None)
    )
    return select(Person.id, Person.name, Person.unit_id, Person.level, Person.starts_on).where(
        Person.active, Person.is_leader, ~been_there
    )


def list_candidates(session: Session, course: str, people: Collection[int] | None = None) -> Rows:
    """Those whom a rule for the course may put on it, in the order of the alphabet.

    :param people: only these; None means everybody
    """
    query = _candidates(course).order_by(Person.sort_name, Person.id)
    if people is not None:
        query = query.where(Person.id.in_(people))
    return session.execute(query).all()


def list_going_on(session: Session, people: Collection[int]) -> Rows:
    """What these people are under way with, with what the rules look at."""
    return session.execute(
        select(
            Enrolment.id,
            Enrolment.person_id,
            Enrolment.course,
            Enrolment.level,
            Person.unit_id,
            Person.level.label("word"),
        )
        .join_from(Enrolment, Person, Person.id == Enrolment.person_id)
        .where(Enrolment.person_id.in_(people), Enrolment.state.in_(GOING_ON))
    ).all()


def get_rule(session: Session, rule_id: int) -> AnyRow | None:
    return session.execute(
        select(Rule.id, Rule.unit_id, Rule.word, Rule.course, Rule.level).where(Rule.id == rule_id)
    ).one_or_none()
