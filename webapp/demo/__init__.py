"""The demo: an invented municipality with leaders in every state, filled once into an empty database."""

import secrets
from collections.abc import Iterator
from contextlib import suppress
from datetime import datetime, timedelta
from itertools import cycle
from pathlib import Path

from sqlalchemy import func, select
from sqlalchemy.orm import Session
from werkzeug.security import generate_password_hash

from course import files
from course.compile import Course
from webapp import editions, operations
from webapp.demo import house, texts, workshop
from webapp.demo.journeys import travel
from webapp.demo.people import NAMES, PEOPLE, TOGETHER
from webapp.models import Person, Role, Setting
from webapp.operations import Profile

ORGANISATION = "Eksempel Kommune"
HR_CONTACT = "hr@lederstart.example"
COURSE = "odsherred"
ACCOUNTS = {
    "leder@lederstart.example": "Åse Ødegård, ny leder af medarbejdere",
    "chef@lederstart.example": "Birgit Holm, hendes nærmeste leder",
    "direktoer@lederstart.example": "Karen Lindholt, direktør",
    "forfatter@lederstart.example": "Lone Bech, forfatter i HR",
    "hr@lederstart.example": "Peter Højgaard, HR-administrator",
}


class NotADemo(Exception):
    """The database has people in it and was not filled as a demo."""


def fill(session: Session, root: Path, password: str, *, now: datetime) -> None:
    """Publish the shipped courses and, the first time, add the people; the caller commits.

    :raises NotADemo: if there are people already who are not the demo's
    :raises ContentError: if a shipped course has errors
    """
    is_demo = session.scalar(select(Setting.value).where(Setting.name == "demo")) is not None
    if not is_demo and session.scalar(select(func.count()).select_from(Person)):
        raise NotADemo
    courses = editions.Courses()
    for name in files.list_courses(root):
        with suppress(editions.StudioAhead):  # what was written in the studio stays
            operations.publish_from_disk(session, courses, name, files.read_course(root, name), now=now)
    if is_demo:
        return
    session.add(Setting(name="demo", value="yes"))
    session.add(Setting(name="secret_key", value=secrets.token_urlsafe(48)))
    newest = editions.list_newest(session)
    course = courses.get(session, newest[COURSE])
    password_hash = generate_password_hash(password, method="scrypt:32768:8:3")
    people = _add_people(session, course, newest[COURSE], password_hash, now)
    texts.write_and_share(session, course, people["leder"], people["chef"], now)
    texts.hold_talk(session, course, people["leder"], people["chef"])
    names = cycle(NAMES)
    for name, edition_id in sorted(newest.items()):
        if name != COURSE:
            _add_chain(session, courses.get(session, edition_id), names, password_hash, now)
    house.add_rule(session, course, by=people["hr"], now=now)
    house.form_group(session, course, [people[name] for name in TOGETHER], by=people["hr"], now=now)
    house.write_mails(session, people["nanna"], by=people["hr"], now=now)
    workshop.fill(session, courses, people["forfatter2"], people["forfatter"], now)


def _add_people(
    session: Session, course: Course, edition_id: int, password_hash: str, now: datetime
) -> dict[str, Person]:
    """The people of the municipality by the names of their accounts, each as far as her journey says."""
    people: dict[str, Person] = {}
    for each in PEOPLE:
        journey = each.journey
        level = course.level(journey.level) if journey else None
        profile = Profile(
            each.name,
            f"{each.account}@lederstart.example",
            each.unit,
            people[each.manager].id if each.manager else None,
            each.roles,
            level.name if level else "",
            now.date() - timedelta(days=journey.days) if journey else None,
        )
        person = people[each.account] = operations.add_person(session, profile, by=None, now=now)
        person.password_hash = password_hash
        if journey is not None:
            travel(session, course, edition_id, person, journey, now)
    return people


def try_address(course: Course, level: str) -> str:
    """The account with which one tries a course at a level: `chef.holstebro@lederstart.example`."""
    return f"{level}.{course.id}@lederstart.example".lstrip(".")


def _add_chain(session: Session, course: Course, names: Iterator[str], password_hash: str, now: datetime) -> None:
    """A new leader at each level of a course, each the nearest manager of the one below."""
    above: int | None = None
    for level in course.level_ids:
        roles = frozenset({Role.LEADER, Role.MANAGER})
        unit = f"{house.ELSEWHERE} > {course.framework.organisation}"
        profile = Profile(next(names), try_address(course, level), unit, above, roles)
        person = operations.add_person(session, profile, by=None, now=now)
        person.password_hash = password_hash
        operations.enrol(session, person, course, level, now.date() - timedelta(days=3), by=None, now=now)
        above = person.id
