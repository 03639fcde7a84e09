"""What the importer's tests share."""

from collections.abc import Sequence

from course.importer import Imported, bring_in, bring_in_text


def from_text(*lines: str) -> Imported:
    """Import pasted lines."""
    return bring_in_text("\n".join(lines))


def rows(result: Imported) -> list[tuple[str, str, str]]:
    """Level, theme and text of each statement, by the names."""
    levels = {level.id: level.name for level in result.framework.levels}
    places = {place.id: place.name for place in result.framework.places()}
    return [
        (levels.get(each.level or "", ""), places.get(each.theme or "", ""), each.text)
        for each in result.framework.statements
    ]


def texts(result: Imported) -> list[str]:
    return [each.text for each in result.framework.statements]


def level_names(result: Imported) -> list[str]:
    return [level.name for level in result.framework.levels]


def share(found: Sequence[object], wanted: Sequence[object]) -> float:
    """F1 of one list of things against another, order aside."""
    left = list(wanted)
    right = 0
    for each in found:
        if each in left:
            left.remove(each)
            right += 1
    return 2 * right / (len(found) + len(wanted)) if found or wanted else 1.0


__all__ = ["bring_in", "from_text", "level_names", "rows", "share", "texts"]
