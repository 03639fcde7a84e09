"""A framework as the text of a `framework.md`, which reads back as the same framework."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from course.framework import CALLED, Framework, Level, Place, Statement


def write_framework(framework: Framework, *, source: str = "") -> str:
    """The text of a framework: terms first, then headings with their statements, every level named at its statement.

    :param source: the name of the document it comes from; empty: none is named
    """
    parts = [_front(framework, source)]
    parts += [f"{term.term}\n: {term.text}" for term in framework.terms]
    parts += _Sheet(framework).parts()
    return "\n\n".join(parts) + "\n"


def quoted(text: str) -> str:
    """A YAML text in quotation marks, so that a colon or a # in it does no harm."""
    return '"' + text.replace("\\", "\\\\").replace('"', '\\"') + '"'


def level_lines(levels: Sequence[Level]) -> Iterator[str]:
    """The levels as lines of a head."""
    if levels:
        yield "levels:"
        yield from (f"  {level.id}: {{name: {quoted(level.name)}, one: {quoted(level.one)}}}" for level in levels)


def _front(framework: Framework, source: str) -> str:
    lines = ["---", f"title: {quoted(framework.title)}", f"organisation: {quoted(framework.organisation)}"]
    lines += [f"year: {framework.year or ''}".rstrip(), f"language: {framework.language}"]
    if framework.called != CALLED.get(framework.language, CALLED["da"]):
        lines.append(f"called: {quoted(framework.called)}")
    if source:
        lines.append(f"source: {quoted(source)}")
    return "\n".join([*lines, *level_lines(framework.levels), "---"])


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
