"""What is counted and not timed: SQL statements, bytes, and whether a page reads whole tables. Noise does not touch it."""

import gzip
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from sqlalchemy import Engine

from course.module import Ask, Prompt
from tools.bench.findings import Finding
from tools.bench.organisation import HEAD_ID, TEAM
from tools.bench.site import LEVEL, Site, call, environ_of, first_of, longest, longest_reading, statements

MOST = 6
"""Statements of any page that has no number of its own."""


@dataclass(frozen=True, slots=True)
class Page:
    what: str
    url: str
    person: int
    most: int = MOST


def pages_of(site: Site) -> tuple[Page, ...]:
    """The pages that are counted, as the person opens them for whom they cost most."""
    leader, module = site.leaders[0], longest(site.course)
    own = f"/my-course/{leader}/{module.id}"
    report, course = site.first_leader + TEAM - 1, f"/courses/{site.course.id}"
    return (
        Page("module page", f"{own}/steps/{longest_reading(site.course).id}", leader, 4),
        Page("module front", own, leader, 4),
        Page("question", f"{own}/steps/{first_of(site.course, Ask).id}", leader, 4),
        Page("reflection", f"{own}/steps/{first_of(site.course, Prompt).id}", leader, 4),
        Page("overview", "/my-course/", leader, 4),
        Page("team", "/my-new-leaders/", HEAD_ID, 4),
        Page("one leader", f"/my-new-leaders/{report}", HEAD_ID, 4),
        Page("people", "/people/", HEAD_ID, 5),
        Page("progress", "/progress/", HEAD_ID, 5),
        Page("end of a module", f"{own}/end", leader, 4),
        Page("talk sheet", f"/my-course/{leader}/talk-sheet", leader),
        Page("own data", "/my-data", leader, 30),
        Page("units", "/units/", HEAD_ID),
        Page("rules", "/assignment/", HEAD_ID),
        Page("mails", "/mails/", HEAD_ID),
        Page("workshop", "/courses/", HEAD_ID),
        Page("course", course, HEAD_ID),
        Page("coverage", f"{course}/coverage", HEAD_ID),
        Page("editor, text", f"{course}/modules/{module.id}", HEAD_ID),
        Page("editor, questions", f"{course}/modules/{module.id}/questions", HEAD_ID),
        Page("publish", f"{course}/publish/", HEAD_ID),
        Page("editions", f"{course}/editions/", HEAD_ID),
        Page("questions' quality", f"{course}/quality/", HEAD_ID),
    )


def statement_counts(small: Site, large: Site) -> Iterator[Finding]:
    """P7 and P8: statements of each page, no more than allowed, and as many in a large organisation."""
    for page, larger in zip(pages_of(small), pages_of(large), strict=True):
        few, many = _count(small, page), _count(large, larger)
        yield Finding("P7", f"{page.what}: statements", page.most, page.most - 1, (many,), at_least=False)
        yield Finding("P8", f"{page.what}: more statements at 100 times the size", 0, 0, (many - few,), at_least=False)


def _count(site: Site, page: Page) -> int:
    """Statements of the second visit; the course is compiled by the first.

    :raises RuntimeError: if opening the page writes
    """
    environ = environ_of(site.app, page.person, page.url)
    call(site.app, environ)
    with statements(site.engine) as sent:
        call(site.app, environ)
    if writes := [sql for sql in sent if not sql.lstrip().upper().startswith(("SELECT", "WITH"))]:
        raise RuntimeError(f"GET {page.url} writes: {writes[0]}")
    return len(sent)


def sizes(site: Site) -> Iterator[Finding]:
    """P18: bytes of every step of the longest module, and of the other pages, as sent and compressed."""
    leader, module = site.leaders[0], longest(site.course)
    steps = [f"/my-course/{leader}/{module.id}/steps/{step.id}" for step in module.versions[LEVEL].steps]
    bodies = [call(site.app, environ_of(site.app, leader, url)) for url in ["/my-course/", *steps]]
    raw, packed = (max(map(len, each)) / 1024 for each in (bodies, [gzip.compress(body, 4) for body in bodies]))
    yield Finding("P18", "largest page of a leader, KB", 35, 28, (raw,), at_least=False)
    yield Finding("P18", "the same compressed, KB", 9, 6, (packed,), at_least=False)


def scans(site: Site) -> Iterator[Finding]:
    """P9's other half: tables read whole by the team and HR pages; counting and searching are exempt."""
    for page in pages_of(site):
        if page.what not in ("team", "one leader", "people"):
            continue
        environ = environ_of(site.app, page.person, page.url)
        with statements(site.engine) as sent:
            call(site.app, environ)
        found = sum(_reads_whole_table(site.engine, sql) for sql in sent if not _is_exempt(sql))
        yield Finding("P9", f"{page.what}: tables read whole", 0, 0, (found,), at_least=False)


def _is_exempt(sql: str) -> bool:
    lower = sql.lower()
    return "like" in lower or lower.lstrip().startswith("select count(")


def _reads_whole_table(engine: Engine, sql: str) -> int:
    """Large tables in the plan of a statement that no index narrows; SQLite tells without the values."""
    with engine.connect() as connection:
        marks = sql.count("?")
        plan = connection.exec_driver_sql(f"EXPLAIN QUERY PLAN {sql}", (None,) * marks).all()
    lines: Sequence[str] = [str(row[-1]) for row in plan]
    large = ("person", "enrolment", "module_state", "answer", "reflection", "share")
    return sum(line in {f"SCAN {table}" for table in large} for line in lines)
