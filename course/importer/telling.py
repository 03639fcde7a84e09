"""Blocks -> events: here a level is named, here a heading stands, here something is expected."""

import re
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import replace

from course.importer import labels
from course.importer.about import is_imprint
from course.importer.document import Block
from course.importer.events import Event, EventKind, Told, listed, trimmed
from course.importer.flat import flat_tables
from course.importer.labels import folded, heading_name, is_quotation, label_like, sentences
from course.importer.levels import EVERYBODY, SCALE, role_label
from course.importer.naming import LevelNames
from course.importer.paragraphs import Paragraphs
from course.importer.prose import expectations
from course.importer.tables import table_events


def tell(blocks: Sequence[Block]) -> Told:
    """The events of a document in its order."""
    teller = _Teller(blocks)
    return Told(list(teller.events()), teller.levels.names, teller.levels.times)


ITEM_RANK = 30
"""Headings inside lists stand below all others."""


class _Teller:
    def __init__(self, blocks: Sequence[Block]) -> None:
        self.blocks = blocks
        self.levels = LevelNames(blocks)
        self.flat = flat_tables(blocks, self.levels.role, self.levels.front)
        in_flat = {each for start, flat in self.flat.items() for each in range(start, flat.end)}
        self.paragraphs = Paragraphs(blocks, self.levels, in_flat)
        self.inline = self._inline_labels()
        self.head_names = {folded(block.text) for block in blocks if block.kind == "heading"} | {
            name for name, times in self.paragraphs.times.items() if times > 1
        }

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
        return {name for name, times in seen.items() if times > 1} if self.levels.names else set()

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
                yield from table_events(self.blocks[place:end], self.levels.cell_role, self.levels.front)
                place = end
                continue
            yield from self._events(place, block)
            place += 1

    def _events(self, place: int, block: Block) -> Iterator[Event]:
        text = block.text
        key = self.levels.role(text) if not self.levels.is_signature(place) else None
        depth = block.depth if block.kind == "item" else -1
        if key is not None:
            yield Event("level", text, block.line, block.page, key, block.rank, block.marked, depth=depth)
        elif self.levels.names and label_like(text) and EVERYBODY.search(text) and len(text.split()) < 9:
            yield Event("level", text, block.line, block.page, "", block.rank, block.marked, depth=depth)
        elif block.kind == "item":
            yield from self._item(place, block)
        else:
            yield from self._text(place, block)

    def _runs(self, text: str) -> list[tuple[str, str]]:
        """`Chef: a; b. Leder: c.` -> level and text, one by one; empty when the text begins with no level."""
        first = self.levels.front(text)
        if first is None:
            return []
        runs: list[tuple[str, str]] = []
        key, rest = first
        parts = re.split(r"(?<=[.;])\s+", rest)
        here: list[str] = []
        for part in parts:
            found = self.levels.front(part) if ":" in part else None
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
        head, colon, rest = text.partition(":")
        if runs:
            yield from self._run_events(runs, block)
        elif SCALE.match(text) or labels.ATTRIBUTION.match(text):
            yield Event("aside", text, block.line, block.page, depth=block.depth)
        elif self._heads_items(place, block):
            word, name = labels.keyword(text) or ("", text)
            rank = ITEM_RANK + block.depth
            yield Event("head", heading_name(name), block.line, block.page, word=word, rank=rank, depth=block.depth)
        elif colon and rest.strip() and folded(head) in self.inline:
            theme = "" if labels.keyword(head + ": x") else heading_name(head)
            said = Event("say", rest.strip(), block.line, block.page, theme=theme)
            yield replace(said, parted=block.parted, depth=block.depth)
        elif folded(text) in self.head_names and len(text.split()) <= 8:
            yield Event("aside", text, block.line, block.page, depth=block.depth)
        else:
            yield Event("say", trimmed(text), block.line, block.page, parted=block.parted, depth=block.depth)

    def _heads_items(self, place: int, block: Block) -> bool:
        """Whether an item is the heading of items that are nested below it."""
        after = self.paragraphs.next(place)
        if after is None or after.kind != "item" or after.depth <= block.depth or labels.ATTRIBUTION.match(after.text):
            return False
        return (block.text.endswith(":") or len(block.text.split()) <= 8) and not block.text.endswith(".")

    def _text(self, place: int, block: Block) -> Iterator[Event]:
        text = block.text
        runs = self._runs(text)
        if runs:
            yield from self._run_events(runs, block)
        elif any(self.levels.acts(sentence) for sentence in sentences(text)):
            yield from self._acts(block)
        elif SCALE.match(text) or (is_quotation(text) and not block.marked):
            yield Event("aside", text, block.line, block.page, marked=block.marked, rank=block.rank)
        elif self.paragraphs.says_who(place):
            yield Event("aside", text, block.line, block.page)
        elif (kind := labels.keyword(text)) and label_like(text):
            yield _head(block, kind[1], kind[0])
        elif (inside := self._levels_inside(text)) is not None:
            theme, found = inside
            if theme:
                yield Event("head", heading_name(theme), block.line, block.page)
            yield from self._run_events(found, block)
        elif (glued := self._glued(text)) is not None:
            yield Event("head", heading_name(glued[0]), block.line, block.page)
            yield Event("say", trimmed(glued[1]), block.line, block.page)
        elif self.paragraphs.is_statement(place, block):
            yield from self._paragraph(block)
        elif _leads_over(block):
            yield Event("aside", text, block.line, block.page)
        elif self.paragraphs.is_head(place, block):
            yield replace(_head(block, text), parted=block.parted)
        else:
            yield Event("prose", text, block.line, block.page)

    def _paragraph(self, block: Block) -> Iterator[Event]:
        """What a paragraph below a level expects: each sentence, or in running text those that demand something."""
        if self.paragraphs.running:
            parts = expectations(block.text)
        else:
            parts = sentences(block.text)
        for part in parts:
            yield Event("say", trimmed(part), block.line, block.page, parted=block.parted)

    def _acts(self, block: Block) -> Iterator[Event]:
        """The sentences of a paragraph in which the levels are those who act."""
        for sentence in sentences(block.text):
            key = self.levels.acts(sentence)
            kind: EventKind = "say" if key else "prose"
            yield Event(kind, sentence, block.line, block.page, key, parted=block.parted, alone=key is not None)

    def _glued(self, text: str) -> tuple[str, str] | None:
        """A heading that stands alone elsewhere, and the statement that extraction has glued to it."""
        words = text.split()
        for count in range(min(6, len(words) - 2), 0, -1):
            name, rest = " ".join(words[:count]), " ".join(words[count:])
            if (
                folded(name) in self.head_names
                and rest[0].isupper()
                and self.paragraphs.times[folded(name)] > 1
                and self.levels.names
            ):
                return name, rest
        return None

    def _levels_inside(self, text: str) -> tuple[str, list[tuple[str, str]]] | None:
        """`Retning. Chef: a; b. Leder: c.`: the name in front, and the levels that follow it in running text."""
        if not self.levels.names or text.count(":") < 2:
            return None
        for cut in re.finditer(r"(?<=[.:;–—-])\s+(?=[A-ZÆØÅÄÖ])", text):
            runs = self._runs(text[cut.end() :])
            if runs and len({key for key, _text in runs}) > 1:
                front = text[: cut.start()].rstrip(" .:;–—-")
                return (front if label_like(front) and len(front.split()) < 7 else "", runs)
        return None


MAIL_HEAD = 12
"""Lines that the head of an e-mail takes at most."""


def _head(block: Block, name: str, word: str = "") -> Event:
    return Event("head", heading_name(name), block.line, block.page, rank=block.rank, marked=block.marked, word=word)


def _leads_over(block: Block) -> bool:
    """Whether a line only leads over to what follows, or says who sent the document and when."""
    text = block.text
    if block.line < MAIL_HEAD and (labels.MAIL.match(text) or labels.SUBJECT.match(text)):
        return True
    if labels.SUBHEAD.match(text) or labels.LEFT_OPEN.search(text):
        return True
    return len(text) < 90 and is_imprint(text)
