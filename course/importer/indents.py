"""Lists whose bullets are drawn as pictures: only how far in their lines stand tells them from other text."""

from collections import Counter
from collections.abc import Collection, Sequence
from dataclasses import replace
from itertools import pairwise

from course.importer.document import Line
from course.importer.marks import NUMBER, bullet
from course.importer.openings import Openings

LEAST, MOST = 8, 90
"""How far a list stands in from what is above it, in points."""
LEAST_LISTS = 3
MARK = "• "


def with_bullets(lines: Sequence[Line]) -> list[Line]:
    """The lines of a PDF with a bullet before each item, where the document has lists and no bullets at all."""
    result = list(lines)
    if any(bullet(line.text, ()) for line in lines) or any(bullet(cell, ()) for line in lines for cell in line.cells):
        return result
    starts = _starts(lines)
    usual = {step for step, times in Counter(step for _place, step in starts).items() if times >= LEAST_LISTS}
    begun = [place for place, step in starts if step in usual] + _carried_over(lines, usual)
    openings = Openings([lines[place].text for place in begun])
    widths = _widths(lines)
    for start in begun:
        for place in _items(lines, start, widths[_column(lines[start])], openings):
            result[place] = replace(lines[place], text=MARK + lines[place].text)
    return result


def _starts(lines: Sequence[Line]) -> list[tuple[int, int]]:
    """Where text begins that stands in from the line above it, and how far in."""
    found: list[tuple[int, int]] = []
    told = [place for place, line in enumerate(lines) if line.text.strip()]
    for above, place in pairwise(told):
        head, line = lines[above], lines[place]
        step = round(line.indent - head.indent)
        quoted = line.text.strip()[:1] in '”“»«"„'
        small = line.text.strip()[:1].islower() and not head.text.rstrip().endswith((":", "at", "du"))
        numbered = NUMBER.match(line.text) is not None
        if (
            head.page == line.page
            and not numbered
            and not quoted
            and LEAST <= step <= MOST
            and place > above + 1
            and not small
        ):
            found.append((place, step))
    return found


def _carried_over(lines: Sequence[Line], usual: Collection[int]) -> list[int]:
    """Where a list goes on at the top of a page or column: it stands in from other text there as lists do."""
    edges: dict[int, set[int]] = {}
    for line in lines:
        if line.text.strip():
            edges.setdefault(line.page, set()).add(round(line.indent))
    found: list[int] = []
    told = [place for place, line in enumerate(lines) if line.text.strip()]
    for above, place in pairwise(told):
        before, line = lines[above], lines[place]
        turned = before.page != line.page or not -MOST <= line.indent - before.indent <= MOST
        stands_in = any(round(line.indent) - step in edges[line.page] for step in usual)
        if turned and stands_in and line.text.strip()[0].isupper() and not line.bold:
            found.append(place)
    return found


def _column(line: Line) -> tuple[int, float]:
    return round(line.indent), line.size


def _widths(lines: Sequence[Line]) -> Counter[tuple[int, float]]:
    """How long the lines grow that begin at the same place, in letters."""
    found: Counter[tuple[int, float]] = Counter()
    for line in lines:
        found[_column(line)] = max(found[_column(line)], len(line.text.rstrip()))
    return found


def _items(lines: Sequence[Line], start: int, width: int, openings: Openings) -> list[int]:
    """The first line of each item of a list."""
    first = lines[start]
    found = [start]
    for place in range(start + 1, len(lines)):
        line, above = lines[place], lines[place - 1]
        if line.cells or line.page != first.page or (line.text.strip() and _column(line) != _column(first)):
            break
        if line.text.strip() and (not above.text.strip() or openings.anew(above.text, line.text, width)):
            found.append(place)
    return found
