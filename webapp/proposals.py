"""What an author is about to publish: the parts she has chosen, and the very files that would be the edition."""

import json
from collections.abc import Collection, Mapping
from dataclasses import dataclass

from sqlalchemy.orm import Session

from course.compile import Course
from course.outline import Announced, announce
from course.parts import Part, changed_parts, mixture
from course.problem import Problem
from webapp import blobs, drafts, editions
from webapp.changes import key_of
from webapp.drafts import Working


@dataclass(frozen=True, slots=True)
class Proposal:
    working: Working
    draft: Course
    before: Course | None
    """The newest edition; None before the first."""
    parts: tuple[Part, ...]
    chosen: frozenset[str]
    """Keys of the parts that go out."""
    mixed: Mapping[str, str]
    """Path -> sha256 of the chosen files as they are in the draft."""
    manifest: Mapping[str, str]
    """Path -> sha256 of the edition."""
    outline: bytes | None
    """The edition's course.md where it is not one of the draft's files: modules that are coming have got their titles."""
    course: Course
    """What the edition would be."""
    errors: tuple[Problem, ...]
    """What stops it."""

    @property
    def seal(self) -> str:
        return seal(self.working)

    def substance(self, told: Collection[str]) -> dict[str, bool]:
        """The modules that were published before and change now: whether those who completed them are told.

        :param told: ids of the modules that change in substance
        """
        changed = [part for part in self.parts if part.kind == "module" and not (part.new or part.gone)]
        return {part.id: part.id in told for part in changed if key_of(part) in self.chosen}


def seal(working: Working) -> str:
    """Stands in the form, so that what is published is what she has looked at."""
    return blobs.digest(json.dumps([working.number, *working.manifest.items()]).encode())[:16]


def propose(
    session: Session, courses: editions.Courses, working: Working, wanted: Collection[str] | None = None
) -> Proposal:
    """Put the edition together and check it.

    :param wanted: keys of the parts that go out; None: all that nothing stops
    """
    draft, problems = courses.draft(session, working)
    before = courses.get(session, working.edition_id) if working.edition_id else None
    order = [entry.module for entry in draft.outline]
    parts = changed_parts(working.published, working.manifest, order)
    if wanted is None:
        stopped = {problem.path for problem in editions.stopping(draft, problems)}
        wanted = {key_of(part) for part in parts if not stopped & {*part.paths}}
    chosen = frozenset(key_of(part) for part in parts if key_of(part) in wanted or is_needed(part))
    mixed = mixture(working.published, working.manifest, [part for part in parts if key_of(part) in chosen])
    outline = _announce(session, draft, mixed)
    path = f"content/{working.course}/course.md"
    manifest = mixed | ({path: blobs.digest(outline)} if outline is not None else {})

    def read() -> Mapping[str, bytes]:
        return blobs.read(session, mixed) | ({path: outline} if outline is not None else {})

    course, found = courses.check(working.course, manifest, read)
    return Proposal(
        working, draft, before, parts, chosen, mixed, manifest, outline, course, tuple(editions.stopping(course, found))
    )


def is_needed(part: Part) -> bool:
    """No course is without its framework and its outline, so they go out with the first edition."""
    return part.new and part.kind in ("framework", "outline")


def _announce(session: Session, draft: Course, mixed: Mapping[str, str]) -> bytes | None:
    """course.md with the titles of the modules that are written and not published yet; None where it stays as it is."""
    path = f"content/{draft.id}/course.md"
    held_back = {
        id: Announced(module.title, module.levels if len(module.levels) < len(draft.level_ids) else ())
        for id, module in draft.modules.items()
        if f"content/{draft.id}/{id}.md" not in mixed
    }
    if not held_back or path not in mixed:
        return None
    data = blobs.read(session, {path: mixed[path]})[path]
    try:
        text = data.decode()
    except UnicodeDecodeError:
        return None  # told by the check
    announced = announce(text, held_back).encode()
    return announced if announced != data else None


def is_as_seen(session: Session, proposal: Proposal) -> bool:
    """Whether nobody has saved or published anything since."""
    working = drafts.open_draft(session, proposal.working.course)
    return working is not None and seal(working) == proposal.seal
