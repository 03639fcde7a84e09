"""The parts of a course that are published together, and announcing those that are held back."""

import pytest

from course.compile import compile_course
from course.outline import Announced, announce
from course.parts import changed_parts, mixture

BEFORE = {
    "content/nordby/framework.md": "f1",
    "content/nordby/course.md": "c1",
    "content/nordby/aftaler.md": "a1",
    "quizzes/nordby/aftaler.md": "q1",
    "content/nordby/pictures/skole.png": "p1",
}
AFTER = BEFORE | {
    "quizzes/nordby/aftaler.md": "q2",
    "content/nordby/moeder.md": "m1",
    "quizzes/nordby/moeder.md": "m2",
    "content/nordby/pictures/ny.png": "p2",
    "content/nordby/course.md": "c2",
}


def test_a_modules_text_and_questions_are_one_part() -> None:
    parts = changed_parts(BEFORE, AFTER, ["moeder", "aftaler"])
    assert [(part.kind, part.id, part.new, part.gone) for part in parts] == [
        ("outline", "outline", False, False),
        ("module", "moeder", True, False),
        ("module", "aftaler", False, False),
        ("pictures", "pictures", False, False),
    ]
    assert parts[2].paths == ("quizzes/nordby/aftaler.md",)


def test_what_is_not_chosen_stays_as_it_was() -> None:
    parts = {part.id: part for part in changed_parts(BEFORE, AFTER)}
    assert mixture(BEFORE, AFTER, []) == dict(sorted(BEFORE.items()))
    assert mixture(BEFORE, AFTER, parts.values()) == dict(sorted(AFTER.items()))
    mixed = mixture(BEFORE, AFTER, [parts["aftaler"]])
    assert mixed == dict(sorted((BEFORE | {"quizzes/nordby/aftaler.md": "q2"}).items()))


def test_a_part_that_is_gone_goes_out_whole() -> None:
    (part,) = changed_parts(AFTER, {path: sha for path, sha in AFTER.items() if "moeder" not in path})
    assert (part.id, part.gone) == ("moeder", True)
    assert not any("moeder" in path for path in mixture(AFTER, {}, [part]))


HEAD = "---\ntitle: Ny leder\noutline:\n{}\n---\n\nVelkommen: module: x\n"


@pytest.mark.parametrize(
    "entry",
    ["  - {module: moeder, due_day: 21}", "  - module: moeder\n    due_day: 21", '- { module: "moeder", due_day: 21 }'],
)
def test_a_held_back_module_is_announced_by_its_title_and_levels(entry: str) -> None:
    text = HEAD.format(entry)
    announced = announce(text, {"moeder": Announced('Møder: "svar" # nu', ("chef",))})
    framework = "---\ntitle: x\norganisation: x\nyear: null\nlevels:\n  chef: {name: Chefer, one: chef}\n---\n"
    files = {"content/n/course.md": announced.encode(), "content/n/framework.md": framework.encode()}
    course, _problems = compile_course("n", files)
    (entry_read,) = course.outline
    assert (entry_read.title, entry_read.levels, entry_read.due_day) == ('Møder: "svar" # nu', ("chef",), 21)
    assert announce(announced, {"moeder": Announced("Andet", ())}) == announced
    assert announced.endswith(text[text.index("\n---\n\n") :])


@pytest.mark.parametrize("text", ["", "Intet hoved", "---\n---\n", HEAD.format("  - {module: aftaler, due_day: 7}")])
def test_a_text_without_the_module_stays_as_it_is(text: str) -> None:
    assert announce(text, {"moeder": Announced("Møder", ())}) == text
