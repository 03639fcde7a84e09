"""Signing in and out, invitations, passwords."""

from collections.abc import Iterable
from datetime import timedelta
from itertools import repeat

import pytest
from flask import Flask
from sqlalchemy import select

from tests.webapp import make
from tests.webapp.conftest import Browse, Clock, both_databases
from tests.webapp.make import PASSWORD, Database, Someone
from tests.webapp.pages import Browser, Page
from webapp import operations
from webapp.models import Invitation, Person, Role

NEW = "fire grønne æbler i dag"


def sign_in(browser: Browser, email: str, password: str = PASSWORD, status: int = 200) -> Page:
    return browser.send(browser.get("/sign-in"), status=status, email=email, password=password)


def is_signed_in(browser: Browser) -> bool:
    return browser.client.get("/password").status_code == 200


def invite(db: Database, person: Someone, clock: Clock) -> str:
    """The address in a new invitation."""
    with db.writing() as session:
        return f"/invitation/{operations.invite(session, person.id, by=None, now=clock.now)}"


# --- signing in ---


@pytest.mark.parametrize(
    ("roles", "lands_on"),
    [
        ((), "/"),
        ((Role.LEADER,), "/my-course/"),
        ((Role.MANAGER,), "/my-new-leaders/"),
        ((Role.MANAGER, Role.LEADER), "/my-course/"),
        ((Role.AUTHOR,), "/courses/"),
        ((Role.ADMIN,), "/people/"),
        ((Role.ADMIN, Role.AUTHOR), "/people/"),
    ],
)
def test_where_one_lands_follows_from_ones_roles(
    roles: tuple[Role, ...], lands_on: str, db: Database, browse: Browse
) -> None:
    person = make.person(db, None, *roles)
    assert sign_in(browse(None), person.email).path == lands_on


@both_databases
def test_the_address_may_be_written_in_any_case(db: Database, browse: Browse) -> None:
    make.person(db, email="aase@nordby.example")
    browser = browse(None)
    sign_in(browser, " Aase@Nordby.Example ")
    assert is_signed_in(browser)


def test_a_refusal_does_not_tell_what_was_wrong(db: Database, browse: Browse) -> None:
    known, invited = make.person(db), make.person(db, password=False)
    closed = make.person(db)
    with db.writing() as session:
        person = session.get_one(Person, closed.id)
        operations.set_active(session, person, False, by=None, now=make.NOW, today=make.NOW.date())
    tries = [(known.email, "forkert"), ("ingen@nordby.example", PASSWORD), (invited.email, ""), (invited.email, "x")]
    tries += [(closed.email, PASSWORD), ("ingen@nordby.example", "00000000")]
    said = []
    for email, password in tries:
        browser = browse(None)
        page = sign_in(browser, email, password or " ", status=422)
        assert dict(page.form("/sign-in").values())["email"] == email
        assert not is_signed_in(browser)
        said.append(page.main.text)
    assert set(said) == {said[0]}


def test_a_form_left_empty_says_so_at_the_fields(db: Database, browse: Browse) -> None:
    page = sign_in(browse(None), "", "", status=422)
    assert page.error_at("email")
    assert page.error_at("password")


@both_databases
def test_ten_wrong_passwords_close_the_account_for_a_quarter_of_an_hour(
    db: Database, browse: Browse, clock: Clock
) -> None:
    person, other = make.person(db), make.person(db)
    device = browse(None)
    for _ in range(10):
        sign_in(device, person.email, "forkert", status=422)
    sign_in(device, person.email, status=429)
    assert not is_signed_in(device)
    sign_in(browse(None), other.email)
    clock.forward(minutes=15, seconds=1)
    sign_in(device, person.email)
    assert is_signed_in(device)


def guess(device: Browser, emails: Iterable[str], networks: Iterable[str]) -> set[int]:
    """Wrong passwords for each address, each from the next network; the statuses."""
    token = device.token()
    statuses = set()
    for email, network in zip(emails, networks, strict=False):
        device.client.environ_base["REMOTE_ADDR"] = network
        data = {"email": email, "password": "gæt", "csrf_token": token}
        statuses.add(device.client.post("/sign-in", data=data).status_code)
    return statuses


def test_a_stranger_elsewhere_does_not_keep_the_owner_out(db: Database, browse: Browse) -> None:
    person = make.person(db)
    assert guess(browse(None), repeat(person.email, 30), repeat("192.0.2.7")) == {422, 429}
    sign_in(browse(None), person.email)


def test_guesses_from_many_networks_close_the_account(db: Database, browse: Browse) -> None:
    person = make.person(db)
    assert guess(browse(None), repeat(person.email, 50), (f"192.0.2.{number}" for number in range(50))) == {422}
    sign_in(browse(None), person.email, status=429)


