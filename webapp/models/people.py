"""People, how they sign in, and what was done to them."""

from datetime import date, datetime
from enum import StrEnum

from sqlalchemy import CheckConstraint, Date, ForeignKey, Index, LargeBinary, String, UniqueConstraint, false, true
from sqlalchemy import text as sql
from sqlalchemy.orm import Mapped, mapped_column

from webapp.db import Base, UtcDateTime
from webapp.models.columns import names


class Role(StrEnum):
    LEADER = "leader"
    MANAGER = "manager"
    AUTHOR = "author"
    ADMIN = "admin"


class Setting(Base):
    """Facts about this database itself, such as that it is a demo."""

    __tablename__ = "setting"
    name: Mapped[str] = mapped_column(String(50), primary_key=True)
    value: Mapped[str] = mapped_column(String(200))


class Unit(Base):
    """A part of the organisation; its name is one of its kind under the unit above."""

    __tablename__ = "unit"
    id: Mapped[int] = mapped_column(primary_key=True)
    name: Mapped[str] = mapped_column(String(200))
    parent_id: Mapped[int | None] = mapped_column(ForeignKey("unit.id"))
    """None: at the top."""
    __table_args__ = (
        UniqueConstraint("parent_id", "name"),
        Index(
            "uq_unit_top",
            "name",
            unique=True,
            sqlite_where=sql("parent_id IS NULL"),
            postgresql_where=sql("parent_id IS NULL"),
        ),
        CheckConstraint("parent_id <> id", name="own_parent"),
    )


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
    level: Mapped[str] = mapped_column(String(100), default="", server_default="")
    """Her level in the words of HR's own list; `operations.level_named` finds the course's level. Empty: not known."""
    starts_on: Mapped[date | None] = mapped_column(Date)
    """Her first day as a leader."""
    leaves_on: Mapped[date | None] = mapped_column(Date)
    """Her last day; the account is closed after it, and what is private is deleted some time later."""
    language: Mapped[str] = mapped_column(String(2), default="da", server_default="da")
    """Of the mails she gets: `da` or `en`."""
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


class UploadState(StrEnum):
    WAITING = "waiting"
    RUNNING = "running"
    DONE = "done"


class Upload(Base):
    """A list of people between its dry run and the confirmation; afterwards what came of it."""

    __tablename__ = "upload"
    id: Mapped[int] = mapped_column(primary_key=True)
    person_id: Mapped[int] = mapped_column(ForeignKey("person.id"), index=True)
    """Who sent the file; nobody else sees it."""
    name: Mapped[str] = mapped_column(String(200))
    data: Mapped[bytes] = mapped_column(LargeBinary)
    """Emptied when the list has been imported."""
    whole_list: Mapped[bool]
    """Whether those who are not in the file have left."""
    uploaded_at: Mapped[datetime] = mapped_column(UtcDateTime)
    state: Mapped[UploadState] = mapped_column(names(UploadState), default=UploadState.WAITING)
    step: Mapped[str] = mapped_column(String(20), default="", server_default="")
    """How far an import under way is."""
    worked_at: Mapped[datetime | None] = mapped_column(UtcDateTime)
    """When an import under way last said so; one that has been silent for long was broken off, and changed nothing."""
    result: Mapped[str] = mapped_column(String(500), default="", server_default="")
    """JSON: how many were new, changed and so on."""
