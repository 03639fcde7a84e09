"""The nearest manager's pages, and the leader's own view of them."""

from datetime import date

import pytest
from sqlalchemy import select

from tests.webapp import make, world
from tests.webapp.conftest import Browse, both_databases
from tests.webapp.make import Database, Someone
from tests.webapp.nordby import FIRST, PLAN, SECOND
from tests.webapp.pages import Element, Page
from webapp.models import EnrolmentState, Role, Share


def names(element: Element) -> list[str]:
    return [each.find("a")[0].text for each in element.find("div", class_="leader-name")]


def report(page: Page) -> Element:
    return page.main.find("div", class_="report")[0]


@both_databases
def test_those_under_way_come_first_and_finished_ones_are_folded(db: Database, browse: Browse) -> None:
    manager = make.person(db, None, Role.MANAGER)
    for name, done in (
        ("Åse Ødegård", []),
        ("Zoe Lund", []),
        ("Ærø Nielsen", [FIRST]),
        ("Anna Berg", [FIRST, SECOND]),
        ("Øjvind Bo", []),
    ):
        state = EnrolmentState.COMPLETED if len(done) == 2 else EnrolmentState.ACTIVE
        leader = make.person(db, name, Role.LEADER, manager=manager)
        make.enrolment(db, leader, completed=done, state=state, starts_on=make.NOW.date())  # no talk is near
    page = browse(manager).get("/my-new-leaders/")
    folded = page.main.find("details", class_="finished")
    assert names(page.main) == ["Zoe Lund", "Ærø Nielsen", "Øjvind Bo", "Åse Ødegård", "Anna Berg"]
    assert names(folded[0]) == ["Anna Berg"]


@both_databases
def test_a_line_says_how_far_and_what_is_next(db: Database, browse: Browse) -> None:
    manager = make.person(db, None, Role.MANAGER)
    leader = make.person(db, None, Role.LEADER, manager=manager, unit="Hjemmeplejen")
    on = make.enrolment(db, leader, completed=[FIRST], under_way=[SECOND], starts_on=date(2026, 2, 16))
    browser = browse(manager)
    page = browser.send(browser.get("/my-new-leaders/"), "/language", button=("language", "en"))
    line = page.main.find("ul", class_="leaders")[0].find("li")[0].text
    for words in ("Hjemmeplejen", "teamleder", "Ny leder i Nordby", "1 of 2 modules", "16 February", "9 March"):
        assert words in line
    assert "shared with you" not in line
    make.share(db, on, manager)
    assert "1 text shared with you" in browser.get("/my-new-leaders/").main.text


def test_a_passed_date_is_said_on_the_list_and_on_the_page(db: Database, browse: Browse) -> None:
    manager = make.person(db, None, Role.MANAGER)
    on = make.enrolment(db, manager=manager, starts_on=date(2026, 2, 16))
    browser = browse(manager)
    browser.send(browser.get("/my-new-leaders/"), "/language", button=("language", "en"))
    assert "The date has passed (23 February)" in browser.get("/my-new-leaders/").main.text
    assert "the date has passed" in browser.get(f"/my-new-leaders/{on.id}").main.find("dl")[0].text


def test_a_manager_without_new_leaders_is_told_what_happens_next(db: Database, browse: Browse) -> None:
    page = browse(make.person(db, None, Role.MANAGER)).get("/my-new-leaders/")
    assert page.main.find("ul", class_="leaders") == []
    assert page.main.find("p", class_="lead")


@pytest.mark.parametrize("moment", ["new", "shared", "completed"])
def test_what_the_leader_is_shown_is_what_the_manager_sees(moment: str, db: Database, browse: Browse) -> None:
    people = world.build(db)
    on = people.enrolment
    if moment == "new":
        on = make.enrolment(db, manager=people.manager)
    elif moment == "completed":
        on = make.enrolment(db, manager=people.manager, completed=[FIRST, SECOND], state=EnrolmentState.COMPLETED)
    make.share(db, on, people.manager, PLAN, "nogen spørger", "svare i morgen")
    # An answered share has no button, so the two pages are the same to the letter.
    manager = browse(people.manager)
    page = manager.get(f"/my-new-leaders/{on.id}")
    for share in db.all(select(Share.id).where(Share.enrolment_id == on.id)):
        page = manager.send(page, f"/my-new-leaders/{on.id}/shares/{share.id}/thanks")
    for mover in report(page).find("details", class_="move-date"):  # what the manager can do, not what she sees
        assert mover.parent is not None
        mover.parent.children.remove(mover)
    seen = browse(on.leader).get(f"/my-course/{on.id}/seen-by-manager")
    assert report(seen).shape == report(page).shape
    assert "svare i morgen" in report(seen).text


