"""Blocks -> events: here a level is named, here a heading stands, here something is expected."""

import re
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from typing import Literal

from course.importer import labels, tables
from course.importer.about import is_imprint
from course.importer.blocks import label_like
from course.importer.document import Block
from course.importer.labels import folded, heading_name, sentences
from course.importer.levels import EVERYBODY, SCALE, Role, leading_role, loose_label, role_label

EventKind = Literal["level", "head", "say", "prose", "aside"]


@dataclass(slots=True)
class Event:
    kind: EventKind
    text: str
    line: int
    page: int = 1
    key: str | None = None
    """The level that is named or that the statement is for; "" for all leaders; None where it does not say."""
    rank: int = 0
    marked: bool = False
    word: str = ""
    """group, theme or aspect where a heading says what it is."""
    parted: int = 0
    depth: int = -1
    """How deep an item is nested; -1 outside of lists."""
    theme: str = ""
    """The heading that a table gives a statement."""
    aspect: str = ""
    doubt: str = ""
    alone: bool = False
    """A statement whose level is named for it alone."""


@dataclass(slots=True)
class Told:
    """The events of a document and the levels it names."""

    events: list[Event]
    names: dict[str, str]
    """Level key -> name as the document says it, in the order of the document."""
    labelled: Counter[str] = field(default_factory=Counter)


def tell(blocks: Sequence[Block]) -> Told:
    """The events of a document in its order."""
    teller = _Teller(blocks)
    return Told(list(teller.events()), teller.names, teller.labelled)


