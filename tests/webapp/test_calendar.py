"""A leader's dates in her own calendar."""

from datetime import date, timedelta
from typing import Any

from icalendar import Calendar
from sqlalchemy import select, update

from course.talks import talk_on
from tests.webapp import make, nordby
from tests.webapp.conftest import Browse, Clock, both_databases
from tests.webapp.make import Database, Someone
from tests.webapp.pages import Browser
from webapp.models import CalendarLink, Enrolment, EnrolmentState, ModuleState, Person, Role
from webapp.talks import starts_with_talk_in

FILE = "/my-calendar/lederstart.ics"


def events(browser: Browser, url: str = FILE) -> dict[str, Any]:
    """The events of a calendar, by the beginning of their ids."""
    answer = browser.client.get(url)
    assert answer.status_code == 200
    assert answer.mimetype == "text/calendar"
    calendar = Calendar.from_ical(answer.data)
    assert calendar["version"] == "2.0"
    assert calendar["prodid"]
    found = {str(event["uid"]).partition("@")[0]: event for event in calendar.walk("VEVENT")}
    assert len(found) == len(calendar.walk("VEVENT"))
    return found


def subscribe(browser: Browser) -> str:
    page = browser.send(browser.get("/my-calendar"))
    return page.field("Adressen på din kalender").attributes["value"].removeprefix("http://localhost")


@both_databases
def test_the_file_has_the_dates_of_modules_and_talks(db: Database, browse: Browse) -> None:
    on = make.enrolment(db)
    found = events(browse(on.leader))
    first = found[f"module-{on.id}-{nordby.FIRST}"]
    assert first["dtstart"].dt == make.START + timedelta(days=7)
    assert first["dtend"].dt == make.START + timedelta(days=8)
    assert first["summary"] == "Foreslået dato: Aftaler, der holder"
    assert first["url"].endswith(on.url())
    talk = found[f"talk-{on.id}-14"]
    assert talk["dtstart"].dt == date(2026, 3, 2)
    assert talk["summary"] == "Samtale med din nærmeste leder (forslag)"
    assert len(found) == 3


def test_a_leave_moves_the_talks_in_the_calendar_as_on_the_page(db: Database, browse: Browse) -> None:
    on = make.enrolment(db)
    db.run(update(Enrolment).where(Enrolment.id == on.id).values(delay_days=9))
    browser = browse(on.leader)
    talk = events(browser)[f"talk-{on.id}-14"]
    assert talk["dtstart"].dt == date(2026, 3, 11)
    assert "11. marts" in browser.get(f"/my-course/{on.id}/talks/{nordby.TALK}").main.text


def test_every_event_has_what_the_standard_asks_for(db: Database, browse: Browse, clock: Clock) -> None:
    on = make.enrolment(db, level=nordby.CHIEF)
    for event in events(browse(on.leader)).values():
        assert event["uid"].endswith("@lederstart.nordby.example")
        assert event["dtstamp"].dt == clock.now
        assert event["dtend"].dt > event["dtstart"].dt
        assert event["transp"] == "TRANSPARENT"


def test_a_date_that_is_moved_is_the_same_event_in_a_later_revision(db: Database, browse: Browse, clock: Clock) -> None:
    on = make.enrolment(db)
    browser, id = browse(on.leader), f"module-{on.id}-{nordby.FIRST}"
    before = events(browser)[id]
    clock.forward(minutes=5)
    db.run(update(ModuleState).where(ModuleState.module == nordby.FIRST).values(due_on=date(2026, 5, 1)))
    after = events(browser)[id]
    assert after["dtstart"].dt == date(2026, 5, 1)
    assert after["sequence"] > before["sequence"]
    assert after["dtstamp"].dt > before["dtstamp"].dt


def test_a_completed_module_is_no_longer_in_the_calendar(db: Database, browse: Browse) -> None:
    on = make.enrolment(db, completed=[nordby.FIRST])
    assert f"module-{on.id}-{nordby.FIRST}" not in events(browse(on.leader))


def test_a_calendar_holds_nothing_that_a_leader_has_written(db: Database, browse: Browse) -> None:
    on = make.enrolment(db)
    make.text(db, on, text="Hemmelig-rose")
    assert b"Hemmelig-rose" not in browse(on.leader).client.get(FILE).data


def test_an_enrolment_on_pause_or_ended_leaves_the_calendar(db: Database, browse: Browse) -> None:
    for state in (EnrolmentState.PAUSED, EnrolmentState.ENDED):
        on = make.enrolment(db, state=state)
        assert events(browse(on.leader)) == {}


def test_somebody_without_a_course_has_an_empty_calendar(db: Database, browse: Browse) -> None:
    assert events(browse(make.person(db, None, Role.MANAGER))) == {}


def test_the_calendar_speaks_the_language_of_her_mails(db: Database, browse: Browse) -> None:
    on = make.enrolment(db)
    db.run(update(Person).where(Person.id == on.leader.id).values(language="en"))
    assert events(browse(on.leader))[f"talk-{on.id}-14"]["summary"] == "Talk with your nearest manager (a suggestion)"


# --- the secret address ---


@both_databases
def test_a_calendar_program_fetches_the_dates_without_signing_in(db: Database, browse: Browse) -> None:
    on = make.enrolment(db)
    link = subscribe(browse(on.leader))
    assert link.endswith(".ics")
    assert events(browse(None), link).keys() == events(browse(on.leader)).keys()
    token = link.removeprefix("/calendar/").removesuffix(".ics")
    assert token not in str(db.all(select(CalendarLink.token_hash)))
    assert token not in browse(on.leader).get("/my-calendar").html


def test_a_new_address_ends_the_one_before_and_revoking_ends_it_for_good(db: Database, browse: Browse) -> None:
    browser = browse(make.enrolment(db).leader)
    first = subscribe(browser)
    second = subscribe(browser)
    assert browse(None).client.get(first).status_code == 404
    events(browse(None), second)
    page = browser.send(browser.get("/my-calendar"), "/my-calendar/revoke")
    assert browse(None).client.get(second).status_code == 404
    assert not page.has_form("/my-calendar/revoke")


def test_a_closed_account_has_no_calendar_any_more(db: Database, browse: Browse) -> None:
    leader: Someone = make.enrolment(db).leader
    link = subscribe(browse(leader))
    db.run(update(Person).where(Person.id == leader.id).values(active=False))
    assert browse(None).client.get(link).status_code == 404


def test_an_address_that_is_guessed_opens_nothing(browse: Browse, db: Database) -> None:
    for token in ("x", "x" * 500, "..", "%00"):
        assert browse(None).client.get(f"/calendar/{token}.ics").status_code in (400, 404)


# --- talks ---


def test_a_talk_on_a_weekend_waits_until_monday() -> None:
    thursday = date(2026, 3, 5)
    assert [talk_on(thursday, day) for day in (1, 2, 3, 4)] == [
        date(2026, 3, 6),
        date(2026, 3, 9),
        date(2026, 3, 9),
        date(2026, 3, 9),
    ]


def test_the_first_days_of_a_talk_this_week_are_those_that_counting_finds() -> None:
    monday = date(2026, 3, 2)
    for days in ((14, 45, 100), (3,), (5, 6)):
        counted = [
            start
            for start in (monday - timedelta(days=back) for back in range(-10, 130))
            if any(monday <= talk_on(start, day) < monday + timedelta(days=7) for day in days)
        ]
        assert starts_with_talk_in(days, monday, monday + timedelta(days=7)) == sorted(counted)
