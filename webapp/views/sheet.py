"""The leader's talk sheet: what she picks, writes, orders, prints and hands over."""

import re
from collections.abc import Mapping
from typing import Any

from flask import Blueprint, abort, redirect, render_template, request, url_for
from flask_babel import gettext
from sqlalchemy.exc import IntegrityError

from webapp import context, operations, queries
from webapp.access import Who, allow
from webapp.models import PromptKind
from webapp.operations import MOST_LINES, Line
from webapp.picking import Picked, find_picked, one_line, text_of_key
from webapp.queries import AnyRow
from webapp.resume import local_path
from webapp.views.learn import LONGEST_NUMBER, get_enrolment, shares_with_another

bp = Blueprint("sheet", __name__, url_prefix="/my-course/<int:enrolment>/talk-sheet")
LONGEST_LINE = 2000
"""Characters of one line."""
FIELD = re.compile(r"text-(\d{1,9})")
WISH = re.compile(r"(up|down|remove)-(\d{1,9})")


@bp.get("")
@allow(Who.LEADERS)
def show(enrolment: int) -> Any:
    row, _course = get_enrolment(enrolment)
    return _page(row)


def _page(row: AnyRow, sent: Mapping[int, Line] | None = None, problem: str | None = None) -> str:
    """:param sent: what was typed and could not be saved"""
    session = context.session()
    lines = queries.list_lines_of_own(session, context.me(), row.id)
    return render_template(
        "sheet/show.html",
        enrolment=row,
        lines=lines,
        text=queries.sheet_text(lines),
        sheet=queries.get_sheet_of_own(session, context.me(), row.id),
        sent=sent or {},
        problem=problem,
        window=context.new_window(),
        longest=LONGEST_LINE,
        full=len(lines) >= MOST_LINES,
        saved="saved" in request.args,
        empty="empty" in request.args,
    )


@bp.post("")
@allow(Who.LEADERS)
def save(enrolment: int) -> Any:
    """Save every line; then do what the button says. While typing, the page asks for JSON."""
    lines = _read_lines()
    row, _course = get_enrolment(enrolment)
    typing = request.accept_mimetypes.best == "application/json"
    if any(len(line.text) > LONGEST_LINE for line in lines.values()):
        sentence = gettext(
            "A line is longer than %(count)s characters. Shorten it, and save again.", count=LONGEST_LINE
        )
        return ({"message": sentence} if typing else _page(row, lines, sentence)), 422
    if request.form.get("do") == "share" and row.manager_id and (problem := shares_with_another(row)):
        return _page(row, lines, problem), 409
    version = _store(row, lines)
    if version is None:
        return _tell_of_conflict(row, lines, typing)
    if typing:
        context.session().commit()
        return {"version": version, "message": gettext("Saved")}
    target = _do(row, request.form.get("do", ""))
    context.session().commit()
    return redirect(target)


def _read_lines() -> dict[int, Line]:
    """The lines in the form, by their ids."""
    lines = {}
    for name, value in request.form.items():
        field = FIELD.fullmatch(name)
        if field:
            id = int(field[1])
            lines[id] = Line(value.replace("\r\n", "\n"), f"pick-{id}" in request.form)
    return lines


def _store(row: AnyRow, lines: Mapping[int, Line]) -> int | None:
    """Write the lines; the sheet's new version, or None when another window has written meanwhile."""
    version = request.form.get("version", "0")
    number = int(version) if version.isdecimal() and len(version) <= LONGEST_NUMBER else 0
    session = context.session()
    try:
        stored = operations.save_sheet(session, context.me(), row, number, request.form.get("window", "")[:16], lines)
    except IntegrityError:  # another window was first
        stored = None
    if stored is None:
        session.rollback()
    return stored


def _tell_of_conflict(row: AnyRow, lines: Mapping[int, Line], typing: bool) -> Any:
    if typing:
        sentence = gettext("Not saved: you have written here in another window. Press Save to see both texts.")
        return {"message": sentence}, 409
    return _page(row, lines), 409


def _do(row: AnyRow, wish: str) -> str:
    """Do what the button asks for besides saving; where to go then."""
    session = context.session()
    here = url_for("sheet.show", enrolment=row.id)
    there = queries.list_lines_of_own(session, context.me(), row.id)
    about_line = WISH.fullmatch(wish)
    if wish == "add":
        id = operations.add_line(session, row, None, Picked("", ""), there)
        return f"{here}#line-{id}" if id else here
    if about_line and about_line[1] == "remove":
        operations.remove_line(session, row, int(about_line[2]))
        return here
    if about_line:
        operations.move_line(session, there, int(about_line[2]), -1 if about_line[1] == "up" else 1)
        return f"{here}#line-{about_line[2]}"
    if wish == "share":
        if row.manager_id is None:
            abort(409)
        handed = operations.hand_over(session, row, there, gettext("Talk sheet"), context.now())
        return f"{here}#del" if handed else url_for("sheet.show", enrolment=row.id, empty=1)
    if wish == "withdraw":
        operations.withdraw(session, row, queries.SHEET, context.now())
        return f"{here}#del"
    return url_for("sheet.show", enrolment=row.id, saved=1)


@bp.post("/lines")
@allow(Who.LEADERS)
def add(enrolment: int) -> Any:
    """Put something from a page on the sheet: a copy, and where it comes from."""
    row, course = get_enrolment(enrolment)
    key = request.form.get("key", "")[:300]
    session = context.session()
    item = text_of_key(key)
    picked = _own_text(row, item) if item else find_picked(course, row.level, key)
    if picked is not None:
        there = queries.list_lines_of_own(session, context.me(), row.id)
        try:
            operations.add_line(session, row, key, picked, there)
            session.commit()
        except IntegrityError:  # pressed twice in the same moment: once is enough
            session.rollback()
    if request.headers.get("HX-Request"):
        return render_template("sheet/added.html", enrolment=row)
    return redirect(local_path(request.form.get("back")) or url_for("sheet.show", enrolment=row.id))


def _own_text(row: AnyRow, item: str) -> Picked | None:
    """What she has written at a prompt, as a line of the sheet."""
    text = queries.get_text_of_own(context.session(), context.me(), row.id, item)
    if text is None or not (text.text.strip() or text.then_text.strip()):
        return None
    plan = text.kind == PromptKind.INTENTION
    line = one_line(text.text, text.then_text, gettext("When or if"), gettext("then I will"))
    return Picked(line[:LONGEST_LINE], gettext("My plan") if plan else gettext("My reflection"))
