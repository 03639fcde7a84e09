"""Questions: reading them from a quiz file, their kinds (choice, order, match), and marking an answer.

The shape of a question says its kind: a task list is a choice, numbers are to be put in order, a two-column table is
to be matched.
"""

import hashlib
import random
import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from enum import StrEnum
from functools import lru_cache

from markdown_it.token import Token

from course import frontmatter, markdown
from course.framework import Framework, Level
from course.problem import Problem, Problems, nearest

NUMBERS = {"to": 2, "tre": 3, "fire": 4, "two": 2, "three": 3, "four": 4}
HOW_MANY = re.compile(r"\b(?:Vælg|Choose|Pick)\s+(\w+)", re.IGNORECASE)
LEVEL_LABEL = re.compile(r"^\*\*(.+?):?\*\*:?\s*")


class Verdict(StrEnum):
    RIGHT = "right"
    DEFENSIBLE = "defensible"
    TRY_AGAIN = "try_again"

    @property
    def completes(self) -> bool:
        """Whether the question is done with this answer."""
        return self is not Verdict.TRY_AGAIN


@dataclass(frozen=True, slots=True)
class Text:
    """A piece of text as it is shown and as it is read by the rules."""

    html: str
    plain: str
    """Without the framework's own sentences, which our rules do not judge."""
    written: str = ""
    """As in the file; tells `[[#a]]` from `[[#b]]`."""


@dataclass(frozen=True, slots=True)
class Feedback:
    level: str | None
    """None: for every level that has no feedback of its own."""
    text: Text


@dataclass(frozen=True, slots=True)
class Option:
    text: Text
    verdict: Verdict
    levels: frozenset[str]
    """The levels at which `verdict` holds (elsewhere: try again); empty means all."""
    feedback: tuple[Feedback, ...]
    line: int

    def verdict_at(self, level: str) -> Verdict:
        return self.verdict if not self.levels or level in self.levels else Verdict.TRY_AGAIN

    def feedback_at(self, level: str) -> Text | None:
        """The paragraphs for this level, else those for all; None when there are none."""
        own = [each.text for each in self.feedback if each.level == level]
        chosen = own or [each.text for each in self.feedback if each.level is None]
        if not chosen:
            return None
        return Text(" ".join(text.html for text in chosen), " ".join(text.plain for text in chosen))


@dataclass(frozen=True, slots=True)
class Choice:
    options: tuple[Option, ...]

    def right_at(self, level: str) -> frozenset[int]:
        """Positions of the right options, counted from 0."""
        return frozenset(
            position for position, option in enumerate(self.options) if option.verdict_at(level) is Verdict.RIGHT
        )


@dataclass(frozen=True, slots=True)
class Order:
    items: tuple[Text, ...]
    """In the right order."""


@dataclass(frozen=True, slots=True)
class Match:
    heads: tuple[Text, Text]
    left: tuple[Text, ...]
    right: tuple[Text, ...]
    """`right[i]` belongs to `left[i]`; equal texts are interchangeable."""


Kind = Choice | Order | Match


@dataclass(frozen=True, slots=True)
class Question:
    id: str
    covers: tuple[str, ...]
    """References to statements or aspects, as written."""
    levels: tuple[str, ...]
    """The levels it is for; empty means all."""
    stem: Text
    kind: Kind
    explanation: Text | None
    path: str
    line: int
    digest: str
    """Of stem, options and right marks: an answer belongs to this version of the question."""

    def is_for(self, level: str) -> bool:
        return not self.levels or level in self.levels

    @property
    def many(self) -> bool:
        """Whether the stem asks for several options."""
        return how_many(self.stem.plain) > 1


def how_many(stem: str) -> int:
    """How many options the stem asks for: 1 unless it says "Vælg to"."""
    return max((NUMBERS.get(match[1].casefold(), 1) for match in HOW_MANY.finditer(stem)), default=1)


def mark(question: Question, level: str, answer: Sequence[int]) -> Verdict:
    """Mark one answer.

    :param answer: choice: the positions ticked; order: the items' positions in the order given;
        match: for each left item the position of the right item chosen. All counted from 0.
    :raises ValueError: if the answer is not of the question's shape
    """
    kind = question.kind
    if isinstance(kind, Choice):
        return _mark_choice(question, kind, level, answer)
    if isinstance(kind, Order):
        if sorted(answer) != list(range(len(kind.items))):
            raise ValueError("an order names every item once")
        given = [kind.items[position].written for position in answer]
        return Verdict.RIGHT if given == [item.written for item in kind.items] else Verdict.TRY_AGAIN
    if len(answer) != len(kind.left) or not set(answer) <= set(range(len(kind.right))):
        raise ValueError("a match names a right item for each left one")
    fits = all(kind.right[chosen].written == kind.right[own].written for own, chosen in enumerate(answer))
    return Verdict.RIGHT if fits else Verdict.TRY_AGAIN


