"""One module on one screen: writing its text and its questions, seeing it as a leader does, saving it as one writes."""

from dataclasses import dataclass
from typing import Any, cast

from flask import Blueprint, abort, redirect, render_template, request, url_for
from flask_babel import gettext
from werkzeug.datastructures import MultiDict

from course.check.modules import level_names
from course.compare import Passage, compare
from course.compile import readable
from course.folding import parts_for
from course.framework import Statement
from course.head import Sheet, read_sheet
from course.patterns import fill, quote
from course.quiz import Question, Verdict
from course.quiz import mark as mark_answer
from webapp import context, drafts, operations
from webapp.access import Who, allow
from webapp.dates import clock
from webapp.desk import Desk, Tab, Typed, as_read, find_statements, last_saved, open_desk, path_of, written
from webapp.drafts import Conflict
from webapp.incoming import asks_only
from webapp.questions import NotAnswered, Shown, read_answer, show
from webapp.writing_form import LONGEST, read_fields, read_text, too_long

bp = Blueprint("writing", __name__, url_prefix="/courses/<string:course>/modules/<string:module>")


def get_desk(course: str, module: str, typed: Typed | None = None) -> Desk:
    """The module as its authors have it now; 404 where there is none."""
    return open_desk(context.session(), context.courses(), course, module, typed) or abort(404)


@bp.get("")
@allow(Who.AUTHORS)
def text(course: str, module: str) -> Any:
    return _page(get_desk(course, module), Tab.TEXT)


@bp.get("/questions")
@allow(Who.AUTHORS)
def questions(course: str, module: str) -> Any:
    return _page(get_desk(course, module), Tab.QUESTIONS)


@dataclass(frozen=True, slots=True)
class Refused:
    """What somebody typed that could not be saved as it is."""

    text: str
    conflict: Conflict | None = None
    problem: str | None = None


def _page(desk: Desk, tab: Tab, refused: Refused | None = None) -> str:
    only = request.values.get("only", "")
    sheet = desk.sheets[tab]
    return render_template(
        "writing/desk.html",
        parts=parts_for(sheet.text, only if desk.course.level(only) and refused is None else ""),
        only=only if desk.course.level(only) else "",
        patterns=list(fill(desk.course, desk.module, "module" if tab is Tab.TEXT else "quiz", _covers(desk))),
        covers=desk.course.framework.statement(_covers(desk) or ""),
        found=_search(desk),
        refused=refused,
        window=context.new_window(),
        longest=LONGEST,
        saved="saved" in request.args,
        compared=_compared(desk.sheets[tab], refused.conflict) if refused and refused.conflict else [],
        level_names=level_names,
        quote=quote,
        **_beside(desk, tab),
    )


def _compared(mine: Sheet, conflict: Conflict) -> list[Passage]:
    """What the other one has that I have not, and the other way round, fields and text."""
    theirs = read_sheet(readable(conflict.data.decode("utf-8", "replace")))
    return compare(as_read(mine), as_read(theirs))


def _beside(desk: Desk, tab: Tab) -> dict[str, Any]:
    """What the part beside the text shows: figures, problems, and the page as a leader gets it."""
    level = _level(desk)
    asked = [each.id for each in desk.module.questions if tab is Tab.QUESTIONS or each.is_for(level)]
    return {
        "desk": desk,
        "tab": tab,
        "level": level,
        "version": desk.module.versions[level],
        "phone": request.values.get("width") == "phone",
        "shown": {id: _show(desk, id, level) for id in asked},
        "typed_answers": MultiDict[str, str](),
    }


def _level(desk: Desk) -> str:
    """The level it is seen at: the one asked for, else the first that the module is for."""
    wanted = request.values.get("see", "")
    return wanted if wanted in desk.module.versions else next(iter(desk.module.versions))


def _covers(desk: Desk) -> str | None:
    """The statement that one comes from, by a link from the matrix."""
    wanted = request.values.get("covers", "")
    return wanted if desk.course.framework.knows(wanted) else None


def _search(desk: Desk) -> list[Statement]:
    values = request.values
    return find_statements(desk.course, values.get("words", ""), values.get("theme", ""), values.get("for_level", ""))


@bp.get("/statements")
@allow(Who.AUTHORS)
def statements(course: str, module: str) -> Any:
    """The statements that fit a search, while it is typed."""
    desk = get_desk(course, module)
    return render_template("writing/statements.html", desk=desk, found=_search(desk), quote=quote)


# --- saving ---


@bp.post("")
@allow(Who.AUTHORS)
def save(course: str, module: str) -> Any:
    return _save(course, module, Tab.TEXT)


@bp.post("/questions")
@allow(Who.AUTHORS)
def save_questions(course: str, module: str) -> Any:
    return _save(course, module, Tab.QUESTIONS)


def _save(course: str, module: str, tab: Tab) -> Any:
    """Save what is written. While typing, the page asks for JSON; a button saves and shows the page again."""
    if "text" not in request.form:
        abort(400)
    typed = read_text(request.form)
    sentence = too_long(request.form)
    if sentence:
        return _refuse(course, module, tab, Refused(typed, problem=sentence), sentence, 422)
    result = _store(course, module, tab, typed)
    if isinstance(result, Conflict):
        context.session().rollback()
        sentence = gettext(
            "Not saved: %(name)s has written here meanwhile. Press Save to see both texts.",
            name=result.name or gettext("someone"),
        )
        return _refuse(course, module, tab, Refused(typed, conflict=result), sentence, 409)
    context.session().commit()
    if _while_typing():
        return {"version": result or "", "message": gettext("Saved at %(time)s", time=clock(context.now()))}
    return redirect(_back_to(course, module, tab))


