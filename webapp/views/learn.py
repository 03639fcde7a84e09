"""The new leader: her courses, and the way into a module and out of it. Its steps are in `steps.py`."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from flask import Blueprint, abort, redirect, render_template, request, url_for
from flask_babel import gettext

from course.compile import Course, OutlineEntry
from course.local import render_fact
from course.module import Module, Part, Reading, Version
from course.progress import State, Tried, can_finish, first_open_step, next_module, step_or_first
from course.talks import talk_of
from webapp import context, operations, queries
from webapp.access import Who, allow
from webapp.forms import DateForm
from webapp.models import EnrolmentState, MessageKind, PlanOutcome
from webapp.preparing import Planned, plan_talks
from webapp.queries import AnyRow, Rows
from webapp.questions import NotAnswered, read_answer, show
from webapp.refreshing import is_offered

bp = Blueprint("learn", __name__, url_prefix="/my-course")
LONGEST_NUMBER = 9
"""Digits of a number in a form; a longer one was not written by a form of ours."""


@dataclass(frozen=True, slots=True)
class Visit:
    """A leader in one of her modules."""

    place: AnyRow
    course: Course
    module: Module
    version: Version
    edition_id: int
    """The newest, or the older one that a form was shown from."""

    @property
    def address(self) -> dict[str, Any]:
        """What names the module in an address."""
        return {"enrolment": self.place.id, "module": self.module.id}


def get_visit(enrolment: int, module: str) -> Visit:
    """The module as this leader meets it; 404 when it is not hers to take."""
    place = queries.get_own_module(context.session(), context.me(), enrolment, module)
    if place is None or place.edition_id is None:
        abort(404)
    course = context.courses().get(context.session(), place.edition_id)
    found = course.modules.get(module)
    if found is None or place.level not in found.versions:
        abort(404)
    return Visit(place, course, found, _version(found, place), place.edition_id)


def _version(module: Module, place: AnyRow) -> Version:
    """The module at her level; without the task for two when she follows the course alone."""
    version = module.versions[place.level]
    return version if place.has_company else version.alone()


def as_shown(visit: Visit) -> Visit:
    """The visit on the edition that the posted form was shown from, when that is one of this course."""
    named = request.form.get("edition", "")
    if not named.isdecimal() or len(named) > LONGEST_NUMBER or int(named) >= visit.place.edition_id:
        return visit
    try:
        course = context.courses().get(context.session(), int(named))
    except LookupError:
        return visit
    module = course.modules.get(visit.module.id) if course.id == visit.course.id else None
    if module is None or visit.place.level not in module.versions:
        return visit
    return Visit(visit.place, course, module, _version(module, visit.place), int(named))


def get_enrolment(enrolment: int) -> tuple[AnyRow, Course]:
    row = queries.get_own_enrolment(context.session(), context.me(), enrolment)
    if row is None or row.edition_id is None:
        abort(404)
    return row, context.courses().get(context.session(), row.edition_id)


def shares_with_another(place: AnyRow) -> str | None:
    """The sentence that says that the manager whose name stood at the button is not hers any more; None when she is."""
    if request.form.get("to") == str(place.manager_id):
        return None
    return str(
        gettext("You have got another nearest manager. Nothing is shared. Look at the name, and press once more.")
    )


def list_answers(visit: Visit) -> Rows:
    return queries.list_answers_of_own(context.session(), context.me(), visit.place.id, visit.module.id)


def facts_for(course: Course, parts: Iterable[Part]) -> dict[str, str]:
    """Slot -> HTML of the local facts that stand in these parts; the database is asked only where there are slots."""
    slots = {part.id for part in parts if part.kind == "local"}
    rows = queries.list_facts(context.session(), course.id) if slots else ()
    return {row.slot: render_fact(row.text) for row in rows if row.slot in slots}


def tried(answers: Rows) -> list[Tried]:
    return [Tried(row.question, row.verdict.completes) for row in answers]


def text_of(course: Course, step: Reading) -> dict[str, Any]:
    """What the page of a text step needs: the facts that stand in it, and whether there is anything to show."""
    facts = facts_for(course, step.parts)
    return {"facts": facts, "shown": any(part.kind != "local" or part.id in facts for part in step.parts)}


@dataclass(frozen=True, slots=True)
class Line:
    """A module in the list of a course."""

    module: Module
    minutes: int
    state: State
    due_on: Any
    completed_week: Any
    updated: bool
    """Changed in substance since she completed it, and she has not been told."""


@dataclass(frozen=True, slots=True)
class Overview:
    """One enrolment as "Mit forløb" shows it."""

    enrolment: AnyRow
    course: Course
    lines: tuple[Line, ...]
    coming: tuple[OutlineEntry, ...]
    next: Line | None
    completed: int
    talks: tuple[Planned, ...]
    refresher: bool
    """Whether a round of questions is offered today."""
    company: Rows
    """With whom she follows the course."""
    earlier: "tuple[Overview, ...]"
    """The enrolments before it, with what was completed on them."""


@bp.get("/")
@allow(Who.LEADERS)
def overview() -> Any:
    """Where I am, and what is next. Someone new is welcomed first."""
    session = context.session()
    known = [
        row for row in queries.list_own_enrolments(session, context.me(), context.today()) if row.edition_id is not None
    ]
    enrolments = [row for row in known if row.state is not EnrolmentState.ENDED]
    if not enrolments:
        return render_template("learn/none.html")
    for row in enrolments:
        if not row.welcomed:
            return redirect(url_for("learn.welcome", enrolment=row.id))
    states: dict[int, list[AnyRow]] = {row.id: [] for row in known}
    for state in queries.list_module_states(session, list(states)):
        states[state.enrolment_id].append(state)
    company = queries.list_company_of_own(session, context.me())
    ended = [row for row in known if row.state is EnrolmentState.ENDED]
    shown = [
        _overview(row, states, company, [each for each in ended if each.course == row.course]) for row in enrolments
    ]
    return render_template(
        "learn/overview.html",
        overviews=shown,
        plan=next((row for row in enrolments if row.plan), None),
        answered=request.args.get("answered") in [each.value for each in PlanOutcome],
    )


def _overview(
    enrolment: AnyRow, states_of: Mapping[int, list[AnyRow]], company: Rows, ended: Sequence[AnyRow]
) -> Overview:
    states = states_of[enrolment.id]
    course = context.courses().get(context.session(), enrolment.edition_id)
    lines = tuple(
        Line(
            module := course.modules[row.module],
            module.versions[enrolment.level].minutes,
            row.state,
            row.due_on,
            row.completed_week,
            row.updated,
        )
        for row in states
        if row.module in course.modules and enrolment.level in course.modules[row.module].versions
    )
    over = enrolment.state is EnrolmentState.COMPLETED  # a course that is completed gets no more modules
    coming = () if over else course.coming_for(enrolment.level)
    upcoming = next_module([line.module for line in lines], {line.module.id: line.state for line in lines})
    return Overview(
        enrolment,
        course,
        lines,
        coming,
        next((line for line in lines if upcoming and line.module.id == upcoming.id), None),
        sum(line.state is State.COMPLETED for line in lines),
        plan_talks(course, enrolment),
        is_offered(course, enrolment, states, context.today()),
        [row for row in company if row.enrolment_id == enrolment.id],
        tuple(_overview(row, states_of, (), ()) for row in ended),
    )


@bp.get("/<int:enrolment>/welcome")
@allow(Who.LEADERS)
def welcome(enrolment: int) -> Any:
    row, course = get_enrolment(enrolment)
    return _welcome_page(row, course)


def _welcome_page(row: AnyRow, course: Course, errors: dict[str, str] | None = None) -> str:
    return render_template(
        "learn/welcome.html",
        enrolment=row,
        course=course,
        level=course.level(row.level),
        below=course.below(row.level),
        errors=errors or {},
        form=request.form,
    )


@bp.post("/<int:enrolment>/welcome")
@allow(Who.LEADERS)
def submit_welcome(enrolment: int) -> Any:
    """What fits is noted, what does not is told to HR; the leader can begin either way."""
    row, _course = get_enrolment(enrolment)
    wrong = {
        kind: request.form.get(f"{kind.value}_text", "").strip()
        for kind in (MessageKind.LEVEL, MessageKind.MANAGER)
        if request.form.get(f"{kind.value}_fits") == "no"
    }
    origin = {"below": True, "elsewhere": False}.get(request.form.get("origin", ""))
    session = context.session()
    operations.welcome(session, context.me(), row, from_below=origin, wrong=wrong, today=context.today())
    session.commit()
    return redirect(url_for("learn.overview"))


@bp.get("/<int:enrolment>/seen-by-manager")
@allow(Who.LEADERS)
def seen(enrolment: int) -> Any:
    """Exactly what the nearest manager sees: her query, her template."""
    row, _course = get_enrolment(enrolment)
    session = context.session()
    report = queries.get_followed(session, row.manager_id, row.id) if row.manager_id else None
    if report is None:
        return render_template("learn/seen.html", enrolment=row, report=None)
    course = context.courses().get(session, report.edition_id)
    return render_template(
        "learn/seen.html",
        enrolment=row,
        report=report,
        course=course,
        talks=plan_talks(course, report),
        states=queries.list_module_states(session, [row.id]),
        shares=queries.list_shares_with(session, row.manager_id, row.id),
    )


@bp.get("/<int:enrolment>/<string:module>")
@allow(Who.LEADERS)
def start(enrolment: int, module: str) -> Any:
    """The front of a module: what it is about, and one button."""
    return _start_page(get_visit(enrolment, module))


def _start_page(visit: Visit, moving: DateForm | None = None) -> str:
    answers = list_answers(visit)
    return render_template(
        "learn/start.html",
        visit=visit,
        step=step_or_first(visit.version, visit.place.step),
        has_answers=bool(answers),
        facts=facts_for(visit.course, visit.version.intro),
        level=visit.course.level(visit.place.level),
        moving=moving or DateForm(formdata=None, data={"due_on": visit.place.due_on}),
    )


@bp.post("/<int:enrolment>/<string:module>/date")
@allow(Who.LEADERS)
def move_date(enrolment: int, module: str) -> Any:
    """The leader chooses another date for a module; it stays where she has put it."""
    visit = get_visit(enrolment, module)
    form = DateForm()
    if not form.validate_on_submit():
        return _start_page(visit, form), 422
    operations.move_date(context.session(), visit.place.id, module, form.due_on.data)
    context.session().commit()
    return redirect(url_for("learn.overview"))


@bp.post("/<int:enrolment>/<string:module>")
@allow(Who.LEADERS)
def begin(enrolment: int, module: str) -> Any:
    visit = get_visit(enrolment, module)
    operations.begin(context.session(), visit.place)
    context.session().commit()
    step = step_or_first(visit.version, visit.place.step)
    if step is None:
        return redirect(url_for("learn.end", **visit.address))
    return redirect(url_for("steps.step", step=step.id, **visit.address))


@bp.post("/<int:enrolment>/<string:module>/update")
@allow(Who.LEADERS)
def see_update(enrolment: int, module: str) -> Any:
    """She has read what is new in a module that she had completed; it stays completed either way."""
    visit = get_visit(enrolment, module)
    operations.see_update(context.session(), visit.place)
    context.session().commit()
    if request.form.get("then") != "read" or not visit.version.steps:
        return redirect(url_for("learn.overview"))
    return redirect(url_for("steps.step", step=visit.version.steps[0].id, **visit.address))


@bp.get("/<int:enrolment>/<string:module>/already")
@allow(Who.LEADERS)
def already(enrolment: int, module: str) -> Any:
    """Can you do this already? Every question right at first try skips the reading."""
    visit = get_visit(enrolment, module)
    answers = list_answers(visit)
    if answers and not set(visit.version.questions) <= {row.question for row in answers}:
        return redirect(url_for("learn.start", **visit.address))  # she has begun to answer in the module itself
    return _already_page(visit, answers, {})


def _already_page(visit: Visit, answers: Rows, errors: dict[str, str]) -> str:
    firsts = {row.question: row for row in reversed(answers)}
    asked = [id for id in visit.version.questions if id in firsts]
    level, framework = visit.place.level, visit.course.framework
    return render_template(
        "learn/already.html",
        visit=visit,
        questions=[
            show(visit.course.questions[id], level, framework, answers, str(visit.place.id), answered=id in firsts)
            for id in visit.version.questions
        ],
        complete=len(asked) == len(visit.version.questions),
        right=sum(firsts[id].verdict.completes for id in asked),
        statements=visit.course.framework.for_level(visit.version.shown, level),
        plan=next((prompt for prompt in visit.version.prompts if prompt.kind == "intention"), None),
        errors=errors,
    )


@bp.post("/<int:enrolment>/<string:module>/already")
@allow(Who.LEADERS)
def submit_already(enrolment: int, module: str) -> Any:
    visit = as_shown(get_visit(enrolment, module))
    answers = list_answers(visit)
    if answers:
        return redirect(url_for("learn.already", **visit.address))
    chosen: dict[str, tuple[int, ...]] = {}
    errors: dict[str, str] = {}
    for id in visit.version.questions:
        try:
            chosen[id] = read_answer(visit.course.questions[id], request.form, f"{id}-")
        except NotAnswered as reason:
            errors[id] = str(reason)
        except ValueError:
            abort(400)
    if errors:
        context.session().rollback()
        return _already_page(visit, answers, errors), 422
    try:
        for id, choice in chosen.items():
            question = visit.course.questions[id]
            operations.record_answer(
                context.session(), visit.place, visit.module.id, question, choice, (), 1, edition_id=visit.edition_id
            )
    except ValueError:
        abort(400)
    context.session().commit()
    return redirect(url_for("learn.already", **visit.address))


@bp.get("/<int:enrolment>/<string:module>/end")
@allow(Who.LEADERS)
def end(enrolment: int, module: str) -> Any:
    """The end of a module: what is left, or "Afslut", or what comes next."""
    visit = get_visit(enrolment, module)
    session = context.session()
    answers = tried(list_answers(visit))
    open_step = first_open_step(visit.version, answers)
    row, course = visit.place, visit.course
    states = {each.module: each.state for each in queries.list_module_states(session, [row.id])}
    goes_on = row.state is not EnrolmentState.ENDED
    upcoming = next_module(course.modules_for(row.level), states) if goes_on else None
    return render_template(
        "learn/end.html",
        visit=visit,
        open_step=open_step,
        talk=talk_of(visit.module, row.level),
        upcoming=upcoming,
        coming=course.coming_for(row.level),
        completed=sum(state is State.COMPLETED for state in states.values()),
        modules=len(states),
    )


@bp.post("/<int:enrolment>/<string:module>/end")
@allow(Who.LEADERS)
def finish(enrolment: int, module: str) -> Any:
    """Complete the module; when a question is still open, the page says which."""
    visit = get_visit(enrolment, module)
    if can_finish(visit.version, tried(list_answers(visit))):
        more_to_come = bool(visit.course.coming_for(visit.place.level))
        operations.finish(context.session(), visit.place, context.today(), more_to_come=more_to_come)
        context.session().commit()
    return redirect(url_for("learn.end", **visit.address))
