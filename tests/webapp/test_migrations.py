"""The migrations make the tables that the models say, on either database."""

from datetime import timedelta
from pathlib import Path

import pytest
from alembic import command
from alembic.autogenerate import compare_metadata
from alembic.migration import MigrationContext
from sqlalchemy import Engine, inspect, select, text, update
from sqlalchemy.exc import IntegrityError

from tests.webapp import make
from tests.webapp.conftest import both_databases
from tests.webapp.make import NOW, Database
from webapp import models
from webapp.db import Base, make_engine
from webapp.migrating import alembic_config, is_current, migrate


@both_databases
def test_the_migrations_make_the_tables_of_the_models(engine: Engine) -> None:
    with engine.connect() as connection:
        exact = connection.dialect.name == "postgresql"  # SQLite says '' where the models say an empty text
        context = MigrationContext.configure(connection, opts={"compare_type": True, "compare_server_default": exact})
        assert compare_metadata(context, Base.metadata) == []
        assert models.Person.__tablename__ in inspect(connection).get_table_names()


@both_databases
def test_constraints_and_indexes_are_called_what_the_models_call_them(engine: Engine) -> None:
    there = inspect(engine)
    for table in Base.metadata.sorted_tables:
        wanted = {index.name for index in table.indexes}
        assert {index["name"] for index in there.get_indexes(table.name)} >= wanted
        keys = {constraint["name"] for constraint in there.get_foreign_keys(table.name)}
        assert keys == {str(constraint.name) for constraint in table.foreign_key_constraints}


def test_a_second_time_changes_nothing(engine: Engine) -> None:
    assert migrate(engine) is False


def test_an_empty_file_becomes_a_database(tmp_path: Path) -> None:
    engine = make_engine(f"sqlite:///{tmp_path / 'ny.sqlite3'}")
    with engine.connect() as connection:
        assert not is_current(connection)
    assert migrate(engine) is True
    with engine.connect() as connection:
        assert is_current(connection)
        assert connection.execute(text("PRAGMA foreign_keys")).scalar_one() == 1
    engine.dispose()


def test_an_empty_postgresql_becomes_a_database(empty_postgres: str) -> None:
    engine = make_engine(empty_postgres)
    assert migrate(engine) is True
    assert migrate(engine) is False
    engine.dispose()


@both_databases
def test_the_way_down_leaves_nothing(engine: Engine) -> None:
    with engine.begin() as connection:
        command.downgrade(alembic_config(connection), "base")
    assert inspect(engine).get_table_names() == ["alembic_version"]


@both_databases
def test_a_time_comes_back_as_it_went_in(db: Database) -> None:
    make.enrolment(db)
    back = db.value(select(models.Person.created_at))
    assert back == NOW
    assert back.utcoffset() == timedelta(0)


@both_databases
def test_nobody_is_her_own_manager(db: Database) -> None:
    bo = make.person(db)
    with pytest.raises(IntegrityError):
        db.run(update(models.Person).values(manager_id=bo.id))


@both_databases
def test_a_row_cannot_point_at_nothing(db: Database) -> None:
    bo = make.person(db)
    with pytest.raises(IntegrityError):
        db.run(update(models.Person).where(models.Person.id == bo.id).values(manager_id=99_999))


@pytest.mark.parametrize("engine", ["postgresql"], indirect=True)
def test_postgresql_compares_names_sign_by_sign(engine: Engine) -> None:
    with engine.connect() as connection:
        collation = connection.execute(
            text("SELECT collation_name FROM information_schema.columns WHERE column_name = 'sort_name'")
        ).scalar_one()
    assert collation == "C"
