"""On paper: the text, and nothing of what only works on a screen."""

import pytest
from playwright.sync_api import expect

from tests.browser.conftest import OpenAs
from tests.browser.site import LEADER, MANAGER, MODULES, Site
from tests.browser.walk import steps_of

pytestmark = pytest.mark.browser

ON_SCREEN_ONLY = (".site-head", ".site-nav", ".site-foot", ".skip", ".step-foot", ".back", ".actions", "button")


def test_a_module_prints_its_text_without_menu_and_buttons(site: Site, open_as: OpenAs) -> None:
    page = open_as(site, LEADER)
    module = f"/my-course/{site.enrolment_of(LEADER)}/{MODULES[0]}"
    for path in (module, f"{module}/steps/{steps_of(MODULES[0])[0].id}"):
        page.goto(path)
        page.emulate_media(media="print")
        for selector in ON_SCREEN_ONLY:
            for each in page.locator(selector).all():
                expect(each).to_be_hidden()
        expect(page.locator("h1")).to_be_visible()
        expect(page.locator(".prose").first).to_be_visible()
        expect(page.locator(".source-note")).to_be_visible()
        assert page.evaluate("getComputedStyle(document.body).backgroundColor") == "rgb(255, 255, 255)"
        page.emulate_media(media="screen")


def test_a_reflection_prints_the_whole_of_what_was_written(own_site: Site, open_as: OpenAs) -> None:
    page = open_as(own_site, LEADER)
    prompt = next(step for step in steps_of(MODULES[0]) if getattr(step, "kind", "") == "reflection")
    page.goto(f"/my-course/{own_site.enrolment_of(LEADER)}/{MODULES[0]}/steps/{prompt.id}")
    page.fill("#text", "\n".join(f"Linje {number}" for number in range(40)))
    page.emulate_media(media="print")
    expect(page.locator("#prompt")).to_be_visible()
    hidden: int = page.locator("#text").evaluate("each => each.scrollHeight - each.clientHeight")
    assert hidden <= 2


def test_the_managers_page_prints_without_menu_and_buttons(site: Site, open_as: OpenAs) -> None:
    page = open_as(site, MANAGER)
    page.goto(f"/my-new-leaders/{site.enrolment_of(LEADER)}")
    page.emulate_media(media="print")
    for selector in (".site-head", ".site-nav", ".site-foot", ".back", "button"):
        for each in page.locator(selector).all():
            expect(each).to_be_hidden()
    expect(page.locator(".modules").first.locator("li")).to_have_count(len(MODULES))
    expect(page.locator(".path-words")).to_be_visible()
