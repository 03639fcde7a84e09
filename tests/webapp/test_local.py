"""Local facts, and a course copied for one area."""

import pytest
from sqlalchemy import Engine, select

from tests.webapp import make, nordby, world
from tests.webapp.conftest import Browse, both_databases, statements
from tests.webapp.make import Database
from tests.webapp.nordby import AFTALER, COURSE, FIRST, SECOND
from tests.webapp.pages import Browser
from webapp import drafts
from webapp.models import Audit, Draft, LocalFact, Role

URL = f"/courses/{COURSE}/local"
COPY = f"{COURSE}-skoler"
SLOT = "\n::: lokalt vikarer\nHvem godkender vikarer?\n:::\n"
WITH_SLOT = AFTALER.replace("Vi følger [[Kurs]]en.\n", f"Vi følger [[Kurs]]en.\n{SLOT}")
FACT = "Spørg Økonomi: <b>loen@nordby.dk</b>"


def author(db: Database, browse: Browse, name: str = "Lone Bech") -> Browser:
    return browse(make.person(db, name, Role.AUTHOR))


# --- facts ---


@both_databases
def test_what_is_filled_in_stands_in_the_module_and_survives_editions(db: Database, browse: Browse) -> None:
    make.publish(db, nordby.files(aftaler=WITH_SLOT))
    on = make.enrolment(db, under_way=[FIRST])
    leader, url = browse(on.leader), on.url(rest=f"/steps/{world.READING}")
    assert "Hvem godkender vikarer?" not in leader.get(url).main.text  # hidden until it is filled in
    browser = author(db, browse)
    page = browser.get(URL)
    assert "1 mangler." in page.main.text
    page = browser.send(page, URL, typed={"fact-vikarer": FACT})
    assert "Alt er udfyldt." in page.main.text
    for text in ("Før", "Efter"):
        make.publish(db, nordby.files(aftaler=f"{WITH_SLOT}\n{text}.\n"))
        page = leader.get(url)
        assert "Hvem godkender vikarer?" in page.main.text
        assert FACT in page.main.text
        assert [link for link in page.links() if "nordby.dk" in link] == ["mailto:loen@nordby.dk"]
    browser.send(browser.get(URL), URL, typed={"fact-vikarer": " "})
    assert db.count(LocalFact) == 0
    assert "Hvem godkender vikarer?" not in leader.get(url).main.text
    assert not any("Økonomi" in row.detail for row in db.all(select(Audit.detail)))


def test_two_authors_at_one_fact_see_each_others_words_and_nothing_is_overwritten(db: Database, browse: Browse) -> None:
    make.publish(db, nordby.files(aftaler=WITH_SLOT))
    first, second = author(db, browse), author(db, browse, "Bo Lund")
    stale = second.get(URL)
    first.send(first.get(URL), URL, typed={"fact-vikarer": "Økonomi"})
    page = second.send(stale, URL, status=409, typed={"fact-vikarer": "Personale"})
    assert db.value(select(LocalFact.text)) == "Økonomi"
    assert "Økonomi" in page.error_at("fact-vikarer")
    assert page.main.find("textarea")[0].raw.strip() == "Personale"
    second.send(page, URL)
    assert db.value(select(LocalFact.text)) == "Personale"


def test_a_fact_that_is_too_long_is_told_and_kept_in_the_field(db: Database, browse: Browse) -> None:
    make.publish(db, nordby.files(aftaler=WITH_SLOT))
    browser = author(db, browse)
    page = browser.send(browser.get(URL), URL, status=422, typed={"fact-vikarer": "x" * 1001})
    assert page.main.find("div", role="alert")
    assert "x" * 1001 in page.html
    assert db.count(LocalFact) == 0


def test_a_slot_that_is_not_there_is_not_filled_in(db: Database, browse: Browse) -> None:
    browser = author(db, browse)
    assert "Intet modul" in browser.get(URL).main.text
    browser.post(URL, **{"fact-findes-ikke": "x"})
    assert db.count(LocalFact) == 0


