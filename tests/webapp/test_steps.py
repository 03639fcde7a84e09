"""The steps of a module, as a leader takes them without JavaScript."""

from datetime import date

import pytest
from sqlalchemy import select, update

from course.progress import State
from course.quiz import Verdict
from tests.webapp import make, nordby, world
from tests.webapp.conftest import Browse, Clock, both_databases
from tests.webapp.make import Database, Enrolled
from tests.webapp.nordby import AFTALER, AFTALER_QUIZ, FIRST, PLAN, REFLECTION, SECOND
from tests.webapp.pages import Browser, Page, Typed
from webapp.models import Answer, EnrolmentState, Message, ModuleState, Person, Reflection, Role, Share
from webapp.operations import LONGEST_TEXT

ASK, WARMUP = world.ASK, "proev-gaet"
STEPS = [WARMUP, world.READING, ASK, REFLECTION, PLAN, world.TALK]


@pytest.fixture
def on(db: Database) -> Enrolled:
    """A leader who has begun the first module, with a nearest manager."""
    manager = make.person(db, "Birgit Holm", Role.MANAGER)
    return make.enrolment(db, manager=manager, under_way=[FIRST])


@pytest.fixture
def device(on: Enrolled, browse: Browse) -> Browser:
    return browse(on.leader)


def step(device: Browser, on: Enrolled, id: str, module: str = FIRST) -> Page:
    return device.get(on.url(module, f"/steps/{id}"))


def answer_address(on: Enrolled, question: str, step: str = ASK, module: str = FIRST) -> str:
    return on.url(module, f"/steps/{step}/answers/{question}")


def choose(device: Browser, on: Enrolled, question: str, *labels: str, status: int = 200) -> Page:
    """Answer a question of the first module that is waiting, by the words of its options."""
    page = step(device, on, ASK)
    values = [page.field(label).attributes["value"] for label in labels]
    return device.send(page, answer_address(on, question), status=status, option=values)


def put_in_order(page: Page, *labels: str) -> Typed:
    """The fields of an order question, for the items in this order."""
    return {page.field(label).attributes["name"]: str(number) for number, label in enumerate(labels, start=1)}


def answer_all(device: Browser, on: Enrolled) -> None:
    choose(device, on, "svar", "Hun ringer samme dag.")
    choose(device, on, "besked", "Jeg taler med ham i dag.")
    page = step(device, on, ASK)
    device.send(
        page,
        answer_address(on, "ugen"),
        typed=put_in_order(page, "Sig det højt.", "Find en ny dato.", "Skriv den ned."),
    )


def write(device: Browser, on: Enrolled, text: str, item: str = REFLECTION, then_text: str | None = None) -> Page:
    page = step(device, on, item)
    typed: dict[str, str] = {"text": text} | ({"then_text": then_text} if then_text is not None else {})
    return device.send(page, on.url(rest=f"/texts/{item}"), button=("then", "stay"), typed=typed)


# --- from step to step ---


def test_the_steps_come_in_the_order_of_the_file(db: Database, browse: Browse) -> None:
    on = make.enrolment(db)
    device = browse(on.leader)
    page = device.send(device.get(on.url()), on.url())
    met = []
    while "/steps/" in page.path:
        met.append(page.path.rpartition("/")[2])
        if met[-1] in (REFLECTION, PLAN):
            page = device.send(page, on.url(rest=f"/texts/{met[-1]}"))
        else:
            page = device.send(page, f"{page.path}/next")
    assert met == STEPS
    assert page.path == on.url(rest="/end")


def test_a_module_that_is_not_begun_shows_its_front_and_stays_so(db: Database, browse: Browse) -> None:
    on = make.enrolment(db)
    page = step(browse(on.leader), on, ASK)
    assert page.path == on.url()
    assert make.state_of(db, on) is State.NOT_STARTED


def test_beginning_again_changes_nothing(on: Enrolled, device: Browser, db: Database) -> None:
    device.send(step(device, on, WARMUP), on.url(rest=f"/steps/{WARMUP}/next"))
    assert device.post(on.url()).location.endswith(f"/steps/{world.READING}")
    assert make.state_of(db, on) is State.UNDER_WAY


def test_another_device_goes_on_where_the_first_one_stopped(on: Enrolled, browse: Browse) -> None:
    first, second = browse(on.leader), browse(on.leader)
    for id in STEPS[:2]:
        first.send(step(first, on, id), on.url(rest=f"/steps/{id}/next"))
    assert on.url(rest=f"/steps/{ASK}") in second.get(on.url()).links()
    assert on.url() in second.get("/my-course/").links()


