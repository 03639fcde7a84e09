"""The evidence for the MED committee: complete, and true of this very server."""

from dataclasses import replace

import pytest
from flask import Flask

from tests.webapp import make
from tests.webapp.conftest import Browse
from tests.webapp.make import Database
from webapp import models
from webapp.config import Config, Retention
from webapp.db import Base
from webapp.evidence import CATALOGUE
from webapp.models import Role


def test_every_table_and_every_column_is_told_of() -> None:
    assert models
    there = {name: set(table.columns.keys()) for name, table in Base.metadata.tables.items()}
    told = {
        name: [column for columns in kept.columns for column in columns.split()] for name, kept in CATALOGUE.items()
    }
    assert {name: set(columns) for name, columns in told.items()} == there
    assert [name for name, columns in told.items() if len(columns) != len(set(columns))] == []


@pytest.mark.parametrize("role", [None, *Role])
def test_everybody_who_is_signed_in_may_read_it(role: Role | None, db: Database, browse: Browse) -> None:
    page = browse(make.person(db, None, *([role] if role else []))).get("/reports/evidence")
    assert "Nordby Kommune" in page.main.text
    assert "2. marts 2026" in page.main.text
    assert {name for name in CATALOGUE if name not in page.main.text} == set()


def test_it_tells_how_long_this_server_keeps_things(app: Flask, config: Config, db: Database, browse: Browse) -> None:
    app.extensions["lederstart.config"] = replace(config, keep=Retention(days_after_leaving=77, months_after_course=9))
    page = browse(make.person(db)).get("/reports/evidence")
    assert "9 måneder efter forløbet" in page.main.text
    assert "77 dage efter" in page.main.text


def test_the_privacy_page_leads_to_it(db: Database, browse: Browse) -> None:
    assert "/reports/evidence" in browse(make.person(db)).get("/privacy").links()
