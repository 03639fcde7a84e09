"""What has changed between two states of a text: line by line, and word by word within a line."""

import re
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from difflib import SequenceMatcher
from itertools import zip_longest
from typing import Literal

from course import frontmatter

How = Literal["same", "out", "in"]
WORDS = re.compile(r"\s+|\w+|[^\w\s]")
CONTEXT = 1
"""Unchanged lines shown on either side."""
LONGEST = 2000
"""Lines of a text, and words of a line, that are compared; what is longer is told as replaced."""
MOST_PAIRS = 20_000
"""Pairs of the same word, or line, in two texts that are looked through; a text that repeats itself more is no prose."""
ALIKE = 0.4
"""The share of words in common from which two lines are versions of one (judgement)."""


@dataclass(frozen=True, slots=True)
class Run:
    """A piece of a line."""

    how: How
    text: str


@dataclass(frozen=True, slots=True)
class Line:
    how: Literal["same", "out", "in", "changed", "gap"]
    """A gap stands for unchanged lines that are not shown."""
    runs: tuple[Run, ...]


def readable(text: str, titles: Mapping[str, str] | None = None) -> str:
    """A file as one reads it: the keys of its head in Danish, without what only holds it together, and without ids.

    :param titles: id -> title of the modules that the outline names
    """
    head, body, _lines = frontmatter.split(text)
    lines = [] if head is None else [_planned(line, titles or {}) for line in head.rstrip("\n").split("\n")]
    told = [line for line in body.split("\n") if line.strip() != ":::"]
    return "\n".join([*lines, re.sub(r" ?\{#[^{}\s]*\}", "", "\n".join(told))])


PLANNED = re.compile(r"\s*-\s*\{\s*module:\s*([a-z0-9-]+)\s*,\s*due_day:\s*(-?\d+)(?:,[^{}]*)?\}\s*")


def _planned(line: str, titles: Mapping[str, str]) -> str:
    """A line of the outline as a title and a day; any other with its key in Danish."""
    match = PLANNED.fullmatch(line)
    return f"{titles.get(match[1], match[1])}, dag {match[2]}" if match else named(line)


KEYS = {
    "title": "Titel",
    "summary": "Kort om",
    "objectives": "Det kan lederen bagefter",
    "themes": "Temaer",
    "levels": "Ledelsesniveauer",
    "organisation": "Organisation",
    "year": "År",
    "language": "Sprog",
    "source": "Kilde",
    "called": "Kaldes",
    "outline": "Planen",
    "module": "modul",
    "due_day": "dag",
    "origin": "Kopi af",
    "course": "forløb",
    "edition": "udgave",
    "generated": "Udkast, ingen har skrevet færdig",
}
"""What the keys of a head are called for one who reads."""
KEY = re.compile(r"(^\s*(?:- )?|[{,]\s*)([a-z_]+)(?=:(?:\s|$))")


def named(line: str) -> str:
    """A line of a head with its keys in Danish."""
    return KEY.sub(lambda match: match[1] + KEYS.get(match[2], match[2]), line)


def difference(before: str, after: str) -> tuple[Line, ...]:
    """The changed lines with a line around them; empty when nothing has changed."""
    old, new = _lines(before), _lines(after)
    if old == new:
        return ()
    if _is_too_much(old, new):
        return (*_all("out", old[:LONGEST]), *_all("in", new[:LONGEST]))
    blocks = SequenceMatcher(a=old, b=new, autojunk=False).get_opcodes()
    lines: list[Line] = []
    for number, (tag, start, end, new_start, new_end) in enumerate(blocks):
        if tag == "equal":
            lines += _around(old[start:end], first=number == 0, last=number == len(blocks) - 1)
        else:
            lines += _changed(old[start:end], new[new_start:new_end])
    return tuple(lines)


def _is_too_much(old: Sequence[str], new: Sequence[str]) -> bool:
    """Whether comparing would take longer than a reader waits."""
    there = Counter(new)
    pairs = sum(count * there[piece] for piece, count in Counter(old).items() if not piece.isspace())
    return max(len(old), len(new)) > LONGEST or pairs > MOST_PAIRS


def _lines(text: str) -> list[str]:
    """Without empty lines, which mean nothing to a reader."""
    return [line.rstrip() for line in text.replace("\r\n", "\n").split("\n") if line.strip()]


def _all(how: Literal["out", "in"], lines: Sequence[str]) -> Iterator[Line]:
    return (Line(how, (Run(how, line),)) for line in lines)


def _around(lines: Sequence[str], *, first: bool, last: bool) -> Iterator[Line]:
    """The unchanged lines next to a change, and a gap for the others."""
    top = [] if first else list(lines[:CONTEXT])
    bottom = [] if last else list(lines[max(len(top), len(lines) - CONTEXT) :])
    yield from (Line("same", (Run("same", line),)) for line in top)
    if len(lines) > len(top) + len(bottom):
        yield Line("gap", ())
    yield from (Line("same", (Run("same", line),)) for line in bottom)


def _changed(old: Sequence[str], new: Sequence[str]) -> Iterator[Line]:
    """Lines are paired in their order; a pair that has little in common is told as one out and one in."""
    for before, after in zip_longest(old, new):
        runs = words(before, after) if before is not None and after is not None else ()
        if runs and _likeness(runs) >= ALIKE:
            yield Line("changed", runs)
            continue
        if before is not None:
            yield Line("out", (Run("out", before),))
        if after is not None:
            yield Line("in", (Run("in", after),))


def words(before: str, after: str) -> tuple[Run, ...]:
    """What is the same, out and in of one line, in reading order."""
    old, new = WORDS.findall(before), WORDS.findall(after)
    if _is_too_much(old, new):
        return (Run("out", before), Run("in", after))
    runs: list[Run] = []
    for tag, start, end, new_start, new_end in SequenceMatcher(str.isspace, old, new, autojunk=False).get_opcodes():
        if tag == "equal":
            runs.append(Run("same", "".join(old[start:end])))
            continue
        if end > start:
            runs.append(Run("out", "".join(old[start:end])))
        if new_end > new_start:
            runs.append(Run("in", "".join(new[new_start:new_end])))
    return tuple(runs)


def _likeness(runs: Sequence[Run]) -> float:
    same, all_in_all = 0, 0
    for run in runs:
        size = len(run.text.strip())
        all_in_all += size
        same += size * (run.how == "same")
    return 2 * same / (all_in_all + same) if all_in_all else 0.0
