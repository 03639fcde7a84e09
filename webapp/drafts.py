"""Drafts: the working copy of a course's files, saved as one writes. Leaders see nothing of it before it is published."""

import json
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any

from sqlalchemy import Select, delete, func, select, union
from sqlalchemy.orm import Session

from webapp import blobs
from webapp.models import Draft, DraftVersion, Edition, Origin, Person
from webapp.queries import AnyRow, Rows

KEPT = timedelta(days=30)
"""How long a saved state can be opened again."""


@dataclass(frozen=True, slots=True)
class Working:
    """The files of a course as its authors have them now."""

    course: str
    edition_id: int | None
    """The newest edition; None before the first."""
    published: Mapping[str, str]
    """Path -> sha256 in that edition; empty before the first."""
    manifest: Mapping[str, str]
    """Path -> sha256 in the draft."""
    origin: Origin | None
    """Where the newest edition came from; None before the first."""
    number: int
    """Of the newest edition; 0 before the first."""
    changes: Mapping[str, AnyRow]
    """Path -> who changed it and when (`changed_at`, `changed_by`, `name`), for each file that is not as published."""


@dataclass(frozen=True, slots=True)
class Conflict:
    """Somebody else has saved the file since it was opened. Nothing is overwritten."""

    name: str | None
    """Who; None: from the command line."""
    at: datetime | None
    """When; None: by a new edition."""
    sha256: str | None
    """What she saved; None: she took the file out."""
    data: bytes


def open_draft(session: Session, course: str) -> Working | None:
    """The draft of a course, in two statements; None where there is no such course."""
    edition = session.execute(
        select(Edition.id, Edition.manifest, Edition.origin, Edition.number)
        .where(Edition.course == course)
        .order_by(Edition.number.desc())
        .limit(1)
    ).one_or_none()
    rows = session.execute(_changes().where(Draft.course == course)).all()
    return _lay(course, edition, rows) if edition is not None or rows else None


def open_all(session: Session) -> dict[str, Working]:
    """The drafts of all courses by their ids, in two statements."""
    newest = select(func.max(Edition.id)).group_by(Edition.course)
    columns = (Edition.id, Edition.course, Edition.manifest, Edition.origin, Edition.number)
    editions = session.execute(select(*columns).where(Edition.id.in_(newest))).all()
    by_course = {row.course: row for row in editions}
    rows: dict[str, list[AnyRow]] = {}
    for row in session.execute(_changes()).all():
        rows.setdefault(row.course, []).append(row)
    return {course: _lay(course, by_course.get(course), rows.get(course, [])) for course in sorted({*by_course, *rows})}


def _changes() -> Select[*tuple[Any, ...]]:
    return select(
        Draft.course, Draft.path, Draft.sha256, Draft.changed_at, Draft.changed_by, Draft.window, Person.name
    ).outerjoin_from(Draft, Person, Person.id == Draft.changed_by)


def _lay(course: str, edition: AnyRow | None, rows: Rows) -> Working:
    """The rows of a draft laid over its newest edition."""
    published: dict[str, str] = json.loads(edition.manifest) if edition else {}
    changes = {row.path: row for row in rows if row.sha256 != published.get(row.path)}
    drafted = published | {path: row.sha256 for path, row in changes.items()}
    manifest = {path: sha256 for path, sha256 in sorted(drafted.items()) if sha256 is not None}
    if edition is None:
        return Working(course, None, published, manifest, None, 0, changes)
    return Working(course, edition.id, published, manifest, edition.origin, edition.number, changes)


def read_files(session: Session, working: Working) -> dict[str, bytes]:
    """Path -> bytes of every file of the draft."""
    return blobs.read(session, working.manifest)


