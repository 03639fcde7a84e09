"""Announcing a module in the outline before it is published: its line in course.md gets the title and the levels."""

import json
import re
from collections.abc import Mapping
from dataclasses import dataclass

from course import frontmatter

BRACES = re.compile(r"^(\s*-\s*\{[^{}]*?\bmodule:\s*[\"']?([a-z0-9-]+)[\"']?[^{}]*?)\s*\}\s*$")
FIRST_LINE = re.compile(r"^(\s*)-(\s+)module:\s*[\"']?([a-z0-9-]+)[\"']?\s*$")
TITLE = re.compile(r"\btitle:")


@dataclass(frozen=True, slots=True)
class Announced:
    title: str
    levels: tuple[str, ...]
    """Empty: for all."""


def announce(text: str, modules: Mapping[str, Announced]) -> str:
    """course.md with the titles of coming modules in the outline, where none stands yet; else the same text.

    :param modules: by id
    """
    head, _body, _lines = frontmatter.split(text)
    if not head or not modules:
        return text
    lines = head.split("\n")
    written = [_with_title(line, following, modules) for line, following in zip(lines, [*lines[1:], ""], strict=True)]
    return text.replace(head, "\n".join(written), 1)


def _with_title(line: str, following: str, modules: Mapping[str, Announced]) -> str:
    braces, first = BRACES.match(line), FIRST_LINE.match(line)
    if braces and braces[2] in modules and not TITLE.search(line):
        return f"{braces[1]}, {', '.join(_keys(modules[braces[2]]))}}}"
    if first and first[3] in modules and "title:" not in following:
        indent = first[1] + " " + first[2]
        return "\n".join([line, *(indent + key for key in _keys(modules[first[3]]))])
    return line


def _keys(announced: Announced) -> list[str]:
    """A text in JSON's quotation marks is YAML as well, whatever stands in it."""
    keys = [f"title: {json.dumps(announced.title, ensure_ascii=False)}"]
    return keys + ([f"levels: [{', '.join(announced.levels)}]"] if announced.levels else [])
