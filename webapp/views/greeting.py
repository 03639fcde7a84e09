"""A manager's greeting to one she leads: chosen or written, seen as the mail it becomes, and sent."""

from datetime import timedelta
from typing import Any

from flask import Blueprint, abort, redirect, render_template, url_for
from flask_babel import gettext

from webapp import context, operations, queries
from webapp.access import Who, allow
from webapp.forms import GreetingForm
from webapp.mail.at_once import greeting_letter
from webapp.mail.texts import suggested_greetings
from webapp.mail.words import Words
from webapp.operations import LONGEST_GREETING
from webapp.queries import AnyRow
from webapp.times import day_of, midnight

bp = Blueprint("greeting", __name__, url_prefix="/my-new-leaders/<int:enrolment>/greeting")


def _get_greeted(enrolment: int) -> AnyRow:
    """The leader; 404 when she is not a direct report."""
    this_week = midnight(queries.monday(context.today()))
    return queries.get_greeted(context.session(), context.me().id, enrolment, this_week) or abort(404)


def _words(greeted: AnyRow) -> Words:
    return Words(greeted.language, context.today())


def _read(form: GreetingForm, greeted: AnyRow) -> str:
    """The text of the greeting; empty when there is a mistake, which then stands at the field."""
    suggested = {str(place): text for place, text in enumerate(suggested_greetings(_words(greeted)))}
    text: str = suggested.get(form.choice.data or "") or form.text.data or ""
    if not text:
        form.text.errors = [gettext("Choose a greeting, or write your own.")]
    elif len(text) > LONGEST_GREETING:
        form.text.errors = [gettext("Your greeting is too long. Use at most 600 characters.")]
        return ""
    return text


@bp.get("/")
@allow(Who.MANAGERS)
def write(enrolment: int) -> Any:
    return _page(enrolment, _get_greeted(enrolment), GreetingForm())


def _page(enrolment: int, greeted: AnyRow, form: GreetingForm, text: str = "") -> str:
    """:param text: shown as the mail that it becomes; empty shows none"""
    now, words = context.now(), _words(greeted)
    manager = queries.get_recipient(context.session(), context.me().id) if text else None
    goes_at = operations.greeting_goes_at(greeted, now)
    return render_template(
        "greeting/write.html",
        enrolment=enrolment,
        greeted=greeted,
        form=form,
        suggested=suggested_greetings(words),
        longest=LONGEST_GREETING,
        text=text,
        letter=greeting_letter(words, context.config(), greeted, manager, text) if manager else None,
        goes_on=day_of(goes_at) if goes_at > now + timedelta(minutes=1) else None,
    )


@bp.post("/")
@allow(Who.MANAGERS)
def preview(enrolment: int) -> Any:
    """Show the mail as it will be; nothing is sent or kept."""
    greeted, form = _get_greeted(enrolment), GreetingForm()
    text = _read(form, greeted)
    return _page(enrolment, greeted, form, text), 200 if text else 422


@bp.post("/send")
@allow(Who.MANAGERS)
def send(enrolment: int) -> Any:
    greeted, form = _get_greeted(enrolment), GreetingForm()
    text = _read(form, greeted)
    if not text:
        return _page(enrolment, greeted, form), 422
    session, me = context.session(), context.me()
    if not operations.greet(session, greeted, enrolment, text, by=me.id, now=context.now()):
        session.rollback()
        return _page(enrolment, _get_greeted(enrolment), form), 409
    session.commit()
    return redirect(url_for("team.show", enrolment=enrolment, greeted=1))
