"""Each rule of the content guide: a text that breaks it, and one right beside it that keeps it."""

import re
from pathlib import Path

import pytest

from course.check import READING, RULES, check_course
from course.check.wording import lix
from course.problem import Problem
from tests.course.make import (
    COURSE,
    FRAMEWORK,
    MODULE,
    QUIZ,
    STEM,
    checked,
    compiled,
    course_of,
    options,
    question,
    rotated,
    where,
)

GUIDE = [f"Q{number:02}" for number in range(1, 26)]
GUIDE += ["R01", "R02", "R03", "R04", "M01", "M02", "M03", "M04", "M05", "F01", "F02", "C01"]
"""The ids of the content guide's table."""

LATE, SOON, NOTE = (
    (" ", "Hun venter til på fredag."),
    ("x", "Hun ringer samme dag."),
    (" ", "Hun skriver et notat."),
)


def found(id: str, quiz: str = QUIZ, **files: str) -> list[Problem]:
    problems = [problem for problem in checked(quiz=quiz, **files) if problem.id == id]
    announced = {severity for rule in RULES if rule.id == id for severity in rule.severities}
    assert {problem.severity for problem in problems} <= announced
    return problems


def severities(problems: list[Problem]) -> list[str]:
    return [problem.severity for problem in problems]


def with_option(text: str, *, right: bool = False) -> str:
    """A sound question with one option of its own."""
    return question(options=options(SOON, NOTE, ("x" if right else " ", text)))


def with_prompt(text: str) -> str:
    return f"{MODULE}\n::: refleksion egen dækker=drift-alle\n{text}\n:::\n"


def test_every_rule_of_the_guide_is_applied() -> None:
    assert {rule.id for rule in RULES} | set(READING) >= set(GUIDE)


def test_every_problem_that_reading_gives_has_a_title() -> None:
    sources = "".join(path.read_text(encoding="utf-8") for path in (Path(__file__).parents[2] / "course").glob("*.py"))
    given = set(re.findall(r'"([A-Z]\d\d)"', sources))
    assert given
    assert given <= set(READING) | {rule.id for rule in RULES}


def test_a_good_course_has_no_problems() -> None:
    assert checked() == []


def test_a_problem_names_the_file_and_the_line_of_the_question() -> None:
    quiz = QUIZ + question(id="uden-mening", covers="drift-al")
    problem = next(problem for problem in checked(quiz=quiz) if problem.id == "Q20")
    line = quiz.split("\n").index("::: spørgsmål uden-mening dækker=drift-al") + 1
    assert (problem.path, problem.line) == ("quizzes/nordby/aftaler.md", line)


def test_the_problems_are_sorted_by_file_and_line() -> None:
    problems = check_course(course_of(quiz=question("Hvad nu", covers="") + question(id="to", covers="")))
    assert len({problem.path for problem in problems}) > 1
    assert problems == sorted(problems)


# What is measured


@pytest.mark.parametrize(
    ("texts", "expected"),
    [
        (["Vi går nu."], 3),
        (["Vi går nu. Du bliver her: sæt dig."], 3),
        (["Vi bliver siddende."], 36),
        (["Vi går nu", "og du med"], 3),
        (["Det koster 200.000 kroner i alt."], 6),
        (["..."], 0),
        ([], 0),
    ],
)
def test_lix_is_words_a_sentence_and_the_share_of_words_with_seven_letters(texts: list[str], expected: int) -> None:
    assert lix(texts) == expected


# Options


@pytest.mark.parametrize(
    "rows",
    [
        [LATE, (" ", "Hun ringer samme dag."), NOTE],
        [("x", "Hun venter til på fredag."), SOON, NOTE],
        [LATE, ("~", "Hun ringer samme dag."), NOTE],
    ],
)
def test_q01_one_option_is_right(rows: list[tuple[str, str]]) -> None:
    assert severities(found("Q01", question(options=options(*rows)))) == ["error"]


def test_q01_the_stem_says_how_many_are_right() -> None:
    two = options(("x", "Hun venter til på fredag."), SOON, NOTE)
    assert not found("Q01", question(STEM + " Vælg to.", two))
    assert found("Q01", question(STEM + " Vælg tre.", two))
    assert found("Q01", question(STEM + " Vælg to."))


