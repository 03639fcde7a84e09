"""A new version of a framework: what has changed, and what of the course is to be looked at again."""

import random
import time

from course.compile import compile_course
from course.files import read_course, root
from course.framework import Framework, read_framework
from course.problem import Problems
from course.revise import Change, Choice, difference, undecided
from course.stale import stale
from tests.course.make import FRAMEWORK, MODULE, QUIZ, STEM, course_of, framework_of, question

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
    return [(change.kind, change.known.id, change.reworded, change.moved) for change in changes]


def test_the_same_framework_has_no_difference() -> None:
    assert revised() == ()


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


def test_a_term_that_is_explained_anew_is_a_change() -> None:
    (change,) = revised(term="Den vej, vi har aftalt.")
    assert (change.what, change.kind, change.known.name) == ("term", "changed", "Kurs")


def changes_after(before: str, after: str, by_id: bool = True) -> list[tuple[str, str, str]]:
    assert before in FRAMEWORK
    new = framework_of(FRAMEWORK.replace(before, after))[0]
    return [(each.what, each.kind, each.known.id) for each in difference(framework_of()[0], new, by_id=by_id)]


def test_a_definition_that_is_written_anew_is_a_change_of_its_heading() -> None:
    assert changes_after("Drift er at holde de løfter", "Drift er at kende de løfter") == [
        ("place", "changed", "drift")
    ]


def test_a_renamed_theme_keeps_its_statements_where_they_were() -> None:
    assert changes_after("## Drift {#drift}", "## Sikker hånd {#haand}") == [("place", "changed", "drift")]


def test_headings_that_are_gathered_under_one_are_not_taken_for_it() -> None:
    lines = [f"- **Alle:** Holder aftale nummer {number} med borgeren {{#aftale-{number}}}" for number in range(3)]
    themes = [f"## Del {name} {{#{name}}}\n\n{line}" for name, line in zip(("et", "to", "tre"), lines, strict=True)]
    head = FRAMEWORK.split("# Kompasset")[0]
    old = framework_of(head + "\n\n".join(themes) + "\n")[0]
    new = framework_of(head + "## Hele vejen {#hele}\n\n" + "\n".join(lines) + "\n")[0]
    places = [(each.kind, each.known.id) for each in difference(old, new) if each.what == "place"]
    assert places == [("removed", "et"), ("removed", "to"), ("removed", "tre"), ("new", "hele")]


def test_a_renamed_level_moves_nobody() -> None:
    text = FRAMEWORK.replace("Teamledere", "Gruppeledere").replace("one: teamleder", "one: gruppeleder")
    new = framework_of(text.replace("  teamleder:", "  gruppeleder:"))[0]
    changes = difference(framework_of()[0], new)
    assert [(each.what, each.kind, each.known.id) for each in changes] == [("level", "changed", "teamleder")]


def test_ids_that_the_importer_made_are_not_believed() -> None:
    """It numbers what it finds: after a statement is put in, the next ones have each other's ids."""
    lines = "- **Chefer:** Bygger bro mellem afdelinger {#x-1}\n- **Chefer:** Åbner huset for byens foreninger {#x-2}\n"
    old = framework_of(FRAMEWORK + lines)[0]
    shifted = lines.replace("{#x-2}", "{#x-3}").replace("{#x-1}", "{#x-2}")
    new = framework_of(FRAMEWORK + "- **Chefer:** Tæller cyklerne ved stationen {#x-1}\n" + shifted)[0]
    assert [(each.kind, each.known.id) for each in difference(old, new, by_id=False)] == [("new", "x-1")]
    assert len(difference(old, new)) == 3


def test_a_comma_is_a_small_change_and_another_sentence_is_not() -> None:
    (comma,) = revised(chef="Sætter retning, for driften")
    (other,) = revised(chef="Spørger borgerne om alt")
    assert comma.small
    assert not other.small


def test_a_change_is_undecided_until_one_of_its_choices_is_made() -> None:
    changes = revised(chef="Sætter kurs for driften")
    assert undecided(changes, {}) == changes
    assert undecided(changes, {changes[0].key: Choice.LINGUISTIC}) == ()
    removed = revised(whole_chef="")
    assert undecided(removed, {removed[0].key: Choice.LINGUISTIC}) == removed


def test_large_frameworks_are_compared_while_one_waits() -> None:
    words = "borger team aftale møde plan tillid retning drift samarbejde faglighed kvalitet tempo udvikling økonomi".split()
    rng = random.Random(7)

    def text(change: bool) -> str:
        rng.seed(7)
        lines = []
        for number in range(500):
            said = [*rng.choices(words, k=18), str(number)]
            lines.append(
                f"- **Chefer:** {' '.join(said[1:] if change else said)} {{#{'n' if change else 'o'}-{number}}}"
            )
        return FRAMEWORK + "\n".join(lines) + "\n"

    old, new = framework_of(text(False))[0], framework_of(text(True))[0]
    began = time.process_time()
    changes = difference(old, new, by_id=False)
    assert time.process_time() - began < 5
    assert len(changes) == 500
    assert all(
        each.kind == "changed" and each.known.id == str(each.new and each.new.id).replace("n-", "o-")
        for each in changes
    )


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
    assert {each.change.known.id for each in found} == {"lam-uddelegerer"}
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


def test_what_explains_a_word_by_the_framework_follows_the_word() -> None:
    course = course_of(module=MODULE.replace("Efter modulet", "Vi følger [[Kurs]]en. Efter modulet"))
    found = stale(course, revised(term="Den vej, vi har aftalt."))
    assert [(each.kind, each.item) for each in found] == [("module", "aftaler")]
    assert stale(course_of(), revised(term="Den vej, vi har aftalt.")) == ()


def test_a_renamed_theme_is_to_be_looked_at_where_its_name_is_written() -> None:
    new = framework_of(FRAMEWORK.replace("## Samarbejde {", "## Fællesskab {"))[0]
    changes = difference(framework_of()[0], new)
    course = course_of(module=MODULE.replace("Efter modulet", "Samarbejde er svært. Efter modulet"))
    assert [(each.kind, each.item) for each in stale(course, changes)] == [("module", "aftaler")]


def test_a_wording_that_is_only_shown_follows_by_itself_and_one_that_is_asked_about_does_not() -> None:
    quiz = QUIZ + question(STEM + " [[#drift-chef]] Hvad er det?", id="ord", covers="drift-chef", levels="chef")
    found = stale(course_of(quiz=quiz), revised(chef="Sætter kurs for driften"))
    assert [each.item for each in found if not each.follows] == ["ord"]
    assert {each.kind for each in found} == {"module", "question", "prompt"}


def test_a_question_for_another_level_is_left_alone() -> None:
    quiz = question(id="hold", covers="drift", levels="teamleder")
    found = stale(course_of(quiz=quiz), revised(chef="Sætter kurs for driften"))
    assert [each.item for each in found if each.kind == "question"] == []