def save(
    session: Session,
    course: str,
    path: str,
    data: bytes | None,
    *,
    base: str | None,
    by: int | None,
    now: datetime,
    window: str = "",
) -> str | Conflict | None:
    """Save a file of the draft and give its sha256, or tell who was there first.

    :param data: None takes the file out
    :param base: the sha256 the writer began from; None: there was no such file
    :param window: a browser window may go on from an older state of its own
    """
    row = session.scalars(select(Draft).where(Draft.course == course, Draft.path == path)).one_or_none()
    current = row.sha256 if row else _published(session, course).get(path)
    own = row is not None and bool(window) and row.window == window and row.changed_by == by
    wanted = None if data is None else blobs.digest(data)
    if wanted == current:
        return current
    if base != current and not own:
        return _conflict(session, row, current)
    if data is not None:
        blobs.keep(session, [data])
    if row is None:
        row = Draft(course=course, path=path)
        session.add(row)
    row.sha256, row.changed_at, row.changed_by, row.window = wanted, now, by, window
    session.add(DraftVersion(course=course, path=path, sha256=wanted, at=now, by_id=by))
    session.flush()
    return wanted


def save_all(
    session: Session, course: str, files: Mapping[str, bytes | None], *, by: int | None, now: datetime
) -> None:
    """Save several files at once, whatever is there: for what a person has looked at and confirmed as a whole."""
    working = open_draft(session, course)
    current = dict(working.manifest) if working else {}
    for path, data in files.items():
        save(session, course, path, data, base=current.get(path), by=by, now=now)


def _published(session: Session, course: str) -> dict[str, str]:
    newest = select(Edition.manifest).where(Edition.course == course).order_by(Edition.number.desc()).limit(1)
    manifest = session.scalar(newest)
    return json.loads(manifest) if manifest else {}


def _conflict(session: Session, row: Draft | None, current: str | None) -> Conflict:
    data = blobs.read(session, {"": current})[""] if current else b""
    name = session.scalar(select(Person.name).where(Person.id == row.changed_by)) if row else None
    return Conflict(name, row.changed_at if row else None, current, data)


def settle(session: Session, course: str, *manifests: Mapping[str, str]) -> None:
    """Forget the rows that say nothing any more: their file is as in one of the editions given."""
    for row in session.execute(select(Draft.id, Draft.path, Draft.sha256).where(Draft.course == course)).all():
        if any(manifest.get(row.path) == row.sha256 for manifest in manifests):
            session.execute(delete(Draft).where(Draft.id == row.id))


def list_courses(session: Session) -> list[str]:
    """The ids of all courses that have an edition or a draft, sorted."""
    return sorted(session.scalars(union(select(Edition.course), select(Draft.course))))


def list_versions(session: Session, course: str, path: str, now: datetime) -> Rows:
    """The saved states of a file of the last 30 days (`id`, `sha256`, `at`, `name`), newest first."""
    return session.execute(
        select(DraftVersion.id, DraftVersion.sha256, DraftVersion.at, Person.name)
        .outerjoin_from(DraftVersion, Person, Person.id == DraftVersion.by_id)
        .where(DraftVersion.course == course, DraftVersion.path == path, DraftVersion.at >= now - KEPT)
        .order_by(DraftVersion.id.desc())
        .limit(1000)
    ).all()


def read_version(session: Session, course: str, path: str, version: int) -> bytes | None:
    """The file as it was at a saved state; None where there is no such state, or the file was out then."""
    sha256 = session.scalar(
        select(DraftVersion.sha256).where(
            DraftVersion.id == version, DraftVersion.course == course, DraftVersion.path == path
        )
    )
    return blobs.read(session, {path: sha256})[path] if sha256 else None


def forget_versions(session: Session, now: datetime, most: int = 500) -> int:
    """Delete saved states older than 30 days, and what only they held; the drafts themselves stay. How many there were."""
    old = session.execute(
        select(DraftVersion.id, DraftVersion.sha256)
        .where(DraftVersion.at < now - KEPT)
        .order_by(DraftVersion.id)
        .limit(most)
    ).all()
    session.execute(delete(DraftVersion).where(DraftVersion.id.in_([row.id for row in old])))
    blobs.forget(session, {row.sha256 for row in old if row.sha256})
    return len(old)
