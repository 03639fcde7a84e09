"""The tables. What a row means stands here; who may see it stands in `queries`."""

from datetime import date, datetime
from enum import StrEnum

from sqlalchemy import (
    CheckConstraint,
    Date,
    Enum,
    ForeignKey,
    Index,
    LargeBinary,
    String,
    Text,
    UniqueConstraint,
    false,
    true,
)
from sqlalchemy import text as sql
from sqlalchemy.orm import Mapped, mapped_column

from course.progress import State
from course.quiz import Verdict
from webapp.db import Base, UtcDateTime


def names(enum: type[StrEnum]) -> Enum:
    """A column of the enum's values, checked by the database."""
    return Enum(enum, native_enum=False, values_callable=lambda each: [item.value for item in each], length=20)


class Role(StrEnum):
    LEADER = "leader"
    MANAGER = "manager"
    AUTHOR = "author"
    ADMIN = "admin"


class EnrolmentState(StrEnum):
    ACTIVE = "active"
    PAUSED = "paused"
    COMPLETED = "completed"
    ENDED = "ended"


class PromptKind(StrEnum):
    REFLECTION = "reflection"
    INTENTION = "intention"


class MessageKind(StrEnum):
    LEVEL = "level"
    MANAGER = "manager"
    QUESTION = "question"


class Setting(Base):
    """Facts about this database itself, such as that it is a demo."""

    __tablename__ = "setting"
    name: Mapped[str] = mapped_column(String(50), primary_key=True)
    value: Mapped[str] = mapped_column(String(200))


class Unit(Base):
    __tablename__ = "unit"
    id: Mapped[int] = mapped_column(primary_key=True)
    name: Mapped[str] = mapped_column(String(200), unique=True)


class Person(Base):
    __tablename__ = "person"
    id: Mapped[int] = mapped_column(primary_key=True)
    email: Mapped[str] = mapped_column(String(254), unique=True)
    """Lower case."""
    name: Mapped[str] = mapped_column(String(200))
    sort_name: Mapped[str] = mapped_column(String(400).with_variant(String(400, collation="C"), "postgresql"))
    """For Danish order in any database: see `names.sort_name`. It is compared sign by sign, whatever language
    PostgreSQL was set up for."""
    search_name: Mapped[str] = mapped_column(String(700))
    """Name and address folded for search: see `names.search_name`."""
    password_hash: Mapped[str | None] = mapped_column(String(300))
    """None until the invitation has been used."""
    is_leader: Mapped[bool] = mapped_column(default=False, server_default=false())
    is_manager: Mapped[bool] = mapped_column(default=False, server_default=false())
    is_author: Mapped[bool] = mapped_column(default=False, server_default=false())
    is_admin: Mapped[bool] = mapped_column(default=False, server_default=false())
    active: Mapped[bool] = mapped_column(default=True, server_default=true())
    session_epoch: Mapped[int] = mapped_column(default=0, server_default="0")
    """Counted up to sign the person out everywhere."""
    unit_id: Mapped[int | None] = mapped_column(ForeignKey("unit.id"), index=True)
    manager_id: Mapped[int | None] = mapped_column(ForeignKey("person.id"), index=True)
    created_at: Mapped[datetime] = mapped_column(UtcDateTime)
    __table_args__ = (Index(None, "sort_name", "id"), CheckConstraint("manager_id <> id", name="own_manager"))


class Invitation(Base):
    """A one-time link with which a person sets a password. The newest one counts."""

    __tablename__ = "invitation"
    id: Mapped[int] = mapped_column(primary_key=True)
    person_id: Mapped[int] = mapped_column(ForeignKey("person.id"), index=True)
    token_hash: Mapped[str] = mapped_column(String(64), unique=True)
    """SHA-256 of the token; the token itself is only in the link."""
    expires_at: Mapped[datetime] = mapped_column(UtcDateTime)
    used_at: Mapped[datetime | None] = mapped_column(UtcDateTime)


class LoginAttempt(Base):
    """A failed or unfinished sign-in, kept only to slow down guessing; rows older than the window are deleted."""

    __tablename__ = "login_attempt"
    id: Mapped[int] = mapped_column(primary_key=True)
    account: Mapped[str] = mapped_column(String(64))
    """SHA-256 of the address typed."""
    address: Mapped[str] = mapped_column(String(64))
    """SHA-256 of the network address."""
    at: Mapped[datetime] = mapped_column(UtcDateTime, index=True)


