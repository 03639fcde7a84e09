"""What a person does with the statements. Framework in, framework out; whatever is moved or reworded keeps its id."""

from collections.abc import Iterable, Sequence
from dataclasses import replace

from course.framework import Framework, Place, Statement
from course.importer.writing import slug
from course.sorting.refused import GONE, NO_LEVEL, NO_NEXT, NO_PLACE, NO_TEXT, TOO_LONG, Refused, free_id, swapped
from course.writing import innermost, plain, rank_of, rewritten

LONGEST = 2000
"""Characters of one statement; the longest that is shipped has about 400."""
GROUP, THEME, ASPECT = 1, 2, 3
"""Ranks of headings."""


def move(framework: Framework, ids: Iterable[str], place: str, level: str) -> Framework:
    """Put statements at the end of a place and level, in the order they have.

    :param place: the id of a heading; empty: under none
    :param level: a level's id; empty: for all leaders
    """
    wanted = {_statement(framework, id).id for id in ids}
    moved = [_at(framework, each, place, level) for each in framework.statements if each.id in wanted]
    stay = [each for each in framework.statements if each.id not in wanted]
    return rewritten(replace(framework, statements=(*stay, *moved)))


def change(framework: Framework, id: str, texts: Sequence[str], place: str, level: str) -> Framework:
    """Give a statement its wording and place. Several texts split it: the first one keeps the id."""
    old = _statement(framework, id)
    texts = _texts(texts)
    stays = (innermost(old) or "", old.level or "") == (place, level)
    first = replace(_at(framework, old, place, level), text=texts[0])
    parts = [first, *_new(framework, texts[1:], place, level)]
    at = framework.statements.index(old)
    before, after = framework.statements[:at], framework.statements[at + 1 :]
    statements = (*before, *parts, *after) if stays else (*before, *after, *parts)
    return rewritten(replace(framework, statements=statements))


def add(framework: Framework, texts: Sequence[str], place: str, level: str) -> Framework:
    """Add statements at the end of a place and level."""
    added = _new(framework, _texts(texts), place, level)
    return rewritten(replace(framework, statements=(*framework.statements, *added)))


def delete(framework: Framework, id: str) -> Framework:
    old = _statement(framework, id)
    return rewritten(replace(framework, statements=tuple(each for each in framework.statements if each is not old)))


def merge(framework: Framework, id: str) -> Framework:
    """Join a statement with the next one of its place and level; it keeps its id."""
    first = _statement(framework, id)
    second = following(framework, first)
    if second is None:
        raise Refused(NO_NEXT)
    text = f"{first.text} {second.text}"
    if len(text) > LONGEST:
        raise Refused(TOO_LONG)
    joined = replace(first, text=text)
    kept = [joined if each is first else each for each in framework.statements if each is not second]
    return rewritten(replace(framework, statements=tuple(kept)))


def shift(framework: Framework, id: str, up: bool) -> Framework:
    """Let a statement change places with its neighbour of the same place and level; at the end nothing happens."""
    one = _statement(framework, id)
    other = following(framework, one, back=up)
    return rewritten(replace(framework, statements=swapped(framework.statements, one, other)))


def following(framework: Framework, statement: Statement, back: bool = False) -> Statement | None:
    """The next statement of the same place and level, or the one before."""
    beside = [each for each in framework.statements if _stands(each) == _stands(statement)]
    at = beside.index(statement) + (-1 if back else 1)
    return beside[at] if 0 <= at < len(beside) else None


def _stands(statement: Statement) -> tuple[str | None, str | None]:
    return innermost(statement), statement.level


def _statement(framework: Framework, id: str) -> Statement:
    found = framework.statement(id)
    if found is None:
        raise Refused(GONE)
    return found


def _at(framework: Framework, statement: Statement, place: str, level: str) -> Statement:
    """The statement with the headings above it and the level set."""
    if level and level not in {each.id for each in framework.levels}:
        raise Refused(NO_LEVEL)
    above: dict[int, str | None] = {GROUP: None, THEME: None, ASPECT: None}
    id: str | None = place or None
    while id is not None:
        heading = place_of(framework, id)
        above[rank_of(framework, heading)] = id
        id = heading.parent
    return replace(statement, level=level or None, group=above[GROUP], theme=above[THEME], aspect=above[ASPECT])


def _texts(texts: Sequence[str]) -> list[str]:
    clean = [text for text in map(plain, texts) if any(map(str.isalnum, text))]
    if not clean:
        raise Refused(NO_TEXT)
    if any(len(text) > LONGEST for text in clean):
        raise Refused(TOO_LONG)
    return clean


def _new(framework: Framework, texts: Sequence[str], place: str, level: str) -> list[Statement]:
    taken = set(framework.references())
    end = level or ("alle" if framework.levels else "")
    made = []
    for text in texts:
        words = slug(text, 2 if place else 3)
        id = free_id("-".join(part for part in (place, words, end) if part), taken)
        taken.add(id)
        made.append(_at(framework, Statement(id, text, None, None, None, None, 0), place, level))
    return made


def place_of(framework: Framework, id: str) -> Place:
    """The heading of that id.

    :raises Refused: if there is none
    """
    found = framework.place(id)
    if found is None:
        raise Refused(NO_PLACE)
    return found
