"""Tables of levels and focus points: statements with level, theme and focus point as rows and columns tell."""

import re
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass

from course.importer.cells import ITEM
from course.importer.document import WIDE, Block
from course.importer.events import Event, trimmed
from course.importer.labels import heading_name, keyword, label_like, sentences
from course.importer.levels import EVERYBODY, SCALE

RoleOf = Callable[[str], str | None]
FrontOf = Callable[[str], tuple[str, str] | None]
GENERIC = re.compile(
    r"^(?:(?:vores |konkrete )?forventning(?:er)?|beskrivelse|adfærd|handling(?:er)?|udsagn|indhold|tekst|det betyder|expectations?|description|behaviou?rs?|statements?|förväntningar|beteenden?|atferd|"
    r"niveau|ledelsesniveau|rolle|tema|kompetence|fokuspunkt|fokus|level|role|theme|competency|competence|focus|nivå|kompetens|kompetanse|område|princip|nr\.?|#|leder|ledere)?$",
    re.IGNORECASE,
)


@dataclass(slots=True)
class _Label:
    """What stands in front of a row or above a column."""

    name: str = ""
    definition: str = ""


def table_events(rows: Sequence[Block], role: RoleOf, front: FrontOf) -> Iterator[Event]:
    """The events of a table: statements with level, theme and focus point as rows and columns tell."""
    grid = [list(row.cells) for row in rows]
    wide = max(map(len, grid))
    for cells in grid:
        cells.extend([""] * (wide - len(cells)))
    top = 0
    while top < len(grid) - 1 and _filled(grid[top]) == 1 and wide > 1:
        yield from _section(rows[top], grid[top])
        top += 1
    in_head = [_role(cell, role) for cell in grid[top]]
    in_column = {column: sum(_role(cells[column], role) is not None for cells in grid) for column in range(wide)}
    column = max(in_column, key=lambda each: (in_column[each], -each))
    if sum(key is not None for key in in_head) > 1:
        yield from _levels_across(rows[top:], grid[top:], in_head, role, front)
    elif in_column[column] > 1:
        yield from _levels_down(rows[top:], grid[top:], column, role)
    elif _are_boxes(grid[top:]):
        yield from _boxes(rows[top:], grid[top:])
    else:
        yield from _no_levels(rows[top:], grid[top:], front)


def _filled(cells: Sequence[str]) -> int:
    return sum(bool(cell.strip()) for cell in cells)


def _role(cell: str, role: RoleOf) -> str | None:
    """The level that a cell names, with or without an explanation below the name."""
    whole = role(cell.replace("\n", " "))
    return role(cell.partition("\n")[0]) if whole is None else whole


def _label(cell: str) -> _Label:
    """The name in a cell, and what stands below it."""
    first, _gap, rest = cell.partition("\n")
    named = rest and label_like(first) and len(rest.split()) > 3
    text = " ".join((first if named else cell).split())
    kind = keyword(text)
    return _Label(heading_name(kind[1] if kind else text), rest.replace("\n", " ") if named else "")


def _places(labels: Sequence[_Label]) -> tuple[str, str]:
    """Theme and aspect by the labels in front: two are both, one is what the headings above leave open."""
    names = [label.name for label in labels if any(map(str.isalpha, label.name))]
    return (names[0], names[1]) if len(names) > 1 else ("", names[0]) if names else ("", "")


def _said(text: str, row: Block, key: str | None, theme: str, aspect: str) -> Iterator[Event]:
    """Each item and each sentence of a cell, for all where it says so on top."""
    first, _gap, rest = text.partition("\n")
    if rest and len(first.split()) < 5 and EVERYBODY.search(first):
        text, key = rest, ""
    for part in text.split("\n"):
        body = part.removeprefix(ITEM)
        for each in [body] if part.startswith(ITEM) else sentences(body):
            if each.strip(" –-"):
                alone = key is not None
                yield Event("say", trimmed(each), row.line, row.page, key, theme=theme, aspect=aspect, alone=alone)


def _section(row: Block, cells: Sequence[str]) -> Iterator[Event]:
    text = next(cell for cell in cells if cell.strip()).replace("\n", " ")
    if label_like(text):
        kind = keyword(text)
        yield Event("head", heading_name(kind[1] if kind else text), row.line, row.page, word=kind[0] if kind else "")
    else:
        yield Event("prose", text, row.line, row.page)


def _levels_across(
    rows: Sequence[Block], grid: list[list[str]], in_head: list[str | None], role: RoleOf, front: FrontOf
) -> Iterator[Event]:
    first = next(column for column, key in enumerate(in_head) if key is not None)
    labels = [_Label() for _each in range(first)]
    for row, cells in zip(rows[1:], grid[1:], strict=True):
        if [_role(cell, role) for cell in cells] == in_head:
            continue
        if _filled(cells) == 1 and (cells[0].strip() or first == 0):
            if not any(_role(cell, role) for cell in cells):
                yield from _section(row, cells)
                labels = [_Label() for _each in range(first)]
            continue
        for column in range(first):
            if cells[column].strip():
                labels[column] = _label(cells[column])
        theme, aspect = _places(labels)
        yield from (_defined(label, row) for label in labels if label.definition)
        for column, key in enumerate(in_head):
            if key is None:
                continue
            found = front(cells[column])
            if found is not None:
                yield from _said(found[1], row, found[0], theme, aspect)
            else:
                shared = column == first and all(cell == WIDE for cell in cells[first + 1 :]) and len(cells) > first + 1
                yield from _said(cells[column], row, "" if shared else key, theme, aspect)


