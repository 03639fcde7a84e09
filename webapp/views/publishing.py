"""Publishing a course from the studio, module by module."""

from typing import Any

from flask import Blueprint, abort, redirect, render_template, request, url_for
from flask_babel import gettext

from course.parts import part_of
from course.problem import Problem
from webapp import blobs, changes, context, drafts, operations, queries
from webapp.access import Who, allow
from webapp.db import WRITES
from webapp.drafts import Working
from webapp.proposals import Proposal, is_as_seen, is_needed, propose

bp = Blueprint("publishing", __name__, url_prefix="/courses/<string:course>/publish")


@bp.get("/")
@allow(Who.AUTHORS)
def show(course: str) -> Any:
    """What has changed since the last edition, and what stops it from going out."""
    return _page(propose(context.session(), context.courses(), _draft(course)))


@bp.post("/")
@allow(Who.AUTHORS)
def publish(course: str) -> Any:
    """Check exactly the files that would be the edition, then make it one, all at once."""
    session = context.session()
    session.rollback()
    WRITES.set(False)  # compiling takes its time, and nobody else could save meanwhile
    proposal = propose(session, context.courses(), _draft(course), request.form.getlist("part"))
    objection = _objection(proposal)
    session.rollback()
    WRITES.set(objection is None)
    if objection is None and not is_as_seen(session, proposal):
        objection = _changed_meanwhile(), 409
    if objection is not None:
        return _page(proposal, notice=objection[0]), objection[1]
    if proposal.outline is not None:
        blobs.keep(session, [proposal.outline])
    told = {part.id for part in proposal.parts if request.form.get(f"how-{part.id}") == "substance"}
    edition = operations.publish_draft(
        session,
        proposal.course,
        proposal.manifest,
        settled=proposal.mixed,
        substance=proposal.substance(told),
        before=proposal.before,
        by=context.me().id,
        now=context.now(),
        today=context.today(),
        note=" ".join(request.form.get("note", "").split()),
    )
    session.commit()
    return redirect(url_for("editions.show", course=course, number=edition.number, published=1))


def _objection(proposal: Proposal) -> tuple[str, int] | None:
    """Why this cannot be published, and the status of the answer."""
    if proposal.seal != request.form.get("seal"):
        return _changed_meanwhile(), 409
    if not proposal.chosen:
        return gettext("Choose at least one part to publish."), 422
    if proposal.errors:
        return gettext("Something has to be mended before this can be published."), 422
    return None


def _draft(course: str) -> Working:
    return drafts.open_draft(context.session(), course) or abort(404)


def _changed_meanwhile() -> str:
    return str(gettext("The draft has changed since you opened this page. Look at the changes once more."))


def _page(proposal: Proposal, notice: str = "") -> str:
    working, stopping = proposal.working, proposal.errors
    courses = [proposal.draft, *([proposal.before] if proposal.before else [])]
    _, draft_problems = context.courses().draft(context.session(), working)
    told = sorted({*stopping, *(each for each in draft_problems if each.severity == "error")})
    parts = changes.list_changes(context.session(), working.published, working.manifest, courses, told)
    known = {problem for part in parts for problem in part.problems}
    return render_template(
        "publishing/show.html",
        course=proposal.draft,
        working=working,
        proposal=proposal,
        parts=parts,
        needed={part.key for part in parts if is_needed(part.part)},
        elsewhere=[(problem, _title(proposal, problem)) for problem in stopping if problem not in known],
        comments=queries.count_open_comments(context.session(), working.course),
        notice=notice,
        form=request.form,
    )


def _title(proposal: Proposal, problem: Problem) -> tuple[str, str]:
    """The module that a problem lies in, and its title; empty for a file that is no module's."""
    kind, id = part_of(problem.path)
    if kind != "module":
        return "", ""
    courses = (proposal.course, proposal.draft)
    return id, next((course.modules[id].title for course in courses if id in course.modules), id)
