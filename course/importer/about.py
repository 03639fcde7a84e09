"""What a document says of itself: title, organisation, year and language."""

import re
from collections import Counter
from collections.abc import Sequence

from course.importer.document import Block
from course.importer.labels import FRAMEWORK, SUBJECT, heading_name, label_like

SMALL_WORDS = {
    "da": "og at det der ikke til af med som er på vi for hvad også jeg blev efter gennem hvordan sikrer skaber medarbejdere tydelig",
    "nb": "og at det som ikke til av med er på vi for hva også jeg ble etter gjennom hvordan sikrer skaper medarbeidere tydelig",
    "sv": "och att det som inte till av med är på vi för vad också jag blev efter genom hur säkerställer skapar medarbetare tydlig",
    "en": "and that the which not to of with is on we for what also are was after through how ensures creates staff clear",
}
ORGANISATION = re.compile(
    r"\b((?:[A-ZÆØÅÄÖ][\w-]+(?:[ -][A-ZÆØÅÄÖ][\w-]+)?)s? (?:Kommune|kommune|Kommun|kommun|Region|Universitet|Universitetshospital|Hospital|Sygehus|Municipality|County Council|City Council|Council|University|fylkeskommune|Fylkeskommune)|"
    r"Region [A-ZÆØÅÄÖ][\w-]+|(?:University|City|Municipality) of [A-Z][\w-]+|[A-ZÆØÅÄÖ][\w-]+ (?:A/S|ApS|AB|AS|Ltd|Trust|Styrelsen))(?:s|\u2019s|'s)?(?![\w])"
)
MONTH = (
    r"januar|februar|marts|mars|april|maj|mai|juni|juli|august|augusti|september|oktober|november|december|desember|"
    r"januari|februari|january|february|march|may|june|july|october|efterår(?:et)?|forår(?:et)?"
)
DATED = re.compile(
    rf"(?:\b(?:{MONTH})\s+|©\s*|(?:vedtaget|godkendt|revideret|version|udgave|udgivet|vedtatt|antagen|beslutad|adopted|approved|revised|edition)\D{{0,25}})((?:19|20)\d\d)\b",
    re.IGNORECASE,
)
YEAR = re.compile(r"\b(20[0-4]\d|19[89]\d)\b")


def language(text: str) -> str:
    """da, nb, sv or en, by the small words; Danish where nothing tells."""
    words = Counter(re.findall(r"[^\W\d_]+", text.casefold()[:200_000]))
    scores = {each: sum(words[word] for word in small.split()) for each, small in SMALL_WORDS.items()}
    best = max(scores, key=lambda each: scores[each])
    return best if scores[best] > scores["da"] else "da"


def title(blocks: Sequence[Block], said: str) -> str:
    """The document's title: its largest first heading, or the first line that names a framework."""
    subject = next((block.text for block in blocks[:8] if SUBJECT.match(block.text)), None)
    if subject is not None:
        return SUBJECT.sub("", subject)
    early = [block for block in blocks[:40] if block.kind in ("heading", "text") and label_like(block.text)]
    ranked = [block for block in early if block.rank]
    ranked = [block for block in ranked if block.page == ranked[0].page]
    if ranked:
        top = min(block.rank for block in ranked)
        return _plain(next(block.text for block in ranked if block.rank == top))
    opening: list[Block] = []
    for block in blocks[:3]:
        if (
            block.kind in ("heading", "text")
            and label_like(block.text)
            and (not opening or block.page == opening[0].page)
            and not block.text.endswith(":")
        ):
            opening.append(block)
        else:
            break
    named = next((block for block in opening if FRAMEWORK.search(block.text)), None)
    if named is not None:
        return _plain(named.text)
    if opening:
        return _plain(opening[0].text)
    other = next((block for block in early if FRAMEWORK.search(block.text) and block.page == blocks[0].page), None)
    if other is not None:
        return _plain(other.text)
    named_so = Counter(match[0].capitalize() for block in blocks for match in FRAMEWORK.finditer(block.text))
    return said or (named_so.most_common(1)[0][0] if named_so else "")


def is_imprint(text: str) -> bool:
    """Whether a line states only who and when: `Nordby Kommune, marts 2024`."""
    rest = ORGANISATION.sub("", text)
    if rest == text:
        return False
    rest = YEAR.sub("", re.sub(rf"\b(?:{MONTH})\b", "", rest, flags=re.IGNORECASE))
    return not any(letter.isalpha() for letter in rest)


def _plain(text: str) -> str:
    """A title without number and colon."""
    name = heading_name(text)
    return text if name.casefold() == text.casefold() else name


def organisation(blocks: Sequence[Block]) -> str:
    """The organisation named most often; empty where none is named."""
    seen: Counter[str] = Counter()
    for block in blocks:
        for text in block.cells or (block.text,):
            for match in ORGANISATION.finditer(text):
                name = re.sub(
                    r"^(?:I|For|Som|Hos|Til|The|In|At|Leder|Ledere|Ledelse|Velkommen) (?=[A-ZÆØÅÄÖ])", "", match[1]
                )
                seen[name] += 1
    if not seen:
        return ""
    return seen.most_common(1)[0][0]


def year(blocks: Sequence[Block], name: str) -> int | None:
    """The year of the document: with a month or "vedtaget", or in its title; years in running text do not count."""
    for pattern, texts in (
        (YEAR, [name, *(block.text for block in blocks[:4] if label_like(block.text))]),
        (DATED, [block.text for block in blocks if len(block.text) < 160 or DATED.match(block.text)]),
    ):
        for text in texts:
            if match := pattern.search(text):
                return int(match[1])
    return None
