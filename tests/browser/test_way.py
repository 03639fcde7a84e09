"""The whole way of a new leader, her manager and HR, each in a browser of her own."""

import re
from collections.abc import Callable

import pytest
from playwright.sync_api import Page, expect

from course.module import Ask, Prompt
from course.quiz import Choice, Match, Order, Question
from tests.browser.answers import asked, choose_right, choose_wrong, send
from tests.browser.conftest import OpenAs
from tests.browser.site import HR, LEVEL, MANAGER, MODULES, Site
from tests.browser.walk import begin, finish, go_to_question, next_question, steps_of, take, walk
from webapp.models import Role

pytestmark = pytest.mark.browser

MODULE = MODULES[0]
REFLECTION = next(step for step in steps_of(MODULE) if isinstance(step, Prompt))
NAME = "Signe Åkjær"
EMAIL = "signe@eksempel.dk"
THOUGHT = "Jeg svarede, før Ole var færdig."
SECOND_THOUGHT = "Jeg svarede for hurtigt, og Ole blev stille."
SAVED = re.compile(r"^\s*(Gemt|Saved)\s*$")


def test_a_new_leader_is_invited_completes_a_module_and_shares_a_reflection(own_site: Site, open_as: OpenAs) -> None:
    hr = open_as(own_site, HR)
    link = invite(hr)
    leader = open_as(own_site, None)
    accept(leader, link)
    welcome(leader)

    hr.goto("/progress/")
    expect(hr.locator(".messages")).to_contain_text("Det er Karen, ikke Birgit.")
    expect(hr.locator(".messages").get_by_role("link", name=NAME)).to_be_visible()

    leader.locator(".next .button-primary").click()
    leader.wait_for_url(f"**/{MODULE}")
    begin(leader, leader.url)
    complete(leader)
    expect(leader.locator(".path li.done")).to_have_count(1)

    manager = open_as(own_site, MANAGER)
    manager.goto("/my-new-leaders/")
    manager.get_by_role("link", name=NAME).click()
    expect(manager.locator(".path-words")).to_have_text(re.compile(r"1 \w+ 7"))
    expect(manager.locator(".shared .own-words")).to_have_text([THOUGHT])
    manager.locator("form[action$='/thanks'] button").click()
    expect(manager.locator("form[action$='/thanks']")).to_have_count(0)

    reflection = f"{leader.url.removesuffix('/end')}/steps/{REFLECTION.id}"
    leader.goto(reflection)
    expect(leader.locator("#del .box.good p")).to_have_count(2)  # shared with whom, and her answer
    leader.fill("#text", SECOND_THOUGHT)
    expect(leader.locator(".save-state")).to_have_text(SAVED)
    manager.reload()
    expect(manager.locator(".shared .own-words")).to_have_text([THOUGHT])

    leader.goto(reflection)
    leader.locator("form[action$='/withdraw'] button").click()
    expect(leader.locator("form[action$='/withdraw']")).to_have_count(0)
    expect(leader.locator("#text")).to_have_value(SECOND_THOUGHT)
    manager.reload()
    expect(manager.locator("h1")).to_have_text(NAME)
    expect(manager.locator(".shared")).to_have_count(0)

    hr.goto("/people/?q=signe")
    hr.get_by_role("link", name=NAME).click()
    hr.locator(".enrolment summary").click()
    expect(hr.locator(".enrolment .mark.completed")).to_have_count(1)
    assert THOUGHT not in hr.content()
    assert SECOND_THOUGHT not in hr.content()


def invite(hr: Page) -> str:
    """Add the person, put her on the course, and make the link with which she gets in."""
    hr.locator("a[href$='/people/new']").click()
    hr.fill("#name", NAME)
    hr.fill("#email", EMAIL)
    hr.fill("#unit", "Hjemmeplejen Vest")
    hr.fill("#manager_email", MANAGER)
    hr.locator("main form button").click()
    hr.locator("a[href$='/enrol']").click()
    hr.select_option("#target", f"odsherred/{LEVEL}")
    hr.fill("#starts_on", "2026-11-16")
    hr.locator("main form button").click()
    expect(hr.locator(".enrolment")).to_have_count(1)
    hr.locator("form[action$='/invite'] button").click()
    return hr.locator("#link").input_value()


def accept(leader: Page, link: str) -> None:
    leader.goto(link)
    leader.fill("#new_password", "tre ord i træk")
    leader.fill("#repeat", "tre ord i træk")
    leader.locator("main form button").click()
    leader.wait_for_url("**/welcome")


