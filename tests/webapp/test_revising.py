"""A new version of a framework: handed in, decided about, taken into use; and what is to be looked at since."""

import pytest
from sqlalchemy import select
from werkzeug.test import TestResponse

from course.compile import Course
from course.framework import Framework
from course.importer import Unreadable
from tests.webapp import make, nordby
from tests.webapp.conftest import Browse, both_databases
from tests.webapp.make import NOW, Database, Someone
from tests.webapp.nordby import COURSE, FRAMEWORK
from tests.webapp.pages import Browser, Page, parse
from webapp import drafts, editions, versions
from webapp.drafts import Conflict
from webapp.models import (
    Answer,
    Audit,
    DraftVersion,
    Enrolment,
    ModuleState,
    Reflection,
    Revision,
    Role,
    Share,
    Stale,
)
from webapp.versions import Version, read_version

REVISION, STALE = f"/courses/{COURSE}/revision", f"/courses/{COURSE}/stale"
DECISIONS, DISCARD = f"{REVISION}/decisions", f"{REVISION}/discard"
PATH = f"content/{COURSE}/framework.md"
WEEK = "Følger op hver uge"
NEW = FRAMEWORK.replace(WEEK, "Følger op hver fredag")
"""One changed wording: a statement to team leaders."""


@pytest.fixture
def author(db: Database) -> Someone:
    return make.person(db, "Lone Bech", Role.AUTHOR)


@pytest.fixture
def browser(browse: Browse, author: Someone) -> Browser:
    return browse(author)


def post_file(browser: Browser, content: str | bytes, name: str = "ny.md", **typed: str) -> TestResponse:
    """Send the form as a browser does. The test client's own way would leave a large file open."""
    data = content.encode() if isinstance(content, str) else content
    head = 'Content-Disposition: form-data; name="{}"'
    parts = [f"{head.format(key)}\r\n\r\n{value}".encode() for key, value in typed.items()]
    parts += [f"{head.format('csrf_token')}\r\n\r\n{browser.token()}".encode()]
    parts += [f'{head.format("file")}; filename="{name}"\r\n\r\n'.encode() + data]
    body = b"".join(b"--xyz\r\n" + part + b"\r\n" for part in parts) + b"--xyz--\r\n"
    return browser.client.post(REVISION, data=body, content_type="multipart/form-data; boundary=xyz")


def hand_in(browser: Browser, text: str = NEW) -> Page:
    assert post_file(browser, text).status_code == 302
    return browser.get(REVISION)


def choices(page: Page, value: str) -> dict[str, str]:
    """This choice at every change that offers it."""
    radios = page.main.find("input", type="radio", value=value)
    return {each.attributes["name"]: value for each in radios}


def use(browser: Browser, page: Page, **chosen: str) -> Page:
    return browser.send(page, DECISIONS, button=("do", "use"), typed=chosen)


def draft(db: Database) -> tuple[Course, str]:
    """The draft as it is, and the text of its framework."""
    with db.writing() as session:
        working = drafts.open_draft(session, COURSE)
        assert working is not None
        course, _ = editions.Courses().draft(session, working)
        return course, drafts.read_files(session, working)[PATH].decode()


def framework(db: Database) -> Framework:
    return draft(db)[0].framework


def said(db: Database, id: str) -> str:
    statement = framework(db).statement(id)
    assert statement is not None
    return statement.text


