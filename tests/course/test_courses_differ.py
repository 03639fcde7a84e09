"""A leader who takes two courses does not meet the same case, question or prompt twice."""

from itertools import combinations

import pytest

from course import files
from course.compile import Course, compile_course

ROOT = files.root()
LONG = 8
"""Words. Shorter paragraphs ("Det forventes af dig") may well be the same."""


def own_words(course: Course) -> dict[str, str]:
    """Every longer paragraph, stem and feedback of a course, folded -> where it stands."""
    found: dict[str, str] = {}
    for module in course.modules.values():
        texts = [text for version in module.versions.values() for text in version.own_text]
        texts += [question.stem.plain for question in module.questions]
        for text in texts:
            if len(text.split()) >= LONG:
                found[" ".join(text.casefold().split())] = f"{course.id}/{module.id}"
    return found


WORDS = {name: own_words(compile_course(name, files.read_course(ROOT, name))[0]) for name in files.list_courses(ROOT)}


@pytest.mark.parametrize(("one", "other"), list(combinations(sorted(WORDS), 2)))
def test_two_courses_share_no_paragraph_and_no_question(one: str, other: str) -> None:
    shared = WORDS[one].keys() & WORDS[other].keys()
    assert not {text: (WORDS[one][text], WORDS[other][text]) for text in shared}


@pytest.mark.parametrize("course", sorted(WORDS))
def test_a_course_tells_no_question_twice(course: str) -> None:
    compiled, _ = compile_course(course, files.read_course(ROOT, course))
    stems = [question.stem.plain.casefold() for question in compiled.questions.values()]
    assert sorted(stems) == sorted(set(stems))
