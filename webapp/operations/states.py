"""What happens to an enrolment on its way: a leave, another start, a moved date, an end."""

from collections.abc import Mapping, Sequence
from datetime import date, datetime, timedelta

from sqlalchemy import select, update
from sqlalchemy.orm import Session

from course.compile import Course
from course.progress import State
from webapp import queries
from webapp.models import Enrolment, EnrolmentState, ModuleState
from webapp.operations.audit import note
from webapp.operations.enrolling import reschedule
from webapp.queries import GOING_ON


def pause(
    session: Session,
    enrolment: Enrolment,
    from_on: date,
    resumes_on: date | None,
    *,
    by: int | None,
    now: datetime,
    today: date,
) -> None:
    """Begin a leave, today or on a day to come. While it lasts nobody is reminded.

    :param resumes_on: the first day back; None while nobody knows
    """
    enrolment.paused_on, enrolment.resumes_on = from_on, resumes_on
    if from_on <= today:
        enrolment.state = EnrolmentState.PAUSED
    note(session, "paused", by=by, person=enrolment.person_id, now=now, detail=f"{enrolment.course} {from_on}")


def resume(session: Session, course: Course, enrolment: Enrolment, on: date, *, by: int | None, now: datetime) -> None:
    """End a leave, or call off one that has not begun; the dates move by the days it has lasted."""
    resume_all(session, {course.id: course}, [enrolment], on)
    note(session, "resumed", by=by, person=enrolment.person_id, now=now, detail=enrolment.course)


def resume_all(
    session: Session, courses: Mapping[str, Course], enrolments: Sequence[Enrolment], on: date | None = None
) -> None:
    """End the leaves of enrolments.

    :param courses: the course of each enrolment, by id
    :param on: the first day back; None: the day that was agreed on
    """
    away: dict[int, int] = {}
    for each in enrolments:
        back = on or each.resumes_on
        if each.state is EnrolmentState.PAUSED and each.paused_on and back and back > each.paused_on:
            away[each.id] = (back - each.paused_on).days
            each.delay_days += away[each.id]
        each.state = EnrolmentState.ACTIVE
        each.paused_on = each.resumes_on = None
    session.flush()
    _shift_moved(session, away)
    for course in {each.course for each in enrolments} & courses.keys():
        reschedule(session, courses[course], [each.id for each in enrolments if each.course == course])


def _shift_moved(session: Session, away: Mapping[int, int]) -> None:
    """Move the dates that somebody has chosen by hand; `reschedule` takes the others.

    :param away: enrolment -> days
    """
    rows = session.execute(
        select(ModuleState.id, ModuleState.enrolment_id, ModuleState.due_on).where(
            ModuleState.enrolment_id.in_(away.keys()), ModuleState.moved, ModuleState.state != State.COMPLETED
        )
    ).all()
    shifted = [{"id": row.id, "due_on": row.due_on + timedelta(days=away[row.enrolment_id])} for row in rows]
    if shifted:
        session.execute(update(ModuleState), shifted)


def begin_pauses(session: Session, today: date) -> int:
    """Begin the leaves whose day has come; how many there were."""
    begun = session.execute(
        update(Enrolment)
        .where(Enrolment.state == EnrolmentState.ACTIVE, Enrolment.paused_on <= today)
        .values(state=EnrolmentState.PAUSED)
        .returning(Enrolment.id)
        .execution_options(synchronize_session=False)
    ).all()
    return len(begun)


def list_ended_pauses(session: Session, today: date, most: int) -> Sequence[Enrolment]:
    """Enrolments whose leave is over, to be taken up again."""
    return session.scalars(
        select(Enrolment)
        .where(Enrolment.state == EnrolmentState.PAUSED, Enrolment.resumes_on <= today)
        .order_by(Enrolment.id)
        .limit(most)
    ).all()


def end(session: Session, enrolment: Enrolment, *, by: int | None, now: datetime) -> None:
    """End an enrolment before it is completed; what she has done stays where it is."""
    enrolment.state = EnrolmentState.ENDED
    enrolment.closed_on = queries.monday(now.date())
    enrolment.paused_on = enrolment.resumes_on = None
    note(session, "ended", by=by, person=enrolment.person_id, now=now, detail=enrolment.course)


def change_start(
    session: Session, course: Course, enrolment: Enrolment, starts_on: date, *, by: int | None, now: datetime
) -> None:
    """Another first day: every date of what is unfinished is counted anew."""
    enrolment.starts_on = starts_on
    session.flush()
    reschedule(session, course, [enrolment.id], afresh=True)
    note(session, "start moved", by=by, person=enrolment.person_id, now=now, detail=f"{enrolment.course} {starts_on}")


def follow_starts(
    session: Session, courses: Mapping[str, Course], starts: Mapping[int, tuple[date | None, date]]
) -> None:
    """Move the enrolments that began on people's old first day to the new one.

    :param starts: person -> the day before and the day now
    """
    rows = session.execute(
        select(Enrolment.id, Enrolment.course, Enrolment.person_id, Enrolment.starts_on).where(
            Enrolment.person_id.in_(starts.keys()), Enrolment.state.in_(GOING_ON), Enrolment.cohort_id.is_(None)
        )
    ).all()
    moved = [row for row in rows if row.starts_on == starts[row.person_id][0] and row.course in courses]
    if not moved:
        return
    session.execute(update(Enrolment), [{"id": row.id, "starts_on": starts[row.person_id][1]} for row in moved])
    for course in {row.course for row in moved}:
        reschedule(session, courses[course], [row.id for row in moved if row.course == course], afresh=True)


def move_date(session: Session, enrolment_id: int, module: str, due_on: date) -> bool:
    """Give an unfinished module the date that the leader or her manager has chosen; False when it is finished."""
    moved = session.execute(
        update(ModuleState)
        .where(
            ModuleState.enrolment_id == enrolment_id,
            ModuleState.module == module,
            ModuleState.state != State.COMPLETED,
        )
        .values(due_on=due_on, moved=True)
        .returning(ModuleState.id)
    ).all()
    return bool(moved)
