"""Putting people on courses, and keeping their modules and dates in step with the outline."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta

from sqlalchemy import delete, insert, select, update
from sqlalchemy.orm import Session, aliased

from course.compile import Course
from course.progress import State, due_dates
from webapp import queries
from webapp.models import Audit, Enrolment, EnrolmentState, ModuleState, Person
from webapp.operations.audit import note
from webapp.operations.following import carry_over
from webapp.queries import GOING_ON, AnyRow

UNSEEN = {"synchronize_session": False}
"""Of an update that no object in the session has to know of."""


class NotOpen(Exception):
    """The course takes no new people."""


def enrol(
    session: Session, person: Person, course: Course, level: str, starts_on: date, *, by: int | None, now: datetime
) -> Enrolment | None:
    """Put a person on a course with a row per module; None when she is on it already at that level.

    Another level of the same course ends the enrolment she has and begins one that follows it.

    :raises ValueError: if the course has no such level
    :raises NotOpen: if the course takes no new people, and she is not on it
    """
    if level not in course.level_ids:
        raise ValueError(f"no level {level!r} in {course.id}")
    current = session.scalars(
        select(Enrolment).where(
            Enrolment.person_id == person.id, Enrolment.course == course.id, Enrolment.state.in_(GOING_ON)
        )
    ).first()
    if current is None and not queries.is_open(session, course.id):
        raise NotOpen
    if current is not None and current.level == level:
        return None
    if current is not None:
        current.state = EnrolmentState.ENDED
        current.closed_on = queries.monday(now.date())
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
    if current is not None:
        _keep_company(session, [current.id])
        carry_over(session, [current.id])
    reschedule(session, course, [enrolment.id])
    note(session, "enrolled", by=by, person=person.id, now=now, detail=f"{course.id} {level}".strip())
    return enrolment


NOTICE = timedelta(days=7)
"""What one who is under way gets at least for a module that comes later."""


@dataclass(frozen=True, slots=True)
class Place:
    """A person who is to begin a course."""

    person_id: int
    level: str
    starts_on: date
    follows_id: int | None = None
    """The enrolment on the same course that ends by it."""


def enrol_all(session: Session, course: Course, places: Sequence[Place], *, by: int | None, now: datetime) -> None:
    """Put many people on a course; the number of statements does not grow with them.

    None of them is on the course, but for the enrolments that the places follow.
    """
    if not places:
        return
    followed = [place.follows_id for place in places if place.follows_id is not None]
    if followed:
        ended = {"state": EnrolmentState.ENDED, "closed_on": queries.monday(now.date())}
        session.execute(update(Enrolment).where(Enrolment.id.in_(followed)).values(**ended))
    rows = [
        {"person_id": place.person_id, "course": course.id, "level": place.level, "starts_on": place.starts_on}
        | {"state": EnrolmentState.ACTIVE, "follows_id": place.follows_id}
        for place in places
    ]
    session.execute(insert(Enrolment), rows)
    if followed:
        _keep_company(session, followed)
        carry_over(session, followed)
    people = [place.person_id for place in places]
    made = session.scalars(
        select(Enrolment.id).where(
            Enrolment.course == course.id, Enrolment.person_id.in_(people), Enrolment.state.in_(GOING_ON)
        )
    ).all()
    reschedule(session, course, made)
    notes = [
        {"at": now, "by_id": by, "what": "enrolled", "person_id": place.person_id}
        | {"detail": f"{course.id} {place.level}".strip()}
        for place in places
    ]
    session.execute(insert(Audit), notes)


def _keep_company(session: Session, followed: Sequence[int]) -> None:
    """Let the enrolments that follow these take over their groups and partners."""
    before, after = aliased(Enrolment), aliased(Enrolment)
    old = select(before).where(before.id == Enrolment.follows_id).correlate(Enrolment)
    partners = select(after.id).where(after.follows_id == Enrolment.partner_id).correlate(Enrolment)
    taken_over = {
        "cohort_id": old.with_only_columns(before.cohort_id).scalar_subquery(),
        "partner_id": old.with_only_columns(before.partner_id).scalar_subquery(),
    }
    left: dict[str, object] = {"cohort_id": None, "partner_id": None}
    for condition, values in (
        (Enrolment.follows_id.in_(followed), taken_over),
        (Enrolment.id.in_(followed), left),
        (Enrolment.partner_id.in_(followed), {"partner_id": partners.scalar_subquery()}),
    ):
        session.execute(update(Enrolment).where(condition).values(values), execution_options=UNSEEN)


def reschedule(
    session: Session,
    course: Course,
    enrolment_ids: Sequence[int] | None = None,
    *,
    afresh: bool = False,
    before: Course | None = None,
    today: date | None = None,
) -> None:
    """Make the module rows of enrolments fit the course: new modules come, dates of unfinished ones follow the outline.

    Rows of modules that the course no longer has go when unfinished and stay when completed.

    :param enrolment_ids: None means everybody who is on the course
    :param afresh: count the dates that somebody has moved by hand anew too: the start is another one
    :param before: the edition until now; a module whose day is as it was there keeps its dates
    :param today: a module that is new to somebody who has others gets a date that is not too near; None: as the outline says
    """
    wanted = select(Enrolment.id, Enrolment.level, Enrolment.starts_on, Enrolment.delay_days).where(
        Enrolment.course == course.id, Enrolment.state.in_(GOING_ON)
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
                ModuleState.moved,
                ModuleState.position,
            ).where(ModuleState.enrolment_id.in_(select(chosen)))
        )
    }
    under_way = {enrolment_id for enrolment_id, _module in there}
    kept = {module for module, day in course.due_days.items() if before and before.due_days.get(module) == day}
    new: list[dict[str, object]] = []
    changed: list[dict[str, object]] = []
    for enrolment in enrolments:
        due = due_dates(course, enrolment.level, enrolment.starts_on + timedelta(days=enrolment.delay_days))
        for position, (module, suggested) in enumerate(due.items()):
            row = there.pop((enrolment.id, module), None)
            if row is None:
                due_on = max(suggested, today + NOTICE) if today and enrolment.id in under_way else suggested
                values = {"enrolment_id": enrolment.id, "module": module, "position": position, "due_on": due_on}
                new.append(values | {"state": State.NOT_STARTED})
                continue
            moved = row.moved and not afresh
            due_on = row.due_on if moved or module in kept else suggested
            if row.state is not State.COMPLETED and (row.due_on, row.position, row.moved) != (due_on, position, moved):
                changed.append({"id": row.id, "due_on": due_on, "position": position, "moved": moved})
    if new:
        session.execute(insert(ModuleState), new)
    if changed:
        session.execute(update(ModuleState), changed)
    gone = [row.id for row in there.values() if row.state is not State.COMPLETED]
    if gone:
        session.execute(delete(ModuleState).where(ModuleState.id.in_(gone)))