def test_q01_holds_at_each_level_and_names_the_levels_where_it_does_not() -> None:
    own = [("x chef", "Hun venter til på fredag."), ("x teamleder", "Hun ringer samme dag."), NOTE]
    assert not found("Q01", question(options=options(*own)))
    (problem,) = found("Q01", question(options=options(own[0], (" ", "Hun ringer samme dag."), NOTE)))
    assert "Teamledere" in problem.message
    assert "Chefer" not in problem.message


def test_q02_two_options_are_too_few_and_five_are_many() -> None:
    more = [(" ", "Hun holder fri i dag."), (" ", "Hun går en tur."), (" ", "Hun spørger Ali.")]
    assert severities(found("Q02", question(options=options(LATE, SOON)))) == ["error"]
    assert not found("Q02", question(options=options(LATE, SOON, NOTE)))
    assert not found("Q02", question(options=options(LATE, SOON, NOTE, more[0])))
    assert severities(found("Q02", question(options=options(LATE, SOON, NOTE, *more)))) == ["warning"]


@pytest.mark.parametrize(
    "texts",
    [
        ("Ja", "Nej"),
        ("Sandt.", "Falsk."),
        ("ja", "nej", "Ved ikke"),
        ("Ja", "Nej", "Sandt", "Falsk", "Måske", "Ved ikke"),
    ],
)
def test_q03_yes_and_no_are_no_options(texts: tuple[str, ...]) -> None:
    rows = [("x" if text == texts[0] else " ", text) for text in texts]
    assert severities(found("Q03", question(options=options(*rows)))) == ["error"]


def test_q03_an_option_may_begin_with_yes() -> None:
    rows = [(" ", "Ja, hun venter."), ("x", "Ja, hun ringer."), (" ", "Nej, hun skriver.")]
    assert not found("Q03", question(options=options(*rows)))


def test_q04_every_option_has_feedback() -> None:
    bare = options(LATE, SOON) + "- [ ] Hun skriver et notat.\n"
    quiz = question(options=bare)
    (problem,) = found("Q04", quiz)
    assert problem.severity == "error"
    assert problem.line == quiz.split("\n").index("- [ ] Hun skriver et notat.") + 1
    assert not found("Q04", question(options=bare + "  > Det hjælper ikke borgeren i dag.\n"))


def test_q04_feedback_for_one_level_leaves_the_other_without() -> None:
    rows = options(LATE, SOON, (" ", "Hun skriver et notat.", "**Chefer:** Det hjælper ikke borgeren i dag."))
    (problem,) = found("Q04", question(options=rows))
    assert "Teamledere" in problem.message
    assert not found("Q04", question(options=rows, levels="chef"))


def test_q04_feedback_after_an_empty_line_belongs_to_no_option() -> None:
    astray = "- [ ] Hun venter.\n\n> Borgeren venter imens på svar.\n\n" + options(SOON, NOTE)
    quiz = question(options=astray)
    lines = quiz.split("\n")
    assert {problem.line for problem in found("Q04", quiz)} == {
        lines.index("- [ ] Hun venter.") + 1,
        lines.index("> Borgeren venter imens på svar.") + 1,
    }


@pytest.mark.parametrize("feedback", ["Rigtigt!", "Desværre forkert.", "Det er ikke godt.", "Det er det rigtige svar."])
def test_q05_feedback_says_why(feedback: str) -> None:
    rows = options(LATE, SOON, (" ", "Hun skriver et notat.", feedback))
    assert severities(found("Q05", question(options=rows))) == ["error"]


def test_q05_five_words_may_say_why() -> None:
    rows = options(LATE, SOON, (" ", "Hun skriver et notat.", "Borgeren hører intet i dag."))
    assert not found("Q05", question(options=rows))


def test_q06_feedback_is_not_the_same_on_all_options() -> None:
    same = "Borgeren skal have svar i dag."
    rows = [(*row, same) for row in (LATE, SOON, NOTE)]
    assert severities(found("Q06", question(options=options(*rows)))) == ["warning"]
    assert not found("Q06", question(options=options(*rows[:2], NOTE)))


@pytest.mark.parametrize(("count", "problems"), [(40, 0), (41, 1)])
def test_q06_feedback_has_forty_words_at_most(count: int, problems: int) -> None:
    rows = options(LATE, SOON, (" ", "Hun skriver et notat.", "ord " * count))
    assert len(found("Q06", question(options=rows))) == problems


@pytest.mark.parametrize(
    "text", ["Alle ovenstående.", "Alle de nævnte.", "Ingen af ovenstående.", "Både A og B.", "A og C"]
)
def test_q07_an_option_does_not_point_at_the_others(text: str) -> None:
    assert severities(found("Q07", with_option(text))) == ["error"]


