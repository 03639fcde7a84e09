"""How many SQL statements a request costs: no more than stated, and the same for small and large."""

import pytest
from flask import Flask
from sqlalchemy import Engine, update

from tests.webapp import make, nordby, world
from tests.webapp.conftest import Browse, both_databases, statements
from tests.webapp.make import Database, Enrolled
from tests.webapp.pages import Browser
from webapp import operations
from webapp.models import Person, Role, Stale, Talk, TalkLine
from webapp.versions import Version

READING, ASK, TALK = (f"/steps/{step}" for step in (world.READING, world.ASK, world.TALK))
REFLECTION, PLAN = f"/steps/{nordby.REFLECTION}", f"/steps/{nordby.PLAN}"


def cost(engine: Engine, browser: Browser, url: str) -> int:
    """Statements of the second visit: the course is warm then, as it is for everybody but the first."""
    assert browser.client.get(url).status_code == 200, url
    with statements(engine) as sent:
        browser.client.get(url)
    return len(sent)


def leader_at_work(db: Database, *, answered: bool = True) -> Enrolled:
    manager = make.person(db, None, Role.MANAGER)
    on = make.enrolment(db, manager=manager, under_way=[nordby.FIRST])
    if answered:
        make.answer(db, on, "svar")
    make.text(db, on)
    make.text(db, on, nordby.PLAN)
    make.share(db, on, manager)
    return on


@pytest.mark.parametrize("rest", ["", READING, ASK, REFLECTION, PLAN, TALK, "/end", "/already", f"{ASK}?answered=svar"])
def test_a_page_of_a_module_costs_at_most_four_statements(
    rest: str, engine: Engine, db: Database, browse: Browse
) -> None:
    on = leader_at_work(db, answered=rest != "/already")
    assert cost(engine, browse(on.leader), on.url(rest=rest)) <= 4


def test_the_overview_costs_at_most_four_statements(engine: Engine, db: Database, browse: Browse) -> None:
    on = leader_at_work(db)
    assert cost(engine, browse(on.leader), "/my-course/") <= 4


@pytest.mark.parametrize("rest", ["", READING, ASK, REFLECTION, "/end", "/already"])
def test_a_larger_course_does_not_cost_more_statements(rest: str, engine: Engine, db: Database, browse: Browse) -> None:
    on = leader_at_work(db, answered=rest != "/already")
    browser, overview = browse(on.leader), "/my-course/"
    small = (cost(engine, browser, on.url(rest=rest)), cost(engine, browser, overview))
    make.publish(db, nordby.files(modules=20))
    assert (cost(engine, browser, on.url(rest=rest)), cost(engine, browser, overview)) == small
    assert len(browser.get(overview).main.find("a", class_="module-title")) == 19  # the large one is what was counted


@both_databases
def test_saving_while_typing_costs_at_most_three_statements(engine: Engine, db: Database, browse: Browse) -> None:
    on = make.enrolment(db, under_way=[nordby.FIRST])
    browser = browse(on.leader)
    form = browser.get(on.url(rest=REFLECTION)).form(on.url(rest=f"/texts/{nordby.REFLECTION}"))
    version = "0"
    for text in ("Jeg", "Jeg lovede", "Jeg lovede for meget"):
        data = form.filled({"text": text}) | {"version": [version]}
        with statements(engine) as sent:
            answer = browser.client.post(form.action, data=data, headers={"Accept": "application/json"})
        assert answer.status_code == 200
        assert len(sent) <= 3, sent
        version = str(answer.get_json()["version"])
    assert version == "3"


@both_databases
def test_an_answer_costs_at_most_seven_statements(engine: Engine, db: Database, browse: Browse) -> None:
    on = make.enrolment(db, under_way=[nordby.FIRST])
    browser = browse(on.leader)
    for option in ("0", "1"):  # the first one not right, so the question comes again
        page = browser.get(on.url(rest=ASK))
        form = page.form(on.url(rest=f"{ASK}/answers/svar"))
        with statements(engine) as sent:
            assert browser.client.post(form.action, data=form.filled({"option": option})).status_code == 302
        assert len(sent) <= 7, sent
        for other in ("besked", "ugen"):
            make.answer(db, on, other, try_no=1 if option == "0" else 2)


