import pytest

from course.compile import Course
from course.module import Ask, Module, Prompt, Reading, Talk, Together, Version, slug
from course.problem import Problem
from tests.course.make import FRAMEWORK, MODULE, compiled, course_of, question, where

HEAD = "---\ntitle: Aftaler\n---\n"
QUIZ = "".join(
    question(id=id, levels=levels) for id, levels in [("a", ""), ("b", "chef"), ("c", "teamleder"), ("d", "")]
)


def module_of(body: str, head: str = HEAD, quiz: str = QUIZ) -> Module:
    return course_of(module=head + body, quiz=quiz).modules["aftaler"]


def version(body: str, level: str = "chef", quiz: str = QUIZ) -> Version:
    return module_of(body, quiz=quiz).versions[level]


def steps(body: str, level: str = "chef", quiz: str = "") -> list[str]:
    """Kind and id of each step; the ids of the questions of an ask."""
    return [
        f"ask {' '.join(step.questions)}" if isinstance(step, Ask) else f"{type(step).__name__.lower()} {step.id}"
        for step in version(body, level, quiz).steps
    ]


def html(body: str, level: str = "chef") -> str:
    """The text of all reading steps, the intro first."""
    found = version(body, level, "")
    parts = [*found.intro, *(part for step in found.steps if isinstance(step, Reading) for part in step.parts)]
    return "".join(part.html for part in parts)


def problems_of(body: str, quiz: str = QUIZ) -> list[Problem]:
    return [problem for problem in compiled(module=HEAD + body, quiz=quiz) if problem.path.endswith("aftaler.md")]


def test_the_steps_come_in_the_order_of_the_file() -> None:
    body = """Før.

## En

Tekst.

::: prøv a
:::

::: plan min-plan
Når eller hvis ...
:::

## To

Mere.

::: refleksion min
Tænk.
:::

::: samtale tal
- Spørg.
:::
"""
    assert steps(body, quiz=question(id="a")) == [
        "reading en",
        "ask a",
        "prompt min-plan",
        "reading to",
        "prompt min",
        "talk tal",
    ]


def test_what_stands_before_the_first_heading_is_the_intro() -> None:
    found = version("Velkommen.\n\n## En\n\nTekst.\n", quiz="")
    assert [part.html.strip() for part in found.intro] == ["<p>Velkommen.</p>"]
    assert len(found.steps) == 1


def test_text_after_a_question_goes_on_in_its_section() -> None:
    body = "## En\n\nA.\n\n::: prøv a\n:::\n\nB.\n\n::: prøv d\n:::\n\nC.\n"
    readings = [
        step for step in version(body, quiz=question(id="a") + question(id="d")).steps if isinstance(step, Reading)
    ]
    assert [step.section for step in readings] == ["en", "en", "en"]
    assert len({step.id for step in readings}) == 3
    assert [step.title for step in readings] == ["En", "En", "En"]


def test_a_heading_right_above_a_question_is_its_title() -> None:
    (ask,) = version("## Prøv det af\n\n::: prøv a\n:::\n", quiz=question(id="a")).steps
    assert isinstance(ask, Ask)
    assert ask.title == "Prøv det af"


def test_headings_of_the_same_name_are_different_steps() -> None:
    assert len(set(steps("## En\n\nA.\n\n## En\n\nB.\n"))) == 2


def test_a_step_is_found_by_its_id() -> None:
    found = version("## Én vej på tværs\n\nA.\n", quiz="")
    step = found.step("en-vej-paa-tvaers")
    assert isinstance(step, Reading)
    assert found.step("ukendt") is None


@pytest.mark.parametrize(
    ("text", "address"), [("Fire ting & én", "fire-ting-en"), ("Få øje på", "faa-oeje-paa"), ("!?", "")]
)
def test_a_heading_becomes_an_address(text: str, address: str) -> None:
    assert slug(text) == address


def test_text_for_a_level_is_shown_at_that_level_only() -> None:
    body = "::: niveau chef\nTil chefen.\n:::\n\n::: note niveau=teamleder\nTil teamlederen.\n:::\n\nTil begge.\n"
    assert "Til chefen." in html(body, "chef")
    assert "Til teamlederen." not in html(body, "chef")
    assert "Til teamlederen." in html(body, "teamleder")
    assert "Til chefen." not in html(body, "teamleder")
    assert "Til begge." in html(body, "chef")
    assert "Til begge." in html(body, "teamleder")


def test_a_module_is_for_all_levels_unless_it_says_so() -> None:
    assert module_of("Tekst.").levels == ("chef", "teamleder")
    some = module_of("Tekst.", "---\ntitle: A\nlevels: [teamleder]\n---\n")
    assert some.levels == ("teamleder",)
    assert list(some.versions) == ["teamleder"]


def test_the_levels_of_a_module_come_from_the_top() -> None:
    assert module_of("Tekst.", "---\ntitle: A\nlevels: [teamleder, chef]\n---\n").levels == ("chef", "teamleder")


