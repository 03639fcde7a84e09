"""Lines -> blocks: what belongs together is put together, what was glued is taken apart."""

import re
from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import replace
from itertools import groupby, pairwise

from course.importer.cells import mended_cell, widths_of
from course.importer.document import WIDE, Block, Document, Line
from course.importer.furniture import without_page_furniture
from course.importer.gathering import Gatherer, Group, numbered_items
from course.importer.labels import LONGEST_LABEL, label_like
from course.importer.marks import bullet, clean, odd_letters
from course.importer.mending import join, whole_words
from course.importer.openings import Openings
from course.importer.words import Words

INNER_SIGN = re.compile(r"(?<=\S)\s+(?=[•▪■●◦\uf0b7\uf0a7]\s)")
INNER_CAPITAL = re.compile(r"(?<=[a-zæøåäö])(?=[A-ZÆØÅÄÖ][a-zæøåäö])")


def blocks(document: Document) -> list[Block]:
    """The blocks of a document in its order."""
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
    gatherer = Gatherer(
        words, odd_letters(lines), recurring, _widths(lines), lines, _body_size(lines), numbered_items(lines)
    )
    for place, line in enumerate(lines):
        gatherer.take(place, line)
    for group in gatherer.groups:
        group.number = numbers[group.number - 1]
    styles = _styles(gatherer.groups)
    _number_lists(gatherer.groups)
    columns = _columns(gatherer.groups)
    openings = Openings(cell for group in gatherer.groups for cell in group.line.cells)
    made = (
        _block(group, words, styles, columns.get(place, []), openings) for place, group in enumerate(gatherer.groups)
    )
    return [block for block in made if block.text or block.cells]


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
    if any(group.numbered and group.kind == "item" for group in groups):
        for group in groups:
            if group.numbered == 1 and group.kind == "text" and len(group.last.split()) > 4:
                group.kind = "item"
    if any(group.line.rank == 2 and not group.line.whole for group in groups):
        for group in groups:
            if group.numbered and group.kind == "text" and label_like(group.last):
                group.kind, group.line = "heading", replace(group.line, rank=1)


def _widths(lines: Sequence[Line]) -> list[int]:
    """How long the lines around each line grow before they are broken, in letters."""
    lengths = [len(clean(line.text)) for line in lines]
    return [max(lengths[max(0, place - 12) : place + 13]) for place in range(len(lines))]


def _body_size(lines: Sequence[Line]) -> float:
    letters: Counter[float] = Counter()
    for line in lines:
        letters[line.size] += len(line.text)
    return letters.most_common(1)[0][0] if letters else 0.0


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


def _columns(groups: Sequence[Group]) -> dict[int, list[int]]:
    """Place of a row -> how wide the columns of its table are, in letters."""
    found: dict[int, list[int]] = {}
    for is_row, run in groupby(enumerate(groups), key=lambda each: each[1].kind == "row"):
        if is_row:
            rows = list(run)
            found.update(
                dict.fromkeys((place for place, _row in rows), widths_of([row.line.cells for _place, row in rows]))
            )
    return found


def _block(
    group: Group, words: Words, styles: dict[tuple[float, bool], int], columns: Sequence[int], openings: Openings
) -> Block:
    line = group.line
    if group.kind == "row":
        return Block(
            "row",
            "",
            group.number,
            line.page,
            cells=tuple(
                cell if cell == WIDE else mended_cell(cell, words, openings, width)
                for cell, width in zip(line.cells, columns, strict=False)
            ),
        )
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