def welcome(leader: Page) -> None:
    """The level is right, the manager is not, and she has been a colleague until now."""
    expect(leader.locator("form.welcome")).to_contain_text("Birgit Holm")
    expect(leader.locator("#manager_text")).to_be_hidden()
    leader.locator("label[for=manager_fits-no]").click()
    leader.fill("#manager_text", "Det er Karen, ikke Birgit.")
    leader.locator("label[for=origin-below]").click()
    leader.locator("form.welcome .button-primary").click()
    expect(leader.locator(".modules li")).to_have_count(7)
    expect(leader.locator(".path li.done")).to_have_count(0)


def complete(leader: Page) -> None:
    """Every step in its order: one answer is wrong at first, one reflection is shared, one prompt is skipped."""
    missed = False
    for step in walk(leader, MODULE):
        if isinstance(step, Ask) and len(step.questions) > 1 and not missed:
            missed = True
            miss_one_and_meet_it_again(leader, len(step.questions))
        elif step == REFLECTION:
            write_and_share(leader)
        elif isinstance(step, Prompt) and step.kind == "intention":
            leader.fill("#text", "nogen vil have et hurtigt svar")
            leader.fill("#then_text", "spørge, hvad de selv har prøvet")
            leader.locator(".writing .button-primary").click()
        else:
            take(leader, step)
    assert missed
    finish(leader)


def miss_one_and_meet_it_again(leader: Page, questions: int) -> None:
    missed = asked(leader)
    choose_wrong(leader, missed)
    send(leader)
    expect(leader.locator("#svar.try")).to_be_visible()
    for _ in range(questions - 1):
        next_question(leader)
        assert asked(leader) != missed
        choose_right(leader, asked(leader))
        send(leader)
        expect(leader.locator("#svar.good")).to_be_visible()
    next_question(leader)
    assert asked(leader) == missed
    if isinstance(missed.kind, Choice) and not missed.many:
        expect(leader.locator(".option.tried")).to_have_count(1)
    choose_right(leader, missed)
    send(leader)
    leader.locator(".step-foot form .button-primary").click()


def write_and_share(leader: Page) -> None:
    """What she types is saved by itself; after a reload she shares it and goes on."""
    leader.locator("#text").press_sequentially(THOUGHT)
    expect(leader.locator(".save-state")).to_have_text(SAVED)
    leader.reload()
    expect(leader.locator("#text")).to_have_value(THOUGHT)
    leader.locator("#del form button").click()
    expect(leader.locator("form[action$='/withdraw']")).to_be_visible()
    leader.locator(".writing .button-primary").click()


@pytest.mark.parametrize(
    "wanted",
    [
        lambda question: isinstance(question.kind, Order),
        lambda question: isinstance(question.kind, Match),
        lambda question: question.many,
    ],
    ids=["order", "match", "several"],
)
def test_a_question_that_is_missed_can_be_met_at_the_next_try(
    own_site: Site, open_as: OpenAs, wanted: Callable[[Question], bool]
) -> None:
    own_site.add_person(EMAIL, Role.LEADER, level=LEVEL)
    leader = open_as(own_site, EMAIL)
    question = go_to_question(leader, f"/my-course/{own_site.enrolment_of(EMAIL)}", wanted)
    choose_wrong(leader, question)
    send(leader)
    expect(leader.locator("#svar.try")).to_be_visible()
    next_question(leader)
    while asked(leader) != question:
        choose_right(leader, asked(leader))
        send(leader)
        next_question(leader)
    choose_right(leader, question)
    send(leader)
    expect(leader.locator("#svar.good")).to_be_visible()


def test_a_leader_goes_on_where_she_left_off_in_another_browser(own_site: Site, open_as: OpenAs) -> None:
    own_site.add_person(EMAIL, Role.LEADER, manager=MANAGER, level=LEVEL)
    first = open_as(own_site, EMAIL)
    begin(first, f"/my-course/{own_site.enrolment_of(EMAIL)}/{MODULE}")
    third = steps_of(MODULE)[2]
    for step in walk(first, MODULE):
        if step == third:
            break
        take(first, step)
    first.context.close()

    second = open_as(own_site, EMAIL)
    second.locator(".next .button-primary").click()
    second.locator(".actions .button-primary").click()
    second.wait_for_url(f"**/steps/{third.id}")
