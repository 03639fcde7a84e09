"""A new version of a framework: what has changed, and which parts of a course it makes stale.

Statements are matched by id, then by the same wording, then by likeness. What is found is proposed and never applied: a
person says whether a change is of language or of substance.
"""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from difflib import SequenceMatcher
from typing import Literal

from course.compile import Course
from course.framework import Framework, Statement

ALIKE = 0.6
"""The share of letters in common from which two statements may be versions of one."""
NEIGHBOUR = 0.05
"""What the same level, and the same theme, add when two candidates are as like."""

Kind = Literal["new", "changed", "removed"]


@dataclass(frozen=True, slots=True)
class Change:
    """One statement that is not as it was."""

    kind: Kind
    old: Statement | None
    """None: new."""
    new: Statement | None
    """None: removed."""
    reworded: bool
    moved: bool
    """To another level, or to another theme or focus point."""

    @property
    def statement(self) -> Statement:
        """The statement as the course knows it; a new one as the document says it."""
        known = self.old or self.new
        assert known is not None
        return known


@dataclass(frozen=True, slots=True)
class Stale:
    """A part of a course that refers to a changed statement: to be looked at, and usable until then."""

    kind: Literal["module", "question", "prompt"]
    item: str
    module: str
    statement: str
    """The id of the changed statement."""


def difference(old: Framework, new: Framework) -> tuple[Change, ...]:
    """What has changed: changed and removed statements in the old order, then new ones in theirs. Empty: nothing."""
    pairs = _pairs(old, new)
    paired = set(pairs.values())
    changes = [change for each in old.statements if (change := _change(each, pairs.get(each.id), old, new))]
    changes += [Change("new", None, each, False, False) for each in new.statements if each.id not in paired]
    return tuple(changes)


def _change(statement: Statement, partner: str | None, old: Framework, new: Framework) -> Change | None:
    after = new.statement(partner) if partner else None
    if after is None:
        return Change("removed", statement, None, False, False)
    reworded = _folded(statement) != _folded(after)
    moved = _place(statement, old) != _place(after, new)
    return Change("changed", statement, after, reworded, moved) if reworded or moved else None


def _folded(statement: Statement) -> str:
    return " ".join(statement.text.split())


def _place(statement: Statement, framework: Framework) -> tuple[str, ...]:
    """Level, theme and focus point by name: ids may have been made anew. A group alone is no other place."""
    names = {level.id: level.name.casefold() for level in framework.levels}
    headings = (framework.place(id) for id in (statement.theme, statement.aspect) if id)
    return (names.get(statement.level or "", ""), *(each.name.casefold() for each in headings if each))


def _pairs(old: Framework, new: Framework) -> Mapping[str, str]:
    """Old id -> new id of statements that are versions of one another."""
    pairs = {each.id: each.id for each in old.statements if new.statement(each.id) is not None}
    left = [each for each in old.statements if each.id not in pairs]
    free = [each for each in new.statements if each.id not in pairs]
    for each in left:
        same = [other for other in free if _folded(other) == _folded(each)]
        if same:
            best = max(same, key=lambda other: _nearness(each, other, old, new))
            pairs[each.id] = best.id
            free.remove(best)
    candidates = sorted(_likely([each for each in left if each.id not in pairs], free, old, new), reverse=True)
    taken: set[str] = set()
    for _score, before, after in candidates:
        if before not in pairs and after not in taken:
            pairs[before] = after
            taken.add(after)
    return pairs


def _likely(
    left: Sequence[Statement], free: Sequence[Statement], old: Framework, new: Framework
) -> Iterator[tuple[float, str, str]]:
    """Pairs that may be versions of one statement, with how likely."""
    for each in left:
        matcher = SequenceMatcher(None, b=_folded(each).casefold(), autojunk=False)
        for other in free:
            matcher.set_seq1(_folded(other).casefold())
            if matcher.real_quick_ratio() >= ALIKE and matcher.quick_ratio() >= ALIKE:
                ratio = matcher.ratio()
                if ratio >= ALIKE:
                    yield ratio + _nearness(each, other, old, new), each.id, other.id


def _nearness(before: Statement, after: Statement, old: Framework, new: Framework) -> float:
    """0 to 0.1: the same level and the same headings speak for a pair."""
    (level, *places), (other_level, *other_places) = _place(before, old), _place(after, new)
    return NEIGHBOUR * (level == other_level) + NEIGHBOUR * (places == other_places)


def stale(course: Course, changes: Sequence[Change]) -> tuple[Stale, ...]:
    """Every module, question and prompt that refers to a changed or removed statement, each once per statement."""
    touched = {change.old.id for change in changes if change.old is not None}
    found: dict[Stale, None] = {}
    for module in course.modules.values():
        shown = module.shown & touched
        for id in (each.id for each in course.framework.statements if each.id in shown):
            found[Stale("module", module.id, module.id, id)] = None
        for question in module.questions:
            for each in course.framework.named(question.covers):
                if each.id in touched:
                    found[Stale("question", question.id, module.id, each.id)] = None
        for version in module.versions.values():
            for prompt in version.prompts:
                for each in course.framework.named(prompt.covers):
                    if each.id in touched:
                        found[Stale("prompt", prompt.id, module.id, each.id)] = None
    return tuple(found)
