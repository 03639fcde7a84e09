"""What each module is drafted from: a theme, or a small group of statements where there are no themes."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import groupby

from course.framework import Framework, Place, Statement
from course.module import slug

GROUP = 4
"""Statements without a theme are taken three to five at a time."""


@dataclass(frozen=True, slots=True)
class Unit:
    """What one module is drafted from."""

    id: str
    title: str
    theme: Place | None
    statements: tuple[Statement, ...]

    def for_level(self, level: str) -> tuple[Statement, ...]:
        return tuple(each for each in self.statements if each.level in (None, level))

    @property
    def references(self) -> tuple[str, ...]:
        return (self.theme.id,) if self.theme else tuple(each.id for each in self.statements)


def units_of(framework: Framework) -> tuple[Unit, ...]:
    """A unit for each theme with statements; statements without one in groups of three to five, in document order."""
    units: dict[str, Unit] = {}
    for group, with_group in groupby(framework.statements, key=lambda each: each.group):
        statements = list(with_group)
        heading = framework.place(group) if group else None
        loose = [each for each in statements if each.theme is None]
        parts = list(_groups([each for each in loose if each.level is None], ()))
        parts += _groups([each for each in loose if each.level is not None], [level.id for level in framework.levels])
        for number, part in enumerate(parts, start=1):
            name = heading.name if heading else framework.title
            _add(units, f"{name}, del {number}" if len(parts) > 1 else name, None, part)
        for theme, under in groupby((each for each in statements if each.theme), key=lambda each: each.theme):
            place = framework.place(theme or "")
            if place is not None:
                _add(units, place.name, place, list(under))
    return tuple(units.values())


def _add(units: dict[str, Unit], title: str, theme: Place | None, statements: Sequence[Statement]) -> None:
    """Add a unit, or more statements to the theme's unit when the document comes back to it."""
    id = slug(title) or f"modul-{len(units) + 1}"
    before = units.get(id)
    if before is not None and before.theme is not None and before.theme == theme:
        units[id] = Unit(id, title, theme, (*before.statements, *statements))
        return
    wanted, number = id, 2
    while id in units or id in ("course", "framework", "talks"):
        id, number = f"{wanted}-{number}", number + 1
    units[id] = Unit(id, title, theme, tuple(statements))


def _groups(statements: Sequence[Statement], levels: Sequence[str]) -> Iterator[list[Statement]]:
    """Even groups of about four; with levels, each group holds as many of every level's statements."""
    streams = (
        [[each for each in statements if each.level == level] for level in levels] if levels else [list(statements)]
    )
    longest = max((len(stream) for stream in streams), default=0)
    count = max(1, round(longest / GROUP)) if longest else 0
    for number in range(count):
        yield [
            each for stream in streams for each in stream[_cut(stream, number, count) : _cut(stream, number + 1, count)]
        ]


def _cut(stream: Sequence[Statement], number: int, count: int) -> int:
    return round(len(stream) * number / count)
