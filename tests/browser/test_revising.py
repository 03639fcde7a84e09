"""A new version of a framework in a real browser: by keyboard alone, on a desk and on a phone, and with what it marks."""

from pathlib import Path

import pytest
from playwright.sync_api import Page, expect
from sqlalchemy import select

from tests.browser.conftest import OpenAs
from tests.browser.look import Watch, examine
from tests.browser.site import AUTHOR, COURSE, ROOT, Site
from tests.browser.test_keyboard import press, tab_to
from webapp.models import Stale

pytestmark = pytest.mark.browser

REVISION, STALE = f"/courses/{COURSE.id}/revision", f"/courses/{COURSE.id}/stale"
OLD = "Uddelegerer tydeligt, tillidsfuldt og åbent opgaver"
NEW = "Uddelegerer opgaver tydeligt og med tillid"


@pytest.fixture
def version(tmp_path: Path) -> Path:
    """A new version with a changed, a removed and a new expectation."""
    lines = (ROOT / f"content/{COURSE.id}/framework.md").read_text(encoding="utf-8").replace(OLD, NEW).split("\n")
    first = next(position for position, line in enumerate(lines) if line.startswith("- **Alle:**"))
    lines[first] = "- **Alle:** Fejrer det, der lykkes, på tværs af centre {#alle-fejrer}"
    path = tmp_path / "ny-version.md"
    path.write_text("\n".join(lines), encoding="utf-8")
    return path


def hand_in(page: Page, version: Path) -> None:
    page.goto(REVISION)
    page.set_input_files("#file", version)
    page.get_by_role("button", name="Sammenlign").click()
    expect(page.locator(".change")).to_have_count(3)


def test_the_pages_are_accessible_and_fit_a_phone(own_site: Site, open_as: OpenAs, version: Path) -> None:
    page = open_as(own_site, AUTHOR)
    watch = Watch(page)
    page.goto(REVISION)
    examine(page, watch)
    page.get_by_role("button", name="Sammenlign").click()
    examine(page, watch)
    hand_in(page, version)
    examine(page, watch)
    page.get_by_role("button", name="Tag den nye version i brug").click()
    expect(page.get_by_role("alert")).to_contain_text("mangler dit valg")
    watch.forgive("422")
    examine(page, watch)
    for group in page.locator("fieldset.choices").all():
        group.locator("label").first.click()
    page.get_by_label("Indholdsmæssig").check(force=True)
    page.get_by_role("button", name="Tag den nye version i brug").click()
    page.wait_for_url(f"**{STALE}*")
    examine(page, watch)
    page.get_by_role("button", name="Stadig rigtigt").first.click()
    page.wait_for_url("**done=1")
    examine(page, watch)
    page.goto("/courses/")
    examine(page, watch)


def test_an_author_does_all_of_it_by_keyboard(own_site: Site, open_as: OpenAs, version: Path) -> None:
    page = open_as(own_site, AUTHOR)
    page.goto(REVISION)
    page.set_input_files("#file", version)  # the picker of files is the browser's own
    press(page, "form[enctype] button")
    expect(page.locator(".change")).to_have_count(3)
    for _ in range(3):
        tab_to(page, "fieldset.choices input")
        page.keyboard.press("Space")
        if page.locator("fieldset.choices:focus-within input").count() == 4:  # from linguistic to of substance
            page.keyboard.press("ArrowRight")
    press(page, "button[value=use]")
    page.wait_for_url(f"**{STALE}*")
    with own_site.session() as session:
        waiting = len(session.scalars(select(Stale.id).where(Stale.settled_at.is_(None))).all())
    assert waiting
    press(page, ".looks button")
    page.wait_for_url("**done=1")
    with own_site.session() as session:
        assert len(session.scalars(select(Stale.id).where(Stale.settled_at.is_(None))).all()) == waiting - 1


def test_a_screen_reader_hears_which_words_are_out_and_which_are_new(
    own_site: Site, open_as: OpenAs, version: Path
) -> None:
    page = open_as(own_site, AUTHOR)
    hand_in(page, version)
    changed = page.locator(".change", has_text="Uddelegerer")
    assert "[udgår: , tillidsfuldt] " in (changed.locator("del").first.text_content() or "")
    assert "[nyt: " in (changed.locator("ins").first.text_content() or "")
