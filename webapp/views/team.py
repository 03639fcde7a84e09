"""The nearest manager: how far her new leaders are, and what they have shared with her. Nothing more."""

from typing import Any

from flask import Blueprint, abort, redirect, render_template, url_for

from course.compile import Course
from webapp import context, operations, queries
from webapp.access import Who, allow
from webapp.forms import DateForm
from webapp.queries import AnyRow

bp = Blueprint("team", __name__, url_prefix="/my-new-leaders")


@bp.get("/")
@allow(Who.MANAGERS)
def index() -> Any:
    """Those under way first; those who have finished are folded away."""
    session = context.session()
    reports = [row for row in queries.list_followed(session, context.me().id) if row.edition_id is not None]
    courses = {row.edition_id: context.courses().get(session, row.edition_id) for row in reports}
    under_way = [row for row in reports if not _finished(row)]
    return render_template(
        "team/index.html",
        under_way=under_way,
        finished=[row for row in reports if _finished(row)],
        courses=courses,
        has_part=queries.has_part(session, context.me().id),
    )


def _finished(row: AnyRow) -> bool:
    return bool(row.modules) and row.completed == row.modules


@bp.get("/<int:enrolment>")
@allow(Who.MANAGERS)
def show(enrolment: int) -> Any:
    return _show_page(enrolment)


def _show_page(enrolment: int, moving: tuple[str, DateForm] | None = None) -> str:
    """:param moving: the module whose date came back with a mistake, and its form"""
    session = context.session()
    report = queries.get_followed(session, context.me().id, enrolment)
    if report is None or report.edition_id is None:
        abort(404)
    course: Course = context.courses().get(session, report.edition_id)
    return render_template(
        "team/show.html",
        report=report,
        course=course,
        states=queries.list_module_states(session, [enrolment]),
        shares=queries.list_shares_with(session, context.me().id, enrolment),
        moving=moving,
    )


@bp.post("/<int:enrolment>/modules/<string:module>/date")
@allow(Who.MANAGERS)
def move_date(enrolment: int, module: str) -> Any:
    """The manager chooses another date for a module of one she leads."""
    session = context.session()
    if queries.get_followed(session, context.me().id, enrolment) is None:
        abort(404)
    form = DateForm()
    if not form.validate_on_submit():
        return _show_page(enrolment, (module, form)), 422
    if not operations.move_date(session, enrolment, module, form.due_on.data):
        abort(404)
    session.commit()
    return redirect(url_for("team.show", enrolment=enrolment))


@bp.post("/<int:enrolment>/shares/<int:share>/thanks")
@allow(Who.MANAGERS)
def thank(enrolment: int, share: int) -> Any:
    """The one answer a manager can give to what was shared."""
    if not operations.thank(context.session(), context.me(), enrolment, share, context.now()):
        abort(404)
    context.session().commit()
    return redirect(url_for("team.show", enrolment=enrolment) + f"#delt-{share}")
