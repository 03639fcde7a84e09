"""Units as a tree: seen, added, renamed, moved, joined and removed."""

import pytest
from sqlalchemy import select

from tests.webapp import make
from tests.webapp.conftest import Browse, both_databases
from tests.webapp.make import Database, Someone
from tests.webapp.pages import Browser, Page
from webapp import queries
from webapp.db import make_session
from webapp.models import Audit, Person, Role, Rule, Unit
from webapp.units import Tree


@pytest.fixture
def hr(db: Database) -> Someone:
    return make.person(db, "Peter Højgaard", Role.ADMIN)


@pytest.fixture
def device(hr: Someone, browse: Browse) -> Browser:
    return browse(hr)


def tree(db: Database) -> Tree:
    with make_session(db.engine) as session:
        return queries.get_tree(session)


def paths(db: Database) -> list[str]:
    return [node.written for node in tree(db).nodes]


def id_of(db: Database, name: str) -> int:
    id: int = db.value(select(Unit.id).where(Unit.name == name))
    return id


def add(device: Browser, name: str, parent: int | None = None, status: int = 200) -> Page:
    return device.send(device.get("/units/"), name=name, parent=str(parent or ""), status=status)


@both_databases
def test_units_are_shown_as_a_tree_in_danish_order(device: Browser, db: Database) -> None:
    for name in ("Ældre", "Børn", "Aalborgvej"):
        add(device, name)
    add(device, "Dagtilbud", id_of(db, "Børn"))
    page = add(device, "Åhusene", id_of(db, "Dagtilbud"))
    assert paths(db) == ["Børn", "Børn > Dagtilbud", "Børn > Dagtilbud > Åhusene", "Ældre", "Aalborgvej"]
    assert [each.text for each in page.main.find("td") if each.find("a")][:2] == [
        "Børn",
        "Dagtilbud (Børn > Dagtilbud)",
    ]
    assert db.count(Audit, Audit.what == "unit added") == 5


@both_databases
def test_siblings_have_names_of_their_own(device: Browser, db: Database) -> None:
    add(device, "Nat")
    assert "et andet navn" in add(device, " nat ", status=422).error_at("name")
    add(device, "Nat", id_of(db, "Nat"))
    assert paths(db) == ["Nat", "Nat > Nat"]


@pytest.mark.parametrize("name", ["", "  ", "æ" * 201, "a > b", "<b>"])
def test_a_name_that_cannot_be_is_refused_at_its_field(name: str, device: Browser, db: Database) -> None:
    assert add(device, name, status=422).error_at("name")
    assert paths(db) == []


@both_databases
def test_a_unit_is_renamed_and_moved_with_all_below_it(device: Browser, db: Database) -> None:
    for name, above in (("Sundhed", None), ("Pleje", "Sundhed"), ("Nat", "Pleje"), ("Omsorg", None)):
        add(device, name, id_of(db, above) if above else None)
    page = device.get(f"/units/{id_of(db, 'Pleje')}")
    device.send(page, name="Hjemmepleje", parent=str(id_of(db, "Omsorg")))
    assert paths(db) == ["Omsorg", "Omsorg > Hjemmepleje", "Omsorg > Hjemmepleje > Nat", "Sundhed"]


def test_a_unit_cannot_come_to_stand_below_itself(device: Browser, db: Database) -> None:
    add(device, "Sundhed")
    add(device, "Pleje", id_of(db, "Sundhed"))
    top, below = id_of(db, "Sundhed"), id_of(db, "Pleje")
    for parent in (top, below):
        answer = device.post(f"/units/{top}", name="Sundhed", parent=str(parent))
        assert answer.status_code == 422
        assert "kan ikke ligge under sig selv" in answer.get_data(as_text=True)
    assert device.post(f"/units/{top}/join", into=str(below)).status_code == 422
    assert device.post(f"/units/{top}", name="Sundhed", parent="99999").status_code == 404
    assert paths(db) == ["Sundhed", "Sundhed > Pleje"]


@both_databases
def test_two_units_are_joined_and_nothing_is_lost(device: Browser, db: Database) -> None:
    make.person(db, "Bo", unit="Nord > Nat")
    ida = make.person(db, "Ida", unit="Nord")
    make.person(db, "Eva", unit="Syd")
    north, south = id_of(db, "Nord"), id_of(db, "Syd")
    with db.writing() as session:
        session.add(Rule(unit_id=north, course="nordby"))
    device.send(device.get(f"/units/{north}"), f"/units/{north}/join", into=str(south))
    assert paths(db) == ["Syd", "Syd > Nat"]
    assert db.value(select(Person.unit_id).where(Person.id == ida.id)) == south
    assert db.value(select(Rule.unit_id)) == south


def test_only_an_empty_unit_is_removed(device: Browser, db: Database) -> None:
    make.person(db, "Bo", unit="Nord > Nat")
    for name in ("Nord", "Nat"):
        assert device.post(f"/units/{id_of(db, name)}/remove").status_code == 409
    add(device, "Tom")
    empty = id_of(db, "Tom")
    device.send(device.get(f"/units/{empty}"), f"/units/{empty}/remove")
    assert paths(db) == ["Nord", "Nord > Nat"]


@both_databases
def test_people_are_found_by_unit_and_below(device: Browser, db: Database) -> None:
    for name, unit in (("Bo", "Nord"), ("Eva", "Nord > Nat"), ("Ida", "Syd"), ("Ole", "")):
        make.person(db, name, unit=unit)
    page = device.get(f"/people/?unit={id_of(db, 'Nord')}")
    assert [row.find("a")[0].text for row in page.main.find("tr")[1:]] == ["Bo", "Eva"]
    assert "Vi fandt 2 personer" in page.main.text
    assert len(device.get("/people/?unit=99999").main.find("tr")) == 6


def test_a_name_that_several_units_have_is_asked_about(device: Browser, db: Database) -> None:
    make.person(db, "Bo", unit="Nord > Nat")
    make.person(db, "Eva", unit="Syd > Nat")
    page = device.send(device.get("/people/new"), name="Ida", email="ida@nordby.example", unit="Nat", status=422)
    assert "Flere enheder" in page.error_at("unit")
    device.send(page, unit="Syd > Nat")
    assert paths(db) == ["Nord", "Nord > Nat", "Syd", "Syd > Nat"]
    assert db.value(select(Person.unit_id).where(Person.name == "Ida")) == tree(db).find(("Syd", "Nat"))[0].id
