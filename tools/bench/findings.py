"""What a benchmark found beside what it is to reach, and the verdict."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from statistics import median
from typing import Any, Literal

Verdict = Literal["held", "short", "inconclusive"]
CERTAIN = 0.8
"""The share of the measurements that must lie beyond the floor before a goal counts as missed."""


@dataclass(frozen=True, slots=True)
class Finding:
    """One goal, measured once or in pairs."""

    goal: str
    """Its number in docs/performance.md; "P1"."""
    what: str
    floor: float
    """What must be reached."""
    target: float
    """What is aimed at."""
    values: tuple[float, ...]
    """One for something counted, one per pair for something timed."""
    at_least: bool = True
    """Whether more is better; else the floor is the most that is allowed."""
    unit: str = ""
    doubtful: bool = False
    """The limit measured against itself came out unequal: the machine was too busy to tell."""

    @property
    def median(self) -> float:
        return median(self.values)

    @property
    def verdict(self) -> Verdict:
        """Noise never makes a goal missed: that takes most of the pairs."""
        if self._reaches(self.median, self.floor):
            return "held"
        beyond = sum(not self._reaches(value, self.floor) for value in self.values) / len(self.values)
        return "short" if beyond >= CERTAIN and not self.doubtful else "inconclusive"

    @property
    def on_target(self) -> bool:
        return self._reaches(self.median, self.target)

    def _reaches(self, value: float, wanted: float) -> bool:
        return value >= wanted if self.at_least else value <= wanted

    def as_json(self) -> dict[str, Any]:
        return {
            "goal": self.goal,
            "what": self.what,
            "floor": self.floor,
            "target": self.target,
            "at_least": self.at_least,
            "unit": self.unit,
            "median": self.median,
            "min": min(self.values),
            "max": max(self.values),
            "measurements": len(self.values),
            "verdict": self.verdict,
            "on_target": self.on_target,
        }


HEAD = ("goal", "what", "floor", "target", "median", "min", "max", "verdict")


def table(findings: Iterable[Finding]) -> list[tuple[str, ...]]:
    """The findings as rows of text, under `HEAD`."""
    rows = []
    for each in findings:
        sign = "≥" if each.at_least else "≤"
        numbers = (each.median, min(each.values), max(each.values))
        wanted = [f"{sign} {_number(value)}{each.unit}" for value in (each.floor, each.target)]
        verdict = each.verdict + (", on target" if each.on_target else "")
        rows.append((each.goal, each.what, *wanted, *map(_number, numbers), verdict))
    return rows


def as_text(findings: Sequence[Finding]) -> str:
    """The table for a terminal."""
    rows = [HEAD, *table(findings)]
    widths = [max(len(row[column]) for row in rows) for column in range(len(HEAD))]
    return "\n".join(
        "  ".join(cell.ljust(width) for cell, width in zip(row, widths, strict=True)).rstrip() for row in rows
    )


def as_markdown(findings: Sequence[Finding]) -> str:
    """The table for docs/performance.md."""
    rows = [HEAD, ("---",) * len(HEAD), *table(findings)]
    return "\n".join("| " + " | ".join(row) + " |" for row in rows)


def _number(value: float) -> str:
    if value == int(value) and abs(value) < 1e6:
        return str(int(value))
    return f"{value:.2f}" if abs(value) < 100 else f"{value:.0f}"
