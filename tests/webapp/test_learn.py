"""The leader's course: welcome, overview, the front of a module, and "Kan du det allerede?"."""

from datetime import UTC, date, datetime

import pytest
from sqlalchemy import select

from course.progress import State
from tests.webapp import make, nordby
from tests.webapp.conftest import Browse, Clock, both_databases
from tests.webapp.make import Database, Enrolled
from tests.webapp.nordby import AFTALER_QUIZ, FIRST, PLAN, SECOND
from tests.webapp.pages import Browser, Page, Typed
from webapp.models import Answer, Enrolment, EnrolmentState, Message, MessageKind, Role

RIGHT: Typed = {"svar-option": "1", "besked-option": "1", "ugen-place-0": "1", "ugen-place-1": "2", "ugen-place-2": "3"}
"""The right answers of the first module, on the page that asks all of them."""


def stones(page: Page) -> list[str]:
    """The stepping stones of the first course on the page."""
    return [each.attributes["class"] for each in page.main.find("div", class_="path")[0].find("li")]


def next_module(page: Page) -> str:
    """Where the one obvious button leads."""
    buttons = [each.attributes["href"] for each in page.main.find("a", class_="button-primary")]
    assert len(buttons) == 1
    return buttons[0]


# --- welcome ---


def test_a_new_leader_is_welcomed_once(db: Database, browse: Browse) -> None:
    on = make.enrolment(db, manager=make.person(db, None, Role.MANAGER), welcomed=False)
    browser = browse(on.leader)
    for _ in range(2):  # looking at it is not yet being welcomed
        page = browser.get("/my-course/")
        assert page.path == f"/my-course/{on.id}/welcome"
    assert "Velkommen til Nordby." in page.main.text
    assert browser.send(page).path == "/my-course/"
    assert browser.get("/my-course/").path == "/my-course/"
    assert db.count(Message) == 0


@pytest.mark.parametrize(("origin", "kept"), [("below", True), ("elsewhere", False), (None, None)])
def test_where_the_leader_comes_from_is_kept(
    origin: str | None, kept: bool | None, db: Database, browse: Browse
) -> None:
    on = make.enrolment(db, welcomed=False, from_below=None)
    browser = browse(on.leader)
    page = browser.get("/my-course/")
    browser.send(page, typed={"origin": origin} if origin else {})
    assert db.one(select(Enrolment.from_below, Enrolment.welcomed)) == (kept, True)


def test_a_wrong_level_and_a_wrong_manager_are_told_to_hr(db: Database, browse: Browse) -> None:
    manager = make.person(db, "Birgit Holm", Role.MANAGER)
    on = make.enrolment(db, manager=manager, welcomed=False)
    browser = browse(on.leader)
    page = browser.get("/my-course/")
    assert "Birgit Holm" in page.main.text
    browser.send(page, level_fits="no", level_text="Jeg er chef.", manager_fits="no", manager_text="Søren Ærø")
    rows = db.all(select(Message.kind, Message.text, Message.person_id).order_by(Message.id))
    assert rows == [
        (MessageKind.LEVEL, "Jeg er chef.", on.leader.id),
        (MessageKind.MANAGER, "Søren Ærø", on.leader.id),
    ]


def test_words_about_what_is_right_after_all_are_not_sent(db: Database, browse: Browse) -> None:
    on = make.enrolment(db, manager=make.person(db, None, Role.MANAGER), welcomed=False)
    browser = browse(on.leader)
    browser.send(browser.get("/my-course/"), level_text="Nej, det passer.")
    assert db.count(Message) == 0


def test_a_leader_without_a_manager_tells_hr_who_it_is(db: Database, browse: Browse) -> None:
    on = make.enrolment(db, welcomed=False)
    browser = browse(on.leader)
    browser.send(browser.get("/my-course/"), manager_text="Birgit Holm")
    assert db.one(select(Message.kind, Message.text)) == (MessageKind.MANAGER, "Birgit Holm")
    assert browser.get(f"/my-course/{on.id}/seen-by-manager").main.find("div", class_="report") == []


def test_a_long_word_to_hr_is_kept_as_far_as_the_field_goes(db: Database, browse: Browse) -> None:
    on = make.enrolment(db, welcomed=False)
    browse(on.leader).post(f"/my-course/{on.id}/welcome", manager_fits="no", manager_text="æ" * 5000)
    assert db.value(select(Message.text)) == "æ" * 2000


# --- the overview ---


