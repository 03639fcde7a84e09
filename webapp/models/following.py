"""What follows on a course: the talks with the nearest manager, and what a leader takes to them."""

from datetime import date

from sqlalchemy import Date, ForeignKey, Index, String, Text, UniqueConstraint, true
from sqlalchemy.orm import Mapped, mapped_column

from webapp.db import Base


class Talk(Base):
    """A talk with the nearest manager that has been held. One that has not has no row."""

    __tablename__ = "talk"
    id: Mapped[int] = mapped_column(primary_key=True)
    enrolment_id: Mapped[int] = mapped_column(ForeignKey("enrolment.id"))
    talk: Mapped[str] = mapped_column(String(120))
    """Its id in the course's talks.md."""
    held_week: Mapped[date] = mapped_column(Date)
    """The Monday of the week in which it was marked."""
    marked_by: Mapped[int] = mapped_column(ForeignKey("person.id"))
    """The leader or her nearest manager."""
    __table_args__ = (UniqueConstraint("enrolment_id", "talk"),)


class TalkSheet(Base):
    """That a leader has written on her talk sheet, so that two windows do not overwrite each other."""

    __tablename__ = "talk_sheet"
    id: Mapped[int] = mapped_column(primary_key=True)
    enrolment_id: Mapped[int] = mapped_column(ForeignKey("enrolment.id"), unique=True)
    version: Mapped[int] = mapped_column(default=1)
    """Counted up at each save."""
    window: Mapped[str] = mapped_column(String(16), default="", server_default="")
    """The browser window that saved last; it may go on from an older version of its own."""


class TalkLine(Base):
    """A line of a leader's talk sheet: a copy of what she has picked, or her own words. Read by the leader alone."""

    __tablename__ = "talk_line"
    id: Mapped[int] = mapped_column(primary_key=True)
    enrolment_id: Mapped[int] = mapped_column(ForeignKey("enrolment.id"))
    position: Mapped[int]
    text: Mapped[str] = mapped_column(Text)
    source: Mapped[str] = mapped_column(String(300), default="", server_default="")
    """Where it was picked; empty for her own words."""
    key: Mapped[str | None] = mapped_column(String(300))
    """What was picked, as `webapp.picking` names it; None for her own words."""
    picked: Mapped[bool] = mapped_column(default=True, server_default=true())
    """Whether it comes along to the next talk."""
    __table_args__ = (UniqueConstraint("enrolment_id", "key"), Index(None, "enrolment_id", "position"))
