"""The commands that need the database or the server."""

import argparse
import logging
import os
import socket
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import replace
from typing import Any

from gunicorn.app.base import BaseApplication
from sqlalchemy import Engine, select
from sqlalchemy.orm import Session

from course import files
from course.cli import UsageError
from webapp import archiving, demo, editions, operations, queries
from webapp.app import create_app
from webapp.config import (
    DEMO_PASSWORD,
    Config,
    ConfigError,
    check_known,
    data_folder,
    database_url,
    mail_folder,
    read_config,
    system_clock,
)
from webapp.db import make_engine, make_session
from webapp.migrating import is_current, migrate
from webapp.models import Role, Setting
from webapp.names import EMAIL
from webapp.operations import Profile
from webapp.ticking import tick
from webapp.working import start_worker, work

WORKERS = 2
THREADS = 4
"""Beside password checks a page waits 15 ms so, and 686 ms with two workers of one thread."""


def open_engine(*, new: bool = False) -> Engine:
    """The engine of the database that the environment names.

    :param new: the database may be missing still
    :raises UsageError: if a setting is wrong, or the database has not the newest layout
    """
    try:
        check_known(os.environ)
        engine = make_engine(database_url(os.environ))
    except ConfigError as error:
        raise UsageError(str(error)) from error
    if new:
        if engine.dialect.name == "sqlite" and engine.url.database:
            # Its owner's alone: what leaders write lies in it.
            data_folder(os.environ).mkdir(mode=0o700, parents=True, exist_ok=True)
        return engine
    path = engine.url.database
    missing = engine.dialect.name == "sqlite" and not (path and os.path.exists(path))  # noqa: PTH110
    if missing or not _has_newest_layout(engine):
        raise UsageError('Databasen mangler eller er fra en ældre version. Kør "lederstart migrate" først.')
    return engine


@contextmanager
def _session() -> Iterator[Session]:
    """A session of a command, on a connection that ends with it."""
    engine = open_engine()
    try:
        with make_session(engine) as session:
            yield session
    finally:
        engine.dispose()


def _has_newest_layout(engine: Engine) -> bool:
    with engine.connect() as connection:
        return is_current(connection)


def run_migrate(_arguments: argparse.Namespace) -> int:
    changed = migrate(open_engine(new=True))
    print("Databasen er bragt op til nyeste version." if changed else "Databasen er allerede af nyeste version.")
    return 0


def run_publish(arguments: argparse.Namespace) -> int:
    """Publish one course or all; the status is 1 when one of them has errors, and the others are published."""
    root = files.root()
    known = files.list_courses(root)
    if arguments.course and arguments.course not in known:
        raise UsageError(f'Intet forløb hedder "{arguments.course}". Der er: {", ".join(known) or "ingen"}.')
    engine = open_engine()
    failed = False
    for course in [arguments.course] if arguments.course else known:
        with make_session(engine) as session:
            failed |= not publish(session, course, arguments.note, replace=arguments.replace)
    return int(failed)


def publish(session: Session, course: str, note: str, *, replace: bool) -> bool:
    """Publish a course from disk, commit, and say what happened; False when it was not published."""
    on_disk = files.read_course(files.root(), course)
    try:
        edition = operations.publish_from_disk(
            session, editions.Courses(), course, on_disk, now=system_clock(), note=note, replace=replace
        )
    except editions.ContentError as error:
        session.rollback()
        for problem in error.problems:
            print(f"{problem.path}:{problem.line}: fejl {problem.id}: {problem.message}", file=sys.stderr)
        print(f"{course}: ikke udgivet, for der er fejl. Den seneste udgave gælder stadig.", file=sys.stderr)
        return False
    except editions.StudioAhead as ahead:
        session.rollback()
        for path in ahead.paths:
            print(f"{path}: ændret på Værkstedet", file=sys.stderr)
        print(
            f"{course}: ikke udgivet, for filerne her er ikke som på Værkstedet. Hent dem derfra med "
            f'"lederstart export-course {course}", eller udgiv alligevel med --replace. Udkastet bliver, som det er.',
            file=sys.stderr,
        )
        return False
    if edition is None:
        print(f"{course}: intet er ændret siden den seneste udgave.")
        return True
    session.commit()
    print(f"{course}: udgave {edition.number} er udgivet.")
    return True


def run_export_course(arguments: argparse.Namespace) -> int:
    with _session() as session:
        return archiving.export_course(session, arguments)


def run_import_course(arguments: argparse.Namespace) -> int:
    with _session() as session:
        return archiving.import_course(session, arguments)


