"""Sorting: the framework as an import found it, put right by hand. Each edit saves a state of `framework.md`."""

import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from flask import Blueprint, abort, redirect, render_template, request, url_for
from flask_babel import gettext
from werkzeug.datastructures import MultiDict

from course import sorting
from course.framework import Framework, Statement, read_framework
from course.problem import Problems
from course.sheet import count_levels, sections
from course.sorting import ASPECT, GROUP, THEME, Refused
from course.source import LINES, page_of, proposed, source_lines, where
from course.writing import headings, innermost, rank_of
from webapp import blobs, context, drafts, edits, operations, queries
from webapp.access import Who, allow
from webapp.drafts import Conflict
from webapp.queries import AnyRow

bp = Blueprint("sorting", __name__, url_prefix="/courses/<string:course>/sorting")
STAYING = {"up", "down", "merge"}
"""Edits after which the panel stays open."""
SETTLING = {"change", "move"}
"""Edits by which the author has decided where a doubtful statement belongs."""


@dataclass(frozen=True, slots=True)
class Desk:
    """What lies on the desk: the import's row, the framework as it is now, and the hash of its file."""

    row: AnyRow
    framework: Framework
    base: str


def _desk_or_404(course: str) -> Desk:
    """Nothing is sorted any more once leaders are on the course: a new version of the document is another matter."""
    session = context.session()
    row = queries.get_sorting(session, course)
    working = drafts.open_draft(session, course) if row else None
    path = operations.path_of(course)
    if row is None or working is None or path not in working.manifest or working.edition_id is not None:
        abort(404)
    base = working.manifest[path]
    text = blobs.read(session, {path: base})[path].decode("utf-8", "replace")
    return Desk(row, read_framework(course, text, Problems(path)), base)


@bp.get("")
@allow(Who.AUTHORS)
def show(course: str) -> Any:
    desk = _desk_or_404(course)
    return _page(desk) if desk.row.answered else _question(desk)


def _question(desk: Desk, problem: str | None = None) -> str:
    """The one question at the beginning: do the numbers fit?"""
    counts = count_levels(desk.framework)
    examples = {each.level or "": each for each in reversed(desk.framework.statements)}
    return render_template("sorting/question.html", desk=desk, counts=counts, examples=examples, problem=problem)


@bp.post("/answer")
@allow(Who.AUTHORS)
def answer(course: str) -> Any:
    """The names as they are to be, and whether the numbers fit. If not, the sheet opens with hints."""
    desk = _desk_or_404(course)
    try:
        after = sorting.name_framework(desk.framework, _typed("title"), _typed("organisation"))
    except Refused as error:
        return _question(desk, str(error)), 422
    conflict = _save(desk, after)
    if conflict is not None:
        context.session().rollback()
        return _question(_desk_or_404(course), _told(conflict)), 409
    operations.answer(context.session(), course)
    context.session().commit()
    hints = 1 if request.form.get("fits") == "no" else None
    return redirect(url_for("sorting.show", course=course, hints=hints))


def _typed(name: str) -> str:
    return request.form.get(name, "")


def _save(desk: Desk, after: Framework, settled: Sequence[str] = ()) -> Conflict | None:
    return operations.save_sorting(
        context.session(),
        desk.row.course,
        after.text,
        base=_typed("base"),
        settled=settled,
        by=context.me().id,
        now=context.now(),
    )


def _told(conflict: Conflict) -> str:
    """Who was there first, and what to do."""
    sentence: str = gettext(
        "%(name)s has changed the framework since you opened the page. Nothing of hers or yours is lost: "
        "the page shows the newest state now. Look at it, and make your change once more.",
        name=conflict.name or gettext("Someone"),
    )
    return sentence


# --- the sheet ---


def _page(desk: Desk, problem: str | None = None, edit: str | None = None) -> str:
    """The sheet and the source beside it, with the panel that is asked for.

    :param edit: what was sent and could not be done; the form is shown again as it was
    """
    framework, row = desk.framework, desk.row
    asked = request.args if edit is None else edits.panel_of(edit, request.form)
    lines = source_lines(framework, row.source)
    chosen = framework.statement(asked.get("statement", ""))
    doubts = {id: reason for id, reason in json.loads(row.doubts).items() if framework.statement(id)}
    here = where(framework, row.source, chosen, json.loads(row.places).get(chosen.id)) if chosen else ()
    unused = [line for line in lines if line.unused]
    wanted = here[0] if here else _number("line")
    found = sections(framework)
    return render_template(
        "sorting/show.html",
        desk=desk,
        framework=framework,
        sections=found,
        rows=[each for section in found for each in section.rows],
        current=_current(found, chosen),
        places=[(place, rank_of(framework, place)) for place in headings(framework)],
        doubts=doubts,
        where=here,
        page=page_of(unused if "unused" in asked else lines, _number("from") or wanted - 1),
        page_size=LINES,
        unused=len(unused),
        unused_only="unused" in asked,
        panel=_panel(framework, chosen, asked),
        statement=chosen,
        innermost=innermost,
        following=sorting.following(framework, chosen) if chosen else None,
        place=framework.place(asked.get("place", "")),
        ranks={"group": GROUP, "theme": THEME, "aspect": ASPECT},
        rank_of=rank_of,
        line=_number("line") or _number("line", request.form),
        proposal=proposed(lines, _number("line")) if 0 < _number("line") <= len(lines) else "",
        problem=problem,
        typed=request.form if edit else MultiDict(),
        hints="hints" in asked,
    )


