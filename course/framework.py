"""A leadership framework as data: levels, groups, themes, aspects, statements, terms; read from `framework.md`."""

import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from functools import cached_property
from typing import Any

from markdown_it.token import Token

from course import frontmatter, markdown
from course.problem import Problems, nearest
from course.words import EVERYBODY

HEADING_ID = re.compile(r" ?\{#([^{}\s]*)\}$")
LABEL = re.compile(r"\*\*(.+?):?\*\*:?\s*")
CALLED = {"da": "ledelsesgrundlaget", "en": "the leadership framework"}
"""What the document is called where its file does not say."""
EVERYONE = ""
"""The level of a course without levels: one version for everybody."""


@dataclass(frozen=True, slots=True)
class Level:
    id: str
    name: str
    """As the document says it: `Direktører`."""
    one: str
    """Fits "for en ...": `direktør`."""


@dataclass(frozen=True, slots=True)
class Place:
    """A group, theme or aspect: a heading of the document with the definition under it."""

    id: str
    name: str
    definition: str
    """Paragraphs parted by an empty line; empty when the document gives none."""
    parent: str | None
    """The theme of an aspect, the group of a theme; None where the document ties it to none."""


@dataclass(frozen=True, slots=True)
class Statement:
    """One expectation, word for word."""

    id: str
    text: str
    level: str | None
    """None: for all leaders."""
    group: str | None
    theme: str | None
    aspect: str | None
    line: int


@dataclass(frozen=True, slots=True)
class Term:
    term: str
    text: str
    line: int


@dataclass(frozen=True, eq=False)
class Framework:
    id: str
    title: str
    organisation: str
    year: int | None
    language: str
    called: str
    """What the document is called within a sentence: `ledelsesgrundlaget`."""
    levels: tuple[Level, ...]
    """From the top; empty where the document knows no levels."""
    groups: tuple[Place, ...]
    themes: tuple[Place, ...]
    aspects: tuple[Place, ...]
    statements: tuple[Statement, ...]
    terms: tuple[Term, ...]
    text: str = field(repr=False, default="")
    """The file it was read from; two frameworks of one text are the same."""

    def __eq__(self, other: object) -> bool:
        return isinstance(other, Framework) and (self.id, self.text) == (other.id, other.text)

    def __hash__(self) -> int:
        return hash((self.id, self.text))

    @cached_property
    def _statements(self) -> Mapping[str, Statement]:
        return {statement.id: statement for statement in self.statements}

    @cached_property
    def _terms(self) -> Mapping[str, Term]:
        return {term.term.casefold(): term for term in self.terms}

    @cached_property
    def _places(self) -> Mapping[str, Place]:
        return {place.id: place for place in self.places()}

    @cached_property
    def _under(self) -> Mapping[str, tuple[Statement, ...]]:
        """The statements below each group, theme and aspect."""
        under: dict[str, list[Statement]] = {id: [] for id in self._places}
        for statement in self.statements:
            for place in {statement.group, statement.theme, statement.aspect} - {None}:
                under[str(place)].append(statement)
        return {id: tuple(found) for id, found in under.items()}

    def statement(self, id: str) -> Statement | None:
        return self._statements.get(id)

    def term(self, name: str) -> Term | None:
        """The term of that name, in any case."""
        return self._terms.get(name.casefold())

    def place(self, id: str) -> Place | None:
        """The group, theme or aspect of that id."""
        return self._places.get(id)

    def places(self) -> Iterator[Place]:
        """Groups, themes and aspects."""
        yield from (*self.groups, *self.themes, *self.aspects)

    def knows(self, reference: str) -> bool:
        """Whether `reference` is the id of a statement, group, theme or aspect."""
        return reference in self._statements or reference in self._places

    def references(self) -> Iterator[str]:
        yield from self._statements
        yield from self._places

    def named(self, references: Iterable[str]) -> tuple[Statement, ...]:
        """The statements that the references name, each once, in the order of the references; unknown ones are skipped."""
        found: dict[str, Statement] = {}
        for reference in references:
            statement = self._statements.get(reference)
            for each in (statement,) if statement else self._under.get(reference, ()):
                found[each.id] = each
        return tuple(found.values())

    def for_level(self, references: Iterable[str], level: str) -> tuple[Statement, ...]:
        """Those of the named statements that hold for `level`: its own and those to all."""
        return tuple(each for each in self.named(references) if each.level in (None, level))

    def where(self, statement: Statement) -> tuple[str, ...]:
        """The headings above a statement, from the outermost: ("Vi sikrer ...", "Driftsledelse")."""
        above = (statement.group, statement.theme, statement.aspect)
        return tuple(self._places[id].name for id in above if id is not None and id in self._places)

    def as_json(self) -> dict[str, Any]:
        def place(each: Place) -> dict[str, Any]:
            return {"id": each.id, "name": each.name, "definition": each.definition}

        return {
            "id": self.id,
            "title": self.title,
            "organisation": self.organisation,
            "year": self.year,
            "levels": [{"id": level.id, "name": level.name, "one": level.one} for level in self.levels],
            "groups": [place(group) for group in self.groups],
            "themes": [
                place(theme)
                | {"group": theme.parent, "aspects": [place(each) for each in self.aspects if each.parent == theme.id]}
                for theme in self.themes
            ],
            "statements": [
                {
                    "id": each.id,
                    "group": each.group,
                    "theme": each.theme,
                    "aspect": each.aspect,
                    "level": each.level,
                    "text": each.text,
                }
                for each in self.statements
            ],
            "terms": [{"term": each.term, "text": each.text} for each in self.terms],
        }


