"""Deleting what a leader has written and answered; what HR needs to know of her course stays."""

from sqlalchemy import delete, select, update
from sqlalchemy.orm import Session

from webapp.models import Answer, Enrolment, Reflection, Share, TalkLine, TalkSheet
from webapp.queries import Me

PRIVATE = (Answer, Reflection, Share, TalkLine, TalkSheet)
"""What is hers alone, and the copies she has shared."""


def delete_own_data(session: Session, me: Me) -> None:
    """Delete her private rows on every course she has been on."""
    hers = select(Enrolment.id).where(Enrolment.person_id == me.id)
    for table in PRIVATE:
        session.execute(delete(table).where(table.enrolment_id.in_(hers)))
    session.execute(
        update(Enrolment).where(Enrolment.person_id == me.id).values(refreshed_on=None, refreshers_off=False)
    )
