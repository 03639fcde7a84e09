"""Tables of a page: stacks that stand in rows and columns and are drawn row by row."""

from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import pairwise

from course.importer.document import WIDE
from course.importer.stacks import Stack, is_item

APART = 25
"""How far apart, in points, the left edges of two columns stand at least."""

FAR_BELOW = 10.0
"""How far below the row above a row stands at most, beside the height of its letters."""
LARGER = 1.5
"""So many points larger than the letters of a table are those of a heading behind it."""
MOST_SINGLE = 4
"""So many lines on their own below one another stand behind the table."""


@dataclass(slots=True)
class Grid:
    """A table: the cells of each row, their lines parted by a line feed, a gap in a cell by a vertical tab."""

    rows: list[tuple[str, ...]]
    end: int
    """The place of the first stack behind it."""


def grids_of(stacks: Sequence[Stack]) -> dict[int, Grid]:
    """The tables among the stacks, by the place of their first stack."""
    found: dict[int, Grid] = {}
    place = 0
    while place < len(stacks) - 1:
        grid = _grid(stacks, place) if _side_by_side(stacks[place], stacks[place + 1]) else None
        if grid is not None:
            found[place] = grid
        place = grid.end if grid is not None else place + 1
    return found


def _side_by_side(left: Stack, right: Stack) -> bool:
    return left.beside(right) and right.x > left.x + 20 and not left.turned and not right.turned


def _grid(stacks: Sequence[Stack], start: int) -> Grid | None:
    """The table whose first row begins here, if there is one."""
    bands = _bands(stacks, start)
    while bands and len(bands[-1].stacks) < 2 and not _goes_on(bands):
        bands.pop()
    wide = [band for band in bands if len({round(each.x / APART) for each in band.stacks}) > 1]
    if len(bands) < 2 or len(wide) < 2:
        return None
    edges = _edges(bands)
    if len(edges) < 2:
        return None
    rows = [_cells(band.stacks, edges) for band in bands]
    pairs = Counter(pair for row in rows for pair in pairwise(n for n, cell in enumerate(row) if cell))
    if max(pairs.values(), default=0) < 2:
        return None
    return Grid(rows, start + sum(len(band.stacks) for band in bands))


def _goes_on(bands: Sequence["_Band"]) -> bool:
    """Whether the last band is one more item of a column that has items above it."""
    last = bands[-1].stacks[0]
    above = (each for band in bands[:-1] if len(band.stacks) > 1 for each in band.stacks)
    return is_item(last) and any(is_item(each) and abs(each.x - last.x) < 3 for each in above)


@dataclass(slots=True)
class _Band:
    """Stacks that share height with one another."""

    stacks: list[Stack]
    top: float
    bottom: float


def _bands(stacks: Sequence[Stack], start: int) -> list[_Band]:
    """The stacks from here on in bands from the top down, as long as they are drawn in that order."""
    bands: list[_Band] = []
    left, wide = stacks[start].x, 0
    for stack in stacks[start:]:
        higher = bool(bands) and stack.top > bands[0].top + 1
        if stack.turned or higher or (wide > 1 and stack.x < left - APART):
            break
        if bands and stack.bits[0].size > LARGER + max(each.bits[0].size for band in bands for each in band.stacks):
            break
        if bands and bands[-1].bottom - stack.top > FAR_BELOW * stack.bits[0].size:
            break
        band = _Band([stack], stack.top, stack.bottom)
        while bands and band.top > bands[-1].bottom + 0.5:
            above = bands.pop()
            band = _Band([*above.stacks, *band.stacks], max(above.top, band.top), min(above.bottom, band.bottom))
        bands.append(band)
        wide = sum(len(each.stacks) > 1 for each in bands)
        left = min(left, stack.x)
        if len(bands) > MOST_SINGLE and all(len(each.stacks) == 1 for each in bands[-MOST_SINGLE:]):
            break
    return bands


def _edges(bands: Sequence[_Band]) -> list[float]:
    """The left edges of the columns; what never stands beside something else but above or below it is one column."""
    xs = sorted(each.x for band in bands for each in band.stacks)
    edges = [xs[0]]
    for x in xs:
        if x - edges[-1] > APART:
            edges.append(x)
    merged = [edges[0]]
    for edge in edges[1:]:
        merged_with = merged[-1]
        together = any(
            any(abs(each.x - merged_with) <= APART for each in band.stacks)
            and any(0 <= each.x - edge <= APART for each in band.stacks)
            for band in bands
        )
        if together or not _overlap(bands, merged_with, edge):
            merged.append(edge)
    return merged


def _overlap(bands: Sequence[_Band], left: float, right: float) -> bool:
    """Whether what begins at the left edge goes on beyond the right one."""
    return any(0 <= each.x - left <= APART and each.end > right + APART for band in bands for each in band.stacks)


def _cells(stacks: Sequence[Stack], edges: Sequence[float]) -> tuple[str, ...]:
    cells: list[list[Stack]] = [[] for _edge in edges]
    for stack in stacks:
        cells[min(range(len(edges)), key=lambda each: abs(edges[each] - stack.x))].append(stack)
    texts: list[str] = []
    reach = 0.0
    for edge, cell in zip(edges, cells, strict=True):
        texts.append("".join(_parts(cell)) if cell else WIDE if reach > edge + APART else "")
        reach = max((stack.end for stack in cell), default=reach)
    return tuple(texts)


def _parts(cell: list[Stack]) -> Iterator[str]:
    """The lines of a cell; a gap between paragraphs parts them, but not one sentence that goes on."""
    cell.sort(key=lambda stack: -stack.top)
    for place, stack in enumerate(cell):
        if place:
            yield "\v"
        yield "\n".join(bit.text.strip() for bit in stack.bits)
