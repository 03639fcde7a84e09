"""Every page, as each role, on a desk and on a phone: accessible, no wider than the window, nothing broken or blocked."""

from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from pathlib import Path

import pytest
from playwright.sync_api import Browser, Page
from sqlalchemy import update

from course.module import Prompt
from course.progress import State
from course.quiz import Choice, Match, Order, Question, Verdict
from tests.browser.answers import asked, choose, choose_right, choose_wrong, options_with, send
from tests.browser.conftest import OpenAs, sign_in
from tests.browser.look import Watch, examine
from tests.browser.site import AUTHOR, COURSE, DIRECTOR, HR, LEADER, LEVEL, MANAGER, MODULES, NOW, PASSWORD, Site, serve
from tests.browser.walk import begin, go_to_question, next_question, steps_of
from webapp import operations
from webapp.models import MailFailure, MailKind, MailState, Message, MessageKind, ModuleState, Outbox, Person, Role

pytestmark = pytest.mark.browser

NOBODY = ""
WITHOUT_ROLE, WITHOUT_COURSE, WITHOUT_MANAGER, WITHOUT_REPORTS, UNWELCOMED, LONG_NAME = (
    "gaest@x.dk", "uden-forloeb@x.dk", "uden-leder@x.dk", "uden-ansatte@x.dk", "fatima@lederstart.example", "soeren@lederstart.example",
)  # fmt: skip
MINE = f"/my-course/{{{LEADER}}}"
FIRST = MODULES[0]
DONE, BEGUN, NEW = (f"{MINE}/{MODULES[position]}" for position in (0, 3, 4))
REFLECTION, PLAN = (
    next(step.id for step in steps_of(FIRST) if isinstance(step, Prompt) and step.kind == kind)
    for kind in ("reflection", "intention")
)
PAGES = {
    NOBODY: (
        "/sign-in",
        "/sign-in?next=/people/",
        "/forgotten-password",
        "/privacy",
        "/no-such-page",
        "/invitation/no-such-token",
    ),
    WITHOUT_ROLE: ("/", "/people/"),
    WITHOUT_COURSE: ("/my-course/", "/my-course/1/no-such-module"),
    WITHOUT_MANAGER: (
        "/my-course/",
        f"/my-course/{{{WITHOUT_MANAGER}}}/welcome",
        f"/my-course/{{{WITHOUT_MANAGER}}}/seen-by-manager",
    ),
    WITHOUT_REPORTS: ("/my-new-leaders/",),
    UNWELCOMED: (f"/my-course/{{{UNWELCOMED}}}/welcome", f"/my-course/{{{UNWELCOMED}}}/{FIRST}"),
    LEADER: (
        "/my-course/",
        "/password",
        "/my-mails",
        "/my-calendar",
        "/people/",
        MINE + "/welcome",
        MINE + "/seen-by-manager",
        MINE + "/talk-sheet",
        MINE + "/talks/samtale-14",
        MINE + "/refresher",
        "/my-data",
        "/my-data?unsure=1",
        "/my-data/read",
        DONE,
        DONE + "/end",
        DONE + "/already",
        *(f"{DONE}/steps/{step.id}" for step in steps_of(FIRST)),
        BEGUN,
        BEGUN + "/end",
        NEW,
        NEW + "/already",
        f"{MINE}/{MODULES[6]}",
    ),
    LONG_NAME: ("/my-course/", f"/my-course/{{{LONG_NAME}}}/{FIRST}/steps/{steps_of(FIRST)[0].id}"),
    MANAGER: (
        "/my-new-leaders/",
        f"/my-new-leaders/{{{LEADER}}}",
        "/my-new-leaders/?q=nobody",
        f"/my-new-leaders/{{{LEADER}}}/talks/samtale-45",
        f"/my-new-leaders/{{{LONG_NAME}}}",
        "/my-new-leaders/{mikkel@lederstart.example}",
    ),
    DIRECTOR: ("/my-new-leaders/", f"/my-new-leaders/{{{MANAGER}}}", "/my-course/"),
    HR: (
        "/people/",
        "/people/?q=nobody-is-called-this",
        "/people/?q=soe",
        "/people/new",
        "/people/3",
        "/people/3?added=1",
        "/people/7",
        "/people/7/edit",
        "/people/7/enrol",
        "/people/?uninvited=1",
        f"/people/3/enrolments/{{{LEADER}}}/",
        "/people/import/",
        "/units/",
        "/units/1",
        "/assignment/",
        "/assignment/rules/new",
        "/assignment/rules/new?unit=&word=&target=odsherred/*",
        "/groups/",
        "/progress/",
        "/reports/",
        "/reports/?by=unit",
        "/reports/leaders",
        "/reports/leaders/1",
        "/reports/keys",
        "/reports/evidence",
        "/mails/",
        "/mails/box",
        "/my-mails",
        "/courses/",
    ),
    AUTHOR: (
        "/reports/",
        "/courses/",
        "/courses/odsherred",
        "/courses/odsherred/coverage",
        "/courses/odsherred/talks",
        "/courses/odsherred/pictures",
        "/courses/how-to-write",
        f"/courses/odsherred/modules/{FIRST}",
        f"/courses/odsherred/modules/{FIRST}?only={LEVEL}&width=phone",
        f"/courses/odsherred/modules/{FIRST}?words=borger",
        f"/courses/odsherred/modules/{FIRST}/questions",
        f"/courses/odsherred/modules/{FIRST}/look",
        f"/courses/odsherred/modules/{FIRST}/saved/text",
        *(f"/courses/odsherred/{page}" for page in ("publish/", "editions/", "editions/1", "local", "copy", "quality/")),
        f"/courses/odsherred/editions/1/modules/{FIRST}",
        f"/courses/odsherred/review/{FIRST}/",
        f"/courses/odsherred/review/{FIRST}/as/{LEVEL}/",
        "/courses/import",
    ),
}  # fmt: skip


