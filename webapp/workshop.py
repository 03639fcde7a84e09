"""What the workshop shows of a draft: its modules with their state, what is wrong, how far it covers the framework."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum

from course.compile import Course, paths_of
from course.coverage import Row, coverage
from course.head import read_sheet
from course.markdown import PICTURES
from course.module import Module
from course.problem import Problem
from webapp.drafts import Working

MOST_CHANGES = 6


class ModuleState(StrEnum):
    """Of a module, for its authors."""

    DRAFT = "draft"
    """Never published, or drafted from the framework and not written through yet."""
    CHANGED = "changed"
    PUBLISHED = "published"


@dataclass(frozen=True, slots=True)
class Line:
    """A module in the list of a course."""

    module: Module
    state: ModuleState
    day: int | None
    """None where the module stands outside the outline, so that nobody meets it."""
    errors: int
    advice: int


@dataclass(frozen=True, slots=True)
class Change:
    """A file that is not as published."""

    path: str
    module: str | None
    """None for a file of the course as a whole."""
    name: str | None
    at: datetime


@dataclass(frozen=True, slots=True)
class Bench:
    """One course in the workshop."""

    course: Course
    working: Working
    problems: tuple[Problem, ...]
    lines: tuple[Line, ...]
    rows: tuple[Row, ...]
    changes: tuple[Change, ...]
    """Newest first."""

    @property
    def errors(self) -> int:
        return sum(problem.severity == "error" for problem in self.problems)

    @property
    def other_problems(self) -> list[Problem]:
        """What is wrong outside the modules: in the course itself, its talks, its framework."""
        own = {path for line in self.lines for path in paths_of(self.course.id, line.module.id)}
        return [problem for problem in self.problems if problem.path not in own]

    @property
    def worked_with(self) -> int:
        """How many of `rows`, an expectation at a level each, are both shown and worked with."""
        return sum(bool(row.shown) and row.worked_with for row in self.rows)


def lay_bench(working: Working, compiled: tuple[Course, list[Problem]]) -> Bench:
    course, problems = compiled
    outside = [bare_module(course, id) for id in modules_of(working) if id not in course.modules]
    lines = [_line(working, course, module, problems) for module in (*course.modules.values(), *outside)]
    changes = [
        Change(path, _module_of(working.course, path), row.name, row.changed_at)
        for path, row in working.changes.items()
    ]
    changes.sort(key=lambda change: change.at, reverse=True)
    return Bench(course, working, tuple(problems), tuple(lines), tuple(coverage(course)), tuple(changes))


def modules_of(working: Working) -> list[str]:
    """The ids of all modules that have a file, in the outline or not."""
    return [id for path in working.manifest if (id := _module_of(working.course, path)) and path.startswith("content/")]


def _module_of(course: str, path: str) -> str | None:
    kind, _, rest = path.partition("/")
    name = rest.removeprefix(f"{course}/").removesuffix(".md")
    if kind not in ("content", "quizzes") or name in ("framework", "course", "talks") or name.startswith(PICTURES):
        return None
    return name


def bare_module(course: Course, id: str) -> Module:
    """A module that has nothing in it yet, or that the outline does not name; its title is the one in its file."""
    path = paths_of(course.id, id)[0]
    values = read_sheet(course.texts.get(path, "")).values or {}
    return Module(id, path, str(values.get("title") or id), "", (), (), course.level_ids, False, {}, (), ())


def _line(working: Working, course: Course, module: Module, problems: list[Problem]) -> Line:
    paths = paths_of(course.id, module.id)
    found = [problem.severity for problem in problems if problem.path in paths]
    generated = module.generated or any(path in course.generated for path in paths)
    if paths[0] not in working.published or generated:
        state = ModuleState.DRAFT
    elif any(path in working.changes for path in paths):
        state = ModuleState.CHANGED
    else:
        state = ModuleState.PUBLISHED
    return Line(module, state, course.due_days.get(module.id), found.count("error"), found.count("warning"))


@dataclass(frozen=True, slots=True)
class Cell:
    """A theme at a level: how many of its statements hold there, are shown, asked about, reflected on."""

    statements: int
    shown: int
    asked: int
    reflected: int
    covers: str
    """The statement to begin with: the first that nothing works with yet, else the first."""
    modules: tuple[str, ...]
    """Ids of the modules that show some of it."""

    @property
    def empty(self) -> bool:
        """Whether leaders meet it nowhere, or never work with it."""
        return not self.shown or not (self.asked or self.reflected)


def matrix(course: Course, rows: tuple[Row, ...]) -> list[tuple[str, Mapping[str, Cell]]]:
    """Name of a theme -> its cells by level; the course's modules stand in for themes where there are none."""
    framework = course.framework
    names: dict[str, str] = {}
    under: dict[tuple[str, str], list[Row]] = {}
    for row in rows:
        statement = framework.statement(row.statement)
        place = framework.place((statement.theme or statement.group or "") if statement else "")
        key = place.id if place else ""
        names[key] = place.name if place else ""
        under.setdefault((key, row.level), []).append(row)
    return [
        (name, {level: _cell(under[key, level]) for level in course.level_ids if (key, level) in under})
        for key, name in names.items()
    ]


def _cell(rows: list[Row]) -> Cell:
    waiting = [row.statement for row in rows if not row.worked_with]
    return Cell(
        statements=len(rows),
        shown=sum(bool(row.shown) for row in rows),
        asked=sum(bool(row.questions) for row in rows),
        reflected=sum(bool(row.prompts) for row in rows),
        covers=(waiting or [row.statement for row in rows])[0],
        modules=tuple(dict.fromkeys(id for row in rows for id in row.shown)),
    )