def test_the_leaders_view_has_no_button_of_the_managers(db: Database, browse: Browse) -> None:
    people = world.build(db)
    seen = browse(people.leader).get(f"/my-course/{people.enrolment.id}/seen-by-manager")
    assert "Jeg lovede for meget." in seen.main.text
    assert seen.main.find("form") == []


@both_databases
def test_a_share_is_thanked_for_once(db: Database, browse: Browse) -> None:
    people = world.build(db)
    browser = browse(people.manager)
    page = browser.get(f"/my-new-leaders/{people.enrolment.id}")
    address = f"/my-new-leaders/{people.enrolment.id}/shares/{people.share}/thanks"
    after = browser.send(page, address)
    assert not after.has_form(address)
    first = db.value(select(Share.thanked_at))
    browser.post(address)
    assert db.value(select(Share.thanked_at)) == first == make.NOW
    assert page.main.find(id=f"delt-{people.share}")


def test_a_plan_is_read_with_the_words_its_halves_follow(db: Database, browse: Browse) -> None:
    people = world.build(db)
    share = make.share(db, people.enrolment, people.manager, PLAN, "nogen spørger", "svare i morgen")
    shown = browse(people.manager).get(f"/my-new-leaders/{people.enrolment.id}").main.find(id=f"delt-{share}")[0]
    words = shown.find("p", class_="own-words")[0].text
    assert words.index("nogen spørger") < words.index("svare i morgen")
    assert len(shown.find("span", class_="weak")) == 2


def test_what_was_withdrawn_cannot_be_thanked_for(db: Database, browse: Browse) -> None:
    people = world.build(db)
    leader = browse(people.leader)
    leader.post(people.enrolment.url(rest="/texts/sidste-aftale/withdraw"))
    answer = browse(people.manager).post(f"/my-new-leaders/{people.enrolment.id}/shares/{people.share}/thanks")
    assert answer.status_code == 404


# --- choosing and ordering ---


def team(db: Database) -> Someone:
    """A manager with six new leaders in two units."""
    manager = make.person(db, None, Role.MANAGER)
    for name, unit, done, start in (
        ("Åse Ødegård", "Nord", [FIRST], date(2026, 3, 1)),
        ("Bo Lund", "Nord", [], date(2026, 2, 1)),
        ("Carl Dam", "Syd", [], date(2026, 3, 2)),
        ("Dina Krag", "Syd", [FIRST, SECOND], date(2026, 2, 27)),
        ("Eva Ravn", "Syd", [], date(2026, 2, 28)),
        ("Finn Toft", "Nord", [], date(2026, 2, 26)),
    ):
        leader = make.person(db, name, Role.LEADER, manager=manager, unit=unit)
        make.enrolment(db, leader, completed=done, starts_on=start)
    return manager


@pytest.mark.parametrize(
    ("query", "expected"),
    [
        ("", ["Bo Lund", "Carl Dam", "Eva Ravn", "Finn Toft", "Åse Ødegård", "Dina Krag"]),
        ("?sort=name", ["Bo Lund", "Carl Dam", "Eva Ravn", "Finn Toft", "Åse Ødegård", "Dina Krag"]),
        ("?sort=start", ["Carl Dam", "Åse Ødegård", "Eva Ravn", "Finn Toft", "Bo Lund", "Dina Krag"]),
        ("?sort=progress&state=under_way", ["Åse Ødegård"]),
        ("?state=completed", ["Dina Krag"]),
        ("?state=not_started&unit=Nord", ["Bo Lund", "Finn Toft"]),
        ("?unit=Syd&sort=start", ["Carl Dam", "Eva Ravn", "Dina Krag"]),
        ("?q=odegard+ase", ["Åse Ødegård"]),
        ("?q=nobody", []),
        ("?unit=nowhere&sort=nothing&state=x", []),
    ],
)
def test_the_list_is_searched_chosen_from_and_ordered(
    query: str, expected: list[str], db: Database, browse: Browse
) -> None:
    page = browse(team(db)).get(f"/my-new-leaders/{query}")
    assert names(page.main) == expected
    assert page.main.find("form", role="search")


def test_those_who_could_use_a_talk_come_first_and_what_was_shared_before_the_rest(
    db: Database, browse: Browse
) -> None:
    manager = make.person(db, None, Role.MANAGER)
    on = {}
    for name, start in (
        ("A", date(2026, 3, 2)),
        ("B", date(2026, 2, 20)),
        ("C", date(2026, 2, 16)),
        ("D", date(2026, 3, 1)),
    ):
        on[name] = make.enrolment(
            db, make.person(db, name, Role.LEADER, manager=manager), starts_on=start, under_way=[FIRST]
        )
    make.share(db, on["D"], manager)
    assert names(browse(manager).get("/my-new-leaders/").main) == ["D", "B", "C", "A"]
