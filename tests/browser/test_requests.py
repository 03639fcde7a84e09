"""How often a visit asks the server: little the first time, hardly at all the next."""

import re

import pytest
from playwright.sync_api import Response

from course.module import Ask, Prompt, Reading, Step
from tests.browser.conftest import OpenAs
from tests.browser.site import LEADER, MODULES, Site
from tests.browser.walk import steps_of

pytestmark = pytest.mark.browser

COLD, WARM = 9, 1
YEAR = 365 * 24 * 3600


@pytest.mark.parametrize("kind", [Reading, Ask, Prompt], ids=["text", "questions", "reflection"])
def test_a_page_of_a_module_costs_nine_requests_at_first_and_one_after(
    own_site: Site, open_as: OpenAs, kind: type[Step]
) -> None:
    cookies = open_as(own_site, LEADER).context.storage_state()
    page = open_as(own_site, None, storage_state=cookies)
    module = f"/my-course/{own_site.enrolment_of(LEADER)}/{MODULES[0]}"
    step = next(step for step in steps_of(MODULES[0]) if isinstance(step, kind))
    for most in (COLD, WARM):
        own_site.asked_for.clear()
        page.goto(f"{module}/steps/{step.id}", wait_until="networkidle")
        assert len(own_site.asked_for) <= most, own_site.asked_for


def test_what_never_changes_is_kept_by_the_browser_and_what_is_hers_is_not(site: Site, open_as: OpenAs) -> None:
    page = open_as(site, LEADER)
    answers: list[Response] = []
    page.on("response", lambda answer: answers.append(answer))
    page.goto("/my-course/", wait_until="networkidle")
    assert [each for each in answers if "/static/" not in each.url]
    for answer in answers:
        kept = answer.header_value("cache-control") or ""
        if "/static/" not in answer.url:
            assert kept == "no-store", answer.url
            continue
        age = re.search(r"max-age=(\d+)", kept)
        assert age, answer.url
        assert int(age[1]) >= YEAR, answer.url
        if not re.search(r"/(fonts|img)/", answer.url):
            # the design system's style sheet names its own fonts and pictures
            assert re.search(r"\?v=\w{10}$", answer.url), answer.url
