"""A module: one Markdown file, read once and made into the steps that a leader at each level meets.

The file is the script: its order is the order on the screen. A step is a `##` section of text, the questions that one
`ask` names, a reflection, an intention (a plan), or the talk.
"""

import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from functools import lru_cache
from typing import Literal

from markdown_it.token import Token

from course import frontmatter, markdown
from course.framework import EVERYONE, Framework, Level, Statement
from course.problem import Problem, Problems, nearest
from course.quiz import Question, check_levels
from course.render import (
    render_case,
    render_definition,
    render_expectations,
    render_note,
    render_shift,
    render_term,
    words_for,
)
from course.words import FOR_MANAGER, WARMUP

WORDS_A_MINUTE = 200
INTRO = "begynd"


@dataclass(frozen=True, slots=True)
class Part:
    """A piece of a text step. A `shift` is for one who comes from the level below, a `local` waits for HR's answer."""

    kind: Literal["prose", "shift", "local"]
    html: str
    id: str = ""
    """The slot of a `local`; empty otherwise."""


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


Step = Reading | Ask | Prompt | Talk


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

    def question(self, id: str) -> Question | None:
        return next((question for question in self.questions if question.id == id), None)


class ModuleMeta(frontmatter.FrontMatter):
    title: str
    summary: str = ""
    objectives: list[str] = []
    themes: list[str] = []
    levels: list[str] = []
    generated: bool = False


@lru_cache(maxsize=2048)
def read_module(
    id: str,
    path: str,
    text: str,
    framework: Framework,
    levels: tuple[Level, ...],
    questions: tuple[Question, ...],
) -> tuple[Module, tuple[Problem, ...]]:
    """Read one module file for every level of the course; what is wrong in it is a problem, the rest a module."""
    problems = Problems(path)
    source, body, offset = frontmatter.split(text)
    head = frontmatter.read(source, problems)
    meta = frontmatter.load(ModuleMeta, head, problems)
    level_ids = [level.id for level in levels]
    own_levels: list[str] = []
    themes: list[str] = []
    if meta:
        check_levels(meta.levels, level_ids, head.lines.get(("levels",), 1), problems)
        own_levels = [level for level in level_ids if level in meta.levels]
        for position, theme in enumerate(meta.themes):
            if framework.place(theme) is None:
                known = [place.id for place in framework.places()]
                line = head.lines.get(("themes", position), 1)
                problems.error("F01", line, f'Intet tema hedder "{theme}".{nearest(theme, known)}')
            else:
                themes.append(theme)
    tokens = markdown.parse(body, offset, problems)
    markdown.check_references(tokens, framework, offset, problems)
    script = _Script(framework, levels, questions, offset, problems)
    script.read(tokens)
    for_levels = tuple(own_levels or level_ids or [EVERYONE])
    module = Module(
        id=id,
        path=path,
        title=meta.title if meta else id,
        summary=meta.summary if meta else "",
        objectives=tuple(meta.objectives) if meta else (),
        themes=tuple(themes),
        levels=for_levels,
        generated=bool(meta and meta.generated),
        versions={level: script.version(level) for level in for_levels},
        questions=questions,
        local=tuple(script.local),
    )
    return module, tuple(problems.found)


@dataclass(frozen=True, slots=True)
class _Piece:
    """One thing in the script, in the order of the file."""

    kind: Literal["heading", "html", "expectations", "shift", "local", "ask", "prompt", "talk", "manager"]
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


