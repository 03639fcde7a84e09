"""Blocks -> a draft of the framework: levels in order, headings in ranks, each statement once, and what was left over."""

import re
from collections import Counter
from collections.abc import Sequence

from course.importer import about, labels
from course.importer.blocks import blocks
from course.importer.document import Block, Document
from course.importer.draft import Draft, DraftLevel, Found, Heading
from course.importer.events import Told
from course.importer.explaining import bring_home, define, expected_in_prose
from course.importer.glossary import without_glossary
from course.importer.headings import Headings
from course.importer.kept import Kept
from course.importer.labels import folded
from course.importer.leftovers import leftovers
from course.importer.levels import GENERIC, START, key_of, one_of, rank
from course.importer.once import once
from course.importer.placed import Placed, Placing
from course.importer.placing import place
from course.importer.telling import tell
from course.importer.verdict import judge

TERM_DOUBT = "Temaet har ingen punkter. Teksten er taget fra ordlisten."
EVERYBODY_DOUBT = "Der står ikke et niveau ved. Vi har sat den til alle ledere."
MOST_LEVELS = 5


def find(document: Document, source: str) -> Draft:
    """The draft of a framework from a document.

    :param source: the file's name, as the framework will state it
    """
    parts = blocks(document)
    draft = Draft(source=source)
    draft.title = about.title(parts, document.title) or source
    draft.organisation = about.organisation(parts)
    draft.year = about.year(parts, draft.title)
    draft.language = about.language("\n".join(" ".join(block.cells) or block.text for block in parts))
    body, draft.terms = without_glossary(parts)
    told = tell(body)
    styled = any(line.rank for line in document.lines)
    _fill(draft, told, place(told, styled), parts)
    return draft


def _fill(draft: Draft, told: Told, placing: Placing, parts: Sequence[Block]) -> None:
    """Levels, headings, statements and leftovers of the draft."""
    draft.levels = _levels(told, placing)
    keys = {level.key for level in draft.levels}
    kept = Kept(placing, keys)
    says = [each for each in placing.says if kept.keeps(each)]
    if not says and not keys:
        says = [each for each in placing.steps if kept.keeps(each)]
    title = _title(draft, placing)
    headings = Headings(draft.headings, placing, title, bool(keys))
    headings.decide(says)
    found = [_found(each, headings, keys) for each in says]
    bring_home(placing.prose, draft.headings, placing.heads)
    found.extend(expected_in_prose(placing.prose, headings, title))
    if not keys:
        keys = _one_role(draft, found)
    draft.statements = once(found, keys)
    used = define(placing.prose, draft.headings)
    _take_terms(draft, placing)
    judge(draft, parts)
    used = used if draft.statements else set()
    used |= {event.line for event in told.events if event.kind == "level"}
    draft.unplaced = list(leftovers(draft, parts, used))


def _levels(told: Told, placing: Placing) -> list[DraftLevel]:
    """The levels that statements are for, from the top; none where only one has statements."""
    used = Counter(each.key for each in placing.says if each.key)
    order = [key for key in told.names if used[key]]
    if len(order) < 2:
        return []
    if len(order) > MOST_LEVELS:
        most = {key for key, _count in used.most_common(MOST_LEVELS)}
        order = [key for key in order if key in most]
    ranks = [rank(key) for key in order]
    if all(each < 9 for each in ranks) and ranks == sorted(ranks, reverse=True) and len(set(ranks)) > 1:
        order.reverse()
    return [DraftLevel(key, told.names[key], one_of(told.names[key])) for key in order]


def _one_role(draft: Draft, found: Sequence[Found]) -> set[str]:
    """The one level of a document whose title names a role, and whose sentences speak of that role and no other."""
    named = [START.match(re.sub(r"^(?:Som|As an?|As) ", "", each.text).capitalize()) for each in found]
    roles = Counter(key_of(match[1]) for match in named if match and match[1][0].isupper())
    if len(roles) != 1 or roles.total() < 3:
        return set()
    key = next(iter(roles))
    if key in GENERIC or key not in draft.title.casefold():
        return set()
    name = key.capitalize()
    draft.levels = [DraftLevel(key, name, one_of(name))]
    for each in found:
        each.level = key
    return {key}


def _title(draft: Draft, placing: Placing) -> str:
    """The document's title for comparing; empty where it stands as a heading more than once."""
    title = folded(draft.title)
    return "" if sum(folded(event.text) == title for event in placing.heads) > 1 else title


def _found(each: Placed, headings: Headings, keys: set[str]) -> Found:
    group, theme, aspect = headings.open(headings.names(each))
    doubt = each.doubt or each.event.doubt
    if keys and each.key is None:
        doubt = doubt or EVERYBODY_DOUBT
    level = each.key if each.key in keys else None
    return Found(each.event.text, each.event.line, level, group, theme, aspect, each.key == "", doubt)


def _take_terms(draft: Draft, placing: Placing) -> None:
    """A heading that the list of words explains and that holds no statement takes the explanation's sentences."""
    if draft.levels or not draft.statements:
        return
    heads = {
        folded(labels.heading_name(part)): event
        for event in placing.heads
        for part in (event.text, *event.text.split())
    }
    held = {folded(heading.name) for heading in draft.headings.values()}
    within = " ".join(held)
    for term, text in draft.terms:
        name = folded(term)
        if name not in heads or name in within or any(name[:8] == each[:8] for each in held):
            continue
        key = f"theme:{name}"
        draft.headings.setdefault(key, Heading(labels.heading_name(term), "theme", None, heads[name].line))
        for sentence in labels.sentences(text):
            draft.statements.append(Found(sentence, heads[name].line, None, None, key, None, True, TERM_DOUBT))
