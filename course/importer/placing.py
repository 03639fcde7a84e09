"""Events -> statements with level and headings: what stands above (or below) each."""

from collections import Counter
from collections.abc import Sequence
from itertools import pairwise

from course.importer.columns import assign_columns
from course.importer.events import Event, Told
from course.importer.labels import folded
from course.importer.order import heads_in_front, levels_in_front, page_headings_first
from course.importer.pairs import paired
from course.importer.placed import Placing
from course.importer.sets import figures_told
from course.importer.walk import Walk


def place(told: Told, styled: bool) -> Placing:
    """Every statement and paragraph of a document with the level and the headings that it stands under.

    :param styled: the format says what a heading is, so that none stands behind what it is for
    """
    events = paired(figures_told(told.events))
    moved: set[int] = set()
    if not styled:
        events, moved = levels_in_front(events)
        events = page_headings_first(heads_in_front(events))
    given = assign_columns(events)
    leaves = _leaves(events)
    inner = _levels_are_inside(events)
    return Walk(events, leaves, inner, given, moved, bool(told.names)).run()


def _leaves(events: Sequence[Event]) -> set[str]:
    """Headings that hold statements themselves, at least once."""
    direct: Counter[str] = Counter()
    over: Counter[str] = Counter()
    current, run, said = "", 0, False
    times = Counter(folded(event.text) for event in events if event.kind == "head")
    for event in events:
        if event.kind == "head":
            said = False
            if run:
                over[current] += 1
            current, run = folded(event.text), run + 1
        elif event.kind == "prose":
            current, run = ("" if run > 2 and times[current] > 1 else current), 0
        elif event.kind == "say" and not event.theme and not event.aspect:
            direct[current] += current != "" and not said
            run, said = 0, True
        else:
            run = 0 if event.kind == "aside" else run
    return {name for name, times in direct.items() if times and times * 3 >= over[name]}


def _levels_are_inside(events: Sequence[Event]) -> bool:
    """Whether levels stand inside themes (each is named again and again) and not themes inside levels."""
    named = Counter(event.key for event in events if event.kind == "level" and event.key)
    if not named or max(named.values()) < 2:
        return False
    marks = [event for event in events if event.kind in ("level", "head", "say")]
    follows = [b.kind for a, b in pairwise(marks) if a.kind == "level"]
    return follows.count("say") * 2 >= len(follows)
