"""One module on one screen: what an author writes is shown as a leader gets it, saved as she writes, and never lost."""

import re
from datetime import timedelta

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from sqlalchemy import select

from tests.webapp import make, nordby
from tests.webapp.conftest import Browse, Clock, both_databases
from tests.webapp.make import NOW, Database, Someone
from tests.webapp.nordby import COURSE, FIRST, SECOND
from tests.webapp.pages import Browser, Page, faults_of, parse
from webapp import blobs
from webapp.models import Answer, Audit, DraftVersion, Role

DESK = f"/courses/{COURSE}/modules/{FIRST}"
QUESTIONS = f"{DESK}/questions"
PATH, QUIZ = f"content/{COURSE}/{FIRST}.md", f"quizzes/{COURSE}/{FIRST}.md"
JSON = {"Accept": "application/json", "HX-Request": "true"}


def author(db: Database, name: str | None = None) -> Someone:
    return make.person(db, name, Role.AUTHOR)


@pytest.fixture
def writer(db: Database, browse: Browse) -> Browser:
    return browse(author(db))


def typed(page: Page, action: str | None = None, **fields: str | list[str]) -> dict[str, list[str]]:
    return page.form(action or DESK).filled(fields)


def see(writer: Browser, page: Page, tab: str = "text", **fields: str | list[str]) -> str:
    """What stands beside the text while it is typed."""
    answer = writer.client.post(
        f"{DESK}/preview/{tab}",
        data=typed(page, DESK if tab == "text" else QUESTIONS, **fields),
        headers={"HX-Request": "true"},
    )
    assert answer.status_code == 200
    html = answer.get_data(as_text=True)
    fields_of_the_page = "".join(f"<p id='{id}'>x</p>" for id in ("text", "title", "summary", "objectives", "themes"))
    assert faults_of(f"<h1>x</h1>{fields_of_the_page}{html}", whole=False) == []
    return html


# --- the screen ---


def test_the_text_stands_beside_the_page_as_a_leader_gets_it(writer: Browser) -> None:
    page = writer.get(DESK)
    assert page.field("Titel").attributes["value"] == "Aftaler, der holder"
    assert page.main.find("textarea", id="text")[0].raw.removeprefix("\n").startswith("En aftale er et løfte.")
    preview = page.main.find(id="preview")[0]
    assert "Om at love det, man kan holde." in preview.text
    assert "Sætter retning for driften" in preview.text
    assert "Tænk på den seneste aftale, du lavede." in preview.text
    assert "title:" not in page.main.text


def test_the_preview_can_be_seen_as_another_level_and_on_a_phone(writer: Browser) -> None:
    preview = writer.get(f"{DESK}?see=teamleder&width=phone").main.find(id="preview")[0]
    assert "Følger op hver uge" in preview.text
    assert "phone" in preview.attributes["class"]


def test_the_text_of_the_preview_is_that_of_the_leaders_page(db: Database, browse: Browse, writer: Browser) -> None:
    on = make.enrolment(db, level=nordby.CHIEF, under_way=[FIRST])
    theirs = browse(on.leader).get(on.url(rest="/steps/det-forventes-af-dig")).main.find("div", class_="prose")[0]
    steps = writer.get(f"{DESK}/look?see=chef").main.find("div", class_="prose")
    for own in theirs.find("details", class_="below-quotation"):  # her talk sheet is no part of the text
        assert own.parent is not None
        own.parent.children.remove(own)
    assert theirs.shape in [each.shape for each in steps]


def test_while_one_types_the_page_beside_follows_and_nothing_is_stored(db: Database, writer: Browser) -> None:
    page = writer.get(DESK)
    html = see(writer, page, title="Helt nyt", text="Ny indledning.\n\n::: forventninger drft\n:::\n")
    assert "Helt nyt" in html
    assert "Ny indledning." in html
    assert "Mente du" in html
    assert 'data-line="3"' in html
    assert db.count(DraftVersion) == 0
    assert make.file_of(db, PATH) == nordby.AFTALER


