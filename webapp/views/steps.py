"""The steps of a module: reading on, answering, writing, sharing."""

from typing import Any

from flask import Blueprint, abort, redirect, render_template, request, url_for
from flask_babel import gettext
from sqlalchemy.exc import IntegrityError

from course.module import Ask, Prompt, Reading, Step, Together
from course.progress import State, neighbours, queue
from course.quiz import Question
from webapp import context, operations, queries
from webapp.access import Who, allow
from webapp.models import PromptKind
from webapp.operations import LONGEST_TEXT, Typed
from webapp.queries import AnyRow, Rows
from webapp.questions import NotAnswered, read_answer, show
from webapp.views.learn import (
    LONGEST_NUMBER,
    Visit,
    as_shown,
    get_visit,
    list_answers,
    shares_with_another,
    text_of,
    tried,
)

bp = Blueprint("steps", __name__, url_prefix="/my-course/<int:enrolment>/<string:module>")


def get_step(visit: Visit, id: str) -> Step:
    """The step of that id; 404 when this level has none."""
    step = visit.version.step(id)
    if step is None:
        abort(404)
    return step


@bp.get("/steps/<string:step>")
@allow(Who.LEADERS)
def step(enrolment: int, module: str, step: str) -> Any:
    """One step at a time. A module is begun by a post, so one that is not begun shows its front first."""
    visit = get_visit(enrolment, module)
    found = visit.version.step(step)
    if visit.place.module_state is State.NOT_STARTED:
        return redirect(url_for("learn.start", **visit.address))
    if found is None:
        return redirect(url_for("learn.end", **visit.address))  # an edition has taken the step away
    if isinstance(found, Ask):
        return _ask_page(visit, found, list_answers(visit))
    if isinstance(found, Prompt):
        return _prompt_page(visit, found)
    if isinstance(found, Together):
        return _page(
            "steps/together.html", visit, found, company=queries.get_company(context.session(), context.me(), enrolment)
        )
    if isinstance(found, Reading):
        return _page("steps/reading.html", visit, found, **text_of(visit.course, found))
    return _page("steps/talk.html", visit, found)


def _page(template: str, visit: Visit, step: Step, **values: Any) -> str:
    before, after = neighbours(visit.version, step)
    return render_template(
        template,
        visit=visit,
        step=step,
        before=before,
        after=after,
        number=visit.version.steps.index(step) + 1,
        of=len(visit.version.steps),
        **values,
    )


@bp.post("/steps/<string:step>/next")
@allow(Who.LEADERS)
def go_on(enrolment: int, module: str, step: str) -> Any:
    """Remember that the leader goes on from here, and show what follows."""
    visit = get_visit(enrolment, module)
    target = _after(visit, get_step(visit, step))
    context.session().commit()
    return redirect(target)


def _after(visit: Visit, step: Step) -> str:
    """Note the next step as the place to go on, and give its address."""
    _, after = neighbours(visit.version, step)
    if visit.place.module_state is not State.COMPLETED:
        operations.begin(context.session(), visit.place)
        operations.go_to(context.session(), visit.place, after.id if after else step.id)
    if after is None:
        return url_for("learn.end", **visit.address)
    return url_for("steps.step", step=after.id, **visit.address)


# --- questions ---


def _ask_page(visit: Visit, step: Ask, answers: Rows, *, current: str | None = None, problem: str | None = None) -> str:
    """The question that was just answered with its feedback, else the next one that waits, else all of them."""
    waiting = _waiting(step, answers)
    answered = request.args.get("answered") if request.method == "GET" else None
    if answered not in step.questions or not _has_answer(visit.course.questions[answered], answers):
        answered = None
    id = answered or current or (waiting[0] if waiting else None)
    level, framework, seed = visit.place.level, visit.course.framework, str(visit.place.id)

    def shown(id: str, with_answer: bool) -> Any:
        return show(visit.course.questions[id], level, framework, answers, seed, answered=with_answer)

    return _page(
        "steps/ask.html",
        visit,
        step,
        question=shown(id, bool(answered)) if id else None,
        done=[shown(each, True) for each in step.questions] if id is None else [],
        waiting=len(waiting),
        position=step.questions.index(id) + 1 if id else 0,
        problem=problem,
        remarked="remarked" in request.args,
    )


