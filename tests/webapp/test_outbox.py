"""The outbox: queued with its cause, sent once, tried again, given up."""

import multiprocessing
import threading
from collections import Counter
from datetime import datetime, timedelta

from sqlalchemy import Engine, select, update

from tests.webapp import make
from tests.webapp.conftest import Clock, both_databases, statements
from tests.webapp.mailbox import (
    DEAD,
    REFUSED,
    UNREACHABLE,
    Recorder,
    die_while_sending,
    run,
    send,
    without_clock,
)
from tests.webapp.make import NOW, Database, Someone
from webapp import operations
from webapp.config import Config
from webapp.db import make_session
from webapp.models import MailFailure, MailKind, MailState, Outbox, Person


def queue(db: Database, person: Someone, reason: str = "", now: datetime = NOW) -> bool:
    """An invitation in the outbox."""
    with db.writing() as session:
        return operations.queue_mail(
            session,
            MailKind.INVITATION,
            person.id,
            reason=reason or f"invitation:{person.id}",
            now=now,
            details={"token": "hemmeligt"},
        )


def states(db: Database) -> Counter[MailState]:
    return Counter(row.state for row in db.all(select(Outbox.state)))


@both_databases
def test_the_same_reason_queues_one_mail(db: Database, config: Config) -> None:
    bo = make.person(db)
    assert queue(db, bo, "once")
    assert not queue(db, bo, "once")
    recorder = Recorder()
    assert send(db.engine, config, recorder) == 1
    assert not queue(db, bo, "once")
    assert send(db.engine, config, recorder) == 0
    assert [mail.to for mail in recorder.carried] == [bo.email]


def test_a_mail_is_not_sent_when_its_cause_is_undone(db: Database, config: Config) -> None:
    bo = make.person(db)
    with make_session(db.engine) as session:
        assert operations.queue_mail(session, MailKind.INVITATION, bo.id, reason="x", now=NOW, details={"token": "x"})
        session.rollback()
    assert send(db.engine, config, Recorder()) == 0


@both_databases
def test_what_holds_the_link_is_deleted_when_the_mail_is_sent(db: Database, config: Config) -> None:
    queue(db, make.person(db))
    assert "hemmeligt" in db.value(select(Outbox.details))
    recorder = Recorder()
    send(db.engine, config, recorder)
    assert "/invitation/hemmeligt" in recorder.carried[0].text
    assert db.value(select(Outbox.details)) == "{}"
    assert states(db) == {MailState.SENT: 1}


@both_databases
def test_of_three_workers_at_once_none_sends_a_mail_that_another_one_sends(db: Database, config: Config) -> None:
    people = [make.person(db) for _ in range(3)]
    for number in range(200):
        queue(db, people[number % 3], f"mail-{number}")
    recorders = [Recorder() for _ in range(3)]
    begin = threading.Barrier(3)

    def work(recorder: Recorder) -> None:
        begin.wait()
        while send(db.engine, config, recorder):
            pass

    workers = [threading.Thread(target=work, args=(recorder,)) for recorder in recorders]
    for worker in workers:
        worker.start()
    for worker in workers:
        worker.join()
    carried = [mail.id for recorder in recorders for mail in recorder.carried]
    assert len(carried) == len(set(carried)) == 200
    assert states(db) == {MailState.SENT: 200}
    assert db.all(select(Outbox.tries).distinct()) == [(1,)]


@both_databases
def test_who_claims_while_another_one_is_claiming_gets_other_mails(db: Database, config: Config) -> None:
    bo = make.person(db)
    for number in range(6):
        queue(db, bo, f"mail-{number}")
    second: list[int] = []

    def claim() -> None:
        with db.writing() as session:
            second.extend(row.id for row in operations.claim_mails(session, NOW, most=4))

    with db.writing() as session:
        first = [row.id for row in operations.claim_mails(session, NOW, most=4)]
        other = threading.Thread(target=claim)
        other.start()
        other.join(timeout=0.5)
        assert other.is_alive()  # it waits for the rows, or for the whole database
    other.join()
    assert len(first) == 4
    assert not set(first) & set(second)