@dataclass(slots=True)
class Visitors:
    """Somebody of each kind, each in a browser of her own, signed in once."""

    site: Site
    browser: Browser
    pages: dict[str, tuple[Page, Watch]] = field(default_factory=dict)

    def get(self, email: str) -> tuple[Page, Watch]:
        if email not in self.pages:
            page = self.browser.new_context(base_url=self.site.url).new_page()
            watch = Watch(page)
            if email:
                page.goto("/sign-in")
                sign_in(page, email)
            self.pages[email] = page, watch
        return self.pages[email]


@pytest.fixture(scope="module")
def visitors(filled: Path, browser: Browser, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Visitors]:
    with serve(filled, tmp_path_factory.mktemp("axe")) as site:
        site.add_person(WITHOUT_ROLE)
        site.add_person(WITHOUT_COURSE, Role.LEADER)
        site.add_person(WITHOUT_MANAGER, Role.LEADER, level=LEVEL)
        site.add_person(WITHOUT_REPORTS, Role.MANAGER)
        add_failed_mails(site)
        made = Visitors(site, browser)
        yield made
        for page, _ in made.pages.values():
            page.context.close()


def add_failed_mails(site: Site) -> None:
    """One mail to a dead address, and one that is tried again."""
    with site.session() as session:
        for id, state in ((3, MailState.GIVEN_UP), (4, MailState.WAITING)):
            session.add(
                Outbox(
                    person_id=id,
                    kind=MailKind.LETTER,
                    reason=f"letter:{id}",
                    queued_at=NOW,
                    send_after=NOW,
                    ended_at=NOW if state is MailState.GIVEN_UP else None,
                    state=state,
                    tries=1,
                    failure=MailFailure.ADDRESS,
                    address=LEADER,
                )
            )
        session.commit()


@pytest.mark.parametrize(("email", "path"), [(email, path) for email, paths in PAGES.items() for path in paths])
def test_a_page_is_accessible_and_fits(visitors: Visitors, email: str, path: str) -> None:
    page, watch = visitors.get(email)
    watch.problems.clear()
    address = path
    if "{" in path:
        whose = path[path.index("{") + 1 : path.index("}")]
        address = path.replace(f"{{{whose}}}", str(visitors.site.enrolment_of(whose)))
    page.goto(address)
    examine(page, watch)


