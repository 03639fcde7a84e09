"""The fixed tables as an attacker reads them: what can be worked out from all of them together."""

from collections import Counter
from collections.abc import Iterator, Sequence
from fractions import Fraction
from itertools import combinations, product

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from webapp.disclosure import Figures, Likes, Row, make_figures
from webapp.disclosure.known import tells_of_few

FEW = range(1, 5)
KINDS = ("not_started", "not_started late", "under_way", "under_way late", "completed")
"""What one person can be."""
COUNTS = {
    "not_started": {"not_started", "not_started late"},
    "under_way": {"under_way", "under_way late"},
    "begun": {"under_way", "under_way late", "completed"},
    "not_completed": {"not_started", "not_started late", "under_way", "under_way late"},
    "completed": {"completed"},
    "late": {"not_started late", "under_way late"},
}
"""Column -> whom it counts."""
Person = tuple[tuple[str, str, str], str]


def likes_of(people: Sequence[Person]) -> list[Likes]:
    counts: dict[tuple[str, str, str], Counter[str]] = {}
    for place, kind in people:
        counts.setdefault(place, Counter())[kind] += 1
    return [
        Likes(
            place,
            not_started=each["not_started"] + each["not_started late"],
            under_way=each["under_way"] + each["under_way late"],
            completed=each["completed"],
            late=each["not_started late"] + each["under_way late"],
            weeks={12: each["completed"]} if each["completed"] else {},
        )
        for place, each in counts.items()
    ]


def crowd(*numbers: tuple[str, int], level: str = "chef", unit: str = "Skole", month: str = "2026-01") -> list[Person]:
    return [((level, unit, month), kind) for kind, number in numbers for _ in range(number)]


@st.composite
def populations(draw: st.DrawFn, most_keys: int = 4, most_people: int = 60) -> list[Person]:
    """People thrown together, or with units that nearly follow the levels, as in real organisations."""
    keys = [f"{number}" for number in range(draw(st.integers(1, most_keys)))]
    nested = draw(st.booleans())
    people = []
    for _ in range(draw(st.integers(0, most_people))):
        level = draw(st.sampled_from(keys))
        unit = level if nested and draw(st.integers(0, 9)) else draw(st.sampled_from(keys))
        month = draw(st.sampled_from(["2026-01", "2026-02", "2026-03"]))
        people.append(((f"L{level}", f"U{unit}", month), draw(st.sampled_from(KINDS))))
    return people


# --- what an attacker does with equations ---


def left_open(equations: Sequence[Sequence[int]], unknowns: int) -> list[list[Fraction]]:
    """A basis of all that can be added to the unknowns without any equation noticing."""
    rows = [[Fraction(value) for value in equation] for equation in equations]
    pivots: list[int] = []
    for column in range(unknowns):
        lead = next((row for row in range(len(pivots), len(rows)) if rows[row][column]), None)
        if lead is None:
            continue
        at = len(pivots)
        rows[at], rows[lead] = rows[lead], rows[at]
        rows[at] = [value / rows[at][column] for value in rows[at]]
        for other in range(len(rows)):
            if other != at and rows[other][column]:
                factor = rows[other][column]
                rows[other] = [a - factor * b for a, b in zip(rows[other], rows[at], strict=True)]
        pivots.append(column)
    basis = []
    for free in set(range(unknowns)) - set(pivots):
        vector = [Fraction(0)] * unknowns
        vector[free] = Fraction(1)
        for row, pivot in enumerate(pivots):
            vector[pivot] = -rows[row][free]
        basis.append(vector)
    return basis


def is_solved(wanted: set[int], basis: Sequence[Sequence[Fraction]]) -> bool:
    """Whether the sum of these unknowns follows from the equations."""
    return all(sum(vector[each] for each in wanted) == 0 for vector in basis)


def row_of(figures: Figures, axis: int, key: str) -> Row:
    rows = {row.key: row for row in figures.tables[axis].rows}
    return rows.get(key) or rows[None]


def small_sets(sizes: Sequence[int]) -> Iterator[set[int]]:
    small = [position for position, size in enumerate(sizes) if size in FEW]
    for number in FEW:
        for chosen in combinations(small, number):
            if sum(sizes[each] for each in chosen) in FEW:
                yield set(chosen)


@settings(max_examples=150, deadline=None)
@given(populations())
def test_who_knows_where_everybody_stands_solves_for_no_group_of_one_to_four(people: list[Person]) -> None:
    figures = make_figures(likes_of(people))
    if figures is None:
        return
    groups = Counter(tuple(row_of(figures, axis, place[axis]).key for axis in range(3)) for place, _ in people)
    names = list(groups)
    equations = [
        [int(name[axis] == row.key) for name in names]
        for axis, table in enumerate(figures.tables)
        for row in table.rows
    ]
    basis = left_open(equations, len(names))
    for few in small_sets([groups[name] for name in names]):
        assert not is_solved(few, basis), [names[each] for each in few]


