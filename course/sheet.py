"""The framework as it is laid out for sorting: themes by levels."""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass

from course.builder import units_of
from course.framework import Framework, Level, Place, Statement


@dataclass(frozen=True, slots=True)
class Cell:
    """What stands under one theme for one level."""

    level: Level | None
    """None: for all leaders."""
    parts: tuple[tuple[Place | None, tuple[Statement, ...]], ...]
    """Focus point (None: under the theme itself) and its statements."""


@dataclass(frozen=True, slots=True)
class Row:
    """A theme; or a handful of statements without one, which would become one module."""

    id: str
    title: str
    theme: Place | None
    cells: tuple[Cell, ...]
    aspects: tuple[Place, ...] = ()

    @property
    def count(self) -> int:
        return sum(len(statements) for cell in self.cells for _, statements in cell.parts)


@dataclass(frozen=True, slots=True)
class Section:
    """A group with its rows; without a group the rows that stand in none."""

    group: Place | None
    rows: tuple[Row, ...]


def sections(framework: Framework) -> tuple[Section, ...]:
    """The whole sheet, in the order of the file; headings without statements are there too."""
    groups = (None, *framework.groups)
    found = [Section(group, tuple(_rows(framework, group))) for group in groups]
    return tuple(section for section in found if section.group or section.rows)


def _rows(framework: Framework, group: Place | None) -> Iterator[Row]:
    columns = columns_of(framework)
    id = group.id if group else None
    for unit in units_of(framework):
        if unit.theme is None and unit.statements[0].group == id:
            yield Row(f"uden-{unit.id}", unit.title, None, _cells(columns, unit.statements, ()))
    for theme in framework.themes:
        if theme.parent == id:
            aspects = tuple(aspect for aspect in framework.aspects if aspect.parent == theme.id)
            yield Row(theme.id, theme.name, theme, _cells(columns, framework.named([theme.id]), aspects), aspects)


def columns_of(framework: Framework) -> tuple[Level | None, ...]:
    """The levels from the top; then "for all", where a statement or the lack of levels asks for it."""
    for_all = not framework.levels or any(each.level is None for each in framework.statements)
    return (*framework.levels, None) if for_all else framework.levels


def _cells(
    columns: Iterable[Level | None], statements: Iterable[Statement], aspects: Iterable[Place]
) -> tuple[Cell, ...]:
    statements, aspects = tuple(statements), tuple(aspects)
    cells = []
    for level in columns:
        here = [each for each in statements if each.level == (level.id if level else None)]
        parts = [
            (place, tuple(each for each in here if each.aspect == (place.id if place else None)))
            for place in (None, *aspects)
        ]
        cells.append(Cell(level, tuple(part for part in parts if part[1])))
    return tuple(cell for cell in cells if cell.parts or _asks(cell, cells))


def _asks(cell: Cell, cells: Iterable[Cell]) -> bool:
    """Whether an empty cell asks to be filled: a level's, where other levels have statements or nobody has."""
    filled = [each.level for each in cells if each.parts]
    return (cell.level is not None and filled != [None]) or not any(each.level for each in cells)


def count_levels(framework: Framework) -> Mapping[str, int]:
    """Level's id -> number of its statements; `""` for those to all."""
    counts = {level.id if level else "": 0 for level in columns_of(framework)}
    for each in framework.statements:
        counts[each.level or ""] += 1
    return counts
