"""An author publishes in the browser, and a leader who had completed the module keeps what is hers."""

import re
from collections.abc import Mapping

import pytest
from playwright.sync_api import Page, expect
from sqlalchemy import func, select

from tests.browser.conftest import OpenAs
from tests.browser.look import Watch, examine
from tests.browser.site import AUTHOR, LEADER, LEVEL, MODULES, NOW, Site
from webapp import demo, drafts
from webapp.models import Answer, Person

pytestmark = pytest.mark.browser

COURSE = f"/courses/{demo.COURSE}"
MODULE, OTHER = MODULES[0], MODULES[1]
SLIP, RIGHT = "her staar en slåfejl.", "her står ingen slåfejl."


def write(site: Site, texts: Mapping[str, str]) -> None:
    """Somebody saves files of the draft."""
    with site.session() as session:
        author = session.scalars(select(Person.id).where(Person.email == AUTHOR)).one()
        files = {path: text.encode() for path, text in texts.items()}
        drafts.save_all(session, demo.COURSE, files, by=author, now=NOW)
        session.commit()


def text_of(site: Site, module: str) -> tuple[str, str]:
    """Path and text of a module of the draft."""
    path = f"content/{demo.COURSE}/{module}.md"
    with site.session() as session:
        working = drafts.open_draft(session, demo.COURSE)
        assert working is not None
        return path, drafts.read_files(session, working)[path].decode()


def with_line(site: Site, module: str, line: str) -> None:
    """Put a line under the module's head, before its first heading."""
    path, text = text_of(site, module)
    write(site, {path: text.replace("\n---\n", f"\n---\n\nJa, {line}\n", 1)})


def count_answers(site: Site) -> int:
    with site.session() as session:
        return session.scalar(select(func.count()).where(Answer.enrolment_id == site.enrolment_of(LEADER))) or 0


def press_through(page: Page, name: str) -> None:
    """Go to a control by the tabulator alone and press it."""
    target = page.locator("main").get_by_role("button", name=name, exact=True)
    for _ in range(100):
        page.keyboard.press("Tab")
        if target.evaluate("each => each === document.activeElement"):
            page.keyboard.press("Enter")
            return
    pytest.fail(f"{name} cannot be reached by the keyboard")


def test_a_typing_error_is_corrected_and_who_had_completed_keeps_completion_and_answers(
    own_site: Site, open_as: OpenAs
) -> None:
    author, leader = open_as(own_site, AUTHOR), open_as(own_site, LEADER)
    before = count_answers(own_site)
    assert before > 0
    front = f"/my-course/{own_site.enrolment_of(LEADER)}/{MODULE}"
    with_line(own_site, MODULE, SLIP)
    author.goto(f"{COURSE}/publish/")
    author.locator(f"#module-{MODULE}-substance").check()
    press_through(author, "Udgiv")
    author.wait_for_url(re.compile(r"/editions/2\?"))
    leader.goto("/my-course/")
    expect(leader.locator(".updated")).to_have_count(1)
    expect(leader.locator(".path li.done")).to_have_count(3)
    leader.goto(front)
    expect(leader.locator("main")).to_contain_text(SLIP)
    leader.get_by_role("button", name="Læs det igen").click()
    leader.wait_for_url("**/steps/**")

    path, text = text_of(own_site, MODULE)
    write(own_site, {path: text.replace(SLIP, RIGHT)})
    author.goto(f"{COURSE}/publish/")
    author.locator(".changes summary").click()
    expect(author.locator("del")).to_contain_text("staar en")
    press_through(author, "Udgiv")
    author.wait_for_url(re.compile(r"/editions/3\?"))
    leader.goto(front)
    expect(leader.locator("main")).to_contain_text(RIGHT)
    leader.goto("/my-course/")
    expect(leader.locator(".updated")).to_have_count(0)
    expect(leader.locator(".path li.done")).to_have_count(3)
    assert count_answers(own_site) == before


def test_the_pages_of_publishing_and_review_are_accessible_when_they_have_something_to_show(
    own_site: Site, open_as: OpenAs
) -> None:
    page = open_as(own_site, AUTHOR)
    watch = Watch(page)
    with_line(own_site, MODULE, SLIP)
    path, text = text_of(own_site, OTHER)
    write(own_site, {path: text + "\n::: findes-ikke\n:::\n"})
    review = f"{COURSE}/review/{MODULE}/"
    page.goto(review)
    page.locator(".say").nth(8).click()
    page.locator("#comment").fill("Er det her klart?")
    examine(page, watch)
    page.locator("form:has(#comment) .button-primary").click()
    page.locator(".said").wait_for()
    examine(page, watch)
    page.goto(f"{COURSE}/publish/")
    examine(page, watch)
    page.locator("main form .button-primary").click()
    page.wait_for_url(re.compile(r"/editions/2\?"))
    examine(page, watch)
    page.goto(f"{COURSE}/editions/1/draft")
    examine(page, watch)
    page.goto(f"{review}as/{LEVEL}/")
    page.locator("main form .button-primary").click()
    page.wait_for_url("**/steps/**")
    examine(page, watch)


def test_a_question_of_a_trial_is_answered_with_and_without_a_script(own_site: Site, open_as: OpenAs) -> None:
    for settings in ({}, {"java_script_enabled": False}):
        page = open_as(own_site, AUTHOR, **settings)
        watch = Watch(page)
        page.goto(f"{COURSE}/review/{MODULE}/as/{LEVEL}/")
        page.locator("main form .button-primary").click()
        while not page.locator("fieldset.question input[type=radio]").count():
            page.locator(".step-foot .button-primary").click()
        page.locator("fieldset.question .option label").first.click()
        page.locator("form:has(fieldset.question) .button-primary").click()
        expect(page.locator("#svar")).to_be_visible()
        assert watch.problems == []
