"""The file with people: how it is read, and what it would change."""

from dataclasses import dataclass
from datetime import date

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from webapp.models import Role
from webapp.people_file import TEMPLATE, Known, Outcome, Plan, Reading, Record, make_plan, problems, read_people
from webapp.people_file.reading import Row
from webapp.units import Tree

TODAY = date(2026, 3, 2)
HEAD = "Navn;E-mail;Enhed;Leders e-mail;Niveau;Start;Fratræder;Roller"
AASE = "Åse Ødegård;aase@nordby.example;Hjemmeplejen;;Teamleder;3.4.2026;;ny leder"


@dataclass(frozen=True)
class Unit:
    id: int
    name: str
    parent_id: int | None


TREE = Tree([Unit(1, "Sundhed", None), Unit(2, "Hjemmeplejen", 1), Unit(3, "Nat", 1), Unit(4, "Nat", 2)])


def only(reading: Reading) -> Row:
    assert reading.fault is None
    (row,) = reading.rows
    return row


def read(*lines: str) -> Reading:
    return read_people("\n".join(lines).encode())


def plan(*lines: str, people: tuple[Known, ...] = (), me: int | None = None, whole_list: bool = False) -> Plan:
    reading = read(*lines)
    assert reading.fault is None, reading.fault
    return make_plan(reading, people, TREE, today=TODAY, me=me, whole_list=whole_list)


def outcomes(made: Plan) -> list[tuple[str, str]]:
    return [(step.email.partition("@")[0], step.outcome.value) for step in made.steps]


def known(id: int, name: str, **record: object) -> Known:
    return Known(id, f"{name.lower()}@nordby.example", Record(name=name, **record))  # type: ignore[arg-type]


# --- reading ---


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "cp1252", "utf-16", "utf-16-le", "utf-16-be"])
@pytest.mark.parametrize("delimiter", [";", ",", "\t"])
@pytest.mark.parametrize("line_end", ["\n", "\r\n", "\r"])
def test_a_file_is_read_whatever_program_wrote_it(encoding: str, delimiter: str, line_end: str) -> None:
    text = line_end.join([HEAD, AASE, ""]).replace(";", delimiter)
    assert only(read_people(text.encode(encoding))) == Row(
        line=2,
        email="aase@nordby.example",
        name="Åse Ødegård",
        unit=("Hjemmeplejen",),
        manager="",
        level="Teamleder",
        starts_on=date(2026, 4, 3),
        leaves_on=None,
        roles=frozenset({Role.LEADER}),
    )


def test_headings_are_danish_or_english_in_any_order_and_spelling() -> None:
    reading = read(
        "MAIL:,last name,First Name,Department,Nærmeste leders e-mail,Tlf.", "a@b.dk,Lund,Bo,Sundhed > Nat,c@d.dk,1"
    )
    row = only(reading)
    assert (row.name, row.unit, row.manager) == ("Bo Lund", ("Sundhed", "Nat"), "c@d.dk")
    assert reading.unknown == ("Tlf.",)


def test_a_quoted_cell_may_hold_the_delimiter_and_excels_own_row_is_no_heading() -> None:
    row = only(read("sep=,", "Navn,E-mail,Enhed", '"Lund, Bo",bo@nordby.example,"Vej, Park"'))
    assert (row.name, row.unit, row.line) == ("Lund, Bo", ("Vej, Park",), 3)


def test_rows_are_numbered_as_a_spreadsheet_does() -> None:
    reading = read("", HEAD, "", AASE, ";;;", AASE)
    assert [row.line for row in reading.rows] == [4, 6]


@pytest.mark.parametrize(
    ("written", "meant"),
    [
        ("3.4.2026", date(2026, 4, 3)),
        ("03-04-2026", date(2026, 4, 3)),
        ("3/4/26", date(2026, 4, 3)),
        ("2026-04-03", date(2026, 4, 3)),
        ("2026-04-03 00:00:00", date(2026, 4, 3)),
        ("", None),
    ],
)
def test_dates_are_danish_or_iso(written: str, meant: date | None) -> None:
    assert only(read("Navn;E-mail;Start", f"Bo;bo@nordby.example;{written}")).starts_on == meant


