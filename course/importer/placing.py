"""Events -> statements with level and headings: what stands above (or below) each."""

import itertools
import re
from bisect import bisect_right
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass, field, replace
from itertools import groupby, pairwise

from course.importer import labels
from course.importer.columns import assign_columns
from course.importer.events import Event, Told
from course.importer.labels import folded
from course.importer.levels import EVERYBODY, SCALE

STEP_DOUBT = "Punktet står under et udviklingstrin. Et trin er ikke et ledelsesniveau; se efter, om det er en forventning til alle."


@dataclass(slots=True)
class Node:
    """A heading that is open while the events are walked."""

    name: str
    rank: int
    word: str
    line: int
    depth: int = -1
    aside: bool = False


@dataclass(slots=True)
class Placed:
    """A statement (or a paragraph) with the headings above it, from the outermost."""

    event: Event
    key: str | None
    path: tuple[Node, ...]
    aside: bool
    doubt: str = ""
    late: bool = False
    """A paragraph that stands below statements."""


@dataclass(slots=True)
class Placing:
    says: list[Placed] = field(default_factory=list)
    prose: list[Placed] = field(default_factory=list)
    asides: list[Event] = field(default_factory=list)
    heads: list[Event] = field(default_factory=list)
    steps: list[Placed] = field(default_factory=list)
    """What is said of the steps of a scale."""


def place(told: Told) -> Placing:
    """Every statement and paragraph of a document with the level and the headings that it stands under."""
    events = _paired(told.events)
    events, level_doubts = _levels_in_front(events)
    events = _heads_in_front(events)
    events = _page_headings_first(events)
    given = assign_columns(events)
    leaves = _leaves(events)
    inner = _levels_are_inside(events)
    return _Walk(events, leaves, inner, given, level_doubts, bool(told.names)).run()


def _paired(events: list[Event]) -> list[Event]:
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


def _levels_in_front(events: list[Event]) -> tuple[list[Event], set[int]]:
    """The events with every level's name in front of its statements, where the document has some behind theirs.

    Decided page by page; a document without pages is one page.
    """
    pages: dict[int, list[int]] = {}
    named = Counter(event.key for event in events if event.kind == "level")
    outer = max(named.values(), default=0) < 2
    for place, event in enumerate(events):
        pages.setdefault(event.page, []).append(place)
    result: list[Event] = []
    moved: set[int] = set()
    for places in pages.values():
        here = [events[place] for place in places]
        if _levels_behind(here):
            here = _moved(here, "level", outer)
            moved |= {event.line for event in here if event.kind == "say" and event.key is None}
        result.extend(here)
    return result, moved


def _levels_behind(events: Sequence[Event]) -> bool:
    """Whether the names of levels stand behind their statements on this page."""
    marks = [event for event in events if event.kind == "level" or (event.kind in ("say", "head") and not event.alone)]
    named = [place for place, event in enumerate(marks) if event.kind == "level"]
    if not named or not any(event.kind == "say" for event in marks):
        return False
    before = sum(place > 0 and marks[place - 1].kind == "say" for place in named)
    after = sum(place + 1 < len(marks) and marks[place + 1].kind == "say" for place in named)
    says_before_first = any(event.kind == "say" for event in marks[: named[0]])
    says_after_last = any(event.kind == "say" for event in marks[named[-1] + 1 :])
    if not says_before_first:
        return False
    if not says_after_last:
        return before >= after or len(named) == 1
    return before > after


def _moved(events: Sequence[Event], kind: str, outer: bool = False) -> list[Event]:
    """The events with each name of that kind put in front of what stands between it and the one before.

    :param outer: the names hold for the headings above the statements too
    """
    result: list[Event] = []
    waiting: list[Event] = []
    for event in events:
        if event.kind != kind:
            waiting.append(event)
            continue
        first = next((place for place, each in enumerate(waiting) if each.kind == "say"), len(waiting))
        while (
            outer and first > 0 and waiting[first - 1].kind == "head" and not 0 < waiting[first - 1].rank <= event.rank
        ):
            first -= 1
        result.extend(waiting[:first])
        result.append(event)
        result.extend(waiting[first:])
        waiting = []
    return result + waiting


