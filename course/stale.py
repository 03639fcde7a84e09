"""What a changed framework makes stale: the modules, questions and prompts that refer to what has changed."""

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from typing import Literal

from course import frontmatter
from course.compile import Course
from course.framework import Framework
from course.markdown import FENCE, REFERENCE
from course.matching import fold
from course.module import Module
from course.revise import Change

NOT_WRITTEN = re.compile(r" {0,3}:::|(themes|levels):")
"""Lines that name ids: nobody reads them."""
PartKind = Literal["module", "question", "prompt"]


@dataclass(frozen=True, slots=True)
class Part:
    """A piece of a course that a person writes: a module's text, a question, or a prompt."""

    kind: PartKind
    id: str
    module: str
    covers: frozenset[str]
    """Ids of the statements it shows or works with."""
    quotes: frozenset[str]
    """Ids of the statements that stand in it as `[[#id]]`: the reader meets their wording there."""
    names: frozenset[str]
    """What its directives and brackets name, as written; terms folded."""
    text: str
    """What is written in it, folded: the file without its directives."""


@dataclass(frozen=True, slots=True)
class Stale:
    """A part of a course that refers to something changed: to be looked at, and usable until then."""

    kind: PartKind
    item: str
    module: str
    change: Change
    follows: bool
    """Whether the new wording comes into it by itself: it is shown there, and nothing is asked of the words."""


def stale(course: Course, changes: Iterable[Change]) -> tuple[Stale, ...]:
    """Every module, question and prompt that refers to something changed or removed, each once per change."""
    parts = parts_of(course)
    return tuple(
        Stale(part.kind, part.id, part.module, change, _follows(part, change))
        for change in changes
        if change.kind != "new" and change.what != "head"
        for part in parts
        if _refers(part, change)
    )


def _follows(part: Part, change: Change) -> bool:
    """A name is typed where it is used; a question that quotes the words may have another answer by new ones."""
    if change.new is None or change.new.name != change.known.name:
        return False
    return not (part.kind == "question" and change.known.id in part.quotes)


def _refers(part: Part, change: Change) -> bool:
    id, name = change.known.id, fold(change.known.name)
    renamed = change.new is None or fold(change.new.name) != name
    mentioned = renamed and len(name) > 3 and re.search(rf"\b{re.escape(name)}\b", part.text) is not None
    if change.what == "statement":
        return id in part.covers or id in part.quotes
    if change.what == "term":
        return id in part.names
    if change.kind == "removed":
        return id in part.names or mentioned
    if change.what == "place":
        return mentioned or f"definition {id}" in part.names
    return mentioned


def parts_of(course: Course) -> tuple[Part, ...]:
    """The modules, questions and prompts of a course, with what each refers to."""
    return tuple(part for module in course.modules.values() for part in _parts(course, module))


def _parts(course: Course, module: Module) -> Iterator[Part]:
    lines = course.texts.get(module.path, "").split("\n")
    prompts = {prompt.id: prompt for version in module.versions.values() for prompt in version.prompts}
    blocks = {prompt.id: _block(lines, prompt.line) for prompt in prompts.values()}
    inside = {n for start, end in blocks.values() for n in range(start, end)}
    own = "\n".join(line for n, line in enumerate(lines) if n not in inside)
    yield _part("module", module.id, module, module.shown, own, {*module.themes, *module.levels})
    for prompt in prompts.values():
        start, end = blocks[prompt.id]
        covers = _covered(course.framework, prompt.covers, prompt.levels or module.levels)
        yield _part("prompt", prompt.id, module, covers, "\n".join(lines[start:end]))
    for question in module.questions:
        asked = course.texts.get(question.path, "").split("\n")
        start, end = _block(asked, question.line)
        covers = _covered(course.framework, question.covers, question.levels or module.levels)
        yield _part("question", question.id, module, covers, "\n".join(asked[start:end]))


def _part(kind: PartKind, id: str, module: Module, covers: Iterable[str], text: str, more: Iterable[str] = ()) -> Part:
    body = frontmatter.split(text)[1] if kind == "module" else text
    quoted = [match[1].strip() for match in REFERENCE.finditer(body)]
    names = {fold(name.lstrip("#=")) for name in quoted} | set(more)
    for line in body.split("\n"):
        if (match := FENCE.match(line)) and (words := re.split(r"[\s,=]+", match[1].strip())):
            names |= set(words[1:])
            if words[0] == "definition":
                names |= {f"definition {word}" for word in words[1:2]}
            elif words[0] in ("begreb", "term"):
                names.add(fold(match[1].strip().partition(" ")[2]))
    quotes = frozenset(name[1:] for name in quoted if name.startswith("#"))
    written = "\n".join(line for line in text.split("\n") if not NOT_WRITTEN.match(line))
    return Part(kind, id, module.id, frozenset(covers), quotes, frozenset(names), fold(written))


def _covered(framework: Framework, references: Iterable[str], levels: Iterable[str]) -> frozenset[str]:
    """The statements meant by the references, at the levels the part is for."""
    there = {None, *levels}
    return frozenset(each.id for each in framework.named(references) if each.level in there)


def _block(lines: list[str], opens: int) -> tuple[int, int]:
    """The lines of a directive, from the one that opens it, as positions in the file."""
    end = next((n for n in range(opens, len(lines)) if FENCE.match(lines[n])), len(lines) - 1)
    return opens - 1, end + 1
