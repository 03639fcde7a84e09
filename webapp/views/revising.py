"""A new version of a framework: hand it in, decide about each change, take it into use, look at what became stale."""

from typing import Any

from flask import Blueprint, abort, redirect, render_template, request, url_for
from flask_babel import gettext

from course.carry import carry_ids
from course.coverage import coverage
from course.importer import Unreadable
from course.revise import Change, Choice, undecided
from webapp import context, drafts, operations, queries, revisions
from webapp.access import Who, allow
from webapp.drafts import Working
from webapp.incoming import takes
from webapp.revisions import Waiting
from webapp.versions import TOO_LARGE, Version, read_version

bp = Blueprint("revising", __name__, url_prefix="/courses/<string:course>")
PAGE = 40
"""Changes on one page."""
LARGEST = 26_000_000
"""Bytes of a request with a document."""


def _open(course: str) -> Working:
    return drafts.open_draft(context.session(), course) or abort(404)


@bp.get("/revision")
@allow(Who.AUTHORS)
def show(course: str) -> Any:
    """The changes that the new version brings; where none waits, the form to hand one in."""
    session = context.session()
    working = _open(course)
    waiting = revisions.open_waiting(session, context.courses(), working)
    if waiting is None:
        return _form_page(working, TOO_LARGE if "too_large" in request.args else "")
    return _changes_page(waiting)


def _form_page(working: Working, problem: str = "", pasted: str = "") -> str:
    compiled, _ = context.courses().draft(context.session(), working)
    return render_template("revising/new.html", course=compiled, problem=problem, pasted=pasted)


