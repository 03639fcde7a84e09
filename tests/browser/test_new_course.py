"""An author brings in a document that nobody has seen before, sorts it and builds a course; a leader takes its first module."""

import re
from datetime import date, timedelta
from pathlib import Path

import pytest
from playwright.sync_api import Page, expect
from sqlalchemy import update

from course.compile import Course, compile_course
from course.module import Ask, Prompt
from course.quiz import right_answer
from tests.browser import havnsoe
from tests.browser.answers import choose, send
from tests.browser.conftest import OpenAs
from tests.browser.look import Watch, examine
from tests.browser.site import AUTHOR, NOW, Site
from tests.browser.test_keyboard import press, tab_to
from tests.browser.walk import finish, next_question
from webapp import drafts, editions, operations
from webapp.models import Person, Role, Sorting

pytestmark = pytest.mark.browser

ID = "havnsoe"
SORTING = f"/courses/{ID}/sorting"
LEVEL = "teamledere"
QUESTION = "Vi fandt 6 og 6 forventninger på to niveauer. Passer det med jeres dokument?"
READING = 60_000
"""Milliseconds that a document may take to be read."""


@pytest.fixture
def document(tmp_path: Path) -> Path:
    path = tmp_path / "Ledelsesgrundlag.pdf"
    path.write_bytes(havnsoe.pdf())
    return path


@pytest.fixture
def author(own_site: Site, open_as: OpenAs) -> Page:
    return open_as(own_site, AUTHOR)


def bring_in(page: Page, document: Path) -> None:
    """From the front page to the one question."""
    page.goto("/courses/")
    page.locator(".waiting a.button-primary").click()
    page.set_input_files("#document", document)
    page.locator("main form .button-primary").click()
    page.wait_for_url(f"**{SORTING}", timeout=READING)


def open_sheet(page: Page, document: Path) -> None:
    bring_in(page, document)
    page.locator("button[value=yes]").click()
    page.locator(".desk").wait_for()


def chosen(text: str) -> str:
    return f'.cell li:has-text("{text}")'


def test_from_a_pdf_to_a_leaders_first_module(own_site: Site, author: Page, open_as: OpenAs, document: Path) -> None:
    page = author
    watch = Watch(page)
    bring_in(page, document)
    expect(page.locator("h1")).to_have_text(QUESTION)
    page.locator("button[value=yes]").click()

    # Two doubts: one is right as it stands, the other is put under a theme.
    doubts = page.locator(".doubts li")
    expect(doubts).to_have_count(3)
    doubts.filter(has_text="Alle ledere skal kende byrådets mål.").locator("button").click()
    expect(doubts).to_have_count(2)
    doubts.filter(has_text="Lederen går foran").locator("a").click()
    expect(page.locator("#panel")).to_be_focused()
    expect(page.locator(".source .here").first).to_be_in_viewport()
    page.locator("#panel select[name=place]").select_option(label="– Nærvær")
    page.locator("#panel select[name=level]").select_option(label="Teamledere")
    page.locator("#panel .button-primary").click()
    expect(doubts).to_have_count(1)
    expect(page.locator("#t-naervaer").locator(chosen("Lederen går foran"))).to_be_visible()

    # What is no expectation goes; a mistake on the way is undone.
    doubts.locator("a").click()
    page.locator("#panel").get_by_role("button", name="Slet").click()
    expect(page.locator(".doubts")).to_have_count(0)
    page.locator(chosen("Siger tak")).locator("a").click()
    page.locator("#panel").get_by_role("button", name="Slet").click()
    expect(page.locator(chosen("Siger tak"))).to_have_count(0)
    page.get_by_role("button", name="Fortryd").click()
    expect(page.locator(chosen("Siger tak"))).to_be_visible()

    # Several at once.
    for text in ("Rydder op", "Aftaler opgaver"):
        page.locator(chosen(text)).locator("input").check()
    page.locator("#move select[name=place]").select_option(label="– Fælles retning")
    page.locator("#move select[name=level]").select_option(label="Teamledere")
    page.locator("#move .button-primary").click()
    expect(page.locator("#t-faelles-retning").locator(chosen("Rydder op"))).to_be_visible()

    page.get_by_role("link", name="Se, hvad der bliver bygget").click()
    page.locator("main form .button-primary").click()
    expect(page.locator(".box.good")).to_contain_text("filer er lagt til")
    assert watch.problems == []

    course = publish(own_site)
    enrolment = enrol(own_site, course, "ny@x.dk")
    take_first_module(open_as(own_site, "ny@x.dk"), course, enrolment)


