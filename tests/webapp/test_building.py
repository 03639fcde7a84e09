""" "Nyt forløb": a document comes in, is read beside the requests, and becomes the draft of a course."""

import io
import time

import pytest
from reportlab.pdfgen.canvas import Canvas
from sqlalchemy import select

from tests.course.importer.documents import all_documents
from tests.webapp import make
from tests.webapp.conftest import Browse, Clock, both_databases
from tests.webapp.make import Database
from tests.webapp.pages import Browser, Page
from webapp import drafts, reading
from webapp.models import Draft, Role, Sorting, SortingState
from webapp.operations import sorting as operations

DOCUMENTS = {made.name: made.data for made in all_documents()}
NORDBY = DOCUMENTS["nordby.pdf"]
PASTED = ["Ledelsesgrundlag for Vejby Kommune", "", "Chefer", "- Sætter retning", "- Følger op hver måned", ""]
PASTED += ["Teamledere", "- Følger op hver uge", "- Taler med den enkelte medarbejder"]


def pdf(text: str, **settings: str) -> bytes:
    """One page with one line; without a text it is what a scanner leaves."""
    out = io.BytesIO()
    canvas = Canvas(out, **settings)
    canvas.rect(50, 50, 400, 600, fill=1)
    canvas.drawString(72, 700, text)
    canvas.save()
    return out.getvalue()


def author(db: Database, browse: Browse) -> Browser:
    return browse(make.person(db, "Lone Bech", Role.AUTHOR))


def send_file(browser: Browser, data: bytes, name: str) -> None:
    """Send a file by the form."""
    fields = {"csrf_token": browser.token(), "text": "", "document": (io.BytesIO(data), name)}
    answer = browser.client.post("/courses/new", data=fields, content_type="multipart/form-data")
    assert answer.status_code == 302
    browser.get(answer.location)


def when_read(browser: Browser, db: Database) -> Page:
    """The page of the newest import once its reading is over."""
    for _ in range(600):
        row = db.one(select(Sorting.id, Sorting.state).order_by(Sorting.id.desc()).limit(1))
        if row.state not in (SortingState.WAITING, SortingState.READING):
            return browser.get(f"/courses/new/{row.id}")
        time.sleep(0.05)
    raise AssertionError("the document is still being read")


def test_a_pdf_becomes_a_draft_framework_and_one_question(db: Database, browse: Browse) -> None:
    browser = author(db, browse)
    send_file(browser, NORDBY, "God ledelse.pdf")
    page = when_read(browser, db)
    assert page.path.endswith("/sorting")
    assert (
        page.root.find("h1")[0].text
        == "Vi fandt 6, 6 og 6 forventninger på tre niveauer. Passer det med jeres dokument?"
    )
    row = db.one(select(Sorting.upload, Sorting.course))
    assert row.upload is None  # only the text is kept
    assert db.count(Draft, Draft.course == row.course) == 1


def test_pasted_text_is_read_like_a_file(db: Database, browse: Browse) -> None:
    browser = author(db, browse)
    browser.send(browser.get("/courses/new"), "/courses/new", text="\n".join(PASTED))
    assert when_read(browser, db).path.endswith("/sorting")


@pytest.mark.parametrize(
    ("name", "data", "sentence"),
    [
        ("i stykker.pdf", b"%PDF-1.4\nnot really", "PDF-filen kan ikke åbnes"),
        ("laast.pdf", pdf("Ledelsesgrundlag", encrypt="hemmeligt"), "adgangskode"),
        ("scannet.pdf", pdf(""), "kun billeder"),
        ("billede.pdf", b"\x89PNG\r\n\x1a\n", "billede"),
        ("regneark.xlsx", b"PK\x03\x04xl/", "kan ikke læses"),
        ("tom.txt", b"\xff\xfe", "ingen tekst"),
        ("koersel.docx", DOCUMENTS["koersel.docx"], "ligner ikke et ledelsesgrundlag"),
    ],
)
def test_a_document_that_is_no_framework_is_told_of_at_the_field(
    name: str, data: bytes, sentence: str, db: Database, browse: Browse
) -> None:
    browser = author(db, browse)
    send_file(browser, data, name)
    page = when_read(browser, db)
    assert sentence in page.error_at("document")
    assert db.count(Draft) == 0


def test_pasted_nonsense_is_given_back_with_what_was_missing(db: Database, browse: Browse) -> None:
    browser = author(db, browse)
    browser.send(browser.get("/courses/new"), "/courses/new", text="Køb mælk og brød")
    page = when_read(browser, db)
    assert "ligner ikke et ledelsesgrundlag" in page.error_at("text")
    assert page.main.find("textarea", id="text")[0].raw.strip() == "Køb mælk og brød"


def test_a_text_pasted_after_the_session_has_ended_is_given_back(db: Database, browse: Browse) -> None:
    browser = author(db, browse)
    page = browser.get("/courses/new")
    with browser.client.session_transaction() as session:
        session.pop("_user_id")
    asked = browser.send(page, "/courses/new", text="Vores ledelsesgrundlag", status=401)
    assert ("kept-text", "Vores ledelsesgrundlag") in asked.form("/sign-in").values()