@pytest.mark.parametrize("text", ["Både Ali og Bo går med.", "Hun spørger alle i teamet."])
def test_q07_people_and_teams_may_be_named(text: str) -> None:
    assert not found("Q07", with_option(text))


def test_q08_the_same_option_twice_is_an_error() -> None:
    assert severities(found("Q08", with_option("hun ringer samme dag"))) == ["error"]


def test_q08_an_option_that_holds_another_whole_is_a_warning() -> None:
    quiz = with_option("Hun ringer samme dag og skriver.")
    (problem,) = found("Q08", quiz)
    assert problem.severity == "warning"
    assert problem.line == quiz.split("\n").index("- [x] Hun ringer samme dag.") + 1
    assert not found("Q08", with_option("Hun ringer samme dagen."))


def test_q08_different_quoted_statements_are_different_options() -> None:
    quoted = options((" ", "[[#drift-chef]]"), ("x", "[[#drift-team]]"), (" ", "[[#bord-chef]]"))
    assert not found("Q08", question(options=quoted))
    assert found("Q08", question(options=quoted.replace("bord-chef", "drift-chef")))


def test_q09_the_right_option_is_not_much_longer() -> None:
    long = "Hun ringer samme dag og siger, hvornår hun ved noget mere."
    assert severities(found("Q09", question(options=options(LATE, ("x", long), NOTE)))) == ["warning"]
    assert not found("Q09", question(options=options(LATE, (" ", long), ("x", "Hun skriver et notat."))))


def of_length(letters: int) -> str:
    return "Hun " + "a" * (letters - 5) + "."


@pytest.mark.parametrize(("letters", "problems"), [(28, 0), (29, 1)])
def test_q09_longer_is_above_1_4_times_the_mean_of_the_others(letters: int, problems: int) -> None:
    rows = options(("x", of_length(letters)), (" ", of_length(15)), (" ", of_length(25)))
    assert len(found("Q09", question(options=rows))) == problems


@pytest.mark.parametrize(("letters", "problems"), [(23, 0), (24, 1)])
def test_q09_the_longest_is_above_15_percent_longer_than_any_other(letters: int, problems: int) -> None:
    rows = options(("x", of_length(letters)), (" ", of_length(20)), (" ", of_length(19)))
    quiz = "".join(question(id=f"q-{n}", options=rows) for n in range(3))
    assert severities(found("Q09", quiz)) == ["warning"] * problems


def test_q09_and_q10_see_no_habit_in_two_questions() -> None:
    rows = options(("x", of_length(24)), (" ", of_length(20)), (" ", of_length(19)))
    two, three = ("".join(question(id=f"q-{n}", options=rows) for n in range(count)) for count in (2, 3))
    for id in ("Q09", "Q10"):
        assert not found(id, two)
        assert len(found(id, three)) == 1


def test_q09_the_right_option_is_the_longest_in_at_most_half_of_the_questions() -> None:
    def quiz(longest: int) -> str:
        rows = [("x", "Hun ringer samme dag i dag."), LATE, (" ", "Hun går.")]
        longer = [(mark, text.replace("Hun venter til på fredag.", "Hun venter.")) for mark, text in rows]
        return "".join(question(id=f"q-{n}", options=options(*(longer if n < longest else rows))) for n in range(4))

    habit = "det længste i over halvdelen"
    assert any(habit in problem.message for problem in found("Q09", quiz(3)))
    assert not any(habit in problem.message for problem in found("Q09", quiz(2)))


def test_q10_the_right_option_changes_place() -> None:
    (problem,) = found("Q10", rotated([1, 1, 1, 2, 0]))
    assert (problem.path, problem.severity) == ("content/nordby/aftaler.md", "warning")
    assert "3 af 5" in problem.message
    assert not found("Q10", rotated([1, 1, 2, 0]))


@pytest.mark.parametrize("word", ["altid", "aldrig", "kun", "alle", "ingen", "udelukkende", "uanset hvad"])
def test_q11_absolute_words_give_an_option_away(word: str) -> None:
    assert severities(found("Q11", with_option(f"Hun spørger {word} først."))) == ["warning"]


def test_q11_words_that_only_hold_an_absolute_word_are_fine() -> None:
    assert not found("Q11", with_option("Hun allierer sig med kunden."))