class Blob(Base):
    """The bytes of a file, stored once per content."""

    __tablename__ = "blob"
    sha256: Mapped[str] = mapped_column(String(64), primary_key=True)
    data: Mapped[bytes] = mapped_column(LargeBinary)


class Edition(Base):
    """A published snapshot of a course's files. Never changed."""

    __tablename__ = "edition"
    id: Mapped[int] = mapped_column(primary_key=True)
    course: Mapped[str] = mapped_column(String(100))
    number: Mapped[int]
    """1, 2, 3 ... within the course."""
    manifest: Mapped[str] = mapped_column(Text)
    """JSON: path -> sha256."""
    published_at: Mapped[datetime] = mapped_column(UtcDateTime)
    published_by: Mapped[int | None] = mapped_column(ForeignKey("person.id"))
    """None: from the command line."""
    note: Mapped[str] = mapped_column(String(500), default="", server_default="")
    __table_args__ = (UniqueConstraint("course", "number"),)


class Enrolment(Base):
    """A person on a course at one level. A change of level ends one and begins the next."""

    __tablename__ = "enrolment"
    id: Mapped[int] = mapped_column(primary_key=True)
    person_id: Mapped[int] = mapped_column(ForeignKey("person.id"), index=True)
    course: Mapped[str] = mapped_column(String(100))
    level: Mapped[str] = mapped_column(String(100))
    """A level's id; empty in a course without levels."""
    starts_on: Mapped[date] = mapped_column(Date)
    state: Mapped[EnrolmentState] = mapped_column(names(EnrolmentState), default=EnrolmentState.ACTIVE)
    follows_id: Mapped[int | None] = mapped_column(ForeignKey("enrolment.id"))
    from_below: Mapped[bool | None]
    """Whether the leader says she comes from the level below; None until she has said."""
    welcomed: Mapped[bool] = mapped_column(default=False, server_default=false())
    """Whether the leader has been through "Velkommen"."""
    __table_args__ = (
        Index(None, "course", "level"),
        Index(
            "uq_enrolment_going_on",
            "person_id",
            "course",
            unique=True,
            sqlite_where=sql("state IN ('active', 'paused')"),
            postgresql_where=sql("state IN ('active', 'paused')"),
        ),
    )


class ModuleState(Base):
    """One row per module of an enrolment, from its beginning."""

    __tablename__ = "module_state"
    id: Mapped[int] = mapped_column(primary_key=True)
    enrolment_id: Mapped[int] = mapped_column(ForeignKey("enrolment.id"))
    module: Mapped[str] = mapped_column(String(100))
    position: Mapped[int]
    """In the course's outline, from 0."""
    due_on: Mapped[date] = mapped_column(Date)
    """A suggestion."""
    state: Mapped[State] = mapped_column(names(State), default=State.NOT_STARTED)
    step: Mapped[str | None] = mapped_column(String(120))
    """Where the leader goes on; None at the beginning."""
    edition_id: Mapped[int | None] = mapped_column(ForeignKey("edition.id"))
    """The edition it was completed on."""
    completed_week: Mapped[date | None] = mapped_column(Date)
    """The Monday of the week; the day itself is nobody's business."""
    __table_args__ = (UniqueConstraint("enrolment_id", "module"),)


class Answer(Base):
    """One answer to a question. Append-only, and read by the leader alone."""

    __tablename__ = "answer"
    id: Mapped[int] = mapped_column(primary_key=True)
    enrolment_id: Mapped[int] = mapped_column(ForeignKey("enrolment.id"))
    module: Mapped[str] = mapped_column(String(100))
    question: Mapped[str] = mapped_column(String(120))
    try_no: Mapped[int]
    """1 is the first try."""
    edition_id: Mapped[int] = mapped_column(ForeignKey("edition.id"))
    digest: Mapped[str] = mapped_column(String(16))
    """Of the question as it was asked; see `Question.digest`."""
    choice: Mapped[str] = mapped_column(String(100))
    """Positions, as `quiz.mark` takes them: "0,2"."""
    verdict: Mapped[Verdict] = mapped_column(names(Verdict))
    __table_args__ = (UniqueConstraint("enrolment_id", "question", "try_no"), Index(None, "enrolment_id", "module"))


