"""The talk sheet in a browser: picked by a press, saved while one writes, one page on paper."""

import base64
import io
import re

import pytest
from playwright.sync_api import Page, expect
from pypdf import PdfReader

from tests.browser.conftest import OpenAs
from tests.browser.look import Watch, examine
from tests.browser.site import LEADER, Site

pytestmark = pytest.mark.browser

SAVED = re.compile(r"^\s*Gemt\s*$")


@pytest.fixture
def leader(own_site: Site, open_as: OpenAs) -> tuple[Page, str]:
    page = open_as(own_site, LEADER)
    return page, f"/my-course/{own_site.enrolment_of(LEADER)}"


def test_a_press_puts_an_item_on_the_sheet_and_the_keyboard_goes_on_from_there(leader: tuple[Page, str]) -> None:
    page, enrolment = leader
    watch = Watch(page)
    page.goto(f"{enrolment}/talks/samtale-100")
    before = page.locator("form.to-sheet").count()
    page.locator("form.to-sheet button").first.press("Enter")
    expect(page.locator("form.to-sheet")).to_have_count(before - 1)
    expect(page.locator("a:focus")).to_have_text("Ligger på min samtaleliste")
    assert page.url.endswith("/talks/samtale-100")
    examine(page, watch)


def test_lines_are_saved_while_she_writes(leader: tuple[Page, str]) -> None:
    page, enrolment = leader
    page.goto(f"{enrolment}/talk-sheet")
    page.locator("button[value=add]").click()
    line = page.locator(".sheet-lines textarea").last
    line.fill("Hvem passer telefonen?")
    expect(page.locator(".save-state")).to_have_text(SAVED)
    page.goto(f"{enrolment}/talk-sheet")
    expect(page.locator(".sheet-lines textarea").last).to_have_value("Hvem passer telefonen?")
    examine(page, Watch(page))


def test_what_is_ticked_prints_on_one_page_and_the_rest_stays_off_it(leader: tuple[Page, str]) -> None:
    page, enrolment = leader
    page.goto(f"{enrolment}/talk-sheet")
    while page.locator(".sheet-lines li").count() < 9:
        page.locator("button[value=add]").click()
        page.locator(".sheet-lines textarea").last.fill("En linje, der fylder så meget, som linjer plejer. " * 2)
        expect(page.locator(".save-state")).to_have_text(SAVED)
    page.locator(".sheet-lines input").first.uncheck()
    page.emulate_media(media="print")
    expect(page.locator(".sheet-lines li").first).to_be_hidden()
    expect(page.locator(".sheet-lines li").last).to_be_visible()
    for each in page.locator("button, .share, .private").all():
        expect(each).to_be_hidden()
    printed = page.context.new_cdp_session(page).send("Page.printToPDF", {"paperWidth": 8.27, "paperHeight": 11.69})
    assert _pages(printed["data"]) == 1


def _pages(data: str) -> int:
    """How many pages a PDF has."""
    return len(PdfReader(io.BytesIO(base64.b64decode(data))).pages)
