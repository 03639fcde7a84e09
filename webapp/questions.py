"""A question as the page shows it: what can be chosen, what has been tried, and what the last answer led to."""

from collections.abc import Sequence
from dataclasses import dataclass

from werkzeug.datastructures import MultiDict

from course.framework import Framework, Statement
from course.quiz import Choice, Match, Option, Order, Question, Text, Verdict, how_many, shuffled
from webapp.queries import AnyRow


@dataclass(frozen=True, slots=True)
class Given:
    """An answer that is shown and not stored."""

    question: str
    digest: str
    choice: str
    """Positions, as `quiz.mark` takes them: "0,2"."""
    verdict: Verdict


class NotAnswered(Exception):
    """The form does not hold a whole answer; the text says which: `none`, `count`, `twice`."""


@dataclass(frozen=True, slots=True)
class ShownOption:
    position: int
    text: Text
    feedback: Text | None
    tried: bool
    """Chosen before, in an answer that did not complete the question."""
    chosen: bool
    """Part of the answer that is shown."""
    verdict: Verdict


@dataclass(frozen=True, slots=True)
class Shown:
    question: Question
    kind: str
    """`choice`, `order` or `match`."""
    pick: int
    """How many options the stem asks for; 1 for the other kinds."""
    options: tuple[ShownOption, ...]
    """Of a choice; empty otherwise."""
    left: tuple[Text, ...]
    """Of a match: what is to be matched."""
    sortable: tuple[tuple[int, Text], ...]
    """Of order and match: what is to be placed, mixed, each with its true position."""
    given: tuple[int, ...]
    """The answer shown, or what was tried last; empty when there is none."""
    verdict: Verdict | None
    """Of the answer shown; None while the question waits for one."""
    fitting: int
    """Of order and match: how many places of the answer shown are right."""
    right: tuple[Text, ...]
    """Of order and match: the right answer in full."""
    statements: tuple[Statement, ...]
    try_no: int
    """Which try the form is for, from 1."""

    @property
    def numbers(self) -> dict[int, int]:
        """Of an order: the number, from 1, that each item was given last; empty when nothing has been tried."""
        return {position: number for number, position in enumerate(self.given, start=1)}


def show(
    question: Question,
    level: str,
    framework: Framework,
    answers: Sequence[AnyRow | Given],
    seed: str,
    *,
    answered: bool,
) -> Shown:
    """Prepare one question.

    :param answers: the leader's answers in the module, oldest first
    :param seed: keeps the mixed order the same for one leader
    :param answered: show the last answer and its feedback, instead of waiting for the next
    """
    mine = [row for row in answers if row.question == question.id]
    same = [row for row in mine if row.digest == question.digest]  # an edited question forgets what was tried
    given = _positions(same[-1].choice) if same else ()
    kind = question.kind
    sortable: tuple[Text, ...] = ()
    if isinstance(kind, Order):
        sortable = kind.items
    elif isinstance(kind, Match):
        sortable = tuple({text.written: text for text in kind.right}.values())
    mixed = shuffled(len(sortable), f"{seed}:{question.id}")
    return Shown(
        question=question,
        kind=type(kind).__name__.lower(),
        pick=how_many(question.stem.plain) if isinstance(kind, Choice) else 1,
        options=_options(kind, level, same, given) if isinstance(kind, Choice) else (),
        left=kind.left if isinstance(kind, Match) else (),
        sortable=tuple((_true_position(kind, sortable[position]), sortable[position]) for position in mixed),
        given=given,
        verdict=same[-1].verdict if answered and same else None,
        fitting=_fitting(question, given),
        right=kind.items if isinstance(kind, Order) else kind.right if isinstance(kind, Match) else (),
        statements=framework.for_level(question.covers, level),
        try_no=len(mine) + 1,
    )


def _true_position(kind: object, text: Text) -> int:
    texts = kind.items if isinstance(kind, Order) else kind.right if isinstance(kind, Match) else ()
    return next(position for position, each in enumerate(texts) if each.written == text.written)


def _options(
    kind: Choice, level: str, same: Sequence[AnyRow | Given], given: tuple[int, ...]
) -> tuple[ShownOption, ...]:
    wrong = {position for row in same if not row.verdict.completes for position in _positions(row.choice)}

    def shown(position: int, option: Option) -> ShownOption:
        verdict = option.verdict_at(level)
        tried = position in wrong and verdict is Verdict.TRY_AGAIN
        return ShownOption(position, option.text, option.feedback_at(level), tried, position in given, verdict)

    return tuple(shown(position, option) for position, option in enumerate(kind.options))


def _fitting(question: Question, given: tuple[int, ...]) -> int:
    kind = question.kind
    texts = kind.items if isinstance(kind, Order) else kind.right if isinstance(kind, Match) else ()
    return sum(
        texts[chosen].written == own.written for chosen, own in zip(given, texts, strict=False) if chosen < len(texts)
    )


def _positions(choice: str) -> tuple[int, ...]:
    return tuple(int(part) for part in choice.split(",") if part)


def read_answer(question: Question, form: MultiDict[str, str], prefix: str = "") -> tuple[int, ...]:
    """The answer in a posted form, as `quiz.mark` takes it.

    Of an order the form says for each item which number it gets, counted from 1.


    :param prefix: stands before the fields' names where a page asks several questions
    :raises NotAnswered: if something is left open, chosen twice, or more or fewer options are ticked than asked for
    :raises ValueError: if the form is not one of ours
    """
    kind = question.kind
    if isinstance(kind, Choice):
        ticked = tuple(sorted({int(value) for value in form.getlist(f"{prefix}option")}))
        pick = how_many(question.stem.plain)
        if not ticked:
            raise NotAnswered("none")
        if len(ticked) != pick:
            raise NotAnswered("count")
        return ticked
    count = len(kind.items if isinstance(kind, Order) else kind.left)
    chosen = [form.get(f"{prefix}place-{position}", "") for position in range(count)]
    if not all(chosen):
        raise NotAnswered("none")
    places = tuple(int(value) for value in chosen)
    if isinstance(kind, Match):
        return places
    if len(set(places)) < count:
        raise NotAnswered("twice")
    return tuple(places.index(place) for place in sorted(places))
