"""Who may enter, route by route and role by role; and which rows those who entered find there."""

import re
from io import BytesIO
from zipfile import ZipFile

import pytest
from flask import Blueprint, Flask
from sqlalchemy import select, update
from werkzeug.test import TestResponse

from tests.webapp import make, nordby, world
from tests.webapp.conftest import Browse, both_databases
from tests.webapp.make import Database, Someone
from tests.webapp.world import World
from webapp.access import Who, declared
from webapp.app import create_app
from webapp.config import Config
from webapp.models import (
    Answer,
    Enrolment,
    EnrolmentState,
    Message,
    ModuleState,
    Person,
    Reflection,
    Role,
    Share,
)
from webapp.views import BLUEPRINTS, home

EXPECTED = {
    "home.index": Who.SIGNED_IN,
    "home.privacy": Who.ANYONE,
    "home.language": Who.ANYONE,
    "home.health": Who.ANYONE,
    "account.sign_in": Who.ANYONE,
    "account.submit_sign_in": Who.ANYONE,
    "account.forgotten": Who.ANYONE,
    "account.submit_forgotten": Who.ANYONE,
    "account.sign_out": Who.SIGNED_IN,
    "account.invitation": Who.ANYONE,
    "account.accept": Who.ANYONE,
    "account.password": Who.SIGNED_IN,
    "account.change_password": Who.SIGNED_IN,
    "own_data.show": Who.SIGNED_IN,
    "own_data.read": Who.SIGNED_IN,
    "own_data.download": Who.SIGNED_IN,
    "own_data.delete": Who.SIGNED_IN,
    "learn.overview": Who.LEADERS,
    "learn.welcome": Who.LEADERS,
    "learn.submit_welcome": Who.LEADERS,
    "learn.seen": Who.LEADERS,
    "learn.move_date": Who.LEADERS,
    "learn.start": Who.LEADERS,
    "learn.begin": Who.LEADERS,
    "learn.see_update": Who.LEADERS,
    "learn.already": Who.LEADERS,
    "learn.submit_already": Who.LEADERS,
    "learn.end": Who.LEADERS,
    "learn.finish": Who.LEADERS,
    "steps.step": Who.LEADERS,
    "steps.go_on": Who.LEADERS,
    "steps.answer": Who.LEADERS,
    "steps.remark": Who.LEADERS,
    "steps.save": Who.LEADERS,
    "steps.share": Who.LEADERS,
    "steps.withdraw": Who.LEADERS,
    "sheet.show": Who.LEADERS,
    "sheet.save": Who.LEADERS,
    "sheet.add": Who.LEADERS,
    "talks.show": Who.LEADERS,
    "talks.mark": Who.LEADERS,
    "plans.answer": Who.LEADERS,
    "refresher.take": Who.LEADERS,
    "refresher.answer": Who.LEADERS,
    "refresher.later": Who.LEADERS,
    "refresher.switch": Who.LEADERS,
    "team.index": Who.MANAGERS,
    "team.show": Who.MANAGERS,
    "team.move_date": Who.MANAGERS,
    "team.thank": Who.MANAGERS,
    "team.talk": Who.MANAGERS,
    "team.mark": Who.MANAGERS,
    "greeting.write": Who.MANAGERS,
    "greeting.preview": Who.MANAGERS,
    "greeting.send": Who.MANAGERS,
    "people.index": Who.ADMINS,
    "people.new": Who.ADMINS,
    "people.create": Who.ADMINS,
    "people.show": Who.ADMINS,
    "people.edit": Who.ADMINS,
    "people.change": Who.ADMINS,
    "people.invite": Who.ADMINS,
    "people.set_active": Who.ADMINS,
    "people.enrol": Who.ADMINS,
    "people.submit_enrol": Who.ADMINS,
    "people.invite_new": Who.ADMINS,
    "people.leaving": Who.ADMINS,
    "enrolments.show": Who.ADMINS,
    "enrolments.pause": Who.ADMINS,
    "enrolments.resume": Who.ADMINS,
    "enrolments.change_start": Who.ADMINS,
    "enrolments.change_level": Who.ADMINS,
    "enrolments.end": Who.ADMINS,
    "units.index": Who.ADMINS,
    "units.create": Who.ADMINS,
    "units.show": Who.ADMINS,
    "units.change": Who.ADMINS,
    "units.join": Who.ADMINS,
    "units.remove": Who.ADMINS,
    "imports.index": Who.ADMINS,
    "imports.template": Who.ADMINS,
    "imports.upload": Who.ADMINS,
    "imports.show": Who.ADMINS,
    "imports.progress": Who.ADMINS,
    "imports.confirm": Who.ADMINS,
    "imports.discard": Who.ADMINS,
    "assignment.index": Who.ADMINS,
    "assignment.new": Who.ADMINS,
    "assignment.create": Who.ADMINS,
    "assignment.remove": Who.ADMINS,
    "assignment.set_intake": Who.ADMINS,
    "cohorts.index": Who.ADMINS,
    "cohorts.create": Who.ADMINS,
    "cohorts.show": Who.ADMINS,
    "cohorts.change": Who.ADMINS,
    "cohorts.add": Who.ADMINS,
    "cohorts.remove": Who.ADMINS,
    "cohorts.pair": Who.ADMINS,
    "cohorts.dissolve": Who.ADMINS,
    "reports.index": Who.ADMINS,
    "reports.handle": Who.ADMINS,
    "evidence.show": Who.SIGNED_IN,
    "figures.index": Who.HR,
    "figures.csv": Who.HR,
    "figures.xlsx": Who.HR,
    "figures.part": Who.MANAGERS,
    "figures.for_programs": Who.ANYONE,
    "figures.keys": Who.ADMINS,
    "figures.make_key": Who.ADMINS,
    "figures.revoke_key": Who.ADMINS,
    "completion.index": Who.ADMINS,
    "completion.csv": Who.ADMINS,
    "completion.xlsx": Who.ADMINS,
    "completion.show": Who.ADMINS,
    "completion.own": Who.LEADERS,
    "mails.index": Who.ADMINS,
    "mails.again": Who.ADMINS,
    "mails.box": Who.ADMINS,
    "my_mails.index": Who.SIGNED_IN,
    "my_mails.save": Who.SIGNED_IN,
    "my_mails.off": Who.ANYONE,
    "my_mails.switch_off": Who.ANYONE,
    "calendar.index": Who.SIGNED_IN,
    "calendar.make": Who.SIGNED_IN,
    "calendar.revoke": Who.SIGNED_IN,
    "calendar.file": Who.SIGNED_IN,
    "calendar.subscribed": Who.ANYONE,
    "studio.index": Who.AUTHORS,
    "studio.show": Who.AUTHORS,
    "studio.handle": Who.AUTHORS,
    "revising.show": Who.AUTHORS,
    "revising.hand_in": Who.AUTHORS,
    "revising.decide": Who.AUTHORS,
    "revising.discard": Who.AUTHORS,
    "revising.stale": Who.AUTHORS,
    "revising.settle": Who.AUTHORS,
    "building.new": Who.AUTHORS,
    "building.create": Who.AUTHORS,
    "building.show_import": Who.AUTHORS,
    "building.read_again": Who.AUTHORS,
    "building.confirm_discard": Who.AUTHORS,
    "building.discard": Who.AUTHORS,
    "building.show": Who.AUTHORS,
    "building.submit": Who.AUTHORS,
    "sorting.show": Who.AUTHORS,
    "sorting.answer": Who.AUTHORS,
    "sorting.change": Who.AUTHORS,
    "sorting.settle": Who.AUTHORS,
    "sorting.step": Who.AUTHORS,
    "studio.coverage": Who.AUTHORS,
    "studio.begin_question": Who.AUTHORS,
    "outline.save": Who.AUTHORS,
    "outline.talks": Who.AUTHORS,
    "outline.save_talks": Who.AUTHORS,
    "outline.arrange": Who.AUTHORS,
    "outline.add": Who.AUTHORS,
    "writing.text": Who.AUTHORS,
    "writing.save": Who.AUTHORS,
    "writing.questions": Who.AUTHORS,
    "writing.save_questions": Who.AUTHORS,
    "writing.statements": Who.AUTHORS,
    "writing.discard": Who.AUTHORS,
    "writing.look": Who.AUTHORS,
    "writing.preview": Who.AUTHORS,
    "writing.mark": Who.AUTHORS,
    "saved.index": Who.AUTHORS,
    "saved.show": Who.AUTHORS,
    "saved.restore": Who.AUTHORS,
    "pictures.index": Who.AUTHORS,
    "pictures.add": Who.AUTHORS,
    "pictures.remove": Who.AUTHORS,
    "pictures.show": Who.SIGNED_IN,
    "guide.show": Who.AUTHORS,
    "publishing.show": Who.AUTHORS,
    "publishing.publish": Who.AUTHORS,
    "reviewing.show": Who.AUTHORS,
    "reviewing.comment": Who.AUTHORS,
    "reviewing.answer": Who.AUTHORS,
    "reviewing.close": Who.AUTHORS,
    "reviewing.ask": Who.AUTHORS,
    "reviewing.finish": Who.AUTHORS,
    "trial.start": Who.AUTHORS,
    "trial.begin": Who.AUTHORS,
    "trial.step": Who.AUTHORS,
    "trial.answer": Who.AUTHORS,
    "trial.go_on": Who.AUTHORS,
    "trial.save": Who.AUTHORS,
    "trial.refrain": Who.AUTHORS,
    "trial.end": Who.AUTHORS,
    "trial.leave": Who.AUTHORS,
    "quality.show": Who.HR,
    "local.facts": Who.AUTHORS,
    "local.save_facts": Who.AUTHORS,
    "copies.new": Who.AUTHORS,
    "copies.create": Who.AUTHORS,
    "copies.origin": Who.AUTHORS,
    "copies.take_over": Who.AUTHORS,
    "archives.export": Who.AUTHORS,
    "archives.choose": Who.AUTHORS,
    "archives.bring_in": Who.AUTHORS,
    "archives.confirm": Who.AUTHORS,
    "editions.index": Who.AUTHORS,
    "editions.show": Who.AUTHORS,
    "editions.read": Who.AUTHORS,
    "editions.ask_restore": Who.AUTHORS,
    "editions.restore": Who.AUTHORS,
}
OPEN_TO = {
    "nobody": {Who.ANYONE},
    "roleless": {Who.ANYONE, Who.SIGNED_IN},
    "leader": {Who.ANYONE, Who.SIGNED_IN, Who.LEADERS},
    "manager": {Who.ANYONE, Who.SIGNED_IN, Who.MANAGERS},
    "author": {Who.ANYONE, Who.SIGNED_IN, Who.AUTHORS, Who.HR},
    "admin": {Who.ANYONE, Who.SIGNED_IN, Who.ADMINS, Who.HR},
}
OWN = [endpoint for endpoint, who in EXPECTED.items() if who is Who.LEADERS and endpoint != "learn.overview"]
"""The routes that open rows of one leader."""
SECRETS = {
    "text": "Hemmelig-rose",
    "then_text": "Hemmelig-nellike",
    "shared": "Hemmelig-tulipan",
    "withdrawn": "Hemmelig-lilje",
}
"""What a leader has written, each where it is written."""


