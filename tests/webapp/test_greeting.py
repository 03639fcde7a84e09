"""A manager's greeting: chosen or written, seen as it goes, and sent in place of the week's letter."""

import itertools
import re
from datetime import timedelta

import pytest
from sqlalchemy import select, update

from tests.webapp import make
from tests.webapp.conftest import Browse, Clock, both_databases
from tests.webapp.mailbox import DEAD, Mail, Recorder, run, send, sent
from tests.webapp.make import Database, Enrolled, Someone
from tests.webapp.pages import Browser, Page
from tests.webapp.test_letters import SAID, days, due_in, follow, underway
from webapp import operations
from webapp.config import Config
from webapp.models import Enrolment, EnrolmentState, MailKind, MailState, Outbox, Person, Role

OWN = "Hvor er det godt at se dig.\n\nJeg giver kaffe på fredag: Æblegrøden."
NOT_NOW = "Lederstart kan ikke bringe en hilsen til Åse lige nu."
THIS_WEEK = "Åse har allerede en hilsen fra denne uge."


def url(on: Enrolled) -> str:
    return f"/my-new-leaders/{on.id}/greeting/"


def ready(db: Database) -> tuple[Enrolled, Someone]:
    """A leader whom nothing is due for, and her nearest manager."""
    leader, manager = follow(db)
    return underway(db, leader), manager


def greet(browser: Browser, on: Enrolled, **typed: str) -> Page:
    """Write, look at the mail, and send it."""
    page = browser.send(browser.get(url(on)), url(on), typed=typed or {"choice": "own", "text": OWN})
    return browser.send(page, f"{url(on)}send")


def to_leader(on: Enrolled, mails: list[Mail]) -> list[Mail]:
    return [mail for mail in mails if mail.to == on.leader.email]


@both_databases
def test_her_own_words_reach_the_leader_and_an_answer_reaches_her(db: Database, config: Config, browse: Browse) -> None:
    on, manager = ready(db)
    page = greet(browse(manager), on)
    assert page.path == f"/my-new-leaders/{on.id}"
    assert "Din hilsen er på vej til Åse." in page.main.text
    (mail,) = to_leader(on, run(db, config))
    assert mail.subject == "En hilsen fra Birgit Holm"
    assert "Hej Åse Hvor er det godt at se dig. Jeg giver kaffe på fredag: Æblegrøden. Birgit Holm" in mail.text
    assert str(mail.message["Reply-To"]) == manager.email


@pytest.mark.parametrize("place", ["0", "1", "2"])
def test_one_of_three_short_greetings_goes_as_it_is_shown(
    place: str, db: Database, config: Config, browse: Browse
) -> None:
    on, manager = ready(db)
    browser = browse(manager)
    (label,) = [each for each in browser.get(url(on)).main.find("label") if each.attributes["for"] == f"choice-{place}"]
    greet(browser, on, choice=place)
    (mail,) = to_leader(on, run(db, config))
    assert label.text in mail.text


def test_she_sees_the_mail_word_for_word_before_it_goes(db: Database, config: Config, browse: Browse) -> None:
    on, manager = ready(db)
    db.run(update(Person).where(Person.id == on.leader.id).values(language="en"))
    browser = browse(manager)
    page = browser.send(browser.get(url(on)), url(on), choice="own", text=OWN)
    assert db.count(Outbox, Outbox.kind == MailKind.GREETING) == 0
    (shown,) = page.main.find("article", class_="letter")
    browser.send(page, f"{url(on)}send")
    (mail,) = to_leader(on, run(db, config))
    body = mail.html.split("<body")[1].partition(">")[2]
    words = " ".join(re.sub(r"<[^>]+>", " ", body).split())
    assert " ".join(each.text for each in shown.find("p")) == words
    assert mail.subject in shown.text
    assert mail.to in shown.text
    assert "/mails/off/" not in page.html  # the link is the leader's


@both_databases
def test_a_greeting_takes_the_place_of_the_weeks_letter(
    db: Database, config: Config, browse: Browse, clock: Clock
) -> None:
    on, manager = ready(db)
    due_in(db, on, 10)  # its reminder falls due in seven days
    due_in(db, on, -6, "moeder")  # and this one tomorrow
    greet(browse(manager), on)
    letters = [len(to_leader(on, run(db, config)))]
    for _ in range(7):
        clock.forward(days=1)
        letters.append(len(to_leader(on, run(db, config))))
    assert letters == [1, 0, 0, 0, 0, 0, 0, 1]
    assert SAID[MailKind.REMINDER] in to_leader(on, sent(config))[-1].text


