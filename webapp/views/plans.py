"""Two weeks after a plan: did she get the chance? Only she sees the question and the answer."""

from typing import Any

from flask import Blueprint, abort, redirect, request, url_for

from webapp import context, operations
from webapp.access import Who, allow
from webapp.models import PlanOutcome
from webapp.views.learn import get_enrolment

bp = Blueprint("plans", __name__, url_prefix="/my-course/<int:enrolment>/plans")


@bp.post("/<string:item>")
@allow(Who.LEADERS)
def answer(enrolment: int, item: str) -> Any:
    """Note the answer; who wants to change the plan is led to it."""
    row, course = get_enrolment(enrolment)
    try:
        outcome = PlanOutcome(request.form.get("outcome", ""))
    except ValueError:
        abort(400)
    session = context.session()
    module = operations.answer_plan(session, context.me(), row.id, item, outcome, context.today())
    session.commit()
    found = course.modules.get(module) if module else None
    steps = found.versions[row.level] if found and row.level in found.versions else None
    if outcome is PlanOutcome.CHANGE and module and steps and steps.step(item):
        return redirect(url_for("steps.step", enrolment=row.id, module=module, step=item))
    return redirect(url_for("learn.overview", answered=outcome.value if module else None) + "#min-plan")
