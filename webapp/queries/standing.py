"""How far each leader is on each course she is followed on, one row for an enrolment."""

from datetime import date

from sqlalchemy import ColumnElement, Subquery, and_, case, func, select

from course.progress import State
from webapp.models import Enrolment, EnrolmentState, ModuleState, Person
from webapp.queries.rows import FOLLOWED


def standings(today: date, *where: ColumnElement[bool]) -> Subquery:
    """Enrolments with counted modules: `modules`, `done`, `begun`; `late` is 1 when a date has passed, on no leave.

    :param where: which of them; conditions on `Enrolment` and `Person`
    """
    done = case((ModuleState.state == State.COMPLETED, 1), else_=0)
    begun = case((ModuleState.state != State.NOT_STARTED, 1), else_=0)
    overdue = and_(ModuleState.state != State.COMPLETED, ModuleState.due_on < today)
    late = case((and_(overdue, Enrolment.state != EnrolmentState.PAUSED), 1), else_=0)
    return (
        select(
            Enrolment.id,
            Enrolment.person_id,
            Enrolment.course,
            Enrolment.level,
            Enrolment.starts_on,
            Enrolment.state,
            func.count(ModuleState.id).label("modules"),
            func.coalesce(func.sum(done), 0).label("done"),
            func.coalesce(func.sum(begun), 0).label("begun"),
            func.coalesce(func.max(late), 0).label("late"),
            func.max(ModuleState.completed_week).label("last_week"),
        )
        .join_from(Enrolment, Person, Person.id == Enrolment.person_id)
        .outerjoin(ModuleState, ModuleState.enrolment_id == Enrolment.id)
        .where(Person.active, Enrolment.state.in_(FOLLOWED), *where)
        .group_by(
            Enrolment.id, Enrolment.person_id, Enrolment.course, Enrolment.level, Enrolment.starts_on, Enrolment.state
        )
        .subquery()
    )


def is_completed(each: Subquery) -> ColumnElement[bool]:
    return and_(each.c.modules > 0, each.c.done == each.c.modules)
