"""HR's people: finding, adding, changing, inviting, enrolling, closing."""

import json
from datetime import date
from urllib.parse import urlencode

import pytest
from sqlalchemy import select

from course.progress import State
from tests.webapp import make, nordby
from tests.webapp.conftest import Browse, both_databases
from tests.webapp.make import Database, Someone
from tests.webapp.nordby import CHIEF, COURSE, FIRST, SECOND, TEAM
from tests.webapp.pages import Browser, Page
from webapp.models import Audit, Enrolment, EnrolmentState, MailState, ModuleState, Outbox, Person, Role, Unit


@pytest.fixture
def hr(db: Database) -> Someone:
    return make.person(db, "Peter Højgaard", Role.ADMIN, email="hr@nordby.example")


@pytest.fixture
def device(hr: Someone, browse: Browse) -> Browser:
    return browse(hr)


def found(page: Page) -> list[str]:
    return [each.find("a")[0].text for each in page.main.find("tr") if each.find("a")]


# --- the list ---


@pytest.mark.parametrize(
    ("search", "names"),
    [
        ("ødegård", ["Åse Ødegård"]),
        ("Ødegaard", ["Åse Ødegård"]),
        ("oedegaard", ["Åse Ødegård"]),
        ("odegard", ["Åse Ødegård"]),
        ("ODEGÅRD åse", ["Åse Ødegård"]),
        ("aase", ["Åse Ødegård"]),
        ("ærø", ["Søren Ærø"]),
        ("aeroe", ["Søren Ærø"]),
        ("soren", ["Søren Ærø"]),
        ("andre", ["André Müller"]),
        ("muller", ["André Müller"]),
        ("%", []),
        ("_", []),
        ("findes ikke", []),
        ("hr@nordby", ["Peter Højgaard"]),
    ],
)
def test_people_are_found_however_their_letters_are_written(
    search: str, names: list[str], hr: Someone, device: Browser, db: Database
) -> None:
    make.people(db, ["Åse Ødegård", "Søren Ærø", "André Müller"])
    page = device.get(f"/people/?q={search.replace('%', '%25')}")
    assert found(page) == names
    assert page.main.find("input", id="q")[0].attributes["value"] == search


@both_databases
def test_either_database_finds_people_alike(hr: Someone, device: Browser, db: Database) -> None:
    make.people(db, ["Åse Ødegård", "Søren Ærø"])
    everybody = ["Peter Højgaard", "Søren Ærø", "Åse Ødegård"]
    for search, names in (("ØDEGAARD", everybody[2:]), ("ær sør", everybody[1:2]), ("\\", []), ("ø", everybody)):
        assert found(device.get("/people/?" + urlencode({"q": search}))) == names


@both_databases
def test_paging_through_many_people_shows_each_once_in_danish_order(device: Browser, db: Database) -> None:
    # The same name often, so that pages end in the middle of people who are called the same.
    many = [f"{first} {last}" for first in ("Bo", "Åge", "Ægir", "Ørn") for last in ("Aa", "Lund", "Zøe")]
    make.people(db, many * 10)
    page, seen = device.get("/people/"), []
    for _ in range(3):
        seen += found(page)
        following = [url for url in page.links() if "after_name=" in url]
        page = device.get(following[0]) if following else page
    assert len(found(page)) == 21
    assert following == []
    assert [name for name in seen if name != "Peter Højgaard"] == [
        f"{first} {last}" for first in ("Bo", "Ægir", "Ørn", "Åge") for last in ("Lund", "Zøe", "Aa") for _ in range(10)
    ]


def test_a_search_goes_on_to_its_next_page(device: Browser, db: Database) -> None:
    make.people(db, [f"Bo {number:03}" for number in range(60)] + ["Ida Lund"])
    page = device.get("/people/?q=bo")
    following = [url for url in page.links() if "after_name=" in url]
    assert found(device.get(following[0])) == [f"Bo {number:03}" for number in range(50, 60)]


@pytest.mark.parametrize("query", ["after_name=x&after_id=æ", "after_id=" + "9" * 40, "q=" + "æ" * 999])
def test_a_made_up_place_in_the_list_still_gives_a_list(query: str, device: Browser) -> None:
    assert device.get(f"/people/?{query}").main.find("form", role="search")


# --- adding and changing ---