def test_problems_lead_to_their_line_or_field_and_stoppers_come_first(db: Database, writer: Browser) -> None:
    text = nordby.AFTALER.replace("title: Aftaler, der holder", "title: Aftaler, der holder\nthemes: [findes-ikke]")
    make.draft(db, PATH, text.replace("::: forventninger drift\n", "::: forventninger drift\n\nLUS\n"))
    page = writer.get(DESK)
    items = page.main.find("div", class_="problems")[0].find("li")
    assert [each.attributes["class"] for each in items] == ["error", "warning"]
    assert items[0].find("a")[0].attributes["href"] == "#themes"
    line = int(items[1].find("a")[0].attributes["data-line"])
    assert page.main.find("textarea", id="text")[0].raw.removeprefix("\n").split("\n")[line - 1] == "LUS"


def test_the_figures_say_how_long_and_how_easy_it_is_at_each_level(writer: Browser) -> None:
    rows = writer.get(DESK).main.find("table", class_="figures")[0].find("tbody")[0].find("tr")
    assert [row.find("th")[0].text for row in rows] == ["Chefer", "Teamledere"]
    assert [row.find("td")[3].text for row in rows] == ["3", "3"]


def test_the_parts_of_other_levels_are_folded_and_saved_all_the_same(db: Database, writer: Browser) -> None:
    text = nordby.AFTALER.replace("::: skift\n", "::: skift niveau=chef\n")
    make.draft(db, PATH, text)
    page = writer.get(f"{DESK}?only=teamleder")
    folded = page.main.find("details", class_="folded")
    assert [each.find("summary")[0].text for each in folded] == ["Kun for Chefer"]
    assert len(page.main.find("textarea", name="text")) == 3
    writer.send(page, DESK, title="Nyt navn")
    assert make.file_of(db, PATH) == text.replace("Aftaler, der holder", "Nyt navn")


def test_a_module_that_is_not_there_is_not_found(writer: Browser) -> None:
    for rest in ("findes-ikke", "framework", "course"):
        writer.get(f"/courses/{COURSE}/modules/{rest}", 404)
    writer.get("/courses/findes-ikke/modules/aftaler", 404)


# --- putting in ---


def test_a_pattern_comes_at_the_end_where_no_script_puts_it_at_the_caret(db: Database, writer: Browser) -> None:
    page = writer.send(writer.get(DESK), DESK, button=None, typed={}, status=200)
    form = page.form(DESK)
    data = form.filled({}) | {"insert": ["reflection"]}
    writer.client.post(DESK, data=data)
    text = make.file_of(db, PATH)
    assert text is not None
    assert re.search(r"\n::: refleksion aftaler-refleksion dækker=\S+\nTænk på", text)


def test_every_button_carries_its_pattern_with_an_id_that_is_free(writer: Browser) -> None:
    for url, least in ((DESK, 18), (QUESTIONS, 5)):
        buttons = [
            each for each in writer.get(url).main.find("button", class_="tool") if "data-insert" in each.attributes
        ]
        assert len(buttons) >= least
        for each in buttons:
            assert each.attributes["data-id"] in each.attributes["data-insert"]


def test_expectations_are_found_by_words_theme_and_level(db: Database, writer: Browser) -> None:
    found = writer.client.get(f"{DESK}/statements?words=RETNING").get_data(as_text=True)
    assert "Sætter retning for driften" in found
    assert "Følger op" not in found
    assert "::: forventninger drift-chef" in found
    by_level = writer.client.get(f"{DESK}/statements?theme=drift&for_level=teamleder").get_data(as_text=True)
    assert "Følger op" in by_level
    assert "Sætter retning" not in by_level
    page = writer.get(f"{DESK}?words=uge")
    writer.client.post(DESK, data=page.form(DESK).filled({}) | {"insert": ["statement:drift-team"]})
    assert "::: forventninger drift-team\n:::" in str(make.file_of(db, PATH))


# --- saving ---


