"""Reading a document beside the requests: a thread of this process waits for a process that may be ended.

The bytes lie in the database before anybody reads them, and the outcome is written at one stroke. A server that stops
half way leaves a row that another one can take on; see docs/decisions/0008.
"""

import json
import logging
import os
import secrets
import subprocess
import sys
from collections.abc import Callable
from datetime import datetime
from threading import Semaphore, Thread, Timer
from typing import Any

from sqlalchemy import Engine

from webapp.db import make_session
from webapp.operations import sorting
from webapp.operations.sorting import Read

PASTED = "indsat tekst.txt"
"""What pasted text is called where a file has a name."""
LONGEST = 300.0
"""Seconds that one document may take."""
TOO_HARD = (
    "Dokumentet er for stort eller for indviklet at læse. Gem kun de sider, der er ledelsesgrundlaget, og prøv igen."
)
ONE_AT_A_TIME = Semaphore(1)
"""In this process: reading takes a whole processor, and pages are to be served meanwhile."""
log = logging.getLogger("lederstart")
Clock = Callable[[], datetime]


def begin(engine: Engine, clock: Clock, id: int) -> Thread:
    """Read a document in the background. Where it is being read already, nothing happens."""
    thread = Thread(target=_read, args=(engine, clock, id), daemon=True)
    thread.start()
    return thread


def _read(engine: Engine, clock: Clock, id: int) -> None:
    claim = secrets.token_hex(16)
    with ONE_AT_A_TIME:
        with make_session(engine) as session:
            document = sorting.claim_reading(session, id, claim, clock())
            session.commit()
        if document is None:
            return

        def note(done: int, total: int) -> None:
            with make_session(engine) as session:
                sorting.note_reading(session, id, claim, done, total, clock())
                session.commit()

        try:
            outcome = read_apart(*document, note)
        except Exception:
            log.exception("a document could not be read")
            outcome = TOO_HARD
        with make_session(engine) as session:
            if isinstance(outcome, str):
                sorting.fail_reading(session, id, claim, outcome)
            else:
                sorting.finish_reading(session, id, claim, outcome, clock())
            session.commit()


def read_apart(data: bytes, name: str, note: Callable[[int, int], None], longest: float = LONGEST) -> Read | str:
    """What came of a document, or the sentence that says why nothing did.

    :param note: called every second with the pages done and all pages
    :param longest: seconds
    """
    command = [sys.executable, "-P", "-m", "course.importer", name or PASTED]
    # Nothing secret is handed on: no settings, no address of a database.
    kept = {key: os.environ[key] for key in ("PATH", "PYTHONPATH", "SYSTEMROOT") if key in os.environ}
    last: dict[str, Any] = {}
    with subprocess.Popen(
        command, stdin=subprocess.PIPE, stdout=subprocess.PIPE, stderr=subprocess.DEVNULL, env=kept
    ) as process:
        clock = Timer(longest, process.kill)
        clock.start()
        try:
            assert process.stdin is not None
            assert process.stdout is not None
            Thread(target=_hand_over, args=(process.stdin, data), daemon=True).start()
            for line in process.stdout:
                last = json.loads(line)
                if "done" in last:
                    note(last["done"], last["total"])
        finally:
            clock.cancel()
            process.kill()
    if "text" in last:
        return Read(**last)
    return str(last.get("unreadable", TOO_HARD))


def _hand_over(pipe: Any, data: bytes) -> None:
    try:
        with pipe:
            pipe.write(data)
    except OSError:
        log.info("a reader ended before it had the whole document")
