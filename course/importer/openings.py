"""How the expectations of a document begin, to tell where one ends and the next begins without a bullet."""

from collections import Counter
from collections.abc import Iterable

from course.importer.marks import ENDS, STAY_OPEN, clean

LEAST = 6
SHARE = 0.6
MAY_END = frozenset("af til med om på for det den er".split())
"""Small words that an expectation may end with: `... at lære af`."""


class Openings:
    """The letter that the first words of the expectations end with, as in `Sætter` or `Builds`."""

    def __init__(self, texts: Iterable[str]) -> None:
        firsts = [words[0] for text in texts if len(words := clean(text).split()) > 2 and words[0].isalpha()]
        self.small = sum(first[0].islower() for first in firsts) * 2 > len(firsts)
        """Whether most of them begin with a small letter."""
        letter, times = Counter(first[-1] for first in firsts).most_common(1)[0] if firsts else ("", 0)
        self.letter = letter if len(firsts) >= LEAST and times >= SHARE * len(firsts) else ""

    def anew(self, above: str, line: str, width: int) -> bool:
        """Whether a line begins something new: large, below a line that ends or has room for the first word.

        :param width: how long the lines grow there, in letters
        """
        before, first = clean(above), line.split()[0]
        if before.endswith(("-", ",", "–")) or not first[0].isalpha():
            return False
        room = len(before) + 1 + len(first) <= width
        if first[0].islower():
            return self.small and self._is_usual(first) and (room or before.endswith(ENDS))
        if before.endswith(ENDS):
            return len(before) + 8 < width or room
        usual = self._is_usual(first)
        last = before.rpartition(" ")[2].casefold()
        if last in STAY_OPEN and not (usual and last in MAY_END):
            return False
        return usual or room

    def _is_usual(self, first: str) -> bool:
        return bool(self.letter) and len(first) > 2 and first.rstrip(",")[-1] == self.letter