@both_databases
def test_what_is_typed_is_saved_and_a_reload_shows_it(db: Database, browse: Browse) -> None:
    writer = browse(author(db))
    page = writer.get(DESK)
    page = writer.send(
        page,
        DESK,
        title="Løfter: sådan",
        summary="Kort.",
        objectives="love\r\nholde",
        themes=["drift"],
        levels=["chef"],
        text="Ny tekst.\r\n\r\n## Et trin\r\n",
    )
    assert page.field("Titel").attributes["value"] == "Løfter: sådan"
    assert make.file_of(db, PATH) == (
        '---\ntitle: "Løfter: sådan"\nsummary: Kort.\nobjectives:\n  - love\n  - holde\nthemes:\n  - drift\n'
        "levels:\n  - chef\n---\n\nNy tekst.\n\n## Et trin\n"
    )


def test_a_form_without_a_text_is_none_of_ours_and_wipes_nothing(db: Database, writer: Browser) -> None:
    for url in (DESK, QUESTIONS, f"/courses/{COURSE}", f"/courses/{COURSE}/talks"):
        assert writer.post(url, title="x").status_code == 400
    assert db.count(DraftVersion) == 0


def test_a_module_keeps_its_name_until_it_gets_another(db: Database, writer: Browser) -> None:
    writer.send(writer.get(DESK), DESK, title=" ", text="Nyt.\n")
    assert "title: Aftaler, der holder\n" in str(make.file_of(db, PATH))


def test_saving_without_a_change_changes_nothing(db: Database, writer: Browser) -> None:
    for url in (DESK, QUESTIONS):
        writer.send(writer.get(url), url)
    assert db.count(DraftVersion) == 0
    assert db.count(Audit, Audit.what == "draft written") == 0


def test_a_window_saves_again_and_again_and_is_noted_once(db: Database, writer: Browser) -> None:
    page = writer.get(DESK)
    version = page.form(DESK).filled({})["version"][0]
    for text in ("Et", "Et to", "Et to tre"):
        data = typed(page, text=text) | {"version": [version]}
        answer = writer.client.post(DESK, data=data, headers=JSON)
        assert answer.status_code == 200, answer.get_data(as_text=True)
        assert answer.get_json()["message"].startswith("Gemt kl. ")
        version = answer.get_json()["version"]
    file = str(make.file_of(db, PATH))
    assert file.endswith("\nEt to tre\n")
    assert version == blobs.digest(file.encode())
    assert db.count(Audit, Audit.what == "draft written") == 1
    assert "Et to" not in str(db.all(select(Audit.detail)))


def test_text_from_word_is_cleaned(db: Database, writer: Browser) -> None:
    writer.send(writer.get(DESK), DESK, text="•\tFørste\r\n•\tSig ”ja”\r\n")
    assert '- Første\n- Sig "ja"\n' in str(make.file_of(db, PATH))


def test_questions_are_saved_in_their_own_file(db: Database, writer: Browser) -> None:
    page = writer.get(QUESTIONS)
    writer.send(page, QUESTIONS, text=nordby.AFTALER_QUIZ.replace("Lise", "Bente"))
    assert "Bente har lovet" in str(make.file_of(db, QUIZ))
    assert make.file_of(db, PATH) == nordby.AFTALER


def test_a_leader_sees_nothing_of_what_is_saved(db: Database, browse: Browse, writer: Browser) -> None:
    on = make.enrolment(db)
    writer.send(writer.get(DESK), DESK, title="Hemmeligt udkast")
    assert "Hemmeligt udkast" not in browse(on.leader).get(on.url()).html


def test_the_second_author_sees_both_texts_and_nothing_is_overwritten(db: Database, browse: Browse) -> None:
    lone, mine = browse(author(db, "Lone Bech")), browse(author(db))
    page, hers = mine.get(DESK), lone.get(DESK)
    lone.send(hers, DESK, text="Lones tekst.\n")
    data = typed(page, text="Min tekst.\n", title="Min titel")
    while_typing = mine.client.post(DESK, data=data, headers=JSON)
    assert while_typing.status_code == 409
    assert "Lone Bech" in while_typing.get_json()["message"]
    told = mine.send(page, DESK, status=409, text="Min tekst.\n", title="Min titel")
    assert told.main.find("textarea", id="text")[0].raw.removeprefix("\n") == "Min tekst.\n"
    assert told.field("Titel").attributes["value"] == "Min titel"
    assert "Lones tekst." in told.main.find("ins")[-1].text
    assert "Lone Bech" in told.main.text
    assert "Lones tekst." in str(make.file_of(db, PATH))
    mine.send(told, DESK, text="Begge tekster.\n")
    assert "Begge tekster." in str(make.file_of(db, PATH))
    assert "title: Min titel" in str(make.file_of(db, PATH))


