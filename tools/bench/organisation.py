"""Invented organisations of any size, filled by SQL, with leaders as far along as in a real one."""

from datetime import UTC, date, datetime, timedelta

from sqlalchemy import Date, Engine, case, insert, literal, select, text
from sqlalchemy.orm import Session

from course.compile import Course
from course.progress import State
from webapp.db import WRITES, make_session
from webapp.models import Enrolment, EnrolmentState, ModuleState, Person, Unit
from webapp.names import search_name, sort_name

TEAM = 10
"""Leaders of one manager, and managers of the one above them."""
NOW = datetime(2026, 3, 2, 9, 0, tzinfo=UTC)
STARTED = date(2025, 11, 3)
WEEK = date(2026, 1, 5)
"""In which the finished modules were completed."""
HEAD_ID = 1
"""The person who may see everything: leader, manager, author and administrator at once."""


def fill(engine: Engine, course: Course, level: str, leaders: int) -> None:
    """Fill an empty, migrated database that has the course: people, enrolments and a row per leader and module.

    Of a hundred leaders 55 have finished, 33 are under way (8 of them past a suggested date), 7 have not begun and 5 are
    on leave.
    """
    WRITES.set(True)
    with make_session(engine) as session:
        if engine.dialect.name == "postgresql":  # a million rows are right without a look at each
            session.execute(text("SET LOCAL session_replication_role = replica"))
        _add_people(session, leaders)
        _enrol(session, course, level)
        session.commit()
    with engine.connect().execution_options(isolation_level="AUTOCOMMIT") as connection:
        connection.exec_driver_sql("ANALYZE")


def _add_people(session: Session, leaders: int) -> None:
    units = leaders // 25 + 1
    session.execute(insert(Unit), [{"id": number, "name": f"Afdeling {number:05}"} for number in range(1, units + 1)])
    managers = leaders // TEAM
    rows = [_person(HEAD_ID, "Hanne Højgaard", 1, None, roles=("leader", "manager", "author", "admin"))]
    for number in range(managers):
        above = HEAD_ID if number < TEAM else number // TEAM + 1
        rows.append(_person(number + 2, f"Leder Ærø {number:06}", number % units + 1, above, roles=("manager",)))
    first = managers + 2
    for number in range(leaders):
        manager = HEAD_ID if number < TEAM else number // TEAM + 1
        rows.append(_person(first + number, f"Ny Ødegård {number:06}", number % units + 1, manager, roles=("leader",)))
    session.execute(insert(Person), rows)


def _person(id: int, name: str, unit: int, manager: int | None, *, roles: tuple[str, ...]) -> dict[str, object]:
    email = f"person-{id}@eksempel.example"
    return {
        "id": id,
        "email": email,
        "name": name,
        "sort_name": sort_name(name),
        "search_name": search_name(name, email),
        "unit_id": unit,
        "manager_id": manager,
        "created_at": NOW,
        **{f"is_{role}": role in roles for role in ("leader", "manager", "author", "admin")},
    }


def _enrol(session: Session, course: Course, level: str) -> None:
    """One enrolment for each leader, its number the person's own; what she has done follows from it."""
    of_hundred = Person.id % 100
    state = case(
        (of_hundred < 55, EnrolmentState.COMPLETED.value),
        (of_hundred >= 95, EnrolmentState.PAUSED.value),
        else_=EnrolmentState.ACTIVE.value,
    )
    columns = ("id", "person_id", "course", "level", "starts_on", "state", "welcomed")
    chosen = select(
        Person.id, Person.id, literal(course.id), literal(level), literal(STARTED, Date), state, literal(True)
    ).where(Person.is_leader)
    session.execute(insert(Enrolment).from_select(columns, chosen))
    _add_states(session, course, level)


def _add_states(session: Session, course: Course, level: str) -> None:
    """A row per leader and module, by one statement for each module."""
    modules = course.modules_for(level)
    of_hundred = Enrolment.id % 100
    done = case((of_hundred < 55, len(modules)), (of_hundred >= 88, 0), else_=of_hundred % len(modules))
    columns = ("enrolment_id", "module", "position", "due_on", "state", "completed_week")
    for position, module in enumerate(modules):
        finished, under_way = done > position, (done == position) & (of_hundred < 88)
        state = case(
            (finished, State.COMPLETED.value), (under_way, State.UNDER_WAY.value), else_=State.NOT_STARTED.value
        )
        chosen = select(
            Enrolment.id,
            literal(module.id),
            literal(position),
            literal(STARTED + timedelta(days=course.due_days[module.id]), Date),
            state,
            case((finished, literal(WEEK, Date))),
        )
        session.execute(insert(ModuleState).from_select(columns, chosen))
