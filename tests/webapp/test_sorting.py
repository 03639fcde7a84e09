"""Sorting in the web: one question, the sheet beside the source, and an edit at a time that can be undone."""

from collections.abc import Mapping

import pytest
from sqlalchemy import select

from course.framework import Framework, read_framework
from course.problem import Problems
from tests.webapp import make, nordby
from tests.webapp.conftest import Browse, both_databases, statements
from tests.webapp.make import Database
from tests.webapp.pages import Browser, Element, Page
from webapp import blobs, drafts
from webapp.models import Draft, DraftVersion, Role, Sorting

URL = f"/courses/{make.SORTED}/sorting"
PATH = f"content/{make.SORTED}/framework.md"
DOUBTS = {"drift-maaned": "Der står ikke et niveau ved.", "drift-uge": "Overskrifterne står samlet."}


def author(db: Database, browse: Browse, name: str = "Lone Bech") -> Browser:
    return browse(make.person(db, name, Role.AUTHOR))


def at_work(db: Database, browse: Browse, **more: Mapping[str, str] | str) -> Browser:
    make.sorting(db, answered=True, **more)  # type: ignore[arg-type]
    return author(db, browse)


def framework(db: Database) -> Framework:
    """The framework as the draft has it; it must read without errors."""
    sha256 = db.value(select(Draft.sha256).where(Draft.path == PATH))
    with db.writing() as session:
        text = blobs.read(session, {"": sha256})[""].decode()
    problems = Problems(PATH)
    found = read_framework(make.SORTED, text, problems)
    assert problems.found == []
    return found


def stands(db: Database, id: str) -> tuple[str | None, str | None, str]:
    """Level, heading right above, and wording of a statement."""
    found = framework(db).statement(id)
    assert found is not None
    return found.level, found.aspect or found.theme or found.group, found.text


def edit(browser: Browser, query: str, edit: str, /, *, status: int = 200, **typed: str | list[str]) -> Page:
    """Open a panel of the sheet, fill in its form and send it."""
    return browser.send(browser.get(f"{URL}?{query}"), f"{URL}/{edit}", typed=typed, status=status)


# --- the question ---


def test_sorting_begins_with_one_question(db: Database, browse: Browse) -> None:
    make.sorting(db)
    page = author(db, browse).get(URL)
    assert (
        page.root.find("h1")[0].text == "Vi fandt 2 og 1 forventninger på to niveauer. Passer det med jeres dokument?"
    )
    assert not page.main.find("div", class_="desk")


@pytest.mark.parametrize(("fits", "hints"), [("yes", False), ("no", True)])
def test_both_answers_open_the_sheet_and_keep_the_names(fits: str, hints: bool, db: Database, browse: Browse) -> None:
    make.sorting(db)
    browser = author(db, browse)
    page = browser.send(browser.get(URL), f"{URL}/answer", button=("fits", fits), title="God ledelse")
    assert ("Sådan retter du det" in page.main.text) is hints
    assert framework(db).title == "God ledelse"
    assert browser.get(URL).main.find("div", class_="desk")


def test_a_framework_must_be_called_something(db: Database, browse: Browse) -> None:
    make.sorting(db)
    browser = author(db, browse)
    page = browser.send(browser.get(URL), f"{URL}/answer", button=("fits", "yes"), title=" ", status=422)
    assert "hvad ledelsesgrundlaget hedder" in page.main.text


# --- the sheet ---


def rows(page: Page) -> dict[str, dict[str, list[str]]]:
    """Theme -> level -> the statements that stand there."""
    return {
        row.attributes["aria-label"]: {
            cell.find("h4")[0].text: [_link(item).text for item in cell.find("li")] for cell in row.find(class_="cell")
        }
        for row in page.main.find("section", class_="theme")
    }


def _link(item: Element) -> Element:
    return item.find("a")[0]


def test_the_sheet_shows_themes_by_levels(db: Database, browse: Browse) -> None:
    assert rows(at_work(db, browse).get(URL)) == {
        "Drift": {
            "Chefer": ["Sætter retning for driften", "Følger op hver måned"],
            "Teamledere": ["Følger op hver uge"],
        },
        "Mennesker": {"Chefer": [], "Teamledere": []},
    }


