"""The letter of the week: what is due for a person in one mail, never two within seven days."""

from datetime import date, timedelta

import pytest
from sqlalchemy import select, update

from tests.webapp import make, nordby
from tests.webapp.conftest import Browse, Clock, both_databases
from tests.webapp.mailbox import Mail, run, sent, texts
from tests.webapp.make import Database, Enrolled, Someone
from webapp import operations
from webapp.config import Config
from webapp.models import (
    Enrolment,
    EnrolmentState,
    MailKind,
    MailState,
    ModuleState,
    Outbox,
    Person,
    Reflection,
    Role,
    Share,
)

TODAY = make.NOW.date()
"""A Monday."""
SAID = {
    MailKind.WELCOME: "Velkommen som ny leder",
    MailKind.REMINDER: "Dine næste moduler",
    MailKind.SHARED: "Delt med dig",
    MailKind.DIGEST: "Dine nye ledere i denne uge",
    MailKind.BEFORE_START: "Tre ting giver en god begyndelse",
    MailKind.PLAN: "Fik du lejlighed til din plan?",
}
"""The heading of each part."""


def days(number: int) -> date:
    """So many days from today."""
    return TODAY + timedelta(days=number)


def follow(db: Database) -> tuple[Someone, Someone]:
    """A leader without a course, and her nearest manager."""
    manager = make.person(db, "Birgit Holm", Role.MANAGER)
    return make.person(db, "Åse Ødegård", Role.LEADER, manager=manager), manager


def share(on: Enrolled, db: Database, browse: Browse) -> None:
    """The leader shares her reflection by the button."""
    make.text(db, on, text="Hemmelig-rose")
    manager = db.value(select(Person.manager_id).where(Person.id == on.leader.id))
    answer = browse(on.leader).post(on.url(rest=f"/texts/{nordby.REFLECTION}/share"), to=str(manager))
    assert answer.status_code == 302


def due_in(db: Database, on: Enrolled, number: int, module: str = nordby.FIRST) -> None:
    """The suggested date of a module, in so many days."""
    of_module = (ModuleState.enrolment_id == on.id, ModuleState.module == module)
    db.run(update(ModuleState).where(*of_module).values(due_on=days(number)))


def underway(db: Database, leader: Someone | None = None, manager: Someone | None = None) -> Enrolled:
    """Somebody who began some time ago, with no date and no talk near."""
    on = make.enrolment(db, leader, manager=manager, starts_on=days(-30))
    due_in(db, on, 60)
    due_in(db, on, 60, nordby.SECOND)
    return on


def plan(db: Database, on: Enrolled, ask_on: date) -> None:
    """A plan that she is asked about from a day on."""
    make.text(db, on, nordby.PLAN, "Hemmelig-rose", "Hemmelig-tulipan")
    db.run(update(Reflection).where(Reflection.enrolment_id == on.id).values(ask_on=ask_on))


def cause(kind: MailKind, db: Database, browse: Browse) -> Someone:
    """Let one kind of mail fall due, and nothing else; to whom."""
    leader, manager = follow(db)
    if kind is MailKind.WELCOME:
        due_in(db, make.enrolment(db, leader, starts_on=TODAY), 60)
        return leader
    if kind is MailKind.REMINDER:
        due_in(db, underway(db, leader), 3)
        return leader
    if kind is MailKind.PLAN:
        plan(db, underway(db, leader), TODAY)
        return leader
    if kind is MailKind.BEFORE_START:
        make.enrolment(db, leader, starts_on=days(7))
        return manager
    if kind is MailKind.DIGEST:
        on = underway(db, leader)
        done = update(ModuleState).where(ModuleState.enrolment_id == on.id, ModuleState.module == nordby.FIRST)
        db.run(done.values(state="completed", completed_week=days(-7)))
        return manager
    share(underway(db, leader), db, browse)
    return manager


# --- every kind comes, and every kind can be switched off ---


