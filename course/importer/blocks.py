"""Lines -> blocks: what belongs together is put together, what was glued is taken apart."""

import re
from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field, replace
from itertools import pairwise

from course.importer.document import Block, Document, Kind, Line
from course.importer.labels import keyword
from course.importer.levels import leading_role, role_label
from course.importer.mending import (
    DASH,
    ENDS,
    NUMBER,
    Words,
    bullet,
    clean,
    join,
    odd_letters,
    whole_words,
    without_page_furniture,
)

LONGEST_LABEL = 95
"""Letters of the longest heading that is taken for one without help of its style."""


def label_like(text: str) -> bool:
    """Whether a text could be a heading by its looks: short, begins large, is no sentence with its end."""
    first = text.lstrip("”“\"'»«(")[:1]
    return (
        bool(first)
        and (first.isupper() or first.isdigit())
        and len(text) <= LONGEST_LABEL
        and len(text.split()) <= 13
        and not text.endswith((".", ";", ",", "!", "-"))
    )


@dataclass(slots=True)
class Group:
    """The lines of a block while they are gathered."""

    kind: Kind
    number: int
    lines: list[str]
    line: Line
    parted: int = 0
    mark: str = ""
    depth: int = 0
    numbered: int = 0
    """The number in front; 0 where there is none."""
    inner_gap: bool = False

    @property
    def last(self) -> str:
        return clean(self.lines[-1]) if self.lines else ""


@dataclass(slots=True)
class Gatherer:
    """Walks the lines and gathers them into groups."""

    words: Words
    odd: tuple[str, ...]
    recurring: frozenset[str]
    widths: Sequence[int]
    ahead: Sequence[Line]
    groups: list[Group] = field(default_factory=list)
    nesting: list[tuple[float, str]] = field(default_factory=list)
    gap: bool = False

    def take(self, place: int, line: Line) -> None:
        if place and line.page != self.ahead[place - 1].page:
            self.gap = True
        if line.cells:
            self.groups.append(Group("row", place + 1, [], line))
            self.nesting = []
        elif not line.text.strip():
            self.gap = True
            return
        else:
            self._text(place, line)
        self.gap = False

    def _text(self, place: int, line: Line) -> None:
        last = self.groups[-1] if self.groups and self.groups[-1].kind != "row" else None
        mark = bullet(line.text, self.odd)
        if mark is not None and DASH.match(line.text) and line.depth < 0 and not self._is_item(place, line, last):
            mark = None
        chapter = CHAPTER.match(clean(line.text)) if mark is None and not line.rank else None
        number = NUMBER.match(line.text) if mark is None else None
        if mark is not None:
            self._item(place, line, mark, last)
        elif line.rank:
            self._open(Group("heading", place + 1, [line.text], line))
        elif chapter and label_like(chapter[2]):
            self._open(Group("heading", place + 1, [chapter[2]], replace(line, rank=chapter[1].count(".") + 1)))
        elif number and not (
            last
            and not self.gap
            and not last.last.endswith(ENDS)
            and not last.numbered
            and last.kind == "text"
            and not label_like(last.last)
        ):
            self._open(
                Group(
                    "text",
                    place + 1,
                    [line.text[number.end() :] or line.text],
                    line,
                    self._parted(),
                    numbered=_value(number[0]),
                )
            )
        elif last is not None and self._continues(last, place, line):
            last.inner_gap = last.inner_gap or self.gap
            last.lines.append(line.text)
        else:
            self._open(Group("text", place + 1, [line.text], line, self._parted()))

    def _open(self, group: Group) -> None:
        self.nesting = self.nesting if group.kind == "item" else []
        self.groups.append(group)

    def _parted(self) -> int:
        last = self.groups[-1] if self.groups else None
        if not self.gap or last is None:
            return 0
        return 2 if len(last.lines) == 1 or last.inner_gap else 1

    def _item(self, place: int, line: Line, mark: str, last: Group | None) -> None:
        sign = mark.strip()
        body = line.text[len(mark) :]
        if last is not None and last.kind == "item" and not last.lines[0].strip():
            self.groups.pop()
        depth = line.depth if line.depth >= 0 else self._depth(line.indent, sign, 6.0 if line.size else 1.5)
        self._open(Group("item", place + 1, [body], line, self._parted(), sign, depth))

    def _depth(self, indent: float, sign: str, slack: float) -> int:
        """How deep an item is nested: by how far in it stands, else by its mark."""
        stack = self.nesting
        while stack and indent < stack[-1][0] - slack:
            stack.pop()
        if stack and abs(indent - stack[-1][0]) <= slack and sign != stack[-1][1]:
            if any(each[1] == sign for each in stack):
                while stack[-1][1] != sign:
                    stack.pop()
                return len(stack) - 1
            if len(stack) < 4:
                stack.append((indent, sign))
        elif (not stack or indent > stack[-1][0] + slack) and len(stack) < 4:
            stack.append((indent, sign))
        return len(stack) - 1

    def _is_item(self, place: int, line: Line, last: Group | None) -> bool:
        """Whether a line with a dash in front is an item, and no sentence that goes on after a dash."""
        if last is None or self.gap or last.mark or last.last.endswith(ENDS):
            return True
        rest = DASH.sub("", line.text)
        after = next((each.text for each in self.ahead[place + 1 : place + 6] if DASH.match(each.text)), "")
        return rest[:1].isupper() or bool(after) or label_like(last.last)

    def _continues(self, last: Group, place: int, line: Line) -> bool:
        """Whether a line goes on with the open block."""
        if last.line.whole or line.whole or last.kind == "heading":
            return False
        if not last.lines[0].strip():
            return True
        text, before = clean(line.text), last.last
        if not text:
            return False
        lower = text[0].islower() or text[0] in ",;)–-…"
        if line.size and last.line.size and abs(line.size - last.line.size) > 0.6:
            return False
        if self.gap:
            open_end = not before.endswith(ENDS)
            goes_on = before.rpartition(" ")[2].casefold() in STAY_OPEN and label_like(before) and last.kind == "text"
            return open_end and (lower or goes_on or before.endswith("-")) and line.bold == last.line.bold
        if lower or before.endswith(("-", ",", "–")):
            return True
        if line.bold != last.line.bold:
            return False
        return not self._begins_anew(before, text, place, last)

    def _begins_anew(self, before: str, text: str, place: int, last: Group) -> bool:
        """Whether a line that begins with a capital begins something new, though no gap stands before it."""
        width = self.widths[place]
        first = text.split()[0]
        fits = len(before) + 1 + len(first) <= width
        if before.endswith(":"):
            return True
        if before.endswith(ENDS):
            return fits and len(before) < width * 0.85
        if last.kind == "text" and before.casefold() in self.recurring:
            return True
        if text.casefold() in self.recurring and label_like(text) and text[0].isalpha():
            return True
        small = clean(before).rpartition(" ")[2].casefold()
        if small in STAY_OPEN:
            return False
        word = re.match(r"[^\W\d_]+", first)
        if role_label(text) or role_label(before) or leading_role(text) or keyword(text):
            return True
        if before.isupper() and text.isupper() and not last.line.size:
            return False
        if len(last.lines) == 1 and last.kind == "text" and fits and len(before) < width * 0.5 and label_like(before):
            return True
        proper = word is None or first.isupper() or self.words.proper[word[0]] > 0
        if last.kind == "item":
            return fits and not proper
        running = any("." in line.strip()[:-1] for line in last.lines)
        return not proper and (fits or not running)