def test_nothing_chosen_and_both_chosen_are_told_of_at_once(db: Database, browse: Browse) -> None:
    browser = author(db, browse)
    page = browser.send(browser.get("/courses/new"), "/courses/new", status=422)
    assert "Vælg en fil" in page.error_at("document")
    fields = {"csrf_token": browser.token(), "text": "Noget tekst", "document": (io.BytesIO(b"x"), "x.txt")}
    answer = browser.client.post("/courses/new", data=fields, content_type="multipart/form-data")
    assert answer.status_code == 422
    assert "Noget tekst" in answer.get_data(as_text=True)
    assert db.count(Sorting) == 0


def test_a_file_that_is_too_large_is_refused_by_its_size(db: Database, browse: Browse) -> None:
    browser = author(db, browse)
    head = "Content-Disposition: form-data; name="
    body = f'--x\r\n{head}"csrf_token"\r\n\r\n{browser.token()}\r\n--x\r\n{head}"document"; filename="stor.pdf"\r\n\r\n'
    data = body.encode() + b" " * 25_500_000 + b"\r\n--x--\r\n"
    answer = browser.client.post("/courses/new", data=data, content_type="multipart/form-data; boundary=x")
    assert answer.status_code == 422
    assert "højst 25 MB" in answer.get_data(as_text=True)
    assert db.count(Sorting) == 0


def test_a_request_that_is_far_too_large_is_answered_before_it_is_read(db: Database, browse: Browse) -> None:
    begun = time.monotonic()
    answer = author(db, browse).client.post(
        "/courses/new",
        data={"text": "Begyndelsen"},
        environ_overrides={"CONTENT_LENGTH": "200000000"},
        follow_redirects=True,
    )
    assert time.monotonic() - begun < 2
    assert answer.status_code == 413
    assert "25 MB" in answer.get_data(as_text=True)


def test_only_the_page_for_documents_takes_large_requests(db: Database, browse: Browse) -> None:
    browser = author(db, browse)
    assert browser.client.post("/language", data={"x": "a" * 1_500_000}).status_code == 413
    nobody = browse(None)
    assert nobody.client.post("/courses/new", data={"x": "a" * 1_500_000}).status_code in (303, 413)
    assert db.count(Sorting) == 0


# --- reading beside the requests ---


def received(db: Database, data: bytes = NORDBY) -> int:
    with db.writing() as session:
        return operations.receive(session, data, "nordby.pdf", by=None, now=make.NOW)


def test_the_page_tells_how_far_the_reading_is(db: Database, browse: Browse) -> None:
    id = received(db)
    with db.writing() as session:
        operations.claim_reading(session, id, "a", make.NOW)
        operations.note_reading(session, id, "a", 12, 40, make.NOW)
    page = author(db, browse).get(f"/courses/new/{id}")
    assert "Side 12 af 40" in page.main.text
    assert not page.has_form(f"/courses/new/{id}")


@both_databases
def test_a_reader_that_has_fallen_silent_is_replaced_and_can_write_nothing_any_more(
    db: Database, browse: Browse, clock: Clock
) -> None:
    id = received(db)
    with db.writing() as session:
        assert operations.claim_reading(session, id, "first", make.NOW)
        assert operations.claim_reading(session, id, "second", make.NOW) is None
    clock.forward(seconds=30)
    browser = author(db, browse)
    page = browser.get(f"/courses/new/{id}")
    assert "gået i stå" in page.main.text
    browser.send(page, f"/courses/new/{id}")
    assert when_read(browser, db).path.endswith("/sorting")
    with db.writing() as session:
        late = operations.Read(make.FRAMEWORK, "", {}, {}, "")
        assert operations.finish_reading(session, id, "first", late, clock.now) is None
    assert db.count(Draft) == 1


def test_a_reader_that_takes_too_long_is_ended() -> None:
    begun = time.monotonic()
    outcome = reading.read_apart(NORDBY, "nordby.pdf", lambda done, total: None, longest=0.05)
    assert outcome == reading.TOO_HARD
    assert time.monotonic() - begun < 5


def test_two_courses_of_one_organisation_get_each_their_id(db: Database) -> None:
    make.sorting(db)
    make.sorting(db)
    assert [row.course for row in db.all(select(Sorting.course).order_by(Sorting.id))] == ["vejby", "vejby-2"]


# --- waiting on the front page ---


def test_a_half_finished_import_waits_on_the_front_page_until_it_is_discarded(db: Database, browse: Browse) -> None:
    browser = author(db, browse)
    id = make.sorting(db)
    page = browser.get("/courses/")
    assert "Ledelse i Vejby" in page.main.text
    assert f"/courses/new/{id}" in page.links()
    asked = browser.get(f"/courses/new/{id}/discard")
    assert db.count(Sorting) == 1
    after = browser.send(asked, f"/courses/new/{id}/discard")
    assert after.path == "/courses/"
    assert "Ledelse i Vejby" not in after.main.text
    assert db.count(Draft) == 0
    with db.writing() as session:
        assert make.SORTED not in drafts.list_courses(session)