def _heads_in_front(events: list[Event]) -> list[Event]:
    """The events with headings in front of their statements, where the document has them behind.

    That is so when the lists begin without a heading, each ends with one, and nothing follows the last.
    """
    sections: list[list[Event]] = [[]]
    for event in events:
        last = sections[-1][-1] if sections[-1] else None
        if event.kind == "level" or (last is not None and last.page != event.page and last.kind != "level"):
            sections.append([])
        sections[-1].append(event)
    tried = [
        section
        for section in sections
        if sum(e.kind == "head" for e in section) > 0
        and any(e.kind == "say" and e.depth >= 0 and not e.theme and not e.alone for e in section)
    ]
    behind = 0
    for section in tried:
        marks = [
            event
            for event in section
            if event.kind == "head" or (event.kind == "say" and not event.theme and not event.alone)
        ]
        title = section is sections[0]
        first_say = next(place for place, event in enumerate(marks) if event.kind == "say")
        starts_bare = first_say == 0 or (title and all(each.parted != 0 for each in marks[first_say : first_say + 1]))
        heads = sum(event.kind == "head" for event in marks)
        follows = sum(a.kind == "say" and b.kind == "head" for a, b in itertools.pairwise(marks))
        tight = sum(b.kind == "head" and a.kind == "say" and b.parted == 0 for a, b in itertools.pairwise(marks))
        ends = marks[-1].kind == "head"
        if (
            ends
            and heads > 1
            and follows >= heads - (2 if title else 0)
            and (starts_bare and (not title or tight >= follows * 0.7))
        ):
            behind += 1
    if not tried or behind < max(1, len(tried) * 0.7):
        return events
    return [event for section in sections for event in _moved(section, "head")]


def _page_headings_first(events: list[Event]) -> list[Event]:
    """A page that begins with text while no heading is open gets its own first heading in front."""
    result = list(events)
    is_open = False
    place = 0
    while place < len(result):
        event = result[place]
        if event.kind == "head":
            is_open = not labels.is_aside(event.text)
        elif event.kind == "prose" and not is_open and place and result[place - 1].page != event.page:
            first = place
            while first < len(result) and result[first].page == event.page and result[first].kind == "prose":
                first += 1
            if (
                first < len(result)
                and result[first].page == event.page
                and result[first].kind == "head"
                and not result[first].rank
            ):
                result.insert(place, result.pop(first))
                is_open = True
        place += 1
    return result


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


