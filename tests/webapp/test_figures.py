"""The fixed tables as people and programs get them: taken once a month, the same everywhere, and never a private word."""

import csv
import io
import json
from collections.abc import Sequence
from datetime import UTC, date, datetime, timedelta
from functools import partial
from typing import Any

import pytest
from flask import Flask
from openpyxl import load_workbook
from sqlalchemy import select, update

from tests.webapp import make
from tests.webapp.conftest import Browse, Clock, both_databases
from tests.webapp.make import NOW, Database, Enrolled, Someone
from tests.webapp.nordby import CHIEF, CHIEFS_ONLY, COURSE, FIRST, SECOND, TEAM
from tests.webapp.pages import Page
from webapp import ticking
from webapp.config import Config
from webapp.db import make_session
from webapp.models import Audit, Enrolment, EnrolmentState, FiguresKey, ModuleState, Person, Role, TakenFigures
from webapp.views import figures as figures_view

ALL_DONE: dict[str, Any] = {"completed": [FIRST, SECOND, CHIEFS_ONLY], "state": EnrolmentState.COMPLETED}
DONE: dict[str, Any] = {"completed": [FIRST, SECOND], "state": EnrolmentState.COMPLETED}


def take(db: Database, config: Config, now: datetime = NOW) -> None:
    """What the worker does by itself."""
    ticking.take_figures(partial(make_session, db.engine), config, now)


def crowd(
    db: Database, number: int, *, unit: str = "Skole", manager: Someone | None = None, **how: Any
) -> list[Enrolled]:
    people = [make.person(db, None, Role.LEADER, unit=unit, manager=manager) for _ in range(number)]
    return [make.enrolment(db, leader, **how) for leader in people]


def rows_of(page: Page) -> list[list[str]]:
    return [[cell.text for cell in line.find("td")] for line in page.main.find("tr") if line.find("td")]


def read_csv(data: bytes) -> list[list[str]]:
    assert data.startswith(b"\xef\xbb\xbf")
    return list(csv.reader(io.StringIO(data.decode("utf-8-sig")), delimiter=";"))


def key_for(db: Database, browse: Browse) -> str:
    browser = browse(make.person(db, None, Role.ADMIN))
    page = browser.send(browser.get("/reports/keys"), "/reports/keys", name="Power BI")
    return page.main.find("input", id="token")[0].attributes["value"]


@both_databases
def test_authors_see_groups_of_five_and_nobody_by_name(db: Database, config: Config, browse: Browse) -> None:
    crowd(db, 6, starts_on=date(2026, 3, 2))
    crowd(db, 7, **DONE)
    crowd(db, 2, level=CHIEF, **ALL_DONE)
    crowd(db, 6, level=CHIEF, **ALL_DONE)
    take(db, config)
    page = browse(make.person(db, None, Role.AUTHOR)).get("/reports/?by=level")
    assert rows_of(page) == [
        ["Chefer", "8", "0", "0", "8", "0", "1"],
        ["Teamledere", "13", "6", "0", "7", "0", "1"],
        ["I alt", "21", "6", "0", "15", "0", "1"],
    ]
    assert "Person " not in page.main.text


def test_the_chart_tells_in_words_what_it_shows(db: Database, config: Config, browse: Browse) -> None:
    crowd(db, 6, starts_on=date(2026, 3, 2))
    crowd(db, 7, **DONE)
    take(db, config)
    page = browse(make.person(db, None, Role.AUTHOR)).get("/reports/")
    [chart] = page.main.find("svg")
    names = [page.main.find(id=id)[0].text for id in chart.attributes["aria-labelledby"].split()]
    assert all(names)
    assert [each.text for each in page.main.find("text", class_="bar-count")] == ["13"]


def test_figures_stay_as_they_are_until_the_month_is_over_and_five_have_moved(
    db: Database, config: Config, browse: Browse
) -> None:
    people = crowd(db, 20, starts_on=date(2026, 3, 2))
    take(db, config)
    browser = browse(make.person(db, None, Role.AUTHOR))
    first = rows_of(browser.get("/reports/"))

    def begin(some: Sequence[Enrolled]) -> None:
        ids = [each.id for each in some]
        db.run(update(ModuleState).where(ModuleState.enrolment_id.in_(ids)).values(state="under_way"))

    begin(people[:9])
    take(db, config, NOW + timedelta(days=1))
    assert rows_of(browser.get("/reports/")) == first  # it is March still
    begin([])
    db.run(update(ModuleState).values(state="not_started"))
    begin(people[:4])
    take(db, config, datetime(2026, 4, 1, 9, tzinfo=UTC))
    assert rows_of(browser.get("/reports/")) == first  # four have moved
    begin(people[:10])
    take(db, config, datetime(2026, 5, 1, 9, tzinfo=UTC))
    assert rows_of(browser.get("/reports/")) != first
    assert db.value(select(TakenFigures.taken_on)) == date(2026, 5, 1)


def test_with_fewer_than_five_on_a_course_nothing_is_told(db: Database, config: Config, browse: Browse) -> None:
    crowd(db, 4)
    take(db, config)
    page = browse(make.person(db, None, Role.AUTHOR)).get("/reports/")
    assert page.main.find("table") == []
    assert page.main.find("svg") == []


def test_the_worker_takes_the_tables(db: Database, config: Config) -> None:
    crowd(db, 5)
    assert ticking.tick(db.engine, config)
    assert db.count(TakenFigures) == 1


