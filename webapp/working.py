"""The worker: one process that sends mail and does what falls due, for as long as the server or the command runs."""

import logging
import os
import time

from sqlalchemy import Engine

from webapp.config import Config
from webapp.db import make_engine
from webapp.ticking import send_now, tick

log = logging.getLogger("lederstart")
SECONDS_BETWEEN_SENDING = 5
SECONDS_BETWEEN_TICKS = 300
SECONDS_TO_NOTICE = 0.5
"""How long a worker outlives its server, when it has nothing to do."""


def start_worker(config: Config) -> None:
    """A worker beside the server; it finishes what it is doing when the server has ended, and ends too.

    To be called before the server makes threads or connections: a fork takes along what is open.
    """
    server = os.getpid()
    if os.fork():
        return
    try:
        work(config, server)
    finally:
        os._exit(0)


def work(config: Config, server: int | None = None) -> None:
    """Work until interrupted, or until the process `server` is gone."""
    logging.basicConfig(level=logging.INFO, format="%(asctime)s %(name)s %(levelname)s %(message)s")
    engine = make_engine(config.database_url)
    next_tick = time.monotonic()
    try:
        while _is_wanted(server):
            if time.monotonic() >= next_tick:
                tick(engine, config)
                next_tick = time.monotonic() + SECONDS_BETWEEN_TICKS
            else:
                _send(engine, config)
            rest_until = time.monotonic() + SECONDS_BETWEEN_SENDING
            while time.monotonic() < rest_until and _is_wanted(server):
                time.sleep(SECONDS_TO_NOTICE)
    except KeyboardInterrupt:
        return
    finally:
        engine.dispose()


def _is_wanted(server: int | None) -> bool:
    return server is None or os.getppid() == server


def _send(engine: Engine, config: Config) -> None:
    """A database that is away for a moment does not end the worker."""
    try:
        send_now(engine, config)
    except Exception:
        log.exception("sending failed")
