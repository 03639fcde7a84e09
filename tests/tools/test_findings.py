"""The benchmark's verdicts: a missed goal is told, and noise alone never makes one."""

import pytest

from tools.bench.findings import Finding, as_markdown, as_text


def finding(*values: float, at_least: bool = True, doubtful: bool = False) -> Finding:
    target = 0.8 if at_least else 0.4
    return Finding("P1", "module page / L2", 0.6, target, values, at_least=at_least, doubtful=doubtful)


@pytest.mark.parametrize(
    ("values", "verdict", "on_target"),
    [
        ((0.9, 0.85, 0.8), "held", True),
        ((0.7, 0.65, 0.5), "held", False),
        ((0.5, 0.5, 0.5, 0.5, 0.9), "short", False),
        ((0.5, 0.55, 0.61, 0.7, 0.7), "held", False),
        ((0.5, 0.55, 0.59, 0.61, 0.61), "inconclusive", False),
    ],
)
def test_a_goal_is_missed_when_nearly_all_pairs_say_so(
    values: tuple[float, ...], verdict: str, on_target: bool
) -> None:
    found = finding(*values)
    assert (found.verdict, found.on_target) == (verdict, on_target)


def test_where_less_is_better_the_floor_is_the_most_allowed() -> None:
    assert finding(0.5, at_least=False).verdict == "held"
    assert finding(0.7, at_least=False).verdict == "short"


def test_a_machine_too_busy_to_measure_itself_misses_no_goal() -> None:
    assert finding(0.1, doubtful=True).verdict == "inconclusive"
    assert finding(0.9, doubtful=True).verdict == "held"


def test_the_tables_show_what_was_wanted_and_what_was_found() -> None:
    rows = [finding(0.7, 0.65, 0.75), finding(0.7, at_least=False)]
    assert as_text(rows).splitlines()[1].split() == "P1 module page / L2 ≥ 0.60 ≥ 0.80 0.70 0.65 0.75 held".split()
    assert (
        as_markdown(rows).splitlines()[3] == "| P1 | module page / L2 | ≤ 0.60 | ≤ 0.40 | 0.70 | 0.70 | 0.70 | short |"
    )
