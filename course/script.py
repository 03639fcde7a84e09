"""Reading a module file. The file is the script: its order is the order on the screen.

A step is a `##` section of text, the questions that one `ask` names, a reflection, an intention (a plan), or the talk.
"""

from collections.abc import Iterable, Iterator
from functools import lru_cache
from typing import Literal

from markdown_it.token import Token

from course import frontmatter, markdown
from course.framework import EVERYONE, Framework, Level
from course.module import LocalSlot, Module, Prompt, slug
from course.problem import Problem, Problems, nearest
from course.quiz import Question, check_levels
from course.render import render_case, render_definition, render_note, render_shift, render_term, words_for
from course.steps import Piece, Script, version_of
from course.words import FOR_MANAGER, WARMUP


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
    reader = _Reader(framework, levels, questions, offset, problems)
    reader.read(tokens)
    script = Script(tuple(reader.pieces), framework, levels, reader.questions)
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
        versions={level: version_of(script, level) for level in for_levels},
        questions=questions,
        local=tuple(reader.local),
    )
    return module, tuple(problems.found)


class _Reader:
    """Reads the pieces of one module file, from top to bottom."""

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
        self.pieces: list[Piece] = []
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
                self.pieces.append(Piece("heading", (), id=id, html=title, own_text=(title,)))
                start = position + 3
        self._add_html(tokens[start:], ())

    def _add_html(self, tokens: tuple[Token, ...], levels: tuple[str, ...]) -> None:
        if tokens:
            text = tuple(markdown.sentences(tokens))
            self.pieces.append(Piece("html", levels, html=self._render(tokens), own_text=text))

    def _read_level(self, block: markdown.Directive, levels: tuple[str, ...]) -> None:
        self._add_html(block.tokens, levels)

    def _read_case(self, block: markdown.Directive, levels: tuple[str, ...]) -> None:
        title = " ".join(block.arguments)
        html = render_case(title, self._render(block.tokens), self.words)
        text = ((title,) if title else ()) + tuple(markdown.sentences(block.tokens))
        self.pieces.append(Piece("html", levels, html=html, own_text=text))

    def _read_note(self, block: markdown.Directive, levels: tuple[str, ...]) -> None:
        title = " ".join(block.arguments)
        html = render_note(title, self._render(block.tokens))
        self.pieces.append(Piece("html", levels, html=html, own_text=tuple(markdown.sentences(block.tokens))))

    def _read_shift(self, block: markdown.Directive, levels: tuple[str, ...]) -> None:
        html = render_shift(self._render(block.tokens))
        self.pieces.append(Piece("shift", levels, html=html, own_text=tuple(markdown.sentences(block.tokens))))

    def _read_local(self, block: markdown.Directive, levels: tuple[str, ...]) -> None:
        id = self._new_id(block.arguments[0], block)
        self.local.append(LocalSlot(id, " ".join(markdown.sentences(block.tokens)), block.line))
        self.pieces.append(Piece("local", levels, id=id, html=self._render(block.tokens)))

    def _read_definition(self, block: markdown.Directive, levels: tuple[str, ...]) -> None:
        place = self.framework.place(block.arguments[0])
        if place is None:
            self._unknown(block, block.arguments[0], (each.id for each in self.framework.places()))
        elif not place.definition:
            self.problems.error("F01", block.line, f'Ledelsesgrundlaget forklarer ikke "{place.id}". Slet linjen.')
        else:
            html = render_definition(place, self.framework, self.words)
            self.pieces.append(Piece("html", levels, html=html))

    def _read_term(self, block: markdown.Directive, levels: tuple[str, ...]) -> None:
        name = " ".join(block.arguments)
        term = self.framework.term(name)
        if term is None:
            near = nearest(name, (each.term for each in self.framework.terms))
            self.problems.error("F01", block.line, f'Ledelsesgrundlaget forklarer ikke "{name}".{near}')
        else:
            self.pieces.append(Piece("html", levels, html=render_term(term, self.framework, self.words)))

    def _read_expectations(self, block: markdown.Directive, levels: tuple[str, ...]) -> None:
        known = tuple(self._known(block, block.arguments))
        self.pieces.append(Piece("expectations", levels, references=known))
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
            self.pieces.append(Piece("ask", levels, references=found, warmup=warmup))
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
        self.pieces.append(Piece("prompt", levels, id=id, prompt=prompt, own_text=own_text))

    def _read_talk(self, block: markdown.Directive, levels: tuple[str, ...]) -> None:
        id = self._new_id(block.arguments[0], block)
        text = tuple(markdown.sentences(block.tokens))
        if "day" in block.keys:
            self.problems.error("F02", block.line, '"dag=" hører til i talks.md, ikke i et modul.')
        if "for" in block.keys:
            if block.keys["for"].casefold() not in FOR_MANAGER:
                self.problems.error("F02", block.line, 'Skriv "til=leder", når teksten er til lederens egen leder.')
            self.pieces.append(Piece("manager", levels, id=id, html=self._render(block.tokens)))
            return
        items = tuple(
            markdown.render_inline(item, self.framework, id) for item in _inlines(_split_list(block.tokens)[1])
        )
        if not items:
            self.problems.error(
                "F04", block.line, f'"{id}" mangler punkter. Skriv hvert punkt på en linje med "- " foran.'
            )
        self.pieces.append(Piece("talk", levels, id=id, items=items, own_text=text))

    def _read_partner(self, block: markdown.Directive, levels: tuple[str, ...]) -> None:
        id = self._new_id(block.arguments[0], block)
        text = tuple(markdown.sentences(block.tokens))
        if not text:
            self.problems.error("F04", block.line, f'"{id}" mangler sin tekst. Skriv, hvad de to skal gøre sammen.')
        self.pieces.append(Piece("together", levels, id=id, html=self._render(block.tokens), own_text=text))

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
