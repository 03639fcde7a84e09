import pytest

from tests.course.importer.make import from_text, texts

HEAD = ("Ledelsesgrundlag", "", "Chefer")
TAIL = ("", "Ledere", "• Lytter til andre", "• Følger op på aftaler")


def first(*lines: str) -> str:
    """The first statement of a list in a small framework."""
    return texts(from_text(*HEAD, *lines, *TAIL))[0]


def test_a_word_cut_at_a_lines_end_is_made_whole() -> None:
    assert first("• Skaber rammer for opgave-", "løsning i kommunen") == "Skaber rammer for opgaveløsning i kommunen"


@pytest.mark.parametrize(
    ("lines", "whole"),
    [
        (("• Sikrer viden- og", "dataarbejde"), "Sikrer viden- og dataarbejde"),
        (("• Sikrer viden-", "og dataarbejde"), "Sikrer viden- og dataarbejde"),
        (("• Bygger på en VI-", "VI-tilgang til andre"), "Bygger på en VI-VI-tilgang til andre"),
        (("• Skaber – sammen med andre –", "en god arbejdsplads"), "Skaber – sammen med andre – en god arbejdsplads"),
        (
            ("• Sikrer idegenerering og -afprøvning i", "hele området"),
            "Sikrer idegenerering og -afprøvning i hele området",
        ),
    ],
)
def test_hyphens_that_belong_to_the_words_stay(lines: tuple[str, ...], whole: str) -> None:
    assert first(*lines) == whole


def test_words_cut_without_a_hyphen_are_made_whole_where_the_document_tells() -> None:
    found = texts(
        from_text(
            "Ledelsesgrundlag",
            "",
            "Chefer ",
            "• Løser kerneopga",
            "ven sammen med andre ",
            "• Ser forvalt",
            "ningen som en helhed ",
            "• Taler om kerneopgaven og om forvaltningen hver dag ",
            "Ledere ",
            "• Gør kerneopgaven klar for ",
            "medarbejderne ",
            "• Kender kommu",
            "nen og forvaltningen ",
            "• Viser vej i kommunen hver ",
            "eneste dag ",
        )
    )
    assert found == [
        "Løser kerneopgaven sammen med andre",
        "Ser forvaltningen som en helhed",
        "Taler om kerneopgaven og om forvaltningen hver dag",
        "Gør kerneopgaven klar for medarbejderne",
        "Kender kommunen og forvaltningen",
        "Viser vej i kommunen hver eneste dag",
    ]


@pytest.mark.parametrize(
    "mark", ["•", "▪", "\uf0b7", "\uf0a7", "–", "-", "*", "o", "\ue000", "", "\tn", "\tn \ufffd", "»", "✓", "\x7f"]
)
def test_odd_bullets_are_bullets(mark: str) -> None:
    lines = (f"{mark} Sætter mål for året", f"{mark} Følger op hver måned")
    assert texts(from_text(*HEAD, *lines, "", "Ledere", f"{mark} Lytter til andre"))[:3] == [
        "Sætter mål for året",
        "Følger op hver måned",
        "Lytter til andre",
    ]


def test_a_bullet_cut_by_a_blank_line_is_one() -> None:
    assert (
        first("• Sætter mål for økonomien", "", "og følger op på dem") == "Sætter mål for økonomien og følger op på dem"
    )


def test_bullets_in_one_line_are_taken_apart() -> None:
    assert texts(from_text(*HEAD, "• Sætter mål • Følger op på dem", *TAIL))[:2] == ["Sætter mål", "Følger op på dem"]


def test_soft_hyphens_ligatures_and_hard_spaces_are_mended() -> None:
    assert first("• Skaber sam\u00admenhæng og e\ufb00ekt\u00a0i driften") == "Skaber sammenhæng og effekt i driften"


def test_page_heads_feet_and_numbers_are_left_out() -> None:
    pages = "\f".join(
        f"Nordby Kommune\n\n{level}\n• Sætter mål som {level.lower()}, der\n\nNordby Kommune | Side {number}"
        for number, level in enumerate(("Direktør", "Chef", "Teamleder", "Koordinator"), 1)
    )
    assert texts(from_text(*pages.split("\n")))[0] == "Sætter mål som direktør, der"


def test_a_heading_at_the_top_of_every_page_is_no_page_head() -> None:
    pages = "\f".join(
        f"Retning\n• Sætter mål nummer {number}\n\nDialog\n• Taler med nummer {number}\n\n{level}"
        for number, level in enumerate(("Direktør", "Chef", "Teamleder"), 1)
    )
    result = from_text(*pages.split("\n"))
    assert [theme.name for theme in result.framework.themes] == ["Retning", "Dialog"]