def test_looking_back_keeps_the_place_to_go_on(on: Enrolled, device: Browser) -> None:
    device.send(step(device, on, world.READING), on.url(rest=f"/steps/{world.READING}/next"))
    page = step(device, on, ASK)
    assert on.url(rest=f"/steps/{world.READING}") in page.links()
    step(device, on, world.READING)
    assert on.url(rest=f"/steps/{ASK}") in device.get(on.url()).links()


def test_a_step_that_is_no_longer_there_leads_to_the_end(on: Enrolled, device: Browser) -> None:
    assert step(device, on, "findes-ikke").path == on.url(rest="/end")
    assert device.post(on.url(rest="/steps/findes-ikke/next")).status_code == 404


def test_an_edition_without_the_step_goes_on_at_the_first(on: Enrolled, device: Browser, db: Database) -> None:
    device.send(step(device, on, world.READING), on.url(rest=f"/steps/{world.READING}/next"))
    make.publish(db, nordby.files(aftaler=AFTALER.replace("prøv svar besked", "prøv besked svar")))
    assert on.url(rest=f"/steps/{WARMUP}") in device.get(on.url()).links()


def test_one_who_comes_from_elsewhere_finds_the_shift_folded(db: Database, browse: Browse) -> None:
    for from_below, folded in ((True, 0), (None, 0), (False, 1)):
        on = make.enrolment(db, under_way=[FIRST], from_below=from_below)
        page = step(browse(on.leader), on, world.READING)
        assert len(page.main.find("details", class_="shift-fold")) == folded
        assert "Mindre af det korte." in page.main.text


def test_expectations_are_those_of_the_readers_level(db: Database, browse: Browse) -> None:
    for level, own, other in ((nordby.TEAM, "Følger op", "Sætter retning"), (nordby.CHIEF, "Sætter", "Følger op")):
        on = make.enrolment(db, level=level, under_way=[FIRST])
        page = step(browse(on.leader), on, world.READING)
        folded = " ".join(each.text for each in page.main.find("details", class_="siblings"))
        assert other in folded
        assert own in page.main.text.replace(folded, "")


# --- questions ---


@both_databases
@pytest.mark.parametrize(
    ("label", "verdict", "box", "feedback"),
    [
        ("Hun ringer samme dag.", Verdict.RIGHT, "good", "Så ved borgeren, hvad der nu sker."),
        ("Hun skriver en kort mail.", Verdict.DEFENSIBLE, "fair", "Det går an, men et opkald er venligere."),
        ("Hun venter til på fredag.", Verdict.TRY_AGAIN, "try", "borgeren venter imens på svar"),
    ],
)
def test_an_answer_is_met_with_its_own_feedback_at_once(
    label: str, verdict: Verdict, box: str, feedback: str, on: Enrolled, device: Browser, db: Database
) -> None:
    page = choose(device, on, "svar", label)
    answered = page.main.find(id="svar")[0]
    assert box in answered.attributes["class"].split()
    assert feedback in answered.text
    assert "Vi holder aftaler" in page.main.find("blockquote")[0].text
    assert db.one(select(Answer.question, Answer.verdict, Answer.try_no)) == ("svar", verdict, 1)


def test_what_the_other_answers_lead_to_is_told_once_it_is_done(on: Enrolled, device: Browser) -> None:
    other = "Det går an, men et opkald er venligere."
    assert other not in choose(device, on, "svar", "Hun venter til på fredag.").html
    done = choose(device, on, "besked", "Jeg taler med ham i dag.")
    assert "Så bliver løftet brudt igen" in done.main.find("details", class_="all-options")[0].text


def test_the_right_move_and_its_feedback_follow_the_level(db: Database, browse: Browse) -> None:
    for level, box, feedback in (
        (nordby.TEAM, "good", "Ja. Det er dit bord."),
        (nordby.CHIEF, "try", "Så går du uden om hans leder."),
    ):
        on = make.enrolment(db, level=level, under_way=[FIRST])
        make.answer(db, on, "svar")
        answered = choose(browse(on.leader), on, "besked", "Jeg taler med ham i dag.").main.find(id="svar")[0]
        assert box in answered.attributes["class"].split()
        assert answered.text.endswith(feedback)


