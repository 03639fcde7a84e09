"""The pictures of a course: putting them up, taking them down, and showing them to whoever reads the course."""

from dataclasses import dataclass
from typing import Any

from flask import Blueprint, Response, abort, redirect, render_template, request, url_for
from flask_babel import gettext

from course.compile import Course, paths_of
from course.markdown import PICTURES
from webapp import blobs, context, drafts, operations
from webapp.access import Who, allow
from webapp.drafts import Working
from webapp.incoming import takes
from webapp.redrawing import LARGEST, NAME, TYPES, NoPicture, name_of, redraw

bp = Blueprint("pictures", __name__)
MOST_SENT = 6_000_000
"""Bytes of a request with a picture."""
STARTS = {"png": b"\x89PNG\r\n\x1a\n", "jpg": b"\xff\xd8\xff", "webp": b"RIFF"}
"""What a picture begins with: nothing else that is stored is shown at a picture's address."""


@dataclass(frozen=True, slots=True)
class Picture:
    name: str
    address: str
    used_in: tuple[str, ...]
    """Titles of the modules that name it."""


def get_working(course: str) -> Working:
    return drafts.open_draft(context.session(), course) or abort(404)


@bp.get("/courses/<string:course>/pictures")
@allow(Who.AUTHORS)
def index(course: str) -> Any:
    return _page(get_working(course))


def _page(working: Working, problem: str | None = None) -> str:
    course, _ = context.courses().draft(context.session(), working)
    pictures = [Picture(name, address, _used_in(course, name)) for name, address in course.pictures]
    return render_template(
        "pictures/index.html",
        course=course,
        pictures=pictures,
        problem=problem,
        added=request.args.get("added"),
        megabytes=LARGEST // 1_000_000,
    )


def _used_in(course: Course, name: str) -> tuple[str, ...]:
    def names_it(module: str) -> bool:
        return any(f"{PICTURES}{name}" in course.texts.get(path, "") for path in paths_of(course.id, module))

    return tuple(each.title for each in course.modules.values() if names_it(each.id))


@bp.post("/courses/<string:course>/pictures")
@allow(Who.AUTHORS)
@takes(MOST_SENT)
def add(course: str) -> Any:
    """Draw the picture anew and put it into the draft."""
    file = request.files.get("picture")
    data = file.read(LARGEST + 1) if file else b""
    session = context.session()
    session.rollback()  # drawing takes its time, and nobody should wait for it
    try:
        if not data:
            raise NoPicture("none")
        ending, drawn = redraw(data)
    except NoPicture as reason:
        return _page(get_working(course), _sentence(str(reason))), 422
    working = get_working(course)
    folder = f"content/{course}/{PICTURES}"
    taken = {path.removeprefix(folder) for path in working.manifest if path.startswith(folder)}
    name = name_of(file.filename or "" if file else "", ending, taken)
    operations.save_draft(session, working, folder + name, drawn, base=None, me=context.me(), now=context.now())
    session.commit()
    return redirect(url_for("pictures.index", course=course, added=name))


def _sentence(reason: str) -> str:
    sentences = {
        "none": gettext("Choose a picture first."),
        "large": gettext("The picture is too large. Use one of at most 5 MB and 40 million pixels."),
        "kind": gettext("The file is no picture we can show. Save it as PNG, JPEG or WebP, and try again."),
        "broken": gettext("The picture cannot be read. Open it on your computer, save it anew, and try again."),
    }
    return str(sentences[reason])


@bp.post("/courses/<string:course>/pictures/<string:name>/remove")
@allow(Who.AUTHORS)
def remove(course: str, name: str) -> Any:
    """Take a picture out of the draft; the published edition keeps its own."""
    session, working = context.session(), get_working(course)
    path = f"content/{course}/{PICTURES}{name}"
    if path not in working.manifest:
        abort(404)
    operations.save_draft(session, working, path, None, base=working.manifest[path], me=context.me(), now=context.now())
    session.commit()
    return redirect(url_for("pictures.index", course=course))


@bp.get("/pictures/<string:sha256>/<string:name>")
@allow(Who.SIGNED_IN)
def show(sha256: str, name: str) -> Any:
    """A picture, named by its content: whoever has read the page it stands on knows the name, and it never changes."""
    ending = name.rpartition(".")[2]
    data = blobs.get(context.session(), sha256) if NAME.fullmatch(name) else None
    if data is None or not data.startswith(STARTS[ending]):
        abort(404)
    answer = Response(data, mimetype=TYPES[ending])
    answer.headers["Cache-Control"] = "private, max-age=31536000, immutable"
    return answer
