"""The dialect: CommonMark, tables, definition lists, directives, and `[[...]]` for terms and statements.

Raw HTML is off, links lead to http(s), mailto or a relative address, and every tag that comes out is one that
markdown-it-py or a renderer in this package writes.
"""

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from html import escape
from typing import TYPE_CHECKING, Any, cast
from urllib.parse import unquote

from markdown_it import MarkdownIt
from markdown_it.renderer import RendererHTML
from markdown_it.rules_block import StateBlock
from markdown_it.rules_inline import StateInline
from markdown_it.token import Token
from markdown_it.utils import EnvType, OptionsDict
from mdit_py_plugins.deflist import deflist_plugin

from course.problem import Problems, nearest
from course.words import BY_NAME, KEY_BY_NAME, KEYS, DirectiveWord, Place

if TYPE_CHECKING:
    from course.framework import Framework

FENCE = re.compile(r" {0,3}:::(?!:)(.*)$")
REFERENCE = re.compile(r"\[\[([^\[\]\n]{1,200})\]\](\w*)")
ID = re.compile(r"[a-z0-9æøå]+(?:-[a-z0-9æøå]+)*")
SAFE_LINK = re.compile(r"(?:https?://|mailto:|#|(?![a-z][a-z0-9+.-]*:|//))", re.IGNORECASE)
TITLED = ("case", "note", "term")
"""Directives whose arguments are a title or a name, not ids."""
MARKER = re.compile(r"\[( |x|X|~|[xX~] +[^\]\n]+)\] +")
PICTURES = "pictures/"
"""The folder of a course's pictures, as a text names it: `![Et kort](pictures/kort.png)`."""
Pictures = tuple[tuple[str, str], ...]
"""The pictures of a course: name and address of each."""


@dataclass(frozen=True, slots=True)
class Directive:
    """One `::: name arguments key=value` ... `:::`, its words checked."""

    word: DirectiveWord
    arguments: tuple[str, ...]
    keys: Mapping[str, str]
    line: int
    """Where it opens, counted from 1 in the file."""
    tokens: tuple[Token, ...]
    """What stands inside it."""

    @property
    def name(self) -> str:
        return self.word.name

    def listed(self, key: str) -> tuple[str, ...]:
        """The values of a list key; empty when the key is not given."""
        return tuple(part for part in re.split(r"[,\s]+", self.keys.get(key, "")) if part)


def directive_rule(state: StateBlock, start: int, end: int, silent: bool) -> bool:
    """Markdown block rule: `::: info`, lines, `:::`. Directives do not nest; what is left open or astray is a problem."""
    first = FENCE.match(_line(state, start))
    if first is None:
        return False
    if silent:
        return True
    faults: list[tuple[int, str]] = state.env.setdefault("faults", [])
    info = first[1].strip()
    if not info:
        faults.append((start, 'Linjen ":::" lukker ikke noget. Slet den, eller skriv åbningen over den.'))
        state.line = start + 1
        return True
    close, inner = start + 1, None
    while close < end and not (inner := FENCE.match(_line(state, close))):
        close += 1
    opened = inner[1].strip() if inner is not None and close < end else ""
    if close >= end:
        faults.append(
            (start, f'"::: {info}" bliver aldrig lukket. Skriv ":::" på en linje for sig selv efter teksten.')
        )
    elif opened:
        faults.append((close, f'"::: {opened}" åbner inde i "::: {info}". Luk den første med ":::" før denne linje.'))
    token = state.push("directive_open", "", 1)
    token.info = info
    token.map = [start, close]
    saved_parent, saved_end = state.parentType, state.lineMax
    state.parentType = "directive"
    state.lineMax = close
    state.md.block.tokenize(state, start + 1, close)
    state.parentType, state.lineMax = saved_parent, saved_end
    state.push("directive_close", "", -1)
    state.line = close if opened else min(close + 1, end)
    return True


def _line(state: StateBlock, line: int) -> str:
    return state.src[state.bMarks[line] : state.eMarks[line]]


def reference_rule(state: StateInline, silent: bool) -> bool:
    """Markdown inline rule: `[[Kurs]]en` for a term, `[[=Kurs]]` for what it means, `[[#drift-1]]` for a statement."""
    if not state.src.startswith("[[", state.pos):
        return False
    match = REFERENCE.match(state.src, state.pos)
    if match is None:
        return False
    if not silent:
        token = state.push("reference", "", 0)
        token.content = match[1].strip()
        token.info = match[2]
    state.pos = match.end()
    return True


