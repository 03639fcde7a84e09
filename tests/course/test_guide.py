"""What the help page is made from: every element compiles, and every rule finds its bad example and not its good one."""

import pytest

from course.check import RULES, check_files
from course.check.examples import EXAMPLES
from course.patterns import MARKS, PATTERNS, Pattern
from course.sample import SAMPLE, compile_sample, sample_files


def found(quiz: str) -> set[str]:
    _, problems = check_files(SAMPLE, sample_files("## Et trin\n", quiz))
    return {
        problem.id for problem in problems if problem.path.startswith("quizzes/") or problem.id in ("Q09", "Q10", "Q18")
    }


def test_every_rule_for_questions_has_an_example() -> None:
    assert EXAMPLES.keys() == {rule.id for rule in RULES if rule.id.startswith("Q")}


@pytest.mark.parametrize("rule", EXAMPLES)
def test_a_rule_finds_its_bad_example_and_leaves_the_good_one_alone(rule: str) -> None:
    bad, good = EXAMPLES[rule]
    assert rule in found(bad)
    assert rule not in found(good)


@pytest.mark.parametrize("pattern", [*MARKS, *PATTERNS], ids=lambda pattern: pattern.id)
def test_an_element_is_shown_with_its_source(pattern: Pattern) -> None:
    course, source = compile_sample(pattern)
    version = course.modules["modul"].versions["chef"]
    assert source.strip()
    if pattern.place == "module" and pattern.id not in ("local", "ask", "warmup"):
        assert any(
            hasattr(step, "html") or hasattr(step, "items") or getattr(step, "parts", ()) for step in version.steps
        )
