"""HR's overview: figures per course and level, and what leaders have written to HR."""

from datetime import date

from sqlalchemy import update

from tests.webapp import make, world
from tests.webapp.conftest import Browse, both_databases
from tests.webapp.make import Database
from tests.webapp.nordby import CHIEF, FIRST, SECOND
from tests.webapp.pages import Page
from webapp.models import EnrolmentState, Message, Person, Role


def figures(page: Page) -> list[list[str]]:
    """Level and figures of each line: leaders, not started, under way, completed, with a date that has passed."""
    return [[cell.text for cell in line.find("td")][1:] for line in page.main.find("tr") if line.find("td")]


@both_databases
def test_progress_is_counted_per_level(db: Database, browse: Browse) -> None:
    late, later = date(2026, 1, 5), date(2026, 3, 2)
    make.enrolment(db, starts_on=late)
    make.enrolment(db, starts_on=later)
    make.enrolment(db, starts_on=later, under_way=[FIRST])
    make.enrolment(db, starts_on=late, completed=[FIRST])
    make.enrolment(db, starts_on=late, completed=[FIRST, SECOND], state=EnrolmentState.COMPLETED)
    make.enrolment(db, starts_on=late, state=EnrolmentState.ENDED)
    make.enrolment(db, starts_on=later, level=CHIEF)
    gone = make.enrolment(db, starts_on=late)
    db.run(update(Person).where(Person.id == gone.leader.id).values(active=False))
    page = browse(make.person(db, None, Role.ADMIN)).get("/progress/")
    assert figures(page) == [["Chefer", "1", "1", "0", "0", "0"], ["Teamledere", "5", "2", "2", "1", "2"]]


def test_without_anybody_on_a_course_the_page_says_what_to_do(db: Database, browse: Browse) -> None:
    page = browse(make.person(db, None, Role.ADMIN)).get("/progress/")
    assert page.main.find("table") == []
    assert "/people/" in page.links()


def test_what_leaders_wrote_is_put_away_once_it_is_done(db: Database, browse: Browse) -> None:
    people = world.build(db)
    browser = browse(people.admin)
    page = browser.get("/progress/")
    assert "Jeg er chef." in page.main.text
    assert f"/people/{people.leader.id}" in page.links()
    assert "Hvem?" not in page.main.text  # a remark on a question is the authors'
    after = browser.send(page, f"/progress/messages/{people.message}/handled")
    assert "Jeg er chef." not in after.main.text
    assert db.count(Message, Message.handled_at == make.NOW) == 1


def test_a_message_that_is_not_there_is_not_found(db: Database, browse: Browse) -> None:
    browser = browse(make.person(db, None, Role.ADMIN, Role.AUTHOR))
    assert browser.post("/progress/messages/99999/handled").status_code == 404
    assert browser.post("/courses/remarks/99999/handled").status_code == 404
