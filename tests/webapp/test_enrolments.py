"""What happens to an enrolment on its way: leave, another level, another start, moved dates, an end."""

from datetime import date
from functools import partial

import pytest
from sqlalchemy import select, update

from course.progress import State
from tests.webapp import make, nordby
from tests.webapp.conftest import Browse, Clock, both_databases
from tests.webapp.make import Database, Enrolled, Someone
from tests.webapp.nordby import CHIEF, FIRST, SECOND, TEAM
from tests.webapp.pages import Browser
from webapp.config import Retention
from webapp.db import make_session
from webapp.editions import Courses
from webapp.housekeeping import Tick, run_jobs
from webapp.models import Audit, Enrolment, EnrolmentState, ModuleState, Person, Role, Share


@pytest.fixture
def hr(db: Database) -> Someone:
    return make.person(db, "Peter Højgaard", Role.ADMIN)


@pytest.fixture
def device(hr: Someone, browse: Browse) -> Browser:
    return browse(hr)


def address(on: Enrolled, rest: str = "") -> str:
    return f"/people/{on.leader.id}/enrolments/{on.id}/{rest}"


def dates(db: Database, on: Enrolled) -> dict[str, date]:
    query = select(ModuleState.module, ModuleState.due_on).where(ModuleState.enrolment_id == on.id)
    return {row.module: row.due_on for row in db.all(query)}


def tick(db: Database, clock: Clock) -> dict[str, int]:
    return run_jobs(partial(make_session, db.engine), Tick(clock.now, clock.now.date(), Retention(), Courses()))


# --- leave ---


@both_databases
def test_dates_move_by_the_length_of_the_leave(device: Browser, db: Database, clock: Clock) -> None:
    on = make.enrolment(db, completed=[FIRST])
    device.send(device.get(address(on)), address(on, "pause"), paused_on="2026-03-02")
    assert make.enrolment_state(db, on) is EnrolmentState.PAUSED
    assert dates(db, on)[SECOND] == date(2026, 3, 9)
    clock.forward(days=31)
    device.send(device.get(address(on)), address(on, "resume"))
    assert make.enrolment_state(db, on) is EnrolmentState.ACTIVE
    # 31 days after Monday the 9th of March is a Thursday, an ordinary working day
    assert dates(db, on) == {FIRST: date(2026, 2, 23), SECOND: date(2026, 4, 9)}
    make.publish(db, nordby.files(aftaler=nordby.AFTALER.replace("En aftale er et løfte.", "Et løfte er en aftale.")))
    assert dates(db, on)[SECOND] == date(2026, 4, 9)


@both_databases
def test_a_leave_begins_and_ends_by_itself_on_its_days(device: Browser, db: Database, clock: Clock) -> None:
    on = make.enrolment(db, welcomed=True)
    typed = {"paused_on": "2026-03-05", "resumes_on": "2026-03-19"}
    device.send(device.get(address(on)), address(on, "pause"), typed=typed)
    states = []
    for _ in range(20):
        tick(db, clock)
        states.append(make.enrolment_state(db, on))
        clock.forward(days=1)
    assert states == [EnrolmentState.ACTIVE] * 3 + [EnrolmentState.PAUSED] * 14 + [EnrolmentState.ACTIVE] * 3
    assert dates(db, on) == {FIRST: date(2026, 3, 9), SECOND: date(2026, 3, 23)}


def test_a_leave_that_has_not_begun_is_called_off_and_moves_nothing(
    device: Browser, db: Database, clock: Clock
) -> None:
    on = make.enrolment(db)
    before = dates(db, on)
    device.send(device.get(address(on)), address(on, "pause"), paused_on="2026-04-01")
    page = device.get(address(on))
    assert "Går på orlov 1. april." in page.main.text
    device.send(page, address(on, "resume"))
    clock.forward(days=60)
    tick(db, clock)
    assert (make.enrolment_state(db, on), dates(db, on)) == (EnrolmentState.ACTIVE, before)


def test_a_date_moved_by_hand_moves_with_the_leave_too(
    device: Browser, db: Database, clock: Clock, browse: Browse
) -> None:
    on = make.enrolment(db)
    browse(on.leader).post(on.url(rest="/date"), due_on="2026-03-12")
    device.send(device.get(address(on)), address(on, "pause"), paused_on="2026-03-02")
    clock.forward(days=10)
    device.send(device.get(address(on)), address(on, "resume"))
    assert dates(db, on)[FIRST] == date(2026, 3, 22)


