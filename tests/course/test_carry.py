"""A new version taken into use: ids stay with what they named, and each decision is followed."""

from random import Random

import pytest
from hypothesis import assume, given, settings
from hypothesis import strategies as st

from course.carry import carry_ids, parted
from course.compile import compile_course
from course.files import list_courses, read_course, root
from course.framework import Framework, read_framework
from course.importer import bring_in_text
from course.problem import Problems
from course.revise import Choice, difference
from course.writing import write_framework
from tests.course.make import FRAMEWORK, framework_of

SHIPPED = {name: compile_course(name, read_course(root(), name))[0].framework for name in list_courses(root())}
CHEF = "- **Chefer:** Sætter retning for driften {#drift-chef}\n"


def read(text: str, id: str = "nordby") -> Framework:
    """The framework of a text without a fault."""
    problems = Problems("framework.md")
    framework = read_framework(id, text, problems)
    assert problems.found == []
    return framework


def carried(new: str, *choices: Choice, by_id: bool = True) -> Framework:
    """What comes of a new version when its changes are decided so, in their order."""
    old, after = framework_of()[0], framework_of(new)[0]
    changes = difference(old, after, by_id=by_id)
    assert len(changes) >= len(choices)
    decisions = {change.key: choice for change, choice in zip(changes, choices, strict=False)}
    return read(carry_ids(old, after, decisions, by_id=by_id))


def said(framework: Framework) -> dict[str, str]:
    return {each.id: each.text for each in framework.statements}


@pytest.mark.parametrize("name", SHIPPED)
def test_a_framework_is_written_so_that_it_reads_back_the_same(name: str) -> None:
    framework = SHIPPED[name]
    again = read(write_framework(framework), name)
    assert again.as_json() | {"statements": 0} == framework.as_json() | {"statements": 0}
    assert sorted(again.as_json()["statements"], key=str) == sorted(framework.as_json()["statements"], key=str)
    assert again.called == framework.called
    assert write_framework(again) == write_framework(framework)


@pytest.mark.parametrize("name", SHIPPED)
def test_the_same_document_again_changes_no_id(name: str) -> None:
    old = SHIPPED[name]
    text = old.text
    for number, each in enumerate(old.statements):
        text = text.replace(f"{{#{each.id}}}", f"{{#nyt-{number}}}")
    new = read(text, name)
    assert difference(old, new, by_id=False) == ()
    assert said(read(carry_ids(old, new, {}, by_id=False), name)) == said(old)


def test_a_new_wording_stands_under_the_old_id() -> None:
    new = FRAMEWORK.replace(CHEF, "- **Chefer:** Sætter en tydelig retning for driften {#noget-nyt}\n")
    assert said(carried(new))["drift-chef"] == "Sætter en tydelig retning for driften"


def test_what_is_kept_stays_word_for_word() -> None:
    new = FRAMEWORK.replace("Sætter retning for driften", "Sætter kurs for driften")
    assert said(carried(new, Choice.KEEP)) == said(framework_of()[0])


def test_a_removed_expectation_can_be_kept_in_its_place() -> None:
    new = FRAMEWORK.replace(CHEF, "")
    assert "drift-chef" not in said(carried(new, Choice.SUBSTANCE))
    assert list(said(carried(new, Choice.KEEP))) == list(said(framework_of()[0]))


def test_a_kept_expectation_brings_its_heading_and_level_back() -> None:
    without = FRAMEWORK[: FRAMEWORK.index("## Samarbejde")]
    old, new = framework_of()[0], framework_of(without)[0]
    changes = difference(old, new)
    decisions = {each.key: Choice.KEEP for each in changes if each.known.id == "bord-chef"}
    merged = read(carry_ids(old, new, decisions))
    statement = merged.statement("bord-chef")
    assert statement is not None
    assert merged.where(statement) == ("Kompasset", "Samarbejde", "Fælles bord")
    assert merged.statement("bord-team") is None