def mark_options(state: Any) -> None:
    """Core rule: take `[x] ` off the text of a list item before its inline is parsed, and keep it on the token."""
    for item, token in zip(state.tokens, state.tokens[2:], strict=False):
        if item.type == "list_item_open" and token.type == "inline" and (match := MARKER.match(token.content)):
            token.meta = {"marker": match[1].strip()}
            token.content = token.content[match.end() :]


def valid_link(url: str) -> bool:
    """Links lead to http(s), mailto, an anchor or a relative address, nowhere else."""
    return SAFE_LINK.match(url.strip()) is not None and not re.search(r"[\x00-\x1f\\]", url)


def _render_reference(
    _self: RendererHTML, tokens: Sequence[Token], index: int, _options: OptionsDict, env: EnvType
) -> str:
    token = tokens[index]
    framework: Framework | None = env.get("framework")
    if framework is not None and token.content.startswith("#"):
        statement = framework.statement(token.content[1:])
        if statement is not None:
            return f'<q class="statement">{escape(statement.text)}</q>{escape(token.info)}'
    elif framework is not None:
        term = framework.term(token.content.removeprefix("="))
        if term is not None and token.content.startswith("="):
            return f'<q class="statement">{escape(term.text)}</q>{escape(token.info)}'
        if term is not None:
            number = env["terms"] = env.get("terms", 0) + 1
            target = f"{env.get('prefix', '')}begreb-{number}"
            return (
                f'<button type="button" class="term" popovertarget="{target}">{escape(token.content + token.info)}</button>'
                f'<span popover id="{target}" class="term-text"><strong>{escape(term.term)}</strong> '
                f"{escape(term.text)}</span>"
            )
    return escape(token.content + token.info)


@cache
def dialect() -> MarkdownIt:
    """The parser, built once. It holds no state between texts."""
    md = MarkdownIt("commonmark", {"html": False, "typographer": False}).enable("table").use(deflist_plugin)
    md.block.ruler.before(
        "fence", "directive", directive_rule, {"alt": ["paragraph", "reference", "blockquote", "list"]}
    )
    md.inline.ruler.before("link", "reference", reference_rule)
    md.core.ruler.before("inline", "mark_options", mark_options)
    md.validateLink = valid_link  # type: ignore[method-assign]
    md.add_render_rule("reference", _render_reference)
    return md


def parse(body: str, offset: int, problems: Problems, *, inline: bool = True) -> list[Token]:
    """Parse a body whose first line is line `offset` + 1 of the file; faults of directives go to `problems`.

    :param inline: False leaves the text of paragraphs and items as written (a framework is quoted, not styled)
    """
    env: dict[str, Any] = {}
    md = dialect()
    if inline:
        tokens = md.parse(body, env)
    else:
        tokens = md_without_inline().parse(body, env)
    for line, message in env.get("faults", []):
        problems.error("F04", line + offset + 1, message)
    return tokens


@cache
def md_without_inline() -> MarkdownIt:
    md = MarkdownIt("commonmark", {"html": False}).enable("table").use(deflist_plugin)
    md.block.ruler.before("fence", "directive", directive_rule)
    md.core.ruler.disable("inline")
    return md


def render(tokens: Sequence[Token], framework: "Framework | None", prefix: str = "") -> str:
    """HTML of a run of tokens.

    :param prefix: makes the ids inside unique on a page that shows several runs
    """
    md = dialect()
    return str(md.renderer.render(list(tokens), md.options, {"framework": framework, "prefix": prefix}))


def render_inline(token: Token, framework: "Framework | None", prefix: str = "") -> str:
    """HTML of the inline content of one paragraph, without the paragraph."""
    md = dialect()
    env = {"framework": framework, "prefix": prefix}
    renderer = cast(RendererHTML, md.renderer)
    return renderer.renderInline(token.children or [], md.options, env)


def plain(token: Token) -> str:
    """The text of an inline token without its marks; terms as their words, quoted statements left out."""
    parts: list[str] = []
    for child in token.children or []:
        if child.type in ("softbreak", "hardbreak"):
            parts.append(" ")
        elif child.type == "reference":
            parts.append("" if child.content.startswith(("#", "=")) else child.content + child.info)
        elif child.type in ("text", "code_inline", "image"):
            parts.append(child.content)
    return "".join(parts)


def sentences(tokens: Sequence[Token]) -> list[str]:
    """The plain text of each paragraph, heading, item and cell, in order."""
    return [text for token in tokens if token.type == "inline" and (text := plain(token).strip())]


def line_of(token: Token, offset: int) -> int:
    """The line of a token in its file, counted from 1."""
    return (token.map[0] if token.map else 0) + offset + 1