def test_nobody_is_told_of_passed_dates_while_she_is_away(device: Browser, db: Database, browse: Browse) -> None:
    manager = make.person(db, None, Role.MANAGER)
    on = make.enrolment(db, manager=manager)
    for who, url in ((on.leader, "/my-course/"), (manager, "/my-new-leaders/")):
        assert "Datoen er passeret" in browse(who).get(url).main.text
    typed = {"paused_on": "2026-03-02", "resumes_on": "2026-05-01"}
    device.send(device.get(address(on)), address(on, "pause"), typed=typed)
    for who, url in ((on.leader, "/my-course/"), (manager, "/my-new-leaders/"), (manager, f"/my-new-leaders/{on.id}")):
        assert "passeret" not in browse(who).get(url).main.text
    assert "Det fortsætter 1. maj" in browse(on.leader).get("/my-course/").main.text
    assert "På pause" in browse(manager).get("/my-new-leaders/").main.text


def test_a_leave_that_ends_before_it_begins_is_refused(device: Browser, db: Database) -> None:
    on = make.enrolment(db)
    typed = {"paused_on": "2026-03-05", "resumes_on": "2026-03-05"}
    page = device.send(device.get(address(on)), address(on, "pause"), typed=typed, status=422)
    assert page.error_at("resumes_on")
    assert device.post(address(on, "pause"), paused_on="snart").status_code == 422
    assert db.value(select(Enrolment.paused_on)) is None


# --- another level ---


@both_databases
def test_another_level_closes_one_and_opens_the_next_and_what_was_completed_stays_readable(
    device: Browser, db: Database, browse: Browse
) -> None:
    on = make.enrolment(db, completed=[FIRST], under_way=[SECOND])
    make.text(db, on, text="Min tekst.")
    page = device.get(address(on))
    device.send(page, address(on, "level"), level=CHIEF, starts_on="2026-03-02")
    found = db.all(select(Enrolment.id, Enrolment.level, Enrolment.state, Enrolment.follows_id).order_by(Enrolment.id))
    assert [(row.level, row.state.value, row.follows_id) for row in found] == [
        (TEAM, "ended", None),
        (CHIEF, "active", on.id),
    ]
    leader = browse(on.leader)
    db.run(update(Enrolment).values(welcomed=True))
    overview = leader.get("/my-course/")
    assert "Fra dit tidligere ledelsesniveau" in overview.main.text
    assert on.url() in overview.links()
    assert "Min tekst." in leader.get(on.url(rest=f"/steps/{nordby.REFLECTION}")).html
    leader.get(on.url(rest="/end"))
    leader.get(on.url(SECOND), 404)
    assert make.state_of(db, Enrolled(found[1].id, on.leader, CHIEF)) is State.NOT_STARTED
    device.get(address(on), 404)


def test_an_enrolment_that_hr_has_ended_is_gone_for_its_leader(device: Browser, db: Database, browse: Browse) -> None:
    on = make.enrolment(db, completed=[FIRST])
    device.send(device.get(address(on)), address(on, "end"))
    assert make.enrolment_state(db, on) is EnrolmentState.ENDED
    browse(on.leader).get(on.url(), 404)
    assert db.count(Audit, Audit.what == "ended") == 1
    for rest in ("", "pause", "resume", "level", "start", "end"):
        answer = device.post(address(on, rest)) if rest else device.client.get(address(on))
        assert answer.status_code == 404, rest


@pytest.mark.parametrize("level", ["", TEAM, "kejser"])
def test_a_level_that_is_none_is_refused(level: str, device: Browser, db: Database) -> None:
    on = make.enrolment(db)
    assert device.post(address(on, "level"), level=level, starts_on="2026-03-02").status_code == 422
    assert db.count(Enrolment) == 1


# --- dates ---


