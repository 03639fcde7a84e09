"""Adding, changing and closing people."""

from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import select, update
from sqlalchemy.orm import Session

from webapp.models import Enrolment, Invitation, Person, Role, Share, Unit
from webapp.names import search_name, sort_name
from webapp.operations.audit import note


@dataclass(frozen=True, slots=True)
class Profile:
    """What HR writes of a person."""

    name: str
    email: str
    unit: str
    """Empty: in none."""
    manager_id: int | None
    roles: frozenset[Role]


def add_person(session: Session, profile: Profile, *, by: int | None, now: datetime) -> Person:
    person = Person(created_at=now)
    _apply(session, person, profile)
    session.add(person)
    session.flush()
    note(session, "person added", by=by, person=person.id, now=now)
    return person


def change_person(session: Session, person: Person, profile: Profile, *, by: int | None, now: datetime) -> None:
    """Change what HR has written of a person. What she shared with an earlier manager is taken back."""
    if profile.manager_id != person.manager_id:
        mine = select(Enrolment.id).where(Enrolment.person_id == person.id)
        shared = (Share.enrolment_id.in_(mine), Share.withdrawn_at.is_(None))
        session.execute(update(Share).where(*shared).values(withdrawn_at=now))
    _apply(session, person, profile)
    note(session, "person changed", by=by, person=person.id, now=now)


def _apply(session: Session, person: Person, profile: Profile) -> None:
    person.name = " ".join(profile.name.split())
    person.email = profile.email.strip().lower()
    person.sort_name = sort_name(person.name)
    person.search_name = search_name(person.name, person.email)
    person.unit_id = _unit_id(session, profile.unit)
    person.manager_id = profile.manager_id
    for role in Role:
        setattr(person, f"is_{role.value}", role in profile.roles)


def _unit_id(session: Session, name: str) -> int | None:
    """The unit of that name, made if it is new."""
    name = " ".join(name.split())
    if not name:
        return None
    found = session.scalar(select(Unit.id).where(Unit.name == name))
    if found is None:
        unit = Unit(name=name)
        session.add(unit)
        session.flush()
        found = unit.id
    return found


def set_active(session: Session, person: Person, active: bool, *, by: int | None, now: datetime) -> None:
    """Open or close an account; a closed one is signed out at once and its invitations end."""
    person.active = active
    if not active:
        person.session_epoch += 1
        session.execute(
            update(Invitation)
            .where(Invitation.person_id == person.id, Invitation.expires_at > now)
            .values(expires_at=now)
        )
    note(session, "person reactivated" if active else "person deactivated", by=by, person=person.id, now=now)
