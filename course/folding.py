"""A text parted for one level: what is written for it, and what is for other levels only and can be folded."""

import re
from dataclasses import dataclass

from course.markdown import FENCE
from course.words import BY_NAME, KEYS

FOR_LEVELS = re.compile(rf"\b(?:level|{KEYS['level']})\s*=\s*([\w-]+(?:\s*,\s*[\w-]+)*)", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class Part:
    text: str
    """Its lines, without the end of the last one: the parts joined by line ends are the text again."""
    line: int
    """Where it begins in the text, counted from 1."""
    levels: tuple[str, ...]
    """The other levels it is for; empty: it is to be seen."""


def parts_for(text: str, level: str) -> list[Part]:
    """The text in parts, in its order. Without a level: one part."""
    if not level:
        return [Part(text, 1, ())]
    parts: list[Part] = []
    seen: list[str] = []
    lines = text.split("\n")
    number = 0
    while number < len(lines):
        end = _end_of_directive(lines, number)
        levels = _levels_of(lines[number]) if end else ()
        if not end or not levels or level in levels:
            seen += lines[number : end or number + 1]
        else:
            if seen:
                parts.append(Part("\n".join(seen), number - len(seen) + 1, ()))
            parts.append(Part("\n".join(lines[number:end]), number + 1, levels))
            seen = []
        number = end or number + 1
    if seen or not parts:
        parts.append(Part("\n".join(seen), number - len(seen) + 1, ()))
    return parts


def _end_of_directive(lines: list[str], start: int) -> int:
    """The line after the directive that opens here; 0 where none opens, or it is not closed before the next."""
    opening = FENCE.match(lines[start])
    if opening is None or not opening[1].strip():
        return 0
    for number in range(start + 1, len(lines)):
        if (fence := FENCE.match(lines[number])) is not None:
            return 0 if fence[1].strip() else number + 1
    return 0


def _levels_of(line: str) -> tuple[str, ...]:
    """The levels that the opening of a directive names."""
    opening = FENCE.match(line)
    name, _, rest = (opening[1] if opening else "").strip().partition(" ")
    word = BY_NAME.get(name.casefold())
    if word is not None and word.name == "level":
        return tuple(re.findall(r"[\w-]+", rest))
    named = FOR_LEVELS.search(rest)
    return tuple(re.findall(r"[\w-]+", named[1])) if named else ()
