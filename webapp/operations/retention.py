"""Closing the accounts of those who have left, and deleting what is private when its time is over."""

from collections.abc import Sequence
from datetime import UTC, date, datetime, time, timedelta

from sqlalchemy import ColumnElement, and_, delete, exists, or_, select, update
from sqlalchemy.orm import Session, aliased

from webapp import queries
from webapp.models import Audit, Enrolment, EnrolmentState, Person
from webapp.operations.own_data import PRIVATE
from webapp.operations.people import end_invitations
from webapp.queries import GOING_ON

BATCH = 500
"""Rows that one transaction takes."""


def close_left(session: Session, now: datetime, today: date) -> int:
    """Close accounts whose last day is over; how many, and 0 when none is left."""
    left = session.scalars(select(Person.id).where(Person.active, Person.leaves_on < today).limit(BATCH)).all()
    if not left:
        return 0
    closed = {"active": False, "session_epoch": Person.session_epoch + 1}
    session.execute(update(Person).where(Person.id.in_(left)).values(**closed))
    end_invitations(session, left, now)
    session.add_all(Audit(at=now, what="person deactivated", person_id=id) for id in left)
    return len(left)


def forget_left(session: Session, now: datetime, today: date, keep_days: int) -> int:
    """Delete answers, texts and shares of those who have left long enough ago; how many enrolments, 0 at the end."""
    left = select(Person.id).where(~Person.active, Person.leaves_on <= today - timedelta(days=keep_days))
    return _forget(session, _due(session, Enrolment.person_id.in_(left), written_before=now), now)


def forget_finished(session: Session, now: datetime, today: date, keep_months: int) -> int:
    """Delete the same of enrolments that were completed or ended long enough ago; how many, 0 at the end.

    One that another enrolment on the same course has followed is kept as long as that one goes on. What she writes
    when she opens a course again after that is kept as long once more.
    """
    other = aliased(Enrolment)
    goes_on = exists().where(
        other.person_id == Enrolment.person_id, other.course == Enrolment.course, other.state.in_(GOING_ON)
    )
    closed = Enrolment.state.in_((EnrolmentState.COMPLETED, EnrolmentState.ENDED))
    until = months_before(today, keep_months)
    start = datetime.combine(until, time.min, UTC)
    return _forget(
        session, _due(session, closed & (Enrolment.closed_on <= until) & ~goes_on, written_before=start), now
    )


def _due(session: Session, condition: ColumnElement[bool], *, written_before: datetime) -> Sequence[int]:
    """Enrolments that have not been forgotten, or so long ago that what was written since is to go as well."""
    written = or_(*(exists().where(table.enrolment_id == Enrolment.id) for table in PRIVATE))
    again = and_(Enrolment.forgotten_at <= written_before, written)
    query = select(Enrolment.id).where(or_(Enrolment.forgotten_at.is_(None), again), condition)
    return session.scalars(query.order_by(Enrolment.id).limit(BATCH)).all()


def _forget(session: Session, enrolments: Sequence[int], now: datetime) -> int:
    if not enrolments:
        return 0
    for table in PRIVATE:
        session.execute(delete(table).where(table.enrolment_id.in_(enrolments)))
    session.execute(
        update(Enrolment)
        .where(Enrolment.id.in_(enrolments), Enrolment.state.in_(GOING_ON))
        .values(state=EnrolmentState.ENDED, closed_on=queries.monday(now.date()))
    )
    session.execute(update(Enrolment).where(Enrolment.id.in_(enrolments)).values(forgotten_at=now))
    return len(enrolments)


def months_before(day: date, months: int) -> date:
    """The same day of the month so many months earlier, or the last day of a shorter month."""
    index = day.year * 12 + day.month - 1 - months
    first = date(index // 12, index % 12 + 1, 1)
    last = date((index + 1) // 12, (index + 1) % 12 + 1, 1) - timedelta(days=1)
    return min(first + timedelta(days=day.day - 1), last)