@pytest.mark.parametrize("written", ["31.2.2026", "13/13/2026", "1.1.1890", "snart", "46115", "2026-4-3x", "٣.٤.٢٠٢٦"])
def test_what_is_no_date_is_told(written: str) -> None:
    (problem,) = only(read("Navn;E-mail;Start", f"Bo;bo@nordby.example;{written}")).problems
    assert problem.text == problems.WRONG_DATE
    assert problem.values["value"] == written


@pytest.mark.parametrize(
    ("data", "sentence"),
    [
        (b"", problems.EMPTY),
        (b"  \n ; ;\n", problems.EMPTY),
        (f"{HEAD}\n;;;\n".encode(), problems.EMPTY),
        (b"PK\x03\x04...", problems.SPREADSHEET),
        (b"Navn;Telefon\nBo;1\n", problems.NO_EMAIL_COLUMN),
        (b"E-mail;Start\nbo@nordby.example;1\n", problems.NO_NAME_COLUMN),
        (b"Navn;E-mail;Mail\nBo;1;2\n", problems.TWO_COLUMNS),
        (b'Navn;E-mail\n"Bo;bo@nordby.example\n' + b"x;y\n" * 60_000, problems.NOT_A_TABLE),
        (b"Navn;E-mail\n" + b"x;y\n" * 50_001, problems.TOO_MANY_ROWS),
    ],
)
def test_a_file_that_cannot_be_read_is_told_why(data: bytes, sentence: str) -> None:
    reading = read_people(data)
    assert reading.fault is not None
    assert reading.fault.text == sentence
    assert reading.rows == ()


@pytest.mark.parametrize(
    ("row", "sentence"),
    [
        ("Bo;;;;;;;", problems.NO_EMAIL),
        ("Bo;bo at nordby;;;;;;", problems.WRONG_EMAIL),
        ("Bo;bo@nordby.example;;ikke en adresse;;;;", problems.WRONG_EMAIL),
        (";bo@nordby.example;;;;;;", problems.NO_NAME),
        ("B\x01o;bo@nordby.example;;;;;;", problems.WRONG_NAME),
        ("<b>Bo</b>;bo@nordby.example;;;;;;", problems.WRONG_NAME),
        ("æ" * 201 + ";bo@nordby.example;;;;;;", problems.TOO_LONG),
        ("Bo;bo@nordby.example;;;;;;kejser", problems.WRONG_ROLE),
        ("Bo;bo@nordby.example;;;;3.4.2026;2.4.2026;", problems.LEAVES_FIRST),
        ("Bo;bo@nordby.example;;bo@nordby.example;;;;", problems.OWN_MANAGER),
        ("Bo;bo@nordby.example;;ingen@nordby.example;;;;", problems.UNKNOWN_MANAGER),
        ("Bo;bo@nordby.example;Nat;;;;;", problems.SEVERAL_UNITS),
    ],
)
def test_a_row_that_is_refused_is_told_why(row: str, sentence: str) -> None:
    made = plan(HEAD, AASE, row)
    assert [step.outcome for step in made.steps] == [Outcome.NEW, Outcome.REFUSED]
    assert made.steps[1].line == 3
    assert [problem.text for problem in made.steps[1].problems] == [sentence]


# --- the plan ---


def test_new_changed_and_unchanged_people_are_told_apart() -> None:
    there = (known(1, "Bo", level="Chef"), known(2, "Ida", level="Chef"))
    made = plan(
        "Navn;E-mail;Niveau",
        "Bo;bo@nordby.example;Chef",
        "Ida;IDA@nordby.example;Leder",
        "Ny;ny@nordby.example;",
        people=there,
    )
    assert outcomes(made) == [("bo", "same"), ("ida", "changed"), ("ny", "new")]
    assert made.steps[1].changes == ("level",)


