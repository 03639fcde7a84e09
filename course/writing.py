"""A framework as the text of a `framework.md`, which reads back as the same framework."""

import json
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from course import frontmatter
from course.framework import Framework, Place, Statement
from course.problem import Problems


def write_framework(framework: Framework) -> str:
    """The text of a framework: terms first, then headings with their statements, every level named at its statement.

    Keys of the head that a framework does not carry itself, as `source`, stay as they are in its text.
    """
    parts = [_front(framework)]
    parts += [f"{term.term}\n: {term.text}" for term in framework.terms]
    parts += _Sheet(framework).parts()
    return "\n\n".join(parts) + "\n"


def _front(framework: Framework) -> str:
    before = frontmatter.read(frontmatter.split(framework.text)[0], Problems("framework.md")).values
    lines = ["---", f"title: {_quoted(framework.title)}", f"organisation: {_quoted(framework.organisation)}"]
    lines += [f"year: {framework.year or ''}".rstrip(), f"language: {framework.language}"]
    lines += [f"{key}: {_quoted(str(before[key]))}" for key in ("called", "source") if before.get(key)]
    if framework.levels:
        lines.append("levels:")
    for level in framework.levels:
        lines.append(f"  {level.id}: {{name: {_quoted(level.name)}, one: {_quoted(level.one)}}}")
    return "\n".join([*lines, "---"])


def _quoted(text: str) -> str:
    """A YAML text in quotation marks, so that a colon or a # in it does no harm."""
    return json.dumps(" ".join(text.split()), ensure_ascii=False)


@dataclass(frozen=True, slots=True)
class _Sheet:
    """The body, place by place."""

    framework: Framework

    def parts(self) -> Iterator[str]:
        framework = self.framework
        yield from self._items([each for each in framework.statements if each.group is None and each.theme is None])
        yield from self._themes(None)
        for group in framework.groups:
            yield from _heading(group, "#")
            yield from self._items(
                [each for each in framework.statements if each.group == group.id and each.theme is None]
            )
            yield from self._themes(group.id)

    def _themes(self, group: str | None) -> Iterator[str]:
        for theme in self.framework.themes:
            if theme.parent == group:
                yield from _heading(theme, "##")
                under = [each for each in self.framework.statements if each.theme == theme.id]
                yield from self._items([each for each in under if each.aspect is None])
                for aspect in self.framework.aspects:
                    if aspect.parent == theme.id:
                        yield from _heading(aspect, "###")
                        yield from self._items([each for each in under if each.aspect == aspect.id])

    def _items(self, statements: Sequence[Statement]) -> Iterator[str]:
        if statements:
            yield "\n".join(f"- {self._label(each)}{each.text} {{#{each.id}}}" for each in statements)

    def _label(self, statement: Statement) -> str:
        """The level's name in bold; nothing where the framework has no levels."""
        names = {level.id: level.name for level in self.framework.levels}
        return f"**{names.get(statement.level or '', 'Alle')}:** " if names else ""


def _heading(place: Place, marks: str) -> Iterator[str]:
    yield f"{marks} {place.name} {{#{place.id}}}"
    yield from place.definition.split("\n\n") if place.definition else ()
