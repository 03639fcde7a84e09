"""Which unit a row means: one that is there, or one that the file brings."""

from collections.abc import Iterable

from webapp.people_file.problems import SEVERAL_UNITS, Problem
from webapp.people_file.reading import Row
from webapp.units import Tree, key, write_path


class Units:
    """Finds the unit that a row means, among those that are there and those that the file brings."""

    def __init__(self, tree: Tree, rows: Iterable[Row]) -> None:
        self._tree = tree
        self._new: dict[tuple[str, ...], tuple[str, ...]] = {}
        self._by_name: dict[str, set[tuple[str, ...]]] = {}
        for node in tree.by_id.values():
            self._by_name.setdefault(key(node.name), set()).add(node.path)
        for path in {row.unit: None for row in rows if len(row.unit) > 1}:
            whole = self._path(path)
            for depth in range(1, len(whole) + 1):
                self._by_name.setdefault(key(whole[depth - 1]), set()).add(whole[:depth])

    def _path(self, path: tuple[str, ...]) -> tuple[str, ...]:
        """The path as it is written already, part by part; new parts as the file writes them first."""
        spelt: tuple[str, ...] = ()
        for depth in range(1, len(path) + 1):
            there = [node.path for node in self._tree.find((*spelt, path[depth - 1])) if len(node.path) == depth]
            folded = tuple(key(name) for name in path[:depth])
            spelt = there[0] if there else self._new.setdefault(folded, (*spelt, path[depth - 1]))
        return spelt

    def find(self, path: tuple[str, ...]) -> tuple[tuple[str, ...], Problem | None]:
        """The unit's path; a name alone means the unit at the top, else the only one that is called so."""
        if len(path) != 1:
            return self._path(path), None
        called = self._by_name.get(key(path[0]), set())
        at_top = next((each for each in called if len(each) == 1), None)
        if at_top is not None:
            return at_top, None
        if len(called) > 1:
            return (), Problem(SEVERAL_UNITS, {"value": path[0], "example": write_path(min(called))})
        return next(iter(called), None) or self._path(path), None
