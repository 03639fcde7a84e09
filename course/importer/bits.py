"""The pieces of text of a page of a PDF: where they stand, how large they are, and how wide by guess."""

from dataclasses import dataclass
from typing import Any

import pypdf

from course.importer.faces import width_of, widths_of

MARKS = "•‣◦▪▫■□●○◆◇♦❖➢➤►▶▸✓✔→·∙⁃»*–—-\x00\x7f\uf0b7\uf0a7\uf0d8"
NEAR = 0.6
"""How far apart, beside their height, two pieces of one line stand at most."""
BOLD = ("bold", "black", "heavy", "semib", "demi")


@dataclass(slots=True)
class Bit:
    """A piece of text on one line."""

    text: str
    x: float
    y: float
    size: float
    bold: bool
    end: float
    """Where it ends, by guess."""
    inner: float = -1.0
    """Where the text begins behind a bullet; -1 where there is none."""
    turned: bool = False
    """Whether it is written upwards or downwards, as along an edge."""


def bits_of(page: pypdf.PageObject) -> list[Bit]:
    """The pieces of text of one page in the order of the file, pieces of one line put together."""
    found: list[Bit] = []
    faces: dict[str, dict[str, float]] = {}

    def take(text: str, cm: Any, tm: Any, font: Any, size: Any) -> None:
        if not text.strip():
            return
        x = tm[4] * cm[0] + tm[5] * cm[2] + cm[4]
        y = tm[4] * cm[1] + tm[5] * cm[3] + cm[5]
        across = abs(tm[0] * cm[0] + tm[1] * cm[2])
        upwards = abs(tm[0] * cm[1] + tm[1] * cm[3])
        scale = abs(tm[2] * cm[1] + tm[3] * cm[3]) or abs(tm[2] * cm[0] + tm[3] * cm[2]) or 1.0
        height = min(max(abs(float(size or 0)) * scale, 1.0), 400.0)
        name = str((font or {}).get("/BaseFont", "")).casefold()
        bold = any(word in name for word in BOLD)
        if name not in faces:
            faces[name] = widths_of(font)
        for row, part in enumerate(part for part in text.split("\n") if part.strip()):
            plain = part.replace("\xa0", " ")
            below = row * height * 1.2
            end = float(x) + width_of(plain, faces[name]) * height
            _add(found, Bit(plain, float(x), float(y) - below, height, bold, end, turned=upwards > across))

    page.extract_text(visitor_text=take)
    return found


def _add(found: list[Bit], bit: Bit) -> None:
    """Append a piece, or put it to the one before where it goes on with its line."""
    last = found[-1] if found else None
    if last is None or last.turned or bit.turned or bit.x < last.x:
        found.append(bit)
        return
    mark = last.text.strip() in MARKS
    same_line = abs(last.y - bit.y) < 0.4 * max(last.size, bit.size)
    marked = bit.text.strip()[:1] in MARKS and len(bit.text.strip()) > 1
    if not same_line or not (mark or (bit.x - last.end < NEAR * bit.size and not marked)):
        found.append(bit)
        return
    joint = "" if last.text.endswith(" ") or bit.text.startswith(" ") else " "
    last.text += joint + bit.text
    last.end = bit.end
    if mark:
        last.inner, last.size, last.bold = bit.x, bit.size, bit.bold
    else:
        last.size, last.bold = max(last.size, bit.size), last.bold and bit.bold
