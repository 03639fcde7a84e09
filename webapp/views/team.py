"""The nearest manager: who could use a talk, how far her new leaders are, and what they share with her. Nothing more."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Any

from flask import Blueprint, abort, redirect, render_template, request, url_for

from course.compile import Course
from course.progress import State
from webapp import context, operations, queries
from webapp.access import Who, allow
from webapp.forms import DateForm
from webapp.names import fold
from webapp.preparing import plan_talks, prepare
from webapp.queries import AnyRow
from webapp.reasons import Reason, reasons_for
from webapp.views.talks import mark_talk

bp = Blueprint("team", __name__, url_prefix="/my-new-leaders")


@dataclass(frozen=True, slots=True)
class Followed:
    """One new leader in the list."""

    row: AnyRow
    course: Course
    reasons: tuple[Reason, ...]

    @property
    def state(self) -> State:
        if self.row.modules and self.row.completed == self.row.modules:
            return State.COMPLETED
        return State.UNDER_WAY if self.row.begun else State.NOT_STARTED


Key = Callable[[Followed], Any]
SORTS: dict[str, Key] = {
    "talk": lambda each: (min((reason.why for reason in each.reasons), default=9), each.row.sort_name),
    "name": lambda each: each.row.sort_name,
    "start": lambda each: (-each.row.starts_on.toordinal(), each.row.sort_name),
    "progress": lambda each: (each.row.completed, each.row.begun, each.row.sort_name),
}
"""The orders of the list; the first is the one it has by itself."""


@bp.get("/")
@allow(Who.MANAGERS)
def index() -> Any:
    """Those who could use a talk first; those who have finished are folded away."""
    session, me, today = context.session(), context.me(), context.today()
    everybody = []
    for row in queries.list_followed(session, me.id):
        if row.edition_id is not None:
            course = context.courses().get(session, row.edition_id)
            everybody.append(Followed(row, course, reasons_for(row, plan_talks(course, row), today)))
    chosen = {name: request.args.get(name, "") for name in ("q", "unit", "state", "sort")}
    shown = sorted(_choose(everybody, chosen), key=SORTS.get(chosen["sort"], SORTS["talk"]))
    narrowed = any(chosen[name] for name in ("q", "unit", "state"))
    folded = [] if narrowed else [each for each in shown if each.state is State.COMPLETED and not each.reasons]
    return render_template(
        "team/index.html",
        leaders=[each for each in shown if each not in folded],
        folded=folded,
        all=len(everybody),
        units=sorted({each.row.unit for each in everybody if each.row.unit}),
        chosen=chosen,
        narrowed=narrowed,
        has_part=queries.has_part(session, me.id),
    )


def _choose(everybody: Sequence[Followed], chosen: dict[str, str]) -> list[Followed]:
    """Those that fit what is searched and chosen."""
    words = fold(chosen["q"]).split()
    return [
        each
        for each in everybody
        if all(word in each.row.search_name for word in words)
        and chosen["unit"] in ("", each.row.unit)
        and chosen["state"] in ("", each.state)
    ]


def get_report(enrolment: int) -> tuple[AnyRow, Course]:
    """A new leader as her nearest manager sees her; 404 for anybody else's."""
    report = queries.get_followed(context.session(), context.me().id, enrolment)
    if report is None or report.edition_id is None:
        abort(404)
    return report, context.courses().get(context.session(), report.edition_id)


@bp.get("/<int:enrolment>")
@allow(Who.MANAGERS)
def show(enrolment: int) -> Any:
    return _show_page(enrolment)


def _show_page(enrolment: int, moving: tuple[str, DateForm] | None = None) -> str:
    """:param moving: the module whose date came back with a mistake, and its form"""
    report, course = get_report(enrolment)
    session, talks = context.session(), plan_talks(course, report)
    return render_template(
        "team/show.html",
        report=report,
        course=course,
        talks=talks,
        reasons=reasons_for(report, talks, context.today()),
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


@bp.get("/<int:enrolment>/talks/<string:talk>")
@allow(Who.MANAGERS)
def talk(enrolment: int, talk: str) -> Any:
    """What to ask and listen for, what is expected now, and what the leader has handed over."""
    report, course = get_report(enrolment)
    session = context.session()
    prepared = prepare(course, report, queries.list_module_states(session, [enrolment]), talk)
    if prepared is None:
        abort(404)
    shares = queries.list_shares_with(session, context.me().id, enrolment)
    return render_template("team/talk.html", report=report, course=course, prepared=prepared, shares=shares)


@bp.post("/<int:enrolment>/talks/<string:talk>/held")
@allow(Who.MANAGERS)
def mark(enrolment: int, talk: str) -> Any:
    report, course = get_report(enrolment)
    if not any(planned.talk.id == talk for planned in plan_talks(course, report)):
        abort(404)
    mark_talk(enrolment, talk)
    return redirect(url_for("team.talk", enrolment=enrolment, talk=talk))
