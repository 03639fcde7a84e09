"""The database: engine, sessions, column types, and how transactions begin on SQLite."""

from contextvars import ContextVar
from datetime import UTC, date, datetime
from typing import Any

from sqlalchemy import Date, DateTime, Dialect, Engine, MetaData, create_engine, event
from sqlalchemy.dialects import postgresql, sqlite
from sqlalchemy.ext.compiler import compiles
from sqlalchemy.orm import DeclarativeBase, Session
from sqlalchemy.sql.functions import FunctionElement
from sqlalchemy.types import TypeDecorator

WRITES: ContextVar[bool] = ContextVar("writes", default=True)
"""Whether the transaction that begins next may write. A request sets it from its method: a GET only reads."""

NAMES = {
    "ix": "ix_%(table_name)s_%(column_0_N_name)s",
    "uq": "uq_%(table_name)s_%(column_0_N_name)s",
    "ck": "ck_%(table_name)s_%(constraint_name)s",
    "fk": "fk_%(table_name)s_%(column_0_name)s",
    "pk": "pk_%(table_name)s",
}


class Base(DeclarativeBase):
    metadata = MetaData(naming_convention=NAMES)


class UtcDateTime(TypeDecorator[datetime]):
    """An aware datetime, stored as UTC; SQLite drops the zone, so it is put back here."""

    impl = DateTime(timezone=True)
    cache_ok = True

    def process_bind_param(self, value: datetime | None, dialect: Dialect) -> datetime | None:  # noqa: ARG002
        if value is not None and value.tzinfo is None:
            raise ValueError("a datetime without a zone")
        return value.astimezone(UTC) if value else None

    def process_result_value(self, value: datetime | None, dialect: Dialect) -> datetime | None:  # noqa: ARG002
        if value is None or value.tzinfo is not None:
            return value
        return value.replace(tzinfo=UTC)


def make_engine(url: str) -> Engine:
    """An engine for SQLite or PostgreSQL. Its errors do not tell the values of a statement: they may be private.

    On SQLite a transaction that may write begins IMMEDIATE: two requests that read and then write would else both get
    a read lock, and one of them fails with "database is locked" or loses its update.
    """
    engine = create_engine(url, pool_pre_ping=url.startswith("postgresql"), hide_parameters=True)
    if engine.dialect.name == "sqlite":
        event.listen(engine, "connect", _set_up_sqlite)
        event.listen(engine, "begin", _begin_sqlite)
    return engine


def _set_up_sqlite(connection: Any, _record: Any) -> None:
    connection.isolation_level = None  # the driver begins nothing by itself; _begin_sqlite does
    for pragma in ("journal_mode = WAL", "foreign_keys = ON", "busy_timeout = 10000", "synchronous = FULL"):
        connection.execute(f"PRAGMA {pragma}")


def _begin_sqlite(connection: Any) -> None:
    connection.exec_driver_sql("BEGIN IMMEDIATE" if WRITES.get() else "BEGIN")


def make_session(engine: Engine) -> Session:
    return Session(engine, expire_on_commit=False)


def insert_into(session: Session, table: type[Base]) -> postgresql.Insert | sqlite.Insert:
    """An INSERT that can leave alone what is there already: `.on_conflict_do_nothing()`, in the database's own words."""
    if session.get_bind().dialect.name == "postgresql":
        return postgresql.insert(table)
    return sqlite.insert(table)


class days_later(FunctionElement[date]):
    """SQL: the date so many days after another; `days_later(Enrolment.starts_on, Enrolment.delay_days)`."""

    type = Date()
    name = "days_later"
    inherit_cache = True


@compiles(days_later, "sqlite")
def _days_later_in_sqlite(element: Any, compiler: Any, **options: Any) -> str:
    day, number = (compiler.process(each, **options) for each in element.clauses)
    return f"date({day}, {number} || ' days')"


@compiles(days_later, "postgresql")
def _days_later_in_postgresql(element: Any, compiler: Any, **options: Any) -> str:
    day, number = (compiler.process(each, **options) for each in element.clauses)
    return f"({day} + {number})"
