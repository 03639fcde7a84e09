"""The pages about mails: HR's, everybody's own, the way out of a mail, the forgotten password, and the demo's mailbox."""

import re
from dataclasses import replace

import pytest
from flask import Flask
from sqlalchemy import Engine, func, insert, select, update

from tests.webapp import make, nordby
from tests.webapp.conftest import Browse, Clock, both_databases, statements
from tests.webapp.mailbox import DEAD, REFUSED, Recorder, run, send, sent
from tests.webapp.make import PASSWORD, Database
from tests.webapp.pages import Browser, Page
from tests.webapp.test_letters import SAID, days, due_in, follow, share, underway
from tests.webapp.test_outbox import queue
from tests.webapp.test_statements import cost
from webapp import operations
from webapp.config import Config, Security, Smtp
from webapp.mail.addresses import Addresses, sign
from webapp.models import Invitation, MailFailure, MailKind, MailOff, MailState, Outbox, Person, Role

NEW = "fire grønne æbler"


def use(app: Flask, config: Config) -> None:
    app.extensions["lederstart.config"] = config


# --- invitations ---


def test_an_invitation_is_mailed_and_its_link_works(db: Database, browse: Browse, config: Config) -> None:
    admin = make.person(db, None, Role.ADMIN)
    bo = make.person(db, "Bo Lund", Role.LEADER, password=False)
    browser = browse(admin)
    browser.send(browser.get(f"/people/{bo.id}"), f"/people/{bo.id}/invite")
    (mail,) = run(db, config)
    assert mail.to == bo.email
    assert mail.subject == "Velkommen til Lederstart"
    assert "List-Unsubscribe" not in mail.message
    assert "Nordby Kommune" in mail.text
    browser = browse(None)
    page = browser.get(mail.link("/invitation/"))
    browser.send(page, new_password=NEW, repeat=NEW)
    assert browser.client.get("/my-mails").status_code == 200


def test_the_link_is_shown_to_hr_only_where_no_mail_goes_out(
    app: Flask, db: Database, browse: Browse, config: Config
) -> None:
    admin, bo = make.person(db, None, Role.ADMIN), make.person(db, password=False)
    browser = browse(admin)
    page = browser.send(browser.get(f"/people/{bo.id}"), f"/people/{bo.id}/invite")
    assert "/invitation/" in page.field("Invitationslink").attributes["value"]
    use(app, replace(config, smtp=Smtp("127.0.0.1", 25, Security.NONE)))
    page = browser.send(browser.get(f"/people/{bo.id}"), f"/people/{bo.id}/invite")
    assert "/invitation/" not in page.html
    assert f"på vej til {bo.email}" in page.main.text


def test_a_newer_link_takes_the_place_of_one_that_has_not_gone_yet(
    db: Database, browse: Browse, config: Config
) -> None:
    admin, bo = make.person(db, None, Role.ADMIN), make.person(db, password=False)
    browser = browse(admin)
    for _ in range(2):
        browser.send(browser.get(f"/people/{bo.id}"), f"/people/{bo.id}/invite")
    (mail,) = run(db, config)
    browse(None).get(mail.link("/invitation/"))


def invite_new(browser: Browser, *, links: bool = False) -> Page:
    page = browser.get("/people/?uninvited=1")
    return browser.send(page, "/people/invite-new", typed={"links": "y"} if links else {})


def test_everybody_new_gets_a_mail_and_its_link_works(app: Flask, db: Database, browse: Browse, config: Config) -> None:
    browser = browse(make.person(db, None, Role.ADMIN))
    people = [make.person(db, password=False) for _ in range(3)]
    use(app, replace(config, smtp=Smtp("127.0.0.1", 25, Security.NONE)))
    page = invite_new(browser)
    assert "3 mails med en invitation er på vej." in page.main.text
    assert "/invitation/" not in page.html
    mails = run(db, config)
    assert {mail.to for mail in mails} == {person.email for person in people}
    assert {mail.subject for mail in mails} == {"Velkommen til Lederstart"}
    for mail in mails:
        browse(None).get(mail.link("/invitation/"))