@both_databases
@pytest.mark.parametrize("kind", SAID)
def test_every_kind_of_mail_comes_when_it_is_on_and_never_when_it_is_off(
    kind: MailKind, db: Database, config: Config, browse: Browse, clock: Clock
) -> None:
    to = cause(kind, db, browse)
    with db.writing() as session:
        operations.switch_mail(session, to.id, [kind], on=False)
    for _ in range(3):
        assert [mail for mail in run(db, config) if mail.to == to.email] == []
        clock.forward(hours=8)
    db.run(update(Outbox).values(reason=Outbox.reason + ":dropped"))  # as if it had not been queued yet
    clock.now = make.NOW
    with db.writing() as session:
        operations.switch_mail(session, to.id, [kind], on=True)
    if kind is MailKind.SHARED:
        db.run(update(Outbox).where(Outbox.kind == kind).values(state=MailState.WAITING))
        clock.forward(days=1)
    (mail,) = [mail for mail in run(db, config) if mail.to == to.email]
    assert [said for said in SAID.values() if said in mail.text] == [SAID[kind]]


def test_the_words_say_what_is_due_and_where_it_is(db: Database, config: Config, browse: Browse, clock: Clock) -> None:
    leader, manager = follow(db)
    on = make.enrolment(db, leader, starts_on=TODAY)
    (mail,) = run(db, config)
    assert mail.subject == "Velkommen som ny leder"
    assert "Hej Åse" in mail.text
    assert "”Ny leder i Nordby”" in mail.text
    assert "Birgit Holm" in mail.text
    assert mail.links.count("/my-course/") == 1
    clock.forward(days=1)
    share(on, db, browse)
    clock.forward(days=1)
    (mail,) = run(db, config)
    assert mail.to == manager.email
    assert mail.subject == "Åse Ødegård har delt noget med dig"
    assert f"/my-new-leaders/{on.id}" in mail.links


def test_a_mail_says_nothing_of_what_a_leader_has_written(
    db: Database, config: Config, browse: Browse, clock: Clock
) -> None:
    on = underway(db, follow(db)[0])
    share(on, db, browse)
    clock.forward(days=1)
    (mail,) = run(db, config)
    assert "Hemmelig-rose" not in bytes(mail.message).decode(errors="replace")
    assert "Hemmelig-rose" not in "".join(row.details for row in db.all(select(Outbox.details)))


def test_who_has_chosen_english_gets_english(db: Database, config: Config) -> None:
    leader, _ = follow(db)
    make.enrolment(db, leader, starts_on=TODAY)
    db.run(update(Person).where(Person.id == leader.id).values(language="en"))
    (mail,) = run(db, config)
    assert mail.subject == "Welcome as a new leader"
    assert "Hello Åse" in mail.text
    assert mail.message["Content-Language"] == "en"
    assert '<html lang="en">' in mail.html


def test_the_three_tasks_come_with_the_talks_as_a_calendar_file(db: Database, config: Config) -> None:
    leader, manager = follow(db)
    make.enrolment(db, leader, starts_on=days(7))
    (mail,) = run(db, config)
    assert mail.to == manager.email
    assert mail.subject == "Åse Ødegård begynder 9. marts"
    assert "Ring og byd Åse velkommen." in mail.text
    assert "i kalenderen: omkring 23. marts. De er vedhæftet" in mail.text
    assert "Aftal, hvad Åse må beslutte alene." in mail.text
    (attached,) = mail.attachments
    assert b"DTSTART;VALUE=DATE:20260323" in attached


def test_a_new_manager_is_told_too_and_the_one_before_is_not_any_more(
    db: Database, config: Config, clock: Clock
) -> None:
    leader, before = follow(db)
    after = make.person(db, None, Role.MANAGER)
    make.enrolment(db, leader, starts_on=days(8))
    assert run(db, config) == []
    db.run(update(Person).where(Person.id == leader.id).values(manager_id=after.id))
    clock.forward(days=1)
    assert [mail.to for mail in run(db, config)] == [after.email]
    assert before.email not in {mail.to for mail in sent(config)}


# --- once a week ---


