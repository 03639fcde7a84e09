"""The list of words of a document."""

import re
from collections.abc import Sequence

from course.importer.document import Block
from course.importer.labels import GLOSSARY, heading_name, label_like

IN_FRONT = re.compile(r"(.{2,60}?)\s*(?::|\s[–—-]\s)\s*(\S.{10,})$")
MOST_WORDS = 5


def without_glossary(parts: Sequence[Block]) -> tuple[list[Block], list[tuple[str, str]]]:
    """The document without its list of words, and the words with their explanations."""
    start = next((place for place, block in enumerate(parts) if _is_heading(block)), None)
    if start is None:
        return list(parts), []
    end = _end(parts, start)
    terms = _terms(parts[start + 1 : end])
    if len(terms) < 2:
        return list(parts), []
    kept: dict[str, tuple[str, str]] = {}
    for term, text in terms:
        kept.setdefault(term.casefold(), (term, text))
    return [*parts[:start], *parts[end:]], list(kept.values())


def _is_heading(block: Block) -> bool:
    return (
        block.kind in ("heading", "text")
        and GLOSSARY.match(block.text) is not None
        and len(block.text.split()) < MOST_WORDS
    )


def _end(parts: Sequence[Block], start: int) -> int:
    """Where a heading of the same rank or a higher one stands, else the end."""
    rank = parts[start].rank
    ends = (place for place in range(start + 1, len(parts)) if rank and 0 < parts[place].rank <= rank)
    return next(ends, len(parts))


def _terms(parts: Sequence[Block]) -> list[tuple[str, str]]:
    """Words and their explanations: in a row, in front of a colon or dash, or as a heading above."""
    terms: list[tuple[str, str]] = []
    name = ""
    for block in parts:
        split = IN_FRONT.match(block.text)
        if block.kind == "row":
            cells = [cell.replace("\n", " ") for cell in block.cells if cell.strip()]
            if len(cells) == 2:
                terms.append((cells[0], cells[1]))
        elif split and label_like(split[1]) and len(split[1].split()) <= MOST_WORDS:
            terms.append((split[1], split[2]))
            name = ""
        elif label_like(block.text) and block.kind != "item":
            name = heading_name(block.text)
        elif name:
            terms.append((name, block.text))
            name = ""
        elif terms and block.kind == "text":
            terms[-1] = (terms[-1][0], f"{terms[-1][1]} {block.text}")
    return terms
