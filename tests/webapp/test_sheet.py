"""The talk sheet: what a leader gathers for a talk, and the copy she hands over."""

import pytest
from sqlalchemy import select, update

from tests.webapp import make, nordby, world
from tests.webapp.conftest import Browse, both_databases
from tests.webapp.make import Database, Enrolled
from tests.webapp.nordby import PLAN, REFLECTION
from tests.webapp.pages import Browser, Page
from webapp.models import Person, PromptKind, Role, Share, TalkLine


def sheet(on: Enrolled) -> str:
    return f"/my-course/{on.id}/talk-sheet"


def lines(page: Page) -> list[str]:
    return [each.raw.strip("\n") for each in page.main.find("ol", class_="sheet-lines")[0].find("textarea")]


def keys_offered(page: Page) -> list[str]:
    """What the page's small buttons would put on the sheet."""
    return [each.attributes["value"] for each in page.main.find("input", name="key")]


def put(browser: Browser, page: Page, key: str) -> Page:
    """Press the button of that key, without JavaScript."""
    assert key in keys_offered(page)
    form = next(each for each in page.main.find("form", class_="to-sheet") if each.find("input", value=key))
    data = {each.attributes["name"]: each.attributes["value"] for each in form.find("input")}
    answer = browser.client.post(form.attributes["action"], data=data)
    assert answer.status_code == 302
    return browser.get(answer.location)


def with_lines(db: Database, on: Enrolled, *texts: str) -> list[int]:
    """Lines of her own; their ids."""
    with db.writing() as session:
        made = [TalkLine(enrolment_id=on.id, position=place, text=text) for place, text in enumerate(texts)]
        session.add_all(made)
        session.flush()
        return [line.id for line in made]


@both_databases
def test_expectations_items_and_texts_are_put_on_the_sheet_from_their_pages(db: Database, browse: Browse) -> None:
    on = make.enrolment(db, under_way=[nordby.FIRST])
    make.text(db, on, REFLECTION, "Jeg lovede for meget.")
    make.text(db, on, PLAN, "nogen spørger", "svare i morgen")
    browser = browse(on.leader)
    page = put(browser, browser.get(on.url(rest="/steps/det-forventes-af-dig")), "statement:drift-team")
    assert page.path == on.url(rest="/steps/det-forventes-af-dig")
    assert "statement:drift-team" not in keys_offered(page)
    assert "Ligger på min samtaleliste" in page.main.text
    for rest in (f"/steps/{world.TALK}", f"/steps/{REFLECTION}", f"/steps/{PLAN}"):
        page = browser.get(on.url(rest=rest))
        put(browser, page, keys_offered(page)[0])
    assert lines(browser.get(sheet(on))) == [
        "”Følger op hver uge”",
        "Hvilken aftale er sværest at holde hos os?",
        "Jeg lovede for meget.",
        "Når eller hvis nogen spørger, så vil jeg svare i morgen",
    ]
    sources = [each.text for each in browser.get(sheet(on)).main.find("span", class_="weak")]
    assert sources == ["God ledelse i Nordby", "Aftaler, der holder", "Min refleksion", "Min plan"]


def test_the_overview_the_end_of_a_module_and_the_page_of_a_talk_offer_their_items(
    db: Database, browse: Browse
) -> None:
    on = make.enrolment(db, completed=[nordby.FIRST])
    browser = browse(on.leader)
    overview, end = browser.get("/my-course/"), browser.get(on.url(rest="/end"))
    talk = browser.get(f"/my-course/{on.id}/talks/{nordby.TALK}")
    assert len(keys_offered(end)) == 2
    assert len(keys_offered(overview)) == 1
    assert keys_offered(overview)[0] in keys_offered(talk)
    assert "statement:drift-team" in keys_offered(talk)


def test_the_same_is_put_on_the_sheet_once(db: Database, browse: Browse) -> None:
    on = make.enrolment(db, under_way=[nordby.FIRST])
    browser = browse(on.leader)
    for _ in range(2):
        browser.post(f"{sheet(on)}/lines", key="statement:drift-alle")
    assert len(lines(browser.get(sheet(on)))) == 1


@pytest.mark.parametrize(
    "key", ["statement:drift-chef", "statement:no-such", "item:x:1", "text:nothing", "", "x" * 900]
)
def test_what_is_not_hers_to_pick_is_left_alone(key: str, db: Database, browse: Browse) -> None:
    on = make.enrolment(db, under_way=[nordby.FIRST])
    assert browse(on.leader).post(f"{sheet(on)}/lines", key=key).status_code == 302
    assert db.count(TalkLine) == 0