CHAPTER = re.compile(r"(\d{1,2}(?:\.\d{1,2})+)\.?\s+(\S.*)$")
"""`2.1 Chefer`: never an item of a list."""
STAY_OPEN = frozenset(
    """
    og eller af i på til med for om at den det de en et som samt fra ved mellem hos der hvor når hvis fordi men end ikke vores deres
    alle hvad hvordan både nye inden under the of and or to in with are is our their och av att som ett från är och å
    """.split()
)
"""A line that ends with one of these goes on."""


def _value(number: str) -> int:
    """`3.` -> 3, `c)` -> 3."""
    digits = re.search(r"\d+", number)
    letter = re.search(r"[a-z]", number)
    return int(digits[0]) if digits else ord(letter[0]) - 96 if letter else 1


def blocks(document: Document) -> tuple[list[Block], Words]:
    """The blocks of a document in its order, with the words it is made of."""
    lines = without_page_furniture(document.lines)
    lines = [
        line
        if line.cells or len(line.text.strip()) > 1 or line.text.strip().isdigit() or bullet(line.text + " x", ())
        else Line("", line.page)
        for line in lines
    ]
    lines, numbers = _taken_apart(lines)
    words = Words(lines)
    times = Counter(clean(line.text).casefold() for line in lines if line.text.strip())
    recurring = frozenset(text for text, count in times.items() if count > 1 and 2 < len(text) <= LONGEST_LABEL)
    recurring = frozenset(text for text in recurring if not text.endswith((".", ",", ";")))
    gatherer = Gatherer(words, odd_letters(lines), recurring, _widths(lines), lines)
    for place, line in enumerate(lines):
        gatherer.take(place, line)
    for group in gatherer.groups:
        group.number = numbers[group.number - 1]
    styles = _styles(gatherer.groups)
    _number_lists(gatherer.groups)
    made = (_block(group, words, styles) for group in gatherer.groups)
    return [block for block in made if block.text or block.cells], words


