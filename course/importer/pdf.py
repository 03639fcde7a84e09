"""PDF: the text layer with where its letters stand, so that headings, columns and tables can be told apart."""

import io
import itertools
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Any

import pypdf
from pypdf.errors import PyPdfError

from course.importer.document import Document, Line, Progress, Unreadable

MOST_PAGES = 500
MOST_LETTERS = 3_000_000
ENCRYPTED = "PDF-filen er beskyttet med en adgangskode. Gem en kopi uden adgangskode, og prøv igen."
SCANNED = (
    "PDF-filen indeholder kun billeder af siderne, ingen tekst. Find dokumentet som Word eller som PDF med tekst, "
    "eller kør tekstgenkendelse (OCR) på det først."
)
BROKEN = "PDF-filen kan ikke åbnes. Åbn den i en PDF-læser, gem en ny kopi, og prøv med den."
TOO_LONG = (
    "PDF-filen har {pages} sider. Vi læser højst {most}. Gem de sider, der er ledelsesgrundlaget, som en PDF for sig."
)
TOO_MUCH = "PDF-filen rummer for meget tekst. Gem de sider, der er ledelsesgrundlaget, som en PDF for sig."
MARKS = "•‣◦▪▫■□●○◆◇♦❖➢➤►▶▸✓✔→·∙⁃*–—-\x7f\uf0b7\uf0a7\uf0d8"


@dataclass(slots=True)
class Bit:
    """A piece of text on one line."""

    text: str
    x: float
    y: float
    size: float
    bold: bool
    inner: float = -1.0
    """Where the text begins behind a bullet; -1 where there is none."""

    @property
    def end(self) -> float:
        """Where it ends, guessed: letters are about half as wide as they are high."""
        return self.x + len(self.text) * self.size * 0.5


@dataclass(slots=True)
class Stack:
    """Lines right below one another: a paragraph, or a cell of a table."""

    bits: list[Bit] = field(default_factory=list)

    @property
    def x(self) -> float:
        return min(bit.x for bit in self.bits)

    @property
    def top(self) -> float:
        return max(bit.y + bit.size for bit in self.bits)

    @property
    def bottom(self) -> float:
        return min(bit.y for bit in self.bits)


def read_pdf(data: bytes, progress: Progress | None = None) -> Document:
    """Lines and rows of a PDF, page by page.

    :raises Unreadable: if it is locked, scanned, broken or too long
    """
    try:
        reader = pypdf.PdfReader(io.BytesIO(data))
        if reader.is_encrypted and not reader.decrypt(""):
            raise Unreadable(ENCRYPTED)
        _refuse_many_pages(reader)
        lines = list(_all_lines(reader, progress))
        title = str(reader.metadata.title or "") if reader.metadata else ""
    except Unreadable:
        raise
    except PyPdfError as error:
        locked = "crypt" in str(error).casefold() or "password" in str(error).casefold()
        raise Unreadable(ENCRYPTED if locked else BROKEN) from error
    except Exception as error:  # a damaged file fails anywhere in the library
        raise Unreadable(BROKEN) from error
    if sum(len(line.text) + sum(map(len, line.cells)) for line in lines) < 40:
        raise Unreadable(SCANNED)
    return Document(tuple(lines), " ".join(title.split()))


def _refuse_many_pages(reader: pypdf.PdfReader) -> None:
    """By the count that the file states, before its pages are looked at; then by the pages themselves."""
    root: Any = reader.trailer["/Root"]
    stated = root["/Pages"].get("/Count", 0)
    for count in (int(stated) if isinstance(stated, int) else 0, len(reader.pages)):
        if count > MOST_PAGES:
            raise Unreadable(TOO_LONG.format(pages=count, most=MOST_PAGES))


def _all_lines(reader: pypdf.PdfReader, progress: Progress | None) -> Iterator[Line]:
    letters, total = 0, len(reader.pages)
    for number, page in enumerate(reader.pages, start=1):
        bits = _bits(page)
        letters += sum(len(bit.text) for bit in bits)
        if letters > MOST_LETTERS:
            raise Unreadable(TOO_MUCH)
        yield from _page_lines(bits, number)
        yield Line("", number)
        if progress is not None:
            progress(number, total)


def _bits(page: pypdf.PageObject) -> list[Bit]:
    """The pieces of text of one page in the order of the file, pieces of one line put together."""
    found: list[Bit] = []

    def take(text: str, cm: Any, tm: Any, font: Any, size: Any) -> None:
        if not text.strip():
            return
        x = tm[4] * cm[0] + tm[5] * cm[2] + cm[4]
        y = tm[4] * cm[1] + tm[5] * cm[3] + cm[5]
        scale = abs(tm[3] * cm[3]) or abs(tm[1] * cm[2]) or 1.0
        height = min(max(abs(float(size or 0)) * scale, 1.0), 400.0)
        name = str((font or {}).get("/BaseFont", "")).casefold()
        bold = any(word in name for word in ("bold", "black", "heavy", "semib", "demi"))
        for row, part in enumerate(part for part in text.split("\n") if part.strip()):
            _add(found, Bit(part.replace("\xa0", " "), float(x), float(y) - row * height * 1.2, height, bold))

    page.extract_text(visitor_text=take)
    return found