def test_with_htmx_the_button_becomes_a_link_to_the_sheet(db: Database, browse: Browse) -> None:
    on = make.enrolment(db)
    browser = browse(on.leader)
    data = {"csrf_token": browser.token(), "key": "statement:drift-alle"}
    answer = browser.client.post(f"{sheet(on)}/lines", data=data, headers={"HX-Request": "true"})
    assert answer.status_code == 200
    assert f'href="{sheet(on)}"' in answer.get_data(as_text=True)


@both_databases
def test_lines_are_written_ordered_and_removed_and_every_button_saves_first(db: Database, browse: Browse) -> None:
    on = make.enrolment(db)
    browser = browse(on.leader)
    page = browser.send(browser.get(sheet(on)), sheet(on), button=("do", "add"))
    first = db.value(select(TalkLine.id))
    page = browser.send(page, sheet(on), typed={f"text-{first}": "Først"}, button=("do", "add"))
    second = db.value(select(TalkLine.id).where(TalkLine.id != first))
    page = browser.send(page, sheet(on), typed={f"text-{second}": "Siden"}, button=("do", f"up-{second}"))
    assert lines(page) == ["Siden", "Først"]
    page = browser.send(page, sheet(on), button=("do", f"down-{second}"))
    assert lines(page) == ["Først", "Siden"]
    page = browser.send(page, sheet(on), typed={f"text-{first}": "Ændret"}, button=("do", f"remove-{second}"))
    assert lines(page) == ["Ændret"]


def test_lines_are_saved_while_she_types(db: Database, browse: Browse) -> None:
    on = make.enrolment(db)
    (line,) = with_lines(db, on, "Før")
    browser = browse(on.leader)
    form = browser.get(sheet(on)).form(sheet(on))
    version = ["0"]
    for text in ("Ef", "Efter"):
        data = form.filled({f"text-{line}": text}) | {"version": version}
        answer = browser.client.post(form.action, data=data, headers={"Accept": "application/json"})
        assert answer.status_code == 200
        version = [str(answer.get_json()["version"])]
    assert db.value(select(TalkLine.text)) == "Efter"


def test_two_windows_do_not_overwrite_each_other_and_both_texts_are_shown(db: Database, browse: Browse) -> None:
    on = make.enrolment(db)
    (line,) = with_lines(db, on, "Før")
    browser = browse(on.leader)
    one, other = browser.get(sheet(on)), browser.get(sheet(on))
    browser.send(one, sheet(on), typed={f"text-{line}": "Det ene"})
    page = browser.send(other, sheet(on), status=409, typed={f"text-{line}": "Det andet"})
    assert lines(page) == ["Det andet"]
    assert page.main.find("blockquote")[0].text == "Det ene"
    page = browser.send(page, sheet(on), typed={f"text-{line}": "Begge"})
    assert lines(page) == ["Begge"]


def test_a_line_that_is_too_long_comes_back_with_what_to_do(db: Database, browse: Browse) -> None:
    on = make.enrolment(db)
    (line,) = with_lines(db, on, "Før")
    browser = browse(on.leader)
    page = browser.send(browser.get(sheet(on)), sheet(on), status=422, typed={f"text-{line}": "x" * 2001})
    assert "2000" in page.main.find(role="alert")[0].text
    assert lines(page) == ["x" * 2001]
    assert db.value(select(TalkLine.text)) == "Før"


def test_the_sheet_has_an_end(db: Database, browse: Browse) -> None:
    on = make.enrolment(db)
    with_lines(db, on, *(f"Linje {number}" for number in range(40)))
    browser = browse(on.leader)
    page = browser.get(sheet(on))
    assert not page.main.find("button", value="add")
    browser.post(f"{sheet(on)}/lines", key="statement:drift-alle")
    assert db.count(TalkLine) == 40
    assert len(lines(browser.send(page, sheet(on)))) == 40  # and all of them still fit into one form