def test_every_route_is_in_the_table(app: Flask) -> None:
    assert declared(app) == EXPECTED


def test_the_tests_know_an_address_of_every_route(app: Flask, db: Database) -> None:
    addresses = world.build(db).addresses()
    assert addresses.keys() == EXPECTED.keys()
    matched = {}
    for method, url in addresses.values():
        matched[app.url_map.bind("localhost").match(url, method)[0]] = (method, url)
    assert matched == addresses


@pytest.mark.parametrize("role", OPEN_TO)
def test_a_visitor_enters_exactly_where_the_table_says(role: str, db: Database, browse: Browse) -> None:
    people = world.build(db)
    visitor: Someone | None = None if role == "nobody" else getattr(people, role)
    entered = set()
    for endpoint, (method, url) in people.addresses().items():
        browser = browse(visitor)
        answer = browser.post(url) if method == "POST" else browser.client.get(url)
        assert answer.status_code < 500, (endpoint, answer.status_code)
        to_sign_in = answer.status_code == 302 and answer.location.startswith("/sign-in?next=")
        if role == "nobody":
            refused = to_sign_in or answer.status_code == 401
        else:
            refused = answer.status_code == 403
        if not refused:
            entered.add(endpoint)
    assert entered == {endpoint for endpoint, who in EXPECTED.items() if who in OPEN_TO[role]}


