"""A problem in a content file: where it is, what it is, and how to cure it."""

from collections.abc import Iterable
from dataclasses import dataclass
from difflib import get_close_matches
from typing import Literal

Severity = Literal["error", "warning"]


@dataclass(frozen=True, slots=True, order=True)
class Problem:
    path: str
    """The file, as named in the course: `content/odsherred/rolle.md`."""
    line: int
    """Counted from 1; 1 also where the whole file is meant."""
    id: str
    """The rule, as in the content guide (`Q09`): the same in every language."""
    severity: Severity
    message: str
    """A Danish sentence that says what is wrong and what to do."""

    def as_json(self) -> dict[str, str | int]:
        return {
            "id": self.id,
            "severity": self.severity,
            "path": self.path,
            "line": self.line,
            "message": self.message,
        }


class Problems:
    """The problems of one file, gathered while it is read."""

    def __init__(self, path: str) -> None:
        self.path = path
        self.found: list[Problem] = []

    def error(self, id: str, line: int, message: str) -> None:
        self.found.append(Problem(self.path, max(line, 1), id, "error", message))

    def warning(self, id: str, line: int, message: str) -> None:
        self.found.append(Problem(self.path, max(line, 1), id, "warning", message))


def nearest(word: str, known: Iterable[str]) -> str:
    """` Mente du "drift"?` with the known word most like `word`; empty when none is near."""
    match = get_close_matches(word.casefold(), {name.casefold(): name for name in known}, n=1, cutoff=0.6)
    return f' Mente du "{match[0]}"?' if match else ""
