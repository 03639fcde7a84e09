"""Sign-in attempts, invitations and passwords."""

import hashlib
import secrets
from collections.abc import Sequence
from datetime import datetime, timedelta

from sqlalchemy import delete, func, insert, select, update
from sqlalchemy.orm import Session

from webapp import queries
from webapp.models import Audit, Invitation, LoginAttempt, MailKind, Person
from webapp.operations.audit import note
from webapp.operations.mail import drop_mails, queue_mail, queue_mails
from webapp.queries import AnyRow

INVITATION_LASTS = timedelta(hours=72)
ATTEMPT_WINDOW = timedelta(minutes=15)
TRIES_PER_PAIR = 10
"""On one account from one network address, within the window."""
TRIES_PER_ACCOUNT = 50
"""From anywhere: wide, so that a stranger cannot easily keep its owner out."""
TRIES_PER_ADDRESS = 200
"""On any account: a town hall shares one network address."""


def _hash(text: str) -> str:
    return hashlib.sha256(text.encode()).hexdigest()


def note_attempt(session: Session, email: str, address: str, now: datetime) -> bool:
    """Count a sign-in attempt before its password is checked; False when there have been too many.

    The row is written first and counted after, so that parallel attempts cannot slip through together. A refused attempt
    is not counted: it could else keep the owner out for good.
    """
    account, origin = _hash(email.strip().lower()), _hash(address)
    session.execute(delete(LoginAttempt).where(LoginAttempt.at < now - ATTEMPT_WINDOW))
    attempt = LoginAttempt(account=account, address=origin, at=now)
    session.add(attempt)
    session.flush()
    counts = queries.count_attempts(session, account, origin, now - ATTEMPT_WINDOW)
    limits = (TRIES_PER_PAIR, TRIES_PER_ACCOUNT, TRIES_PER_ADDRESS)
    allowed = all(count <= limit for count, limit in zip(counts, limits, strict=True))
    if not allowed:
        session.delete(attempt)
    return allowed


def forget_attempts(session: Session, email: str) -> None:
    """After a right password: the account starts afresh."""
    session.execute(delete(LoginAttempt).where(LoginAttempt.account == _hash(email.strip().lower())))


def invite(session: Session, person_id: int, *, by: int | None, now: datetime) -> str:
    """Make a new one-time link for a person and put the earlier ones out of use; the token that stands in the link."""
    session.execute(select(Person.id).where(Person.id == person_id).with_for_update())  # one link at a time
    unused = (Invitation.person_id == person_id, Invitation.used_at.is_(None), Invitation.expires_at > now)
    session.execute(update(Invitation).where(*unused).values(expires_at=now))
    token = secrets.token_urlsafe(32)
    session.add(Invitation(person_id=person_id, token_hash=_hash(token), expires_at=now + INVITATION_LASTS))
    note(session, "invited", by=by, person=person_id, now=now)
    return token


def invite_all(session: Session, people: Sequence[int], *, by: int | None, now: datetime) -> dict[int, str]:
    """Mail first links to people who have never been invited: person -> the token that stands in the link."""
    tokens = {id: secrets.token_urlsafe(32) for id in people}
    if tokens:
        session.execute(
            insert(Invitation),
            [
                {"person_id": id, "token_hash": _hash(token), "expires_at": now + INVITATION_LASTS}
                for id, token in tokens.items()
            ],
        )
        session.execute(
            insert(Audit), [{"at": now, "by_id": by, "what": "invited", "person_id": id, "detail": ""} for id in people]
        )
        queue_mails(
            session,
            MailKind.INVITATION,
            {id: (_reason(MailKind.INVITATION, id, token), {"token": token}) for id, token in tokens.items()},
            now=now,
        )
    return tokens


def send_invitation(session: Session, person_id: int, *, by: int | None, now: datetime) -> str:
    """Make a new one-time link and mail it to the person: an invitation, or a new password for who has had one.

    :return: the token of the link
    """
    known = session.execute(select(Person.password_hash.is_not(None)).where(Person.id == person_id)).scalar_one()
    token = invite(session, person_id, by=by, now=now)
    _mail_link(session, MailKind.PASSWORD if known else MailKind.INVITATION, person_id, token, now)
    return token


def send_password_link(session: Session, email: str, now: datetime) -> None:
    """Mail a link for a new password to who has forgotten hers; nothing for an unknown address, or so soon after the last.

    Where nothing is to be mailed the same is done for somebody and taken back, so that the time it takes does not tell
    whether the address is known.
    """
    account, anybody = queries.get_account(session, email), session.scalar(select(func.min(Person.id)))
    if anybody is None:
        return
    person_id = account.id if account else anybody
    recent = queries.has_mail_since(session, person_id, MailKind.PASSWORD, now - ATTEMPT_WINDOW)
    with session.begin_nested() as attempt:
        token = invite(session, person_id, by=person_id, now=now)
        _mail_link(session, MailKind.PASSWORD, person_id, token, now)
        if account is None or recent:
            attempt.rollback()


def _mail_link(session: Session, kind: MailKind, person_id: int, token: str, now: datetime) -> None:
    """Earlier mails that have not gone yet hold links that no longer work."""
    drop_mails(session, person_id, (MailKind.INVITATION, MailKind.PASSWORD), now)
    queue_mail(session, kind, person_id, reason=_reason(kind, person_id, token), now=now, details={"token": token})


def _reason(kind: MailKind, person_id: int, token: str) -> str:
    return f"{kind}:{person_id}:{_hash(token)[:32]}"


def get_invited(session: Session, token: str, now: datetime) -> AnyRow | None:
    """The open invitation of a link's token, with its person."""
    return queries.get_open_invitation(session, _hash(token), now)


def use_invitation(session: Session, invitation: AnyRow, password_hash: str, now: datetime) -> bool:
    """Set the invited person's password; False when the link was used in the meantime."""
    used = session.execute(
        update(Invitation)
        .where(Invitation.id == invitation.id, Invitation.used_at.is_(None))
        .values(used_at=now)
        .returning(Invitation.id)
    ).all()
    if not used:
        return False
    set_password(session, invitation.person_id, password_hash)
    note(session, "invitation used", by=None, person=invitation.person_id, now=now)
    return True


def set_password(session: Session, person_id: int, password_hash: str) -> None:
    """Give a person a new password; she is signed out everywhere else."""
    session.execute(
        update(Person)
        .where(Person.id == person_id)
        .values(password_hash=password_hash, session_epoch=Person.session_epoch + 1)
    )
