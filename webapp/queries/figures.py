"""The fixed tables, what they are taken from, and the keys to them."""

from collections.abc import Collection
from datetime import date

from sqlalchemy import exists, select
from sqlalchemy.orm import Session

from webapp.models import Enrolment, FiguresKey, Person, TakenFigures
from webapp.queries.rows import FOLLOWED, Rows
from webapp.queries.standing import is_completed, standings


def list_due_courses(session: Session, month_on: date) -> list[str]:
    """The courses with leaders on them that nobody has looked at in this month.

    :param month_on: the first of the month
    """
    looked_at = exists().where(
        TakenFigures.course == Enrolment.course, TakenFigures.manager_id.is_(None), TakenFigures.looked_on >= month_on
    )
    query = select(Enrolment.course).distinct().where(Enrolment.state.in_(FOLLOWED), ~looked_at)
    return sorted(session.scalars(query))


def list_standings(session: Session, courses: Collection[str], today: date) -> Rows:
    """How far everybody on these courses is: what the fixed tables are counted from, and nothing else."""
    each = standings(today, Enrolment.course.in_(courses))
    return session.execute(
        select(
            each.c.course,
            each.c.level,
            each.c.starts_on,
            each.c.begun,
            each.c.late,
            is_completed(each).label("completed"),
            each.c.last_week,
            Person.unit_id,
            Person.manager_id,
        ).join_from(each, Person, Person.id == each.c.person_id)
    ).all()


def list_managers_of_all(session: Session) -> dict[int, int]:
    """Person -> her nearest manager."""
    query = select(Person.id, Person.manager_id).where(Person.manager_id.is_not(None))
    return {row[0]: row[1] for row in session.execute(query) if row[1] is not None}


def list_figures(session: Session, manager_id: int | None = None) -> Rows:
    """Each course's tables as they were taken: of everybody, or of a manager's part."""
    return session.execute(
        select(TakenFigures.course, TakenFigures.taken_on, TakenFigures.data)
        .where(TakenFigures.manager_id.is_(None) if manager_id is None else TakenFigures.manager_id == manager_id)
        .order_by(TakenFigures.course)
    ).all()


def has_part(session: Session, manager_id: int) -> bool:
    """Whether tables are taken of the part of the organisation below a manager's own reports."""
    return (
        session.execute(select(TakenFigures.id).where(TakenFigures.manager_id == manager_id).limit(1)).first()
        is not None
    )


def list_keys(session: Session) -> Rows:
    return session.execute(
        select(FiguresKey.id, FiguresKey.name, FiguresKey.made_at, Person.name.label("made_by"))
        .outerjoin_from(FiguresKey, Person, Person.id == FiguresKey.made_by)
        .order_by(FiguresKey.id)
    ).all()


def get_key(session: Session, token_hash: str) -> int | None:
    """The id of the key with this hash."""
    return session.scalar(select(FiguresKey.id).where(FiguresKey.token_hash == token_hash))
