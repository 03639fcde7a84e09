"""What is done with a document on its way to becoming a course: received, read, sorted, built, discarded."""

import json
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta

from sqlalchemy import or_, select, update
from sqlalchemy.orm import Session

from course.framework import read_framework
from course.module import slug
from course.problem import Problems
from webapp import blobs, drafts
from webapp.drafts import Conflict
from webapp.models import Sorting, SortingState
from webapp.operations.audit import note

SILENCE = timedelta(seconds=20)
"""A reader that has given no sign for so long is gone; another one may begin again."""
RESERVED = {"new", "remarks", "how-to-write", "import"}
"""What stands in addresses where a course's id stands."""
MOST_STEPS = 200
"""How many steps "Fortryd" remembers."""


@dataclass(frozen=True, slots=True)
class Read:
    """What came of a document."""

    text: str
    """Of framework.md."""
    source: str
    places: Mapping[str, int]
    doubts: Mapping[str, str]
    notice: str


def receive(session: Session, data: bytes, file_name: str, *, by: int | None, now: datetime) -> int:
    """Keep a document until it is read.

    :param file_name: empty for pasted text
    """
    name = file_name.rpartition(".")[0] or file_name
    row = Sorting(file_name=file_name[:300], upload=data, name=name[:300], created_at=now, created_by=by)
    session.add(row)
    note(session, "document received", by=by, now=now)
    session.flush()
    return row.id


def claim_reading(session: Session, id: int, claim: str, now: datetime) -> tuple[bytes, str] | None:
    """Take on the reading of a document; None where somebody else reads it, or it is read.

    :return: the document and its name
    """
    free = or_(
        Sorting.state == SortingState.WAITING,
        (Sorting.state == SortingState.READING) & (Sorting.claimed_at < now - SILENCE),
    )
    row = session.execute(
        update(Sorting)
        .where(Sorting.id == id, free, Sorting.upload.is_not(None))
        .values(state=SortingState.READING, claim=claim, claimed_at=now, done=0, total=0)
        .returning(Sorting.upload, Sorting.file_name)
        .execution_options(synchronize_session=False)
    ).one_or_none()
    return (bytes(row.upload or b""), row.file_name) if row else None


def note_reading(session: Session, id: int, claim: str, done: int, total: int, now: datetime) -> None:
    """A sign of life, with how far the reading is."""
    session.execute(
        update(Sorting).where(Sorting.id == id, Sorting.claim == claim).values(done=done, total=total, claimed_at=now)
    )


def fail_reading(session: Session, id: int, claim: str, problem: str) -> None:
    """Say why a document could not be read. Pasted text is kept, so that it can be given back."""
    row = _claimed(session, id, claim)
    if row is not None:
        row.state, row.problem = SortingState.FAILED, problem
        row.upload = row.upload if not row.file_name else None


def finish_reading(session: Session, id: int, claim: str, read: Read, now: datetime) -> str | None:
    """Make the draft of a course from what was read, at one stroke; its id, or None where nothing came of it."""
    row = _claimed(session, id, claim)
    if row is None:
        return None
    framework = read_framework("", read.text, Problems("framework.md"))
    if not framework.statements:
        fail_reading(session, id, claim, read.notice)
        return None
    course = _free_course(session, framework.organisation or framework.title)
    data = read.text.encode()
    drafts.save(session, course, path_of(course), data, base=None, by=row.created_by, now=now)
    row.course, row.state, row.upload = course, SortingState.SORTING, None
    row.name, row.source, row.notice = framework.title[:300], read.source.replace("\x00", " "), read.notice
    row.places, row.doubts = json.dumps(dict(read.places)), json.dumps(dict(read.doubts))
    return course


def _claimed(session: Session, id: int, claim: str) -> Sorting | None:
    query = select(Sorting).where(Sorting.id == id, Sorting.claim == claim, Sorting.state == SortingState.READING)
    return session.scalars(query.with_for_update()).one_or_none()