@both_databases
def test_a_date_the_leader_has_moved_stays_when_a_new_edition_comes(db: Database, browse: Browse) -> None:
    on = make.enrolment(db)
    leader = browse(on.leader)
    leader.send(leader.get(on.url()), on.url(rest="/date"), due_on="2026-03-28")
    assert dates(db, on) == {FIRST: date(2026, 3, 28), SECOND: date(2026, 3, 9)}
    make.publish(db, nordby.files(course=nordby.COURSE_FILE.replace("due_day: 7", "due_day: 8").replace("21", "22")))
    assert dates(db, on) == {FIRST: date(2026, 3, 28), SECOND: date(2026, 3, 10)}


@both_databases
def test_her_manager_moves_a_date_and_another_manager_does_not(db: Database, browse: Browse) -> None:
    manager = make.person(db, None, Role.MANAGER)
    on = make.enrolment(db, manager=manager, completed=[SECOND])
    url = f"/my-new-leaders/{on.id}"
    device = browse(manager)
    device.send(device.get(url), f"{url}/modules/{FIRST}/date", due_on="2026-03-20")
    assert dates(db, on)[FIRST] == date(2026, 3, 20)
    assert "Gerne før 20. marts" in browse(on.leader).get("/my-course/").main.text
    page = device.send(device.get(url), f"{url}/modules/{FIRST}/date", due_on="i morgen", status=422)
    assert page.error_at("due_on")
    assert device.post(f"{url}/modules/{SECOND}/date", due_on="2026-03-20").status_code == 404
    stranger = browse(make.person(db, None, Role.MANAGER))
    assert stranger.post(f"{url}/modules/{FIRST}/date", due_on="2026-05-01").status_code == 404
    assert dates(db, on)[FIRST] == date(2026, 3, 20)


def test_the_page_the_leader_sees_of_herself_has_no_forms_of_the_manager(db: Database, browse: Browse) -> None:
    on = make.enrolment(db, manager=make.person(db, None, Role.MANAGER))
    page = browse(on.leader).get(f"/my-course/{on.id}/seen-by-manager")
    assert page.main.find("form") == []


def test_a_date_that_is_none_is_refused_at_its_field(db: Database, browse: Browse) -> None:
    on = make.enrolment(db)
    leader = browse(on.leader)
    for typed in ("", "snart", "1826-03-01"):
        page = leader.send(leader.get(on.url()), on.url(rest="/date"), due_on=typed, status=422)
        assert page.error_at("due_on")
    assert dates(db, on)[FIRST] == date(2026, 2, 23)


@both_databases
def test_another_start_counts_every_date_anew(device: Browser, db: Database, browse: Browse) -> None:
    on = make.enrolment(db)
    browse(on.leader).post(on.url(rest="/date"), due_on="2026-03-28")
    device.send(device.get(address(on)), address(on, "start"), starts_on="2026-03-26")
    # 7 days later is Maundy Thursday, so the first one comes after Easter
    assert dates(db, on) == {FIRST: date(2026, 4, 7), SECOND: date(2026, 4, 16)}
    assert db.count(ModuleState, ModuleState.moved) == 0


def test_what_comes_before_the_first_day_stays_before_it(db: Database) -> None:
    make.publish(db, nordby.files(course=nordby.COURSE_FILE.replace("due_day: 7", "due_day: -1")))
    on = make.enrolment(db, starts_on=date(2026, 4, 7))
    assert dates(db, on)[FIRST] == date(2026, 4, 1)


def test_another_first_day_in_hrs_page_moves_the_course_that_began_on_it(device: Browser, db: Database) -> None:
    on = make.enrolment(db)
    db.run(update(Person).where(Person.id == on.leader.id).values(starts_on=make.START))
    page = device.get(f"/people/{on.leader.id}/edit")
    device.send(page, starts_on="2026-03-02")
    assert db.value(select(Enrolment.starts_on)) == date(2026, 3, 2)
    assert dates(db, on)[FIRST] == date(2026, 3, 9)


def test_another_manager_takes_back_what_was_shared(device: Browser, db: Database) -> None:
    manager, other = make.person(db, None, Role.MANAGER), make.person(db, None, Role.MANAGER)
    on = make.enrolment(db, manager=manager)
    make.share(db, on, manager)
    device.send(device.get(f"/people/{on.leader.id}/edit"), manager_email=other.email)
    assert db.value(select(Share.withdrawn_at)) == make.NOW
