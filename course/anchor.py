"""Finding the line again that somebody has commented on, when lines above it have come and gone."""

from collections.abc import Sequence


def lines_of(text: str) -> tuple[str, ...]:
    """The lines of a file, without blanks at their ends."""
    return tuple(line.rstrip() for line in text.replace("\r\n", "\n").replace("\r", "\n").split("\n"))


def find_line(lines: Sequence[str], wanted: str) -> int | None:
    """The number of the line, from 1, that reads as it did; None when none does any more."""
    folded = " ".join(wanted.split())
    return next((number for number, line in enumerate(lines, start=1) if " ".join(line.split()) == folded), None)