@both_databases
def test_what_falls_due_together_comes_in_one_mail(db: Database, config: Config, browse: Browse, clock: Clock) -> None:
    manager = make.person(db, "Birgit Holm", Role.MANAGER)
    own = make.enrolment(db, manager, starts_on=TODAY)
    due_in(db, own, 9)
    leader = make.person(db, "Åse Ødegård", Role.LEADER, manager=manager)
    share(underway(db, leader), db, browse)
    make.enrolment(db, make.person(db, "Bo Lund", Role.LEADER, manager=manager), starts_on=days(9))
    clock.now = make.NOW + timedelta(days=1)
    (mail,) = [mail for mail in run(db, config) if mail.to == manager.email]
    wanted = [SAID[kind] for kind in (MailKind.WELCOME, MailKind.BEFORE_START, MailKind.SHARED, MailKind.REMINDER)]
    assert [mail.text.find(said) for said in wanted] == sorted(mail.text.find(said) for said in wanted)
    assert all(said in mail.text for said in wanted)
    assert db.count(Outbox, Outbox.state == MailState.COLLECTED) == 0


@both_databases
def test_the_next_letter_comes_seven_days_after_the_last_at_the_earliest(
    db: Database, config: Config, clock: Clock
) -> None:
    on = underway(db)
    due_in(db, on, 3)
    due_in(db, on, 13, nordby.SECOND)  # its reminder falls due in 10 days
    assert len(run(db, config)) == 1
    due_in(db, on, 5)  # moved: reminded of at once, were it not for the letter
    for _ in range(6):
        clock.forward(days=1)
        assert run(db, config) == []
    clock.forward(days=1)
    db.run(update(ModuleState).where(ModuleState.module == nordby.FIRST).values(due_on=days(8)))
    (mail,) = run(db, config)
    assert "gerne før 10. marts" in mail.text


def test_a_letter_takes_along_what_would_be_too_late_for_the_next_one(
    db: Database, config: Config, clock: Clock
) -> None:
    on = make.enrolment(db, starts_on=TODAY)  # the first module's date is in a week: reminded of in four days
    (mail,) = run(db, config)
    assert "gerne før 9. marts" in mail.text
    for _ in range(13):
        clock.forward(days=1)
        assert run(db, config) == []
    clock.forward(days=1)
    assert "Datoen er passeret (9. marts)" in texts(run(db, config))
    assert on.leader.email == sent(config)[0].to


def test_a_letter_waits_for_the_first_day(db: Database, config: Config, clock: Clock) -> None:
    manager = make.person(db, None, Role.MANAGER)
    make.enrolment(db, manager, starts_on=days(3))
    make.enrolment(db, make.person(db, None, Role.LEADER, manager=manager), starts_on=days(7))
    for _ in range(3):
        assert [mail for mail in run(db, config) if mail.to == manager.email] == []
        clock.forward(days=1)
    (mail,) = [mail for mail in run(db, config) if mail.to == manager.email]
    assert SAID[MailKind.WELCOME] in mail.text
    assert SAID[MailKind.BEFORE_START] in mail.text


def test_nothing_goes_before_seven_in_the_morning(db: Database, config: Config, clock: Clock) -> None:
    make.enrolment(db, starts_on=TODAY)
    clock.now = make.NOW.replace(hour=5, minute=59)  # in Denmark it is an hour later
    assert run(db, config) == []
    clock.forward(minutes=1)
    assert len(run(db, config)) == 1


def test_an_invitation_does_not_wait_for_the_week(db: Database, config: Config, clock: Clock) -> None:
    leader = make.enrolment(db, starts_on=TODAY).leader
    run(db, config)
    with db.writing() as session:
        operations.send_invitation(session, leader.id, by=None, now=clock.now)
    (mail,) = run(db, config)
    assert mail.subject == "Ny adgangskode til Lederstart"