def check_references(tokens: Sequence[Token], framework: "Framework", offset: int, problems: Problems) -> None:
    """A `[[...]]` that names no term and no statement is an error at its line."""
    for token in tokens:
        if token.type != "inline" or "[[" not in token.content:
            continue
        for child in token.children or []:
            if child.type != "reference":
                continue
            if child.content.startswith("#"):
                if framework.statement(child.content[1:]) is None:
                    near = nearest(child.content[1:], (statement.id for statement in framework.statements))
                    problems.error(
                        "F01", line_of(token, offset), f'Ingen forventning hedder "{child.content[1:]}".{near}'
                    )
            elif framework.term(name := child.content.removeprefix("=")) is None:
                near = nearest(name, (term.term for term in framework.terms))
                problems.error("F01", line_of(token, offset), f'Ledelsesgrundlaget forklarer ikke "{name}".{near}')


def place_pictures(tokens: Sequence[Token], pictures: Pictures, offset: int, problems: Problems) -> None:
    """Give each picture its address. One that is not there, or stands elsewhere, becomes its words and a problem."""
    addresses = dict(pictures)
    for token in tokens:
        for child in token.children or [] if token.type == "inline" else []:
            if child.type != "image":
                continue
            line, source = line_of(token, offset), unquote(str(child.attrs["src"]))
            name = source.removeprefix(PICTURES)
            if not child.content.strip():
                problems.error("P01", line, f'Billedet "{name}" mangler ord. Skriv mellem [ og ], hvad man ser på det.')
            if source.startswith(PICTURES) and name in addresses:
                child.attrs["src"] = addresses[name]
                continue
            near = nearest(name, addresses) if source.startswith(PICTURES) else " Læg det op her, og indsæt det derfra."
            problems.error("F01", line, f'Forløbet har intet billede, der hedder "{name}".{near}')
            child.type, child.tag = "text", ""


def blocks(
    tokens: Sequence[Token], place: Place, offset: int, problems: Problems
) -> Iterator[Directive | tuple[Token, ...]]:
    """The top level of a body: directives, and runs of ordinary tokens between them.

    A directive with unknown words, or one that stands inside a list or a quotation, is a problem and left out.
    """
    run: list[Token] = []
    inside: list[Token] | None = None
    opener: Token | None = None
    depth = 0
    for token in tokens:
        if token.type == "directive_open":
            if depth:
                problems.error(
                    "F04", line_of(token, offset), "Direktivet står inde i en liste eller et citat. Ryk det ud."
                )
            else:
                if run:
                    yield tuple(run)
                run, inside, opener = [], [], token
        elif token.type == "directive_close":
            if opener is not None and not depth:
                if (directive := _directive(opener, inside or [], place, offset, problems)) is not None:
                    yield directive
                inside = opener = None
        else:
            depth += token.nesting
            (run if inside is None else inside).append(token)
    if run:
        yield tuple(run)


def _directive(opener: Token, inside: list[Token], place: Place, offset: int, problems: Problems) -> Directive | None:
    """Check the words after `:::`; None when the directive itself is unknown."""
    line = line_of(opener, offset)
    name = opener.info.split()[0]
    word = BY_NAME.get(name.casefold())
    here = [known for known in BY_NAME.values() if place in known.places]
    if word is None or place not in word.places:
        near = nearest(name, [known.danish for known in here] + [known.name for known in here])
        problems.error("F02", line, f'"::: {name}" kendes ikke her.{near}')
        return None
    titled = word.name in TITLED
    rest = opener.info[len(name) :]
    if not titled:
        rest = re.sub(r"\s*([,=])\s*", r"\1", rest)
    arguments: list[str] = []
    keys: dict[str, str] = {}
    for part in rest.split():
        key, equals, value = part.partition("=")
        if not equals:
            arguments.append(part)
            continue
        known_key = KEY_BY_NAME.get(key.casefold())
        if titled and known_key is None:
            arguments.append(part)
        elif known_key is None or known_key not in word.keys:
            allowed = [KEYS[each] for each in word.keys]
            problems.error("F02", line, f'"{key}=" kan ikke stå ved "{name}".{nearest(key, allowed)}')
        elif known_key in keys or not value:
            problems.error("F02", line, f'"{key}=" skal stå én gang og have en værdi.')
        else:
            keys[known_key] = value
    if not titled:
        arguments = [each for argument in arguments for each in argument.split(",") if each]
    if len(arguments) < word.least:
        problems.error("F04", line, f'"::: {name}" mangler et id. Skriv det efter ordet: "::: {name} mit-id".')
        return None
    if word.most is not None and len(arguments) > word.most:
        problems.error(
            "F02", line, f'"::: {name}" har for mange ord: "{" ".join(arguments[word.most :])}" kan ikke læses.'
        )
    return Directive(word, tuple(arguments), keys, line, tuple(inside))
