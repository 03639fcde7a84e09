"""What a file would change, row by row, against the people who are there. Nothing is changed here."""

import hashlib
from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, fields, replace
from datetime import date
from enum import StrEnum

from webapp.models import Role
from webapp.people_file.problems import (
    CIRCLE,
    NO_NAME,
    OWN_ACCOUNT,
    OWN_MANAGER,
    OWN_ROLE,
    SEVERAL_UNITS,
    TWICE,
    UNKNOWN_MANAGER,
    Problem,
)
from webapp.people_file.reading import Reading, Row
from webapp.units import Tree, key, write_path

MOST_NAMES = 12
"""Of a circle, in a sentence."""


class Outcome(StrEnum):
    REFUSED = "refused"
    NEW = "new"
    CHANGED = "changed"
    CLOSED = "closed"
    """Not in a file that is the whole list."""
    SAME = "same"


@dataclass(frozen=True, slots=True)
class Record:
    """What HR's list knows of a person."""

    name: str
    unit: tuple[str, ...] = ()
    """The path; empty: in none."""
    manager: str = ""
    """The address; empty: nobody."""
    level: str = ""
    starts_on: date | None = None
    leaves_on: date | None = None
    active: bool = True
    roles: frozenset[Role] = frozenset()


@dataclass(frozen=True, slots=True)
class Known:
    """A person who is there already."""

    id: int
    email: str
    record: Record


@dataclass(frozen=True, slots=True)
class Step:
    """What becomes of one person."""

    outcome: Outcome
    email: str
    record: Record
    """As she will be; of a refused row, as far as it could be read."""
    line: int | None = None
    """None: she does not stand in the file."""
    known: Known | None = None
    problems: tuple[Problem, ...] = ()

    @property
    def changes(self) -> tuple[str, ...]:
        """The fields of the record that change."""
        return _differences(self.known.record, self.record) if self.known else ()


@dataclass(frozen=True, slots=True)
class Plan:
    steps: tuple[Step, ...]
    """In the order of the file; then those who do not stand in it."""

    @property
    def counts(self) -> Mapping[Outcome, int]:
        counted = Counter(step.outcome for step in self.steps)
        return {outcome: counted[outcome] for outcome in Outcome}

    @property
    def digest(self) -> str:
        """Of all that would be changed: two plans with the same one do the same."""
        said = "\n".join(
            f"{step.outcome} {step.email} {sorted(step.changes)}" for step in self.steps if step.outcome != Outcome.SAME
        )
        return hashlib.sha256(said.encode()).hexdigest()[:20]

    def only(self, outcome: Outcome) -> list[Step]:
        return [step for step in self.steps if step.outcome is outcome]


def make_plan(
    reading: Reading, people: Iterable[Known], tree: Tree, *, today: date, me: int | None, whole_list: bool
) -> Plan:
    """Compare a file with the people who are there.

    :param me: who imports it; she can neither close her own account nor lose her role. None: from the command line
    :param whole_list: those who are not in the file have left, but for HR administrators: they are closed by hand
    """
    known = {person.email: person for person in people}
    units = _Units(tree, reading.rows)
    steps = _check_twice([_step_of(row, known.get(row.email), units, today) for row in reading.rows])
    by_email = {step.email: step for step in steps if step.email and _stays(step)}
    steps = [_check_manager(step, known, by_email) for step in steps]
    steps = _check_circles(steps, known)
    steps, managers = _with_manager_role(steps, known)
    steps = [_check_me(step, me) for step in steps]
    in_file = {row.email for row in reading.rows}
    rest = [person for person in known.values() if person.email not in in_file]
    if whole_list:
        closed = [
            Step(Outcome.CLOSED, person.email, replace(person.record, active=False, leaves_on=today), known=person)
            for person in rest
            if person.record.active and Role.ADMIN not in person.record.roles and person.id != me
        ]
        steps += sorted(closed, key=lambda step: step.email)
    gone = {step.email for step in steps}
    steps += [
        Step(Outcome.CHANGED, person.email, _as_manager(person.record), known=person)
        for person in rest
        if person.email in managers and person.email not in gone and Role.MANAGER not in person.record.roles
    ]
    return Plan(tuple(steps))


# --- one row ---


def _step_of(row: Row, known: Known | None, units: "_Units", today: date) -> Step:
    """What the row alone says; what concerns other people is looked at later."""
    problems = list(row.problems)
    before = known.record if known else Record(name="")
    has_left = row.leaves_on is not None and row.leaves_on < today
    unit, problem = units.find(row.unit)
    if problem is not None:
        problems.append(problem)
    starts_anew = row.starts_on is not None and row.starts_on != before.starts_on
    roles = before.roles | ({Role.LEADER} if starts_anew else set()) if row.roles is None else row.roles
    record = Record(
        name=row.name or before.name,
        unit=unit or before.unit,
        manager=row.manager or before.manager,
        level=row.level or before.level,
        starts_on=row.starts_on or before.starts_on,
        leaves_on=row.leaves_on or (before.leaves_on if before.active else None),
        active=not has_left,
        roles=frozenset(roles),
    )
    if not record.name and not problems:
        problems.append(Problem(NO_NAME))
    if problems:
        outcome = Outcome.REFUSED
    elif known is None:
        outcome = Outcome.SAME if has_left else Outcome.NEW  # who has left already does not come in
    else:
        outcome = Outcome.CHANGED if record != before else Outcome.SAME
    return Step(outcome, row.email, record, row.line, known, tuple(problems))


def _refuse(step: Step, problem: Problem) -> Step:
    return replace(step, outcome=Outcome.REFUSED, problems=(*step.problems, problem))


def _stays(step: Step) -> bool:
    """Whether the person of a row is there afterwards."""
    return step.known is not None or step.outcome is not Outcome.SAME