def test_a_question_that_missed_comes_again_after_the_others(on: Enrolled, device: Browser, db: Database) -> None:
    choose(device, on, "svar", "Hun venter til på fredag.")
    met = []
    for _ in range(2):
        page = step(device, on, ASK)
        met += [each.attributes["id"] for each in page.main.find("fieldset")]
        if met[-1] == "besked":
            choose(device, on, "besked", "Jeg taler med ham i dag.")
        else:
            order = put_in_order(page, "Sig det højt.", "Find en ny dato.", "Skriv den ned.")
            device.send(page, answer_address(on, "ugen"), typed=order)
    assert met == ["besked", "ugen"]
    again = step(device, on, ASK)
    assert [each.attributes["id"] for each in again.main.find("fieldset")] == ["svar"]
    tried = again.main.find(class_="tried")
    assert [each.text.startswith("Hun venter til på fredag.") for each in tried] == [True]
    assert "good" in choose(device, on, "svar", "Hun ringer samme dag.").main.find(id="svar")[0].attributes["class"]
    assert step(device, on, ASK).main.find("fieldset") == []
    assert db.all(select(Answer.question, Answer.try_no).where(Answer.question == "svar").order_by(Answer.id)) == [
        ("svar", 1),
        ("svar", 2),
    ]


@both_databases
def test_the_same_form_sent_twice_counts_once(on: Enrolled, device: Browser, db: Database) -> None:
    page = step(device, on, ASK)
    for _ in range(2):
        after = device.send(page, answer_address(on, "svar"), option="0")
        assert after.main.find(id="svar")
    assert db.count(Answer) == 1


def test_the_same_answer_given_again_is_another_try(on: Enrolled, device: Browser, db: Database) -> None:
    make.answer(db, on, "besked")
    make.answer(db, on, "ugen")
    for _ in range(2):
        choose(device, on, "svar", "Hun venter til på fredag.")
    assert [row.try_no for row in db.all(select(Answer.try_no).where(Answer.question == "svar"))] == [1, 2]


def test_a_form_is_marked_by_the_edition_it_was_shown_from(on: Enrolled, device: Browser, db: Database) -> None:
    old = make.newest(db)
    page = step(device, on, ASK)
    swapped = AFTALER_QUIZ.replace("- [x] Hun ringer samme dag.", "- [ ] Hun ringer i morgen.")
    make.publish(db, nordby.files(aftaler_quiz=swapped.replace("- [ ] Hun venter til på", "- [x] Hun ringer på")))
    device.send(page, answer_address(on, "svar"), option="1")
    assert db.one(select(Answer.verdict, Answer.edition_id)) == (Verdict.RIGHT, old)
    # Done stays done, and the question as it reads now is not said to have been answered.
    after = step(device, on, ASK)
    assert [each.attributes["id"] for each in after.main.find("fieldset")] == ["besked"]
    choose(device, on, "besked", "Jeg taler med ham i dag.")
    make.answer(db, on, "ugen", "0,1,2")
    assert "Hun ringer på fredag." not in step(device, on, ASK).main.text


def test_an_edited_question_forgets_what_was_tried(on: Enrolled, device: Browser, db: Database) -> None:
    for question in ("besked", "ugen"):
        make.answer(db, on, question)
    choose(device, on, "svar", "Hun venter til på fredag.")
    make.publish(db, nordby.files(aftaler_quiz=AFTALER_QUIZ.replace("Hun venter til på", "Hun tøver til på")))
    assert step(device, on, ASK).main.find(class_="tried") == []


@pytest.mark.parametrize("option", [[], ["0", "1"]])
def test_a_question_without_one_answer_comes_back_with_a_sentence(
    option: list[str], on: Enrolled, device: Browser, db: Database
) -> None:
    page = step(device, on, ASK)
    form = page.form(answer_address(on, "svar"))
    answer = device.client.post(form.action, data=form.filled({}) | {"option": option})
    assert answer.status_code == 422
    assert 'id="svar-error"' in answer.get_data(as_text=True)
    assert db.count(Answer) == 0


def test_an_order_that_is_not_whole_comes_back_filled_in(on: Enrolled, device: Browser, db: Database) -> None:
    for question in ("svar", "besked"):
        make.answer(db, on, question)
    page = step(device, on, ASK)
    first, second = (page.field(label).attributes["name"] for label in ("Sig det højt.", "Find en ny dato."))
    for typed in ({first: "2"}, {first: "2", second: "2", page.field("Skriv den ned.").attributes["name"]: "1"}):
        back = device.send(page, answer_address(on, "ugen"), status=422, typed=typed)
        assert back.main.find(id="ugen-error")
        assert dict(back.form(answer_address(on, "ugen")).values())[first] == "2"
    assert db.count(Answer, Answer.question == "ugen") == 0


