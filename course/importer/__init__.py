"""The importer: a leadership framework document in, a draft of the framework out."""

from dataclasses import dataclass
from typing import Any

from course.framework import Framework, read_framework
from course.importer.document import Progress, Unreadable
from course.importer.finding import find
from course.importer.reading import check_size, read
from course.importer.writing import safe, slug, write
from course.problem import Problems

__all__ = ["Doubt", "Imported", "Unplaced", "Unreadable", "bring_in", "bring_in_text", "check_size"]


@dataclass(frozen=True, slots=True)
class Unplaced:
    line: int
    """Counted from 1 in the source."""
    text: str


@dataclass(frozen=True, slots=True)
class Doubt:
    statement: str
    """The statement's id."""
    reason: str
    """A Danish sentence."""


@dataclass(frozen=True, slots=True)
class Imported:
    """What came of a document."""

    framework: Framework
    text: str
    """The text of framework.md, which reads back as `framework`."""
    source: str
    """The document as text."""
    places: dict[str, int]
    """Statement id -> its line in the source, counted from 1."""
    unplaced: tuple[Unplaced, ...]
    doubts: tuple[Doubt, ...]
    notice: str | None
    """What to tell where the document has no levels, or is no framework."""

    def as_json(self) -> dict[str, Any]:
        more: dict[str, Any] = {
            "unplaced": [{"line": each.line, "text": each.text} for each in self.unplaced],
            "doubts": [{"statement": each.statement, "reason": each.reason} for each in self.doubts],
        }
        if self.notice is not None:
            more["notice"] = self.notice
        return self.framework.as_json() | more


def bring_in(data: bytes, name: str, progress: Progress | None = None) -> Imported:
    """Read a document and draft a framework from it.

    :param name: the file's name; tells Markdown from plain text and becomes the framework's id
    :param progress: called after each page of a PDF; other kinds are read at once
    :raises Unreadable: if the document cannot be read; the text says what to do
    """
    document = read(data, name, progress)
    draft = find(document, name)
    draft.statements = [each for each in draft.statements if safe(each.text)]
    text = write(draft)
    framework = read_framework(slug(name.rpartition(".")[0] or name), text, Problems("framework.md"))
    return Imported(
        framework=framework,
        text=text,
        source=document.text,
        places={each.id: each.line for each in draft.statements},
        unplaced=tuple(Unplaced(line, each) for line, each in draft.unplaced),
        doubts=tuple(Doubt(each.id, each.doubt) for each in draft.statements if each.doubt),
        notice=draft.notice,
    )


def bring_in_text(text: str, name: str = "indsat tekst.txt") -> Imported:
    """Draft a framework from pasted text."""
    return bring_in(text.encode("utf-8", "replace"), name)
