"""Asking a leader, two weeks after she has written a plan, how it went."""

from datetime import date

from sqlalchemy import case, select, update
from sqlalchemy.orm import Session

from webapp import queries
from webapp.models import PlanOutcome, Reflection
from webapp.operations.learning import ask_from
from webapp.queries import Me


def answer_plan(
    session: Session, me: Me, enrolment_id: int, item: str, outcome: PlanOutcome, today: date
) -> str | None:
    """Note what she answers; the plan's module, or None when it is not one she is asked about.

    "Not yet" is asked about once more, after another two weeks; then no more.
    """
    plan = (
        Reflection.enrolment_id.in_(queries.own_id(me, enrolment_id)),
        Reflection.item == item,
        Reflection.ask_on <= today,
    )
    module = session.scalar(select(Reflection.module).where(*plan))
    if module is None:
        return None
    once_more = case((Reflection.outcome.is_(None), ask_from(today)), else_=None)
    ask_on = once_more if outcome is PlanOutcome.NOT_YET else None
    session.execute(update(Reflection).where(*plan).values(ask_on=ask_on, outcome=outcome))
    return module
