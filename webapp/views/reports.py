"""HR's overview of how the courses go, and what leaders have written to HR."""

from typing import Any

from flask import Blueprint, abort, redirect, render_template, url_for

from webapp import context, editions, operations, queries
from webapp.access import Who, allow
from webapp.models import MessageKind

bp = Blueprint("reports", __name__, url_prefix="/progress")
ABOUT_PEOPLE = (MessageKind.LEVEL, MessageKind.MANAGER)


@bp.get("/")
@allow(Who.ADMINS)
def index() -> Any:
    """Progress per course and level, counted in the database."""
    session = context.session()
    newest = editions.list_newest(session)
    return render_template(
        "reports/index.html",
        rows=queries.count_progress(session, context.today()),
        courses={course: context.courses().get(session, id) for course, id in newest.items()},
        messages=queries.list_messages(session, kinds=ABOUT_PEOPLE),
    )


@bp.post("/messages/<int:message>/handled")
@allow(Who.ADMINS)
def handle(message: int) -> Any:
    if not operations.handle_message(context.session(), message, ABOUT_PEOPLE, context.now()):
        abort(404)
    context.session().commit()
    return redirect(url_for("reports.index"))
