"""Publishing from the studio, module by module, and what leaders see of it."""

import threading
from datetime import date, timedelta

import pytest
from sqlalchemy import delete, select
from sqlalchemy.orm import Session

from course.progress import State
from tests.webapp import make, nordby
from tests.webapp.conftest import Browse, both_databases
from tests.webapp.make import NOW, Database
from tests.webapp.nordby import AFTALER, COURSE, COURSE_FILE, FIRST, MOEDER, SECOND
from tests.webapp.pages import Browser, Page
from webapp import drafts, editions, operations
from webapp.db import WRITES, make_session
from webapp.models import Answer, Audit, Draft, Edition, EditionChange, EnrolmentState, ModuleState, Origin, Role

URL = f"/courses/{COURSE}/publish/"
TEXT, OTHER = f"content/{COURSE}/{FIRST}.md", f"content/{COURSE}/{SECOND}.md"
CORRECTED = AFTALER.replace("En aftale er et løfte.", "En aftale er et godt løfte.").encode()
CHANGED = MOEDER.replace("Hvad blev afgjort?", "Hvad blev ikke afgjort?").encode()


def author(db: Database, browse: Browse) -> Browser:
    return browse(make.person(db, "Lone Bech", Role.AUTHOR))


def publish(browser: Browser, *parts: str, status: int = 200, note: str = "", how: str | None = None) -> Page:
    """Choose the parts and publish.

    :param how: what kind of change the first module has
    """
    typed: dict[str, str | list[str]] = {"part": list(parts), "note": note}
    if how:
        typed[f"how-{FIRST}"] = how
    return browser.send(browser.get(URL), URL, status=status, typed=typed)


def published(db: Database) -> dict[str, bytes]:
    with db.writing() as session:
        return editions.read_edition(session, editions.list_newest(session)[COURSE])[1]


@both_databases
def test_what_is_chosen_goes_out_and_the_rest_stays_as_it_was(db: Database, browse: Browse) -> None:
    make.draft_files(db, {TEXT: CORRECTED, OTHER: CHANGED})
    page = publish(author(db, browse), f"module/{FIRST}", note="En rettelse")
    assert page.path == f"/courses/{COURSE}/editions/2"
    assert published(db) == nordby.files() | {TEXT: CORRECTED}
    edition = db.one(select(Edition.origin, Edition.note, Edition.published_by).where(Edition.number == 2))
    assert (edition.origin, edition.note) == (Origin.STUDIO, "En rettelse")
    assert edition.published_by is not None
    assert db.all(select(Draft.path)) == [(OTHER,)]  # what was left is still a draft
    assert db.value(select(Audit.detail).where(Audit.what == "published")) == f"{COURSE} 2"


def test_the_page_shows_word_by_word_what_has_changed(db: Database, browse: Browse) -> None:
    make.draft_files(db, {TEXT: CORRECTED})
    page = author(db, browse).get(URL)
    assert [each.text for each in page.main.find("ins")] == ["[nyt: godt]"]
    assert not page.main.find("del")
    assert "Aftaler, der holder" in page.main.text
    assert TEXT not in page.main.text


def test_a_changed_quotation_of_the_framework_is_shown(db: Database, browse: Browse) -> None:
    framework = nordby.FRAMEWORK.replace("Følger op hver uge", "Følger op hver dag")
    make.draft_files(db, {f"content/{COURSE}/framework.md": framework.encode()})
    page = author(db, browse).get(URL)
    assert [each.text for each in page.main.find("del")] == ["[udgår: uge]"]
    assert "drift-team" not in page.main.text


def test_nothing_new_is_said(db: Database, browse: Browse) -> None:
    page = author(db, browse).get(URL)
    assert not page.has_form(URL)
    assert "Intet er ændret" in page.main.text


