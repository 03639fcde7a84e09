"""The outbox: queueing a mail in the transaction of its cause, and what becomes of it."""

import json
import secrets
from collections.abc import Mapping, Sequence
from datetime import date, datetime, timedelta

from sqlalchemy import and_, delete, or_, select, update
from sqlalchemy.orm import Session

from webapp.db import insert_into
from webapp.models import OPTIONAL, PARTS, MailFailure, MailKind, MailOff, MailState, Outbox, Person
from webapp.queries import AnyRow
from webapp.times import next_morning

LEASE = timedelta(minutes=15)
"""How long a worker has for what it has claimed; longer than the whole batch can take."""
PAUSES = tuple(timedelta(minutes=minutes) for minutes in (1, 5, 30, 2 * 60, 12 * 60))
"""Before the second try, the third ... After the try that follows the last one, a mail is given up."""
TRIED_AGAIN = (MailKind.LETTER, MailKind.REVIEW)
"""What is written from the database as it is then, so that a mail that was given up can be sent after all."""


def queue_mail(
    session: Session,
    kind: MailKind,
    person_id: int,
    *,
    reason: str,
    now: datetime,
    enrolment_id: int | None = None,
    module: str = "",
    about_on: date | None = None,
    send_after: datetime | None = None,
    details: Mapping[str, str] | None = None,
) -> bool:
    """Queue a mail; False when one for this reason was queued before. It goes out once the caller has committed.

    A kind of `PARTS` waits for the person's letter, from the next morning on; every other kind is sent at once.

    :param reason: unique among all mails ever, such as `shared:12`
    :param details: what the text needs besides enrolment and module; it is deleted when the mail has been sent
    """
    part = kind in PARTS
    values = {
        "person_id": person_id,
        "kind": kind,
        "reason": reason,
        "enrolment_id": enrolment_id,
        "module": module,
        "about_on": about_on,
        "details": _as_json(details or {}),
        "message_id": "" if part else new_message_id(),
        "queued_at": now,
        "send_after": send_after or (next_morning(now) if part else now),
    }
    statement = insert_into(session, Outbox).values(values).on_conflict_do_nothing(index_elements=["reason"])
    return session.execute(statement.returning(Outbox.id)).first() is not None


def queue_mails(
    session: Session, kind: MailKind, mails: Mapping[int, tuple[str, Mapping[str, str]]], *, now: datetime
) -> None:
    """Queue one mail each to many people, to be sent at once; one statement, however many they are.

    :param mails: person -> reason and details, as for `queue_mail`
    """
    rows = [
        {
            "person_id": id,
            "kind": kind,
            "reason": reason,
            "details": _as_json(details),
            "message_id": new_message_id(),
            "queued_at": now,
            "send_after": now,
        }
        for id, (reason, details) in mails.items()
    ]
    session.execute(insert_into(session, Outbox).on_conflict_do_nothing(index_elements=["reason"]), rows)


def _as_json(details: Mapping[str, str]) -> str:
    return json.dumps(dict(details), ensure_ascii=False)


def drop_mails(session: Session, person_id: int, kinds: Sequence[MailKind], now: datetime) -> None:
    """Drop the mails of these kinds that wait for a person and that nobody is sending right now."""
    session.execute(
        update(Outbox)
        .where(
            Outbox.person_id == person_id,
            Outbox.kind.in_(kinds),
            Outbox.state == MailState.WAITING,
            or_(Outbox.claimed_until.is_(None), Outbox.claimed_until <= now),
        )
        .values(state=MailState.DROPPED, ended_at=now, details="{}")
        .execution_options(synchronize_session=False)
    )


def new_message_id() -> str:
    return secrets.token_hex(16)


# --- sending ---


