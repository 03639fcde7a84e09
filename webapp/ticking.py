"""What is done by itself, without anybody asking: a plain list of jobs, each in bounded steps and safe to run twice."""

import logging
from collections.abc import Callable
from datetime import datetime, timedelta
from functools import partial

from sqlalchemy import Engine
from sqlalchemy.orm import Session

from webapp import editions, operations, queries
from webapp.config import Config
from webapp.db import WRITES, make_session
from webapp.editions import Courses
from webapp.housekeeping import Tick, run_jobs
from webapp.mail.sending import OpenSession, send_waiting
from webapp.talks import talk_days
from webapp.times import day_of

log = logging.getLogger("lederstart")
BATCH = 500
MONDAY = 0
MAILS_KEPT = timedelta(days=400)
"""How long it is known that a mail was sent; its text is gone at once."""
COURSES = Courses()
"""The compiled courses of this process."""
Job = Callable[[OpenSession, Config, datetime], object]


def look_after_people(open_session: OpenSession, config: Config, now: datetime) -> None:
    """First, so that nobody is written to who has just left or gone on leave."""
    run_jobs(open_session, Tick(now, day_of(now), config.keep, COURSES))


def queue_what_is_due(open_session: OpenSession, _config: Config, now: datetime) -> None:
    """Each kind in a transaction of its own, so that nobody waits long for the database."""
    talks = _talk_days(open_session) if day_of(now).weekday() == MONDAY else {}
    queues = (
        operations.queue_welcomes,
        operations.queue_reminders,
        operations.queue_plans,
        operations.queue_tasks_before_start,
        partial(operations.queue_digests, talks=talks),
    )
    for queue in queues:
        with open_session() as session:
            queue(session, now=now)
            session.commit()


def _talk_days(open_session: OpenSession) -> dict[str, tuple[int, ...]]:
    """Course -> the days of its talks. A course may have to be compiled for it, so nothing is locked meanwhile."""
    WRITES.set(False)
    with open_session() as session:
        courses = [COURSES.get(session, id) for id in editions.list_newest(session).values()]
    WRITES.set(True)
    return {course.id: talk_days(course) for course in courses}


def take_figures(open_session: OpenSession, _config: Config, now: datetime) -> None:
    """The fixed tables, once a month. Counting and merging takes a while, so nothing is locked meanwhile."""
    today = day_of(now)
    WRITES.set(False)
    with open_session() as session:
        due = queries.list_due_courses(session, today.replace(day=1))
        taken = operations.take(session, due, today) if due else []
    WRITES.set(True)
    if due:
        with open_session() as session:
            operations.keep_figures(session, due, taken, today)
            session.commit()


def drop_what_is_outdated(open_session: OpenSession, _config: Config, now: datetime) -> None:
    with open_session() as session:
        operations.drop_outdated(session, now)
        session.commit()


def make_letters(open_session: OpenSession, _config: Config, now: datetime) -> None:
    after: int | None = 0
    while after is not None:
        with open_session() as session:
            after = operations.collect(session, now, after=after, most=BATCH)
            session.commit()


def send_mails(open_session: OpenSession, config: Config, _now: datetime) -> None:
    send_waiting(open_session, config, COURSES)


def forget_old_mails(open_session: OpenSession, _config: Config, now: datetime) -> None:
    gone = BATCH
    while gone == BATCH:
        with open_session() as session:
            gone = operations.forget_mails(session, now - MAILS_KEPT, most=BATCH)
            session.commit()


JOBS: list[Job] = [
    look_after_people,
    queue_what_is_due,
    drop_what_is_outdated,
    make_letters,
    send_mails,
    forget_old_mails,
    take_figures,
]
"""In this order."""


def tick(engine: Engine, config: Config) -> bool:
    """Run every job once; False when one of them failed. One that fails does not stop the others."""
    well = True
    for job in JOBS:
        WRITES.set(True)
        try:
            job(partial(_open, engine), config, config.clock())
        except Exception:
            name = getattr(job, "__name__", "a job")
            log.exception("%s failed", name)
            well = False
    return well


def send_now(engine: Engine, config: Config) -> None:
    """Only send what waits: what the worker does between two ticks."""
    send_waiting(partial(_open, engine), config, COURSES)


def _open(engine: Engine) -> Session:
    return make_session(engine)
