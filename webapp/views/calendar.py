"""A leader's dates in her own calendar: as a file, or subscribed to at a secret address."""

from typing import Any

from flask import Blueprint, Response, abort, redirect, render_template, request, url_for

from webapp import context, operations, queries
from webapp.access import Who, allow
from webapp.calendars import leaders_entries, make_calendar
from webapp.mail.addresses import Addresses
from webapp.mail.words import Words

bp = Blueprint("calendar", __name__)


@bp.get("/my-calendar")
@allow(Who.SIGNED_IN)
def index() -> Any:
    has_link = queries.has_calendar_link(context.session(), context.me().id)
    return render_template("calendar/index.html", has_link=has_link, link="", revoked="revoked" in request.args)


@bp.post("/my-calendar")
@allow(Who.SIGNED_IN)
def make() -> Any:
    """Make a secret address, and show it once: only its hash is stored."""
    token = operations.make_calendar_link(context.session(), context.me().id, context.now())
    context.session().commit()
    link = context.address_of(url_for("calendar.subscribed", token=token))
    return render_template("calendar/index.html", has_link=True, link=link, revoked=False)


@bp.post("/my-calendar/revoke")
@allow(Who.SIGNED_IN)
def revoke() -> Any:
    operations.revoke_calendar_link(context.session(), context.me().id)
    context.session().commit()
    return redirect(url_for("calendar.index", revoked=1))


@bp.get("/my-calendar/lederstart.ics")
@allow(Who.SIGNED_IN)
def file() -> Any:
    me = context.me()
    return _calendar(me.id, queries.get_mail_language(context.session(), me.id), as_file=True)


@bp.get("/calendar/<string:token>.ics")
@allow(Who.ANYONE)
def subscribed(token: str) -> Any:
    """What calendar programs fetch by themselves; whoever has the address sees the dates, so she can revoke it."""
    owner = operations.get_calendar_owner(context.session(), token)
    if owner is None:
        abort(404)
    return _calendar(owner.id, owner.language, as_file=False)


def _calendar(person_id: int, language: str, *, as_file: bool) -> Response:
    session = context.session()
    words = Words(language, context.today())
    enrolments = queries.list_calendar_enrolments(session, person_id)
    courses = {
        row.id: context.courses().get(session, row.edition_id) for row in enrolments if row.edition_id is not None
    }
    states = queries.list_module_states(session, list(courses))
    taken = [(row, courses[row.id]) for row in enrolments if row.id in courses]
    entries = leaders_entries(words, taken, states, Addresses(context.config()))
    data = make_calendar(entries, context.config(), "Lederstart", context.now())
    answer = Response(data, content_type="text/calendar; charset=utf-8")
    answer.headers["Cache-Control"] = "no-store"
    if as_file:
        answer.headers["Content-Disposition"] = 'attachment; filename="lederstart.ics"'
    return answer
