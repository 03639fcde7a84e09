"""`course.md`: the outline over a hundred days, and a place for the welcome."""

from collections.abc import Sequence

from course.builder.blocks import quoted
from course.builder.units import Unit
from course.framework import Framework, Level

DAYS = 100
WEEK = 7


def draft_course(framework: Framework, levels: Sequence[Level], units: Sequence[Unit]) -> str:
    lines = ["---", f"title: {quoted(framework.title)}", "summary: Skriv i én sætning, hvem forløbet er for."]
    lines += [f"language: {framework.language}", "generated: true"]
    if not framework.levels and levels:
        lines.append("levels:")
        lines += [f"  {level.id}: {{name: {quoted(level.name)}, one: {quoted(level.one)}}}" for level in levels]
    lines.append("outline:")
    lines += [
        f"  - {{module: {unit.id}, due_day: {day}}}" for unit, day in zip(units, due_days(len(units)), strict=True)
    ]
    lines += ["---", "", f"Skriv en velkomst til den nye leder i {framework.organisation or 'organisationen'}.", ""]
    return "\n".join(lines)


def due_days(modules: int) -> list[int]:
    """The first module after a week, the last after a hundred days; never two in a week, so many modules take longer."""
    span = max((DAYS - WEEK) / max(modules - 1, 1), WEEK)
    return [WEEK + int(span * number) for number in range(modules)]
