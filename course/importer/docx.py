"""Word: the paragraphs of a .docx with what their styles, lists and tables say."""

import io
import re
import zipfile
from collections.abc import Iterator
from xml.etree import ElementTree

from course.importer.document import WIDE, Document, Line, Unreadable

WORD = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
FALLBACK = "{http://schemas.openxmlformats.org/markup-compatibility/2006}Fallback"
MOST_UNPACKED = 12_000_000
"""Bytes of one part of the document, unpacked; the text of 500 pages is about 5 million."""
MOST_PARAGRAPHS = 30_000
"""About 500 full pages."""
BROKEN = "Word-filen kan ikke åbnes. Åbn den i Word, gem den igen som .docx, og prøv med den nye fil."
TOO_BIG = (
    "Word-filen fylder for meget, når den pakkes ud. Slet billeder og bilag, gem den igen, og prøv med den nye fil."
)
LOCKED = "Word-filen er beskyttet med en adgangskode. Fjern adgangskoden i Word, gem filen, og prøv igen."


def read_docx(data: bytes) -> Document:
    """Lines of a Word document; each is a whole paragraph or a row.

    :raises Unreadable: if it is no Word document, or unpacks to more than is sound
    """
    try:
        with zipfile.ZipFile(io.BytesIO(data)) as archive:
            body = _part(archive, "word/document.xml")
            styles = _part(archive, "word/styles.xml") if "word/styles.xml" in archive.namelist() else None
            core = _part(archive, "docProps/core.xml") if "docProps/core.xml" in archive.namelist() else None
    except (zipfile.BadZipFile, KeyError, OSError, EOFError, NotImplementedError, RuntimeError, ValueError) as error:
        raise Unreadable(BROKEN) from error
    except Exception as error:  # zlib.error, struct.error: damaged in its own way
        if isinstance(error, Unreadable):
            raise
        raise Unreadable(BROKEN) from error
    if sum(1 for _each in body.iter(WORD + "p")) > MOST_PARAGRAPHS:
        raise Unreadable(TOO_BIG)
    names = _style_ranks(styles) if styles is not None else {}
    lines: list[Line] = []
    top = body.find(WORD + "body")
    for element in top if top is not None else ():
        lines.extend(_lines(element, names))
    title = core.findtext("{http://purl.org/dc/elements/1.1/}title", "") if core is not None else ""
    return Document(tuple(lines), " ".join((title or "").split()))


def _part(archive: zipfile.ZipFile, name: str) -> ElementTree.Element:
    """One part, unpacked no further than the limit; a document type is refused, entities with it."""
    if archive.getinfo(name).file_size > MOST_UNPACKED:
        raise Unreadable(TOO_BIG)
    with archive.open(name) as packed:
        data = packed.read(MOST_UNPACKED + 1)
    if len(data) > MOST_UNPACKED:
        raise Unreadable(TOO_BIG)
    if b"<!DOCTYPE" in data[:2000] or b"<!ENTITY" in data:
        raise Unreadable(BROKEN)
    try:
        return ElementTree.fromstring(data)
    except (ElementTree.ParseError, ValueError, RecursionError) as error:
        raise Unreadable(BROKEN) from error


def _style_ranks(styles: ElementTree.Element) -> dict[str, int]:
    """Style id -> rank of the headings; 1 for a title; -1 for a list, -2 for one inside a list."""
    ranks: dict[str, int] = {}
    based: dict[str, str] = {}
    for style in styles.iter(WORD + "style"):
        id = style.get(WORD + "styleId", "")
        name = (_value(style, "name") or id).casefold()
        level = _value(style, "outlineLvl")
        heading = re.match(r"(?:heading|overskrift|rubrik|titre)\s*(\d)", name)
        based[id] = _value(style, "basedOn") or ""
        if heading:
            ranks[id] = int(heading[1])
        elif level and level.isdigit() and int(level) < 6:
            ranks[id] = int(level) + 1
        elif name in ("title", "titel", "tittel"):
            ranks[id] = 1
        elif (
            "list" in name or "opstilling" in name or "punktlista" in name or style.find(f".//{WORD}numPr") is not None
        ):
            deep = re.search(r"\d$", name)
            ranks[id] = -max(1, int(deep[0])) if deep else -1
    for id, parent in based.items():
        for _step in range(8):
            if id in ranks or not parent:
                break
            if ranks.get(parent):
                ranks[id] = ranks[parent]
            parent = based.get(parent, "")
    return ranks