def _has_answer(question: Question, answers: Rows) -> bool:
    """Whether the question has been answered as it reads in this edition."""
    return any((row.question, row.digest) == (question.id, question.digest) for row in answers)


def _waiting(step: Ask, answers: Rows) -> tuple[str, ...]:
    """The questions still to be asked. A warm-up is asked once, whatever the answer."""
    if step.warmup:
        return tuple(id for id in step.questions if not any(row.question == id for row in answers))
    return queue(step.questions, tried(answers))


@bp.post("/steps/<string:step>/answers/<string:question>")
@allow(Who.LEADERS)
def answer(enrolment: int, module: str, step: str, question: str) -> Any:
    """Mark an answer against the edition its form was shown from, store it, and show the feedback."""
    visit = as_shown(get_visit(enrolment, module))
    found = get_step(visit, step)
    if not isinstance(found, Ask) or question not in found.questions:
        abort(404)
    answers = list_answers(visit)
    asked = visit.course.questions[question]
    try:
        choice = read_answer(asked, request.form)
        try_no = int(request.form.get("try_no", "0"))
        operations.record_answer(
            context.session(),
            visit.place,
            visit.module.id,
            asked,
            choice,
            answers,
            try_no,
            edition_id=visit.edition_id,
        )
    except NotAnswered as reason:
        context.session().rollback()
        return _ask_page(visit, found, answers, current=question, problem=str(reason)), 422
    except ValueError:
        abort(400)
    try:
        context.session().commit()
    except IntegrityError:  # the same form arrived twice in the same moment: the first one counts
        context.session().rollback()
    return redirect(url_for("steps.step", step=found.id, answered=question, **visit.address) + "#svar")


@bp.post("/steps/<string:step>/remarks/<string:question>")
@allow(Who.LEADERS)
def remark(enrolment: int, module: str, step: str, question: str) -> Any:
    """Unclear, or does she disagree? HR gets the words without a name."""
    visit = get_visit(enrolment, module)
    found = get_step(visit, step)
    if not isinstance(found, Ask) or question not in found.questions:
        abort(404)
    text = request.form.get("remark", "").strip()
    if text:
        operations.remark(context.session(), visit.course.id, question, text, context.today())
        context.session().commit()
    answered = question if any(row.question == question for row in list_answers(visit)) else None
    return redirect(
        url_for("steps.step", step=found.id, answered=answered, remarked=1 if text else None, **visit.address)
        + "#bemaerkning"
    )


# --- reflections and plans ---


def _prompt_page(visit: Visit, prompt: Prompt, *, draft: Typed | None = None, problem: str | None = None) -> str:
    texts = queries.list_texts_of_own(context.session(), context.me(), visit.place.id, visit.module.id)
    stored = next((row for row in texts if row.item == prompt.id), None)
    return _page(
        "steps/prompt.html",
        visit,
        prompt,
        stored=stored,
        draft=draft,
        problem=problem,
        window=context.new_window(),
        longest=LONGEST_TEXT,
        saved="saved" in request.args,
    )


@bp.post("/texts/<string:item>")
@allow(Who.LEADERS)
def save(enrolment: int, module: str, item: str) -> Any:
    """Save what is written. While typing, the page asks for JSON; the button saves and goes on."""
    draft = _read_draft()
    if isinstance(draft, str):
        return _refuse(get_visit(enrolment, module), item, draft)
    typing = request.accept_mimetypes.best == "application/json"
    version = _store(enrolment, module, item, draft)
    if version is None:
        context.session().rollback()
        return _tell_of_conflict(enrolment, module, item, draft, typing)
    if typing:
        context.session().commit()
        return {"version": version, "message": gettext("Saved")}
    visit = get_visit(enrolment, module)
    prompt = _prompt(visit, item)
    target = _where_to(visit, prompt, request.form.get("then", "next"))
    context.session().commit()
    return redirect(target)