class LevelMeta(frontmatter.FrontMatter):
    name: str
    one: str


class FrameworkMeta(frontmatter.FrontMatter):
    title: str
    organisation: str
    year: int | None = None
    language: str = "da"
    called: str | None = None
    source: str | None = None
    levels: dict[str, LevelMeta] = {}


def levels_of(meta: Mapping[str, LevelMeta]) -> tuple[Level, ...]:
    return tuple(Level(id, level.name, level.one) for id, level in meta.items())


def check_levels(levels: tuple[Level, ...], head: frontmatter.Head, problems: Problems) -> tuple[Level, ...]:
    """Levels are at most five, with usable ids and names of their own; the rest are problems and left out."""
    kept: list[Level] = []
    for level in levels:
        line = head.lines.get(("levels", level.id), 1)
        if not markdown.ID.fullmatch(level.id):
            problems.error("F05", line, f'Niveauets id "{level.id}" skal være små bogstaver, tal og bindestreger.')
        elif level.name.casefold() in {each.name.casefold() for each in kept} | EVERYBODY:
            problems.error("F01", line, f'To niveauer hedder "{level.name}". Giv dem hver sit navn.')
        elif len(kept) == 5:
            problems.error("F05", line, "Der kan højst være fem niveauer.")
        else:
            kept.append(level)
    return tuple(kept)


def read_framework(id: str, text: str, problems: Problems) -> Framework:
    """Read a `framework.md`; whatever cannot be read is a problem, and the rest of it a framework."""
    source, body, offset = frontmatter.split(text)
    head = frontmatter.read(source, problems)
    meta = frontmatter.load(FrameworkMeta, head, problems)
    levels = check_levels(levels_of(meta.levels), head, problems) if meta else ()
    reader = _Reader(levels, offset, problems)
    reader.read(markdown.parse(body, offset, problems, inline=False))
    return Framework(
        id=id,
        title=meta.title if meta else id,
        organisation=meta.organisation if meta else "",
        year=meta.year if meta else None,
        language=meta.language if meta else "da",
        called=(meta.called if meta else None) or CALLED.get(meta.language if meta else "da", CALLED["da"]),
        levels=levels,
        groups=tuple(reader.places(1)),
        themes=tuple(reader.places(2)),
        aspects=tuple(reader.places(3)),
        statements=tuple(reader.statements),
        terms=tuple(reader.terms),
        text=text,
    )


