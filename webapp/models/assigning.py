"""Who is to take which course, with whom, and which courses take new people."""

from datetime import date, datetime
from enum import StrEnum

from sqlalchemy import Date, ForeignKey, String
from sqlalchemy.orm import Mapped, mapped_column

from webapp.db import Base, UtcDateTime
from webapp.models.columns import names


class Rule(Base):
    """New leaders of a unit, and below it, are put on a course."""

    __tablename__ = "rule"
    id: Mapped[int] = mapped_column(primary_key=True)
    unit_id: Mapped[int | None] = mapped_column(ForeignKey("unit.id"), index=True)
    """None: the whole organisation."""
    word: Mapped[str] = mapped_column(String(100), default="", server_default="")
    """Only those whose `Person.level` says this; empty: everybody."""
    course: Mapped[str] = mapped_column(String(100))
    level: Mapped[str] = mapped_column(String(100), default="", server_default="")
    """The course's level; empty: the one that `Person.level` names."""


class Cohort(Base):
    """Leaders who begin a course together."""

    __tablename__ = "cohort"
    id: Mapped[int] = mapped_column(primary_key=True)
    course: Mapped[str] = mapped_column(String(100))
    name: Mapped[str] = mapped_column(String(200))
    starts_on: Mapped[date] = mapped_column(Date)


class Intake(StrEnum):
    """Whether a course takes new people."""

    OPEN = "open"
    CLOSED = "closed"
    RETIRED = "retired"


class CourseState(Base):
    """What HR has decided about a course; without a row it is open."""

    __tablename__ = "course_state"
    course: Mapped[str] = mapped_column(String(100), primary_key=True)
    intake: Mapped[Intake] = mapped_column(names(Intake))
    """Retired: it is offered nowhere. Those under way go on with a closed course and with a retired one."""
    changed_at: Mapped[datetime] = mapped_column(UtcDateTime)
