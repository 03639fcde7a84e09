"""What is looked at before anything else happens: where a request comes from, and what it holds."""

from collections.abc import Callable
from typing import Any, TypeVar
from urllib.parse import urlsplit

from flask import abort, current_app, make_response, render_template, request

from webapp.db import WRITES

View = TypeVar("View", bound=Callable[..., Any])
READS = ("GET", "HEAD", "OPTIONS")
MOST_FIELDS = 400
"""Of one form; ours have fewer than a hundred."""


def takes(most: int) -> Callable[[View], View]:
    """Let a view take a larger body than the others, in bytes: it is sent files."""

    def note(view: View) -> View:
        view.takes = most  # type: ignore[attr-defined]
        return view

    return note


def look_at() -> Any:
    """Refuse what no page of ours sends, and read the body before a transaction begins.

    A body that comes slowly would else hold the one lock that SQLite has for writing.
    """
    WRITES.set(request.method not in READS)
    if request.method not in READS:
        view = current_app.view_functions.get(request.endpoint or "")
        request.max_content_length = getattr(view, "takes", current_app.config["MAX_CONTENT_LENGTH"])
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
