"""Sorting, edit by edit: what an author does to a framework, and that it always reads back."""

from collections.abc import Callable

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from course import sorting
from course.framework import Framework, read_framework
from course.problem import Problems
from course.sorting import ASPECT, GROUP, THEME, Refused
from tests.course.make import framework_of

NORDBY = framework_of()[0]


def texts(framework: Framework, place: str = "drift", level: str | None = "chef") -> list[str]:
    return [each.text for each in framework.named([place]) if each.level == level]


def ids(framework: Framework) -> list[str]:
    return [each.id for each in framework.statements]


def test_statements_moved_together_keep_their_ids_and_their_order() -> None:
    after = sorting.move(NORDBY, ["drift-team", "drift-chef"], "bord", "chef")
    assert texts(after, "bord") == ["Bygger bro mellem afdelinger", "Sætter retning for driften", "Følger op hver uge"]
    moved = after.statement("drift-team")
    assert moved is not None
    assert (moved.group, moved.theme, moved.aspect, moved.level) == ("kompas", "samarbejde", "bord", "chef")
    assert set(ids(after)) == set(ids(NORDBY))


def test_a_statement_can_stand_under_no_heading_and_hold_for_all() -> None:
    moved = sorting.move(NORDBY, ["drift-chef"], "", "").statement("drift-chef")
    assert moved is not None
    assert (moved.group, moved.theme, moved.aspect, moved.level) == (None, None, None, None)


def test_a_reworded_statement_stays_where_it_was() -> None:
    two = sorting.add(NORDBY, ["Holder fast"], "drift", "chef")
    after = sorting.change(two, "drift-chef", ["Sætter kursen"], "drift", "chef")
    assert texts(after) == ["Sætter kursen", "Holder fast"]
    assert after.statement("drift-chef").text == "Sætter kursen"  # type: ignore[union-attr]


def test_a_line_break_splits_a_statement_and_the_first_part_keeps_the_id() -> None:
    after = sorting.change(NORDBY, "drift-chef", ["Sætter retning", "", "Følger driften"], "drift", "chef")
    assert texts(after) == ["Sætter retning", "Følger driften"]
    assert ids(after)[1:3] == ["drift-chef", "drift-foelger-driften-chef"]


def test_two_statements_merge_into_the_first_one() -> None:
    split = sorting.change(NORDBY, "drift-chef", ["Sætter retning", "for driften"], "drift", "chef")
    after = sorting.merge(split, "drift-chef")
    assert texts(after) == ["Sætter retning for driften"]
    assert ids(after) == ids(NORDBY)
    with pytest.raises(Refused, match="lige efter"):
        sorting.merge(after, "drift-chef")


def test_a_new_statement_gets_an_id_of_its_own_even_with_the_same_words() -> None:
    after = sorting.add(NORDBY, ["Holder fast", "Holder fast"], "bord", "teamleder")
    assert ids(after)[-2:] == ["bord-holder-fast-teamleder", "bord-holder-fast-teamleder-2"]


def test_neighbours_change_places_and_the_first_one_stays_first() -> None:
    two = sorting.add(NORDBY, ["Holder fast"], "drift", "chef")
    swapped = sorting.shift(two, "drift-chef", up=False)
    assert texts(swapped) == ["Holder fast", "Sætter retning for driften"]
    assert texts(sorting.shift(two, "drift-chef", up=True)) == texts(two)


def test_a_deleted_statement_is_gone() -> None:
    after = sorting.delete(NORDBY, "drift-chef")
    assert "drift-chef" not in ids(after)
    with pytest.raises(Refused, match="ikke mere"):
        sorting.delete(after, "drift-chef")


def test_headings_are_added_where_they_belong() -> None:
    with_group, group = sorting.add_place(NORDBY, GROUP, "Mennesker", "")
    with_theme, theme = sorting.add_place(with_group, THEME, "Trivsel", group)
    after, aspect = sorting.add_place(with_theme, ASPECT, "Ser den enkelte", theme)
    places = [after.place(id) for id in (group, theme, aspect)]
    assert [place and place.parent for place in places] == [None, group, theme]
    with pytest.raises(Refused, match="temaet"):
        sorting.add_place(NORDBY, ASPECT, "Uden tema", "kompas")


def test_a_renamed_theme_keeps_its_id_and_takes_a_definition_of_several_paragraphs() -> None:
    after = sorting.change_place(NORDBY, "drift", "Sikker drift", "Et.\n\n- To.", "")
    place = after.place("drift")
    assert place is not None
    assert (place.name, place.definition, place.parent) == ("Sikker drift", "Et.\n\nTo.", None)
    assert after.statement("drift-chef").group is None  # type: ignore[union-attr]


def test_what_stood_under_a_removed_heading_moves_up_and_none_is_lost() -> None:
    after = sorting.remove_place(NORDBY, "samarbejde")
    moved = after.statement("bord-chef")
    assert moved is not None
    assert (moved.group, moved.theme, moved.aspect) == ("kompas", None, None)
    assert after.place("bord") is None
    assert set(ids(after)) == set(ids(NORDBY))


def test_themes_change_places() -> None:
    after = sorting.shift_place(NORDBY, "samarbejde", up=True)
    assert [theme.id for theme in after.themes] == ["samarbejde", "drift"]


