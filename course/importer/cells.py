"""The cells of a table, mended."""

import re

from course.importer.marks import DASH, bullet, clean
from course.importer.mending import join
from course.importer.words import Words

ITEM = "• "
"""Stands in front of a part of a cell that is an item of a list."""


def mended_cell(cell: str, words: Words) -> str:
    """The parts of a cell (paragraphs, items), one a line, `ITEM` in front of the items."""
    parts: list[str] = []
    sign = ""
    for paragraph in re.split(r"\v|<br ?/?>", cell):
        lines = [line for line in paragraph.split("\n") if line.strip()]
        width = max(map(len, lines), default=0)
        run: list[str] = []
        for line in lines:
            mark = bullet(line, ())
            fresh = mark is not None and (not DASH.match(line) or not run or not line.strip()[1:].strip()[:1].islower())
            full = (
                bool(run)
                and clean(run[-1]).endswith((".", ":", ";"))
                and line.strip()[:1].isupper()
                and len(run[-1]) + 8 < width
            )
            if (fresh or full) and run:
                parts.append(sign + join(run, words))
                run, sign = [], ""
            if fresh and mark is not None:
                sign = ITEM
            run.append(line[len(mark) :] if mark and fresh else line)
        if run:
            parts.append(sign + join(run, words))
            sign = ""
    return "\n".join(part for part in parts if part)