class _Teller:
    def __init__(self, blocks: Sequence[Block]) -> None:
        self.blocks = blocks
        self.labelled: Counter[str] = Counter()
        self.decided: dict[int, bool] = {}
        self.loose: dict[str, str] = {}
        """Folded name -> key of levels that only their place tells."""
        self.names = self._level_names()
        self.flat = tables.flat_tables(blocks, self.role, self.front)
        self.in_flat = {each for start, flat in self.flat.items() for each in range(start, flat.end)}
        self.times = Counter(
            folded(block.text) for block in blocks if block.kind in ("text", "heading") and label_like(block.text)
        )
        self.styled = sum(block.kind == "heading" for block in blocks) >= 3
        self.often = max(2, min(3, len(self.names)))
        """How often a name stands in the document, at least, that stands once for each level."""
        self.para_labels = self._labels_of_paragraphs()
        self.level_paras = self._levels_hold_paragraphs()
        self.inline = self._inline_labels()
        self.head_names = {folded(block.text) for block in blocks if block.kind == "heading"} | {
            name for name, times in self.times.items() if times > 1
        }

    def _level_names(self) -> dict[str, str]:
        """The levels that labels name, at least two; else none."""
        names: dict[str, Counter[str]] = {}
        fronts: dict[str, str] = {}
        for place, block in enumerate(self.blocks):
            for text in block.cells or (block.text,):
                role = role_label(text) if block.cells or len(text) < 110 else None
                if role is not None and not self._signature(place):
                    names.setdefault(role.key, Counter())[role.name] += 1
                    self.labelled[role.key] += 1
                elif role is None:
                    for front, _rest in self._fronts(text):
                        fronts.setdefault(front.key, front.name)
                        self.labelled[front.key] += 1
        if len(fronts) + len(names) > 1 or names:
            for key, name in fronts.items():
                names.setdefault(key, Counter())[name] += 1
        if len(names) > 1:
            self._add_loose(names)
        return {key: found.most_common(1)[0][0] for key, found in names.items()} if len(names) > 1 else {}

    def _add_loose(self, names: dict[str, Counter[str]]) -> None:
        """Names that are levels because they stand beside levels: as often as they do."""
        seen: dict[str, Counter[str]] = {}
        for block in self.blocks:
            for text in block.cells or (block.text,):
                role = loose_label(text) if role_label(text) is None else None
                if role is not None and (block.kind == "row" or label_like(text)):
                    seen.setdefault(role.key, Counter())[role.name] += 1
        usual = Counter(self.labelled[key] for key in names).most_common(1)[0][0]
        for key, found in seen.items():
            if found.total() == usual and usual > 1:
                names[key] = found
                self.loose[folded(found.most_common(1)[0][0])] = key

    @staticmethod
    def _fronts(text: str) -> Iterator[tuple[Role, str]]:
        for part in re.split(r"(?<=[.;])\s+", text) if ":" in text else [text]:
            if (found := leading_role(part)) is not None:
                yield found

    def _signature(self, place: int) -> bool:
        """Whether a title stands below the name of the person who has it."""
        if place < 2 or self._level_follows(place):
            return False
        name, above = self.blocks[place - 1], self.blocks[place - 2]
        words = name.text.rstrip(",").split()
        named = 2 <= len(words) <= 4 and all(word[0].isupper() for word in words) and role_label(name.text) is None
        return (
            named
            and name.kind == "text"
            and above.kind == "text"
            and above.text.endswith((".", "!", ",", "hilsen", "hilsen:"))
        )

    def _level_follows(self, place: int) -> bool:
        after = self.blocks[place + 1] if place + 1 < len(self.blocks) else None
        return after is not None and after.kind in ("item", "row")

    def role(self, text: str) -> str | None:
        """The key of the level that a text names and nothing else."""
        role = role_label(text)
        if role is None and self.loose:
            return self.loose.get(folded(text))
        return role.key if role is not None and role.key in self.names else None

    def cell_role(self, text: str) -> str | None:
        """As `role`, and "" for a cell that names all leaders."""
        key = self.role(text)
        return "" if key is None and self.names and len(text.split()) < 5 and EVERYBODY.search(text) else key

    def front(self, text: str) -> tuple[str, str] | None:
        found = leading_role(text)
        return (found[0].key, found[1]) if found is not None and found[0].key in self.names else None

    def _next(self, place: int) -> Block | None:
        return self.blocks[place + 1] if place + 1 < len(self.blocks) else None

    def _labels_of_paragraphs(self) -> set[str]:
        """Headings that recur and hold plain paragraphs, no items: what stands below them is expected."""
        if not self.names:
            return set()
        paragraphs: Counter[str] = Counter()
        items: Counter[str] = Counter()
        pages = {block.page for block in self.blocks if self.role(block.text) is not None}
        for place, block in enumerate(self.blocks[:-1]):
            name = folded(block.text)
            if block.page not in pages or labels.FRAMEWORK.search(block.text):
                continue
            if block.kind not in ("text", "heading") or not self._recurs(name) or self.role(block.text):
                continue
            after = self.blocks[place + 1]
            if after.kind == "text" and self._is_single(after) and not self.front(after.text):
                further = self._next(place + 1)
                (items if further is not None and further.kind == "item" else paragraphs)[name] += 1
            elif after.kind == "item":
                items[name] += 1
        return {name for name, times in paragraphs.items() if times > 1 and times > items[name]}

    def _recurs(self, name: str) -> bool:
        """Whether a text stands so often that it must be a heading; a long one may also be a statement printed twice."""
        return self.times[name] >= (2 if len(name.split()) < 4 else self.often)

    def _is_single(self, block: Block) -> bool:
        """Whether a paragraph is one sentence, and neither a name that recurs nor a level."""
        return (
            not self._recurs(folded(block.text)) and self.role(block.text) is None and len(sentences(block.text)) == 1
        )

    def _levels_hold_paragraphs(self) -> bool:
        """Whether the names of levels stand over plain paragraphs rather than items."""
        paragraphs = items = 0
        for place, block in enumerate(self.blocks[:-1]):
            if place not in self.in_flat and block.kind in ("text", "heading", "item") and self.role(block.text):
                after = self.blocks[place + 1]
                further = self._next(place + 1)
                if (
                    after.kind == "item"
                    or (further is not None and further.kind == "item" and after.kind == "text")
                    or (further is not None and self._heads_items(place + 2))
                ):
                    items += 1
                elif (after.kind == "text" and not self.role(after.text) and not label_like(after.text)) or (
                    after.kind == "text"
                    and not self.role(after.text)
                    and self.times[folded(after.text)] < 2
                    and len(after.text.split()) > 2
                ):
                    paragraphs += 1
        return paragraphs > 1 and paragraphs > items

    def _heads_items(self, place: int) -> bool:
        """Whether a heading (no level) with items below it stands here."""
        block, after = self.blocks[place], self._next(place)
        named = block.kind == "heading" or (block.kind == "text" and label_like(block.text))
        return named and self.role(block.text) is None and after is not None and after.kind == "item"

    def _inline_labels(self) -> set[str]:
        """Names in front of a colon that several items begin with: themes inside the list of a level."""
        seen: Counter[str] = Counter()
        for block in self.blocks:
            head, colon, rest = block.text.partition(":")
            if (
                block.kind in ("item", "text")
                and colon
                and rest.strip()
                and len(head.split()) <= 5
                and label_like(head)
                and not role_label(head)
            ):
                seen[folded(head)] += 1
        return {name for name, times in seen.items() if times > 1} if self.names else set()

    def events(self) -> Iterator[Event]:
        place = 0
        while place < len(self.blocks):
            block = self.blocks[place]
            if place in self.flat:
                yield from self.flat[place].events
                place = self.flat[place].end
                continue
            if block.kind == "row":
                end = place
                while end < len(self.blocks) and self.blocks[end].kind == "row":
                    end += 1
                yield from tables.table_events(self.blocks[place:end], self.cell_role, self.front)
                place = end
                continue
            yield from self._events(place, block)
            place += 1

    def _events(self, place: int, block: Block) -> Iterator[Event]:
        text = block.text
        key = self.role(text) if not self._signature(place) else None
        depth = block.depth if block.kind == "item" else -1
        if key is not None:
            yield Event("level", text, block.line, block.page, key, block.rank, block.marked, depth=depth)
        elif self.names and label_like(text) and EVERYBODY.search(text) and len(text.split()) < 9:
            yield Event("level", text, block.line, block.page, "", block.rank, block.marked, depth=depth)
        elif block.kind == "item":
            yield from self._item(place, block)
        else:
            yield from self._text(place, block)

    def _runs(self, text: str) -> list[tuple[str, str]]:
        """`Chef: a; b. Leder: c.` -> level and text, one by one; empty when the text begins with no level."""
        first = self.front(text)
        if first is None:
            return []
        runs: list[tuple[str, str]] = []
        key, rest = first
        parts = re.split(r"(?<=[.;])\s+", rest)
        here: list[str] = []
        for part in parts:
            found = self.front(part) if ":" in part else None
            if found is not None and here:
                runs.append((key, " ".join(here)))
                key, here = found[0], [found[1]]
            else:
                here.append(part)
        runs.append((key, " ".join(here)))
        return runs

    def _run_events(self, runs: list[tuple[str, str]], block: Block, theme: str = "") -> Iterator[Event]:
        for key, text in runs:
            for part in listed(text):
                depth = block.depth if block.kind == "item" else -1
                yield Event(
                    "say", part, block.line, block.page, key, theme=theme, parted=block.parted, depth=depth, alone=True
                )

    def _item(self, place: int, block: Block) -> Iterator[Event]:
        text = block.text
        runs = self._runs(text)
        after = self._next(place)
        parent = (
            after is not None
            and after.kind == "item"
            and after.depth > block.depth
            and not labels.ATTRIBUTION.match(after.text)
        )
        head, colon, rest = text.partition(":")
        if runs:
            yield from self._run_events(runs, block)
        elif SCALE.match(text) or labels.ATTRIBUTION.match(text):
            yield Event("aside", text, block.line, block.page, depth=block.depth)
        elif parent and (text.endswith(":") or len(text.split()) <= 8) and not text.endswith("."):
            kind = labels.keyword(text)
            name = heading_name(kind[1] if kind else text)
            yield Event(
                "head",
                name,
                block.line,
                block.page,
                word=kind[0] if kind else "",
                rank=30 + block.depth,
                depth=block.depth,
            )
        elif colon and rest.strip() and folded(head) in self.inline:
            kind = labels.keyword(head + ": x")
            yield Event(
                "say",
                rest.strip(),
                block.line,
                block.page,
                theme=heading_name(head) if not kind else "",
                parted=block.parted,
                depth=block.depth,
            )
        elif folded(text) in self.head_names and len(text.split()) <= 8:
            yield Event("aside", text, block.line, block.page, depth=block.depth)
        else:
            yield Event("say", trimmed(text), block.line, block.page, parted=block.parted, depth=block.depth)

    def _text(self, place: int, block: Block) -> Iterator[Event]:
        text = block.text
        runs = self._runs(text)
        if runs:
            yield from self._run_events(runs, block)
        elif SCALE.match(text) or (_is_quotation(text) and not block.marked):
            yield Event("aside", text, block.line, block.page, marked=block.marked, rank=block.rank)
        elif (kind := labels.keyword(text)) and label_like(text):
            yield Event(
                "head",
                heading_name(kind[1]),
                block.line,
                block.page,
                rank=block.rank,
                marked=block.marked,
                word=kind[0],
            )
        elif (inside := self._levels_inside(text)) is not None:
            theme, found = inside
            if theme:
                yield Event("head", heading_name(theme), block.line, block.page)
            yield from self._run_events(found, block)
        elif (glued := self._glued(text)) is not None:
            yield Event("head", heading_name(glued[0]), block.line, block.page)
            yield Event("say", trimmed(glued[1]), block.line, block.page)
        elif self._is_statement(place, block):
            whole = block.text if self._before_is_para_label(place) else ""
            for part in [whole] if whole else sentences(text):
                yield Event("say", trimmed(part), block.line, block.page, parted=block.parted)
        elif labels.SUBHEAD.match(text) or (len(text) < 90 and is_imprint(text)):
            yield Event("aside", text, block.line, block.page)
        elif self._is_head(place, block):
            yield Event(
                "head",
                heading_name(text),
                block.line,
                block.page,
                rank=block.rank,
                marked=block.marked,
                parted=block.parted,
            )
        else:
            yield Event("prose", text, block.line, block.page)

    def _glued(self, text: str) -> tuple[str, str] | None:
        """A heading that stands alone elsewhere, and the statement that extraction has glued to it."""
        words = text.split()
        for count in range(min(6, len(words) - 2), 0, -1):
            name, rest = " ".join(words[:count]), " ".join(words[count:])
            if folded(name) in self.head_names and rest[0].isupper() and self.times[folded(name)] > 1 and self.names:
                return name, rest
        return None

    def _levels_inside(self, text: str) -> tuple[str, list[tuple[str, str]]] | None:
        """`Retning. Chef: a; b. Leder: c.`: the name in front, and the levels that follow it in running text."""
        if not self.names or text.count(":") < 2:
            return None
        for cut in re.finditer(r"(?<=[.:;–—-])\s+(?=[A-ZÆØÅÄÖ])", text):
            runs = self._runs(text[cut.end() :])
            if runs and len({key for key, _text in runs}) > 1:
                front = text[: cut.start()].rstrip(" .:;–—-")
                return (front if label_like(front) and len(front.split()) < 7 else "", runs)
        return None

    def _before_is_para_label(self, place: int) -> bool:
        """Whether a heading stands above that holds plain paragraphs, with nothing but such paragraphs between."""
        back = place - 1
        while back > 0 and place - back < 9 and folded(self.blocks[back].text) not in self.para_labels:
            block = self.blocks[back]
            if (
                block.kind != "text"
                or back in self.in_flat
                or not self._is_single(block)
                or block.page != self.blocks[place].page
            ):
                return False
            back -= 1
        return back >= 0 and folded(self.blocks[back].text) in self.para_labels

    def _is_statement(self, place: int, block: Block) -> bool:
        """Whether a plain paragraph is an expectation, for it stands where others do."""
        if place not in self.decided:
            self.decided[place] = self._stands_as_statement(place, block)
        return self.decided[place]

    def _stands_as_statement(self, place: int, block: Block) -> bool:
        before = self.blocks[place - 1] if place else None
        if before is None or block.kind == "heading" or self._recurs(folded(block.text)):
            return False
        if labels.DEFINITION.match(block.text) or block.text.endswith(":"):
            return False
        if self._before_is_para_label(place) and self._is_single(block):
            return True
        if not self.level_paras:
            return False
        after = self._next(place)
        if after is not None and after.kind == "item":
            return False
        back = place - 1
        while (
            back >= 0
            and back not in self.in_flat
            and self.blocks[back].kind == "text"
            and not self.role(self.blocks[back].text)
            and place - back < 12
        ):
            above = self.blocks[back]
            if label_like(above.text) and self._is_head(back, above) and not self._is_statement(back, above):
                return False
            back -= 1
        return (
            back >= 0
            and back not in self.in_flat
            and self.role(self.blocks[back].text) is not None
            and not (label_like(block.text) and self._leads_to_level(place))
        )

    def _leads_to_level(self, place: int) -> bool:
        after = self._next(place)
        short = len(self.blocks[place].text.split()) <= 3
        return short and after is not None and (self.role(after.text) is not None or self.times[folded(after.text)] > 1)

    def _is_head(self, place: int, block: Block) -> bool:
        text = block.text
        if block.kind == "heading" or block.marked:
            return True
        if not label_like(text) or labels.ATTRIBUTION.match(text):
            return False
        after = self._next(place)
        if after is None:
            return self.times[folded(text)] > 1
        if text.endswith(":"):
            return len(text.split()) <= 5 and not labels.LEAD_IN.match(text) and after.kind in ("item", "row")
        if self.styled and self.times[folded(text)] < 2:
            return after.kind in ("item", "row") and len(text.split()) <= 6 and not labels.LEAD_IN.match(text)
        return len(text.split()) <= 11


def _is_quotation(text: str) -> bool:
    """Whether a paragraph is what somebody said: it begins with a quotation mark, or ends one that it does not open."""
    if len(text.split()) < 6:
        return False
    closes = text.endswith(("”", "“", "«", '"')) and sum(text.count(mark) for mark in '”“«»"') % 2 == 1
    return labels.QUOTE.match(text) is not None or closes


def trimmed(text: str) -> str:
    """A statement without the signs that parted it from the next."""
    return text.strip().rstrip(";,").rstrip().removesuffix(" og").removesuffix(" and").rstrip(";, ")


def listed(text: str) -> list[str]:
    """What stands after a level's name in running text: parts between semicolons, else sentences."""
    if ";" in text:
        parts = [part.strip() for part in text.split(";")]
        parts = [re.sub(r"^(?:og|samt|and|och)\s+", "", part) for part in parts if part]
        return [part.rstrip(".").strip() for part in parts if part.rstrip(".").strip()]
    return [trimmed(part) for part in sentences(text)]
