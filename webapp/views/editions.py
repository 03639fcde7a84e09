"""What has been published: the editions of a course, readable and comparable, and the way back to an earlier one."""

import json
from typing import Any

from flask import Blueprint, abort, redirect, render_template, request, url_for

from course.compile import Course
from webapp import blobs, changes, context, drafts, operations, queries
from webapp.access import Who, allow
from webapp.queries import AnyRow

bp = Blueprint("editions", __name__, url_prefix="/courses/<string:course>/editions")
LONGEST_NUMBER = 9
"""Digits of an edition's number."""


@bp.get("/")
@allow(Who.AUTHORS)
def index(course: str) -> Any:
    """Newest first, a page at a time."""
    session = context.session()
    rows = queries.list_editions_of(session, course, _number(request.args.get("before")))
    newest = drafts.open_draft(session, course) or abort(404)
    compiled, _ = context.courses().draft(session, newest)
    shown, more = rows[: queries.PAGE], len(rows) > queries.PAGE
    return render_template("editions/index.html", course=compiled, rows=shown, more=more)


def _number(text: str | None) -> int | None:
    """A number in an address; None where there is none that could be an edition's."""
    return int(text) if text and text.isdecimal() and len(text) <= LONGEST_NUMBER else None


def _get(course: str, number: int) -> tuple[AnyRow, Course]:
    edition = queries.get_edition(context.session(), course, number) or abort(404)
    return edition, context.courses().get(context.session(), edition.id)


@bp.get("/<int:number>")
@allow(Who.AUTHORS)
def show(course: str, number: int) -> Any:
    """An edition's modules, and how it differs from another one: the one before, unless she has chosen."""
    session = context.session()
    edition, compiled = _get(course, number)
    against = _number(request.args.get("against"))
    other = queries.get_edition(session, course, number - 1 if against is None else against)
    if other is None and against is not None:
        abort(404)
    before = json.loads(other.manifest) if other else {}
    courses = [compiled, context.courses().get(session, other.id)] if other else [compiled]
    return render_template(
        "editions/show.html",
        course=compiled,
        edition=edition,
        other=other,
        parts=changes.list_changes(session, before, json.loads(edition.manifest), courses) if other else (),
        published="published" in request.args,
    )


@bp.get("/<int:number>/modules/<string:module>")
@allow(Who.AUTHORS)
def read(course: str, number: int, module: str) -> Any:
    """A module of an edition as a level met it, from top to bottom."""
    edition, compiled = _get(course, number)
    found = compiled.modules.get(module) or abort(404)
    level = request.args.get("level", found.levels[0])
    if level not in found.versions:
        abort(404)
    return render_template(
        "editions/read.html", course=compiled, edition=edition, module=found, version=found.versions[level], level=level
    )


@bp.get("/<int:number>/draft")
@allow(Who.AUTHORS)
def ask_restore(course: str, number: int) -> Any:
    """What would change in the draft if the edition became the draft again."""
    session = context.session()
    edition, compiled = _get(course, number)
    working = drafts.open_draft(session, course) or abort(404)
    draft, _ = context.courses().draft(session, working)
    parts = changes.list_changes(session, working.manifest, json.loads(edition.manifest), [compiled, draft])
    return render_template("editions/restore.html", course=compiled, edition=edition, parts=parts, working=working)


@bp.post("/<int:number>/draft")
@allow(Who.AUTHORS)
def restore(course: str, number: int) -> Any:
    """Make the edition the draft again; what the draft held stays among its saved states."""
    session = context.session()
    edition = queries.get_edition(session, course, number) or abort(404)
    working = drafts.open_draft(session, course) or abort(404)
    wanted: dict[str, str] = json.loads(edition.manifest)
    differing = [path for path in {*wanted, *working.manifest} if wanted.get(path) != working.manifest.get(path)]
    data = blobs.read(session, {path: wanted[path] for path in differing if path in wanted})
    files = {path: data.get(path) for path in sorted(differing)}
    drafts.save_all(session, course, files, by=context.me().id, now=context.now())
    operations.note_restored(session, course, number, by=context.me().id, now=context.now())
    session.commit()
    return redirect(url_for("publishing.show", course=course))
