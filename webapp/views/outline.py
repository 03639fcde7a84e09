"""What belongs to a course as a whole: its title and welcome, the order and days of its modules, its talks."""

from collections.abc import Callable
from typing import Any

from flask import Blueprint, abort, redirect, render_template, request, url_for
from flask_babel import gettext

from course.check.modules import level_names
from course.cleaning import clean
from course.compile import Course, paths_of, readable
from course.head import in_one_line, read_sheet, write_sheet
from course.module import slug
from course.patterns import begin_module, fill, new_id
from webapp import context, drafts, operations, queries
from webapp.access import Who, allow
from webapp.desk import last_saved
from webapp.drafts import Conflict
from webapp.workshop import Bench, bare_module, lay_bench, modules_of
from webapp.writing_form import LONGEST, LONGEST_FIELD

bp = Blueprint("outline", __name__, url_prefix="/courses/<string:course>")
FIRST_DAY, LAST_DAY = -365, 1000
A_WEEK = 7


def get_bench(course: str) -> Bench:
    """The draft of a course with all that is known of it; 404 where there is none."""
    working = drafts.open_draft(context.session(), course) or abort(404)
    return lay_bench(working, context.courses().draft(context.session(), working))


def show_page(bench: Bench, problem: str | None = None, typed: str = "") -> str:
    path = course_path(bench.course.id)
    return render_template(
        "studio/show.html",
        bench=bench,
        course=bench.course,
        sheet=read_sheet(bench.course.texts.get(path, "")),
        base=bench.working.manifest.get(path, ""),
        window=context.new_window(),
        level_names=level_names,
        problem=problem,
        typed=typed,
        saved="saved" in request.args,
        newer=has_newer_origin(bench.course),
    )


def has_newer_origin(course: Course) -> bool:
    """Whether the course is a copy of one that has been published anew since."""
    return (
        course.origin is not None
        and queries.newest_number(context.session(), course.origin.course) > course.origin.edition
    )


def course_path(course: str) -> str:
    return f"content/{course}/course.md"


def talks_path(course: str) -> str:
    return f"content/{course}/talks.md"


def _store(course: str, path: str, fields: dict[str, Any], text: str | None) -> Any:
    """Save a file of the course from its fields and text; the answer for a page that saves while one types.

    :param text: None leaves the text as it is
    """
    if "text" not in request.form:
        abort(400)
    session, base = context.session(), request.form.get("version", "")
    working = drafts.open_draft(session, course) or abort(404)
    file = readable(last_saved(session, working, path, base))
    sheet = read_sheet(file)
    typed = sheet.text if text is None or readable(text) == sheet.text else clean(readable(text))
    return operations.save_draft(
        session,
        working,
        path,
        write_sheet(file, fields, typed).encode(),
        base=base or None,
        me=context.me(),
        now=context.now(),
        window=request.form.get("window", "")[:16],
    )


def _answer(result: str | Conflict | None, back: str, again: Callable[[str], str]) -> Any:
    """What a save of a whole file leads to.

    :param again: the page once more with a sentence and what was typed
    """
    typing = request.accept_mimetypes.best == "application/json"
    if isinstance(result, Conflict):
        context.session().rollback()
        name = result.name or gettext("someone")
        sentence = gettext(
            "Not saved: %(name)s has written here meanwhile. Copy your text, open the page again, and put them together.",
            name=name,
        )
        if typing:
            return {"message": sentence}, 409
        return again(sentence), 409
    context.session().commit()
    return {"version": result or "", "message": gettext("Saved")} if typing else redirect(back)


@bp.post("")
@allow(Who.AUTHORS)
def save(course: str) -> Any:
    """Save the course's title, summary and welcome."""
    fields = {name: in_one_line(request.form.get(name, ""))[:LONGEST_FIELD] for name in ("title", "summary")}
    if not fields["title"]:
        if request.accept_mimetypes.best != "application/json":
            return show_page(
                get_bench(course), gettext("Write what the course is called."), request.form.get("text", "")
            ), 422
        del fields["title"]  # it keeps its name until it gets another
    result = _store(course, course_path(course), fields, request.form.get("text", "")[:LONGEST])
    typed = request.form.get("text", "")
    return _answer(
        result, url_for("studio.show", course=course, saved=1), lambda said: show_page(get_bench(course), said, typed)
    )


