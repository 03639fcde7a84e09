"""What a plain paragraph is where it stands: a heading, an expectation, or text."""

from collections import Counter
from collections.abc import Collection, Sequence

from course.importer import labels
from course.importer.document import Block
from course.importer.labels import folded, is_quotation, label_like, sentences
from course.importer.naming import LevelNames

MOST_SENTENCES = 3
"""A longer paragraph tells more than it expects."""


class Paragraphs:
    """Judges the paragraphs of a document by their neighbours."""

    def __init__(self, blocks: Sequence[Block], levels: LevelNames, in_flat: Collection[int]) -> None:
        self.blocks = blocks
        self.levels = levels
        self.in_flat = in_flat
        """Places of blocks that belong to flattened tables."""
        self.decided: dict[int, bool] = {}
        self.times = Counter(
            folded(block.text) for block in blocks if block.kind in ("text", "heading") and label_like(block.text)
        )
        self.styled = sum(block.kind == "heading" for block in blocks) >= 3
        self.often = max(2, min(3, len(levels.names)))
        """How often a name stands in the document, at least, that stands once for each level."""
        self.sections = self._sections()
        self.para_labels = self._labels()
        self.level_paras = self._levels_hold_paragraphs()
        self.tight = self._is_tight()
        self.running = self.level_paras and self._is_running()

    def next(self, place: int) -> Block | None:
        return self.blocks[place + 1] if place + 1 < len(self.blocks) else None

    def _labels(self) -> set[str]:
        """Headings that recur and hold plain paragraphs, no items: what stands below them is expected."""
        if not self.levels.names:
            return set()
        paragraphs: Counter[str] = Counter()
        items: Counter[str] = Counter()
        pages = {block.page for block in self.blocks if self.levels.role(block.text) is not None}
        for place, block in enumerate(self.blocks[:-1]):
            name = folded(block.text)
            if block.page not in pages or labels.FRAMEWORK.search(block.text):
                continue
            if block.kind not in ("text", "heading") or not self._recurs(name) or self.levels.role(block.text):
                continue
            after = self.blocks[place + 1]
            if self.says_who(place):
                continue
            if after.kind == "item" or self._leads_to_items(place + 2):
                items[name] += 1
            elif after.kind == "text" and self._is_short(after) and not self.levels.front(after.text):
                paragraphs[name] += 1
        return {name for name, times in paragraphs.items() if times > 1 and times > items[name]}

    def _leads_to_items(self, place: int) -> bool:
        """Whether a list begins here, perhaps below a line that leads over to it."""
        here = self.blocks[place : place + 2]
        if here and here[0].kind != "item" and labels.LEFT_OPEN.search(here[0].text):
            here = here[1:]
        return bool(here) and here[0].kind == "item"

    def _defines(self, place: int) -> bool:
        """Whether a paragraph begins with the name of the heading right above it."""
        above = self.blocks[place - 1]
        return label_like(above.text) and folded(self.blocks[place].text).startswith(folded(above.text) + " ")

    def says_who(self, place: int) -> bool:
        """Whether a line says who said the quotation above it."""
        above = self.blocks[place - 1] if place else None
        block = self.blocks[place]
        if above is None or above.page != block.page or above.kind == "row" or block.marked:
            return False
        return is_quotation(above.text) and label_like(block.text) and len(block.text.split()) < 7

    def _recurs(self, name: str) -> bool:
        """Whether a text stands so often that it must be a heading; a long one may also be a statement printed twice."""
        return self.times[name] >= (2 if len(name.split()) < 4 else self.often)

    def _is_short(self, block: Block) -> bool:
        """Whether a paragraph is a few sentences, and neither a name that recurs nor a level."""
        return (
            not self._recurs(folded(block.text))
            and self.levels.role(block.text) is None
            and len(sentences(block.text)) <= MOST_SENTENCES
        )

    def _levels_hold_paragraphs(self) -> bool:
        """Whether the names of levels stand over plain paragraphs rather than items and tables."""
        paragraphs = items = 0
        for section in self.sections:
            if any(block.kind in ("item", "row") for block in section):
                items += 1
            elif any(self._could_be_said(block) for block in section[:3]):
                paragraphs += 1
        return paragraphs > 1 and paragraphs > items

    def _could_be_said(self, block: Block) -> bool:
        if block.kind != "text" or labels.ATTRIBUTION.match(block.text):
            return False
        return not label_like(block.text) or (self.times[folded(block.text)] < 2 and len(block.text.split()) > 2)

    def _sections(self) -> list[list[Block]]:
        """What stands between the name of a level and that of another one."""
        found: list[list[Block]] = []
        open_key: str | None = None
        for place, block in enumerate(self.blocks):
            named = place not in self.in_flat and block.kind != "row" and self.levels.role(block.text)
            if named and named != open_key and not self.levels.is_signature(place):
                found.append([])
                open_key = named
            elif found and not named:
                found[-1].append(block)
        return found

    def _is_running(self) -> bool:
        """Whether the paragraphs below the levels tell more than they expect: several sentences each."""
        texts = [block.text for section in self.sections for block in section if block.kind == "text"]
        long = [len(sentences(text)) for text in texts if not label_like(text) and not is_quotation(text)]
        return max(long, default=0) > 2 and sum(long) >= 2 * len(long)

    def _is_tight(self) -> bool:
        """Whether what is said stands right below the level's name, so that a gap ends it."""
        firsts = [section[0] for section in self.sections if section]
        return sum(block.parted == 0 for block in firsts) >= 0.8 * len(firsts)

    def is_below_label(self, place: int) -> bool:
        """Whether a heading stands above that holds plain paragraphs, with nothing but such paragraphs between."""
        back = place - 1
        while back > 0 and place - back < 9 and folded(self.blocks[back].text) not in self.para_labels:
            block = self.blocks[back]
            if (
                block.kind != "text"
                or back in self.in_flat
                or not self._is_short(block)
                or block.page != self.blocks[place].page
            ):
                return False
            back -= 1
        return back >= 0 and folded(self.blocks[back].text) in self.para_labels

    def is_statement(self, place: int, block: Block) -> bool:
        """Whether a plain paragraph is an expectation, for it stands where others do."""
        if place not in self.decided:
            self.decided[place] = self._stands_as_statement(place, block)
        return self.decided[place]

    def _stands_as_statement(self, place: int, block: Block) -> bool:
        before = self.blocks[place - 1] if place else None
        if before is None or block.kind == "heading" or self._recurs(folded(block.text)):
            return False
        if labels.DEFINITION.match(block.text) or block.text.endswith(":") or self._defines(place):
            return False
        if self.is_below_label(place) and self._is_short(block):
            return True
        if not self.level_paras:
            return False
        after = self.next(place)
        if after is not None and after.kind == "item":
            return False
        if self.tight and block.parted and label_like(block.text) and len(block.text.split()) <= 4:
            return False
        back = place - 1
        while (
            back >= 0
            and back not in self.in_flat
            and self.blocks[back].kind == "text"
            and not self.levels.role(self.blocks[back].text)
            and place - back < 12
        ):
            above = self.blocks[back]
            if label_like(above.text) and self.is_head(back, above) and not self.is_statement(back, above):
                return False
            back -= 1
        return (
            back >= 0
            and back not in self.in_flat
            and self.levels.role(self.blocks[back].text) is not None
            and not (label_like(block.text) and self._leads_to_level(place))
        )

    def _leads_to_level(self, place: int) -> bool:
        after = self.next(place)
        short = len(self.blocks[place].text.split()) <= 3
        return (
            short
            and after is not None
            and (self.levels.role(after.text) is not None or self.times[folded(after.text)] > 1)
        )

    def is_head(self, place: int, block: Block) -> bool:
        text = block.text
        if block.kind == "heading" or block.marked:
            return True
        if not label_like(text) or labels.ATTRIBUTION.match(text):
            return False
        after = self.next(place)
        if after is None:
            return self.times[folded(text)] > 1
        if text.endswith(":"):
            return len(text.split()) <= 5 and not labels.LEAD_IN.match(text) and after.kind in ("item", "row")
        if self.styled and self.times[folded(text)] < 2:
            return after.kind in ("item", "row") and len(text.split()) <= 6 and not labels.LEAD_IN.match(text)
        return len(text.split()) <= 11