class _Reader:
    """Walks the tokens of a framework from top to bottom and remembers which headings it stands under."""

    def __init__(self, levels: tuple[Level, ...], offset: int, problems: Problems) -> None:
        self.by_name = {level.name.casefold(): level.id for level in levels}
        self.has_levels = bool(levels)
        self.offset = offset
        self.problems = problems
        self.statements: list[Statement] = []
        self.terms: list[Term] = []
        self.lines: dict[str, int] = {}
        self._places: list[tuple[int, str, str, str | None, list[str]]] = []
        self._open: dict[int, str] = {}
        self._level: tuple[int, str | None] | None = None
        """The rank of the heading that sets the level, and the level; None as level means all."""

    def places(self, rank: int) -> Iterator[Place]:
        for each, id, name, parent, paragraphs in self._places:
            if each == rank:
                yield Place(id, name, "\n\n".join(paragraphs), parent)

    def read(self, tokens: list[Token]) -> None:
        kinds: list[str] = []
        term, rank = "", 1
        for token in tokens:
            if token.nesting == 1:
                kinds.append(token.type)
                if kinds.count("list_item_open") > 1 and token.type == "list_item_open":
                    self._error(
                        token, "F05", "En liste inde i en liste kan ikke læses. Giv hvert punkt sin egen linje."
                    )
                if token.type in ("directive_open", "blockquote_open", "table_open"):
                    self._error(token, "F05", "Her kan kun stå overskrifter, tekst, punkter og begreber.")
            elif token.nesting == -1:
                kinds.pop()
            elif token.type == "inline":
                if "heading_open" in kinds:
                    self._heading(token, rank)
                elif "dt_open" in kinds:
                    term = _one_line(token.content)
                elif "dd_open" in kinds:
                    self._term(term, token)
                elif "list_item_open" in kinds:
                    self._item(token)
                elif kinds == ["paragraph_open"]:
                    self._paragraph(token)
            if token.type == "heading_open":
                rank = int(token.tag[1:])

    def _error(self, token: Token, id: str, message: str) -> None:
        self.problems.error(id, markdown.line_of(token, self.offset), message)

    def _new_id(self, id: str, token: Token) -> bool:
        """Whether `id` may be used; groups, themes, aspects and statements share one name space."""
        if not markdown.ID.fullmatch(id):
            self._error(token, "F05", f'Id\'et "{id}" skal være små bogstaver, tal og bindestreger.')
            return False
        if id in self.lines:
            self._error(token, "F01", f'Id\'et "{id}" står også på linje {self.lines[id]}. Giv det ene et andet navn.')
            return False
        self.lines[id] = markdown.line_of(token, self.offset)
        return True

    def _heading(self, token: Token, rank: int) -> None:
        text = _one_line(token.content)
        match = HEADING_ID.search(text)
        name = HEADING_ID.sub("", text)
        self._open = {each: id for each, id in self._open.items() if each < rank}
        if self._level and self._level[0] >= rank:
            self._level = None
        if match is None:
            folded = name.casefold()
            if folded in self.by_name or (self.has_levels and folded in EVERYBODY):
                self._level = (rank, self.by_name.get(folded))
                return
            near = nearest(name, self.by_name)
            self._error(
                token, "F05", f'Overskriften "{name}" mangler et id som {{#drift}} eller et niveaus navn.{near}'
            )
            return
        if rank > 3:
            self._error(token, "F05", "Brug # til grupper, ## til temaer og ### til fokuspunkter.")
            return
        if rank == 3 and 2 not in self._open:
            self._error(token, "F05", f'Fokuspunktet "{name}" står ikke under et tema. Skriv temaet over med ##.')
            return
        if self._new_id(match[1], token):
            parent = self._open.get(rank - 1)
            self._places.append((rank, match[1], name, parent, []))
            self._open[rank] = match[1]

    def _paragraph(self, token: Token) -> None:
        innermost = self._open.get(max(self._open, default=0))
        if innermost is None:
            self._error(token, "F05", "Teksten står ikke under en overskrift. Ryk den ned under en, eller slet den.")
            return
        for _rank, id, _name, _parent, paragraphs in self._places:
            if id == innermost:
                paragraphs.append(_one_line(token.content))

    def _term(self, term: str, token: Token) -> None:
        if any(each.term.casefold() == term.casefold() for each in self.terms):
            self._error(token, "F01", f'Begrebet "{term}" er forklaret to gange. Behold den ene forklaring.')
            return
        self.terms.append(Term(term, _one_line(token.content), markdown.line_of(token, self.offset)))

    def _item(self, token: Token) -> None:
        text = _one_line(token.content)
        level = self._level[1] if self._level else None
        label = LABEL.match(text)
        if label and self.has_levels:
            name = label[1].strip().casefold()
            if name not in self.by_name and name not in EVERYBODY:
                near = nearest(label[1], [*self.by_name, "Alle"])
                self._error(token, "F05", f'"{label[1]}" er ikke et niveau i dette ledelsesgrundlag.{near}')
                return
            level = self.by_name.get(name)
            text = text[label.end() :]
        elif self.has_levels and self._level is None:
            self._error(token, "F05", 'Forventningen mangler sit niveau. Skriv "**Alle:**" eller niveauets navn foran.')
            return
        match = HEADING_ID.search(text)
        if match is None:
            self._error(token, "F05", "Forventningen mangler et id. Skriv det til sidst på linjen: {#drift-1}.")
            return
        text = HEADING_ID.sub("", text)
        if not text:
            self._error(token, "F05", "Forventningen har ingen tekst.")
        elif self._new_id(match[1], token):
            self.statements.append(
                Statement(
                    match[1],
                    text,
                    level,
                    self._open.get(1),
                    self._open.get(2),
                    self._open.get(3),
                    markdown.line_of(token, self.offset),
                )
            )


def _one_line(text: str) -> str:
    return " ".join(text.split())
