import pytest

from tests.course.make import FRAMEWORK, framework_of, where

HEAD = FRAMEWORK.split("\n# ")[0] + "\n"
PLAIN_HEAD = "---\ntitle: Kort\norganisation: Nordby\n---\n"


def line_of(text: str, part: str) -> int:
    return next(number for number, line in enumerate(text.split("\n"), 1) if part in line)


def problems_of(body: str, head: str = HEAD) -> list[tuple[str, int]]:
    """Rule and line of each problem, the lines counted from the first of `body`."""
    offset = head.count("\n")
    return [(id, line - offset) for id, line in where(framework_of(head + body)[1])]


def test_a_framework_is_read_without_problems() -> None:
    framework, problems = framework_of()
    assert problems == []
    assert (framework.title, framework.organisation, framework.year) == ("God ledelse i Nordby", "Nordby Kommune", 2025)
    assert [level.id for level in framework.levels] == ["chef", "teamleder"]
    assert framework.levels[0].one == "chef"


def test_headings_become_groups_themes_and_aspects_with_what_they_stand_under() -> None:
    framework, _ = framework_of()
    assert [(place.id, place.parent) for place in framework.groups] == [("kompas", None)]
    assert [(place.id, place.parent) for place in framework.themes] == [("drift", "kompas"), ("samarbejde", "kompas")]
    assert [(place.id, place.parent) for place in framework.aspects] == [("bord", "samarbejde")]


def test_a_paragraph_is_the_definition_of_the_heading_above() -> None:
    framework, _ = framework_of(FRAMEWORK.replace("givet.\n", "givet.\n\nOg lidt\nmere.\n"))
    drift = framework.place("drift")
    assert drift is not None
    assert drift.definition == "Drift er at holde de løfter, vi har givet.\n\nOg lidt mere."
    assert [place.definition for place in framework.places() if place.id != "drift"] == ["", "", ""]


def test_a_statement_knows_its_level_its_place_and_its_line() -> None:
    statement = framework_of()[0].statement("bord-chef")
    assert statement is not None
    assert (statement.text, statement.level) == ("Bygger bro mellem afdelinger", "chef")
    assert (statement.group, statement.theme, statement.aspect) == ("kompas", "samarbejde", "bord")
    assert statement.line == line_of(FRAMEWORK, "{#bord-chef}")


def test_a_statement_to_all_has_no_level() -> None:
    statement = framework_of()[0].statement("drift-alle")
    assert statement is not None
    assert statement.level is None
    assert not statement.text.startswith("Alle")


def test_a_statement_is_kept_word_for_word() -> None:
    text = "Siger *ja* – og <b>nej</b> & [måske](x)  til   det"
    statement = framework_of(HEAD + f"# A {{#a}}\n- **Alle:** {text} {{#b}}\n")[0].statement("b")
    assert statement is not None
    assert statement.text == "Siger *ja* – og <b>nej</b> & [måske](x) til det"


def test_a_heading_with_a_levels_name_sets_the_level_below_it() -> None:
    body = "# A {#a}\n## Chefer\n- En {#en}\n## Alle\n- To {#to}\n# B {#b}\n- **Chefer:** Tre {#tre}\n- Fire {#fire}\n"
    framework, problems = framework_of(HEAD + body)
    assert [(each.id, each.level, each.group) for each in framework.statements] == [
        ("en", "chef", "a"),
        ("to", None, "a"),
        ("tre", "chef", "b"),
    ]
    assert where(problems) == [("F05", line_of(HEAD + body, "Fire"))]


@pytest.mark.parametrize("label", ["**Chefer:**", "**chefer**:", "**CHEFER**"])
def test_the_label_of_a_level_is_read_in_any_case(label: str) -> None:
    statement = framework_of(HEAD + f"# A {{#a}}\n- {label} Leder {{#b}}\n")[0].statement("b")
    assert statement is not None
    assert (statement.level, statement.text) == ("chef", "Leder")


def test_a_bold_beginning_is_text_where_there_are_no_levels() -> None:
    framework, problems = framework_of(PLAIN_HEAD + "# A {#a}\n- **Mod:** Tør spørge {#b}\n")
    assert problems == []
    assert framework.statements[0].text == "**Mod:** Tør spørge"
    assert framework.statements[0].level is None


