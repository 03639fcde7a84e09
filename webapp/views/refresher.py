"""Questions asked again later: three of them, for the leader alone. What she answers is marked, shown and forgotten."""

from collections.abc import Sequence
from typing import Any

from flask import Blueprint, abort, redirect, render_template, request, url_for

from course.compile import Course
from course.quiz import mark
from course.refresher import pick
from webapp import context, operations, queries
from webapp.access import Who, allow
from webapp.queries import AnyRow
from webapp.questions import Given, NotAnswered, read_answer, show
from webapp.refreshing import completed_modules, is_offered
from webapp.views.learn import get_enrolment

bp = Blueprint("refresher", __name__, url_prefix="/my-course/<int:enrolment>/refresher")


@bp.get("")
@allow(Who.LEADERS)
def take(enrolment: int) -> Any:
    """The questions, when a round is due; else back to the overview."""
    row, course = get_enrolment(enrolment)
    states = queries.list_module_states(context.session(), [row.id])
    if not is_offered(course, row, states, context.today()):
        return redirect(url_for("learn.overview"))
    picked = pick(completed_modules(course, row, states), row.level, f"{row.id}:{row.refreshed_on}")
    return _page(row, course, picked, {}, {})


def _page(row: AnyRow, course: Course, picked: Sequence[str], given: dict[str, Given], errors: dict[str, str]) -> str:
    answered = len(given) == len(picked) and not errors
    return render_template(
        "refresher/take.html",
        enrolment=row,
        course=course,
        questions=[
            show(
                course.questions[id],
                row.level,
                course.framework,
                [given[id]] if answered else (),
                str(row.id),
                answered=answered,
            )
            for id in picked
        ],
        modules={question.id: module for module in course.modules.values() for question in module.questions},
        answered=answered,
        errors=errors,
    )


@bp.post("")
@allow(Who.LEADERS)
def answer(enrolment: int) -> Any:
    """Show what the answers lead to. Only that a round was taken is kept; see docs/decisions."""
    row, course = get_enrolment(enrolment)
    states = queries.list_module_states(context.session(), [row.id])
    known = {id for module in completed_modules(course, row, states) for id in module.versions[row.level].questions}
    picked = [id for id in dict.fromkeys(request.form.getlist("question")) if id in known][:3]
    if not picked:
        return redirect(url_for("learn.overview"))
    given: dict[str, Given] = {}
    errors: dict[str, str] = {}
    for id in picked:
        question = course.questions[id]
        try:
            choice = read_answer(question, request.form, f"{id}-")
            verdict = mark(question, row.level, choice)
        except NotAnswered as reason:
            errors[id] = str(reason)
        except ValueError:
            abort(400)
        else:
            given[id] = Given(id, question.digest, ",".join(str(position) for position in choice), verdict)
    if errors:
        return _page(row, course, picked, given, errors), 422
    operations.rest_refresher(context.session(), context.me(), row.id, context.today())
    context.session().commit()
    return _page(row, course, picked, given, {})


@bp.post("/later")
@allow(Who.LEADERS)
def later(enrolment: int) -> Any:
    """Not now: the offer rests for two weeks."""
    row, _course = get_enrolment(enrolment)
    operations.rest_refresher(context.session(), context.me(), row.id, context.today())
    context.session().commit()
    return redirect(url_for("learn.overview"))


@bp.post("/switch")
@allow(Who.LEADERS)
def switch(enrolment: int) -> Any:
    """No more offers, or offers again."""
    row, _course = get_enrolment(enrolment)
    operations.switch_refreshers(context.session(), context.me(), row.id, off=request.form.get("off") == "1")
    context.session().commit()
    return redirect(url_for("learn.overview") + f"#genopfriskning-{row.id}")
