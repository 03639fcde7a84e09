import itertools

import pytest

from course.problem import Problem
from course.quiz import (
    Choice,
    Match,
    Option,
    Order,
    Question,
    Verdict,
    how_many,
    mark,
    read_quiz,
    right_answer,
    shuffled,
)
from tests.course.make import OPTIONS, framework_of, options, question, where

RIGHT, DEFENSIBLE, AGAIN = Verdict.RIGHT, Verdict.DEFENSIBLE, Verdict.TRY_AGAIN


def read(text: str) -> tuple[tuple[Question, ...], tuple[Problem, ...]]:
    framework, _ = framework_of()
    return read_quiz("quiz.md", text, framework, framework.levels)


def one(text: str) -> Question:
    (found,), problems = read(text)
    assert problems == ()
    return found


def choice(text: str) -> tuple[Option, ...]:
    kind = one(question(options=text)).kind
    assert isinstance(kind, Choice)
    return kind.options


def said(option: Option, level: str = "chef") -> str | None:
    text = option.feedback_at(level)
    return text.plain if text else None


ORDER = question(options="1. Lyt\n2. Spørg\n3. Aftal\n\n> Først når du har hørt efter.\n")
MATCH = question(
    options="| Ord | Hvem |\n| --- | --- |\n| Retning | Chefer |\n| Bro | Chefer |\n| Uge | Teamledere |\n\n> Sådan.\n"
)


def test_the_words_of_the_opening_are_read() -> None:
    found = one(question(id="svar", covers="drift-alle, bord", levels="chef"))
    assert (found.id, found.covers, found.levels) == ("svar", ("drift-alle", "bord"), ("chef",))
    assert (found.path, found.line) == ("quiz.md", 1)
    assert found.is_for("chef")
    assert not found.is_for("teamleder")


def test_a_question_without_levels_is_for_all() -> None:
    assert one(question()).is_for("teamleder")


def test_a_task_list_is_a_choice() -> None:
    found = choice(OPTIONS)
    assert [option.text.plain for option in found] == [
        "Hun venter til på fredag.",
        "Hun ringer samme dag.",
        "Hun skriver et notat.",
    ]
    assert [option.verdict for option in found] == [AGAIN, RIGHT, AGAIN]


def test_the_stem_may_have_several_paragraphs() -> None:
    found = one(question("Først **dette**.\n\nHvad så?"))
    assert found.stem.html == "<p>Først <strong>dette</strong>.</p><p>Hvad så?</p>"
    assert found.stem.plain == "Først dette. Hvad så?"


def test_numbers_are_an_order_and_a_table_is_a_match() -> None:
    order, match = one(ORDER).kind, one(MATCH).kind
    assert isinstance(order, Order)
    assert [item.plain for item in order.items] == ["Lyt", "Spørg", "Aftal"]
    assert isinstance(match, Match)
    assert (match.heads[0].plain, match.heads[1].plain) == ("Ord", "Hvem")
    assert [(left.plain, right.plain) for left, right in zip(match.left, match.right, strict=True)] == [
        ("Retning", "Chefer"),
        ("Bro", "Chefer"),
        ("Uge", "Teamledere"),
    ]


@pytest.mark.parametrize("indent", ["", " ", "  "])
def test_a_quotation_right_under_an_option_is_its_feedback(indent: str) -> None:
    text = OPTIONS.replace("  >", f"{indent}>")
    assert [said(option) for option in choice(text)] == [
        "Roligt, men borgeren venter imens på svar.",
        "Ja. Så ved borgeren, hvad der nu sker.",
        "Det hjælper næste gang, men ikke borgeren i dag.",
    ]


@pytest.mark.parametrize("indent", ["", "  "])
def test_a_quotation_after_an_empty_line_is_the_explanation(indent: str) -> None:
    found = one(question(options=OPTIONS + f"\n{indent}> Derfor er det sådan.\n"))
    assert found.explanation is not None
    assert found.explanation.plain == "Derfor er det sådan."
    assert isinstance(found.kind, Choice)
    assert said(found.kind.options[-1]) == "Det hjælper næste gang, men ikke borgeren i dag."


def test_a_long_option_keeps_the_feedback_right_under_its_last_line() -> None:
    (first, *_) = choice(
        "- [x] En lang svarmulighed,\n  der går over to linjer.\n  > Ja, for den er lang.\n- [ ] To.\n"
    )
    assert first.text.plain == "En lang svarmulighed, der går over to linjer."
    assert said(first) == "Ja, for den er lang."


