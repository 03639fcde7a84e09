"""Filling in the form of a question as a leader would."""

from collections.abc import Sequence

from playwright.sync_api import Page

from course.quiz import Choice, Match, Question, Verdict, mark, right_answer
from tests.browser.site import COURSE, LEVEL


def asked(page: Page) -> Question:
    """The question that the page shows."""
    id = page.locator("fieldset.question").get_attribute("id")
    assert id is not None
    return COURSE.questions[id]


def options_with(question: Question, verdict: Verdict) -> list[int]:
    """Positions of the options of a choice that lead to `verdict`."""
    assert isinstance(question.kind, Choice)
    return [n for n in range(len(question.kind.options)) if mark(question, LEVEL, [n]) is verdict]


def choose(page: Page, question: Question, positions: Sequence[int], *, prefix: str = "") -> None:
    """Tick options, or place each item.

    :param positions: of an order the items, one after the other; of a match what belongs to each left item
    :param prefix: stands before the fields' names on a page with several questions
    """
    if isinstance(question.kind, Choice):
        for position in positions:
            page.locator(f"label[for='{prefix}{question.id}-{position}']").click()
    elif isinstance(question.kind, Match):
        for left, right in enumerate(positions):
            page.locator(f"select[name='{prefix}place-{left}']").select_option(label=question.kind.right[right].plain)
    else:
        for number, item in enumerate(positions, start=1):
            page.locator(f"select[name='{prefix}place-{item}']").select_option(label=str(number))


def choose_right(page: Page, question: Question, *, prefix: str = "") -> None:
    choose(page, question, right_answer(question, LEVEL), prefix=prefix)


def choose_wrong(page: Page, question: Question, *, prefix: str = "") -> None:
    """An answer that leads to another try."""
    if not isinstance(question.kind, Choice):
        positions = list(reversed(right_answer(question, LEVEL)))
    elif question.many:
        right = right_answer(question, LEVEL)
        others = [n for n in range(len(question.kind.options)) if n not in right]
        positions = [*right[:-1], others[0]]
    else:
        positions = options_with(question, Verdict.TRY_AGAIN)[:1]
    choose(page, question, positions, prefix=prefix)


def send(page: Page) -> None:
    """Press the button, and wait for the feedback."""
    page.locator("form:has(fieldset.question) .button-primary").click()
    page.locator("#svar").wait_for()
