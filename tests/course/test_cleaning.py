"""Text from Word, as one would have typed it."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from course.cleaning import clean


@pytest.mark.parametrize(
    ("pasted", "typed"),
    [
        ("•\tFørste\n•\tAnden", "- Første\n- Anden"),
        ("\u00b7 Punkt", "- Punkt"),
        ("1)\tFørst\n2.\tSå", "1. Først\n2. Så"),
        ("”Hej”, sagde hun’", '"Hej", sagde hun\''),
        ("et\u00a0ord og et de\u00adlt\u200b ord", "et ord og et delt ord"),
        ("– en tankestreg", "- en tankestreg"),
        ("kl. 8 – 9 og prisen • tallet", "kl. 8 – 9 og prisen • tallet"),
        ("::: case Uden fejl\nTekst\n:::\n", "::: case Uden fejl\nTekst\n:::\n"),
    ],
)
def test_signs_of_word_become_plain(pasted: str, typed: str) -> None:
    assert clean(pasted) == typed


@given(st.text())
def test_clean_text_stays_and_keeps_its_lines(text: str) -> None:
    once = clean(text)
    assert clean(once) == once
    assert once.count("\n") == text.count("\n")