def test_feedback_for_a_level_is_shown_at_that_level_only() -> None:
    text = options(
        (" ", "A.", "For alle er det sådan."),
        ("x", "B.", "**Chefer:** Du har ordet.\n  >\n  > **Teamledere:** Din *chef* har ordet."),
        (" ", "C.", "**Husk:** Det gælder alle."),
    )
    a, b, c = choice(text)
    assert said(a, "chef") == said(a, "teamleder") == "For alle er det sådan."
    assert said(b, "chef") == "Du har ordet."
    assert said(b, "teamleder") == "Din chef har ordet."
    assert said(c) == "Husk: Det gælder alle."
    at_team = b.feedback_at("teamleder")
    assert at_team is not None
    assert at_team.html == "Din <em>chef</em> har ordet."


def test_an_option_without_feedback_for_a_level_has_none() -> None:
    (first,) = choice("- [x] A.\n  > **Chefer:** Du har ordet.\n")
    assert said(first, "teamleder") is None


def test_a_marked_level_makes_an_option_right_there_and_nowhere_else() -> None:
    first, second, third = choice(options(("x chef", "A."), ("x teamleder, chef", "B."), ("~ chef", "C.")))
    assert (first.verdict_at("chef"), first.verdict_at("teamleder")) == (RIGHT, AGAIN)
    assert (second.verdict_at("chef"), second.verdict_at("teamleder")) == (RIGHT, RIGHT)
    assert (third.verdict_at("chef"), third.verdict_at("teamleder")) == (DEFENSIBLE, AGAIN)


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        (question(options=""), ("Q00", 1)),
        (question(options="- [x] A.\n\n1. B.\n"), ("Q00", 1)),
        (question(options="| a |\n| - |\n| b |\n| c |\n"), ("Q00", 1)),
        (question(options="| a | b |\n| - | - |\n| c | d |\n"), ("Q00", 1)),
        (question("").replace("\n\n", "\n"), ("Q00", 1)),
        (question(options="- A.\n- [x] B.\n"), ("Q00", 4)),
        (question(options="- [x cheff] A.\n"), ("F01", 4)),
        (question(levels="cheff"), ("F01", 1)),
        (question(id="Svar"), ("F04", 1)),
        (question(options="1. A.\n   > Nej.\n2. B.\n"), ("Q04", 5)),
        ("Løs tekst.\n\n" + question(), ("F04", 1)),
        ("::: prøv svar\n:::\n", ("F02", 1)),
        ("---\nniveau: chef\n---\n" + question(), ("F02", 2)),
        (question("Se [[#ukendt]]?"), ("F01", 2)),
    ],
)
def test_a_fault_is_told_at_its_line(text: str, expected: tuple[str, int]) -> None:
    assert where(read(text)[1]) == [expected]


def test_a_question_of_no_kind_is_left_out_and_the_others_stay() -> None:
    found, problems = read(question(options="", id="tom") + question())
    assert [each.id for each in found] == ["svar"]
    assert len(problems) == 1


# Marking


def test_a_choice_is_marked() -> None:
    found = one(question(options=options((" ", "A."), ("x", "B."), ("~", "C."))))
    assert [mark(found, "chef", [n]) for n in range(3)] == [AGAIN, RIGHT, DEFENSIBLE]


def test_a_choice_is_marked_for_the_level() -> None:
    found = one(question(options=options(("x chef", "A."), ("x teamleder", "B."), (" ", "C."))))
    assert [mark(found, "chef", [n]) for n in range(3)] == [RIGHT, AGAIN, AGAIN]
    assert [mark(found, "teamleder", [n]) for n in range(3)] == [AGAIN, RIGHT, AGAIN]


def test_of_several_right_options_all_and_no_other_must_be_ticked() -> None:
    found = one(question("Hvad gør Lise? Vælg to.", options(("x", "A."), (" ", "B."), ("x", "C."), ("~", "D."))))
    ticks = [list(each) for size in (1, 2, 3, 4) for each in itertools.combinations(range(4), size)]
    assert [each for each in ticks if mark(found, "chef", each).completes] == [[0, 2]]
    assert mark(found, "chef", [2, 0]) is RIGHT


