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
    """Merge the cells under five; when they are fewer than five together, the smallest other cell goes with them.

    Nobody in a cell looks like too few in it.
    """
    shown = {position: count for position, count in enumerate(cells) if count >= LEAST}
    others = sum(cells) - sum(shown.values())
    while 0 < others < LEAST:
        smallest = min(shown, key=lambda position: (shown[position], position))
        others += shown.pop(smallest)
    return Figures(key, tuple(shown.get(position) for position in range(len(cells))), others or None)
