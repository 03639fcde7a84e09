"""The organisation's units: adding, moving and joining them."""

from datetime import datetime

from sqlalchemy import delete, select, update
from sqlalchemy.orm import Session

from webapp import queries
from webapp.models import Person, Rule, Unit
from webapp.operations.audit import note
from webapp.units import key, read_path


class UnitProblem(Exception):
    """The change would leave two units of one name under the same unit, or a unit above itself."""


class TakenName(UnitProblem):
    pass


class Circle(UnitProblem):
    pass


def add_unit(session: Session, name: str, parent_id: int | None, *, by: int | None, now: datetime) -> Unit:
    """:raises TakenName: if there is a unit of that name in that place"""
    _check_name(session, None, name, parent_id)
    unit = Unit(name=name, parent_id=parent_id)
    session.add(unit)
    session.flush()
    note(session, "unit added", by=by, now=now, detail=name)
    return unit


def change_unit(
    session: Session, unit: Unit, name: str, parent_id: int | None, *, by: int | None, now: datetime
) -> None:
    """Rename a unit and put it where it belongs, with all that is below it.

    :raises TakenName: if there is a unit of that name in that place
    :raises Circle: if it would come to stand below itself
    """
    if parent_id is not None and parent_id in queries.get_tree(session).below(unit.id):
        raise Circle
    _check_name(session, unit.id, name, parent_id)
    note(session, "unit changed", by=by, now=now, detail=f"{unit.name}: {name}")
    unit.name, unit.parent_id = name, parent_id


def _check_name(session: Session, unit_id: int | None, name: str, parent_id: int | None) -> None:
    siblings = session.execute(select(Unit.id, Unit.name).where(Unit.parent_id.is_not_distinct_from(parent_id))).all()
    if any(row.id != unit_id and key(row.name) == key(name) for row in siblings):
        raise TakenName


def join_unit(session: Session, unit: Unit, into: Unit, *, by: int | None, now: datetime) -> None:
    """Move the people, the rules and the units below a unit into another one, and remove it.

    :raises Circle: if the other one is the unit itself or stands below it
    :raises TakenName: if both have a unit of one name below them
    """
    tree = queries.get_tree(session)
    if into.id in tree.below(unit.id):
        raise Circle
    names = {key(node.name) for node in tree.by_id.values() if node.parent_id == into.id and node.id != unit.id}
    if any(node.parent_id == unit.id and key(node.name) in names for node in tree.by_id.values()):
        raise TakenName
    session.execute(update(Person).where(Person.unit_id == unit.id).values(unit_id=into.id))
    session.execute(update(Rule).where(Rule.unit_id == unit.id).values(unit_id=into.id))
    session.execute(update(Unit).where(Unit.parent_id == unit.id).values(parent_id=into.id))
    session.execute(delete(Unit).where(Unit.id == unit.id))
    note(session, "unit joined", by=by, now=now, detail=f"{unit.name}: {into.name}")


def remove_unit(session: Session, unit: Unit, *, by: int | None, now: datetime) -> bool:
    """Remove a unit that nothing hangs on; False when something does."""
    if not queries.is_empty(session, unit.id):
        return False
    session.execute(delete(Unit).where(Unit.id == unit.id))
    note(session, "unit removed", by=by, now=now, detail=unit.name)
    return True


def find_or_add_unit(session: Session, written: str) -> int | None:
    """The unit of a path like `Sundhed > Hjemmeplejen`, made where it is new; None for an empty path."""
    path = read_path(written)
    if not path:
        return None
    tree = queries.get_tree(session)
    if found := tree.find(path):
        return found[0].id
    above: int | None = None
    for depth in range(1, len(path) + 1):
        there = tree.find(path[:depth]) if depth < len(path) else ()
        exact = next((node for node in there if len(node.path) == depth), None)
        if exact is None:
            unit = Unit(name=path[depth - 1], parent_id=above)
            session.add(unit)
            session.flush()
            above = unit.id
        else:
            above = exact.id
    return above
