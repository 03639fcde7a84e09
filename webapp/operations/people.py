"""Adding, changing and closing people."""

from collections.abc import Collection
from dataclasses import dataclass
from datetime import date, datetime

from sqlalchemy import select, update
from sqlalchemy.orm import Session

from webapp.models import Enrolment, Invitation, MailKind, Person, Role, Share
from webapp.names import search_name, sort_name
from webapp.operations.audit import note
from webapp.operations.mail import drop_mails
from webapp.operations.units import find_or_add_unit


@dataclass(frozen=True, slots=True)
class Profile:
    """What HR writes of a person."""

    name: str
    email: str
    unit: str
    """As it is written: `Sundhed > Hjemmeplejen`. Empty: in none."""
    manager_id: int | None
    roles: frozenset[Role]
    level: str = ""
    """In the words of HR's own list."""
    starts_on: date | None = None
    """Her first day as a leader."""


def add_person(session: Session, profile: Profile, *, by: int | None, now: datetime) -> Person:
    person = Person(created_at=now)
    _apply(session, person, profile)
    session.add(person)
    session.flush()
    note(session, "person added", by=by, person=person.id, now=now)
    return person


def change_person(session: Session, person: Person, profile: Profile, *, by: int | None, now: datetime) -> None:
    """Change what HR has written of a person.

    What she shared with an earlier manager is taken back, and a link that went to an earlier address opens nothing.
    """
    if profile.manager_id != person.manager_id:
        take_back_shares(session, [person.id], now)
    moved = profile.email.strip().lower() != person.email
    if moved:
        end_invitations(session, [person.id], now)
        drop_mails(session, person.id, (MailKind.INVITATION, MailKind.PASSWORD), now)
    _apply(session, person, profile)
    # Who reads the mails of an account can take it over, so that this one change is told apart.
    note(session, "person changed", by=by, person=person.id, now=now, detail="email" if moved else "")


def take_back_shares(session: Session, people: Collection[int], now: datetime) -> None:
    """Take back what people have shared, all of it: they have another manager."""
    mine = select(Enrolment.id).where(Enrolment.person_id.in_(people))
    shared = (Share.enrolment_id.in_(mine), Share.withdrawn_at.is_(None))
    session.execute(update(Share).where(*shared).values(withdrawn_at=now))


def _apply(session: Session, person: Person, profile: Profile) -> None:
    person.name = " ".join(profile.name.split())
    person.email = profile.email.strip().lower()
    person.sort_name = sort_name(person.name)
    person.search_name = search_name(person.name, person.email)
    person.unit_id = find_or_add_unit(session, profile.unit)
    person.manager_id = profile.manager_id
    person.level = " ".join(profile.level.split())
    person.starts_on = profile.starts_on
    for role in Role:
        setattr(person, f"is_{role.value}", role in profile.roles)


def set_active(session: Session, person: Person, active: bool, *, by: int | None, now: datetime, today: date) -> None:
    """Open or close an account; a closed one is signed out at once and its invitations end.

    From the day it is closed her private texts are kept only for a while; see `retention`.
    """
    person.active = active
    person.leaves_on = None if active else min(today, person.leaves_on or today)
    if not active:
        person.session_epoch += 1
        end_invitations(session, [person.id], now)
    note(session, "person reactivated" if active else "person deactivated", by=by, person=person.id, now=now)


def end_invitations(session: Session, people: Collection[int], now: datetime) -> None:
    still_open = (Invitation.person_id.in_(people), Invitation.expires_at > now)
    session.execute(update(Invitation).where(*still_open).values(expires_at=now))


def set_leaving(
    session: Session, person: Person, leaves_on: date | None, *, by: int | None, now: datetime, today: date
) -> None:
    """Note her last day; the account is closed when it is over, at once if it is. None: she stays after all."""
    person.leaves_on = leaves_on
    note(session, "leaving", by=by, person=person.id, now=now, detail=str(leaves_on or ""))
    if leaves_on is not None and leaves_on < today:
        set_active(session, person, False, by=by, now=now, today=today)
