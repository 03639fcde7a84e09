"""Plain text and Markdown: bytes in some encoding -> lines."""

import re

from course.importer.document import Document, Line, Unreadable

HEADING = re.compile(r" {0,3}(#{1,6})\s+(.*?)\s*#*\s*$")
UNDERLINE = re.compile(r" {0,3}(=+|-{3,})\s*$")
ITEM = re.compile(r"(\s*)(?:[-*+]|\d{1,3}[.)])\s+(\S.*)$")
RULE = re.compile(r"\s*\|?[\s:|-]*-{3,}[\s:|-]*$")
FRONT = re.compile(r"\A---\n.*?\n---\n", re.DOTALL)
EMPHASIS = re.compile(r"(\*\*|__)(?=\S)(.+?)(?<=\S)\1|(?<![\w*])\*(?=[^\s*])([^*]+?)(?<=\S)\*(?![\w*])")
LINK = re.compile(r"\[([^\]\n]{1,300})\]\([^)\n]{0,500}\)")
BINARY = "Filen er ikke tekst. Gem dokumentet som PDF, Word (.docx) eller ren tekst, og prøv igen."


def decode(data: bytes) -> str:
    """The text of bytes in UTF-8, UTF-16, Windows-1252 or Latin-1.

    :raises Unreadable: if the bytes are no text
    """
    text = _decoded(data)
    odd = sum(text.count(chr(code)) for code in range(32) if chr(code) not in "\t\n\r\f\v")
    odd += sum(text.count(chr(code)) for code in range(0x80, 0xA0)) + text.count("\0") * len(text)
    if odd * 50 > len(text) + 49:
        raise Unreadable(BINARY)
    return text


def _decoded(data: bytes) -> str:
    if data.startswith((b"\xff\xfe", b"\xfe\xff")) or _looks_like_utf16(data):
        little = not data.startswith(b"\xfe\xff") and (
            data.startswith(b"\xff\xfe") or data[1::2].count(0) > data[::2].count(0)
        )
        try:
            return data.decode("utf-16-le" if little else "utf-16-be").lstrip("\ufeff")
        except UnicodeDecodeError as error:
            raise Unreadable(BINARY) from error
    try:
        return data.decode("utf-8-sig")
    except UnicodeDecodeError:
        pass
    try:
        return data.decode("cp1252")
    except UnicodeDecodeError:
        return data.decode("latin-1")


def _looks_like_utf16(data: bytes) -> bool:
    """Whether every other byte of the beginning is nought, as in European text without a mark in front."""
    head = data[:2000]
    half = len(head) // 2
    zeros = max(head[::2].count(0), head[1::2].count(0))
    return (
        half > 8
        and len(data) % 2 == 0
        and zeros > half * 0.6
        and min(head[::2].count(0), head[1::2].count(0)) < half * 0.1
    )


def read_text(data: bytes) -> Document:
    """Lines of a plain text; a form feed, or a line that alone among its neighbours begins with one space, is a new page."""
    text = decode(data).replace("\r\n", "\n").replace("\r", "\n").replace("\v", "\n").replace("\u2028", "\n")
    raw = text.replace("\f", "\n\f").split("\n")
    spaced = spaced_rows(raw)
    feeds = any("\f" in line for line in raw)
    lines: list[Line] = []
    page = 1
    soft = not feeds and _pages_begin_with_a_space(raw)
    for number, each in enumerate(raw):
        if number in spaced:
            lines.append(Line("", page, cells=spaced[number]))
            continue
        begins = "\f" in each or (soft and re.match(r" [^\s]", each) is not None)
        page += begins and bool(lines)
        body = each.replace("\f", "").replace("\xa0", " ")
        cells = _cells(body)
        indent = len(body.expandtabs(4)) - len(body.expandtabs(4).lstrip())
        lines.append(Line(body.rstrip("\t\r") if body.strip() and not cells else "", page, indent=indent, cells=cells))
    return Document(tuple(_real_rows(lines, raw)))


