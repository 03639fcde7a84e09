"""What writes the documents of the tests: Word, PDF, and text in broken lines."""

import io
import zipfile
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from html import escape

ALL = ""
Row = tuple[str, str, str]
"""Level, theme, text."""
Part = tuple[str, str] | tuple[str, list[list[str]]]


@dataclass(frozen=True, slots=True)
class Made:
    """A document and what the importer should find in it."""

    name: str
    data: bytes
    levels: tuple[str, ...]
    rows: tuple[Row, ...]
    organisation: str = ""
    year: int | None = None


def docx(parts: Sequence[Part]) -> bytes:
    """A minimal Word document: `("h1", text)`, `("p", text)`, `("b", text)` bold, `("li", text)`, `("li2", text)`, `("table", rows)`."""
    body = "".join(_docx_part(kind, value) for kind, value in parts)
    space = 'xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main"'
    styles = "".join(
        f'<w:style w:type="paragraph" w:styleId="Overskrift{n}"><w:name w:val="heading {n}"/></w:style>'
        for n in (1, 2, 3)
    )
    files = {
        "[Content_Types].xml": '<Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types"><Default Extension="xml" ContentType="application/xml"/></Types>',
        "word/document.xml": f"<w:document {space}><w:body>{body}</w:body></w:document>",
        "word/styles.xml": f"<w:styles {space}>{styles}</w:styles>",
    }
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as archive:
        for path, text in files.items():
            archive.writestr(path, '<?xml version="1.0" encoding="UTF-8"?>' + text)
    return out.getvalue()


def _docx_part(kind: str, value: object) -> str:
    if kind == "table":
        assert isinstance(value, list)
        rows = "".join("<w:tr>" + "".join(f"<w:tc>{_cell(cell)}</w:tc>" for cell in row) + "</w:tr>" for row in value)
        return f"<w:tbl>{rows}</w:tbl>"
    properties = {
        "h1": '<w:pStyle w:val="Overskrift1"/>',
        "h2": '<w:pStyle w:val="Overskrift2"/>',
        "h3": '<w:pStyle w:val="Overskrift3"/>',
        "li": '<w:numPr><w:ilvl w:val="0"/><w:numId w:val="1"/></w:numPr>',
        "li2": '<w:numPr><w:ilvl w:val="1"/><w:numId w:val="1"/></w:numPr>',
    }.get(kind, "")
    bold = "<w:rPr><w:b/></w:rPr>" if kind == "b" else ""
    return f"<w:p><w:pPr>{properties}</w:pPr><w:r>{bold}<w:t>{escape(str(value))}</w:t></w:r></w:p>"


def _cell(text: str) -> str:
    return "".join(f"<w:p><w:r><w:t>{escape(line)}</w:t></w:r></w:p>" for line in text.split("\n"))


def pdf(parts: Sequence[Part], head: str = "") -> bytes:
    """A PDF by reportlab: as `docx`, and `("page", "")`; with a running head and page numbers."""
    from reportlab.lib.pagesizes import A4
    from reportlab.lib.styles import getSampleStyleSheet
    from reportlab.platypus import ListFlowable, ListItem, PageBreak, Paragraph, SimpleDocTemplate, Spacer, Table

    styles = getSampleStyleSheet()
    names = {"h1": "Heading1", "h2": "Heading2", "h3": "Heading3"}
    story = []
    for kind, value in parts:
        if kind == "page":
            story.append(PageBreak())
        elif kind == "table":
            assert isinstance(value, list)
            story.append(Table([[Paragraph(escape(cell), styles["Normal"]) for cell in row] for row in value]))
            story.append(Spacer(1, 12))
        elif kind == "li":
            story.append(ListFlowable([ListItem(Paragraph(escape(str(value)), styles["Normal"]))], bulletType="bullet"))
        else:
            story.append(Paragraph(escape(str(value)), styles[names.get(kind, "Normal")]))
            if kind == "p":
                story.append(Spacer(1, 6))

    def decorate(canvas: object, document: object) -> None:
        draw: Callable[[float, float, str], None] = getattr(canvas, "drawString")  # noqa: B009
        if head:
            draw(72, 810, head)
            draw(290, 30, f"Side {getattr(document, 'page')}")  # noqa: B009

    out = io.BytesIO()
    SimpleDocTemplate(out, pagesize=A4).build(story, onFirstPage=decorate, onLaterPages=decorate)
    return out.getvalue()


def wrapped(text: str, width: int, first: str = "", rest: str = "", hyphen: bool = False) -> str:
    """A text broken into lines as in a document; with `hyphen` long words are cut at the line's end."""
    lines: list[str] = []
    line = first
    for word in text.split():
        space = "" if (line in (first, rest) and not line.strip(" •–-")) or line == rest else " "
        if len(line) + len(space) + len(word) <= width:
            line += space + word
            continue
        room = width - len(line) - 2
        if hyphen and len(word) > 9 and 3 < room < len(word) - 3 and word.isalpha():
            lines.append(line + " " + word[:room] + "-")
            line = rest + word[room:]
        else:
            lines.append(line)
            line = rest + word
    return "\n".join([*lines, line])
