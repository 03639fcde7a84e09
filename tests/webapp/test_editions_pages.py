"""The editions of a course, as its authors read, compare and take them back."""

import pytest
from sqlalchemy import Engine, insert, select

from tests.webapp import make, nordby
from tests.webapp.conftest import Browse, both_databases, statements
from tests.webapp.make import NOW, Database
from tests.webapp.nordby import AFTALER, COURSE, FIRST
from tests.webapp.pages import Browser
from webapp import drafts
from webapp.models import Draft, Edition, Origin, Role

URL = f"/courses/{COURSE}/editions/"
TEXT = f"content/{COURSE}/{FIRST}.md"
SECOND_TEXT = AFTALER.replace("En aftale er et løfte.", "En aftale er et godt løfte.")
THIRD_TEXT = AFTALER.replace("En aftale er et løfte.", "En aftale er et stort løfte.")


def three(db: Database) -> None:
    make.publish(db, nordby.files(aftaler=SECOND_TEXT))
    make.publish(db, nordby.files(aftaler=THIRD_TEXT))


def many(db: Database, count: int) -> None:
    manifest = db.value(select(Edition.manifest).where(Edition.number == 1))
    rows = [
        {"course": COURSE, "number": number, "manifest": manifest, "published_at": NOW, "origin": Origin.STUDIO}
        for number in range(2, count + 1)
    ]
    db.run(insert(Edition).values(rows))


def test_the_list_leads_to_every_edition_a_page_at_a_time(db: Database, browse: Browse) -> None:
    many(db, 120)
    browser = browse(make.person(db, None, Role.AUTHOR))
    numbers, page = [], browser.get(URL)
    while True:
        numbers += [int(link.removeprefix(URL)) for link in page.links() if link.removeprefix(URL).isdecimal()]
        further = [link for link in page.links() if "before=" in link]
        if not further:
            break
        page = browser.get(further[0])
    assert numbers == list(range(120, 0, -1))


def test_an_edition_is_compared_with_the_one_before_or_any_other(db: Database, browse: Browse) -> None:
    three(db)
    browser = browse(make.person(db, None, Role.AUTHOR))
    assert browser.get(f"{URL}1").main.find("ins") == []
    page = browser.get(f"{URL}3")
    assert [[each.text for each in page.main.find(tag)] for tag in ("del", "ins")] == [
        ["[udgår: godt]"],
        ["[nyt: stort]"],
    ]
    page = browser.get(f"{URL}3?against=1")
    assert [[each.text for each in page.main.find(tag)] for tag in ("del", "ins")] == [[], ["[nyt: stort]"]]
    browser.get(f"{URL}1?against=3")
    browser.get(f"{URL}4", 404)
    browser.get(f"{URL}3?against=9", 404)
    browser.get("/courses/findes-ikke/editions/", 404)


def test_an_earlier_edition_can_be_read_at_each_level(db: Database, browse: Browse) -> None:
    three(db)
    browser = browse(make.person(db, None, Role.AUTHOR))
    page = browser.get(f"{URL}2/modules/{FIRST}?level={nordby.TEAM}")
    assert "et godt løfte" in page.main.text
    assert "Følger op hver uge" in page.main.text
    assert "Sætter retning for driften" in browser.get(f"{URL}2/modules/{FIRST}?level={nordby.CHIEF}").main.text
    browser.get(f"{URL}2/modules/{FIRST}?level=mester", 404)
    browser.get(f"{URL}2/modules/findes-ikke", 404)


@both_databases
def test_an_earlier_edition_becomes_the_draft_again(db: Database, browse: Browse) -> None:
    make.publish(db, nordby.files(aftaler=SECOND_TEXT, modules=4))
    writer = make.person(db, None, Role.AUTHOR)
    make.draft_files(db, {TEXT: THIRD_TEXT.encode()}, writer)
    browser = browse(writer)
    page = browser.get(f"{URL}1/draft")
    assert [each.text for each in page.main.find("del")] != []
    after = browser.send(page, f"{URL}1/draft")
    assert after.path == f"/courses/{COURSE}/publish/"
    with db.writing() as session:
        working = drafts.open_draft(session, COURSE)
        assert working is not None
        assert drafts.read_files(session, working) == nordby.files()
        saved = drafts.list_versions(session, COURSE, TEXT, NOW)
        states = [drafts.read_version(session, COURSE, TEXT, row.id) for row in saved]
    assert THIRD_TEXT.encode() in states  # what the draft held can be opened again
    assert db.count(Edition) == 2
    assert db.count(Draft) > 0


@pytest.mark.parametrize(
    "url", [URL, f"{URL}10", f"{URL}10/draft", f"{URL}10/modules/{FIRST}", f"/courses/{COURSE}/publish/"]
)
def test_a_thousand_editions_cost_no_more_than_ten(url: str, engine: Engine, db: Database, browse: Browse) -> None:
    browser = browse(make.person(db, None, Role.AUTHOR))
    many(db, 10)
    costs = [visit(engine, browser, url)]
    rows = [{"course": COURSE, "number": number, "manifest": "{}", "published_at": NOW} for number in range(11, 1000)]
    db.run(insert(Edition).values(rows))
    make.publish(db)
    costs.append(visit(engine, browser, url))
    assert costs[0] == costs[1] <= 6


def visit(engine: Engine, browser: Browser, url: str) -> int:
    """The statements of the second visit."""
    browser.get(url)
    with statements(engine) as sent:
        browser.client.get(url)
    return len(sent)