def _where_to(visit: Visit, prompt: Prompt, then: str) -> str:
    """Every button under a text saves it first: then on, stay, or back."""
    before, _ = neighbours(visit.version, prompt)
    if then == "stay":
        return url_for("steps.step", step=prompt.id, saved=1, **visit.address)
    if then == "back" and before is not None:
        return url_for("steps.step", step=before.id, **visit.address)
    return _after(visit, prompt)


def _read_draft() -> Typed | str:
    """The text in the form, or the sentence that says why it cannot be saved."""
    version = request.form.get("version", "0")
    text = request.form.get("text", "").replace("\r\n", "\n").replace("\x00", "")
    then_text = request.form.get("then_text", "").replace("\r\n", "\n").replace("\x00", "")
    if len(text) > LONGEST_TEXT or len(then_text) > LONGEST_TEXT:
        return str(
            gettext("The text is longer than %(count)s characters. Shorten it, and save again.", count=LONGEST_TEXT)
        )
    number = int(version) if version.isdecimal() and len(version) <= LONGEST_NUMBER else 0
    return Typed(text, then_text, number, request.form.get("window", "")[:16])


def _store(enrolment: int, module: str, item: str, draft: Typed) -> int | None:
    """Write the draft; its new version, or None when another window has written meanwhile.

    A text that is there already is one UPDATE; only the first one asks whether the prompt is the leader's.
    """
    session = context.session()
    if draft.version:
        return operations.save_known_text(session, context.me(), enrolment, item, draft, context.today())
    visit = get_visit(enrolment, module)
    prompt = _prompt(visit, item)
    if draft.empty:
        return 0
    kind = PromptKind(prompt.kind)
    try:
        operations.save_new_text(session, visit.place, visit.module.id, prompt.id, kind, draft, context.today())
    except IntegrityError:  # another window was first
        session.rollback()
        return operations.save_known_text(session, context.me(), enrolment, item, draft, context.today())
    return 1


def _prompt(visit: Visit, item: str) -> Prompt:
    step = visit.version.step(item)
    if not isinstance(step, Prompt):
        abort(404)
    return step


def _tell_of_conflict(enrolment: int, module: str, item: str, draft: Typed, typing: bool) -> Any:
    """Another window has changed the text: nothing is overwritten, both texts are shown, and the second is told."""
    visit = get_visit(enrolment, module)
    prompt = _prompt(visit, item)
    if typing:
        sentence = gettext("Not saved: you have written here in another window. Press Save to see both texts.")
        return {"message": sentence}, 409
    return _prompt_page(visit, prompt, draft=draft), 409


def _refuse(visit: Visit, item: str, problem: str) -> Any:
    if request.accept_mimetypes.best == "application/json":
        return {"message": problem}, 422
    draft = Typed(request.form.get("text", ""), request.form.get("then_text", ""), 0, "")
    return _prompt_page(visit, _prompt(visit, item), draft=draft, problem=problem), 422


@bp.post("/texts/<string:item>/share")
@allow(Who.LEADERS)
def share(enrolment: int, module: str, item: str) -> Any:
    """Give the nearest manager, the one whose name she has seen, a copy of the text as it is saved now."""
    visit = get_visit(enrolment, module)
    prompt = _prompt(visit, item)
    session = context.session()
    text: AnyRow | None = queries.get_text_of_own(session, context.me(), enrolment, item)
    if text is None or not (text.text.strip() or text.then_text.strip()) or visit.place.manager_id is None:
        abort(409)
    if problem := shares_with_another(visit.place):
        return _prompt_page(visit, prompt, problem=problem), 409
    try:
        operations.share(session, visit.place, item, text, prompt.plain, context.now())
        session.commit()
    except IntegrityError:  # shared twice in the same moment: once is enough
        session.rollback()
    return redirect(url_for("steps.step", step=prompt.id, **visit.address) + "#del")


@bp.post("/texts/<string:item>/withdraw")
@allow(Who.LEADERS)
def withdraw(enrolment: int, module: str, item: str) -> Any:
    """Take the shared copy back."""
    visit = get_visit(enrolment, module)
    operations.withdraw(context.session(), visit.place, item, context.now())
    context.session().commit()
    return redirect(url_for("steps.step", step=item, **visit.address) + "#del")