def test_the_links_of_new_ones_are_shown_where_no_mail_goes_out_or_hr_asks(
    app: Flask, db: Database, browse: Browse, config: Config
) -> None:
    browser = browse(make.person(db, None, Role.ADMIN))
    make.person(db, password=False)
    assert invite_new(browser).html.count("/invitation/") == 1
    use(app, replace(config, smtp=Smtp("127.0.0.1", 25, Security.NONE)))
    make.person(db, password=False)
    page = invite_new(browser, links=True)
    assert page.html.count("/invitation/") == 1
    assert "1 mail med en invitation er på vej." in page.main.text


@both_databases
def test_inviting_many_costs_no_more_statements_than_inviting_one(engine: Engine, db: Database) -> None:
    costs = []
    for size in (1, 40):
        ids = [make.person(db, password=False).id for _ in range(size)]
        with statements(engine) as sent_, db.writing() as session:
            operations.invite_all(session, ids, by=None, now=make.NOW)
        costs.append(len(sent_))
        assert db.count(Outbox, Outbox.person_id.in_(ids)) == size
    assert costs[0] == costs[1]


# --- the forgotten password ---


@both_databases
def test_how_long_the_answer_takes_does_not_tell_whether_an_address_is_known(db: Database, browse: Browse) -> None:
    bo, other = make.person(db), make.person(db)
    closed = make.person(db)
    db.run(update(Person).where(Person.id == closed.id).values(active=False))
    browser = browse(None)
    heard = []
    for email in (other.email, bo.email, bo.email, "ingen@nordby.example", closed.email):
        page = browser.get("/forgotten-password")
        with statements(db.engine) as done:
            browser.send(page, email=email)
        heard.append(list(done))
    assert heard[1:] == heard[:1] * 4
    assert {row.person_id for row in db.all(select(Outbox.person_id))} == {bo.id, other.id}
    assert (db.count(Invitation), db.count(Outbox)) == (2, 2)


@both_databases
def test_who_has_forgotten_her_password_gets_a_link_for_a_new_one(db: Database, browse: Browse, config: Config) -> None:
    bo = make.person(db, "Bo Lund")
    browser = browse(None)
    page = browser.get("/sign-in")
    assert "/forgotten-password" in page.links()
    assert "Glemt adgangskode?" in page.main.text
    browser.send(browser.get("/forgotten-password"), email=bo.email.upper())
    (mail,) = run(db, config)
    assert (mail.to, mail.subject) == (bo.email, "Ny adgangskode til Lederstart")
    link = mail.link("/invitation/")
    browser.send(browser.get(link), new_password=NEW, repeat=NEW)
    browser.get(link, status=410)
    assert browser.client.get("/my-mails").status_code == 200


def test_the_link_lasts_for_72_hours(db: Database, browse: Browse, config: Config, clock: Clock) -> None:
    bo = make.person(db)
    browser = browse(None)
    browser.send(browser.get("/forgotten-password"), email=bo.email)
    link = run(db, config)[0].link("/invitation/")
    clock.forward(hours=71, minutes=59)
    browse(None).get(link)
    clock.forward(minutes=2)
    page = browse(None).get(link, status=410)
    assert "/forgotten-password" in page.links()


def test_the_answer_does_not_tell_whether_the_address_is_known(db: Database, browse: Browse, config: Config) -> None:
    known, closed = make.person(db), make.person(db)
    db.run(update(Person).where(Person.id == closed.id).values(active=False))
    said = set()
    for email in (known.email, closed.email, "ingen@nordby.example"):
        browser = browse(None)
        page = browser.send(browser.get("/forgotten-password"), email=email)
        said.add(page.main.text.replace(email, ""))
    assert len(said) == 1
    assert [mail.to for mail in run(db, config)] == [known.email]


