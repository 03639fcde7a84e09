"""Rules that put new leaders on courses: `unit, and below, x level -> course`."""

from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime

from sqlalchemy import delete
from sqlalchemy.orm import Session

from course.compile import Course
from course.module import slug
from webapp import queries
from webapp.editions import Courses
from webapp.models import CourseState, Intake, Rule
from webapp.operations.audit import note
from webapp.operations.enrolling import Place, enrol_all
from webapp.queries import AnyRow
from webapp.units import Tree, key

BATCH = 500
"""People whose rows one statement carries."""


@dataclass(frozen=True, slots=True)
class Wish:
    """What a rule says, stored or not yet."""

    unit_id: int | None
    word: str
    course: str
    level: str


@dataclass(frozen=True, slots=True)
class Candidate:
    """Somebody whom a rule puts on a course."""

    person_id: int
    name: str
    unit_id: int | None
    level: str
    """The course's."""
    starts_on: date | None


def level_named(course: Course, word: str) -> str | None:
    """The course's level that a word of HR's list means, however it is written; None when there is none.

    In a course without levels every word means the one there is.
    """
    if not course.levels:
        return course.level_ids[0]
    wanted = slug(word)
    for level in course.levels:
        if wanted and wanted in (slug(level.id), slug(level.name), slug(level.one)):
            return level.id
    return None


class _Rules:
    """The rules of one course. The one of the nearest unit counts; of two for it, the one for a single level."""

    def __init__(self, course: Course, rules: Sequence[Wish], tree: Tree) -> None:
        def nearness(rule: Wish) -> tuple[int, bool]:
            return (tree.by_id[rule.unit_id].depth + 1 if rule.unit_id else 0, bool(rule.word))

        self._course = course
        self._levels: dict[tuple[Wish, str], str | None] = {}
        self._rules = [
            (rule, tree.below(rule.unit_id) if rule.unit_id else None)
            for rule in sorted(rules, key=nearness, reverse=True)
        ]

    def level_of(self, unit_id: int | None, word: str) -> str | None:
        for rule, units in self._rules:
            if units is None or unit_id in units:
                level = self._level_by(rule, word)
                if level is not None:
                    return level
        return None

    def _level_by(self, rule: Wish, word: str) -> str | None:
        """The level at which a rule puts a person of that word on the course; None: it does not."""
        if (rule, word) not in self._levels:  # few words, many people
            level = rule.level or level_named(self._course, word)
            fits = level in self._course.level_ids and (not rule.word or key(rule.word) == key(word))
            self._levels[rule, word] = level if fits else None
        return self._levels[rule, word]


def find_candidates(session: Session, course: Course, rules: Sequence[Wish]) -> list[Candidate]:
    """Whom these rules would put on the course now, in the order of the alphabet."""
    return list(_candidates(session, course, rules, None))


def _candidates(
    session: Session, course: Course, rules: Sequence[Wish], people: Collection[int] | None
) -> Iterator[Candidate]:
    chosen = _Rules(course, rules, queries.get_tree(session))
    for row in queries.list_candidates(session, course.id, people):
        level = chosen.level_of(row.unit_id, row.level)
        if level is not None:
            yield Candidate(row.id, row.name, row.unit_id, level, row.starts_on)


def _open_rules(session: Session, courses: Courses) -> Iterator[tuple[Course, list[Wish]]]:
    """Each course that takes new people, with its rules."""
    rules: dict[str, list[Wish]] = {}
    for row in queries.list_rules(session):
        rules.setdefault(row.course, []).append(wish_of(row))
    intakes = queries.list_intakes(session)
    newest = courses.newest(session, rules.keys())
    for name, wishes in rules.items():
        if name in newest and intakes.get(name, Intake.OPEN) is Intake.OPEN:
            yield newest[name], wishes


def wish_of(row: AnyRow) -> Wish:
    return Wish(row.unit_id, row.word, row.course, row.level)


def apply_rules(
    session: Session,
    courses: Courses,
    people: Collection[int] | None = None,
    *,
    by: int | None,
    now: datetime,
    today: date,
    most: int | None = None,
) -> int:
    """Put everybody on the courses that the rules say; how many enrolments were made.

    Whoever has been on a course before is left alone: HR may have ended it on purpose.

    :param people: only these; None means everybody
    :param most: stop after about so many; 0 as the answer means that nobody is left
    """
    made = 0
    for course, rules in list(_open_rules(session, courses)):
        found = list(_candidates(session, course, rules, people))
        if most is not None:
            found = found[: most - made]
        for start in range(0, len(found), BATCH):
            places = [
                Place(each.person_id, each.level, each.starts_on or today) for each in found[start : start + BATCH]
            ]
            enrol_all(session, course, places, by=by, now=now)
        made += len(found)
    return made


def follow_levels(
    session: Session, courses: Courses, people: Collection[int], *, by: int | None, now: datetime, today: date
) -> int:
    """Move people whose level has changed to the level that the rules now say; how many were moved.

    One enrolment ends and the next begins today. Without a rule for her, nothing happens: HR moves her by hand.
    """
    tree = queries.get_tree(session)
    moved = 0
    going_on = queries.list_going_on(session, people)
    for course, wishes in list(_open_rules(session, courses)):
        rules = _Rules(course, wishes, tree)
        places = [
            Place(row.person_id, level, today, follows_id=row.id)
            for row in going_on
            if row.course == course.id
            and (level := rules.level_of(row.unit_id, row.word)) is not None
            and level != row.level
        ]
        enrol_all(session, course, places, by=by, now=now)
        moved += len(places)
    return moved


def add_rule(session: Session, wish: Wish, *, by: int | None, now: datetime) -> Rule:
    rule = Rule(unit_id=wish.unit_id, word=wish.word, course=wish.course, level=wish.level)
    session.add(rule)
    session.flush()
    note(session, "rule added", by=by, now=now, detail=_said(wish))
    return rule


def remove_rule(session: Session, row: AnyRow, *, by: int | None, now: datetime) -> None:
    """Remove a rule; whom it has put on the course stays there."""
    session.execute(delete(Rule).where(Rule.id == row.id))
    note(session, "rule removed", by=by, now=now, detail=_said(wish_of(row)))


def _said(wish: Wish) -> str:
    return f"unit {wish.unit_id or 'all'}, level {wish.word or 'all'}: {wish.course} {wish.level}".strip()


def set_intake(session: Session, course: str, intake: Intake, *, by: int | None, now: datetime) -> None:
    """Close a course to new people, retire it, or open it again. Those who are under way go on."""
    state = session.get(CourseState, course)
    if state is None:
        state = CourseState(course=course)
        session.add(state)
    state.intake, state.changed_at = intake, now
    note(session, f"course {intake.value}", by=by, now=now, detail=course)


def list_offered(session: Session, courses: Courses) -> Mapping[str, Course]:
    """The courses that one can be put on, by id."""
    intakes = queries.list_intakes(session)
    names = [row.course for row in queries.list_taught(session) if intakes.get(row.course, Intake.OPEN) is Intake.OPEN]
    return courses.newest(session, names)