def _differences(before: Record, after: Record) -> tuple[str, ...]:
    return tuple(each.name for each in fields(Record) if getattr(before, each.name) != getattr(after, each.name))


def _check_twice(steps: list[Step]) -> list[Step]:
    first: dict[str, int] = {}
    checked = []
    for step in steps:
        if step.email and step.email in first:
            step = _refuse(step, Problem(TWICE, {"line": str(first[step.email])}))
        elif step.email and step.line is not None:
            first[step.email] = step.line
        checked.append(step)
    return checked


def _check_me(step: Step, me: int | None) -> Step:
    if step.known is None or step.known.id != me or step.outcome is not Outcome.CHANGED:
        return step
    if not step.record.active:
        return _refuse(step, Problem(OWN_ACCOUNT))
    if Role.ADMIN in step.known.record.roles and Role.ADMIN not in step.record.roles:
        return _refuse(step, Problem(OWN_ROLE))
    return step


# --- units ---


class _Units:
    """Finds the unit that a row means, among those that are there and those that the file brings."""

    def __init__(self, tree: Tree, rows: Iterable[Row]) -> None:
        self._tree = tree
        self._new: dict[tuple[str, ...], tuple[str, ...]] = {}
        self._by_name: dict[str, set[tuple[str, ...]]] = {}
        for node in tree.by_id.values():
            self._by_name.setdefault(key(node.name), set()).add(node.path)
        for path in {row.unit: None for row in rows if len(row.unit) > 1}:
            whole = self._path(path)
            for depth in range(1, len(whole) + 1):
                self._by_name.setdefault(key(whole[depth - 1]), set()).add(whole[:depth])

    def _path(self, path: tuple[str, ...]) -> tuple[str, ...]:
        """The path as it is written already, part by part; new parts as the file writes them first."""
        spelt: tuple[str, ...] = ()
        for depth in range(1, len(path) + 1):
            there = [node.path for node in self._tree.find((*spelt, path[depth - 1])) if len(node.path) == depth]
            folded = tuple(key(name) for name in path[:depth])
            spelt = there[0] if there else self._new.setdefault(folded, (*spelt, path[depth - 1]))
        return spelt

    def find(self, path: tuple[str, ...]) -> tuple[tuple[str, ...], Problem | None]:
        """The unit's path; a name alone means the unit at the top, else the only one that is called so."""
        if len(path) != 1:
            return self._path(path), None
        called = self._by_name.get(key(path[0]), set())
        at_top = next((each for each in called if len(each) == 1), None)
        if at_top is not None:
            return at_top, None
        if len(called) > 1:
            return (), Problem(SEVERAL_UNITS, {"value": path[0], "example": write_path(min(called))})
        return next(iter(called), None) or self._path(path), None


# --- managers ---


def _check_manager(step: Step, known: Mapping[str, Known], in_file: Mapping[str, Step]) -> Step:
    manager = step.record.manager
    if not manager or step.outcome is Outcome.REFUSED:
        return step
    if manager == step.email:
        return _refuse(step, Problem(OWN_MANAGER))
    if manager not in known and manager not in in_file:
        return _refuse(step, Problem(UNKNOWN_MANAGER, {"value": manager}))
    return step


def _check_circles(steps: list[Step], known: Mapping[str, Known]) -> list[Step]:
    """Refuse the rows that stand in a circle of managers, with the names in it."""
    above = {person.email: person.record.manager for person in known.values()}
    names = {person.email: person.record.name for person in known.values()}
    for step in steps:
        if step.outcome is not Outcome.REFUSED:
            above[step.email], names[step.email] = step.record.manager, step.record.name
    problem_of: dict[str, Problem] = {}
    for circle in _circles(above):
        named = [names[email] for email in (*circle, circle[0])]
        if len(named) > MOST_NAMES:
            named = [*named[: MOST_NAMES - 1], "…", named[-1]]
        problem_of |= dict.fromkeys(circle, Problem(CIRCLE, {"names": " → ".join(named)}))
    if not problem_of:
        return steps
    return [
        _refuse(step, problem_of[step.email])
        if step.email in problem_of and step.outcome is not Outcome.REFUSED
        else step
        for step in steps
    ]


def _circles(above: Mapping[str, str]) -> list[tuple[str, ...]]:
    """Those who lead each other in a circle; each circle once."""
    finished: set[str] = set()
    found = []
    for start in above:
        way: dict[str, int] = {}
        at = start
        while at and at not in finished and at not in way:
            way[at] = len(way)
            at = above.get(at, "")
        if at in way:
            found.append(tuple(way)[way[at] :])
        finished.update(way)
    return found


def _with_manager_role(steps: list[Step], known: Mapping[str, Known]) -> tuple[list[Step], set[str]]:
    """Whoever is somebody's nearest manager gets or keeps the role; the steps, and the managers the file names."""
    managers = {
        step.record.manager
        for step in steps
        if step.outcome is not Outcome.REFUSED and _stays(step) and step.record.active
    } - {""}
    others = known.keys() - {step.email for step in steps}
    kept = managers | {known[email].record.manager for email in others if known[email].record.active}
    return [
        _again(step, _as_manager(step.record))
        if step.email in kept and Role.MANAGER not in step.record.roles and step.outcome is not Outcome.REFUSED
        else step
        for step in steps
    ], managers


def _as_manager(record: Record) -> Record:
    return replace(record, roles=record.roles | {Role.MANAGER})


def _again(step: Step, record: Record) -> Step:
    """The step with another record; changed when it says something else than what is there."""
    if step.known is None:
        return replace(step, record=record)
    outcome = Outcome.CHANGED if record != step.known.record else Outcome.SAME
    return replace(step, record=record, outcome=outcome)
