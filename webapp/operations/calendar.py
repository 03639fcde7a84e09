"""The secret address of a person's calendar."""

import hashlib
import secrets
from datetime import datetime

from sqlalchemy import delete
from sqlalchemy.orm import Session

from webapp import queries
from webapp.models import CalendarLink
from webapp.queries import AnyRow


def make_calendar_link(session: Session, person_id: int, now: datetime) -> str:
    """A new secret address for a person's calendar; the one before ends. The token that stands in the address."""
    revoke_calendar_link(session, person_id)
    token = secrets.token_urlsafe(24)
    session.add(CalendarLink(person_id=person_id, token_hash=_hash(token), made_at=now))
    session.flush()
    return token


def revoke_calendar_link(session: Session, person_id: int) -> None:
    session.execute(delete(CalendarLink).where(CalendarLink.person_id == person_id))


def get_calendar_owner(session: Session, token: str) -> AnyRow | None:
    """Whose calendar a token opens, if any."""
    return queries.get_calendar_owner(session, _hash(token))


def _hash(token: str) -> str:
    return hashlib.sha256(token.encode()).hexdigest()