def test_nobodys_mailbox_is_filled_by_asking_again_and_again(
    db: Database, browse: Browse, config: Config, clock: Clock
) -> None:
    bo = make.person(db)
    browser = browse(None)
    for _ in range(4):
        browser.send(browser.get("/forgotten-password"), email=bo.email)
    (mail,) = run(db, config)
    browse(None).get(mail.link("/invitation/"))
    clock.forward(minutes=16)
    browser.send(browser.get("/forgotten-password"), email=bo.email)
    assert len(run(db, config)) == 1


def test_asking_is_slowed_down_as_signing_in_is_and_does_not_close_the_account(
    db: Database, browse: Browse, config: Config
) -> None:
    bo = make.person(db)
    browser = browse(None)
    page = browser.get("/forgotten-password")
    for _ in range(10):
        browser.send(page, email=bo.email)
    assert browser.send(page, email=bo.email, status=429).error_at("email")
    browser.send(browser.get("/sign-in"), email=bo.email, password=PASSWORD)
    assert browser.client.get("/my-mails").status_code == 200


@pytest.mark.parametrize("typed", ["", "bo", "bo@nordby", "x" * 300 + "@nordby.example"])
def test_what_is_no_address_is_said_at_the_field(typed: str, browse: Browse, db: Database) -> None:
    browser = browse(None)
    assert browser.send(browser.get("/forgotten-password"), email=typed, status=422).error_at("email")


# --- what one wants to get ---


def test_each_sees_and_chooses_what_is_sent_to_her(db: Database, browse: Browse) -> None:
    leader, manager = follow(db)
    for person, labels in (
        (
            leader,
            [
                "Velkommen på den første dag",
                "Påmindelser om dine moduler",
                "Et spørgsmål til din plan nogle uger efter",
                "Hilsner fra din nærmeste leder",
            ],
        ),
        (make.person(db, None, Role.AUTHOR), ["Når en kollega beder dig læse et udkast igennem"]),
        (
            manager,
            [
                "Tre opgaver, før en ny leder begynder",
                "Når en ny leder deler noget med dig",
                "Ugens overblik over dine nye ledere",
            ],
        ),
    ):
        page = browse(person).get("/my-mails")
        boxes = page.main.find("input", type="checkbox")
        assert [page.field(label).attributes["id"] for label in labels] == [box.attributes["id"] for box in boxes]
        assert all("checked" in box.attributes for box in boxes)


def test_a_choice_is_kept_and_can_be_taken_back(db: Database, browse: Browse) -> None:
    leader, _ = follow(db)
    browser = browse(leader)
    page = browser.send(browser.get("/my-mails"), kind=["welcome"], mail_language="en")
    assert "checked" not in page.field("Påmindelser").attributes
    assert "checked" in page.field("Velkommen").attributes
    off = {MailKind.REMINDER, MailKind.PLAN, MailKind.GREETING}
    assert set(db.all(select(MailOff.person_id, MailOff.kind))) == {(leader.id, kind) for kind in off}
    assert db.value(select(Person.language).where(Person.id == leader.id)) == "en"
    page = browser.send(page, kind=["welcome", "reminder", "plan", "greeting"], mail_language="da")
    assert "checked" in page.field("Påmindelser").attributes
    assert db.count(MailOff) == 0


def test_every_part_of_a_letter_can_be_switched_off_from_it_without_signing_in(
    db: Database, browse: Browse, config: Config, clock: Clock
) -> None:
    leader, manager = follow(db)
    share(underway(db, leader), db, browse)
    make.enrolment(db, make.person(db, None, Role.LEADER, manager=manager), starts_on=days(8))
    clock.forward(days=1)
    (mail,) = run(db, config)
    offs = [link for link in mail.links if link.startswith("/mails/off/")]
    assert len(offs) == 2
    assert all(link in mail.html for link in offs)
    stranger = browse(None)
    page = stranger.get(offs[1])
    assert [each.text for each in page.main.find("li")] == ["Når en ny leder deler noget med dig"]
    assert db.count(MailOff) == 0  # opening it changes nothing
    stranger.send(page)
    assert db.all(select(MailOff.person_id, MailOff.kind)) == [(manager.id, MailKind.SHARED)]


