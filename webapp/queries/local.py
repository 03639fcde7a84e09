"""Local facts: what HR has filled in at the slots of a course."""

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from webapp.models import Edition, LocalFact, Person
from webapp.queries.rows import Rows


def list_facts(session: Session, course: str) -> Rows:
    """Slot, text, and who wrote it when."""
    return session.execute(
        select(LocalFact.slot, LocalFact.text, LocalFact.at, Person.name)
        .outerjoin_from(LocalFact, Person, Person.id == LocalFact.by_id)
        .where(LocalFact.course == course)
        .order_by(LocalFact.slot)
    ).all()


def newest_number(session: Session, course: str) -> int:
    """The number of a course's newest edition; 0 before the first."""
    return session.scalar(select(func.max(Edition.number)).where(Edition.course == course)) or 0
