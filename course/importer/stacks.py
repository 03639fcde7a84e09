"""Lines of a page that stand right below one another: a paragraph, an item or a part of a cell."""

import itertools
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from course.importer.bits import MARKS, Bit
from course.importer.labels import label_like

FAR_BACK = 8
"""How many stacks back a line may belong to; columns that are drawn line by line across the page alternate."""


@dataclass(slots=True)
class Stack:
    """Lines right below one another, from the top."""

    bits: list[Bit]
    drawn: list[int]
    """Where each line stands in the order in which the page is drawn."""

    @property
    def x(self) -> float:
        return min(bit.x for bit in self.bits)

    @property
    def end(self) -> float:
        return max(bit.end for bit in self.bits)

    @property
    def top(self) -> float:
        return self.bits[0].y + self.bits[0].size

    @property
    def bottom(self) -> float:
        return self.bits[-1].y

    @property
    def turned(self) -> bool:
        return self.bits[0].turned

    def beside(self, other: "Stack") -> bool:
        """Whether two stacks share some height."""
        shared = min(self.top, other.top) - max(self.bottom, other.bottom)
        return shared > 0.3 * min(self.bits[0].size, other.bits[0].size)


def stacks_of(bits: Sequence[Bit]) -> list[Stack]:
    """The lines of a page gathered into stacks, in the order in which they are drawn.

    A line goes below one of the same left edge, size and weight that stands right above.
    """
    leading = _leading(bits)
    stacks: list[Stack] = []
    for place, bit in enumerate(bits):
        for stack in reversed(stacks[-FAR_BACK:]):
            last = stack.bits[-1]
            near = 0 < last.y - bit.y < leading.get(round(bit.size), bit.size * 1.25) * 1.28
            alike = abs(last.size - bit.size) < 0.6 and last.bold == bit.bold and not last.turned and not bit.turned
            if near and alike and _lines_up(stack, bit):
                stack.bits.append(bit)
                stack.drawn.append(place)
                break
        else:
            stacks.append(Stack([bit], [place]))
    return stacks


def is_item(stack: Stack) -> bool:
    return stack.bits[0].text.strip()[:1] in MARKS


def _lines_up(stack: Stack, bit: Bit) -> bool:
    """Whether a line begins where the lines of a stack do: behind a bullet, below its text or below the bullet."""
    first = stack.bits[0]
    starts = [each.inner for each in stack.bits if each.inner >= 0]
    if first.inner >= 0:
        return abs(first.x - bit.x) < 3 or any(abs(start - bit.x) < 4 for start in starts)
    return abs(stack.bits[-1].x - bit.x) < 2.6 * max(bit.size, 8)


def _leading(bits: Sequence[Bit]) -> dict[int, float]:
    """The usual distance between the lines of a paragraph, by the size of the letters: the smallest common one."""
    steps: dict[int, Counter[float]] = {}
    for above, below in itertools.pairwise(bits):
        step = above.y - below.y
        if round(above.size) == round(below.size) and 0.9 * below.size < step < 2.2 * below.size:
            steps.setdefault(round(below.size), Counter())[round(step, 1)] += 1
    usual: dict[int, float] = {}
    for size, found in steps.items():
        most = max(found.values())
        usual[size] = min(step for step, times in found.items() if times * 4 >= most)
    return usual


def in_reading_order(stacks: Sequence[Stack]) -> list[Stack]:
    """Stacks in the order in which they are read, where that is not how they are drawn.

    Columns that are drawn line by line across the page are read one after the other, and what is written along an
    edge is read before what stands beside it.
    """
    ordered: list[Stack] = []
    run: list[Stack] = []
    for stack in stacks:
        if stack.turned:
            continue
        if run and stack.drawn[0] > max(each.drawn[-1] for each in run):
            ordered.extend(_untangled(run))
            run = []
        run.append(stack)
    ordered.extend(_untangled(run))
    for edge in (stack for stack in stacks if stack.turned):
        ordered.insert(_place_of(edge, ordered), edge)
    return ordered


def _untangled(run: list[Stack]) -> list[Stack]:
    """Stacks that were drawn across one another: rows of a table as they are drawn, columns of text one by one."""
    if len(run) < 2:
        return run
    left = min(run, key=lambda stack: stack.x)
    if all(label_like(bit.text.strip()) for stack in run if abs(stack.x - left.x) < 20 for bit in stack.bits):
        return sorted((part for stack in run for part in _drawn_at_once(stack)), key=lambda stack: stack.drawn)
    edges: list[float] = []
    for x in sorted(stack.x for stack in run):
        if not edges or x - edges[-1] > 40:
            edges.append(x)
    return sorted(run, key=lambda stack: (max(n for n, edge in enumerate(edges) if edge <= stack.x), -stack.top))


def _drawn_at_once(stack: Stack) -> Iterator[Stack]:
    """The parts of a stack whose lines are drawn right after one another."""
    start = 0
    for place in range(1, len(stack.bits) + 1):
        if place == len(stack.bits) or stack.drawn[place] != stack.drawn[place - 1] + 1:
            yield Stack(stack.bits[start:place], stack.drawn[start:place])
            start = place


def _place_of(edge: Stack, ordered: Sequence[Stack]) -> int:
    """Before the first stack that it stands beside; where there is none, where it is drawn."""
    bit = edge.bits[0]
    low, high = bit.y - 2 * bit.size, bit.y + bit.end - bit.x + 2 * bit.size
    beside = [place for place, each in enumerate(ordered) if each.bottom < high and each.top > low]
    return beside[0] if beside else sum(each.drawn < edge.drawn for each in ordered)
