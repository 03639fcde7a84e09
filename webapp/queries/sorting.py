"""Documents on their way to becoming courses."""

from sqlalchemy import select
from sqlalchemy.orm import Session

from webapp.models import Edition, Sorting
from webapp.queries.rows import AnyRow


def get_import(session: Session, id: int) -> AnyRow | None:
    """How far the reading of a document is."""
    return session.execute(
        select(
            Sorting.id,
            Sorting.course,
            Sorting.state,
            Sorting.file_name,
            Sorting.name,
            Sorting.claimed_at,
            Sorting.created_at,
            Sorting.done,
            Sorting.total,
            Sorting.problem,
        ).where(Sorting.id == id)
    ).one_or_none()


def get_pasted(session: Session, id: int) -> str:
    """The pasted text of an import that came to nothing, to be given back; empty for a file."""
    data = session.scalar(select(Sorting.upload).where(Sorting.id == id, Sorting.file_name == ""))
    return data.decode("utf-8", "replace") if data else ""


def get_sorting(session: Session, course: str) -> AnyRow | None:
    """What an import found beside the framework itself."""
    return session.execute(
        select(
            Sorting.id,
            Sorting.course,
            Sorting.state,
            Sorting.name,
            Sorting.source,
            Sorting.places,
            Sorting.doubts,
            Sorting.notice,
            Sorting.answered,
            Sorting.behind,
            Sorting.ahead,
        ).where(Sorting.course == course)
    ).one_or_none()


def can_be_sorted(session: Session, course: str) -> bool:
    """Whether the course came of an import and no leader is on it yet."""
    published = select(Edition.id).where(Edition.course == course).exists()
    return bool(session.scalar(select(Sorting.id).where(Sorting.course == course, ~published)))
