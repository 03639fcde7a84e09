"""A manager's greeting to one she leads: in place of the week's letter."""

from datetime import datetime, timedelta

from sqlalchemy.orm import Session

from webapp import queries
from webapp.models import MailKind
from webapp.operations.collecting import DAYS_BETWEEN
from webapp.operations.mail import queue_mail
from webapp.queries import AnyRow
from webapp.times import day_of, morning

LONGEST_GREETING = 600
"""Characters."""


def greeting_goes_at(greeted: AnyRow, now: datetime) -> datetime:
    """The first moment at which the leader may get a letter.

    :param greeted: a row of `queries.get_greeted`
    """
    today = day_of(now)
    if greeted.last_letter_at is None:
        return max(now, morning(today))
    free = day_of(greeted.last_letter_at) + timedelta(days=DAYS_BETWEEN)
    return max(now, morning(max(today, free)))


def greet(session: Session, greeted: AnyRow, enrolment_id: int, text: str, *, by: int, now: datetime) -> bool:
    """Queue a greeting; False when the leader cannot get one, or has one this week already."""
    if not greeted.reachable or greeted.greeted:
        return False
    return queue_mail(
        session,
        MailKind.GREETING,
        greeted.id,
        reason=f"greeting:{greeted.id}:{queries.monday(day_of(now))}:{by}",
        now=now,
        enrolment_id=enrolment_id,
        send_after=greeting_goes_at(greeted, now),
        details={"text": text, "by": str(by)},
    )
