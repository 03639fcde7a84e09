"""The draft as a leader would take it at one level. Answers are marked, and nothing is stored."""

from dataclasses import dataclass
from datetime import date
from typing import Any, cast

from flask import Blueprint, abort, g, redirect, render_template, request
from flask_babel import gettext

from course.module import Ask, Prompt, Reading, Step, Together
from course.progress import State, neighbours
from course.quiz import Verdict, mark
from webapp import context, drafts, trial
from webapp.access import Who, allow
from webapp.queries import AnyRow
from webapp.questions import NotAnswered, read_answer, show
from webapp.views.learn import Visit, facts_for, text_of

bp = Blueprint("trial", __name__, url_prefix="/courses/<string:course>/review/<string:module>/as/<string:level>")
EVERYONE = "alle"
"""Stands in the address for a course without levels."""


@dataclass(frozen=True, slots=True)
class Place:
    """What a leader's page asks of her enrolment."""

    level: str
    module_state: State
    due_on: date
    id: int = 0
    step: str | None = None
    from_below: bool = True
    manager_id: int | None = None
    manager_name: str | None = None
    updated: bool = False
    edition_id: int = 0


@dataclass(frozen=True, slots=True)
class Answered:
    """An answer that is marked and forgotten."""

    question: str
    digest: str
    choice: str
    verdict: Verdict
    try_no: int = 1


def _visit(course: str, module: str, level: str, state: State = State.UNDER_WAY) -> Visit:
    session = context.session()
    working = drafts.open_draft(session, course) or abort(404)
    compiled, _ = context.courses().draft(session, working)
    found = compiled.modules.get(module) or abort(404)
    id = "" if level == EVERYONE else level
    version = found.versions.get(id) or abort(404)
    done = tuple(each for each in request.args.get("done", "").split(",") if each in compiled.questions)
    g.trial = trial.Trial(course, module, level, done)
    place = cast(AnyRow, Place(id, state, context.today()))
    return Visit(place, compiled, found, version, 0)


@bp.get("/")
@allow(Who.AUTHORS)
def start(course: str, module: str, level: str) -> Any:
    visit = _visit(course, module, level, State.NOT_STARTED)
    reader = visit.course.level(visit.place.level)
    facts = facts_for(visit.course, visit.version.intro)
    return render_template("learn/start.html", visit=visit, step=None, has_answers=True, level=reader, facts=facts)


@bp.post("/")
@allow(Who.AUTHORS)
def begin(course: str, module: str, level: str) -> Any:
    visit = _visit(course, module, level)
    if not visit.version.steps:
        return redirect(trial.url_for("learn.end"))
    return redirect(trial.url_for("steps.step", step=visit.version.steps[0].id))


def _step(visit: Visit, id: str) -> Step:
    return visit.version.step(id) or abort(404)


@bp.get("/steps/<string:step>")
@allow(Who.AUTHORS)
def step(course: str, module: str, level: str, step: str) -> Any:
    visit = _visit(course, module, level)
    found = _step(visit, step)
    if isinstance(found, Ask):
        return _ask_page(visit, found)
    if isinstance(found, Prompt):
        values: dict[str, Any] = {"stored": None, "draft": None, "problem": None, "window": "", "saved": False}
        return _page("steps/prompt.html", visit, found, **values, longest=20_000)
    if isinstance(found, Reading):
        return _page("steps/reading.html", visit, found, **text_of(visit.course, found))
    if isinstance(found, Together):
        return _page("steps/together.html", visit, found, company=())
    return _page("steps/talk.html", visit, found)


def _page(template: str, visit: Visit, step: Step, **values: Any) -> str:
    before, after = neighbours(visit.version, step)
    number, of = visit.version.steps.index(step) + 1, len(visit.version.steps)
    return render_template(template, visit=visit, step=step, before=before, after=after, number=number, of=of, **values)


def _ask_page(visit: Visit, step: Ask, answered: Answered | None = None, problem: str | None = None) -> str:
    """The question that was just answered with its feedback, else the next one that waits."""
    done = g.trial.done
    waiting = [id for id in step.questions if id not in done]
    id = answered.question if answered else (request.view_args or {}).get("question") or next(iter(waiting), None)
    answers = [cast(AnyRow, answered)] if answered else []
    level, framework = visit.place.level, visit.course.framework
    return _page(
        "steps/ask.html",
        visit,
        step,
        question=show(visit.course.questions[id], level, framework, answers, "", answered=bool(answered))
        if id
        else None,
        done=[],
        waiting=len(waiting),
        position=step.questions.index(id) + 1 if id else 0,
        problem=problem,
        remarked=False,
    )


@bp.post("/steps/<string:step>/answers/<string:question>")
@allow(Who.AUTHORS)
def answer(course: str, module: str, level: str, step: str, question: str) -> Any:
    """Mark the answer and show what it leads to."""
    visit = _visit(course, module, level)
    found = _step(visit, step)
    if not isinstance(found, Ask) or question not in found.questions:
        abort(404)
    asked = visit.course.questions[question]
    try:
        choice = read_answer(asked, request.form)
        verdict = mark(asked, visit.place.level, choice)
    except NotAnswered as reason:
        return _ask_page(visit, found, problem=str(reason)), 422
    except ValueError:
        abort(400)
    if verdict.completes or found.warmup:
        done = tuple(dict.fromkeys((*g.trial.done, question)))
        g.trial = trial.Trial(course, module, level, done)
    written = ",".join(str(position) for position in choice)
    return _ask_page(visit, found, Answered(question, asked.digest, written, verdict))


@bp.post("/steps/<string:step>/next")
@allow(Who.AUTHORS)
def go_on(course: str, module: str, level: str, step: str) -> Any:
    visit = _visit(course, module, level)
    return redirect(_after(visit, _step(visit, step)))


def _after(visit: Visit, step: Step) -> str:
    _, after = neighbours(visit.version, step)
    return trial.url_for("steps.step", step=after.id) if after else trial.url_for("learn.end")


@bp.post("/texts/<string:item>")
@allow(Who.AUTHORS)
def save(course: str, module: str, level: str, item: str) -> Any:
    """What is written in a trial goes nowhere."""
    visit = _visit(course, module, level)
    if request.accept_mimetypes.best == "application/json":
        return {"version": 0, "message": gettext("Not stored: you are trying the draft.")}
    prompt = _step(visit, item)
    before, _ = neighbours(visit.version, prompt)
    then = request.form.get("then")
    if then == "stay" or (then == "back" and before is not None):
        return redirect(trial.url_for("steps.step", step=before.id if then == "back" and before else item))
    return redirect(_after(visit, prompt))


@bp.post("/not-in-a-trial")
@allow(Who.AUTHORS)
def refrain(course: str, module: str, level: str) -> Any:
    """Sharing and writing to HR do nothing here."""
    _visit(course, module, level)
    return redirect(trial.url_for("learn.start"))


@bp.get("/end")
@allow(Who.AUTHORS)
def end(course: str, module: str, level: str) -> Any:
    _visit(course, module, level)
    return redirect(trial.url_for("learn.overview"))


@bp.get("/leave")
@allow(Who.AUTHORS)
def leave(course: str, module: str, level: str) -> Any:  # noqa: ARG001
    """Back to the review."""
    return redirect(trial.url_for("reviewing.show", course=course, module=module))
