"""The units of an organisation as a tree, and the way they are written: `Sundhed > Hjemmeplejen`."""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from functools import cached_property
from typing import Protocol

from webapp.names import sort_name

SEPARATOR = ">"
LONGEST_NAME = 200


class UnitRow(Protocol):
    @property
    def id(self) -> int: ...
    @property
    def name(self) -> str: ...
    @property
    def parent_id(self) -> int | None: ...


@dataclass(frozen=True, slots=True)
class Node:
    id: int
    name: str
    parent_id: int | None
    path: tuple[str, ...]
    """From the top, its own name last."""

    @property
    def depth(self) -> int:
        return len(self.path) - 1

    @property
    def written(self) -> str:
        return write_path(self.path)


class Tree:
    """The units of an organisation, found by id, by name and by path."""

    def __init__(self, rows: Iterable[UnitRow]) -> None:
        self._children: dict[int | None, list[UnitRow]] = {}
        for row in rows:
            self._children.setdefault(row.parent_id, []).append(row)
        self.by_id = {node.id: node for node in self._walk(None, ())}
        self._by_name: dict[str, list[Node]] = {}
        for node in self.by_id.values():
            self._by_name.setdefault(key(node.name), []).append(node)

    @cached_property
    def nodes(self) -> tuple[Node, ...]:
        """In the order of a page: each right before those below it, siblings in the order of the alphabet."""
        return tuple(sorted(self.by_id.values(), key=lambda node: [sort_name(name) for name in node.path]))

    def _walk(self, parent_id: int | None, above: tuple[str, ...]) -> Iterator[Node]:
        for row in self._children.get(parent_id, ()):
            path = (*above, row.name)
            yield Node(row.id, row.name, row.parent_id, path)
            yield from self._walk(row.id, path)

    def below(self, id: int) -> frozenset[int]:
        """The unit itself and all that is below it."""
        found, waiting = {id}, [id]
        while waiting:
            waiting = [row.id for parent in waiting for row in self._children.get(parent, ())]
            found.update(waiting)
        return frozenset(found)

    def find(self, path: Sequence[str]) -> tuple[Node, ...]:
        """The unit of that path; for a name alone that is not at the top, every unit that is called so."""
        if not path:
            return ()
        named = self._by_name.get(key(path[-1]), [])
        wanted = [key(name) for name in path]
        exact = tuple(node for node in named if [key(name) for name in node.path] == wanted)
        return exact or (tuple(named) if len(path) == 1 else ())


def key(name: str) -> str:
    """What two spellings of one name have in common: capitals and spaces do not count."""
    return " ".join(name.casefold().split())


def read_path(text: str) -> tuple[str, ...]:
    """`Sundhed > Hjemmeplejen` -> the names from the top; empty parts are left out."""
    parts = (" ".join(part.split()) for part in text.split(SEPARATOR))
    return tuple(part for part in parts if part)


def write_path(path: Sequence[str]) -> str:
    return f" {SEPARATOR} ".join(path)


def divide(tree: Tree) -> dict[int, str]:
    """Unit -> the name of the part of the organisation that it lies in.

    The parts are the units at the top; where there is one alone, those right below it, and it for its own people.
    """
    depth = 1 if sum(node.parent_id is None for node in tree.nodes) == 1 else 0
    return {id: node.path[min(depth, node.depth)] for id, node in tree.by_id.items()}
