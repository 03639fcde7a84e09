"""A plain bar chart of one of the fixed tables. The table stands beside it and says the same."""

from collections.abc import Sequence
from dataclasses import dataclass

from webapp.disclosure import Row

WIDTH, LABELS, LINE, BAR = 720, 200, 34, 20
"""Of the picture, in its own units."""
LONGEST_LABEL = 26


@dataclass(frozen=True, slots=True)
class Part:
    """A piece of a bar: one state."""

    column: str
    x: float
    width: float
    count: int


@dataclass(frozen=True, slots=True)
class Bar:
    label: str
    y: int
    parts: tuple[Part, ...]
    end: float
    leaders: int


@dataclass(frozen=True, slots=True)
class Chart:
    bars: tuple[Bar, ...]
    columns: tuple[str, ...]
    """The states, in the order in which they stand in a bar."""

    @property
    def height(self) -> int:
        return LINE * len(self.bars)


def make_chart(rows: Sequence[Row], labels: Sequence[str], columns: Sequence[str]) -> Chart:
    """Bars as long as there are leaders in the row, divided by state where the states are shown.

    :param columns: those of the table; `late` is no state, so it is left out
    """
    states = tuple(column for column in columns if column != "late") or ("leaders",)
    longest = max((row.leaders for row in rows), default=1)
    scale = (WIDTH - LABELS - 60) / longest
    bars = [
        _bar(row, label, states, scale, number) for number, (row, label) in enumerate(zip(rows, labels, strict=True))
    ]
    return Chart(tuple(bars), states)


def _bar(row: Row, label: str, states: Sequence[str], scale: float, number: int) -> Bar:
    parts, x = [], float(LABELS)
    for state in states:
        count = row.leaders if state == "leaders" else row.cells[state]
        if count:
            parts.append(Part(state, round(x, 1), round(count * scale, 1), count))
            x += count * scale
    return Bar(_short(label), number * LINE, tuple(parts), round(x, 1), row.leaders)


def _short(label: str) -> str:
    return label if len(label) <= LONGEST_LABEL else label[: LONGEST_LABEL - 1].rstrip() + "…"
