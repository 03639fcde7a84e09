"""HR and the mails: how many have gone, which have come to nothing and why. Never what stands in them.

In a demo, where no mail goes out, the mailbox shows the mails themselves.
"""

from datetime import timedelta
from email import message_from_bytes
from email.policy import default
from typing import Any

from flask import Blueprint, abort, redirect, render_template, request, url_for

from webapp import context, operations, queries
from webapp.access import Who, allow
from webapp.models import MailKind, MailState

bp = Blueprint("mails", __name__, url_prefix="/mails")
DAYS_COUNTED = 30
LINKS = (MailKind.INVITATION, MailKind.PASSWORD)
SHOWN = 50
"""The newest mails in the mailbox of a demo."""


@bp.get("/")
@allow(Who.ADMINS)
def index() -> Any:
    session = context.session()
    return render_template(
        "mails/index.html",
        counts=queries.count_mails(session, context.now() - timedelta(days=DAYS_COUNTED)),
        given_up=queries.list_mails(session, MailState.GIVEN_UP),
        waiting=queries.list_mails(session, MailState.WAITING),
        again="again" in request.args,
    )


@bp.post("/<int:mail>/again")
@allow(Who.ADMINS)
def again(mail: int) -> Any:
    """Send a mail that was given up once more. The link of an invitation is gone, so that gets a new one.

    A greeting is not sent again: its words are gone, and its moment has passed.
    """
    session = context.session()
    found = queries.get_mail(session, mail)
    if found is None or found.state != MailState.GIVEN_UP:
        abort(404)
    if found.kind in operations.TRIED_AGAIN:
        operations.try_again(session, mail, context.now())
    elif found.kind not in LINKS:
        abort(404)
    else:
        operations.send_invitation(session, found.person_id, by=context.me().id, now=context.now())
        operations.note_dropped(session, mail, context.now())
    session.commit()
    return redirect(url_for("mails.index", again=1))


@bp.get("/box")
@allow(Who.ADMINS)
def box() -> Any:
    """The mails of the demo, newest first. A real installation has no such page."""
    config = context.config()
    if not config.demo_password or config.smtp is not None:
        abort(404)
    files = sorted(config.mail_folder.glob("*.eml"), reverse=True)[:SHOWN] if config.mail_folder.is_dir() else []
    messages = [message_from_bytes(file.read_bytes(), policy=default) for file in files]
    return render_template(
        "mails/box.html",
        mails=[(message, message.get_body(("plain",)).get_content()) for message in messages],  # type: ignore[union-attr]
    )