def test_a_new_edition_meanwhile_is_a_conflict_too(db: Database, writer: Browser) -> None:
    page = writer.get(DESK)
    make.publish(db, nordby.files(aftaler=nordby.AFTALER + "\nNyt.\n"))
    told = writer.send(page, DESK, status=409, text="Min tekst.\n")
    assert "udgave" in told.main.text


def test_a_text_that_is_too_long_is_refused_and_given_back(db: Database, writer: Browser) -> None:
    long = "ord " * 40_000
    page = writer.send(writer.get(DESK), DESK, status=422, text=long)
    assert "150000 tegn" in page.main.text
    assert page.main.find("textarea", id="text")[0].raw.strip() == long.strip()
    assert make.file_of(db, PATH) == nordby.AFTALER


def test_a_session_that_ends_while_writing_loses_nothing(db: Database, browse: Browse) -> None:
    someone = author(db)
    writer = browse(someone)
    page = writer.get(DESK)
    data = typed(page, text="Skrevet, mens jeg blev logget ud.\n")
    with writer.client.session_transaction() as session:
        session.clear()
    answer = writer.client.post(DESK, data=data)
    assert answer.status_code == 401
    html = answer.get_data(as_text=True)
    assert "Skrevet, mens jeg blev logget ud." in html
    kept = {
        each.attributes["name"]: [each.attributes.get("value", "") or each.raw]
        for each in parse(html)[0].find("input", "textarea")
        if "name" in each.attributes
        and (each.attributes["name"].startswith("kept-") or each.attributes["name"] in ("resume_to", "csrf_token"))
    }
    again = writer.client.post(
        "/sign-in", data=kept | {"email": [someone.email], "password": [make.PASSWORD]}, follow_redirects=True
    )
    assert "Skrevet, mens jeg blev logget ud." in again.get_data(as_text=True)


def test_a_draft_made_from_the_framework_is_declared_written_through(db: Database, writer: Browser) -> None:
    make.draft(db, PATH, nordby.AFTALER.replace("---\n\n", "generated: true\n---\n\n", 1))
    writer.send(writer.get(DESK), DESK, finished="y")
    assert make.file_of(db, PATH) == nordby.AFTALER


def test_a_head_that_cannot_be_read_is_shown_as_text_with_its_fault(db: Database, writer: Browser) -> None:
    make.draft(db, PATH, "---\ntitle: Drift: nu\n---\n\nTekst\n")
    page = writer.get(DESK)
    assert page.main.find("textarea", id="text")[0].raw.startswith("\n---\ntitle: Drift: nu")
    assert "kolon" in page.main.text
    writer.send(page, DESK, text='---\ntitle: "Drift: nu"\n---\n\nTekst\n')
    assert writer.get(DESK).field("Titel").attributes["value"] == "Drift: nu"


# --- going back ---


def test_every_saved_state_can_be_opened_and_gone_back_to(db: Database, writer: Browser, clock: Clock) -> None:
    writer.send(writer.get(DESK), DESK, text="Det første.\n")
    clock.forward(hours=2)
    writer.send(writer.get(DESK), DESK, text="Det andet.\n")
    page = writer.get(f"{DESK}/saved/text")
    links = [url for url in page.links() if re.search(r"/saved/text/\d+$", url)]
    assert len(links) == 2
    old = writer.get(links[1])
    assert "Det første." in old.main.find("del")[0].text
    assert "Det andet." in old.main.find("ins")[0].text
    writer.send(old, links[1])
    assert str(make.file_of(db, PATH)).endswith("Det første.\n")
    assert db.count(DraftVersion) == 3


