"""A new version of a framework under the old ids, with each change as a person has decided.

Modules, questions and what leaders have done point at ids: what is the same keeps its id, and what is new gets one that
neither version has used.
"""

import json
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import TypeVar

from course import frontmatter
from course.framework import Framework, Level, Place, Statement, Term
from course.matching import Pairs, fold, pair
from course.problem import Problems
from course.revise import Change, Choice, Decisions, What, difference
from course.writing import write_framework

Part = TypeVar("Part", Level, Place, Statement)


def carry_ids(old: Framework, new: Framework, decisions: Decisions, *, by_id: bool = True, source: str = "") -> str:
    """The text of the framework that comes of the decisions; what nobody has decided about follows the new version.

    :param by_id: False where the new ids were made by the importer
    :param source: the name of the new document
    """
    choices: dict[tuple[What, str, str], Choice] = {
        (change.what, change.old.id if change.old else "", change.new.id if change.new else ""): decision
        for change in difference(old, new, by_id=by_id)
        if (decision := decisions.get(change.key)) in change.choices and decision is not None
    }
    merged = _Merge(old, new, pair(old, new, by_id=by_id), choices).merged()
    return write_framework(replace(merged, text=_head(old, new, source)))


def _head(old: Framework, new: Framework, source: str) -> str:
    """What a framework does not carry itself: what the document is called, and the file it comes from."""
    before, after = (
        frontmatter.read(frontmatter.split(each.text)[0], Problems("framework.md")).values for each in (old, new)
    )
    kept = {"called": after.get("called") or before.get("called"), "source": source or after.get("source")}
    return "\n".join(["---", *(f"{key}: {json.dumps(str(value))}" for key, value in kept.items() if value), "---\n"])


