"""Groups that begin a course together, and partners."""

from collections.abc import Collection
from datetime import date, datetime

from sqlalchemy import delete, select, update
from sqlalchemy.orm import Session

from course.compile import Course
from webapp.models import Cohort, Enrolment
from webapp.operations.audit import note
from webapp.operations.enrolling import reschedule
from webapp.queries import GOING_ON


def add_cohort(session: Session, course: str, name: str, starts_on: date, *, by: int | None, now: datetime) -> Cohort:
    cohort = Cohort(course=course, name=name, starts_on=starts_on)
    session.add(cohort)
    session.flush()
    note(session, "group added", by=by, now=now, detail=f"{course}: {name}")
    return cohort


def change_cohort(session: Session, course: Course, cohort: Cohort, name: str, starts_on: date) -> None:
    """Another name, or another start: the dates of its members are counted from it."""
    cohort.name = name
    if cohort.starts_on != starts_on:
        cohort.starts_on = starts_on
        members = session.scalars(select(Enrolment.id).where(Enrolment.cohort_id == cohort.id)).all()
        _start_with(session, course, cohort, members)


def add_members(session: Session, course: Course, cohort: Cohort, enrolments: Collection[int]) -> int:
    """Let enrolments of the course that are in no group begin with this one; how many there were."""
    free = session.scalars(
        select(Enrolment.id).where(
            Enrolment.id.in_(enrolments),
            Enrolment.course == cohort.course,
            Enrolment.state.in_(GOING_ON),
            Enrolment.cohort_id.is_(None),
        )
    ).all()
    session.execute(update(Enrolment).where(Enrolment.id.in_(free)).values(cohort_id=cohort.id))
    _start_with(session, course, cohort, free)
    return len(free)


def _start_with(session: Session, course: Course, cohort: Cohort, enrolments: Collection[int]) -> None:
    going_on = (Enrolment.id.in_(enrolments), Enrolment.state.in_(GOING_ON))
    session.execute(update(Enrolment).where(*going_on).values(starts_on=cohort.starts_on))
    reschedule(session, course, list(enrolments), afresh=True)


def remove_member(session: Session, cohort: Cohort, enrolment_id: int) -> None:
    """Take one out of the group; her dates stay as they are, and she and her partner part."""
    in_it = (Enrolment.id == enrolment_id, Enrolment.cohort_id == cohort.id)
    if session.scalar(select(Enrolment.id).where(*in_it)) is not None:
        part(session, enrolment_id)
        session.execute(update(Enrolment).where(*in_it).values(cohort_id=None))


def remove_cohort(session: Session, cohort: Cohort, *, by: int | None, now: datetime) -> None:
    """Dissolve a group; its members go on each by herself, partners stay partners."""
    session.execute(update(Enrolment).where(Enrolment.cohort_id == cohort.id).values(cohort_id=None))
    session.execute(delete(Cohort).where(Cohort.id == cohort.id))
    note(session, "group removed", by=by, now=now, detail=f"{cohort.course}: {cohort.name}")


def pair(session: Session, cohort: Cohort, one: int, other: int) -> bool:
    """Make two members of a group partners; whoever they had before is free again. False when they are not in it."""
    members = session.scalars(
        select(Enrolment.id).where(Enrolment.id.in_((one, other)), Enrolment.cohort_id == cohort.id)
    ).all()
    if len(set(members)) != 2:
        return False
    for each in members:
        part(session, each)
    session.execute(update(Enrolment).where(Enrolment.id == one).values(partner_id=other))
    session.execute(update(Enrolment).where(Enrolment.id == other).values(partner_id=one))
    return True


def part(session: Session, enrolment_id: int) -> None:
    """Two partners are no longer partners."""
    session.execute(update(Enrolment).where(Enrolment.partner_id == enrolment_id).values(partner_id=None))
    session.execute(update(Enrolment).where(Enrolment.id == enrolment_id).values(partner_id=None))
