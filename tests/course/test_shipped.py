"""Every course that ships is a test case: it loads, its quizzes can be passed, and nothing in it is missing."""

import re
from pathlib import Path

import pytest

from course.check import check_files
from course.compile import Course
from course.files import list_courses, read_course
from course.quiz import Choice, Question, Verdict, mark, right_answer
from tests.course.test_compile import assert_harmless

ROOT = Path(__file__).parents[2]
COURSES = list_courses(ROOT)
LOCAL_PATH = re.compile(r"(?:^|[\s(\"'])(?:/(?:home|root|tmp|work|Users|mnt|var)/|[A-Z]:\\|file://)")


@pytest.fixture(params=COURSES)
def course_id(request: pytest.FixtureRequest) -> str:
    return str(request.param)


@pytest.fixture
def course(course_id: str) -> Course:
    return check_files(course_id, read_course(ROOT, course_id))[0]


def asked(course: Course) -> list[tuple[Question, str]]:
    """Each question at each level that meets it."""
    return [
        (course.questions[id], level)
        for level in course.level_ids
        for module in course.modules_for(level)
        for id in module.versions[level].questions
    ]


def test_there_is_a_course() -> None:
    assert COURSES


def test_it_compiles_and_keeps_the_rules(course_id: str) -> None:
    _, problems = check_files(course_id, read_course(ROOT, course_id))
    assert [problem for problem in problems if problem.severity == "error"] == []


def test_every_level_meets_every_module_of_the_outline(course: Course) -> None:
    assert course.modules
    for level in course.level_ids:
        assert course.modules_for(level)


def test_each_quiz_can_be_passed_at_each_level(course: Course) -> None:
    assert asked(course)
    for question, level in asked(course):
        assert mark(question, level, right_answer(question, level)) is Verdict.RIGHT, (question.id, level)


def test_every_option_can_be_answered_for(course: Course) -> None:
    for question, level in asked(course):
        if isinstance(question.kind, Choice):
            for option in question.kind.options:
                feedback = option.feedback_at(level)
                assert feedback, (question.id, level, option.text.plain)
                assert feedback.plain
        else:
            assert question.explanation, question.id


def test_every_choice_leaves_something_to_choose(course: Course) -> None:
    for question, level in asked(course):
        if isinstance(question.kind, Choice):
            assert 0 < len(question.kind.right_at(level)) < len(question.kind.options), (question.id, level)


def test_every_module_shows_what_is_expected_at_each_level(course: Course) -> None:
    for level in course.level_ids:
        for module in course.modules_for(level):
            assert module.versions[level].shown, (module.id, level)


def test_no_file_names_a_place_on_somebodys_machine(course: Course) -> None:
    assert course.texts
    for path, text in course.texts.items():
        assert not LOCAL_PATH.search(text), path


def test_its_html_is_harmless(course: Course) -> None:
    assert_harmless(course)
