"""The commands that take a course out of the database as a zip file, and in again."""

import argparse
import json
from pathlib import Path

from sqlalchemy.orm import Session

from course.archive import Refused, pack, unpack
from course.cli import UsageError
from webapp import blobs, drafts, operations, queries
from webapp.config import system_clock


def export_course(session: Session, arguments: argparse.Namespace) -> int:
    """Write the draft of a course, or one of its editions."""
    if arguments.edition is None:
        working = drafts.open_draft(session, arguments.course)
        manifest = working.manifest if working else None
    else:
        edition = queries.get_edition(session, arguments.course, arguments.edition)
        manifest = json.loads(edition.manifest) if edition else None
    if manifest is None:
        known = ", ".join(drafts.list_courses(session)) or "ingen"
        raise UsageError(f'Der er intet forløb "{arguments.course}" med den udgave. Forløb: {known}.')
    target = Path(arguments.out or f"{arguments.course}.zip")
    try:
        target.write_bytes(pack(blobs.read(session, manifest)))
    except OSError as error:
        raise UsageError(f'Filen "{target}" kan ikke skrives: {error.strerror}.') from error
    print(f"{arguments.course}: {len(manifest)} filer er skrevet til {target}.")
    return 0


def import_course(session: Session, arguments: argparse.Namespace) -> int:
    """Put a course into the draft; of one that is there already, say first what would change."""
    try:
        course, found = unpack(Path(arguments.file).read_bytes())
    except OSError as error:
        raise UsageError(f'Filen "{arguments.file}" kan ikke åbnes. Se efter, om navnet er rigtigt.') from error
    except Refused as reason:
        raise UsageError(str(reason)) from reason
    working = drafts.open_draft(session, course)
    there = working.manifest if working else {}
    wanted = {path: found.get(path) for path in sorted({*found, *there})}
    differing = [path for path, data in wanted.items() if data is None or there.get(path) != blobs.digest(data)]
    for path in differing:
        print(f"{path}: {'bliver taget ud' if path not in found else 'ny' if path not in there else 'ændret'}")
    if there and differing and not arguments.apply:
        print(f"{course}: intet er gjort endnu. Læg filerne i udkastet med --apply.")
        return 0
    drafts.save_all(session, course, wanted, by=None, now=system_clock())
    operations.note_imported(session, course, by=None, now=system_clock())
    session.commit()
    print(f"{course}: {len(differing)} filer er lagt i udkastet.")
    return 0
