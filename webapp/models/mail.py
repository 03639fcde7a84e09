"""Mail that is to go out, what people do not want to get, and their calendars."""

from datetime import date, datetime
from enum import StrEnum

from sqlalchemy import Date, ForeignKey, Index, String, Text
from sqlalchemy import text as sql
from sqlalchemy.orm import Mapped, mapped_column

from webapp.db import Base, UtcDateTime
from webapp.models.columns import names


class MailKind(StrEnum):
    INVITATION = "invitation"
    PASSWORD = "password"
    LETTER = "letter"
    """The one mail a week, in which all of the kinds below are collected."""
    WELCOME = "welcome"
    REMINDER = "reminder"
    SHARED = "shared"
    DIGEST = "digest"
    BEFORE_START = "before_start"
    PLAN = "plan"
    GREETING = "greeting"
    """A manager's own words, which go in place of the letter."""
    REVIEW = "review"
    """A colleague asks for a look at a draft."""


PARTS = (
    MailKind.WELCOME,
    MailKind.REMINDER,
    MailKind.SHARED,
    MailKind.DIGEST,
    MailKind.BEFORE_START,
    MailKind.PLAN,
)
"""Never sent by themselves: they wait for the person's next letter."""
OPTIONAL = (*PARTS, MailKind.GREETING, MailKind.REVIEW)
"""Each can be switched off by who gets it."""
LETTERS = (MailKind.LETTER, MailKind.GREETING)
"""What counts as the one mail of a week."""


class MailState(StrEnum):
    WAITING = "waiting"
    COLLECTED = "collected"
    """A part that a letter has taken along."""
    SENT = "sent"
    GIVEN_UP = "given_up"
    DROPPED = "dropped"
    """No longer true, or no longer wanted, before it was sent."""


class MailFailure(StrEnum):
    ADDRESS = "address"
    """The receiving server says that there is no such address."""
    SERVER = "server"
    """The mail server could not be reached, or did not take the mail."""
    INTERRUPTED = "interrupted"
    """The sending was broken off."""
    FAULT = "fault"
    """The mail could not be written: a fault of ours, described in the log."""


class Outbox(Base):
    """A mail, or a part of a letter, queued in the transaction of its cause."""

    __tablename__ = "outbox"
    id: Mapped[int] = mapped_column(primary_key=True)
    person_id: Mapped[int] = mapped_column(ForeignKey("person.id", ondelete="CASCADE"))
    kind: Mapped[MailKind] = mapped_column(names(MailKind))
    reason: Mapped[str] = mapped_column(String(200), unique=True)
    """What it is sent for, such as `welcome:7:2027-01-04`; queueing it twice is harmless."""
    enrolment_id: Mapped[int | None] = mapped_column(ForeignKey("enrolment.id", ondelete="CASCADE"), index=True)
    module: Mapped[str] = mapped_column(String(100), default="", server_default="")
    about_on: Mapped[date | None] = mapped_column(Date)
    """The date that it is about; when that has moved, the mail is dropped."""
    details: Mapped[str] = mapped_column(Text, default="{}", server_default="{}")
    """JSON: what else its text needs, such as the token of a link. Emptied as soon as it is not needed any more."""
    message_id: Mapped[str] = mapped_column(String(64), default="", server_default="")
    """Of the mail, however many times it is tried; without the domain. Empty: a part."""
    queued_at: Mapped[datetime] = mapped_column(UtcDateTime)
    send_after: Mapped[datetime] = mapped_column(UtcDateTime)
    letter_id: Mapped[int | None] = mapped_column(ForeignKey("outbox.id", ondelete="CASCADE"), index=True)
    """Of a part: the letter it stands in."""
    state: Mapped[MailState] = mapped_column(names(MailState), default=MailState.WAITING)
    tries: Mapped[int] = mapped_column(default=0, server_default="0")
    """Counted up when it is claimed, so that a mail that ends its worker is given up too."""
    claimed_until: Mapped[datetime | None] = mapped_column(UtcDateTime)
    """A worker is sending it; after this moment another one may."""
    ended_at: Mapped[datetime | None] = mapped_column(UtcDateTime)
    """When it was sent, given up or dropped."""
    failure: Mapped[MailFailure | None] = mapped_column(names(MailFailure))
    """Of the last try."""
    address: Mapped[str] = mapped_column(String(254), default="", server_default="")
    """Where it was last sent to."""
    __table_args__ = (
        Index(
            "ix_outbox_waiting",
            "send_after",
            sqlite_where=sql("state = 'waiting'"),
            postgresql_where=sql("state = 'waiting'"),
        ),
        Index(None, "person_id", "kind", "queued_at"),
        Index(None, "state", "ended_at"),
    )


class MailOff(Base):
    """A kind of mail that a person has switched off."""

    __tablename__ = "mail_off"
    person_id: Mapped[int] = mapped_column(ForeignKey("person.id", ondelete="CASCADE"), primary_key=True)
    kind: Mapped[MailKind] = mapped_column(names(MailKind), primary_key=True)


class CalendarLink(Base):
    """The secret address of a person's calendar; making a new one ends the one before."""

    __tablename__ = "calendar_link"
    person_id: Mapped[int] = mapped_column(ForeignKey("person.id", ondelete="CASCADE"), primary_key=True)
    token_hash: Mapped[str] = mapped_column(String(64), unique=True)
    """SHA-256 of the token; the token itself is only in the address."""
    made_at: Mapped[datetime] = mapped_column(UtcDateTime)