@both_databases
@pytest.mark.parametrize(("small", "large"), [(20, 200)])
def test_a_larger_team_does_not_cost_more_statements(
    small: int, large: int, engine: Engine, db: Database, browse: Browse
) -> None:
    manager = make.person(db, None, Role.MANAGER)
    browser = browse(manager)
    costs = []
    for size in (small, large - small):
        for _ in range(size):
            on = make.enrolment(db, manager=manager, under_way=[nordby.FIRST])
        make.share(db, on, manager)
        own = f"/my-new-leaders/{on.id}"
        costs.append([cost(engine, browser, url) for url in ("/my-new-leaders/", own, f"{own}/talks/{nordby.TALK}")])
    assert len(browser.get("/my-new-leaders/").main.find("li", class_="now")) == large
    assert costs[0] == costs[1]
    assert max(costs[0]) <= 4


def test_a_larger_organisation_does_not_cost_more_statements(engine: Engine, db: Database, browse: Browse) -> None:
    admin = make.person(db, "Aa Første", Role.ADMIN)
    on = make.enrolment(db)
    browser = browse(admin)
    urls = ["/people/", "/people/?q=bo", f"/people/{on.leader.id}", "/progress/", "/people/new"]
    urls += [f"/people/{on.leader.id}/edit", f"/people/{on.leader.id}/enrol"]
    costs = []
    for size in (20, 380):
        make.people(db, [f"Bo Nummer {number}" for number in range(size)])
        make.enrolment(db)
        costs.append([cost(engine, browser, url) for url in urls])
    assert costs[0] == costs[1]
    assert costs[0][0] <= 5
    assert max(costs[0]) <= 6
    assert len(browser.get("/people/").main.find("tr")) == 51


def test_hrs_lists_cost_at_most_five_statements_however_many_people(
    engine: Engine, db: Database, browse: Browse
) -> None:
    people = world.build(db)
    browser = browse(people.admin)
    urls = ["/people/", f"/people/?unit={people.unit}", "/people/?uninvited=1&q=bo", "/units/", "/groups/"]
    urls += ["/assignment/", f"/people/import/{people.upload}", "/assignment/rules/new?target=nordby/*"]
    costs = []
    for size in (200, 1800):
        make.people(db, [f"Bo Nummer {number}" for number in range(size)])
        db.run(update(Person).where(Person.name.startswith("Bo")).values(unit_id=people.unit, is_leader=True))
        costs.append([cost(engine, browser, url) for url in urls])
    assert costs[0] == costs[1]
    assert max(costs[0][:-1]) <= 5
    assert costs[0][-1] <= 11  # the dry run of a rule


def test_many_lines_and_talks_do_not_cost_more_statements(engine: Engine, db: Database, browse: Browse) -> None:
    on = leader_at_work(db)
    browser = browse(on.leader)
    learn = f"/my-course/{on.id}"
    urls = [
        "/my-course/",
        f"{learn}/talk-sheet",
        f"{learn}/talks/{nordby.TALK}",
        on.url(rest=READING),
        on.url(rest=TALK),
    ]
    costs = []
    for number in range(2):
        costs.append([cost(engine, browser, url) for url in urls])
        with db.writing() as session:
            session.add(Talk(enrolment_id=on.id, talk=f"t-{number}", held_week=make.NOW.date(), marked_by=on.leader.id))
            session.add_all(TalkLine(enrolment_id=on.id, position=place, text="x") for place in range(30))
    assert costs[0] == costs[1]
    assert max(costs[0]) <= 4


def test_the_authors_pages_do_not_cost_more_in_a_larger_course(engine: Engine, db: Database, browse: Browse) -> None:
    browser = browse(make.person(db, None, Role.AUTHOR))
    course = f"/courses/{nordby.COURSE}"
    review = f"{course}/review/{nordby.FIRST}/"
    urls = (
        "/courses/",
        course,
        f"{course}/publish/",
        f"{course}/editions/1",
        f"{course}/quality/",
        f"{course}/local",
        review,
        f"{review}as/{nordby.TEAM}/",
    )
    make.draft_files(db, {f"content/{nordby.COURSE}/{nordby.FIRST}.md": nordby.AFTALER.encode() + b"Mere.\n"})
    small = [cost(engine, browser, url) for url in urls]
    assert max(small) <= 6
    make.publish(db, nordby.files(modules=20))
    make.draft_files(db, nordby.files(modules=40))
    assert [cost(engine, browser, url) for url in urls] == small


