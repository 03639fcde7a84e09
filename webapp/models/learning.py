"""A leader on a course: her modules, answers and texts."""

from datetime import date, datetime
from enum import StrEnum

from sqlalchemy import Date, ForeignKey, Index, String, Text, UniqueConstraint, false
from sqlalchemy import text as sql
from sqlalchemy.orm import Mapped, mapped_column

from course.progress import State
from course.quiz import Verdict
from webapp.db import Base, UtcDateTime
from webapp.models.columns import names


class EnrolmentState(StrEnum):
    ACTIVE = "active"
    PAUSED = "paused"
    COMPLETED = "completed"
    ENDED = "ended"


class PromptKind(StrEnum):
    """The kinds of text a leader writes; the talk sheet is only ever shared."""

    REFLECTION = "reflection"
    INTENTION = "intention"
    TALK = "talk"


class PlanOutcome(StrEnum):
    """What a leader says when she is asked how it went with her plan."""

    YES = "yes"
    NOT_YET = "not_yet"
    CHANGE = "change"


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
    refreshed_on: Mapped[date | None] = mapped_column(Date)
    """The Sunday of the week in which she last took or waved off a refresher; see `course.refresher`."""
    refreshers_off: Mapped[bool] = mapped_column(default=False, server_default=false())
    paused_on: Mapped[date | None] = mapped_column(Date)
    """The first day of a leave that goes on or is to come."""
    resumes_on: Mapped[date | None] = mapped_column(Date)
    """The first day back; None while nobody knows."""
    delay_days: Mapped[int] = mapped_column(default=0, server_default="0")
    """How far the leaves that are over have moved the suggested dates."""
    closed_on: Mapped[date | None] = mapped_column(Date)
    """The Monday of the week it was completed or ended in."""
    forgotten_at: Mapped[datetime | None] = mapped_column(UtcDateTime)
    """When what is private was deleted."""
    cohort_id: Mapped[int | None] = mapped_column(ForeignKey("cohort.id"), index=True)
    partner_id: Mapped[int | None] = mapped_column(ForeignKey("enrolment.id"))
    """The enrolment of her partner, who has hers."""
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
    moved: Mapped[bool] = mapped_column(default=False, server_default=false())
    """Whether the leader or her manager has chosen the date; a new edition leaves it alone then."""
    state: Mapped[State] = mapped_column(names(State), default=State.NOT_STARTED)
    step: Mapped[str | None] = mapped_column(String(120))
    """Where the leader goes on; None at the beginning."""
    edition_id: Mapped[int | None] = mapped_column(ForeignKey("edition.id"))
    """The edition it was completed on."""
    seen_edition_id: Mapped[int | None] = mapped_column(ForeignKey("edition.id"))
    """The edition up to which she knows what has changed since she completed it."""
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
    ask_on: Mapped[date | None] = mapped_column(Date)
    """Of a plan: the Monday from which the leader is asked how it went; None when there is nothing to ask."""
    outcome: Mapped[PlanOutcome | None] = mapped_column(names(PlanOutcome))
    """Of a plan: what she answered last."""
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
