"""Front matter: the YAML head of a content file, read with the line of every key and every error in plain Danish."""

import re
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any, TypeVar

import yaml
from pydantic import BaseModel, ConfigDict, ValidationError

from course.problem import Problems, nearest

try:
    from yaml import CSafeLoader as _Base
except ImportError:  # PyYAML without its C part
    from yaml import SafeLoader as _Base  # type: ignore[assignment]

TOO_DEEP = "Hovedet er for indviklet. Brug de nøgler, vejledningen viser."
FENCE = re.compile(r"---[ \t]*\n(.*?)(?:^---[ \t]*(?:\n|\Z))", re.DOTALL | re.MULTILINE)
HIDDEN_COMMENT = re.compile(r"""[^'"#\[{:]*:[ \t]+(?:[^'"\[{# \t][^#]*[ \t])?#""")
LONGEST_HEAD = 50_000
"""Characters; the head of a large course has some thousand."""
LONGEST_LINE = 2000
"""Characters of a line in the head; nobody writes a longer one by hand."""
DEEPEST = 6
"""Levels of keys inside keys. PyYAML's C part runs out of stack at some ten thousand."""
Model = TypeVar("Model", bound="FrontMatter")
Location = tuple[str | int, ...]


class FrontMatter(BaseModel):
    """The keys a kind of file may have; a key that is not named is an error."""

    model_config = ConfigDict(extra="forbid", strict=True, frozen=True)


@dataclass(frozen=True, slots=True)
class Head:
    values: Mapping[str, Any]
    lines: Mapping[Location, int]
    """Where each key stands, counted from 1: `("levels", "chef")` -> 7."""


class _LineLoader(_Base):
    """A safe loader that notes lines, refuses a key given twice, and leaves `no` and dates as the text that was written."""


# YAML 1.1 makes `no` False and `2026-03-01` a date; in a title both are meant as text.
_LineLoader.yaml_implicit_resolvers = {
    first: [(tag, pattern) for tag, pattern in resolvers if tag not in ("tag:yaml.org,2002:timestamp",)]
    for first, resolvers in _Base.yaml_implicit_resolvers.items()
}
_LineLoader.yaml_implicit_resolvers = {
    first: [
        (tag, re.compile(r"^(?:true|True|TRUE|false|False|FALSE)$") if tag.endswith(":bool") else pattern)
        for tag, pattern in resolvers
    ]
    for first, resolvers in _LineLoader.yaml_implicit_resolvers.items()
}


def split(text: str) -> tuple[str | None, str, int]:
    """The YAML head (None where there is none), the body, and how many lines stand before the body."""
    match = FENCE.match(text)
    if match is None:
        return None, text, 0
    return match[1], text[match.end() :], text.count("\n", 0, match.end())


def read(source: str | None, problems: Problems) -> Head:
    """Read a YAML head; what cannot be read gives problems and an empty head."""
    empty = Head({}, {})
    if source is not None and len(source) > LONGEST_HEAD:
        problems.error("F03", 1, "Hovedet er længere end 50.000 tegn. Skriv teksten under hovedet i stedet.")
        return empty
    if source is None:
        problems.error("F03", 1, 'Filen mangler hoved. Begynd filen med "---", nøglerne på hver sin linje og "---".')
        return empty
    for number, written in enumerate(source.split("\n"), start=2):
        if len(written) > LONGEST_LINE:
            problems.error(
                "F03", number, "Linjen er længere end 2000 tegn. Del teksten op, eller skriv den længere nede."
            )
            return empty
        if HIDDEN_COMMENT.match(written):
            problems.error("F03", number, 'Alt efter "#" bliver ikke læst her. Sæt hele teksten i anførselstegn.')
    try:
        if _is_too_deep(source):
            problems.error("F03", 2, TOO_DEEP)
            return empty
        loader = _LineLoader(source)
        try:
            node = loader.get_single_node()
            if node is None:
                return empty
            if not isinstance(node, yaml.MappingNode):
                problems.error("F03", 2, 'Hovedet skal bestå af linjer med "nøgle: værdi".')
                return empty
            lines: dict[Location, int] = {}
            if not _note_lines(node, (), lines, problems):
                return empty
            values = loader.construct_document(node)
        finally:
            loader.dispose()
    except yaml.MarkedYAMLError as error:
        mark = error.problem_mark or error.context_mark
        line = mark.line + 2 if mark else 2
        problems.error("F03", line, _yaml_sentence(error, source, line))
        return empty
    except (yaml.YAMLError, ValueError, RecursionError):
        problems.error("F03", 2, "Hovedet kan ikke læses. Se efter usynlige tegn, og skriv værdierne i anførselstegn.")
        return empty
    return Head(values if isinstance(values, dict) else {}, lines)


