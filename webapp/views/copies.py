"""A course copied for one area, and what is new in the one it was copied from."""

import json
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from flask import Blueprint, abort, redirect, render_template, request, url_for
from flask_babel import gettext

from course.compile import Course
from course.module import slug
from course.origin import in_copy, with_origin
from webapp import blobs, changes, context, drafts, operations, queries
from webapp.access import Who, allow
from webapp.drafts import Working

bp = Blueprint("copies", __name__, url_prefix="/courses/<string:course>")


def _open(course: str) -> tuple[Working, Course]:
    """The draft of the course, and what it compiles to."""
    working = drafts.open_draft(context.session(), course) or abort(404)
    return working, context.courses().draft(context.session(), working)[0]


@bp.get("/copy")
@allow(Who.AUTHORS)
def new(course: str) -> Any:
    return render_template("copies/new.html", course=_open(course)[1], problem="")


@bp.post("/copy")
@allow(Who.AUTHORS)
def create(course: str) -> Any:
    """Copy the newest edition into a draft of its own."""
    session = context.session()
    _working, draft = _open(course)
    number = queries.newest_number(session, course)
    area = " ".join(request.form.get("area", "").split())[:60]
    id = f"{course}-{slug(area)}"
    problem = ""
    if not slug(area):
        problem = gettext("Write which area the copy is for.")
    elif not number:
        problem = gettext("Publish the course first. It is the edition that is copied.")
    elif drafts.open_draft(session, id) is not None:
        problem = gettext("There is a copy for that area already. Write another name.")
    if problem:
        return render_template("copies/new.html", course=draft, problem=problem), 422
    files = _files_of_copy(course, id, number, f"{draft.title}, {area}")
    drafts.save_all(session, id, files, by=context.me().id, now=context.now())
    operations.note_copied(session, course, id, by=context.me().id, now=context.now())
    session.commit()
    return redirect(url_for("publishing.show", course=id))


def _files_of_copy(course: str, copy: str, number: int, title: str) -> dict[str, bytes]:
    """The edition's files under the copy's name, with the origin noted."""
    read = blobs.read(context.session(), _manifest(course, number))
    files = {in_copy(path, course, copy): data for path, data in read.items()}
    head = f"content/{copy}/course.md"
    return files | {head: with_origin(files[head].decode(), course, number, title).encode()}


def _manifest(course: str, number: int) -> Mapping[str, str]:
    edition = queries.get_edition(context.session(), course, number) or abort(404)
    manifest: dict[str, str] = json.loads(edition.manifest)
    return manifest


@dataclass(frozen=True, slots=True)
class Origin:
    """What has happened to the course that this one is a copy of."""

    course: str
    edition: int
    newest: int
    before: Mapping[str, str]
    """Path -> sha256 of the edition that was copied."""
    after: Mapping[str, str]
    """Of the newest."""


def _origin(course: Course) -> Origin:
    if course.origin is None:
        abort(404)
    newest = queries.newest_number(context.session(), course.origin.course)
    before = _manifest(course.origin.course, course.origin.edition)
    return Origin(course.origin.course, course.origin.edition, newest, before, _manifest(course.origin.course, newest))


@bp.get("/origin")
@allow(Who.AUTHORS)
def origin(course: str) -> Any:
    """What is new in the origin, part by part, and which of it the copy has changed itself."""
    session = context.session()
    working, draft = _open(course)
    found = _origin(draft)
    own = {
        path
        for path in {*found.before, *found.after}
        if working.manifest.get(in_copy(path, found.course, course)) != found.before.get(path)
    }
    parts = changes.list_changes(session, found.before, found.after, [draft])
    return render_template("copies/origin.html", course=draft, origin=found, parts=parts, own=own)


@bp.post("/origin")
@allow(Who.AUTHORS)
def take_over(course: str) -> Any:
    """Take the chosen parts over into the draft, and count the rest as seen."""
    session = context.session()
    working, draft = _open(course)
    found = _origin(draft)
    if request.form.get("newest") != str(found.newest):
        return redirect(url_for("copies.origin", course=course))
    chosen = set(request.form.getlist("part"))
    parts = changes.list_changes(session, found.before, found.after, [draft])
    paths = [path for each in parts if each.key in chosen and each.part.kind != "outline" for path in each.part.paths]
    data = blobs.read(session, {path: found.after[path] for path in paths if path in found.after})
    files = {in_copy(path, found.course, course): data.get(path) for path in paths}
    head = f"content/{course}/course.md"
    text = blobs.read(session, {head: working.manifest[head]})[head].decode()
    files[head] = with_origin(text, found.course, found.newest).encode()
    drafts.save_all(session, course, files, by=context.me().id, now=context.now())
    operations.note_taken_over(session, course, found.newest, by=context.me().id, now=context.now())
    session.commit()
    return redirect(url_for("publishing.show", course=course))