@both_databases
def test_hr_adds_a_person(hr: Someone, device: Browser, db: Database) -> None:
    manager = make.person(db, "Birgit Holm", Role.MANAGER)
    page = device.send(
        device.get("/people/new"),
        name="  Åse   Ødegård ",
        email=" Aase@Nordby.Example ",
        unit="Hjemmeplejen",
        manager_email=manager.email.upper(),
        manager="y",
    )
    row = db.one(
        select(Person.id, Person.name, Person.email, Person.manager_id, Person.is_leader, Person.is_manager, Unit.name)
        .join(Unit, Unit.id == Person.unit_id)
        .where(Person.email == "aase@nordby.example")
    )
    assert row[1:] == ("Åse Ødegård", "aase@nordby.example", manager.id, True, True, "Hjemmeplejen")
    assert page.path == f"/people/{row.id}"
    assert db.one(select(Audit.by_id, Audit.what).where(Audit.person_id == row.id)) == (hr.id, "person added")


def test_a_unit_is_made_once(device: Browser, db: Database) -> None:
    for number in range(2):
        device.send(device.get("/people/new"), name="Bo", email=f"bo{number}@nordby.example", unit=" Nat  teamet ")
    assert [row.name for row in db.all(select(Unit.name))] == ["Nat teamet"]


@pytest.mark.parametrize(
    ("field", "value"),
    [
        ("name", ""),
        ("name", "   "),
        ("name", "<b>Bo</b>"),
        ("name", "æ" * 201),
        ("email", ""),
        ("email", "bo"),
        ("email", "bo@nordby"),
        ("email", "bo @nordby.example"),
        ("email", "hr@nordby.example"),
        ("email", "HR@Nordby.example"),
        ("email", "b" * 250 + "@nordby.example"),
        ("unit", "æ" * 201),
        ("manager_email", "ingen@nordby.example"),
        ("manager_email", "æ" * 300),
    ],
)
def test_a_person_with_a_wrong_value_comes_back_filled_in_with_the_error_at_the_field(
    field: str, value: str, device: Browser, db: Database
) -> None:
    typed = {"name": "Bo Lund", "email": "bo@nordby.example", "unit": "Natteamet", "manager_email": ""} | {field: value}
    page = device.send(device.get("/people/new"), status=422, typed=typed, author="y")
    assert page.error_at(field)
    assert [each.attributes["href"] for each in page.main.find(role="alert")[0].find("a")] == [f"#{field}"]
    back = dict(page.form().values())
    assert {name: back[name].strip() for name in typed} == {name: text.strip() for name, text in typed.items()}
    assert back["author"] == "y"
    assert db.count(Person) == 1


@both_databases
def test_hr_changes_a_person(hr: Someone, device: Browser, db: Database) -> None:
    bo = make.person(db, "Bo Lund", Role.LEADER, unit="Natteamet")
    page = device.get(f"/people/{bo.id}/edit")
    assert dict(page.form().values()).items() >= {"name": "Bo Lund", "email": bo.email, "unit": "Natteamet"}.items()
    device.send(page, name="Bo Ærø", unit="", author="y")
    row = db.one(select(Person.name, Person.unit_id, Person.is_leader, Person.is_author).where(Person.id == bo.id))
    assert row == ("Bo Ærø", None, True, True)
    assert found(device.get("/people/?q=aeroe")) == ["Bo Ærø"]


def test_a_role_is_taken_away_by_leaving_its_box_open(device: Browser, db: Database, browse: Browse) -> None:
    bo = make.person(db, "Bo Lund", Role.MANAGER)
    at_work = browse(bo)
    at_work.get("/my-new-leaders/")
    device.send(device.get(f"/people/{bo.id}/edit"), manager=[])
    at_work.get("/my-new-leaders/", 403)


def test_a_manager_cannot_lead_herself_by_way_of_others(device: Browser, db: Database) -> None:
    top = make.person(db, "Top", Role.MANAGER)
    middle = make.person(db, "Midt", Role.MANAGER, manager=top)
    bottom = make.person(db, "Bund", Role.MANAGER, manager=middle)
    for manager in (top, middle, bottom):
        page = device.send(device.get(f"/people/{top.id}/edit"), status=422, manager_email=manager.email)
        assert page.error_at("manager_email")
    assert db.value(select(Person.manager_id).where(Person.id == top.id)) is None
    device.send(device.get(f"/people/{bottom.id}/edit"), manager_email=top.email)
    assert db.value(select(Person.manager_id).where(Person.id == bottom.id)) == top.id