# --- what will be built ---

BUILD = f"/courses/{make.SORTED}/build"


def sorted_course(db: Database, **more: str) -> None:
    make.sorting(db, answered=True, **more)  # type: ignore[arg-type]


def files_of(db: Database) -> dict[str, str]:
    with db.writing() as session:
        working = drafts.open_draft(session, make.SORTED)
        assert working is not None
        return {path: data.decode() for path, data in drafts.read_files(session, working).items()}


def test_what_will_be_built_is_shown_before_anything_is_written(db: Database, browse: Browse) -> None:
    sorted_course(db)
    page = author(db, browse).get(BUILD)
    assert "Chefer: 2 forventninger · " in page.main.text
    assert page.field("Modulets navn").attributes["value"] == "Drift"
    assert db.count(Draft) == 1


def test_building_writes_the_modules_as_they_were_named(db: Database, browse: Browse) -> None:
    sorted_course(db)
    browser = author(db, browse)
    page = browser.send(browser.get(BUILD), BUILD, typed={"title-drift": "Sikker: drift"})
    files = files_of(db)
    assert f"{len(files) - 1} filer er lagt til" in page.main.text
    assert set(files) >= {
        "content/vejby/framework.md",
        "content/vejby/course.md",
        "content/vejby/drift.md",
        "quizzes/vejby/drift.md",
    }
    assert 'title: "Sikker: drift"' in files["content/vejby/drift.md"]
    assert "generated: true" in files["content/vejby/drift.md"]
    assert "Ledelse i Vejby" not in browser.get("/courses/").main.find("section", class_="waiting")[0].text


def test_a_second_build_adds_only_what_is_missing(db: Database, browse: Browse) -> None:
    sorted_course(db)
    browser = author(db, browse)
    browser.send(browser.get(BUILD), BUILD)
    with db.writing() as session:
        drafts.save_all(session, "vejby", {"content/vejby/drift.md": b"min tekst"}, by=None, now=make.NOW)
    sorting = browser.get("/courses/vejby/sorting?add=1")
    add = "/courses/vejby/sorting/add"
    browser.send(sorting, add, typed={"text": "Taler med hver medarbejder", "place": "mennesker", "level": "chefer"})
    page = browser.send(browser.get(BUILD), BUILD)
    assert "2 filer er lagt til" in page.main.text
    assert files_of(db)["content/vejby/drift.md"] == "min tekst"


def test_modules_can_be_left_out_and_put_in_another_order(db: Database, browse: Browse) -> None:
    more = "- **Chefer:** Taler med hver medarbejder {#taler}\n\n## Økonomi {#oekonomi}\n\n- **Chefer:** Holder budgettet {#budget}\n"
    sorted_course(db, text=make.FRAMEWORK + "\n" + more)
    browser = author(db, browse)
    typed: dict[str, str | list[str]] = {"order-drift": "9", "keep-mennesker": []}
    browser.send(browser.get(BUILD), BUILD, typed=typed)
    files = files_of(db)
    assert "content/vejby/mennesker.md" not in files
    course = files["content/vejby/course.md"]
    assert course.index("oekonomi") < course.index("drift")


LOOSE = "---\ntitle: Ledelse i Vejby\norganisation: Vejby Kommune\n---\n\n" + "".join(
    f"- Passer på nummer {number} {{#nr-{number}}}\n" for number in range(1, 9)
)


def test_a_framework_without_levels_gets_the_courses_own(db: Database, browse: Browse) -> None:
    sorted_course(db, text=LOOSE)
    browser = author(db, browse)
    page = browser.get(BUILD)
    assert "ingen temaer" in page.main.text
    refused = browser.send(page, BUILD, status=422, typed={"level-1-name": "Chefer"})
    assert "én leder på niveauet" in refused.main.text
    browser.send(refused, BUILD, typed={"level-1-one": "chef"})
    files = files_of(db)
    assert 'chefer: {name: "Chefer", one: "chef"}' in files["content/vejby/course.md"]
    assert "niveau=chefer" in files["content/vejby/ledelse-i-vejby-del-1.md"]


def test_without_a_module_nothing_is_built(db: Database, browse: Browse) -> None:
    sorted_course(db)
    browser = author(db, browse)
    page = browser.send(browser.get(BUILD), BUILD, status=422, typed={"keep-drift": []})
    assert "mindst ét modul" in page.main.text
    assert db.count(Draft) == 1


def test_what_has_been_built_cannot_be_discarded_any_more(db: Database, browse: Browse) -> None:
    sorted_course(db)
    browser = author(db, browse)
    browser.send(browser.get(BUILD), BUILD)
    id = db.value(select(Sorting.id))
    browser.post(f"/courses/new/{id}/discard")
    assert "content/vejby/drift.md" in files_of(db)
    assert db.count(Sorting) == 1
