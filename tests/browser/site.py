"""A real server on this machine, on a database of its own that holds the demo."""

import logging
import shutil
import threading
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import UTC, date, datetime
from pathlib import Path
from typing import TYPE_CHECKING

from sqlalchemy import Engine, select, update
from sqlalchemy.orm import Session
from werkzeug.security import generate_password_hash
from werkzeug.serving import make_server

from course import files
from course.compile import compile_course
from webapp import demo, operations
from webapp.app import create_app
from webapp.config import Config
from webapp.db import make_engine, make_session
from webapp.migrating import migrate
from webapp.models import Enrolment, Person, Reflection, Role
from webapp.operations import Profile

if TYPE_CHECKING:
    from _typeshed.wsgi import StartResponse, WSGIEnvironment

ROOT = Path(__file__).parents[2]
NOW = datetime(2026, 11, 20, 10, 0, tzinfo=UTC)
PASSWORD = "en-god-adgangskode"
WEAK = "scrypt:1024:8:1"
"""Hashing that costs next to nothing."""
COURSE, _ = compile_course(demo.COURSE, files.read_course(ROOT, demo.COURSE))
LEVEL = "leder-af-medarbejdere"
MODULES = [module.id for module in COURSE.modules_for(LEVEL)]
LEADER, MANAGER, DIRECTOR, AUTHOR, HR = (
    f"{name}@lederstart.example" for name in ("leder", "chef", "direktoer", "forfatter", "hr")
)
logging.getLogger("werkzeug").setLevel(logging.ERROR)


@dataclass(frozen=True, slots=True)
class Site:
    url: str
    """Without a slash at the end."""
    engine: Engine
    asked_for: list[str]
    """The addresses that browsers have asked the server for, in order."""

    def session(self) -> Session:
        return make_session(self.engine)

    def add_person(self, email: str, *roles: Role, manager: str | None = None, level: str | None = None) -> int:
        """A person who can sign in, welcomed and enrolled where a level is given; her id."""
        with self.session() as session:
            boss = session.scalars(select(Person.id).where(Person.email == manager)).one() if manager else None
            name = email.partition("@")[0].capitalize() + " Prøve"
            person = operations.add_person(session, Profile(name, email, "", boss, frozenset(roles)), by=None, now=NOW)
            person.password_hash = generate_password_hash(PASSWORD, method=WEAK)
            if level:
                enrolment = operations.enrol(session, person, COURSE, level, date(2026, 11, 2), by=None, now=NOW)
                assert enrolment is not None
                enrolment.welcomed = True
            session.commit()
            return person.id

    def text_of(self, email: str, item: str) -> str:
        """What the database holds of her text at a prompt; empty when there is nothing."""
        mine = Reflection.enrolment_id == self.enrolment_of(email)
        with self.session() as session:
            return session.scalar(select(Reflection.text).where(mine, Reflection.item == item)) or ""

    def enrolment_of(self, email: str) -> int:
        with self.session() as session:
            return session.scalars(
                select(Enrolment.id).join(Person, Person.id == Enrolment.person_id).where(Person.email == email)
            ).one()


def fill(path: Path) -> None:
    """Make a database file with the newest tables and the demo in it."""
    engine = make_engine(f"sqlite:///{path}")
    migrate(engine)
    with make_session(engine) as session:
        demo.fill(session, ROOT, PASSWORD, now=NOW)
        session.flush()
        operations.keep_figures(session, [COURSE.id], operations.take(session, [COURSE.id], NOW.date()), NOW.date())
        session.execute(update(Person).values(password_hash=generate_password_hash(PASSWORD, method=WEAK)))
        session.commit()
    engine.dispose()


@contextmanager
def serve(filled: Path, folder: Path) -> Iterator[Site]:
    """A server on a copy of the filled database."""
    path = folder / "site.sqlite3"
    shutil.copyfile(filled, path)
    engine = make_engine(f"sqlite:///{path}")
    config = Config(
        database_url=f"sqlite:///{path}",
        secret_key="a-secret-that-only-the-tests-know",
        organisation=demo.ORGANISATION,
        hr_contact=demo.HR_CONTACT,
        secure_cookies=False,
        scrypt=WEAK,
        clock=lambda: NOW,
    )
    app = create_app(config, engine)
    asked_for: list[str] = []

    def note(environ: "WSGIEnvironment", start_response: "StartResponse") -> Iterable[bytes]:
        asked_for.append(environ["PATH_INFO"])
        return app.wsgi_app(environ, start_response)

    server = make_server("127.0.0.1", 0, note, threaded=True)
    thread = threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.05})
    thread.start()
    try:
        yield Site(f"http://127.0.0.1:{server.port}", engine, asked_for)
    finally:
        server.shutdown()
        thread.join()
        server.server_close()
        engine.dispose()
