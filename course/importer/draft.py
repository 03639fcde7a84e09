"""What the importer finds, before it is written as a framework."""

from dataclasses import dataclass, field


@dataclass(slots=True)
class Found:
    """A statement with what is known of its place."""

    text: str
    line: int
    level: str | None = None
    """A level's key; None for all leaders or where it is not known."""
    group: str | None = None
    """Folded names of headings."""
    theme: str | None = None
    aspect: str | None = None
    everybody: bool = False
    """The document says that it holds for all."""
    doubt: str = ""
    id: str = ""


@dataclass(slots=True)
class Heading:
    name: str
    kind: str
    """group, theme or aspect."""
    parent: str | None
    line: int
    definition: list[str] = field(default_factory=list)
    id: str = ""


@dataclass(slots=True)
class DraftLevel:
    key: str
    name: str
    one: str
    id: str = ""


@dataclass(slots=True)
class Draft:
    title: str = ""
    organisation: str = ""
    year: int | None = None
    language: str = "da"
    source: str = ""
    levels: list[DraftLevel] = field(default_factory=list)
    headings: dict[str, Heading] = field(default_factory=dict)
    """By `kind:folded name`; an aspect by `aspect:theme/aspect`."""
    statements: list[Found] = field(default_factory=list)
    terms: list[tuple[str, str]] = field(default_factory=list)
    unplaced: list[tuple[int, str]] = field(default_factory=list)
    notice: str | None = None