@both_databases
def test_two_passes_at_the_same_time_send_no_more_than_one(db: Database, config: Config) -> None:
    make.enrolment(db, starts_on=TODAY)
    assert len(run(db, config)) == 1
    assert run(db, config) == []
    before = db.all(select(Outbox.reason, Outbox.state).order_by(Outbox.id))
    assert run(db, config) == []
    assert db.all(select(Outbox.reason, Outbox.state).order_by(Outbox.id)) == before


# --- what is no longer so is not said ---


@pytest.mark.parametrize("state", [EnrolmentState.PAUSED, EnrolmentState.ENDED])
@pytest.mark.parametrize("kind", [MailKind.WELCOME, MailKind.REMINDER, MailKind.BEFORE_START])
def test_an_enrolment_on_pause_or_ended_is_silent(
    kind: MailKind, state: EnrolmentState, db: Database, config: Config, browse: Browse, clock: Clock
) -> None:
    to = cause(kind, db, browse)
    db.run(update(Enrolment).values(state=state))
    for _ in range(8):
        assert [mail for mail in run(db, config) if mail.to == to.email] == []
        clock.forward(days=1)


@pytest.mark.parametrize("kind", SAID)
def test_a_closed_account_gets_no_letter(
    kind: MailKind, db: Database, config: Config, browse: Browse, clock: Clock
) -> None:
    to = cause(kind, db, browse)
    db.run(update(Person).where(Person.id == to.id).values(active=False))
    clock.forward(days=1)
    assert [mail for mail in run(db, config) if mail.to == to.email] == []


def test_a_pause_that_comes_after_the_queueing_stops_the_mail(db: Database, config: Config, clock: Clock) -> None:
    on = underway(db)
    due_in(db, on, 5)
    clock.forward(hours=1)
    assert run(db, config) == []
    assert db.count(Outbox, Outbox.kind == MailKind.REMINDER) == 1
    db.run(update(Enrolment).values(state=EnrolmentState.PAUSED))
    clock.forward(days=2)
    assert run(db, config) == []
    assert db.value(select(Outbox.state).where(Outbox.kind == MailKind.REMINDER)) is MailState.DROPPED


def test_a_completed_module_is_not_reminded_of(db: Database, config: Config, clock: Clock) -> None:
    on = underway(db)
    due_in(db, on, 4)
    run(db, config)
    db.run(update(ModuleState).where(ModuleState.module == nordby.FIRST).values(state="completed"))
    clock.forward(days=1)
    assert run(db, config) == []


def test_a_share_that_is_taken_back_or_read_before_the_morning_makes_no_mail(
    db: Database, config: Config, browse: Browse, clock: Clock
) -> None:
    for values in ({"withdrawn_at": make.NOW}, {"thanked_at": make.NOW}):
        manager = make.person(db, None, Role.MANAGER)
        on = underway(db, make.person(db, None, Role.LEADER, manager=manager))
        share(on, db, browse)
        db.run(update(Share).where(Share.enrolment_id == on.id).values(**values))
    clock.forward(days=1)
    assert run(db, config) == []


def test_a_manager_hears_nothing_of_somebody_elses_report(
    db: Database, config: Config, browse: Browse, clock: Clock
) -> None:
    leader, _manager = follow(db)
    share(underway(db, leader), db, browse)
    db.run(update(Person).where(Person.id == leader.id).values(manager_id=None))
    clock.forward(days=1)
    assert run(db, config) == []


def test_a_letter_with_nothing_left_to_say_is_not_sent_and_does_not_count(
    db: Database, config: Config, clock: Clock
) -> None:
    on = underway(db)
    due_in(db, on, 3)
    with db.writing() as session:
        operations.queue_reminders(session, clock.now)
        operations.collect(session, clock.now, after=0, most=10)
    db.run(update(ModuleState).where(ModuleState.module == nordby.FIRST).values(due_on=days(4)))
    assert run(db, config) == []
    clock.forward(days=1)
    assert "gerne før 6. marts" in texts(run(db, config))


# --- how it went with a plan ---