def test_a_long_line_of_managers_is_no_way_round(device: Browser, db: Database) -> None:
    line = [make.person(db, "Leder 0", Role.MANAGER)]
    for number in range(1, 30):
        line.append(make.person(db, f"Leder {number}", Role.MANAGER, manager=line[-1]))
    page = device.send(device.get(f"/people/{line[0].id}/edit"), status=422, manager_email=line[-1].email)
    assert page.error_at("manager_email")


def test_hr_cannot_take_her_own_role(hr: Someone, device: Browser, db: Database) -> None:
    page = device.send(device.get(f"/people/{hr.id}/edit"), status=422, admin=[])
    assert page.main.find(id="admin-error")
    device.get("/people/")


@pytest.mark.parametrize("rest", ["", "/edit", "/enrol"])
def test_a_person_who_is_not_there_is_not_found(rest: str, device: Browser) -> None:
    device.get(f"/people/99999{rest}", 404)


# --- inviting and closing ---


def test_the_link_of_an_invitation_is_shown_once_and_works(device: Browser, db: Database, browse: Browse) -> None:
    bo = make.person(db, "Bo Lund", password=False)
    page = device.send(device.get(f"/people/{bo.id}"), f"/people/{bo.id}/invite")
    link = page.main.find("input", id="link")[0].attributes["value"]
    assert link.startswith("http://localhost/invitation/")
    assert "Bo Lund" in browse(None).get(link).main.text
    assert device.get(f"/people/{bo.id}").main.find("input", id="link") == []


def test_the_link_for_a_new_password_is_shown_to_nobody(device: Browser, db: Database) -> None:
    bo = make.person(db, "Bo Lund")
    page = device.send(device.get(f"/people/{bo.id}"), f"/people/{bo.id}/invite")
    assert page.main.find("input", id="link") == []
    token = json.loads(db.value(select(Outbox.details)))["token"]
    assert token not in page.html
    assert bo.email in page.main.find("div", role="status")[0].text


@pytest.mark.parametrize("password", [False, True])
def test_a_link_that_went_to_a_mistyped_address_opens_nothing_once_the_address_is_mended(
    password: bool, device: Browser, db: Database, browse: Browse
) -> None:
    bo = make.person(db, "Bo Lund", password=password)
    device.send(device.get(f"/people/{bo.id}"), f"/people/{bo.id}/invite")
    link = f"/invitation/{json.loads(db.value(select(Outbox.details)))['token']}"
    device.send(device.get(f"/people/{bo.id}/edit"), name="Bo Lund Holm")
    browse(None).get(link)  # another name is no other mailbox
    device.send(device.get(f"/people/{bo.id}/edit"), email="bo.lund@nordby.example")
    browse(None).get(link, 410)
    assert db.all(select(Outbox.state, Outbox.details)) == [(MailState.DROPPED, "{}")]
    changes = db.all(select(Audit.detail).where(Audit.what == "person changed").order_by(Audit.id))
    assert [row.detail for row in changes] == ["", "email"]


@both_databases
def test_closing_an_account_signs_out_at_once(hr: Someone, device: Browser, db: Database, browse: Browse) -> None:
    bo = make.person(db, "Bo Lund", Role.MANAGER)
    at_work = browse(bo)
    at_work.get("/my-new-leaders/")
    closed = device.send(device.get(f"/people/{bo.id}"), f"/people/{bo.id}/active", button=("active", "0"))
    assert at_work.get("/my-new-leaders/").path == "/sign-in"
    assert not closed.has_form(f"/people/{bo.id}/invite")
    assert device.post(f"/people/{bo.id}/invite").status_code == 409
    device.send(closed, f"/people/{bo.id}/active", button=("active", "1"))
    assert at_work.get("/my-new-leaders/").path == "/sign-in"  # an old cookie does not come back to life
    back = at_work.send(at_work.get("/sign-in"), email=bo.email, password=make.PASSWORD)
    assert back.path == "/my-new-leaders/"
    what = [row.what for row in db.all(select(Audit.what).where(Audit.by_id == hr.id).order_by(Audit.id))]
    assert what == ["person deactivated", "person reactivated"]


