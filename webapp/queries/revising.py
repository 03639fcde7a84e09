"""New versions of frameworks that wait, and what is to be looked at again."""

from sqlalchemy import Select, select
from sqlalchemy.orm import Session

from webapp.models import Blob, Person, Revision, Stale
from webapp.queries.rows import AnyRow, Rows


def get_revision(session: Session, course: str) -> AnyRow | None:
    """The new version that waits for this course, with its bytes (`data`) and who handed it in (`name`)."""
    return session.execute(
        select(*Revision.__table__.columns, Blob.data, Person.name)
        .join_from(Revision, Blob, Blob.sha256 == Revision.sha256)
        .outerjoin(Person, Person.id == Revision.by_id)
        .where(Revision.course == course)
    ).one_or_none()


def list_stale(session: Session, course: str) -> Rows:
    """What is to be looked at in a course, in the order it was noted."""
    return session.execute(_noted(course).where(Stale.settled_at.is_(None)).order_by(Stale.id)).all()


def list_settled(session: Session, course: str) -> Rows:
    """What has been looked at, and by whom (`name`), the newest first; at most 100."""
    query = _noted(course).where(Stale.settled_at.is_not(None))
    return session.execute(query.order_by(Stale.settled_at.desc(), Stale.id.desc()).limit(100)).all()


def _noted(course: str) -> Select[*tuple[object, ...]]:
    return (
        select(*Stale.__table__.columns, Person.name)
        .outerjoin_from(Stale, Person, Person.id == Stale.settled_by)
        .where(Stale.course == course)
    )
