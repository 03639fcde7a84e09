"""Editions: putting a course's files into the database, and getting the compiled course back."""

import json
from collections import OrderedDict
from collections.abc import Callable, Collection, Iterable, Mapping
from datetime import datetime
from threading import Lock

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from course.check import check_files
from course.compile import Course, compile_course
from course.problem import Problem
from webapp import blobs, drafts
from webapp.drafts import Working
from webapp.models import Edition, Origin

KEPT = 40
"""Compiled editions and drafts kept in memory; one of Odsherred's size takes about 2 MB."""


class ContentError(Exception):
    """The files of a course have faults that stop publishing."""

    def __init__(self, problems: list[Problem]) -> None:
        super().__init__(f"{len(problems)} errors in the course's files")
        self.problems = problems


class StudioAhead(Exception):
    """Publishing from disk would hide what was written in the studio."""

    def __init__(self, paths: list[str]) -> None:
        super().__init__(f"{len(paths)} files were changed in the studio")
        self.paths = paths


class Courses:
    """The compiled courses of this process, by edition, and the drafts lately looked at, by their content.

    Neither ever changes, so nothing here goes stale.
    """

    def __init__(self) -> None:
        self._compiled: OrderedDict[int | str, tuple[Course, list[Problem]]] = OrderedDict()
        self._lock = Lock()

    def get(self, session: Session, edition_id: int) -> Course:
        """The course of an edition, compiled at most once while it is in use.

        :raises LookupError: if there is no such edition
        """
        found = self._find(edition_id)
        return (found or self._keep(edition_id, compile_course(*read_edition(session, edition_id))))[0]

    def draft(self, session: Session, working: Working) -> tuple[Course, list[Problem]]:
        """The course as its authors have it now, with everything the rules say of it."""
        return self.check(working.course, working.manifest, lambda: drafts.read_files(session, working))

    def check(
        self, course: str, manifest: Mapping[str, str], read: Callable[[], Mapping[str, bytes]]
    ) -> tuple[Course, list[Problem]]:
        """The course that some files make, with everything the rules say of it.

        :param manifest: path -> sha256 of the files
        :param read: gives path -> bytes; only called when the files have not been looked at lately
        """
        key = blobs.digest(json.dumps([course, *manifest.items()]).encode())
        return self._find(key) or self._keep(key, check_files(course, read()))

    def around(self, session: Session, working: Working, paths: Collection[str]) -> Course:
        """The draft without some of its files: what one of them is compiled into again and again while it is written."""
        manifest = {path: sha256 for path, sha256 in working.manifest.items() if path not in paths}
        key = blobs.digest(json.dumps(["around", working.course, *manifest.items()]).encode())
        found = self._find(key)
        if found is not None:
            return found[0]
        return self._keep(key, compile_course(working.course, blobs.read(session, manifest)))[0]

    def _find(self, key: int | str) -> tuple[Course, list[Problem]] | None:
        with self._lock:
            if key in self._compiled:
                self._compiled.move_to_end(key)
            return self._compiled.get(key)

    def _keep(self, key: int | str, compiled: tuple[Course, list[Problem]]) -> tuple[Course, list[Problem]]:
        with self._lock:
            self._compiled[key] = compiled
            while len(self._compiled) > KEPT:
                self._compiled.popitem(last=False)
        return compiled

    def newest(self, session: Session, names: Collection[str]) -> dict[str, Course]:
        """The newest editions of these courses, by id; a course without an edition is not there."""
        return {name: self.get(session, id) for name, id in list_newest(session).items() if name in names}


def read_edition(session: Session, edition_id: int) -> tuple[str, dict[str, bytes]]:
    """The course's id, and path -> bytes of each file.

    :raises LookupError: if there is no such edition
    """
    row = session.execute(select(Edition.course, Edition.manifest).where(Edition.id == edition_id)).one_or_none()
    if row is None:
        raise LookupError(f"no edition {edition_id}")
    manifest: dict[str, str] = json.loads(row.manifest)
    return row.course, blobs.read(session, manifest)


def publish(
    session: Session,
    course: str,
    files: Mapping[str, bytes],
    *,
    by: int | None,
    now: datetime,
    note: str = "",
    origin: Origin = Origin.DISK,
) -> Edition | None:
    """Store the files as the course's next edition; None when the newest edition holds the very same files.

    :raises ContentError: if the files have errors; nothing is stored then, and the newest edition stays
    """
    manifest = {path: blobs.digest(data) for path, data in sorted(files.items())}
    if _newest(session, course)[1] == manifest:
        return None
    compiled, problems = check_files(course, files)
    errors = stopping(compiled, problems)
    if errors:
        raise ContentError(errors)
    blobs.keep(session, files.values())
    return add(session, course, manifest, by=by, now=now, note=note, origin=origin)


def add(
    session: Session,
    course: str,
    manifest: Mapping[str, str],
    *,
    by: int | None,
    now: datetime,
    note: str = "",
    origin: Origin = Origin.DISK,
    settled: Mapping[str, str] | None = None,
) -> Edition:
    """Make stored files that have been found in order the next edition; draft rows that say no more go.

    :param settled: path -> sha256 of files as the draft has them, where the edition's differ and count as the same
    """
    number, before = _newest(session, course)
    edition = Edition(
        course=course,
        number=number + 1,
        manifest=json.dumps(manifest, ensure_ascii=False),
        published_at=now,
        published_by=by,
        note=note,
        origin=origin,
    )
    session.add(edition)
    session.flush()
    drafts.settle(session, course, manifest, before, settled or {})
    return edition


def _newest(session: Session, course: str) -> tuple[int, dict[str, str]]:
    """Number and manifest of the newest edition; 0 and an empty one before the first."""
    query = select(Edition.number, Edition.manifest).where(Edition.course == course)
    row = session.execute(query.order_by(Edition.number.desc()).limit(1)).one_or_none()
    return (row.number, json.loads(row.manifest)) if row else (0, {})


def check_ahead(session: Session, course: str, files: Mapping[str, bytes]) -> None:
    """Whether publishing these files from disk would hide what was written in the studio.

    :raises StudioAhead: if the newest edition came from the studio, or a draft is neither as published nor as on disk
    """
    working = drafts.open_draft(session, course)
    if working is None:
        return
    disk = {path: blobs.digest(data) for path, data in files.items()}
    if disk == working.published:
        return
    ahead = {path for path in working.changes if working.manifest.get(path) != disk.get(path)}
    if working.origin is Origin.STUDIO:
        both = {*disk, *working.published}
        ahead |= {path for path in both if disk.get(path) != working.published.get(path)}
    if ahead:
        raise StudioAhead(sorted(ahead))


def stopping(course: Course, problems: Iterable[Problem]) -> list[Problem]:
    """What stops publishing: the errors, and the files that nobody has written yet."""
    return sorted([*(each for each in problems if each.severity == "error"), *_drafts(course)])


def _drafts(course: Course) -> list[Problem]:
    """A file that the builder has drafted is not published before a person has written it."""
    sentence = 'Filen er et udkast, som ingen har skrevet færdig. Skriv den, og slet linjen "generated: true".'
    return [Problem(path, 1, "G01", "error", sentence) for path in course.generated]


def list_newest(session: Session) -> dict[str, int]:
    """Course -> id of its newest edition."""
    rows = session.execute(select(Edition.course, func.max(Edition.id)).group_by(Edition.course)).all()
    return {row[0]: row[1] for row in rows}
