"""What goes wrong is told in Danish, with a number that stands in the log, and never as a trace."""

import logging
import re

import pytest
from flask import Flask
from sqlalchemy import Engine, delete, select, text
from sqlalchemy.exc import IntegrityError

from tests.webapp import make
from tests.webapp.conftest import Browse, both_databases
from tests.webapp.make import Database
from tests.webapp.pages import Page, faults_of, parse
from webapp.access import Who, allow
from webapp.db import make_engine
from webapp.models import Message, Reflection, Role

NUMBER = re.compile(r"nummer ([0-9a-f]{8})")


def number_of(page: Page | str) -> str:
    words = page if isinstance(page, str) else page.main.text
    found = NUMBER.findall(words)
    assert len(found) == 1, words
    return str(found[0])


def test_an_unknown_address_is_answered_in_danish(browse: Browse, caplog: pytest.LogCaptureFixture) -> None:
    caplog.set_level(logging.INFO, "lederstart")
    page = browse(None).get("/findes-ikke?hemmeligt=1", 404)
    assert page.root.find("html")[0].attributes["lang"] == "da"
    assert "/" in page.links()
    assert number_of(page) in caplog.text
    assert "hemmeligt" not in caplog.text


def test_a_wrong_method_is_answered_in_danish(db: Database, browse: Browse) -> None:
    person = make.person(db, None, Role.ADMIN)
    for url in ("/my-course/1/aftaler/texts/x", "/sign-out", "/language"):
        browse(person).get(url, 405)
    answer = browse(person).post("/people/")
    assert answer.status_code == 405
    assert faults_of(answer.get_data(as_text=True)) == []


def test_the_wrong_role_is_answered_in_danish(db: Database, browse: Browse) -> None:
    number_of(browse(make.person(db)).get("/people/", 403))


def test_too_much_at_once_is_answered_in_danish(db: Database, browse: Browse) -> None:
    browser = browse(make.person(db))
    answer = browser.post("/language", back="æ" * 2_000_000)
    assert answer.status_code == 413
    assert faults_of(answer.get_data(as_text=True)) == []
    number_of(parse(answer.get_data(as_text=True))[0].text)


def test_too_many_fields_are_refused(db: Database, browse: Browse) -> None:
    browser = browse(make.person(db))
    assert browser.post("/language", **{f"felt-{number}": "x" for number in range(5000)}).status_code == 413


def test_a_fault_of_ours_hides_what_it_was(
    app: Flask, db: Database, browse: Browse, caplog: pytest.LogCaptureFixture, monkeypatch: pytest.MonkeyPatch
) -> None:
    def fails() -> None:
        raise ZeroDivisionError("noget hemmeligt")

    monkeypatch.setitem(app.view_functions, "team.index", allow(Who.MANAGERS)(fails))
    page = browse(make.person(db, None, Role.MANAGER)).get("/my-new-leaders/", 500)
    assert "hemmeligt" not in page.html
    assert "Traceback" not in page.html
    assert number_of(page) in caplog.text
    assert "noget hemmeligt" in caplog.text


def test_a_page_that_wanted_a_part_gets_a_part_back(db: Database, browse: Browse) -> None:
    answer = browse(None).client.get("/findes-ikke", headers={"HX-Request": "true"})
    assert answer.status_code == 404
    html = answer.get_data(as_text=True)
    assert "<html" not in html
    assert faults_of(html, whole=False) == []
    number_of(parse(html)[0].text)


@both_databases
def test_two_who_want_the_same_row_at_once_are_told(
    app: Flask, db: Database, browse: Browse, monkeypatch: pytest.MonkeyPatch
) -> None:
    def collides() -> None:
        raise IntegrityError("INSERT", {}, Exception("unique"))

    monkeypatch.setitem(app.view_functions, "team.index", allow(Who.MANAGERS)(collides))
    number_of(browse(make.person(db, None, Role.MANAGER)).get("/my-new-leaders/", 409))


def test_a_database_that_is_gone_is_answered_in_danish(
    engine: Engine, db: Database, browse: Browse, caplog: pytest.LogCaptureFixture
) -> None:
    browser = browse(make.person(db, None, Role.ADMIN))
    with engine.begin() as connection:
        connection.execute(text("ALTER TABLE person RENAME TO gone"))
    page = browser.get("/people/", 500)
    assert number_of(page) in caplog.text
    assert "person" not in page.html.replace("Personer", "").lower()


@both_databases
def test_signs_that_no_database_takes_are_refused(db: Database, browse: Browse) -> None:
    on = make.enrolment(db, make.person(db, None, *Role))
    device = browse(on.leader)
    fields = ("name", "email", "unit", "manager_email", "password", "level_text", "text", "target", "starts_on")
    data = dict.fromkeys(fields, "Bo\x00") | {"level_fits": "no"}
    queries = ("/people/?q=%00", "/people/?after_name=%00&after_id=1", "/sign-in?next=/%00")
    paths = (on.url("af%00taler"), "/courses/nord%00by", "/invitation/%00")
    for url in queries + paths:
        assert device.client.get(url).status_code == 400, url
    forms = ("/people/new", f"/people/{on.leader.id}/enrol", f"/my-course/{on.id}/welcome", "/sign-in")
    for url in (*forms, on.url(rest="/texts/sidste-aftale")):
        assert device.post(url, **data).status_code == 400, url
    assert db.count(Message) == db.count(Reflection) == 0


@both_databases
def test_odd_signs_are_only_text(db: Database, browse: Browse) -> None:
    admin = make.person(db, None, Role.ADMIN)
    on = make.enrolment(db, manager=make.person(db), welcomed=False)
    for value in ("🙂", "\u202e", "' OR 1=1 --", "%", "\\", "<script>alert(1)</script>", "{{ 7*7 }}", "%(x)s"):
        db.run(delete(Message))
        browse(on.leader).post(f"/my-course/{on.id}/welcome", level_fits="no", level_text=value)
        assert db.value(select(Message.text)) == value
        assert value in browse(admin).get("/progress/").main.text
        assert browse(admin).client.get("/people/", query_string={"q": value}).status_code == 200


def test_health_says_whether_the_database_answers(engine: Engine, db: Database, browse: Browse) -> None:
    answer = browse(None).client.get("/healthz")
    assert (answer.status_code, answer.get_json()) == (200, {"status": "ok"})


def test_health_says_so_when_the_database_does_not_answer(
    app: Flask, browse: Browse, monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
) -> None:
    monkeypatch.setitem(app.extensions, "lederstart.engine", make_engine("sqlite:////findes/ikke/database.sqlite3"))
    answer = browse(None).client.get("/healthz")
    assert answer.status_code == 500
    assert "findes/ikke" not in answer.get_data(as_text=True)
