"""The files of a course: what is published."""

from datetime import datetime

from sqlalchemy import ForeignKey, LargeBinary, String, Text, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column

from webapp.db import Base, UtcDateTime


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
