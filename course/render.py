"""The HTML of the framework's own sentences and of the pieces a module is built from.

A statement or definition is shown with who says it and where it stands, so that nobody takes our words for the
framework's. Everything that comes from a file is escaped here or by markdown-it-py.
"""

from collections.abc import Iterable, Mapping, Sequence
from html import escape

from course.framework import Framework, Level, Place, Statement, Term

WORDS: Mapping[str, Mapping[str, str]] = {
    "da": {
        "about": "{Called} siger om en {one}:",
        "about_all": "{Called} siger om alle ledere:",
        "about_place": "Sådan forklarer {called} det:",
        "others": "Se, hvad der forventes på de andre ledelsesniveauer",
        "case": "Eksempel",
        "where": "{organisation}, {called}",
    },
    "en": {
        "about": "{Called} says of a {one}:",
        "about_all": "{Called} says of every leader:",
        "about_place": "{Called} explains it like this:",
        "others": "See what is expected at the other levels",
        "case": "Example",
        "where": "{organisation}, {called}",
    },
}
"""What the product itself says inside a course, in the language of the course."""


def words_for(language: str) -> Mapping[str, str]:
    return WORDS.get(language, WORDS["da"])


def render_expectations(
    named: Sequence[Statement], level: str, levels: Sequence[Level], framework: Framework, words: Mapping[str, str]
) -> str:
    """The named statements for `level` and for all, quoted; those of other levels in a fold. Empty when none is named."""
    one = {each.id: each.one for each in levels}
    own = [each for each in named if each.level == level and each.level is not None]
    shared = [each for each in named if each.level is None]
    parts: list[str] = []
    if own:
        parts.append(_quotation(_said(words["about"], framework, one=one.get(level, level)), own, framework, words))
    if shared:
        parts.append(_quotation(_said(words["about_all"], framework), shared, framework, words))
    siblings = [
        f"<dt>{escape(other.name)}</dt><dd>{_list(statements)}</dd>"
        for other in levels
        if other.id != level and (statements := [each for each in named if each.level == other.id])
    ]
    if siblings:
        parts.append(
            f'<details class="siblings"><summary>{escape(words["others"])}</summary><dl>{"".join(siblings)}</dl></details>'
        )
    return "".join(parts)


def _quotation(lead: str, statements: Sequence[Statement], framework: Framework, words: Mapping[str, str]) -> str:
    source = _said(words["where"], framework)
    where = " · ".join(dict.fromkeys(escape(place) for each in statements for place in framework.where(each)))
    caption = f"{source}: {where}" if where else source
    return (
        f'<figure class="expectations"><p class="lead-in">{lead}</p>'
        f"<blockquote>{_list(statements)}</blockquote><figcaption>{caption}</figcaption></figure>"
    )


def _said(sentence: str, framework: Framework, **values: str) -> str:
    """A sentence about the framework, with what its document is called and who wrote it."""
    called = framework.called
    capital = called[:1].upper() + called[1:]
    return escape(sentence.format(called=called, Called=capital, organisation=framework.organisation, **values))


def _list(statements: Iterable[Statement]) -> str:
    return "<ul>" + "".join(f"<li>{escape(each.text)}</li>" for each in statements) + "</ul>"


def render_definition(place: Place, framework: Framework, words: Mapping[str, str]) -> str:
    paragraphs = "".join(f"<p>{escape(paragraph)}</p>" for paragraph in place.definition.split("\n\n"))
    return _explained(place.name, paragraphs, framework, words)


def render_term(term: Term, framework: Framework, words: Mapping[str, str]) -> str:
    return _explained(term.term, f"<p>{escape(term.text)}</p>", framework, words)


def _explained(name: str, paragraphs: str, framework: Framework, words: Mapping[str, str]) -> str:
    source = _said(words["where"], framework)
    return (
        f'<figure class="expectations definition"><p class="lead-in">{_said(words["about_place"], framework)}</p>'
        f"<blockquote><p><strong>{escape(name)}</strong></p>{paragraphs}</blockquote>"
        f"<figcaption>{source}</figcaption></figure>"
    )


def render_case(title: str, html: str, words: Mapping[str, str]) -> str:
    heading = f"<h2>{escape(title)}</h2>" if title else ""
    return f'<div class="case"><p class="label">{words["case"]}</p>{heading}{html}</div>'


def render_note(title: str, html: str) -> str:
    heading = f"<h2>{escape(title)}</h2>" if title else ""
    return f'<div class="note">{heading}{html}</div>'


def render_shift(html: str) -> str:
    return f'<div class="shift">{html}</div>'