class Reflection(Base):
    """A leader's private text on a prompt, or her plan. Read by the leader alone."""

    __tablename__ = "reflection"
    id: Mapped[int] = mapped_column(primary_key=True)
    enrolment_id: Mapped[int] = mapped_column(ForeignKey("enrolment.id"))
    module: Mapped[str] = mapped_column(String(100))
    item: Mapped[str] = mapped_column(String(120))
    """The prompt's id."""
    kind: Mapped[PromptKind] = mapped_column(names(PromptKind))
    text: Mapped[str] = mapped_column(Text, default="")
    """Of a plan: the "Når eller hvis ..." half."""
    then_text: Mapped[str] = mapped_column(Text, default="")
    """Of a plan: the "så vil jeg ..." half; else empty."""
    version: Mapped[int] = mapped_column(default=1)
    """Counted up at each save, so that two windows do not overwrite each other."""
    window: Mapped[str] = mapped_column(String(16), default="", server_default="")
    """The browser window that saved last; it may go on from an older version of its own."""
    __table_args__ = (UniqueConstraint("enrolment_id", "item"), Index(None, "enrolment_id", "module"))


class Share(Base):
    """A copy of one text as it was when shared, addressed to one person; read only while she is the nearest manager."""

    __tablename__ = "share"
    id: Mapped[int] = mapped_column(primary_key=True)
    enrolment_id: Mapped[int] = mapped_column(ForeignKey("enrolment.id"))
    to_id: Mapped[int] = mapped_column(ForeignKey("person.id"), index=True)
    module: Mapped[str] = mapped_column(String(100))
    item: Mapped[str] = mapped_column(String(120))
    kind: Mapped[PromptKind] = mapped_column(names(PromptKind))
    prompt: Mapped[str] = mapped_column(Text)
    """The question as it was asked."""
    text: Mapped[str] = mapped_column(Text)
    then_text: Mapped[str] = mapped_column(Text, default="")
    shared_at: Mapped[datetime] = mapped_column(UtcDateTime)
    withdrawn_at: Mapped[datetime | None] = mapped_column(UtcDateTime)
    thanked_at: Mapped[datetime | None] = mapped_column(UtcDateTime)
    """When the manager answered "Tak, jeg har læst det"."""
    __table_args__ = (
        Index(None, "enrolment_id", "module"),
        Index(
            "uq_share_open",
            "enrolment_id",
            "item",
            unique=True,
            sqlite_where=sql("withdrawn_at IS NULL"),
            postgresql_where=sql("withdrawn_at IS NULL"),
        ),
    )


class Message(Base):
    """A word to HR: a wrong level or manager (with its person), or a remark on a question (without)."""

    __tablename__ = "message"
    id: Mapped[int] = mapped_column(primary_key=True)
    kind: Mapped[MessageKind] = mapped_column(names(MessageKind))
    person_id: Mapped[int | None] = mapped_column(ForeignKey("person.id"))
    """None for a remark on a question: nobody can find out who wrote it."""
    course: Mapped[str] = mapped_column(String(100))
    question: Mapped[str] = mapped_column(String(120), default="", server_default="")
    text: Mapped[str] = mapped_column(Text)
    week_on: Mapped[date] = mapped_column(Date)
    """The Monday of the week it was written."""
    handled_at: Mapped[datetime | None] = mapped_column(UtcDateTime)


class Audit(Base):
    """What was done to people and courses, and by whom. Append-only; never a private text."""

    __tablename__ = "audit"
    id: Mapped[int] = mapped_column(primary_key=True)
    at: Mapped[datetime] = mapped_column(UtcDateTime)
    by_id: Mapped[int | None] = mapped_column(ForeignKey("person.id"))
    """None: from the command line."""
    what: Mapped[str] = mapped_column(String(50))
    person_id: Mapped[int | None] = mapped_column(ForeignKey("person.id"))
    """Whom it was done to; None when it concerns no person."""
    detail: Mapped[str] = mapped_column(String(500), default="")
