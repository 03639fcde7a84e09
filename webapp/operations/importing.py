"""Doing what a plan says, for many people with few statements."""

from collections.abc import Iterator, Mapping, Sequence
from datetime import date, datetime, timedelta
from typing import Any

from sqlalchemy import delete, insert, select, update
from sqlalchemy.orm import Session

from webapp import queries
from webapp.editions import Courses
from webapp.models import Audit, Person, Role, Unit, Upload, UploadState
from webapp.names import search_name, sort_name
from webapp.operations.assigning import follow_levels
from webapp.operations.people import end_invitations, take_back_shares
from webapp.operations.states import follow_starts
from webapp.people_file import Outcome, Plan, Record, Step

BATCH = 500
"""People whose ids one statement carries."""
UPLOAD_LASTS = timedelta(days=1)


def apply_plan(session: Session, courses: Courses, plan: Plan, *, by: int | None, now: datetime, today: date) -> None:
    """Do all that a plan says; whom the rules then put on courses is `apply_rules`' work.

    :raises ValueError: if a row is refused: it is all or nothing
    """
    if plan.counts[Outcome.REFUSED]:
        raise ValueError("a plan with refused rows")
    new, changed = plan.only(Outcome.NEW), plan.only(Outcome.CHANGED) + plan.only(Outcome.CLOSED)
    unit_ids = _add_units(session, [step.record.unit for step in new + changed], by=by, now=now)
    values = [_values(step.email, step.record) for step in new]
    for row, step in zip(values, new, strict=True):
        row |= {"created_at": now, "unit_id": unit_ids[step.record.unit]}
    if values:
        session.execute(insert(Person), values)
    ids = {row.email: row.id for row in session.execute(select(Person.id, Person.email))}
    led = [step for step in new if step.record.manager]
    if led:
        session.execute(
            update(Person), [{"id": ids[step.email], "manager_id": ids[step.record.manager]} for step in led]
        )
    if changed:
        session.execute(update(Person), [_changed(step, ids, unit_ids) for step in changed])
    _note_all(session, new, changed, ids, by=by, now=now)
    _follow(session, courses, changed, by=by, now=now, today=today)


def _values(email: str, record: Record) -> dict[str, Any]:
    return {
        "email": email,
        "name": record.name,
        "sort_name": sort_name(record.name),
        "search_name": search_name(record.name, email),
        "level": record.level,
        "starts_on": record.starts_on,
        "leaves_on": record.leaves_on,
        "active": record.active,
    } | {f"is_{role.value}": role in record.roles for role in Role}


def _changed(step: Step, ids: Mapping[str, int], unit_ids: Mapping[tuple[str, ...], int | None]) -> dict[str, Any]:
    return _values(step.email, step.record) | {
        "id": ids[step.email],
        "unit_id": unit_ids[step.record.unit],
        "manager_id": ids[step.record.manager] if step.record.manager else None,
    }


def _add_units(
    session: Session, paths: Sequence[tuple[str, ...]], *, by: int | None, now: datetime
) -> dict[tuple[str, ...], int | None]:
    """The id of each path; units that are not there are made, one level of the tree at a time."""
    ids: dict[tuple[str, ...], int | None] = {(): None}
    ids |= {node.path: node.id for node in queries.get_tree(session).by_id.values()}
    wanted = {path[:depth] for path in paths for depth in range(1, len(path) + 1)} - ids.keys()
    for depth in sorted({len(path) for path in wanted}):
        level = sorted(path for path in wanted if len(path) == depth)
        session.execute(insert(Unit), [{"name": path[-1], "parent_id": ids[path[:-1]]} for path in level])
        ids |= {node.path: node.id for node in queries.get_tree(session).by_id.values()}
    if wanted:
        notes = [{"at": now, "by_id": by, "what": "unit added", "detail": path[-1]} for path in sorted(wanted)]
        session.execute(insert(Audit), notes)
    return ids


def _note_all(
    session: Session,
    new: Sequence[Step],
    changed: Sequence[Step],
    ids: Mapping[str, int],
    *,
    by: int | None,
    now: datetime,
) -> None:
    notes = [(step, "person added", "") for step in new]
    notes += [(step, _what(step), ", ".join(step.changes)) for step in changed]
    if notes:
        session.execute(
            insert(Audit),
            [
                {"at": now, "by_id": by, "what": what, "person_id": ids[step.email], "detail": detail}
                for step, what, detail in notes
            ],
        )


def _what(step: Step) -> str:
    if "active" in step.changes:
        return "person reactivated" if step.record.active else "person deactivated"
    return "person changed"


def _follow(
    session: Session, courses: Courses, changed: Sequence[Step], *, by: int | None, now: datetime, today: date
) -> None:
    """What follows for people who were there: shares, sign-in, dates and levels."""
    for people in _batches([_id(step) for step in changed if "manager" in step.changes]):
        take_back_shares(session, people, now)
    for people in _batches([_id(step) for step in changed if "active" in step.changes and not step.record.active]):
        session.execute(
            update(Person).where(Person.id.in_(people)).values(session_epoch=Person.session_epoch + 1),
            execution_options={"synchronize_session": False},
        )
        end_invitations(session, people, now)
    starts = {
        _id(step): (step.known.record.starts_on, step.record.starts_on)
        for step in changed
        if step.known and step.record.starts_on and "starts_on" in step.changes
    }
    newest = courses.newest(session, [row.course for row in queries.list_taught(session)]) if starts else {}
    for people in _batches(list(starts)):
        follow_starts(session, newest, {id: starts[id] for id in people})
    for people in _batches([_id(step) for step in changed if "level" in step.changes]):
        follow_levels(session, courses, people, by=by, now=now, today=today)


def _id(step: Step) -> int:
    return step.known.id if step.known else 0


def _batches(ids: Sequence[int]) -> Iterator[Sequence[int]]:
    for start in range(0, len(ids), BATCH):
        yield ids[start : start + BATCH]


# --- files that wait ---


def keep_upload(session: Session, person_id: int, name: str, data: bytes, *, whole_list: bool, now: datetime) -> Upload:
    """Keep a file until it is confirmed; what the same person sent before and did not confirm goes."""
    waiting = (Upload.person_id == person_id, Upload.state == UploadState.WAITING)
    session.execute(delete(Upload).where(*waiting))
    forget_uploads(session, now)
    upload = Upload(person_id=person_id, name=name[:200], data=data, whole_list=whole_list, uploaded_at=now)
    session.add(upload)
    session.flush()
    return upload


def forget_uploads(session: Session, now: datetime) -> int:
    """Delete files that nobody has confirmed for a day, and the traces of imports long done; how many."""
    old = session.scalars(select(Upload.id).where(Upload.uploaded_at < now - UPLOAD_LASTS)).all()
    session.execute(delete(Upload).where(Upload.id.in_(old)))
    return len(old)


def claim_upload(session: Session, upload_id: int, now: datetime, silent_since: datetime) -> bool:
    """Take a file for importing; False when somebody is at it already, or it is done.

    :param silent_since: an import that has said nothing since then was broken off and may be begun again
    """
    broken_off = (Upload.state == UploadState.RUNNING) & (Upload.worked_at < silent_since)
    claimed = session.execute(
        update(Upload)
        .where(Upload.id == upload_id, (Upload.state == UploadState.WAITING) | broken_off)
        .values(state=UploadState.RUNNING, step="reading", worked_at=now)
        .returning(Upload.id)
    ).all()
    return bool(claimed)
