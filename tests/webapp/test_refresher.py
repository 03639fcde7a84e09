"""Questions asked again later: a calm offer, and nothing of it is kept."""

import pytest
from sqlalchemy import select

from tests.webapp import make
from tests.webapp.conftest import Browse, Clock, both_databases
from tests.webapp.make import Database, Enrolled
from tests.webapp.nordby import FIRST, SECOND
from tests.webapp.pages import Browser, Page
from webapp.models import Answer, Enrolment, EnrolmentState


def address(on: Enrolled, rest: str = "") -> str:
    return f"/my-course/{on.id}/refresher{rest}"


def offered(browser: Browser) -> bool:
    return bool(browser.get("/my-course/").main.find("section", class_="offer"))


def filled(page: Page) -> dict[str, str | list[str]]:
    """The first choice at every question."""
    typed: dict[str, str | list[str]] = {}
    for each in page.main.find("fieldset"):
        for place, select_ in enumerate(each.find("select")):
            typed[select_.attributes["name"]] = select_.find("option")[1 + place].attributes.get(
                "value", select_.find("option")[1 + place].text
            )
        boxes = each.find("input")
        if boxes:
            several = boxes[0].attributes["type"] == "checkbox"
            values = [box.attributes["value"] for box in boxes]
            typed[boxes[0].attributes["name"]] = values[:2] if several else values[0]
    return typed


@both_databases
def test_three_questions_are_marked_shown_and_forgotten(db: Database, browse: Browse, clock: Clock) -> None:
    on = make.enrolment(db, completed=[FIRST])
    browser = browse(on.leader)
    assert offered(browser)
    page = browser.get(address(on))
    assert len(page.main.find("fieldset")) == 3
    after = browser.send(page, address(on), typed=filled(page))
    assert len(after.main.find("section", class_="again")) == 3
    assert db.count(Answer) == 0
    assert not offered(browser)
    assert browser.get(address(on)).path == "/my-course/"  # not before it is due again
    clock.forward(days=60)
    assert offered(browser)


def test_an_open_question_comes_back_with_what_to_do_and_the_others_stay_answered(db: Database, browse: Browse) -> None:
    on = make.enrolment(db, completed=[FIRST, SECOND])
    browser = browse(on.leader)
    page = browser.get(address(on))
    typed = filled(page)
    left_out = next(iter(typed))
    again = browser.send(page, address(on), status=422, typed={k: v for k, v in typed.items() if k != left_out})
    assert again.main.find("span", class_="form-error-message")
    assert len(again.main.find("fieldset")) == 3
    assert offered(browser)


@pytest.mark.parametrize("way", ["later", "off"])
def test_she_can_wave_it_off_for_now_or_for_good(way: str, db: Database, browse: Browse, clock: Clock) -> None:
    on = make.enrolment(db, completed=[FIRST])
    browser = browse(on.leader)
    page = browser.get("/my-course/")
    if way == "later":
        browser.send(page, address(on, "/later"))
    else:
        browser.send(page, address(on, "/switch"), button=("off", "1"))
    assert not offered(browser)
    clock.forward(days=60)
    assert offered(browser) is (way == "later")
    if way == "off":
        browser.send(browser.get("/my-course/"), address(on, "/switch"), button=("off", "0"))
        assert offered(browser)


def test_nothing_is_offered_before_a_module_is_completed_or_on_leave(db: Database, browse: Browse) -> None:
    assert not offered(browse(make.enrolment(db, under_way=[FIRST]).leader))
    away = make.enrolment(db, completed=[FIRST], state=EnrolmentState.PAUSED)
    assert not offered(browse(away.leader))


def test_questions_of_a_module_that_is_not_completed_are_not_marked(db: Database, browse: Browse) -> None:
    on = make.enrolment(db, completed=[FIRST])
    data: dict[str, str | list[str]] = {"question": ["par", "nothing"], "par-place-0": "0"}
    answer = browse(on.leader).post(address(on), **data)
    assert answer.status_code == 302
    assert db.value(select(Enrolment.refreshed_on)) is None
