"""Review: a colleague looks at a module of the draft and comments on its lines."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from flask import Blueprint, abort, redirect, render_template, request, url_for
from flask_babel import gettext

from course.anchor import find_line, lines_of
from course.compile import Course
from course.difference import named
from course.frontmatter import split
from course.module import Module
from webapp import context, drafts, operations, queries
from webapp.access import Who, allow
from webapp.operations import LONGEST_COMMENT
from webapp.queries import AnyRow, Rows

bp = Blueprint("reviewing", __name__, url_prefix="/courses/<string:course>/review/<string:module>")
FILES = {"text": "content", "questions": "quizzes"}


@dataclass(frozen=True, slots=True)
class Thread:
    comment: AnyRow
    answers: tuple[AnyRow, ...]


@dataclass(frozen=True, slots=True)
class ShownLine:
    number: int
    """In the file, from 1."""
    text: str
    """As it stands in the file."""
    shown: str
    """As one reads it."""
    threads: tuple[Thread, ...]


@dataclass(frozen=True, slots=True)
class Reviewed:
    """A module of the draft with its lines."""

    course: Course
    module: Module
    lines: dict[str, tuple[str, ...]]
    """`text` and `questions` -> the lines of that file."""

    def path(self, file: str) -> str:
        return f"{FILES[file]}/{self.course.id}/{self.module.id}.md"


def get_reviewed(course: str, module: str) -> Reviewed:
    """The module as it is in the draft; 404 when it is not there."""
    session = context.session()
    working = drafts.open_draft(session, course) or abort(404)
    compiled, _ = context.courses().draft(session, working)
    found = compiled.modules.get(module) or abort(404)
    paths = {file: f"{folder}/{course}/{module}.md" for file, folder in FILES.items()}
    texts = {file: compiled.texts[path] for file, path in paths.items() if path in compiled.texts}
    return Reviewed(compiled, found, {file: lines_of(text) for file, text in texts.items()})


@bp.get("/")
@allow(Who.AUTHORS)
def show(course: str, module: str) -> Any:
    """The draft line by line, with what has been said of it."""
    return _page(get_reviewed(course, module))


def _page(reviewed: Reviewed, problem: str = "") -> str:
    session, course, module = context.session(), reviewed.course.id, reviewed.module.id
    at_lines, astray = _threads(reviewed, queries.list_comments(session, course, module))
    return render_template(
        "reviewing/show.html",
        course=reviewed.course,
        module=reviewed.module,
        files=_shown(reviewed, at_lines),
        astray=astray,
        asked=queries.list_review_requests(session, course, module),
        colleagues=queries.list_colleagues(session, context.me()),
        writing=request.values.get("line", ""),
        longest=LONGEST_COMMENT,
        problem=problem,
        typed=request.form.get("text", ""),
    )


def _shown(reviewed: Reviewed, at_lines: Mapping[tuple[str, int], list[Thread]]) -> dict[str, list[ShownLine]]:
    """The lines of each file, without those that say nothing."""
    found: dict[str, list[ShownLine]] = {}
    for file, lines in reviewed.lines.items():
        body = split("\n".join(lines))[2]
        found[file] = [
            ShownLine(number, text, named(text) if number <= body else text, tuple(at_lines.get((file, number), ())))
            for number, text in enumerate(lines, start=1)
            if text and text not in (":::", "---")
        ]
    return found


def _threads(reviewed: Reviewed, rows: Rows) -> tuple[dict[tuple[str, int], list[Thread]], list[Thread]]:
    """The open comments at the lines where they stand, and those whose line has changed."""
    at_lines: dict[tuple[str, int], list[Thread]] = {}
    astray: list[Thread] = []
    files = {reviewed.path(file): file for file in FILES}
    for row in rows:
        if row.answers_id is not None or row.closed_at is not None:
            continue
        thread = Thread(row, tuple(each for each in rows if each.answers_id == row.id))
        file = files.get(row.path, "text")
        number = find_line(reviewed.lines.get(file, ()), row.line)
        if number is None:
            astray.append(thread)
        else:
            at_lines.setdefault((file, number), []).append(thread)
    return at_lines, astray


def _back(course: str, module: str, anchor: str = "") -> Any:
    return redirect(url_for("reviewing.show", course=course, module=module) + anchor)


def _text() -> str:
    return request.form.get("text", "").replace("\r\n", "\n").strip()[:LONGEST_COMMENT]


@bp.post("/comments")
@allow(Who.AUTHORS)
def comment(course: str, module: str) -> Any:
    """Comment on a line, as it read when the page was shown."""
    reviewed = get_reviewed(course, module)
    file, anchor = request.form.get("file", ""), request.form.get("anchor", "").strip()
    if file not in FILES or not anchor:
        abort(400)
    if not _text():
        return _page(reviewed, gettext("Write what you have to say of the line.")), 422
    said = operations.comment(
        context.session(),
        course,
        module,
        reviewed.path(file),
        anchor,
        _text(),
        by=context.me().id,
        now=context.now(),
    )
    context.session().commit()
    return _back(course, module, f"#kommentar-{said.id}")


def _get_comment(course: str, module: str, comment: int) -> AnyRow:
    return queries.get_comment(context.session(), course, module, comment) or abort(404)


@bp.post("/comments/<int:comment>/answers")
@allow(Who.AUTHORS)
def answer(course: str, module: str, comment: int) -> Any:
    found = _get_comment(course, module, comment)
    if _text():
        operations.answer_comment(
            context.session(), course, module, found.id, _text(), by=context.me().id, now=context.now()
        )
        context.session().commit()
    return _back(course, module, f"#kommentar-{found.id}")


@bp.post("/comments/<int:comment>/closed")
@allow(Who.AUTHORS)
def close(course: str, module: str, comment: int) -> Any:
    found = _get_comment(course, module, comment)
    operations.close_comment(context.session(), course, module, found.id, by=context.me().id, now=context.now())
    context.session().commit()
    return _back(course, module)


@bp.post("/requests")
@allow(Who.AUTHORS)
def ask(course: str, module: str) -> Any:
    """Ask a colleague to look."""
    reviewed = get_reviewed(course, module)
    colleagues = {str(row.id): row.id for row in queries.list_colleagues(context.session(), context.me())}
    to = colleagues.get(request.form.get("to", ""))
    if to is None:
        return _page(reviewed, gettext("Choose a colleague.")), 422
    operations.ask_for_review(
        context.session(), course, module, to=to, text=_text(), by=context.me().id, now=context.now()
    )
    context.session().commit()
    return _back(course, module)


@bp.post("/done")
@allow(Who.AUTHORS)
def finish(course: str, module: str) -> Any:
    """I have looked at what I was asked to look at."""
    if not operations.finish_review(context.session(), course, module, by=context.me().id, now=context.now()):
        abort(404)
    context.session().commit()
    return _back(course, module)