def claim_mails(session: Session, now: datetime, *, most: int) -> Sequence[AnyRow]:
    """Take mails to be sent, so that no other worker takes them for the time of a lease; those longest due first.

    The conditions stand twice: PostgreSQL looks at the outer ones again when it has waited for another worker's row.
    """
    due = and_(
        Outbox.state == MailState.WAITING,
        Outbox.kind.not_in(PARTS),
        Outbox.send_after <= now,
        or_(Outbox.claimed_until.is_(None), Outbox.claimed_until <= now),
    )
    first = select(Outbox.id).where(due).order_by(Outbox.send_after, Outbox.id).limit(most)
    claimed = session.execute(
        update(Outbox)
        .where(Outbox.id.in_(first), due)
        .values(claimed_until=now + LEASE, tries=Outbox.tries + 1)
        .returning(
            Outbox.id,
            Outbox.person_id,
            Outbox.kind,
            Outbox.reason,
            Outbox.enrolment_id,
            Outbox.module,
            Outbox.details,
            Outbox.message_id,
            Outbox.tries,
        )
        .execution_options(synchronize_session=False)
    ).all()
    return sorted(claimed, key=lambda row: row.id)


def give_back(session: Session, ids: Sequence[int]) -> None:
    """Let go of mails that were claimed and not tried; the try is not counted."""
    session.execute(
        update(Outbox)
        .where(Outbox.id.in_(ids), Outbox.state == MailState.WAITING)
        .values(claimed_until=None, tries=Outbox.tries - 1)
        .execution_options(synchronize_session=False)
    )


def note_sent(session: Session, id: int, address: str, now: datetime) -> None:
    """A mail has been handed over, with the parts in it. What its text was made of is deleted: it holds links."""
    _end(session, id, MailState.SENT, now, address=address, failure=None)


def note_dropped(session: Session, id: int, now: datetime) -> None:
    """There was nothing left to say, or nobody to say it to."""
    _end(session, id, MailState.DROPPED, now)


def note_failed(session: Session, id: int, tries: int, failure: MailFailure, address: str, now: datetime) -> None:
    """A try has failed: the mail is tried again after a pause, or given up."""
    if failure is MailFailure.ADDRESS or tries > len(PAUSES):
        _end(session, id, MailState.GIVEN_UP, now, address=address, failure=failure)
        return
    session.execute(
        update(Outbox)
        .where(Outbox.id == id, Outbox.state == MailState.WAITING)
        .values(claimed_until=None, send_after=now + PAUSES[tries - 1], failure=failure, address=address)
    )


def _end(session: Session, id: int, state: MailState, now: datetime, **more: object) -> None:
    session.execute(
        update(Outbox)
        .where(or_(Outbox.id == id, Outbox.letter_id == id))
        .values(state=state, ended_at=now, claimed_until=None, details="{}", **more)
    )


def try_again(session: Session, id: int, now: datetime) -> bool:
    """Send a mail that was given up once more; False when its words are gone, as only those of these kinds are not."""
    tried = session.execute(
        update(Outbox)
        .where(Outbox.id == id, Outbox.kind.in_(TRIED_AGAIN), Outbox.state == MailState.GIVEN_UP)
        .values(state=MailState.WAITING, ended_at=None, tries=0, send_after=now, failure=None)
        .returning(Outbox.id)
    ).all()
    if tried:
        session.execute(update(Outbox).where(Outbox.letter_id == id).values(state=MailState.COLLECTED, ended_at=None))
    return bool(tried)


def forget_mails(session: Session, before: datetime, *, most: int) -> int:
    """Delete mails that came to their end before a moment; how many there were."""
    over = and_(Outbox.state.not_in((MailState.WAITING, MailState.COLLECTED)), Outbox.ended_at < before)
    ids = session.scalars(select(Outbox.id).where(over).order_by(Outbox.id).limit(most)).all()
    session.execute(delete(Outbox).where(Outbox.id.in_(ids)))
    return len(ids)


# --- what people want to get ---


def switch_mail(session: Session, person_id: int, kinds: Sequence[MailKind], *, on: bool) -> None:
    """Switch kinds of mail on or off for a person; doing it twice changes nothing."""
    kinds = [kind for kind in kinds if kind in OPTIONAL]
    if on:
        session.execute(delete(MailOff).where(MailOff.person_id == person_id, MailOff.kind.in_(kinds)))
        return
    for kind in kinds:
        row = insert_into(session, MailOff).values(person_id=person_id, kind=kind)
        session.execute(row.on_conflict_do_nothing())


def choose_mail_language(session: Session, person_id: int, language: str) -> None:
    session.execute(update(Person).where(Person.id == person_id).values(language=language))