def _defined(label: _Label, row: Block) -> Event:
    definition, label.definition = label.definition, ""
    return Event("prose", definition, row.line, row.page, theme=label.name)


def _levels_down(rows: Sequence[Block], grid: list[list[str]], column: int, role: RoleOf) -> Iterator[Event]:
    head = [""] * len(grid[0])
    start = 0
    if _role(grid[0][column], role) is None:
        head = [_label(cell).name for cell in grid[0]]
        start = 1
    key: str | None = None
    label = _Label()
    for row, cells in zip(rows[start:], grid[start:], strict=True):
        found = _role(cells[column], role)
        if _filled(cells) == 1 and found is None:
            if cells[column].strip() or not any(cells[column + 1 :]):
                yield from _section(row, cells)
                continue
        elif found is None and cells[column].strip():
            if any(cell.startswith(ITEM) or len(sentences(cell)) > 1 for cell in cells[column + 1 :]):
                yield from (Event("aside", cell, row.line, row.page) for cell in cells if cell.strip())
            else:
                head = [_label(cell).name for cell in cells]
            continue
        key = key if found is None else found
        for before in range(column):
            if cells[before].strip():
                label = _label(cells[before])
        if label.definition:
            yield _defined(label, row)
        for each in range(column + 1, len(cells)):
            name = "" if GENERIC.match(head[each]) else head[each]
            theme, aspect = (label.name, name) if label.name else ("", name)
            yield from _said(cells[each], row, key, theme, aspect)


def _are_boxes(grid: list[list[str]]) -> bool:
    """Whether the columns are boxes side by side: each a heading with a list below it."""
    heads = [cell for cell in grid[0] if cell.strip()]
    below = [cell for cells in grid[1:] for cell in cells if cell.strip()]
    named = all(label_like(cell.replace("\n", " ")) and not GENERIC.match(cell) for cell in heads)
    said = all(cell.startswith(ITEM) or len(cell.split()) > 3 for cell in below)
    return len(heads) > 1 and named and bool(below) and said


def _boxes(rows: Sequence[Block], grid: list[list[str]]) -> Iterator[Event]:
    for column, head in enumerate(grid[0]):
        if head.strip():
            yield Event("head", _label(head).name, rows[0].line, rows[0].page)
        for row, cells in zip(rows[1:], grid[1:], strict=True):
            yield from _said(cells[column], row, None, "", "")


def _no_levels(rows: Sequence[Block], grid: list[list[str]], front: FrontOf) -> Iterator[Event]:
    head = [cell.replace("\n", " ").strip() for cell in grid[0]]
    scale = sum(bool(SCALE.match(cell)) for cell in head) > 1
    start = 1 if scale or _is_head(head, len(grid)) else 0
    labels = [_Label() for _each in head]
    for row, cells in zip(rows[start:], grid[start:], strict=True):
        full = [column for column, cell in enumerate(cells) if cell.strip()]
        texts = [cells[column].strip() for column in full]
        if scale and any(len(text.split()) > 3 for text in texts[1:]):
            yield Event("head", _label(texts[0]).name, row.line, row.page)
            for text in texts[1:]:
                yield Event("aside", text.replace("\n", " "), row.line, row.page)
        elif scale or len(full) == 1 or all(_is_mark(text) for text in texts[1:]):
            yield from _one_text(row, texts, scale)
        elif full:
            for column in full[:-1]:
                labels[column] = _label(cells[column])
            theme, aspect = _places(labels[: full[-1]])
            found = front(cells[full[-1]])
            if found is not None:
                yield Event("say", trimmed(found[1]), row.line, row.page, found[0], theme=theme or aspect, alone=True)
            else:
                yield from _said(cells[full[-1]], row, None, theme, aspect)


def _is_head(head: Sequence[str], rows: int) -> bool:
    """Whether the first row of a table only says what its columns hold."""
    short = all(len(cell) < 40 and label_like(cell or "X") for cell in head)
    return rows > 2 and short and sum(GENERIC.match(cell) is not None for cell in head) > len(head) / 2


def _is_mark(text: str) -> bool:
    """Whether a cell holds a figure, a cross or a step of a scale."""
    return SCALE.match(text) is not None or not any(map(str.isalpha, text))


def _one_text(row: Block, texts: Sequence[str], scale: bool) -> Iterator[Event]:
    """A row with one text, whatever marks stand beside it."""
    text = texts[0] if texts else ""
    if not any(map(str.isalpha, text)):
        text = next((each for each in texts if len(each.split()) > 2), "")
    if label_like(text) and not scale:
        yield from _section(row, [text])
    else:
        yield from _said(text, row, None, "", "")
