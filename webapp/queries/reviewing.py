"""Reviews of a draft: who has been asked, and what has been said."""

from sqlalchemy import func, select
from sqlalchemy.orm import Session, aliased

from webapp.models import Person, ReviewComment, ReviewRequest
from webapp.queries.rows import AnyRow, Rows
from webapp.queries.signing_in import Me


def list_colleagues(session: Session, me: Me) -> Rows:
    """The other authors, in the order of the alphabet."""
    return session.execute(
        select(Person.id, Person.name)
        .where(Person.is_author, Person.active, Person.id != me.id)
        .order_by(Person.sort_name, Person.id)
    ).all()


def list_review_requests(session: Session, course: str, module: str) -> Rows:
    """Who has been asked to look at the module and has not yet, newest first."""
    asked, asking = aliased(Person), aliased(Person)
    return session.execute(
        select(
            ReviewRequest.id,
            ReviewRequest.to_id,
            ReviewRequest.note,
            ReviewRequest.at,
            asked.name.label("to_name"),
            asking.name.label("by_name"),
        )
        .join_from(ReviewRequest, asked, asked.id == ReviewRequest.to_id)
        .join(asking, asking.id == ReviewRequest.by_id)
        .where(ReviewRequest.course == course, ReviewRequest.module == module, ReviewRequest.done_at.is_(None))
        .order_by(ReviewRequest.id.desc())
    ).all()


def get_review_request(session: Session, id: int) -> AnyRow | None:
    """What a colleague has been asked to look at, and by whom (`name`)."""
    return session.execute(
        select(ReviewRequest.course, ReviewRequest.module, Person.name)
        .join_from(ReviewRequest, Person, Person.id == ReviewRequest.by_id)
        .where(ReviewRequest.id == id)
    ).one_or_none()


def list_comments(session: Session, course: str, module: str) -> Rows:
    """Everything that has been said of a module, oldest first; answers name the comment they answer."""
    return session.execute(
        select(
            ReviewComment.id,
            ReviewComment.path,
            ReviewComment.line,
            ReviewComment.answers_id,
            ReviewComment.text,
            ReviewComment.at,
            ReviewComment.closed_at,
            Person.name,
        )
        .join_from(ReviewComment, Person, Person.id == ReviewComment.by_id)
        .where(ReviewComment.course == course, ReviewComment.module == module)
        .order_by(ReviewComment.id)
    ).all()


def get_comment(session: Session, course: str, module: str, comment: int) -> AnyRow | None:
    """A comment that stands at a line and is open."""
    return session.execute(
        select(ReviewComment.id, ReviewComment.path).where(
            ReviewComment.id == comment,
            ReviewComment.course == course,
            ReviewComment.module == module,
            ReviewComment.answers_id.is_(None),
            ReviewComment.closed_at.is_(None),
        )
    ).one_or_none()


def count_open_comments(session: Session, course: str) -> dict[str, int]:
    """Module -> how many comments are open; modules without any are left out."""
    open_ones = (ReviewComment.course == course, ReviewComment.answers_id.is_(None), ReviewComment.closed_at.is_(None))
    rows = session.execute(
        select(ReviewComment.module, func.count()).where(*open_ones).group_by(ReviewComment.module)
    ).all()
    return {row[0]: row[1] for row in rows}