def test_a_statement_shows_where_it_stands_in_the_source(db: Database, browse: Browse) -> None:
    page = at_work(db, browse).get(f"{URL}?statement=drift-uge")
    assert [each.attributes["id"] for each in page.main.find("li", class_="here")] == ["l-8"]
    assert "#l-8" in page.links()


def test_a_reworded_statement_shows_where_the_import_saw_it(db: Database, browse: Browse) -> None:
    browser = at_work(db, browse)
    edit(browser, "statement=drift-chef", "change", text="Sætter kursen")
    page = browser.get(f"{URL}?statement=drift-chef")
    assert [each.attributes["id"] for each in page.main.find("li", class_="here")] == ["l-5"]


def test_lines_without_a_use_are_marked_and_can_be_put_in_place(db: Database, browse: Browse) -> None:
    browser = at_work(db, browse)
    page = browser.get(URL)
    assert [each.attributes["id"] for each in page.main.find("li", class_="unused")] == ["l-9", "l-10", "l-11"]
    panel = browser.get(f"{URL}?line=9")
    text = panel.main.find("textarea", id="text")[0].raw.strip()
    assert text == "Vi spiser kage om fredagen, fordi vi er glade for hinanden"
    after = browser.send(panel, f"{URL}/add", place="mennesker", level="teamledere")
    assert rows(after)["Mennesker"]["Teamledere"] == [text]
    assert not after.main.find("li", class_="unused")


def test_a_long_document_comes_a_page_at_a_time(db: Database, browse: Browse) -> None:
    browser = at_work(db, browse, source="\n".join(f"Linje {number}" for number in range(1, 1001)))
    page = browser.get(URL)
    assert len(page.main.find("li", class_="unused")) == 400
    assert browser.get(f"{URL}?from=800").main.find("li", id="l-801")
    assert browser.get(f"{URL}?from=999999&line=99999999&row=x&statement=x&place=y")


# --- doubts ---


def test_doubts_come_first_with_their_reasons_and_go_when_they_are_settled(db: Database, browse: Browse) -> None:
    browser = at_work(db, browse, doubts=DOUBTS)
    page = browser.get(URL)
    assert "Vi er i tvivl om 2 forventninger" in page.main.text
    assert DOUBTS["drift-uge"] in page.main.text
    page = browser.send(page, f"{URL}/doubts/drift-maaned")
    assert "Vi er i tvivl om 1 forventning " in page.main.text
    edit(browser, "statement=drift-uge", "up")
    assert "Vi er i tvivl om 1 forventning " in browser.get(URL).main.text
    page = edit(browser, "statement=drift-uge", "change", level="chefer")
    assert "i tvivl" not in page.main.text


# --- edits ---


def test_a_statement_is_reworded_and_moved_in_one_go(db: Database, browse: Browse) -> None:
    page = edit(
        at_work(db, browse),
        "statement=drift-maaned",
        "change",
        text="Ser på tal",
        place="den-enkelte",
        level="teamledere",
    )
    assert stands(db, "drift-maaned") == ("teamledere", "den-enkelte", "Ser på tal")
    assert page.main.find("li", id="f-drift-maaned")


def test_a_line_break_splits_and_merging_joins_again(db: Database, browse: Browse) -> None:
    browser = at_work(db, browse)
    edit(browser, "statement=drift-chef", "change", text="Sætter retning\r\nfor driften")
    assert len(framework(db).statements) == 4
    edit(browser, "statement=drift-chef", "merge")
    assert stands(db, "drift-chef") == ("chefer", "drift", "Sætter retning for driften")
    assert len(framework(db).statements) == 3


def test_ticked_statements_are_moved_together_to_a_theme_that_is_made_on_the_way(db: Database, browse: Browse) -> None:
    browser = at_work(db, browse)
    page = browser.get(URL)
    typed = {"place": "new", "new_theme": "Opfølgning", "level": "chefer"}
    data = page.form(f"{URL}/move").filled(typed) | {"statement": ["drift-maaned", "drift-uge"]}
    assert browser.client.post(f"{URL}/move", data=data).status_code == 302
    assert rows(browser.get(URL))["Opfølgning"]["Chefer"] == ["Følger op hver måned", "Følger op hver uge"]


