"""The server that a load is put on: the product under gunicorn, as `lederstart serve` runs it, with any number of workers."""

import os
import socket
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import closing, contextmanager
from typing import Any

from flask import Flask
from sqlalchemy import event

from tools.bench.site import SECRET
from webapp.app import create_app
from webapp.config import Config
from webapp.db import make_engine

THREADS = 4
PATIENCE = 20
"""Seconds until a server that does not come counts as broken."""


def make_app() -> Flask:
    """The app of one worker; what it is to be stands in the environment."""
    engine = make_engine(os.environ["BENCH_DATABASE"])
    if level := os.environ.get("BENCH_SYNCHRONOUS"):

        @event.listens_for(engine, "connect")
        def set_level(connection: Any, _record: Any) -> None:
            connection.execute(f"PRAGMA synchronous = {level}")

    return create_app(Config(database_url="", secret_key=SECRET, secure_cookies=False), engine)


@contextmanager
def serving(database: str, workers: int, synchronous: str = "") -> Iterator[str]:
    """A server in processes of its own, on this machine only; its address.

    :raises RuntimeError: if it does not answer
    """
    port = _free_port()
    environ = {**os.environ, "BENCH_DATABASE": database, "BENCH_SYNCHRONOUS": synchronous}
    settings = ["-b", f"127.0.0.1:{port}", "-w", str(workers), "-k", "gthread", "--threads", str(THREADS)]
    command = [sys.executable, "-m", "gunicorn", *settings, "--log-level", "error", "tools.bench.server:make_app()"]
    server = subprocess.Popen(command, env=environ)
    try:
        _wait(port)
        yield f"http://127.0.0.1:{port}"
    finally:
        server.terminate()
        server.wait(PATIENCE)


def _free_port() -> int:
    with closing(socket.socket()) as probe:
        probe.bind(("127.0.0.1", 0))
        port: int = probe.getsockname()[1]
        return port


def _wait(port: int) -> None:
    deadline = time.monotonic() + PATIENCE
    while time.monotonic() < deadline:
        with closing(socket.socket()) as probe:
            if probe.connect_ex(("127.0.0.1", port)) == 0:
                return
        time.sleep(0.1)
    raise RuntimeError("the server does not answer")