@pytest.mark.parametrize("word", ["ofte", "normalt", "typisk", "som regel", "måske", "eventuelt"])
def test_q12_vague_words_say_nothing(word: str) -> None:
    assert severities(found("Q12", with_option(f"Hun spørger {word} først."))) == ["warning"]
    assert not found("Q12", with_option("Hun spørger Ali først."))


def test_q14_a_word_of_the_stem_does_not_point_at_the_right_option() -> None:
    right = with_option("Hun finder den manglende oplysning.", right=True)
    (problem,) = found("Q14", right.replace("- [x] Hun ringer", "- [ ] Hun ringer"))
    assert problem.severity == "warning"
    assert "oplysning" in problem.message
    assert not found("Q14", with_option("Hun finder den manglende oplysning."))


@pytest.mark.parametrize(("word", "problems"), [("lovede", 1), ("loven", 0)])
def test_q14_a_content_word_has_six_letters(word: str, problems: int) -> None:
    stem = f"Sidst {word} hun et svar. Hvad gør hun?"
    rows = options(LATE, NOTE, ("x", f"Hun {word} det."))
    assert len(found("Q14", question(stem, rows))) == problems


def test_q14_a_word_that_another_option_has_too_points_at_nothing() -> None:
    rows = options(("x", "Hun finder en oplysning."), (" ", "Hun gætter en oplysning."), NOTE)
    assert not found("Q14", question(options=rows))
    assert found("Q14", question(options=rows.replace("gætter en oplysning", "gætter et svar")))


def test_q14_names_may_be_repeated() -> None:
    stem = "I går lovede Kathrine en borger svar. Hvad gør hun?"
    rows = options(LATE, NOTE, ("x", "Samme dag ringer Kathrine."))
    assert not found("Q14", question(stem, rows))


def test_q15_options_end_alike() -> None:
    assert severities(found("Q15", with_option("Hun spørger Ali"))) == ["warning"]
    assert not found("Q15", with_option("Hun spørger Ali."))
    assert not found("Q15", with_option('"Det ser jeg på"'))


def test_q17_options_begin_differently() -> None:
    rows = [(" ", "Hun vil gerne vente."), ("x", "Hun vil gerne ringe."), (" ", "Hun vil gerne skrive.")]
    assert severities(found("Q17", question(options=options(*rows)))) == ["warning"]
    assert not found("Q17", question(options=options(*rows[:2], NOTE)))


# Questions of any kind


@pytest.mark.parametrize("word", ["ikke", "aldrig", "ingen", "intet", "uden"])
def test_q13_a_negation_in_the_question_is_bold(word: str) -> None:
    assert severities(found("Q13", question(f"Lise venter. Hvad gør hun {word} nu?"))) == ["warning"]
    assert not found("Q13", question(f"Lise venter. Hvad gør hun **{word}** nu?"))


def test_q13_two_negations_are_an_error_even_in_bold() -> None:
    assert severities(found("Q13", question("Hvad gør Lise **ikke**, når **ingen** ser det?"))) == ["error"]


@pytest.mark.parametrize(
    "stem",
    [
        "Lise ved det ikke. Hvad gør hun?",
        'Ali siger: "Ved du det ikke?" Hvad gør Lise?',
        "Hvad gør Lise ved [[#bord-chef]]?",
    ],
)
def test_q13_a_negation_elsewhere_is_fine(stem: str) -> None:
    assert not found("Q13", question(stem))


def test_q16_a_stem_asks_something_whole() -> None:
    assert severities(found("Q16", question("Lise har lovet en borger svar."))) == ["warning"]
    assert found("Q16", question("En leder skal ____ sine aftaler?"))
    assert found("Q16", question("En leder skal ... sine aftaler?"))
    assert not found("Q16", question('Ali siger: "Jeg ... ved ikke." Hvad gør Lise?'))


@pytest.mark.parametrize(("count", "problems"), [(80, 0), (81, 1)])
def test_q17_a_stem_has_eighty_words_at_most(count: int, problems: int) -> None:
    assert len(found("Q17", question("ord " * (count - 1) + "hvad?"))) == problems


@pytest.mark.parametrize(("count", "problems"), [(25, 0), (26, 1)])
def test_q17_an_option_has_twenty_five_words_at_most(count: int, problems: int) -> None:
    quiz = with_option(("ord " * count).strip() + ".")
    assert len(found("Q17", quiz)) == problems


COPY = "vi holder aftaler og siger det højt når en"