def test_who_is_refused_changes_nothing(db: Database, browse: Browse) -> None:
    people = world.build(db)
    watched = [select(*table.__table__.columns).order_by(table.id) for table in (Person, Enrolment, ModuleState, Share)]
    before = [db.all(query) for query in watched]
    for role in ("nobody", "roleless"):
        for endpoint, (method, url) in people.addresses().items():
            if method == "POST" and EXPECTED[endpoint] not in OPEN_TO[role]:
                browse(None if role == "nobody" else people.roleless).post(url, active="0", then="stay", text="x")
    assert [db.all(query) for query in watched] == before


def test_an_app_with_a_view_that_states_nothing_does_not_start(config: Config, monkeypatch: pytest.MonkeyPatch) -> None:
    unmarked = Blueprint("unmarked", __name__)
    unmarked.add_url_rule("/unmarked", "page", lambda: "open to all")
    monkeypatch.setattr("webapp.app.BLUEPRINTS", (*BLUEPRINTS, unmarked))
    with pytest.raises(RuntimeError, match=r"unmarked\.page does not state who may enter"):
        create_app(config)
    monkeypatch.setattr("webapp.app.BLUEPRINTS", (home.bp,))
    assert create_app(config)


@pytest.mark.parametrize("endpoint", OWN)
def test_a_leader_does_not_find_a_colleagues_rows(endpoint: str, db: Database, browse: Browse) -> None:
    people = world.build(db)
    own = make.enrolment(db, under_way=[nordby.FIRST], manager=people.manager)
    browser = browse(own.leader)
    before = [db.all(select(*table.__table__.columns)) for table in (Answer, Reflection, Share, ModuleState)]
    for data in ({}, {"text": "x", "version": "1", "window": "another"}):
        method, url = people.addresses()[endpoint]
        answer = browser.post(url, **data) if method == "POST" else browser.client.get(url)
        assert answer.status_code == 404
    assert [db.all(select(*table.__table__.columns)) for table in (Answer, Reflection, Share, ModuleState)] == before