def _is_too_deep(source: str) -> bool:
    """Whether keys stand in keys deeper than any head of ours, seen before anything is built from them."""
    depth = 0
    for event in yaml.parse(source, Loader=_Base):
        if isinstance(event, yaml.CollectionStartEvent):
            depth += 1
        elif isinstance(event, yaml.CollectionEndEvent):
            depth -= 1
        if depth > DEEPEST + 1:
            return True
    return False


def load(model: type[Model], head: Head, problems: Problems) -> Model | None:
    """Check the head against what this kind of file may say; None when it does not hold, with a problem per fault."""
    try:
        return model.model_validate(dict(head.values))
    except ValidationError as error:
        for fault in error.errors(include_url=False, include_context=False):
            place = fault["loc"]
            rule, message = _sentence(fault["type"], place, model)
            problems.error(rule, _line_of(place, head), message)
        return None


def _note_lines(node: yaml.Node, place: Location, lines: dict[Location, int], problems: Problems) -> bool:
    """Note the line of each key below `node`; False when the head nests deeper or repeats itself beyond reason."""
    if len(place) > DEEPEST or len(lines) > 5000:
        problems.error("F03", node.start_mark.line + 2, TOO_DEEP)
        return False
    if isinstance(node, yaml.MappingNode):
        for key, value in node.value:
            name = str(key.value)
            line = key.start_mark.line + 2
            if (*place, name) in lines:
                problems.error("F03", line, f'Nøglen "{name}" står to gange. Slet den ene.')
            lines[(*place, name)] = line
            if not _note_lines(value, (*place, name), lines, problems):
                return False
    elif isinstance(node, yaml.SequenceNode):
        for position, item in enumerate(node.value):
            lines[(*place, position)] = item.start_mark.line + 2
            if not _note_lines(item, (*place, position), lines, problems):
                return False
    return True


def _line_of(place: Location, head: Head) -> int:
    while place and place not in head.lines:
        place = place[:-1]
    return head.lines.get(place, 1)


def _yaml_sentence(error: yaml.MarkedYAMLError, source: str, line: int) -> str:
    problem = str(error.problem or "")
    if "mapping values are not allowed" in problem:
        return "Teksten har et kolon i sig. Sæt hele teksten i anførselstegn."
    if "\t" in source.split("\n")[min(line - 2, source.count("\n"))] or "'\\t'" in problem:
        return "Linjen har et tabulatortegn. Brug mellemrum i stedet."
    if "cannot start any token" in problem or "alias" in problem or "anchor" in problem:
        return "Teksten begynder med et tegn, der betyder noget særligt her. Sæt hele teksten i anførselstegn."
    return "Linjen kan ikke læses. Se efter et manglende anførselstegn, et kolon for meget eller en skæv indrykning."


def _sentence(kind: str, place: Location, model: type[BaseModel]) -> tuple[str, str]:
    name = ".".join(str(part + 1) if isinstance(part, int) else part for part in place)
    if kind == "missing":
        return "F03", f'"{name}" mangler. Skriv linjen "{place[-1]}: ..." i hovedet.'
    if kind == "extra_forbidden":
        known = list(model.model_fields) if len(place) == 1 else []
        return "F02", f'Nøglen "{name}" kendes ikke.{nearest(str(place[-1]), known)}'
    if kind in ("string_type", "string_too_short"):
        return "F03", f'"{name}" skal være en tekst. Sæt den i anførselstegn.'
    if kind in ("int_type", "int_parsing"):
        return "F03", f'"{name}" skal være et helt tal.'
    if kind == "bool_type":
        return "F03", f'"{name}" skal være true eller false.'
    if kind in ("list_type", "tuple_type"):
        return "F03", f'"{name}" skal være en liste: en linje for hver, med "- " foran.'
    if kind in ("dict_type", "model_type"):
        return "F03", f'"{name}" skal have sine egne nøgler under sig.'
    return "F03", f'"{name}" har en værdi, der ikke kan bruges. Se vejledningen.'
