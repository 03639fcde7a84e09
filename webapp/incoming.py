"""What is looked at before anything else happens: where a request comes from, and what it holds."""

from typing import Any
from urllib.parse import urlsplit

from flask import abort, make_response, render_template, request

from course.archive import MOST_PACKED
from webapp.db import WRITES

READS = ("GET", "HEAD", "OPTIONS")
MOST_FIELDS = 400
"""Of one form; ours have fewer than a hundred."""

LARGE = {"archives.bring_in": MOST_PACKED + 1_000_000}
"""Bytes of one request's body, for the routes that take more than the others."""


def look_at() -> Any:
    """Refuse what no page of ours sends, and read the body before a transaction begins.

    A body that comes slowly would else hold the one lock that SQLite has for writing.
    """
    WRITES.set(request.method not in READS)
    if request.endpoint in LARGE:
        request.max_content_length = LARGE[request.endpoint]
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
