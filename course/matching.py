"""Which parts of two versions of a framework are the same one: levels, headings, statements and terms.

By id where people gave the ids, then by the same wording, then by likeness. To measure likeness letter by letter is
slow, so only the few statements that share most words are measured.
"""

from collections import Counter
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from difflib import SequenceMatcher
from functools import lru_cache

from course.framework import Framework, Level, Place, Statement, Term
from course.likeness import STEM

ALIKE = 0.6
"""The share of letters in common from which two texts may be versions of one."""
NEIGHBOUR = 0.05
"""What the same level, and the same headings, add when two candidates are as like."""
NEAREST = 5
"""So many candidates are measured for each statement."""
SHORTEST = 3
"""Letters of a word that counts when candidates are sought."""


@dataclass(frozen=True, slots=True)
class Pairs:
    """Old id -> new id of what is the same in both versions; terms by their folded name."""

    levels: Mapping[str, str]
    places: Mapping[str, str]
    statements: Mapping[str, str]
    terms: Mapping[str, str]


@lru_cache(maxsize=8)
def pair(old: Framework, new: Framework, *, by_id: bool = True) -> Pairs:
    """Pair the parts of two versions.

    :param by_id: False where the new ids were made by the importer: they tell nothing of the old ones
    """
    levels = _pair_levels(old, new, by_id)
    places = _pair_places(old, new, by_id)
    first = Pairs(levels, places, {}, _pair_terms(old, new))
    statements = _pair_statements(old, new, first, by_id)
    return replace(first, statements=statements, places=_pair_renamed(old, new, places, statements))


def alike(one: str, other: str, least: float = ALIKE) -> float:
    """The share of letters in common, 0 to 1; 0 where it is below `least`."""
    matcher = SequenceMatcher(None, fold(one), fold(other), autojunk=False)
    if matcher.real_quick_ratio() < least or matcher.quick_ratio() < least:
        return 0.0
    ratio = matcher.ratio()
    return ratio if ratio >= least else 0.0


def fold(text: str) -> str:
    """The text without what does not count: case and how it is broken over lines."""
    return " ".join(text.split()).casefold()


# --- levels and terms ---


def _pair_levels(old: Framework, new: Framework, by_id: bool) -> dict[str, str]:
    tests: list[Callable[[Level, Level], bool]] = [
        lambda one, other: fold(one.name) == fold(other.name),
        lambda one, other: fold(one.one) == fold(other.one),
        lambda one, other: alike(one.name, other.name) > 0,
    ]
    if by_id:
        tests.insert(0, lambda one, other: one.id == other.id)
    pairs: dict[str, str] = {}
    for test in tests:
        for one in old.levels:
            free = (each for each in new.levels if each.id not in pairs.values())
            if one.id not in pairs and (other := next((each for each in free if test(one, each)), None)):
                pairs[one.id] = other.id
    left = [each.id for each in old.levels if each.id not in pairs]
    free_ids = [each.id for each in new.levels if each.id not in pairs.values()]
    if len(left) == len(free_ids) == 1:
        pairs[left[0]] = free_ids[0]
    return pairs


def _pair_terms(old: Framework, new: Framework) -> dict[str, str]:
    pairs = {fold(term.term): fold(term.term) for term in old.terms if new.term(term.term)}
    free = [term for term in new.terms if fold(term.term) not in pairs]
    for term in old.terms:
        if fold(term.term) not in pairs and (other := next((each for each in free if _same_term(term, each)), None)):
            pairs[fold(term.term)] = fold(other.term)
            free.remove(other)
    return pairs


def _same_term(one: Term, other: Term) -> bool:
    """A term that has got another name, but keeps its explanation, or nearly the same name."""
    return fold(one.text) == fold(other.text) or alike(one.term, other.term, 0.8) > 0


# --- headings ---


def _ranks(framework: Framework) -> tuple[tuple[Place, ...], ...]:
    return framework.groups, framework.themes, framework.aspects