def test_two_hundred_guesses_close_the_door_for_their_network(db: Database, browse: Browse) -> None:
    person = make.person(db)
    device = browse(None)
    assert guess(device, (f"person-{number}@gaet.example" for number in range(200)), repeat("192.0.2.7")) == {422}
    sign_in(device, person.email, status=429)
    sign_in(browse(None), person.email)


def test_the_present_password_cannot_be_guessed_at_length_either(db: Database, browse: Browse) -> None:
    person = make.person(db)
    device = browse(person)
    for _ in range(10):
        change_password(device, "forkert", NEW, NEW, status=422)
    assert change_password(device, PASSWORD, NEW, NEW, status=429).error_at("password")


def test_a_right_password_wipes_out_the_wrong_ones(db: Database, browse: Browse) -> None:
    person = make.person(db)
    for _ in range(2):
        for _ in range(9):
            sign_in(browse(None), person.email, "forkert", status=422)
        sign_in(browse(None), person.email)


def test_after_signing_in_one_goes_on_where_one_was(db: Database, browse: Browse) -> None:
    on = make.enrolment(db)
    browser = browse(None)
    page = browser.get(on.url(rest="/end?a=1"))
    assert page.path == "/sign-in"
    assert browser.send(page, email=on.leader.email, password=PASSWORD).url == on.url(rest="/end?a=1")


@pytest.mark.parametrize(
    "target",
    [
        "//ond.example",
        "https://ond.example/",
        "/\\ond.example",
        "ond.example",
        "/\t/ond.example",
        "javascript:alert(1)",
    ],
)
def test_signing_in_never_leads_to_another_site(target: str, db: Database, browse: Browse) -> None:
    person = make.person(db)
    page = browse(None).client.get("/sign-in", query_string={"next": target})
    assert "ond.example" not in page.get_data(as_text=True)
    browser = browse(None)
    for field in ("next", "resume_to", "back"):
        answer = browser.post("/sign-in", email=person.email, password=PASSWORD, **{field: target})
        assert answer.location == "/"
    assert browser.post("/language", language="en", back=target).location == "/"


def test_somebody_signed_in_needs_no_page_to_sign_in(db: Database, browse: Browse) -> None:
    assert browse(make.person(db)).client.get("/sign-in").location == "/"


def test_a_page_to_sign_in_that_was_open_too_long_asks_once_more(db: Database, browse: Browse) -> None:
    person = make.person(db)
    browser = browse(None)
    page = browser.send(
        browser.get("/sign-in?next=/privacy"), status=400, csrf_token="gammel", email=person.email, password=PASSWORD
    )
    assert page.main.find("input", id="email")[0].attributes["value"] == person.email
    assert browser.send(page, "/sign-in", password=PASSWORD).path == "/privacy"


def test_the_cookie_is_for_this_site_alone_and_lasts_two_weeks(db: Database, browse: Browse, app: Flask) -> None:
    person = make.person(db)
    browser = browse(None)
    sign_in(browser, person.email)
    cookie = browser.client.get_cookie("session")
    assert cookie is not None
    assert (cookie.secure, cookie.http_only, cookie.same_site) == (True, True, "Lax")
    assert app.config["PERMANENT_SESSION_LIFETIME"] == timedelta(days=14)
    assert cookie.expires is not None


# --- signing out ---


def test_signing_out_ends_it_in_this_browser(db: Database, browse: Browse) -> None:
    person = make.person(db)
    here, there = browse(person), browse(person)
    assert here.send(here.get("/password"), "/sign-out").path == "/sign-in"
    assert not is_signed_in(here)
    assert is_signed_in(there)
    assert browse(person).client.get("/sign-out").status_code == 405


@pytest.mark.parametrize("cookie", ["", ":", "1", "1:æ", "-1:0", "0:0", "1:1", f"{'9' * 40}:0", "1:0:0", "æ:0"])
def test_a_session_that_names_nobody_is_nobodys(cookie: str, db: Database, browse: Browse) -> None:
    make.person(db)
    browser = browse(None)
    with browser.client.session_transaction() as session:
        session["_user_id"] = cookie
    assert not is_signed_in(browser)


# --- passwords ---


def change_password(browser: Browser, present: str, new: str, repeat: str, status: int = 200) -> Page:
    return browser.send(browser.get("/password"), status=status, password=present, new_password=new, repeat=repeat)