@both_databases
def test_the_file_and_the_address_for_programs_hold_what_the_page_holds(
    db: Database, config: Config, browse: Browse
) -> None:
    crowd(db, 6, starts_on=date(2026, 3, 2))
    crowd(db, 7, level=CHIEF, **ALL_DONE)
    take(db, config)
    client = browse(make.person(db, None, Role.AUTHOR)).client
    lines = read_csv(client.get("/reports/figures.csv").data)
    assert {len(line) for line in lines} == {12}
    by_level = [line[3:] for line in lines if line[2] == "Ledelsesniveau"]
    assert by_level == [
        ["Chefer", "7", "0", "0", "", "", "7", "0", "1"],
        ["Teamledere", "6", "6", "0", "", "", "0", "0", ""],
    ]
    sheet = load_workbook(io.BytesIO(client.get("/reports/figures.xlsx").data)).active
    cells = [["" if value is None else str(value) for value in row] for row in sheet.iter_rows(values_only=True)]
    assert cells == lines
    answer = browse(None).client.get("/api/v1/figures", headers={"Authorization": f"Bearer {key_for(db, browse)}"})
    assert answer.get_json()["version"] == figures_view.VERSION
    assert [row["leaders"] for row in answer.get_json()["rows"]] == [int(line[4]) for line in lines[1:]]
    assert answer.get_json()["rows"][0] == {
        "course": COURSE,
        "course_title": "Ny leder i Nordby",
        "taken_on": "2026-03-02",
        "by": "level",
        "key": CHIEF,
        "name": "Chefer",
        "leaders": 7,
        "not_started": 0,
        "under_way": 0,
        "begun": None,
        "not_completed": None,
        "completed": 7,
        "late": 0,
        "median_weeks": 1,
    }


def test_a_key_opens_until_it_is_put_out_of_use(db: Database, browse: Browse) -> None:
    token = key_for(db, browse)
    client = browse(None).client
    headers = {"Authorization": f"Bearer {token}"}
    assert client.get("/api/v1/figures", headers=headers).status_code == 200
    assert token not in str(db.all(select(FiguresKey.token_hash, FiguresKey.name)))
    admin = browse(make.person(db, None, Role.ADMIN))
    admin.send(admin.get("/reports/keys"), f"/reports/keys/{db.value(select(FiguresKey.id))}/revoke")
    assert client.get("/api/v1/figures", headers=headers).status_code == 404
    assert [row.what for row in db.all(select(Audit.what).where(Audit.what.startswith("figures key")))] == [
        "figures key made",
        "figures key revoked",
    ]


@pytest.mark.parametrize("header", [None, "", "Bearer", "Bearer ", "Bearer wrong", "Basic YTpi", "Bearer Nøgle"])
def test_without_a_key_the_address_is_not_there(header: str | None, db: Database, browse: Browse) -> None:
    key_for(db, browse)
    headers = {} if header is None else {"Authorization": header}
    answer = browse(None).client.get("/api/v1/figures", headers=headers)
    assert answer.status_code == 404
    assert "rows" not in answer.get_json()


def test_a_program_that_asks_too_often_is_told_to_wait(app: Flask, clock: Clock, browse: Browse) -> None:
    client = browse(None).client
    clock.forward(days=1)
    codes = [client.get("/api/v1/figures").status_code for _ in range(61)]
    assert codes == [404] * 60 + [429]
    clock.forward(minutes=1)
    assert client.get("/api/v1/figures").status_code == 404


def test_a_key_without_a_name_is_asked_for_one(db: Database, browse: Browse) -> None:
    browser = browse(make.person(db, None, Role.ADMIN))
    page = browser.send(browser.get("/reports/keys"), "/reports/keys", name=" ", status=422)
    assert page.error_at("name")
    assert db.count(FiguresKey) == 0


@both_databases
def test_a_manager_sees_groups_of_those_further_down_but_not_of_her_own_reports(
    db: Database, config: Config, browse: Browse
) -> None:
    top = make.person(db, None, Role.MANAGER)
    middle = make.person(db, None, Role.MANAGER, manager=top)
    crowd(db, 9, manager=middle)
    crowd(db, 6, manager=top)
    crowd(db, 8)
    take(db, config)
    assert rows_of(browse(top).get("/my-new-leaders/figures"))[-1][1] == "9"
    assert "/my-new-leaders/figures" in browse(top).get("/my-new-leaders/").links()
    assert browse(middle).get("/my-new-leaders/figures").main.find("table") == []
    assert "/my-new-leaders/figures" not in browse(middle).get("/my-new-leaders/").links()


def test_a_manager_who_sees_the_whole_is_not_shown_a_part_as_well(db: Database, config: Config, browse: Browse) -> None:
    top = make.person(db, None, Role.MANAGER, Role.AUTHOR)
    crowd(db, 9, manager=make.person(db, None, Role.MANAGER, manager=top))
    crowd(db, 8)
    take(db, config)
    page = browse(top).get("/my-new-leaders/figures")
    assert page.path == "/reports/"
    assert rows_of(page)[-1][1] == "17"


def test_nothing_private_is_in_what_is_taken(db: Database, config: Config, browse: Browse) -> None:
    for on in crowd(db, 6, under_way=[FIRST]):
        make.answer(db, on, "svar")
        make.text(db, on)
    take(db, config)
    known = db.value(select(TakenFigures.data))
    assert set(json.loads(known)) == {"columns", "total", "tables"}
    client = browse(make.person(db, None, Role.AUTHOR)).client
    files = known.encode() + client.get("/reports/figures.csv").data
    for name in db.all(select(Person.name, Person.email).where(Person.is_leader)):
        assert name[0].encode() + b";" not in files
        assert name[1].encode() not in files
    assert b"Jeg lovede for meget" not in files
    assert db.count(Enrolment, Enrolment.level == TEAM) == 6
