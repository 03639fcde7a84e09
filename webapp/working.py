"""The worker: one process that sends mail and does what falls due, for as long as the server or the command runs."""

import logging
import multiprocessing
import os
import time

from sqlalchemy import Engine

from webapp.config import Config
from webapp.db import make_engine
from webapp.ticking import send_now, tick

log = logging.getLogger("lederstart")
SECONDS_BETWEEN_SENDING = 5
SECONDS_BETWEEN_TICKS = 300


def start_worker(config: Config) -> None:
    """A worker beside the server, ended with it. To be called before the server makes threads or connections."""
    process = multiprocessing.get_context("fork").Process(target=work, args=(config, os.getpid()), daemon=True)
    process.start()


def work(config: Config, server: int | None = None) -> None:
    """Work until interrupted, or until the process `server` is gone."""
    logging.basicConfig(level=logging.INFO, format="%(asctime)s %(name)s %(levelname)s %(message)s")
    engine = make_engine(config.database_url)
    next_tick = time.monotonic()
    try:
        while server is None or os.getppid() == server:
            if time.monotonic() >= next_tick:
                tick(engine, config)
                next_tick = time.monotonic() + SECONDS_BETWEEN_TICKS
            else:
                _send(engine, config)
            time.sleep(SECONDS_BETWEEN_SENDING)
    except KeyboardInterrupt:
        return
    finally:
        engine.dispose()


def _send(engine: Engine, config: Config) -> None:
    """A database that is away for a moment does not end the worker."""
    try:
        send_now(engine, config)
    except Exception:
        log.exception("sending failed")
