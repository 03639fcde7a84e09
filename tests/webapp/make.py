"""Rows for tests: each function makes one thing that is in order, commits it, and says what it made."""

from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import UTC, date, datetime
from itertools import count
from typing import Any

from sqlalchemy import Engine, Executable, Row, Select, func, insert, select, update
from sqlalchemy.orm import Session
from werkzeug.security import generate_password_hash

from course.compile import Course
from course.progress import State
from course.quiz import Verdict
from tests.webapp import nordby
from webapp import editions, operations
from webapp.db import WRITES, Base, make_session
from webapp.models import (
    Answer,
    Edition,
    Enrolment,
    EnrolmentState,
    ModuleState,
    Person,
    PromptKind,
    Reflection,
    Role,
    Share,
)
from webapp.names import search_name, sort_name
from webapp.operations import Profile

NOW = datetime(2026, 3, 2, 9, 0, tzinfo=UTC)
"""A Monday; the tests' clock begins here."""
START = date(2026, 2, 16)
"""The first day of an enrolment: the first module's date is the 23rd, the second's 9 March."""
SECRET = "a secret that is only for tests"
"""With which cookies and links are signed."""
PASSWORD = "tre glade ord"
WEAK = "scrypt:128:8:1"
"""Hashing that costs nothing."""
PASSWORD_HASH = generate_password_hash(PASSWORD, method=WEAK)

_numbers = count(1)


@dataclass(frozen=True, slots=True)
class Database:
    """A database as a test looks at it: every call is a transaction of its own, so that no request waits for it."""

    engine: Engine

    @contextmanager
    def writing(self) -> Iterator[Session]:
        """A session that is committed at the end."""
        WRITES.set(True)
        with make_session(self.engine) as session:
            yield session
            session.commit()

    def run(self, statement: Executable) -> None:
        with self.writing() as session:
            session.execute(statement)

    def all(self, query: Select[*tuple[Any, ...]]) -> Sequence[Row[*tuple[Any, ...]]]:
        WRITES.set(False)
        with make_session(self.engine) as session:
            return session.execute(query).all()

    def one(self, query: Select[*tuple[Any, ...]]) -> Row[*tuple[Any, ...]]:
        rows = self.all(query)
        assert len(rows) == 1, rows
        return rows[0]

    def value(self, query: Select[*tuple[Any, ...]]) -> Any:
        return self.one(query)[0]

    def count(self, table: type[Base], *where: Any) -> int:
        number: int = self.value(select(func.count()).select_from(table).where(*where))
        return number


@dataclass(frozen=True, slots=True)
class Someone:
    """A person that a test knows by hand."""

    id: int
    name: str
    email: str


@dataclass(frozen=True, slots=True)
class Enrolled:
    id: int
    leader: Someone
    level: str

    def url(self, module: str = nordby.FIRST, rest: str = "") -> str:
        """The address of one of its modules."""
        return f"/my-course/{self.id}/{module}{rest}"


def person(
    db: Database,
    name: str | None = None,
    *roles: Role,
    email: str | None = None,
    manager: Someone | None = None,
    unit: str = "",
    password: bool = True,
) -> Someone:
    """Somebody with roles; her password is `PASSWORD`."""
    number = next(_numbers)
    name = name or f"Person {number}"
    email = email or f"person-{number}@nordby.example"
    with db.writing() as session:
        made = operations.add_person(
            session,
            Profile(name, email, unit, manager.id if manager else None, frozenset(roles)),
            by=None,
            now=NOW,
        )
        made.password_hash = PASSWORD_HASH if password else None
        return Someone(made.id, name, email)


def people(db: Database, names: Sequence[str]) -> None:
    """Many people at once."""
    rows = []
    for name in names:
        email = f"person-{next(_numbers)}@nordby.example"
        row = {"name": name, "email": email, "sort_name": sort_name(name), "search_name": search_name(name, email)}
        rows.append(row | {"created_at": NOW})
    db.run(insert(Person).values(rows))


def publish(db: Database, files: Mapping[str, bytes] | None = None, course: str = nordby.COURSE) -> int:
    """Publish an edition as the command does; its id."""
    with db.writing() as session:
        edition = editions.publish(session, course, files or nordby.files(), by=None, now=NOW)
        assert edition is not None
        operations.reschedule(session, editions.Courses().get(session, edition.id))
        return edition.id


