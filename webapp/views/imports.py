"""A list of people from a file: what it would change, row by row, and then all of it or nothing."""

import json
from typing import Any

from flask import Blueprint, Response, abort, current_app, redirect, render_template, request, url_for
from flask_babel import gettext

from webapp import context, importing, operations, queries
from webapp.access import Who, allow
from webapp.incoming import takes
from webapp.models import Upload, UploadState
from webapp.people_file import TEMPLATE, Outcome, Plan, Problem, Reading, read_people
from webapp.queries import PAGE, AnyRow

bp = Blueprint("imports", __name__, url_prefix="/people/import")
LARGEST = 5_000_000
"""Bytes of a file."""


@bp.app_template_filter("sentence")
def sentence(problem: Problem) -> str:
    """What is wrong, in the language of the page."""
    return str(gettext(problem.text, **problem.values))


@bp.get("/")
@allow(Who.ADMINS)
def index() -> Any:
    return _index_page()


def _index_page(problem: str = "") -> str:
    return render_template(
        "imports/index.html", problem=problem, uploads=queries.list_own_uploads(context.session(), context.me())
    )


@bp.get("/template")
@allow(Who.ADMINS)
def template() -> Any:
    headers = {"Content-Disposition": "attachment; filename=personer.csv"}
    return Response(TEMPLATE, mimetype="text/csv", headers=headers)


@bp.post("/")
@allow(Who.ADMINS)
@takes(2 * LARGEST)
def upload() -> Any:
    """Keep the file, and show what it would change."""
    file = request.files.get("file")
    data = file.read(LARGEST + 1) if file else b""
    if file is None or not file.filename:
        return _index_page(gettext("Choose a file first.")), 422
    if len(data) > LARGEST:
        return _index_page(gettext("The file is larger than 5 MB. Split it into several files.")), 422
    reading = read_people(data)
    if reading.fault is not None:
        return _index_page(sentence(reading.fault)), 422
    whole_list = request.form.get("whole_list") == "y"
    session, me, now = context.session(), context.me(), context.now()
    kept = operations.keep_upload(session, me.id, file.filename, data, whole_list=whole_list, now=now)
    session.commit()
    return redirect(url_for("imports.show", upload=kept.id))


def _own(upload: int) -> Upload:
    found = queries.get_own_upload(context.session(), context.me(), upload)
    if found is None:
        abort(404)
    return found


def _plan(upload: Upload) -> tuple[Reading, Plan]:
    reading = read_people(upload.data)
    me, today = context.me().id, context.today()
    return reading, importing.plan_import(context.session(), reading, me=me, whole_list=upload.whole_list, today=today)


@bp.get("/<int:upload>")
@allow(Who.ADMINS)
def show(upload: int) -> Any:
    """What the file would change; how far the import is; what came of it."""
    found = _own(upload)
    running = found.state is UploadState.RUNNING and not _broken_off(found)
    if running or found.result:
        return render_template("imports/progress.html", upload=found, running=running, result=_result(found))
    reading, plan = _plan(found)
    counts = plan.counts
    default = next((outcome for outcome in Outcome if counts[outcome]), Outcome.SAME)
    chosen = request.args.get("show", "")
    shown = Outcome(chosen) if chosen in tuple(Outcome) else default
    page = request.args.get("page", "1")
    first = (int(page) - 1) * PAGE if page.isdecimal() and 0 < len(page) < 6 and int(page) else 0
    steps = plan.only(shown)
    return render_template(
        "imports/show.html",
        upload=found,
        unknown=reading.unknown,
        counts=counts,
        digest=plan.digest,
        shown=shown,
        steps=steps[first : first + PAGE],
        page=first // PAGE + 1,
        more=len(steps) > first + PAGE,
        broken_off=found.state is UploadState.RUNNING,
    )


def _broken_off(upload: Upload | AnyRow) -> bool:
    return upload.worked_at is not None and upload.worked_at < context.now() - importing.SILENT


def _result(upload: Upload | AnyRow) -> dict[str, int]:
    result: dict[str, int] = json.loads(upload.result or "{}")
    return result


@bp.get("/<int:upload>/progress")
@allow(Who.ADMINS)
def progress(upload: int) -> Any:
    """A part of the page, asked for again and again while the import goes on."""
    row = queries.get_own_progress(context.session(), context.me(), upload)
    if row is None:
        abort(404)
    if row.state is not UploadState.RUNNING or _broken_off(row):
        return "", {"HX-Refresh": "true"}
    return render_template("imports/_progress.html", upload=row)


@bp.post("/<int:upload>")
@allow(Who.ADMINS)
def confirm(upload: int) -> Any:
    """Import the file, when it still does what the page has shown."""
    found = _own(upload)
    session, now = context.session(), context.now()
    if found.data and operations.claim_upload(session, found.id, now, now - importing.SILENT):
        session.commit()
        importing.start_import(
            current_app.extensions["lederstart.engine"],
            context.courses(),
            context.config(),
            found.id,
            request.form.get("digest", ""),
        )
    return redirect(url_for("imports.show", upload=upload))


@bp.post("/<int:upload>/discard")
@allow(Who.ADMINS)
def discard(upload: int) -> Any:
    found = _own(upload)
    if found.state is UploadState.WAITING:
        context.session().delete(found)
        context.session().commit()
    return redirect(url_for("imports.index"))
