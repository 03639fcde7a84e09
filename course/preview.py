"""What the builder would make of a framework, before anything is written."""

from dataclasses import dataclass
from functools import lru_cache

from course.builder import Unit, build, units_of
from course.compile import Course, compile_course
from course.framework import Framework, Level
from course.module import Module, Version


@lru_cache(maxsize=16)
def preview(framework: Framework, levels: tuple[Level, ...]) -> tuple[tuple[Unit, ...], Course]:
    """The modules that would be drafted, and the course that they would make.

    :param levels: the framework's, or the course's own where the framework knows none; may be empty
    """
    files = {f"content/{framework.id}/framework.md": framework.text} | build(framework, levels)
    course, _problems = compile_course(framework.id, {path: text.encode() for path, text in files.items()})
    return units_of(framework), course


@dataclass(frozen=True, slots=True)
class Share:
    """What a module holds for the levels that get the same number of everything."""

    levels: tuple[str, ...]
    """Names, from the top; empty in a course without levels."""
    expectations: int
    questions: int
    reflections: int


def shares(course: Course, module: Module) -> tuple[Share, ...]:
    """How much of everything each level gets in a module; levels that get the same stand together."""
    found: dict[tuple[int, int, int], list[str]] = {}
    for id, version in module.versions.items():
        if version.shown:
            level = course.level(id)
            found.setdefault(_numbers(version), []).extend([level.name] if level else [])
    return tuple(Share(tuple(names), *numbers) for numbers, names in found.items())


def _numbers(version: Version) -> tuple[int, int, int]:
    reflections = sum(prompt.kind == "reflection" for prompt in version.prompts)
    return len(version.shown), len(version.questions), reflections
