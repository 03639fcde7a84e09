"""Words to HR."""

from datetime import date, datetime
from enum import StrEnum

from sqlalchemy import Date, ForeignKey, String, Text
from sqlalchemy.orm import Mapped, mapped_column

from webapp.db import Base, UtcDateTime
from webapp.models.columns import names


class MessageKind(StrEnum):
    LEVEL = "level"
    MANAGER = "manager"
    QUESTION = "question"


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
