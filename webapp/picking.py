"""What a leader can put on her talk sheet from the course's own pages, and how a button names it.

A key names what was picked: `statement:drift-alle`, `item:tag-med:1f2e3d4c` (an item of a talk, by its words) or
`text:sidste-aftale` (what she has written at a prompt).
"""

from collections.abc import Iterator
from dataclasses import dataclass
from hashlib import sha256

from course.compile import Course
from course.talks import plain, suggested_talks, talk_of


@dataclass(frozen=True, slots=True)
class Picked:
    text: str
    source: str
    """Where it stands, in words."""


def item_key(talk: str, item: str) -> str:
    """The key of an item of a talk.

    :param item: HTML, as the course has it
    """
    return f"item:{talk}:{sha256(plain(item).encode()).hexdigest()[:8]}"


def find_picked(course: Course, level: str, key: str) -> Picked | None:
    """What a key of the course's own words names at this level; None when there is nothing of that name."""
    kind, _, id = key.partition(":")
    if kind == "statement":
        statement = course.framework.statement(id)
        if statement is None or statement.level not in (None, level):
            return None
        return Picked(f"”{statement.text}”", course.framework.title)
    return next((picked for item, picked in _items(course, level) if item == key), None)


def _items(course: Course, level: str) -> Iterator[tuple[str, Picked]]:
    for suggested in suggested_talks(course):
        for item in suggested.items:
            yield item_key(suggested.id, item), Picked(plain(item), course.title)
    for module in course.modules_for(level):
        talk = talk_of(module, level)
        for item in talk.items if talk else ():
            yield item_key(module.id, item), Picked(plain(item), module.title)


def text_of_key(key: str) -> str | None:
    """The prompt whose text a key names; None for a key of another kind."""
    kind, _, item = key.partition(":")
    return item if kind == "text" and item else None


def one_line(text: str, then_text: str, when: str, then: str) -> str:
    """A leader's text as one line; the two halves of a plan with the words that they follow."""
    if not then_text.strip():
        return text.strip()
    return f"{when} {text.strip().removesuffix(',')}, {then} {then_text.strip()}"
