"""Editions: putting a course's files into the database, and getting the compiled course back."""

import hashlib
import json
from collections import OrderedDict
from collections.abc import Collection, Mapping
from datetime import datetime
from threading import Lock

from sqlalchemy import func, insert, select
from sqlalchemy.orm import Session

from course.check import check_course
from course.compile import Course, compile_course
from course.problem import Problem
from webapp.models import Blob, Edition

KEPT = 40
"""Compiled editions kept in memory; one of Odsherred's size takes about 2 MB."""


class ContentError(Exception):
    """The files of a course have faults that stop publishing."""

    def __init__(self, problems: list[Problem]) -> None:
        super().__init__(f"{len(problems)} errors in the course's files")
        self.problems = problems


class Courses:
    """The compiled courses of this process, by edition. Editions never change, so nothing here goes stale."""

    def __init__(self) -> None:
        self._compiled: OrderedDict[int, Course] = OrderedDict()
        self._lock = Lock()

    def get(self, session: Session, edition_id: int) -> Course:
        """The course of an edition, compiled at most once while it is in use.

        :raises LookupError: if there is no such edition
        """
        with self._lock:
            if edition_id in self._compiled:
                self._compiled.move_to_end(edition_id)
                return self._compiled[edition_id]
        course, files = read_edition(session, edition_id)
        compiled, _ = compile_course(course, files)
        with self._lock:
            self._compiled[edition_id] = compiled
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
    blobs = session.execute(select(Blob.sha256, Blob.data).where(Blob.sha256.in_(manifest.values()))).all()
    data = {sha256: bytes(stored) for sha256, stored in blobs}
    return row.course, {path: data[sha256] for path, sha256 in manifest.items()}


def publish(
    session: Session, course: str, files: Mapping[str, bytes], *, by: int | None, now: datetime, note: str = ""
) -> Edition | None:
    """Store the files as the course's next edition; None when the newest edition holds the very same files.

    :raises ContentError: if the files have errors; nothing is stored then, and the newest edition stays
    """
    compiled, problems = compile_course(course, files)
    errors = [each for each in problems + check_course(compiled) if each.severity == "error"] + _drafts(compiled)
    if errors:
        raise ContentError(errors)
    hashes = {path: hashlib.sha256(data).hexdigest() for path, data in sorted(files.items())}
    manifest = json.dumps(hashes, ensure_ascii=False)
    newest = session.execute(
        select(Edition.number, Edition.manifest)
        .where(Edition.course == course)
        .order_by(Edition.number.desc())
        .limit(1)
    ).one_or_none()
    if newest is not None and newest.manifest == manifest:
        return None
    known = set(session.scalars(select(Blob.sha256).where(Blob.sha256.in_(hashes.values()))))
    missing = {sha256: files[path] for path, sha256 in hashes.items() if sha256 not in known}
    if missing:
        session.execute(insert(Blob), [{"sha256": sha256, "data": data} for sha256, data in missing.items()])
    edition = Edition(
        course=course,
        number=newest.number + 1 if newest else 1,
        manifest=manifest,
        published_at=now,
        published_by=by,
        note=note,
    )
    session.add(edition)
    session.flush()
    return edition


def _drafts(course: Course) -> list[Problem]:
    """A file that the builder has drafted is not published before a person has written it."""
    sentence = 'Filen er et udkast, som ingen har skrevet færdig. Skriv den, og slet linjen "generated: true".'
    return [Problem(path, 1, "G01", "error", sentence) for path in course.generated]


def list_newest(session: Session) -> dict[str, int]:
    """Course -> id of its newest edition."""
    rows = session.execute(select(Edition.course, func.max(Edition.id)).group_by(Edition.course)).all()
    return {row[0]: row[1] for row in rows}
