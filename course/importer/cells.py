"""The cells of a table, mended."""

import re
from collections.abc import Sequence

from course.importer.marks import DASH, bullet
from course.importer.mending import join
from course.importer.openings import Openings
from course.importer.words import Words

BREAK = re.compile(r"[\n\v]|<br ?/?>")
ITEM = "• "
"""Stands in front of a part of a cell that is an item of a list."""


def widths_of(rows: Sequence[Sequence[str]]) -> list[int]:
    """How long the lines of each column of a table grow, in letters."""
    wide = max(map(len, rows), default=0)
    return [
        max((len(line) for row in rows for cell in row[column : column + 1] for line in BREAK.split(cell)), default=0)
        for column in range(wide)
    ]


def mended_cell(cell: str, words: Words, openings: Openings, width: int) -> str:
    """The parts of a cell (paragraphs, items), one a line, `ITEM` in front of the items.

    :param width: how long the lines of the column grow, in letters
    """
    parts: list[str] = []
    sign = ""
    for paragraph in re.split(r"\v|<br ?/?>", cell):
        lines = [line for line in paragraph.split("\n") if line.strip()]
        run: list[str] = []
        for line in lines:
            mark = bullet(line, ())
            fresh = mark is not None and (not DASH.match(line) or not run or not line.strip()[1:].strip()[:1].islower())
            full = bool(run) and openings.anew(run[-1], line, width)
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
