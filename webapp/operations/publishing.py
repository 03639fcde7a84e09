"""Publishing: an edition, what it changes for those who are on the course, and a note of who did it."""

from collections.abc import Mapping
from datetime import date, datetime

from sqlalchemy import insert
from sqlalchemy.orm import Session

from course.compile import Course
from webapp import editions
from webapp.models import Edition, EditionChange, Origin
from webapp.operations.audit import note_published
from webapp.operations.enrolling import reschedule


def publish_draft(
    session: Session,
    course: Course,
    manifest: Mapping[str, str],
    *,
    settled: Mapping[str, str],
    substance: Mapping[str, bool],
    before: Course | None,
    by: int,
    now: datetime,
    today: date,
    note: str = "",
) -> Edition:
    """Make stored files an edition, all at once; they have been found in order.

    :param course: what the files make
    :param settled: path -> sha256 of files as the draft has them, where the edition's differ and count as the same
    :param substance: each changed module, and whether those who completed it are to be told
    :param before: the edition until now
    """
    edition = editions.add(
        session, course.id, manifest, by=by, now=now, note=note[:500], origin=Origin.STUDIO, settled=settled
    )
    changes = [
        {"edition_id": edition.id, "module": module, "substance": told} for module, told in sorted(substance.items())
    ]
    if changes:
        session.execute(insert(EditionChange), changes)
    reschedule(session, course, before=before, today=today)
    note_published(session, course.id, edition.number, by=by, now=now)
    return edition


def publish_from_disk(
    session: Session,
    courses: editions.Courses,
    course: str,
    files: Mapping[str, bytes],
    *,
    now: datetime,
    note: str = "",
    replace: bool = False,
) -> Edition | None:
    """Make the files on disk an edition; None when the newest edition holds the very same.

    :param replace: even where the studio has written something else; the draft stays
    :raises StudioAhead: if the studio has written something else
    :raises ContentError: if the files have errors
    """
    if not replace:
        editions.check_ahead(session, course, files)
    known = editions.list_newest(session).get(course)
    edition = editions.publish(session, course, files, by=None, now=now, note=note)
    if edition is not None:
        before = courses.get(session, known) if known else None
        reschedule(session, courses.get(session, edition.id), before=before, today=now.date())
        note_published(session, course, edition.number, by=None, now=now)
    return edition
