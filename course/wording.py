"""Two wordings side by side: which words are no longer there, and which are new."""

import re
from dataclasses import dataclass
from difflib import SequenceMatcher
from itertools import groupby


@dataclass(frozen=True, slots=True)
class Piece:
    """Words in a row that are all in both wordings, or all in this one only."""

    text: str
    changed: bool


def compare(old: str, new: str) -> tuple[tuple[Piece, ...], tuple[Piece, ...]]:
    """The old and the new wording in pieces, with the words that differ marked."""
    before, after = (re.findall(r"\w+|[^\w\s]+|\s+", text) for text in (old, new))
    same_old: set[int] = set()
    same_new: set[int] = set()
    for match in SequenceMatcher(None, before, after, autojunk=False).get_matching_blocks():
        same_old.update(range(match.a, match.a + match.size))
        same_new.update(range(match.b, match.b + match.size))
    return _pieces(before, same_old), _pieces(after, same_new)


def _pieces(words: list[str], same: set[int]) -> tuple[Piece, ...]:
    """Rows of words; a space between two that differ differs with them."""
    last = len(words) - 1
    lone = {n for n, word in enumerate(words) if word.isspace() and 0 < n < last and not {n - 1, n + 1} & same}
    rows = groupby(range(len(words)), key=lambda n: n not in same or n in lone)
    return tuple(Piece("".join(words[n] for n in row), changed) for changed, row in rows)
