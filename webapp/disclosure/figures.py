"""What the fixed tables are: columns, rows, and the people they are counted from."""

from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass, field

SMALLEST = 5
"""People in the smallest group that a figure may tell of."""
BY = ("level", "unit", "month")
"""What a table can be broken down by, in the order in which the tables are made: the first loses least."""
COLUMNS = ("not_started", "under_way", "begun", "not_completed", "completed", "late")
"""`begun` and `not_completed` stand where two of the three states had to be put together."""


@dataclass(frozen=True, slots=True)
class Likes:
    """How many people of a course have the same level, unit and month of start, and how far they are."""

    place: tuple[str, str, str]
    """In the order of `BY`."""
    not_started: int = 0
    under_way: int = 0
    completed: int = 0
    late: int = 0
    """Those of the not started and under way of whom a date has passed."""
    weeks: Mapping[int, int] = field(default_factory=dict)
    """Weeks from start to completion -> how many of the completed."""

    @property
    def people(self) -> int:
        return self.not_started + self.under_way + self.completed


@dataclass(frozen=True, slots=True)
class Row:
    key: str | None
    """A level, a unit or a month; None: "øvrige"."""
    leaders: int
    cells: Mapping[str, int]
    """The columns that are shown; the same ones in every row of every table of a course."""
    median_weeks: int | None
    """None where nobody has completed, or where `completed` is not shown."""


@dataclass(frozen=True, slots=True)
class Table:
    by: str
    rows: tuple[Row, ...]
    """"Øvrige" last. Together they are everybody on the course, in each table."""


@dataclass(frozen=True, slots=True)
class Figures:
    """The fixed tables of one course."""

    columns: tuple[str, ...]
    total: Row
    tables: tuple[Table, ...]


class Tally:
    """People counted together, before it is decided whether that can be shown."""

    def __init__(self) -> None:
        self.not_started = self.under_way = self.completed = self.late = 0
        self.weeks: Counter[int] = Counter()

    def add(self, other: "Likes | Tally") -> None:
        self.not_started += other.not_started
        self.under_way += other.under_way
        self.completed += other.completed
        self.late += other.late
        self.weeks.update(other.weeks)

    @property
    def people(self) -> int:
        return self.not_started + self.under_way + self.completed

    def cell(self, column: str) -> int:
        if column == "begun":
            return self.under_way + self.completed
        if column == "not_completed":
            return self.not_started + self.under_way
        return int(getattr(self, column))

    def may_be_shown(self, columns: tuple[str, ...]) -> bool:
        """Whether every cell is empty or large enough, and so is what is left of one when `late` is taken off."""
        shown = [self.people, *(self.cell(column) for column in columns)]
        if "late" in columns:
            shown.append(self.not_started + self.under_way - self.late)
        return self.people > 0 and all(count == 0 or count >= SMALLEST for count in shown)

    def row(self, key: str | None, columns: tuple[str, ...]) -> Row:
        cells = {column: self.cell(column) for column in columns}
        return Row(key, self.people, cells, self._median() if "completed" in columns else None)

    def _median(self) -> int | None:
        """The lower middle one, so that it is a whole number of weeks."""
        if not self.weeks:
            return None
        middle = (self.weeks.total() + 1) // 2
        passed = 0
        for weeks in sorted(self.weeks):
            passed += self.weeks[weeks]
            if passed >= middle:
                break
        return weeks