def test_a_new_version_does_not_cost_more_when_it_changes_more(engine: Engine, db: Database, browse: Browse) -> None:
    author = make.person(db, None, Role.AUTHOR)
    browser = browse(author)
    urls = (f"/courses/{nordby.COURSE}/revision", f"/courses/{nordby.COURSE}/stale", "/courses/")
    costs = []
    for size in (1, 60):
        extra = "".join(f"- **Chefer:** Holder aftale nummer {n} {{#aftale-{n}}}\n" for n in range(size))
        text = nordby.FRAMEWORK.replace("\nKurs\n", f"\n## Byen {{#byen}}\n\n{extra}\nKurs\n")
        with db.writing() as session:
            operations.hand_in(session, nordby.COURSE, Version(text, "ny.md", True, ()), by=author.id, now=make.NOW)
            for number in range(size):
                row = Stale(course=nordby.COURSE, kind="module", item="aftaler", module="aftaler", what="statement")
                row.reference, row.old_text, row.new_text = f"x-{number}", "Før", "Nu"
                row.change, row.weight, row.noted_at = "changed", "substance", make.NOW
                session.add(row)
        costs.append([cost(engine, browser, url) for url in urls])
    assert costs[0] == costs[1]
    assert max(costs[0]) <= 6


def test_what_will_be_built_and_what_waits_cost_the_same_for_a_larger_framework(
    engine: Engine, db: Database, browse: Browse
) -> None:
    browser = browse(make.person(db, None, Role.AUTHOR))
    more = "".join(f"\n## Tema {n} {{#tema-{n}}}\n\n- **Chefer:** Passer på {n} {{#nr-{n}}}\n" for n in range(40))
    costs = []
    for text, course in ((make.FRAMEWORK, make.SORTED), (make.FRAMEWORK + more, f"{make.SORTED}-2")):
        id = make.sorting(db, text=text)
        urls = (f"/courses/{course}/build", "/courses/", "/courses/new", f"/courses/new/{id}/discard")
        costs.append([cost(engine, browser, url) for url in urls])
    assert costs[0] == costs[1]
    assert max(costs[0]) <= 6


def test_the_desk_and_its_preview_cost_at_most_six_statements(engine: Engine, db: Database, browse: Browse) -> None:
    browser = browse(make.person(db, None, Role.AUTHOR))
    course = f"/courses/{nordby.COURSE}"
    desk = f"{course}/modules/{nordby.FIRST}"
    urls = ["/courses/", course, f"{course}/coverage", f"{course}/talks", f"{course}/pictures", "/courses/how-to-write"]
    urls += [desk, f"{desk}/questions", f"{desk}/look", f"{desk}/saved/text", f"{desk}/statements?words=retning"]
    small = [cost(engine, browser, url) for url in urls]
    make.publish(db, nordby.files(modules=20))
    make.draft(db, f"content/{nordby.COURSE}/{nordby.SECOND}.md", nordby.MOEDER + "\nMere.\n")
    assert [cost(engine, browser, url) for url in urls] == small
    assert max(small) <= 6
    form = browser.get(desk).form(desk)
    for text in ("Et.", "Et to."):
        with statements(engine) as sent:
            answer = browser.client.post(f"{desk}/preview/text", data=form.filled({"text": text}))
        assert answer.status_code == 200
        assert len(sent) <= 6, sent
        assert all(sql.lstrip().startswith("SELECT") for sql in sent)


def test_opening_a_page_never_writes(app: Flask, engine: Engine, db: Database, browse: Browse) -> None:
    people = world.build(db)
    fresh = make.enrolment(db, welcomed=False)
    addresses = [url for method, url in people.addresses().values() if method == "GET"]
    addresses += [people.enrolment.url(rest=rest) for rest in (READING, REFLECTION, PLAN, TALK, f"{ASK}?answered=svar")]
    visitors = [None, people.leader, people.manager, people.author, people.admin, people.roleless]
    with statements(engine) as sent:
        for visitor in visitors:
            for url in addresses:
                browse(visitor).client.get(url)
        for url in ("/my-course/", fresh.url(), fresh.url(rest=ASK), fresh.url(rest="/end"), "/no-such-page"):
            browse(fresh.leader).client.get(url)
    assert len(sent) > 100
    assert [sql for sql in sent if not sql.lstrip().startswith(("SELECT", "WITH RECURSIVE"))] == []
