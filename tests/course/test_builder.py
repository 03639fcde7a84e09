"""A draft from a framework: complete, true to the framework, and for a person to write."""

import random
import re
import time
from itertools import pairwise

import pytest

from course.builder import build, missing, units_of
from course.builder.outline import due_days
from course.check import check_files
from course.compile import Course, compile_course
from course.coverage import coverage
from course.files import list_courses, read_course, root
from course.framework import Framework, Level, read_framework
from course.module import Prompt
from course.problem import Problem, Problems
from course.quiz import Match
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
    assert "- Spørgsmål: " in text
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


def framework_with(*lines: str, levels: int = 2) -> Framework:
    """The framework's head with the first so many levels, and these lines as its body."""
    head = FRAMEWORK.split("# Kompasset")[0]
    names = ["  chef: {name: Chefer, one: chef}\n", "  teamleder: {name: Teamledere, one: teamleder}\n"]
    for name in names[levels:]:
        head = head.replace(name, "")
    if not levels:
        head = head.replace("levels:\n", "")
    framework, problems = framework_of(head + "\n".join(lines) + "\n")
    assert problems == []
    return framework


APART = ["Tegner kortet over byens cykelstier", "Spørger beboerne, hvad de savner", "Lukker regnskabet i marts"]


def of_two_levels(chief: list[str], team: list[str]) -> str:
    """The quizzes drafted for a theme with these statements."""
    lines = [f"- **Chefer:** {text} {{#c-{n}}}" for n, text in enumerate(chief)]
    lines += [f"- **Teamledere:** {text} {{#t-{n}}}" for n, text in enumerate(team)]
    framework = framework_with("## Drift {#drift}", "", *lines)
    return drafted(framework, framework.levels)["quizzes/nordby/drift.md"]


def test_two_levels_are_enough_to_recognise_ones_own_among() -> None:
    quiz = of_two_levels(["Åbner husets døre hver torsdag"], APART[:2])
    assert quiz.count("-genkend-chef ") == 1
    assert "-genkend-teamleder" not in quiz
    assert "-par-teamleder " in quiz


def test_nobody_is_asked_to_tell_ones_own_from_what_reads_like_another_of_ones_own() -> None:
    lures = ["Spørger beboerne, hvad de savner nu", "Lukker regnskabet sidst i marts"]
    assert "genkend" not in of_two_levels(APART, lures)


def test_where_there_are_no_focus_points_expectations_are_paired_with_themes() -> None:
    framework = framework_with(
        "## Drift {#drift}", "", "- **Alle:** Holder aftaler {#en}", "",
        "## Byen {#byen}", "", "- **Alle:** Åbner huset for foreninger {#to}",
    )  # fmt: skip
    quiz = drafted(framework, framework.levels)["quizzes/nordby/drift.md"]
    assert "| [[#en]] | Drift |\n| [[#to]] | Byen |" in quiz
    assert "dækker=en niveau=chef" in quiz


def test_words_are_paired_with_what_the_framework_says_they_mean_and_never_retyped() -> None:
    terms = [
        "Kurs\n: Den retning, vi har aftalt.\n",
        "Følgeskab\n: At andre går med, fordi de vil.\n",
        "Tillid\n: Tillid er tillid.\n",
    ]
    framework = framework_with(*terms, "## Drift {#drift}", "", "- **Alle:** Holder aftaler {#en}")
    files = drafted(framework, framework.levels)
    assert "| Kurs | [[=Kurs]] |\n| Følgeskab | [[=Følgeskab]] |" in files["quizzes/nordby/drift.md"]
    assert "Tillid" not in files["quizzes/nordby/drift.md"]
    assert not any("vi har aftalt" in text for text in files.values())
    course, problems = read_draft(framework, framework.levels)
    assert errors(problems) == []
    match = course.questions["drift-begreber"].kind
    assert isinstance(match, Match)
    assert "Den retning, vi har aftalt." in match.right[0].html