def test_hr_cannot_close_her_own_account(hr: Someone, device: Browser) -> None:
    assert not device.get(f"/people/{hr.id}").has_form(f"/people/{hr.id}/active")
    assert device.post(f"/people/{hr.id}/active", active="0").status_code == 409
    device.get("/people/")


# --- enrolling ---


def enrol(device: Browser, person: Someone, target: str, starts_on: str = "2026-03-02", status: int = 200) -> Page:
    return device.send(device.get(f"/people/{person.id}/enrol"), status=status, target=target, starts_on=starts_on)


@both_databases
def test_hr_enrols_a_person_on_a_course_at_a_level(device: Browser, db: Database, browse: Browse) -> None:
    bo = make.person(db, "Bo Lund")
    assert enrol(device, bo, f"{COURSE}/{CHIEF}").path == f"/people/{bo.id}"
    rows = db.all(select(ModuleState.module, ModuleState.due_on, ModuleState.state).order_by(ModuleState.position))
    assert rows == [
        (FIRST, date(2026, 3, 9), State.NOT_STARTED),
        (SECOND, date(2026, 3, 23), State.NOT_STARTED),
        (nordby.CHIEFS_ONLY, date(2026, 4, 7), State.NOT_STARTED),  # the day after Easter Monday
    ]
    assert browse(bo).get("/").path.endswith("/welcome")


def test_another_level_ends_one_enrolment_and_begins_the_next(device: Browser, db: Database) -> None:
    on = make.enrolment(db, completed=[FIRST])
    enrol(device, on.leader, f"{COURSE}/{CHIEF}")
    rows = db.all(select(Enrolment.level, Enrolment.state, Enrolment.follows_id).order_by(Enrolment.id))
    assert rows == [(TEAM, EnrolmentState.ENDED, None), (CHIEF, EnrolmentState.ACTIVE, on.id)]
    assert make.state_of(db, on) is State.COMPLETED
    page = device.get(f"/people/{on.leader.id}")
    assert len(page.main.find("section", class_="enrolment")) == 2


def test_the_same_level_twice_is_told_at_the_field(device: Browser, db: Database) -> None:
    on = make.enrolment(db)
    page = enrol(device, on.leader, f"{COURSE}/{TEAM}", status=422)
    assert page.error_at("target")
    assert db.count(Enrolment) == 1


@pytest.mark.parametrize(
    ("target", "starts_on", "field"),
    [
        ("", "2026-03-02", "target"),
        (f"{COURSE}/{TEAM}", "", "starts_on"),
        (f"{COURSE}/{TEAM}", "i morgen", "starts_on"),
        (f"{COURSE}/{TEAM}", "2026-02-30", "starts_on"),
    ],
)
def test_an_enrolment_with_a_wrong_value_comes_back_filled_in(
    target: str, starts_on: str, field: str, device: Browser, db: Database
) -> None:
    bo = make.person(db)
    page = enrol(device, bo, target, starts_on, status=422)
    assert page.error_at(field)
    assert dict(page.form().values()).items() >= {"target": target, "starts_on": starts_on}.items()
    assert db.count(Enrolment) == 0


@pytest.mark.parametrize("target", ["x", f"{COURSE}/", f"{COURSE}/findes-ikke", "findes-ikke/chef", f"{COURSE}/chef/x"])
def test_a_course_or_level_that_is_not_offered_is_refused(target: str, device: Browser, db: Database) -> None:
    bo = make.person(db)
    answer = device.post(f"/people/{bo.id}/enrol", target=target, starts_on="2026-03-02")
    assert answer.status_code == 422
    assert db.count(Enrolment) == 0


@pytest.mark.parametrize("starts_on", ["0001-01-01", "9999-12-31"])
def test_a_first_day_beyond_all_calendars_is_refused(starts_on: str, device: Browser, db: Database) -> None:
    page = enrol(device, make.person(db), f"{COURSE}/{TEAM}", starts_on, status=422)
    assert page.error_at("starts_on")


def test_hr_sees_how_far_a_person_is_and_nothing_more(device: Browser, db: Database) -> None:
    on = make.enrolment(db, completed=[FIRST])
    make.answer(db, on, "svar", "0", try_no=1)
    make.text(db, on)
    page = device.get(f"/people/{on.leader.id}")
    marks = [each.attributes["class"].split()[1] for each in page.main.find("span", class_="mark")]
    assert marks == ["completed", "not_started"]
    assert "Jeg lovede for meget." not in page.html
