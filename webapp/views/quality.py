"""How the questions work, once leaders have answered them."""

from collections import defaultdict
from dataclasses import dataclass
from typing import Any

from flask import Blueprint, abort, render_template

from course.compile import Course
from course.module import Ask, Module
from course.quality import Count, Figures, judge
from course.quiz import Question
from webapp import context, editions, queries
from webapp.access import Who, allow
from webapp.models import MessageKind
from webapp.queries import FEWEST, AnyRow, Rows

bp = Blueprint("quality", __name__, url_prefix="/courses/<string:course>/quality")


@dataclass(frozen=True, slots=True)
class ShownQuestion:
    question: Question
    warmup: bool
    figures: Figures | None
    """None: fewer than five leaders have answered it as it reads."""
    earlier: tuple[Figures, ...]
    """Of earlier wordings."""
    remarks: tuple[AnyRow, ...]
    """What leaders have written of it; nobody knows who."""


@bp.get("/")
@allow(Who.HR)
def show(course: str) -> Any:
    session = context.session()
    edition = editions.list_newest(session).get(course) or abort(404)
    compiled = context.courses().get(session, edition)
    rows = queries.count_first_answers(session, course)
    remarks = queries.list_messages(session, kinds=(MessageKind.QUESTION,), course=course)
    return render_template(
        "quality/show.html", course=compiled, modules=_modules(compiled, rows, remarks), fewest=FEWEST
    )


def _modules(course: Course, rows: Rows, remarks: Rows) -> list[tuple[Module, list[ShownQuestion]]]:
    counts: dict[str, dict[str, list[Count]]] = defaultdict(lambda: defaultdict(list))
    for row in rows:
        counts[row.question][row.digest].append(Count(row.choice, row.verdict, row.leaders))
    warmups = {
        id
        for module in course.modules.values()
        for version in module.versions.values()
        for step in version.steps
        if isinstance(step, Ask) and step.warmup
        for id in step.questions
    }

    def shown(question: Question) -> ShownQuestion:
        warmup, own = question.id in warmups, counts[question.id]
        figures = {digest: judge(question, each, warmup=warmup) for digest, each in own.items()}
        return ShownQuestion(
            question,
            warmup,
            figures.pop(question.digest, None),
            tuple(figures.values()),
            tuple(row for row in remarks if row.question == question.id),
        )

    return [(module, [shown(each) for each in module.questions]) for module in course.modules.values()]
