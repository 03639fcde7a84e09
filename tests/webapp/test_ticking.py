"""What the day brings: accounts of those who have left, and what is deleted when."""

from datetime import date, timedelta
from functools import partial

import pytest
from sqlalchemy import select, update

from tests.webapp import make, nordby
from tests.webapp.conftest import Browse, Clock, both_databases
from tests.webapp.make import Database, Enrolled, Someone
from tests.webapp.test_commands import Run, folder, migrated, run  # noqa: F401
from webapp.config import Config, ConfigError, Retention, read_retention
from webapp.db import make_session
from webapp.editions import Courses
from webapp.housekeeping import Tick, run_jobs
from webapp.models import Answer, Enrolment, EnrolmentState, ModuleState, Person, Reflection, Role, Share
from webapp.operations import retention


def tick(db: Database, clock: Clock, keep: Retention | None = None) -> dict[str, int]:
    return run_jobs(partial(make_session, db.engine), Tick(clock.now, clock.now.date(), keep or Retention(), Courses()))


def at_work(db: Database, leader: Someone | None = None) -> Enrolled:
    manager = make.person(db, None, Role.MANAGER)
    on = make.enrolment(db, leader, manager=manager, under_way=[nordby.FIRST])
    make.answer(db, on, "svar")
    make.text(db, on)
    make.share(db, on, manager)
    return on


def private(db: Database) -> list[int]:
    return [db.count(table) for table in (Answer, Reflection, Share)]


@both_databases
def test_an_account_closes_the_day_after_the_last_day(db: Database, browse: Browse, clock: Clock) -> None:
    admin = browse(make.person(db, None, Role.ADMIN))
    on = make.enrolment(db)
    page = admin.get(f"/people/{on.leader.id}")
    admin.send(page, f"/people/{on.leader.id}/leaving", leaves_on="2026-03-03")
    for signed_in in (True, True, False):
        tick(db, clock)
        assert db.value(select(Person.active).where(Person.id == on.leader.id)) is signed_in
        clock.forward(days=1)
    assert db.value(select(Person.session_epoch).where(Person.id == on.leader.id)) == 1


@both_databases
def test_what_is_private_is_deleted_thirty_days_after_she_left(db: Database, browse: Browse, clock: Clock) -> None:
    admin = browse(make.person(db, None, Role.ADMIN))
    on, other = at_work(db), at_work(db)
    admin.send(admin.get(f"/people/{on.leader.id}"), f"/people/{on.leader.id}/active", button=("active", "0"))
    clock.forward(days=29)
    tick(db, clock)
    assert private(db) == [2, 2, 2]
    clock.forward(days=1)
    assert tick(db, clock)["forget_left"] == 1
    assert private(db) == [1, 1, 1]
    assert db.value(select(Answer.enrolment_id)) == other.id
    assert make.enrolment_state(db, on) is EnrolmentState.ENDED
    assert db.count(ModuleState, ModuleState.enrolment_id == on.id) == 2
    assert tick(db, clock)["forget_left"] == 0


def test_one_who_comes_back_in_time_keeps_all(db: Database, browse: Browse, clock: Clock) -> None:
    admin = browse(make.person(db, None, Role.ADMIN))
    on = at_work(db)
    url = f"/people/{on.leader.id}"
    admin.send(admin.get(url), f"{url}/active", button=("active", "0"))
    clock.forward(days=20)
    admin.send(admin.get(url), f"{url}/active", button=("active", "1"))
    clock.forward(days=40)
    tick(db, clock)
    assert private(db) == [1, 1, 1]
    assert db.value(select(Person.leaves_on).where(Person.id == on.leader.id)) is None


@both_databases
def test_what_is_private_is_deleted_twelve_months_after_the_course(db: Database, browse: Browse, clock: Clock) -> None:
    on = at_work(db)
    db.run(update(ModuleState).where(ModuleState.module == nordby.SECOND).values(state="completed"))
    for question in ("besked", "ugen"):
        make.answer(db, on, question)
    leader = browse(on.leader)
    leader.send(leader.get(on.url(rest="/end")), on.url(rest="/end"))
    assert make.enrolment_state(db, on) is EnrolmentState.COMPLETED
    clock.now = clock.now.replace(year=2027, month=3, day=1)
    tick(db, clock)
    assert private(db) == [3, 1, 1]
    clock.forward(days=1)
    assert tick(db, clock)["forget_finished"] == 1
    assert private(db) == [0, 0, 0]
    assert make.enrolment_state(db, on) is EnrolmentState.COMPLETED
    leader.get("/my-course/")