def test_q19_the_stem_does_not_repeat_the_framework() -> None:
    assert severities(found("Q19", question(f"Der står: {COPY} aftale brister. Hvad gør Lise?"))) == ["warning"]
    assert not found("Q19", question(f"Der står: {COPY.removesuffix(' når en')}. Noget brister. Hvad gør Lise?"))
    assert not found("Q19", question("Der står [[#drift-alle]] Hvad gør Lise?"))


def test_q19_seven_words_in_a_row_are_fine() -> None:
    assert found("Q19", question("Vi holder aftaler og siger det højt når? Nå?"))
    assert not found("Q19", question("Vi holder aftaler og siger det højt, hvis? Nå?"))


def test_q19_the_right_option_does_not_repeat_the_framework() -> None:
    right = with_option(f"Hun siger, at {COPY} aftale brister.", right=True)
    assert severities(found("Q19", right)) == ["warning"]
    assert not found("Q19", with_option(f"Hun siger, at {COPY} aftale brister."))


@pytest.mark.parametrize("covers", ["drift-al", "drift-alle,ukendt"])
def test_q20_a_question_covers_what_exists(covers: str) -> None:
    assert severities(found("Q20", question(covers=covers))) == ["error"]


def test_q20_a_question_covers_a_statement() -> None:
    assert severities(found("Q20", question().replace(" dækker=drift-alle", ""))) == ["error"]
    for covers in ("drift-alle", "bord", "samarbejde"):
        assert not found("Q20", question(covers=covers))


def test_q20_names_the_nearest_reference() -> None:
    (problem,) = found("Q20", question(covers="drift-al"))
    assert '"drift-alle"' in problem.message


@pytest.mark.parametrize("stem", ["Hvad synes du om aftaler?", "Hvordan har du det med at ringe?"])
def test_q21_an_opinion_belongs_in_a_reflection(stem: str) -> None:
    assert severities(found("Q21", question(stem))) == ["warning"]


def test_q21_a_person_in_the_case_may_ask_for_an_opinion() -> None:
    assert not found("Q21", question('Ali siger: "Hvad synes du?" Hvad svarer Lise?'))


TABLE = "| [[#drift-chef]] | [[#drift-team]] |\n| --- | --- |\n" + "| [[#bord-chef]] | [[#bord-team]] |\n" * 2


@pytest.mark.parametrize(("long", "problems"), [(5, 0), (6, 1)])
def test_lix_may_be_forty_five(long: int, problems: int) -> None:
    # 20 words in a sentence, and 5 for each long one of them
    text = " ".join(["ledelse"] * long + ["ord"] * (20 - long))
    assert len(found("Q23", question(f"{text}?", TABLE))) == problems
    assert len(found("M04", "", module=f"---\ntitle: A\n---\n{text}.\n")) == problems


def test_q23_stem_and_options_are_easy_to_read() -> None:
    hard = "Kommunalbestyrelsens forvaltningsmæssige ansvarsfordeling forudsætter dokumentation. Hvordan?"
    assert severities(found("Q23", question(hard * 3))) == ["warning"]
    assert not found("Q23", question())


def test_q24_a_question_covers_three_statements_at_a_level_at_most() -> None:
    fourth = "- **Chefer:** Går forrest {#drift-forrest}\n- **Teamledere:** Følger"
    framework = FRAMEWORK.replace("- **Teamledere:** Følger", fourth)
    (problem,) = found("Q24", question(covers="drift,samarbejde"), framework=framework)
    assert problem.severity == "error"
    assert "Chefer" in problem.message
    assert "Teamledere" not in problem.message
    assert not found("Q24", question(covers="drift,samarbejde"))


def test_q24_a_statement_is_for_a_level_of_the_question() -> None:
    assert severities(found("Q24", question(covers="drift-team", levels="chef"))) == ["error"]
    assert not found("Q24", question(covers="drift-team,drift-chef"))
    assert not found("Q24", question(covers="drift-team", levels="teamleder,chef"))
    assert not found("Q24", question(covers="drift", levels="chef"))


ORDER = "1. Lyt.\n2. Spørg.\n3. Aftal.\n"
MATCH = "| Ord | Mening |\n| --- | --- |\n| Kurs | retning |\n| Drift | løfter |\n"


@pytest.mark.parametrize("kind", [ORDER, MATCH])
def test_q25_order_and_match_are_explained(kind: str) -> None:
    assert severities(found("Q25", question(options=kind))) == ["error"]
    assert not found("Q25", question(options=kind + "\n> Først når du har hørt efter, kan I aftale noget.\n"))


