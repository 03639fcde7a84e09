"""Everything that is kept about one person, for herself."""

from typing import Any

from sqlalchemy import Table, select
from sqlalchemy.orm import Session

from webapp.db import Base
from webapp.models import Enrolment
from webapp.queries.signing_in import Me

HIDDEN = {"password_hash", "session_epoch", "sort_name", "search_name", "window", "digest", "key", "details"}
"""What only the machine needs. Columns whose names tell of a secret are left out too."""
SECRET = ("hash", "token", "secret")
Row = dict[str, Any]


OF_OTHERS = {"upload"}
"""What she has handed in for her work; it tells of other people."""


def list_own_data(session: Session, me: Me) -> dict[str, list[Row]]:
    """Table -> her rows: every table that belongs to a person or an enrolment, so that none is forgotten."""
    return {table.name: _rows(session, me, table) for table in Base.metadata.sorted_tables if _is_hers(table)}


def _is_hers(table: Table) -> bool:
    if table.name in OF_OTHERS:
        return False
    return table.name == "person" or bool({"person_id", "enrolment_id"} & set(table.c.keys()))


def _rows(session: Session, me: Me, table: Table) -> list[Row]:
    if table.name == "person":
        hers = table.c.id == me.id
    elif "enrolment_id" in table.c:
        hers = table.c.enrolment_id.in_(select(Enrolment.id).where(Enrolment.person_id == me.id))
    else:
        hers = table.c.person_id == me.id
    columns = [
        column for column in table.c if column.name not in HIDDEN and not any(word in column.name for word in SECRET)
    ]
    found = session.execute(select(*columns).where(hers).order_by(*table.primary_key.columns))
    return [dict(row._mapping) for row in found]
