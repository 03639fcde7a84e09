"""What is written of a framework reads back as that framework."""

import pytest

from course.compile import compile_course
from course.files import list_courses, read_course, root
from course.framework import Framework, read_framework
from course.importer import bring_in
from course.problem import Problems
from course.writing import plain, write_framework
from tests.course.importer.documents import all_documents
from tests.course.make import FRAMEWORK, framework_of

DOCUMENTS = {made.name: made.data for made in all_documents()}


def read_again(framework: Framework) -> Framework:
    problems = Problems("framework.md")
    again = read_framework(framework.id, write_framework(framework), problems)
    assert [each for each in problems.found if each.severity == "error"] == []
    return again


def content(framework: Framework) -> dict[str, object]:
    """What a framework says, whatever the order of its headings."""
    said = framework.as_json()
    return said | {
        "groups": sorted(said["groups"], key=str),
        "themes": sorted(said["themes"], key=str),
        "statements": sorted(said["statements"], key=str),
        "language": framework.language,
        "called": framework.called,
    }


@pytest.mark.parametrize("name", list_courses(root()))
def test_a_shipped_framework_reads_back_as_it_was(name: str) -> None:
    framework = compile_course(name, read_course(root(), name))[0].framework
    assert content(read_again(framework)) == content(framework)


@pytest.mark.parametrize("name", DOCUMENTS)
def test_an_imported_framework_reads_back_as_it_was(name: str) -> None:
    framework = bring_in(DOCUMENTS[name], name).framework
    again = read_again(framework)
    assert content(again) == content(framework)
    assert write_framework(again) == write_framework(framework)


def test_the_source_and_the_frameworks_own_word_for_itself_are_kept() -> None:
    head = FRAMEWORK.replace("levels:", 'called: kompasset\nsource: "kompas: 2025.pdf"\nlevels:')
    framework, problems = framework_of(head)
    assert problems == []
    again = read_again(framework)
    assert again.called == "kompasset"
    assert 'source: "kompas: 2025.pdf"' in write_framework(again)


@pytest.mark.parametrize(
    ("typed", "kept"),
    [
        ("- Følger op", "Følger op"),
        ("{#a}- # Følger {#b} op", "Følger op"),
        ("1. 2) Følger\n op\t", "Følger op"),
        ("**Alle:** Følger op", "Alle:** Følger op"),
        ("::: case", "case"),
        ("\u2028\x00", ""),
    ],
)
def test_what_is_typed_becomes_nothing_but_text(typed: str, kept: str) -> None:
    assert plain(typed) == kept
