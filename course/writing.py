"""A framework -> the text of its `framework.md`. What is written here reads back as the same framework, ids and all."""

import json
from collections.abc import Iterable, Iterator

from course import frontmatter
from course.framework import Framework, Place, Statement, read_framework
from course.importer.writing import safe
from course.problem import Problems

KEPT = ("called", "source")
"""Keys of the head that a framework does not carry itself; they stay as they are."""
LONGEST_NAME = 300


def plain(text: str) -> str:
    """A text on one line that the dialect reads as nothing but text; may be empty."""
    shorter = safe(text)
    while shorter != text:
        text, shorter = shorter, safe(shorter)
    return text


def name_of(text: str) -> str:
    """A name of a level: short, and without the signs that end a label."""
    return plain(text.replace("*", " ").replace(":", " "))[:100].strip()


def write_framework(framework: Framework) -> str:
    """The text of `framework.md`: terms, statements without a heading, then heading by heading."""
    under: dict[str | None, list[Statement]] = {}
    for each in framework.statements:
        under.setdefault(innermost(each), []).append(each)
    parts = [_head(framework)]
    parts += [f"{plain(term.term)}\n: {plain(term.text)}" for term in framework.terms]
    parts += _items(framework, under.get(None, ()))
    for place in headings(framework):
        parts += _heading(place, rank_of(framework, place))
        parts += _items(framework, under.get(place.id, ()))
    return "\n\n".join(parts) + "\n"


def rewritten(framework: Framework) -> Framework:
    """The framework as it reads once it is written."""
    return read_framework(framework.id, write_framework(framework), Problems("framework.md"))


def innermost(statement: Statement) -> str | None:
    """The heading right above a statement; None where it stands under none."""
    return statement.aspect or statement.theme or statement.group


def rank_of(framework: Framework, place: Place) -> int:
    """1 for a group, 2 for a theme, 3 for a focus point."""
    if place in framework.groups:
        return 1
    return 2 if place in framework.themes else 3


def headings(framework: Framework) -> Iterator[Place]:
    """All headings in the order of the file: themes outside groups first, each theme followed by its focus points."""
    for theme in framework.themes:
        if theme.parent is None:
            yield from _with_aspects(framework, theme)
    for group in framework.groups:
        yield group
        for theme in framework.themes:
            if theme.parent == group.id:
                yield from _with_aspects(framework, theme)


def _with_aspects(framework: Framework, theme: Place) -> Iterator[Place]:
    yield theme
    yield from (aspect for aspect in framework.aspects if aspect.parent == theme.id)


def _head(framework: Framework) -> str:
    before = frontmatter.read(frontmatter.split(framework.text)[0], Problems("framework.md")).values
    lines = ["---", f"title: {_quoted(framework.title)}", f"organisation: {_quoted(framework.organisation)}"]
    lines += [f"year: {framework.year}" if framework.year else "year:", f"language: {_quoted(framework.language)}"]
    lines += [f"{key}: {_quoted(str(before[key]))}" for key in KEPT if before.get(key)]
    if framework.levels:
        lines.append("levels:")
        lines += [
            f"  {level.id}: {{name: {_quoted(level.name)}, one: {_quoted(level.one)}}}" for level in framework.levels
        ]
    return "\n".join([*lines, "---"])


def _quoted(text: str) -> str:
    """A value that YAML reads as this text."""
    printable = "".join(letter if letter.isprintable() else " " for letter in text)
    return json.dumps(" ".join(printable.split())[:LONGEST_NAME], ensure_ascii=False)


def _heading(place: Place, rank: int) -> Iterator[str]:
    yield f"{'#' * rank} {plain(place.name)} {{#{place.id}}}"
    yield from filter(None, (plain(paragraph) for paragraph in place.definition.split("\n\n")))


def _items(framework: Framework, statements: Iterable[Statement]) -> Iterator[str]:
    """The list of the statements at one place; nothing where there are none."""
    labels = {level.id: f"**{level.name}:** " for level in framework.levels}
    everybody = "**Alle:** " if labels else ""
    lines = [
        f"- {labels.get(each.level or '', everybody)}{plain(each.text)} {{#{each.id}}}"
        for each in statements
        if plain(each.text)
    ]
    if lines:
        yield "\n".join(lines)
