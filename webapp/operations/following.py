"""What follows a leader from one level of a course to the next."""

from collections.abc import Sequence

from sqlalchemy import select, update
from sqlalchemy.orm import Session

from webapp.models import Enrolment, Talk, TalkLine, TalkSheet


def carry_over(session: Session, followed: Sequence[int]) -> None:
    """Give the talks held and the talk sheet of enrolments to those that have just followed them."""
    for table in (Talk, TalkLine, TalkSheet):
        next_one = select(Enrolment.id).where(Enrolment.follows_id == table.enrolment_id).scalar_subquery()
        session.execute(
            update(table)
            .where(table.enrolment_id.in_(followed))
            .values(enrolment_id=next_one)
            .execution_options(synchronize_session=False)
        )