def test_a_wrong_order_says_how_much_of_it_fits(on: Enrolled, device: Browser, db: Database) -> None:
    for question in ("svar", "besked"):
        make.answer(db, on, question)
    page = step(device, on, ASK)
    order = put_in_order(page, "Sig det højt.", "Skriv den ned.", "Find en ny dato.")
    answered = device.send(page, answer_address(on, "ugen"), typed=order).main
    assert "1" in answered.find(id="svar")[0].text
    assert "Først ærlighed" not in answered.text
    assert db.value(select(Answer.verdict).where(Answer.question == "ugen")) is Verdict.TRY_AGAIN


def test_matching_and_choosing_two_work_without_javascript(db: Database, browse: Browse) -> None:
    on = make.enrolment(db, under_way=[SECOND])
    device = browse(on.leader)
    page = step(device, on, "proev-par", SECOND)
    typed: dict[str, str] = {}
    for left, right in (("Tavlemøde", "Dagens opgaver"), ("Teammøde", "Fælles regler"), ("Samtale", "Den enkelte")):
        control = page.field(left)
        typed[control.attributes["name"]] = next(
            each.attributes["value"] for each in control.find("option") if each.text == right
        )
    done = device.send(page, answer_address(on, "par", "proev-par", SECOND), typed=typed)
    assert "Hvert møde har ét formål" in done.main.find(id="svar")[0].text
    page = step(device, on, "proev-par", SECOND)
    one_short = device.send(page, answer_address(on, "to", "proev-par", SECOND), status=422, option=["0"])
    assert dict(one_short.form(answer_address(on, "to", "proev-par", SECOND)).values())["option"] == "0"
    device.send(one_short, answer_address(on, "to", "proev-par", SECOND), option=["0", "2"])
    assert {row.verdict for row in db.all(select(Answer.verdict))} == {Verdict.RIGHT}


@pytest.mark.parametrize(
    "data",
    [
        {"option": "7"},
        {"option": "-1"},
        {"option": "æ"},
        {"option": "0", "try_no": "æ"},
        {"option": "9" * 5000},
    ],
)
def test_an_answer_that_no_form_of_ours_sends_is_refused(
    data: dict[str, str], on: Enrolled, device: Browser, db: Database
) -> None:
    assert device.post(answer_address(on, "svar"), **data).status_code == 400
    assert db.count(Answer) == 0


@pytest.mark.parametrize("edition", ["", "æ", "0", "77", "9" * 5000])
def test_an_edition_that_is_not_there_is_read_as_the_newest(
    edition: str, on: Enrolled, device: Browser, db: Database
) -> None:
    assert device.post(answer_address(on, "svar"), option="1", edition=edition, try_no="1").status_code == 302
    assert db.value(select(Answer.edition_id)) == make.newest(db)


@pytest.mark.parametrize("rest", ["answers/par", "answers/findes-ikke", "answers/gaet", "remarks/par"])
def test_a_question_that_does_not_stand_in_the_step_is_not_found(
    rest: str, on: Enrolled, device: Browser, db: Database
) -> None:
    assert device.post(on.url(rest=f"/steps/{ASK}/{rest}"), option="1", remark="x").status_code == 404


def test_a_guess_is_asked_once_and_never_counts(on: Enrolled, device: Browser, db: Database) -> None:
    page = step(device, on, WARMUP)
    after = device.send(page, answer_address(on, "gaet", WARMUP), option="0")
    assert "Det håber mange" in after.main.find(id="svar")[0].text
    assert after.has_form(on.url(rest=f"/steps/{WARMUP}/next"))
    assert step(device, on, WARMUP).main.find("fieldset") == []
    answer_all(device, on)
    assert device.send(device.get(on.url(rest="/end"))).links()
    assert make.state_of(db, on) is State.COMPLETED


def test_a_remark_reaches_hr_without_the_leader_and_the_day(
    on: Enrolled, device: Browser, db: Database, browse: Browse, clock: Clock
) -> None:
    clock.forward(days=3)
    page = step(device, on, ASK)
    after = device.send(page, on.url(rest=f"/steps/{ASK}/remarks/svar"), remark="Hvad menes der med i dag?")
    assert after.main.find(class_="good")
    row = db.one(select(Message.person_id, Message.question, Message.text, Message.week_on))
    assert row == (None, "svar", "Hvad menes der med i dag?", date(2026, 3, 2))
    author = browse(make.person(db, None, Role.AUTHOR)).get("/courses/")
    assert "Hvad menes der med i dag?" in author.main.text
    assert on.leader.name not in author.html


def test_an_empty_remark_is_not_sent(on: Enrolled, device: Browser, db: Database) -> None:
    device.post(on.url(rest=f"/steps/{ASK}/remarks/svar"), remark="  ")
    assert db.count(Message) == 0


