"""Review of a draft: comments that stay at their line, and taking the draft as a leader would."""

import pytest
from sqlalchemy import select

from tests.webapp import make, nordby, world
from tests.webapp.conftest import Browse, both_databases
from tests.webapp.mailbox import DEAD, Recorder, run, send
from tests.webapp.make import Database
from tests.webapp.nordby import AFTALER, COURSE, FIRST
from tests.webapp.pages import Browser, Page, parse
from webapp.config import Config
from webapp.models import Answer, Audit, ModuleState, Reflection, ReviewComment, ReviewRequest, Role

URL = f"/courses/{COURSE}/review/{FIRST}/"
TEXT = f"content/{COURSE}/{FIRST}.md"
LINE = "En aftale er et løfte."
AS_TEAM = f"{URL}as/{nordby.TEAM}/"


def line_of(page: Page, text: str) -> str:
    """The id of the line that reads so."""
    (line,) = (
        each
        for each in page.main.find("li")
        if each.find("span", class_="source") and each.find("span", class_="source")[0].text == text
    )
    return line.attributes["id"]


def comment(browser: Browser, text: str, line: str = LINE) -> Page:
    """Go to the line's link, write and send."""
    place = line_of(browser.get(URL), line)
    return browser.send(browser.get(f"{URL}?line={place}"), f"{URL}comments", text=text)


def test_a_comment_stands_at_its_line_when_lines_come_above_it(db: Database, browse: Browse) -> None:
    browser = browse(make.person(db, "Lone Bech", Role.AUTHOR))
    comment(browser, "Skriv hvorfor.")
    make.draft_files(db, {TEXT: AFTALER.replace(LINE, f"Nyt først.\n\nOg mere.\n\n{LINE}").encode()})
    page = browser.get(URL)
    (line,) = page.main.find("li", id=line_of(page, LINE))
    assert "Skriv hvorfor." in line.text
    assert "Linjen er ændret" not in page.main.text


def test_a_comment_whose_line_is_gone_is_kept_with_the_line_as_it_was(db: Database, browse: Browse) -> None:
    browser = browse(make.person(db, None, Role.AUTHOR))
    comment(browser, "Skriv hvorfor.")
    make.draft_files(db, {TEXT: AFTALER.replace(LINE, "Noget helt andet.").encode()})
    page = browser.get(URL)
    assert "Linjen er ændret" in page.main.text
    assert page.main.find("q")[0].text == LINE
    assert "Skriv hvorfor." in page.main.text


def test_a_comment_is_answered_and_closed(db: Database, browse: Browse) -> None:
    first, second = make.person(db, "Lone Bech", Role.AUTHOR), make.person(db, "Bo Lund", Role.AUTHOR)
    comment(browse(first), "Skriv hvorfor.")
    id = db.value(select(ReviewComment.id))
    colleague = browse(second)
    page = colleague.send(colleague.get(URL), f"{URL}comments/{id}/answers", text="Det står nedenfor.")
    assert "Bo Lund" in page.main.text
    assert "Det står nedenfor." in page.main.text
    page = colleague.send(page, f"{URL}comments/{id}/closed")
    assert "Skriv hvorfor." not in page.main.text
    assert colleague.post(f"{URL}comments/{id}/answers", text="x").status_code == 404
    assert not any("Skriv hvorfor" in row.detail for row in db.all(select(Audit.detail)))  # audited without the words


def test_an_empty_comment_is_told_and_nothing_is_stored(db: Database, browse: Browse) -> None:
    browser = browse(make.person(db, None, Role.AUTHOR))
    place = line_of(browser.get(URL), LINE)
    page = browser.send(browser.get(f"{URL}?line={place}"), f"{URL}comments", status=422, text="  ")
    assert page.main.find("div", role="alert")
    assert db.count(ReviewComment) == 0


def test_a_colleague_is_asked_and_says_when_she_has_looked(db: Database, browse: Browse) -> None:
    lone, bo = make.person(db, "Lone Bech", Role.AUTHOR), make.person(db, "Bo Lund", Role.AUTHOR)
    make.person(db, "Ada Admin", Role.ADMIN)
    asking, asked = browse(lone), browse(bo)
    page = asking.get(URL)
    assert [each.text for each in page.field("Kollega").find("option")] == ["Vælg ...", "Bo Lund"]
    page = asking.send(page, f"{URL}requests", to=str(bo.id), text="Er casen god?")
    assert "Bo Lund" in page.main.text
    assert not page.has_form(f"{URL}done")
    assert URL in asked.get("/courses/").links()
    assert URL not in asking.get("/courses/").links()
    page = asked.get(URL)
    assert "Er casen god?" in page.main.text
    page = asked.send(page, f"{URL}done")
    assert "Er casen god?" not in page.main.text
    assert db.value(select(ReviewRequest.done_at)) is not None
    assert asking.post(f"{URL}requests", to=str(lone.id)).status_code == 422


