"""Figures about groups from which nobody can be picked out: small cells are merged, and totals are of what is shown."""

from collections.abc import Sequence
from dataclasses import dataclass

LEAST = 5


@dataclass(frozen=True, slots=True)
class Figures:
    """One row of a table, as it may be shown."""

    key: tuple[str, ...] | None
    """None: the groups that are too small for a row of their own, taken together."""
    cells: tuple[int | None, ...]
    """None: too small to be shown, or nobody."""
    others: int | None
    """The cells that are not shown, taken together; None when there is nobody in them."""

    @property
    def total(self) -> int:
        return sum(cell or 0 for cell in self.cells) + (self.others or 0)


def merge_small(rows: Sequence[tuple[tuple[str, ...], Sequence[int]]]) -> list[Figures]:
    """Show rows of at least five; the smaller ones are one row together, or none when they are fewer than five."""
    large = [(key, cells) for key, cells in rows if sum(cells) >= LEAST]
    small = [cells for _key, cells in rows if sum(cells) < LEAST]
    shown = [_merge_cells(key, cells) for key, cells in large]
    rest = [sum(column) for column in zip(*small, strict=True)]
    if sum(rest) >= LEAST:
        shown.append(_merge_cells(None, rest))
    return shown


def _merge_cells(key: tuple[str, ...] | None, cells: Sequence[int]) -> Figures:
    """Merge the cells under five, and with them the next one when they could be worked out otherwise.

    They could when they are fewer than five together, when there is one of them, or when they are as many as such
    cells can be: two that make eight are four each. Which cell is the next does not depend on how large it is, for
    that would tell something too. Nobody in a cell looks like too few in it.
    """
    places = range(len(cells))
    small = [place for place in places if 0 < cells[place] < LEAST]
    shown = {place: cells[place] for place in places if cells[place] >= LEAST}
    others = sum(cells[place] for place in small)
    following = [place % len(cells) for place in range(small[-1] + 1, small[-1] + len(cells))] if small else []
    if small and (others < LEAST or len(small) == 1 or others == (LEAST - 1) * len(small)):
        others += next((shown.pop(place) for place in following if place in shown), 0)
    return Figures(key, tuple(shown.get(place) for place in places), others or None)
