"""The list of words of a document."""

import re
from collections.abc import Sequence

from course.importer.document import Block
from course.importer.labels import GLOSSARY, heading_name, label_like


def without_glossary(parts: Sequence[Block]) -> tuple[list[Block], list[tuple[str, str]]]:
    """The document without its list of words, and the words with their explanations."""
    start = next(
        (
            n
            for n, block in enumerate(parts)
            if block.kind in ("heading", "text") and GLOSSARY.match(block.text) and len(block.text.split()) < 5
        ),
        None,
    )
    if start is None:
        return list(parts), []
    terms: list[tuple[str, str]] = []
    end = start + 1
    name = ""
    head_rank = parts[start].rank
    while end < len(parts):
        block = parts[end]
        if block.rank and head_rank and block.rank <= head_rank:
            break
        if block.kind == "row":
            cells = [cell.replace("\n", " ") for cell in block.cells if cell.strip()]
            if len(cells) == 2:
                terms.append((cells[0], cells[1]))
        elif (
            (split := re.match(r"(.{2,60}?)\s*(?::|\s[–—-]\s)\s*(\S.{10,})$", block.text))
            and label_like(split[1])
            and len(split[1].split()) < 6
        ):
            terms.append((split[1], split[2]))
            name = ""
        elif label_like(block.text) and block.kind != "item":
            name = heading_name(block.text)
        elif name:
            terms.append((name, block.text))
            name = ""
        elif terms and block.kind == "text":
            terms[-1] = (terms[-1][0], f"{terms[-1][1]} {block.text}")
        end += 1
    if len(terms) < 2:
        return list(parts), []
    kept: dict[str, tuple[str, str]] = {}
    for term, text in terms:
        kept.setdefault(term.casefold(), (term, text))
    return [*parts[:start], *parts[end:]], list(kept.values())