@both_databases
def test_what_a_killed_worker_had_claimed_is_sent_after_its_lease_under_the_same_id(
    db: Database, config: Config, clock: Clock
) -> None:
    people = [make.person(db) for _ in range(3)]
    for person in people:
        queue(db, person)
    ids = {f"<{row.message_id}@localhost>" for row in db.all(select(Outbox.message_id))}
    worker = multiprocessing.get_context("spawn").Process(target=die_while_sending, args=(without_clock(config),))
    worker.start()
    worker.join()
    assert worker.exitcode == 9
    assert states(db) == {MailState.WAITING: 3}
    recorder = Recorder()
    assert send(db.engine, config, recorder) == 0
    clock.now += operations.LEASE
    assert send(db.engine, config, recorder) == 3
    assert {mail.id for mail in recorder.carried} == ids


@both_databases
def test_a_mail_that_ends_its_worker_every_time_is_given_up(db: Database, config: Config, clock: Clock) -> None:
    queue(db, make.person(db))
    for _ in range(len(operations.PAUSES) + 1):
        with db.writing() as session:
            assert len(operations.claim_mails(session, clock.now, most=5)) == 1
        clock.now += operations.LEASE
    recorder = Recorder()
    send(db.engine, config, recorder)
    assert recorder.tried == []
    assert db.one(select(Outbox.state, Outbox.failure)) == (MailState.GIVEN_UP, MailFailure.INTERRUPTED)


@both_databases
def test_a_mail_is_tried_again_after_longer_and_longer_pauses_and_then_given_up(
    db: Database, config: Config, clock: Clock
) -> None:
    bo = make.person(db)
    queue(db, bo)
    recorder = Recorder({bo.email: REFUSED})
    tried_after = []
    for minute in (0, 0.9, 1, 5.9, 6, 35.9, 36, 155.9, 156, 875.9, 876, 2000, 5000):
        clock.now = NOW + timedelta(minutes=minute)
        before = len(recorder.tried)
        send(db.engine, config, recorder)
        if len(recorder.tried) > before:
            tried_after.append(minute)
    assert tried_after == [0, 1, 6, 36, 156, 876]
    assert len({mail.id for mail in recorder.tried}) == 1
    assert db.one(select(Outbox.state, Outbox.failure, Outbox.details)) == (
        MailState.GIVEN_UP,
        MailFailure.SERVER,
        "{}",
    )


def test_a_mail_that_gets_through_at_the_second_try_is_sent(db: Database, config: Config, clock: Clock) -> None:
    bo = make.person(db)
    queue(db, bo)
    recorder = Recorder({bo.email: REFUSED})
    send(db.engine, config, recorder)
    recorder.refused.clear()
    assert send(db.engine, config, recorder) == 0
    clock.forward(minutes=1)
    assert send(db.engine, config, recorder) == 1
    assert "/invitation/hemmeligt" in recorder.carried[0].text
    assert db.one(select(Outbox.state, Outbox.failure)) == (MailState.SENT, None)


def test_a_dead_address_is_not_tried_again(db: Database, config: Config, clock: Clock) -> None:
    dead, bo = make.person(db), make.person(db)
    queue(db, dead)
    queue(db, bo)
    recorder = Recorder({dead.email: DEAD})
    assert send(db.engine, config, recorder) == 1
    clock.forward(days=2)
    assert send(db.engine, config, recorder) == 0
    assert len(recorder.tried) == 2
    row = db.one(select(Outbox.state, Outbox.failure, Outbox.address).where(Outbox.person_id == dead.id))
    assert row == (MailState.GIVEN_UP, MailFailure.ADDRESS, dead.email)


