"""What a course does with the framework: statement by statement and level by level, shown, asked, reflected on."""

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

from course.compile import Course
from course.framework import EVERYONE


@dataclass(frozen=True, slots=True)
class Row:
    statement: str
    level: str
    """A level the statement holds for; a statement to all has a row per level."""
    shown: tuple[str, ...]
    """Ids of the modules that show it."""
    questions: tuple[str, ...]
    prompts: tuple[str, ...]

    @property
    def worked_with(self) -> bool:
        """Whether a question or a prompt works with the statement at this level."""
        return bool(self.questions or self.prompts)

    def as_json(self) -> dict[str, Any]:
        return {
            "statement": self.statement,
            "level": self.level or None,
            "shown": list(self.shown),
            "questions": list(self.questions),
            "prompts": list(self.prompts),
        }


@dataclass(frozen=True, slots=True)
class LevelCoverage:
    level: str
    statements: int
    shown: int
    worked_with: int


def coverage(course: Course) -> list[Row]:
    """One row per statement and level it holds for, in the order of the framework and its levels."""
    shown: dict[tuple[str, str], list[str]] = {}
    questions: dict[tuple[str, str], list[str]] = {}
    prompts: dict[tuple[str, str], list[str]] = {}
    for level in course.level_ids:
        for module in course.modules_for(level):
            version = module.versions[level]
            for statement in version.shown:
                shown.setdefault((statement, level), []).append(module.id)
            for id in version.questions:
                question = course.questions[id]
                _note(course, level, question.covers, id, questions)
            for prompt in version.prompts:
                _note(course, level, prompt.covers, prompt.id, prompts)
    return [
        Row(
            statement.id,
            level,
            tuple(shown.get((statement.id, level), ())),
            tuple(questions.get((statement.id, level), ())),
            tuple(prompts.get((statement.id, level), ())),
        )
        for statement in course.framework.statements
        for level in course.level_ids
        if statement.level in (None, level)
    ]


def _note(course: Course, level: str, covers: Iterable[str], id: str, into: dict[tuple[str, str], list[str]]) -> None:
    for statement in course.framework.for_level(covers, level):
        into.setdefault((statement.id, level), []).append(id)


def by_level(rows: Iterable[Row]) -> list[LevelCoverage]:
    """The rows counted per level, in the order the levels first appear."""
    counts: dict[str, list[int]] = {}
    for row in rows:
        count = counts.setdefault(row.level or EVERYONE, [0, 0, 0])
        count[0] += 1
        count[1] += bool(row.shown)
        count[2] += row.worked_with
    return [LevelCoverage(level, *count) for level, count in counts.items()]
