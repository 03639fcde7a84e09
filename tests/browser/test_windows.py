"""Writing in two windows, in two browsers, after the session has ended, and on the way out: nothing is lost."""

import re
from collections.abc import Callable
from time import monotonic

import pytest
from playwright.sync_api import Page, expect

from course.module import Prompt
from tests.browser.conftest import PATIENCE, OpenAs, sign_in
from tests.browser.site import LEVEL, MANAGER, MODULES, Site
from tests.browser.walk import begin, steps_of
from webapp.models import Role

pytestmark = pytest.mark.browser

EMAIL = "ny@x.dk"
PROMPT = next(step for step in steps_of(MODULES[0]) if isinstance(step, Prompt))
SAVED = re.compile(r"^\s*(Gemt|Saved)\s*$")
HERE, THERE = "Skrevet i det ene vindue.", "Skrevet i det andet vindue."


@pytest.fixture
def writing(own_site: Site, open_as: OpenAs) -> Page:
    """A leader at a reflection, with nothing written yet."""
    own_site.add_person(EMAIL, Role.LEADER, manager=MANAGER, level=LEVEL)
    page = open_as(own_site, EMAIL)
    module = f"/my-course/{own_site.enrolment_of(EMAIL)}/{MODULES[0]}"
    begin(page, module)
    page.goto(f"{module}/steps/{PROMPT.id}")
    return page


def wait_until(page: Page, holds: Callable[[], bool]) -> None:
    """Let the browser go on until something is so on the server."""
    end = monotonic() + PATIENCE / 1000
    while not holds():
        assert monotonic() < end, "it did not come"
        page.wait_for_timeout(20)


def test_the_second_of_two_windows_is_told_and_both_texts_are_there(writing: Page, own_site: Site) -> None:
    other = writing.context.new_page()
    other.goto(writing.url)
    other.fill("#text", THERE)
    expect(other.locator(".save-state")).to_have_text(SAVED)

    with writing.expect_response(re.compile("/texts/")) as answer:
        writing.fill("#text", HERE)
    assert answer.value.status == 409
    expect(writing.locator(".save-state")).not_to_be_empty()
    expect(writing.locator(".save-state")).not_to_have_text(SAVED)
    assert own_site.text_of(EMAIL, PROMPT.id) == THERE

    writing.locator("button[value=stay]").click()
    expect(writing.locator("[role=alert] .own-words")).to_have_text(THERE)
    expect(writing.locator("#text")).to_have_value(HERE)
    writing.fill("#text", f"{HERE} {THERE}")
    writing.locator("button[value=stay]").click()
    expect(writing.locator("[role=alert]")).to_have_count(0)
    expect(writing.locator("#text")).to_have_value(f"{HERE} {THERE}")
    assert own_site.text_of(EMAIL, PROMPT.id) == f"{HERE} {THERE}"


def test_one_window_saves_again_and_again_without_being_told_of_itself(writing: Page, own_site: Site) -> None:
    for text in ("Først.", "Først, så.", "Først, så og til sidst."):
        with writing.expect_response(re.compile("/texts/")) as answer:
            writing.fill("#text", text)
        assert answer.value.status == 200
    writing.fill("#text", "Færdig.")
    writing.locator(".writing .button-primary").click()  # before the autosave has come to it
    writing.wait_for_url(lambda url: PROMPT.id not in url)
    assert own_site.text_of(EMAIL, PROMPT.id) == "Færdig."


def test_a_text_sent_after_the_session_has_ended_comes_back_and_is_saved(writing: Page, own_site: Site) -> None:
    writing.fill("#text", HERE)
    expect(writing.locator(".save-state")).to_have_text(SAVED)
    writing.context.clear_cookies()
    with writing.expect_response(re.compile("/texts/")) as answer:
        writing.fill("#text", THERE)
    assert answer.value.status == 401
    expect(writing.locator(".save-state")).not_to_have_text(SAVED)
    expect(writing.locator("#text")).to_have_value(THERE)

    writing.locator("button[value=stay]").click()
    sign_in(writing, EMAIL, stay=True)
    expect(writing.locator("textarea[name=text]")).to_have_value(THERE)
    writing.locator("main form button").click()
    writing.wait_for_url("**/steps/**")
    assert own_site.text_of(EMAIL, PROMPT.id) == THERE


def test_a_text_survives_a_mistyped_password_on_the_way_back(writing: Page, own_site: Site) -> None:
    writing.context.clear_cookies()
    writing.fill("#text", HERE)
    writing.locator("button[value=stay]").click()
    sign_in(writing, EMAIL, "not the password", stay=True)
    expect(writing.locator("[role=alert]")).to_be_visible()
    sign_in(writing, EMAIL, stay=True)
    expect(writing.locator("textarea[name=text]")).to_have_value(HERE)
    writing.locator("main form button").click()
    writing.wait_for_url("**/steps/**")
    assert own_site.text_of(EMAIL, PROMPT.id) == HERE


def test_the_reflection_goes_on_in_another_browser(writing: Page, own_site: Site, open_as: OpenAs) -> None:
    writing.fill("#text", HERE)
    expect(writing.locator(".save-state")).to_have_text(SAVED)
    other = open_as(own_site, EMAIL)
    other.goto(writing.url)
    expect(other.locator("#text")).to_have_value(HERE)
    other.locator("#text").press("End")
    other.locator("#text").press_sequentially(" Og mere.")
    expect(other.locator(".save-state")).to_have_text(SAVED)
    writing.reload()
    expect(writing.locator("#text")).to_have_value(f"{HERE} Og mere.")


def test_what_was_just_typed_is_saved_when_the_page_is_left_by_a_link(writing: Page, own_site: Site) -> None:
    writing.fill("#text", HERE)
    writing.locator(".kicker a").click()
    writing.wait_for_url(f"**/{MODULES[0]}")
    wait_until(writing, lambda: own_site.text_of(EMAIL, PROMPT.id) == HERE)


def test_what_was_just_typed_is_saved_when_the_window_is_closed(writing: Page, own_site: Site) -> None:
    other = writing.context.new_page()
    writing.bring_to_front()
    writing.fill("#text", HERE)
    writing.close(run_before_unload=True)
    wait_until(other, lambda: own_site.text_of(EMAIL, PROMPT.id) == HERE)


def test_writing_without_a_connection_says_so_and_is_saved_when_it_is_back(writing: Page, own_site: Site) -> None:
    writing.context.set_offline(True)
    writing.fill("#text", HERE)
    expect(writing.locator(".save-state")).to_have_text(
        writing.locator("form[data-offline]").get_attribute("data-offline") or "?"
    )
    writing.context.set_offline(False)
    writing.locator("#text").press("End")
    writing.locator("#text").press_sequentially(" ")
    expect(writing.locator(".save-state")).to_have_text(SAVED)
    assert own_site.text_of(EMAIL, PROMPT.id).startswith(HERE)


def test_going_back_with_the_browser_shows_what_was_saved(writing: Page) -> None:
    writing.fill("#text", HERE)
    writing.locator(".writing .button-primary").click()
    writing.wait_for_url(lambda url: PROMPT.id not in url)
    writing.go_back()
    expect(writing.locator("#text")).to_have_value(HERE)
