"""At most one letter a week: what is due for a person is collected in it.

Counted by days, so that a letter on Monday morning is followed by one on the next Monday morning at the earliest.
"""

from collections.abc import Sequence
from datetime import datetime, time, timedelta

from sqlalchemy import String, and_, cast, exists, not_, or_, select, update
from sqlalchemy.orm import Session, aliased

from webapp import queries
from webapp.db import insert_into
from webapp.models import PARTS, MailKind, MailState, Outbox
from webapp.operations.mail import new_message_id
from webapp.times import ZONE, day_of, morning

DAYS_BETWEEN = 7
IN_GOOD_TIME = or_(Outbox.kind == MailKind.BEFORE_START, Outbox.reason.endswith(queries.BEFORE))
"""The parts that a letter takes along before they are due, because the next one would bring them too late."""


def drop_outdated(session: Session, now: datetime) -> None:
    """Drop what waits and is no longer so, or no longer wanted: a module completed, a date moved, a leader on pause."""
    session.execute(
        update(Outbox)
        .where(Outbox.state == MailState.WAITING, not_(queries.still_true(day_of(now))))
        .values(state=MailState.DROPPED, ended_at=now, claimed_until=None, details="{}")
        .execution_options(synchronize_session=False)
    )


def collect(session: Session, now: datetime, *, after: int, most: int) -> int | None:
    """Make the letters of the next people who are to get one; the last person's id, or None when there was nobody left.

    Whoever got a letter in the six days before waits, and whoever is to be welcomed within the week waits for that.
    """
    today = day_of(now)
    since = datetime.combine(today - timedelta(days=DAYS_BETWEEN - 1), time(), ZONE)
    until = morning(today + timedelta(days=DAYS_BETWEEN))
    people = queries.list_due_for_letter(session, now, since=since, until=until, after=after, most=most)
    if not people:
        return None
    rows = [
        {
            "person_id": id,
            "kind": MailKind.LETTER,
            "reason": f"letter:{id}:{today}",
            "message_id": new_message_id(),
            "queued_at": now,
            "send_after": now,
        }
        for id in people
    ]
    letters = insert_into(session, Outbox).on_conflict_do_nothing(index_elements=["reason"])
    session.execute(letters, rows)
    _take_along(session, people, now, until)
    return people[-1]


def _take_along(session: Session, people: Sequence[int], now: datetime, until: datetime) -> None:
    """Put the parts that wait for these people into the letters just made."""
    letter = aliased(Outbox)
    of_today = and_(
        letter.reason == "letter:" + cast(Outbox.person_id, String) + f":{day_of(now)}",
        letter.state == MailState.WAITING,
    )
    session.execute(
        update(Outbox)
        .where(
            Outbox.person_id.in_(people),
            Outbox.state == MailState.WAITING,
            Outbox.kind.in_(PARTS),
            or_(Outbox.send_after <= now, and_(IN_GOOD_TIME, Outbox.send_after < until)),
            exists().where(of_today),
        )
        .values(state=MailState.COLLECTED, letter_id=select(letter.id).where(of_today).scalar_subquery())
        .execution_options(synchronize_session=False)
    )
