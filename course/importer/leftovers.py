"""What of a document found no place in the draft."""

from collections.abc import Collection, Iterator, Sequence

from course.importer.cells import ITEM
from course.importer.document import Block
from course.importer.draft import Draft
from course.importer.labels import folded, packed, sentences
from course.importer.tables import GENERIC


def leftovers(draft: Draft, parts: Sequence[Block], used: Collection[int]) -> Iterator[tuple[int, str]]:
    """Line and text of everything that no statement, definition, heading or term uses, each text once.

    :param used: the lines of the names of levels, and of paragraphs that define what is defined already
    """
    taken = _Taken(draft)
    told: set[str] = set()
    for block in parts:
        if block.line in used:
            continue
        pieces = _pieces(block)
        left = [piece for piece in pieces if not taken.has(piece, block.line)]
        if len(left) == len(pieces) and left:
            left = [" | ".join(cell.replace("\n", " ") for cell in block.cells if cell.strip()) or block.text]
        for text in left:
            if packed(text) not in told:
                told.add(packed(text))
                yield block.line, text


def _pieces(block: Block) -> list[str]:
    """The sentences, items and cells of a block, so far as they have words."""
    lines = [part.removeprefix(ITEM) for cell in block.cells for part in cell.split("\n")] or [block.text]
    return [piece for line in lines for piece in sentences(line) if any(map(str.isalpha, piece))]


class _Taken:
    """What a draft has taken out of its document."""

    def __init__(self, draft: Draft) -> None:
        headings = draft.headings.values()
        self.names = {folded(heading.name) for heading in headings} | {folded(term) for term, _text in draft.terms}
        self.names |= {folded(level.name) for level in draft.levels} | {folded(draft.title)}
        explained = [text for heading in headings for text in heading.definition] + [
            text for _term, text in draft.terms
        ]
        said = [each.text for each in draft.statements]
        self.texts = {packed(text) for text in (*said, *explained)}
        self.texts |= {packed(sentence) for text in (*said, *explained) for sentence in sentences(text)}
        self.at_line: dict[int, list[str]] = {}
        for each in draft.statements:
            self.at_line.setdefault(each.line, []).append(packed(each.text))

    def has(self, piece: str, line: int) -> bool:
        """Whether a piece of the document is a name or a text of the draft, or holds one with a label in front."""
        text = packed(piece)
        if folded(piece) in self.names or text in self.texts or GENERIC.match(piece):
            return True
        return any(said in text or text in said for said in self.at_line.get(line, ()))