# Questions


def asked(body: str, level: str = "chef") -> list[tuple[tuple[str, ...], bool]]:
    return [(step.questions, step.warmup) for step in version(body, level).steps if isinstance(step, Ask)]


def test_an_ask_places_its_questions_for_the_level() -> None:
    assert asked("::: prøv a b c\n:::\n\n::: prøv d\n:::\n") == [(("a", "b"), False), (("d",), False)]
    assert asked("::: prøv a b c\n:::\n\n::: prøv d\n:::\n", "teamleder") == [(("a", "c"), False), (("d",), False)]


def test_questions_no_ask_places_come_after_the_text_and_before_the_prompts() -> None:
    body = "Før.\n\n## En\n\n::: prøv a\n:::\n\nTekst.\n\n::: refleksion min\nTænk.\n:::\n"
    quiz = question(id="a") + question(id="b")
    assert steps(body, quiz=quiz) == ["ask a", "reading en", "ask b", "prompt min"]


def test_an_ask_for_another_level_shows_nothing() -> None:
    assert asked("::: prøv c\n:::\n") == [(("a", "b", "d"), False)]


def test_a_question_is_asked_once() -> None:
    assert asked("::: prøv a d b\n:::\n\n::: prøv a\n:::\n") == [(("a", "d", "b"), False)]


@pytest.mark.parametrize("word", ["opvarmning", "warmup"])
def test_a_warm_up_is_never_counted(word: str) -> None:
    body = f"::: prøv a {word}\n:::\n"
    assert asked(body)[0] == (("a",), True)
    assert version(body).questions == ("b", "d")


def test_the_questions_that_count_stand_in_the_order_of_the_steps() -> None:
    assert version("::: prøv d\n:::\n\nTekst.\n").questions == ("d", "a", "b")


# What is shown


def test_the_statements_of_the_level_and_to_all_are_shown() -> None:
    found = version("::: forventninger samarbejde drift\n:::\n")
    assert found.shown == ("bord-chef", "drift-alle", "drift-chef")
    assert version("::: forventninger samarbejde\n:::\n", "teamleder").shown == ("bord-team",)


def test_expectations_for_another_level_are_not_shown() -> None:
    assert version("::: forventninger drift niveau=teamleder\n:::\n").shown == ()


def test_a_statement_is_quoted_with_its_lead_in_and_its_place() -> None:
    text = html("::: forventninger drift-chef drift-alle\n:::\n")
    assert "Ledelsesgrundlaget siger om en chef:" in text
    assert "Ledelsesgrundlaget siger om alle ledere:" in text
    assert "Sætter retning for driften" in text
    assert "Nordby Kommune" in text
    assert "Drift" in text.split("<figcaption>")[1]


def test_the_other_levels_statements_are_one_click_away() -> None:
    text = html("::: forventninger bord\n:::\n")
    own, siblings = text.split("<details")
    assert "Bygger bro mellem afdelinger" in own
    assert "Tager naboteamet med på råd" not in own
    assert "Tager naboteamet med på råd" in siblings
    assert "Teamledere" in siblings


def test_definitions_and_terms_are_the_frameworks_own() -> None:
    assert "Drift er at holde de løfter, vi har givet." in html("::: definition drift\n:::\n")
    assert "Den retning, vi har aftalt." in html("::: begreb kurs\n:::\n")


def test_shift_and_local_wait_for_somebody() -> None:
    found = version("::: skift\n- **Mere:** spørge.\n:::\n\n::: lokalt vikar\nHvem godkender?\n:::\n", quiz="")
    assert [(part.kind, part.id) for part in found.intro] == [("shift", ""), ("local", "vikar")]


def test_a_local_slot_carries_its_question() -> None:
    (slot,) = module_of("A.\n\n::: lokalt vikar\nHvem godkender *vikarer*?\n:::\n").local
    assert (slot.id, slot.question, slot.line) == ("vikar", "Hvem godkender vikarer?", 6)


# Prompts and talk


def prompts(body: str, level: str = "chef") -> list[Prompt]:
    return [step for step in version(body, level, "").steps if isinstance(step, Prompt)]


def test_a_prompt_knows_what_it_covers_and_for_whom() -> None:
    (found,) = prompts("::: refleksion min niveau=chef dækker=drift-chef, bord\nTænk på **dit** møde.\n:::\n")
    assert (found.id, found.kind, found.covers, found.levels) == (
        "min",
        "reflection",
        ("drift-chef", "bord"),
        ("chef",),
    )
    assert found.plain == "Tænk på dit møde."
    assert prompts("::: refleksion min niveau=chef\nTænk.\n:::\n", "teamleder") == []


def test_the_list_of_a_plan_holds_examples() -> None:
    (found,) = prompts("::: plan min\nVælg én ting.\n\n- Når nogen spørger, så vil jeg lytte.\n:::\n")
    assert found.kind == "intention"
    assert found.plain == "Vælg én ting."
    assert found.examples == ("Når nogen spørger, så vil jeg lytte.",)
    assert "lytte" not in found.html