@pytest.mark.parametrize("answer", [[], [0, 1], [3], [-1]])
def test_what_is_no_answer_to_a_choice_is_refused(answer: list[int]) -> None:
    with pytest.raises(ValueError, match="choice"):
        mark(one(question()), "chef", answer)


def test_an_order_is_right_in_its_own_order_only() -> None:
    found = one(ORDER)
    right = [each for each in itertools.permutations(range(3)) if mark(found, "chef", each) is RIGHT]
    assert right == [(0, 1, 2)]


def test_equal_items_of_an_order_are_interchangeable() -> None:
    found = one(ORDER.replace("Aftal", "Lyt"))
    assert mark(found, "chef", [2, 1, 0]) is RIGHT


def test_quoted_statements_are_told_apart() -> None:
    order = one(ORDER.replace("Lyt", "[[#drift-chef]]").replace("Aftal", "[[#drift-team]]"))
    assert mark(order, "chef", [2, 1, 0]) is AGAIN
    match = one(MATCH.replace("| Chefer |", "| [[#drift-chef]] |").replace("| Teamledere |", "| [[#drift-team]] |"))
    assert mark(match, "chef", [0, 0, 0]) is AGAIN
    assert mark(match, "chef", [1, 0, 2]) is RIGHT


@pytest.mark.parametrize("answer", [[], [0, 1], [0, 1, 1], [0, 1, 3], [0, 1, 2, 2]])
def test_what_is_no_order_is_refused(answer: list[int]) -> None:
    with pytest.raises(ValueError, match="order"):
        mark(one(ORDER), "chef", answer)


def test_a_match_takes_any_of_equal_right_items() -> None:
    found = one(MATCH)
    assert mark(found, "chef", [0, 1, 2]) is RIGHT
    assert mark(found, "chef", [1, 1, 2]) is RIGHT
    assert mark(found, "chef", [2, 1, 0]) is AGAIN


@pytest.mark.parametrize("answer", [[], [0, 1], [0, 1, 3], [0, 1, 2, 2], [0, 1, -1]])
def test_what_is_no_match_is_refused(answer: list[int]) -> None:
    with pytest.raises(ValueError, match="match"):
        mark(one(MATCH), "chef", answer)


@pytest.mark.parametrize(
    "text", [question(), ORDER, MATCH, question("Hvad? Vælg to.", options(("x", "A."), ("x", "B.")))]
)
def test_the_right_answer_completes_the_question(text: str) -> None:
    found = one(text)
    assert mark(found, "chef", right_answer(found, "chef")) is RIGHT


@pytest.mark.parametrize(
    ("stem", "count"),
    [
        ("Hvad nu?", 1),
        ("Hvad nu? Vælg to.", 2),
        ("VÆLG TRE", 3),
        ("Vælg fire.", 4),
        ("Choose two.", 2),
        ("Vælg en.", 1),
    ],
)
def test_the_stem_says_how_many(stem: str, count: int) -> None:
    assert how_many(stem) == count


@pytest.mark.parametrize("count", [2, 3, 4, 6])
def test_shuffled_items_never_stand_in_the_right_order(count: int) -> None:
    for seed in range(300):
        order = shuffled(count, f"elev-{seed}")
        assert sorted(order) == list(range(count))
        assert order != tuple(range(count))


def test_shuffling_is_the_same_for_the_same_leader() -> None:
    assert shuffled(6, "a") == shuffled(6, "a")
    assert len({shuffled(6, str(seed)) for seed in range(20)}) > 10


# Versions of a question


def test_an_answer_belongs_to_the_wording_it_was_given_to() -> None:
    digest = one(question()).digest
    assert one(question("Noget andet?")).digest != digest
    assert one(question(options=OPTIONS.replace("notat", "brev"))).digest != digest
    assert one(question(options=OPTIONS.replace("[x]", "[~]"))).digest != digest
    assert one(question(options=OPTIONS.replace("[x]", "[x chef]"))).digest != digest
    quoted = question(options=OPTIONS.replace("Hun skriver et notat.", "[[#drift-chef]]"))
    assert one(quoted).digest != one(quoted.replace("drift-chef]]", "drift-team]]")).digest


def test_better_feedback_does_not_make_a_new_question() -> None:
    assert one(question(options=OPTIONS.replace("Roligt,", "Rart,"))).digest == one(question()).digest
    assert one(question(covers="bord")).digest == one(question()).digest
