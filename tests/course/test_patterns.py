"""What a writer puts in with one press: it reads without a fault, in the course's own language."""

from pathlib import Path

import pytest

from course import files
from course.check import check_module
from course.compile import Course, compile_course, compile_module
from course.patterns import MARKS, PATTERNS, Pattern, fill, new_id
from course.words import DIRECTIVES, FOR_MANAGER, WARMUP
from tests.course import make
from tests.webapp import nordby

ROOT = Path(__file__).parents[2]


def course(language: str = "da") -> Course:
    files = nordby.files(course=nordby.COURSE_FILE.replace("outline", f"language: {language}\noutline"))
    return compile_course(nordby.COURSE, files)[0]


def test_every_directive_has_a_pattern_at_each_place_where_it_may_stand() -> None:
    there = {(pattern.directive, pattern.place) for pattern in PATTERNS}
    assert there == {(word.name, place) for word in DIRECTIVES for place in word.places}


@pytest.mark.parametrize("language", ["da", "en"])
@pytest.mark.parametrize("place", ["module", "quiz"])
def test_what_is_put_in_reads_without_a_fault(place: str, language: str) -> None:
    written = course(language)
    module = written.modules[nordby.FIRST]
    text, quiz = nordby.AFTALER, nordby.AFTALER_QUIZ
    filled = list(fill(written, module, "module" if place == "module" else "quiz"))
    assert [each.pattern.id for each in filled] == [each.id for each in (*MARKS, *PATTERNS) if each.place == place]
    for each in filled:
        added = (text + "\n" + each.text, quiz) if place == "module" else (text, quiz + "\n" + each.text)
        _, problems = compile_module(written, nordby.FIRST, *added)
        assert problems == [], each.text


@pytest.mark.parametrize("name", ["holstebro", "odsherred", "skanderborg"])
def test_a_question_that_is_put_in_breaks_no_rule_in_any_course(name: str) -> None:
    written, _ = compile_course(name, files.read_course(ROOT, name))
    module = next(iter(written.modules.values()))
    for each in fill(written, module, "quiz"):
        course, problems = compile_module(written, module.id, "---\ntitle: T\n---\n", each.text)
        found = [*problems, *(one for one in check_module(course, module.id) if one.path.startswith("quizzes/"))]
        assert found == [], each.text


def test_the_words_are_those_of_the_courses_language() -> None:
    def words(language: str) -> str:
        return " ".join(each.text.split("\n")[0] for each in fill(course(language), None, "talks"))

    assert words("da") == "::: samtale samtale dag=14 ::: samtale samtale dag=14 til=leder"
    assert words("en") == "::: talk samtale day=14 ::: talk samtale day=14 for=manager"
    assert {"opvarmning", "warmup"} <= WARMUP
    assert {"leder", "manager"} <= FOR_MANAGER


def test_what_the_framework_has_nothing_for_is_not_offered() -> None:
    bare = make.FRAMEWORK.replace("Kurs\n: Den retning, vi har aftalt.\n", "").replace(
        "Drift er at holde de løfter, vi har givet.\n", ""
    )
    written, _ = compile_course(
        "x", {"content/x/framework.md": bare.encode(), "content/x/m.md": b"---\ntitle: M\n---\n"}
    )
    offered = {each.pattern.id for each in fill(written, None, "module")}
    assert {"reflection", "expectations", "level"} <= offered
    assert not offered & {"term", "definition", "ask"}


def test_a_new_id_is_taken_by_nobody() -> None:
    assert new_id("plan", set()) == "plan"
    assert new_id("plan", {"plan", "plan-2"}) == "plan-3"


def test_the_question_begins_from_the_statement_one_came_from() -> None:
    written = course()
    texts = [each.text for each in fill(written, written.modules[nordby.FIRST], "quiz", covers="drift-team")]
    assert any("dækker=drift-team" in text for text in texts)


@pytest.mark.parametrize("pattern", [*MARKS, *PATTERNS], ids=lambda pattern: pattern.id)
def test_a_pattern_says_what_it_is_good_for(pattern: Pattern) -> None:
    assert pattern.label
    assert pattern.use.endswith((".", "..."))
