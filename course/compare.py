"""What differs between two texts, line by line."""

from dataclasses import dataclass
from difflib import SequenceMatcher
from typing import Literal


@dataclass(frozen=True, slots=True)
class Passage:
    """Lines in a row that are the same in both texts, or stand in one of them only."""

    kind: Literal["same", "out", "in"]
    lines: tuple[str, ...]


def compare(old: str, new: str) -> list[Passage]:
    """The passages from the first line to the last; what went out stands before what came in."""
    before, after = old.split("\n"), new.split("\n")
    passages: list[Passage] = []
    for kind, from_old, to_old, from_new, to_new in SequenceMatcher(None, before, after, autojunk=False).get_opcodes():
        if kind == "equal":
            passages.append(Passage("same", tuple(before[from_old:to_old])))
            continue
        if to_old > from_old:
            passages.append(Passage("out", tuple(before[from_old:to_old])))
        if to_new > from_new:
            passages.append(Passage("in", tuple(after[from_new:to_new])))
    return passages