# --- the same after something has been done ---


Leader = tuple[Page, Watch, str]
"""A page, what goes wrong in it, and the address of her enrolment."""


@pytest.fixture
def leader(own_site: Site, open_as: OpenAs) -> Leader:
    """A leader at the beginning of her course."""
    own_site.add_person("ny@x.dk", Role.LEADER, manager=MANAGER, level=LEVEL)
    page = open_as(own_site, "ny@x.dk")
    watch = Watch(page)
    return page, watch, f"/my-course/{own_site.enrolment_of('ny@x.dk')}"


@pytest.mark.parametrize("verdict", list(Verdict))
def test_feedback_is_accessible_whatever_the_answer_was(leader: Leader, verdict: Verdict) -> None:
    page, watch, enrolment = leader
    question = go_to_question(
        page, enrolment, lambda each: isinstance(each.kind, Choice) and bool(options_with(each, Verdict.DEFENSIBLE))
    )
    choose(page, question, options_with(question, verdict)[:1])
    send(page)
    examine(page, watch)


@pytest.mark.parametrize("answer", [choose_right, choose_wrong], ids=["right", "try again"])
@pytest.mark.parametrize("kind", ["warm-up", "order", "match", "several"])
def test_each_kind_of_question_and_its_feedback_are_accessible(
    leader: Leader, kind: str, answer: Callable[[Page, Question], None]
) -> None:
    page, watch, enrolment = leader
    wanted: dict[str, Callable[[Question], bool]] = {
        "warm-up": lambda _: True,
        "order": lambda each: isinstance(each.kind, Order),
        "match": lambda each: isinstance(each.kind, Match),
        "several": lambda each: each.many,
    }
    question = go_to_question(page, enrolment, wanted[kind], warmup=kind == "warm-up")
    if answer is choose_right:
        examine(page, watch)
    answer(page, question)
    send(page)
    examine(page, watch)


def test_a_question_that_is_sent_empty_says_so_accessibly(leader: Leader) -> None:
    page, watch, enrolment = leader
    go_to_question(page, enrolment, lambda _: True)
    page.locator("form:has(fieldset.question) .button-primary").click()
    page.locator(".form-error-message").wait_for()
    watch.forgive("422")
    examine(page, watch)


def test_a_question_met_again_and_a_remark_are_accessible(leader: Leader) -> None:
    page, watch, enrolment = leader
    question = go_to_question(page, enrolment, lambda each: isinstance(each.kind, Choice) and not each.many)
    choose_wrong(page, question)
    send(page)
    next_question(page)
    while asked(page) != question:
        choose_right(page, asked(page))
        send(page)
        next_question(page)
    page.locator(".tried").wait_for()
    examine(page, watch)
    page.locator("#remark").fill("Hvad menes der her?")
    page.locator("form[action*='/remarks/'] button").click()
    page.locator("#bemaerkning .box").wait_for()
    examine(page, watch)


@pytest.mark.parametrize("met", [True, False])
def test_the_shortcut_is_accessible_left_open_and_answered(leader: Leader, own_site: Site, met: bool) -> None:
    page, watch, enrolment = leader
    page.goto(f"{enrolment}/{FIRST}/already")
    page.locator("main form .button-primary").click()
    page.locator("[role=alert]").wait_for()
    examine(page, watch)
    answer = choose_right if met else choose_wrong
    for id in COURSE.modules[FIRST].versions[LEVEL].questions:
        answer(page, COURSE.questions[id], prefix=f"{id}-")
    page.locator("main form .button-primary").click()
    page.locator("main form").wait_for(state="detached")
    examine(page, watch)


