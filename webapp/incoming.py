"""What is looked at before anything else happens: where a request comes from, and what it holds."""

from collections.abc import Callable
from time import monotonic
from typing import Any, TypeVar
from urllib.parse import urlsplit

from flask import abort, current_app, make_response, redirect, render_template, request, session, url_for
from werkzeug.exceptions import RequestEntityTooLarge

from webapp.db import WRITES

View = TypeVar("View", bound=Callable[..., Any])
READS = ("GET", "HEAD", "OPTIONS")
MOST_FIELDS = 400
"""Of one form; ours have fewer than a hundred."""
PATIENCE = 1.5
"""Seconds for which the rest of a request that is too large is read and thrown away."""


def takes(most: int, page: str | None = None) -> Callable[[View], View]:
    """Let a view take a larger body than the others: it is sent files.

    :param most: bytes of the whole request
    :param page: the endpoint that tells of a larger one, with `too_large=1` in its address; None: the general page
    """

    def note(view: View) -> View:
        view.takes, view.tells = most, page  # type: ignore[attr-defined]
        return view

    return note


def asks_only(view: View) -> View:
    """Say that a post sends a text to be shown and stores nothing: it must not wait for the one lock."""
    view.asks_only = True  # type: ignore[attr-defined]
    return view


def look_at() -> Any:
    """Refuse what no page of ours sends, and read the body before a transaction begins.

    A body that comes slowly would else hold the one lock that SQLite has for writing.
    """
    view: Any = current_app.view_functions.get(request.endpoint or "")
    WRITES.set(request.method not in READS and not hasattr(view, "asks_only"))
    if request.method not in READS:
        if _from_elsewhere():
            return make_response(render_template("home/refused.html"), 403)
        if hasattr(view, "takes") and "_user_id" in session:  # nobody else may fill the disk
            request.max_content_length = view.takes
        try:
            fields = len(list(request.form.items(multi=True)))
        except RequestEntityTooLarge:
            page = getattr(view, "tells", None)
            if page is None:
                raise
            _throw_away_the_rest()
            return redirect(url_for(page, **(request.view_args or {}), too_large=1), 303)
        if fields > MOST_FIELDS:
            abort(413)
    values = [*request.args.values(), *request.form.values()] if request.method not in READS else request.args.values()
    if "\x00" in request.path or any("\x00" in value for value in values):
        abort(400)
    return None


def _throw_away_the_rest() -> None:
    """A browser that is still sending shows no answer, so it is listened to for a moment."""
    left, until = request.content_length or 0, monotonic() + PATIENCE
    while left > 0 and monotonic() < until:
        piece = request.environ["wsgi.input"].read(min(left, 1_000_000))
        if not piece:
            break
        left -= len(piece)


def _from_elsewhere() -> bool:
    """Whether another site sent the form. Its page gets no session of ours, not even an empty one."""
    if request.headers.get("Sec-Fetch-Site") == "cross-site":
        return True
    origin = request.headers.get("Origin")
    return origin not in (None, "null") and urlsplit(origin).netloc != request.host
