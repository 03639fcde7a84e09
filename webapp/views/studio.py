"""HR's authors: the courses, how they cover the framework, and what leaders say of their questions."""

from typing import Any

from flask import Blueprint, abort, redirect, render_template, url_for

from course.coverage import by_level, coverage
from webapp import context, editions, operations, queries
from webapp.access import Who, allow
from webapp.models import MessageKind

bp = Blueprint("studio", __name__, url_prefix="/courses")


@bp.get("/")
@allow(Who.AUTHORS)
def index() -> Any:
    session = context.session()
    rows = queries.list_editions(session)
    courses = {row.id: context.courses().get(session, row.id) for row in rows}
    return render_template(
        "studio/index.html",
        rows=rows,
        courses=courses,
        coverage={id: by_level(coverage(course)) for id, course in courses.items()},
        remarks=queries.list_messages(session, kinds=(MessageKind.QUESTION,)),
        asked=queries.list_my_review_requests(session, context.me()),
        titles={(course.id, id): module.title for course in courses.values() for id, module in course.modules.items()},
    )


@bp.get("/<string:course>")
@allow(Who.AUTHORS)
def show(course: str) -> Any:
    """A course's modules, and the framework statement by statement and level by level."""
    session = context.session()
    edition = editions.list_newest(session).get(course)
    if edition is None:
        abort(404)
    compiled = context.courses().get(session, edition)
    rows: dict[str, dict[str, Any]] = {}
    for row in coverage(compiled):
        rows.setdefault(row.statement, {})[row.level] = row
    origin = compiled.origin
    newer = origin is not None and queries.newest_number(session, origin.course) > origin.edition
    return render_template("studio/show.html", course=compiled, rows=rows, newer=newer)


@bp.post("/remarks/<int:remark>/handled")
@allow(Who.AUTHORS)
def handle(remark: int) -> Any:
    if not operations.handle_message(context.session(), remark, (MessageKind.QUESTION,), context.now()):
        abort(404)
    context.session().commit()
    return redirect(url_for("studio.index"))
