"""What is looked at before anything else happens: where a request comes from, and what it holds."""

from collections.abc import Callable
from typing import Any, TypeVar
from urllib.parse import urlsplit

from flask import abort, current_app, make_response, render_template, request

from webapp.db import WRITES

READS = ("GET", "HEAD", "OPTIONS")
MOST_FIELDS = 400
"""Of one form; ours have fewer than a hundred."""
View = TypeVar("View", bound=Callable[..., Any])


def takes_file(most_bytes: int) -> Callable[[View], View]:
    """State that a view takes a file, and how large a request it reads. It marks the view and wraps nothing."""

    def note(view: View) -> View:
        view.most_bytes = most_bytes  # type: ignore[attr-defined]
        return view

    return note


def look_at() -> Any:
    """Refuse what no page of ours sends, and read the body before a transaction begins.

    A body that comes slowly would else hold the one lock that SQLite has for writing.
    """
    WRITES.set(request.method not in READS)
    if most := getattr(current_app.view_functions.get(request.endpoint or ""), "most_bytes", None):
        request.max_content_length = most
    if request.method not in READS:
        if _from_elsewhere():
            return make_response(render_template("home/refused.html"), 403)
        if len(list(request.form.items(multi=True))) > MOST_FIELDS:
            abort(413)
    values = [*request.args.values(), *request.form.values()] if request.method not in READS else request.args.values()
    if "\x00" in request.path or any("\x00" in value for value in values):
        abort(400)
    return None


def _from_elsewhere() -> bool:
    """Whether another site sent the form. Its page gets no session of ours, not even an empty one."""
    if request.headers.get("Sec-Fetch-Site") == "cross-site":
        return True
    origin = request.headers.get("Origin")
    return origin not in (None, "null") and urlsplit(origin).netloc != request.host