def _mark_choice(question: Question, kind: Choice, level: str, answer: Sequence[int]) -> Verdict:
    ticked = frozenset(answer)
    if not ticked or not ticked <= set(range(len(kind.options))) or (len(ticked) > 1 and not question.many):
        raise ValueError("a choice names options of the question")
    if ticked == kind.right_at(level):
        return Verdict.RIGHT
    if not question.many and kind.options[next(iter(ticked))].verdict_at(level) is Verdict.DEFENSIBLE:
        return Verdict.DEFENSIBLE
    return Verdict.TRY_AGAIN


def right_answer(question: Question, level: str) -> tuple[int, ...]:
    """An answer that completes the question."""
    kind = question.kind
    if isinstance(kind, Choice):
        return tuple(sorted(kind.right_at(level)))
    return tuple(range(len(kind.items if isinstance(kind, Order) else kind.left)))


def shuffled(count: int, seed: str) -> tuple[int, ...]:
    """The positions 0 to `count` - 1 in an order that is the same for the same seed and never the right one."""
    order = list(range(count))
    random.Random(seed).shuffle(order)
    if order == list(range(count)):
        order = order[1:] + order[:1]
    return tuple(order)


@lru_cache(maxsize=4096)
def read_quiz(
    path: str, text: str, framework: Framework, levels: tuple[Level, ...], pictures: markdown.Pictures = ()
) -> tuple[tuple[Question, ...], tuple[Problem, ...]]:
    """The questions of one quiz file and what is wrong in it; a question without a kind is a problem and left out."""
    problems = Problems(path)
    source, body, offset = frontmatter.split(text)
    if source is not None:
        frontmatter.load(QuizMeta, frontmatter.read(source, problems), problems)
    tokens = markdown.parse(body, offset, problems)
    markdown.check_references(tokens, framework, offset, problems)
    markdown.place_pictures(tokens, pictures, offset, problems)
    questions: list[Question] = []
    for block in markdown.blocks(tokens, "quiz", offset, problems):
        if isinstance(block, markdown.Directive):
            question = _Reader(block, framework, levels, offset, problems).read()
            if question is not None:
                questions.append(question)
        else:
            line = markdown.line_of(block[0], offset)
            problems.error("F04", line, 'Her kan kun stå spørgsmål. Skriv teksten inde i "::: spørgsmål id".')
    return tuple(questions), tuple(problems.found)


class QuizMeta(frontmatter.FrontMatter):
    generated: bool = False


@dataclass(slots=True)
class _Item:
    """A list item while its question is read."""

    token: Token
    end: int
    """The line after the item's own text, counted as the tokens count."""
    feedback: list[Token]


