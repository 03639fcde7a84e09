"""The real documents, against the frameworks that were made of them by hand."""

import pytest

from course.framework import read_framework
from course.importer import bring_in
from course.problem import Problems
from tools.bench.importer import CONTENT, SOURCES, compare

REACHED = {
    "holstebro": (0.99, 0.99),
    "soenderborg": (0.94, 0.88),
    "skanderborg": (0.95, 0.95),
    "odsherred": (0.98, 0.98),
}
"""F1 of the statements' text and level, and of their themes, that was reached; not to fall below."""


@pytest.mark.parametrize("name", REACHED)
def test_the_statements_of_a_real_document_are_found(name: str) -> None:
    source, wanted = SOURCES / f"{name}.txt", CONTENT / name / "framework.md"
    if not source.exists() or not wanted.exists():
        pytest.skip("the source or the framework is not there")
    hand = read_framework(name, wanted.read_text(encoding="utf-8"), Problems(name))
    result = bring_in(source.read_bytes(), source.name)
    scores = compare(result.framework, hand)
    assert [level.name for level in result.framework.levels] == [level.name for level in hand.levels]
    text, theme = REACHED[name]
    assert scores["text"].f1 >= text
    assert scores["level"].f1 >= text
    assert scores["theme"].f1 >= theme
