"""Local facts: what HR fills in at the slots of a course."""

from dataclasses import dataclass
from typing import Any

from flask import Blueprint, abort, redirect, render_template, request, url_for
from flask_babel import gettext

from course.compile import Course
from webapp import context, drafts, operations, queries
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
