"""The files of a course: what is published, and what is being written."""

from datetime import datetime
from enum import StrEnum

from sqlalchemy import ForeignKey, Index, LargeBinary, String, Text, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column

from webapp.db import Base, UtcDateTime
from webapp.models.columns import names


class Origin(StrEnum):
    """Where an edition was published from."""

    DISK = "disk"
    STUDIO = "studio"


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
    origin: Mapped[Origin] = mapped_column(names(Origin), default=Origin.DISK, server_default="disk")
    __table_args__ = (UniqueConstraint("course", "number"),)


class EditionChange(Base):
    """A module that an edition changed, and whether those who had completed it should know."""

    __tablename__ = "edition_change"
    id: Mapped[int] = mapped_column(primary_key=True)
    edition_id: Mapped[int] = mapped_column(ForeignKey("edition.id"))
    module: Mapped[str] = mapped_column(String(100))
    substance: Mapped[bool]
    """False: a change of language, which nobody is told of."""
    __table_args__ = (UniqueConstraint("edition_id", "module"), Index(None, "module", "edition_id"))


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


class ReviewRequest(Base):
    """An author asks a colleague to look at a module of a draft."""

    __tablename__ = "review_request"
    id: Mapped[int] = mapped_column(primary_key=True)
    course: Mapped[str] = mapped_column(String(100))
    module: Mapped[str] = mapped_column(String(100))
    by_id: Mapped[int] = mapped_column(ForeignKey("person.id"))
    to_id: Mapped[int] = mapped_column(ForeignKey("person.id"), index=True)
    note: Mapped[str] = mapped_column(String(500), default="", server_default="")
    at: Mapped[datetime] = mapped_column(UtcDateTime)
    done_at: Mapped[datetime | None] = mapped_column(UtcDateTime)
    """When the colleague said she had looked."""
    __table_args__ = (Index(None, "course", "module"),)


class ReviewComment(Base):
    """A word at a line of a draft, or the answer to one."""

    __tablename__ = "review_comment"
    id: Mapped[int] = mapped_column(primary_key=True)
    course: Mapped[str] = mapped_column(String(100))
    module: Mapped[str] = mapped_column(String(100))
    path: Mapped[str] = mapped_column(String(300), default="", server_default="")
    line: Mapped[str] = mapped_column(Text, default="", server_default="")
    """The text of the line it stands at, so that it is found again when lines above come and go."""
    answers_id: Mapped[int | None] = mapped_column(ForeignKey("review_comment.id"), index=True)
    """The comment that this one answers; None: it stands at its line."""
    text: Mapped[str] = mapped_column(Text)
    by_id: Mapped[int] = mapped_column(ForeignKey("person.id"))
    at: Mapped[datetime] = mapped_column(UtcDateTime)
    closed_at: Mapped[datetime | None] = mapped_column(UtcDateTime)
    __table_args__ = (Index(None, "course", "module"),)


class LocalFact(Base):
    """What HR has filled in at a `local` slot of a course. It belongs to no edition."""

    __tablename__ = "local_fact"
    id: Mapped[int] = mapped_column(primary_key=True)
    course: Mapped[str] = mapped_column(String(100))
    slot: Mapped[str] = mapped_column(String(100))
    text: Mapped[str] = mapped_column(Text)
    by_id: Mapped[int | None] = mapped_column(ForeignKey("person.id"))
    at: Mapped[datetime] = mapped_column(UtcDateTime)
    __table_args__ = (UniqueConstraint("course", "slot"),)
