"""P19: what a browser asks for when a leader opens a page for the first time, and when she comes again."""

import shutil
import threading
from collections.abc import Iterator

from playwright.sync_api import sync_playwright
from werkzeug.serving import make_server

from tools.bench.findings import Finding
from tools.bench.site import Site, client_of, longest, longest_reading


def measure(site: Site) -> Iterator[Finding]:
    """Requests and bytes over the wire, counted by Chromium; nothing where there is none."""
    chromium = shutil.which("chromium")
    if chromium is None:
        return
    server = make_server("127.0.0.1", 0, site.app, threaded=True)
    threading.Thread(target=server.serve_forever, daemon=True).start()
    try:
        cold, again = _visit(chromium, f"http://127.0.0.1:{server.server_port}", site)
    finally:
        server.shutdown()
    yield Finding("P19", "first visit: requests", 9, 6, (cold[0],), at_least=False)
    yield Finding("P19", "first visit: KB over the wire", 180, 110, (cold[1] / 1024,), at_least=False)
    yield Finding("P19", "second visit: requests", 1, 1, (again[0],), at_least=False)


def _visit(chromium: str, address: str, site: Site) -> list[tuple[int, float]]:
    """Requests that reach the server and their bytes, of two visits to the longest text."""
    leader = site.leaders[0]
    page_address = f"{address}/my-course/{leader}/{longest(site.course).id}/steps/{longest_reading(site.course).id}"
    session = client_of(site.app, leader).get_cookie("session")
    assert session is not None
    visits = []
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=chromium, args=["--no-sandbox", "--disable-gpu"])
        context = browser.new_context()
        context.add_cookies([{"name": "session", "value": session.value, "url": address}])
        page = context.new_page()
        wire = context.new_cdp_session(page)
        wire.send("Network.enable")
        sizes: list[float] = []
        wire.on("Network.loadingFinished", lambda event: sizes.append(event["encodedDataLength"]))
        for _ in range(2):
            sizes.clear()
            page.goto(page_address, wait_until="networkidle")
            sent = [size for size in sizes if size > 0]  # what came from the browser's own store weighs nothing
            visits.append((len(sent), sum(sent)))
        browser.close()
    return visits