INNER_SIGN = re.compile(r"(?<=\S)\s+(?=[•▪■●◦\uf0b7\uf0a7]\s)")
INNER_CAPITAL = re.compile(r"(?<=[a-zæøåäö])(?=[A-ZÆØÅÄÖ][a-zæøåäö])")


def _taken_apart(lines: Sequence[Line]) -> tuple[list[Line], list[int]]:
    """Lines with what was glued into one taken apart, and the number of each in the document, counted from 1.

    A bullet inside a line begins a new one; so does a capital right after a heading that stands alone elsewhere.
    """
    alone = Counter(clean(line.text) for line in lines if line.text and label_like(clean(line.text)))
    result: list[Line] = []
    numbers: list[int] = []
    for number, line in enumerate(lines, start=1):
        parts: list[str] = INNER_SIGN.split(line.text) if line.text else [""]
        cut = INNER_CAPITAL.search(parts[0])
        if cut and alone[clean(parts[0][: cut.start()])] > 1:
            parts[:1] = [parts[0][: cut.start()], parts[0][cut.start() :]]
        for part in parts:
            result.append(replace(line, text=part) if len(parts) > 1 else line)
            numbers.append(number)
    return result, numbers


def _number_lists(groups: Sequence[Group]) -> None:
    """Numbered lines right after one another are a list; with text between they are headings."""
    for one, two in pairwise(groups):
        wordy = min(len(one.last.split()), len(two.last.split())) > 4
        if one.numbered and two.numbered == one.numbered + 1 and (wordy or not two.parted):
            one.kind = two.kind = "item"
    if any(group.line.rank == 2 and not group.line.whole for group in groups):
        for group in groups:
            if group.numbered and group.kind == "text" and label_like(group.last):
                group.kind, group.line = "heading", replace(group.line, rank=1)


def _widths(lines: Sequence[Line]) -> list[int]:
    """How long the lines around each line grow before they are broken, in letters."""
    lengths = [len(clean(line.text)) for line in lines]
    return [max(lengths[max(0, place - 12) : place + 13]) for place in range(len(lines))]


def _styles(groups: Iterable[Group]) -> dict[tuple[float, bool], int]:
    """The styles (size, weight) that headings are set in, with their ranks; empty where all text looks the same."""
    letters: Counter[tuple[float, bool]] = Counter()
    labels: set[tuple[float, bool]] = set()
    for group in groups:
        if group.kind == "row" or group.line.rank:
            continue
        style = (group.line.size, group.line.bold)
        letters[style] += sum(map(len, group.lines))
        if group.kind == "text" and label_like(clean(" ".join(group.lines))):
            labels.add(style)
    if len(letters) < 2:
        return {}
    body = letters.most_common(1)[0][0]
    heads = sorted(
        (
            style
            for style in labels
            if style != body and (style[0] > body[0] + 0.4 or (style[1] and not body[1] and style[0] >= body[0] - 1.1))
        ),
        key=lambda style: (-style[0], not style[1]),
    )
    return {style: rank for rank, style in enumerate(heads, start=1)}


def _block(group: Group, words: Words, styles: dict[tuple[float, bool], int]) -> Block:
    line = group.line
    if group.kind == "row":
        return Block("row", "", group.number, line.page, cells=tuple(_cell(cell, words) for cell in line.cells))
    text = whole_words(join(group.lines, words), words)
    rank = line.rank
    marked = bool(rank)
    kind = group.kind
    style = styles.get((line.size, line.bold), 0)
    if kind == "text" and style and len(text) <= 160 and not text.endswith((".", ";", ",")):
        kind, marked, rank = "heading", True, style + (6 if not line.size else 0)
    elif kind == "text" and text.isupper() and label_like(text):
        marked = True
    if group.numbered and kind == "text" and not label_like(text):
        kind = "item"
    return Block(kind, text, group.number, line.page, rank, group.depth, (), group.parted, marked)


def _cell(cell: str, words: Words) -> str:
    """The parts of a cell (paragraphs, items), one a line."""
    parts: list[str] = []
    for paragraph in re.split(r"\v|<br ?/?>", cell):
        lines = [line for line in paragraph.split("\n") if line.strip()]
        width = max(map(len, lines), default=0)
        run: list[str] = []
        for line in lines:
            mark = bullet(line, ())
            fresh = mark is not None and (not DASH.match(line) or not run or not line.strip()[1:].strip()[:1].islower())
            full = (
                bool(run)
                and clean(run[-1]).endswith((".", ":", ";"))
                and line.strip()[:1].isupper()
                and len(run[-1]) + 8 < width
            )
            if (fresh or full) and run:
                parts.append(join(run, words))
                run = []
            run.append(line[len(mark) :] if mark and fresh else line)
        if run:
            parts.append(join(run, words))
    return "\n".join(part for part in parts if part)