def test_a_fault_stops_its_module_with_line_and_way_to_mend_it_and_the_others_go_out(
    db: Database, browse: Browse
) -> None:
    broken = AFTALER.replace("::: forventninger drift\n", "::: forventninger drfit\n")
    line = broken.splitlines().index("::: forventninger drfit") + 1
    make.draft_files(db, {TEXT: broken.encode(), OTHER: CHANGED})
    browser = author(db, browse)
    page = browser.get(URL)
    assert f"Linje {line}: " in page.main.text
    assert f"/courses/{COURSE}/modules/{FIRST}" in page.links()
    assert dict(page.form(URL).values())["part"] == f"module/{SECOND}"  # the other is chosen already
    refused = publish(browser, f"module/{FIRST}", status=422)
    assert f"Linje {line}: " in refused.main.text
    assert db.count(Edition) == 1
    publish(browser, f"module/{SECOND}")
    assert published(db)[OTHER] == CHANGED


def test_the_parts_are_checked_as_they_would_be_together(db: Database, browse: Browse) -> None:
    framework = nordby.FRAMEWORK.replace("{#drift-alle}", "{#drift-faelles}")
    files = {path: data.replace(b"drift-alle", b"drift-faelles") for path, data in nordby.files().items()}
    make.draft_files(db, files | {f"content/{COURSE}/framework.md": framework.encode()})
    browser = author(db, browse)
    refused = publish(browser, "framework/framework", f"module/{FIRST}", status=422)
    assert f"/courses/{COURSE}/modules/{SECOND}" in refused.links()
    assert db.count(Edition) == 1
    publish(browser, "framework/framework", f"module/{FIRST}", f"module/{SECOND}")
    assert db.count(Edition) == 2


def test_nothing_chosen_is_told(db: Database, browse: Browse) -> None:
    make.draft_files(db, {TEXT: CORRECTED})
    assert "Vælg mindst" in publish(author(db, browse), status=422).main.text
    assert db.count(Edition) == 1


def test_what_a_colleague_saves_meanwhile_is_looked_at_first(db: Database, browse: Browse) -> None:
    make.draft_files(db, {TEXT: CORRECTED})
    browser = author(db, browse)
    page = browser.get(URL)
    make.draft_files(db, {TEXT: CORRECTED + b"\nMere.\n"})
    again = browser.send(page, URL, status=409)
    assert db.count(Edition) == 1
    assert "Mere." in again.main.text
    browser.send(again, URL)
    assert published(db)[TEXT].endswith(b"Mere.\n")


def test_a_draft_of_the_builder_is_not_chosen_and_does_not_go_out(db: Database, browse: Browse) -> None:
    make.draft_files(db, {TEXT: AFTALER.replace("---\n", "---\ngenerated: true\n", 1).encode(), OTHER: CHANGED})
    browser = author(db, browse)
    assert [value for name, value in browser.get(URL).form(URL).values() if name == "part"] == [f"module/{SECOND}"]
    publish(browser, f"module/{FIRST}", status=422)
    assert db.count(Edition) == 1


# --- a leader in the middle ---


@both_databases
def test_a_correction_of_language_changes_nothing_for_who_has_completed(db: Database, browse: Browse) -> None:
    on = make.enrolment(db, under_way=[FIRST])
    make.all_answered(db, on)
    leader = browse(on.leader)
    leader.send(leader.get(on.url(rest="/end")), on.url(rest="/end"))
    answers = db.all(select(Answer.question, Answer.choice, Answer.verdict))
    make.draft_files(db, {TEXT: CORRECTED})
    publish(author(db, browse), f"module/{FIRST}", how="language")
    assert db.all(select(Answer.question, Answer.choice, Answer.verdict)) == answers
    assert make.state_of(db, on) is State.COMPLETED
    assert "Opdateret" not in leader.get("/my-course/").main.text
    assert "godt løfte" in leader.get(on.url()).main.text


