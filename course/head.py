"""The head of a content file as fields of a form: reading them, and writing back what was changed and nothing else."""

import json
import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache
from typing import Any

from course import frontmatter
from course.problem import Problems

Value = Any
"""A text, True, a list of texts, or a list of mappings. Empty, or False, takes the key out."""
CONTROL = re.compile(r"[\x00-\x1f\x7f-\x9f\ufffe\uffff\ud800-\udfff\u2028\u2029]+")
PLAIN = re.compile(r"[\w«(][^#{}\[\]&*!|>'\"%@`:]*")


@dataclass(frozen=True, slots=True)
class Sheet:
    """A content file as one writes it: its head in fields, and below it the text."""

    values: Mapping[str, Any] | None
    """None where the head cannot be read: the text is then the whole file."""
    text: str
    """What is typed in the large field."""
    skipped: int
    """Lines of the file that stand before the text."""
    lines: Mapping[str, int]
    """Key of the head -> its line in the file."""

    def field_at(self, line: int) -> str | None:
        """The key of the head that a line of the file belongs to; None for a line of the text, or above all keys."""
        above = [key for key, start in sorted(self.lines.items(), key=lambda item: item[1]) if start <= line]
        return above[-1] if above and line <= self.skipped else None


@lru_cache(maxsize=64)
def read_sheet(file: str) -> Sheet:
    """Part a file (with `\\n` at its line ends) into fields and text."""
    source, body, skipped = frontmatter.split(file)
    if source is None:
        return Sheet(None if file.startswith("---") else {}, file, 0, {})
    problems = Problems("")
    head = frontmatter.read(source, problems)
    if source.strip() and not head.lines:
        return Sheet(None, file, 0, {})
    text = body.lstrip("\n")
    lines = {str(place[0]): line for place, line in head.lines.items() if len(place) == 1}
    return Sheet(head.values, text, skipped + len(body) - len(text), lines)


def write_sheet(file: str, fields: Mapping[str, Value], text: str) -> str:
    """The file with these fields and this text. Keys that are not named, comments and order stay; nothing changed, no change.

    :param fields: empty takes the key out, but for `title`, which every file has
    """
    sheet = read_sheet(file)
    if sheet.values is None:
        return file if text == sheet.text else _ended(text)
    head = _write_head(file, sheet, fields)
    if text == sheet.text:
        return head + file[len(file) - len(sheet.text) :]
    return head + _ended(text)


def _ended(text: str) -> str:
    return text if not text or text.endswith("\n") else text + "\n"


def _write_head(file: str, sheet: Sheet, fields: Mapping[str, Value]) -> str:
    """Everything above the text, with the fields written in."""
    above = file[: len(file) - len(sheet.text)] if sheet.text else file
    values = sheet.values or {}
    changed = {key: value for key, value in fields.items() if not _same(values.get(key), value)}
    if not changed:
        return above
    match = frontmatter.FENCE.match(file)
    if match is None:
        return _fenced([line for key, value in changed.items() for line in _written(key, value)])
    if len(set(sheet.lines.values())) < len(sheet.lines) or match[1].lstrip().startswith("{"):
        return _fenced([line for key, value in {**values, **changed}.items() for line in _written(key, value)])
    lines = match[1].split("\n")[:-1]
    for key, (start, end) in sorted(_extents(lines, sheet.lines).items(), key=lambda item: -item[1][0]):
        if key in changed:
            lines[start:end] = _written(key, changed[key])
    for key, value in changed.items():
        if key not in sheet.lines:
            lines += _written(key, value)
    head = "\n".join(["---", *lines, "---"]) + "\n"
    return head + (above[match.end() :] or "\n")


def _fenced(lines: list[str]) -> str:
    return "\n".join(["---", *lines, "---", "", ""]) if lines else ""


def _same(there: Any, wanted: Value) -> bool:
    if not wanted and not isinstance(wanted, str):
        return not there
    if isinstance(wanted, str) and not wanted:
        return there in (None, "")
    return bool(there == wanted)


def _extents(lines: Sequence[str], starts: Mapping[str, int]) -> dict[str, tuple[int, int]]:
    """Key -> its lines in the head, counted from 0, without the comments and empty lines that follow it."""
    ordered = sorted((line - 2, key) for key, line in starts.items())
    found = {}
    for position, (start, key) in enumerate(ordered):
        end = ordered[position + 1][0] if position + 1 < len(ordered) else len(lines)
        while end > start + 1 and (not lines[end - 1].strip() or lines[end - 1].lstrip().startswith("#")):
            end -= 1
        found[key] = (start, end)
    return found


def _written(key: str, value: Value) -> list[str]:
    """The lines of a key; none where its value is empty."""
    if isinstance(value, bool):
        return [f"{key}: true"] if value else []
    if isinstance(value, str):
        return [f"{key}: {_scalar(value)}"] if value or key == "title" else []
    if not value:
        return []
    if not isinstance(value, list | tuple):
        return [f"{key}: {json.dumps(value, ensure_ascii=False)}"]
    return [f"{key}:", *(f"  - {_item(each)}" for each in value)]


def _item(value: Any) -> str:
    if isinstance(value, str):
        return _scalar(value)
    if not isinstance(value, Mapping):
        return json.dumps(value, ensure_ascii=False)
    return (
        "{"
        + ", ".join(f"{key}: {_scalar(each) if isinstance(each, str) else each}" for key, each in value.items())
        + "}"
    )


def _scalar(value: str) -> str:
    """The text as YAML: as it is where it reads as the very same text, else in quotation marks."""
    value = CONTROL.sub(" ", value).strip()
    if PLAIN.fullmatch(value) and _reads_as(value):
        return value
    return json.dumps(value, ensure_ascii=False)


def _reads_as(value: str) -> bool:
    problems = Problems("")
    head = frontmatter.read(f"key: {value}\n", problems)
    return not problems.found and head.values.get("key") == value


def in_one_line(text: str) -> str:
    """The text of a field without line ends and signs that cannot be written in a head."""
    return " ".join(CONTROL.sub(" ", text).split())
