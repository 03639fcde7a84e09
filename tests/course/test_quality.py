"""What first answers say of a question."""

import pytest

from course.quality import Count, Figures, judge
from course.quiz import Verdict
from tests.course.make import course_of, question

RIGHT, FAIR, AGAIN = Verdict.RIGHT, Verdict.DEFENSIBLE, Verdict.TRY_AGAIN


def judged(*counts: tuple[str, Verdict, int], warmup: bool = False) -> Figures:
    asked = course_of(quiz=question()).questions["svar"]
    return judge(asked, (Count(*each) for each in counts), warmup=warmup)


def test_answers_are_counted_by_verdict_and_option() -> None:
    figures = judged(("1", RIGHT, 6), ("0", AGAIN, 3), ("2", FAIR, 1))
    assert (figures.answers, figures.right, figures.defensible, figures.taken) == (10, 6, 1, (3, 6, 1))
    assert (figures.remark, figures.never) == (None, ())


def test_of_several_options_each_is_counted() -> None:
    assert judged(("0,2", AGAIN, 5), ("1", RIGHT, 5)).taken == (5, 5, 5)


@pytest.mark.parametrize(
    ("right", "again", "expected"),
    [(20, 0, "almost_all"), (19, 1, "almost_all"), (18, 2, None), (5, 15, None), (4, 16, "almost_none")],
)
def test_what_almost_everybody_or_nobody_answers_right_is_told(right: int, again: int, expected: str | None) -> None:
    counts = [("1", RIGHT, right), ("0", AGAIN, again)]
    assert judged(*counts).remark == expected
    assert judged(*counts, warmup=True).remark is None


def test_an_option_nobody_takes_is_told_when_enough_have_answered() -> None:
    assert judged(("1", RIGHT, 6), ("0", AGAIN, 4)).never == (2,)
    assert judged(("1", RIGHT, 5), ("0", AGAIN, 4)).never == ()


def test_nothing_answered_says_nothing() -> None:
    assert judged() == Figures(0, 0, 0, (0, 0, 0), (), None)


def test_what_was_stored_for_another_question_is_left_out() -> None:
    assert judged(("7", AGAIN, 5), ("", AGAIN, 5)).taken == (0, 0, 0)
