"""What the rules ask of a text: its words, its sentences, its readability."""

import re
from collections.abc import Iterable
from functools import lru_cache

WORD = re.compile(r"[^\W_]+(?:[-'’][^\W_]+|(?<=\d)[.,]\d+)*")
QUOTED = re.compile(r"[\"“”„»«][^\"“”„»«]*[\"“”„»«]")
SENTENCE_END = re.compile(r"(?<=[.!?:])(?!\w)")
LONG_WORD = 7
"""Letters; from here on a word counts as long (content guide, 7)."""


def words(text: str) -> list[str]:
    return WORD.findall(text)


def folded(text: str) -> str:
    """The words in small letters with one space between: equal for texts that differ in marks and case only."""
    return " ".join(words(text.casefold()))


def outside_quotes(text: str) -> str:
    """The text without what people say in it."""
    return QUOTED.sub(" ", text)


def sentences(text: str) -> list[str]:
    """The sentences with their end marks; a colon ends one too, a point inside `200.000` does not."""
    return [part.strip() for part in SENTENCE_END.split(text) if WORD.search(part)]


def names(text: str) -> set[str]:
    """Words with a capital in the middle of a sentence, in small letters: Danish writes only names so."""
    return {match.casefold() for match in re.findall(r"(?<=[\w,;] )[A-ZÆØÅ]\w+", text)}


def lix(texts: Iterable[str]) -> int:
    """Words a sentence + share (%) of long words; each text ends a sentence. 0 for no words."""
    counts = [_count(text) for text in texts]
    found = sum(words for _, words, _ in counts)
    if not found:
        return 0
    return round(found / sum(ends for ends, _, _ in counts) + 100 * sum(long for _, _, long in counts) / found)


@lru_cache(maxsize=16384)
def _count(text: str) -> tuple[int, int, int]:
    """Sentences, words and long words. Kept, for most paragraphs stand at several levels and stay while one writes."""
    parts = sentences(text)
    found = [word for part in parts for word in words(part)]
    return len(parts), len(found), sum(map(_is_long, found))


def _is_long(word: str) -> bool:
    return len(word) >= LONG_WORD and (word.isalpha() or sum(map(str.isalpha, word)) >= LONG_WORD)
