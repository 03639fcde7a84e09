"""What is looked at before anything else happens: where a request comes from, and what it holds."""

from typing import Any
from urllib.parse import urlsplit

from flask import abort, make_response, render_template, request

from webapp.db import WRITES

READS = ("GET", "HEAD", "OPTIONS")
ASKS_ONLY = {"writing.preview", "writing.mark"}
"""Posts that send a text to be shown and store nothing: they must not wait for the one lock."""
LARGER = {"pictures.add": 6_000_000}
"""Bytes that may be sent where a file is uploaded."""
MOST_FIELDS = 400
"""Of one form; ours have fewer than a hundred."""


def look_at() -> Any:
    """Refuse what no page of ours sends, and read the body before a transaction begins.

    A body that comes slowly would else hold the one lock that SQLite has for writing.
    """
    WRITES.set(request.method not in READS and request.endpoint not in ASKS_ONLY)
    if request.endpoint in LARGER:
        request.max_content_length = LARGER[request.endpoint]
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