def test_a_remark_is_kept_beside_the_feedback_it_is_about(on: Enrolled, device: Browser) -> None:
    page = choose(device, on, "svar", "Hun venter til på fredag.")
    after = device.send(page, on.url(rest=f"/steps/{ASK}/remarks/svar"), remark="Hvad med mail?")
    assert after.main.find(id="svar")


# --- finishing ---


@both_databases
def test_a_module_is_finished_when_every_question_is_done(on: Enrolled, device: Browser, db: Database) -> None:
    open_end = device.get(on.url(rest="/end"))
    assert on.url(rest=f"/steps/{ASK}") in open_end.links()
    device.post(on.url(rest="/end"))
    assert make.state_of(db, on) is State.UNDER_WAY
    answer_all(device, on)
    done = device.send(device.get(on.url(rest="/end")))
    assert on.url(SECOND) in done.links()
    row = db.one(
        select(ModuleState.state, ModuleState.completed_week, ModuleState.edition_id).where(
            ModuleState.enrolment_id == on.id, ModuleState.module == FIRST
        )
    )
    assert row == (State.COMPLETED, date(2026, 3, 2), make.newest(db))
    assert make.enrolment_state(db, on) is EnrolmentState.ACTIVE


def test_the_week_of_completion_is_kept_and_not_the_day(
    on: Enrolled, device: Browser, db: Database, clock: Clock
) -> None:
    clock.forward(days=6)
    make.all_answered(db, on)
    device.send(device.get(on.url(rest="/end")))
    assert db.value(select(ModuleState.completed_week).where(ModuleState.module == FIRST)) == date(2026, 3, 2)


def test_the_last_module_completes_the_course(db: Database, browse: Browse) -> None:
    on = make.enrolment(db, completed=[SECOND], under_way=[FIRST])
    make.all_answered(db, on)
    device = browse(on.leader)
    done = device.send(device.get(on.url(rest="/end")))
    assert "/my-course/" in done.links()
    assert make.enrolment_state(db, on) is EnrolmentState.COMPLETED
    device.get("/my-course/")
    device.get(on.url(rest=f"/steps/{ASK}"))


def test_reading_a_completed_module_again_leaves_it_completed(
    on: Enrolled, device: Browser, db: Database, clock: Clock
) -> None:
    make.all_answered(db, on)
    device.send(device.get(on.url(rest="/end")))
    clock.forward(days=30)
    for id in (WARMUP, world.READING, ASK, world.TALK):
        device.send(step(device, on, id), on.url(rest=f"/steps/{id}/next"))
    device.post(on.url(rest="/end"))
    device.post(on.url())
    row = db.one(
        select(ModuleState.state, ModuleState.completed_week, ModuleState.step).where(ModuleState.module == FIRST)
    )
    assert row == (State.COMPLETED, date(2026, 3, 2), None)


def test_a_completed_module_stays_so_when_a_question_is_added(on: Enrolled, device: Browser, db: Database) -> None:
    make.all_answered(db, on)
    device.send(device.get(on.url(rest="/end")))
    make.publish(
        db,
        nordby.files(
            aftaler_quiz=AFTALER_QUIZ.replace("spørgsmål svar ", "spørgsmål nyt-svar "),
            aftaler=AFTALER.replace("prøv svar", "prøv nyt-svar"),
        ),
    )
    assert make.state_of(db, on) is State.COMPLETED
    assert on.url(SECOND) in device.get(on.url(rest="/end")).links()


# --- what is written ---


@both_databases
def test_a_reflection_is_saved_and_found_again(on: Enrolled, device: Browser, browse: Browse, db: Database) -> None:
    text = "Jeg lovede <b>for meget</b> & tav.\nDet var i går."
    page = write(device, on, text)
    assert page.path == on.url(rest=f"/steps/{REFLECTION}")
    assert db.one(select(Reflection.text, Reflection.module, Reflection.version)) == (text, FIRST, 1)
    elsewhere = step(browse(on.leader), on, REFLECTION)
    assert dict(elsewhere.form(on.url(rest=f"/texts/{REFLECTION}")).values())["text"] == text


def test_a_plan_has_two_halves(on: Enrolled, device: Browser, db: Database) -> None:
    write(device, on, "nogen spørger", PLAN, "svare i morgen")
    assert db.one(select(Reflection.text, Reflection.then_text)) == ("nogen spørger", "svare i morgen")
    values = dict(step(device, on, PLAN).form(on.url(rest=f"/texts/{PLAN}")).values())
    assert (values["text"], values["then_text"]) == ("nogen spørger", "svare i morgen")


