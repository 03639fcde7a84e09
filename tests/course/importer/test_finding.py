import pytest

from course.importer.levels import one_of, role_label
from tests.course.importer.make import from_text, level_names, rows, texts


@pytest.mark.parametrize(
    ("label", "name"),
    [
        ("Direktører - Forventninger til lederrollen", "Direktører"),
        ("Rollebeskrivelse: Leder af ledere", "Leder af ledere"),
        ("Niveau 1: Chefer", "Chefer"),
        ("Som teamleder skal du:", "Teamleder"),
        ("FORVENTNINGER TIL AFDELINGSCHEFER", "Afdelingschefer"),
        ("Chef för medarbetare", "Chef för medarbetare"),
        ("Ledere av ledere", "Ledere av ledere"),
        ("Heads of Service", "Heads of Service"),
        ("Expectations of directors", "Directors"),
    ],
)
def test_a_levels_name_is_found_in_its_label(label: str, name: str) -> None:
    role = role_label(label)
    assert role is not None
    assert role.name == name


@pytest.mark.parametrize(
    "label",
    [
        "Driftsledelse",
        "Den modige leder",
        "Niveau 1",
        "Begynder",
        "Ledelse",
        "Forventninger til ledelsesrollerne",
        "Leder opad",
        "Lars Clement, kommunaldirektør",
        "Strategisk ledelse",
    ],
)
def test_what_only_looks_like_a_level_is_none(label: str) -> None:
    assert role_label(label) is None


@pytest.mark.parametrize(
    ("name", "one"),
    [
        ("Direktører", "direktør"),
        ("Ledere af medarbejdere", "leder af medarbejdere"),
        ("Direktionen", "direktør"),
        ("Team Leaders", "team leader"),
    ],
)
def test_a_name_fits_in_a_sentence(name: str, one: str) -> None:
    assert one_of(name) == one


def test_levels_are_ordered_from_the_top() -> None:
    result = from_text(
        "Ledelsesgrundlag",
        "",
        "Teamledere",
        "• Planlægger ugen",
        "",
        "Chefer",
        "• Planlægger året",
        "",
        "Direktører",
        "• Planlægger fremtiden",
    )
    assert level_names(result) == ["Direktører", "Chefer", "Teamledere"]


def test_a_statement_printed_twice_is_found_once() -> None:
    result = from_text(
        "Ledelsesgrundlag",
        "",
        "Chefer",
        "• Sætter mål",
        "Ledere",
        "• Følger op",
        "",
        "Samlet oversigt",
        "",
        "Chefer",
        "• Sætter mål",
        "Ledere",
        "• Følger op",
    )
    assert rows(result) == [("Chefer", "", "Sætter mål"), ("Ledere", "", "Følger op")]


def test_the_same_words_for_two_levels_are_two_statements() -> None:
    result = from_text(
        "Ledelsesgrundlag",
        "",
        "Chefer",
        "• Prioriterer mellem drift og udvikling",
        "Ledere",
        "• Prioriterer mellem drift og udvikling",
    )
    assert len(texts(result)) == 2


def test_an_expectation_to_all_leaders_is_for_all() -> None:
    result = from_text(
        "Ledelsesgrundlag",
        "",
        "Alle ledere",
        "• Taler ordentligt",
        "",
        "Chefer",
        "• Sætter mål",
        "",
        "Teamledere",
        "• Følger op",
    )
    assert rows(result)[0] == ("", "", "Taler ordentligt")
    assert not result.doubts


def test_a_list_in_the_foreword_is_unplaced() -> None:
    result = from_text(
        "Ledelsesgrundlag",
        "",
        "Forord",
        "Grundlaget bruges til",
        "• ansættelser af nye ledere",
        "• samtaler med lederne",
        "",
        "Chefer",
        "• Sætter mål",
        "",
        "Ledere",
        "• Følger op",
    )
    assert texts(result) == ["Sætter mål", "Følger op"]
    assert [(each.line, each.text) for each in result.unplaced if "ansættelser" in each.text] == [
        (5, "ansættelser af nye ledere")
    ]


def test_quotations_are_no_statements() -> None:
    result = from_text(
        "Ledelsesgrundlag",
        "",
        "Chefer",
        "• Sætter mål",
        "",
        "”En god chef er en, som man har lyst til at følge.”",
        "- en leder",
        "",
        "Ledere",
        "• Følger op",
        "",
        "- en leder",
    )
    assert texts(result) == ["Sætter mål", "Følger op"]


def test_a_sentence_from_running_text_carries_a_doubt() -> None:
    result = from_text(
        "Ledelsesgrundlag", "", "Det særlige hos os",
        "Vi er en stor kommune med mange opgaver. Alle ledere skal kende byrådets mål. Lederen går foran med et godt eksempel. Vejret er godt ved kysten. Vi spiller hinanden gode.", "",
        "Chefer", "• Sætter mål", "", "Teamledere", "• Følger op",
    )  # fmt: skip
    assert "Alle ledere skal kende byrådets mål." in texts(result)
    doubted = {each.statement for each in result.doubts}
    assert {each.id for each in result.framework.statements if each.level is None} == doubted


def test_headings_that_stand_together_before_their_lists_are_matched_with_a_doubt() -> None:
    names = ["Retning", "", "Relationer", "", "Resultater", ""]

    def page(level: str) -> str:
        return "\n".join(
            [
                *names,
                f"• Sætter retning som {level}",
                "",
                f"• Bygger relationer som {level}",
                "",
                f"• Skaber resultater som {level}",
                "",
                level,
            ]
        )

    result = from_text(*"\f".join(map(page, ("Direktør", "Chef", "Teamleder"))).split("\n"))
    assert rows(result)[0] == ("Direktør", "Retning", "Sætter retning som Direktør")
    assert {theme for _level, theme, _text in rows(result)} == {"Retning", "Relationer", "Resultater"}
    assert len(result.doubts) == 9


def test_a_document_without_levels_says_so() -> None:
    result = from_text(
        "Ledelsesværdier",
        "",
        "Mod",
        "• Vi siger vores mening højt",
        "• Vi prøver nyt hver dag",
        "",
        "Ro",
        "• Vi tænker os om først",
    )
    assert result.notice is not None
    assert rows(result)[0] == ("", "Mod", "Vi siger vores mening højt")


def test_minutes_of_a_meeting_are_no_framework() -> None:
    result = from_text(
        "Referat af ledermøde",
        "",
        "Budget",
        "• Lederne melder tilbage inden fredag",
        "• Chefen udskyder indkøb af ny bil",
        "• Vi mødes igen på mandag",
    )
    assert result.notice is not None
    assert not result.framework.statements