def test_a_mail_program_switches_off_all_that_a_letter_holds_by_one_click(
    db: Database, browse: Browse, config: Config
) -> None:
    leader, _ = follow(db)
    due_in(db, make.enrolment(db, leader, starts_on=days(0)), 4)
    (mail,) = run(db, config)
    assert mail.message["List-Unsubscribe-Post"] == "List-Unsubscribe=One-Click"
    link = str(mail.message["List-Unsubscribe"]).strip("<>").removeprefix(config.served_at)
    answer = browse(None).client.post(link, data={"List-Unsubscribe": "One-Click"})
    assert answer.status_code == 200
    assert {row.kind for row in db.all(select(MailOff.kind))} == {MailKind.WELCOME, MailKind.REMINDER}


def test_a_link_that_we_did_not_sign_switches_nothing_off(db: Database, browse: Browse) -> None:
    leader, other = make.person(db), make.person(db)
    right = sign(make.SECRET, leader.id, [MailKind.REMINDER])
    forged = sign("a secret that is not ours", other.id, [MailKind.REMINDER])
    for token in (forged, right[:-1] + ("a" if right[-1] != "a" else "b"), "x", sign(make.SECRET, 99_999, [])):
        browse(None).get(f"/mails/off/{token}", status=404)
        assert browse(None).client.post(f"/mails/off/{token}").status_code == 404
    assert db.count(MailOff) == 0


def test_every_address_in_a_mail_is_one_of_a_page(app: Flask, config: Config) -> None:
    addresses = Addresses(config)
    for url, endpoint in (
        (addresses.invitation("x"), "account.invitation"),
        (addresses.course(), "learn.overview"),
        (addresses.module(1, nordby.FIRST), "learn.start"),
        (addresses.plans(), "learn.overview"),
        (addresses.review(nordby.COURSE, nordby.FIRST), "reviewing.show"),
        (addresses.team(), "team.index"),
        (addresses.report(1), "team.show"),
        (addresses.switch_off(1, [MailKind.REMINDER]), "my_mails.off"),
    ):
        path = url.removeprefix(config.served_at).partition("#")[0]
        assert app.url_map.bind("localhost").match(path, "GET")[0] == endpoint


# --- HR ---


def test_hr_sees_how_the_mails_get_on_and_nothing_of_what_they_say(
    db: Database, browse: Browse, config: Config
) -> None:
    admin = make.person(db, None, Role.ADMIN)
    dead, slow, bo = make.person(db, "Dorte Død"), make.person(db, "Sune Sen"), make.person(db)
    for person in (dead, slow, bo):
        queue(db, person)
    send(db.engine, config, Recorder({dead.email: DEAD, slow.email: REFUSED}))
    page = browse(admin).get("/mails/")
    facts = {each.find("dt")[0].text: each.find("dd")[0].text for each in page.main.find("dl")[0].find("div")}
    assert facts == {
        "Venter på at blive sendt": "1",
        "Sendt de seneste 30 dage": "1",
        "Opgivet de seneste 30 dage": "1",
    }
    given_up, waiting = page.main.find("table")
    assert "Dorte Død" in given_up.text
    assert "Adressen findes ikke." in given_up.text
    assert "Sune Sen" in waiting.text
    assert "2. marts kl. 10.01" in waiting.text
    assert "hemmeligt" not in page.html


def test_a_dead_address_is_shown_on_the_persons_page_until_it_is_corrected(
    db: Database, browse: Browse, config: Config
) -> None:
    admin, dead = make.person(db, None, Role.ADMIN), make.person(db)
    queue(db, dead)
    send(db.engine, config, Recorder({dead.email: DEAD}))
    browser = browse(admin)
    assert f"Mails til {dead.email} kommer retur" in browser.get(f"/people/{dead.id}").main.text
    db.run(update(Person).where(Person.id == dead.id).values(email="ny@nordby.example"))
    assert "kommer retur" not in browser.get(f"/people/{dead.id}").main.text


