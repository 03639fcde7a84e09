"""Two weeks after a plan the leader is asked how it went; only she knows."""

from datetime import date

import pytest
from sqlalchemy import select

from tests.webapp import make
from tests.webapp.conftest import Browse, Clock, both_databases
from tests.webapp.make import Database, Enrolled
from tests.webapp.nordby import FIRST, PLAN, REFLECTION
from tests.webapp.pages import Browser, Page
from webapp.models import PlanOutcome, Reflection


def write(browser: Browser, on: Enrolled, item: str = PLAN, **typed: str) -> None:
    browser.send(browser.get(on.url(rest=f"/steps/{item}")), on.url(rest=f"/texts/{item}"), typed=typed)


def asked(browser: Browser) -> Page | None:
    page = browser.get("/my-course/")
    return page if page.main.find("section", id="min-plan") else None


def ready(db: Database, browse: Browse) -> tuple[Enrolled, Browser]:
    on = make.enrolment(db, under_way=[FIRST])
    browser = browse(on.leader)
    write(browser, on, text="nogen spørger", then_text="svare i morgen")
    return on, browser


def answer(browser: Browser, on: Enrolled, outcome: str) -> Page:
    page = asked(browser)
    assert page is not None
    return browser.send(page, f"/my-course/{on.id}/plans/{PLAN}", button=("outcome", outcome))


@both_databases
def test_she_is_asked_two_weeks_after_writing_a_plan_and_answers_once(
    db: Database, browse: Browse, clock: Clock
) -> None:
    on, browser = ready(db, browse)
    clock.forward(days=13)
    assert asked(browser) is None
    clock.forward(days=1)
    page = asked(browser)
    assert page is not None
    assert "svare i morgen" in page.main.find("section", id="min-plan")[0].text
    answer(browser, on, "yes")
    assert db.one(select(Reflection.outcome, Reflection.ask_on)) == (PlanOutcome.YES, None)
    clock.forward(days=90)
    assert asked(browser) is None


def test_the_date_kept_is_a_monday_whatever_the_day_of_writing(db: Database, browse: Browse, clock: Clock) -> None:
    clock.forward(days=3)
    ready(db, browse)
    assert db.value(select(Reflection.ask_on)) == date(2026, 3, 23)


def test_not_yet_is_asked_about_once_more(db: Database, browse: Browse, clock: Clock) -> None:
    on, browser = ready(db, browse)
    for _ in range(2):
        clock.forward(days=14)
        answer(browser, on, "not_yet")
        assert asked(browser) is None
    clock.forward(days=90)
    assert asked(browser) is None


def test_a_plan_that_must_be_changed_leads_to_the_plan_and_is_asked_about_anew(
    db: Database, browse: Browse, clock: Clock
) -> None:
    on, browser = ready(db, browse)
    clock.forward(days=14)
    page = answer(browser, on, "change")
    assert page.path == on.url(rest=f"/steps/{PLAN}")
    assert asked(browser) is None
    write(browser, on, text="nogen spørger", then_text="spørge igen")
    clock.forward(days=14)
    assert asked(browser) is not None


def test_mending_a_plan_does_not_move_the_date_and_an_answered_one_is_left_in_peace(
    db: Database, browse: Browse, clock: Clock
) -> None:
    on, browser = ready(db, browse)
    clock.forward(days=10)
    write(browser, on, then_text="svare i overmorgen")
    clock.forward(days=4)
    answer(browser, on, "yes")
    write(browser, on, then_text="svare straks")
    clock.forward(days=90)
    assert asked(browser) is None


def test_an_emptied_plan_and_a_reflection_are_not_asked_about(db: Database, browse: Browse, clock: Clock) -> None:
    on, browser = ready(db, browse)
    write(browser, on, REFLECTION, text="Jeg lovede for meget.")
    write(browser, on, text="", then_text="")
    clock.forward(days=30)
    assert asked(browser) is None


@pytest.mark.parametrize("outcome", ["", "maybe"])
def test_an_answer_that_is_not_offered_is_refused(outcome: str, db: Database, browse: Browse, clock: Clock) -> None:
    on, browser = ready(db, browse)
    clock.forward(days=14)
    assert browser.post(f"/my-course/{on.id}/plans/{PLAN}", outcome=outcome).status_code == 400
    assert asked(browser) is not None


def test_a_plan_before_its_time_or_of_somebody_else_is_not_answered(db: Database, browse: Browse, clock: Clock) -> None:
    on, browser = ready(db, browse)
    browser.post(f"/my-course/{on.id}/plans/{PLAN}", outcome="yes")
    other = make.enrolment(db)
    clock.forward(days=14)
    browse(other.leader).post(f"/my-course/{other.id}/plans/{PLAN}", outcome="yes")
    assert db.value(select(Reflection.outcome)) is None
