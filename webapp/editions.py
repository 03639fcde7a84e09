"""Editions: putting a course's files into the database, and getting the compiled course back."""

import json
from collections import OrderedDict
from collections.abc import Collection, Mapping
from datetime import datetime
from threading import Lock

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from course.check import check_course
from course.compile import Course, compile_course
from course.problem import Problem
from webapp import blobs, drafts
from webapp.drafts import Working
from webapp.models import Edition

KEPT = 40
"""Compiled editions and drafts kept in memory; one of Odsherred's size takes about 2 MB."""


class ContentError(Exception):
    """The files of a course have faults that stop publishing."""

    def __init__(self, problems: list[Problem]) -> None:
        super().__init__(f"{len(problems)} errors in the course's files")
        self.problems = problems


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
        key = blobs.digest(json.dumps([working.course, *working.manifest.items()]).encode())
        found = self._find(key)
        if found is not None:
            return found
        course, problems = compile_course(working.course, drafts.read_files(session, working))
        return self._keep(key, (course, sorted({*problems, *check_course(course)})))

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
    session: Session, course: str, files: Mapping[str, bytes], *, by: int | None, now: datetime, note: str = ""
) -> Edition | None:
    """Store the files as the course's next edition; None when the newest edition holds the very same files.

    :raises ContentError: if the files have errors; nothing is stored then, and the newest edition stays
    """
    compiled, problems = compile_course(course, files)
    errors = [each for each in problems + check_course(compiled) if each.severity == "error"] + _drafts(compiled)
    if errors:
        raise ContentError(errors)
    hashes = {path: blobs.digest(data) for path, data in sorted(files.items())}
    manifest = json.dumps(hashes, ensure_ascii=False)
    newest = session.execute(
        select(Edition.number, Edition.manifest)
        .where(Edition.course == course)
        .order_by(Edition.number.desc())
        .limit(1)
    ).one_or_none()
    if newest is not None and newest.manifest == manifest:
        return None
    blobs.keep(session, files.values())
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
    drafts.settle(session, course, hashes, json.loads(newest.manifest) if newest else {})
    return edition


def _drafts(course: Course) -> list[Problem]:
    """A file that the builder has drafted is not published before a person has written it."""
    sentence = 'Filen er et udkast, som ingen har skrevet færdig. Skriv den, og slet linjen "generated: true".'
    return [Problem(path, 1, "G01", "error", sentence) for path in course.generated]


def list_newest(session: Session) -> dict[str, int]:
    """Course -> id of its newest edition."""
    rows = session.execute(select(Edition.course, func.max(Edition.id)).group_by(Edition.course)).all()
    return {row[0]: row[1] for row in rows}
