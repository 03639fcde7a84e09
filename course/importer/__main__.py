"""Reading a document in a process of its own: `python -m course.importer NAME < FILE`.

A file from outside may be made to hang its reader or to fill the memory. Here that ends this process and no other.
It prints a line of JSON every second (`done` and `total` pages), and one at the end: what came of the document, or
`unreadable` with the sentence that says why.
"""

import json
import resource
import sys
from threading import Event, Thread
from typing import Any

from course.importer import Imported, Unreadable, bring_in

MOST_MEMORY = 1_500_000_000
"""Bytes of address space; reading 100 pages takes a fifth of it."""
MOST_SECONDS = 300
"""Of processor time."""
TICK = 1.0
"""Seconds between two signs of life."""


def main(name: str) -> None:
    resource.setrlimit(resource.RLIMIT_AS, (MOST_MEMORY, MOST_MEMORY))
    resource.setrlimit(resource.RLIMIT_CPU, (MOST_SECONDS, MOST_SECONDS))
    sign = _Sign()
    Thread(target=sign.repeat, daemon=True).start()
    try:
        last = _told(bring_in(sys.stdin.buffer.read(), name, sign.note))
    except Unreadable as error:
        last = {"unreadable": str(error)}
    sign.stop.set()
    _print(last)


class _Sign:
    """How far the reading is, told again and again, so that whoever waits knows that it goes on."""

    def __init__(self) -> None:
        self.done, self.total = 0, 0
        self.stop = Event()

    def note(self, done: int, total: int) -> None:
        self.done, self.total = done, total

    def repeat(self) -> None:
        while not self.stop.wait(TICK):
            _print({"done": self.done, "total": self.total})


def _told(imported: Imported) -> dict[str, Any]:
    return {
        "text": imported.text,
        "source": imported.source,
        "places": imported.places,
        "doubts": {each.statement: each.reason for each in imported.doubts},
        "notice": imported.notice or "",
    }


def _print(value: dict[str, Any]) -> None:
    sys.stdout.write(json.dumps(value) + "\n")
    sys.stdout.flush()


if __name__ == "__main__":
    main(sys.argv[1])