def newest(db: Database, course: str = nordby.COURSE) -> int:
    """The id of a course's newest edition."""
    number: int = db.value(select(func.max(Edition.id)).where(Edition.course == course))
    return number


def compiled(db: Database, course: str = nordby.COURSE) -> Course:
    """The newest edition."""
    WRITES.set(False)
    with make_session(db.engine) as session:
        return editions.Courses().get(session, editions.list_newest(session)[course])


def enrolment(
    db: Database,
    leader: Someone | None = None,
    *,
    level: str = nordby.TEAM,
    manager: Someone | None = None,
    welcomed: bool = True,
    starts_on: date = START,
    state: EnrolmentState = EnrolmentState.ACTIVE,
    completed: Sequence[str] = (),
    under_way: Sequence[str] = (),
    from_below: bool | None = True,
    course: str = nordby.COURSE,
) -> Enrolled:
    """Somebody on the course, with a row per module.

    :param completed: the modules that she has been through; `under_way`: those she has begun
    """
    leader = leader or person(db, None, Role.LEADER, manager=manager)
    taken = compiled(db, course)
    with db.writing() as session:
        row = operations.enrol(session, session.get_one(Person, leader.id), taken, level, starts_on, by=None, now=NOW)
        assert row is not None
        row.welcomed = welcomed
        row.from_below = from_below
        row.state = state
        states = dict.fromkeys(completed, State.COMPLETED) | dict.fromkeys(under_way, State.UNDER_WAY)
        for module, each in states.items():
            done = each is State.COMPLETED
            session.execute(
                update(ModuleState)
                .where(ModuleState.enrolment_id == row.id, ModuleState.module == module)
                .values(state=each, completed_week=date(2026, 2, 23) if done else None)
            )
        return Enrolled(row.id, leader, level)


def answer(
    db: Database, on: Enrolled, question: str, choice: str = "1", verdict: Verdict = Verdict.RIGHT, try_no: int = 1
) -> None:
    """An answer in the first module, marked as said."""
    course = compiled(db)
    with db.writing() as session:
        session.add(
            Answer(
                enrolment_id=on.id,
                module=nordby.FIRST,
                question=question,
                try_no=try_no,
                edition_id=newest(db),
                digest=course.questions[question].digest,
                choice=choice,
                verdict=verdict,
            )
        )


def all_answered(db: Database, on: Enrolled) -> None:
    """Every question of the first module that counts, answered right."""
    for question in compiled(db).modules[nordby.FIRST].versions[on.level].questions:
        answer(db, on, question)


def text(
    db: Database, on: Enrolled, item: str = nordby.REFLECTION, text: str = "Jeg lovede for meget.", then_text: str = ""
) -> None:
    """A text at a prompt of the first module."""
    kind = PromptKind.INTENTION if item == nordby.PLAN else PromptKind.REFLECTION
    with db.writing() as session:
        session.add(
            Reflection(
                enrolment_id=on.id,
                module=nordby.FIRST,
                item=item,
                kind=kind,
                text=text,
                then_text=then_text,
                version=1,
                window="another",
            )
        )


def share(
    db: Database,
    on: Enrolled,
    to: Someone,
    item: str = nordby.REFLECTION,
    text: str = "Jeg lovede for meget.",
    then_text: str = "",
) -> int:
    """A copy of a text that the person `to` has been given; its id."""
    kind = PromptKind.INTENTION if item == nordby.PLAN else PromptKind.REFLECTION
    with db.writing() as session:
        row = Share(
            enrolment_id=on.id,
            to_id=to.id,
            module=nordby.FIRST,
            item=item,
            kind=kind,
            prompt="Hvad blev ikke sagt?",
            text=text,
            then_text=then_text,
            shared_at=NOW,
        )
        session.add(row)
        session.flush()
        return row.id


def state_of(db: Database, on: Enrolled, module: str = nordby.FIRST) -> State:
    state: State = db.value(
        select(ModuleState.state).where(ModuleState.enrolment_id == on.id, ModuleState.module == module)
    )
    return state


def enrolment_state(db: Database, on: Enrolled) -> EnrolmentState:
    state: EnrolmentState = db.value(select(Enrolment.state).where(Enrolment.id == on.id))
    return state