def test_a_level_is_added_renamed_moved_and_taken_away() -> None:
    after = sorting.add_level(NORDBY, "Direktører:", "direktør")
    after = sorting.shift_level(sorting.shift_level(after, "direktoerer", up=True), "direktoerer", up=True)
    after = sorting.change_level(after, "chef", "Centerchefer", "centerchef")
    assert [(each.id, each.name, each.one) for each in after.levels] == [
        ("direktoerer", "Direktører", "direktør"),
        ("chef", "Centerchefer", "centerchef"),
        ("teamleder", "Teamledere", "teamleder"),
    ]
    after = sorting.remove_level(after, "chef", "direktoerer")
    assert [each.level for each in after.statements if each.id.endswith("-chef")] == ["direktoerer", "direktoerer"]


def test_without_levels_every_statement_holds_for_all() -> None:
    after = sorting.remove_level(sorting.remove_level(NORDBY, "chef", ""), "teamleder", "")
    assert after.levels == ()
    assert {each.level for each in after.statements} == {None}


@pytest.mark.parametrize(
    ("edit", "sentence"),
    [
        (lambda each: sorting.change(each, "drift-chef", [" "], "drift", "chef"), "med ord"),
        (lambda each: sorting.add(each, ["a" * 2001], "", ""), "linjeskift"),
        (lambda each: sorting.move(each, ["drift-chef"], "findes-ikke", ""), "overskrift"),
        (lambda each: sorting.move(each, ["drift-chef"], "", "findes-ikke"), "ledelsesniveau"),
        (lambda each: sorting.change_place(each, "drift", "#", "", ""), "navn"),
        (lambda each: sorting.add_level(each, "chefer", "chef"), "allerede"),
        (lambda each: sorting.add_level(each, "Alle", "leder"), "allerede"),
        (lambda each: sorting.add_level(each, "Ledere", ""), "én leder"),
        (lambda each: sorting.name_framework(each, " ", ""), "hedder"),
    ],
)
def test_what_cannot_be_done_is_refused_with_a_sentence(edit: Callable[[Framework], Framework], sentence: str) -> None:
    with pytest.raises(Refused, match=sentence):
        edit(NORDBY)


def test_there_are_at_most_five_levels() -> None:
    full = NORDBY
    for name in ("a", "b", "c"):
        full = sorting.add_level(full, name, name)
    with pytest.raises(Refused, match="fem"):
        sorting.add_level(full, "d", "d")


# --- any sequence of edits ---

WORDS = st.text(max_size=40) | st.sampled_from(
    [
        "# a",
        "- b {#c}",
        "**Alle:** x",
        "a\n: b",
        "{#x}- # y",
        "::: case",
        "\\",
        "[x] a",
        "1. a",
        "--- ",
        "Chefer",
        "a|b",
    ]
)
PICK = st.integers(0, 30)
STEP = st.tuples(st.integers(0, 14), PICK, PICK, PICK, WORDS, WORDS, st.booleans())


def take(framework: Framework, step: tuple[int, int, int, int, str, str, bool]) -> Framework:
    """One edit, chosen by numbers, of whatever the framework holds then."""
    kind, one, two, three, text, more, flag = step

    def pick(items: list[str], number: int) -> str:
        return items[number % len(items)]

    statement = pick([*ids(framework), "x"], one)
    place = pick(["", *(each.id for each in framework.places())], two)
    other = pick(["", *(each.id for each in framework.places())], one)
    level = pick(["", *(each.id for each in framework.levels)], three)
    edits: list[Callable[[], Framework]] = [
        lambda: sorting.move(framework, [statement, pick([*ids(framework), "x"], three)], place, level),
        lambda: sorting.change(framework, statement, [text, more], place, level),
        lambda: sorting.add(framework, [text, more], place, level),
        lambda: sorting.delete(framework, statement),
        lambda: sorting.merge(framework, statement),
        lambda: sorting.shift(framework, statement, flag),
        lambda: sorting.add_place(framework, one % 3 + 1, text, place)[0],
        lambda: sorting.change_place(framework, place, text, more, other),
        lambda: sorting.remove_place(framework, place),
        lambda: sorting.shift_place(framework, place, flag),
        lambda: sorting.add_level(framework, text, more),
        lambda: sorting.change_level(framework, level, text, more),
        lambda: sorting.remove_level(framework, level, pick([each.id for each in framework.levels] or [""], one)),
        lambda: sorting.shift_level(framework, level, flag),
        lambda: sorting.name_framework(framework, text, more),
    ]
    try:
        return edits[kind]()
    except Refused:
        return framework


@settings(deadline=None, max_examples=60)
@given(st.lists(STEP, max_size=12))
def test_whatever_is_done_the_file_reads_back_without_errors(
    steps: list[tuple[int, int, int, int, str, str, bool]],
) -> None:
    framework = NORDBY
    for step in steps:
        before = framework
        framework = take(before, step)
        problems = Problems("framework.md")
        again = read_framework(framework.id, framework.text, problems)
        assert [each for each in problems.found if each.severity == "error"] == []
        assert again == framework
        assert again.as_json() == framework.as_json()
        if step[0] not in (2, 3, 4, 1):
            assert set(ids(framework)) == set(ids(before))