def test_of_the_states_on_the_way_one_is_shown_for_ten_minutes(db: Database, writer: Browser, clock: Clock) -> None:
    for number in range(6):
        writer.send(writer.get(DESK), DESK, text=f"Udkast {number}.\n")
        clock.forward(minutes=3)
    links = [url for url in writer.get(f"{DESK}/saved/text").links() if re.search(r"/saved/text/\d+$", url)]
    assert len(links) == 2
    assert "Udkast 5." in writer.get(links[0]).main.text


def test_a_state_older_than_thirty_days_is_not_shown(db: Database, writer: Browser, clock: Clock) -> None:
    version = make.draft(db, PATH, "Gammelt.\n")
    clock.forward(days=31)
    writer.get(f"{DESK}/saved/text/{version}", 404)
    assert clock.now > NOW + timedelta(days=30)


def test_all_changes_of_a_module_can_be_discarded(db: Database, writer: Browser) -> None:
    writer.send(writer.get(DESK), DESK, text="Nyt.\n")
    writer.send(writer.get(QUESTIONS), QUESTIONS, text="")
    writer.send(writer.get(DESK), f"{DESK}/discard")
    assert make.file_of(db, PATH) == nordby.AFTALER
    assert make.file_of(db, QUIZ) == nordby.AFTALER_QUIZ
    assert not writer.get(DESK).has_form(f"{DESK}/discard")


# --- the questions ---


def test_a_question_can_be_answered_in_the_preview_and_nothing_is_stored(db: Database, writer: Browser) -> None:
    page = writer.get(f"{DESK}/look?see=teamleder")
    url = f"{DESK}/marks/svar"
    for option, word in (("1", "Godt skridt"), ("2", "Kan forsvares"), ("0", "Prøv et andet skridt")):
        answered = writer.send(page, url, typed={"see-option": option})
        assert word in answered.main.text
    part = writer.client.post(
        f"{url}?see=teamleder", data=page.form(url).filled({"see-option": "1"}), headers={"HX-Request": "true"}
    ).get_data(as_text=True)
    assert "Så ved borgeren, hvad der nu sker." in part
    assert "<html" not in part
    assert db.count(Answer) == 0


def test_an_answer_that_is_not_whole_says_what_to_do(writer: Browser) -> None:
    page = writer.get(f"{DESK}/look")
    assert "Vælg først, hvad du vil svare." in writer.send(page, f"{DESK}/marks/svar", status=422).main.text
    assert writer.post(f"{DESK}/marks/svar", **{"see-option": "x"}).status_code == 400
    assert writer.post(f"{DESK}/marks/findes-ikke").status_code == 404


@pytest.mark.parametrize("module", [FIRST, SECOND])
def test_every_kind_of_question_shows_its_key_and_the_feedback_of_each_level(module: str, writer: Browser) -> None:
    page = writer.get(f"/courses/{COURSE}/modules/{module}/questions")
    keys = [each.text for each in page.main.find("details", class_="key")]
    if module == FIRST:
        assert any("Chefer: Godt skridtJa. Du leder gennem en anden." in key for key in keys)
        assert any("Teamledere: Prøv et andet skridtDer er ingen teamleder under dig." in key for key in keys)
        assert any("Sig det højt.Find en ny dato.Skriv den ned." in key for key in keys)
    else:
        assert any("Tavlemøde → Dagens opgaver" in key for key in keys)


def test_a_question_that_is_wrong_is_told_at_its_line(writer: Browser) -> None:
    page = writer.get(QUESTIONS)
    html = see(writer, page, "questions", text=nordby.AFTALER_QUIZ.replace("- [x] Omkring", "- [ ] Omkring"))
    assert 'data-line="1"' in html
    assert "Ingen svarmulighed er den rigtige." in html


# --- whatever is typed ---