@both_databases
def test_a_new_password_signs_out_the_other_browsers_only(db: Database, browse: Browse) -> None:
    person = make.person(db)
    here, there = browse(person), browse(person)
    change_password(here, PASSWORD, NEW, NEW)
    assert is_signed_in(here)
    assert not is_signed_in(there)
    sign_in(there, person.email, PASSWORD, status=422)
    sign_in(there, person.email, NEW)
    assert is_signed_in(there)


@pytest.mark.parametrize(
    ("present", "new", "repeat", "field"),
    [
        ("forkert", NEW, NEW, "password"),
        ("", NEW, NEW, "password"),
        (PASSWORD, "ni tegn!!", "ni tegn!!", "new_password"),
        (PASSWORD, "", "", "new_password"),
        (PASSWORD, NEW, f"{NEW}!", "repeat"),
    ],
)
def test_a_password_that_cannot_be_changed_says_why_at_the_field(
    present: str, new: str, repeat: str, field: str, db: Database, browse: Browse
) -> None:
    person = make.person(db)
    browser = browse(person)
    page = change_password(browser, present, new, repeat, status=422)
    assert page.error_at(field)
    assert PASSWORD not in page.html
    sign_in(browse(None), person.email)


# --- invitations ---


def accept(browser: Browser, address: str, password: str = NEW, status: int = 200) -> Page:
    return browser.send(browser.get(address), status=status, new_password=password, repeat=password)


@both_databases
def test_an_invitation_lets_one_choose_a_password_once(db: Database, browse: Browse, clock: Clock) -> None:
    on = make.enrolment(db, make.person(db, "Åse Ødegård", Role.LEADER, password=False), welcomed=False)
    address = invite(db, on.leader, clock)
    browser = browse(None)
    assert accept(browser, address).path == f"/my-course/{on.id}/welcome"
    browse(None).get(address, 410)
    late = browse(None)
    assert late.post(address, new_password="noget helt andet", repeat="noget helt andet").status_code == 410
    sign_in(browse(None), on.leader.email, NEW)


def test_an_invitation_lasts_three_days(db: Database, browse: Browse, clock: Clock) -> None:
    person = make.person(db, password=False)
    address = invite(db, person, clock)
    clock.forward(hours=71, minutes=59)
    page = browse(None).get(address)
    clock.forward(minutes=2)
    browse(None).get(address, 410)
    assert "new_password" in page.form().names()
    assert browse(None).post(address, new_password=NEW, repeat=NEW).status_code == 410
    assert db.value(select(Person.password_hash)) is None


def test_a_new_invitation_puts_the_one_before_out_of_use(db: Database, browse: Browse, clock: Clock) -> None:
    person = make.person(db, password=False)
    first = invite(db, person, clock)
    second = invite(db, person, clock)
    browse(None).get(first, 410)
    accept(browse(None), second)


def test_a_password_that_is_refused_does_not_use_up_the_invitation(db: Database, browse: Browse, clock: Clock) -> None:
    address = invite(db, make.person(db, password=False), clock)
    browser = browse(None)
    page = accept(browser, address, "kort", status=422)
    assert page.error_at("new_password")
    accept(browser, address)


def test_an_invitation_to_one_who_has_left_is_closed(db: Database, browse: Browse, clock: Clock) -> None:
    person = make.person(db, password=False)
    address = invite(db, person, clock)
    with db.writing() as session:
        operations.set_active(
            session, session.get_one(Person, person.id), False, by=None, now=clock.now, today=clock.now.date()
        )
    browse(None).get(address, 410)


def test_a_made_up_invitation_is_closed(db: Database, browse: Browse, clock: Clock) -> None:
    browse(None).get("/invitation/gaettet", 410)


def test_the_link_of_an_invitation_is_not_in_the_database(db: Database, clock: Clock) -> None:
    address = invite(db, make.person(db), clock)
    assert db.value(select(Invitation.token_hash)) not in address


def test_a_new_password_by_invitation_signs_out_the_other_browsers(db: Database, browse: Browse, clock: Clock) -> None:
    person = make.person(db)
    there = browse(person)
    accept(browse(None), invite(db, person, clock))
    assert not is_signed_in(there)


# --- the language ---


def test_the_pages_are_danish_until_one_asks_for_english(db: Database, browse: Browse) -> None:
    on = make.enrolment(db)
    browser = browse(on.leader)
    page = browser.get(on.url())
    assert page.root.find("html")[0].attributes["lang"] == "da"
    english = browser.send(page, "/language", button=("language", "en"))
    assert english.path == on.url()
    assert english.root.find("html")[0].attributes["lang"] == "en"
    title = english.main.find("h1")[0]
    assert "da" in [each.attributes.get("lang") for each in title.above()][:1]  # the course itself stays Danish
    danish = browser.send(english, "/language", button=("language", "da"))
    assert danish.main.text == page.main.text
