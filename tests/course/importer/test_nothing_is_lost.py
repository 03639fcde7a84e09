"""Every word of a document stands in the framework or among what found no place."""

import re

import pytest

from course.importer import Imported, bring_in
from tests.course.importer.documents import all_documents
from tests.course.importer.make import from_text
from tests.course.importer.writers import Made

LEAD_INS = {"gælder", "alle", "ledere", "niveau", "niveauer", "kompetence", "tema", "side", "særligt"}
"""Words of labels in front of a name, and of the feet of pages."""


def kept(result: Imported) -> str:
    """Letters of all that is shown to the author, without hyphens and gaps."""
    shown = [result.text, *(each.text for each in result.unplaced)]
    return re.sub(r"[\W_]+", "", " ".join(shown).casefold())


def words(source: str) -> set[str]:
    """The whole words of a text; those at the ends of lines may be cut, those of heads and feet recur."""
    found: set[str] = set()
    for line in source.split("\n"):
        found |= {word.casefold() for word in re.findall(r"[^\W\d_]{4,}", line)[1:-1]}
    return found


@pytest.mark.parametrize("made", all_documents(), ids=lambda made: made.name)
def test_every_word_of_a_document_is_kept(made: Made) -> None:
    result = bring_in(made.data, made.name)
    everything = kept(result)
    names = {word.casefold() for level in made.levels for word in re.findall(r"\w+", level)}
    missing = {word for word in words(result.source) - LEAD_INS - names if word not in everything}
    assert missing == set()


def test_sentences_that_only_tell_are_listed_beside_those_that_expect() -> None:
    result = from_text(
        "Ledelsesgrundlag",
        "",
        "Direktør",
        "Du skal holde sammen på huset. Direktionen mødes hver tirsdag. Du sørger for god økonomi.",
        "",
        "Chef",
        "Du skal følge op. Der er seks chefer i alt. Du forventes at give plads.",
    )
    assert {"Direktionen mødes hver tirsdag.", "Der er seks chefer i alt."} <= {each.text for each in result.unplaced}
    assert len(result.framework.statements) == 4
