"""Is the framework quoted word for word? Every statement, definition and term is looked for in the source document."""

import re
from bisect import bisect_left, bisect_right
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from functools import lru_cache
from itertools import accumulate
from typing import Any

from course.framework import Framework

LEFT_OUT = re.compile(r"[\s\u00ad\u2010\u2011-]+")
"""White space and hyphens: what a PDF's line ends add and take away."""


@dataclass(frozen=True, slots=True)
class Missing:
    id: str
    text: str


@dataclass(frozen=True, slots=True)
class Unused:
    line: int
    """Counted from 1 in the source."""
    text: str


@dataclass(frozen=True, slots=True)
class Trace:
    found: int
    missing: tuple[Missing, ...]
    unused: tuple[Unused, ...]
    """Lines of the source of which not one letter is used: headings, forewords, names, page numbers, quotations."""

    def as_json(self) -> dict[str, Any]:
        return {
            "found": self.found,
            "missing": [{"id": each.id, "text": each.text} for each in self.missing],
            "unused": [{"line": each.line, "text": each.text} for each in self.unused],
        }


def trace(framework: Framework, source: str) -> Trace:
    """Look for every quoted text in `source`, white space and hyphens left out on both sides."""
    lines, packed_lines = _packed(source)
    packed = "".join(packed_lines)
    used = bytearray(len(packed))
    found = 0
    missing: list[Missing] = []
    for id, text in _quoted(framework):
        if places := list(_places(LEFT_OUT.sub("", text), packed)):
            found += 1
            for start, end in places:
                used[start:end] = b"\x01" * (end - start)
        else:
            missing.append(Missing(id, text))
    return Trace(found, tuple(missing), tuple(_unused(lines, packed_lines, used)))


def locate(framework: Framework, source: str) -> dict[str, tuple[range, ...]]:
    """Statement id -> the lines of the source it stands on, for every time it stands there; none when not word for word."""
    _, packed_lines = _packed(source)
    packed = "".join(packed_lines)
    ends = list(accumulate(map(len, packed_lines)))
    return {
        each.id: tuple(
            range(bisect_right(ends, start) + 1, bisect_left(ends, end) + 2)
            for start, end in _places(LEFT_OUT.sub("", each.text), packed)
        )
        for each in framework.statements
    }


@lru_cache(maxsize=4)  # sorting looks at one source again and again
def _packed(source: str) -> tuple[tuple[str, ...], tuple[str, ...]]:
    """The lines of a source, as they are and without white space and hyphens."""
    lines = tuple(source.replace("\r\n", "\n").split("\n"))
    return lines, tuple(LEFT_OUT.sub("", line) for line in lines)


def _quoted(framework: Framework) -> Iterator[tuple[str, str]]:
    """Id and text of everything that the framework file quotes; a definition paragraph by paragraph."""
    for place in framework.places():
        paragraphs = place.definition.split("\n\n") if place.definition else []
        for number, paragraph in enumerate(paragraphs, start=1):
            yield (place.id if len(paragraphs) == 1 else f"{place.id}:{number}"), paragraph
    for statement in framework.statements:
        yield statement.id, statement.text
    for term in framework.terms:
        yield term.term, term.term
        yield term.term, term.text


def _places(text: str, packed: str) -> Iterator[tuple[int, int]]:
    """Where `text` stands, every time."""
    start = packed.find(text) if text else -1
    while start >= 0:
        yield start, start + len(text)
        start = packed.find(text, start + len(text))


def _unused(lines: Iterable[str], packed_lines: Iterable[str], used: bytearray) -> Iterator[Unused]:
    position = 0
    for number, (line, packed) in enumerate(zip(lines, packed_lines, strict=True), start=1):
        end = position + len(packed)
        if packed and not any(used[position:end]):
            yield Unused(number, line.strip())
        position = end
