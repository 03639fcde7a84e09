"""A draft -> the text of a framework.md that reads back as the same framework."""

import re
import unicodedata
from collections import Counter
from collections.abc import Iterator

from course.importer.draft import Draft, Found, Heading
from course.module import LETTERS

SMALL = frozenset(
    """
    og i at på for til af en et den det de der som med fra om er vi skal har ved sin sine the a an and of to in on
    with och att av till är ska
    """.split()
)


def slug(text: str, most: int = 4, every: bool = False) -> str:
    """A readable id: the first words that carry meaning, small letters and hyphens; never empty.

    :param every: small words such as "af" count too
    """
    plain = text.casefold().replace("&", " og ").translate(LETTERS)
    plain = unicodedata.normalize("NFKD", plain).encode("ascii", "ignore").decode()
    words = re.findall(r"[a-z0-9]+", plain)
    chosen = [word for word in words if every or word not in SMALL][:most] or words[:most]
    return "-".join(word[:24] for word in chosen) or "x"


class _Ids:
    """Ids that are given once each."""

    def __init__(self) -> None:
        self.taken: set[str] = set()
        self.times: Counter[str] = Counter()

    def take(self, wanted: str) -> str:
        id = wanted
        while id in self.taken:
            self.times[wanted] += 1
            id = f"{wanted}-{self.times[wanted] + 1}"
        self.taken.add(id)
        return id


def name_all(draft: Draft) -> None:
    """Give levels, headings and statements their ids."""
    levels = _Ids()
    for level in draft.levels:
        level.id = levels.take(slug(level.name, 5, every=True))
    ids = _Ids()
    by_key = {level.key: level.id for level in draft.levels}
    for heading in draft.headings.values():
        above = draft.headings[heading.parent].id if heading.kind == "aspect" and heading.parent else ""
        heading.id = ids.take(f"{above}-{slug(heading.name, 2)}" if above else slug(heading.name, 3))
    for each in draft.statements:
        place = each.aspect or each.theme
        front = draft.headings[place].id if place and place in draft.headings else ""
        end = by_key.get(each.level or "", "alle" if draft.levels else "")
        words = slug(each.text, 2 if front else 3)
        each.id = ids.take("-".join(part for part in (front, words, end) if part))


def write(draft: Draft) -> str:
    """The text of framework.md. Ids are given on the way."""
    name_all(draft)
    sheet = _Sheet(draft)
    parts = [_front(draft), *_terms(draft), *sheet.items((None, None, None))]
    groups = [key for key, heading in draft.headings.items() if heading.kind == "group"]
    for key, heading in draft.headings.items():
        if heading.kind == "theme" and heading.parent not in draft.headings:
            parts.extend(sheet.theme(key))
    for key in groups:
        parts.extend(_heading(draft.headings[key], 1))
        parts.extend(sheet.items((key, None, None)))
        for theme in sheet.inside.get(key, ()):
            parts.extend(sheet.theme(theme))
    return "\n\n".join(part for part in parts if part) + "\n"


class _Sheet:
    """The statements by their places, ready to be written below their headings."""

    def __init__(self, draft: Draft) -> None:
        self.draft = draft
        self.names = {level.key: level.name for level in draft.levels}
        self.under: dict[tuple[str | None, str | None, str | None], list[Found]] = {}
        for each in draft.statements:
            place = (None if each.theme else each.group, each.theme, each.aspect)
            self.under.setdefault(place, []).append(each)
        self.inside: dict[str, list[str]] = {}
        for key, heading in draft.headings.items():
            if heading.parent is not None:
                self.inside.setdefault(heading.parent, []).append(key)

    def items(self, place: tuple[str | None, str | None, str | None]) -> Iterator[str]:
        """The list of the statements at a place; nothing where there are none."""
        lines = []
        for each in self.under.get(place, ()):
            label = f"**{_label(self.names.get(each.level or '', 'Alle'))}:** " if self.names else ""
            lines.append(f"- {label}{safe(each.text)} {{#{each.id}}}")
        if lines:
            yield "\n".join(lines)

    def theme(self, key: str) -> Iterator[str]:
        yield from _heading(self.draft.headings[key], 2)
        yield from self.items((None, key, None))
        for aspect in self.inside.get(key, ()):
            yield from _heading(self.draft.headings[aspect], 3)
            yield from self.items((None, key, aspect))


def _front(draft: Draft) -> str:
    lines = [
        "---",
        f"title: {_quoted(draft.title)}",
        f"organisation: {_quoted(draft.organisation)}",
        f"year: {draft.year or ''}".rstrip(),
        f"language: {draft.language}",
        f"source: {_quoted(draft.source)}",
    ]
    if draft.levels:
        lines.append("levels:")
        lines.extend(
            f"  {level.id}: {{name: {_quoted(_label(level.name))}, one: {_quoted(level.one)}}}"
            for level in draft.levels
        )
    return "\n".join([*lines, "---"])


def _quoted(text: str) -> str:
    """A value that YAML reads as this text."""
    plain = "".join(letter if letter.isprintable() else " " for letter in " ".join(text.split()))
    return '"' + plain.replace("\\", "\\\\").replace('"', '\\"') + '"'


def _label(name: str) -> str:
    return re.sub(r"[*:]+", " ", " ".join(name.split())).strip() or "x"


def _terms(draft: Draft) -> Iterator[str]:
    for term, text in draft.terms:
        if safe(term) and safe(text):
            yield f"{safe(term)}\n: {safe(text)}"


def _heading(heading: Heading, rank: int) -> Iterator[str]:
    yield f"{'#' * rank} {safe(heading.name) or 'Uden navn'} {{#{heading.id}}}"
    for paragraph in heading.definition:
        if safe(paragraph):
            yield safe(paragraph)


def safe(text: str) -> str:
    """A text on one line that Markdown reads as nothing but text: no mark of a list, heading or link at its beginning."""
    plain = " ".join(text.split())
    if not plain.isprintable():
        plain = " ".join("".join(letter if letter.isprintable() else " " for letter in plain).split())
    while True:
        bare = re.sub(r"^(?:[#>*+=~`|:\[\]<_–—-]+\s*|\d{1,9}[.)](?:\s+|$))", "", plain)
        if bare == plain:
            break
        plain = bare
    return re.sub(r"\{#[^{}\s]*\}", "", plain).strip()
