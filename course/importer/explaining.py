"""Paragraphs under headings: what defines a theme, and what expects something of all leaders."""

import re
from collections.abc import Iterator, Sequence

from course.importer import labels, prose
from course.importer.draft import Found, Heading
from course.importer.events import Event
from course.importer.headings import Headings
from course.importer.labels import folded, packed
from course.importer.placed import Node, Placed

PROSE_DOUBT = "Sætningen er taget ud af løbende tekst. Se efter, om den er en forventning."
OF = re.compile(
    r"((?:[\w-]+[ ,]+){1,6}?)(?:handler om|betyder|er at|er evnen|omfatter|innebär|handlar om|betyr|means|is about|is the)\b"
)
"""What a definition begins with: the theme's name and one of these."""


def expected_in_prose(paragraphs: Sequence[Placed], headings: Headings, title: str) -> Iterator[Found]:
    """Expectations to all in running text, where a heading holds a longer text or demands outright.

    :param title: the document's title, folded
    """
    under: dict[tuple[str, ...], list[Placed]] = {}
    for each in paragraphs:
        under.setdefault(tuple(folded(node.name) for node in each.path), []).append(each)
    for names, here in under.items():
        text = " ".join(each.event.text for each in here)
        if here[0].aside or labels.DEFINITION.match(text):
            continue
        if not names or names[-1] == title:
            find = prose.for_all
        elif len(labels.sentences(text)) >= (4 if headings.placing.says else 2):
            find = prose.expectations
        else:
            find = prose.for_all if headings.leveled else prose.outright
        for each in here:
            for sentence in find(each.event.text):
                group, theme = _place(each, headings)
                yield Found(sentence, each.event.line, None, group, theme, None, True, PROSE_DOUBT)


def _place(each: Placed, headings: Headings) -> tuple[str | None, str | None]:
    """The group and theme that a sentence of a paragraph belongs to; where no theme is known its heading is made a group.

    In a document that has nothing but running text the headings are themes.
    """
    nodes = headings.names(each)
    for node in reversed(nodes):
        if (theme := f"theme:{folded(node.name)}") in headings.made:
            return headings.made[theme].parent, theme
    if not nodes:
        return None, None
    kind = "group" if headings.placing.says else "theme"
    key = f"{kind}:{folded(nodes[-1].name)}"
    headings.made.setdefault(key, Heading(labels.heading_name(nodes[-1].name), kind, None, nodes[-1].line))
    return (key, None) if kind == "group" else (None, key)


def bring_home(paragraphs: Sequence[Placed], made: dict[str, Heading], heads: Sequence[Event]) -> None:
    """Put paragraphs right that columns have put under the wrong heading, on pages that have a theme's heading.

    A paragraph that begins by naming another theme and not its own goes there, with those that follow it. One that stands
    before the first theme of its page, under no theme, goes on with the theme that the document has before that one.

    :param heads: all headings in the order of the document
    """
    themes = {folded(heading.name): stems(heading.name) for heading in made.values() if heading.kind == "theme"}
    order = list(themes)
    on_page: dict[int, list[tuple[int, str]]] = {}
    for head in heads:
        if folded(head.text) in themes:
            on_page.setdefault(head.page, []).append((head.line, folded(head.text)))
    home: str | None = None
    last: tuple[Node, ...] | None = None
    for each in paragraphs:
        if each.path != last:
            home, last = None, each.path
        own = folded(each.path[-1].name) if each.path else ""
        page = on_page.get(each.event.page, [])
        if own not in themes and (each.aside or not page):
            continue
        begins = labels.sentences(each.event.text)[0]
        if own in themes and _names(begins, themes[own]):
            home = None
        else:
            home = next((name for name, words in themes.items() if name != own and _names(begins, words)), home)
        if home is None and own not in themes:
            home = _goes_on_with(each.event.line, page, order)
        if home is not None:
            each.path = (Node(made[f"theme:{home}"].name, 0, "theme", each.event.line),)


def _goes_on_with(line: int, page: Sequence[tuple[int, str]], order: Sequence[str]) -> str | None:
    """The theme before the one whose heading comes next, where none stands on the page before this line."""
    above = [name for at, name in page if at < line]
    below = [name for at, name in page if at > line]
    if above or not below or order.index(below[0]) == 0:
        return None
    return order[order.index(below[0]) - 1]


def stems(text: str) -> set[str]:
    """The beginnings of the longer words of a text."""
    return {word.casefold()[:5] for word in re.findall(r"[^\W\d_]{3,}", text)}


def _names(sentence: str, words: set[str]) -> bool:
    """Whether a sentence has words that begin like all of these."""
    said = [word.casefold() for word in re.findall(r"[^\W\d_]{3,}", sentence)]
    return bool(words) and all(any(each.startswith(word) for each in said) for word in words)


def define(paragraphs: Sequence[Placed], made: dict[str, Heading]) -> set[int]:
    """Give headings the paragraphs that define them; the lines that were used."""
    by_name: dict[str, Heading] = {}
    for heading in made.values():
        by_name.setdefault(folded(heading.name), heading)
    used: set[int] = set()
    for each in paragraphs:
        stated = labels.DEFINITION.match(each.event.text)
        target = _defined(each, by_name, stated is not None)
        if target is None or each.event.text.endswith(":"):
            continue
        body = stated[1] if stated else each.event.text
        if not any(packed(known).startswith(packed(body)[:60]) for known in target.definition):
            target.definition.append(body)
        used.add(each.event.line)
    return used


def _defined(each: Placed, by_name: dict[str, Heading], stated: bool) -> Heading | None:
    """The heading that a paragraph begins with the name of, or else that it stands under."""
    start = OF.match(each.event.text)
    heading = by_name.get(folded(start[1])) if start else None
    if heading is None and each.path and not each.late:
        last = each.path[-1]
        if each.key is None or stated or last.word == "theme":
            heading = by_name.get(folded(last.name))
    return heading
