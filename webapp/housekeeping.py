"""What the day brings for people and their courses: a list of jobs, each done in small transactions.

A job does a bounded batch and says how many rows it took; it is called again until it says 0. Whatever was done stays
done, so that a tick may be broken off, or run twice.
"""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import date, datetime

from sqlalchemy.orm import Session

from webapp import drafts, operations
from webapp.config import Retention
from webapp.editions import Courses

BATCH = 500


@dataclass(frozen=True, slots=True)
class Tick:
    """What the jobs need to know."""

    now: datetime
    today: date
    keep: Retention
    courses: Courses


Job = Callable[[Session, Tick], int]
"""Does a batch; how many rows it took, and 0 when nothing is left."""


def close_left(session: Session, tick: Tick) -> int:
    return operations.close_left(session, tick.now, tick.today)


def forget_left(session: Session, tick: Tick) -> int:
    return operations.forget_left(session, tick.now, tick.today, tick.keep.days_after_leaving)


def forget_finished(session: Session, tick: Tick) -> int:
    return operations.forget_finished(session, tick.now, tick.today, tick.keep.months_after_course)


def forget_uploads(session: Session, tick: Tick) -> int:
    return operations.forget_uploads(session, tick.now)


def forget_versions(session: Session, tick: Tick) -> int:
    return drafts.forget_versions(session, tick.now)


def begin_pauses(session: Session, tick: Tick) -> int:
    return operations.begin_pauses(session, tick.today)


def end_pauses(session: Session, tick: Tick) -> int:
    ended = operations.list_ended_pauses(session, tick.today, BATCH)
    operations.resume_all(session, tick.courses.newest(session, {each.course for each in ended}), ended)
    return len(ended)


def apply_rules(session: Session, tick: Tick) -> int:
    return operations.apply_rules(session, tick.courses, by=None, now=tick.now, today=tick.today, most=4 * BATCH)


JOBS: Sequence[Job] = (
    close_left,
    forget_left,
    forget_finished,
    forget_uploads,
    forget_versions,
    begin_pauses,
    end_pauses,
    apply_rules,
)
"""In this order: nobody is enrolled who has just left."""


def run_jobs(open_session: Callable[[], Session], tick: Tick, jobs: Sequence[Job] = JOBS) -> dict[str, int]:
    """Do every job to its end; how many rows each took, by name."""
    done: dict[str, int] = {}
    for job in jobs:
        done[job.__name__] = 0
        while True:
            with open_session() as session:
                taken = job(session, tick)
                session.commit()
            if not taken:
                break
            done[job.__name__] += taken
    return done
