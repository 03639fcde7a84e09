"""A course as a whole: its words, the order and days of its modules, its talks, and what the workshop tells of it."""

import pytest
from sqlalchemy import delete

from course.check import RULES
from course.head import read_sheet
from course.patterns import MARKS, PATTERNS
from course.words import DIRECTIVES
from tests.webapp import make, nordby
from tests.webapp.conftest import Browse
from tests.webapp.make import Database
from tests.webapp.nordby import COURSE, FIRST, SECOND
from tests.webapp.pages import Browser, Page
from webapp.models import Edition, Role

URL = f"/courses/{COURSE}"
PATH = f"content/{COURSE}/course.md"


@pytest.fixture
def writer(db: Database, browse: Browse) -> Browser:
    return browse(make.person(db, "Lone Bech", Role.AUTHOR))


def modules(page: Page) -> list[str]:
    return [each.text for each in page.main.find("ol", class_="arrange")[0].find("a", class_="module-title")]


def outline(db: Database) -> object:
    values = read_sheet(str(make.file_of(db, PATH))).values
    assert values is not None
    return values["outline"]


def test_the_workshop_tells_the_state_of_each_module(db: Database, writer: Browser) -> None:
    make.draft(db, f"content/{COURSE}/{SECOND}.md", nordby.MOEDER + "\nMere.\n")
    make.draft(db, f"content/{COURSE}/ny.md", "---\ntitle: Helt ny\n---\n")
    page = writer.get("/courses/")
    states = {
        each.find("a")[0].text: [state.text for state in each.find("span", class_="state")]
        for each in page.main.find("ul", class_="module-states")[0].find("li")
    }
    assert states["Aftaler, der holder"] == ["udgivet"]
    assert states["Møder, der giver svar"] == ["ændret"]
    assert states["Helt ny"] == ["udkast", "ikke i planen"]


def test_the_workshop_tells_what_changed_lately_and_by_whom(db: Database, writer: Browser) -> None:
    desk = f"{URL}/modules/{SECOND}"
    writer.send(writer.get(desk), desk, text="Nyt.\n")
    text = writer.get("/courses/").main.text
    assert "Møder, der giver svar: Lone Bech, 2. marts kl. 10.00" in text
    assert "skal rettes før udgivelsen" in text


def test_the_covering_is_one_figure(writer: Browser) -> None:
    assert "4 af 4 forventninger bliver vist og arbejdet med" in writer.get("/courses/").main.text


def test_a_course_without_an_edition_stands_in_the_workshop(db: Database, writer: Browser) -> None:
    db.run(delete(Edition))
    make.draft(db, PATH, nordby.COURSE_FILE)
    page = writer.get("/courses/")
    assert "Ikke udgivet endnu" in page.main.text
    writer.get(URL)


# --- the course's own words ---


def test_title_summary_and_welcome_are_saved_and_the_outline_stays(db: Database, writer: Browser) -> None:
    page = writer.send(writer.get(URL), URL, title="Ny titel: ja", summary="Kort.", text="Hej med dig.\n")
    assert page.main.find("h1")[0].text == "Ny titel: ja"
    expected = nordby.COURSE_FILE.replace("Ny leder i Nordby", '"Ny titel: ja"').replace(
        "Et kort forløb om aftaler og møder.", "Kort."
    )
    assert make.file_of(db, PATH) == expected.replace("Velkommen til Nordby.", "Hej med dig.")


def test_a_course_has_a_title(db: Database, writer: Browser) -> None:
    page = writer.send(writer.get(URL), URL, title=" ", text="Min velkomst.", status=422)
    assert "Skriv, hvad forløbet hedder." in page.main.text
    assert page.main.find("textarea", id="text")[0].raw.strip() == "Min velkomst."
    assert make.file_of(db, PATH) == nordby.COURSE_FILE


def test_a_colleague_who_saved_the_course_first_keeps_her_words(db: Database, writer: Browser) -> None:
    page = writer.get(URL)
    make.draft(db, PATH, nordby.COURSE_FILE + "\nHendes.\n")
    answer = writer.send(page, URL, text="Mine.", status=409)
    assert "Mine." in answer.main.find("textarea", id="text")[0].raw
    assert "Hendes." in str(make.file_of(db, PATH))


def test_the_talks_are_written_in_the_same_way(db: Database, writer: Browser) -> None:
    url = f"{URL}/talks"
    page = writer.get(url)
    assert "Hvad har overrasket dig?" in page.main.text
    writer.client.post(url, data=page.form(url).filled({}) | {"insert": ["meeting"]})
    text = str(make.file_of(db, f"content/{COURSE}/talks.md"))
    assert text.startswith(nordby.TALKS)
    assert "\n::: samtale samtale dag=14\n" in text
    faulty = writer.send(writer.get(url), url, text="::: samtale uden-dag\n- Hvad?\n:::\n")
    assert faulty.main.find("a", href="#text")[0].attributes["data-line"] == "1"


# --- the modules ---