def _pages_begin_with_a_space(raw: list[str]) -> bool:
    """Text taken out of a PDF often shows a new page by nothing but one space before its first line."""
    single = sum(re.match(r" \S", line) is not None for line in raw)
    return (
        2 <= single <= max(3, len(raw) // 8)
        and re.match(r" \S", next((line for line in raw if line.strip()), "")) is not None
    )


def _cells(body: str) -> tuple[str, ...]:
    """The cells of a line that is written as a row: between bars, or between tabs."""
    if body.count("|") >= 2 or (body.strip().startswith("|") and body.strip().endswith("|") and body.count("|") > 1):
        return tuple(cell.strip() for cell in body.strip().strip("|").split("|"))
    if "\t" in body.strip():
        parts = [part.strip() for part in body.rstrip().split("\t")]
        if not all(parts[1:]):
            parts = [part.strip() for part in re.split(r"\t+", body.strip())]
        if len(parts) >= 2 and len(parts[0]) != 1:
            return tuple(parts)
    return ()


GUTTER = re.compile(r"(?<=\S) {3,}(?=\S)")


def spaced_rows(raw: list[str]) -> dict[int, tuple[str, ...]]:
    """Rows of tables whose columns are set with spaces: line -> cells; a row's further lines have empty cells.

    The columns are those of a line with two gaps or more; the lines below follow them as long as they keep the gaps.
    """
    found: dict[int, tuple[str, ...]] = {}
    number = 0
    while number < len(raw):
        starts = [0, *(match.end() for match in GUTTER.finditer(raw[number].rstrip()))]
        if len(starts) < 3 or raw[number][:1].isspace():
            number += 1
            continue
        end = number
        while end < len(raw) and (
            _fits(raw[end], starts) or (not raw[end].strip() and end + 1 < len(raw) and _fits(raw[end + 1], starts))
        ):
            end += 1
        rows = [each for each in range(number, end) if raw[each].strip()]
        if sum(bool(raw[each][:1].strip()) for each in rows) >= 3:
            top: tuple[int, list[str]] | None = None
            for each in rows:
                cells = [part.strip() for part in _cut(raw[each], starts)]
                if cells[0] or top is None:
                    top = (each, cells)
                else:
                    top = (
                        top[0],
                        [
                            f"{above}\n{cell}".strip("\n") if cell else above
                            for above, cell in zip(top[1], cells, strict=True)
                        ],
                    )
                found[each] = ()
                found[top[0]] = tuple(top[1])
        number = max(end, number + 1)
    return found


def _cut(line: str, starts: list[int]) -> list[str]:
    return [line[start:end] for start, end in zip(starts, [*starts[1:], None], strict=True)]


def _fits(line: str, starts: list[int]) -> bool:
    """Whether a line keeps the gaps before each of these columns and uses more than the first."""
    if not line.strip() or "\t" in line:
        return False
    return all(line[start - 2 : start].isspace() or len(line) <= start - 2 for start in starts[1:]) and any(
        part.strip() for part in _cut(line, starts)[1:]
    )


def _real_rows(lines: list[Line], raw: list[str]) -> list[Line]:
    """Rows stand together, at least two with the same number of cells; a lone one is a line of text."""
    result: list[Line] = []
    for place, line in enumerate(lines):
        if line.cells and RULE.match(raw[place]):
            result.append(Line("", line.page))
            continue
        near = [each for each in lines[max(0, place - 3) : place + 4] if each is not line and each.cells]
        if line.cells and not any(len(each.cells) == len(line.cells) for each in near):
            text = " ".join(raw[place].replace("\f", "").replace("\t", " ").split())
            result.append(Line(text, line.page, indent=line.indent))
        else:
            result.append(line)
    return result


def read_markdown(data: bytes) -> Document:
    """Lines of a Markdown text: headings, items and rows as the marks say."""
    text = FRONT.sub("", decode(data).replace("\r\n", "\n").replace("\r", "\n"))
    raw = text.replace("\f", "\n").split("\n")
    lines: list[Line] = []
    open_depths: list[int] = []
    for place, each in enumerate(raw):
        plain = strip_marks(each.strip())
        heading = HEADING.match(each)
        item = ITEM.match(each.expandtabs(4))
        under = raw[place + 1] if place + 1 < len(raw) else ""
        if heading:
            lines.append(Line(strip_marks(heading[2]), rank=len(heading[1]), whole=True))
        elif UNDERLINE.match(each) and place and lines and lines[-1].rank:
            lines.append(Line(""))
        elif plain and UNDERLINE.match(under) and not item and not each.startswith("|") and _alone(raw, place):
            lines.append(Line(plain, rank=1 if "=" in under else 2, whole=True))
        elif RULE.match(each):
            lines.append(Line(""))
        elif "|" in each and each.count("|") >= 2:
            lines.append(
                Line("", cells=tuple(strip_marks(cell.strip()) for cell in each.strip().strip("|").split("|")))
            )
        elif item:
            indent = len(item[1])
            open_depths = [depth for depth in open_depths if depth < indent] + [indent]
            lines.append(Line("- " + strip_marks(item[2]), indent=indent, depth=len(open_depths) - 1))
        else:
            bold = bool(re.fullmatch(r"(\*\*|__).+\1:?", each.strip()))
            lines.append(Line(plain.lstrip("> "), bold=bold, indent=len(each) - len(each.lstrip())))
            if plain and not each.startswith(" "):
                open_depths = []
    return Document(tuple(lines))


def looks_like_markdown(data: bytes) -> bool:
    """Whether a text is marked up as Markdown, whatever its name says."""
    text = decode(data)
    return (
        re.search(r"^#{1,3} \w", text, re.MULTILINE) is not None
        or len(re.findall(r"^\*\*[^*\n]+\*\*$", text, re.MULTILINE)) > 1
    )


def _alone(raw: list[str], place: int) -> bool:
    return place == 0 or not raw[place - 1].strip()


def strip_marks(text: str) -> str:
    """The text without Markdown's marks for bold, italics and links."""
    text = LINK.sub(r"\1", text)
    text = EMPHASIS.sub(lambda match: match[2] or match[3], text)
    return re.sub(r"\s*\{#[^}\s]*\}$", "", text).replace("\\", "")