def test_a_page_without_slots_costs_no_statement_more(engine: Engine, db: Database, browse: Browse) -> None:
    on = make.enrolment(db, under_way=[FIRST])
    browser, url = browse(on.leader), on.url(rest=f"/steps/{world.READING}")
    costs = []
    for text in (AFTALER, WITH_SLOT):
        make.publish(db, nordby.files(aftaler=text + "\nNyt.\n"))
        browser.get(url)
        with statements(engine) as sent:
            browser.client.get(url)
        costs.append(len(sent))
    assert costs == [2, 3]


def test_a_step_of_empty_slots_says_so(db: Database, browse: Browse) -> None:
    make.publish(db, nordby.files(aftaler=AFTALER.replace("## Prøv det af", f"## Hos jer\n{SLOT}\n## Prøv det af")))
    on = make.enrolment(db, under_way=[FIRST])
    assert "Spørg din nærmeste leder" in browse(on.leader).get(on.url(rest="/steps/hos-jer")).main.text


# --- a copy ---


def make_copy(db: Database, browse: Browse) -> Browser:
    """A copy of the course for schools, published."""
    browser = author(db, browse)
    page = browser.send(browser.get(f"/courses/{COURSE}/copy"), f"/courses/{COURSE}/copy", area="Skoler")
    assert page.path == f"/courses/{COPY}/publish/"
    browser.send(page, page.path)
    return browser


def draft_of(db: Database, course: str) -> dict[str, bytes]:
    with db.writing() as session:
        working = drafts.open_draft(session, course)
        assert working is not None
        return drafts.read_files(session, working)


@both_databases
def test_a_copy_is_a_course_of_its_own_that_knows_where_it_comes_from(db: Database, browse: Browse) -> None:
    make_copy(db, browse)
    compiled = make.compiled(db, COPY)
    assert compiled.title == "Ny leder i Nordby, Skoler"
    assert compiled.origin is not None
    assert (compiled.origin.course, compiled.origin.edition) == (COURSE, 1)
    assert list(compiled.modules) == [FIRST, SECOND, nordby.CHIEFS_ONLY]


@both_databases
def test_a_copy_is_told_what_is_new_and_each_part_can_be_taken_over(db: Database, browse: Browse) -> None:
    browser = make_copy(db, browse)
    url = f"/courses/{COPY}/origin"
    assert url not in browser.get(f"/courses/{COPY}").links()
    assert not browser.get(url).has_form(url)
    make.draft_files(
        db, {f"content/{COPY}/{SECOND}.md": nordby.MOEDER.replace("afgjort", "aftalt").encode()}, course=COPY
    )
    changed = nordby.files(
        aftaler=AFTALER.replace("et løfte", "et godt løfte"), moeder=nordby.MOEDER.replace("seneste", "sidste")
    )
    make.publish(db, changed)
    assert url in browser.get(f"/courses/{COPY}").links()
    page = browser.get(url)
    assert dict(page.form(url).values())["part"] == f"module/{FIRST}"  # what the copy has changed itself is not chosen
    browser.send(page, url)
    after = draft_of(db, COPY)
    assert b"et godt l" in after[f"content/{COPY}/{FIRST}.md"]
    assert b"aftalt" in after[f"content/{COPY}/{SECOND}.md"]
    assert b"edition: 2" in after[f"content/{COPY}/course.md"]
    assert not browser.get(url).has_form(url)
    assert draft_of(db, COURSE) == changed  # the original is left alone


@pytest.mark.parametrize("area", ["", "!!!", "Skoler"])
def test_an_area_that_gives_no_name_of_its_own_is_told_at_the_field(area: str, db: Database, browse: Browse) -> None:
    browser = make_copy(db, browse)
    before = db.count(Draft)
    page = browser.send(browser.get(f"/courses/{COURSE}/copy"), f"/courses/{COURSE}/copy", status=422, area=area)
    assert page.error_at("area")
    assert db.count(Draft) == before


def test_a_course_that_is_no_copy_has_no_origin(db: Database, browse: Browse) -> None:
    author(db, browse).get(f"/courses/{COURSE}/origin", 404)
