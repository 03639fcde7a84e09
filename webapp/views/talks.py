"""The leader's talks with her nearest manager: preparing one, and marking it as held."""

from typing import Any

from flask import Blueprint, abort, redirect, render_template, request, url_for
from sqlalchemy.exc import IntegrityError

from webapp import context, operations, queries
from webapp.access import Who, allow
from webapp.preparing import plan_talks, prepare
from webapp.views.learn import get_enrolment

bp = Blueprint("talks", __name__, url_prefix="/my-course/<int:enrolment>/talks/<string:talk>")


@bp.get("")
@allow(Who.LEADERS)
def show(enrolment: int, talk: str) -> Any:
    """What the framework expects now, what she can bring, and what her manager has got."""
    row, course = get_enrolment(enrolment)
    session = context.session()
    prepared = prepare(course, row, queries.list_module_states(session, [row.id]), talk)
    if prepared is None:
        abort(404)
    shares = queries.list_shares_with(session, row.manager_id, row.id) if row.manager_id else []
    return render_template("talks/show.html", enrolment=row, course=course, prepared=prepared, shares=shares)


@bp.post("/held")
@allow(Who.LEADERS)
def mark(enrolment: int, talk: str) -> Any:
    row, course = get_enrolment(enrolment)
    if not any(planned.talk.id == talk for planned in plan_talks(course, row)):
        abort(404)
    mark_talk(enrolment, talk)
    return redirect(url_for("talks.show", enrolment=enrolment, talk=talk))


def mark_talk(enrolment: int, talk: str) -> None:
    """Do what the button says: the talk has been held, or not after all. Commits."""
    session = context.session()
    try:
        if request.form.get("held") == "0":
            operations.mark_not_held(session, enrolment, talk)
        else:
            operations.mark_held(session, context.me(), enrolment, talk, context.today())
        session.commit()
    except IntegrityError:  # the other of the two marked it in the same moment
        session.rollback()
