"""A module as the leaders of each level meet it: steps of text, questions, prompts, and a talk to take to the manager."""

import re
from collections.abc import Mapping
from dataclasses import dataclass, replace
from typing import Literal

from course.quiz import Question


@dataclass(frozen=True, slots=True)
class Part:
    """A piece of a text step. A `shift` is for one who comes from the level below, a `local` waits for HR's answer."""

    kind: Literal["prose", "shift", "local"]
    html: str
    id: str = ""
    """The slot of a `local`; empty otherwise."""
    statements: tuple[str, ...] = ()
    """Ids of the statements it quotes for the reader's level, where it is a quotation."""


@dataclass(frozen=True, slots=True)
class Reading:
    id: str
    section: str
    """The heading it stands under; text that goes on after a question keeps its section."""
    title: str
    """Empty for the text before the first heading."""
    parts: tuple[Part, ...]


@dataclass(frozen=True, slots=True)
class Ask:
    id: str
    title: str
    """The heading right above it; empty when there is text between, or no heading."""
    questions: tuple[str, ...]
    """Ids, never empty."""
    warmup: bool
    """Guess first: never counted."""


@dataclass(frozen=True, slots=True)
class Prompt:
    """A reflection or an intention: private, may be skipped."""

    id: str
    kind: Literal["reflection", "intention"]
    html: str
    plain: str
    examples: tuple[str, ...]
    """Plain text; for an intention the list items show what a plan looks like."""
    covers: tuple[str, ...]
    levels: tuple[str, ...]
    line: int


@dataclass(frozen=True, slots=True)
class Talk:
    id: str
    items: tuple[str, ...]
    """HTML of what the leader can take to the manager, one by one."""
    for_manager: str
    """HTML: how the manager can help; empty when the module says nothing."""


@dataclass(frozen=True, slots=True)
class Together:
    """A task for a leader and her partner or group; never counted, and not there for one who follows the course alone."""

    id: str
    html: str


Step = Reading | Ask | Prompt | Talk | Together


@dataclass(frozen=True, slots=True)
class LocalSlot:
    id: str
    question: str
    line: int


@dataclass(frozen=True, slots=True)
class Version:
    """A module as one level meets it."""

    intro: tuple[Part, ...]
    """What stands before the first heading: shown where the module is begun."""
    steps: tuple[Step, ...]
    shown: tuple[str, ...]
    """Ids of the statements that are shown, in order."""
    questions: tuple[str, ...]
    """Ids of the questions that count, in the order of the steps."""
    prompts: tuple[Prompt, ...]
    own_text: tuple[str, ...]
    """The module's own paragraphs, headings and items; the framework's quotations are not among them."""
    words: int
    minutes: int
    """At 200 words a minute, 1 a question, 3 a reflection, 2 a plan; at least 1."""

    def step(self, id: str) -> Step | None:
        return next((step for step in self.steps if step.id == id), None)

    def alone(self) -> "Version":
        """The module of one who has nobody to do a task together with."""
        return replace(self, steps=tuple(step for step in self.steps if not isinstance(step, Together)))


@dataclass(frozen=True, slots=True)
class Module:
    id: str
    path: str
    title: str
    summary: str
    objectives: tuple[str, ...]
    themes: tuple[str, ...]
    levels: tuple[str, ...]
    """The levels it is for, from the top; `("",)` in a course without levels."""
    generated: bool
    versions: Mapping[str, Version]
    """By level."""
    questions: tuple[Question, ...]
    local: tuple[LocalSlot, ...]

    @property
    def shown(self) -> frozenset[str]:
        """Ids of the statements shown at any level."""
        return frozenset(id for version in self.versions.values() for id in version.shown)

    def question(self, id: str) -> Question | None:
        return next((question for question in self.questions if question.id == id), None)


LETTERS = str.maketrans({"æ": "ae", "ø": "oe", "å": "aa", "ä": "ae", "ö": "oe", "é": "e", "ü": "u"})
"""How letters outside a to z are written in ids and addresses."""


def slug(text: str) -> str:
    """`Fire ting skal være klare` -> `fire-ting-skal-vaere-klare`: what stands in an address."""
    folded = text.casefold().translate(LETTERS)
    return re.sub(r"[^a-z0-9]+", "-", folded).strip("-")[:60].strip("-")