def test_modules_move_up_and_down(db: Database, writer: Browser) -> None:
    page = writer.send(writer.get(URL), f"{URL}/outline", button=("move", f"up:{SECOND}"))
    assert modules(page) == ["Møder, der giver svar", "Aftaler, der holder", "Byg bro"]
    page = writer.send(page, f"{URL}/outline", button=("move", f"down:{SECOND}"))
    assert modules(page) == ["Aftaler, der holder", "Møder, der giver svar", "Byg bro"]
    assert outline(db) == [
        {"module": FIRST, "due_day": 7},
        {"module": SECOND, "due_day": 21},
        {"module": "bro", "due_day": 35},
    ]


def test_a_module_is_taken_out_and_put_back(db: Database, writer: Browser) -> None:
    page = writer.send(writer.get(URL), f"{URL}/outline", button=("move", f"out:{SECOND}"))
    assert modules(page) == ["Aftaler, der holder", "Byg bro"]
    assert make.file_of(db, f"content/{COURSE}/{SECOND}.md") == nordby.MOEDER
    page = writer.send(page, f"{URL}/outline", button=("move", f"in:{SECOND}"))
    assert modules(page) == ["Aftaler, der holder", "Byg bro", "Møder, der giver svar"]


def test_a_day_is_changed_and_a_wrong_one_is_told(db: Database, writer: Browser) -> None:
    writer.send(writer.get(URL), f"{URL}/outline", typed={f"day-{FIRST}": "-3"})
    assert outline(db) == [
        {"module": FIRST, "due_day": -3},
        {"module": SECOND, "due_day": 21},
        {"module": "bro", "due_day": 35},
    ]
    for wrong in ("snart", "", "9999999999", "²"):
        page = writer.send(writer.get(URL), f"{URL}/outline", status=422, typed={f"day-{FIRST}": wrong})
        assert "”Aftaler, der holder” skal være et helt tal" in page.main.text


def test_a_new_module_begins_with_the_parts_of_a_good_one(db: Database, writer: Browser) -> None:
    page = writer.send(writer.get(URL), f"{URL}/modules", title="Møder: få svar")
    assert page.path == f"{URL}/modules/moeder-faa-svar"
    assert page.field("Titel").attributes["value"] == "Møder: få svar"
    text = str(make.file_of(db, f"content/{COURSE}/moeder-faa-svar.md"))
    for word in ("forventninger", "case", "refleksion moeder-faa-svar-refleksion", "plan", "samtale"):
        assert f"\n::: {word}" in text
    again = writer.send(writer.get(URL), f"{URL}/modules", title="Møder: få svar")
    assert again.path == f"{URL}/modules/moeder-faa-svar-2"
    assert modules(writer.get(URL))[-2:] == ["Møder: få svar", "Møder: få svar"]


@pytest.mark.parametrize("title", ["framework", "kurs", "???", "Talks"])
def test_any_title_makes_a_module(title: str, writer: Browser) -> None:
    assert writer.send(writer.get(URL), f"{URL}/modules", title=title).status == 200


def test_a_new_module_without_a_title_is_told(writer: Browser) -> None:
    assert (
        "Skriv, hvad modulet handler om."
        in writer.send(writer.get(URL), f"{URL}/modules", title=" ", status=422).main.text
    )


# --- covering ---


def test_an_empty_cell_is_told_in_words_and_leads_to_a_question_begun(db: Database, writer: Browser) -> None:
    make.draft(
        db,
        f"content/{COURSE}/framework.md",
        nordby.FRAMEWORK.replace("Kurs\n:", "## Nyt tema {#nyt}\n\n- **Chefer:** Tænker langt {#nyt-chef}\n\nKurs\n:"),
    )
    page = writer.get(f"{URL}/coverage")
    rows = page.main.find("table", class_="matrix")[0].find("tbody")[0].find("tr")
    assert [row.find("th")[0].text for row in rows] == ["Drift", "Nyt tema"]
    empty = rows[1].find("td")[0]
    assert "Mangler: bliver ikke vist" in empty.text
    assert "intet til det her ledelsesniveau" in rows[1].find("td")[1].text
    desk = writer.get(empty.find("a")[0].attributes["href"])
    assert desk.path.endswith("/questions")
    assert "Tænker langt" in desk.main.find("div", class_="box")[0].text
    assert any("dækker=nyt-chef" in each.attributes.get("data-insert", "") for each in desk.main.find("button"))
    form = desk.form(desk.path)
    writer.client.post(desk.path, data=form.filled({}) | {"insert": ["question-order"]})
    assert "::: spørgsmål aftaler-valg dækker=nyt-chef\n" in str(make.file_of(db, f"quizzes/{COURSE}/{FIRST}.md"))
    writer.get(f"{URL}/begin-question/findes-ikke", 404)


def test_the_help_shows_every_word_every_element_and_every_rule(writer: Browser) -> None:
    page = writer.get("/courses/how-to-write")
    words = {each.text for each in page.main.find("code")}
    assert {word.danish for word in DIRECTIVES} <= words
    assert {word.name for word in DIRECTIVES} <= words
    sources = " ".join(each.raw for each in page.main.find("pre"))
    assert all(f"::: {word.danish}" in sources for word in DIRECTIVES)
    titles = {each.text for each in page.main.find("h3")}
    assert {pattern.label for pattern in (*MARKS, *PATTERNS)} <= titles
    rules = page.main.find("details", class_="rule")
    assert {each.attributes["id"] for each in rules} == {rule.id for rule in RULES if rule.id.startswith("Q")}
    assert all(len(each.find("pre")) == 2 for each in rules)
