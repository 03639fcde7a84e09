"""The product on a filled database, called as a WSGI app with requests made beforehand."""

import io
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from html.parser import HTMLParser
from itertools import cycle
from typing import TYPE_CHECKING, Any, TypeVar
from urllib.parse import urlencode

from flask import Flask
from flask.testing import FlaskClient
from sqlalchemy import Engine, event
from werkzeug.datastructures import Headers
from werkzeug.test import EnvironBuilder

from course import files
from course.compile import Course, compile_course
from course.module import Module, Reading
from tools.bench import organisation
from webapp import editions
from webapp.app import create_app
from webapp.config import Config
from webapp.db import WRITES, make_session

if TYPE_CHECKING:
    from _typeshed.wsgi import WSGIApplication, WSGIEnvironment

One = TypeVar("One")
COURSE = "odsherred"
LEVEL = "leder-af-medarbejdere"
SECRET = "a-secret-that-only-the-benchmark-knows"
VISITORS = 32
"""Leaders who take turns, so that no row is written by two requests in a row."""


@dataclass(frozen=True, slots=True)
class Site:
    """The product with its people."""

    app: Flask
    engine: Engine
    course: Course
    first_leader: int
    """The lowest number of a leader; the number of her enrolment is her own."""
    leaders: tuple[int, ...]
    """Leaders who are under way."""


def build(engine: Engine, leaders: int, files_of: dict[str, bytes] | None = None) -> Site:
    """Publish the course in an empty database and fill it with an organisation.

    :param files_of: the course's files; the shipped ones where none are given
    """
    content = files_of or files.read_course(files.root(), COURSE)
    WRITES.set(True)
    with make_session(engine) as session:
        editions.publish(session, COURSE, content, by=None, now=organisation.NOW)
        session.commit()
    course, _ = compile_course(COURSE, content)
    organisation.fill(engine, course, LEVEL, leaders)
    config = Config(
        database_url="",
        secret_key=SECRET,
        secure_cookies=False,
        clock=lambda: organisation.NOW,
        scrypt="scrypt:128:8:1",
    )
    first = leaders // organisation.TEAM + 2
    under_way = tuple(id for id in range(first, first + leaders) if 55 <= id % 100 < 88)
    return Site(create_app(config, engine), engine, course, first, under_way)


def longest(course: Course) -> Module:
    """The module with the longest text for the level."""
    return max(course.modules_for(LEVEL), key=lambda module: module.versions[LEVEL].words)


def longest_reading(course: Course) -> Reading:
    """Its longest step of text."""
    steps = [step for step in longest(course).versions[LEVEL].steps if isinstance(step, Reading)]
    return max(steps, key=lambda step: sum(len(part.html) for part in step.parts))


def first_of(course: Course, kind: type[One]) -> One:
    """Its first step of a kind, a warm-up aside."""
    steps = longest(course).versions[LEVEL].steps
    return next(step for step in steps if isinstance(step, kind) and not getattr(step, "warmup", False))


def client_of(app: Flask, person: int) -> FlaskClient:
    """A browser in which the person is signed in."""
    client = app.test_client()
    with client.session_transaction() as session:
        session["_user_id"] = f"{person}:0"
        session["_fresh"] = True
    return client


def get(app: Flask, url: str, people: Sequence[int]) -> Callable[[], bytes]:
    """A call that opens a page as each of the people in turn; `{id}` in the address is her number."""
    turns = cycle([environ_of(app, person, url.format(id=person)) for person in people])
    return lambda: call(app, next(turns))


Fields = Callable[[int, int], dict[str, Any]]
"""What is typed into a form, from the person's number and the number of the call."""


def post(
    app: Flask, url: str, page: str | None, people: Sequence[int], fields: Fields, *, action: str | None = None
) -> Callable[[], bytes]:
    """A call that sends a form as each of the people in turn.

    :param page: where the form's hidden fields are taken from; None: it has none
    :param action: of the form, where it is not `url`
    """
    prepared = []
    for person in people:
        client, target = client_of(app, person), url.format(id=person)
        hidden = form_of(client, page.format(id=person), (action or url).format(id=person)) if page else {}
        prepared.append((person, hidden, environ_of(app, person, target, client, method="POST")))
    turns = enumerate(cycle(prepared))

    def send() -> bytes:
        number, (person, hidden, environ) = next(turns)
        body = urlencode(hidden | fields(person, number)).encode()
        return call(app, {**environ, "wsgi.input": io.BytesIO(body), "CONTENT_LENGTH": str(len(body))})

    return send


def environ_of(
    app: Flask, person: int, url: str, client: FlaskClient | None = None, method: str = "GET"
) -> "WSGIEnvironment":
    """A request of that person, as the server would hand it over."""
    client = client or client_of(app, person)
    session = client.get_cookie("session")
    assert session is not None
    headers = Headers(
        {"Cookie": f"session={session.value}", "Accept": "application/json" if method == "POST" else "text/html"}
    )
    content = "application/x-www-form-urlencoded" if method == "POST" else None
    return EnvironBuilder(path=url, method=method, headers=headers, content_type=content).get_environ()


def call(app: "WSGIApplication", environ: "WSGIEnvironment") -> bytes:
    """Call the app with a copy of the environ and give the body.

    :raises RuntimeError: if it answers with an error, or leads elsewhere instead of showing the page
    """
    said: list[str] = []

    def start(status: str, *_rest: object) -> Callable[[bytes], object]:
        said.append(status)
        return said.append  # type: ignore[return-value]

    answer = app(dict(environ), start)
    try:
        body = b"".join(answer)
    finally:
        if hasattr(answer, "close"):
            answer.close()
    if said[0][0] != "2" and (said[0][0] != "3" or environ["REQUEST_METHOD"] == "GET"):
        raise RuntimeError(f"{environ['REQUEST_METHOD']} {environ['PATH_INFO']}: {said[0]}")
    return body


class _Hidden(HTMLParser):
    def __init__(self, action: str) -> None:
        super().__init__()
        self.action = action
        self.inside = False
        self.found: dict[str, str] = {}

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        named = dict(attrs)
        if tag == "form":
            self.inside = named.get("action") == self.action
        if tag == "input" and self.inside and named.get("type") == "hidden":
            self.found[named.get("name") or ""] = named.get("value") or ""

    def handle_endtag(self, tag: str) -> None:
        if tag == "form":
            self.inside = False


def form_of(client: FlaskClient, page: str, action: str) -> dict[str, str]:
    """The hidden fields of a page's form, by its action.

    :raises RuntimeError: if the page has no such form
    """
    parser = _Hidden(action)
    parser.feed(client.get(page).get_data(as_text=True))
    if not parser.found:
        raise RuntimeError(f"{page} has no form for {action}")
    return parser.found


@contextmanager
def statements(engine: Engine) -> Iterator[list[str]]:
    """The SQL that is sent meanwhile, but for what begins and ends transactions."""
    sent: list[str] = []

    def note(_connection: object, _cursor: object, sql: str, *_rest: object) -> None:
        if not sql.startswith(("BEGIN", "COMMIT", "ROLLBACK", "SAVEPOINT", "RELEASE", "PRAGMA")):
            sent.append(sql)

    event.listen(engine, "before_cursor_execute", note)
    try:
        yield sent
    finally:
        event.remove(engine, "before_cursor_execute", note)