class _Walk:
    def __init__(
        self,
        events: list[Event],
        leaves: set[str],
        inner: bool,
        given: dict[int, tuple[str, str]],
        moved: set[int],
        leveled: bool,
    ) -> None:
        self.events = events
        self.leaves = leaves
        self.inner = inner
        self.given = given
        self.moved = moved
        self.leveled = leveled
        self.stack: list[Node] = []
        self.key: str | None = None
        self.level_rank = 0
        self.level_depth = -1
        self.before: Event | None = None
        self.lead = ""
        self.result = Placing()
        self.said = False
        """Whether a statement stands since the last heading."""
        self.scale = False
        """Whether the text belongs to a step of a scale."""
        self.run_of_heads = 0
        """How many headings stand together before the next text."""

    def run(self) -> Placing:
        for place, event in enumerate(self.events):
            self.said = (self.said or event.kind == "say") and event.kind != "head"
            self.scale = self.scale and event.kind not in ("head", "level")
            if event.kind == "head":
                self._head(event)
            elif event.kind == "level":
                self._level(event)
            elif event.kind == "say" and self.scale:
                self.result.asides.append(event)
                self.result.steps.append(Placed(event, self.key, tuple(self.stack), False, STEP_DOUBT))
            elif event.kind == "say":
                self._say(place, event)
            elif event.kind == "prose":
                self._prose(event)
            else:
                self.scale = self.scale or (
                    SCALE.match(event.text) is not None and event.text[:1].isalpha() and event.depth < 0
                )
                self.result.asides.append(event)
            same_page = self.before is not None and self.before.page == event.page
            self.run_of_heads = (self.run_of_heads if same_page else 0) + 1 if event.kind == "head" else 0
            self.before = event
        return self.result

    def _head(self, event: Event) -> None:
        self.result.heads.append(event)
        self.lead = ""
        node = Node(event.text, event.rank, event.word, event.line, event.depth, labels.is_aside(event.text))
        if event.depth >= 0:
            while self.stack and (self.stack[-1].depth >= event.depth):
                self.stack.pop()
            self.stack.append(node)
            return
        while self.stack and self.stack[-1].depth >= 0:
            self.stack.pop()
        turned_page = self.before is not None and self.before.page != event.page
        turned = (
            self.before is not None and self.before.page != event.page and self.before.kind != "head" and not event.rank
        )
        if event.word and any(each.word for each in self.stack):
            order = ("group", "theme", "aspect")
            while self.stack and (
                not self.stack[-1].word or order.index(self.stack[-1].word) >= order.index(event.word)
            ):
                self.stack.pop()
        elif event.rank:
            if self.level_rank and event.rank <= self.level_rank:
                self.key, self.level_rank = None, 0
            while self.stack and (self.stack[-1].rank >= event.rank or not self.stack[-1].rank):
                self.stack.pop()
        elif folded(event.text) in self.leaves:
            if self.inner and not self.level_rank:
                self.key = None
            if turned and not self.inner and not self._carries_on():
                self.stack = []
            while self.stack and (folded(self.stack[-1].name) in self.leaves or self.stack[-1].aside):
                self.stack.pop()
        else:
            above = (
                self.before is not None
                and self.before.kind == "head"
                and folded(self.before.text) not in self.leaves
                and self.before.line == (self.stack[-1].line if self.stack else 0)
            )
            if not above or len(self.stack) > 1 or (turned_page and self.stack[0].aside):
                self.stack = []
        if node.aside and self.leveled and not event.word:
            self.key = None
        self.stack.append(node)

    def _carries_on(self) -> bool:
        """Whether the heading above may hold for the next page too: it holds only headings."""
        return bool(self.stack) and folded(self.stack[0].name) not in self.leaves and not self.stack[0].aside

    def _level(self, event: Event) -> None:
        self.key = event.key
        self.level_rank, self.level_depth = event.rank, event.depth
        self.lead = event.text if event.key == "" else ""
        if event.depth >= 0:
            return
        while self.stack and self.stack[-1].depth >= 0:
            self.stack.pop()
        if event.rank and any(each.rank for each in self.stack):
            while self.stack and self.stack[-1].rank >= event.rank:
                self.stack.pop()
            if not self.inner:
                self.stack = [each for each in self.stack if not each.aside]
        elif not self.inner or (self.before is not None and self.before.page != event.page):
            self.stack = []
        self.stack = [each for each in self.stack if not each.aside]

    def _say(self, place: int, event: Event) -> None:
        key = event.key if event.key is not None else self.key
        if event.key is None and 0 <= event.depth <= self.level_depth:
            self.key, self.level_depth = None, -1
            key = None
        if event.depth >= 0:
            while self.stack and self.stack[-1].depth >= event.depth:
                self.stack.pop()
        if key is None and EVERYBODY.search(self.lead):
            key = ""
        path = tuple(self.stack)
        doubt = ""
        if place in self.given:
            name, doubt = self.given[place]
            path = (Node(name, 0, "theme", event.line),)
        self.result.says.append(Placed(event, key, path, any(each.aside for each in path) and not event.theme, doubt))

    def _prose(self, event: Event) -> None:
        self.lead = event.text
        if self.scale:
            self.result.asides.append(event)
            return
        if (
            self.run_of_heads > 2
            and folded(self.stack[-1].name if self.stack else "") not in self.leaves
            and not any(node.rank or node.word for node in self.stack)
        ):
            self.stack = []
        self.result.prose.append(
            Placed(event, self.key, tuple(self.stack), any(each.aside for each in self.stack), late=self.said)
        )
