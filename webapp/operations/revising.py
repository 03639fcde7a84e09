"""A new version of a framework: handing it in, deciding, taking it into use, and looking at what it makes stale."""

import json
from collections.abc import Iterable, Sequence
from datetime import datetime

from sqlalchemy import delete, select, update
from sqlalchemy.orm import Session

from course import stale as staling
from course.carry import parted
from course.compile import Course
from course.revise import Change, Choice, Decisions, Wording
from webapp import blobs, drafts
from webapp.drafts import Conflict
from webapp.models import Revision, Stale
from webapp.operations.audit import note
from webapp.versions import Version


def hand_in(session: Session, course: str, version: Version, *, by: int | None, now: datetime) -> None:
    """Let a new version wait for decisions; one that waited before gives way."""
    session.execute(delete(Revision).where(Revision.course == course))
    data = version.text.encode()
    blobs.keep(session, [data])
    session.add(
        Revision(
            course=course,
            sha256=blobs.digest(data),
            file_name=version.file_name,
            own_ids=version.own_ids,
            unplaced=json.dumps(version.unplaced, ensure_ascii=False),
            at=now,
            by_id=by,
        )
    )
    note(session, "new framework handed in", by=by, now=now, detail=course)


def decide(session: Session, revision_id: int, decisions: Decisions) -> None:
    """Remember what has been decided so far."""
    values = {"decisions": json.dumps(dict(sorted(decisions.items())))}
    session.execute(update(Revision).where(Revision.id == revision_id).values(**values))


def discard_revision(session: Session, course: str, *, by: int | None, now: datetime) -> None:
    """Forget the new version that waits; the course stays as it is."""
    session.execute(delete(Revision).where(Revision.course == course))
    note(session, "new framework discarded", by=by, now=now, detail=course)


def take_into_use(
    session: Session,
    course: Course,
    text: str,
    changes: Iterable[Change],
    decisions: Decisions,
    *,
    base: str | None,
    by: int | None,
    now: datetime,
) -> Conflict | None:
    """Write the framework into the draft and note what is stale by it; or tell who has changed it meanwhile.

    :param course: the draft as it was before
    :param base: the sha256 of the framework that the decisions were made about; None: there was no file
    """
    path = f"content/{course.id}/framework.md"
    saved = drafts.save(session, course.id, path, text.encode(), base=base, by=by, now=now)
    if isinstance(saved, Conflict):
        return saved
    _note_stale(session, course, changes, decisions, by, now)
    session.execute(delete(Revision).where(Revision.course == course.id))
    note(session, "new framework taken into use", by=by, now=now, detail=course.id)
    return None


def _note_stale(
    session: Session, course: Course, changes: Iterable[Change], decisions: Decisions, by: int | None, now: datetime
) -> None:
    """A row for each part that refers to something changed. One that waits already keeps the wording it was written for."""
    open_rows = session.scalars(select(Stale).where(Stale.course == course.id, Stale.settled_at.is_(None))).all()
    waiting = {(row.kind, row.item, row.what, row.reference): row for row in open_rows}
    decided = list(parted(changes, decisions))
    weights = {change.key: choice for change, choice in decided if choice in (Choice.LINGUISTIC, Choice.SUBSTANCE)}
    for each in staling.stale(course, [change for change, _ in decided if change.key in weights]):
        weight = weights[each.change.key]
        if weight is Choice.LINGUISTIC and each.follows:
            continue
        key = (each.kind, each.item, each.change.what, each.change.known.id)
        row = waiting.get(key)
        if row is None:
            row = Stale(course=course.id, kind=each.kind, item=each.item, module=each.module, what=each.change.what)
            row.reference, row.old_text, row.weight = each.change.known.id, said(each.change.known), weight
            session.add(row)
        elif weight is Choice.SUBSTANCE:
            row.weight = weight
        row.new_text, row.change = said(each.change.new), each.change.kind
        row.noted_at, row.noted_by = now, by


def said(wording: Wording | None) -> str:
    """A wording on one line: `Drift: at holde de løfter ...`; empty when there is none."""
    return ": ".join(part for part in (wording.name, wording.text) if part) if wording else ""


def settle_stale(session: Session, course: str, ids: Sequence[int], *, by: int | None, now: datetime) -> int:
    """Record that parts have been looked at and are right; how many waited."""
    waiting = (Stale.course == course, Stale.id.in_(ids), Stale.settled_at.is_(None))
    settled = session.scalars(select(Stale.id).where(*waiting)).all()
    session.execute(update(Stale).where(Stale.id.in_(settled)).values(settled_at=now, settled_by=by))
    if settled:
        note(session, "stale settled", by=by, now=now, detail=f"{course} {len(settled)}")
    return len(settled)
