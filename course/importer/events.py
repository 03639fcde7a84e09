"""What the blocks of a document say, one by one: a level is named, a heading stands, something is expected."""

import re
from collections import Counter
from dataclasses import dataclass, field
from typing import Literal

from course.importer.labels import sentences

EventKind = Literal["level", "head", "say", "prose", "aside"]


@dataclass(slots=True)
class Event:
    kind: EventKind
    text: str
    line: int
    page: int = 1
    key: str | None = None
    """The level that is named or that the statement is for; "" for all leaders; None where it does not say."""
    rank: int = 0
    marked: bool = False
    word: str = ""
    """group, theme or aspect where a heading says what it is."""
    parted: int = 0
    depth: int = -1
    """How deep an item is nested; -1 outside of lists."""
    theme: str = ""
    """The heading that a table gives a statement."""
    aspect: str = ""
    doubt: str = ""
    alone: bool = False
    """A statement whose level is named for it alone."""


@dataclass(slots=True)
class Told:
    """The events of a document and the levels it names."""

    events: list[Event]
    names: dict[str, str]
    """Level key -> name as the document says it, in the order of the document."""
    labelled: Counter[str] = field(default_factory=Counter)


def trimmed(text: str) -> str:
    """A statement without the signs that parted it from the next."""
    return text.strip().rstrip(";,").rstrip().removesuffix(" og").removesuffix(" and").rstrip(";, ")


def listed(text: str) -> list[str]:
    """What stands after a level's name in running text: parts between semicolons, else sentences."""
    if ";" in text:
        parts = [part.strip() for part in text.split(";")]
        parts = [re.sub(r"^(?:og|samt|and|och)\s+", "", part) for part in parts if part]
        return [part.rstrip(".").strip() for part in parts if part.rstrip(".").strip()]
    return [trimmed(part) for part in sentences(text)]