def _free_course(session: Session, name: str) -> str:
    """An id from a name (`Vejby Kommune` gives `vejby`) that no course and no address has."""
    words = [word for word in slug(name).split("-") if word not in ("kommune", "region")]
    wanted = "-".join(words)[:40].strip("-") or "forloeb"
    taken = {*drafts.list_courses(session), *session.scalars(select(Sorting.course)), *RESERVED}
    id, number = wanted, 2
    while id in taken:
        id, number = f"{wanted}-{number}", number + 1
    return id


def path_of(course: str) -> str:
    """The path of a course's framework."""
    return f"content/{course}/framework.md"


# --- sorting ---


def save_sorting(
    session: Session, course: str, text: str, *, base: str, settled: Iterable[str] = (), by: int, now: datetime
) -> Conflict | None:
    """Save an edit of the framework, so that it can be undone; or tell who was there first.

    :param settled: statements whose doubts the edit has settled
    """
    row = _sorting(session, course)
    saved = drafts.save(session, course, path_of(course), text.encode(), base=base, by=by, now=now)
    if isinstance(saved, Conflict):
        return saved
    _settle(row, settled)
    if saved != base:
        row.behind = json.dumps([*json.loads(row.behind), base][-MOST_STEPS:])
        row.ahead = "[]"
        row.name = read_framework("", text, Problems("framework.md")).title[:300]
        note(session, "framework edited", by=by, now=now, detail=course)
    return None


def step(session: Session, course: str, *, base: str, back: bool, by: int, now: datetime) -> Conflict | None:
    """Undo the last edit, or do again what was undone; nothing where there is none."""
    row = _sorting(session, course)
    behind, ahead = json.loads(row.behind), json.loads(row.ahead)
    there, other = (behind, ahead) if back else (ahead, behind)
    if not there:
        return None
    data = blobs.read(session, {"": there.pop()})[""]
    saved = drafts.save(session, course, path_of(course), data, base=base, by=by, now=now)
    if isinstance(saved, Conflict):
        return saved
    other.append(base)
    row.behind, row.ahead = json.dumps(behind), json.dumps(ahead)
    row.name = read_framework("", data.decode(), Problems("framework.md")).title[:300]
    note(session, "framework edited", by=by, now=now, detail=course)
    return None


def settle(session: Session, course: str, statement: str, *, by: int, now: datetime) -> None:
    """Mark a doubt as right."""
    _settle(_sorting(session, course), [statement])
    note(session, "doubt settled", by=by, now=now, detail=f"{course} {statement}")


def answer(session: Session, course: str) -> None:
    """The author has said whether the numbers fit."""
    _sorting(session, course).answered = True


def note_built(session: Session, course: str, count: int, *, by: int, now: datetime) -> None:
    session.execute(update(Sorting).where(Sorting.course == course).values(state=SortingState.BUILT, answered=True))
    note(session, "course built", by=by, now=now, detail=f"{course} {count}")


def discard(session: Session, id: int, *, by: int, now: datetime) -> None:
    """Throw an import away, with the framework it made. What has been built of it stays."""
    row = session.scalars(select(Sorting).where(Sorting.id == id).with_for_update()).one_or_none()
    if row is None or row.state == SortingState.BUILT:
        return
    if row.course is not None:
        drafts.save_all(session, row.course, {path_of(row.course): None}, by=by, now=now)
        session.flush()
        drafts.settle(session, row.course, {})
    session.delete(row)
    note(session, "document discarded", by=by, now=now, detail=row.course or "")


def _sorting(session: Session, course: str) -> Sorting:
    """The row, locked: two edits at the same moment come one after the other."""
    return session.scalars(select(Sorting).where(Sorting.course == course).with_for_update()).one()


def _settle(row: Sorting, statements: Iterable[str]) -> None:
    doubts = json.loads(row.doubts)
    left = {id: reason for id, reason in doubts.items() if id not in set(statements)}
    if left != doubts:
        row.doubts = json.dumps(left)