def test_two_that_are_not_the_same_get_an_id_each() -> None:
    new = FRAMEWORK.replace("Sætter retning for driften", "Spørger borgerne om alt muligt")
    merged = carried(new, Choice.DIFFERENT)
    assert "drift-chef" not in said(merged)
    assert said(merged)["drift-chef-2"] == "Spørger borgerne om alt muligt"
    old = framework_of()[0]
    changes = difference(old, framework_of(new)[0])
    told = [(each.kind, each.known.text) for each, _ in parted(changes, {changes[0].key: Choice.DIFFERENT})]
    assert told == [("removed", "Sætter retning for driften"), ("new", "Spørger borgerne om alt muligt")]


def test_a_new_expectation_never_takes_an_id_that_was_in_use() -> None:
    new = FRAMEWORK.replace(CHEF, "- **Chefer:** Åbner huset for foreningerne hver torsdag {#drift-chef}\n")
    merged = carried(new, by_id=False)
    assert "drift-chef" not in said(merged)
    assert "Åbner huset for foreningerne hver torsdag" in said(merged).values()


def test_a_renamed_level_keeps_its_id() -> None:
    new = FRAMEWORK.replace("Teamledere", "Gruppeledere").replace("one: teamleder", "one: gruppeleder")
    merged = carried(new.replace("  teamleder:", "  gruppeleder:"), by_id=False)
    assert [(level.id, level.name) for level in merged.levels] == [("chef", "Chefer"), ("teamleder", "Gruppeledere")]


def test_a_new_expectation_can_be_left_out() -> None:
    new = FRAMEWORK.replace(CHEF, CHEF + "- **Chefer:** Åbner huset for foreningerne hver torsdag {#drift-hus}\n")
    assert "drift-hus" in said(carried(new, Choice.SUBSTANCE))
    assert said(carried(new, Choice.KEEP)) == said(framework_of()[0])


def test_a_term_can_be_kept() -> None:
    new = FRAMEWORK.replace("Den retning, vi har aftalt.", "Den vej, vi har aftalt.")
    assert [each.text for each in carried(new).terms] == ["Den vej, vi har aftalt."]
    assert carried(new, Choice.KEEP).terms[0].text == "Den retning, vi har aftalt."


def test_a_pasted_document_meets_the_old_framework_with_few_changes() -> None:
    document = """God ledelse i Nordby

Kompasset

Drift
Drift er at holde de løfter, vi har givet.

Alle
• Vi holder aftaler og siger det højt, når en aftale ikke kan holdes længere.

Chefer
• Sætter en tydelig retning for driften

Teamledere
• Følger op hver uge
"""
    old = framework_of()[0]
    new = bring_in_text(document).framework
    merged = said(read(carry_ids(old, new, {}, by_id=False)))
    assert merged["drift-alle"] == said(old)["drift-alle"]
    assert merged["drift-team"] == "Følger op hver uge"


@given(st.randoms(use_true_random=False), st.sampled_from(sorted(SHIPPED)), st.sampled_from(sorted(SHIPPED)))
@settings(max_examples=40, deadline=None)
def test_whatever_is_decided_the_framework_reads_without_a_fault_and_holds_what_is_kept(
    chance: Random, name: str, other: str
) -> None:
    old, new = SHIPPED[name], SHIPPED[other]
    changes = difference(old, new, by_id=False)
    decisions = {change.key: chance.choice(change.choices) for change in changes}
    problems = Problems("framework.md")
    merged = read_framework(name, carry_ids(old, new, decisions, by_id=False), problems)
    # Six levels, or two of one name, are told to the author; see the page.
    assume(not any("fem niveauer" in each.message or "To niveauer" in each.message for each in problems.found))
    assert problems.found == []
    for change in changes:
        if change.what == "statement" and change.old and decisions[change.key] is Choice.KEEP:
            assert said(merged)[change.old.id] == change.old.text