def test_the_end_is_accessible_before_and_after_the_last_module_is_finished(own_site: Site, open_as: OpenAs) -> None:
    page = open_as(own_site, LEADER)
    watch = Watch(page)
    enrolment = f"/my-course/{own_site.enrolment_of(LEADER)}"
    with own_site.session() as session:
        others = update(ModuleState).where(ModuleState.module != FIRST)
        session.execute(others.values(state=State.COMPLETED))
        session.execute(
            update(ModuleState).where(ModuleState.module == FIRST).values(state=State.UNDER_WAY, completed_week=None)
        )
        session.commit()
    page.goto(f"{enrolment}/{FIRST}/end")
    examine(page, watch)
    page.get_by_role("button", name="Afslut modulet").click()
    page.locator(".path").wait_for()
    examine(page, watch)
    page.goto("/my-course/")
    examine(page, watch)


def test_a_reflection_is_accessible_from_empty_to_thanked(leader: Leader, own_site: Site, open_as: OpenAs) -> None:
    page, watch, enrolment = leader
    begin(page, f"{enrolment}/{FIRST}")
    page.goto(f"{enrolment}/{FIRST}/steps/{REFLECTION}")
    page.fill("#text", "Jeg svarede for hurtigt.")
    page.locator("button[value=stay]").click()
    examine(page, watch)
    page.locator("form[action$='/share'] button").click()
    examine(page, watch)
    page.fill("#text", "Jeg svarede for hurtigt, igen.")
    page.locator("button[value=stay]").click()
    examine(page, watch)
    manager = open_as(own_site, MANAGER)
    seen = Watch(manager)
    manager.goto(f"/my-new-leaders/{enrolment.rpartition('/')[2]}")
    examine(manager, seen)
    manager.locator("form[action$='/thanks'] button").click()
    examine(manager, seen)
    page.reload()
    examine(page, watch)


def test_a_text_written_in_two_windows_and_one_that_is_too_long_are_accessible(
    leader: Leader,
) -> None:
    page, watch, enrolment = leader
    begin(page, f"{enrolment}/{FIRST}")
    step = f"{enrolment}/{FIRST}/steps/{PLAN}"
    other = page.context.new_page()
    for each in (page, other):
        each.goto(step)
    for each in (other, page):
        each.fill("#text", "nogen spørger")
        each.fill("#then_text", "lytte")
        each.locator("button[value=stay]").click()
    page.locator("[role=alert] .own-words").wait_for()
    watch.forgive("409")
    examine(page, watch)
    page.evaluate("document.querySelector('#text').removeAttribute('maxlength')")
    page.fill("#text", "x" * 20_001)
    page.locator("button[value=stay]").click()
    page.locator("[role=alert]:not(:has(.own-words))").wait_for()
    watch.forgive("422")
    examine(page, watch)


def test_a_text_given_back_after_signing_in_again_is_accessible(leader: Leader) -> None:
    page, watch, enrolment = leader
    begin(page, f"{enrolment}/{FIRST}")
    page.goto(f"{enrolment}/{FIRST}/steps/{REFLECTION}")
    page.context.clear_cookies()
    page.fill("#text", "Det her må ikke gå tabt.")
    page.locator("button[value=stay]").click()
    page.locator("#password").wait_for()
    watch.forgive("401")
    examine(page, watch)
    page.fill("#email", "ny@x.dk")
    page.fill("#password", PASSWORD)
    page.locator("main form button").click()
    page.locator("textarea[name=text]").wait_for()
    examine(page, watch)


@pytest.mark.parametrize(("email", "password"), [("", ""), (LEADER, "not the password")], ids=["empty", "wrong"])
def test_a_sign_in_that_fails_is_accessible(own_site: Site, open_as: OpenAs, email: str, password: str) -> None:
    page = open_as(own_site, None)
    watch = Watch(page)
    page.goto("/sign-in")
    page.fill("#email", email)
    page.fill("#password", password)
    page.locator("main form button").click()
    page.locator("[role=alert], .form-error-message").first.wait_for()
    examine(page, watch)


