"""Whole documents of invented organisations: what stands in them is found, and reads back."""

import pytest

from course.framework import read_framework
from course.importer import bring_in
from course.problem import Problems
from tests.course.importer import documents, documents_others, documents_themes
from tests.course.importer.banks import DEFINITIONS
from tests.course.importer.make import level_names, rows, share
from tests.course.importer.writers import Made

ALL = documents.all_documents()


@pytest.mark.parametrize("made", ALL, ids=lambda made: made.name)
def test_statements_levels_and_themes_are_found(made: Made) -> None:
    result = bring_in(made.data, made.name)
    found = rows(result)
    fold = str.casefold
    assert level_names(result) == list(made.levels)
    assert share([text for _level, _theme, text in found], [text for _level, _theme, text in made.rows]) >= 0.97
    assert (
        share([(level, text) for level, _theme, text in found], [(level, text) for level, _theme, text in made.rows])
        >= 0.95
    )
    assert (
        share(
            [(fold(theme), text) for _level, theme, text in found],
            [(fold(theme), text) for _level, theme, text in made.rows],
        )
        >= 0.90
    )


@pytest.mark.parametrize("made", ALL, ids=lambda made: made.name)
def test_the_framework_reads_back_the_same(made: Made) -> None:
    result = bring_in(made.data, made.name)
    problems = Problems("framework.md")
    again = read_framework(result.framework.id, result.text, problems)
    assert problems.found == []
    assert again == result.framework
    assert again.as_json() == result.framework.as_json()


@pytest.mark.parametrize("made", [made for made in ALL if made.organisation], ids=lambda made: made.name)
def test_organisation_and_year_are_found(made: Made) -> None:
    framework = bring_in(made.data, made.name).framework
    assert (framework.organisation, framework.year) == (made.organisation, made.year)


def test_a_document_that_is_no_framework_is_told_so() -> None:
    made = documents_others.no_framework()
    result = bring_in(made.data, made.name)
    assert result.notice is not None
    assert "ligner ikke et ledelsesgrundlag" in result.notice
    assert not result.framework.levels
    assert not result.framework.statements
    assert "Udfyld blanketten inden den 10. i måneden" in [each.text for each in result.unplaced]


def test_steps_of_a_scale_are_no_levels_and_are_listed() -> None:
    made = documents_others.self_assessment()
    result = bring_in(made.data, made.name)
    assert result.framework.levels == ()
    assert result.notice is not None
    assert {"Begynder", "Ekspert", "1 = I lav grad"} <= {each.text for each in result.unplaced}


def test_terms_are_found() -> None:
    made = documents_themes.theme_sections()
    terms = bring_in(made.data, made.name).framework.terms
    assert [(term.term, term.text) for term in terms] == [
        ("Kerneopgave", "Det, vi er her for at gøre for borgerne."),
        ("Ledelsesrum", "Det, en leder selv kan beslutte."),
    ]


def test_definitions_go_to_their_themes() -> None:
    made = documents_themes.theme_sections()
    themes = bring_in(made.data, made.name).framework.themes
    assert {theme.name: theme.definition for theme in themes} == DEFINITIONS