def test_reading_a_document_ends_after_a_while(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(versions, "SECONDS", 0)
    with pytest.raises(Unreadable, match="for indviklet"):
        read_version(b"Drift\n\n- Vi holder aftaler", "ny.txt")


# --- handing it in ---


@both_databases
def test_each_change_is_shown_with_both_wordings_and_where_it_is_used(db: Database, browser: Browser) -> None:
    page = hand_in(browser)
    assert [each.text for each in page.main.find("del")] == ["[udgår: uge]"]
    assert [each.text for each in page.main.find("ins")] == ["[nyt: fredag]"]
    uses = [each.text for each in page.main.find("article")[0].find("li")]
    assert "Aftaler, der holder: modulets tekst" in uses
    assert any("refleksionen ”Tænk på dit seneste møde" in each for each in uses)
    assert any("spørgsmålet ”En medarbejder lover" in each for each in uses)


def test_nothing_is_changed_by_handing_it_in(db: Database, browser: Browser) -> None:
    hand_in(browser)
    assert draft(db)[1] == FRAMEWORK
    assert (db.count(DraftVersion), db.count(Stale)) == (0, 0)


def test_a_document_can_be_pasted_and_its_ids_are_the_old_ones(db: Database, browser: Browser) -> None:
    pasted = """God ledelse i Nordby

Kompasset

Drift
Drift er at holde de løfter, vi har givet.

Alle
• Vi holder aftaler og siger det højt, når en aftale ikke kan holdes længere.

Chefer
• Sætter en tydelig retning for driften i hele området

Teamledere
• Følger op hver uge
"""
    page = browser.send(browser.get(REVISION), text=pasted)
    assert page.path == REVISION
    taken = use(browser, page, **(choices(page, "substance") | choices(page, "linguistic")))
    assert taken.path == STALE
    assert said(db, "drift-chef").startswith("Sætter en tydelig retning")
    assert said(db, "drift-team") == WEEK


@pytest.mark.parametrize(
    ("data", "name", "told"),
    [
        (b"", "tom.pdf", "ingen tekst"),
        (b"\x89PNG\r\n\x1a\n0000", "billede.png", "kan ikke læses"),
        (b"%PDF-1.4 ikke en rigtig pdf", "skadet.pdf", "."),
        ("Kære alle. Vi mødes på torsdag og spiser kage.\n".encode(), "kage.txt", "."),
        (NEW.replace("{#drift-team}", "").encode(), "ny.md", "mangler et id"),
        (b"---\ntitle: Tom\norganisation: X\n---\n", "ny.md", "ingen forventninger"),
        (b"x" * 25_500_000, "stor.txt", "højst 25 MB"),
    ],
)
def test_what_cannot_be_read_is_told_at_the_field_and_nothing_waits(
    data: bytes, name: str, told: str, db: Database, browser: Browser
) -> None:
    answer = post_file(browser, data, name, text="det, jeg havde indsat")
    html = answer.get_data(as_text=True)
    root, faults = parse(html)
    assert (answer.status_code, faults) == (422, [])
    (sentence,) = root.find(id="file-error")
    assert told in sentence.text
    assert root.find("textarea")[0].raw.strip() == "det, jeg havde indsat"
    assert db.count(Revision) == 0


def test_a_file_that_is_far_too_large_is_refused_by_its_size(browser: Browser) -> None:
    answer = post_file(browser, b"x" * 27_000_000, "stor.pdf")
    assert answer.status_code == 303
    assert "mere end 25 MB" in browser.get(answer.location).error_at("file")


def test_nothing_at_all_asks_for_a_file_or_a_text(browser: Browser) -> None:
    page = browser.send(browser.get(REVISION), status=422)
    assert page.error_at("file") == "Fejl: Vælg en fil, eller indsæt dokumentets tekst."


def test_the_document_is_read_while_others_can_write(
    db: Database, browser: Browser, monkeypatch: pytest.MonkeyPatch
) -> None:
    """A slow document must not hold the one lock that SQLite has."""

    def slowly(data: bytes, name: str = "") -> Version:
        make.person(db, "Ny Imens")
        return read_version(data, name)

    monkeypatch.setattr("webapp.views.revising.read_version", slowly)
    hand_in(browser)


def test_a_course_that_is_not_there_has_no_revision(browser: Browser) -> None:
    browser.get("/courses/findes-ikke/revision", 404)
    browser.get("/courses/findes-ikke/stale", 404)
    assert browser.post("/courses/findes-ikke/revision/discard").status_code == 404


# --- deciding ---


def test_choices_are_kept_and_half_a_decision_waits_on_the_authors_page(db: Database, browser: Browser) -> None:
    page = hand_in(browser, NEW.replace("Sætter retning", "Sætter kurs"))
    first = next(iter(choices(page, "linguistic")))
    page = browser.send(page, DECISIONS, button=("do", "save"), typed={first: "linguistic"})
    assert "1 venter stadig på dit valg" in page.main.text
    assert [each.attributes["name"] for each in page.main.find("input", type="radio", checked="")] == [first]
    index = browser.get("/courses/")
    assert REVISION in index.links()
    assert "En ny version venter på dine valg: Ny leder i Nordby" in index.main.text


def test_it_is_not_taken_into_use_before_everything_is_decided(db: Database, browser: Browser) -> None:
    page = hand_in(browser)
    page = browser.send(page, DECISIONS, button=("do", "use"), status=422)
    assert "Vælg én af dem." in page.main.text
    assert draft(db)[1] == FRAMEWORK


def test_a_choice_made_together_with_taking_it_into_use_counts(db: Database, browser: Browser) -> None:
    page = hand_in(browser)
    assert use(browser, page, **choices(page, "substance")).path == STALE
    assert said(db, "drift-team") == "Følger op hver fredag"
    assert db.count(Revision) == 0
    assert [row.what for row in db.all(select(Audit.what).where(Audit.what.contains("framework")))] == [
        "new framework handed in",
        "new framework taken into use",
    ]


def test_small_corrections_are_decided_at_once_and_larger_ones_are_not(db: Database, browser: Browser) -> None:
    new = FRAMEWORK.replace("siger det højt, når", "siger det højt når").replace(WEEK, "Spørger teamet hver morgen")
    page = browser.send(hand_in(browser, new), DECISIONS, button=("do", "small"))
    checked = page.main.find("input", type="radio", checked="")
    assert [each.attributes["value"] for each in checked] == ["linguistic"]
    assert "1 venter stadig" in page.main.text


def test_everything_new_is_taken_in_at_once(db: Database, browser: Browser) -> None:
    theme = "## Byen {#byen}\n\n- **Chefer:** Åbner huset for foreningerne {#byen-hus}\n\n"
    new = FRAMEWORK.replace("Kurs\n", theme + "Kurs\n")
    page = browser.send(hand_in(browser, new), DECISIONS, button=("do", "new"))
    stale = use(browser, page)
    assert said(db, "byen-hus") == "Åbner huset for foreningerne"
    assert "1 forventning er ikke med i noget modul endnu." in stale.main.text
    assert db.count(Stale) == 0


def test_everything_that_is_gone_is_kept_at_once(db: Database, browser: Browser) -> None:
    without = FRAMEWORK.replace("- **Chefer:** Sætter retning for driften {#drift-chef}\n", "")
    page = browser.send(hand_in(browser, without), DECISIONS, button=("do", "kept"))
    use(browser, page)
    assert said(db, "drift-chef") == "Sætter retning for driften"


def test_the_old_wording_can_be_kept(db: Database, browser: Browser) -> None:
    page = hand_in(browser)
    use(browser, page, **choices(page, "keep"))
    assert said(db, "drift-team") == WEEK
    assert db.count(Stale) == 0


def test_two_that_are_not_the_same_leave_one_removed_and_one_new(db: Database, browser: Browser) -> None:
    page = hand_in(browser)
    use(browser, page, **choices(page, "different"))
    course = draft(db)[0]
    assert course.framework.statement("drift-team") is None
    assert "Følger op hver fredag" in [each.text for each in course.framework.statements]
    assert {row.change for row in db.all(select(Stale.change))} == {"removed"}


def test_the_same_document_has_nothing_to_decide(browser: Browser) -> None:
    page = hand_in(browser, FRAMEWORK)
    assert "siger det samme" in page.main.text


def test_a_version_can_be_discarded(db: Database, browser: Browser) -> None:
    page = hand_in(browser)
    page = browser.send(page, DISCARD)
    assert page.main.find("input", type="file")
    assert db.count(Revision) == 0
    assert draft(db)[1] == FRAMEWORK


def test_a_colleague_who_changed_the_framework_meanwhile_is_not_overwritten(
    db: Database, browser: Browser, author: Someone
) -> None:
    page = hand_in(browser)
    with db.writing() as session:
        working = drafts.open_draft(session, COURSE)
        assert working is not None
        hers = FRAMEWORK.replace("Sætter retning", "Sætter kurs").encode()
        saved = drafts.save(session, COURSE, PATH, hers, base=working.manifest[PATH], by=author.id, now=NOW)
        assert not isinstance(saved, Conflict)
    page = use(browser, page, **choices(page, "substance"))
    assert "Lone Bech har ændret ledelsesgrundlaget imens" in page.main.text
    assert draft(db)[1] == hers.decode()
    assert db.count(Stale) == 0
    assert "1 venter stadig" in page.main.text  # her change is a change too now, and the first choice is kept


def test_what_lacks_a_choice_on_an_earlier_page_is_shown(db: Database, browser: Browser) -> None:
    lines = [f"- **Chefer:** Holder aftale nummer {n} med borgeren {{#aftale-{n}}}" for n in range(45)]
    hand_in(browser, FRAMEWORK.replace("Kurs\n", "\n".join(lines) + "\n\nKurs\n"))
    page = browser.get(f"{REVISION}?page=2")
    page = browser.send(page, DECISIONS, button=("do", "use"), typed=choices(page, "keep"), status=422)
    assert [each.text for each in page.main.find("a", **{"aria-current": "page"})] == ["Side 1"]
    assert len(page.main.find("article", class_="missing")) == 40


def test_choices_that_make_six_levels_are_told_and_nothing_is_taken_into_use(db: Database, browser: Browser) -> None:
    names = ["Direktion", "Områdeansvarlige", "Faglige koordinatorer", "Vagtplanlæggere", "Teamets tovholdere"]
    levels = "".join(f"  n-{number}: {{name: {name}, one: x{number}}}\n" for number, name in enumerate(names))
    head, body = FRAMEWORK.split("---\n\n", 1)
    new = head.replace(head[head.index("  chef:") :], levels) + "---\n\n"
    new += body.replace("**Chefer:**", "**Direktion:**").replace("**Teamledere:**", "**Teamets tovholdere:**")
    page = hand_in(browser, new)
    chosen = choices(page, "linguistic") | choices(page, "keep")
    page = browser.send(page, DECISIONS, button=("do", "use"), typed=chosen, status=422)
    assert "Der kan højst være fem niveauer" in page.main.text
    assert {each.attributes["name"] for each in page.main.find("input", type="radio", checked="")} == set(chosen)
    assert draft(db)[1] == FRAMEWORK


def test_many_changes_come_in_pages(db: Database, browser: Browser) -> None:
    lines = [f"- **Chefer:** Holder aftale nummer {n} med borgeren {{#aftale-{n}}}" for n in range(90)]
    new = FRAMEWORK.replace("\nKurs\n", "\n".join(lines) + "\n\nKurs\n").replace(
        "{#drift-team}\n\n-", "{#drift-team}\n-"
    )
    page = hand_in(browser, new)
    assert len(page.main.find("article")) == 40
    page = browser.send(page, DECISIONS, button=("do", "next"), typed=choices(page, "substance"))
    assert page.url == f"{REVISION}?page=2"
    assert "50 venter stadig" in page.main.text
    page = browser.send(page, DECISIONS, button=("do", "next"), typed=choices(page, "keep"))
    page = use(browser, page, **choices(page, "substance"))
    assert page.path == STALE
    assert db.count(Revision) == 0
    kept = [each.id for each in framework(db).statements if each.id.startswith("aftale")]
    assert len(kept) == 50


# --- what is stale by it ---


def take(browser: Browser, new: str = NEW, value: str = "substance") -> Page:
    page = hand_in(browser, new)
    return use(browser, page, **choices(page, value))


def rows(db: Database) -> set[tuple[str, str]]:
    return {(row.kind, row.item) for row in db.all(select(Stale.kind, Stale.item))}


def test_what_refers_to_a_change_of_substance_is_to_be_looked_at(db: Database, browser: Browser) -> None:
    page = take(browser)
    assert rows(db) == {
        ("module", "aftaler"),
        ("module", "moeder"),
        ("question", "besked"),
        ("prompt", "min-aftale"),
        ("prompt", "sidste-moede"),
    }
    assert [each.text for each in page.main.find("h2")] == ["Aftaler, der holder", "Møder, der giver svar"]
    assert f"/courses/{COURSE}/modules/aftaler" in page.links()
    assert "5 steder skal gennemses: Ny leder i Nordby" in browser.get("/courses/").main.text


def test_a_linguistic_change_asks_for_nothing_where_the_quotation_follows(db: Database, browser: Browser) -> None:
    page = take(browser, value="linguistic")
    assert db.count(Stale) == 0
    assert "Der er ikke noget, der skal gennemses." in page.main.text


def test_a_question_that_asks_about_the_words_is_looked_at_after_a_linguistic_change(
    db: Database, browser: Browser
) -> None:
    quiz = nordby.AFTALER_QUIZ.replace("Hvad siger du?", "[[#drift-team]] Hvad siger du?")
    make.publish(db, nordby.files(aftaler_quiz=quiz))
    take(browser, value="linguistic")
    assert rows(db) == {("question", "besked")}


def test_still_right_is_one_click_and_is_recorded_with_name_and_date(
    db: Database, browser: Browser, author: Someone
) -> None:
    page = take(browser)
    first = db.all(select(Stale.id).order_by(Stale.id))[0].id
    page = browser.send(page, f"{STALE}/{first}/settled")
    assert "Noteret: stadig rigtigt. 4 steder" in page.main.text
    assert db.one(select(Stale.settled_at, Stale.settled_by).where(Stale.id == first)) == (NOW, author.id)
    assert "stadig rigtigt, siger Lone Bech 2. marts" in page.main.text
    assert browser.post(f"{STALE}/{first}/settled").status_code == 302  # twice is once
    assert db.count(Audit, Audit.what == "stale settled") == 1


def test_a_row_of_another_course_is_left_alone(db: Database, browser: Browser) -> None:
    take(browser)
    with db.writing() as session:
        other = Stale(course="vejby", kind="module", item="x", module="x", what="statement", reference="y")
        other.old_text = other.new_text = "z"
        other.change, other.weight, other.noted_at = "changed", "substance", NOW
        session.add(other)
        session.flush()
        id = other.id
    browser.post(f"{STALE}/{id}/settled")
    assert db.value(select(Stale.settled_at).where(Stale.id == id)) is None


def test_saving_what_was_stale_does_not_settle_it(db: Database, browser: Browser) -> None:
    take(browser)
    with db.writing() as session:
        path = f"content/{COURSE}/aftaler.md"
        changed = nordby.files()[path] + b"\nMere.\n"
        drafts.save_all(session, COURSE, {path: changed}, by=None, now=NOW)
    assert db.count(Stale, Stale.settled_at.is_(None)) == 5


def test_a_second_revision_keeps_the_wording_that_the_part_was_written_for(db: Database, browser: Browser) -> None:
    take(browser)
    take(browser, NEW.replace("hver fredag", "hver fredag klokken ni"))
    assert db.count(Stale) == 5
    texts = db.all(select(Stale.old_text, Stale.new_text).distinct())
    assert [tuple(row) for row in texts] == [(WEEK, "Følger op hver fredag klokken ni")]


def test_what_points_at_a_removed_expectation_is_mended_before_it_is_right(db: Database, browser: Browser) -> None:
    new = FRAMEWORK.replace("- **Chefer:** Sætter retning for driften {#drift-chef}\n", "")
    page = take(browser, new)
    bro = next(each for each in page.main.find("section") if "Byg bro" in each.text)
    broken = [each for each in bro.find("li") if "Forløbet kan først udgives" in each.text]
    assert broken
    assert all(not each.find("form") and each.find("a") for each in broken)
    prompt = nordby.BRO.replace("dækker=drift-chef", "dækker=drift-alle")
    with db.writing() as session:
        drafts.save_all(session, COURSE, {f"content/{COURSE}/bro.md": prompt.encode()}, by=None, now=NOW)
    page = browser.get(STALE)
    assert "Forløbet kan først udgives" not in page.main.text


def test_the_welcome_and_the_talks_are_told_of_too(db: Database, browser: Browser) -> None:
    make.publish(db, nordby.files(talks=nordby.TALKS.replace("Hvad har", "[[#drift-chef]] Hvad har")))
    page = take(browser, FRAMEWORK.replace("- **Chefer:** Sætter retning for driften {#drift-chef}\n", ""))
    assert "Velkomsten eller samtalerne henviser til noget, der ikke findes mere." in page.main.text


def test_a_renamed_term_is_mended_where_it_is_used(db: Database, browser: Browser) -> None:
    page = take(browser, FRAMEWORK.replace("Kurs\n:", "Retning\n:"), "linguistic")
    assert rows(db) == {("module", "aftaler")}
    assert "Forløbet kan først udgives" in page.main.text


@both_databases
def test_nothing_that_leaders_have_done_changes(db: Database, browser: Browser) -> None:
    manager = make.person(db, "Birgit Holm", Role.MANAGER)
    on = make.enrolment(db, manager=manager, completed=[nordby.FIRST], under_way=[nordby.SECOND])
    make.all_answered(db, on)
    make.text(db, on)
    make.text(db, on, nordby.PLAN)
    make.share(db, on, manager)
    tables = (Answer, Reflection, Share, ModuleState, Enrolment)

    def done() -> list[list[object]]:
        return [[tuple(row) for row in db.all(select(*table.__table__.columns).order_by(table.id))] for table in tables]

    before = done()
    new = NEW.replace("- **Chefer:** Sætter retning for driften {#drift-chef}\n", "")
    take(browser, new)
    assert done() == before
    with db.writing() as session:
        working = drafts.open_draft(session, COURSE)
        assert working is not None
        files = drafts.read_files(session, working)
        files[f"content/{COURSE}/bro.md"] = nordby.BRO.replace("drift-chef", "drift-alle").encode()
    make.publish(db, files)
    assert framework(db).statement("drift-chef") is None
    assert done() == before