def _changes_page(waiting: Waiting, problem: str = "") -> str:
    pages = max(1, -(-len(waiting.changes) // PAGE))
    page = min(max(request.values.get("page", 1, type=int), 1), pages)
    if problem and waiting.left:
        page = waiting.changes.index(waiting.left[0]) // PAGE + 1
    return render_template(
        "revising/show.html",
        course=waiting.course,
        waiting=waiting,
        shown=revisions.show(waiting, waiting.changes[(page - 1) * PAGE : page * PAGE]),
        page=page,
        pages=pages,
        problem=problem,
        conflict="changed" in request.args,
    )


@bp.post("/revision")
@allow(Who.AUTHORS)
@takes(LARGEST, page="revising.show")
def hand_in(course: str) -> Any:
    """Take a document or pasted text as the new version. It is read while no transaction is open."""
    working = _open(course)
    session = context.session()
    session.rollback()
    try:
        version = _read_posted()
    except Unreadable as error:
        return _form_page(working, str(error), request.form.get("text", "")), 422
    operations.hand_in(session, course, version, by=context.me().id, now=context.now())
    session.commit()
    return redirect(url_for("revising.show", course=course))


def _read_posted() -> Version:
    """What was handed in: the file, or else the text.

    :raises Unreadable: if there is neither, or it cannot be read
    """
    file = request.files.get("file")
    text = request.form.get("text", "").strip()
    if file is not None and file.filename:
        return read_version(file.read(), file.filename)
    if text:
        return read_version(text.encode("utf-8", "replace"))
    raise Unreadable(gettext("Choose a file, or paste the text of the document."))


@bp.post("/revision/decisions")
@allow(Who.AUTHORS)
def decide(course: str) -> Any:
    """Remember the choices made on the page, and do what the button says."""
    session = context.session()
    waiting = revisions.open_waiting(session, context.courses(), _open(course))
    if waiting is None:
        return redirect(url_for("revising.show", course=course))
    do = request.form.get("do", "save")
    decisions = {**waiting.decisions, **_chosen(waiting)}
    decisions |= {change.key: choice for change in waiting.changes if (choice := _at_once(do, change, decisions))}
    operations.decide(session, waiting.row.id, decisions)
    if do == "use" and request.form.get("base") != waiting.base:
        return _tell_of_colleague(course)
    if do == "use" and not undecided(waiting.changes, decisions):
        return _take_into_use(waiting, decisions)
    if do == "use":
        return _ask_again(waiting, gettext("Some changes still lack your choice. They are marked below."))
    session.commit()
    page = request.form.get("page", 1, type=int) + (do == "next")
    return redirect(url_for("revising.show", course=course, page=page if page > 1 else None))


def _chosen(waiting: Waiting) -> dict[str, Choice]:
    """The choices that were made on the page, as far as each can be made."""
    sent = {change: request.form.get(f"change-{change.key}") for change in waiting.changes}
    return {change.key: choice for change, value in sent.items() for choice in change.choices if choice == value}


def _at_once(do: str, change: Change, decisions: dict[str, Choice]) -> Choice | None:
    """The choice that a button makes for every change of a kind which nobody has decided about."""
    if change.key in decisions:
        return None
    if do == "small" and change.small:
        return Choice.LINGUISTIC
    if do == "kept" and change.kind == "removed":
        return Choice.KEEP
    return Choice.SUBSTANCE if do == "new" and change.kind == "new" else None


def _take_into_use(waiting: Waiting, decisions: dict[str, Choice]) -> Any:
    session, row = context.session(), waiting.row
    text = carry_ids(waiting.course.framework, waiting.new, decisions, by_id=row.own_ids, source=row.file_name)
    if fault := revisions.fault_of(text):
        return _ask_again(waiting, gettext("These choices do not fit together. %(sentence)s", sentence=fault))
    conflict = operations.take_into_use(
        session,
        waiting.course,
        text,
        waiting.changes,
        decisions,
        base=waiting.base or None,
        by=context.me().id,
        now=context.now(),
    )
    if conflict is not None:
        return _tell_of_colleague(waiting.course.id)
    session.commit()
    return redirect(url_for("revising.stale", course=waiting.course.id, taken=1))


def _ask_again(waiting: Waiting, problem: str) -> Any:
    """The page with the choices so far, and what stands in the way of taking the version into use."""
    session = context.session()
    session.commit()
    decided = revisions.open_waiting(session, context.courses(), _open(waiting.course.id))
    return _changes_page(decided or waiting, problem), 422


def _tell_of_colleague(course: str) -> Any:
    """The framework has been changed since the page was opened: the choices are kept, and nothing is overwritten."""
    context.session().commit()
    return redirect(url_for("revising.show", course=course, changed=1))


@bp.post("/revision/discard")
@allow(Who.AUTHORS)
def discard(course: str) -> Any:
    _open(course)
    operations.discard_revision(context.session(), course, by=context.me().id, now=context.now())
    context.session().commit()
    return redirect(url_for("revising.show", course=course))


@bp.get("/stale")
@allow(Who.AUTHORS)
def stale(course: str) -> Any:
    """What is to be looked at again since the framework changed, module by module."""
    session = context.session()
    compiled, problems = context.courses().draft(session, _open(course))
    rows = queries.list_stale(session, course)
    covered = coverage(compiled)
    used = {row.statement for row in covered if row.shown or row.worked_with}
    return render_template(
        "revising/stale.html",
        course=compiled,
        looks=revisions.list_looks(compiled, problems, rows),
        count=len(rows),
        settled=[
            (row, revisions.use_of(compiled, row.kind, row.module, row.item))
            for row in queries.list_settled(session, course)
        ],
        astray=revisions.is_astray(compiled, problems),
        unused=len({row.statement for row in covered} - used),
        taken="taken" in request.args,
        done="done" in request.args,
    )


@bp.post("/stale/<int:row>/settled")
@allow(Who.AUTHORS)
def settle(course: str, row: int) -> Any:
    """Record that a part is still right."""
    session = context.session()
    operations.settle_stale(session, course, [row], by=context.me().id, now=context.now())
    session.commit()
    return redirect(url_for("revising.stale", course=course, done=1))