@pytest.mark.parametrize("kind", [ORDER, MATCH])
def test_rules_about_options_leave_other_kinds_alone(kind: str) -> None:
    problems = checked(quiz=question(options=kind + "\n> Først når du har hørt efter, kan I aftale noget.\n"))
    assert {problem.id for problem in problems} <= {"Q18", "M01", "C01"}


# Whole files


@pytest.mark.parametrize(
    "text",
    ["120190-1234", "1201901234", "12345678", "12 34 56 78", "+45 12345678", "1234 5678", "anna@eksempel.dk"],
)
def test_q22_personal_data_is_an_error_in_every_file(text: str) -> None:
    talks = f"::: samtale foerste dag=14\n- Ring til {text}.\n:::\n"
    (in_talks,) = found("Q22", talks=talks)
    assert (in_talks.path, in_talks.line, in_talks.severity) == ("content/nordby/talks.md", 2, "error")
    (in_course,) = found("Q22", course=COURSE + f"Skriv til {text}\n")
    assert in_course.path == "content/nordby/course.md"
    assert found("Q22", question(STEM + f" ({text})"))[0].path == "quizzes/nordby/aftaler.md"
    assert found("Q22", module=with_prompt(f"Ring til {text}, når du kan."))[0].path == "content/nordby/aftaler.md"


@pytest.mark.parametrize(
    "text",
    ["200.000 kroner", "2025-2026", "2025 2026", "12. marts 2026", "https://example.org/20260312", "kl. 12.30-14.30"],
)
def test_q22_other_numbers_are_fine(text: str) -> None:
    assert not found("Q22", module=MODULE + f"\n{text}\n")


# Prompts


@pytest.mark.parametrize(("count", "problems"), [(45, 0), (46, 1)])
def test_r01_a_prompt_has_forty_five_words_at_most(count: int, problems: int) -> None:
    module = with_prompt("du " * count)
    assert severities(found("R01", module=module)) == ["warning"] * problems


def test_r02_a_prompt_has_two_question_marks_at_most() -> None:
    assert not found("R02", module=with_prompt("Hvad gjorde du? Og så?"))
    assert severities(found("R02", module=with_prompt("Hvad gjorde du? Og så? Hvorfor?"))) == ["warning"]


def test_r03_a_prompt_is_about_the_leaders_own_situation() -> None:
    assert severities(found("R03", module=with_prompt("Hvad er god ledelse?"))) == ["warning"]
    for text in ("Hvad gjorde du?", "Hvordan gik det sidst?", "Tænk på den seneste aftale.", "Se på din kalender."):
        assert not found("R03", module=with_prompt(text))


def test_r03_looks_at_whole_words() -> None:
    assert found("R03", module=with_prompt("Hvilke duer er digre?"))


@pytest.mark.parametrize(
    "text", ["Skriv navnene på dem, du mangler.", "Hvilken medarbejder tænker du på?", "Hvem er svær for dig?"]
)
def test_r04_a_prompt_does_not_ask_for_people(text: str) -> None:
    assert severities(found("R04", module=with_prompt(text))) == ["warning"]


def test_r04_a_prompt_may_say_that_names_are_left_out() -> None:
    assert not found("R04", module=with_prompt("Tænk på dit seneste møde. Skriv ikke navne. Hvad lærte du?"))


def test_a_prompt_is_named_by_its_line() -> None:
    module = with_prompt("Hvad er god ledelse?")
    line = module.split("\n").index("::: refleksion egen dækker=drift-alle") + 1
    assert where(found("R03", module=module)) == [("R03", line)]


# Modules


@pytest.mark.parametrize(("count", "problems"), [(2, 1), (3, 0), (8, 0), (9, 1)])
def test_m01_a_module_has_three_to_eight_questions(count: int, problems: int) -> None:
    quiz = rotated([n % 3 for n in range(count)])
    assert severities(found("M01", quiz)) == ["warning"] * problems


def test_m01_counts_the_questions_of_each_level() -> None:
    quiz = rotated([0, 1]) + question(id="egen", covers="drift-chef", levels="chef")
    (problem,) = found("M01", quiz)
    assert "Teamledere (2)" in problem.message
    assert "Chefer" not in problem.message