def test_an_empty_cell_leaves_what_is_there() -> None:
    there = known(1, "Bo", unit=("Sundhed",), level="Chef", starts_on=TODAY, roles=frozenset({Role.AUTHOR}))
    assert outcomes(plan(HEAD, "Bo;bo@nordby.example;;;;;;", people=(there,))) == [("bo", "same")]


def test_a_new_person_with_a_first_day_is_a_new_leader_and_a_manager_gets_her_role() -> None:
    chief = known(1, "Chef")
    made = plan("Navn;E-mail;Start;Leder", "Bo;bo@nordby.example;1.3.2026;chef@nordby.example", people=(chief,))
    assert made.steps[0].record.roles == {Role.LEADER}
    assert (made.steps[1].email, made.steps[1].line, made.steps[1].changes) == ("chef@nordby.example", None, ("roles",))
    assert made.steps[1].record.roles == {Role.MANAGER}


def test_who_leads_others_keeps_the_managers_role_whatever_the_file_says() -> None:
    there = (known(1, "Chef", roles=frozenset({Role.MANAGER})), known(2, "Bo", manager="chef@nordby.example"))
    made = plan("Navn;E-mail;Roller", "Chef;chef@nordby.example;forfatter", people=there)
    assert made.steps[0].record.roles == {Role.AUTHOR, Role.MANAGER}


def test_one_address_twice_is_refused_at_the_second_row() -> None:
    made = plan(HEAD, AASE, AASE.replace("aase@", "AASE@"))
    assert [step.outcome for step in made.steps] == [Outcome.NEW, Outcome.REFUSED]
    assert made.steps[1].problems[0].values == {"line": "2"}


def test_a_circle_of_managers_is_refused_with_the_names_in_it() -> None:
    there = (known(1, "Anna", manager="bo@nordby.example"), known(2, "Bo"), known(3, "Cai"))
    made = plan(
        "Navn;E-mail;Leder",
        "Bo;bo@nordby.example;cai@nordby.example",
        "Cai;cai@nordby.example;anna@nordby.example",
        "Dan;dan@nordby.example;bo@nordby.example",
        people=there,
    )
    assert [(step.email[:3], step.outcome.value) for step in made.steps[:3]] == [
        ("bo@", "refused"),
        ("cai", "refused"),
        ("dan", "new"),
    ]
    names = made.steps[0].problems[0].values["names"].split(" → ")
    assert names[0] == names[-1]
    assert set(names) == {"Anna", "Bo", "Cai"}


def test_a_long_chain_of_managers_is_no_circle() -> None:
    rows = [f"P{n};p{n}@nordby.example;p{n + 1}@nordby.example" for n in range(3000)]
    made = plan("Navn;E-mail;Leder", *rows, "Top;p3000@nordby.example;")
    assert made.counts[Outcome.REFUSED] == 0


def test_a_last_day_closes_the_account_when_it_is_over() -> None:
    there = (known(1, "Bo"), known(2, "Ida"), known(3, "Eva"))
    made = plan(
        "Navn;E-mail;Sidste dag",
        "Bo;bo@nordby.example;1.3.2026",
        "Ida;ida@nordby.example;2.3.2026",
        "Ny;ny@nordby.example;1.1.2026",
        people=there,
    )
    assert outcomes(made) == [("bo", "changed"), ("ida", "changed"), ("ny", "same")]
    assert [step.record.active for step in made.steps] == [False, True, False]


def test_one_who_has_left_and_is_in_the_file_again_has_come_back() -> None:
    left = known(1, "Bo", active=False, leaves_on=date(2026, 1, 31))
    made = plan("Navn;E-mail", "Bo;bo@nordby.example", people=(left,))
    assert made.steps[0].record == Record(name="Bo")
    assert made.steps[0].changes == ("leaves_on", "active")