def publish(site: Site) -> Course:
    """Publish the draft as if somebody had written every file of it."""
    with site.session() as session:
        working = drafts.open_draft(session, ID)
        assert working is not None
        files = {
            path: re.sub(rb"(?m)^generated: true\n", b"", data)
            for path, data in drafts.read_files(session, working).items()
        }
        editions.publish(session, ID, files, by=None, now=NOW)
        session.commit()
    return compile_course(ID, files)[0]


def enrol(site: Site, course: Course, email: str) -> int:
    person = site.add_person(email, Role.LEADER)
    with site.session() as session:
        leader = session.get_one(Person, person)
        made = operations.enrol(session, leader, course, LEVEL, date(2026, 11, 2), by=None, now=NOW)
        assert made is not None
        made.welcomed = True
        session.commit()
        return made.id


def take_first_module(page: Page, course: Course, enrolment: int) -> None:
    module = course.modules_for(LEVEL)[0]
    page.goto(f"/my-course/{enrolment}/{module.id}")
    expect(page.locator("h1")).to_have_text("Nærvær")
    page.locator(".actions form .button-primary").click()
    for step in module.versions[LEVEL].steps:
        page.wait_for_url(f"**/{module.id}/steps/{step.id}*")
        if isinstance(step, Ask):
            for left in range(len(step.questions), 0, -1):
                question = course.questions[page.locator("fieldset.question").get_attribute("id") or ""]
                choose(page, question, right_answer(question, LEVEL))
                send(page)
                if left > 1:
                    next_question(page)
        if isinstance(step, Prompt):
            page.locator("button[value=next]").click()
        else:
            page.locator(".step-foot form .button-primary").click()
    page.wait_for_url(f"**/{module.id}/end")
    finish(page)
    expect(page.locator(".path li.done")).to_have_count(1)


def test_every_screen_and_panel_is_accessible_on_a_desk_and_on_a_phone(author: Page, document: Path) -> None:
    page = author
    watch = Watch(page)
    page.goto("/courses/new")
    examine(page, watch)
    page.locator("main form .button-primary").click()
    page.locator("[role=alert]").wait_for()
    watch.forgive("422")
    examine(page, watch)
    bring_in(page, document)
    examine(page, watch)
    page.locator("button[value=no]").click()
    page.locator(".desk").wait_for()
    examine(page, watch)
    page.set_viewport_size({"width": 1280, "height": 900})
    for link in (
        ".doubts a",
        ".theme h3 a",
        ".tools a >> nth=0",
        ".tools a >> nth=1",
        ".tools a >> nth=3",
        ".unused a",
    ):
        page.set_viewport_size({"width": 1280, "height": 900})
        page.locator(link).first.click()
        expect(page.locator("#panel")).to_be_focused()
        examine(page, watch)
    page.goto(f"/courses/{ID}/build")
    examine(page, watch)
    page.locator("main form .button-primary").click()
    page.locator(".box.good").wait_for()
    examine(page, watch)


