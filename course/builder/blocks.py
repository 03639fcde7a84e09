"""The pieces that drafted files are put together from."""

import re
from collections.abc import Iterable

from course.framework import Statement

COVERED = 3
"""Statements that one question or prompt may cover."""


def directive(head: str, body: str = "") -> str:
    return f"::: {head}\n{body}\n:::" if body else f"::: {head}\n:::"


def for_level(level: str) -> str:
    return f" niveau={level}" if level else ""


def tail(level: str) -> str:
    """The end of an id of what is for one level."""
    return f"-{level}" if level else ""


def ids(statements: Iterable[Statement]) -> str:
    return ",".join(each.id for each in statements)


def quoted(text: str) -> str:
    """A YAML text in quotation marks, so that a colon or a # in it does no harm."""
    return '"' + text.replace("\\", "\\\\").replace('"', '\\"') + '"'


def literal(text: str) -> str:
    """A name that Markdown reads as nothing but text; a bar would end the cell of a table."""
    return re.sub(r"([\\`*_\[\]<>])", r"\\\1", " ".join(text.split())).replace("|", "/")
