"""What a page carries around its text: page numbers, running heads and feet."""

import re
from collections import Counter
from collections.abc import Sequence

from course.importer.document import Line
from course.importer.marks import SIGNS, bullet, clean

PAGE_NUMBER = re.compile(
    r"(?:(?:side|sida|page|s\.|p\.)\s*\d{1,4}(?:\s*(?:/|af|av|of)\s*\d{1,4})?|[-–]?\s*\d{1,4}\s*[-–]?(?:\s*(?:/|af|av|of)\s*\d{1,4})?)",
    re.IGNORECASE,
)
CONTENTS = re.compile(r"(?:\.{4,}|(?: \.){4,}|…{2,}|_{4,})\s*\d{1,3}$")
"""A line of a table of contents."""


def is_page_number(text: str) -> bool:
    return PAGE_NUMBER.fullmatch(text.strip()) is not None and not re.fullmatch(r"(?:19|20)\d\d", text.strip())


def without_page_furniture(lines: Sequence[Line]) -> list[Line]:
    """The lines with page numbers, and heads and feet that most pages repeat, made empty.

    A line that is followed by list items is a heading, however often it stands at the top of a page.
    """
    pages: dict[int, list[int]] = {}
    for place, line in enumerate(lines):
        if line.text.strip():
            pages.setdefault(line.page, []).append(place)
    result = list(lines)
    for share in (0.5, 0.8, 0.8, 0.8):
        pages = {
            page: kept
            for page, places in pages.items()
            if (kept := [place for place in places if result[place].text.strip()])
        }
        ends = [place for places in pages.values() for place in {places[0], places[-1]}]
        seen = Counter(_folded(lines[place].text) for place in ends)
        inside = _inside(lines, pages)
        begins = Counter(tuple(_folded(lines[place].text) for place in places[:3]) for places in pages.values())
        for places in pages.values():
            listed = begins[tuple(_folded(lines[place].text) for place in places[:3])] > 1 and len(places) > 4
            for place in {places[-1]} if listed else {places[0], places[-1]}:
                text = lines[place].text
                heads = place != places[-1] and bullet(lines[places[1]].text, ()) is not None
                often = len(pages) >= 3 and seen[_folded(text)] >= max(3, len(pages) * share) and len(text) < 120
                if is_page_number(text) or (often and not heads and clean(text) not in inside):
                    result[place] = Line("", lines[place].page)
    for place, line in enumerate(lines):
        text = line.text.strip()
        wordless = text and not any(letter.isalnum() for letter in text) and text not in SIGNS
        if wordless or CONTENTS.search(text) or (len(pages) > 1 and re.fullmatch(r"(?i)(side|page|sida)\s+\d+", text)):
            result[place] = Line("", line.page)
    return result


def _folded(text: str) -> str:
    return re.sub(r"\d+", "#", clean(text))


def _inside(lines: Sequence[Line], pages: dict[int, list[int]]) -> set[str]:
    """What stands in the middle of pages, as a heading that recurs does, or in a table."""
    middle = {clean(lines[place].text) for places in pages.values() for place in places[2:-2]}
    return middle | {clean(cell) for line in lines for cell in line.cells}
