""" "Nyt forløb": bring a document in, wait while it is read, see what will be built, and build it."""

from dataclasses import replace
from operator import itemgetter
from typing import Any, cast

from flask import Blueprint, abort, current_app, redirect, render_template, request, url_for
from flask_babel import gettext
from sqlalchemy import Engine
from sqlalchemy.orm import Session

from course.builder import Unit, build, missing, units_of
from course.compile import Course
from course.coverage import by_level, coverage
from course.framework import Framework, Level
from course.importer import Unreadable, check_size
from course.preview import preview, shares
from course.sorting import MOST_LEVELS, Refused, add_level
from course.writing import LONGEST_NAME
from webapp import context, drafts, editions, operations, queries, reading
from webapp.access import Who, allow
from webapp.drafts import Working
from webapp.incoming import takes
from webapp.models import SortingState
from webapp.queries import AnyRow

bp = Blueprint("building", __name__, url_prefix="/courses")
LARGEST = 26_000_000
"""Bytes of a request with a document."""


# --- 1. the document ---


@bp.get("/new")
@allow(Who.AUTHORS)
def new() -> Any:
    problem = None
    if "too_large" in request.args:
        problem = gettext(
            "That is too much at once. A file may be 25 MB and a pasted text about 500 pages. "
            "Save only the pages that are the leadership framework, and try again."
        )
    return _new_page(problem=problem), 413 if problem else 200


def _new_page(problem: str | None = None, text: str = "", at: str = "document") -> str:
    return render_template("building/new.html", problem=problem, text=text, at=at)


@bp.post("/new")
@allow(Who.AUTHORS)
@takes(LARGEST, page="building.new")
def create() -> Any:
    """Keep the document and begin to read it. Whatever can be seen at once is told at once."""
    file, text = request.files.get("document"), request.form.get("text", "")
    data, name = (file.read(), file.filename or "") if file and file.filename else (text.encode(), "")
    if name and text.strip():
        sentence = gettext("Choose either a file or a pasted text, not both. Empty the one you do not want.")
        return _new_page(sentence, text, "text"), 422
    if not data.strip():
        sentence = gettext("Choose a file, or paste the text of the framework in the field below.")
        return _new_page(sentence if not name else gettext("The file is empty. Choose another one."), text), 422
    try:
        check_size(len(data))
    except Unreadable as error:
        return _new_page(str(error), text), 422
    session = context.session()
    id = operations.receive(session, data, name, by=context.me().id, now=context.now())
    session.commit()
    _begin(id)
    return redirect(url_for("building.show_import", id=id))


def _begin(id: int) -> None:
    engine = cast(Engine, current_app.extensions["lederstart.engine"])
    reading.begin(engine, context.config().clock, id)


@bp.get("/new/<int:id>")
@allow(Who.AUTHORS)
def show_import(id: int) -> Any:
    """How far the reading is; then the way on, or the sentence that says why there is none."""
    row = _import_or_404(id)
    if row.course is not None:
        return redirect(url_for("sorting.show", course=row.course))
    if row.state == SortingState.FAILED:
        pasted = queries.get_pasted(context.session(), id)
        return _new_page(row.problem, pasted, "text" if pasted else "document")
    patience = operations.SILENCE if row.claimed_at else 3 * operations.SILENCE  # it may wait for another document
    last_sign = row.claimed_at or row.created_at
    return render_template("building/reading.html", row=row, silent=context.now() - last_sign > patience)


@bp.post("/new/<int:id>")
@allow(Who.AUTHORS)
def read_again(id: int) -> Any:
    """Begin again where a reader has fallen silent; where one is at work, nothing happens."""
    row = _import_or_404(id)
    context.session().commit()
    if row.state in (SortingState.WAITING, SortingState.READING):
        _begin(id)
    return redirect(url_for("building.show_import", id=id))


