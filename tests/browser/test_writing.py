"""An author at her desk: by mouse and by keyboard, saved as she writes, and told at once what to mend."""

import re

import pytest
from playwright.sync_api import Page, expect
from sqlalchemy import select

from tests.browser.conftest import OpenAs, sign_in
from tests.browser.look import Watch, examine
from tests.browser.site import AUTHOR, COURSE, MODULES, Site
from webapp import drafts
from webapp.models import Draft, Role

pytestmark = pytest.mark.browser

DESK = f"/courses/{COURSE.id}/modules/{MODULES[0]}"
SAVED = re.compile(r"^\s*Gemt kl\. ")
COLLEAGUE = "kollega@x.dk"


@pytest.fixture
def desk(own_site: Site, open_as: OpenAs) -> Page:
    page = open_as(own_site, AUTHOR)
    page.goto(DESK)
    return page


def stored(site: Site, path: str = f"content/{COURSE.id}/{MODULES[0]}.md") -> str:
    with site.session() as session:
        working = drafts.open_draft(session, COURSE.id)
        assert working is not None
        return drafts.read_files(session, working)[path].decode()


def test_what_is_typed_is_seen_beside_and_saved(desk: Page, own_site: Site) -> None:
    watch = Watch(desk)
    desk.locator("#text").press("Control+Home")
    desk.keyboard.type("En helt ny begyndelse.\n\n")
    expect(desk.locator("#preview")).to_contain_text("En helt ny begyndelse.")
    expect(desk.locator(".save-state")).to_have_text(SAVED)
    assert "En helt ny begyndelse." in stored(own_site)
    expect(desk.locator("#text")).to_be_focused()
    desk.fill("#title", "Et andet navn")
    expect(desk.locator("#preview h2").first).to_have_text("Et andet navn")
    assert watch.problems == []


def test_what_is_unfolded_stays_so_while_one_types(desk: Page) -> None:
    desk.locator(".numbers summary").click()
    desk.locator("#text").press("Control+Home")
    desk.keyboard.type("Nyt ord. ")
    expect(desk.locator("#preview")).to_contain_text("Nyt ord.")
    expect(desk.locator(".figures")).to_be_visible()


def test_the_preview_follows_the_level_and_the_width(desk: Page) -> None:
    level = COURSE.levels[-1]
    desk.select_option("#see", level.id)
    expect(desk.locator("#preview")).to_contain_text(f"siger om en {level.one}")
    desk.select_option("#width", "phone")
    expect(desk.locator("#preview.phone")).to_be_visible()
    width = desk.locator("#preview").evaluate("each => each.getBoundingClientRect().width")
    assert width == 390


def test_a_problem_leads_to_its_line(desk: Page) -> None:
    lines = desk.locator("#text").input_value().split("\n")
    desk.fill("#text", "\n".join([*lines, "", "::: forventninger findes-ikke", ":::", ""]))
    link = desk.locator(".problems li.error a")
    expect(link).to_have_count(1)
    expect(desk.locator(".problem-count")).to_contain_text("1 ting skal rettes")
    link.click()
    chosen = desk.locator("#text").evaluate("each => each.value.slice(each.selectionStart, each.selectionEnd)")
    assert chosen == "::: forventninger findes-ikke"


def test_a_button_puts_its_pattern_where_one_writes_with_a_new_id_each_time(desk: Page) -> None:
    text = desk.locator("#text")
    text.press("Control+Home")
    button = desk.get_by_role("button", name="Refleksion", exact=True)
    button.click()
    button.press("Enter")
    value = text.input_value()
    first, second = re.findall(r"^::: refleksion (\S+)", value, re.MULTILINE)[:2]
    assert first != second
    assert value.startswith("::: refleksion")
    expect(desk.locator("#preview")).to_contain_text("Tænk på den seneste gang, du gav en opgave videre.")
    text.press("Control+z")
    assert text.input_value() != value


def test_text_from_word_is_cleaned_when_it_is_pasted(desk: Page) -> None:
    desk.locator("#text").press("Control+Home")
    desk.evaluate(
        """() => {
            const data = new DataTransfer();
            data.setData("text/plain", "•\\tSig ”ja”\\r\\n•\\tSig ”nej”\\r\\n");
            document.activeElement.dispatchEvent(new ClipboardEvent("paste", { clipboardData: data, bubbles: true, cancelable: true }));
        }"""
    )
    assert desk.locator("#text").input_value().startswith('- Sig "ja"\n- Sig "nej"\n')


