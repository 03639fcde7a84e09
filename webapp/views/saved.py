"""The saved states of a module's files: every one of the last 30 days can be opened, and gone back to."""

from datetime import timedelta
from itertools import groupby
from typing import Any

from flask import Blueprint, abort, redirect, render_template, url_for

from course.compare import compare
from course.compile import readable
from course.head import read_sheet
from webapp import context, drafts, operations
from webapp.access import Who, allow
from webapp.desk import Desk, Tab, as_read
from webapp.queries import AnyRow, Rows
from webapp.times import day_of
from webapp.views.writing import get_desk

bp = Blueprint(
    "saved", __name__, url_prefix="/courses/<string:course>/modules/<string:module>/saved/<any(text, questions):tab>"
)
APART = timedelta(minutes=10)
"""Of the states that one person saved while she wrote on, one is shown for so long a time."""


@bp.get("")
@allow(Who.AUTHORS)
def index(course: str, module: str, tab: str) -> Any:
    desk, rows = _list(course, module, tab)
    days = [(day, list(states)) for day, states in groupby(thin(rows), lambda row: day_of(row.at))]
    return render_template("saved/index.html", desk=desk, tab=Tab(tab), days=days)


def _list(course: str, module: str, tab: str) -> tuple[Desk, Rows]:
    desk = get_desk(course, module)
    return desk, drafts.list_versions(context.session(), course, desk.path(Tab(tab)), context.now())


def thin(rows: Rows) -> list[AnyRow]:
    """The states, newest first, without those that were saved on the way to the next one."""
    kept: list[AnyRow] = []
    for row in rows:
        if not kept or row.name != kept[-1].name or kept[-1].at - row.at >= APART:
            kept.append(row)
    return kept


@bp.get("/<int:version>")
@allow(Who.AUTHORS)
def show(course: str, module: str, tab: str, version: int) -> Any:
    """A saved state, and what is different now."""
    desk, rows = _list(course, module, tab)
    row = next((each for each in rows if each.id == version), None) or abort(404)
    data = drafts.read_version(context.session(), course, desk.path(Tab(tab)), version)
    then = read_sheet(readable((data or b"").decode("utf-8", "replace")))
    return render_template(
        "saved/show.html",
        desk=desk,
        tab=Tab(tab),
        row=row,
        then=as_read(then),
        passages=compare(as_read(then), as_read(desk.sheets[Tab(tab)])),
        current=row.sha256 == desk.base(Tab(tab)),
    )


@bp.post("/<int:version>")
@allow(Who.AUTHORS)
def restore(course: str, module: str, tab: str, version: int) -> Any:
    """Go back to a saved state. The state of now is kept among the others."""
    session, desk = context.session(), get_desk(course, module)
    path = desk.path(Tab(tab))
    data = drafts.read_version(session, course, path, version)
    if data is None:
        abort(404)
    operations.save_draft(
        session, desk.working, path, data, base=desk.base(Tab(tab)) or None, me=context.me(), now=context.now()
    )
    session.commit()
    return redirect(url_for(f"writing.{tab}", course=course, module=module, saved=1))
