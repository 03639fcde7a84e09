"""Who has completed what: HR's list by name, the files of it, and one leader's overview."""

import csv
import io
from datetime import date

import pytest
from openpyxl import load_workbook
from sqlalchemy import Engine, update

from tests.webapp import make
from tests.webapp.conftest import Browse, both_databases, statements
from tests.webapp.make import Database
from tests.webapp.nordby import CHIEF, COURSE, FIRST, SECOND, TEAM
from tests.webapp.pages import Page
from webapp.models import EnrolmentState, ModuleState, Role

LATER = date(2026, 3, 2)


def names(page: Page) -> list[str]:
    return [line.find("td")[0].text for line in page.main.find("tr") if line.find("td")]


@both_databases
def test_the_list_is_filtered_by_course_level_unit_state_month_and_search(db: Database, browse: Browse) -> None:
    anna = make.person(db, "Anna Bæk", Role.LEADER, unit="Børn > Skolen")
    bo = make.person(db, "Bo Dal", Role.LEADER, unit="Børn")
    cecilie = make.person(db, "Cecilie Ege", Role.LEADER)
    make.enrolment(db, anna, under_way=[FIRST])
    make.enrolment(db, bo, level=CHIEF, starts_on=LATER)
    make.enrolment(db, cecilie, completed=[FIRST, SECOND], state=EnrolmentState.COMPLETED)
    browser = browse(make.person(db, None, Role.ADMIN))
    page = browser.get("/reports/leaders")
    assert names(page) == ["Anna Bæk", "Bo Dal", "Cecilie Ege"]
    units = {each.text: each.attributes["value"] for each in page.field("Enhed").find("option")}
    for query, found in (
        (f"target={COURSE}", 3),
        (f"target={COURSE}/{CHIEF}", ["Bo Dal"]),
        (f"unit={units['Børn']}", ["Anna Bæk", "Bo Dal"]),
        (f"unit={units['Børn > Skolen']}", ["Anna Bæk"]),
        ("state=not_started", ["Bo Dal"]),
        ("state=under_way", ["Anna Bæk"]),
        ("state=completed", ["Cecilie Ege"]),
        ("month=2026-03", ["Bo Dal"]),
        ("q=baek", ["Anna Bæk"]),
        ("q=nobody", []),
        ("month=2026-13&state=x&unit=x&after_id=x", 3),
    ):
        got = names(browser.get(f"/reports/leaders?{query}"))
        assert got == found if isinstance(found, list) else len(got) == found, query


def test_fifty_leaders_stand_on_a_page_and_the_rest_on_the_next(db: Database, browse: Browse) -> None:
    for number in range(53):
        make.enrolment(db, make.person(db, f"Bo Nummer {number % 3}", Role.LEADER))
    browser = browse(make.person(db, None, Role.ADMIN))
    first = browser.get(f"/reports/leaders?target={COURSE}")
    [following] = [url for url in first.links() if "after_id" in url]
    second = browser.get(following)
    assert (len(names(first)), len(names(second))) == (50, 3)
    assert names(first) + names(second) == sorted(names(first) + names(second))


def test_the_list_costs_five_statements_whatever_its_length(engine: Engine, db: Database, browse: Browse) -> None:
    browser = browse(make.person(db, None, Role.ADMIN))
    costs = []
    for size in (3, 60):
        for _ in range(size):
            make.enrolment(db, under_way=[FIRST])
        for url in ("/reports/leaders", "/reports/", "/reports/leaders.csv"):
            browser.client.get(url, buffered=True)
            with statements(engine) as sent:
                assert browser.client.get(url, buffered=True).status_code == 200
            costs.append(len(sent))
    assert costs[:3] == costs[3:]
    assert max(costs) <= 5


@both_databases
@pytest.mark.parametrize("name", ["=1+1", "+45", "-2", "@SUM", "\t=1", " =1"])
def test_no_cell_is_taken_for_a_formula(name: str, db: Database, browse: Browse) -> None:
    leader = make.person(db, "Ada", Role.LEADER, unit=name.strip() and f"{name}A1")
    make.enrolment(db, leader, completed=[FIRST])
    client = browse(make.person(db, None, Role.ADMIN)).client
    data = client.get("/reports/leaders.csv", buffered=True).data
    [line] = list(csv.reader(io.StringIO(data.decode("utf-8-sig")), delimiter=";"))[1:]
    assert line[0] == "Ada"
    assert all(not cell.lstrip(" ").startswith(("=", "+", "-", "@", "\t")) for cell in line)
    assert line[5:7] == ["1", "2"]
    book = load_workbook(io.BytesIO(client.get("/reports/leaders.xlsx").data))
    assert all(cell.data_type != "f" for row in book.active.iter_rows() for cell in row)


def test_the_files_hold_completion_and_nothing_that_was_written(db: Database, browse: Browse) -> None:
    on = make.enrolment(db, under_way=[FIRST])
    make.answer(db, on, "svar")
    make.text(db, on)
    client = browse(make.person(db, None, Role.ADMIN)).client
    before = client.get("/reports/leaders.csv", buffered=True).data
    make.answer(db, on, "besked", try_no=2)
    assert client.get("/reports/leaders.csv", buffered=True).data == before
    assert "Jeg lovede for meget" not in before.decode()
    assert len(before.decode().splitlines()[0].split(";")) == 10


def test_the_file_holds_what_was_chosen_on_the_page(db: Database, browse: Browse) -> None:
    make.enrolment(db, level=TEAM)
    make.enrolment(db, make.person(db, "Bo Dal", Role.LEADER), level=CHIEF)
    browser = browse(make.person(db, None, Role.ADMIN))
    [url] = [url for url in browser.get(f"/reports/leaders?target={COURSE}/{CHIEF}").links() if ".csv" in url]
    lines = browser.client.get(url, buffered=True).data.decode().splitlines()
    assert [line.split(";")[0] for line in lines[1:]] == ["Bo Dal"]


def test_a_leader_prints_what_she_has_completed_with_week_and_edition(db: Database, browse: Browse) -> None:
    on = make.enrolment(db, completed=[FIRST])
    db.run(update(ModuleState).where(ModuleState.module == FIRST).values(edition_id=make.newest(db)))
    assert f"/my-course/{on.id}/completed" in browse(on.leader).get("/my-course/").links()
    own = browse(on.leader).get(f"/my-course/{on.id}/completed")
    assert names(own) == ["Aftaler, der holder"]
    assert "uge 9, 2026" in own.main.text
    assert [line.find("td")[2].text for line in own.main.find("tr") if line.find("td")] == ["1"]
    assert "kompetent" not in own.main.text.lower()
    assert names(browse(make.person(db, None, Role.ADMIN)).get(f"/reports/leaders/{on.id}")) == names(own)
