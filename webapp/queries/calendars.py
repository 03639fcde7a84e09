"""A leader's dates in her own calendar: whose it is, and what stands in it."""

from sqlalchemy import select
from sqlalchemy.orm import Session

from webapp.models import CalendarLink, Enrolment, Person
from webapp.queries.rows import AT_WORK, AnyRow, Rows, newest_edition


def get_calendar_owner(session: Session, token_hash: str) -> AnyRow | None:
    """Whose calendar a secret address opens; None when it was revoked or her account is closed."""
    return session.execute(
        select(Person.id, Person.name, Person.language)
        .join_from(CalendarLink, Person, Person.id == CalendarLink.person_id)
        .where(CalendarLink.token_hash == token_hash, Person.active)
    ).one_or_none()


def has_calendar_link(session: Session, person_id: int) -> bool:
    return (
        session.execute(select(CalendarLink.person_id).where(CalendarLink.person_id == person_id)).first() is not None
    )


def list_calendar_enrolments(session: Session, person_id: int) -> Rows:
    """The enrolments whose dates stand in a leader's calendar."""
    return session.execute(
        select(
            Enrolment.id,
            Enrolment.level,
            Enrolment.starts_on,
            Enrolment.delay_days,
            Enrolment.state,
            newest_edition().label("edition_id"),
        )
        .where(
            Enrolment.person_id == person_id,
            Enrolment.state.in_(AT_WORK),
        )
        .order_by(Enrolment.id)
    ).all()