def test_moving_without_ticking_any_says_what_to_do(db: Database, browse: Browse) -> None:
    page = edit(at_work(db, browse), "", "move", status=422)
    assert "Sæt kryds" in page.main.find(id="problem")[0].text


def test_statements_change_places_and_are_deleted(db: Database, browse: Browse) -> None:
    browser = at_work(db, browse)
    edit(browser, "statement=drift-maaned", "up")
    assert [each.id for each in framework(db).statements][:2] == ["drift-maaned", "drift-chef"]
    edit(browser, "statement=drift-maaned", "delete")
    assert framework(db).statement("drift-maaned") is None


def test_themes_are_added_defined_moved_and_removed(db: Database, browse: Browse) -> None:
    browser = at_work(db, browse)
    edit(browser, "new-place=1", "add-place", name="Økonomi")
    edit(browser, "place=oekonomi", "change-place", name="Sund økonomi", definition="Penge skal række.")
    edit(browser, "place=oekonomi", "place-up")
    assert [(each.id, each.name, each.definition) for each in framework(db).themes][1] == (
        "oekonomi",
        "Sund økonomi",
        "Penge skal række.",
    )
    edit(browser, "place=drift", "remove-place")
    assert stands(db, "drift-chef")[1] is None


def test_levels_are_named_added_ordered_and_taken_away(db: Database, browse: Browse) -> None:
    browser = at_work(db, browse)
    page = browser.send(
        _form(browser.get(f"{URL}?levels=1"), "add-level"), f"{URL}/add-level", name="Direktører", one="direktør"
    )
    assert page.path == URL
    for _ in range(2):
        browser.post(f"{URL}/level-up", level="direktoerer", base=_base(browser))
    browser.post(f"{URL}/change-level", level="chefer", name="Centerchefer", one="centerchef", base=_base(browser))
    browser.post(f"{URL}/remove-level", level="teamledere", to="chefer", base=_base(browser))
    found = framework(db)
    assert [(each.name, each.one) for each in found.levels] == [
        ("Direktører", "direktør"),
        ("Centerchefer", "centerchef"),
    ]
    assert stands(db, "drift-uge")[0] == "chefer"


def _form(page: Page, edit: str) -> Page:
    assert page.form(f"{URL}/{edit}")
    return page


def _base(browser: Browser) -> str:
    return dict(browser.get(URL).form(f"{URL}/move").values())["base"]


@pytest.mark.parametrize(
    ("query", "name", "typed", "sentence"),
    [
        ("statement=drift-chef", "change", {"text": "  "}, "med ord"),
        ("statement=drift-chef", "change", {"place": "new", "new_theme": ""}, "navn"),
        ("add=1", "add", {"text": "a" * 2001}, "for lang"),
        ("new-place=1", "add-place", {"name": "Uden", "rank": "aspect"}, "Vælg temaet"),
        ("levels=1", "add-level", {"name": "Chefer", "one": "chef"}, "allerede"),
        ("name=1", "name", {"title": ""}, "hedder"),
    ],
)
def test_what_cannot_be_done_is_told_and_what_was_typed_stays(
    query: str, name: str, typed: dict[str, str], sentence: str, db: Database, browse: Browse
) -> None:
    browser = at_work(db, browse)
    page = edit(browser, query, name, status=422, **typed)
    assert sentence in page.main.find(id="problem")[0].text
    assert page.main.find(id="panel")
    shown = dict(page.form(f"{URL}/{name}").values())
    assert {key: shown[key].strip() for key in typed} == {key: value.strip() for key, value in typed.items()}
    assert db.count(DraftVersion) == 1


def test_an_edit_that_does_not_exist_is_not_found(db: Database, browse: Browse) -> None:
    browser = at_work(db, browse)
    assert browser.post(f"{URL}/burn").status_code == 404
    assert browser.post(f"{URL}/steps/sideways").status_code == 404


# --- undo ---