def test_an_invitation_is_accessible_from_its_link_to_a_password_that_is_too_short(
    own_site: Site, open_as: OpenAs
) -> None:
    page = open_as(own_site, HR)
    watch = Watch(page)
    person = own_site.add_person("ny@x.dk")
    with own_site.session() as session:  # only an invitation is shown: who has a password gets hers by mail
        session.execute(update(Person).where(Person.id == person).values(password_hash=None))
        session.commit()
    page.goto(f"/people/{person}")
    page.locator("form[action$='/invite'] button").click()
    link = page.locator("#link").input_value()
    examine(page, watch)
    new = open_as(own_site, None)
    seen = Watch(new)
    new.goto(link)
    examine(new, seen)
    new.fill("#new_password", "kort")
    new.fill("#repeat", "anderledes")
    new.locator("main form button").click()
    new.locator(".form-error-message").first.wait_for()
    examine(new, seen)


@pytest.mark.parametrize("path", ["/people/new", "/people/3/edit", "/people/3/enrol", "/password"])
def test_a_form_with_mistakes_is_accessible(own_site: Site, open_as: OpenAs, path: str) -> None:
    page = open_as(own_site, HR)
    watch = Watch(page)
    page.goto(path)
    for each in page.locator("main input.form-input").all():
        each.fill("")
    if page.locator("#manager_email").count():
        page.fill("#manager_email", "nobody@x.dk")
        page.fill("#email", "no address")
    page.locator("main form button").click()
    page.locator(".form-error-message").first.wait_for()
    examine(page, watch)


def test_a_closed_account_a_changed_password_and_a_second_page_of_people_are_accessible(
    own_site: Site, open_as: OpenAs
) -> None:
    for number in range(50):
        own_site.add_person(f"person{number}@x.dk")
    page = open_as(own_site, HR)
    watch = Watch(page)
    page.goto("/people/3")
    page.locator("button[name=active]").click()
    page.locator("main [role=status]").wait_for()
    examine(page, watch)
    page.goto("/people/")
    page.locator(".paging a").click()
    page.wait_for_url("**after_id=*")
    examine(page, watch)
    page.goto("/password")
    page.fill("#password", PASSWORD)
    page.fill("#new_password", "tre ord i træk")
    page.fill("#repeat", "tre ord i træk")
    page.locator("main form button").click()
    page.locator("main [role=status]").wait_for()
    examine(page, watch)


def test_what_leaders_write_to_hr_is_accessible_where_hr_reads_it(own_site: Site, open_as: OpenAs) -> None:
    with own_site.session() as session:
        operations.remark(session, "odsherred", next(iter(COURSE.questions)), "Hvad menes der?", NOW.date())
        for kind in (MessageKind.LEVEL, MessageKind.MANAGER):
            session.add(
                Message(kind=kind, person_id=3, course="odsherred", text="Det er en anden.", week_on=NOW.date())
            )
        session.commit()
    for email, path in ((HR, "/progress/"), (AUTHOR, "/courses/")):
        page = open_as(own_site, email)
        watch = Watch(page)
        page.goto(path)
        page.locator(".messages li").first.wait_for()
        examine(page, watch)


@pytest.mark.parametrize("path", ["/", f"/my-course/{{{LEADER}}}/{MODULES[4]}"])
def test_the_english_pages_are_accessible(own_site: Site, open_as: OpenAs, path: str) -> None:
    page = open_as(own_site, LEADER)
    watch = Watch(page)
    page.locator("button[name=language]").click()
    page.locator("html[lang=en]").wait_for(state="attached")
    page.goto(path.replace(f"{{{LEADER}}}", str(own_site.enrolment_of(LEADER))))
    examine(page, watch)


def test_an_error_of_ours_is_a_whole_page_with_a_number(own_site: Site, open_as: OpenAs) -> None:
    page = open_as(own_site, LEADER)
    watch = Watch(page)
    with own_site.engine.begin() as connection:
        connection.exec_driver_sql("ALTER TABLE module_state RENAME TO gone")
    page.goto("/my-course/")
    examine(page, watch)