@both_databases
def test_the_colleague_who_is_asked_gets_a_mail_at_once_with_the_way_there(
    db: Database, browse: Browse, config: Config
) -> None:
    lone, bo = make.person(db, "Lone Bech", Role.AUTHOR), make.person(db, "Bo Lund", Role.AUTHOR)
    asking = browse(lone)
    asking.send(asking.get(URL), f"{URL}requests", to=str(bo.id), text="Er casen god?")
    (mail,) = run(db, config)
    assert mail.to == bo.email
    assert mail.subject == "Lone Bech beder dig læse et udkast igennem"
    assert mail.link("/courses/") == URL
    for words in ("Er casen god?", LINE, "Aftaler"):
        assert words not in mail.text
    nobody = browse(None)
    nobody.send(nobody.get(mail.link("/mails/off/")))
    asking.send(asking.get(URL), f"{URL}requests", to=str(bo.id), text="Og nu?")
    assert run(db, config) == []


def test_who_has_looked_already_gets_no_mail_and_a_mail_given_up_is_sent_once_more(
    db: Database, browse: Browse, config: Config
) -> None:
    lone, bo, eva = (make.person(db, None, Role.AUTHOR) for _ in range(3))
    asking = browse(lone)
    for colleague in (bo, eva):
        asking.send(asking.get(URL), f"{URL}requests", to=str(colleague.id), text="")
    looked = browse(bo)
    looked.send(looked.get(URL), f"{URL}done")
    send(db.engine, config, Recorder({eva.email: DEAD}))
    hr = browse(make.person(db, None, Role.ADMIN))
    page = hr.get("/mails/")
    assert "En kollega beder om en gennemlæsning" in page.main.text
    hr.send(page, page.main.find("form", method="post")[0].attributes["action"])
    assert [mail.to for mail in run(db, config)] == [eva.email]


def test_open_comments_are_told_at_publishing_and_stop_nothing(db: Database, browse: Browse) -> None:
    browser = browse(make.person(db, None, Role.AUTHOR))
    make.draft_files(db, {TEXT: (AFTALER + "\nMere.\n").encode()})
    comment(browser, "Skriv hvorfor.")
    page = browser.get(f"/courses/{COURSE}/publish/")
    assert URL in page.links()
    assert browser.send(page, f"/courses/{COURSE}/publish/").path == f"/courses/{COURSE}/editions/2"


def test_the_draft_is_taken_from_beginning_to_end_and_nothing_is_stored(db: Database, browse: Browse) -> None:
    make.draft_files(db, {TEXT: AFTALER.replace(LINE, "En aftale er et udkast.").encode()})
    browser = browse(make.person(db, None, Role.AUTHOR))
    page = browser.get(AS_TEAM)
    assert "En aftale er et udkast." in page.main.text
    page = browser.send(page, AS_TEAM)
    met = []
    for _ in range(30):
        met.append(page.path)
        page = onwards(browser, page)
        if page.path == URL:
            break
    assert page.path == URL
    assert [path.rpartition("/")[2] for path in dict.fromkeys(met)] == [
        *(
            "proev-gaet",
            "gaet",
            world.READING,
            world.ASK,
            "svar",
            "besked",
            "ugen",
            nordby.REFLECTION,
            nordby.PLAN,
            "tag-med",
        ),
    ]
    for table in (Answer, Reflection, ModuleState):
        assert db.count(table) == 0


def onwards(browser: Browser, page: Page) -> Page:
    """What a leader does on the step: she answers rightly, or goes on."""
    right = {"gaet": "1", "svar": "1", "besked": "1"}
    for form in page.main.find("form", method="post"):
        action = form.attributes["action"]
        question = action.partition("?")[0].rpartition("/")[2]
        if "/answers/" in action:
            typed: dict[str, str | list[str]] = (
                {"option": right[question]} if question in right else {"place-0": "1", "place-1": "2", "place-2": "3"}
            )
            return posted(browser, page, action, typed)
        if "/next" in action or "/texts/" in action:
            return posted(browser, page, action, {})
    (link,) = (each.attributes["href"] for each in page.main.find("a", class_="button"))
    return browser.get(link)


def posted(browser: Browser, page: Page, action: str, typed: dict[str, str | list[str]]) -> Page:
    """Send a form to its whole address: what has been done stands in the query."""
    answer = browser.client.post(action, data=page.form(action).filled(typed), follow_redirects=True)
    assert answer.status_code == 200
    html = answer.get_data(as_text=True)
    return Page(200, answer.request.full_path.rstrip("?"), html, parse(html)[0])


def test_an_answer_that_is_not_the_best_leads_to_its_feedback_and_comes_again(db: Database, browse: Browse) -> None:
    browser = browse(make.person(db, None, Role.AUTHOR))
    url = f"{AS_TEAM}steps/{world.ASK}"
    page = browser.send(browser.get(url), f"{AS_TEAM}steps/{world.ASK}/answers/svar", option="0")
    assert "borgeren venter imens" in page.main.text
    assert page.main.find(id="svar")
    again = browser.get(next(link for link in page.links() if "/steps/" in link))
    assert again.main.find("fieldset")[0].attributes["id"] == "svar"
    refused = browser.send(again, f"{AS_TEAM}steps/{world.ASK}/answers/svar", status=422)
    assert refused.main.find("fieldset", class_="form-error")


@pytest.mark.parametrize("rest", ["as/mester/", "as/teamleder/steps/findes-ikke"])
def test_what_is_not_in_the_draft_is_not_found(rest: str, db: Database, browse: Browse) -> None:
    browse(make.person(db, None, Role.AUTHOR)).get(URL + rest, 404)
