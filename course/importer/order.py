"""Names of levels and headings that stand behind their statements are put in front of them."""

import itertools
from collections import Counter
from collections.abc import Sequence

from course.importer import labels
from course.importer.events import Event


def levels_in_front(events: list[Event]) -> tuple[list[Event], set[int]]:
    """The events with every level's name in front of its statements, where the document has some behind theirs.

    Decided page by page; a document without pages is one page.
    """
    pages: dict[int, list[int]] = {}
    levels = [event.key for place, event in enumerate(events) if event.kind == "level" and not _repeats(events, place)]
    named = Counter(levels)
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


def _repeats(events: Sequence[Event], place: int) -> bool:
    """Whether a level is named once more right after its name."""
    return place > 0 and events[place - 1].kind == "level" and events[place - 1].key == events[place].key


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


def heads_in_front(events: list[Event]) -> list[Event]:
    """The events with headings in front of their statements, where the document has them behind.

    That is so when the lists begin without a heading, each ends with one, and nothing follows the last.
    """
    sections = _sections(events)
    tried = [section for section in sections if _has_lists(section)]
    behind = sum(_ends_with_heads(section, section is sections[0]) for section in tried)
    if not tried or behind < max(1, len(tried) * 0.7):
        return events
    return [event for section in sections for event in _moved(section, "head")]


def _sections(events: Sequence[Event]) -> list[list[Event]]:
    """The events parted where a level is named and where a page begins."""
    sections: list[list[Event]] = [[]]
    for event in events:
        last = sections[-1][-1] if sections[-1] else None
        if event.kind == "level" or (last is not None and last.page != event.page and last.kind != "level"):
            sections.append([])
        sections[-1].append(event)
    return sections


def _has_lists(section: Sequence[Event]) -> bool:
    listed = any(each.kind == "say" and each.depth >= 0 and not each.theme and not each.alone for each in section)
    return listed and any(each.kind == "head" for each in section)


def _ends_with_heads(section: Sequence[Event], title: bool) -> bool:
    """Whether each list of a section has its heading right below it.

    :param title: the section is the first one, so that the document's title may stand on top
    """
    marks = [
        each for each in section if each.kind == "head" or (each.kind == "say" and not each.theme and not each.alone)
    ]
    first = next(place for place, each in enumerate(marks) if each.kind == "say")
    heads = sum(each.kind == "head" for each in marks)
    below = [after for before, after in itertools.pairwise(marks) if before.kind == "say" and after.kind == "head"]
    if marks[-1].kind != "head" or heads < 2 or len(below) < heads - (2 if title else 0):
        return False
    if not title:
        return first == 0
    tight = sum(head.parted == 0 for head in below)
    return (first == 0 or marks[first].parted != 0) and tight >= len(below) * 0.7


def page_headings_first(events: list[Event]) -> list[Event]:
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
