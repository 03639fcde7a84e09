"""A draft from a framework: complete, true to the framework, and for a person to write."""

import re
from itertools import pairwise

import pytest

from course.builder import build, missing, units_of
from course.check import check_files
from course.compile import Course, compile_course
from course.coverage import coverage
from course.files import list_courses, read_course, root
from course.framework import Framework, Level, read_framework
from course.module import Prompt
from course.problem import Problem, Problems
from tests.course.make import FRAMEWORK, course_of, framework_of

SHIPPED = {name: compile_course(name, read_course(root(), name))[0] for name in list_courses(root())}


def drafted(framework: Framework, levels: tuple[Level, ...], shipped: tuple[Course, ...] = ()) -> dict[str, str]:
    return build(framework, levels, shipped)


def read_draft(framework: Framework, levels: tuple[Level, ...]) -> tuple[Course, list[Problem]]:
    """The draft together with its framework, read and checked."""
    files = {f"content/{framework.id}/framework.md": framework.text} | drafted(framework, levels)
    return check_files(framework.id, {path: text.encode() for path, text in files.items()})


def errors(problems: list[Problem]) -> list[Problem]:
    return [problem for problem in problems if problem.severity == "error"]


@pytest.mark.parametrize("name", SHIPPED)
def test_a_draft_of_each_shipped_framework_has_no_error_and_leaves_no_statement_out(name: str) -> None:
    shipped = SHIPPED[name]
    course, problems = read_draft(shipped.framework, shipped.levels)
    assert errors(problems) == []
    rows = coverage(course)
    assert rows
    assert [row.statement for row in rows if not (row.shown and row.worked_with)] == []


@pytest.mark.parametrize("name", SHIPPED)
def test_every_module_and_level_has_a_prompt_and_questions(name: str) -> None:
    shipped = SHIPPED[name]
    course, _ = read_draft(shipped.framework, shipped.levels)
    for module in course.modules.values():
        for level, version in module.versions.items():
            if version.shown:
                assert version.questions, (module.id, level)
                assert any(isinstance(step, Prompt) and step.kind == "reflection" for step in version.steps)


@pytest.mark.parametrize("name", SHIPPED)
def test_a_draft_never_repeats_a_sentence_of_the_framework(name: str) -> None:
    framework = SHIPPED[name].framework
    text = "\n".join(drafted(framework, SHIPPED[name].levels).values())
    assert [each.id for each in framework.statements if len(each.text.split()) > 3 and each.text in text] == []


def test_the_same_framework_gives_the_same_files() -> None:
    shipped = SHIPPED["holstebro"]
    others = tuple(SHIPPED.values())
    again = read_framework("holstebro", shipped.framework.text, Problems("framework.md"))
    assert list(drafted(again, shipped.levels, others).items()) == list(
        drafted(shipped.framework, shipped.levels, tuple(reversed(others))).items()
    )


def test_a_theme_is_a_module_and_loose_statements_go_in_small_groups() -> None:
    names = [unit.title for unit in units_of(SHIPPED["holstebro"].framework)]
    assert "Driftsledelse" in names
    sizes = [
        len(unit.for_level(level))
        for unit in units_of(SHIPPED["odsherred"].framework)
        for level in ("direktoer", "chef", "leder-af-medarbejdere")
        if any(statement.level for statement in unit.statements)
    ]
    assert sizes
    assert min(sizes) >= 2
    assert max(sizes) <= 5


def test_the_modules_of_a_draft_lie_a_week_apart_or_more() -> None:
    course, _ = read_draft(SHIPPED["odsherred"].framework, SHIPPED["odsherred"].levels)
    days = [entry.due_day for entry in course.outline]
    assert all(after - before >= 7 for before, after in pairwise(days))


def test_everything_drafted_is_marked_as_such() -> None:
    course, _ = read_draft(*small())
    assert set(course.generated) == set(course.texts) - {"content/nordby/framework.md"}


def small() -> tuple[Framework, tuple[Level, ...]]:
    framework = framework_of()[0]
    return framework, framework.levels


def test_nobody_is_asked_to_tell_apart_what_reads_nearly_the_same() -> None:
    apart = "- **{0}:** {1} {{#drift-{2}}}\n"
    levels = [("Chefer", "chef"), ("Teamledere", "team"), ("Rektorer", "rektor")]
    head = FRAMEWORK.split("- **Alle:**")[0].replace(
        "  teamleder:", "  rektor: {name: Rektorer, one: rektor}\n  teamleder:"
    )
    different = ["Tegner kortet over byens cykelstier", "Spørger beboerne, hvad de savner", "Lukker regnskabet i marts"]
    alike = ["Følger op på driften hver uge", "Følger op på driften hver måned", "Følger op på driften hvert år"]

    def asked(texts: list[str]) -> int:
        lines = [apart.format(name, text, id) for (name, id), text in zip(levels, texts, strict=True)]
        framework, problems = framework_of(head + "".join(lines))
        assert problems == []
        return "".join(drafted(framework, framework.levels).values()).count("genkend")

    assert asked(different) == 3
    assert asked(alike) == 0


def test_a_case_may_be_borrowed_where_the_statements_are_alike() -> None:
    nordby = course_of(
        framework=FRAMEWORK.replace("Sætter retning for driften", "Prioriterer og balancerer mellem udvikling og drift")
    )
    text = "".join(drafted(nordby.framework, nordby.levels, (SHIPPED["odsherred"],)).values())
    assert "Lån en case" in text
    assert "(/courses/odsherred/modules/drift-og-udvikling)" in text
    assert "Lån en case" not in "".join(drafted(*small()).values())


def test_what_is_there_already_is_left_alone() -> None:
    draft = drafted(*small())
    first = next(iter(draft))
    assert missing(draft, [first]).keys() == draft.keys() - {first}
    assert missing(draft, draft) == {}


def test_a_title_with_signs_that_yaml_reads_differently_is_kept() -> None:
    framework, _ = framework_of(FRAMEWORK.replace("## Drift {#drift}", '## Drift: "ro" # og orden {#drift}'))
    course, problems = read_draft(framework, framework.levels)
    assert errors(problems) == []
    assert 'Drift: "ro" # og orden' in [module.title for module in course.modules.values()]


def test_a_framework_without_statements_gives_a_course_without_modules() -> None:
    framework, _ = framework_of(re.sub(r"^- .*\n", "", FRAMEWORK, flags=re.MULTILINE))
    course, _ = read_draft(framework, framework.levels)
    assert course.modules == {}


def test_a_module_is_for_the_levels_that_the_document_expects_something_of() -> None:
    framework, _ = framework_of(FRAMEWORK.replace("- **Teamledere:** Tager naboteamet med på råd {#bord-team}\n", ""))
    course, problems = read_draft(framework, framework.levels)
    assert errors(problems) == []
    assert course.modules["samarbejde"].levels == ("chef",)
