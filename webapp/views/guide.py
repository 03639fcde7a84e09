"""How to write a module: every element of the dialect as source and result, and the rules for questions."""

from dataclasses import dataclass
from typing import Any

from flask import Blueprint, render_template
from werkzeug.datastructures import MultiDict

from course.check import RULES
from course.check.examples import EXAMPLES
from course.compile import Course, CourseTalk
from course.module import Step, Version
from course.patterns import MARKS, PATTERNS, Pattern
from course.sample import compile_sample
from course.words import DIRECTIVES, KEYS
from webapp import questions
from webapp.access import Who, allow
from webapp.questions import Shown

bp = Blueprint("guide", __name__, url_prefix="/courses")


@dataclass(frozen=True, slots=True)
class Sample:
    """An element as one writes it, and as a leader gets it."""

    pattern: Pattern
    source: str
    course: Course
    version: Version
    shown: dict[str, Shown]

    @property
    def steps(self) -> tuple[Step, ...]:
        return self.version.steps

    @property
    def talks(self) -> tuple[CourseTalk, ...]:
        return self.course.talks if self.pattern.place == "talks" else ()


@bp.get("/how-to-write")
@allow(Who.AUTHORS)
def show() -> Any:
    titles = dict.fromkeys(rule.id for rule in RULES if rule.id.startswith("Q"))
    return render_template(
        "guide/show.html",
        marks=[_sample(pattern) for pattern in MARKS],
        elements=[_sample(pattern) for pattern in PATTERNS if pattern.place != "quiz"],
        questions=[_sample(pattern) for pattern in PATTERNS if pattern.place == "quiz"],
        words=DIRECTIVES,
        keys=KEYS,
        rules=[(id, [rule for rule in RULES if rule.id == id], EXAMPLES[id]) for id in titles],
        typed_answers=MultiDict[str, str](),
    )


def _sample(pattern: Pattern) -> Sample:
    course, source = compile_sample(pattern)
    module = course.modules["modul"]
    level = module.levels[0]
    shown = {
        each.id: questions.show(each, level, course.framework, [], "guide", answered=False)
        for each in module.questions
        if pattern.place == "quiz" or each.id in module.versions[level].questions or pattern.id == "warmup"
    }
    return Sample(pattern, source, course, module.versions[level], shown)