PAYLOADS = [
    "<script>alert(1)</script>",
    "<img src=x onerror=alert(1)>",
    "<svg/onload=alert(1)>",
    "[x](javascript:alert(1))",
    "[x](JaVaScRiPt:alert(1))",
    "[x](&#x6A;avascript:alert(1))",
    "[x](java\tscript:alert(1))",
    "[x](data:text/html;base64,PHNjcmlwdD4=)",
    "[x](vbscript:msgbox(1))",
    "![x](javascript:alert(1))",
    '![x" onerror="alert(1)](pictures/x.png)',
    '![x](pictures/x.png" onerror="alert(1))',
    "![x](https://evil.example/x.png)",
    '[x](https://a.example "onmouseover=alert(1)")',
    '<https://a.example/"onclick=alert(1)>',
    "[[<script>alert(1)</script>]]",
    "::: case <script>alert(1)</script>\nx\n:::",
    '::: note "><img src=x onerror=alert(1)>\nx\n:::',
    '::: refleksion x"onclick=alert(1) dækker=drift\nx\n:::',
    "::: samtale <b>\n- <script>alert(1)</script>\n:::",
    "| <script> | b |\n|---|---|\n| <img onerror=x src=x> | c |",
    "# \"'><script>alert(1)</script>",
    "</textarea><script>alert(1)</script>",
    "{{ 7*7 }} {% raw %} ${7*7}",
    "`<script>alert(1)</script>`",
    "```html\n<script>alert(1)</script>\n```",
    "    <script>alert(1)</script>",
    "&lt;script&gt;alert(1)&lt;/script&gt;",
    "[a]: javascript:alert(1)\n\n[a]",
    '<a href="javascript:alert(1)">x</a>',
    "<!--<img src=--><img src=x onerror=alert(1)//>",
    '<math><mi//xlink:href="data:x,<script>alert(1)</script>">',
    "\u202e<script>\u2066alert(1)",
]


def assert_harmless(html: str) -> None:
    root, faults = parse(html)
    assert faults == []
    for element in root:
        assert element.tag not in ("script", "iframe", "object", "embed", "style", "svg", "math", "base"), element.tag
        for name, value in element.attributes.items():
            assert not name.startswith("on")
            assert name not in ("style", "srcdoc", "formaction")
            if name in ("href", "src", "action"):
                assert re.match(r"(?:https?://|mailto:|/|#|\?|(?![\w+.-]*:))", value), value
            if name == "src":
                assert value.startswith("/")


@pytest.mark.parametrize("payload", PAYLOADS)
def test_no_script_comes_out_of_a_text(payload: str, writer: Browser) -> None:
    page = writer.get(DESK)
    assert_harmless(
        see(
            writer,
            page,
            title=payload.split("\n")[0],
            summary=payload.split("\n")[0],
            objectives=payload,
            text=payload,
        )
    )
    quiz = f"::: spørgsmål x dækker=drift-alle\n{payload}\n\n- [x] {payload}\n  > {payload}\n- [ ] b\n  > c\n:::\n\n{payload}\n"
    assert_harmless(see(writer, writer.get(QUESTIONS), "questions", text=quiz))
    saved = writer.send(page, DESK, title=payload.split("\n")[0], text=payload)
    assert saved.main.find("textarea", id="text")[0].raw.strip("\n") == payload.strip("\n").replace("\u2066", "\u2066")


PIECES = st.sampled_from(
    [
        *PAYLOADS,
        "::: ",
        ":::",
        "\n",
        "\n\n",
        "- ",
        "> ",
        "1. ",
        "| a | b |",
        "|---|---|",
        "**",
        "`",
        "[[Kurs]]",
        "[[#drift-alle]]",
        "spørgsmål x ",
        "niveau chef",
        "dækker=drift",
        "![",
        "](pictures/",
        "---\n",
        "title: x",
        "{#a}",
        "\x1b",
        "\u00a0",
        "😀",
    ]
)


@settings(max_examples=60, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(st.lists(PIECES | st.text(max_size=20), max_size=30))
def test_any_text_gives_a_page_without_a_script(writer: Browser, pieces: list[str]) -> None:
    text = "".join(pieces).replace("\x00", "")
    token = writer.token()
    for tab in ("text", "questions"):
        data = {"csrf_token": token, "title": text[:50], "text": text}
        answer = writer.client.post(f"{DESK}/preview/{tab}", data=data, headers={"HX-Request": "true"})
        assert answer.status_code == 200
        assert_harmless(answer.get_data(as_text=True))