def test_m02_every_level_has_a_reflection() -> None:
    assert severities(found("M02", module=MODULE.replace("refleksion", "plan"))) == ["error"]
    (problem,) = found("M02", module=MODULE.replace("sidste-aftale", "sidste-aftale niveau=chef"))
    assert "Teamledere" in problem.message
    assert not found("M02")


def test_m03_a_module_takes_twenty_minutes_at_most() -> None:
    # 3 questions, 1 reflection: 6 minutes; 200 words a minute
    assert not found("M03", module=MODULE + "\n" + "ord " * 2750 + "\n")
    (problem,) = found("M03", module=MODULE + "\n" + "ord " * 3200 + "\n")
    assert problem.severity == "warning"
    assert "22 minutter" in problem.message


@pytest.mark.parametrize(("minutes", "problems"), [(20, 0), (21, 1)])
def test_m03_twenty_minutes_are_fine(minutes: int, problems: int) -> None:
    module = "---\ntitle: A\n---\n" + "ord " * 200 * minutes
    assert len(found("M03", "", module=module)) == problems


def test_levels_with_different_figures_are_each_named() -> None:
    module = "---\ntitle: A\n---\n" + "ord " * 4200 + "\n\n::: niveau chef\n" + "ord " * 400 + "\n:::\n"
    (problem,) = found("M03", "", module=module)
    assert problem.message.endswith("Det gælder Chefer (23 minutter) og Teamledere (21 minutter).")
    assert (problem.path, problem.line) == ("content/nordby/aftaler.md", 1)


HARD = "Kommunalbestyrelsens forvaltningsmæssige ansvarsfordeling forudsætter dokumentation.\n\n" * 6


def test_m04_a_modules_own_text_is_easy_to_read() -> None:
    assert severities(found("M04", module=MODULE + "\n" + HARD)) == ["warning"]
    assert not found("M04")


def test_m04_the_frameworks_sentences_are_not_measured() -> None:
    framework = FRAMEWORK.replace("Sætter retning for driften", HARD.replace("\n", " ").strip())
    assert not found("M04", framework=framework)


def test_m04_every_bullet_is_a_sentence() -> None:
    bullets = "- Tag fat i det første punkt i dag\n" * 60
    assert not found("M04", module=MODULE + "\n" + bullets)
    assert found("M04", module=MODULE + "\n" + bullets.replace("- ", ""))


@pytest.mark.parametrize("short", ["LUS", "MUS", "MED", "TRIO", "AMR", "TR", "BUM", "KLE"])
def test_m05_an_abbreviation_is_explained_at_first_use(short: str) -> None:
    module = MODULE + f"\nTag det op til {short}.\n\nSenere: {short} (en samtale).\n"
    (problem,) = found("M05", module=module)
    assert problem.severity == "warning"
    assert problem.line == module.split("\n").index(f"Tag det op til {short}.") + 1


@pytest.mark.parametrize(
    "text",
    [
        "Tag det op til LUS (lederudviklingssamtale).",
        "Din lederudviklingssamtale (LUS) er i maj.",
        "LUS er en samtale.",
    ],
)
def test_m05_an_explained_abbreviation_may_be_used_again(text: str) -> None:
    assert not found("M05", module=MODULE + f"\n{text}\n\nTal om LUS igen.\n")


def test_m05_a_term_of_the_framework_is_explained() -> None:
    framework = FRAMEWORK + "\nLUS\n: En samtale om udvikling.\n"
    assert not found("M05", module=MODULE + "\nTag det op til [[LUS]].\n", framework=framework)


def test_m05_each_level_meets_the_explanation() -> None:
    module = MODULE + "\n::: niveau chef\nEn samtale (LUS).\n:::\n\nTal om LUS.\n"
    (problem,) = found("M05", module=module)
    assert "Teamledere" in problem.message


def test_m06_a_module_has_one_task_for_partners_at_each_level() -> None:
    task = "\n::: makker {}\nMød jeres makker, og tal om en aftale.\n:::\n"
    assert not found("M06", module=MODULE + task.format("en"))
    (problem,) = found("M06", module=MODULE + task.format("en") + task.format("to"))
    assert problem.severity == "error"
    apart = task.format("en niveau=chef") + task.format("to niveau=teamleder")
    assert not found("M06", module=MODULE + apart)
    (empty,) = [each for each in checked(module=MODULE + "\n::: makker tom\n:::\n") if each.id == "F04"]
    assert "mangler sin tekst" in empty.message


