"""The authors' workshop: the courses with what is under way, one course, and how it covers its framework."""

from typing import Any

from flask import Blueprint, abort, redirect, render_template, url_for

from course.coverage import by_level
from webapp import context, drafts, operations, queries
from webapp.access import Who, allow
from webapp.models import MessageKind
from webapp.views.outline import get_bench, show_page
from webapp.workshop import MOST_CHANGES, lay_bench, matrix

bp = Blueprint("studio", __name__, url_prefix="/courses")


@bp.get("/")
@allow(Who.AUTHORS)
def index() -> Any:
    session = context.session()
    editions = {row.course: row for row in queries.list_editions(session)}
    waiting = queries.list_waiting(session, context.me())
    not_built = {row.course for row in waiting if row.kind == "import"}
    benches = [
        lay_bench(working, context.courses().draft(session, working))
        for course, working in drafts.open_all(session).items()
        if course not in not_built
    ]
    return render_template(
        "studio/index.html",
        benches=benches,
        editions=editions,
        coverage={bench.course.id: by_level(bench.rows) for bench in benches},
        most_changes=MOST_CHANGES,
        titles={bench.course.id: bench.course.title for bench in benches},
        imports=[row for row in waiting if row.kind == "import"],
        revisions=[row for row in waiting if row.kind == "revision"],
        stale=[row for row in waiting if row.kind == "stale"],
        asked=[row for row in waiting if row.kind == "review"],
        remarks=queries.list_messages(session, kinds=(MessageKind.QUESTION,)),
        module_titles={
            (bench.course.id, id): module.title for bench in benches for id, module in bench.course.modules.items()
        },
    )


@bp.get("/<string:course>")
@allow(Who.AUTHORS)
def show(course: str) -> Any:
    """A course: its modules in order, its own words, and the way to everything that belongs to it."""
    return show_page(get_bench(course))


@bp.get("/<string:course>/coverage")
@allow(Who.AUTHORS)
def coverage(course: str) -> Any:
    """The framework theme by theme and level by level, and below it expectation by expectation."""
    bench = get_bench(course)
    rows: dict[str, dict[str, Any]] = {}
    for row in bench.rows:
        rows.setdefault(row.statement, {})[row.level] = row
    return render_template(
        "studio/coverage.html", course=bench.course, matrix=matrix(bench.course, bench.rows), rows=rows
    )


@bp.get("/<string:course>/begin-question/<string:covers>")
@allow(Who.AUTHORS)
def begin_question(course: str, covers: str) -> Any:
    """From an expectation that nothing works with to a question begun about it, in the module that shows it."""
    compiled = get_bench(course).course
    statement = compiled.framework.statement(covers) or abort(404)
    modules = list(compiled.modules.values())
    showing = [each for each in modules if covers in each.shown]
    near = [each for each in modules if statement.theme in each.themes]
    chosen = next(iter((*showing, *near, *modules)), None)
    if chosen is None:
        return redirect(url_for("studio.show", course=course))
    return redirect(url_for("writing.questions", course=course, module=chosen.id, covers=covers) + "#put-in")


@bp.post("/remarks/<int:remark>/handled")
@allow(Who.AUTHORS)
def handle(remark: int) -> Any:
    if not operations.handle_message(context.session(), remark, (MessageKind.QUESTION,), context.now()):
        abort(404)
    context.session().commit()
    return redirect(url_for("studio.index"))
