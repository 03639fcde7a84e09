"""What the pages of a new version show: each change with its two wordings, its decision, and where it is used."""

import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache
from typing import Literal

from sqlalchemy.orm import Session

from course.compile import Course
from course.framework import Framework, read_framework
from course.problem import Problem, Problems
from course.revise import Change, Choice, difference, undecided
from course.stale import PartKind, stale
from course.wording import Piece, compare
from webapp import queries
from webapp.drafts import Working
from webapp.editions import Courses
from webapp.operations.revising import said
from webapp.queries import AnyRow

LABEL = 110
"""Letters of a question or prompt that tell which one it is."""


@dataclass(frozen=True, slots=True)
class Waiting:
    """A new version that waits, beside the draft as it is now."""

    course: Course
    base: str
    """The sha256 of the draft's framework; empty where it has none."""
    saved_by: str | None
    """Who saved that one; None: it is as published, or came from the command line."""
    row: AnyRow
    new: Framework
    changes: tuple[Change, ...]
    decisions: Mapping[str, Choice]

    @property
    def left(self) -> tuple[Change, ...]:
        return undecided(self.changes, self.decisions)

    @property
    def unplaced(self) -> list[str]:
        lines: list[str] = json.loads(self.row.unplaced)
        return lines


@dataclass(frozen=True, slots=True)
class Use:
    """A part of the course, as a person knows it."""

    kind: Literal["module", "question", "reflection", "intention"]
    title: str
    """Of the module; empty where it is no longer there."""
    address: str
    """Where the module is written."""
    label: str
    """How the question or prompt begins; empty for a module, or where it is no longer there."""


@dataclass(frozen=True, slots=True)
class Shown:
    """A change as the page shows it."""

    change: Change
    old: tuple[Piece, ...]
    new: tuple[Piece, ...]
    decision: Choice | None
    uses: tuple[Use, ...]


def path_of(course: str) -> str:
    return f"content/{course}/framework.md"


def open_waiting(session: Session, courses: Courses, working: Working) -> Waiting | None:
    """The new version that waits for this course; None where there is none."""
    row = queries.get_revision(session, working.course)
    if row is None:
        return None
    course, _ = courses.draft(session, working)
    new = _read(working.course, bytes(row.data).decode())
    changes = difference(course.framework, new, by_id=row.own_ids)
    known = {change.key: change for change in changes}
    decisions = {
        key: Choice(value) for key, value in json.loads(row.decisions).items() if key in known and value in list(Choice)
    }
    path = path_of(working.course)
    saved = working.changes.get(path)
    base = working.manifest.get(path, "")
    return Waiting(course, base, saved.name if saved else None, row, new, changes, decisions)


@lru_cache(maxsize=8)
def _read(course: str, text: str) -> Framework:
    return read_framework(course, text, Problems("framework.md"))


def fault_of(text: str) -> str:
    """Why a framework.md could not be read, as six levels; empty where it can."""
    problems = Problems("framework.md")
    read_framework("x", text, problems)
    return next((each.message for each in problems.found if each.severity == "error"), "")


def show(waiting: Waiting, changes: Sequence[Change]) -> list[Shown]:
    """The changes with where each is used."""
    uses: dict[str, list[Use]] = {change.key: [] for change in changes}
    for each in stale(waiting.course, changes):
        uses[each.change.key].append(use_of(waiting.course, each.kind, each.module, each.item))
    return [
        Shown(
            change,
            *compare(said(change.old), said(change.new)),
            waiting.decisions.get(change.key),
            (*uses[change.key],),
        )
        for change in changes
    ]


def use_of(course: Course, kind: PartKind, module: str, item: str) -> Use:
    there = course.modules.get(module)
    title, address = there.title if there else "", f"/courses/{course.id}/modules/{module}"
    if kind == "module":
        return Use("module", title, address, "")
    if kind == "question":
        question = course.questions.get(item)
        return Use("question", title, address, _short(question.stem.plain if question else ""))
    versions = there.versions.values() if there else ()
    prompt = next((each for version in versions for each in version.prompts if each.id == item), None)
    return Use(prompt.kind if prompt else "reflection", title, address, _short(prompt.plain if prompt else ""))


def _short(text: str) -> str:
    text = " ".join(text.split())
    return text if len(text) <= LABEL else text[:LABEL].rsplit(" ", 1)[0] + " ..."


@dataclass(frozen=True, slots=True)
class Look:
    """A part that is to be looked at again, as the page shows it."""

    row: AnyRow
    use: Use
    broken: bool
    """Whether its file still points at something that is gone, which stops publishing."""


@dataclass(frozen=True, slots=True)
class Looks:
    """The parts of one module that build on the same change."""

    title: str
    """Of the module; empty where it is no longer there."""
    old: tuple[Piece, ...]
    new: tuple[Piece, ...]
    parts: list[Look]


def list_looks(course: Course, problems: Sequence[Problem], rows: Sequence[AnyRow]) -> dict[str, list[Looks]]:
    """What is to be looked at, module by module in the order of the course; modules without anything are left out."""
    looks: dict[str, dict[tuple[str, ...], Looks]] = {module: {} for module in course.modules}
    for row in rows:
        use = use_of(course, row.kind, row.module, row.item)
        key = (row.what, row.reference, row.old_text, row.new_text)
        there = looks.setdefault(row.module, {})
        there.setdefault(key, Looks(use.title, *compare(row.old_text, row.new_text), []))
        there[key].parts.append(Look(row, use, _is_broken(course, problems, row)))
    return {module: [*found.values()] for module, found in looks.items() if found}


def _is_broken(course: Course, problems: Sequence[Problem], row: AnyRow) -> bool:
    folder = "quizzes" if row.kind == "question" else "content"
    path = f"{folder}/{course.id}/{row.module}.md"
    return any(
        each.path == path and each.severity == "error" and f'"{row.reference}"' in each.message.casefold()
        for each in problems
    )


def is_astray(course: Course, problems: Sequence[Problem]) -> bool:
    """Whether the welcome or the talks point at something that is not there."""
    paths = {f"content/{course.id}/{name}.md" for name in ("course", "talks")}
    return any(each.path in paths and each.id == "F01" for each in problems)