@pytest.mark.parametrize(("then", "target"), [("next", PLAN), ("back", ASK), ("stay", REFLECTION)])
def test_every_button_under_a_text_saves_it(
    then: str, target: str, on: Enrolled, device: Browser, db: Database
) -> None:
    address = on.url(rest=f"/texts/{REFLECTION}")
    page = device.send(step(device, on, REFLECTION), address, button=("then", then), text="Jeg lovede det.")
    assert page.path == on.url(rest=f"/steps/{target}")
    assert db.value(select(Reflection.text)) == "Jeg lovede det."


def test_a_prompt_may_be_skipped_and_leaves_nothing(on: Enrolled, device: Browser, db: Database) -> None:
    page = device.send(step(device, on, REFLECTION), on.url(rest=f"/texts/{REFLECTION}"), button=("then", "next"))
    assert page.path == on.url(rest=f"/steps/{PLAN}")
    assert db.count(Reflection) == 0


def test_a_text_can_be_emptied_again(on: Enrolled, device: Browser, db: Database) -> None:
    write(device, on, "Jeg lovede det.")
    write(device, on, "")
    assert db.value(select(Reflection.text)) == ""


@both_databases
@pytest.mark.parametrize("there_before", [False, True])
def test_two_windows_keep_both_texts(
    there_before: bool, on: Enrolled, device: Browser, browse: Browse, db: Database
) -> None:
    if there_before:
        make.text(db, on, text="Fra i går.")
    address = on.url(rest=f"/texts/{REFLECTION}")
    phone = browse(on.leader)
    first, second = step(device, on, REFLECTION), step(phone, on, REFLECTION)
    device.send(first, address, text="Første.", button=("then", "stay"))
    told = phone.send(second, address, status=409, text="Andet.", button=("then", "stay"))
    assert db.value(select(Reflection.text)) == "Første."
    assert dict(told.form(address).values())["text"] == "Andet."
    assert "Første." in told.main.find("blockquote")[0].text
    phone.send(told, address, text="Første. Andet.", button=("then", "stay"))
    assert db.value(select(Reflection.text)) == "Første. Andet."


def test_the_same_window_may_go_on_from_a_version_whose_answer_got_lost(
    on: Enrolled, device: Browser, db: Database
) -> None:
    form = step(device, on, REFLECTION).form(on.url(rest=f"/texts/{REFLECTION}"))
    for text in ("Jeg", "Jeg lovede", "Jeg lovede det"):  # each as if the answers before had never come
        data = form.filled({"text": text}) | {"version": ["1" if text != "Jeg" else "0"]}
        answer = device.client.post(form.action, data=data, headers={"Accept": "application/json"})
        assert answer.status_code == 200
    assert db.one(select(Reflection.text, Reflection.version)) == ("Jeg lovede det", 3)


def test_the_first_save_may_be_sent_again_when_its_answer_got_lost(on: Enrolled, device: Browser, db: Database) -> None:
    form = step(device, on, REFLECTION).form(on.url(rest=f"/texts/{REFLECTION}"))
    for text in ("Jeg", "Jeg lovede"):
        data = form.filled({"text": text})
        answer = device.client.post(form.action, data=data, headers={"Accept": "application/json"})
        assert answer.status_code == 200
    assert db.one(select(Reflection.text, Reflection.version)) == ("Jeg lovede", 2)
    assert answer.get_json()["version"] == 2


def test_saving_while_typing_tells_of_another_window(on: Enrolled, device: Browser, db: Database) -> None:
    form = step(device, on, REFLECTION).form(on.url(rest=f"/texts/{REFLECTION}"))
    make.text(db, on, text="Fra et andet vindue.")
    answer = device.client.post(
        form.action, data=form.filled({"text": "Herfra."}), headers={"Accept": "application/json"}
    )
    assert answer.status_code == 409
    assert answer.get_json()["message"]
    assert db.value(select(Reflection.text)) == "Fra et andet vindue."


def test_a_text_that_is_too_long_comes_back_whole(on: Enrolled, device: Browser, db: Database) -> None:
    page, text = step(device, on, REFLECTION), "æ" * (LONGEST_TEXT + 1)
    address = on.url(rest=f"/texts/{REFLECTION}")
    back = device.send(page, address, status=422, text=text)
    assert dict(back.form(address).values())["text"] == text
    assert back.main.find(role="alert")
    data = page.form(address).filled({"text": text})
    answer = device.client.post(address, data=data, headers={"Accept": "application/json"})
    assert (answer.status_code, answer.is_json) == (422, True)
    assert db.count(Reflection) == 0
    write(device, on, "æ" * LONGEST_TEXT)
    assert db.value(select(Reflection.text)) == "æ" * LONGEST_TEXT


