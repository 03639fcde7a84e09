"""Tables of levels and focus points: statements with level, theme and focus point as rows and columns tell."""

import re
from collections.abc import Callable, Iterator, Sequence

from course.importer.document import Block
from course.importer.events import Event, trimmed
from course.importer.labels import heading_name, keyword, label_like
from course.importer.levels import SCALE

RoleOf = Callable[[str], str | None]
FrontOf = Callable[[str], tuple[str, str] | None]
GENERIC = re.compile(
    r"^(?:(?:vores |konkrete )?forventning(?:er)?|beskrivelse|adfærd|handling(?:er)?|udsagn|indhold|tekst|det betyder|expectations?|description|behaviou?rs?|statements?|förväntningar|beteenden?|atferd|"
    r"niveau|ledelsesniveau|rolle|tema|kompetence|fokuspunkt|fokus|level|role|theme|competency|competence|focus|nivå|kompetens|kompetanse|område|princip|nr\.?|#|leder|ledere)?$",
    re.IGNORECASE,
)


def _said(text: str, row: Block, key: str | None, theme: str, aspect: str) -> Iterator[Event]:
    for part in text.split("\n"):
        if part.strip(" –-"):
            yield Event(
                "say", trimmed(part), row.line, row.page, key, theme=theme, aspect=aspect, alone=key is not None
            )


def table_events(rows: Sequence[Block], role: RoleOf, front: FrontOf) -> Iterator[Event]:
    """The events of a table: statements with level, theme and focus point as rows and columns tell."""
    grid = [list(row.cells) for row in rows]
    wide = max(map(len, grid))
    for cells in grid:
        cells.extend([""] * (wide - len(cells)))
    top = 0
    while top < len(grid) - 1 and sum(bool(cell.strip()) for cell in grid[top]) == 1 and wide > 1:
        yield from _section(rows[top], grid[top])
        top += 1
    in_head = [role(cell.replace("\n", " ")) for cell in grid[top]]
    in_column = {
        column: sum(role(cells[column].replace("\n", " ")) is not None for cells in grid) for column in range(wide)
    }
    column = max(in_column, key=lambda each: (in_column[each], -each))
    if sum(key is not None for key in in_head) > 1:
        yield from _levels_across(rows[top:], grid[top:], in_head, role)
    elif in_column[column] > 1:
        yield from _levels_down(rows[top:], grid[top:], column, role)
    else:
        yield from _no_levels(rows[top:], grid[top:], front)


def _section(row: Block, cells: Sequence[str]) -> Iterator[Event]:
    text = next(cell for cell in cells if cell.strip()).replace("\n", " ")
    if label_like(text):
        kind = keyword(text)
        yield Event("head", heading_name(kind[1] if kind else text), row.line, row.page, word=kind[0] if kind else "")
    else:
        yield Event("prose", text, row.line, row.page)


def _levels_across(
    rows: Sequence[Block], grid: list[list[str]], in_head: list[str | None], role: RoleOf
) -> Iterator[Event]:
    first = next(column for column, key in enumerate(in_head) if key is not None)
    label = [""] * first
    for row, cells in zip(rows[1:], grid[1:], strict=True):
        if sum(bool(cell.strip()) for cell in cells) == 1 and (cells[0].strip() or first == 0):
            if any(role(cell.replace("\n", " ")) for cell in cells):
                continue
            yield from _section(row, cells)
            label = [""] * first
            continue
        if [role(cell.replace("\n", " ")) for cell in cells] == in_head:
            continue
        for column in range(first):
            if cells[column].strip():
                label[column] = _name(cells[column])
        names = [name for name in label if name]
        theme, aspect = (names[0], names[1]) if len(names) > 1 else ("", names[0]) if names else ("", "")
        for column, key in enumerate(in_head):
            if key is not None:
                yield from _said(cells[column], row, key, theme, aspect)


def _levels_down(rows: Sequence[Block], grid: list[list[str]], column: int, role: RoleOf) -> Iterator[Event]:
    head = [""] * len(grid[0])
    start = 0
    if role(grid[0][column].replace("\n", " ")) is None:
        head = [_name(cell) for cell in grid[0]]
        start = 1
    key: str | None = None
    label = ""
    for row, cells in zip(rows[start:], grid[start:], strict=True):
        found = role(cells[column].replace("\n", " "))
        if sum(bool(cell.strip()) for cell in cells) == 1 and found is None:
            if cells[column].strip() or not any(cells[column + 1 :]):
                yield from _section(row, cells)
                continue
        elif found is None and cells[column].strip():
            head = [_name(cell) for cell in cells]
            continue
        key = key if found is None else found
        for before in range(column):
            if cells[before].strip():
                label = _name(cells[before])
        says = [each for each in range(column + 1, len(cells)) if cells[each].strip()]
        for each in says:
            name = "" if GENERIC.match(head[each]) else head[each]
            theme, aspect = (label, name) if label else ("", name)
            yield from _said(cells[each], row, key, theme, aspect)


def _no_levels(rows: Sequence[Block], grid: list[list[str]], front: FrontOf) -> Iterator[Event]:
    head = [cell.replace("\n", " ").strip() for cell in grid[0]]
    scale = sum(bool(SCALE.match(cell)) for cell in head) > 1
    headed = scale or (
        len(grid) > 2
        and all(len(cell) < 40 and label_like(cell or "X") for cell in head)
        and sum(GENERIC.match(cell) is not None for cell in head) > len(head) / 2
    )
    label = [""] * len(head)
    for row, cells in zip(rows[1 if headed else 0 :], grid[1 if headed else 0 :], strict=True):
        full = [column for column, cell in enumerate(cells) if cell.strip()]
        texts = [cells[column].strip() for column in full]
        if scale and len(full) > 1 and any(len(text.split()) > 3 for text in texts[1:]):
            yield Event("head", _name(texts[0]), row.line, row.page)
            for text in texts[1:]:
                yield Event("aside", text.replace("\n", " "), row.line, row.page)
        elif scale or len(full) == 1 or all(SCALE.match(text) or not any(map(str.isalpha, text)) for text in texts[1:]):
            text = texts[0] if texts else ""
            if not any(map(str.isalpha, text)):
                text = next((each for each in texts if len(each.split()) > 2), "")
            if label_like(text) and not scale:
                yield from _section(row, [text])
            else:
                yield from _said(text, row, None, "", "")
        elif full:
            for column in full[:-1]:
                label[column] = _name(cells[column])
            names = [name for name in label[: full[-1]] if any(map(str.isalpha, name))]
            last = cells[full[-1]]
            found = front(last)
            if found is not None:
                yield Event(
                    "say", trimmed(found[1]), row.line, row.page, found[0], theme=names[0] if names else "", alone=True
                )
            else:
                yield from _said(
                    last,
                    row,
                    None,
                    *((names[0], names[1]) if len(names) > 1 else ("", names[0]) if names else ("", "")),
                )


def _name(cell: str) -> str:
    text = " ".join(cell.split())
    kind = keyword(text)
    return heading_name(kind[1] if kind else text)
