import time
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from course.framework import read_framework
from course.importer import Imported, Unreadable, bring_in
from course.importer.reading import read
from course.problem import Problems
from tests.course.importer import documents_levels, documents_tables
from tests.course.importer.make import level_names, texts

TEXT = "Ledelsesgrundlag\n\nChefer\n• Skaber mål for året\n• Følger op på økonomien\n\nLedere\n• Åbner døre for andre\n• Hjælper i hverdagen\n"
FOUND = ["Skaber mål for året", "Følger op på økonomien", "Åbner døre for andre", "Hjælper i hverdagen"]


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16", "utf-16-le", "utf-16-be", "cp1252", "latin-1"])
@pytest.mark.parametrize("ends", ["\n", "\r\n", "\r"])
def test_text_is_read_in_the_usual_encodings_and_line_ends(encoding: str, ends: str) -> None:
    text = TEXT.replace("•", "-") if encoding == "latin-1" else TEXT
    result = bring_in(text.replace("\n", ends).encode(encoding), "grundlag.txt")
    assert texts(result) == FOUND
    assert level_names(result) == ["Chefer", "Ledere"]


def test_markdown_loses_its_marks() -> None:
    text = "# Ledelsesgrundlag\n\n## Chefer\n\n- **Skaber** mål for *året*\n- Følger [op](https://example.org) på økonomien\n\n## Ledere\n\n* Åbner døre for andre\n* Hjælper i hverdagen\n"
    assert texts(bring_in(text.encode(), "grundlag.md")) == FOUND


def test_the_same_bytes_give_the_same_framework() -> None:
    made = documents_tables.word_tables()
    assert bring_in(made.data, made.name).text == bring_in(made.data, made.name).text


def total(data: bytes, name: str) -> Imported | None:
    """What comes of any bytes: a result that reads back, or None where they are refused."""
    try:
        result = bring_in(data, name)
    except Unreadable:
        return None
    problems = Problems("framework.md")
    again = read_framework(result.framework.id, result.text, problems)
    assert not problems.found
    assert again.as_json() == result.framework.as_json()
    return result


NAMES = st.sampled_from(["a.txt", "a.md", "a.pdf", "a.docx", "uden endelse", ""])
LINES = st.sampled_from(
    [
        "Chefer",
        "Direktører:",
        "• Sætter mål",
        "- a: b; c.",
        "# Tema",
        "| a | b |",
        "a\tb\tc",
        "1. Retning",
        "Alle ledere",
        "{#x}",
        "**Chef:** x",
        "Ordliste",
        "Begynder",
        "Kompetence: X",
        ": y",
        "[a]: b",
        "```",
        "---",
        "",
        "\f",
        "  – under",
        "Chef Sætter mål",
        "Leder af ledere",
        "En længere sætning, som fortæller noget.",
        "> ”citat”",
        "::: note",
        "viden-",
        "og",
    ]
)


@given(st.binary(max_size=400), NAMES)
@settings(max_examples=150, deadline=None)
def test_any_bytes_give_a_result_or_a_refusal(data: bytes, name: str) -> None:
    total(data, name)


@given(st.text(max_size=300), NAMES)
@settings(max_examples=200, deadline=None)
def test_any_text_gives_a_framework_that_reads_back(text: str, name: str) -> None:
    total(text.encode("utf-8", "ignore"), name)


@given(st.lists(LINES | st.text(max_size=30), max_size=40), NAMES)
@settings(max_examples=300, deadline=None)
def test_any_lines_give_a_framework_that_reads_back(lines: list[str], name: str) -> None:
    total("\n".join(lines).encode("utf-8", "ignore"), name)


@given(st.integers(0, 4000), st.binary(min_size=1, max_size=30), st.booleans())
@settings(max_examples=80, deadline=None)
def test_a_damaged_document_gives_a_result_or_a_refusal(at: int, damage: bytes, word: bool) -> None:
    made = documents_tables.word_tables() if word else documents_levels.level_pages()
    at %= len(made.data)
    total(made.data[:at] + damage + made.data[at + len(damage) :], made.name)


def test_a_long_text_takes_linear_time() -> None:
    def seconds(times: int) -> float:
        data = (TEXT * times).encode()
        before = time.process_time()
        bring_in(data, "lang.txt")
        return time.process_time() - before

    seconds(50)
    assert seconds(800) < max(1.0, 24 * seconds(100))


def test_lines_are_counted_in_the_text_that_is_shown(tmp_path: Path) -> None:
    result = bring_in(TEXT.encode(), "grundlag.txt")
    shown = result.source.split("\n")
    for statement in result.framework.statements:
        assert statement.text in shown[result.places[statement.id] - 1]
    assert read(TEXT.encode(), "a.txt").text == result.source
