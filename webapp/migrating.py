"""Bringing a database to the newest table layout."""

from alembic import command
from alembic.config import Config as AlembicConfig
from alembic.migration import MigrationContext
from alembic.script import ScriptDirectory
from sqlalchemy import Connection, Engine


def alembic_config(connection: Connection | None = None) -> AlembicConfig:
    settings = AlembicConfig()
    settings.set_main_option("script_location", "webapp:migrations")
    settings.set_main_option("path_separator", "os")
    settings.attributes["connection"] = connection
    return settings


def migrate(engine: Engine) -> bool:
    """Apply the migrations that are missing; whether there were any.

    On SQLite foreign keys are off meanwhile (a table is copied, dropped and renamed there, which would delete the rows
    that point at it) and checked afterwards.

    :raises RuntimeError: if rows point at nothing afterwards
    """
    with engine.connect() as connection:
        if is_current(connection):
            return False
        connection.rollback()
        sqlite = connection.dialect.name == "sqlite"
        if sqlite:
            connection.connection.driver_connection.execute("PRAGMA foreign_keys = OFF")  # type: ignore[union-attr]
        with connection.begin():
            command.upgrade(alembic_config(connection), "head")
        if sqlite:
            broken = connection.exec_driver_sql("PRAGMA foreign_key_check").all()
            connection.rollback()
            connection.connection.driver_connection.execute("PRAGMA foreign_keys = ON")  # type: ignore[union-attr]
            if broken:
                raise RuntimeError(f"rows point at nothing after the migration: {broken[:5]}")
        return True


def is_current(connection: Connection) -> bool:
    """Whether the database has the newest layout."""
    newest = ScriptDirectory.from_config(alembic_config()).get_current_head()
    return MigrationContext.configure(connection).get_current_revision() == newest
