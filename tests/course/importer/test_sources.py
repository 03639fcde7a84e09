"""The real documents, against the frameworks that were made of them by hand."""

import pytest

from course.framework import read_framework
from course.importer import bring_in
from course.problem import Problems
from tools.bench.importer import CONTENT, SOURCES, compare

REACHED = {"holstebro": 0.94, "soenderborg": 0.90, "skanderborg": 0.85, "odsherred": 0.96}
"""F1 of the statements' text and level that was reached; not to fall below."""


@pytest.mark.parametrize("name", REACHED)
def test_the_statements_of_a_real_document_are_found(name: str) -> None:
    source, wanted = SOURCES / f"{name}.txt", CONTENT / name / "framework.md"
    if not source.exists() or not wanted.exists():
        pytest.skip("the source or the framework is not there")
    hand = read_framework(name, wanted.read_text(encoding="utf-8"), Problems(name))
    result = bring_in(source.read_bytes(), source.name)
    scores = compare(result.framework, hand)
    assert [level.name for level in result.framework.levels] == [level.name for level in hand.levels]
    assert scores["text"].f1 >= REACHED[name]
    assert scores["level"].f1 >= REACHED[name]