def test_while_the_server_cannot_be_reached_the_other_mails_lose_no_try(
    db: Database, config: Config, clock: Clock
) -> None:
    people = [make.person(db) for _ in range(25)]
    for person in people:
        queue(db, person)
    recorder = Recorder({person.email: UNREACHABLE for person in people})
    assert send(db.engine, config, recorder) == 0
    assert len(recorder.tried) == 1
    assert Counter(row.tries for row in db.all(select(Outbox.tries))) == {1: 1, 0: 24}
    recorder.refused.clear()
    clock.forward(minutes=1)
    assert send(db.engine, config, recorder) == 25


def test_a_mail_that_cannot_be_written_does_not_stop_the_others(db: Database, config: Config) -> None:
    broken, bo = make.person(db), make.person(db)
    queue(db, broken)
    queue(db, bo)
    db.run(update(Outbox).where(Outbox.person_id == broken.id).values(details="{}"))
    recorder = Recorder()
    assert send(db.engine, config, recorder) == 1
    assert db.value(select(Outbox.failure).where(Outbox.person_id == broken.id)) is MailFailure.FAULT


def test_a_mail_goes_to_the_address_that_the_person_has_when_it_is_sent(db: Database, config: Config) -> None:
    bo = make.person(db)
    queue(db, bo)
    db.run(update(Person).where(Person.id == bo.id).values(email="bo.ny@nordby.example"))
    recorder = Recorder()
    send(db.engine, config, recorder)
    assert [mail.to for mail in recorder.carried] == ["bo.ny@nordby.example"]


def test_a_closed_account_gets_nothing(db: Database, config: Config) -> None:
    bo = make.person(db)
    queue(db, bo)
    db.run(update(Person).where(Person.id == bo.id).values(active=False))
    assert send(db.engine, config, Recorder()) == 0
    assert states(db) == {MailState.DROPPED: 1}
    assert db.value(select(Outbox.details)) == "{}"


def test_a_slow_server_does_not_hold_mails_beyond_their_lease(db: Database, config: Config, clock: Clock) -> None:
    for _ in range(10):
        queue(db, make.person(db))

    class Slow(Recorder):
        def carry(self, message: object, to: str) -> None:
            clock.forward(minutes=3)

    send(db.engine, config, Slow())
    assert clock.now - NOW <= operations.LEASE
    assert states(db) == {MailState.SENT: 4, MailState.WAITING: 6}
    assert {row.tries for row in db.all(select(Outbox.tries).where(Outbox.state == MailState.WAITING))} == {0}


def test_looking_for_mail_when_there_is_none_locks_nothing(engine: Engine, db: Database, config: Config) -> None:
    with statements(engine) as seen:
        send(engine, config, Recorder())
    assert len(seen) == 1
    assert seen[0].startswith("SELECT")


def test_without_a_mail_server_each_mail_is_a_file_that_only_its_owner_reads(db: Database, config: Config) -> None:
    bo = make.person(db, "Åse Ødegård")
    queue(db, bo)
    (mail,) = run(db, config)
    assert mail.to == bo.email
    assert mail.message["To"].addresses[0].display_name == "Åse Ødegård"
    assert config.mail_folder.stat().st_mode & 0o077 == 0
    assert [path.suffix for path in config.mail_folder.iterdir()] == [".eml"]


@both_databases
def test_mails_are_forgotten_after_a_time_and_those_that_wait_are_not(
    db: Database, config: Config, clock: Clock
) -> None:
    sent_one, waiting = make.person(db), make.person(db)
    queue(db, sent_one)
    send(db.engine, config, Recorder())
    with db.writing() as session:
        operations.queue_mail(
            session, MailKind.INVITATION, waiting.id, reason="later", now=NOW, send_after=NOW + timedelta(days=900)
        )
    with db.writing() as session:
        assert operations.forget_mails(session, NOW, most=10) == 0
        assert operations.forget_mails(session, NOW + timedelta(days=1), most=10) == 1
    assert [row.person_id for row in db.all(select(Outbox.person_id))] == [waiting.id]
