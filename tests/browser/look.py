"""Looking at a page as a machine can: accessibility, width, and what the browser complains of."""

from typing import Any

import pytest
from playwright.sync_api import ConsoleMessage, Page, Request, Response

from tests.browser.site import ROOT

AXE = (ROOT / "node_modules/axe-core/axe.min.js").read_text(encoding="utf-8")
TAGS = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"]
WIDTHS = (1280, 390)
REPORT_VIOLATIONS = """addEventListener("securitypolicyviolation",
    event => console.error("policy: " + event.violatedDirective + " " + event.blockedURI))"""
RUN = "tags => axe.run(document, { runOnly: tags, resultTypes: ['violations'] })"


class Watch:
    """Notes everything that goes wrong in a page from now on: errors in the console, broken requests, the policy."""

    def __init__(self, page: Page) -> None:
        self.problems: list[str] = []
        page.add_init_script(REPORT_VIOLATIONS)
        page.on("console", self._hear)
        page.on("pageerror", lambda error: self.problems.append(f"script: {error}"))
        page.on("requestfailed", self._lose)
        page.on("response", self._check)

    def forgive(self, status: str) -> None:
        """Forget the answers with a status that the test asked for."""
        self.problems = [each for each in self.problems if not each.startswith(f"{status}: ")]

    def _hear(self, message: ConsoleMessage) -> None:
        # The browser logs the status of an error page too; `_check` tells those from what a page lacks.
        if message.type in ("error", "warning") and not message.text.startswith("Failed to load resource"):
            self.problems.append(f"console: {message.text}")

    def _lose(self, request: Request) -> None:
        if request.failure != "net::ERR_ABORTED":  # she went on before it was there
            self.problems.append(f"failed: {request.url} {request.failure}")

    def _check(self, response: Response) -> None:
        if response.status >= 400 and response.request.resource_type != "document":
            self.problems.append(f"{response.status}: {response.url}")


def find_violations(page: Page) -> list[str]:
    """What axe-core finds, one line for each element; folded parts are opened first."""
    page.evaluate("for (const each of document.querySelectorAll('details')) each.open = true")
    if not page.evaluate("Boolean(self.axe)"):
        page.evaluate(AXE)
    found: list[dict[str, Any]] = page.evaluate(RUN, TAGS)["violations"]
    return [
        f"{each['id']} at {page.viewport_size}: {node['html'][:160]} {node.get('failureSummary', '')}"
        for each in found
        for node in each["nodes"]
    ]


def examine(page: Page, watch: Watch) -> None:
    """Assert that the page is accessible, complete, and no wider than the window, on a desk and on a phone."""
    found: list[str] = []
    for width in WIDTHS:
        page.set_viewport_size({"width": width, "height": 900})
        found += find_violations(page)
        wide: int = page.evaluate("document.documentElement.scrollWidth")
        if wide != width:
            found.append(f"{wide} px wide in a window of {width}")
    assert page.locator("h1").count() == 1, page.url
    assert page.title().strip(" –"), page.url
    found += watch.problems
    if found:
        pytest.fail(f"{page.url}\n" + "\n".join(found))
