"""The fixed tables as they were taken, and the keys with which programs fetch them."""

from datetime import date, datetime

from sqlalchemy import Date, ForeignKey, Index, String, Text
from sqlalchemy import text as sql
from sqlalchemy.orm import Mapped, mapped_column

from webapp.db import Base, UtcDateTime


class TakenFigures(Base):
    """The fixed tables of a course, taken once a month: nobody can compare one day with the next."""

    __tablename__ = "taken_figures"
    id: Mapped[int] = mapped_column(primary_key=True)
    course: Mapped[str] = mapped_column(String(100))
    manager_id: Mapped[int | None] = mapped_column(ForeignKey("person.id", ondelete="CASCADE"), index=True)
    """Whose part of the organisation it is; None: all of it."""
    taken_on: Mapped[date] = mapped_column(Date)
    looked_on: Mapped[date] = mapped_column(Date)
    """The first of the month in which it was last asked whether enough had changed to take them anew."""
    not_started: Mapped[int]
    """Of everybody counted, and so are the next two; never shown, but compared with the next month's."""
    under_way: Mapped[int]
    completed: Mapped[int]
    data: Mapped[str] = mapped_column(Text)
    """JSON: the tables as they are shown; `null` where there are too few people."""
    __table_args__ = (
        Index(
            "uq_taken_figures_all",
            "course",
            unique=True,
            sqlite_where=sql("manager_id IS NULL"),
            postgresql_where=sql("manager_id IS NULL"),
        ),
        Index("uq_taken_figures_part", "course", "manager_id", unique=True),
    )


class FiguresKey(Base):
    """A key with which a program fetches the fixed tables."""

    __tablename__ = "figures_key"
    id: Mapped[int] = mapped_column(primary_key=True)
    name: Mapped[str] = mapped_column(String(100))
    """What it is used for, in HR's words."""
    token_hash: Mapped[str] = mapped_column(String(64), unique=True)
    """SHA-256 of the token; the token itself is shown once and stored nowhere."""
    made_at: Mapped[datetime] = mapped_column(UtcDateTime)
    made_by: Mapped[int | None] = mapped_column(ForeignKey("person.id"))
