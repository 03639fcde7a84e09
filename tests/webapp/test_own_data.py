"""One's own data: all of it to be read and taken along, the private part to be deleted."""

import json

from sqlalchemy import select

from tests.webapp import make, nordby, world
from tests.webapp.conftest import Browse, both_databases
from tests.webapp.make import Database
from webapp.db import Base
from webapp.models import Answer, Enrolment, ModuleState, Person, Reflection, Share, Talk, TalkLine, TalkSheet

NOT_HERS = {"login_attempt", "setting", "unit", "blob", "edition", "draft", "draft_version"}
NOT_HERS |= {"rule", "course_state", "cohort", "upload"}
NOT_HERS |= {"sorting", "revision", "stale", "edition_change", "review_request", "review_comment", "local_fact"}
NOT_HERS |= {"taken_figures", "figures_key"}
"""Tables without rows about a person who uses the site."""


def fill(db: Database) -> world.World:
    people = world.build(db)
    with db.writing() as session:
        on = people.enrolment.id
        session.add(TalkLine(enrolment_id=on, position=0, text="Min linje"))
        session.add(TalkSheet(enrolment_id=on))
        session.add(Talk(enrolment_id=on, talk=nordby.TALK, held_week=make.NOW.date(), marked_by=people.manager.id))
    return people


def test_every_table_is_either_exported_or_named_as_nobodys(db: Database, browse: Browse) -> None:
    people = fill(db)
    data = json.loads(browse(people.leader).client.get("/my-data/lederstart.json").get_data(as_text=True))
    assert data.keys() | NOT_HERS == Base.metadata.tables.keys()
    assert not data.keys() & NOT_HERS


@both_databases
def test_the_file_holds_everything_of_hers_and_nothing_of_anybody_else(db: Database, browse: Browse) -> None:
    people = fill(db)
    other = make.enrolment(db, manager=people.manager)
    make.text(db, other, text="En andens ord")
    answer = browse(people.leader).client.get("/my-data/lederstart.json")
    assert "attachment" in answer.headers["Content-Disposition"]
    text = answer.get_data(as_text=True)
    for words in ("Åse Ødegård", "Jeg lovede for meget.", "Min linje", nordby.TALK, "Jeg er chef.", '"svar"'):
        assert words in text
    assert "En andens ord" not in text
    for secret in ("scrypt", "password", "token", "hash"):
        assert secret not in text
    assert "Jeg lovede for meget." not in browse(people.manager).client.get("/my-data/lederstart.json").get_data(
        as_text=True
    )


def test_the_page_tells_the_same_in_words(db: Database, browse: Browse) -> None:
    people = fill(db)
    words = browse(people.leader).get("/my-data/read").main.text
    for each in ("Åse Ødegård", "Jeg lovede for meget.", "Min linje", "16. februar", "Godt skridt"):
        assert each in words


@both_databases
def test_what_is_private_is_deleted_and_what_hr_needs_stays(db: Database, browse: Browse) -> None:
    people = fill(db)
    other = make.enrolment(db, manager=people.manager)
    make.text(db, other)
    browser = browse(people.leader)
    page = browser.send(browser.get("/my-data"), "/my-data/delete", sure="y")
    assert page.main.find(role="status")
    hers = people.enrolment.id
    for table in (Answer, Reflection, Share, TalkLine, TalkSheet):
        assert db.count(table, table.enrolment_id == hers) == 0
    assert db.count(Reflection, Reflection.enrolment_id == other.id) == 1
    assert db.count(ModuleState, ModuleState.enrolment_id == hers) == 2
    assert db.count(Talk) == 1
    assert db.count(Enrolment) == 2
    assert db.one(select(Person.name).where(Person.id == people.leader.id))
    assert "Jeg lovede for meget." not in browse(people.manager).get(f"/my-new-leaders/{hers}").main.text


def test_nothing_is_deleted_before_she_has_said_that_she_means_it(db: Database, browse: Browse) -> None:
    people = fill(db)
    browser = browse(people.leader)
    page = browser.send(browser.get("/my-data"), "/my-data/delete")
    assert page.main.find(id="sure-error")
    assert db.count(Answer) == 1
