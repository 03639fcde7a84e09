"""What was done, and by whom."""

from datetime import datetime

from sqlalchemy.orm import Session

from webapp.models import Audit


def note(
    session: Session, what: str, *, by: int | None, now: datetime, person: int | None = None, detail: str = ""
) -> None:
    session.add(Audit(at=now, by_id=by, what=what, person_id=person, detail=detail[:500]))


def note_published(session: Session, course: str, number: int, *, by: int | None, now: datetime) -> None:
    note(session, "published", by=by, now=now, detail=f"{course} {number}")


def note_imported(session: Session, course: str, *, by: int | None, now: datetime) -> None:
    note(session, "course taken in", by=by, now=now, detail=course)


def note_copied(session: Session, course: str, copy: str, *, by: int, now: datetime) -> None:
    note(session, "course copied", by=by, now=now, detail=f"{course} {copy}")


def note_taken_over(session: Session, course: str, number: int, *, by: int, now: datetime) -> None:
    note(session, "origin taken over", by=by, now=now, detail=f"{course} {number}")


def note_restored(session: Session, course: str, number: int, *, by: int, now: datetime) -> None:
    note(session, "edition made draft", by=by, now=now, detail=f"{course} {number}")