def test_every_edit_can_be_undone_and_done_again(db: Database, browse: Browse) -> None:
    browser = at_work(db, browse)
    for text in ("Et", "To"):
        edit(browser, "statement=drift-chef", "change", text=text)
    page = browser.get(URL)
    seen = []
    for way in ("back", "back", "on", "on", "back"):
        page = browser.send(page, f"{URL}/steps/{way}")
        seen.append(stands(db, "drift-chef")[2])
    assert seen == ["Et", "Sætter retning for driften", "Et", "To", "Et"]
    edit(browser, "statement=drift-chef", "change", text="Tre")
    page = browser.get(URL)
    assert "disabled" in page.form(f"{URL}/steps/on").element.find("button")[0].attributes
    browser.send(page, f"{URL}/steps/back")
    assert stands(db, "drift-chef")[2] == "Et"


def test_each_edit_is_a_saved_state_of_the_file(db: Database, browse: Browse) -> None:
    browser = at_work(db, browse)
    edit(browser, "statement=drift-chef", "change", text="Et")
    with db.writing() as session:
        newest, first = drafts.list_versions(session, make.SORTED, PATH, make.NOW)
        assert newest.name == "Lone Bech"
        assert drafts.read_version(session, make.SORTED, PATH, first.id) == make.FRAMEWORK.encode()


# --- two authors ---


@both_databases
def test_a_colleagues_edit_is_told_of_and_neither_is_lost(db: Database, browse: Browse) -> None:
    mine = at_work(db, browse)
    page = mine.get(f"{URL}?statement=drift-chef")
    edit(author(db, browse, "Ida Bo"), "statement=drift-uge", "change", text="Hendes")
    after = mine.send(page, f"{URL}/change", text="Min", status=409)
    assert "Ida Bo har ændret" in after.main.find(id="problem")[0].text
    assert stands(db, "drift-uge")[2] == "Hendes"
    assert after.main.find("textarea", id="text")[0].raw.strip() == "Min"
    mine.send(after, f"{URL}/change")
    assert (stands(db, "drift-chef")[2], stands(db, "drift-uge")[2]) == ("Min", "Hendes")


def test_the_words_typed_for_a_statement_that_a_colleague_has_deleted_are_given_back(
    db: Database, browse: Browse
) -> None:
    mine = at_work(db, browse)
    page = mine.get(f"{URL}?statement=drift-chef")
    edit(author(db, browse, "Ida Bo"), "statement=drift-chef", "delete")
    after = mine.send(page, f"{URL}/change", text="Mine ord", status=422)
    assert "ikke mere" in after.main.find(id="problem")[0].text
    assert "Mine ord" in after.main.find(id="problem")[0].text


def test_undo_does_not_undo_what_a_colleague_has_just_done(db: Database, browse: Browse) -> None:
    mine = at_work(db, browse)
    edit(mine, "statement=drift-chef", "change", text="Min")
    page = mine.get(URL)
    edit(author(db, browse, "Ida Bo"), "statement=drift-uge", "change", text="Hendes")
    mine.send(page, f"{URL}/steps/back", status=409)
    assert (stands(db, "drift-chef")[2], stands(db, "drift-uge")[2]) == ("Min", "Hendes")


# --- the end, and being signed out ---


def test_an_edit_sent_after_the_session_has_ended_is_given_back(db: Database, browse: Browse) -> None:
    browser = at_work(db, browse)
    page = browser.get(f"{URL}?statement=drift-chef")
    with browser.client.session_transaction() as session:
        session.pop("_user_id")
    asked = browser.send(page, f"{URL}/change", text="Mine ord", status=401)
    assert ("kept-text", "Mine ord") in asked.form("/sign-in").values()


def test_once_leaders_are_on_the_course_nothing_is_sorted_any_more(db: Database, browse: Browse) -> None:
    browser = at_work(db, browse)
    files = {path.replace(nordby.COURSE, make.SORTED): data for path, data in nordby.files().items()}
    make.publish(db, files, make.SORTED)
    browser.get(URL, 404)


def test_the_sheet_costs_the_same_whatever_its_size(db: Database, browse: Browse) -> None:
    browser = at_work(db, browse)
    costs = []
    for text in ("Et", "\n".join(f"Passer på nummer {number}" for number in range(150))):
        edit(browser, "add=1", "add", text=text, place="drift", level="chefer")
        with statements(db.engine) as sent:
            browser.client.get(URL)
        costs.append(len(sent))
    assert costs[0] == costs[1] <= 5
    assert db.count(Sorting) == 1
