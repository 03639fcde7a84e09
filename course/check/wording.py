"""What the rules ask of a text: its words, its sentences, its readability."""

import re
from collections.abc import Iterable

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
    parts = [sentence for text in texts for sentence in sentences(text)]
    found = [word for part in parts for word in words(part)]
    if not found:
        return 0
    long = sum(sum(map(str.isalpha, word)) >= LONG_WORD for word in found)
    return round(len(found) / len(parts) + 100 * long / len(found))
