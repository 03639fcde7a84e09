"""What the readers hand on: the lines of a document, and the blocks that they make up."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Literal

Kind = Literal["heading", "item", "text", "row"]
Progress = Callable[[int, int], None]
"""Called with how many pages are read and how many there are."""
WIDE = "\x1f"
"""In place of a cell that the one to its left reaches over; it counts as blank."""


class Unreadable(Exception):
    """The document cannot be read; the text is a Danish sentence that says what to do."""


@dataclass(frozen=True, slots=True)
class Line:
    """One line as it stands in the document; an empty text is a gap between paragraphs."""

    text: str
    page: int = 1
    size: float = 0.0
    """The size of the letters; 0 where the format does not tell."""
    bold: bool = False
    indent: float = 0.0
    """How far in it begins, in letters or points; only compared with its neighbours."""
    rank: int = 0
    """The rank of a heading where the format tells (1 is the highest); 0 elsewhere."""
    cells: tuple[str, ...] = ()
    """The cells where the line is a row of a table; a cell's own lines are parted by a line feed."""
    whole: bool = False
    """The format tells that this is a whole paragraph: nothing before or after belongs to it."""
    depth: int = -1
    """How deep a list item is nested where the format tells; -1 where it is no item or not known."""


@dataclass(frozen=True, slots=True)
class Document:
    """A document as read."""

    lines: tuple[Line, ...]
    title: str = ""
    """What the file says of itself; empty when it says nothing."""

    @property
    def text(self) -> str:
        """The document as text; line numbers in doubts and unplaced lines count in it, from 1."""
        return "\n".join(" ".join(" | ".join(line.cells).split()) if line.cells else line.text for line in self.lines)


@dataclass(frozen=True, slots=True)
class Block:
    """A heading, a list item, a paragraph or a row of a table, mended to one line of text."""

    kind: Kind
    text: str
    line: int
    """Where it begins, counted from 1."""
    page: int = 1
    rank: int = 0
    """The rank of a heading, 1 the highest; 0 where nothing tells it."""
    depth: int = 0
    """How deep a list item is nested, from 0."""
    cells: tuple[str, ...] = ()
    parted: int = 0
    """How surely a gap stands before it: 0 none, 1 perhaps, 2 surely."""
    marked: bool = False
    """Whether the letters (size, weight, capitals) or the format set a heading off from the text."""