def test_a_talk_has_items_and_a_word_to_the_manager() -> None:
    body = "::: samtale tal\n- Hvad må jeg?\n- Hvad **skal** jeg?\n:::\n\n::: samtale til-leder til=leder\nLyt først.\n:::\n"
    (talk,) = version(body, quiz="").steps
    assert isinstance(talk, Talk)
    assert talk.items == ("Hvad må jeg?", "Hvad <strong>skal</strong> jeg?")
    assert "Lyt først." in talk.for_manager


# Time


def test_a_short_module_takes_a_minute() -> None:
    assert version("Kort.", quiz="").minutes == 1


def test_time_is_words_questions_and_prompts() -> None:
    words = "ord " * 1000
    assert version(words, quiz="").minutes == 5
    body = words + "\n\n::: refleksion r\nTænk.\n:::\n\n::: plan p\nVælg.\n:::\n"
    # 5 minutes of text, 3 questions at the level, 3 + 2 for the prompts
    assert version(body).minutes == 13


def test_a_shown_statement_takes_time_but_is_not_the_modules_own_text() -> None:
    with_it = version("Tekst.\n\n::: forventninger drift-chef\n:::\n", quiz="")
    assert with_it.words == version("Tekst.", quiz="").words + 4
    assert with_it.own_text == ("Tekst.",)


# Faults


@pytest.mark.parametrize(
    ("body", "expected"),
    [
        ("::: prøv ukendt\n:::\n", ("F01", 4)),
        ("::: forventninger ukendt\n:::\n", ("F01", 4)),
        ("::: definition ukendt\n:::\n", ("F01", 4)),
        ("::: definition bord\n:::\n", ("F01", 4)),
        ("::: begreb ukendt\n:::\n", ("F01", 4)),
        ("::: niveau cheff\nA.\n:::\n", ("F01", 4)),
        ("::: note niveau=cheff\nA.\n:::\n", ("F01", 4)),
        ("::: refleksion min dækker=ukendt\nTænk.\n:::\n", ("F01", 4)),
        ("::: refleksion min\nTænk.\n:::\n\n::: plan min\nVælg.\n:::\n", ("F01", 8)),
        ("::: refleksion Min\nTænk.\n:::\n", ("F04", 4)),
        ("::: refleksion min\n:::\n", ("F04", 4)),
        ("::: samtale tal\nIngen punkter.\n:::\n", ("F04", 4)),
        ("::: samtale tal dag=14\n- A.\n:::\n", ("F02", 4)),
        ("::: samtale tal til=borger\n- A.\n:::\n", ("F02", 4)),
        ("A.\n\nSe [[ukendt]].\n", ("F01", 6)),
    ],
)
def test_a_fault_is_told_at_its_line(body: str, expected: tuple[str, int]) -> None:
    assert where(problems_of(body)) == [expected]


@pytest.mark.parametrize(
    ("line", "expected"),
    [
        ("levels: [cheff]", ("F01", 3)),
        ("themes: [ukendt]", ("F01", 3)),
        ("thema: drift", ("F02", 3)),
        ("generated: nej", ("F03", 3)),
    ],
)
def test_a_fault_of_the_head_is_told_at_its_line(line: str, expected: tuple[str, int]) -> None:
    problems = compiled(module=MODULE.replace("\n---\n\nEfter", f"\n{line}\n---\n\nEfter"))
    assert where(problems) == [expected]


def test_a_module_with_a_faulty_head_is_still_read() -> None:
    found = module_of("## En\n\nTekst.\n", "---\ntitel: A\n---\n")
    assert found.title == "aftaler"
    assert isinstance(found.versions["chef"].steps[0], Reading)


def test_a_quotation_is_introduced_by_what_the_document_is_called() -> None:
    plain = shown(course_of())
    assert "Ledelsesgrundlaget siger om en chef:" in plain
    named = shown(course_of(framework=FRAMEWORK.replace("year: 2025", "year: 2025\ncalled: kompasset i Nordby")))
    assert "Kompasset i Nordby siger om en chef:" in named
    assert "Ledelsesgrundlaget" not in named


def shown(course: Course) -> str:
    """The text steps of the first module as a chef meets them."""
    steps = next(iter(course.modules.values())).versions["chef"].steps
    return "".join(part.html for step in steps if isinstance(step, Reading) for part in step.parts)


def test_a_task_for_partners_is_a_step_that_one_alone_does_not_have() -> None:
    found = version("## Tekst\n\nLæs.\n\n::: makker sammen\nMød din **makker**.\n:::\n", quiz="")
    assert [type(step) for step in found.steps] == [Reading, Together]
    assert [type(step) for step in found.alone().steps] == [Reading]
    assert "<strong>makker</strong>" in found.steps[1].html  # type: ignore[union-attr]
    assert found.questions == ()
    english = version("::: partner sammen\nMeet.\n:::\n", quiz="")
    assert [type(step) for step in english.steps] == [Together]
