"""An author's desk: one module of a draft as it is being written, with what is wrong in it and how it reads."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from enum import StrEnum

from sqlalchemy.orm import Session

from course.check import check_module
from course.check.wording import lix
from course.cleaning import clean
from course.compile import Course, compile_module, paths_of, readable
from course.framework import Statement
from course.head import Sheet, Value, read_sheet, write_sheet
from course.module import Module
from course.problem import Problem
from webapp import blobs, drafts
from webapp.drafts import Working
from webapp.editions import Courses
from webapp.queries import AnyRow

MOST_FOUND = 30
"""Statements shown for a search."""
OTHER_FILES = ("framework", "course", "talks")


class Tab(StrEnum):
    """The two files of a module."""

    TEXT = "text"
    QUESTIONS = "questions"


@dataclass(frozen=True, slots=True)
class Spot:
    """A problem, and where on the desk it is mended."""

    problem: Problem
    tab: Tab
    line: int
    """In the large field; 0 where it belongs to a field above it."""
    field: str | None


@dataclass(frozen=True, slots=True)
class Figures:
    """How a module reads at one level."""

    level: str
    words: int
    minutes: int
    lix: int
    questions: int


@dataclass(frozen=True, slots=True)
class Desk:
    working: Working
    course: Course
    """With the module as it is written now."""
    module: Module
    sheets: Mapping[Tab, Sheet]
    spots: tuple[Spot, ...]

    def path(self, tab: Tab) -> str:
        return path_of(self.course.id, self.module.id, tab)

    def base(self, tab: Tab) -> str:
        """What the file is known by, for the next save; empty when there is no such file yet."""
        return self.working.manifest.get(self.path(tab), "")

    def change(self, tab: Tab) -> AnyRow | None:
        """Who changed the file last, and when; None when it is as published."""
        return self.working.changes.get(self.path(tab))

    def count(self, severity: str, tab: Tab | None = None) -> int:
        return sum(spot.problem.severity == severity and tab in (None, spot.tab) for spot in self.spots)

    @property
    def figures(self) -> list[Figures]:
        """A line for each level the module is for."""
        return [
            Figures(level, version.words, version.minutes, lix(version.own_text), len(version.questions))
            for level, version in self.module.versions.items()
        ]


def path_of(course: str, module: str, tab: Tab) -> str:
    text, questions = paths_of(course, module)
    return text if tab is Tab.TEXT else questions


@dataclass(frozen=True, slots=True)
class Typed:
    """One of the two files as somebody has it in her form."""

    tab: Tab
    fields: Mapping[str, Value]
    """Of its head."""
    text: str


def open_desk(session: Session, courses: Courses, course: str, module: str, typed: Typed | None = None) -> Desk | None:
    """The desk of a module, with what is typed in the place of what is saved; None where there is no such module."""
    working = drafts.open_draft(session, course)
    text_path, quiz_path = paths_of(course, module)
    if working is None or text_path not in working.manifest or module in OTHER_FILES:
        return None
    files = _read(session, working, module)
    if typed is not None:
        files[typed.tab] = written(files[typed.tab], typed.fields, typed.text)
    around = courses.around(session, working, (text_path, quiz_path))
    compiled, problems = compile_module(around, module, files[Tab.TEXT], files[Tab.QUESTIONS])
    sheets = {tab: read_sheet(text) for tab, text in files.items()}
    found = sorted({*problems, *check_module(compiled, module)}, key=lambda each: (each.severity, each.path, each.line))
    return Desk(working, compiled, compiled.modules[module], sheets, tuple(_spots(found, sheets)))


def _read(session: Session, working: Working, module: str) -> dict[Tab, str]:
    """The module's files as they are saved; one that is not there is empty."""
    paths = {tab: path_of(working.course, module, tab) for tab in Tab}
    there = {path: working.manifest[path] for path in paths.values() if path in working.manifest}
    data = blobs.read(session, there)
    return {tab: readable(data.get(path, b"").decode("utf-8", "replace")) for tab, path in paths.items()}


def _spots(problems: Iterable[Problem], sheets: Mapping[Tab, Sheet]) -> Iterable[Spot]:
    for problem in problems:
        tab = Tab.QUESTIONS if problem.path.startswith("quizzes/") else Tab.TEXT
        sheet = sheets[tab]
        yield Spot(problem, tab, max(0, problem.line - sheet.skipped), sheet.field_at(problem.line))


def written(file: str, fields: Mapping[str, Value], text: str) -> str:
    """The file with what was typed, cleaned of what comes along from Word; the file itself when nothing was."""
    sheet = read_sheet(readable(file))
    typed = readable(text)
    return write_sheet(readable(file), fields, typed if typed == sheet.text else clean(typed))


def as_read(sheet: Sheet) -> str:
    """A file as an author reads it: what stands in its fields, then its text."""
    values = sheet.values or {}
    lines = [str(values[key]) for key in ("title", "summary") if values.get(key)]
    lines += [f"- {each}" for each in values.get("objectives") or []]
    return "\n".join([*lines, "", sheet.text] if lines else [sheet.text])


def last_saved(session: Session, working: Working, path: str, base: str) -> str:
    """The file that somebody began to write from; the newest where that is not known any more."""
    for sha256 in (base, working.manifest.get(path, "")):
        data = blobs.get(session, sha256) if sha256 else None
        if data is not None:
            return data.decode("utf-8", "replace")
    return ""


def find_statements(course: Course, words: str, theme: str, level: str) -> list[Statement]:
    """The statements that hold all the words, themselves or in the headings above them; none when nothing is asked for.

    :param theme: the id of a theme or group, or empty; `level`: the id of a level, or empty
    """
    wanted = words.casefold().split()
    if not (wanted or theme or level):
        return []
    framework = course.framework
    found = [
        each
        for each in (framework.named([theme]) if theme else framework.statements)
        if (not level or each.level in (None, level))
        and all(word in f"{each.text} {' '.join(framework.where(each))}".casefold() for word in wanted)
    ]
    return found[:MOST_FOUND]
