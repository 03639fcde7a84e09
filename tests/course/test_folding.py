"""Folding the parts of other levels, and comparing two texts."""

from hypothesis import given
from hypothesis import strategies as st

from course.compare import compare
from course.folding import Part, parts_for

TEXT = """Til alle.

::: niveau chef
Til chefer.
:::

::: note Til begge niveau=chef, teamleder
Fælles.
:::
::: spørgsmål a dækker=x niveau=chef
Hvad?
:::
Slut.
"""


def test_what_is_for_other_levels_is_parted_off() -> None:
    parts = parts_for(TEXT, "teamleder")
    assert [(part.line, part.levels) for part in parts] == [(1, ()), (3, ("chef",)), (6, ()), (10, ("chef",)), (13, ())]
    assert parts[1].text == "::: niveau chef\nTil chefer.\n:::"
    assert [part.levels for part in parts_for(TEXT, "chef")] == [()]


def test_without_a_level_the_text_is_one_part() -> None:
    assert parts_for(TEXT, "") == [Part(TEXT, 1, ())]


@given(st.lists(st.sampled_from(["::: niveau a", "::: note niveau=b", ":::", "tekst", ""])))
def test_the_parts_are_the_text_again(lines: list[str]) -> None:
    text = "\n".join(lines)
    parts = parts_for(text, "b")
    assert "\n".join(part.text for part in parts) == text
    for part in parts:
        assert text.split("\n")[part.line - 1] == part.text.split("\n")[0]


@given(st.text(alphabet="ab\n"), st.text(alphabet="ab\n"))
def test_the_passages_give_both_texts(old: str, new: str) -> None:
    passages = compare(old, new)
    assert "\n".join(line for each in passages if each.kind != "in" for line in each.lines) == old
    assert "\n".join(line for each in passages if each.kind != "out" for line in each.lines) == new


def test_only_the_line_that_changed_is_told() -> None:
    told = [(each.kind, each.lines) for each in compare("a\nb\nc", "a\nB\nc")]
    assert told == [("same", ("a",)), ("out", ("b",)), ("in", ("B",)), ("same", ("c",))]
