"""HR imports a list of people in a browser: the page tells by itself when it is done."""

import pytest
from playwright.sync_api import FilePayload, expect

from tests.browser.conftest import OpenAs
from tests.browser.site import Site

HR = "hr@lederstart.example"
LIST = (
    "Navn;E-mail;Enhed;Leders e-mail;Niveau;Start\r\n"
    "Øjvind Ærø;oejvind@lederstart.example;Sundhed > Ældre;chef@lederstart.example;Leder af medarbejdere;1.12.2026\r\n"
)

pytestmark = pytest.mark.browser


@pytest.mark.parametrize("script", [True, False])
def test_a_list_is_looked_at_and_imported(script: bool, own_site: Site, open_as: OpenAs) -> None:
    page = open_as(own_site, HR, java_script_enabled=script)
    page.goto("/people/import/")
    file = FilePayload(name="Nye ledere æøå.csv", mimeType="text/csv", buffer=LIST.encode("cp1252"))
    page.get_by_label("Filen", exact=True).set_input_files(file)
    page.get_by_role("button", name="Se, hvad den ændrer").click()
    expect(page.get_by_role("cell", name="Øjvind Ærø")).to_be_visible()
    page.get_by_role("button", name="Hent ind, og ret 1 person").click()
    if not script:
        while page.get_by_role("link", name="Se, hvor langt den er").is_visible():
            page.get_by_role("link", name="Se, hvor langt den er").click()
    expect(page.get_by_text("Listen er hentet ind")).to_be_visible()
    page.get_by_role("link", name="Invitér de nye").click()
    expect(page.get_by_role("link", name="Øjvind Ærø")).to_be_visible()