@both_databases
def test_the_overview_says_where_i_am_and_what_is_next(db: Database, browse: Browse) -> None:
    on = make.enrolment(db, level=nordby.CHIEF, completed=[FIRST])
    page = browse(on.leader).get("/my-course/")
    assert stones(page) == ["done", "", ""]
    assert next_module(page) == on.url(SECOND)
    listed = [each.attributes["href"] for each in page.main.find("a", class_="module-title")]
    assert listed == [on.url(module) for module in (FIRST, SECOND, nordby.CHIEFS_ONLY)]
    marks = [each.attributes["class"].split()[1] for each in page.main.find("span", class_="mark")]
    assert marks == ["completed", "not_started", "not_started"]


def test_a_module_under_way_comes_before_one_that_is_not_begun(db: Database, browse: Browse) -> None:
    on = make.enrolment(db, under_way=[SECOND])
    page = browse(on.leader).get("/my-course/")
    assert next_module(page) == on.url(SECOND)
    assert stones(page) == ["now", ""]


def test_one_who_is_through_is_told_so(db: Database, browse: Browse) -> None:
    on = make.enrolment(db, completed=[FIRST, SECOND], state=EnrolmentState.COMPLETED)
    page = browse(on.leader).get("/my-course/")
    assert page.main.find("a", class_="button-primary") == []
    assert stones(page) == ["done", "done"]


def test_a_leader_without_a_course_is_told_what_happens_next(db: Database, browse: Browse) -> None:
    page = browse(make.person(db, None, Role.LEADER)).get("/my-course/")
    assert page.main.find("a", class_="module-title") == []
    assert page.main.find("p", class_="lead")


def test_a_person_without_a_role_is_told_what_happens_next(db: Database, browse: Browse) -> None:
    page = browse(make.person(db)).get("/")
    assert page.main.find("p", class_="lead")
    assert page.root.find("nav") == []


def test_an_ended_enrolment_is_not_on_the_overview(db: Database, browse: Browse) -> None:
    on = make.enrolment(db, state=EnrolmentState.ENDED)
    assert on.url() not in browse(on.leader).get("/my-course/").links()


def test_two_courses_stand_on_one_overview(db: Database, browse: Browse) -> None:
    first = make.enrolment(db, completed=[FIRST, SECOND], state=EnrolmentState.COMPLETED)
    south = {path.replace("nordby", "sydby"): data for path, data in nordby.files().items()}
    make.publish(db, south, "sydby")
    second = make.enrolment(db, first.leader, course="sydby")
    page = browse(first.leader).get("/my-course/")
    listed = [each.attributes["href"] for each in page.main.find("a", class_="module-title")]
    assert listed == [second.url(FIRST), second.url(SECOND), first.url(FIRST), first.url(SECOND)]
    browse(first.leader).get(second.url(FIRST))


def dates(page: Page) -> list[str]:
    return [each.text for each in page.main.find("ol", class_="modules")[0].find("span", class_="weak")]


def test_a_suggested_date_is_passed_the_day_after_in_denmark(db: Database, browse: Browse, clock: Clock) -> None:
    on = make.enrolment(db, starts_on=date(2026, 2, 16))  # so the first module's date is 23 February
    clock.now = datetime(2026, 2, 23, 22, 59, tzinfo=UTC)
    browser = browse(on.leader)
    english = browser.send(browser.get("/my-course/"), "/language", button=("language", "en"))
    assert "Preferably before 23 February" in dates(english)[0]
    clock.forward(minutes=2)
    passed = dates(browser.get("/my-course/"))
    assert "The date has passed (23 February)" in passed[0]
    assert "Preferably before 9 March" in passed[1]


def test_a_completed_module_shows_its_week_and_no_date(db: Database, browse: Browse) -> None:
    on = make.enrolment(db, completed=[FIRST])
    browser = browse(on.leader)
    english = browser.send(browser.get("/my-course/"), "/language", button=("language", "en"))
    assert "week 9" in dates(english)[0]
    assert "February" not in dates(english)[0]


def test_the_talks_that_are_the_leaders_are_shown(db: Database, browse: Browse) -> None:
    page = browse(make.enrolment(db).leader).get("/my-course/")
    assert "Hvad har overrasket dig?" in page.main.text
    assert "Spørg, hvad du kan gøre lettere." not in page.main.text


# --- the front of a module ---


def test_the_front_says_what_the_module_is_and_has_one_button(db: Database, browse: Browse) -> None:
    on = make.enrolment(db)
    page = browse(on.leader).get(on.url())
    for words in ("Aftaler, der holder", "Om at love det, man kan holde.", "En aftale er et løfte."):
        assert words in page.main.text
    assert "lave en aftale, der holder" in page.main.find("ul", class_="objectives")[0].text
    assert on.url(rest="/already") in page.links()