@both_databases
def test_after_a_letter_a_greeting_waits_until_there_may_be_one_again(
    db: Database, config: Config, browse: Browse, clock: Clock
) -> None:
    on, manager = ready(db)
    due_in(db, on, 3)
    assert len(to_leader(on, run(db, config))) == 1
    clock.forward(days=2)
    due_in(db, on, 8, "moeder")
    browser = browse(manager)
    page = browser.send(browser.get(url(on)), url(on), choice="own", text=OWN)
    assert "Mailen går af sted 9. marts om morgenen" in page.main.text
    browser.send(page, f"{url(on)}send")
    for _ in range(4):
        assert to_leader(on, run(db, config)) == []
        clock.forward(days=1)
    assert to_leader(on, run(db, config)) == []
    clock.forward(days=1)
    (mail,) = to_leader(on, run(db, config))
    assert mail.subject == "En hilsen fra Birgit Holm"


def test_a_greeting_does_not_delay_the_welcome(db: Database, config: Config, browse: Browse, clock: Clock) -> None:
    leader, manager = follow(db)
    on = make.enrolment(db, leader, starts_on=days(3))
    run(db, config)
    greet(browse(manager), on)
    days_of_mail = []
    for day in range(11):
        days_of_mail += [(day, mail.subject) for mail in to_leader(on, run(db, config))]
        clock.forward(days=1)
    assert days_of_mail == [(3, "Velkommen som ny leder"), (10, "En hilsen fra Birgit Holm")]


def test_nothing_goes_before_seven(db: Database, config: Config, browse: Browse, clock: Clock) -> None:
    on, manager = ready(db)
    clock.now = make.NOW.replace(hour=5, minute=59)  # in Denmark it is an hour later
    greet(browse(manager), on)
    assert to_leader(on, run(db, config)) == []
    clock.forward(minutes=1)
    assert len(to_leader(on, run(db, config))) == 1


@both_databases
def test_a_leader_gets_one_greeting_a_week(db: Database, config: Config, browse: Browse, clock: Clock) -> None:
    on, manager = ready(db)
    browser = browse(manager)
    page = browser.send(browser.get(url(on)), url(on), choice="own", text=OWN)
    browser.send(page, f"{url(on)}send")
    assert THIS_WEEK in browser.send(page, f"{url(on)}send", status=409).main.text  # from another window
    run(db, config)
    clock.forward(days=6)
    page = browser.get(url(on))
    assert THIS_WEEK in page.main.text
    assert not page.has_form(url(on))
    clock.forward(days=1)
    greet(browser, on)
    run(db, config)
    assert len(to_leader(on, sent(config))) == 2


def test_who_has_switched_greetings_off_gets_none_and_the_manager_reads_a_neutral_sentence(
    db: Database, config: Config, browse: Browse
) -> None:
    on, manager = ready(db)
    browser = browse(manager)
    page = browser.send(browser.get(url(on)), url(on), choice="own", text=OWN)
    with db.writing() as session:
        operations.switch_mail(session, on.leader.id, [MailKind.GREETING], on=False)
    assert NOT_NOW in browser.get(url(on)).main.text
    assert NOT_NOW in browser.send(page, f"{url(on)}send", status=409).main.text
    assert to_leader(on, run(db, config)) == []


def test_the_link_in_the_mail_switches_greetings_off(
    db: Database, config: Config, browse: Browse, clock: Clock
) -> None:
    on, manager = ready(db)
    greet(browse(manager), on)
    (mail,) = to_leader(on, run(db, config))
    nobody = browse(None)
    nobody.send(nobody.get(mail.link("/mails/off/")))
    clock.forward(days=7)
    assert NOT_NOW in browse(manager).get(url(on)).main.text


@pytest.mark.parametrize("state", [EnrolmentState.PAUSED, EnrolmentState.ENDED])
def test_who_is_on_leave_or_has_ended_gets_none(
    state: EnrolmentState, db: Database, config: Config, browse: Browse, clock: Clock
) -> None:
    on, manager = ready(db)
    due_in(db, on, 3)
    run(db, config)
    browser = browse(manager)
    greet(browser, on)  # waits for its turn
    db.run(update(Enrolment).values(state=state))
    clock.forward(days=8)
    assert to_leader(on, run(db, config)) == []
    assert db.value(select(Outbox.state).where(Outbox.kind == MailKind.GREETING)) is MailState.DROPPED
    if state is EnrolmentState.ENDED:
        browser.get(url(on), status=404)
    else:
        assert NOT_NOW in browser.get(url(on)).main.text


