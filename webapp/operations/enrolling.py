"""Putting people on courses, and keeping their modules and dates in step with the outline."""

from collections.abc import Sequence
from datetime import date, datetime, timedelta

from sqlalchemy import delete, insert, select, update
from sqlalchemy.orm import Session

from course.compile import Course
from course.progress import State, due_dates
from webapp.models import Enrolment, EnrolmentState, ModuleState, Person
from webapp.operations.audit import note
from webapp.queries import AnyRow


def enrol(
    session: Session, person: Person, course: Course, level: str, starts_on: date, *, by: int | None, now: datetime
) -> Enrolment | None:
    """Put a person on a course with a row per module; None when she is on it already at that level.

    Another level of the same course ends the enrolment she has and begins one that follows it.

    :raises ValueError: if the course has no such level
    """
    if level not in course.level_ids:
        raise ValueError(f"no level {level!r} in {course.id}")
    current = session.scalars(
        select(Enrolment).where(
            Enrolment.person_id == person.id,
            Enrolment.course == course.id,
            Enrolment.state.in_((EnrolmentState.ACTIVE, EnrolmentState.PAUSED)),
        )
    ).first()
    if current is not None and current.level == level:
        return None
    if current is not None:
        current.state = EnrolmentState.ENDED
        session.flush()  # before the next one begins: only one goes on at a time
    enrolment = Enrolment(
        person_id=person.id,
        course=course.id,
        level=level,
        starts_on=starts_on,
        state=EnrolmentState.ACTIVE,
        follows_id=current.id if current else None,
    )
    session.add(enrolment)
    person.is_leader = True
    session.flush()
    reschedule(session, course, [enrolment.id])
    note(session, "enrolled", by=by, person=person.id, now=now, detail=f"{course.id} {level}".strip())
    return enrolment


NOTICE = timedelta(days=7)
"""What one who is under way gets at least for a module that comes later."""


def reschedule(
    session: Session,
    course: Course,
    enrolment_ids: Sequence[int] | None = None,
    *,
    before: Course | None = None,
    today: date | None = None,
) -> None:
    """Make the module rows of enrolments fit the course: new modules come, dates of unfinished ones follow the outline.

    Rows of modules that the course no longer has go when unfinished and stay when completed.

    :param enrolment_ids: None means everybody who is on the course
    :param before: the edition until now; a module whose day is as it was there keeps its dates
    :param today: a module that is new to somebody who has others gets a date that is not too near; None: as the outline says
    """
    going_on = (EnrolmentState.ACTIVE, EnrolmentState.PAUSED)
    wanted = select(Enrolment.id, Enrolment.level, Enrolment.starts_on).where(
        Enrolment.course == course.id, Enrolment.state.in_(going_on)
    )
    if enrolment_ids is not None:
        wanted = wanted.where(Enrolment.id.in_(enrolment_ids))
    enrolments = session.execute(wanted).all()
    chosen = wanted.subquery().c.id
    there: dict[tuple[int, str], AnyRow] = {
        (row.enrolment_id, row.module): row
        for row in session.execute(
            select(
                ModuleState.id,
                ModuleState.enrolment_id,
                ModuleState.module,
                ModuleState.state,
                ModuleState.due_on,
                ModuleState.position,
            ).where(ModuleState.enrolment_id.in_(select(chosen)))
        )
    }
    under_way = {enrolment_id for enrolment_id, _module in there}
    kept = {module for module, day in course.due_days.items() if before and before.due_days.get(module) == day}
    new: list[dict[str, object]] = []
    moved: list[dict[str, object]] = []
    for enrolment in enrolments:
        due = due_dates(course, enrolment.level, enrolment.starts_on)
        for position, (module, due_on) in enumerate(due.items()):
            row = there.pop((enrolment.id, module), None)
            if row is not None and module in kept:
                due_on = row.due_on
            elif row is None and today and enrolment.id in under_way:
                due_on = max(due_on, today + NOTICE)
            if row is None:
                values = {"enrolment_id": enrolment.id, "module": module, "position": position, "due_on": due_on}
                new.append(values | {"state": State.NOT_STARTED})
            elif row.state is not State.COMPLETED and (row.due_on, row.position) != (due_on, position):
                moved.append({"id": row.id, "due_on": due_on, "position": position})
    if new:
        session.execute(insert(ModuleState), new)
    if moved:
        session.execute(update(ModuleState), moved)
    gone = [row.id for row in there.values() if row.state is not State.COMPLETED]
    if gone:
        session.execute(delete(ModuleState).where(ModuleState.id.in_(gone)))
