"""Who signs in."""

from dataclasses import dataclass
from datetime import datetime
from functools import cache
from typing import Any

from sqlalchemy import Select, and_, bindparam, case, func, select
from sqlalchemy.orm import Session

from webapp.models import Invitation, LoginAttempt, Person, Role
from webapp.queries.rows import AnyRow


@dataclass(frozen=True, slots=True)
class Me:
    """The person who is signed in: what every page needs, read once a request."""

    id: int
    name: str
    email: str
    manager_id: int | None
    session_epoch: int
    roles: frozenset[Role]

    # What Flask-Login asks of a user.
    is_authenticated = True
    is_active = True
    is_anonymous = False

    def get_id(self) -> str:
        return f"{self.id}:{self.session_epoch}"

    def has(self, role: Role) -> bool:
        return role in self.roles


@cache
def _person_of_session() -> Select[*tuple[Any, ...]]:
    """Asked with every request, so it is put together once."""
    return select(
        Person.id,
        Person.name,
        Person.email,
        Person.manager_id,
        Person.session_epoch,
        Person.is_leader,
        Person.is_manager,
        Person.is_author,
        Person.is_admin,
    ).where(Person.id == bindparam("id"), Person.session_epoch == bindparam("epoch"), Person.active)


def get_me(session: Session, session_id: str) -> Me | None:
    """The person of a session cookie; None when she is deactivated or was signed out everywhere."""
    id, _, epoch = session_id.partition(":")
    if not (id.isdecimal() and epoch.isdecimal() and len(id) < 16 and len(epoch) < 16):
        return None
    row = session.execute(_person_of_session(), {"id": int(id), "epoch": int(epoch)}).one_or_none()
    return _me(row) if row else None


def _me(row: AnyRow) -> Me:
    held = zip(Role, (row.is_leader, row.is_manager, row.is_author, row.is_admin), strict=True)
    roles = frozenset(role for role, has_it in held if has_it)
    return Me(row.id, row.name, row.email, row.manager_id, row.session_epoch, roles)


def get_account(session: Session, email: str) -> AnyRow | None:
    """What signing in needs of an active person; None when there is none with that address."""
    return session.execute(
        select(Person.id, Person.session_epoch, Person.password_hash).where(
            Person.email == email.strip().lower(), Person.active
        )
    ).one_or_none()


def count_attempts(session: Session, account: str, address: str, since: datetime) -> tuple[int, int, int]:
    """Sign-in attempts since then: on the account from the network address, on the account, and from the address."""
    row = session.execute(
        select(
            func.count(case((and_(LoginAttempt.account == account, LoginAttempt.address == address), 1))),
            func.count(case((LoginAttempt.account == account, 1))),
            func.count(case((LoginAttempt.address == address, 1))),
        ).where(LoginAttempt.at >= since)
    ).one()
    return row[0], row[1], row[2]


def get_open_invitation(session: Session, token_hash: str, now: datetime) -> AnyRow | None:
    """The invitation of a link that can still be used, with its person's name and address."""
    return session.execute(
        select(Invitation.id, Invitation.person_id, Person.name, Person.email)
        .join_from(Invitation, Person, Invitation.person_id == Person.id)
        .where(
            Invitation.token_hash == token_hash,
            Invitation.used_at.is_(None),
            Invitation.expires_at > now,
            Person.active,
        )
    ).one_or_none()