@pytest.mark.parametrize("endpoint", OWN)
def test_an_enrolment_that_is_not_there_is_not_found(endpoint: str, db: Database, browse: Browse) -> None:
    people = world.build(db)
    browser = browse(people.leader)
    for id in (99_999, 10**12, 10**25):
        method, url = people.addresses(make.Enrolled(id, people.leader, nordby.TEAM))[endpoint]
        answer = browser.post(url) if method == "POST" else browser.client.get(url)
        assert answer.status_code == 404, id


def test_saving_while_typing_does_not_write_into_a_colleagues_text(db: Database, browse: Browse) -> None:
    people = world.build(db)
    stranger = browse(make.person(db, None, Role.LEADER))
    url = people.addresses()["steps.save"][1]
    for version in ("0", "1"):
        data = {"text": "overskrevet", "version": version, "window": "another", "csrf_token": stranger.token()}
        answer = stranger.client.post(url, data=data, headers={"Accept": "application/json"})
        assert answer.status_code == 404
    assert db.value(select(Reflection.text)) == "Jeg lovede for meget."


def test_a_module_of_another_level_is_not_found(db: Database, browse: Browse) -> None:
    team, chief = make.enrolment(db), make.enrolment(db, level=nordby.CHIEF)
    assert browse(team.leader).client.get(team.url(nordby.CHIEFS_ONLY)).status_code == 404
    browse(chief.leader).get(chief.url(nordby.CHIEFS_ONLY))


def test_an_ended_enrolment_is_closed_for_its_leader(db: Database, browse: Browse) -> None:
    ended = make.enrolment(db, state=EnrolmentState.ENDED)
    assert browse(ended.leader).client.get(ended.url()).status_code == 404


@both_databases
def test_a_manager_sees_her_own_reports_only(db: Database, browse: Browse) -> None:
    people = world.build(db)
    mine, theirs = make.enrolment(db, manager=people.above), people.enrolment
    browser = browse(people.above)
    page = browser.get("/my-new-leaders/")
    assert {url.split("/")[2] for url in page.links() if url.startswith("/my-new-leaders/")} == {str(mine.id)}
    assert people.leader.name not in page.html
    browser.get(f"/my-new-leaders/{mine.id}")
    browser.get(f"/my-new-leaders/{theirs.id}", 404)
    for id in (99_999, 10**25):
        browser.get(f"/my-new-leaders/{id}", 404)


@pytest.mark.parametrize("state", EnrolmentState)
def test_a_manager_follows_all_but_ended_enrolments(state: EnrolmentState, db: Database, browse: Browse) -> None:
    manager = make.person(db, None, Role.MANAGER)
    on = make.enrolment(db, manager=manager, state=state)
    address = f"/my-new-leaders/{on.id}"
    ended = state is EnrolmentState.ENDED
    assert (address in browse(manager).get("/my-new-leaders/").links()) is not ended
    browse(manager).get(address, 404 if ended else 200)


def test_a_manager_does_not_see_one_who_has_left(db: Database, browse: Browse) -> None:
    people = world.build(db)
    db.run(update(Person).where(Person.id == people.leader.id).values(active=False))
    browse(people.manager).get(f"/my-new-leaders/{people.enrolment.id}", 404)