@dataclass(frozen=True, slots=True)
class _Merge:
    old: Framework
    new: Framework
    pairs: Pairs
    choices: Mapping[tuple[What, str, str], Choice]

    def merged(self) -> Framework:
        levels = self._pairs("level", self.pairs.levels)
        places = self._pairs("place", self.pairs.places)
        statements = self._pairs("statement", self.pairs.statements)
        taken = {*self.old.references()}
        level_ids = _ids((each.id for each in self.new.levels), levels, {each.id for each in self.old.levels})
        place_ids = _ids((each.id for each in self.new.places()), places, taken)
        statement_ids = _ids((each.id for each in self.new.statements), statements, taken | {*place_ids.values()})
        lines = self._statements(statements, statement_ids, level_ids, place_ids)
        needed = self._needed(lines, set(place_ids.values()))
        used = {each.level for each in lines}
        themes = self._places(self.old.themes, self.new.themes, places, place_ids, needed)
        aspects = self._places(self.old.aspects, self.new.aspects, places, place_ids, needed)
        above = {each.id: each.parent for each in (*themes, *aspects)}
        return replace(
            self.new,
            id=self.old.id,
            title=self._head("title"),
            organisation=self._head("organisation"),
            year=int(self._head("year") or 0) or None,
            levels=self._levels(levels, level_ids, used),
            groups=self._places(self.old.groups, self.new.groups, places, place_ids, needed),
            themes=themes,
            aspects=aspects,
            statements=tuple(_settled(each, above) for each in lines),
            terms=tuple(self._terms()),
        )

    def _choice(self, what: What, old: str = "", new: str = "") -> Choice | None:
        return self.choices.get((what, old, new))

    def _pairs(self, what: What, pairs: Mapping[str, str]) -> dict[str, str]:
        """New id -> old id of what is the same, but for the pairs that a person has parted."""
        return {new: old for old, new in pairs.items() if self._choice(what, old, new) is not Choice.DIFFERENT}

    def _head(self, key: str) -> str:
        before, after = (str(getattr(each, key) or "") for each in (self.old, self.new))
        return before if not after or self._choice("head", key, key) is Choice.KEEP else after

    def _levels(self, pairs: Mapping[str, str], ids: Mapping[str, str], used: set[str | None]) -> tuple[Level, ...]:
        known = {each.id: each for each in self.old.levels}
        levels = []
        for level in self.new.levels:
            before = known.get(pairs.get(level.id, ""))
            keep = before and self._choice("level", before.id, level.id) is Choice.KEEP
            levels.append(before if before and keep else replace(level, id=ids[level.id]))
        there = {each.id for each in levels}
        gone = [each for each in self.old.levels if each.id not in there]
        kept = [each for each in gone if each.id in used or self._choice("level", each.id) is Choice.KEEP]
        return tuple(_put_back(levels, kept, self.old.levels))

    def _needed(self, lines: Iterable[Statement], there: set[str]) -> set[str]:
        """The old headings that must stay, because something kept stands under them."""
        wanted = [each.aspect or each.theme or each.group for each in lines]
        wanted += [each.id for each in self.old.places() if self._choice("place", each.id) is Choice.KEEP]
        needed: set[str] = set()
        for id in wanted:
            while id is not None and id not in there | needed and (place := self.old.place(id)):
                needed.add(id)
                id = place.parent
        return needed

    def _places(
        self,
        before: Sequence[Place],
        after: Sequence[Place],
        pairs: Mapping[str, str],
        ids: Mapping[str, str],
        needed: set[str],
    ) -> tuple[Place, ...]:
        known = {each.id: each for each in before}
        places = []
        for place in after:
            parent = ids.get(place.parent or "")
            one = known.get(pairs.get(place.id, ""))
            keep = one and self._choice("place", one.id, place.id) is Choice.KEEP
            places.append(replace(one if one and keep else place, id=ids[place.id], parent=parent))
        there = {each.id for each in places}
        gone = [each for each in before if each.id not in there]
        kept = [each for each in gone if each.id in needed]
        return tuple(_put_back(places, kept, before))

    def _statements(
        self,
        pairs: Mapping[str, str],
        ids: Mapping[str, str],
        levels: Mapping[str, str],
        places: Mapping[str, str],
    ) -> list[Statement]:
        lines = []
        for each in self.new.statements:
            before = self.old.statement(pairs.get(each.id, ""))
            if before is None and self._choice("statement", new=each.id) is Choice.KEEP:
                continue
            if before is not None and self._choice("statement", before.id, each.id) is Choice.KEEP:
                lines.append(before)
                continue
            group, theme, aspect = (places.get(id or "") for id in (each.group, each.theme, each.aspect))
            level = levels.get(each.level or "")
            lines.append(replace(each, id=ids[each.id], level=level, group=group, theme=theme, aspect=aspect))
        kept = [each for each in self.old.statements if self._choice("statement", each.id) is Choice.KEEP]
        return list(_put_back(lines, kept, self.old.statements))

    def _terms(self) -> Iterator[Term]:
        backwards = {new: old for old, new in self.pairs.terms.items()}
        for term in self.new.terms:
            name = fold(term.term)
            before = self.old.term(backwards.get(name, ""))
            if before and self._choice("term", fold(before.term), name) is Choice.KEEP:
                yield before
            elif before or self._choice("term", new=name) is not Choice.KEEP:
                yield term
        for term in self.old.terms:
            if self._choice("term", fold(term.term)) is Choice.KEEP:
                yield term


def _ids(wanted: Iterable[str], pairs: Mapping[str, str], taken: set[str]) -> dict[str, str]:
    """New id -> the id it gets: the old one of what is the same, else one that was never used."""
    used = set(taken)
    ids: dict[str, str] = {}
    for id in wanted:
        if id in pairs:
            ids[id] = pairs[id]
            continue
        free, number = id, 2
        while free in used:
            free, number = f"{id}-{number}", number + 1
        used.add(free)
        ids[id] = free
    return ids


def _put_back(there: Sequence[Part], kept: Sequence[Part], order: Sequence[Part]) -> list[Part]:
    """The parts with the kept ones among them, each after the one it stood after before."""
    result = list(there)
    for each in kept:
        above = list(order)[: list(order).index(each)]
        places = {one.id: position for position, one in enumerate(result, start=1)}
        result.insert(next((places[before.id] for before in reversed(above) if before.id in places), 0), each)
    return result


def _settled(statement: Statement, above: Mapping[str, str | None]) -> Statement:
    """The statement under the headings that its innermost one stands under now."""
    theme = above[statement.aspect] if statement.aspect else statement.theme
    return replace(statement, theme=theme, group=above[theme] if theme else statement.group)


def parted(changes: Iterable[Change], decisions: Decisions) -> Iterator[tuple[Change, Choice | None]]:
    """The changes with what was decided, those that are not the same after all as one removed and one new."""
    for change in changes:
        decision = decisions.get(change.key)
        if decision is Choice.DIFFERENT:
            yield Change(change.what, "removed", change.old, None), Choice.SUBSTANCE
            yield Change(change.what, "new", None, change.new), Choice.SUBSTANCE
        else:
            yield change, decision
