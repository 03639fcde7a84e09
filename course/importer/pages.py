"""A page of a PDF -> its lines, and the rows of its tables."""

from collections.abc import Iterator, Sequence

from course.importer.bits import Bit
from course.importer.document import Line
from course.importer.grids import grids_of
from course.importer.stacks import in_reading_order, stacks_of


def lines_of(bits: Sequence[Bit], page: int) -> Iterator[Line]:
    """The lines of a page in the order in which they are read; a gap stands between stacks."""
    stacks = in_reading_order(stacks_of(bits))
    grids = grids_of(stacks)
    place = 0
    while place < len(stacks):
        if place:
            yield Line("", page)
        if place in grids:
            for cells in grids[place].rows:
                yield Line("", page, cells=cells)
            place = grids[place].end
        else:
            for bit in stacks[place].bits:
                yield Line(bit.text.rstrip(), page, round(bit.size, 1), bit.bold, round(bit.x))
            place += 1
