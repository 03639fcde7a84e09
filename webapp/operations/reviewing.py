"""Reviews of a draft: asking a colleague, and what is said, answered and closed."""

from datetime import datetime

from sqlalchemy import update
from sqlalchemy.orm import Session

from webapp.models import MailKind, ReviewComment, ReviewRequest
from webapp.operations.audit import note
from webapp.operations.mail import queue_mail

LONGEST_COMMENT = 2000
"""Characters."""


def ask_for_review(session: Session, course: str, module: str, *, to: int, text: str, by: int, now: datetime) -> None:
    """Ask a colleague to look at a module of the draft, and tell her by mail."""
    asked = ReviewRequest(course=course, module=module, by_id=by, to_id=to, note=text[:500], at=now)
    session.add(asked)
    session.flush()
    queue_mail(session, MailKind.REVIEW, to, reason=f"review:{asked.id}", now=now)
    note(session, "review asked for", by=by, person=to, now=now, detail=f"{course} {module}")


def finish_review(session: Session, course: str, module: str, *, by: int, now: datetime) -> bool:
    """The colleague has looked; False when nobody had asked her."""
    mine = (ReviewRequest.course == course, ReviewRequest.module == module, ReviewRequest.to_id == by)
    done = session.execute(
        update(ReviewRequest)
        .where(*mine, ReviewRequest.done_at.is_(None))
        .values(done_at=now)
        .returning(ReviewRequest.id)
    ).all()
    if done:
        note(session, "review done", by=by, now=now, detail=f"{course} {module}")
    return bool(done)


def comment(
    session: Session, course: str, module: str, path: str, line: str, text: str, *, by: int, now: datetime
) -> ReviewComment:
    """Say something of a line."""
    said = ReviewComment(course=course, module=module, path=path, line=line, text=text, by_id=by, at=now)
    session.add(said)
    session.flush()
    note(session, "commented", by=by, now=now, detail=f"{course} {module}")
    return said


def answer_comment(session: Session, course: str, module: str, to: int, text: str, *, by: int, now: datetime) -> None:
    session.add(ReviewComment(course=course, module=module, answers_id=to, text=text, by_id=by, at=now))
    note(session, "comment answered", by=by, now=now, detail=f"{course} {module}")


def close_comment(session: Session, course: str, module: str, comment: int, *, by: int, now: datetime) -> None:
    session.execute(update(ReviewComment).where(ReviewComment.id == comment).values(closed_at=now))
    note(session, "comment closed", by=by, now=now, detail=f"{course} {module}")