def test_a_module_the_course_does_not_have_is_not_found(db: Database, browse: Browse) -> None:
    on = make.enrolment(db)
    for rest in ("", "/end", "/already", "/steps/x"):
        browse(on.leader).get(on.url("findes-ikke", rest), 404)


def test_a_module_that_an_edition_takes_away_is_not_found_and_not_listed(db: Database, browse: Browse) -> None:
    on = make.enrolment(db, completed=[SECOND])
    course = nordby.COURSE_FILE.replace("  - {module: moeder, due_day: 21}\n", "")
    make.publish(db, nordby.files(course=course, moeder="", moeder_quiz=""))
    browser = browse(on.leader)
    assert on.url(SECOND) not in browser.get("/my-course/").links()
    browser.get(on.url(SECOND), 404)


# --- Kan du det allerede? ---


@pytest.fixture
def on(db: Database) -> Enrolled:
    return make.enrolment(db)


@pytest.fixture
def device(on: Enrolled, browse: Browse) -> Browser:
    return browse(on.leader)


def answer_all_at_once(device: Browser, on: Enrolled, answers: Typed, status: int = 200) -> Page:
    return device.send(device.get(on.url(rest="/already")), status=status, typed=answers)


@both_databases
def test_who_meets_every_question_at_first_try_may_skip_the_reading(
    on: Enrolled, device: Browser, db: Database
) -> None:
    page = answer_all_at_once(device, on, RIGHT)
    assert on.url(rest="/end") in page.links()
    assert on.url(rest=f"/steps/{PLAN}") in page.links()
    own = page.main.find("blockquote")[0].text
    assert "Vi holder aftaler" in own
    assert "Følger op hver uge" in own
    assert "Sætter retning" not in own
    device.send(device.get(on.url(rest="/end")))
    assert make.state_of(db, on) is State.COMPLETED


def test_who_misses_one_meets_it_in_the_module(on: Enrolled, device: Browser, db: Database) -> None:
    page = answer_all_at_once(device, on, {**RIGHT, "svar-option": "0"})
    assert on.url(rest="/end") not in page.links()
    assert make.state_of(db, on) is State.UNDER_WAY
    waiting = device.get(on.url(rest="/steps/proev-svar"))
    assert [each.attributes["id"] for each in waiting.main.find("fieldset")] == ["svar"]


def test_a_defensible_answer_is_enough(on: Enrolled, device: Browser) -> None:
    assert on.url(rest="/end") in answer_all_at_once(device, on, {**RIGHT, "svar-option": "2"}).links()


def test_a_question_left_open_brings_all_of_it_back_filled_in(on: Enrolled, device: Browser, db: Database) -> None:
    answers = {name: value for name, value in RIGHT.items() if name != "besked-option"}
    page = answer_all_at_once(device, on, answers, status=422)
    assert page.main.find(id="besked-besked-error")
    assert dict(page.form().values()).items() >= answers.items()
    assert db.count(Answer) == 0
    assert make.state_of(db, on) is State.NOT_STARTED
    device.send(page, typed={"besked-option": "1"})
    assert db.count(Answer) == 3


def test_there_is_one_first_try(on: Enrolled, device: Browser, db: Database) -> None:
    page = device.get(on.url(rest="/already"))
    device.send(page, typed={**RIGHT, "svar-option": "0"})
    device.send(page, typed=RIGHT)
    assert db.count(Answer) == 3
    assert on.url(rest="/already") not in device.get(on.url()).links()


def test_it_is_marked_by_the_edition_it_was_shown_from(on: Enrolled, device: Browser, db: Database) -> None:
    old = make.newest(db)
    page = device.get(on.url(rest="/already"))
    turned = AFTALER_QUIZ.replace("- [x] Hun ringer samme dag.", "- [ ] Hun ringer på mandag.")
    make.publish(db, nordby.files(aftaler_quiz=turned.replace("- [ ] Hun venter til", "- [x] Hun går hen til")))
    device.send(page, typed=RIGHT)
    rows = db.all(select(Answer.edition_id, Answer.verdict))
    assert {(row.edition_id, row.verdict.completes) for row in rows} == {(old, True)}


def test_answers_that_no_form_of_ours_sends_are_refused(on: Enrolled, device: Browser, db: Database) -> None:
    assert device.post(on.url(rest="/already"), **{**RIGHT, "svar-option": "7"}).status_code == 400
    assert db.count(Answer) == 0