@both_databases
def test_a_change_of_substance_is_told_until_it_has_been_seen_and_nobody_starts_over(
    db: Database, browse: Browse
) -> None:
    on, other = make.enrolment(db, under_way=[FIRST]), make.enrolment(db, under_way=[FIRST])
    make.all_answered(db, on)
    leader = browse(on.leader)
    leader.send(leader.get(on.url(rest="/end")), on.url(rest="/end"))
    for how in ("substance", "language"):  # a later correction does not hide that there is something new
        make.draft_files(db, {TEXT: CORRECTED + how.encode()})
        publish(author(db, browse), f"module/{FIRST}", how=how)
    assert db.all(select(EditionChange.module, EditionChange.substance)) == [(FIRST, True), (FIRST, False)]
    assert leader.get("/my-course/").main.text.count("Opdateret, siden du gennemførte") == 1
    assert "Opdateret" not in browse(other.leader).get("/my-course/").main.text
    page = leader.get(on.url())
    assert "Opdateret, siden du gennemførte" in page.main.text
    assert make.state_of(db, on) is State.COMPLETED
    after = leader.send(page, on.url(rest="/update"), button=("then", "read"))
    assert after.path.startswith(on.url(rest="/steps/"))
    assert "Opdateret" not in leader.get("/my-course/").main.text
    assert "Opdateret" not in leader.get(on.url()).main.text
    assert (
        db.value(select(ModuleState.edition_id).where(ModuleState.enrolment_id == on.id, ModuleState.module == FIRST))
        == 1
    )


def first_edition(db: Database, browse: Browse, *parts: str) -> Browser:
    """Only some of the modules go out at first."""
    db.run(delete(Edition))
    make.draft_files(db, nordby.files())
    browser = author(db, browse)
    publish(browser, *parts)
    return browser


@both_databases
def test_a_first_edition_of_one_module_announces_the_others(db: Database, browse: Browse) -> None:
    first_edition(db, browse, f"module/{FIRST}", "talks/talks")
    assert list(make.compiled(db).modules) == [FIRST]
    assert OTHER not in published(db)
    on, chief = make.enrolment(db), make.enrolment(db, level=nordby.CHIEF)
    page = browse(on.leader).get("/my-course/")
    assert [each.text for each in page.main.find("li", class_="coming")] == ["Møder, der giver svar Kommer"]
    assert "0 af 1 modul" in page.main.text
    assert on.url(SECOND) not in page.links()
    coming = browse(chief.leader).get("/my-course/").main.find("li", class_="coming")
    assert [each.text for each in coming] == ["Møder, der giver svar Kommer", "Byg bro Kommer"]
    assert db.all(select(Draft.path).order_by(Draft.path)) == [
        (f"content/{COURSE}/bro.md",),
        (OTHER,),
        (f"quizzes/{COURSE}/{SECOND}.md",),
    ]


@both_databases
def test_a_course_goes_on_while_modules_are_coming_and_a_late_one_comes_with_time_for_it(
    db: Database, browse: Browse
) -> None:
    browser = first_edition(db, browse, f"module/{FIRST}")
    on = make.enrolment(db, starts_on=date(2025, 11, 1), under_way=[FIRST])
    make.all_answered(db, on)
    leader = browse(on.leader)
    end = leader.send(leader.get(on.url(rest="/end")), on.url(rest="/end"))
    assert make.state_of(db, on) is State.COMPLETED
    assert make.enrolment_state(db, on) is EnrolmentState.ACTIVE
    assert "Der kommer mere" in end.main.text
    assert "Der kommer mere" in leader.get("/my-course/").main.text
    publish(browser, f"module/{SECOND}")
    due = select(ModuleState.due_on).where(ModuleState.enrolment_id == on.id, ModuleState.module == SECOND)
    assert db.value(due) == NOW.date() + timedelta(days=7)
    make.draft_files(db, {TEXT: CORRECTED})
    publish(browser, f"module/{FIRST}")
    assert db.value(due) == NOW.date() + timedelta(days=7)  # the next edition does not take the time away again
    assert "Kommer" not in leader.get("/my-course/").main.text


def test_who_has_completed_the_course_is_promised_no_more_of_it(db: Database, browse: Browse) -> None:
    on = make.enrolment(db, completed=[FIRST, SECOND], state=EnrolmentState.COMPLETED)
    course = COURSE_FILE.replace(
        "---\n\nVelkommen", "  - {module: senere, due_day: 50, title: Senere}\n---\n\nVelkommen"
    )
    make.publish(db, nordby.files(course=course))
    assert "Kommer" not in browse(on.leader).get("/my-course/").main.text
    assert "Kommer" in browse(make.enrolment(db).leader).get("/my-course/").main.text


