"""The talks with the nearest manager: preparing one, and marking it as held."""

import pytest
from sqlalchemy import select

from tests.webapp import make, nordby, world
from tests.webapp.conftest import Browse, Clock, both_databases
from tests.webapp.make import Database, Enrolled
from tests.webapp.nordby import FIRST, TALK
from webapp.models import EnrolmentState, Person, Role, Talk


def own(on: Enrolled) -> str:
    return f"/my-course/{on.id}/talks/{TALK}"


def managers(on: Enrolled) -> str:
    return f"/my-new-leaders/{on.id}/talks/{TALK}"


@both_databases
def test_both_are_shown_the_same_expectations_and_only_the_manager_what_to_ask_first(
    db: Database, browse: Browse
) -> None:
    people = world.build(db)
    hers = browse(people.leader).get(own(people.enrolment))
    theirs = browse(people.manager).get(managers(people.enrolment))
    for page in (hers, theirs):
        assert "Følger op hver uge" in page.main.text
        assert "Sætter retning for driften" not in page.main.text  # another level's
        assert "Jeg lovede for meget." in page.main.text
        assert "er foreslået til i dag" in page.main.text
    assert "Spørg, hvad du kan gøre lettere." in theirs.main.find("ul", class_="talk")[0].text
    assert "Spørg, hvad du kan gøre lettere." in hers.main.find("details")[-1].text
    assert "Hvad har overrasket dig?" in hers.main.text


@both_databases
@pytest.mark.parametrize("by", ["leader", "manager"])
def test_either_of_the_two_marks_a_talk_as_held_and_takes_it_back(by: str, db: Database, browse: Browse) -> None:
    people = world.build(db)
    url = own(people.enrolment) if by == "leader" else managers(people.enrolment)
    browser = browse(getattr(people, by))
    page = browser.send(browser.get(url), f"{url}/held", button=("held", "1"))
    assert db.one(select(Talk.talk, Talk.held_week)) == (TALK, make.NOW.date())
    for person, address in ((people.leader, own(people.enrolment)), (people.manager, managers(people.enrolment))):
        assert "holdt i uge 10" in browse(person).get(address).main.text
    assert "Holdt i uge 10" in browse(people.leader).get(f"/my-course/{people.enrolment.id}/seen-by-manager").main.text
    page = browser.send(page, f"{url}/held", button=("held", "0"))
    assert db.count(Talk) == 0
    assert page.main.find("button", value="1")


def test_a_talk_held_twice_is_held_once_in_the_first_week(db: Database, browse: Browse, clock: Clock) -> None:
    people = world.build(db)
    browse(people.leader).post(f"{own(people.enrolment)}/held", held="1")
    clock.forward(days=14)
    browse(people.manager).post(f"{managers(people.enrolment)}/held", held="1")
    assert db.value(select(Talk.held_week)) == make.NOW.date()


def test_a_talk_that_the_course_does_not_have_is_not_found(db: Database, browse: Browse) -> None:
    people = world.build(db)
    for person, url in ((people.leader, own(people.enrolment)), (people.manager, managers(people.enrolment))):
        unknown = url.replace(TALK, "dag-15")
        browse(person).get(unknown, 404)
        assert browse(person).post(f"{unknown}/held", held="1").status_code == 404
    assert db.count(Talk) == 0


def test_another_manager_neither_opens_nor_marks_a_talk(db: Database, browse: Browse) -> None:
    people = world.build(db)
    browse(people.above).get(managers(people.enrolment), 404)
    assert browse(people.above).post(f"{managers(people.enrolment)}/held", held="1").status_code == 404
    with db.writing() as session:
        session.get_one(Person, people.leader.id).manager_id = people.above.id
    assert browse(people.manager).post(f"{managers(people.enrolment)}/held", held="1").status_code == 404
    assert "Jeg lovede for meget." not in browse(people.above).get(managers(people.enrolment)).main.text
    assert db.count(Talk) == 0


def test_without_a_nearest_manager_she_prepares_all_the_same(db: Database, browse: Browse) -> None:
    on = make.enrolment(db)
    assert "Hvad har overrasket dig?" in browse(on.leader).get(own(on)).main.text


@pytest.mark.parametrize(
    ("days", "reason"),
    [
        (6, None),
        (7, "Første samtale er foreslået til 10. februar"),
        (14, "Første samtale er foreslået til i dag"),
        (20, "Første samtale var foreslået til 10. februar"),
        (45, None),
    ],
)
def test_the_list_says_why_a_talk_would_be_good(
    days: int, reason: str | None, db: Database, browse: Browse, clock: Clock
) -> None:
    manager = make.person(db, None, Role.MANAGER)
    start = make.NOW.date().replace(month=1, day=27)
    make.enrolment(db, manager=manager, starts_on=start, under_way=[FIRST])
    clock.now = make.NOW.replace(month=1, day=27)
    clock.forward(days=days)
    shown = [each.text for each in browse(manager).get("/my-new-leaders/").main.find("strong", class_="flag")]
    assert shown == ([reason] if reason else [])


def test_a_held_talk_is_no_reason_any_more_and_nor_is_anything_but_a_share_on_leave(
    db: Database, browse: Browse
) -> None:
    manager = make.person(db, None, Role.MANAGER)
    held = make.enrolment(db, make.person(db, "A", Role.LEADER, manager=manager), under_way=[FIRST])
    browse(manager).post(f"{managers(held)}/held", held="1")
    away = make.enrolment(db, make.person(db, "B", Role.LEADER, manager=manager), state=EnrolmentState.PAUSED)
    make.enrolment(db, make.person(db, "C", Role.LEADER, manager=manager))
    make.share(db, away, manager)
    shown = [
        [flag.text for flag in each.find("strong", class_="flag")]
        for each in browse(manager).get("/my-new-leaders/").main.find("ul", class_="leaders")[0].find("li")
        if each.find("a")
    ]
    assert shown == [
        ["1 tekst delt med dig"],
        ["Første samtale er foreslået til i dag", "Ikke begyndt endnu, startede for 14 dage siden"],
        [],
    ]


def test_a_leader_and_her_manager_are_the_only_ones_who_learn_of_a_talk(db: Database, browse: Browse) -> None:
    people = world.build(db)
    others = (people.above, people.author, people.admin)
    urls = ("/my-new-leaders/", f"/people/{people.leader.id}", "/progress/", f"/courses/{nordby.COURSE}")
    before = [browse(person).client.get(url).get_data(as_text=True) for person in others for url in urls]
    browse(people.leader).post(f"{own(people.enrolment)}/held", held="1")
    after = [browse(person).client.get(url).get_data(as_text=True) for person in others for url in urls]
    assert [len(page) for page in before] == [len(page) for page in after]
