"""From the figures that are shown nobody can be worked out."""

from collections import defaultdict
from itertools import product

from webapp.small_cells import LEAST, merge_small

ROWS = list(product(range(13), repeat=3))
"""Every group of up to 12 in each of three states."""


def test_no_figure_shown_is_under_five() -> None:
    for cells in ROWS:
        for shown in merge_small([(("a",), cells)]):
            figures = [*shown.cells, shown.others]
            assert all(figure is None or figure >= LEAST for figure in figures)
            assert shown.total == sum(cells)


def test_a_small_cell_cannot_be_got_by_subtraction() -> None:
    """For every row as it is shown there are rows that look the same and differ in each small cell."""
    looks_like = defaultdict(list)
    for cells in ROWS:
        for shown in merge_small([(("a",), cells)]):
            looks_like[shown].append(cells)
    for shown, rows in looks_like.items():
        for cells in (row for row in rows if max(row) <= 8):  # those that look like a larger one may not be in ROWS
            for position, count in enumerate(cells):
                if 0 < count < LEAST:
                    assert shown.cells[position] is None
                    assert len({row[position] for row in rows}) > 1, (cells, shown)


def test_small_groups_are_one_row_together_or_none() -> None:
    small = [(("a",), (1, 1, 0)), (("b",), (0, 2, 0))]
    assert merge_small(small) == []
    together = merge_small([*small, (("c",), (0, 1, 3)), (("d",), (6, 0, 0))])
    assert [row.key for row in together] == [("d",), None]
    assert [row.total for row in together] == [6, 8]
