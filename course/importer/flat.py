"""Tables that text extraction has flattened: headings one after the other, then per level as many texts."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from course.importer.document import Block
from course.importer.events import Event
from course.importer.labels import heading_name, label_like
from course.importer.tables import FrontOf, RoleOf


@dataclass(slots=True)
class Flat:
    """A flattened table."""

    events: list[Event]
    end: int
    """The place behind its last block."""


def flat_tables(blocks: Sequence[Block], role: RoleOf, front: FrontOf) -> dict[int, Flat]:
    """Tables that text extraction has flattened: headings one after the other, then per level as many texts."""
    found: dict[int, Flat] = {}
    place = 0
    while place < len(blocks):
        run = place
        while run < len(blocks) and _is_plain_label(blocks[run], role, front):
            run += 1
        flat = _flat(blocks, place, run, role, front) if run - place >= 2 else None
        if flat is not None:
            start = next(iter(flat))
            found[start] = flat[start]
            place = flat[start].end
        else:
            place = max(run, place + 1)
    return found


def _is_plain_label(block: Block, role: RoleOf, front: FrontOf) -> bool:
    return (
        block.kind in ("text", "heading")
        and label_like(block.text)
        and role(block.text) is None
        and front(block.text) is None
    )


def _flat(blocks: Sequence[Block], place: int, run: int, role: RoleOf, front: FrontOf) -> dict[int, Flat] | None:
    """The flattened table whose headings are some of the last blocks before `run`."""
    rows = _rows(blocks, run, role, front)
    wide = _width(rows)
    if wide < 2 or wide > run - place:
        return None
    heads = blocks[run - wide : run]
    listed = wide < 3 and all(block.kind == "item" for row in rows for block in row.texts[:wide])
    if listed or heads[0] is blocks[0] or not _is_table(heads, rows):
        return None
    start = max(place, run - wide - 1)
    above = blocks[start : run - wide]
    last = rows[-1].texts[wide - 1]
    end = next(each for each in range(run, len(blocks)) if blocks[each].line == last.line) + 1
    return {start: Flat([*_titles(above), *_said(heads, rows, aspects=bool(above))], end)}


@dataclass(slots=True)
class _Row:
    """A level with the texts that follow its name."""

    key: str
    texts: list[Block]


def _rows(blocks: Sequence[Block], place: int, role: RoleOf, front: FrontOf) -> list[_Row]:
    """The levels from here on, each with its texts, up to the first block that does not fit."""
    rows: list[_Row] = []
    for block in blocks[place:]:
        key = role(block.text)
        in_front = front(block.text) if key is None else None
        named = key if key is not None else in_front[0] if in_front is not None else None
        if named is not None and any(named == before.key for before in rows):
            break
        if in_front is not None:
            rows.append(_Row(in_front[0], [Block(block.kind, in_front[1], block.line, block.page)]))
        elif key is not None:
            rows.append(_Row(key, []))
        elif not rows or block.kind not in ("text", "item") or len(rows[-1].texts) > 12:
            break
        else:
            rows[-1].texts.append(block)
    return rows


def _width(rows: Sequence[_Row]) -> int:
    """How many texts each level has; 0 where they differ. Behind the last level other text may follow."""
    counts = [len(row.texts) for row in rows]
    if len(rows) < 2 or any(count != counts[0] for count in counts[:-1]):
        return 0
    return counts[0] if counts[0] <= counts[-1] <= counts[0] + 6 else 0


def _is_table(heads: Sequence[Block], rows: Sequence[_Row]) -> bool:
    """Whether the texts differ from one another, and the headings are shorter or set off from them."""
    said = [block.text for row in rows for block in row.texts[: len(heads)]]
    if len(set(said)) < len(said) * 0.9:
        return False
    short = sum(len(head.text) for head in heads) / len(heads) < 0.75 * sum(map(len, said)) / len(said)
    return short or any(head.marked for head in heads)


def _titles(above: Sequence[Block]) -> Iterator[Event]:
    for block in above:
        yield Event("head", heading_name(block.text), block.line, block.page, rank=block.rank, marked=block.marked)


def _said(heads: Sequence[Block], rows: Sequence[_Row], aspects: bool) -> Iterator[Event]:
    for row in rows:
        for head, block in zip(heads, row.texts, strict=False):
            name = heading_name(head.text)
            theme, aspect = ("", name) if aspects else (name, "")
            text = block.text.rstrip(";,")
            yield Event("say", text, block.line, block.page, row.key, theme=theme, aspect=aspect, alone=True)
