"""The head of a file as fields: what is changed is written, the rest stays to the letter."""

from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from course import files, frontmatter
from course.head import read_sheet, write_sheet
from course.problem import Problems

ROOT = Path(__file__).parents[2]
FILE = """---
# om modulet
title: "Drift: nu"
summary: Kort
objectives:
  - den første
  - den anden
# herefter
themes: [drift]
ukendt: ja
---

Tekst
"""
SHIPPED = [
    (path, data.decode())
    for course in files.list_courses(ROOT)
    for path, data in files.read_course(ROOT, course).items()
]


def values(file: str) -> object:
    problems = Problems("")
    head = frontmatter.read(frontmatter.split(file)[0], problems)
    assert problems.found == []
    return head.values


@pytest.mark.parametrize(("path", "text"), SHIPPED, ids=[path for path, _ in SHIPPED])
def test_a_shipped_file_that_nobody_changed_stays_byte_for_byte(path: str, text: str) -> None:
    sheet = read_sheet(text)
    assert sheet.values is not None
    named = {key: value for key, value in sheet.values.items() if isinstance(value, str | list)}
    assert write_sheet(text, named, sheet.text) == text


def test_a_changed_field_leaves_comments_order_and_unknown_keys_alone() -> None:
    written = write_sheet(FILE, {"title": "Drift", "objectives": ["den ene"]}, read_sheet(FILE).text)
    before, after = FILE.split("\n"), written.split("\n")
    assert [line for line in before if line not in after] == [
        'title: "Drift: nu"',
        "  - den første",
        "  - den anden",
    ]
    assert [line for line in after if line not in before] == ["title: Drift", "  - den ene"]


def test_an_empty_field_takes_its_key_out_and_a_new_one_comes_last() -> None:
    written = write_sheet(FILE, {"summary": "", "levels": ["chef"]}, "Ny tekst")
    assert "summary" not in written
    assert written.endswith("ukendt: ja\nlevels:\n  - chef\n---\n\nNy tekst\n")


def test_a_file_without_a_head_gets_one() -> None:
    assert write_sheet("Tekst\n", {"title": "Nyt"}, "Tekst\n") == "---\ntitle: Nyt\n---\n\nTekst\n"
    assert write_sheet("", {"title": "Nyt"}, "") == "---\ntitle: Nyt\n---\n\n"
    assert write_sheet("Tekst\n", {"summary": ""}, "Tekst\n") == "Tekst\n"


def test_a_head_that_cannot_be_read_is_written_as_text() -> None:
    broken = "---\ntitle: Drift: nu\n---\n\nTekst\n"
    sheet = read_sheet(broken)
    assert (sheet.values, sheet.text, sheet.skipped) == (None, broken, 0)
    assert write_sheet(broken, {"title": "glemmes"}, broken.replace(": nu", "")) == "---\ntitle: Drift\n---\n\nTekst\n"


def test_a_head_on_one_line_is_laid_out_anew() -> None:
    written = write_sheet("---\n{title: Drift, themes: [a]}\n---\nTekst\n", {"title": "Nyt"}, "Tekst\n")
    assert values(written) == {"title": "Nyt", "themes": ["a"]}


def test_lines_of_the_file_are_found_in_the_fields_and_in_the_text() -> None:
    sheet = read_sheet(FILE)
    assert [sheet.field_at(line) for line in (1, 3, 6, 9, 12, 13)] == [
        None,
        "title",
        "objectives",
        "themes",
        "ukendt",
        None,
    ]
    assert sheet.skipped == 12


@given(st.text(), st.lists(st.text()), st.text())
def test_whatever_is_typed_in_the_fields_is_read_back_as_one_line(title: str, objectives: list[str], text: str) -> None:
    typed = {"title": title, "objectives": objectives}
    written = write_sheet(FILE, typed, text)
    read = values(written)
    assert isinstance(read, dict)
    assert isinstance(read["title"], str)
    if title.isprintable():
        assert read["title"] == title.strip()
    assert len(read.get("objectives", [])) == len(objectives)
    assert read["ukendt"] == "ja"


@given(st.text(alphabet="-: \n#ab[]{}'\"", max_size=60), st.text(max_size=20))
def test_any_file_can_be_written(file: str, text: str) -> None:
    written = write_sheet(file, {"title": "T"}, text)
    assert read_sheet(written).text.strip() == text.strip() or read_sheet(file).values is None