@both_databases
def test_the_manager_before_and_the_manager_after_do_not_read_what_was_shared(db: Database, browse: Browse) -> None:
    people = world.build(db)
    address = f"/my-new-leaders/{people.enrolment.id}"
    assert "Jeg lovede for meget." in browse(people.manager).get(address).main.text
    db.run(update(Person).where(Person.id == people.leader.id).values(manager_id=people.above.id))
    browse(people.manager).get(address, 404)
    assert browse(people.manager).post(f"{address}/shares/{people.share}/thanks").status_code == 404
    after = browse(people.above).get(address)
    assert "Jeg lovede for meget." not in after.main.text
    assert browse(people.above).post(f"{address}/shares/{people.share}/thanks").status_code == 404
    assert db.value(select(Share.thanked_at)) is None


def test_a_share_is_answered_under_its_own_leader_only(db: Database, browse: Browse) -> None:
    people = world.build(db)
    other = make.enrolment(db, manager=people.manager)
    answer = browse(people.manager).post(f"/my-new-leaders/{other.id}/shares/{people.share}/thanks")
    assert answer.status_code == 404
    assert db.value(select(Share.thanked_at)) is None


def test_an_author_does_not_handle_a_word_about_a_person(db: Database, browse: Browse) -> None:
    people = world.build(db)
    assert browse(people.author).post(f"/courses/remarks/{people.message}/handled").status_code == 404
    assert browse(people.admin).post(f"/progress/messages/{people.remark}/handled").status_code == 404
    assert db.count(Message, Message.handled_at.is_not(None)) == 0


def write_secrets(db: Database, people: World) -> None:
    make.text(db, people.enrolment, nordby.PLAN, SECRETS["text"], SECRETS["then_text"])
    db.run(update(Reflection).where(Reflection.item == nordby.REFLECTION).values(text=SECRETS["text"]))
    db.run(update(Share).values(text=SECRETS["shared"]))
    withdrawn = make.share(db, people.enrolment, people.manager, nordby.PLAN, SECRETS["withdrawn"])
    db.run(update(Share).where(Share.id == withdrawn).values(withdrawn_at=make.NOW))


def words_of(answer: TestResponse) -> str:
    """What an answer says; an Excel or zip file is unpacked."""
    if not answer.data.startswith(b"PK"):
        return answer.get_data().decode(errors="replace")
    book = ZipFile(BytesIO(answer.data))
    return "".join(book.read(name).decode(errors="replace") for name in book.namelist())


def everything_seen_by(person: Someone, people: World, browse: Browse) -> str:
    """All pages that this person can open, with everybody's rows in the addresses."""
    urls = [url for method, url in people.addresses().values() if method == "GET"]
    urls += [f"/people/{each.id}{rest}" for each in (people.leader, people.manager) for rest in ("", "/edit", "/enrol")]
    urls += [people.enrolment.url(rest=f"/steps/{step}") for step in (nordby.REFLECTION, nordby.PLAN)]
    pages = [browse(person).client.get(url, follow_redirects=True, buffered=True) for url in urls]
    assert sum(page.status_code == 200 for page in pages) >= 5
    html = "".join(words_of(page) for page in pages)
    # without what differs from browser to browser, and the numbers of error pages
    return re.sub(r'name="(?:csrf_token|window)" value="[^"]+"|[0-9a-f]{8}</p>', "", html)


def test_what_a_leader_writes_stands_on_her_own_pages_and_the_shared_copy_on_her_managers(
    db: Database, browse: Browse
) -> None:
    people = world.build(db)
    write_secrets(db, people)
    seen = {
        name: {place for place, secret in SECRETS.items() if secret in everything_seen_by(person, people, browse)}
        for name, person in (
            ("leader", people.leader),
            ("manager", people.manager),
            ("above", people.above),
            ("author", people.author),
            ("admin", people.admin),
            ("roleless", people.roleless),
        )
    }
    assert seen == {
        "leader": {"text", "then_text", "shared", "withdrawn"},  # what she has taken back stands in her own data
        "manager": {"shared"},
        "above": set(),
        "author": set(),
        "admin": set(),
        "roleless": set(),
    }


def test_nobody_but_the_leader_sees_answers_and_tries(db: Database, browse: Browse) -> None:
    people = world.build(db)
    viewers = (people.manager, people.above, people.author, people.admin)
    before = [everything_seen_by(person, people, browse) for person in viewers]
    for try_no in range(2, 9):
        make.answer(db, people.enrolment, "svar", "0", try_no=try_no)
    after = [everything_seen_by(person, people, browse) for person in viewers]
    assert after == before