class _Script:
    """The pieces of one module file, and the version of each level made from them."""

    def __init__(
        self,
        framework: Framework,
        levels: tuple[Level, ...],
        questions: tuple[Question, ...],
        offset: int,
        problems: Problems,
    ) -> None:
        self.framework = framework
        self.levels = levels
        self.level_ids = [level.id for level in levels]
        self.questions = {question.id: question for question in questions}
        self.offset = offset
        self.problems = problems
        self.words = words_for(framework.language)
        self.pieces: list[_Piece] = []
        self.local: list[LocalSlot] = []
        self._ids: dict[str, int] = {}
        self._runs = 0

    def read(self, tokens: list[Token]) -> None:
        for block in markdown.blocks(tokens, "module", self.offset, self.problems):
            if isinstance(block, markdown.Directive):
                levels = block.arguments if block.name == "level" else block.listed("level")
                check_levels(levels, self.level_ids, block.line, self.problems)
                getattr(self, f"_read_{block.name}")(block, levels)
            else:
                self._read_text(block)

    # Each reader takes the directive and the levels it is for, and adds its pieces.

    def _read_text(self, tokens: tuple[Token, ...]) -> None:
        """Ordinary text; every `##` begins a new step."""
        start = 0
        for position, token in enumerate(tokens):
            if token.type in ("heading_open", "heading_close") and token.tag > "h2":
                token.tag = f"h{int(token.tag[1]) - 1}"  # the step's own title is the page's h1
            elif token.type == "heading_open":
                self._add_html(tokens[start:position], ())
                inline = tokens[position + 1]
                title = markdown.plain(inline).strip()
                id = self._new_id(slug(title) or "afsnit", inline, free=True)
                self.pieces.append(_Piece("heading", (), id=id, html=title, own_text=(title,)))
                start = position + 3
        self._add_html(tokens[start:], ())

    def _add_html(self, tokens: tuple[Token, ...], levels: tuple[str, ...]) -> None:
        if tokens:
            text = tuple(markdown.sentences(tokens))
            self.pieces.append(_Piece("html", levels, html=self._render(tokens), own_text=text))

    def _read_level(self, block: markdown.Directive, levels: tuple[str, ...]) -> None:
        self._add_html(block.tokens, levels)

    def _read_case(self, block: markdown.Directive, levels: tuple[str, ...]) -> None:
        title = " ".join(block.arguments)
        html = render_case(title, self._render(block.tokens), self.words)
        text = ((title,) if title else ()) + tuple(markdown.sentences(block.tokens))
        self.pieces.append(_Piece("html", levels, html=html, own_text=text))

    def _read_note(self, block: markdown.Directive, levels: tuple[str, ...]) -> None:
        title = " ".join(block.arguments)
        html = render_note(title, self._render(block.tokens))
        self.pieces.append(_Piece("html", levels, html=html, own_text=tuple(markdown.sentences(block.tokens))))

    def _read_shift(self, block: markdown.Directive, levels: tuple[str, ...]) -> None:
        html = render_shift(self._render(block.tokens))
        self.pieces.append(_Piece("shift", levels, html=html, own_text=tuple(markdown.sentences(block.tokens))))

    def _read_local(self, block: markdown.Directive, levels: tuple[str, ...]) -> None:
        id = self._new_id(block.arguments[0], block)
        self.local.append(LocalSlot(id, " ".join(markdown.sentences(block.tokens)), block.line))
        self.pieces.append(_Piece("local", levels, id=id, html=self._render(block.tokens)))

    def _read_definition(self, block: markdown.Directive, levels: tuple[str, ...]) -> None:
        place = self.framework.place(block.arguments[0])
        if place is None:
            self._unknown(block, block.arguments[0], (each.id for each in self.framework.places()))
        elif not place.definition:
            self.problems.error("F01", block.line, f'Ledelsesgrundlaget forklarer ikke "{place.id}". Slet linjen.')
        else:
            html = render_definition(place, self.framework, self.words)
            self.pieces.append(_Piece("html", levels, html=html))

    def _read_term(self, block: markdown.Directive, levels: tuple[str, ...]) -> None:
        name = " ".join(block.arguments)
        term = self.framework.term(name)
        if term is None:
            near = nearest(name, (each.term for each in self.framework.terms))
            self.problems.error("F01", block.line, f'Ledelsesgrundlaget forklarer ikke "{name}".{near}')
        else:
            self.pieces.append(_Piece("html", levels, html=render_term(term, self.framework, self.words)))

    def _read_expectations(self, block: markdown.Directive, levels: tuple[str, ...]) -> None:
        known = tuple(self._known(block, block.arguments))
        self.pieces.append(_Piece("expectations", levels, references=known))
        self._add_html(block.tokens, levels)

    def _read_ask(self, block: markdown.Directive, levels: tuple[str, ...]) -> None:
        ids = [argument for argument in block.arguments if argument not in WARMUP]
        for id in ids:
            if id not in self.questions:
                near = nearest(id, self.questions)
                self.problems.error("F01", block.line, f'Modulets quiz har intet spørgsmål, der hedder "{id}".{near}')
        found = tuple(id for id in ids if id in self.questions)
        if found:
            warmup = len(ids) < len(block.arguments)
            self.pieces.append(_Piece("ask", levels, references=found, warmup=warmup))
        self._add_html(block.tokens, levels)

    def _read_reflection(self, block: markdown.Directive, levels: tuple[str, ...]) -> None:
        self._add_prompt(block, levels, "reflection")

    def _read_intention(self, block: markdown.Directive, levels: tuple[str, ...]) -> None:
        self._add_prompt(block, levels, "intention")

    def _add_prompt(
        self, block: markdown.Directive, levels: tuple[str, ...], kind: Literal["reflection", "intention"]
    ) -> None:
        id = self._new_id(block.arguments[0], block)
        covers = tuple(self._known(block, block.listed("covers")))
        text, examples = _split_list(block.tokens)
        prompt = Prompt(
            id,
            kind,
            self._render(text),
            " ".join(markdown.sentences(text)),
            tuple(markdown.plain(item).strip() for item in _inlines(examples)),
            covers,
            levels,
            block.line,
        )
        if not prompt.plain:
            self.problems.error("F04", block.line, f'"{id}" mangler sin tekst. Skriv det, lederen skal tænke over.')
        own_text = tuple(markdown.sentences(block.tokens))
        self.pieces.append(_Piece("prompt", levels, id=id, prompt=prompt, own_text=own_text))

    def _read_talk(self, block: markdown.Directive, levels: tuple[str, ...]) -> None:
        id = self._new_id(block.arguments[0], block)
        text = tuple(markdown.sentences(block.tokens))
        if "day" in block.keys:
            self.problems.error("F02", block.line, '"dag=" hører til i talks.md, ikke i et modul.')
        if "for" in block.keys:
            if block.keys["for"].casefold() not in FOR_MANAGER:
                self.problems.error("F02", block.line, 'Skriv "til=leder", når teksten er til lederens egen leder.')
            self.pieces.append(_Piece("manager", levels, id=id, html=self._render(block.tokens)))
            return
        items = tuple(
            markdown.render_inline(item, self.framework, id) for item in _inlines(_split_list(block.tokens)[1])
        )
        if not items:
            self.problems.error(
                "F04", block.line, f'"{id}" mangler punkter. Skriv hvert punkt på en linje med "- " foran.'
            )
        self.pieces.append(_Piece("talk", levels, id=id, items=items, own_text=text))

    # What the readers share.

    def _render(self, tokens: Iterable[Token]) -> str:
        self._runs += 1
        return markdown.render(tuple(tokens), self.framework, f"t{self._runs}-")

    def _unknown(self, block: markdown.Directive, reference: str, known: Iterable[str]) -> None:
        self.problems.error(
            "F01", block.line, f'Intet i ledelsesgrundlaget hedder "{reference}".{nearest(reference, known)}'
        )

    def _known(self, block: markdown.Directive, references: Iterable[str]) -> Iterator[str]:
        for reference in references:
            if self.framework.knows(reference):
                yield reference
            else:
                self._unknown(block, reference, self.framework.references())

    def _new_id(self, id: str, at: markdown.Directive | Token, *, free: bool = False) -> str:
        """Note an id of this file. A doubled one is a problem, or gets a number where nobody wrote it (`free`)."""
        line = at.line if isinstance(at, markdown.Directive) else markdown.line_of(at, self.offset)
        if not free and not markdown.ID.fullmatch(id):
            self.problems.error("F04", line, f'Id\'et "{id}" skal være små bogstaver, tal og bindestreger.')
        if id in self._ids and not free:
            self.problems.error(
                "F01", line, f'Id\'et "{id}" står også på linje {self._ids[id]}. Giv det ene et andet navn.'
            )
        wanted, number = id, 2
        while id in self._ids:
            id, number = f"{wanted}-{number}", number + 1
        self._ids[id] = line
        return id

    def version(self, level: str) -> Version:
        """The steps of one level, with the questions that no `ask` places after the text."""
        builder = _Steps(self, level)
        for piece in self.pieces:
            if piece.is_for(level):
                builder.add(piece)
        return builder.finish()