@bp.get("/talks")
@allow(Who.AUTHORS)
def talks(course: str) -> Any:
    """The talks with the nearest manager."""
    return _talks_page(get_bench(course))


def _talks_page(bench: Bench, problem: str | None = None, typed: str = "") -> str:
    path = talks_path(bench.course.id)
    sheet = read_sheet(bench.course.texts.get(path, ""))
    return render_template(
        "outline/talks.html",
        course=bench.course,
        sheet=sheet,
        base=bench.working.manifest.get(path, ""),
        problems=[(each, max(1, each.line - sheet.skipped)) for each in bench.problems if each.path == path],
        patterns=list(fill(bench.course, None, "talks")),
        window=context.new_window(),
        problem=problem,
        typed=typed,
        saved="saved" in request.args,
    )


@bp.post("/talks")
@allow(Who.AUTHORS)
def save_talks(course: str) -> Any:
    text = request.form.get("text", "")[:LONGEST]
    wanted = request.form.get("insert", "")
    if wanted:
        filled = fill(get_bench(course).course, None, "talks")
        text = f"{text.rstrip()}\n\n" + next((each.text for each in filled if each.pattern.id == wanted), "")
    result = _store(course, talks_path(course), {}, text)
    return _answer(
        result,
        url_for("outline.talks", course=course, saved=1),
        lambda said: _talks_page(get_bench(course), said, text),
    )


# --- the modules: order, days, new ones ---


@bp.post("/outline")
@allow(Who.AUTHORS)
def arrange(course: str) -> Any:
    """Save the days, and move, take out or put in the module whose button was pressed."""
    bench = get_bench(course)
    order = list(bench.course.modules)
    days: dict[str, int] = {}
    for id in order:
        typed = request.form.get(f"day-{id}", str(bench.course.due_days[id])).strip()
        if not typed.removeprefix("-").isdecimal() or not FIRST_DAY <= int(typed[:6]) <= LAST_DAY:
            sentence = gettext(
                "The day of “%(title)s” must be a whole number, counted from the leader's first day.",
                title=bench.course.modules[id].title,
            )
            return show_page(bench, sentence), 422
        days[id] = int(typed)
    move, _, id = request.form.get("move", "").partition(":")
    _move(order, move, id)
    if move == "in" and id in modules_of(bench.working) and id not in order:
        order.append(id)
    return _save_outline(bench, order, days)


def _move(order: list[str], move: str, id: str) -> None:
    """Move a module one place up or down, or out."""
    if id not in order:
        return
    at = order.index(id)
    if move == "out":
        order.remove(id)
    elif move in ("up", "down"):
        to = max(0, at - 1) if move == "up" else at + 1
        order.insert(to, order.pop(at))


def _save_outline(bench: Bench, order: list[str], days: dict[str, int], back: str | None = None) -> Any:
    course, session = bench.course.id, context.session()
    later = max(days.values(), default=0) + A_WEEK
    outline = [{"module": id, "due_day": days.get(id, later)} for id in order]
    path = course_path(course)
    base = bench.working.manifest.get(path)
    file = readable(last_saved(session, bench.working, path, base or ""))
    written = write_sheet(file, {"outline": outline}, read_sheet(file).text).encode()
    operations.save_draft(session, bench.working, path, written, base=base, me=context.me(), now=context.now())
    session.commit()
    return redirect(back or url_for("studio.show", course=course) + "#modules")


@bp.post("/modules")
@allow(Who.AUTHORS)
def add(course: str) -> Any:
    """Begin a new module: a file with the parts that a good one has, and the last place in the outline."""
    bench = get_bench(course)
    title = in_one_line(request.form.get("title", ""))[:200]
    if not title:
        return show_page(bench, gettext("Write what the module is about. You can change it later.")), 422
    taken = {*modules_of(bench.working), "framework", "course", "talks"}
    id = new_id(slug(title) or "modul", taken)
    file = write_sheet("", {"title": title}, begin_module(bench.course, bare_module(bench.course, id)))
    path = paths_of(course, id)[0]
    operations.save_draft(
        context.session(), bench.working, path, file.encode(), base=None, me=context.me(), now=context.now()
    )
    order = [*bench.course.modules, id]
    return _save_outline(bench, order, dict(bench.course.due_days), url_for("writing.text", course=course, module=id))