def test_hr_sends_a_mail_once_more(db: Database, browse: Browse, config: Config, clock: Clock) -> None:
    admin = make.person(db, None, Role.ADMIN)
    invited = make.person(db, password=False)
    on = make.enrolment(db, starts_on=days(0))
    queue(db, invited)
    with db.writing() as session:
        operations.queue_welcomes(session, clock.now)
        operations.collect(session, clock.now, after=0, most=10)
    send(db.engine, config, Recorder({invited.email: DEAD, on.leader.email: DEAD}))
    assert db.count(Outbox, Outbox.state == MailState.GIVEN_UP, Outbox.letter_id.is_(None)) == 2
    browser = browse(admin)
    for _ in range(2):
        page = browser.get("/mails/")
        form = next(each for each in page.main.find("form", method="post"))
        browser.send(page, form.attributes["action"])
    mails = run(db, config)
    assert {mail.to for mail in mails} == {invited.email, on.leader.email}
    letter = next(mail for mail in mails if mail.to == on.leader.email)
    assert SAID[MailKind.WELCOME] in letter.text
    invitation = next(mail for mail in mails if mail.to == invited.email)
    browse(None).get(invitation.link("/invitation/"))
    assert "Opgivet" in browser.get("/mails/").main.text
    assert browser.get("/mails/").main.find("table") == []


def test_a_mail_that_was_not_given_up_cannot_be_sent_again(db: Database, browse: Browse, config: Config) -> None:
    admin, bo = make.person(db, None, Role.ADMIN), make.person(db)
    queue(db, bo)
    send(db.engine, config, Recorder())
    id = db.value(select(Outbox.id))
    assert browse(admin).post(f"/mails/{id}/again").status_code == 404
    assert browse(admin).post("/mails/999999/again").status_code == 404
    assert db.count(Invitation) == 0


@both_databases
def test_more_mails_do_not_cost_more_statements(engine: Engine, db: Database, browse: Browse) -> None:
    admin, bo = make.person(db, None, Role.ADMIN), make.person(db)
    browser = browse(admin)
    costs = []
    for size in (5, 300):
        first = db.value(select(func.count()).select_from(Outbox))
        row = {"person_id": bo.id, "kind": MailKind.LETTER, "queued_at": make.NOW, "send_after": make.NOW}
        row |= {"state": MailState.GIVEN_UP, "failure": MailFailure.SERVER, "ended_at": make.NOW}
        db.run(insert(Outbox).values([row | {"reason": f"r{first + number}"} for number in range(size)]))
        costs.append(cost(engine, browser, "/mails/"))
    assert costs[0] == costs[1] <= 4
    assert len(browser.get("/mails/").main.find("tr")) == 51


# --- the demo's mailbox ---


def test_the_demo_shows_its_mails_newest_first(
    app: Flask, db: Database, browse: Browse, config: Config, clock: Clock
) -> None:
    admin = make.person(db, None, Role.ADMIN)
    use(app, replace(config, demo_password=PASSWORD))
    assert "Ingen mails endnu" in browse(admin).get("/mails/box").main.text
    queue(db, make.person(db, email="foerst@nordby.example"))
    run(db, config)
    clock.forward(minutes=1)
    queue(db, make.person(db, email="sidst@nordby.example"))
    run(db, config)
    page = browse(admin).get("/mails/box")
    shown = [re.findall(r"\w+@nordby\.example", each.text) for each in page.main.find("summary")]
    assert shown == [["sidst@nordby.example"], ["foerst@nordby.example"]]
    assert any(link.endswith("/invitation/hemmeligt") for link in page.links())
    assert "/mails/box" in browse(admin).get("/mails/").links()


def test_a_real_installation_has_no_mailbox(app: Flask, db: Database, browse: Browse, config: Config) -> None:
    browser = browse(make.person(db, None, Role.ADMIN))
    queue(db, make.person(db))
    run(db, config)
    assert sent(config)
    browser.get("/mails/box", status=404)
    use(app, replace(config, demo_password=PASSWORD, smtp=Smtp("127.0.0.1", 25, Security.NONE)))
    browser.get("/mails/box", status=404)
