"""From the pieces of a module file to the version of one level: which steps there are, and what stands in them."""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from typing import Literal

from course.framework import Framework, Level, Statement
from course.module import Ask, Part, Prompt, Reading, Step, Talk, Together, Version
from course.quiz import Question
from course.render import render_expectations, words_for

WORDS_A_MINUTE = 200
INTRO = "begynd"
"""The section before the first heading."""


@dataclass(frozen=True, slots=True)
class Piece:
    """One thing in the script, in the order of the file."""

    kind: Literal["heading", "html", "expectations", "shift", "local", "ask", "prompt", "talk", "manager", "together"]
    levels: tuple[str, ...]
    """Empty: for all."""
    id: str = ""
    html: str = ""
    own_text: tuple[str, ...] = ()
    references: tuple[str, ...] = ()
    warmup: bool = False
    prompt: Prompt | None = None
    items: tuple[str, ...] = ()

    def is_for(self, level: str) -> bool:
        return not self.levels or level in self.levels


@dataclass(frozen=True, slots=True)
class Script:
    """A module file as it was read: its pieces, and what they refer to."""

    pieces: tuple[Piece, ...]
    framework: Framework
    levels: tuple[Level, ...]
    questions: Mapping[str, Question]
    """By id."""


def version_of(script: Script, level: str) -> Version:
    """The steps of one level, with the questions that no `ask` places after the text."""
    steps = _Steps(script, level)
    for piece in script.pieces:
        if piece.is_for(level):
            steps.add(piece)
    return steps.finish()


class _Steps:
    """Gathers the steps of one level."""

    def __init__(self, script: Script, level: str) -> None:
        self.script = script
        self.level = level
        self.steps: list[Step] = []
        self.asked: set[str] = set()
        self.shown: dict[str, Statement] = {}
        self.own_text: list[str] = []
        self.for_manager = [piece.html for piece in script.pieces if piece.kind == "manager" and piece.is_for(level)]
        self.words = words_for(script.framework.language)
        self.parts: list[Part] = []
        self._open(INTRO, "")

    def _open(self, id: str, title: str) -> None:
        self.id, self.title, self.used = id, title, False
        self.parts = []

    def _close(self) -> str:
        """End the text step that is open; the heading above when no text stood under it, else nothing.

        Text that goes on after a question is a step of its own.
        """
        title = "" if self.parts or self.used else self.title
        if self.parts:
            again = sum(isinstance(step, Reading) and step.section == self.id for step in self.steps)
            id = f"{self.id}-{again + 1}" if again else self.id
            self.steps.append(Reading(id, self.id, self.title, tuple(self.parts)))
        self.used = True
        self.parts = []
        return title

    def add(self, piece: Piece) -> None:
        if piece.kind == "manager":
            return
        self.own_text += piece.own_text
        if piece.kind == "heading":
            self._close()
            self._open(piece.id, piece.html)
        elif piece.kind == "expectations":
            self._expect(piece)
        elif piece.kind == "html":
            self.parts.append(Part("prose", piece.html))
        elif piece.kind in ("shift", "local"):
            self.parts.append(Part("shift" if piece.kind == "shift" else "local", piece.html, piece.id))
        else:
            self._add_step(piece, self._close())

    def _expect(self, piece: Piece) -> None:
        framework = self.script.framework
        named = framework.named(piece.references)
        own = [statement for statement in named if statement.level in (None, self.level)]
        for statement in own:
            self.shown[statement.id] = statement
        html = render_expectations(named, self.level, self.script.levels, framework, self.words)
        if html:
            self.parts.append(Part("prose", html, statements=tuple(statement.id for statement in own)))

    def _add_step(self, piece: Piece, title: str) -> None:
        if piece.kind == "ask":
            mine = self._mine(piece.references)
            if mine:
                self.asked.update(mine)
                self.steps.append(Ask(f"proev-{mine[0]}", title, mine, piece.warmup))
        elif piece.kind == "prompt" and piece.prompt is not None:
            self.steps.append(piece.prompt)
        elif piece.kind == "talk":
            self.steps.append(Talk(piece.id, piece.items, "".join(self.for_manager)))
        elif piece.kind == "together":
            self.steps.append(Together(piece.id, piece.html))

    def _mine(self, ids: Iterable[str]) -> tuple[str, ...]:
        return tuple(id for id in ids if self.script.questions[id].is_for(self.level) and id not in self.asked)

    def finish(self) -> Version:
        self._close()
        rest = self._mine(self.script.questions)
        if rest:
            # After the text, and before what ends a module: prompts, plan and talk.
            place = max((n for n, step in enumerate(self.steps, 1) if isinstance(step, Reading | Ask)), default=0)
            self.steps.insert(place, Ask(f"proev-{rest[0]}", "", rest, False))
        steps = tuple(_without_empty(self.steps))
        intro: tuple[Part, ...] = ()
        if steps and isinstance(steps[0], Reading) and steps[0].section == INTRO:
            intro, steps = steps[0].parts, steps[1:]
        counted = tuple(id for step in steps if isinstance(step, Ask) and not step.warmup for id in step.questions)
        prompts = tuple(step for step in steps if isinstance(step, Prompt))
        words = sum(len(text.split()) for text in self.own_text)
        words += sum(len(statement.text.split()) for statement in self.shown.values())
        return Version(
            intro=intro,
            steps=steps,
            shown=tuple(self.shown),
            questions=counted,
            prompts=prompts,
            own_text=tuple(self.own_text),
            words=words,
            minutes=_minutes(words, len(counted), prompts),
        )


def _without_empty(steps: Iterable[Step]) -> Iterator[Step]:
    """Leave out a text step whose parts would show nothing."""
    for step in steps:
        if not isinstance(step, Reading) or any(part.html for part in step.parts):
            yield step


def _minutes(words: int, questions: int, prompts: Iterable[Prompt]) -> int:
    prompt_minutes = sum(3 if prompt.kind == "reflection" else 2 for prompt in prompts)
    return max(1, round(words / WORDS_A_MINUTE + questions + prompt_minutes))
