"""Which headings are groups, themes and aspects."""

from collections import Counter
from collections.abc import Sequence

from course.importer import labels
from course.importer.draft import Heading
from course.importer.labels import folded, packed
from course.importer.placed import Node, Placed, Placing


class Headings:
    """The headings of a draft, made as statements ask for them."""

    def __init__(self, made: dict[str, Heading], placing: Placing, title: str, leveled: bool) -> None:
        self.made = made
        self.placing = placing
        self.title = title
        """The document's title, folded; empty where a heading may have the same name."""
        self.leveled = leveled
        """Whether the document has levels."""
        self.fine = False
        """Whether of two headings the lower is an aspect, not a theme."""
        self.tables = {folded(each.path[-1].name) for each in placing.says if each.event.aspect and each.path}
        """Headings that have a table."""
        times = Counter(packed(each.event.text) for each in placing.says)
        self.saying = {
            folded(each.path[-1].name) for each in placing.says if each.path and times[packed(each.event.text)] == 1
        }
        """Headings with a statement that stands nowhere else."""

    def decide(self, says: Sequence[Placed]) -> None:
        """Decide which headings are groups, themes and aspects."""
        single: set[str] = set()
        pairs: Counter[tuple[str, str]] = Counter()
        slots: Counter[tuple[str, str, str | None]] = Counter()
        seen: set[tuple[str, str | None, tuple[str, ...]]] = set()
        for each in says:
            names = self.names(each)
            once = (
                packed(each.event.text),
                each.key,
                tuple(folded(node.name) for node in names[-2:]),
            )
            if once in seen:
                continue
            seen.add(once)
            if len(names) == 1:
                single.add(folded(names[0].name))
            elif len(names) > 1:
                first, second = folded(names[-2].name), folded(names[-1].name)
                pairs[first, second] += 1
                slots[first, second, each.key] += 1
        parents = {first for first, _second in pairs}
        single_slots = sum(times == 1 for times in slots.values()) >= 0.9 * len(slots)
        leaves = {second for _first, second in pairs}
        defined = leaves & {folded(each.path[-1].name) for each in self.placing.prose if each.path and not each.late}
        children = Counter(first for first, _second in pairs)
        self.fine = bool(parents & single) or (
            self.leveled
            and len(parents) > 1
            and single_slots
            and len(defined) * 2 <= len(leaves)
            and max(children.values(), default=0) > 1
        )

    def names(self, each: Placed) -> list[Node]:
        """The headings above a statement that count, from the outermost: not the document's title, no aside."""
        nodes = [
            node
            for node in each.path
            if not node.aside and not self._is_overview(node) and (folded(node.name) != self.title or node.depth >= 0)
        ]
        if each.event.theme:
            nodes = [Node(each.event.theme, 0, "theme", each.event.line)]
            if each.event.aspect:
                nodes.append(Node(each.event.aspect, 0, "aspect", each.event.line))
        elif each.event.aspect:
            nodes = nodes[-2:]
            if nodes and not nodes[-1].word and self._is_own_table(nodes[-1]):
                nodes = [
                    *nodes[:-1],
                    Node(nodes[-1].name, nodes[-1].rank, "theme", nodes[-1].line),
                    Node(each.event.aspect, 0, "aspect", each.event.line),
                ]
            elif nodes and nodes[-1].word == "theme":
                nodes = [*nodes, Node(each.event.aspect, 0, "aspect", each.event.line)]
            else:
                nodes = [
                    *[node for node in nodes if node.rank or node.word],
                    Node(each.event.aspect, 0, "theme", each.event.line),
                ]
        return nodes[-3:]

    def _is_overview(self, node: Node) -> bool:
        """Whether a heading stands over what is said elsewhere too."""
        return labels.OVERVIEW.match(node.name) is not None and folded(node.name) not in self.saying

    def _is_own_table(self, node: Node) -> bool:
        """Whether several headings have a table each, so that a heading is a theme and its rows are focus points."""
        return len(self.tables) > 1 and folded(node.name) in self.tables

    def _kinds(self, nodes: Sequence[Node]) -> list[str]:
        words = [node.word for node in nodes]
        if not nodes:
            return []
        if any(words):
            order = ["group", "theme", "aspect"]
            anchor = next(n for n, word in enumerate(words) if word)
            base = order.index(words[anchor]) - anchor
            kinds = [order[min(max(base + n, 0), 2)] for n in range(len(nodes))]
            if len(set(kinds)) == len(kinds):
                return kinds
        if len(nodes) == 1:
            return ["theme"]
        if len(nodes) == 2:
            return ["theme", "aspect"] if self.fine else ["group", "theme"]
        return ["group", "theme", "aspect"]

    def open(self, nodes: Sequence[Node]) -> tuple[str | None, str | None, str | None]:
        """The keys of the headings, made where they are new."""
        keys: dict[str, str] = {}
        for node, kind in zip(nodes, self._kinds(nodes), strict=True):
            name = labels.heading_name(node.name)
            key = f"{kind}:{folded(name)}" if kind != "aspect" else f"aspect:{keys.get('theme', '')}/{folded(name)}"
            parent = keys.get("group") if kind == "theme" else keys.get("theme")
            if kind == "aspect" and not parent:
                continue
            known = self.made.get(key)
            if known is None:
                self.made[key] = Heading(name, kind, parent, node.line)
            elif kind == "theme" and parent and known.parent is None:
                known.parent = parent
            if kind == "theme" and known is not None and known.parent and not parent:
                keys["group"] = known.parent
            keys[kind] = key
        return keys.get("group"), keys.get("theme"), keys.get("aspect")
