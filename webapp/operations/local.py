"""Local facts: filling in the slots of a course."""

from collections.abc import Mapping
from datetime import datetime

from sqlalchemy import delete, select
from sqlalchemy.orm import Session

from webapp.models import LocalFact
from webapp.operations.audit import note

LONGEST_FACT = 1000
"""Characters."""


def save_facts(session: Session, course: str, texts: Mapping[str, str], *, by: int, now: datetime) -> None:
    """Write the facts of some slots; an empty one is taken out."""
    query = select(LocalFact).where(LocalFact.course == course, LocalFact.slot.in_(texts))
    there = {fact.slot: fact for fact in session.scalars(query)}
    for slot, text in texts.items():
        if not text:
            session.execute(delete(LocalFact).where(LocalFact.course == course, LocalFact.slot == slot))
            continue
        fact = there.get(slot)
        if fact is None:
            fact = LocalFact(course=course, slot=slot)
            session.add(fact)
        fact.text, fact.by_id, fact.at = text, by, now
    note(session, "local facts changed", by=by, now=now, detail=f"{course} {', '.join(sorted(texts))}")
