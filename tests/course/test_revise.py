"""A new version of a framework: what has changed, and what of the course is to be looked at again."""

from course.compile import compile_course
from course.files import read_course, root
from course.framework import Framework, read_framework
from course.problem import Problems
from course.revise import Change, difference, stale
from tests.course.make import FRAMEWORK, framework_of

CHEF = "Sætter retning for driften"


def revised(**changed: str) -> tuple[Change, ...]:
    """The difference after replacing pieces of the text; an underscore-free word stands for itself."""
    text = FRAMEWORK
    for before, after in changed.items():
        assert PIECES[before] in text
        text = text.replace(PIECES[before], after)
    return difference(framework_of()[0], framework_of(text)[0])


PIECES = {
    "chef": CHEF,
    "whole_chef": f"- **Chefer:** {CHEF} {{#drift-chef}}\n",
    "chef_id": "{#drift-chef}",
    "chef_level": f"- **Chefer:** {CHEF}",
    "term": "Den retning, vi har aftalt.",
}


def told(changes: tuple[Change, ...]) -> list[tuple[str, str, bool, bool]]:
    return [(change.kind, change.statement.id, change.reworded, change.moved) for change in changes]


def test_the_same_framework_has_no_difference() -> None:
    assert revised() == ()
    assert revised(term="En anden forklaring.") == ()


def test_new_words_under_the_same_id_are_a_change_of_wording() -> None:
    changes = revised(chef="Sætter kurs for driften")
    assert told(changes) == [("changed", "drift-chef", True, False)]
    assert changes[0].old is not None
    assert changes[0].new is not None
    assert (changes[0].old.text, changes[0].new.text) == (CHEF, "Sætter kurs for driften")


def test_spaces_alone_are_no_change() -> None:
    assert revised(chef="Sætter  retning for\n  driften") == ()


def test_another_level_is_a_move() -> None:
    assert told(revised(chef_level=f"- **Teamledere:** {CHEF}")) == [("changed", "drift-chef", False, True)]


def test_a_statement_that_is_gone_is_removed_and_another_one_is_new() -> None:
    assert told(revised(whole_chef="")) == [("removed", "drift-chef", False, False)]
    changes = revised(whole_chef="- **Chefer:** Åbner huset for foreningerne hver torsdag {#drift-hus}\n")
    assert told(changes) == [("removed", "drift-chef", False, False), ("new", "drift-hus", False, False)]


def test_ids_made_anew_do_not_hide_what_is_the_same() -> None:
    assert revised(chef_id="{#noget-helt-andet}") == ()


def test_a_reworded_statement_with_a_new_id_is_recognised_by_likeness() -> None:
    changes = revised(whole_chef="- **Chefer:** Sætter en tydelig retning for driften {#x-1}\n")
    assert told(changes) == [("changed", "drift-chef", True, False)]
    assert changes[0].new is not None
    assert changes[0].new.id == "x-1"


def test_the_same_words_at_two_levels_are_kept_apart_by_their_level() -> None:
    two = FRAMEWORK.replace("Følger op hver uge", CHEF)
    swapped = two.replace("{#drift-chef}", "{#a}").replace("{#drift-team}", "{#b}")
    assert difference(framework_of(two)[0], framework_of(swapped)[0]) == ()


def odsherred(text: str) -> Framework:
    return read_framework("odsherred", text, Problems("framework.md"))


def test_what_works_with_a_changed_statement_is_to_be_looked_at_again() -> None:
    course, _ = compile_course("odsherred", read_course(root(), "odsherred"))
    text = course.framework.text.replace(
        "Uddelegerer tydeligt, tillidsfuldt og åbent opgaver", "Uddelegerer opgaver tydeligt, tillidsfuldt og åbent"
    )
    changes = difference(course.framework, odsherred(text))
    assert told(changes) == [("changed", "lam-uddelegerer", True, False)]
    found = stale(course, changes)
    assert ("module", "slip-opgaven") in [(each.kind, each.item) for each in found]
    assert {"question", "prompt"} <= {each.kind for each in found}
    assert {each.statement for each in found} == {"lam-uddelegerer"}
    assert len(set(found)) == len(found)
    assert stale(course, ()) == ()


def test_a_new_statement_makes_nothing_stale() -> None:
    course, _ = compile_course("odsherred", read_course(root(), "odsherred"))
    text = course.framework.text.replace(
        "## Centerchefer\n\n", "## Centerchefer\n\n- Fejrer det, der lykkes, i hele centret {#chef-fejrer}\n"
    )
    changes = difference(course.framework, odsherred(text))
    assert told(changes) == [("new", "chef-fejrer", False, False)]
    assert stale(course, changes) == ()
