"""Values and the like that a sentence counts and lists, and that a figure on the page shows one by one."""

import re
from collections.abc import Sequence
from dataclasses import replace

from course.importer import labels
from course.importer.events import Event
from course.importer.labels import heading_name

NUMBERS = {
    word: number
    for number, words in enumerate(
        (
            "tre three",
            "fire fyra four",
            "fem five",
            "seks sex six",
            "syv sju seven",
            "otte åtta åtte eight",
            "ni nio nine",
            "ti tio ten",
        ),
        start=3,
    )
    for word in words.split()
}
COUNTED = re.compile(
    rf"((?:[A-ZÆØÅÄÖ][\w-]* )*)\b((?i:{'|'.join(NUMBERS)})) ((?:[\w-]+ )?[\w-]+?)(?= (?:er|är|are|handler)\b| [–—-] |[:,.]|$)"
)
DOUBT = "Ordet står i en figur og nævnes i teksten som noget, der gælder alle ledere. Se efter, om det skal være en forventning."
STEM = 5


def figures_told(events: Sequence[Event]) -> list[Event]:
    """The events with the labels of such figures as statements to all; only where there are as many as the text counts."""
    result = list(events)
    for place, event in enumerate(events):
        if event.kind not in ("say", "prose"):
            continue
        for counted in COUNTED.finditer(event.text):
            shown = _shown(events, event)
            if len(shown) == NUMBERS[counted[2].casefold()]:
                name = _name(events, place, counted)
                for each in shown:
                    label = events[each]
                    result[each] = replace(
                        label, kind="say", key="", text=heading_name(label.text), theme=name, doubt=DOUBT, alone=True
                    )
    return result


def _shown(events: Sequence[Event], told: Event) -> list[int]:
    """The headings of the page that hold nothing and whose words the sentence has."""
    said = _stems(told.text)
    found: list[int] = []
    for place, event in enumerate(events):
        if event.kind != "head" or event.page != told.page or event.line == told.line:
            continue
        after = events[place + 1] if place + 1 < len(events) else None
        empty = after is None or after.kind == "head" or after.page != event.page
        words = _stems(event.text)
        if empty and words and words <= said:
            found.append(place)
    return found


def _stems(text: str) -> set[str]:
    return {word.casefold()[:STEM] for word in re.findall(r"[^\W\d_]{3,}", text)}


def _name(events: Sequence[Event], place: int, counted: re.Match[str]) -> str:
    """What the set is called: the heading of the sentence, or what the sentence calls it."""
    above = events[place - 1] if place else None
    if events[place].kind == "prose" and above is not None and above.kind == "head" and not labels.is_aside(above.text):
        return above.text
    name = f"{counted[1]}{counted[2]} {counted[3]}".strip()
    return name[0].upper() + name[1:]
