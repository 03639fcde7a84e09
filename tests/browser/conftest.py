"""Browser, server and visitors. `site` is shared by tests that only read; `own_site` belongs to one test."""

import shutil
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest
from playwright.sync_api import BrowserContext, Page

from tests.browser.site import PASSWORD, Site, fill, serve

PATIENCE = 10_000
"""Milliseconds until something that does not come counts as missing."""
OpenAs = Callable[..., Page]


@pytest.fixture(scope="session")
def browser_type_launch_args() -> dict[str, Any]:
    """Debian's Chromium where there is one, else the build that Playwright fetched."""
    flags = ["--no-sandbox", "--disable-gpu", "--disable-dev-shm-usage", "--disable-background-networking"]
    flags += ["--disable-component-update", "--disable-sync", "--no-first-run", "--no-default-browser-check"]
    return {"executable_path": shutil.which("chromium"), "args": flags}


@pytest.fixture(scope="session")
def browser_context_args() -> dict[str, Any]:
    size, place = {"width": 1280, "height": 900}, {"locale": "da-DK", "timezone_id": "Europe/Copenhagen"}
    # no colour is looked at half way between two
    return {"viewport": size, "reduced_motion": "reduce", **place}


@pytest.fixture(scope="session")
def filled(tmp_path_factory: pytest.TempPathFactory) -> Path:
    path = tmp_path_factory.mktemp("filled") / "filled.sqlite3"
    fill(path)
    return path


@pytest.fixture(scope="session")
def site(filled: Path, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Site]:
    with serve(filled, tmp_path_factory.mktemp("site")) as started:
        yield started


@pytest.fixture
def own_site(filled: Path, tmp_path: Path) -> Iterator[Site]:
    with serve(filled, tmp_path) as started:
        yield started


@pytest.fixture
def open_as(new_context: Callable[..., BrowserContext]) -> OpenAs:
    """A new browser in which somebody has signed in by the form; settings of the browser go through."""

    def open_page(site: Site, email: str | None, **settings: Any) -> Page:
        context = new_context(base_url=site.url, **settings)
        context.set_default_timeout(PATIENCE)
        page = context.new_page()
        if email:
            page.goto("/sign-in")
            sign_in(page, email)
        return page

    return open_page


def sign_in(page: Page, email: str, password: str = PASSWORD, *, stay: bool = False) -> None:
    """Fill in the form on the page and send it; `stay`: the address may remain the same."""
    page.fill("#email", email)
    page.fill("#password", password)
    page.locator("main form button").click()
    if not stay:
        page.wait_for_url(lambda url: "/sign-in" not in url)