def test_q18_half_of_a_modules_questions_are_scenarios() -> None:
    asking = [question("Hvad er en aftale?", id=f"hvad-{n}") for n in range(2)]
    (problem,) = found("Q18", rotated([0]) + "".join(asking))
    assert problem.severity == "warning"
    assert "1 af 3" in problem.message
    assert not found("Q18", rotated([0, 1]) + "".join(asking))


@pytest.mark.parametrize(
    ("stem", "scenario"),
    [
        ("Lise mangler et svar. Hvad gør hun?", True),
        ("Hvad gør Lise, når en borger ringer og vil have svar på sin ansøgning?", True),
        ("Hvad er en god aftale?", False),
        ("ord " * 11 + "hvad?", True),
        ("ord " * 10 + "hvad?", False),
        ("Hvad hører med i en aftale? Vælg to.", False),
    ],
)
def test_q18_a_scenario_tells_a_situation(stem: str, scenario: bool) -> None:
    quiz = "".join(question(stem, id=f"q-{n}") for n in range(3))
    assert bool(found("Q18", quiz)) is not scenario


# The course beside its framework


def test_c01_a_statement_no_module_shows_is_named_with_its_line() -> None:
    module = MODULE.replace("forventninger drift samarbejde", "forventninger drift")
    problems = found("C01", module=module)
    lines = FRAMEWORK.split("\n")
    assert [(problem.path, problem.line) for problem in problems] == [
        ("content/nordby/framework.md", next(n for n, line in enumerate(lines, 1) if f"{{#{id}}}" in line))
        for id in ("bord-chef", "bord-team")
    ]
    assert all(problem.severity == "warning" for problem in problems)


def test_c01_a_shown_statement_is_also_worked_with() -> None:
    module = MODULE.replace(" dækker=drift,samarbejde", " dækker=drift")
    quiz = rotated([0, 1, 2]).replace("drift,samarbejde", "drift")
    assert len(found("C01", quiz, module=module)) == 2
    assert not found("C01", quiz)
    assert not found("C01", module=module)


def test_c01_gives_one_warning_a_statement_and_names_the_levels() -> None:
    module = MODULE.replace("::: forventninger drift samarbejde", "::: forventninger drift samarbejde niveau=chef")
    problems = found("C01", module=module)
    to_all = [problem for problem in problems if '"drift-alle"' in problem.message]
    assert len(to_all) == 1
    assert "Teamledere" in to_all[0].message
    assert "Chefer" not in to_all[0].message


# Courses of other shapes


def test_a_course_without_levels_is_checked_too() -> None:
    framework = "---\ntitle: Kort\norganisation: Nordby\n---\n# Drift {#drift}\n- Holder aftaler {#holder}\n"
    module = MODULE.replace("drift samarbejde", "drift").replace("drift,samarbejde", "drift")
    quiz = QUIZ.replace("drift,samarbejde", "drift")
    assert checked(framework=framework, module=module, quiz=quiz) == []
    problems = checked(framework=framework, module=module, quiz=quiz.replace("[x]", "[ ]", 1))
    assert [problem.id for problem in problems] == ["Q01"]


def test_a_problem_at_all_levels_is_said_once_without_their_names() -> None:
    (problem,) = found("Q01", question(options=options(LATE, NOTE, (" ", "Hun ringer."))))
    assert "Det gælder" not in problem.message


def test_a_question_for_a_level_the_module_is_not_for_is_checked() -> None:
    module = MODULE.replace("title: Aftaler, der holder", "title: Aftaler, der holder\nlevels: [chef]")
    quiz = QUIZ + question(id="andre", covers="drift-team", levels="teamleder", options=options(LATE, NOTE))
    assert "Q02" in [problem.id for problem in checked(module=module, quiz=quiz)]


@pytest.mark.parametrize(
    "stem",
    ["a" * 200_000, "ikke " * 40_000, '"' * 100_000, "**a** " * 20_000, "12 " * 50_000, "_ " * 50_000, "a.b@" * 40_000],
)
def test_a_hostile_text_is_checked_to_its_end(stem: str) -> None:
    course = course_of(quiz=question(stem) + question(id="to", options=options(*[SOON] * 2000)))
    assert {"Q02", "Q08"} <= {problem.id for problem in check_course(course)}


def test_reading_and_checking_agree_on_what_reading_finds() -> None:
    quiz = question(covers="ukendt") + "\n::: spørgsmaal to\n:::\n"
    assert set(compiled(quiz=quiz)) < set(checked(quiz=quiz))
