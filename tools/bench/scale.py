"""P9 and P10: the manager's and HR's pages in a large organisation beside a small one, and the report beside the driver."""

from collections.abc import Callable, Iterator
from time import perf_counter

from sqlalchemy import event
from sqlalchemy.orm import Session

from tools.bench import pairs
from tools.bench.findings import Finding
from tools.bench.organisation import HEAD_ID, NOW
from tools.bench.site import Site, get
from webapp import queries
from webapp.db import WRITES, make_session

PAGES = (("team page of 10", "/my-new-leaders/"), ("HR list page of 50", "/people/"))


def growth(small: Site, large: Site, kind: str, *, count: int) -> Iterator[Finding]:
    """P9: the same page at 100,000 and at 1,000 leaders."""
    for what, url in PAGES:
        few, many = (get(site.app, url, (HEAD_ID,)) for site in (small, large))
        doubtful = not pairs.is_steady(few, clock=perf_counter)
        found = pairs.ratios(many, few, pairs=count, clock=perf_counter)
        yield Finding("P9", f"{what}, 100 k / 1 k, {kind}", 2, 1.3, found, at_least=False, doubtful=doubtful)


def report(site: Site, kind: str, *, count: int) -> Iterator[Finding]:
    """P10: HR's report through SQLAlchemy, and the very same SQL through the driver."""
    WRITES.set(False)
    with make_session(site.engine) as session:
        raw = _by_driver(session)
        found = pairs.ratios(lambda: queries.count_progress(session, NOW.date()), raw, pairs=count, clock=perf_counter)
    yield Finding("P10", f"HR report of 10 k / driver, {kind}", 2, 1.3, found, at_least=False)


def _by_driver(session: Session) -> Callable[[], object]:
    """A call of the report's SQL without SQLAlchemy."""
    sent: list[tuple[str, object]] = []

    def note(_connection: object, _cursor: object, sql: str, parameters: object, *_rest: object) -> None:
        sent.append((sql, parameters))

    event.listen(session.get_bind(), "before_cursor_execute", note)
    queries.count_progress(session, NOW.date())
    event.remove(session.get_bind(), "before_cursor_execute", note)
    sql, parameters = sent[-1]
    driver = session.connection().connection.driver_connection
    assert driver is not None

    def run() -> object:
        cursor = driver.cursor()
        cursor.execute(sql, parameters)
        rows = cursor.fetchall()
        cursor.close()
        return rows

    return run