def _store(course: str, module: str, tab: Tab, typed: str) -> str | Conflict | None:
    """Put the typed text into the draft, on the file that it was begun from."""
    session, base = context.session(), request.form.get("version", "")
    working = drafts.open_draft(session, course)
    path = path_of(course, module, tab)
    if working is None or path_of(course, module, Tab.TEXT) not in working.manifest:
        abort(404)
    text = _with_insert(course, module, tab, typed)
    file = written(last_saved(session, working, path, base), _fields(tab), text)
    return operations.save_draft(
        session,
        working,
        path,
        file.encode(),
        base=base or None,
        me=context.me(),
        now=context.now(),
        window=request.form.get("window", "")[:16],
    )


def _while_typing() -> bool:
    return bool(request.accept_mimetypes.best == "application/json")


def _back_to(course: str, module: str, tab: Tab) -> str:
    kept: dict[str, Any] = {name: request.form[name] for name in ("see", "width", "only") if request.form.get(name)}
    endpoint = "writing.look" if request.form.get("then") == "look" else f"writing.{tab.value}"
    return url_for(endpoint, course=course, module=module, saved=1, **kept)


def _refuse(course: str, module: str, tab: Tab, refused: Refused, sentence: str, status: int) -> Any:
    if _while_typing():
        return {"message": sentence}, status
    typed = None if refused.problem else Typed(tab, _fields(tab), refused.text)
    return _page(get_desk(course, module, typed), tab, refused), status


def _fields(tab: Tab) -> dict[str, Any]:
    fields = read_fields(request.form)
    return fields if tab is Tab.TEXT else {name: value for name, value in fields.items() if name == "generated"}


def _with_insert(course: str, module: str, tab: Tab, typed: str) -> str:
    """The text with what a button put in at its end, where no script puts it at the caret."""
    wanted = request.form.get("insert", "")
    if not wanted:
        return typed
    kind, _, id = wanted.partition(":")
    if kind == "statement" and id:
        put_in = quote(get_desk(course, module).course, id)
    else:
        desk = get_desk(course, module)
        filled = fill(desk.course, desk.module, "module" if tab is Tab.TEXT else "quiz", _covers(desk))
        put_in = next((each.text for each in filled if each.pattern.id == wanted), "")
    return f"{typed.rstrip()}\n\n{put_in}" if put_in else typed


@bp.post("/discard")
@allow(Who.AUTHORS)
def discard(course: str, module: str) -> Any:
    """Put the module back as it is published. What was written can be opened again for 30 days."""
    desk = get_desk(course, module)
    for tab in Tab:
        path = desk.path(tab)
        operations.restore_published(context.session(), desk.working, path, me=context.me(), now=context.now())
    context.session().commit()
    if desk.path(Tab.TEXT) not in desk.working.published:
        return redirect(url_for("studio.show", course=course))
    return redirect(url_for("writing.text", course=course, module=module))


# --- as a leader gets it ---


@bp.get("/look")
@allow(Who.AUTHORS)
def look(course: str, module: str) -> Any:
    """The whole module at one level, on a page of its own."""
    return render_template("writing/look.html", **_beside(get_desk(course, module), Tab.TEXT))


@bp.post("/preview/<any(text, questions):tab>")
@allow(Who.AUTHORS)
@asks_only
def preview(course: str, module: str, tab: str) -> Any:
    """What stands beside the text, from the text as it is typed. Stores nothing."""
    kind = Tab(tab)
    if too_long(request.form):
        abort(413)
    desk = get_desk(course, module, Typed(kind, _fields(kind), read_text(request.form)))
    return render_template("writing/beside.html", **_beside(desk, kind))


@dataclass(frozen=True, slots=True)
class Given:
    """An answer in the preview; it has the fields of a row and is never stored."""

    question: str
    digest: str
    choice: str
    verdict: Verdict


@bp.post("/marks/<string:question>")
@allow(Who.AUTHORS)
@asks_only
def mark(course: str, module: str, question: str) -> Any:
    """Mark an answer in the preview, as a leader's would be. Stores nothing."""
    desk = get_desk(course, module)
    level = _level(desk)
    asked = desk.module.question(question) or abort(404)
    problem, given = None, None
    try:
        choice = read_answer(asked, request.form, "see-")
        given = Given(asked.id, asked.digest, ",".join(map(str, choice)), mark_answer(asked, level, choice))
    except NotAnswered as reason:
        problem = str(reason)
    except ValueError:
        abort(400)
    values = _beside(desk, Tab.TEXT)
    values["shown"] = values["shown"] | {question: _show(desk, question, level, given)}
    values |= {"problem": problem, "problem_at": question, "typed_answers": request.form}
    template = "writing/question.html" if request.headers.get("HX-Request") else "writing/look.html"
    return render_template(template, question=question, **values), 422 if problem else 200


def _show(desk: Desk, question: str, level: str, given: Given | None = None) -> Shown:
    asked = cast(Question, desk.module.question(question))
    answers = [cast(Any, given)] if given else []
    return show(asked, level, desk.course.framework, answers, "preview", answered=given is not None)
