"""Draws the pages of a PDF letter by letter, in the order that a layout program would."""

import io
from collections.abc import Sequence
from dataclasses import dataclass

from reportlab.lib.pagesizes import A4
from reportlab.pdfgen.canvas import Canvas

from tests.course.importer.writers import wrapped

LEADING = 1.25


@dataclass(frozen=True, slots=True)
class Piece:
    """A line of text at a place on the page, in points from the lower left corner."""

    x: float
    y: float
    text: str
    size: float = 11
    bold: bool = False
    turned: bool = False


def drawn(pages: Sequence[Sequence[Piece]]) -> bytes:
    """A PDF with the pieces of each page drawn in their order."""
    out = io.BytesIO()
    canvas = Canvas(out, pagesize=A4)
    for page in pages:
        for piece in page:
            canvas.saveState()
            canvas.setFont("Helvetica-Bold" if piece.bold else "Helvetica", piece.size)
            if piece.turned:
                canvas.translate(piece.x, piece.y)
                canvas.rotate(90)
                canvas.drawString(0, 0, piece.text)
            else:
                canvas.drawString(piece.x, piece.y, piece.text)
            canvas.restoreState()
        canvas.showPage()
    canvas.save()
    return out.getvalue()


def paragraph(x: float, y: float, text: str, letters: int, size: float = 11, bold: bool = False) -> list[Piece]:
    """A text broken into lines of so many letters, from the top down."""
    lines = wrapped(text, letters).split("\n")
    return [Piece(x, y - place * size * LEADING, line.strip(), size, bold) for place, line in enumerate(lines)]


def column(
    x: float, y: float, texts: Sequence[str], letters: int, mark: str = "", gap: float = 6, size: float = 11
) -> tuple[list[Piece], float]:
    """Texts below one another, a mark in front of each; the pieces, and where the next text may stand."""
    pieces: list[Piece] = []
    inner = x + (14 if mark else 0)
    for text in texts:
        if mark:
            pieces.append(Piece(x, y, mark, size))
        lines = paragraph(inner, y, text, letters, size)
        pieces += lines
        y = lines[-1].y - size * LEADING - gap
    return pieces, y
