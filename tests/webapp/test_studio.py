"""The author's pages: courses, coverage, and what leaders say of the questions."""

from sqlalchemy import delete

from tests.webapp import make, nordby, world
from tests.webapp.conftest import Browse
from tests.webapp.make import Database
from tests.webapp.nordby import COURSE
from webapp.models import Edition, Role


def test_a_course_is_listed_with_its_edition_and_how_it_covers_the_framework(db: Database, browse: Browse) -> None:
    make.publish(db, nordby.files(modules=4))
    browser = browse(make.person(db, None, Role.AUTHOR))
    page = browser.send(browser.get("/courses/"), "/language", button=("language", "en"))
    assert "Edition 2, published 2 March" in page.main.text
    assert "4 modules" in page.main.text
    lines = [[cell.text for cell in line.find("td")] for line in page.main.find("tr") if line.find("td")]
    # Each level is held to its own expectation and the one to all; both are shown, asked about and reflected on.
    assert lines == [["Chefer", "2", "2", "2"], ["Teamledere", "2", "2", "2"]]
    assert f"/courses/{COURSE}" in page.links()


def test_few_leaders_on_a_course_are_not_counted_out(db: Database, browse: Browse) -> None:
    browser = browse(make.person(db, None, Role.AUTHOR))
    browser.send(browser.get("/courses/"), "/language", button=("language", "en"))
    for _ in range(4):
        make.enrolment(db)
    assert "fewer than 5 leaders" in browser.get("/courses/").main.text
    make.enrolment(db)
    assert "5 leaders are on it" in browser.get("/courses/").main.text


def test_the_matrix_has_a_line_for_every_expectation(db: Database, browse: Browse) -> None:
    page = browse(make.person(db, None, Role.AUTHOR)).get(f"/courses/{COURSE}/coverage")
    lines = {
        line.find("th")[0].text: ["gælder ikke" in cell.text for cell in line.find("td")]
        for line in page.main.find("table", class_="statements")[0].find("tbody")[0].find("tr")
    }
    assert lines == {
        "Vi holder aftaler og siger det højt, når en aftale ikke kan holdes længere.": [False, False],
        "Sætter retning for driften": [False, True],
        "Følger op hver uge": [True, False],
    }


def test_a_course_that_is_not_there_is_not_found(db: Database, browse: Browse) -> None:
    browse(make.person(db, None, Role.AUTHOR)).get("/courses/findes-ikke", 404)


def test_before_the_first_course_the_page_leads_to_a_new_one_and_to_one_taken_in(db: Database, browse: Browse) -> None:
    db.run(delete(Edition))
    page = browse(make.person(db, None, Role.AUTHOR)).get("/courses/")
    assert "Der er ingen forløb endnu." in page.main.text
    assert {"/courses/new", "/courses/import"} <= set(page.links())


def test_a_remark_is_put_away_once_it_is_done(db: Database, browse: Browse) -> None:
    people = world.build(db)
    browser = browse(people.author)
    page = browser.get("/courses/")
    assert "Hvem?" in page.main.text
    assert "Jeg er chef." not in page.main.text  # what concerns a person is the administrator's
    after = browser.send(page, f"/courses/remarks/{people.remark}/handled")
    assert "Hvem?" not in after.main.text