def _value(element: ElementTree.Element, name: str) -> str | None:
    found = element.find(f".//{WORD}{name}")
    return found.get(WORD + "val") if found is not None else None


def _lines(element: ElementTree.Element, names: dict[str, int]) -> Iterator[Line]:
    """The lines of one paragraph, table, or holder of them."""
    if element.tag == WORD + "p":
        yield from _paragraph(element, names)
    elif element.tag == WORD + "tbl":
        yield from _table(element, names)
    elif element.tag in (WORD + "sdt", WORD + "sdtContent", WORD + "ins", WORD + "customXml"):
        for child in element:
            yield from _lines(child, names)


def _paragraph(paragraph: ElementTree.Element, names: dict[str, int]) -> Iterator[Line]:
    text = _text(paragraph)
    style = names.get(_value(paragraph, "pStyle") or "", 0)
    own = _value(paragraph, "outlineLvl")
    rank = int(own) + 1 if own and own.isdigit() and int(own) < 6 else max(style, 0)
    properties = paragraph.find(WORD + "pPr")
    numbered = properties.find(WORD + "numPr") if properties is not None else None
    depth = -1
    if numbered is not None and _value(numbered, "numId") != "0":
        deep = _value(numbered, "ilvl") or "0"
        depth = int(deep) if deep.isdigit() else 0
    elif style < 0:
        depth = -style - 1
    size, bold = _letters(paragraph)
    for part in text.split("\n"):
        body = " ".join(part.replace("\xa0", " ").split())
        if not body:
            continue
        if rank:
            yield Line(body, rank=rank, whole=True)
        elif depth >= 0:
            yield Line("• " + body, indent=float(depth * 4), depth=min(depth, 8), whole=True)
        else:
            yield Line(body, size=size, bold=bold, whole=True)
    for box in paragraph.iter(WORD + "txbxContent"):
        for child in box:
            yield from _lines(child, names)


def _text(paragraph: ElementTree.Element) -> str:
    """The words of a paragraph; those of boxes inside it, of removed and of repeated parts left out."""
    parts: list[str] = []
    waiting = list(reversed(paragraph))
    while waiting:
        each = waiting.pop()
        if each.tag in (WORD + "txbxContent", WORD + "del", WORD + "moveFrom", FALLBACK, WORD + "pPr"):
            continue
        if each.tag == WORD + "t":
            parts.append(each.text or "")
        elif each.tag == WORD + "tab":
            parts.append(" ")
        elif each.tag in (WORD + "br", WORD + "cr"):
            parts.append("\n")
        elif each.tag == WORD + "noBreakHyphen":
            parts.append("-")
        waiting.extend(reversed(each))
    return "".join(parts)


def _letters(paragraph: ElementTree.Element) -> tuple[float, bool]:
    """Size in points and whether all words are bold; 0 where the style decides."""
    runs = [run for run in paragraph.iter(WORD + "r") if (run.findtext(WORD + "t") or "").strip()]
    bold = bool(runs)
    sizes: list[float] = []
    for run in runs:
        properties = run.find(WORD + "rPr")
        weight = properties.find(WORD + "b") if properties is not None else None
        bold = bold and weight is not None and weight.get(WORD + "val", "1") not in ("0", "false")
        size = _value(properties, "sz") if properties is not None else None
        if size and size.isdigit():
            sizes.append(int(size) / 2)
    return (max(sizes) if sizes and len(sizes) == len(runs) else 0.0), bold


def _table(table: ElementTree.Element, names: dict[str, int]) -> Iterator[Line]:
    """A row per row; a cell that goes on from the row above is empty, a wide cell is followed by `WIDE`."""
    rows = list(table.findall(WORD + "tr"))
    single = all(len(row.findall(WORD + "tc")) == 1 for row in rows)
    yield Line("")
    for row in rows:
        cells: list[str] = []
        for cell in row.findall(WORD + "tc"):
            inside = [line for child in cell for line in _lines(child, names)]
            if single:
                yield from inside
                continue
            cells.append("\v".join(" ".join(line.cells) if line.cells else line.text for line in inside))
            wide = _value(cell, "gridSpan") or "1"
            cells.extend([WIDE] * (min(int(wide), 20) - 1 if wide.isdigit() else 0))
        if any(cells):
            yield Line("", cells=tuple(cells))
    yield Line("")
