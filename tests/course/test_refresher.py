"""When questions are asked again, and which."""

from datetime import date, timedelta
from itertools import pairwise

import pytest

from course.compile import compile_course
from course.refresher import is_due, pick
from tests.webapp import nordby

WEEK = date(2026, 3, 2)
"""The Monday of the week in which a module was completed; its Friday is the 6th."""


@pytest.mark.parametrize(("day", "due"), [(8, False), (9, True), (30, True)])
def test_the_first_round_is_due_three_days_after_the_weeks_friday(day: int, due: bool) -> None:
    assert is_due([WEEK], None, date(2026, 3, day)) is due


def test_nothing_is_due_before_a_module_is_completed() -> None:
    assert not is_due([], None, WEEK)


def test_a_year_of_completions_never_brings_two_rounds_within_fourteen_days() -> None:
    weeks = [WEEK + timedelta(weeks=3 * number) for number in range(7)]
    last, taken = None, []
    for day in (WEEK + timedelta(days=number) for number in range(365)):
        if is_due([week for week in weeks if week <= day], last, day):
            taken.append(day)
            last = day + timedelta(days=6 - day.weekday())
    gaps = [later - earlier for earlier, later in pairwise(taken)]
    assert min(gaps) >= timedelta(days=14)
    assert len(taken) >= 8
    assert taken[-1] <= weeks[-1] + timedelta(days=80)  # and then it stops


def test_a_round_is_three_questions_from_as_many_modules_as_there_are() -> None:
    course, _ = compile_course(nordby.COURSE, nordby.files(modules=6))
    modules = course.modules_for(nordby.TEAM)
    home = {question: module.id for module in modules for question in module.versions[nordby.TEAM].questions}
    for seed in "abcdefgh":
        picked = pick(modules, nordby.TEAM, seed)
        assert len({home[question] for question in picked}) == 3
        assert picked == pick(modules, nordby.TEAM, seed)
    assert len({pick(modules, nordby.TEAM, seed) for seed in "abcdefgh"}) > 3
    one = pick(modules[:1], nordby.TEAM, "a")
    assert len(set(one)) == 3
    assert {home[question] for question in one} == {"aftaler"}
    assert "gaet" not in home  # a warm-up is never asked again