@settings(max_examples=60, deadline=None)
@given(populations(most_keys=3, most_people=90))
def test_who_has_the_tables_alone_solves_for_no_cell_of_one_to_four(people: list[Person]) -> None:
    figures = make_figures(likes_of(people))
    if figures is None:
        return
    keys = [[row.key for row in table.rows] for table in figures.tables]
    unknowns = list(product(*keys, KINDS))
    truth = Counter((*(row_of(figures, axis, place[axis]).key for axis in range(3)), kind) for place, kind in people)
    counted = {"leaders": set(KINDS)} | {column: COUNTS[column] for column in figures.columns}
    equations = []
    for axis, table in enumerate(figures.tables):
        for row in table.rows:
            for column, kinds in counted.items():
                equation = [int(each[axis] == row.key and each[3] in kinds) for each in unknowns]
                shown = row.leaders if column == "leaders" else row.cells[column]
                assert sum(truth[each] for each, there in zip(unknowns, equation, strict=True) if there) == shown
                equations.append(equation)
    basis = left_open(equations, len(unknowns))
    some_kinds = [set(each) for number in range(1, 6) for each in combinations(KINDS, number)]
    for first, second in combinations(range(3), 2):
        for a, b, both, kinds in product(keys[first], keys[second], (True, False), some_kinds):
            group = {
                number
                for number, each in enumerate(unknowns)
                if each[3] in kinds and each[first] == a and (each[second] == b) is both
            }
            if group and sum(truth[unknowns[number]] for number in group) in FEW:
                assert not is_solved(group, basis), (a, b, both, kinds)


@settings(max_examples=150, deadline=None)
@given(populations())
def test_every_cell_is_empty_or_of_five_and_every_table_counts_everybody(people: list[Person]) -> None:
    figures = make_figures(likes_of(people))
    assert (figures is None) is (len(people) < 5)
    for table in figures.tables if figures else ():
        assert sum(row.leaders for row in table.rows) == len(people)
        assert len({row.key for row in table.rows}) == len(table.rows)
        for row in table.rows:
            shown = [row.leaders, *row.cells.values()]
            if "late" in row.cells:
                shown.append(row.leaders - row.cells["completed"] - row.cells["late"])
            assert all(each == 0 or each >= 5 for each in shown), row


def test_a_level_inside_a_unit_does_not_give_away_the_one_who_is_left() -> None:
    """All chiefs are in schools, and one other leader: taking the chiefs from the schools would leave that one."""
    people = crowd(("completed", 12)) + crowd(("completed", 1), level="team")
    people += crowd(("not_started", 20), level="team", unit="Pleje") + crowd(
        ("completed", 20), level="team", unit="Pleje"
    )
    figures = make_figures(likes_of(people))
    assert figures is not None
    levels, units = ([row.key for row in table.rows] for table in figures.tables[:2])
    assert not ("chef" in levels and "Skole" in units)


def test_a_combination_of_three_tables_is_seen() -> None:
    """No two of these tables give the one person away; all three do."""
    places = [("a", "x", "1"), ("a", "y", "1"), ("b", "x", "1"), ("b", "y", "2")]
    tables = [list(each) for each in zip(*places, strict=True)]
    assert tells_of_few([1, 9, 9, 9], tables)
    assert not any(tells_of_few([1, 9, 9, 9], two) for two in combinations(tables, 2))
    assert not tells_of_few([9, 9, 9, 9], tables)


def test_large_groups_are_shown_as_they_are() -> None:
    people = [
        ((level, unit, month), kind)
        for level, unit, month in product(("chef", "team"), ("Pleje", "Skole"), ("2026-01", "2026-02"))
        for kind in KINDS
        for _ in range(6)
    ]
    figures = make_figures(likes_of(people))
    assert figures is not None
    assert figures.columns == ("not_started", "under_way", "completed", "late")
    assert [[row.key for row in table.rows] for table in figures.tables] == [
        ["chef", "team"],
        ["Pleje", "Skole"],
        ["2026-01", "2026-02"],
    ]
    cells = {"not_started": 48, "under_way": 48, "completed": 24, "late": 48}
    assert figures.tables[0].rows[0] == Row("chef", 120, cells, 12)


def test_small_groups_are_put_together_as_others() -> None:
    people = (
        crowd(("not_started", 30))
        + crowd(("not_started", 3), level="team")
        + crowd(("not_started", 4), level="direktoer")
    )
    figures = make_figures(likes_of(people))
    assert figures is not None
    assert [(row.key, row.leaders) for row in figures.tables[0].rows] == [("chef", 30), (None, 7)]


def test_a_group_that_is_small_alone_takes_the_next_smallest_along() -> None:
    people = (
        crowd(("not_started", 30))
        + crowd(("not_started", 3), level="team")
        + crowd(("not_started", 9), level="direktoer")
    )
    figures = make_figures(likes_of(people))
    assert figures is not None
    assert [(row.key, row.leaders) for row in figures.tables[0].rows] == [("chef", 30), (None, 12)]


@pytest.mark.parametrize(
    ("states", "columns"),
    [
        ((20, 20, 3), ("not_started", "begun")),
        ((3, 20, 20), ("not_completed", "completed")),
        ((20, 3, 3), ("not_started", "begun")),
        ((2, 2, 2), ()),
    ],
)
def test_a_state_that_few_are_in_is_put_together_with_the_one_beside_it(
    states: tuple[int, int, int], columns: tuple[str, ...]
) -> None:
    kinds = ("not_started", "under_way", "completed")
    figures = make_figures(likes_of(crowd(*zip(kinds, states, strict=True))))
    assert figures is not None
    assert tuple(column for column in figures.columns if column != "late") == columns
