"""The demo: people in every state on the shipped course, and every page of theirs in order."""

from pathlib import Path

import pytest
from sqlalchemy import select

from course import files
from course.module import Ask
from tests.webapp import make
from tests.webapp.conftest import Browse
from tests.webapp.mailbox import run
from tests.webapp.make import NOW, Database, Someone
from webapp import demo, editions
from webapp.config import Config
from webapp.db import Base, make_engine
from webapp.demo import workshop
from webapp.migrating import migrate
from webapp.models import Origin, Person

ROOT = Path(__file__).parents[2]
PASSWORD = "til-proeverne"


@pytest.fixture(scope="module")
def filled_file(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Stands in the place of the other tests' file: the demo."""
    path = tmp_path_factory.mktemp("demo") / "demo.sqlite3"
    engine = make_engine(f"sqlite:///{path}")
    migrate(engine)
    with Database(engine).writing() as session:
        demo.fill(session, ROOT, PASSWORD, now=NOW)
    engine.dispose()
    return path


def somebody(db: Database, email: str) -> Someone:
    return Someone(*db.one(select(Person.id, Person.name, Person.email).where(Person.email == email)))


def everything(db: Database) -> dict[str, object]:
    return {table.name: db.all(select(table)) for table in Base.metadata.sorted_tables}


def test_filling_twice_changes_nothing(db: Database) -> None:
    before = everything(db)
    with db.writing() as session:
        demo.fill(session, ROOT, "en anden adgangskode", now=NOW)
    assert everything(db) == before


def test_an_edition_made_in_the_studio_survives_a_restart(db: Database) -> None:
    path = f"content/{demo.COURSE}/course.md"
    changed = files.read_course(ROOT, demo.COURSE)[path] + b"\nSkrevet i Danmark.\n"
    with db.writing() as session:
        whole = files.read_course(ROOT, demo.COURSE) | {path: changed}
        assert editions.publish(session, demo.COURSE, whole, by=None, now=NOW, origin=Origin.STUDIO)
    before = everything(db)
    with db.writing() as session:
        demo.fill(session, ROOT, PASSWORD, now=NOW)
    assert everything(db) == before


@pytest.mark.parametrize(
    ("name", "lands_on"),
    [
        ("leder", "/my-course/"),
        ("chef", "/my-course/"),
        ("direktoer", "/my-new-leaders/"),
        ("forfatter", "/courses/"),
        ("hr", "/people/"),
    ],
)
def test_every_account_that_is_printed_signs_in(name: str, lands_on: str, browse: Browse) -> None:
    email = f"{name}@lederstart.example"
    assert email in demo.ACCOUNTS
    device = browse(None)
    assert device.send(device.get("/sign-in"), email=email, password=PASSWORD).path == lands_on


def test_the_manager_has_seven_new_leaders_in_different_states(db: Database, browse: Browse) -> None:
    page = browse(somebody(db, "chef@lederstart.example")).get("/my-new-leaders/")
    assert "Åse Ødegård" in page.main.text
    stones = [
        "".join(each.attributes["class"][:1] or "-" for each in path.find("li"))
        for path in page.main.find(class_="path")
    ]
    assert len(stones) == 7
    assert len(set(stones)) >= 5


@pytest.mark.parametrize("name", files.list_courses(ROOT))
def test_every_step_of_a_shipped_course_is_a_page_in_order(name: str, db: Database, browse: Browse) -> None:
    course = make.compiled(db, name)
    visited = 0
    for level in course.level_ids:
        leader = make.person(db, None)
        on = make.enrolment(
            db, leader, level=level, course=name, completed=[module.id for module in course.modules_for(level)]
        )
        device = browse(leader)
        for module in course.modules_for(level):
            for rest in ("", "/already", "/end"):
                device.get(on.url(module.id, rest))
            for step in module.versions[level].steps:
                page = device.get(on.url(module.id, f"/steps/{step.id}"))
                assert isinstance(step, Ask) == bool(page.main.find("fieldset"))
                visited += 1
    assert visited > 50


@pytest.mark.parametrize("email", demo.ACCOUNTS)
def test_every_link_of_an_account_leads_to_a_page_in_order(email: str, db: Database, browse: Browse) -> None:
    device = browse(somebody(db, email))
    waiting: list[str] = ["/"]
    met: set[str] = set()
    while waiting and len(met) < 80:
        url = waiting.pop(0)
        if url.endswith(".ics"):  # a file to download
            assert device.client.get(url).mimetype == "text/calendar"
            continue
        page = device.get(url)
        for link in page.links():
            path = link.partition("#")[0]
            if path.startswith("/") and path not in met and not path.endswith("/export"):
                met.add(path)
                waiting.append(path)
    assert len(met) >= 2


def test_hr_finds_units_in_a_tree_a_rule_and_a_group_with_partners(db: Database, browse: Browse) -> None:
    device = browse(somebody(db, "hr@lederstart.example"))
    assert "Sundhed og Omsorg" in device.get("/assignment/").main.text
    assert device.get("/units/").main.find(class_="depth-1")
    assert "Efterårets nye ledere" in device.get("/groups/").main.text
    assert "Jonas Krogh" in browse(somebody(db, "leder@lederstart.example")).get("/my-course/").main.text


def test_an_author_finds_a_change_a_review_a_remark_and_a_document_to_sort(db: Database, browse: Browse) -> None:
    page = browse(somebody(db, "forfatter@lederstart.example")).get("/courses/").main.text
    for words in ("Vibeke Storm", workshop.REMARK, "Ledelsesgrundlag for Eksempel Kommune"):
        assert words in page


def test_enough_leaders_have_answered_to_see_how_the_questions_work(db: Database, browse: Browse) -> None:
    page = browse(somebody(db, "forfatter@lederstart.example")).get(f"/courses/{demo.COURSE}/quality")
    assert page.main.find("table")


def test_mails_are_on_their_way_when_the_demo_starts(db: Database, config: Config) -> None:
    subjects = {mail.subject for mail in run(db, config)}
    assert "Velkommen til Lederstart" in subjects
    assert len(subjects) > 1
