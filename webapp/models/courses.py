"""The files of a course: what is published, and what is being written."""

from datetime import datetime

from sqlalchemy import ForeignKey, Index, LargeBinary, String, Text, UniqueConstraint
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


class Draft(Base):
    """A file of a course that is not as in the newest edition: what the authors are working on.

    A course's draft is its newest edition with these rows laid over it; a course that has no edition yet is its rows.
    """

    __tablename__ = "draft"
    id: Mapped[int] = mapped_column(primary_key=True)
    course: Mapped[str] = mapped_column(String(100))
    path: Mapped[str] = mapped_column(String(300))
    sha256: Mapped[str | None] = mapped_column(ForeignKey("blob.sha256"))
    """None: the file is taken out."""
    changed_at: Mapped[datetime] = mapped_column(UtcDateTime)
    changed_by: Mapped[int | None] = mapped_column(ForeignKey("person.id"))
    """None: from the command line."""
    window: Mapped[str] = mapped_column(String(16), default="", server_default="")
    """The browser window that saved last; it may go on from an older state of its own."""
    __table_args__ = (UniqueConstraint("course", "path"),)


class DraftVersion(Base):
    """A saved state of a file, so that what was written before can be opened again. Kept for 30 days."""

    __tablename__ = "draft_version"
    id: Mapped[int] = mapped_column(primary_key=True)
    course: Mapped[str] = mapped_column(String(100))
    path: Mapped[str] = mapped_column(String(300))
    sha256: Mapped[str | None] = mapped_column(ForeignKey("blob.sha256"))
    """None: the file was taken out."""
    at: Mapped[datetime] = mapped_column(UtcDateTime, index=True)
    by_id: Mapped[int | None] = mapped_column(ForeignKey("person.id"))
    __table_args__ = (Index(None, "course", "path", "id"),)
