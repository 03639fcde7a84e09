"""A new version of a framework: what has changed. What is found is proposed and never applied by itself.

A person says of each change whether it is of language or of substance, or that the two are not the same after all.
"""

import hashlib
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass
from enum import StrEnum
from functools import lru_cache
from typing import Literal

from course.framework import Framework, Statement
from course.matching import Pairs, alike, fold, pair, same_level, same_place

SMALL = 0.9
"""From this likeness on a new wording is a small one: a comma, an ending, a word."""

What = Literal["head", "level", "place", "term", "statement"]
Kind = Literal["new", "changed", "removed"]


class Choice(StrEnum):
    """What a person decides about a change."""

    LINGUISTIC = "linguistic"
    SUBSTANCE = "substance"
    DIFFERENT = "different"
    """Not the same: the old one is removed, the new one is new."""
    KEEP = "keep"
    """As it was: the new version is not followed here."""


@dataclass(frozen=True, slots=True)
class Wording:
    """A part of a framework as one of the two versions says it."""

    id: str
    """Of a term its folded name; of the head the key: `title`."""
    text: str
    """A statement, definition or explanation; of a level what fits "for en ..."; may be empty."""
    name: str = ""
    """Of a heading, level or term; empty for a statement."""
    level: str = ""
    """The level's name; empty: for all."""
    above: tuple[str, ...] = ()
    """The headings it stands under, from the outermost."""


@dataclass(frozen=True, slots=True)
class Change:
    """One part that is not as it was."""

    what: What
    kind: Kind
    old: Wording | None
    """None: new."""
    new: Wording | None
    """None: removed."""
    reworded: bool = False
    moved: bool = False
    """A statement that is now for another level, or under another theme or focus point."""
    likeness: float = 0.0
    """0 to 1: of the two wordings; 0 also where they have less than half in common."""

    @property
    def known(self) -> Wording:
        """The part as the course knows it; a new one as the document says it."""
        known = self.old or self.new
        assert known is not None
        return known

    @property
    def key(self) -> str:
        """What a decision is kept under: another wording asks for another decision."""
        return hashlib.sha256(repr((self.what, self.old, self.new)).encode()).hexdigest()[:16]

    @property
    def small(self) -> bool:
        return self.kind == "changed" and not self.moved and self.likeness >= SMALL

    @property
    def choices(self) -> tuple[Choice, ...]:
        """What can be decided, the usual first."""
        if self.kind == "changed":
            different = () if self.what == "head" else (Choice.DIFFERENT,)
            return (Choice.LINGUISTIC, Choice.SUBSTANCE, *different, Choice.KEEP)
        if self.kind == "new" and self.what in ("level", "place"):
            return (Choice.SUBSTANCE,)  # what stands under it must have somewhere to stand
        return (Choice.SUBSTANCE, Choice.KEEP)


Decisions = Mapping[str, Choice]
"""The key of a change -> what was decided."""


@lru_cache(maxsize=8)
def difference(old: Framework, new: Framework, *, by_id: bool = True) -> tuple[Change, ...]:
    """What has changed: the head, levels, headings, statements and terms; in each changed and removed ones, then new.

    :param by_id: False where the new ids were made by the importer
    """
    pairs = pair(old, new, by_id=by_id)
    moved = _moves(old, new, pairs)
    return (
        *_compare_heads(old, new),
        *_compare("level", _levels(old), _levels(new), pairs.levels),
        *_compare("place", _places(old), _places(new), pairs.places),
        *_compare("statement", _statements(old), _statements(new), pairs.statements, moved),
        *_compare("term", _terms(old), _terms(new), pairs.terms),
    )


def undecided(changes: Iterable[Change], decisions: Decisions) -> tuple[Change, ...]:
    """The changes that nobody has decided about yet; one with a single choice asks for nothing."""
    return tuple(
        change for change in changes if len(change.choices) > 1 and decisions.get(change.key) not in change.choices
    )


def _compare_heads(old: Framework, new: Framework) -> Iterator[Change]:
    """Title, organisation and year; what the new version does not say stays."""
    for key in ("title", "organisation", "year"):
        before, after = str(getattr(old, key) or ""), str(getattr(new, key) or "")
        if after and before != after:
            yield Change("head", "changed", Wording(key, before), Wording(key, after), reworded=True)


def _compare(
    what: What,
    before: Mapping[str, Wording],
    after: Mapping[str, Wording],
    pairs: Mapping[str, str],
    moved: Callable[[str, str], bool] = lambda _old, _new: False,
) -> Iterator[Change]:
    for id, old in before.items():
        new = after.get(pairs.get(id, ""))
        if new is None:
            yield Change(what, "removed", old, None)
        elif (reworded := _said(old) != _said(new)) | (elsewhere := moved(old.id, new.id)):
            likeness = alike(_said(old), _said(new), 0.5) if reworded else 1.0
            yield Change(what, "changed", old, new, reworded, elsewhere, likeness)
    paired = {pairs[id] for id in before if id in pairs}
    for id, new in after.items():
        if id not in paired:
            yield Change(what, "new", None, new)


def _said(wording: Wording) -> str:
    return " ".join(f"{wording.name} {wording.text}".split())


def _moves(old: Framework, new: Framework, pairs: Pairs) -> Callable[[str, str], bool]:
    def moved(before: str, after: str) -> bool:
        one, other = old.statement(before), new.statement(after)
        return bool(one and other and not (same_level(one, other, pairs) and same_place(one, other, pairs)))

    return moved


def _levels(framework: Framework) -> dict[str, Wording]:
    return {level.id: Wording(level.id, level.one, level.name) for level in framework.levels}


def _places(framework: Framework) -> dict[str, Wording]:
    return {place.id: Wording(place.id, place.definition, place.name) for place in framework.places()}


def _terms(framework: Framework) -> dict[str, Wording]:
    return {fold(term.term): Wording(fold(term.term), term.text, term.term) for term in framework.terms}


def _statements(framework: Framework) -> dict[str, Wording]:
    names = {level.id: level.name for level in framework.levels}
    return {each.id: _wording(each, names.get(each.level or "", ""), framework) for each in framework.statements}


def _wording(statement: Statement, level: str, framework: Framework) -> Wording:
    return Wording(statement.id, statement.text, level=level, above=framework.where(statement))
