"""Lines -> groups: which lines go on with the one before, and which begin something new."""

import re
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass, field, replace
from itertools import pairwise

from course.importer.document import Kind, Line
from course.importer.labels import keyword, label_like
from course.importer.levels import leading_role, role_label
from course.importer.marks import DASH, ENDS, NUMBER, STAY_OPEN, bullet, clean
from course.importer.words import Words


def chapter_depth(chapter: re.Match[str]) -> int:
    """`2.1` -> 2."""
    return chapter[1].count(".") + 1


def numbered_items(lines: Sequence[Line]) -> int:
    """From which depth on chapter numbers stand before items: most of what they number is a sentence or goes on."""
    sayings: Counter[int] = Counter()
    all_of: Counter[int] = Counter()
    for line, after in pairwise(lines):
        chapter = CHAPTER.match(clean(line.text)) if not line.rank else None
        if chapter:
            goes_on = after.text.strip()[:1].islower()
            all_of[chapter_depth(chapter)] += 1
            sayings[chapter_depth(chapter)] += goes_on or chapter[2].endswith((".", ";", ","))
    return min((depth for depth, times in all_of.items() if sayings[depth] * 2 > times), default=9)


CHAPTER = re.compile(r"(\d{1,2}(?:\.\d{1,2})+)\.?\s+(\S.*)$")
"""`2.1 Chefer`: never an item of a list."""
NICKNAME = re.compile(r"[”“\"»«][^”“\"»«]{2,30}[”“\"»«]")
"""`Helhed` and below it `"ét sygehus"`: another name for the same."""


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
    body: float
    """The size of the letters of the running text; 0 where the format does not tell."""
    listed: int
    """How deep chapter numbers (`1.2.3` is 3) are that number items; 9 where they number headings only."""
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
        elif chapter and chapter_depth(chapter) >= self.listed:
            self._item(place, replace(line, text=clean(line.text)), chapter[0][: chapter.start(2)], last)
        elif line.rank:
            self._open(Group("heading", place + 1, [line.text], line))
        elif chapter and label_like(chapter[2]):
            self._open(Group("heading", place + 1, [chapter[2]], replace(line, rank=chapter_depth(chapter))))
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
        if NICKNAME.fullmatch(text) and len(last.lines) == 1 and label_like(before):
            return False
        if before.endswith(ENDS):
            named = role_label(text) is not None or (text.casefold() in self.recurring and label_like(text))
            return named or (fits and len(before) < width * 0.85)
        if last.kind == "text" and before.casefold() in self.recurring:
            return True
        if text.casefold() in self.recurring and label_like(text) and text[0].isalpha():
            return True
        small = clean(before).rpartition(" ")[2].casefold()
        if small in STAY_OPEN:
            return False
        word = re.match(r"[^\W\d_]+", first)
        if self.body and last.line.size > self.body + 0.5 and len(last.lines) < 3 and not text[0].isdigit():
            return False
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


def _value(number: str) -> int:
    """`3.` -> 3, `c)` -> 3."""
    digits = re.search(r"\d+", number)
    letter = re.search(r"[a-z]", number)
    return int(digits[0]) if digits else ord(letter[0]) - 96 if letter else 1