class _Reader:
    """Reads one question directive."""

    def __init__(
        self,
        block: markdown.Directive,
        framework: Framework,
        levels: tuple[Level, ...],
        offset: int,
        problems: Problems,
    ) -> None:
        self.block = block
        self.framework = framework
        self.offset = offset
        self.problems = problems
        self.id = block.arguments[0]
        self.level_names = {level.name.casefold(): level.id for level in levels}
        self.level_ids = [level.id for level in levels]
        self.stem: list[Token] = []
        self.bullets: list[_Item] = []
        self.numbers: list[_Item] = []
        self.rows: list[list[Token]] = []
        self.explanation: list[Token] = []

    def read(self) -> Question | None:
        self._check_words()
        self._sort()
        kind = self._kind()
        if kind is None:
            return None
        prefix = f"{self.id}-"
        stem = Text(
            "".join(f"<p>{markdown.render_inline(token, self.framework, prefix)}</p>" for token in self.stem),
            " ".join(markdown.plain(token).strip() for token in self.stem),
            "\n\n".join(token.content for token in self.stem),
        )
        if not stem.written.strip():
            self._error(self.block.line, "Q00", "Spørgsmålet mangler sin tekst. Skriv den over svarmulighederne.")
        return Question(
            self.id,
            self.block.listed("covers"),
            self.block.listed("level"),
            stem,
            kind,
            self._joined(self.explanation, prefix + "f") if self.explanation else None,
            self.problems.path,
            self.block.line,
            _digest(stem, kind),
        )

    def _error(self, line: int, id: str, message: str) -> None:
        self.problems.error(id, line, message)

    def _check_words(self) -> None:
        if not markdown.ID.fullmatch(self.id):
            self._error(self.block.line, "F04", f'Id\'et "{self.id}" skal være små bogstaver, tal og bindestreger.')
        check_levels(self.block.listed("level"), self.level_ids, self.block.line, self.problems)

    def _sort(self) -> None:
        """Sort what stands in the directive into stem, options, rows, feedback and explanation."""
        kinds: list[str] = []
        last: _Item | None = None
        quote_start = 0
        astray: Token | None = None
        for token in self.block.tokens:
            if token.nesting == 1:
                kinds.append(token.type)
                if token.type == "blockquote_open":
                    quote_start = token.map[0] if token.map else 0
                elif token.type == "tr_open":
                    self.rows.append([])
            elif token.nesting == -1:
                kinds.pop()
            elif token.type == "inline":
                if "blockquote_open" in kinds:
                    if last is not None and quote_start == last.end:
                        last.feedback.append(token)
                    else:
                        self.explanation.append(token)
                        astray = token
                elif "tr_open" in kinds:
                    self.rows[-1].append(token)
                elif "list_item_open" in kinds:
                    if astray is not None:
                        line = markdown.line_of(astray, self.offset)
                        self._error(line, "Q04", "Teksten hører ikke til en svarmulighed. Ryk den op lige under den.")
                        astray = None
                    last = _Item(token, token.map[1] if token.map else 0, [])
                    (self.numbers if "ordered_list_open" in kinds else self.bullets).append(last)
                else:
                    self.stem.append(token)

    def _kind(self) -> Kind | None:
        shapes = [bool(self.bullets), bool(self.numbers), bool(self.rows)]
        if sum(shapes) != 1:
            self._error(
                self.block.line,
                "Q00",
                "Skriv svarmuligheder som en liste med [ ] og [x], en nummereret liste eller en tabel med to kolonner.",
            )
            return None
        if self.bullets:
            return Choice(tuple(self._option(position, item) for position, item in enumerate(self.bullets)))
        for item in self.numbers:
            if item.feedback:
                line = markdown.line_of(item.token, self.offset) + 1
                self._error(line, "Q04", "Ved en rækkefølge står forklaringen til sidst, efter en tom linje.")
        if self.numbers:
            return Order(tuple(self._text(item.token, f"{self.id}-{n}-") for n, item in enumerate(self.numbers)))
        if len(self.rows) < 3 or any(len(row) != 2 for row in self.rows):
            self._error(
                self.block.line, "Q00", "En tabel til at parre har to kolonner, en overskrift og mindst to rækker."
            )
            return None
        texts = [
            [self._text(cell, f"{self.id}-{n}-{side}-") for side, cell in enumerate(row)]
            for n, row in enumerate(self.rows)
        ]
        return Match((texts[0][0], texts[0][1]), tuple(row[0] for row in texts[1:]), tuple(row[1] for row in texts[1:]))

    def _option(self, position: int, item: _Item) -> Option:
        line = markdown.line_of(item.token, self.offset)
        marker = item.token.meta.get("marker", None) if item.token.meta else None
        if marker is None:
            self._error(line, "Q00", 'Skriv "[ ] ", "[x] " eller "[~] " foran svarmuligheden.')
        sign, *rest = (marker or "-").split(maxsplit=1)
        verdict = {"x": Verdict.RIGHT, "X": Verdict.RIGHT, "~": Verdict.DEFENSIBLE}.get(sign, Verdict.TRY_AGAIN)
        levels = [each for each in re.split(r"[,\s]+", rest[0]) if each] if rest else []
        check_levels(levels, self.level_ids, line, self.problems)
        prefix = f"{self.id}-{position}-"
        return Option(
            self._text(item.token, prefix),
            verdict,
            frozenset(levels),
            tuple(self._feedback(token, prefix + "f") for token in item.feedback),
            line,
        )

    def _feedback(self, token: Token, prefix: str) -> Feedback:
        """A paragraph that begins with a level's name in bold is for that level."""
        text = self._text(token, prefix)
        label = LEVEL_LABEL.match(token.content)
        level = self.level_names.get(label[1].strip().casefold()) if label else None
        if label is None or level is None:
            return Feedback(None, text)
        html = re.sub(r"^<strong>.*?</strong>:?\s*", "", text.html, count=1)
        return Feedback(level, Text(html, text.plain[len(label[1]) :].lstrip(": ")))

    def _text(self, token: Token, prefix: str) -> Text:
        html = markdown.render_inline(token, self.framework, prefix)
        return Text(html, markdown.plain(token).strip(), token.content)

    def _joined(self, tokens: list[Token], prefix: str) -> Text:
        texts = [self._text(token, prefix) for token in tokens]
        return Text("".join(f"<p>{text.html}</p>" for text in texts), " ".join(text.plain for text in texts))


def check_levels(levels: Iterable[str], known: Sequence[str], line: int, problems: Problems) -> None:
    for level in levels:
        if level not in known:
            problems.error("F01", line, f'Intet niveau hedder "{level}".{nearest(level, known)}')


def texts_of(kind: Kind) -> Iterator[Text]:
    """Every text a leader chooses among or sorts."""
    if isinstance(kind, Choice):
        yield from (option.text for option in kind.options)
    elif isinstance(kind, Order):
        yield from kind.items
    else:
        yield from kind.left
        yield from kind.right


def _digest(stem: Text, kind: Kind) -> str:
    parts = [stem.written, type(kind).__name__, *(text.written for text in texts_of(kind))]
    if isinstance(kind, Choice):
        parts += [f"{option.verdict}:{','.join(sorted(option.levels))}" for option in kind.options]
    return hashlib.sha256("\x1f".join(parts).encode()).hexdigest()[:16]