@pytest.mark.parametrize(
    ("body", "expected"),
    [
        ("# A {#a}\n- Uden niveau {#b}\n", [("F05", 2)]),
        ("# A {#a}\n- **Chefr:** Leder {#b}\n", [("F05", 2)]),
        ("# A {#a}\n- **Chefer:** Uden id\n", [("F05", 2)]),
        ("# A {#a}\n- **Chefer:** {#b}\n", [("F05", 2)]),
        ("# A {#a}\n- **Chefer:** Leder {#B b}\n", [("F05", 2)]),
        ("# A {#a}\n- **Chefer:** Leder {#Bb}\n", [("F05", 2)]),
        ("# A {#a}\n- **Chefer:** Leder {#a}\n", [("F01", 2)]),
        ("# A {#a}\n# B {#a}\n", [("F01", 2)]),
        ("# Uden id\n", [("F05", 1)]),
        ("#### For dyb {#a}\n", [("F05", 1)]),
        ("# A {#a}\n### C {#c}\n", [("F05", 2)]),
        ("Løs tekst.\n", [("F05", 1)]),
        ("# A {#a}\n> Citat\n", [("F05", 2)]),
        ("# A {#a}\n::: note\n:::\n", [("F05", 2)]),
        ("# A {#a}\n- **Chefer:** Leder {#b}\n  - **Chefer:** Mere {#c}\n", [("F05", 3)]),
        ("# A {#a}\n\nKurs\n: En.\n\nkurs\n: To.\n", [("F01", 7)]),
    ],
)
def test_a_fault_is_told_at_its_line(body: str, expected: list[tuple[str, int]]) -> None:
    assert problems_of(body) == expected


@pytest.mark.parametrize(
    ("body", "near"), [("# A {#a}\n- **Chefr:** Leder {#b}\n", "chefer"), ("# Teamleder\n", "teamledere")]
)
def test_a_misspelt_level_gives_the_nearest(body: str, near: str) -> None:
    (problem,) = framework_of(HEAD + body)[1]
    assert f'Mente du "{near}"?' in problem.message


def test_the_faulty_statement_is_left_out_and_the_rest_stays() -> None:
    framework, problems = framework_of(FRAMEWORK.replace("**Chefer:** Sætter", "**Chefen:** Sætter"))
    assert len(problems) == 1
    assert [each.id for each in framework.statements] == ["drift-alle", "drift-team", "bord-chef", "bord-team"]


def levels(*lines: str) -> str:
    return "---\ntitle: A\norganisation: B\nlevels:\n" + "".join(f"  {line}\n" for line in lines) + "---\n"


def test_six_levels_are_too_many() -> None:
    framework, problems = framework_of(levels(*[f"n{n}: {{name: Niveau {n}, one: n{n}}}" for n in range(6)]))
    assert len(framework.levels) == 5
    assert where(problems) == [("F05", 10)]


@pytest.mark.parametrize(
    ("line", "id"),
    [("b: {name: chefer, one: b}", "F01"), ("b: {name: Alle, one: b}", "F01"), ("B C: {name: D, one: d}", "F05")],
)
def test_levels_have_names_and_ids_of_their_own(line: str, id: str) -> None:
    framework, problems = framework_of(levels("a: {name: Chefer, one: chef}", line))
    assert [level.id for level in framework.levels] == ["a"]
    assert where(problems) == [(id, 6)]


def test_terms_are_found_in_any_case() -> None:
    framework, _ = framework_of()
    term = framework.term("KURS")
    assert term is not None
    assert term.text == "Den retning, vi har aftalt."
    assert framework.term("drift") is None


def ids(references: list[str], level: str | None = None) -> list[str]:
    framework, _ = framework_of()
    found = framework.for_level(references, level) if level else framework.named(references)
    return [statement.id for statement in found]


def test_a_reference_names_a_statement_or_all_below_a_heading() -> None:
    assert ids(["bord-team"]) == ["bord-team"]
    assert ids(["drift"]) == ["drift-alle", "drift-chef", "drift-team"]
    assert ids(["samarbejde"]) == ids(["bord"]) == ["bord-chef", "bord-team"]
    assert len(ids(["kompas"])) == 5


def test_references_keep_their_order_and_name_each_statement_once() -> None:
    assert ids(["drift-team", "drift", "ukendt"]) == ["drift-team", "drift-alle", "drift-chef"]


def test_for_a_level_hold_its_own_statements_and_those_to_all() -> None:
    assert ids(["kompas"], "chef") == ["drift-alle", "drift-chef", "bord-chef"]


def test_a_framework_knows_its_statements_and_headings_only() -> None:
    framework, _ = framework_of()
    assert all(framework.knows(id) for id in ("drift-alle", "kompas", "drift", "bord"))
    assert not framework.knows("chef")
    assert not framework.knows("Kurs")


def test_where_a_statement_stands_is_told_from_the_outermost_heading() -> None:
    framework, _ = framework_of()
    assert framework.where(framework.statements[3]) == ("Kompasset", "Samarbejde", "Fælles bord")


def test_as_data_it_holds_every_statement_with_its_level() -> None:
    data = framework_of()[0].as_json()
    assert [(each["id"], each["level"]) for each in data["statements"]][:2] == [
        ("drift-alle", None),
        ("drift-chef", "chef"),
    ]
    assert data["themes"][1]["aspects"][0]["id"] == "bord"
    assert data["terms"] == [{"term": "Kurs", "text": "Den retning, vi har aftalt."}]
