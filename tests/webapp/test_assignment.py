"""Rules that put new leaders on courses, and courses that take no new people."""

from datetime import date
from urllib.parse import urlencode

import pytest
from sqlalchemy import Engine, select, update

from tests.webapp import make
from tests.webapp.conftest import Browse, both_databases, statements
from tests.webapp.make import Database, Someone
from tests.webapp.nordby import CHIEF, COURSE, TEAM
from tests.webapp.pages import Browser, Page
from webapp import operations
from webapp.db import make_session
from webapp.editions import Courses
from webapp.models import Audit, CourseState, Enrolment, EnrolmentState, Intake, ModuleState, Person, Role, Rule, Unit
from webapp.operations import Wish


@pytest.fixture
def hr(db: Database) -> Someone:
    return make.person(db, "Peter Højgaard", Role.ADMIN)


@pytest.fixture
def device(hr: Someone, browse: Browse) -> Browser:
    return browse(hr)


def leader(
    db: Database, name: str, unit: str = "", level: str = "Teamleder", starts_on: date | None = make.START
) -> Someone:
    made = make.person(db, name, Role.LEADER, unit=unit)
    db.run(update(Person).where(Person.id == made.id).values(level=level, starts_on=starts_on))
    return made


def unit_id(db: Database, name: str) -> int:
    id: int = db.value(select(Unit.id).where(Unit.name == name))
    return id


def look(device: Browser, target: str, unit: int | None = None, word: str = "", status: int = 200) -> Page:
    query = urlencode({"unit": unit or "", "word": word, "target": target})
    return device.get(f"/assignment/rules/new?{query}", status)


def add(device: Browser, target: str, unit: int | None = None, word: str = "") -> Page:
    return device.send(look(device, target, unit, word), "/assignment/rules/new")


def enrolled(db: Database) -> list[tuple[str, str, str]]:
    query = select(Person.name, Enrolment.level, Enrolment.state).join(Enrolment, Enrolment.person_id == Person.id)
    return [(row.name, row.level, row.state.value) for row in db.all(query.order_by(Person.sort_name, Enrolment.id))]


def apply(db: Database, people: list[int] | None = None, most: int | None = None) -> int:
    with db.writing() as session:
        return operations.apply_rules(
            session, Courses(), people, by=None, now=make.NOW, today=make.NOW.date(), most=most
        )


@both_databases
def test_the_dry_run_names_whom_the_rule_would_enrol_and_changes_nothing(device: Browser, db: Database) -> None:
    leader(db, "Bo Lund", "Nord > Nat")
    leader(db, "Åse Ødegård", "Nord", "CHEFER")
    leader(db, "Ida Syd", "Syd")
    leader(db, "Kaj Ukendt", "Nord", "Kejser")
    make.person(db, "Ole Ingen Leder", unit="Nord")
    page = look(device, f"{COURSE}/*", unit_id(db, "Nord"))
    found = [[cell.text for cell in row.find("td")] for row in page.main.find("tr")[1:]]
    assert found == [["Bo Lund", "Nat", "Teamledere", "16. februar"], ["Åse Ødegård", "Nord", "Chefer", "16. februar"]]
    assert "2 personer bliver tilmeldt" in page.main.text
    assert db.count(Enrolment) == db.count(Rule) == 0


@both_databases
def test_a_rule_enrols_those_who_are_there_and_those_who_come(device: Browser, db: Database) -> None:
    leader(db, "Bo Lund", "Nord > Nat")
    leader(db, "Ida Syd", "Syd")
    add(device, f"{COURSE}/*", unit_id(db, "Nord"))
    assert enrolled(db) == [("Bo Lund", TEAM, "active")]
    assert db.value(select(Enrolment.starts_on)) == make.START
    assert [row.due_on for row in db.all(select(ModuleState.due_on).order_by(ModuleState.position))] == [
        date(2026, 2, 23),
        date(2026, 3, 9),
    ]
    typed = {"name": "Eva Ny", "email": "eva@nordby.example", "unit": "Nat", "level": "chef", "starts_on": "2026-04-01"}
    device.send(device.get("/people/new"), typed=typed)
    ida = db.value(select(Person.id).where(Person.name == "Ida Syd"))
    device.send(device.get(f"/people/{ida}/edit"), unit="Nord")
    assert enrolled(db) == [("Bo Lund", TEAM, "active"), ("Eva Ny", CHIEF, "active"), ("Ida Syd", TEAM, "active")]
    assert apply(db) == 0


def test_a_rule_for_one_word_of_the_list_says_the_level_itself(device: Browser, db: Database) -> None:
    leader(db, "Bo", level="Afsnitsleder")
    leader(db, "Ida", level="Teamleder")
    add(device, f"{COURSE}/{CHIEF}", word="Afsnitsleder")
    assert enrolled(db) == [("Bo", CHIEF, "active")]


