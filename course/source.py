"""The source of a framework as it lies beside the sheet: line by line, with what has not been used of it."""

import re
from collections.abc import Sequence
from dataclasses import dataclass

from course.framework import Framework, Statement
from course.trace import LEFT_OUT, locate, trace
from course.writing import plain

BULLET = re.compile(r"^[^\w\"'»«”„(]+")
BROKEN_WORD = re.compile(r"(?<=[a-zæøå])-\s+(?=[a-zæøå])(?!og\b|eller\b)")
"""A word that the end of a line has parted; not the "viden- og" of Danish."""
LINES = 400
"""Lines of the source on one page."""


@dataclass(frozen=True, slots=True)
class SourceLine:
    number: int
    text: str
    unused: bool
    """Not one letter of it stands in the framework, and it is no heading or level of it either."""
    begins: bool
    """It is unused and the first line of a piece of text."""


@dataclass(frozen=True, slots=True)
class SourcePage:
    lines: Sequence[SourceLine]
    first: int
    """How many of the lines come before."""
    count: int
    """How many there are in all."""


def source_lines(framework: Framework, source: str) -> tuple[SourceLine, ...]:
    """The lines of the source, each with whether the framework has a use for it."""
    unused = {each.line for each in trace(framework, source).unused}
    names = [place.name for place in framework.places()] + [level.name for level in framework.levels]
    known = {_packed(name) for name in (*names, framework.title, framework.organisation)}
    lines: list[SourceLine] = []
    for number, line in enumerate(source.replace("\r\n", "\n").split("\n"), start=1):
        is_unused = number in unused and _packed(line) not in known
        goes_on = bool(lines) and lines[-1].unused and not BULLET.match(line.strip())
        lines.append(SourceLine(number, line, is_unused, is_unused and not goes_on))
    return tuple(lines)


def _packed(text: str) -> str:
    return LEFT_OUT.sub("", text).casefold()


def proposed(lines: tuple[SourceLine, ...], number: int) -> str:
    """The unused lines from `number` on as one text: without bullets, words mended that a line's end has parted."""
    taken: list[str] = []
    for line in lines[number - 1 :]:
        if not line.unused or (taken and line.begins) or len(taken) == 12:
            break
        taken.append(line.text.strip())
    return plain(BROKEN_WORD.sub("", BULLET.sub("", " ".join(taken))))


def where(framework: Framework, source: str, statement: Statement, seen: int | None) -> tuple[int, ...]:
    """The lines of the source that a statement stands on; empty where it stands nowhere.

    :param seen: the line where the import saw it; tells which of several places is meant, and stands in for none
    """
    found = locate(framework, source)[statement.id]
    if not found:
        return (seen,) if seen else ()
    nearest: range = min(found, key=lambda each: abs(each.start - (seen or each.start)))
    return tuple(nearest)


def page_of(lines: Sequence[SourceLine], wanted: int) -> SourcePage:
    """The page of the source on which a line stands.

    :param wanted: counted from 0 among the lines; the last page for one that is too large
    """
    first = min(max(wanted, 0), max(len(lines) - 1, 0)) // LINES * LINES
    return SourcePage(lines[first : first + LINES], first, len(lines))