@both_databases
def test_what_she_writes_after_that_is_kept_as_long_once_more_and_no_longer(db: Database, clock: Clock) -> None:
    on = at_work(db)
    db.run(update(Enrolment).values(state=EnrolmentState.COMPLETED, closed_on=clock.now.date()))
    clock.forward(days=366)
    assert tick(db, clock)["forget_finished"] == 1
    make.text(db, on)
    clock.forward(days=360)
    tick(db, clock)
    assert private(db) == [0, 1, 0]
    clock.forward(days=10)
    assert tick(db, clock)["forget_finished"] == 1
    assert private(db) == [0, 0, 0]
    assert tick(db, clock)["forget_finished"] == 0


@both_databases
def test_what_she_wrote_on_an_old_course_goes_too_when_she_has_left(db: Database, clock: Clock) -> None:
    on = at_work(db)
    db.run(update(Enrolment).values(state=EnrolmentState.COMPLETED, closed_on=clock.now.date()))
    clock.forward(days=366)
    tick(db, clock)
    make.text(db, on)
    db.run(update(Person).where(Person.id == on.leader.id).values(active=False, leaves_on=clock.now.date()))
    clock.forward(days=30)
    assert tick(db, clock)["forget_left"] == 1
    assert private(db) == [0, 0, 0]
    assert tick(db, clock)["forget_left"] == 0


def test_an_earlier_level_is_kept_while_the_next_goes_on(db: Database, clock: Clock) -> None:
    on = at_work(db)
    make.enrolment(db, on.leader, level=nordby.CHIEF)
    clock.forward(days=800)
    tick(db, clock)
    assert private(db) == [1, 1, 1]
    db.run(update(Enrolment).values(state=EnrolmentState.ENDED, closed_on=date(2026, 3, 2)))
    tick(db, clock)
    assert private(db) == [0, 0, 0]


def test_the_periods_are_settings(db: Database, clock: Clock) -> None:
    on = at_work(db)
    db.run(update(Person).where(Person.id == on.leader.id).values(active=False, leaves_on=clock.now.date()))
    clock.forward(days=4)
    tick(db, clock, Retention(days_after_leaving=5))
    assert private(db) == [1, 1, 1]
    tick(db, clock, Retention(days_after_leaving=4))
    assert private(db) == [0, 0, 0]
    assert read_retention({"LEDERSTART_KEEP_DAYS_AFTER_LEAVING": "7"}) == Retention(7, 12)
    assert read_retention({"LEDERSTART_KEEP_MONTHS_AFTER_COURSE": "24"}) == Retention(30, 24)
    for wrong in ("0", "-1", "snart", "1.5", "99999", "²"):
        with pytest.raises(ConfigError, match="LEDERSTART_KEEP_MONTHS_AFTER_COURSE"):
            read_retention({"LEDERSTART_KEEP_MONTHS_AFTER_COURSE": wrong})
    assert Config("sqlite://", "x" * 32).keep == Retention()


def test_a_large_backlog_is_taken_in_batches(db: Database, clock: Clock, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(retention, "BATCH", 2)
    for _ in range(5):
        on = at_work(db)
        db.run(update(Person).where(Person.id == on.leader.id).values(leaves_on=clock.now.date() - timedelta(days=90)))
    done = tick(db, clock)
    assert (done["close_left"], done["forget_left"]) == (5, 5)
    assert private(db) == [0, 0, 0]


@pytest.mark.parametrize(
    ("day", "months", "before"),
    [
        (date(2027, 3, 2), 12, date(2026, 3, 2)),
        (date(2028, 2, 29), 12, date(2027, 2, 28)),
        (date(2026, 1, 31), 2, date(2025, 11, 30)),
        (date(2026, 12, 31), 12, date(2025, 12, 31)),
        (date(2026, 1, 1), 1, date(2025, 12, 1)),
    ],
)
def test_months_are_counted_back_as_people_do(day: date, months: int, before: date) -> None:
    assert retention.months_before(day, months) == before


def test_the_command_does_what_the_day_brings(
    run: Run,  # noqa: F811
    migrated: Database,  # noqa: F811
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setenv("LEDERSTART_SECRET_KEY", "x" * 32)
    bo = make.person(migrated, "Bo")
    migrated.run(update(Person).where(Person.id == bo.id).values(leaves_on=date(2026, 1, 1)))
    assert run("tick").status == 0
    assert migrated.value(select(Person.active).where(Person.id == bo.id)) is False