def test_only_the_whole_list_closes_those_who_are_not_in_it() -> None:
    there = (
        known(1, "Bo"),
        known(2, "Ida"),
        known(3, "Peter", roles=frozenset({Role.ADMIN})),
        known(4, "Jeg"),
        known(5, "Eva", active=False, leaves_on=date(2025, 1, 1)),
    )
    rows = ("Navn;E-mail", "Bo;bo@nordby.example")
    assert outcomes(plan(*rows, people=there, me=4)) == [("bo", "same")]
    made = plan(*rows, people=there, me=4, whole_list=True)
    assert outcomes(made) == [("bo", "same"), ("ida", "closed")]
    assert (made.steps[1].record.active, made.steps[1].record.leaves_on) == (False, TODAY)


def test_nobody_closes_her_own_account_or_takes_her_own_role() -> None:
    me = known(1, "Peter", roles=frozenset({Role.ADMIN}))
    for heading, cell, sentence in (
        ("Sidste dag", "1.1.2026", problems.OWN_ACCOUNT),
        ("Roller", "forfatter", problems.OWN_ROLE),
    ):
        made = plan(f"Navn;E-mail;{heading}", f"Peter;peter@nordby.example;{cell}", people=(me,), me=1)
        assert [problem.text for problem in made.steps[0].problems] == [sentence]


@pytest.mark.parametrize(
    ("written", "meant"),
    [
        ("sundhed", ("Sundhed",)),
        ("hjemmeplejen", ("Sundhed", "Hjemmeplejen")),
        ("SUNDHED>hjemmeplejen > nat", ("Sundhed", "Hjemmeplejen", "Nat")),
        ("Sundhed > Ny", ("Sundhed", "Ny")),
        ("Teknik", ("Teknik",)),
        ("Teknik > Vej", ("Teknik", "Vej")),
    ],
)
def test_a_unit_is_found_by_its_name_or_its_path(written: str, meant: tuple[str, ...]) -> None:
    made = plan("Navn;E-mail;Enhed", f"Bo;bo@nordby.example;{written}")
    assert made.steps[0].record.unit == meant


def test_a_new_unit_is_one_however_the_rows_spell_it() -> None:
    made = plan(
        "Navn;E-mail;Enhed",
        "Bo;b@nordby.example;Teknik > Vej",
        "Ida;i@nordby.example;TEKNIK > vej",
        "Eva;e@nordby.example;vej",
    )
    assert {step.record.unit for step in made.steps} == {("Teknik", "Vej")}


def test_the_template_is_in_order_and_starts_with_a_mark_for_excel() -> None:
    reading = read_people(TEMPLATE)
    assert TEMPLATE.startswith(b"\xef\xbb\xbf")
    assert reading.unknown == ()
    made = make_plan(reading, (), Tree([]), today=TODAY, me=None, whole_list=True)
    assert [step.outcome for step in made.steps] == [Outcome.NEW, Outcome.NEW]


CELLS = st.text(st.sampled_from("aÅ@. >;,-0123/\t\n\"'|\x00\ufffd=+"), max_size=12)
TABLES = st.lists(st.lists(CELLS, max_size=9), max_size=6).map(
    lambda rows: "\n".join([HEAD, *(";".join(row) for row in rows)])
)
ANYTHING = st.binary(max_size=300) | TABLES.flatmap(
    lambda text: st.sampled_from(["utf-8", "utf-16", "cp1252"]).map(lambda code: text.encode(code, errors="replace"))
)


@settings(deadline=None)
@given(ANYTHING, st.booleans())
def test_any_bytes_give_a_result(data: bytes, whole_list: bool) -> None:
    reading = read_people(data)
    assert (reading.fault is None) == bool(reading.rows)
    people = (known(1, "Aa", manager="aa1@0.aa"), known(2, "Bo", roles=frozenset({Role.ADMIN})))
    made = make_plan(reading, people, TREE, today=TODAY, me=1, whole_list=whole_list)
    assert len(made.steps) >= len(reading.rows)
    assert sum(made.counts.values()) == len(made.steps)
    for step in made.steps:
        assert (step.outcome is Outcome.REFUSED) == bool(step.problems)
        assert all(problem.text % problem.values for problem in step.problems)