@pytest.mark.parametrize("version", ["æ", "-1", "9" * 30, "9" * 5000])
def test_a_version_that_no_form_of_ours_sends_overwrites_nothing(
    version: str, on: Enrolled, device: Browser, db: Database
) -> None:
    make.text(db, on, text="Den rigtige.")
    answer = device.post(on.url(rest=f"/texts/{REFLECTION}"), text="Den anden.", version=version, window="nyt")
    assert answer.status_code == 409
    assert db.value(select(Reflection.text)) == "Den rigtige."


@pytest.mark.parametrize("item", [ASK, "sidste-moede", "findes-ikke"])
def test_what_is_no_prompt_of_the_module_takes_no_text(item: str, on: Enrolled, device: Browser, db: Database) -> None:
    for rest in ("", "/share"):
        assert device.post(on.url(rest=f"/texts/{item}{rest}"), text="x").status_code == 404
    assert db.count(Reflection) == 0


# --- sharing ---


def shared_with(browse: Browse, db: Database, on: Enrolled) -> str:
    """What the nearest manager reads."""
    manager = db.value(select(Person.manager_id).where(Person.id == on.leader.id))
    page = browse(make.Someone(manager, "", "")).get(f"/my-new-leaders/{on.id}")
    return " ".join(each.text for each in page.main.find(class_="own-words"))


@both_databases
def test_a_share_is_a_copy_and_later_words_stay_private(
    on: Enrolled, device: Browser, browse: Browse, db: Database
) -> None:
    share = on.url(rest=f"/texts/{REFLECTION}/share")
    page = write(device, on, "Det første.")
    assert "Birgit Holm" in page.main.find(id="del")[0].text
    assert shared_with(browse, db, on) == ""
    device.send(page, share)
    assert shared_with(browse, db, on) == "Det første."
    changed = write(device, on, "Det andet.")
    assert shared_with(browse, db, on) == "Det første."
    device.send(changed, share)
    assert shared_with(browse, db, on) == "Det andet."
    device.send(step(device, on, REFLECTION), on.url(rest=f"/texts/{REFLECTION}/withdraw"))
    assert shared_with(browse, db, on) == ""
    device.send(step(device, on, REFLECTION), share)
    assert shared_with(browse, db, on) == "Det andet."


def test_who_has_got_another_manager_meanwhile_is_told_before_anything_is_shared(
    on: Enrolled, device: Browser, db: Database
) -> None:
    share, after = on.url(rest=f"/texts/{REFLECTION}/share"), make.person(db, "Karen Lindholt", Role.MANAGER)
    shown = write(device, on, "Kun til Birgit.")
    db.run(update(Person).where(Person.id == on.leader.id).values(manager_id=after.id))
    told = device.send(shown, share, status=409)
    assert db.count(Share) == 0
    assert "Karen Lindholt" in told.main.find(id="del")[0].text
    assert told.main.find(role="alert")
    device.send(told, share)
    assert db.value(select(Share.to_id)) == after.id


def test_withdrawing_one_text_leaves_the_others_shared(
    on: Enrolled, device: Browser, browse: Browse, db: Database
) -> None:
    for item, text in ((REFLECTION, "Tanken."), (PLAN, "Planen.")):
        device.send(write(device, on, text, item), on.url(rest=f"/texts/{item}/share"))
    device.send(step(device, on, REFLECTION), on.url(rest=f"/texts/{REFLECTION}/withdraw"))
    assert "Planen." in shared_with(browse, db, on)
    assert "Tanken." not in shared_with(browse, db, on)


def test_nothing_written_cannot_be_shared(on: Enrolled, device: Browser, db: Database) -> None:
    share = on.url(rest=f"/texts/{REFLECTION}/share")
    assert not step(device, on, REFLECTION).has_form(share)
    assert device.post(share).status_code == 409
    write(device, on, "  ")
    assert device.post(share).status_code == 409
    assert db.count(Share) == 0


def test_without_a_nearest_manager_nothing_can_be_shared(db: Database, browse: Browse) -> None:
    on = make.enrolment(db, under_way=[FIRST])
    device = browse(on.leader)
    page = write(device, on, "Til mig selv.")
    assert not page.has_form(on.url(rest=f"/texts/{REFLECTION}/share"))
    assert device.post(on.url(rest=f"/texts/{REFLECTION}/share")).status_code == 409


