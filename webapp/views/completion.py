"""Who has completed what: by name for HR administrators, and one leader's overview to print."""

from collections.abc import Iterator, Mapping
from datetime import date
from typing import Any

from flask import Blueprint, Response, abort, render_template, request, stream_with_context
from flask_babel import gettext

from course.compile import Course
from course.progress import State
from webapp import context, editions, queries
from webapp.access import Who, allow
from webapp.exports import stream_csv, write_xlsx
from webapp.exports.csv_file import Value
from webapp.queries import AnyRow, CompletionFilter
from webapp.views.figures import XLSX, as_file

bp = Blueprint("completion", __name__)


@bp.get("/reports/leaders")
@allow(Who.ADMINS)
def index() -> Any:
    session = context.session()
    courses = _courses()
    tree = queries.get_tree(session)
    wanted = _wanted()
    found = queries.list_completion(session, wanted, context.today(), _after())
    more = len(found) > queries.PAGE
    return render_template(
        "completion/index.html",
        rows=found[: queries.PAGE],
        last=found[queries.PAGE - 1] if more else None,
        count=queries.count_completion(session, wanted),
        filter=wanted,
        chosen=_chosen(),
        courses=courses,
        units=tree.nodes,
        first_page=_after() is None,
    )


def _courses() -> dict[str, Course]:
    session = context.session()
    return {course: context.courses().get(session, id) for course, id in sorted(editions.list_newest(session).items())}


def _chosen() -> dict[str, str]:
    """The filter as it stands in the address; what means nothing is left out."""
    names = ("q", "target", "unit", "state", "month")
    return {name: value for name in names if (value := request.args.get(name, "").strip()[:200])}


def _wanted() -> CompletionFilter:
    chosen = _chosen()
    course, _, level = chosen.get("target", "").partition("/")
    unit = chosen.get("unit", "")
    return CompletionFilter(
        search=chosen.get("q", ""),
        course=course,
        level=level,
        unit_id=int(unit) if unit.isdecimal() and len(unit) <= 9 else None,
        state=next((state for state in State if state.value == chosen.get("state")), None),
        month_on=_month(chosen.get("month", "")),
    )


def _month(text: str) -> date | None:
    """`2026-03` -> the first of it; anything else is no month."""
    try:
        return date.fromisoformat(f"{text}-01") if len(text) == 7 else None
    except ValueError:
        return None


def _after() -> tuple[str, int] | None:
    """Where the page before ended: the sort name of its last leader and the id of her enrolment."""
    name, id = request.args.get("after_name", ""), request.args.get("after_id", "")
    return (name, int(id)) if id.isdecimal() and len(id) <= 9 else None


@bp.get("/reports/leaders.csv")
@allow(Who.ADMINS)
def csv() -> Any:
    pieces = stream_csv(_headings(), _lines(_courses()))
    answer = Response(stream_with_context(pieces), content_type="text/csv; charset=utf-8")
    return as_file(answer, "gennemfoert.csv")


@bp.get("/reports/leaders.xlsx")
@allow(Who.ADMINS)
def xlsx() -> Any:
    data = write_xlsx("Gennemført", _headings(), _lines(_courses()), now=context.now())
    return as_file(Response(data, content_type=XLSX), "gennemfoert.xlsx")


def _headings() -> list[str]:
    return [
        gettext("Name"),
        gettext("Unit"),
        gettext("Course"),
        gettext("Level"),
        gettext("Start"),
        gettext("Modules completed"),
        gettext("Modules in all"),
        gettext("State"),
        gettext("A date has passed"),
        gettext("Week of completion"),
    ]


def _lines(courses: Mapping[str, Course]) -> Iterator[list[Value]]:
    """The enrolments of the filter, as a file holds them."""
    titles = {id: course.title for id, course in courses.items()}
    levels = {(id, level.id): level.name for id, course in courses.items() for level in course.levels}
    completed, under_way, not_started = gettext("completed"), gettext("under way"), gettext("not started")
    yes, no = gettext("yes"), gettext("no")
    for row in queries.stream_completion(context.session(), _wanted(), context.today()):
        yield [
            row.name,
            row.unit,
            titles.get(row.course, row.course),
            levels.get((row.course, row.level), ""),
            row.starts_on.isoformat(),
            row.done,
            row.modules,
            completed if row.completed else under_way if row.begun else not_started,
            yes if row.late else no,
            _written_week(row.last_week) if row.completed and row.last_week else None,
        ]


def _written_week(day: date) -> str:
    """`2026-W14`, which sorts."""
    year, number, _ = day.isocalendar()
    return f"{year}-W{number:02}"


@bp.get("/my-course/<int:enrolment>/completed")
@allow(Who.LEADERS)
def own(enrolment: int) -> Any:
    """The leader's own overview, to print or to keep."""
    return _overview(queries.get_completed(context.session(), enrolment, context.me().id))


@bp.get("/reports/leaders/<int:enrolment>")
@allow(Who.ADMINS)
def show(enrolment: int) -> Any:
    return _overview(queries.get_completed(context.session(), enrolment))


def _overview(row: AnyRow | None) -> str:
    if row is None or row.edition_id is None:
        abort(404)
    session = context.session()
    return render_template(
        "completion/show.html",
        row=row,
        course=context.courses().get(session, row.edition_id),
        modules=queries.list_completed_modules(session, row.id),
    )
