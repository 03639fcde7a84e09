"""What one can work out who knows where everybody stands, and takes one table from another.

Somebody may know from the organisation's own lists who leads what, where, and since when. What she does not know is how
far each is. Every row is the sum over its people of that unknown; adding and subtracting rows gives the sum over another
set of people whenever that set is a combination of rows. It is one exactly when it is at right angles to all that the
rows leave open. We take one random vector of all that (modulo a large prime): a set of people over which it adds up to
0 is a combination of rows, but for a chance of about 1 in 10**18 for each set that is looked at.
"""

import random
from collections import Counter
from collections.abc import Hashable, Iterator, Sequence

from webapp.disclosure.figures import SMALLEST

PRIME = 2**61 - 1
MOST_SMALL = 800
"""So many small groups are looked through; where there are more, the tables are merged further."""


def tells_of_few(people: Sequence[int], tables: Sequence[Sequence[Hashable]]) -> bool:
    """Whether rows of the tables, added and subtracted, give the figure of fewer than `SMALLEST` people.

    :param people: of each group of people who stand alike
    :param tables: for each table the row in which each group is counted
    """
    groups: Counter[tuple[Hashable, ...]] = Counter()
    for count, rows in zip(people, zip(*tables, strict=True), strict=True):
        groups[rows] += count
    left_open = _left_open(list(groups))
    small = [(count, value) for count, value in zip(groups.values(), left_open, strict=True) if count < SMALLEST]
    return len(small) > MOST_SMALL or _some_add_up_to_nothing(small)


def _some_add_up_to_nothing(small: Sequence[tuple[int, int]]) -> bool:
    """Whether some of the (people, value), of fewer than `SMALLEST` people together, have values that sum to 0.

    Any such set is split in two halves of at most two groups each, or of one and two.
    """
    singles = {(position,): item for position, item in enumerate(small)}
    pairs = {
        (first, second): (small[first][0] + small[second][0], (small[first][1] + small[second][1]) % PRIME)
        for first in range(len(small))
        for second in range(first)
        if small[first][0] + small[second][0] < SMALLEST
    }
    halves = singles | pairs
    by_value: dict[int, list[tuple[tuple[int, ...], int]]] = {}
    for half, (count, value) in halves.items():
        if value == 0:
            return True
        by_value.setdefault(value, []).append((half, count))
    for half, (count, value) in halves.items():
        for other, others in by_value.get(PRIME - value, ()):
            if count + others < SMALLEST and not set(half) & set(other):
                return True
    return False


def _left_open(groups: Sequence[tuple[Hashable, ...]]) -> list[int]:
    """A random vector over the groups that adds up to 0 in every row of every table."""
    draw = random.Random(1)  # the same figures give the same tables
    rows = {row: number for number, row in enumerate(sorted({*_rows(groups)}, key=repr))}
    incidence = [[rows[row] for row in enumerate(group)] for group in groups]
    pivots = _independent(incidence, len(rows))
    values = [0 if position in pivots else draw.randrange(PRIME) for position in range(len(groups))]
    missing = [0] * len(rows)
    for numbers, value in zip(incidence, values, strict=True):
        for number in numbers:
            missing[number] = (missing[number] - value) % PRIME
    for position, value in zip(pivots, _solve([incidence[pivot] for pivot in pivots], missing), strict=True):
        values[position] = value
    return values


def _rows(groups: Sequence[tuple[Hashable, ...]]) -> Iterator[tuple[int, Hashable]]:
    for group in groups:
        yield from enumerate(group)


def _independent(incidence: Sequence[Sequence[int]], rows: int) -> list[int]:
    """Positions of groups whose columns are independent and span all the others'."""
    tables = len(incidence[0]) if incidence else 0
    most = rows - tables + 1  # each table adds up to the same everybody
    basis: dict[int, list[int]] = {}
    found: list[int] = []
    for position, numbers in enumerate(incidence):
        if len(found) == most:
            break
        column = [0] * rows
        for number in numbers:
            column[number] = 1
        for pivot, vector in basis.items():
            if column[pivot]:
                factor = column[pivot]
                column = [(a - factor * b) % PRIME for a, b in zip(column, vector, strict=True)]
        lead = next((number for number, value in enumerate(column) if value), None)
        if lead is not None:
            inverse = pow(column[lead], -1, PRIME)
            basis[lead] = [value * inverse % PRIME for value in column]
            found.append(position)
    return found


def _solve(columns: Sequence[Sequence[int]], wanted: Sequence[int]) -> list[int]:
    """The factors with which the independent columns add up to what is wanted."""
    matrix = [[0] * len(columns) + [value] for value in wanted]
    for position, numbers in enumerate(columns):
        for number in numbers:
            matrix[number][position] = 1
    for position in range(len(columns)):
        lead = next(row for row in range(position, len(matrix)) if matrix[row][position])
        matrix[position], matrix[lead] = matrix[lead], matrix[position]
        inverse = pow(matrix[position][position], -1, PRIME)
        matrix[position] = [value * inverse % PRIME for value in matrix[position]]
        for row, values in enumerate(matrix):
            if row != position and values[position]:
                factor = values[position]
                matrix[row] = [(a - factor * b) % PRIME for a, b in zip(values, matrix[position], strict=True)]
    return [matrix[position][-1] for position in range(len(columns))]