def test_a_moved_day_in_the_plan_moves_the_dates(db: Database, browse: Browse) -> None:
    on = make.enrolment(db, starts_on=date(2026, 3, 2))
    course = COURSE_FILE.replace("due_day: 21}", "due_day: 30}").encode()
    make.draft_files(db, {f"content/{COURSE}/course.md": course})
    publish(author(db, browse), "outline/outline")
    rows = db.all(select(ModuleState.due_on).where(ModuleState.enrolment_id == on.id).order_by(ModuleState.position))
    assert rows == [(date(2026, 3, 9),), (date(2026, 4, 1),)]


@both_databases
def test_readers_see_the_old_edition_or_the_new_and_never_a_mixture(db: Database) -> None:
    """Four modules that change together; whoever reads meanwhile finds the same word in all of them."""
    files = nordby.files(modules=6)
    texts = [path for path in files if "ekstra" in path and path.startswith("content")]

    def state(number: int) -> dict[str, bytes]:
        return files | {path: files[path] + f"\nTilstand {number}.\n".encode() for path in texts}

    make.publish(db, state(0))
    writer = make.person(db, "Lone Bech", Role.AUTHOR)
    done, mixtures, seen = threading.Event(), [], set()

    def read() -> None:
        WRITES.set(False)
        while not done.is_set():
            with make_session(db.engine) as session:
                held = held_by(session)
            seen.add(held)
            if len(held) != 1:
                mixtures.append(held)

    def held_by(session: Session) -> frozenset[bytes]:
        newest = editions.list_newest(session)[COURSE]
        found = editions.read_edition(session, newest)[1]
        return frozenset(found[path].splitlines()[-1] for path in texts)

    readers = [threading.Thread(target=read) for _ in range(4)]
    for reader in readers:
        reader.start()
    try:
        for number in range(1, 12):
            make.draft_files(db, state(number))
            with db.writing() as session:
                working = drafts.open_draft(session, COURSE)
                assert working is not None
                course, _ = editions.Courses().draft(session, working)
                operations.publish_draft(
                    session,
                    course,
                    working.manifest,
                    settled=working.manifest,
                    substance={},
                    before=None,
                    by=writer.id,
                    now=NOW,
                    today=NOW.date(),
                )
    finally:
        done.set()
        for reader in readers:
            reader.join()
    assert mixtures == []
    assert len(seen) > 1


@pytest.mark.parametrize("part", ["module/findes-ikke", "../etc/passwd", ""])
def test_a_part_that_is_not_there_is_nothing_chosen(part: str, db: Database, browse: Browse) -> None:
    make.draft_files(db, {TEXT: CORRECTED})
    browser = author(db, browse)
    seal = dict(browser.get(URL).form(URL).values())["seal"]
    assert browser.post(URL, part=part, seal=seal).status_code == 422
    assert db.count(Edition) == 1


@pytest.mark.parametrize(
    "text", ["", "x", "---\n", "---\ntitle: [\n---\n", "---\n- x\n---\n<script>alert(1)</script>", "\ufeff\u0000"]
)
def test_a_draft_in_any_state_gives_pages_and_never_an_error(text: str, db: Database, browse: Browse) -> None:
    browser = author(db, browse)
    names = ("framework", "course", "talks", FIRST)
    make.draft_files(db, {f"content/ny/{name}.md": text.encode() for name in names}, course="ny")
    make.draft_files(db, {f"content/{COURSE}/{name}.md": text.encode() for name in names})
    for course in ("ny", COURSE):
        base = f"/courses/{course}"
        pages = ["publish/", "editions/", "local", "copy", f"review/{FIRST}/", f"review/{FIRST}/as/alle/"]
        for page in pages:
            answer = browser.client.get(f"{base}/{page}")
            assert answer.status_code in (200, 404), (course, page)
            assert "<script>alert" not in answer.get_data(as_text=True)
        seal = dict(browser.get(f"{base}/publish/").form(f"{base}/publish/").values())["seal"]
        parts = ["framework/framework", "outline/outline", "talks/talks", f"module/{FIRST}"]
        assert browser.post(f"{base}/publish/", seal=seal, part=parts).status_code == 422
    assert db.count(Edition) == 1