def _number(name: str, given: Mapping[str, str] | None = None) -> int:
    """A number of the address; 0 where there is none."""
    value = (request.args if given is None else given).get(name, "")
    return int(value) if value.isdecimal() and len(value) < 7 else 0


def _current(found: tuple[Any, ...], chosen: Statement | None) -> str:
    """The row that a phone shows: the one asked for, the chosen statement's, or the first one."""
    rows = [each for section in found for each in section.rows]
    wanted = request.args.get("row", "")
    if any(each.id == wanted for each in rows):
        return wanted
    for each in rows:
        if chosen and any(chosen in statements for cell in each.cells for _place, statements in cell.parts):
            return str(each.id)
    return str(rows[0].id) if rows else ""


def _panel(framework: Framework, chosen: Statement | None, asked: Mapping[str, str]) -> str:
    """Which panel is open; empty for none."""
    if chosen:
        return "statement"
    if framework.place(asked.get("place", "")):
        return "place"
    return next((name for name in ("line", "add", "new-place", "levels", "name") if name in asked), "")


# --- the edits ---


@bp.post("/<string:edit>")
@allow(Who.AUTHORS)
def change(course: str, edit: str) -> Any:
    """Make one edit and save it as a state of its own."""
    if edit not in edits.EDITS:
        abort(404)
    desk = _desk_or_404(course)
    try:
        after = edits.EDITS[edit](desk.framework, request.form)
    except Refused as error:
        return _page(desk, str(error), edit), 422
    settled = request.form.getlist("statement") if edit in SETTLING else []
    conflict = _save(desk, after, settled)
    if conflict is not None:
        context.session().rollback()
        return _page(_desk_or_404(course), _told(conflict), edit), 409
    context.session().commit()
    return redirect(_after(course, edit, after))


def _after(course: str, edit: str, after: Framework) -> str:
    """Back to where the edit was made, with the focus on what it was made to."""
    id, place = _typed("statement"), _typed("place")
    if edit in edits.OF_LEVELS:
        return _to(course, "panel", levels=1)
    if edit in STAYING and after.statement(id):
        return _to(course, "panel", statement=id)
    if after.statement(id):
        return _to(course, f"f-{id}", row=_row_of(after, id))
    if place in {theme.id for theme in after.themes} and edit in edits.OF_PLACE:
        return _to(course, f"t-{place}", row=place)
    return _to(course, "sheet", row=_typed("row"))


def _to(course: str, anchor: str, **values: Any) -> str:
    """The sheet with the focus on an anchor; said twice, for a script does not see the fragment of a redirect."""
    return url_for("sorting.show", course=course, at=anchor, _anchor=anchor, **values)


def _row_of(framework: Framework, id: str) -> str:
    statement = framework.statement(id)
    return _current(sections(framework), statement) if statement else ""


@bp.post("/doubts/<string:statement>")
@allow(Who.AUTHORS)
def settle(course: str, statement: str) -> Any:
    """The author says that a doubtful statement stands right."""
    _desk_or_404(course)
    operations.settle(context.session(), course, statement, by=context.me().id, now=context.now())
    context.session().commit()
    return redirect(_to(course, "sheet"))


@bp.post("/steps/<string:way>")
@allow(Who.AUTHORS)
def step(course: str, way: str) -> Any:
    """Undo the last edit (`back`), or do again what was undone (`on`)."""
    if way not in ("back", "on"):
        abort(404)
    _desk_or_404(course)
    conflict = operations.step(
        context.session(), course, base=_typed("base"), back=way == "back", by=context.me().id, now=context.now()
    )
    if conflict is not None:
        context.session().rollback()
        return _page(_desk_or_404(course), _told(conflict)), 409
    context.session().commit()
    return redirect(_to(course, "sheet"))
