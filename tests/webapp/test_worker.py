"""Mail by itself: the settings, the worker beside the server, `lederstart worker` and `lederstart tick`."""

import os
import signal
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest

from tests.webapp import make
from tests.webapp.conftest import Clock
from tests.webapp.make import Database
from tests.webapp.test_commands import PATIENCE, ROOT, free_port, wait_for
from tests.webapp.test_outbox import queue
from webapp import ticking
from webapp.config import Config, ConfigError, Security, Smtp, read_config
from webapp.db import make_engine
from webapp.migrating import migrate
from webapp.ticking import tick

SECRET = {"LEDERSTART_SECRET_KEY": "x" * 32}
SERVER = {
    "LEDERSTART_SMTP_HOST": "mail.nordby.example",
    "LEDERSTART_SMTP_SENDER": "Lederstart <lederstart@nordby.example>",
    "LEDERSTART_ADDRESS": "https://lederstart.nordby.example",
}


# --- settings ---


def test_without_a_mail_server_mails_go_to_a_folder(tmp_path: Path) -> None:
    config = read_config(SECRET | {"LEDERSTART_DATA": str(tmp_path)})
    assert config.smtp is None
    assert config.mail_folder == tmp_path / "mail"


def test_a_mail_server_is_reached_encrypted_where_nothing_else_is_said() -> None:
    assert read_config(SECRET | SERVER).smtp == Smtp("mail.nordby.example", 587, Security.STARTTLS)


@pytest.mark.parametrize(("security", "port"), [("starttls", 587), ("tls", 465), ("none", 25)])
def test_each_way_of_securing_has_its_port(security: str, port: int) -> None:
    smtp = read_config(SECRET | SERVER | {"LEDERSTART_SMTP_SECURITY": security}).smtp
    assert smtp is not None
    assert (smtp.security, smtp.port) == (security, port)


def test_a_password_is_in_no_printed_settings() -> None:
    signing_in = {"LEDERSTART_SMTP_USER": "lederstart", "LEDERSTART_SMTP_PASSWORD": "et godt kodeord"}
    config = read_config(SECRET | SERVER | signing_in)
    assert config.smtp is not None
    assert config.smtp.password == "et godt kodeord"
    assert "et godt kodeord" not in repr(config)


@pytest.mark.parametrize(
    ("changed", "named"),
    [
        ({"LEDERSTART_SMTP_SENDER": ""}, "LEDERSTART_SMTP_SENDER"),
        ({"LEDERSTART_SMTP_SENDER": "Lederstart"}, "LEDERSTART_SMTP_SENDER"),
        ({"LEDERSTART_ADDRESS": ""}, "LEDERSTART_ADDRESS"),
        ({"LEDERSTART_ADDRESS": "lederstart.nordby.example"}, "LEDERSTART_ADDRESS"),
        ({"LEDERSTART_SMTP_SECURITY": "ssl"}, "LEDERSTART_SMTP_SECURITY"),
        ({"LEDERSTART_SMTP_PORT": "smtp"}, "LEDERSTART_SMTP_PORT"),
        ({"LEDERSTART_SMTP_PORT": "0"}, "LEDERSTART_SMTP_PORT"),
        ({"LEDERSTART_SMTP_USER": "lederstart"}, "LEDERSTART_SMTP_PASSWORD"),
        (
            {
                "LEDERSTART_SMTP_USER": "a",
                "LEDERSTART_SMTP_PASSWORD": "hemmeligt",
                "LEDERSTART_SMTP_SECURITY": "none",
            },
            "LEDERSTART_SMTP_SECURITY",
        ),
        ({"LEDERSTART_SMTP_HOST": ""}, "LEDERSTART_SMTP_HOST"),
    ],
)
def test_a_setting_of_the_mail_that_is_wrong_or_missing_is_named(changed: dict[str, str], named: str) -> None:
    with pytest.raises(ConfigError, match=named) as raised:
        read_config(SECRET | SERVER | changed)
    assert "hemmeligt" not in str(raised.value)


# --- the worker ---


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """A data folder with a database."""
    engine = make_engine(f"sqlite:///{tmp_path / 'lederstart.sqlite3'}")
    migrate(engine)
    engine.dispose()
    return tmp_path


@contextmanager
def running(folder: Path, *arguments: str) -> Iterator["subprocess.Popen[str]"]:
    """A command that goes on until it is ended; its output is closed by then, so nothing of it runs any more."""
    environment = {name: value for name, value in os.environ.items() if not name.startswith("LEDERSTART_")}
    environment |= SECRET | {"PYTHONPATH": str(ROOT), "LEDERSTART_DATA": str(folder)}
    command = [sys.executable, "-c", "import sys; from webapp.commands import main; sys.exit(main())", *arguments]
    process = subprocess.Popen(
        command, cwd=folder, env=environment, stdout=subprocess.PIPE, stderr=subprocess.STDOUT, text=True
    )
    try:
        yield process
    finally:
        process.terminate()
        said, _ = process.communicate(timeout=PATIENCE)
        assert "Traceback" not in said, said


def queue_one(folder: Path) -> None:
    db = Database(make_engine(f"sqlite:///{folder / 'lederstart.sqlite3'}"))
    queue(db, make.person(db))
    db.engine.dispose()


def mails_in(folder: Path) -> int:
    return len(list((folder / "mail").glob("*.eml"))) if (folder / "mail").exists() else 0


def wait_for_mail(folder: Path) -> None:
    deadline = time.monotonic() + PATIENCE
    while not mails_in(folder):
        assert time.monotonic() < deadline, "no mail"
        time.sleep(0.1)


def test_the_server_sends_mail_by_itself_and_its_worker_ends_with_it(folder: Path) -> None:
    port = free_port()
    with running(folder, "serve", "--port", str(port)) as server:
        wait_for(f"http://127.0.0.1:{port}/healthz", server)
        queue_one(folder)
        wait_for_mail(folder)
    assert mails_in(folder) == 1


def test_a_server_without_a_worker_sends_nothing_and_a_tick_does(folder: Path) -> None:
    port = free_port()
    with running(folder, "serve", "--no-worker", "--port", str(port)) as server:
        wait_for(f"http://127.0.0.1:{port}/healthz", server)
        queue_one(folder)
        time.sleep(1)
        assert mails_in(folder) == 0
        with running(folder, "tick") as ticking_once:
            assert ticking_once.wait(timeout=PATIENCE) == 0
    assert mails_in(folder) == 1


def test_a_worker_of_its_own_sends_mail_until_it_is_interrupted(folder: Path) -> None:
    queue_one(folder)
    with running(folder, "worker") as worker:
        wait_for_mail(folder)
        worker.send_signal(signal.SIGINT)
        assert worker.wait(timeout=PATIENCE) == 0


def test_a_job_that_fails_does_not_stop_the_others_and_is_told(
    db: Database, config: Config, clock: Clock, monkeypatch: pytest.MonkeyPatch
) -> None:
    done: list[str] = []

    def broken(*_: object) -> None:
        raise ZeroDivisionError

    monkeypatch.setattr(ticking, "JOBS", [broken, lambda *_: done.append("the next one")])
    assert not tick(db.engine, config)
    assert done == ["the next one"]
