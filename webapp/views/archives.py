"""A course as one zip file: taken home, and taken in again."""

import json
from collections.abc import Mapping
from typing import Any

from flask import Blueprint, Response, abort, redirect, render_template, request, url_for
from flask_babel import gettext
from itsdangerous import BadData, URLSafeSerializer

from course.archive import MOST_PACKED, Refused, pack, unpack
from webapp import blobs, changes, context, drafts, operations, queries
from webapp.access import Who, allow
from webapp.incoming import takes

bp = Blueprint("archives", __name__, url_prefix="/courses")


@bp.get("/<string:course>/export")
@allow(Who.AUTHORS)
def export(course: str) -> Any:
    """The draft, or an edition, as a zip."""
    session = context.session()
    number = request.args.get("edition", "")
    if number:
        edition = queries.get_edition(session, course, int(number)) if number.isdecimal() and len(number) < 10 else None
        manifest: Mapping[str, str] = json.loads((edition or abort(404)).manifest)
    else:
        manifest = (drafts.open_draft(session, course) or abort(404)).manifest
    name = f"{course}-{number}.zip" if number else f"{course}.zip"
    headers = {"Content-Disposition": f'attachment; filename="{name}"', "Cache-Control": "no-store"}
    return Response(pack(blobs.read(session, manifest)), mimetype="application/zip", headers=headers)


@bp.get("/import")
@allow(Who.AUTHORS)
def choose() -> Any:
    return render_template("archives/choose.html", problem=None)


@bp.post("/import")
@allow(Who.AUTHORS)
@takes(MOST_PACKED + 1_000_000)
def bring_in() -> Any:
    """A new course becomes a draft at once; of one that is there, the changes are shown first."""
    session = context.session()
    session.rollback()  # unpacking takes its time, and nobody else could save meanwhile
    file = request.files.get("package")
    if file is None or not file.filename:
        return _refuse(gettext("Choose a file first."))
    try:
        course, files = unpack(file.read())
    except Refused as reason:
        return _refuse(str(reason))
    working = drafts.open_draft(session, course)
    if working is None:
        drafts.save_all(session, course, files, by=context.me().id, now=context.now())
        operations.note_imported(session, course, by=context.me().id, now=context.now())
        session.commit()
        return redirect(url_for("publishing.show", course=course))
    blobs.keep(session, files.values())
    session.commit()
    manifest = {path: blobs.digest(data) for path, data in files.items()}
    draft, _ = context.courses().draft(session, working)
    return render_template(
        "archives/confirm.html",
        course=draft,
        working=working,
        parts=changes.list_changes(session, working.manifest, manifest, [draft]),
        package=_signer().dumps([course, manifest]),
    )


def _refuse(problem: str) -> Any:
    return render_template("archives/choose.html", problem=problem), 422


def _signer() -> URLSafeSerializer:
    """What was looked at comes back with the form, and nobody else could have written it."""
    return URLSafeSerializer(context.config().secret_key, salt="import")


@bp.post("/import/confirm")
@allow(Who.AUTHORS)
def confirm() -> Any:
    """Put the files that were looked at into the draft; what it held stays among the saved states."""
    session = context.session()
    try:
        course, manifest = _signer().loads(request.form.get("package", ""))
    except BadData:
        return _refuse(gettext("Choose the file once more."))
    working = drafts.open_draft(session, course) or abort(404)
    data = blobs.read(session, manifest)
    files = {path: data.get(path) for path in sorted({*manifest, *working.manifest})}
    drafts.save_all(session, course, files, by=context.me().id, now=context.now())
    operations.note_imported(session, course, by=context.me().id, now=context.now())
    session.commit()
    return redirect(url_for("publishing.show", course=course))