@both_databases
def test_a_plan_is_asked_about_once_each_time_it_is_time(
    db: Database, config: Config, browse: Browse, clock: Clock
) -> None:
    on = underway(db)
    plan(db, on, days(7))
    asked = []
    for day in range(36):
        mails = [mail for mail in run(db, config) if SAID[MailKind.PLAN] in mail.text]
        asked += [day] * len(mails)
        for mail in mails:
            assert mail.link("/my-course/#") == "/my-course/#min-plan"
            assert "Hemmelig" not in bytes(mail.message).decode(errors="replace")
            assert nordby.PLAN not in mail.text
        if day == 8:
            browser, url = browse(on.leader), f"/my-course/{on.id}/plans/{nordby.PLAN}"
            browser.send(browser.get("/my-course/"), url, button=("outcome", "not_yet"))
            expected = (db.value(select(Reflection.ask_on)) - TODAY).days
        clock.forward(days=1)
    assert asked == [7, expected]
    assert expected > 20


@pytest.mark.parametrize("values", [{"ask_on": None}, {"text": "", "then_text": ""}])
def test_a_plan_that_is_answered_or_deleted_meanwhile_is_not_asked_about(
    values: dict[str, object], db: Database, config: Config, clock: Clock
) -> None:
    plan(db, underway(db), days(2))
    run(db, config)
    assert db.count(Outbox, Outbox.kind == MailKind.PLAN) == 1
    db.run(update(Reflection).values(**values))
    clock.forward(days=2)
    assert run(db, config) == []


# --- the manager's overview ---


def digests(mails: list[Mail]) -> list[Mail]:
    return [mail for mail in mails if SAID[MailKind.DIGEST] in mail.text]


def test_a_week_without_news_brings_no_overview(db: Database, config: Config, clock: Clock) -> None:
    leader, _ = follow(db)
    underway(db, leader)
    for _ in range(4):
        assert digests(run(db, config)) == []
        clock.forward(days=1)


def test_a_talk_in_the_coming_week_is_told_of(db: Database, config: Config) -> None:
    leader, manager = follow(db)
    on = make.enrolment(db, leader, starts_on=days(-10))  # the talk is on day 14
    due_in(db, on, 60)
    due_in(db, on, 60, nordby.SECOND)
    (mail,) = run(db, config)
    assert mail.to == manager.email
    assert "Åse Ødegård: 0 af 2 moduler gennemført. Sæt tid af til en samtale omkring 6. marts." in mail.text


@both_databases
def test_a_talk_is_counted_from_the_first_day_moved_by_the_leaves(db: Database, config: Config) -> None:
    leader, manager = follow(db)
    on = make.enrolment(db, leader, starts_on=days(-40))  # the talk on day 14 was long ago, were it not for a leave
    db.run(update(Enrolment).where(Enrolment.id == on.id).values(delay_days=30))
    due_in(db, on, 60)
    due_in(db, on, 60, nordby.SECOND)
    (mail,) = run(db, config)
    assert mail.to == manager.email
    assert "Sæt tid af til en samtale omkring 6. marts." in mail.text


def test_a_passed_date_and_a_completed_module_stand_with_their_leader(db: Database, config: Config) -> None:
    leader, _ = follow(db)
    on = underway(db, leader)
    due_in(db, on, -2)
    db.run(
        update(ModuleState)
        .where(ModuleState.module == nordby.SECOND)
        .values(state="completed", completed_week=days(-7), due_on=days(-1))
    )
    (mail,) = digests(run(db, config))
    assert "Åse Ødegård: 1 af 2 moduler gennemført. 1 af dem i sidste uge." in mail.text
    assert "En dato er passeret." in mail.text


def test_a_large_team_is_told_of_in_few_lines(db: Database, config: Config) -> None:
    manager = make.person(db, None, Role.MANAGER)
    for _ in range(18):
        on = underway(db, make.person(db, None, Role.LEADER, manager=manager))
    due_in(db, on, -2)
    (mail,) = digests(run(db, config))
    items = mail.html.split("<ul")[1].split("</ul>")[0].split("<li")[1:]
    assert len(items) == 16
    assert on.leader.name in items[0]
    assert "og 3 flere" in items[-1]
