"""Without JavaScript the same can be done; there is only more loading."""

import pytest
from playwright.sync_api import Page, expect

from course.module import Prompt
from course.quiz import Question
from tests.browser.answers import asked, choose_right, choose_wrong, send
from tests.browser.conftest import OpenAs
from tests.browser.site import LEVEL, MANAGER, MODULES, Site
from tests.browser.walk import begin, finish, next_question, steps_of, take, walk
from webapp.models import Role

pytestmark = pytest.mark.browser

MODULE = MODULES[4]
EMAIL = "ny@x.dk"
THOUGHT = "Skrevet uden JavaScript, med æ, ø og å."


@pytest.fixture
def leader(own_site: Site, open_as: OpenAs) -> Page:
    own_site.add_person(EMAIL, Role.LEADER, manager=MANAGER, level=LEVEL)
    return open_as(own_site, EMAIL, java_script_enabled=False)


def test_a_module_is_completed(leader: Page, own_site: Site) -> None:
    begin(leader, f"/my-course/{own_site.enrolment_of(EMAIL)}/{MODULE}")
    for step in walk(leader, MODULE):
        take(leader, step)
    finish(leader)
    expect(leader.locator(".path li.done")).to_have_count(1)


def test_an_answer_that_was_not_the_best_gets_feedback_and_another_try(leader: Page, own_site: Site) -> None:
    begin(leader, f"/my-course/{own_site.enrolment_of(EMAIL)}/{MODULES[0]}")
    step = next(step for step in steps_of(MODULES[0]) if hasattr(step, "questions"))
    leader.goto(f"/my-course/{own_site.enrolment_of(EMAIL)}/{MODULES[0]}/steps/{step.id}")
    first: Question = asked(leader)
    choose_wrong(leader, first)
    send(leader)
    expect(leader.locator("#svar.try")).to_be_in_viewport()
    next_question(leader)
    while asked(leader) != first:
        choose_right(leader, asked(leader))
        send(leader)
        next_question(leader)


def test_a_reflection_is_saved_shared_and_taken_back(leader: Page, own_site: Site, open_as: OpenAs) -> None:
    enrolment = own_site.enrolment_of(EMAIL)
    begin(leader, f"/my-course/{enrolment}/{MODULE}")
    prompt = next(step for step in steps_of(MODULE) if isinstance(step, Prompt))
    leader.goto(f"/my-course/{enrolment}/{MODULE}/steps/{prompt.id}")
    leader.fill("#text", THOUGHT)
    leader.locator("button[value=stay]").click()
    expect(leader.locator("#text")).to_have_value(THOUGHT)
    expect(leader.locator(".save-state")).not_to_be_empty()
    leader.locator("form[action$='/share'] button").click()
    manager = open_as(own_site, MANAGER)
    manager.goto(f"/my-new-leaders/{enrolment}")
    expect(manager.locator(".shared .own-words")).to_have_text([THOUGHT])
    leader.locator("form[action$='/withdraw'] button").click()
    expect(leader.locator("form[action$='/share']")).to_be_visible()
    manager.reload()
    expect(manager.locator(".shared")).to_have_count(0)


def test_the_language_is_switched_and_the_page_stays(leader: Page) -> None:
    leader.goto("/my-course/")
    expect(leader.locator("html")).to_have_attribute("lang", "da")
    leader.locator("button[name=language]").click()
    expect(leader.locator("html")).to_have_attribute("lang", "en")
    assert leader.url.endswith("/my-course/")
    leader.locator("button[name=language]").click()
    expect(leader.locator("html")).to_have_attribute("lang", "da")


def test_what_is_wrong_on_the_welcome_page_can_be_told_to_hr(own_site: Site, open_as: OpenAs) -> None:
    page = open_as(own_site, "fatima@lederstart.example", java_script_enabled=False)
    page.locator("label[for=manager_fits-no]").click()
    page.fill("#manager_text", "Min leder hedder noget andet.")
    page.locator("form.welcome .button-primary").click()
    expect(page.locator(".modules li")).to_have_count(len(MODULES))