def test_a_new_manager_inherits_nothing_and_can_be_given_her_own_copy(
    on: Enrolled, device: Browser, browse: Browse, db: Database
) -> None:
    share = on.url(rest=f"/texts/{REFLECTION}/share")
    device.send(write(device, on, "Til Birgit."), share)
    successor = make.person(db, "Søren Ærø", Role.MANAGER)
    db.run(update(Person).where(Person.id == on.leader.id).values(manager_id=successor.id))
    assert shared_with(browse, db, on) == ""
    page = step(device, on, REFLECTION)
    assert "Søren Ærø" in page.main.find(id="del")[0].text
    device.send(page, share)
    assert shared_with(browse, db, on) == "Til Birgit."
    open_shares = db.all(select(Share.to_id).where(Share.withdrawn_at.is_(None)))
    assert [row.to_id for row in open_shares] == [successor.id]


def test_the_managers_thanks_stand_at_the_leaders_text(
    on: Enrolled, device: Browser, browse: Browse, db: Database
) -> None:
    page = device.send(write(device, on, "Tak for i går."), on.url(rest=f"/texts/{REFLECTION}/share"))
    before = page.main.find(id="del")[0].text
    manager = browse(make.Someone(db.value(select(Share.to_id)), "", ""))
    report = manager.get(f"/my-new-leaders/{on.id}")
    manager.send(report, f"/my-new-leaders/{on.id}/shares/{db.value(select(Share.id))}/thanks")
    after = step(device, on, REFLECTION).main.find(id="del")[0].text
    assert len(after) > len(before)


# --- nothing typed is lost ---


def test_a_text_sent_after_the_session_ended_is_given_back_after_signing_in(
    on: Enrolled, device: Browser, browse: Browse, db: Database
) -> None:
    address = on.url(rest=f"/texts/{REFLECTION}")
    page = step(device, on, REFLECTION)
    db.run(update(Person).where(Person.id == on.leader.id).values(session_epoch=1))  # signed out everywhere
    sign_in = device.send(page, address, status=401, text="Lang tanke.\nMed to linjer.")
    assert db.count(Reflection) == 0
    given_back = device.send(sign_in, "/sign-in", email=on.leader.email, password=make.PASSWORD)
    assert dict(given_back.form(address).values())["text"] == "Lang tanke.\nMed to linjer."
    after = device.send(given_back, address)
    assert after.path == on.url(rest=f"/steps/{PLAN}")
    assert db.value(select(Reflection.text)) == "Lang tanke.\nMed to linjer."


def test_a_wrong_password_on_the_way_does_not_lose_the_text(on: Enrolled, browse: Browse, db: Database) -> None:
    address = on.url(rest=f"/texts/{PLAN}")
    page = step(browse(on.leader), on, PLAN)
    stranger = browse(None)
    sign_in = stranger.send(page, address, status=401, text="nogen spørger", then_text="svare")
    again = stranger.send(sign_in, "/sign-in", status=422, email=on.leader.email, password="forkert")
    blank = stranger.send(again, "/sign-in", status=422, email="", password="")
    given_back = stranger.send(blank, "/sign-in", email=on.leader.email, password=make.PASSWORD)
    stranger.send(given_back, address)
    assert db.one(select(Reflection.text, Reflection.then_text)) == ("nogen spørger", "svare")


def test_a_text_with_an_old_token_is_given_back(on: Enrolled, device: Browser, db: Database) -> None:
    address = on.url(rest=f"/texts/{REFLECTION}")
    data = step(device, on, REFLECTION).form(address).filled({"text": "Min tanke."})
    for token in ([], ["forældet"]):
        response = device.client.post(address, data=data | {"csrf_token": token})
        assert response.status_code == 400
        assert "Min tanke." in response.get_data(as_text=True)
        assert db.count(Reflection) == 0


def test_the_page_that_gives_a_text_back_saves_it(on: Enrolled, device: Browser, db: Database) -> None:
    address = on.url(rest=f"/texts/{REFLECTION}")
    page = step(device, on, REFLECTION)
    given_back = device.send(page, address, status=400, csrf_token="forældet", text="Min tanke.")
    device.send(given_back, address)
    assert db.value(select(Reflection.text)) == "Min tanke."


def test_saving_while_typing_says_so_when_the_session_has_ended(on: Enrolled, device: Browser, browse: Browse) -> None:
    form = step(device, on, REFLECTION).form(on.url(rest=f"/texts/{REFLECTION}"))
    headers = {"Accept": "application/json", "HX-Request": "true"}
    for client, status in ((browse(None).client, 401), (device.client, 400)):
        answer = client.post(form.action, data={"text": "Min tanke."}, headers=headers)
        assert answer.status_code == status
        assert answer.get_data(as_text=True)
        assert "<" not in answer.get_data(as_text=True)