class _Steps:
    """Gathers the steps of one level."""

    def __init__(self, script: _Script, level: str) -> None:
        self.script = script
        self.level = level
        self.steps: list[Step] = []
        self.asked: set[str] = set()
        self.shown: dict[str, Statement] = {}
        self.own_text: list[str] = []
        self.for_manager = [piece.html for piece in script.pieces if piece.kind == "manager" and piece.is_for(level)]
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

    def add(self, piece: _Piece) -> None:
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

    def _expect(self, piece: _Piece) -> None:
        framework = self.script.framework
        named = framework.named(piece.references)
        own = [statement for statement in named if statement.level in (None, self.level)]
        for statement in own:
            self.shown[statement.id] = statement
        html = render_expectations(named, self.level, self.script.levels, framework, self.script.words)
        if html:
            self.parts.append(Part("prose", html))

    def _add_step(self, piece: _Piece, title: str) -> None:
        if piece.kind == "ask":
            mine = self._mine(piece.references)
            if mine:
                self.asked.update(mine)
                self.steps.append(Ask(f"proev-{mine[0]}", title, mine, piece.warmup))
        elif piece.kind == "prompt" and piece.prompt is not None:
            self.steps.append(piece.prompt)
        elif piece.kind == "talk":
            self.steps.append(Talk(piece.id, piece.items, "".join(self.for_manager)))

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


def _split_list(tokens: Iterable[Token]) -> tuple[tuple[Token, ...], tuple[Token, ...]]:
    """The tokens outside bullet lists, and those inside."""
    outside: list[Token] = []
    inside: list[Token] = []
    depth = 0
    for token in tokens:
        if token.type == "bullet_list_open":
            depth += 1
        (inside if depth else outside).append(token)
        if token.type == "bullet_list_close":
            depth -= 1
    return tuple(outside), tuple(inside)


def _inlines(tokens: Iterable[Token]) -> Iterator[Token]:
    return (token for token in tokens if token.type == "inline")


def slug(text: str) -> str:
    """`Fire ting skal være klare` -> `fire-ting-skal-vaere-klare`: what stands in an address."""
    folded = text.casefold()
    for letter, plain in (("æ", "ae"), ("ø", "oe"), ("å", "aa"), ("é", "e"), ("ü", "u"), ("ö", "o"), ("ä", "ae")):
        folded = folded.replace(letter, plain)
    return re.sub(r"[^a-z0-9]+", "-", folded).strip("-")[:60].strip("-")
