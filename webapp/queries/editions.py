"""Editions: the list of them, one of them, and what it changed."""

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from webapp.models import Edition, EditionChange, Person
from webapp.queries.rows import PAGE, AnyRow, Rows


def list_editions_of(session: Session, course: str, before: int | None = None) -> Rows:
    """A page of a course's editions, newest first, and one row more when there is another page.

    :param before: the number of the last edition on the page before
    """
    told = (
        select(func.count())
        .select_from(EditionChange)
        .where(EditionChange.edition_id == Edition.id, EditionChange.substance)
        .correlate(Edition)
        .scalar_subquery()
    )
    query = (
        select(
            Edition.number,
            Edition.published_at,
            Edition.origin,
            Edition.note,
            Person.name.label("published_by"),
            told.label("told"),
        )
        .outerjoin_from(Edition, Person, Person.id == Edition.published_by)
        .where(Edition.course == course)
        .order_by(Edition.number.desc())
        .limit(PAGE + 1)
    )
    return session.execute(query.where(Edition.number < before) if before else query).all()


def get_edition(session: Session, course: str, number: int) -> AnyRow | None:
    return session.execute(
        select(
            Edition.id,
            Edition.number,
            Edition.manifest,
            Edition.published_at,
            Edition.origin,
            Edition.note,
            Person.name.label("published_by"),
        )
        .outerjoin_from(Edition, Person, Person.id == Edition.published_by)
        .where(Edition.course == course, Edition.number == number)
    ).one_or_none()