def test_an_expectation_is_found_and_put_in(desk: Page) -> None:
    statement = COURSE.framework.statements[-1]
    desk.get_by_text("Find en forventning").click()
    desk.locator("#text").press("Control+Home")
    desk.locator("#words").fill(statement.text)
    desk.locator(f"button[value='statement:{statement.id}']").click()
    assert desk.locator("#text").input_value().startswith(f"::: forventninger {statement.id}\n:::")


def test_a_question_is_answered_in_the_preview(desk: Page) -> None:
    desk.goto(f"{DESK}/questions")
    question = desk.locator(".preview-question").filter(has=desk.locator("input[type=radio]")).first
    id = question.get_attribute("id")
    question.locator("label").first.click()
    question.get_by_role("button").click()
    expect(desk.locator(f"#{id} [role=status]")).to_be_focused()
    expect(desk.locator(f"#{id} .box-title")).to_have_text(re.compile("skridt|forsvares"))


def test_two_authors_at_one_text_lose_nothing(desk: Page, own_site: Site, open_as: OpenAs) -> None:
    own_site.add_person(COLLEAGUE, Role.AUTHOR)
    colleague = open_as(own_site, COLLEAGUE)
    colleague.goto(DESK)
    colleague.fill("#text", "Kollegaens tekst.\n")
    expect(colleague.locator(".save-state")).to_have_text(SAVED)
    desk.fill("#text", "Min tekst.\n")
    expect(desk.locator(".save-state")).to_contain_text("Kollega Prøve")
    desk.get_by_role("button", name="Gem", exact=True).click()
    expect(desk.locator("#text")).to_have_value("Min tekst.\n")
    expect(desk.locator(".desk-read ins").last).to_contain_text("Kollegaens tekst.")
    watch = Watch(desk)
    examine(desk, watch)
    desk.fill("#text", "Min tekst.\n\nKollegaens tekst.\n")
    expect(desk.locator(".save-state")).to_have_text(SAVED)
    assert stored(own_site).endswith("Min tekst.\n\nKollegaens tekst.\n")


def test_signed_out_while_writing_the_text_is_there_afterwards(desk: Page, own_site: Site) -> None:
    desk.context.clear_cookies()
    desk.fill("#text", "Skrevet efter tolv.\n")
    expect(desk.locator(".save-state")).to_contain_text("Din tekst er i behold")
    desk.get_by_role("button", name="Gem", exact=True).click()
    sign_in(desk, AUTHOR, stay=True)
    expect(desk.locator("textarea[name=text]")).to_have_value("Skrevet efter tolv.\n")
    desk.locator("main form button").click()
    desk.wait_for_url("**/modules/**")
    expect(desk.locator("#text")).to_have_value("Skrevet efter tolv.\n")
    assert "Skrevet efter tolv." in stored(own_site)


def test_the_desk_works_by_keyboard_alone(desk: Page) -> None:
    desk.locator("#title").focus()
    reached: list[str] = []
    for _ in range(60):
        desk.keyboard.press("Tab")
        reached.append(
            desk.evaluate(
                "document.activeElement.id || document.activeElement.value || document.activeElement.textContent.trim()"
            )
        )
    assert {"text", "see", "width", "heading", "reflection"} <= set(reached)


def test_without_javascript_the_same_can_be_written(own_site: Site, open_as: OpenAs) -> None:
    page = open_as(own_site, AUTHOR, java_script_enabled=False)
    page.goto(DESK)
    page.fill("#text", "Uden script.\n")
    page.get_by_role("button", name="Refleksion", exact=True).click()
    expect(page.locator("#preview")).to_contain_text("Uden script.")
    expect(page.locator("#text")).to_have_value(re.compile(r"Uden script\.\n\n::: refleksion"))
    page.goto(f"/courses/{COURSE.id}")
    page.fill("#new-title", "Mit første modul")
    page.get_by_role("button", name="Begynd på det").click()
    expect(page.locator("h1")).to_have_text("Mit første modul")


def test_no_module_of_the_course_is_changed_by_looking(desk: Page, own_site: Site) -> None:
    def drafted() -> list[tuple[object, ...]]:
        with own_site.session() as session:
            return [tuple(row) for row in session.execute(select(Draft.path, Draft.sha256).order_by(Draft.id))]

    before = stored(own_site), drafted()
    for rest in ("", "/questions", "/look", "/saved/text"):
        desk.goto(DESK + rest)
    assert (stored(own_site), drafted()) == before
