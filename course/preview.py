"""What the builder would make of a framework, before anything is written."""

from functools import lru_cache

from course.builder import Unit, build, units_of
from course.compile import Course, compile_course
from course.framework import Framework, Level


@lru_cache(maxsize=16)
def preview(framework: Framework, levels: tuple[Level, ...]) -> tuple[tuple[Unit, ...], Course]:
    """The modules that would be drafted, and the course that they would make.

    :param levels: the framework's, or the course's own where the framework knows none; may be empty
    """
    files = {f"content/{framework.id}/framework.md": framework.text} | build(framework, levels)
    course, _problems = compile_course(framework.id, {path: text.encode() for path, text in files.items()})
    return units_of(framework), course
