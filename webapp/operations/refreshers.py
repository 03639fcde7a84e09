"""Questions asked again later: only when the last round was is kept, never what was answered."""

from datetime import date, timedelta

from sqlalchemy import update
from sqlalchemy.orm import Session

from webapp import queries
from webapp.models import Enrolment
from webapp.queries import Me

TO_SUNDAY = timedelta(days=6)


def rest_refresher(session: Session, me: Me, enrolment_id: int, today: date) -> None:
    """A round was taken or waved off: the next one is two weeks away at least, counted from this week's end."""
    session.execute(
        update(Enrolment)
        .where(Enrolment.id.in_(queries.own_id(me, enrolment_id)))
        .values(refreshed_on=queries.monday(today) + TO_SUNDAY)
    )


def switch_refreshers(session: Session, me: Me, enrolment_id: int, *, off: bool) -> None:
    session.execute(
        update(Enrolment).where(Enrolment.id.in_(queries.own_id(me, enrolment_id))).values(refreshers_off=off)
    )