def test_the_rule_of_the_nearest_unit_counts(device: Browser, db: Database) -> None:
    leader(db, "Bo", "Nord > Nat")
    leader(db, "Ida", "Nord")
    with db.writing() as session:
        for wish in (Wish(unit_id(db, "Nat"), "", COURSE, CHIEF), Wish(None, "", COURSE, TEAM)):
            operations.add_rule(session, wish, by=None, now=make.NOW)
    assert apply(db) == 2
    assert enrolled(db) == [("Bo", CHIEF, "active"), ("Ida", TEAM, "active")]


def test_whoever_has_been_on_the_course_is_left_alone(device: Browser, db: Database) -> None:
    bo = leader(db, "Bo")
    make.enrolment(db, bo, state=EnrolmentState.ENDED)
    closed = leader(db, "Ida")
    db.run(update(Person).where(Person.id == closed.id).values(active=False))
    add(device, f"{COURSE}/*")
    assert enrolled(db) == [("Bo", TEAM, "ended")]


def test_removing_a_rule_removes_nobody(device: Browser, db: Database) -> None:
    leader(db, "Bo")
    add(device, f"{COURSE}/*")
    rule = db.value(select(Rule.id))
    device.send(device.get("/assignment/"), f"/assignment/rules/{rule}/remove")
    assert (db.count(Rule), enrolled(db)) == (0, [("Bo", TEAM, "active")])
    assert device.post(f"/assignment/rules/{rule}/remove").status_code == 404


@both_databases
def test_another_level_in_the_list_moves_her_where_the_rule_says(device: Browser, db: Database) -> None:
    bo = leader(db, "Bo")
    add(device, f"{COURSE}/*")
    device.send(device.get(f"/people/{bo.id}/edit"), level="Chef")
    assert enrolled(db) == [("Bo", TEAM, "ended"), ("Bo", CHIEF, "active")]
    first, second = db.all(select(Enrolment.id, Enrolment.follows_id, Enrolment.starts_on).order_by(Enrolment.id))
    assert (second.follows_id, second.starts_on) == (first.id, make.NOW.date())
    device.send(device.get(f"/people/{bo.id}/edit"), level="Kejser")
    assert len(enrolled(db)) == 2


@both_databases
def test_the_number_of_statements_does_not_grow_with_the_people(engine: Engine, db: Database) -> None:
    with db.writing() as session:
        operations.add_rule(session, Wish(None, "", COURSE, ""), by=None, now=make.NOW)
    costs = []
    for size in (3, 60):
        for _ in range(size):
            leader(db, "Bo")
        with statements(engine) as sent:
            assert apply(db) == size
        costs.append(len(sent))
    assert costs[0] == costs[1]


def test_many_are_taken_in_batches(db: Database) -> None:
    with db.writing() as session:
        operations.add_rule(session, Wish(None, "", COURSE, ""), by=None, now=make.NOW)
    for _ in range(5):
        leader(db, "Bo")
    assert [apply(db, most=2) for _ in range(4)] == [2, 2, 1, 0]


@pytest.mark.parametrize("target", ["", "findes-ikke/chef", f"{COURSE}/kejser", COURSE])
def test_a_target_that_is_none_is_refused_at_its_field(target: str, device: Browser, db: Database) -> None:
    assert look(device, target, status=422).error_at("target")
    assert device.post("/assignment/rules/new", target=target).status_code == 422
    assert look(device, f"{COURSE}/*", 99_999, status=422).error_at("unit")
    assert db.count(Rule) == 0


@pytest.mark.parametrize("intake", [Intake.CLOSED, Intake.RETIRED])
def test_a_course_that_takes_no_new_people_is_offered_nowhere_and_those_under_way_go_on(
    intake: Intake, device: Browser, db: Database, browse: Browse
) -> None:
    on = make.enrolment(db)
    add(device, f"{COURSE}/*")
    device.send(device.get("/assignment/"), f"/assignment/courses/{COURSE}", button=("intake", intake.value))
    ida = leader(db, "Ida")
    assert apply(db) == 0
    assert "Intet forløb tager imod nye" in device.get(f"/people/{ida.id}/enrol").main.text
    assert device.post(f"/people/{ida.id}/enrol", target=f"{COURSE}/{TEAM}", starts_on="2026-03-02").status_code == 422
    with make_session(db.engine) as session, pytest.raises(operations.NotOpen):
        operations.enrol(
            session, session.get_one(Person, ida.id), make.compiled(db), TEAM, make.START, by=None, now=make.NOW
        )
    browse(on.leader).get(on.url())
    device.post(f"/people/{on.leader.id}/enrolments/{on.id}/level", level=CHIEF, starts_on="2026-03-02")
    assert ("active", CHIEF) in [(state, level) for _, level, state in enrolled(db)]
    device.send(device.get("/assignment/"), f"/assignment/courses/{COURSE}", button=("intake", "open"))
    assert apply(db) == 1
    assert [
        row.what for row in db.all(select(Audit.what).where(Audit.what.startswith("course ")).order_by(Audit.id))
    ] == [
        f"course {intake.value}",
        "course open",
    ]
    assert device.post("/assignment/courses/findes-ikke", intake="open").status_code == 404
    assert device.post(f"/assignment/courses/{COURSE}", intake="kejser").status_code == 400
    assert db.count(CourseState) == 1
