"""What a rule is, and the things it looks at: each with its file, its line and the level it is looked at for."""

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from functools import cached_property
from typing import Generic, TypeVar

from course.compile import Course
from course.coverage import Row, coverage
from course.framework import Statement
from course.module import Module, Prompt, Version
from course.problem import Severity
from course.quiz import Choice, Option, Question, Verdict


@dataclass(frozen=True, slots=True)
class Finding:
    message: str
    """A Danish sentence with the cure; the same at every level, so that several levels become one problem."""
    line: int | None = None
    """None: the line of the thing itself."""
    severity: Severity | None = None
    """None: the first severity of the rule."""
    figure: str = ""
    """What was measured at this level."""


@dataclass(frozen=True)
class Thing:
    course: Course
    path: str
    line: int
    level: str
    """Empty when the thing is looked at once for all levels."""
    levels: tuple[str, ...]
    """All the levels it is looked at for."""


@dataclass(frozen=True)
class Asked(Thing):
    question: Question


@dataclass(frozen=True)
class Chosen(Asked):
    """A choice question."""

    choice: Choice

    @property
    def options(self) -> tuple[Option, ...]:
        return self.choice.options

    def is_right(self, option: Option) -> bool:
        """Whether it is right at this level; at any level when the thing is looked at once for all."""
        verdict = option.verdict_at(self.level) if self.level else option.verdict
        return verdict is Verdict.RIGHT

    @cached_property
    def right(self) -> tuple[Option, ...]:
        return tuple(option for option in self.options if self.is_right(option))

    @cached_property
    def others(self) -> tuple[Option, ...]:
        return tuple(option for option in self.options if not self.is_right(option))


@dataclass(frozen=True)
class Taught(Thing):
    """A module as one level meets it."""

    module: Module

    @property
    def version(self) -> Version:
        return self.module.versions[self.level]

    @cached_property
    def questions(self) -> tuple[Question, ...]:
        """The questions that count at this level."""
        return tuple(question for id in self.version.questions if (question := self.module.question(id)))

    @cached_property
    def choices(self) -> tuple[Chosen, ...]:
        return tuple(
            Chosen(self.course, each.path, each.line, self.level, self.levels, each, each.kind)
            for each in self.questions
            if isinstance(each.kind, Choice)
        )


@dataclass(frozen=True)
class Prompted(Thing):
    prompt: Prompt


@dataclass(frozen=True)
class Written(Thing):
    """A whole file."""

    text: str


@dataclass(frozen=True)
class Expected(Thing):
    """A statement and what the course does with it, a row per level."""

    statement: Statement
    rows: tuple[Row, ...]


T = TypeVar("T", bound=Thing)


@dataclass(frozen=True, slots=True)
class Scope(Generic[T]):
    name: str
    """In Danish, for the help page."""
    things: Callable[[Course], Iterator[T]]


@dataclass(frozen=True, slots=True)
class Rule(Generic[T]):
    id: str
    severities: tuple[Severity, ...]
    """What it may give; the first is the usual one."""
    scope: Scope[T]
    title: str
    """One Danish line for the help page."""
    find: Callable[[T], Iterator[Finding]]


def _asked(course: Course) -> Iterator[Asked]:
    """Every question once."""
    for module in course.modules.values():
        for question in module.questions:
            levels = tuple(level for level in module.levels if question.is_for(level)) or question.levels
            yield Asked(course, question.path, question.line, "", levels, question)


def _asked_at(course: Course) -> Iterator[Asked]:
    """Every question at each level it is for."""
    for each in _asked(course):
        for level in each.levels:
            yield Asked(course, each.path, each.line, level, each.levels, each.question)


def _chosen(course: Course) -> Iterator[Chosen]:
    for each in _asked(course):
        if isinstance(each.question.kind, Choice):
            yield Chosen(course, each.path, each.line, "", each.levels, each.question, each.question.kind)


def _chosen_at(course: Course) -> Iterator[Chosen]:
    for each in _chosen(course):
        for level in each.levels:
            yield Chosen(course, each.path, each.line, level, each.levels, each.question, each.choice)


def _prompted(course: Course) -> Iterator[Prompted]:
    for module, prompt in course.prompts():
        yield Prompted(course, module.path, prompt.line, "", module.levels, prompt)


def _taught(course: Course) -> Iterator[Taught]:
    for module in course.modules.values():
        for level in module.levels:
            yield Taught(course, module.path, 1, level, module.levels, module)


def _written(course: Course) -> Iterator[Written]:
    for path, text in course.texts.items():
        yield Written(course, path, 1, "", (), text)


def _expected(course: Course) -> Iterator[Expected]:
    rows: dict[str, list[Row]] = {}
    for row in coverage(course):
        rows.setdefault(row.statement, []).append(row)
    path = f"content/{course.id}/framework.md"
    for statement in course.framework.statements:
        own = tuple(rows.get(statement.id, ()))
        yield Expected(course, path, statement.line, "", tuple(row.level for row in own), statement, own)


QUESTION = Scope("spørgsmål", _asked)
QUESTION_AT = Scope("spørgsmål, for hvert ledelsesniveau", _asked_at)
CHOICE = Scope("spørgsmål med svarmuligheder", _chosen)
CHOICE_AT = Scope("spørgsmål med svarmuligheder, for hvert ledelsesniveau", _chosen_at)
PROMPT = Scope("refleksion og plan", _prompted)
MODULE_AT = Scope("modul, for hvert ledelsesniveau", _taught)
FILE = Scope("fil", _written)
STATEMENT = Scope("forventning", _expected)
