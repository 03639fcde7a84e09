"""Make the fixed tables: choose the columns, and put what is too small together as "øvrige"."""

from collections.abc import Sequence

from webapp.disclosure.figures import BY, Figures, Likes, Row, Table, Tally
from webapp.disclosure.known import tells_of_few

CHOICES: tuple[tuple[str, ...], ...] = (
    ("not_started", "under_way", "completed", "late"),
    ("not_started", "under_way", "completed"),
    ("not_completed", "completed", "late"),
    ("not_completed", "completed"),
    ("not_started", "begun"),
    (),
)
"""The columns that a course can be shown with, the most telling first. The last one shows how many leaders there are."""
Grouping = dict[str, str | None]
"""Key -> the row it stands in: its own, or None for "øvrige"."""


def make_figures(likes: Sequence[Likes]) -> Figures | None:
    """The fixed tables of the people of one course; None where there are too few of them to tell anything.

    Every table has the same columns and counts the same people. Of the columns that can be shown at all, those are
    taken that leave the most figures.
    """
    total = _tally(likes)
    possible = [columns for columns in CHOICES if total.may_be_shown(columns)]
    made = [_with_columns(likes, columns, total.row(None, columns)) for columns in possible]
    return max(made, key=_telling, default=None)  # the first of several equals


def _telling(figures: Figures) -> int:
    rows = sum(row.key is not None for table in figures.tables for row in table.rows)
    return (1 + rows) * (1 + len(figures.columns))


def _tally(likes: Sequence[Likes]) -> Tally:
    tally = Tally()
    for each in likes:
        tally.add(each)
    return tally


def _with_columns(likes: Sequence[Likes], columns: tuple[str, ...], total: Row) -> Figures:
    done: list[list[str | None]] = []
    tables = []
    for position, by in enumerate(BY):
        table = _Merging(likes, position, columns)
        while table.named and tells_of_few([each.people for each in likes], [*done, table.rows_of_likes()]):
            table.merge_smallest()
        done.append(table.rows_of_likes())
        tables.append(Table(by, table.rows()))
    return Figures(columns, total, tuple(tables))


class _Merging:
    """A table on its way: rows of their own, and those that are put together."""

    def __init__(self, likes: Sequence[Likes], position: int, columns: tuple[str, ...]) -> None:
        self.columns = columns
        self._keys = [each.place[position] for each in likes]
        self.named: dict[str, Tally] = {}
        for key, each in zip(self._keys, likes, strict=True):
            self.named.setdefault(key, Tally()).add(each)
        self._others = Tally()
        for key in [key for key, tally in self.named.items() if not tally.may_be_shown(columns)]:
            self._others.add(self.named.pop(key))
        self._settle()

    def merge_smallest(self) -> None:
        key = min(self.named, key=lambda key: (self.named[key].people, key))
        self._others.add(self.named.pop(key))
        self._settle()

    def _settle(self) -> None:
        """Put more into "øvrige" until it is large enough itself; with everybody in it, it is."""
        while self.named and self._others.people and not self._others.may_be_shown(self.columns):
            key = min(self.named, key=lambda key: (self.named[key].people, key))
            self._others.add(self.named.pop(key))

    def rows_of_likes(self) -> list[str | None]:
        """The row in which each of the likes is counted."""
        return [key if key in self.named else None for key in self._keys]

    def rows(self) -> tuple[Row, ...]:
        rows = [self.named[key].row(key, self.columns) for key in sorted(self.named)]
        return (*rows, self._others.row(None, self.columns)) if self._others.people else tuple(rows)
