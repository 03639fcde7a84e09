"""From a framework to a course draft: an outline, and a module and quiz for each theme, ready for a person to write.

What is drafted refers to the framework's sentences and never repeats them, so that a draft stays true when the wording
changes. The same framework gives the same files, byte for byte. Everything is marked `generated: true`, and so cannot be
published before a person has written it.
"""

from collections.abc import Iterable, Mapping, Sequence

from course.builder.modules import draft_module
from course.builder.outline import draft_course
from course.builder.quizzes import draft_quiz
from course.builder.talks import draft_talks
from course.builder.units import Unit, units_of
from course.compile import Course
from course.framework import Framework, Level
from course.likeness import lend, lend_questions, lenders

__all__ = ["Unit", "build", "missing", "units_of"]


def build(
    framework: Framework, levels: Sequence[Level], shipped: Iterable[Course] = (), units: Sequence[Unit] | None = None
) -> dict[str, str]:
    """The files of the draft: path -> text, in the order of the outline.

    :param levels: the framework's, or the course's own where the framework knows none; may be empty
    :param shipped: courses that cases may be borrowed from
    :param units: the modules as a person wants them; else one for each theme, in the order of the framework
    """
    units = units_of(framework) if units is None else units
    library = lenders(course for course in shipped if course.id != framework.id)
    files = {
        f"content/{framework.id}/course.md": draft_course(framework, levels, units),
        f"content/{framework.id}/talks.md": draft_talks(framework, units),
    }
    for unit in units:
        loans, questions = lend(unit.statements, library), lend_questions(unit.statements, library)
        files[f"content/{framework.id}/{unit.id}.md"] = draft_module(unit, framework, levels, loans, questions)
        files[f"quizzes/{framework.id}/{unit.id}.md"] = draft_quiz(unit, framework, levels, with_terms=unit is units[0])
    return files


def missing(drafted: Mapping[str, str], there: Iterable[str]) -> dict[str, str]:
    """The drafted files that are not there yet: a second build never overwrites what somebody may have written."""
    known = set(there)
    return {path: text for path, text in drafted.items() if path not in known}
