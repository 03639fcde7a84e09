"""What a page carries around its text: page numbers, running heads and feet."""

import re
from collections import Counter
from collections.abc import Iterator, Sequence

from course.importer.document import Line
from course.importer.marks import SIGNS, bullet, clean

PAGE_NUMBER = re.compile(
    r"(?:(?:side|sida|page|s\.|p\.)\s*\d{1,4}(?:\s*(?:/|af|av|of)\s*\d{1,4})?|[-–]?\s*\d{1,4}\s*[-–]?(?:\s*(?:/|af|av|of)\s*\d{1,4})?)",
    re.IGNORECASE,
)
SHARES = (0.5, 0.8, 0.8, 0.8)
"""How many of the pages repeat a head or foot, round by round: there may be several lines of them."""
PAGE = re.compile(r"(?:side|page|sida)\s+\d+|\d{1,3}\s*(?:af|av|of)\s*\d{1,3}", re.IGNORECASE)
CONTENTS = re.compile(r"(?:\.{4,}|(?: \.){4,}|…{2,}|_{4,})\s*\d{1,3}$")
"""A line of a table of contents."""


def is_page_number(text: str) -> bool:
    return PAGE_NUMBER.fullmatch(text.strip()) is not None and not re.fullmatch(r"(?:19|20)\d\d", text.strip())


def without_page_furniture(lines: Sequence[Line]) -> list[Line]:
    """The lines with page numbers, tables of contents, and heads and feet that most pages repeat, made empty.

    A line that is followed by list items is a heading, however often it stands at the top of a page; a sentence is
    text, however often it stands at the foot.
    """
    result = list(lines)
    for share in SHARES:
        pages = _pages(result)
        for place in _repeated(result, pages, share):
            result[place] = Line("", lines[place].page)
    several = len(_pages(result)) > 1
    for place, line in enumerate(lines):
        text = line.text.strip()
        wordless = text and not any(letter.isalnum() for letter in text) and text not in SIGNS
        if wordless or CONTENTS.search(text) or (several and PAGE.fullmatch(text)):
            result[place] = Line("", line.page)
    return result


def _pages(lines: Sequence[Line]) -> dict[int, list[int]]:
    """The places of the lines with text, page by page."""
    pages: dict[int, list[int]] = {}
    for place, line in enumerate(lines):
        if line.text.strip():
            pages.setdefault(line.page, []).append(place)
    return pages


def _repeated(lines: Sequence[Line], pages: dict[int, list[int]], share: float) -> Iterator[int]:
    """The first and last lines of pages that are page numbers, or that so many pages repeat."""
    ends = [place for places in pages.values() for place in {places[0], places[-1]}]
    seen = Counter(_folded(lines[place].text) for place in ends)
    inside = _inside(lines, pages)
    begins = Counter(_beginning(lines, places) for places in pages.values())
    for places in pages.values():
        listed = begins[_beginning(lines, places)] > 1 and len(places) > 4
        for place in {places[-1]} if listed else {places[0], places[-1]}:
            text = lines[place].text.strip()
            heads = place != places[-1] and bullet(lines[places[1]].text, ()) is not None
            often = len(pages) >= 3 and seen[_folded(text)] >= max(3, len(pages) * share)
            runs = often and len(text) < 120 and not text.endswith((".", "?", "!", ":"))
            if is_page_number(text) or (runs and not heads and clean(text) not in inside):
                yield place


def _beginning(lines: Sequence[Line], places: Sequence[int]) -> tuple[str, ...]:
    return tuple(_folded(lines[place].text) for place in places[:3])


def _folded(text: str) -> str:
    return re.sub(r"\d+", "#", clean(text))


def _inside(lines: Sequence[Line], pages: dict[int, list[int]]) -> set[str]:
    """What stands in the middle of pages, as a heading that recurs does, or in a table."""
    middle = {clean(lines[place].text) for places in pages.values() for place in places[2:-2]}
    return middle | {clean(cell) for line in lines for cell in line.cells}