def run_person_add(arguments: argparse.Namespace) -> int:
    if not EMAIL.fullmatch(arguments.email.strip()):
        raise UsageError("Skriv en mailadresse som anna@kommune.dk.")
    if not arguments.name.strip():
        raise UsageError("Skriv personens navn efter --name.")
    now = system_clock()
    with _session() as session:
        if queries.get_person_id(session, arguments.email) is not None:
            raise UsageError(f"{arguments.email} findes allerede.")
        manager = queries.get_person_id(session, arguments.manager) if arguments.manager else None
        if arguments.manager and manager is None:
            raise UsageError(f"Ingen har adressen {arguments.manager}. Tilføj lederen først.")
        roles = frozenset(Role(role) for role in arguments.role)
        profile = Profile(arguments.name, arguments.email, arguments.unit, manager, roles)
        person = operations.add_person(session, profile, by=None, now=now)
        token = operations.invite(session, person.id, by=None, now=now)
        session.commit()
    print(f"{arguments.name} er tilføjet. Linket gælder i 72 timer og kan bruges én gang:")
    print(f"{arguments.address.rstrip('/')}/invitation/{token}")
    return 0


def _config() -> Config:
    """The settings of a server or worker.

    :raises UsageError: names the setting that is missing or wrong
    """
    try:
        return read_config(os.environ)
    except ConfigError as error:
        raise UsageError(str(error)) from error


def run_tick(_arguments: argparse.Namespace) -> int:
    """One pass over everything that falls due; the status is 1 when a job has failed."""
    config = _config()
    engine = open_engine()
    logging.basicConfig(level=logging.WARNING, format="%(asctime)s %(name)s %(levelname)s %(message)s")
    well = tick(engine, config)
    engine.dispose()
    return int(not well)


def run_worker(_arguments: argparse.Namespace) -> int:
    config = _config()
    open_engine().dispose()
    work(config)
    return 0


def run_serve(arguments: argparse.Namespace) -> int:
    config = _config()
    open_engine().dispose()
    return _serve(config, arguments)


def run_demo(arguments: argparse.Namespace) -> int:
    """Fill a demo database and serve it. Filling twice changes nothing; a database that is no demo is left alone."""
    _check_port(arguments.host, arguments.port)
    engine = open_engine(new=True)
    migrate(engine)
    password = os.environ.get("LEDERSTART_DEMO_PASSWORD") or DEMO_PASSWORD
    with make_session(engine) as session:
        try:
            demo.fill(session, files.root(), password, now=system_clock())
        except demo.NotADemo as error:
            raise UsageError(
                "Databasen er ikke en demo, så den bliver ikke rørt. "
                "Sæt LEDERSTART_DATA til en tom mappe, og prøv igen."
            ) from error
        session.commit()
        secret = session.scalars(select(Setting.value).where(Setting.name == "secret_key")).one()
    engine.dispose()
    config = Config(
        database_url=database_url(os.environ),
        secret_key=secret,
        organisation=demo.ORGANISATION,
        hr_contact=demo.HR_CONTACT,
        demo_password=password,
        secure_cookies=False,
        mail_folder=mail_folder(os.environ),
    )
    print(f"Lederstart kører på http://{arguments.host}:{arguments.port}/")
    print(f"Log ind med en af disse adresser og adgangskoden {password}:")
    for email, who in demo.ACCOUNTS.items():
        print(f"  {email:32} {who}")
    print("De andre forløb prøver man på hvert niveau, for eksempel som chef.holstebro@lederstart.example.")
    print("Alle adresserne står under Personer, når man er logget ind som hr@lederstart.example.")
    print("Stop med Ctrl+C.", flush=True)
    return _serve(config, arguments)


def _check_port(host: str, port: int) -> None:
    """:raises UsageError: if something listens there already"""
    with socket.socket() as probe:
        probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            probe.bind((host, port))
        except OSError as error:
            raise UsageError(
                f"Port {port} er optaget på {host}. Stop det andet program, eller vælg en anden port: "
                f"LEDERSTART_PORT={port + 1}"
            ) from error


class _Server(BaseApplication):  # type: ignore[misc]
    """gunicorn with our settings; each worker makes its own app, so that nothing is shared but the database."""

    def __init__(self, config: Config, host: str, port: int) -> None:
        self.lederstart = config
        self.address = f"{host}:{port}"
        super().__init__()

    def load_config(self) -> None:
        settings: dict[str, Any] = {
            "bind": self.address,
            "workers": WORKERS,
            "threads": THREADS,
            "worker_class": "gthread",
            "loglevel": "warning",
            "control_socket_disable": True,
        }
        for name, value in settings.items():
            if name in self.cfg.settings:
                self.cfg.set(name, value)

    def load(self) -> Any:
        logging.basicConfig(level=logging.INFO, format="%(asctime)s %(name)s %(levelname)s %(message)s")
        return create_app(self.lederstart)


def _serve(config: Config, arguments: argparse.Namespace) -> int:
    """Serve, with one worker beside it unless it is turned off."""
    host, port = arguments.host, arguments.port
    config = replace(config, served_at=f"http://{host}:{port}")
    if arguments.worker:
        start_worker(config)
    _Server(config, host, port).run()
    return 0
