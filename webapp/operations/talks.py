"""The talks with the nearest manager: marking one as held, and taking that back."""

from datetime import date

from sqlalchemy import delete, select
from sqlalchemy.orm import Session

from webapp import queries
from webapp.models import Talk
from webapp.queries import Me


def mark_held(session: Session, me: Me, enrolment_id: int, talk: str, today: date) -> None:
    """Note that a talk has been held this week; once is enough, whoever says it.

    :raises IntegrityError: if the other of the two marks it in the same moment
    """
    there = select(Talk.id).where(Talk.enrolment_id == enrolment_id, Talk.talk == talk)
    if session.execute(there).first() is None:
        session.add(Talk(enrolment_id=enrolment_id, talk=talk, held_week=queries.monday(today), marked_by=me.id))
        session.flush()


def mark_not_held(session: Session, enrolment_id: int, talk: str) -> None:
    """It was a mistake: the talk is still to come."""
    session.execute(delete(Talk).where(Talk.enrolment_id == enrolment_id, Talk.talk == talk))
