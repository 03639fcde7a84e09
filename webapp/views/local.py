"""Local facts of a course, and a course copied for one area."""

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
from webapp.operations import LONGEST_FACT
from webapp.queries import AnyRow

bp = Blueprint("local", __name__, url_prefix="/courses/<string:course>")


@dataclass(frozen=True, slots=True)
class Slot:
    id: str
    question: str
    module: str
    """The title of the module it stands in."""
    fact: AnyRow | None
    typed: str
    """What stands in the field."""
    written_meanwhile: bool
    """A colleague has written something else since the page was opened."""


def _draft(course: str) -> Course:
    working = drafts.open_draft(context.session(), course) or abort(404)
    return context.courses().draft(context.session(), working)[0]


@bp.get("/local")
@allow(Who.AUTHORS)
def facts(course: str) -> Any:
    """The slots of the course, and what has been filled in."""
    return _facts_page(_draft(course))


def _facts_page(course: Course, meanwhile: frozenset[str] = frozenset(), problem: str = "") -> str:
    stored = {row.slot: row for row in queries.list_facts(context.session(), course.id)}
    slots: dict[str, Slot] = {}
    for module in course.modules.values():
        for slot in module.local:
            fact = stored.get(slot.id)
            typed = request.form.get(f"fact-{slot.id}", fact.text if fact else "")
            slots.setdefault(slot.id, Slot(slot.id, slot.question, module.title, fact, typed, slot.id in meanwhile))
    missing = sum(slot.fact is None for slot in slots.values())
    return render_template(
        "local/facts.html",
        course=course,
        slots=slots.values(),
        missing=missing,
        longest=LONGEST_FACT,
        problem=problem,
        saved="saved" in request.args,
    )


@bp.post("/local")
@allow(Who.AUTHORS)
def save_facts(course: str) -> Any:
    """Write what she has changed; what a colleague has written meanwhile is shown beside it first."""
    session = context.session()
    draft = _draft(course)
    stored = {row.slot: row.text for row in queries.list_facts(session, course)}
    known = {slot.id for module in draft.modules.values() for slot in module.local}
    typed = {id: _clean(request.form.get(f"fact-{id}", "")) for id in known if f"fact-{id}" in request.form}
    changed = {id: text for id, text in typed.items() if text != _clean(request.form.get(f"was-{id}", ""))}
    if any(len(text) > LONGEST_FACT for text in changed.values()):
        sentence = gettext("A fact may have at most %(count)s characters. Shorten the longest.", count=LONGEST_FACT)
        return _facts_page(draft, problem=sentence), 422
    meanwhile = frozenset(
        id
        for id, text in changed.items()
        if stored.get(id, "") not in (text, _clean(request.form.get(f"was-{id}", "")))
    )
    if meanwhile:
        sentence = gettext("A colleague has written at the same place. Look at both, and save once more.")
        return _facts_page(draft, meanwhile, sentence), 409
    if changed:
        operations.save_facts(session, course, changed, by=context.me().id, now=context.now())
        session.commit()
    return redirect(url_for("local.facts", course=course, saved=1))


def _clean(text: str) -> str:
    return text.replace("\r\n", "\n").strip()


# --- a copy for one area ---


@bp.get("/copy")
@allow(Who.AUTHORS)
def copy(course: str) -> Any:
    return render_template("local/copy.html", course=_draft(course), problem="")


@bp.post("/copy")
@allow(Who.AUTHORS)
def make_copy(course: str) -> Any:
    """Copy the newest edition into a draft of its own."""
    session = context.session()
    draft = _draft(course)
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
        return render_template("local/copy.html", course=draft, problem=problem), 422
    manifest = _manifest(course, number)
    files: dict[str, bytes | None] = {
        in_copy(path, course, id): data for path, data in blobs.read(session, manifest).items()
    }
    head = f"content/{id}/course.md"
    text = (files[head] or b"").decode()
    files[head] = with_origin(text, course, number, f"{draft.title}, {area}").encode()
    drafts.save_all(session, id, files, by=context.me().id, now=context.now())
    operations.note_copied(session, course, id, by=context.me().id, now=context.now())
    session.commit()
    return redirect(url_for("publishing.show", course=id))


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
    working = drafts.open_draft(session, course) or abort(404)
    draft, _ = context.courses().draft(session, working)
    found = _origin(draft)
    own = {
        path
        for path in {*found.before, *found.after}
        if working.manifest.get(in_copy(path, found.course, course)) != found.before.get(path)
    }
    parts = changes.list_changes(session, found.before, found.after, [draft])
    return render_template("local/origin.html", course=draft, origin=found, parts=parts, own=own)


@bp.post("/origin")
@allow(Who.AUTHORS)
def take_over(course: str) -> Any:
    """Take the chosen parts over into the draft, and count the rest as seen."""
    session = context.session()
    working = drafts.open_draft(session, course) or abort(404)
    draft, _ = context.courses().draft(session, working)
    found = _origin(draft)
    if request.form.get("newest") != str(found.newest):
        return redirect(url_for("local.origin", course=course))
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
