"""The parts of a course that are published together: each module with its questions, the framework, the outline ..."""

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Literal

Kind = Literal["framework", "outline", "module", "talks", "pictures"]
ORDER: tuple[Kind, ...] = ("framework", "outline", "module", "talks", "pictures")
PATH = re.compile(r"(content|quizzes)/[^/]+/(.+)")


@dataclass(frozen=True, slots=True)
class Part:
    kind: Kind
    id: str
    """The module's; of another part its kind. What stands in a form."""
    paths: tuple[str, ...]
    """Its files before and after, sorted."""
    new: bool
    """None of its files were there before."""
    gone: bool
    """None of its files are there any more."""


def part_of(path: str) -> tuple[Kind, str]:
    """The kind of part that a file belongs to, and the part's id."""
    match = PATH.fullmatch(path)
    name = match[2].removesuffix(".md") if match else path
    if match and match[1] == "content":
        if name.startswith("pictures/"):
            return "pictures", "pictures"
        if name in ("framework", "talks"):
            return ("framework" if name == "framework" else "talks"), name
        if name == "course":
            return "outline", "outline"
    return "module", name


def changed_parts(before: Mapping[str, str], after: Mapping[str, str], order: Iterable[str] = ()) -> tuple[Part, ...]:
    """The parts of which some file differs.

    :param before: path -> sha256; `after` likewise
    :param order: the modules in the order of the outline; others come after them
    """
    differing = [path for path in sorted({*before, *after}) if before.get(path) != after.get(path)]
    rank = {id: position for position, id in enumerate(order)}
    found: dict[tuple[Kind, str], list[str]] = {}
    for path in differing:
        found.setdefault(part_of(path), []).append(path)
    parts = [
        Part(kind, id, tuple(paths), not _has(before, kind, id), not _has(after, kind, id))
        for (kind, id), paths in found.items()
    ]
    return tuple(sorted(parts, key=lambda part: (ORDER.index(part.kind), rank.get(part.id, len(rank)), part.id)))


def _has(manifest: Mapping[str, str], kind: Kind, id: str) -> bool:
    return any(part_of(path) == (kind, id) for path in manifest)


def mixture(before: Mapping[str, str], after: Mapping[str, str], chosen: Iterable[Part]) -> dict[str, str]:
    """What is published when only the chosen parts go out: path -> sha256."""
    mixed = dict(before)
    for part in chosen:
        for path in part.paths:
            if path in after:
                mixed[path] = after[path]
            else:
                mixed.pop(path, None)
    return dict(sorted(mixed.items()))