def _add(found: list[Bit], bit: Bit) -> None:
    last = found[-1] if found else None
    if last is not None and abs(last.y - bit.y) < 0.4 * max(last.size, bit.size) and bit.x >= last.x:
        gap = bit.x - last.end
        if last.text.strip() in MARKS or gap < 1.2 * bit.size:
            mark = last.text.strip() in MARKS
            last.inner = bit.x if mark else last.inner
            joint = "" if last.text.endswith(" ") or bit.text.startswith(" ") else " "
            last.text += joint + bit.text
            last.size, last.bold = (bit.size, bit.bold) if mark else (max(last.size, bit.size), last.bold and bit.bold)
            return
    found.append(bit)


def _page_lines(bits: list[Bit], page: int) -> Iterator[Line]:
    leading = _leading(bits)
    stacks = _stacks(bits, leading)
    rows = _rows(stacks)
    columns = _table_rows(rows)
    started = False
    for place, row in enumerate(rows):
        if place in columns:
            yield Line("", page, cells=_cells(row, columns[place]))
            started = True
            continue
        for stack in row:
            if started:
                yield Line("", page)
            started = True
            for bit in stack.bits:
                yield Line(bit.text.rstrip(), page, round(bit.size, 1), bit.bold, round(bit.x))


def _stacks(bits: list[Bit], leading: dict[int, float]) -> list[Stack]:
    """Lines gathered into stacks: each goes below a line of the same left edge that stands right above."""
    stacks: list[Stack] = []
    for bit in bits:
        for stack in reversed(stacks[-8:]):
            last = stack.bits[-1]
            near = 0 < last.y - bit.y < leading.get(round(bit.size), bit.size * 1.25) * 1.28
            if near and _lines_up(stack, bit) and abs(last.size - bit.size) < 0.6 and last.bold == bit.bold:
                stack.bits.append(bit)
                break
        else:
            stacks.append(Stack([bit]))
    return stacks


def _lines_up(stack: Stack, bit: Bit) -> bool:
    """Whether a line begins where the lines of a stack do: behind a bullet, below its text or below the bullet."""
    first = stack.bits[0]
    starts = [each.inner for each in stack.bits if each.inner >= 0]
    if first.inner >= 0:
        return abs(first.x - bit.x) < 3 or any(abs(start - bit.x) < 4 for start in starts)
    return abs(stack.bits[-1].x - bit.x) < 2.6 * max(bit.size, 8)


def _rows(stacks: list[Stack]) -> list[list[Stack]]:
    """Stacks that follow one another from left to right at the same height stand in one row."""
    rows: list[list[Stack]] = []
    for stack in stacks:
        row = rows[-1] if rows else []
        top = max((each.top for each in row), default=0)
        bottom = min((each.bottom for each in row), default=0)
        overlaps = bool(row) and min(top, stack.top) - max(bottom, stack.bottom) > 0.3 * stack.bits[0].size
        if (
            (overlaps and stack.x > row[-1].x + 20)
            or (overlaps and len(row) > 1 and abs(stack.x - row[-1].x) <= 20)
            or (
                len(row) > 1
                and abs(stack.x - row[-1].x) <= 20
                and 0 <= bottom - stack.top < 1.5 * stack.bits[0].size
                and _is_item(stack)
            )
        ):
            row.append(stack)
        else:
            rows.append([stack])
    return rows


def _is_item(stack: Stack) -> bool:
    return stack.bits[0].text.strip()[:1] in MARKS


def _table_rows(rows: list[list[Stack]]) -> dict[int, list[float]]:
    """Which rows belong to tables, with the left edges of the table's columns."""
    found: dict[int, list[float]] = {}
    place = 0
    while place < len(rows):
        end = place
        while end < len(rows) and len({round(each.x / 20) for each in rows[end]}) > 1:
            end += 1
        if end - place >= 2:
            edges: list[float] = []
            for row in rows[place:end]:
                for stack in row:
                    if not any(abs(edge - stack.x) < 25 for edge in edges):
                        edges.append(stack.x)
            found.update({each: sorted(edges) for each in range(place, end)})
        place = max(end, place + 1)
    return found


def _cells(row: list[Stack], edges: list[float]) -> tuple[str, ...]:
    cells = [""] * len(edges)
    for stack in row:
        column = min(range(len(edges)), key=lambda each: abs(edges[each] - stack.x))
        text = "\n".join(bit.text.rstrip() for bit in stack.bits)
        cells[column] = f"{cells[column]}\n{text}" if cells[column] else text
    return tuple(cells)


def _leading(bits: list[Bit]) -> dict[int, float]:
    """The usual distance between the lines of a paragraph, by the size of the letters: the smallest common one."""
    steps: dict[int, Counter[float]] = {}
    for above, below in itertools.pairwise(bits):
        step = above.y - below.y
        if round(above.size) == round(below.size) and 0.9 * below.size < step < 2.2 * below.size:
            steps.setdefault(round(below.size), Counter())[round(step, 1)] += 1
    usual: dict[int, float] = {}
    for size, found in steps.items():
        most = max(found.values())
        usual[size] = min(step for step, times in found.items() if times * 4 >= most)
    return usual
