"""Headings that stand one after the other with their lists after them all: which list belongs to which heading."""

import math
import re
from collections import Counter
from collections.abc import Sequence

from course.importer.events import Event
from course.importer.labels import folded

MOST = 80
"""More statements than stand on a page are not divided."""
WORD = re.compile(r"[^\W\d_]{4,}")
DOUBT = "Overskrifterne står samlet før punkterne. Vi har fordelt punkterne efter luft og ordvalg; se efter, om temaet passer."


def assign_columns(events: Sequence[Event]) -> dict[int, tuple[str, str]]:
    """Place of a statement -> its heading and the doubt about it, where headings stand together before the lists.

    Only where the same three headings or more stand together at least twice, as on a page per level.
    """
    runs = list(_runs(events))
    times = Counter(tuple(folded(events[place].text) for place in heads) for heads, _says in runs)
    runs = [
        (heads, says)
        for heads, says in runs
        if times[tuple(folded(events[place].text) for place in heads)] > 1 and len(heads) <= len(says) <= MOST
    ]
    if not runs:
        return {}
    words = _vocabulary(events)
    given: dict[int, tuple[str, str]] = {}
    for _twice in range(2):
        for heads, says in runs:
            names = [events[place].text for place in heads]
            others = _alike(events, given, set(says))
            here = [events[place] for place in says]
            for place, number in zip(says, _divide(here, names, words, others), strict=True):
                given[place] = (names[number], DOUBT)
        for place, (name, _doubt) in given.items():
            words[folded(name)].update(_stems(events[place].text))
    return given


def _runs(events: Sequence[Event]) -> list[tuple[list[int], list[int]]]:
    """Runs of three headings or more with the statements after them, up to the next heading or level."""
    found: list[tuple[list[int], list[int]]] = []
    place = 0
    while place < len(events):
        heads: list[int] = []
        while place < len(events) and events[place].kind == "head":
            heads.append(place)
            place += 1
        says: list[int] = []
        while place < len(events) and events[place].kind == "say":
            says.append(place)
            place += 1
        if len(heads) > 2 and says:
            found.append((heads, says))
        elif not heads and not says:
            place += 1
    return found


def _vocabulary(events: Sequence[Event]) -> dict[str, Counter[str]]:
    """The words that the document uses under each heading where it stands alone, and of its name."""
    words: dict[str, Counter[str]] = {}
    current = ""
    for place, event in enumerate(events):
        if event.kind == "head":
            together = place + 1 < len(events) and events[place + 1].kind == "head"
            current = "" if together else folded(event.text)
            words.setdefault(folded(event.text), Counter()).update(dict.fromkeys(_stems(event.text), 3))
        elif event.kind == "prose" and current:
            words[current].update(_stems(event.text))
    return words


def _stems(text: str) -> list[str]:
    return [word.casefold()[:7] for word in WORD.findall(text)]


def _alike(events: Sequence[Event], given: dict[int, tuple[str, str]], here: set[int]) -> dict[str, list[set[str]]]:
    """The words of each statement that other runs have under a heading."""
    others: dict[str, list[set[str]]] = {}
    for place, (name, _doubt) in given.items():
        if place not in here:
            others.setdefault(folded(name), []).append(set(_stems(events[place].text)))
    return others


def _divide(
    says: Sequence[Event], names: Sequence[str], words: dict[str, Counter[str]], others: dict[str, list[set[str]]]
) -> list[int]:
    """The number of the heading for each statement, rising: by gaps, by words, by likeness, and by even shares."""
    themes = [words.get(folded(name), Counter()) for name in names]
    spread = Counter(stem for theme in themes for stem in theme)
    like = [others.get(folded(name), []) for name in names]
    fit = [
        [_fit(each.text, theme, spread) + _likest(each.text, known) for theme, known in zip(themes, like, strict=True)]
        for each in says
    ]
    count, wide = len(says), len(names)
    fair = count / wide
    best: list[list[float]] = [[-math.inf] * (count + 1) for _each in range(wide + 1)]
    back: list[list[int]] = [[0] * (count + 1) for _each in range(wide + 1)]
    best[0][0] = 0.0
    for theme in range(1, wide + 1):
        for end in range(theme, count - (wide - theme) + 1):
            for start in range(theme - 1, end):
                if best[theme - 1][start] == -math.inf:
                    continue
                score = best[theme - 1][start] + sum(fit[each][theme - 1] for each in range(start, end))
                score += _gap(says, start) - 0.35 * abs(end - start - fair)
                score -= sum(2.0 for each in range(start + 1, end) if says[each].parted == 2)
                if score > best[theme][end]:
                    best[theme][end], back[theme][end] = score, start
    numbers = [0] * count
    end = count
    for theme in range(wide, 0, -1):
        start = back[theme][end]
        for each in range(start, end):
            numbers[each] = theme - 1
        end = start
    return numbers


def _gap(says: Sequence[Event], start: int) -> float:
    """How well a list may begin here: surely after a sure gap, hardly without one."""
    return 0.0 if start == 0 else (-3.0, 0.5, 3.0)[says[start].parted]


def _fit(text: str, theme: Counter[str], spread: Counter[str]) -> float:
    stems = set(_stems(text))
    return min(2.0, sum(1.0 / spread[stem] for stem in stems if theme[stem]))


def _likest(text: str, known: Sequence[set[str]]) -> float:
    """How much a statement has in common with the likest of those that another level has under the heading."""
    stems = set(_stems(text))
    share = max((len(stems & other) / len(stems | other) for other in known if stems | other), default=0.0)
    return 4.0 * share if share > 0.3 else 0.0
