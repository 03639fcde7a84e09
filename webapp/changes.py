"""What has changed between two states of a course's files, as an author reads it."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from sqlalchemy.orm import Session

from course.compile import Course
from course.difference import Line, difference, readable
from course.parts import Part, changed_parts
from course.problem import Problem
from webapp import blobs

MOST_LINES = 400
"""Lines of one file's difference that are shown."""


@dataclass(frozen=True, slots=True)
class ChangedFile:
    kind: str
    """`text`, `questions` or `picture`."""
    name: str
    """Of a picture; empty otherwise."""
    lines: tuple[Line, ...]
    more: int
    """Lines that are not shown."""
    new: bool
    gone: bool


@dataclass(frozen=True, slots=True)
class ChangedPart:
    part: Part
    title: str
    """A module's title; empty for the other parts, which have a name of their own."""
    files: tuple[ChangedFile, ...]
    problems: tuple[Problem, ...]
    """What stops it."""

    @property
    def key(self) -> str:
        """What stands in a form."""
        return key_of(self.part)


def key_of(part: Part) -> str:
    return f"{part.kind}/{part.id}"


def list_changes(
    session: Session,
    before: Mapping[str, str],
    after: Mapping[str, str],
    courses: Iterable[Course],
    problems: Iterable[Problem] = (),
) -> tuple[ChangedPart, ...]:
    """The changed parts with what has changed in them.

    :param before: path -> sha256; `after` likewise
    :param courses: where the modules' titles and order are found, the first one counts
    """
    courses = list(courses)
    order = dict.fromkeys(entry.module for course in courses for entry in course.outline)
    parts = changed_parts(before, after, order)
    paths = [path for part in parts for path in part.paths if path.endswith(".md")]
    wanted = {sha256: sha256 for path in paths for each in (before, after) if (sha256 := each.get(path))}
    data = blobs.read(session, wanted) if wanted else {}
    found = list(problems)
    titles = {entry.module: entry.title for course in courses for entry in course.outline if entry.title}
    titles |= {id: module.title for course in reversed(courses) for id, module in course.modules.items()}
    return tuple(
        ChangedPart(
            part,
            title_of(part, courses),
            tuple(_file(path, before.get(path), after.get(path), data, titles) for path in part.paths),
            tuple(problem for problem in found if problem.path in part.paths),
        )
        for part in parts
    )


def title_of(part: Part, courses: Iterable[Course]) -> str:
    """A module's title in the first course that has it; its id where none has."""
    if part.kind != "module":
        return ""
    return next((course.modules[part.id].title for course in courses if part.id in course.modules), part.id)


def _file(
    path: str, before: str | None, after: str | None, data: Mapping[str, bytes], titles: Mapping[str, str]
) -> ChangedFile:
    new, gone = before is None, after is None
    if not path.endswith(".md"):
        return ChangedFile("picture", path.rpartition("/")[2], (), 0, new, gone)
    old, now = (_text(data[sha256]) if sha256 else "" for sha256 in (before, after))
    lines = difference(readable(old, titles), readable(now, titles))
    kind = "questions" if path.startswith("quizzes/") else "text"
    return ChangedFile(kind, "", lines[:MOST_LINES], max(0, len(lines) - MOST_LINES), new, gone)


def _text(data: bytes) -> str:
    return data.decode("utf-8-sig", errors="replace").replace("\r\n", "\n")