def _pair_places(old: Framework, new: Framework, by_id: bool) -> dict[str, str]:
    """Headings of the same rank with the same id, or the same name; best those under the same heading."""
    pairs: dict[str, str] = {}
    for before, after in zip(_ranks(old), _ranks(new), strict=True):
        if by_id:
            there = {each.id for each in after}
            pairs |= {each.id: each.id for each in before if each.id in there}
        for one in before:
            free = [each for each in after if each.id not in pairs.values() and fold(each.name) == fold(one.name)]
            if one.id not in pairs and free:
                best = max(free, key=lambda each: pairs.get(one.parent or "") == each.parent)
                pairs[one.id] = best.id
    return pairs


def _pair_renamed(
    old: Framework, new: Framework, places: Mapping[str, str], statements: Mapping[str, str]
) -> dict[str, str]:
    """Headings with a new name: half of either one's statements are the other's too, or the names are nearly the same."""
    pairs = dict(places)
    for rank, (before, after) in enumerate(zip(_ranks(old), _ranks(new), strict=True)):
        for one in before:
            free = {each.id: each for each in after if each.id not in pairs.values()}
            if one.id in pairs or not free:
                continue
            moved: Counter[str] = Counter()
            under = old.named([one.id])
            for each in under:
                partner = new.statement(statements.get(each.id, ""))
                above = (partner.group, partner.theme, partner.aspect)[rank] if partner else None
                if above in free:
                    moved[above] += 1
            place, count = moved.most_common(1)[0] if moved else ("", 0)
            if count and 2 * count >= max(len(under), len(new.named([place]))):
                pairs[one.id] = place
            elif near := [each for each in free.values() if alike(one.name, each.name, 0.7)]:
                pairs[one.id] = max(near, key=lambda each: alike(one.name, each.name, 0.7)).id
    return pairs


# --- statements ---


def _pair_statements(old: Framework, new: Framework, known: Pairs, by_id: bool) -> dict[str, str]:
    pairs: dict[str, str] = {}
    if by_id:
        pairs = {each.id: each.id for each in old.statements if new.statement(each.id) is not None}
    taken = set(pairs.values())
    same: dict[str, list[Statement]] = {}
    for each in new.statements:
        if each.id not in taken:
            same.setdefault(fold(each.text), []).append(each)
    for each in old.statements:
        if each.id not in pairs and (free := same.get(fold(each.text))):
            best = max(free, key=lambda other: _nearness(each, other, known))
            pairs[each.id] = best.id
            free.remove(best)
    taken = set(pairs.values())
    left = [each for each in old.statements if each.id not in pairs]
    rest = [each for each in new.statements if each.id not in taken]
    for _score, before, after in sorted(_likely(left, rest, known), key=lambda each: -each[0]):
        if before not in pairs and after not in taken:
            pairs[before] = after
            taken.add(after)
    return pairs


def _likely(left: Sequence[Statement], free: Sequence[Statement], known: Pairs) -> Iterator[tuple[float, str, str]]:
    """Pairs that may be versions of one statement, with how likely."""
    holding: dict[str, list[int]] = {}
    for position, each in enumerate(free):
        for word in _words(each.text):
            holding.setdefault(word, []).append(position)
    for each in left:
        shared = Counter(position for word in _words(each.text) for position in holding.get(word, ()))
        size = len(_words(each.text))
        likest = sorted(shared, key=lambda at: (-shared[at] / (size + len(_words(free[at].text))), at))
        for position in likest[:NEAREST]:
            other = free[position]
            if ratio := alike(each.text, other.text):
                yield ratio + _nearness(each, other, known), each.id, other.id


@lru_cache(maxsize=4096)
def _words(text: str) -> frozenset[str]:
    """The beginnings of its words; every word of a text that has only short ones."""
    words = fold(text).split()
    return frozenset(word[:STEM] for word in words if len(word) >= SHORTEST) or frozenset(words)


def _nearness(before: Statement, after: Statement, known: Pairs) -> float:
    """0 to 0.1: the same level and the same headings speak for a pair."""
    return NEIGHBOUR * same_level(before, after, known) + NEIGHBOUR * same_place(before, after, known)


def same_level(before: Statement, after: Statement, pairs: Pairs) -> bool:
    return (pairs.levels.get(before.level) if before.level else None) == after.level


def same_place(before: Statement, after: Statement, pairs: Pairs) -> bool:
    """Whether both stand under the same theme and focus point. A group alone is no other place."""
    kept = [pairs.places.get(each) if each else None for each in (before.theme, before.aspect)]
    return kept == [after.theme, after.aspect]