@pytest.mark.parametrize("change", [{"active": False}, {"manager_id": None}])
def test_a_greeting_that_waits_is_not_sent_when_the_leader_has_left_or_has_another_manager(
    change: dict[str, object], db: Database, config: Config, browse: Browse, clock: Clock
) -> None:
    on, manager = ready(db)
    due_in(db, on, 3)
    run(db, config)
    greet(browse(manager), on)
    db.run(update(Person).where(Person.id == on.leader.id).values(**change))
    clock.forward(days=8)
    recorder = Recorder()
    assert send(db.engine, config, recorder) == 0  # between two passes, before anything was looked through
    browse(manager).get(url(on), status=404)


def test_a_manager_writes_to_her_own_reports_only(db: Database, config: Config, browse: Browse) -> None:
    on, manager = ready(db)
    other = underway(db, make.person(db, None, Role.LEADER, manager=make.person(db, None, Role.MANAGER)))
    browser = browse(manager)
    browser.get(url(other), status=404)
    for rest in ("", "send"):
        assert browser.post(url(other) + rest, text=OWN).status_code == 404
    assert run(db, config) == []
    assert db.count(Outbox, Outbox.kind == MailKind.GREETING) == 0
    browser.get(url(on))


def test_what_she_wrote_is_kept_only_until_it_is_sent(db: Database, config: Config, browse: Browse) -> None:
    on, manager = ready(db)
    greet(browse(manager), on)
    kept = select(Outbox.details).where(Outbox.kind == MailKind.GREETING)
    assert "Æblegrøden" in db.value(kept)
    run(db, config)
    assert db.value(kept) == "{}"


def test_a_greeting_that_came_to_nothing_is_shown_to_hr_without_its_words_and_is_not_sent_again(
    db: Database, config: Config, browse: Browse
) -> None:
    on, manager = ready(db)
    greet(browse(manager), on)
    send(db.engine, config, Recorder(refused={on.leader.email: DEAD}))
    mail = db.value(select(Outbox.id).where(Outbox.kind == MailKind.GREETING))
    hr = browse(make.person(db, None, Role.ADMIN))
    page = hr.get("/mails/")
    assert "En hilsen fra nærmeste leder" in page.main.text
    assert "Æblegrøden" not in page.html
    assert not page.has_form(f"/mails/{mail}/again")
    assert hr.post(f"/mails/{mail}/again").status_code == 404


@pytest.mark.parametrize(
    ("text", "sentence"),
    [(" \n ", "Vælg en hilsen, eller skriv din egen."), ("å" * 601, "Din hilsen er for lang. Brug højst 600 tegn.")],
)
def test_too_little_and_too_much_is_said_at_the_field_and_nothing_is_lost(
    text: str, sentence: str, db: Database, browse: Browse
) -> None:
    on, manager = ready(db)
    browser = browse(manager)
    page = browser.send(browser.get(url(on)), url(on), status=422, choice="own", text=text)
    assert sentence in page.error_at("text")
    assert page.field("Dine egne ord").text.strip() == text.strip()
    assert browser.post(f"{url(on)}send", text=text).status_code == 422
    assert db.count(Outbox, Outbox.kind == MailKind.GREETING) == 0


def test_six_hundred_letters_in_several_lines_are_not_too_many(db: Database, config: Config, browse: Browse) -> None:
    on, manager = ready(db)
    text = "\r\n".join(["å" * 99] * 6)  # as browsers send lines
    greet(browse(manager), on, choice="own", text=text)
    assert len(to_leader(on, run(db, config))) == 1


def test_signs_that_no_mail_can_hold_are_left_out(db: Database, config: Config, browse: Browse) -> None:
    on, manager = ready(db)
    greet(browse(manager), on, choice="own", text="Hej\x07 <b>du</b>")
    (mail,) = to_leader(on, run(db, config))
    assert "Hej <b>du</b>" in mail.text
    assert "<b>du" not in mail.html


def test_weeks_of_greetings_and_letters_bring_one_mail_a_week(
    db: Database, config: Config, browse: Browse, clock: Clock
) -> None:
    on, manager = ready(db)
    browser = browse(manager)
    days_of_mail = []
    for day in range(60):
        clock.now = make.NOW + timedelta(days=day)
        due_in(db, on, day + (3 if day % 5 else 30))
        if browser.get(url(on)).has_form(url(on)) and day % 14 == 3:
            greet(browser, on)
        days_of_mail += [(day, mail.subject) for mail in to_leader(on, run(db, config))]
    gaps = [after[0] - before[0] for before, after in itertools.pairwise(days_of_mail)]
    assert min(gaps) >= 7
    assert len({subject for _, subject in days_of_mail}) == 2  # letters and greetings
    assert len(days_of_mail) >= 7