@both_databases
def test_a_copy_of_what_is_ticked_is_handed_over_read_and_taken_back(db: Database, browse: Browse) -> None:
    manager = make.person(db, "Birgit Holm", Role.MANAGER)
    on = make.enrolment(db, manager=manager)
    _bring, leave = with_lines(db, on, "Kom med", "Bliv hjemme")
    browser, hers = browse(on.leader), browse(manager)
    page = browser.get(sheet(on))
    assert "Kom med" not in hers.get(f"/my-new-leaders/{on.id}").main.text  # nothing flows over by itself
    page = browser.send(page, sheet(on), typed={f"pick-{leave}": []}, button=("do", "share"))
    for url in (f"/my-new-leaders/{on.id}", f"/my-new-leaders/{on.id}/talks/{nordby.TALK}"):
        assert "– Kom med" in hers.get(url).main.text
        assert "Bliv hjemme" not in hers.get(url).main.text
    assert db.one(select(Share.kind, Share.to_id)) == (PromptKind.TALK, manager.id)
    assert not page.main.find("button", value="share")  # the copy is as the sheet is
    page = browser.send(page, sheet(on), typed={f"pick-{leave}": "y"})
    assert "Bliv hjemme" not in hers.get(f"/my-new-leaders/{on.id}").main.text  # a copy, as it was
    assert page.main.find("button", value="share")
    browser.send(page, sheet(on), button=("do", "withdraw"))
    assert "Kom med" not in hers.get(f"/my-new-leaders/{on.id}").main.text


def test_with_nothing_ticked_she_is_told_so_and_nothing_is_handed_over(db: Database, browse: Browse) -> None:
    on = make.enrolment(db, manager=make.person(db, None, Role.MANAGER))
    (line,) = with_lines(db, on, "Bliv hjemme")
    browser = browse(on.leader)
    page = browser.send(browser.get(sheet(on)), sheet(on), typed={f"pick-{line}": []}, button=("do", "share"))
    assert page.main.find(role="alert")
    assert db.count(Share) == 0


def test_who_has_got_another_manager_meanwhile_is_told_before_the_sheet_is_handed_over(
    db: Database, browse: Browse
) -> None:
    on = make.enrolment(db, manager=make.person(db, None, Role.MANAGER))
    (line,) = with_lines(db, on, "Kun til hende")
    browser, after = browse(on.leader), make.person(db, "Karen Lindholt", Role.MANAGER)
    shown = browser.get(sheet(on))
    db.run(update(Person).where(Person.id == on.leader.id).values(manager_id=after.id))
    told = browser.send(shown, sheet(on), status=409, button=("do", "share"), typed={f"text-{line}": "Mit nye"})
    assert db.count(Share) == 0
    assert lines(told) == ["Mit nye"]
    assert "Karen Lindholt" in told.main.find(id="del")[0].text
    browser.send(told, sheet(on), button=("do", "share"))
    assert db.one(select(Share.to_id, Share.text)) == (after.id, "– Mit nye")


def test_without_a_nearest_manager_nothing_can_be_handed_over(db: Database, browse: Browse) -> None:
    on = make.enrolment(db)
    (line,) = with_lines(db, on, "Min egen")
    browser = browse(on.leader)
    assert not browser.get(sheet(on)).main.find("button", value="share")
    answer = browser.post(sheet(on), **{f"text-{line}": "Min egen", f"pick-{line}": "y", "do": "share"})
    assert answer.status_code == 409
    assert db.count(Share) == 0


def test_nobody_else_writes_on_her_lines(db: Database, browse: Browse) -> None:
    on, other = make.enrolment(db), make.enrolment(db)
    (line,) = with_lines(db, on, "Mit")
    for data in ({f"text-{line}": "Dit"}, {"do": f"remove-{line}"}, {"do": f"up-{line}"}):
        assert browse(other.leader).post(sheet(other), window="one", **data).status_code == 302
    assert db.value(select(TalkLine.text)) == "Mit"


@both_databases
def test_the_sheet_and_the_talks_held_follow_her_to_another_level(db: Database, browse: Browse) -> None:
    on = make.enrolment(db, completed=[nordby.FIRST])
    with_lines(db, on, "Med mig videre")
    browser = browse(on.leader)
    browser.post(f"/my-course/{on.id}/talks/{nordby.TALK}/held", held="1")
    browser.send(browser.get(sheet(on)), sheet(on))
    now = make.enrolment(db, on.leader, level=nordby.CHIEF)
    assert lines(browser.get(sheet(now))) == ["Med mig videre"]
    assert "holdt i uge 10" in browser.get(f"/my-course/{now.id}/talks/{nordby.TALK}").main.text
    browser.get(sheet(on), 404)
    earlier = browser.get(on.url(rest=f"/steps/{world.TALK}"))  # what she completed there she can still read
    assert keys_offered(earlier) == []
