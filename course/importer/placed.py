"""Statements and paragraphs with the headings that they stand under."""

from dataclasses import dataclass, field

from course.importer.events import Event


@dataclass(slots=True)
class Node:
    """A heading that is open while the events are walked."""

    name: str
    rank: int
    word: str
    line: int
    depth: int = -1
    aside: bool = False


@dataclass(slots=True)
class Placed:
    """A statement (or a paragraph) with the headings above it, from the outermost."""

    event: Event
    key: str | None
    path: tuple[Node, ...]
    aside: bool
    doubt: str = ""
    late: bool = False
    """A paragraph that stands below statements."""


@dataclass(slots=True)
class Placing:
    says: list[Placed] = field(default_factory=list)
    prose: list[Placed] = field(default_factory=list)
    asides: list[Event] = field(default_factory=list)
    heads: list[Event] = field(default_factory=list)
    steps: list[Placed] = field(default_factory=list)
    """What is said of the steps of a scale."""
