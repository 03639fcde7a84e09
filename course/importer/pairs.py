"""Two headings side by side, such as two poles, with a heading that names them both."""

import re
from bisect import bisect_right
from collections import Counter
from collections.abc import Sequence
from dataclasses import replace
from itertools import groupby

from course.importer.events import Event
from course.importer.labels import folded


def paired(events: list[Event]) -> list[Event]:
    """A heading made of two that follow, side by side in the document, becomes their common heading."""
    later: dict[str, list[int]] = {}
    for place, event in enumerate(events):
        if event.kind == "head":
            later.setdefault(folded(event.text), []).append(place)
    pairs: dict[int, tuple[str, str]] = {}
    for place, event in enumerate(events):
        words = folded(event.text).split()
        if event.kind != "head" or not 2 <= len(words) <= 8:
            continue
        for cut in range(1, len(words)):
            first, second = " ".join(words[:cut]), " ".join(words[cut:])
            near = [_soon_after(later.get(name, ()), place) for name in (first, second)]
            if all(near) and first != second:
                pairs[place] = (first, second)
                break
    poles = {name for pair in pairs.values() for name in pair}
    for place, (first, _second) in pairs.items():
        event = events[place]
        words = re.findall(r"\w+", event.text)
        count = len(first.split())
        event.text = f"{' '.join(words[:count])} – {' '.join(words[count:])}"
        event.word = "theme"
    if pairs:
        for event in events:
            if event.kind == "head" and folded(event.text) in poles and not event.word:
                event.word = "aspect"
        return _one_pair_a_page(events, [events[place] for place in pairs])
    return events


def _soon_after(places: Sequence[int], place: int) -> bool:
    """Whether one of the rising places follows within 16."""
    after = bisect_right(places, place)
    return after < len(places) and places[after] <= place + 16


def _one_pair_a_page(events: list[Event], pairs: Sequence[Event]) -> list[Event]:
    """On a page with one pair all text belongs to the pair; a heading that every such page repeats only leads over."""
    on_page = Counter(event.page for event in pairs)
    pair_of = {event.page: event for event in pairs if on_page[event.page] == 1}
    if len(pair_of) < 2:
        return events
    times = Counter(folded(event.text) for event in events if event.kind == "head" and event.page in pair_of)
    result: list[Event] = []
    for page, group in groupby(events, key=lambda event: event.page):
        here = list(group)
        pair = pair_of.get(page)
        if pair is not None:
            here = [pair, *(event for event in here if event is not pair)]
            here = [
                replace(pair, line=event.line)
                if event.kind == "head" and not event.word and times[folded(event.text)] > 1
                else event
                for event in here
            ]
        result.extend(here)
    return result
