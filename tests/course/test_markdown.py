from collections.abc import Iterator
from pathlib import Path

import pytest
from markdown_it.utils import read_fixture_file

from course import markdown
from course.problem import Problems
from tests.course.make import framework_of, where

FIXTURES = Path(__file__).parent / "fixtures"


def cases(name: str) -> list[tuple[int, str, str, str]]:
    """Line, title, input and expected of each case of a fixture file."""
    return [(line, title, text, expected) for line, title, text, expected in read_fixture_file(FIXTURES / name)]


def read(text: str, offset: int = 0) -> Iterator[str]:
    """What stands at the top of a module's text, then the problems: a line each."""
    problems = Problems("modul.md")
    for block in markdown.blocks(markdown.parse(text, offset, problems), "module", offset, problems):
        if isinstance(block, markdown.Directive):
            keys = [f"{key}={value}" for key, value in block.keys.items()]
            yield " ".join([str(block.line), block.name, *block.arguments, *keys])
        else:
            yield f"{markdown.line_of(block[0], offset)} text"
    yield from (f"{problem.line} {problem.id} {problem.message}" for problem in problems.found)


def html(text: str) -> str:
    return markdown.render(markdown.parse(text, 0, Problems("modul.md")), framework_of()[0])


def references(text: str) -> Problems:
    problems = Problems("modul.md")
    markdown.check_references(markdown.parse(text, 3, problems), framework_of()[0], 3, problems)
    return problems


@pytest.mark.parametrize(("line", "title", "text", "expected"), cases("directives.md"))
def test_a_directive_is_read(line: int, title: str, text: str, expected: str) -> None:
    assert "\n".join(read(text)) == expected.strip()


@pytest.mark.parametrize(("line", "title", "text", "expected"), cases("html.md"))
def test_text_becomes_html(line: int, title: str, text: str, expected: str) -> None:
    assert html(text).strip() == expected.strip()


def test_lines_are_counted_from_the_top_of_the_file() -> None:
    assert list(read("Tekst.\n\n::: ukendt\n:::\n", offset=5)) == [
        "6 text",
        '8 F02 "::: ukendt" kendes ikke her.',
    ]


def test_listed_keys_come_apart_at_commas() -> None:
    problems = Problems("modul.md")
    (block,) = markdown.blocks(
        markdown.parse("::: prøv a niveau=chef,teamleder\n:::\n", 0, problems), "module", 0, problems
    )
    assert isinstance(block, markdown.Directive)
    assert block.listed("level") == ("chef", "teamleder")
    assert block.listed("covers") == ()


def test_an_unknown_statement_or_term_is_named_with_its_line_and_the_nearest() -> None:
    found = references("Her.\n\nSe [[#drift-cheff]] og [[Kurz]].\n").found
    assert where(found) == [("F01", 6), ("F01", 6)]
    assert '"drift-chef"' in found[0].message
    assert '"kurs"' in found[1].message.casefold()


def test_known_references_are_no_problem() -> None:
    assert references("Se [[#drift-chef]] og [[KURS]]en.").found == []


def test_two_terms_on_a_page_have_different_ids() -> None:
    tokens = markdown.parse("[[Kurs]] og [[Kurs]]", 0, Problems("modul.md"))
    first, second = (markdown.render(tokens, framework_of()[0], prefix) for prefix in ("a-", "b-"))
    for id in ('id="a-begreb-1"', 'id="a-begreb-2"'):
        assert first.count(id) == 1
        assert id not in second


def test_plain_text_leaves_the_frameworks_sentences_out() -> None:
    tokens = markdown.parse("**Følg** [[kurs]]en: [[#drift-chef]]\nnu `ja`", 0, Problems("modul.md"))
    assert markdown.sentences(tokens) == ["Følg kursen:  nu ja"]


@pytest.mark.parametrize("text", ["::: note\n" * 20_000, ":::\n" * 20_000, "[[" * 20_000, "> " * 2_000 + "::: note"])
def test_hostile_directives_are_read(text: str) -> None:
    assert isinstance(html(text), str)
