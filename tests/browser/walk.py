"""Going through a module step by step, as a leader of employees does."""

from collections.abc import Callable, Iterator

from playwright.sync_api import Page, expect

from course.module import Ask, Prompt, Step
from course.quiz import Question
from tests.browser.answers import asked, choose_right, send
from tests.browser.site import COURSE, LEVEL, MODULES


def steps_of(module: str) -> tuple[Step, ...]:
    return COURSE.modules[module].versions[LEVEL].steps


def begin(page: Page, module: str) -> None:
    """Open the front of a module and begin it."""
    page.goto(module)
    page.locator(".actions form .button-primary").click()
    page.wait_for_url("**/steps/*")


def walk(page: Page, module: str) -> Iterator[Step]:
    """The steps in their order, each when the page shows it; whoever asks for the next has gone on from the last."""
    for step in steps_of(module):
        page.wait_for_url(f"**/{module}/steps/{step.id}*")
        yield step
    page.wait_for_url(f"**/{module}/end")


def take(page: Page, step: Step) -> None:
    """Read, answer rightly or skip, and go on."""
    if isinstance(step, Ask):
        for left in range(len(step.questions), 0, -1):
            choose_right(page, asked(page))
            send(page)
            if left > 1:
                next_question(page)
    if isinstance(step, Prompt):
        page.locator("button[value=next]").click()
    else:
        page.locator(".step-foot form .button-primary").click()


def next_question(page: Page) -> None:
    page.locator(".step-foot a.button-primary").click()
    expect(page.locator("fieldset.question")).to_be_visible()


def finish(page: Page) -> None:
    """At the end of a module: finish it."""
    page.locator("main form .button-primary").click()
    expect(page.locator(".path")).to_be_visible()


def go_to_question(page: Page, enrolment: str, wanted: Callable[[Question], bool], *, warmup: bool = False) -> Question:
    """Begin the first module with such a question, and answer rightly until the page asks it."""
    for module in MODULES:
        for step in steps_of(module):
            if not isinstance(step, Ask) or step.warmup != warmup:
                continue
            if any(wanted(COURSE.questions[id]) for id in step.questions):
                begin(page, f"{enrolment}/{module}")
                page.goto(f"{enrolment}/{module}/steps/{step.id}")
                while not wanted(asked(page)):
                    choose_right(page, asked(page))
                    send(page)
                    next_question(page)
                return asked(page)
    raise LookupError("the course has no such question at this level")