def test_waiting_and_discarding_are_accessible(own_site: Site, author: Page) -> None:
    page = author
    watch = Watch(page)
    with own_site.session() as session:
        ids = [operations.receive(session, b"x", name, by=None, now=NOW) for name in ("Venter.pdf", "Gaar i staa.pdf")]
        session.execute(update(Sorting).where(Sorting.id == ids[0]).values(done=12, total=40, state="reading"))
        session.execute(update(Sorting).where(Sorting.id == ids[1]).values(created_at=NOW - timedelta(minutes=5)))
        session.commit()
    for path in ("", f"new/{ids[0]}", f"new/{ids[1]}", f"new/{ids[0]}/discard"):
        page.goto(f"/courses/{path}")
        examine(page, watch)
    page.locator("main form .button-primary").click()
    page.wait_for_url("**/courses/")
    expect(page.locator(".waiting .messages")).not_to_contain_text("Venter.pdf")


def test_a_course_is_sorted_and_built_by_keyboard_alone(author: Page, document: Path) -> None:
    page = author
    page.goto("/courses/")
    press(page, ".waiting a.button-primary")
    page.set_input_files("#document", document)  # the system's own window is not the page's
    press(page, "main form .button-primary")
    page.wait_for_url(f"**{SORTING}", timeout=READING)
    press(page, "button[value=yes]")
    page.locator(".desk").wait_for()
    press(page, ".doubts button")
    expect(page.locator(".doubts li")).to_have_count(2)
    press(page, ".doubts a")
    expect(page.locator("#panel")).to_be_focused()
    tab_to(page, "#panel select[name=place]")
    page.keyboard.type("– N")
    press(page, "#panel .button-primary")
    expect(page.locator(".doubts li")).to_have_count(1)
    assert page.locator(":focus").evaluate("each => !!each.closest('.cell li')")
    tab_to(page, ".cell input[type=checkbox]")
    page.keyboard.press("Space")
    press(page, "#move .button-primary")
    page.wait_for_url(f"**{SORTING}?row=*")
    press(page, ".title-row a.button-primary")
    page.wait_for_url("**/build")
    press(page, "main form .button-primary")
    expect(page.locator(".box.good")).to_be_visible()


def test_a_phone_shows_one_theme_at_a_time(author: Page, document: Path) -> None:
    page = author
    open_sheet(page, document)
    page.set_viewport_size({"width": 390, "height": 800})
    expect(page.locator(".theme:visible h3 span").first).to_have_text("Nærvær")
    expect(page.locator(".theme:visible")).to_have_count(1)
    page.locator(".pills a", has_text="Klare aftaler").click()
    expect(page.locator(".theme:visible h3 span").first).to_have_text("Klare aftaler")


def test_signed_out_while_sorting_the_words_come_back(author: Page, document: Path) -> None:
    page = author
    open_sheet(page, document)
    page.locator(chosen("Siger tak")).locator("a").click()
    page.locator("#text").fill("Siger tak hver dag")
    page.context.clear_cookies()
    page.locator("#panel .button-primary").click()
    page.locator("#email").wait_for()
    page.fill("#email", AUTHOR)
    page.fill("#password", "en-god-adgangskode")
    page.locator("main form button").click()
    expect(page.locator("main")).to_contain_text("Siger tak hver dag")


def test_without_javascript_a_document_is_brought_in_and_a_statement_moved(
    own_site: Site, open_as: OpenAs, document: Path
) -> None:
    page = open_as(own_site, AUTHOR, java_script_enabled=False)
    page.goto("/courses/new")
    page.set_input_files("#document", document)
    page.locator("main form .button-primary").click()
    page.wait_for_url(f"**{SORTING}", timeout=READING)  # the page asks again by itself
    page.locator("button[value=yes]").click()
    page.locator(chosen("Siger tak")).locator("a").click()
    expect(page.locator(".source .here").first).to_have_text(re.compile("Siger tak"))
    page.locator("#panel select[name=place]").select_option(label="– Klare aftaler")
    page.locator("#panel .button-primary").click()
    expect(page.locator("#t-klare-aftaler").locator(chosen("Siger tak"))).to_be_visible()