@bp.get("/new/<int:id>/discard")
@allow(Who.AUTHORS)
def confirm_discard(id: int) -> Any:
    return render_template("building/discard.html", row=_import_or_404(id))


@bp.post("/new/<int:id>/discard")
@allow(Who.AUTHORS)
def discard(id: int) -> Any:
    row = _import_or_404(id)
    operations.discard(context.session(), row.id, by=context.me().id, now=context.now())
    context.session().commit()
    return redirect(url_for("studio.index"))


def _import_or_404(id: int) -> AnyRow:
    row = queries.get_import(context.session(), id)
    if row is None:
        abort(404)
    return row


# --- 3. what will be built ---


@bp.get("/<string:course>/build")
@allow(Who.AUTHORS)
def show(course: str) -> Any:
    return _build_page(*_draft_or_404(course))


def _draft_or_404(course: str) -> tuple[Working, Course]:
    session = context.session()
    working = drafts.open_draft(session, course)
    if working is None or operations.path_of(course) not in working.manifest:
        abort(404)
    return working, context.courses().draft(session, working)[0]


def _build_page(working: Working, course: Course, problem: str | None = None) -> Any:
    units, coming = preview(course.framework, course.levels)
    added = request.args.get("added", "")
    return render_template(
        "building/show.html",
        course=course,
        units=units,
        coming=coming,
        shares=shares,
        coverage=by_level(coverage(coming)),
        there={unit.id for unit in units if f"content/{course.id}/{unit.id}.md" in working.manifest},
        built=f"content/{course.id}/course.md" in working.manifest,
        can_be_sorted=queries.can_be_sorted(context.session(), course.id),
        problem=problem,
        typed=request.form,
        added=int(added) if added.isdecimal() and len(added) < 6 else None,
    )


@bp.post("/<string:course>/build")
@allow(Who.AUTHORS)
def submit(course: str) -> Any:
    """Write the files that are not there yet; what somebody may have written stays as it is."""
    working, draft = _draft_or_404(course)
    try:
        levels = draft.levels or _typed_levels(draft.framework)
        units = _typed_units(draft.framework)
    except Refused as error:
        return _build_page(working, draft, str(error)), 422
    session = context.session()
    drafted = build(draft.framework, levels, _lenders(session, course), units)
    new = missing(drafted, working.manifest)
    by, now = context.me().id, context.now()
    drafts.save_all(session, course, {path: text.encode() for path, text in new.items()}, by=by, now=now)
    operations.note_built(session, course, len(new), by=by, now=now)
    session.commit()
    return redirect(url_for("building.show", course=course, added=len(new)))


def _lenders(session: Session, but: str) -> list[Course]:
    """The published courses that may lend a case."""
    newest = editions.list_newest(session)
    return [context.courses().get(session, edition) for id, edition in sorted(newest.items()) if id != but]


def _typed_units(framework: Framework) -> list[Unit]:
    """The modules as they were ticked, named and numbered in the form."""
    chosen: list[tuple[int, int, Unit]] = []
    for position, unit in enumerate(units_of(framework), start=1):
        if request.form.get(f"keep-{unit.id}") == "y":
            number = request.form.get(f"order-{unit.id}", "")
            title = " ".join(request.form.get(f"title-{unit.id}", "").split())[:LONGEST_NAME] or unit.title
            order = int(number) if number.isdecimal() and len(number) < 5 else position
            chosen.append((order, position, replace(unit, title=title)))
    if not chosen:
        raise Refused(gettext("Choose at least one module."))
    return [unit for _order, _position, unit in sorted(chosen, key=itemgetter(0, 1))]


def _typed_levels(framework: Framework) -> tuple[Level, ...]:
    """The course's own levels, where the framework knows none; may be empty."""
    named = framework
    for number in range(1, MOST_LEVELS + 1):
        name, one = (request.form.get(f"level-{number}-{part}", "") for part in ("name", "one"))
        if name.strip() or one.strip():
            named = add_level(named, name, one)
    return named.levels
