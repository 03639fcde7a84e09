"""Which mails one gets, and in which language; and the way to switch them off from a mail, without signing in."""

from typing import Any

from flask import Blueprint, abort, redirect, render_template, request, url_for
from flask_babel import gettext

from webapp import context, operations, queries
from webapp.access import Who, allow
from webapp.mail.addresses import read_signed
from webapp.mail.texts import kind_names
from webapp.models import MailKind, Role

bp = Blueprint("my_mails", __name__)
KINDS = {
    Role.LEADER: (MailKind.WELCOME, MailKind.REMINDER, MailKind.PLAN, MailKind.GREETING),
    Role.MANAGER: (MailKind.BEFORE_START, MailKind.SHARED, MailKind.DIGEST),
    Role.AUTHOR: (MailKind.REVIEW,),
}
"""What is sent to people in a role."""


def _kinds() -> list[MailKind]:
    """What may be sent to the person who is signed in."""
    return [kind for role, kinds in KINDS.items() if context.me().has(role) for kind in kinds]


@bp.get("/my-mails")
@allow(Who.SIGNED_IN)
def index() -> Any:
    session = context.session()
    return render_template(
        "my_mails/index.html",
        kinds=_kinds(),
        names=kind_names(gettext),
        off=queries.list_switched_off(session, context.me().id),
        mail_language=queries.get_mail_language(session, context.me().id),
        saved="saved" in request.args,
    )


@bp.post("/my-mails")
@allow(Who.SIGNED_IN)
def save() -> Any:
    session, me = context.session(), context.me()
    wanted = set(request.form.getlist("kind"))
    operations.switch_mail(session, me.id, [kind for kind in _kinds() if kind in wanted], on=True)
    operations.switch_mail(session, me.id, [kind for kind in _kinds() if kind not in wanted], on=False)
    operations.choose_mail_language(session, me.id, "en" if request.form.get("mail_language") == "en" else "da")
    session.commit()
    return redirect(url_for("my_mails.index", saved=1))


@bp.get("/mails/off/<string:token>")
@allow(Who.ANYONE)
def off(token: str) -> Any:
    """Where the link in a mail leads. It only asks: some mail programs open every link by themselves."""
    _person, kinds = _read(token)
    return render_template("my_mails/off.html", kinds=kinds, names=kind_names(gettext), done=False)


@bp.post("/mails/off/<string:token>")
@allow(Who.ANYONE)
def switch_off(token: str) -> Any:
    """Switch off what the address names. Mail programs send this too, without a page of ours (RFC 8058)."""
    person, kinds = _read(token)
    operations.switch_mail(context.session(), person, kinds, on=False)
    context.session().commit()
    return render_template("my_mails/off.html", kinds=kinds, names=kind_names(gettext), done=True)


def _read(token: str) -> tuple[int, tuple[MailKind, ...]]:
    signed = read_signed(context.config().secret_key, token)
    if signed is None or queries.get_recipient(context.session(), signed[0]) is None:
        abort(404)
    return signed
