"""Mends what taking text out of a PDF breaks: words cut at the ends of lines."""

import re
from collections.abc import Iterable

from course.importer.marks import SOFT_END, clean
from course.importer.words import COMMON, LAST, Words

JOINERS = {"og", "eller", "samt", "and", "or", "och", "men", "til", "to", "und"}
"""After "viden-" these tell that the hyphen stands for a part left out."""
DEFINITE = re.compile(r"(?:[eo]n|[eo]t|erne|ene)$")
"""A noun that ends so hardly follows a bare noun as a word of its own."""


def join(lines: Iterable[str], words: Words) -> str:
    """One text of the lines of a paragraph, cut words made whole."""
    text, spaced = "", False
    for each in lines:
        line = SOFT_END.sub("-", each)
        text = seam(text, clean(line), words, spaced) if text else clean(line)
        spaced = line.endswith(" ")
    return clean(text)


def seam(before: str, after: str, words: Words, spaced: bool = False) -> str:
    """Two neighbouring lines as one."""
    if not after:
        return before
    cut = re.search(r"(\w+)[-\u2010\u2011]$", before[-80:]) if before.endswith(("-", "\u2010", "\u2011")) else None
    if cut:
        first = re.match(r"[\w-]*", after)
        head = first[0] if first else ""
        if after[0].islower() and head.casefold() not in JOINERS:
            kept = f"{cut[1]}-{head}".casefold()
            return (
                f"{before}{after}"
                if words.whole[kept] and not words.whole[cut[1].casefold() + head.casefold()]
                else before[:-1] + after
            )
        if head.casefold() in JOINERS:
            return f"{before} {after}"
        return before + after
    if not words.cut_unmarked:
        return f"{before} {after}"
    last, first = LAST.search(before[-60:]), re.match(r"[^\W\d_]+", after)
    if last and first and first[0].islower() and words.one(last[1], first[0], spaced):
        return before + after
    return f"{before} {after}"


def whole_words(text: str, words: Words) -> str:
    """A text with words made whole that were cut inside a line, where the document shows the whole elsewhere."""
    if not words.cut_unmarked:
        return text

    def mend(match: re.Match[str]) -> str:
        first, second = match[1].casefold(), match[2].casefold()
        whole = (first + second) in words.whole and words.whole[second] <= 1 and second not in COMMON
        least = 1 if DEFINITE.search(second) else 2
        often = words.whole[first + second] > least and min(len(first), len(second)) > 4
        return match[1] + match[2] if whole or often else match[0]

    return re.sub(r"\b([^\W\d_]{3,})[ ]([^\W\d_]{3,})\b", mend, text)
