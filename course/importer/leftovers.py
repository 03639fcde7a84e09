"""What of a document found no place in the draft."""

from collections.abc import Collection, Iterator, Sequence

from course.importer.document import Block
from course.importer.draft import Draft
from course.importer.labels import folded, packed


def leftovers(draft: Draft, parts: Sequence[Block], used: Collection[int]) -> Iterator[tuple[int, str]]:
    """Line and text of everything that no statement, definition, heading or term uses.

    :param used: the lines of the definitions and of the names of levels
    """
    lines = {each.line for each in draft.statements} | {heading.line for heading in draft.headings.values()}
    names = {folded(heading.name) for heading in draft.headings.values()} | {folded(draft.title)}
    names |= {folded(term) for term, _text in draft.terms}
    terms = {packed(text)[:50] for _term, text in draft.terms}
    texts = {packed(each.text) for each in draft.statements}
    for block in parts:
        text = " | ".join(cell.replace("\n", " ") for cell in block.cells if cell) or block.text
        if block.line in used or block.line in lines or folded(text) in names:
            continue
        if packed(text)[:50] in terms or packed(text) in texts or not any(map(str.isalpha, text)):
            continue
        yield block.line, text
