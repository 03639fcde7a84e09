"""The organisation's units."""

from collections.abc import Mapping

from sqlalchemy import Select, func, select
from sqlalchemy.orm import Session

from webapp.models import Person, Rule, Unit
from webapp.queries.rows import Rows
from webapp.units import Tree


def list_units(session: Session) -> Rows:
    """Every unit, in no order; `get_tree` makes one of them."""
    return session.execute(select(Unit.id, Unit.name, Unit.parent_id)).all()


def get_tree(session: Session) -> Tree:
    return Tree(list_units(session))


def unit_and_below(unit_id: int) -> Select[int]:
    """The ids of a unit and of all that is below it."""
    chain = select(Unit.id).where(Unit.id == unit_id).cte("below", recursive=True)
    chain = chain.union(select(Unit.id).where(Unit.parent_id == chain.c.id))
    return select(chain.c.id)


def get_unit(session: Session, unit_id: int) -> Unit | None:
    return session.get(Unit, unit_id)


def count_people_by_unit(session: Session) -> Mapping[int, int]:
    """Unit -> how many are in it, closed accounts too; a unit without people is not there."""
    counted = select(Person.unit_id, func.count()).where(Person.unit_id.is_not(None)).group_by(Person.unit_id)
    return {row[0]: row[1] for row in session.execute(counted) if row[0] is not None}


def is_empty(session: Session, unit_id: int) -> bool:
    """Whether nobody is in the unit, nothing is below it, and no rule is for it."""
    used = (
        select(Person.id).where(Person.unit_id == unit_id).limit(1),
        select(Unit.id).where(Unit.parent_id == unit_id).limit(1),
        select(Rule.id).where(Rule.unit_id == unit_id).limit(1),
    )
    return all(session.execute(query).first() is None for query in used)
