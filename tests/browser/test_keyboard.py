"""Everything a leader does, by keyboard alone, with the place of the focus always to be seen."""

import pytest
from playwright.sync_api import Page, expect

from course.module import Ask, Prompt, Step
from course.quiz import Choice, Match, Question, right_answer
from tests.browser.answers import asked
from tests.browser.conftest import OpenAs
from tests.browser.site import LEADER, LEVEL, MANAGER, MODULES, PASSWORD, Site
from tests.browser.walk import steps_of, walk
from webapp.models import Role

pytestmark = pytest.mark.browser

QUESTIONS = next(step for step in steps_of(MODULES[4]) if isinstance(step, Ask))
FAR = 80
"""Presses of Tab after which something counts as out of reach."""
SEEN = """element => {
    const box = element.getBoundingClientRect();
    if (box.bottom < 0 || box.top > innerHeight || box.right < 0) return "out of sight";
    const label = element.matches("[type=radio], [type=checkbox]") ? element.labels[0] : null;
    const drawn = label ? [[label, null], [label, "::before"]] : [[element, null]];
    const ringed = drawn.some(([each, part]) => {
        const style = getComputedStyle(each, part);
        return style.outlineStyle !== "none" && parseFloat(style.outlineWidth) >= 2;
    });
    return ringed ? "" : "no ring";
}"""


def tab_to(page: Page, selector: str) -> None:
    """Press Tab until the focus is there; wherever it comes by, it can be seen."""
    for _ in range(FAR):
        page.keyboard.press("Tab")
        focused = page.locator(":focus")
        if focused.count() == 0:  # the browser's own part of the round
            continue
        problem = focused.evaluate(SEEN)
        assert not problem, f"{problem}: {focused.evaluate('each => each.outerHTML')[:200]}"
        if focused.evaluate("(each, selector) => each.matches(selector)", selector):
            return
    raise AssertionError(f"{selector} cannot be reached")


def press(page: Page, selector: str) -> None:
    tab_to(page, selector)
    page.keyboard.press("Enter")


def sign_in_by_keyboard(page: Page, email: str) -> None:
    page.goto("/sign-in")
    tab_to(page, "#email")
    page.keyboard.type(email)
    tab_to(page, "#password")
    page.keyboard.type(PASSWORD)
    page.keyboard.press("Enter")
    page.wait_for_url("**/my-course/")


def answer(page: Page, question: Question) -> None:
    """Give the right answer with Tab, Space and the arrows."""
    positions = right_answer(question, LEVEL)
    if isinstance(question.kind, Choice) and question.many:
        for position in positions:
            tab_to(page, f"#{question.id}-{position}")
            page.keyboard.press("Space")
    elif isinstance(question.kind, Choice):
        tab_to(page, f"#{question.id} input")
        page.keyboard.press("Space")
        for _ in range(positions[0]):
            page.keyboard.press("ArrowDown")
        expect(page.locator(f"#{question.id}-{positions[0]}")).to_be_checked()
    else:
        for select in page.locator("fieldset.question select").all():
            name = select.get_attribute("name") or ""
            tab_to(page, f"[name={name}]")
            own = int(name.removeprefix("place-"))
            wanted = question.kind.right[own].plain if isinstance(question.kind, Match) else str(own + 1)
            for _ in range(len(positions)):
                if select.locator("option:checked").inner_text() == wanted:
                    break
                page.keyboard.press("ArrowDown")
            assert select.locator("option:checked").inner_text() == wanted


def take(page: Page, step: Step) -> None:
    if isinstance(step, Prompt):
        tab_to(page, "#text")
        page.keyboard.type("Skrevet uden mus.")
        press(page, ".writing .button-primary")
        return
    if isinstance(step, Ask):
        for left in range(len(step.questions), 0, -1):
            answer(page, asked(page))
            press(page, "form:has(fieldset.question) .button-primary")
            expect(page.locator("#svar")).to_be_focused()
            assert page.locator("#svar").evaluate(SEEN) == ""
            if left > 1:
                press(page, ".step-foot a.button-primary")
                expect(page.locator("fieldset.question")).to_be_visible()
    press(page, ".step-foot form .button-primary")


@pytest.mark.parametrize("module", [MODULES[0], MODULES[4]])
def test_a_module_is_taken_from_signing_in_to_the_end_by_keyboard(own_site: Site, open_as: OpenAs, module: str) -> None:
    own_site.add_person("ny@x.dk", Role.LEADER, manager=MANAGER, level=LEVEL)
    page = open_as(own_site, None)
    sign_in_by_keyboard(page, "ny@x.dk")
    press(page, f".modules a[href$='/{module}']")
    press(page, ".actions form .button-primary")
    for step in walk(page, module):
        take(page, step)
    press(page, "main form .button-primary")
    expect(page.locator(".path li.done")).to_have_count(1)


def test_the_skip_link_comes_first_shows_itself_and_leads_past_the_menu(site: Site, open_as: OpenAs) -> None:
    page = open_as(site, LEADER)
    page.goto("/my-course/")
    page.keyboard.press("Tab")
    skip = page.locator(".skip")
    expect(skip).to_be_focused()
    assert skip.evaluate(SEEN) == ""
    page.keyboard.press("Enter")
    expect(page.locator("main")).to_be_focused()
    page.keyboard.press("Tab")
    assert page.locator(":focus").evaluate("each => !!each.closest('main')")


def test_a_question_sent_empty_leads_the_focus_to_what_is_missing(own_site: Site, open_as: OpenAs) -> None:
    page = open_as(own_site, LEADER)
    page.goto(f"/my-course/{own_site.enrolment_of(LEADER)}/{MODULES[4]}")
    page.locator(".actions form .button-primary").click()
    page.goto(f"/my-course/{own_site.enrolment_of(LEADER)}/{MODULES[4]}/steps/{QUESTIONS.id}")
    press(page, "form:has(fieldset.question) .button-primary")
    expect(page.locator(".form-error-message")).to_be_visible()
    assert page.locator(":focus").evaluate("each => !!each.closest('#step')")