@pytest.mark.parametrize("levels", [0, 1, 2])
@pytest.mark.parametrize("theme", ["## Drift {#drift}\n", "# Kompasset {#kompas}\n", ""])
def test_any_framework_gives_a_draft_without_errors(levels: int, theme: str) -> None:
    label = "**Chefer:** " if levels else ""
    framework = framework_with(theme, *(f"- {label}{text} {{#s-{n}}}" for n, text in enumerate(APART)), levels=levels)
    course, problems = read_draft(framework, framework.levels)
    assert errors(problems) == []
    assert course.modules
    assert [row.statement for row in coverage(course) if not (row.shown and row.worked_with)] == []


def test_a_framework_of_three_hundred_expectations_is_drafted_while_one_waits() -> None:
    rng = random.Random(3)
    words = "borger team aftale møde plan tillid retning drift samarbejde faglighed kvalitet tempo udvikling økonomi".split()
    lines: list[str] = []
    for theme in range(10):
        lines += [f"## Tema {theme} {{#tema-{theme}}}", ""]
        for level in ("Chefer", "Teamledere"):
            lines += [
                f"- **{level}:** {' '.join(rng.choices(words, k=14))} {{#s-{level[0].lower()}-{theme}-{n}}}"
                for n in range(15)
            ]
        lines.append("")
    framework = framework_with(*lines)
    assert len(framework.statements) == 300
    began = time.process_time()
    course, problems = read_draft(framework, framework.levels)
    assert time.process_time() - began < 20
    assert errors(problems) == []
    assert (
        max(len(version.questions) for module in course.modules.values() for version in module.versions.values()) <= 8
    )


@pytest.mark.parametrize(("modules", "last"), [(1, 7), (2, 100), (7, 100), (14, 100), (20, 140)])
def test_the_modules_are_spread_over_a_hundred_days_and_never_two_in_a_week(modules: int, last: int) -> None:
    days = due_days(modules)
    assert (days[0], days[-1], len(days)) == (7, last, modules)
    assert all(after - before >= 7 for before, after in pairwise(days))


@pytest.mark.parametrize("name", SHIPPED)
def test_three_talks_are_drafted_each_with_a_part_for_the_manager(name: str) -> None:
    course, _ = read_draft(SHIPPED[name].framework, SHIPPED[name].levels)
    assert [(talk.day, talk.for_manager) for talk in course.talks] == [
        (day, manager) for day in (14, 45, 100) for manager in (False, True)
    ]
    assert all(len(talk.items) >= 3 for talk in course.talks)
    assert f"content/{name}/talks.md" in course.generated


def test_the_talks_name_the_frameworks_own_themes_and_levels() -> None:
    shipped = SHIPPED["holstebro"]
    talks = drafted(shipped.framework, shipped.levels)["content/holstebro/talks.md"]
    units = [unit for unit in units_of(shipped.framework) if unit.theme]
    assert f'"{units[0].title}"' in talks
    assert f'"{units[-1].title}"' in talks
    assert all(level.one in talks for level in shipped.levels)
    assert "niveau" not in drafted(SHIPPED["skanderborg"].framework, ())["content/skanderborg/talks.md"]
    loose = SHIPPED["odsherred"]
    assert '""' not in drafted(loose.framework, ())["content/odsherred/talks.md"]


def test_each_levels_prompts_are_about_its_own_expectations() -> None:
    shipped = SHIPPED["soenderborg"]
    course, _ = read_draft(shipped.framework, shipped.levels)
    for module, prompt in course.prompts():
        (level,) = prompt.levels
        covered = course.framework.named(prompt.covers)
        assert covered, module.id
        assert all(each.level in (None, level) for each in covered)
    assert {prompt.kind for _, prompt in course.prompts()} == {"reflection", "intention"}


def test_a_module_is_for_the_levels_that_the_document_expects_something_of() -> None:
    framework, _ = framework_of(FRAMEWORK.replace("- **Teamledere:** Tager naboteamet med på råd {#bord-team}\n", ""))
    course, problems = read_draft(framework, framework.levels)
    assert errors(problems) == []
    assert course.modules["samarbejde"].levels == ("chef",)
