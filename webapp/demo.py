"""The demo: an invented municipality with leaders in every state, filled once into an empty database."""

import secrets
from collections.abc import Iterator, Sequence
from contextlib import suppress
from dataclasses import dataclass
from datetime import datetime, timedelta
from itertools import cycle
from pathlib import Path

from sqlalchemy import func, select, update
from sqlalchemy.orm import Session
from werkzeug.security import generate_password_hash

from course import files
from course.compile import Course
from course.module import Prompt
from course.progress import State
from course.quiz import Choice, Question, Verdict, mark, right_answer
from course.talks import plain, suggested_talks
from webapp import editions, operations, queries
from webapp.models import (
    Answer,
    Enrolment,
    EnrolmentState,
    ModuleState,
    Person,
    PromptKind,
    Reflection,
    Role,
    Setting,
    Share,
    Talk,
    TalkLine,
)
from webapp.operations import Profile
from webapp.picking import item_key

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


@dataclass(frozen=True, slots=True)
class Journey:
    """How far a demo leader is."""

    level: str
    days: int
    """Since her first day; negative before it."""
    completed: int
    """Modules."""
    begun: bool = False
    """Whether she is in the middle of the next one."""
    welcomed: bool = True


PEOPLE: Sequence[tuple[str, str, str, str | None, frozenset[Role], Journey | None]] = (
    ("direktoer", "Karen Lindholt", "Direktionen", None, frozenset({Role.MANAGER}), None),
    (
        "chef",
        "Birgit Holm",
        "Sundhed og Omsorg",
        "direktoer",
        frozenset({Role.MANAGER, Role.LEADER}),
        Journey("leder-af-ledere", 24, 1, begun=True),
    ),
    (
        "leder",
        "Åse Ødegård",
        "Hjemmeplejen Nord",
        "chef",
        frozenset({Role.LEADER}),
        Journey("leder-af-medarbejdere", 44, 3, begun=True),
    ),
    (
        "mikkel",
        "Mikkel Sørensen",
        "Køkkenet Havblik",
        "chef",
        frozenset({Role.LEADER}),
        Journey("leder-af-medarbejdere", 110, 7),
    ),
    (
        "fatima",
        "Fatima Nielsen",
        "Dagcentret Lindehøj",
        "chef",
        frozenset({Role.LEADER}),
        Journey("leder-af-medarbejdere", 2, 0, welcomed=False),
    ),
    ("jonas", "Jonas Krogh", "Natteamet", "chef", frozenset({Role.LEADER}), Journey("leder-af-medarbejdere", 40, 1)),
    (
        "soeren",
        "Søren Ærø Østergaard-Christiansen",
        "Rehabilitering og hjælpemidler, Område Syd",
        "chef",
        frozenset({Role.LEADER}),
        Journey("leder-af-ledere", 12, 0, begun=True),
    ),
    ("maja", "Maja Lund", "Sygeplejen", "chef", frozenset({Role.LEADER}), Journey("leder-af-medarbejdere", 75, 5)),
    (
        "nanna",
        "Nanna Friis",
        "Plejehjemmet Solgården",
        "chef",
        frozenset({Role.LEADER}),
        Journey("leder-af-medarbejdere", -6, 0, welcomed=False),
    ),
    ("forfatter", "Lone Bech", "HR og Ledelse", "direktoer", frozenset({Role.AUTHOR}), None),
    ("hr", "Peter Højgaard", "HR og Ledelse", "direktoer", frozenset({Role.ADMIN}), None),
)
NAMES = (
    "Ane Bruun, Bilal Aslan, Cecilie Nygaard, Ditlev Mørk, Eskild Toft, Freja Sand, Gorm Ager, Hülya Demir, "
    "Ilse Brandt, Jannik Holst, Kamma Lyng, Lauge Winther, Mai Truong, Nikolaj Bay, Oda Krarup, Palle Vang, "
    "Rosa Fabricius, Sune Lind, Tove Aaby, Ulrik Dam, Vera Juul, Xenia Bo, Yrsa Klint, Ziad Haddad"
).split(", ")
"""For the leaders of the other courses, taken in turn."""
PLAN_WHEN = "nogen står i døren med et hurtigt spørgsmål"
PLAN_THEN = "spørge, hvad de selv ville gøre, før jeg svarer."
REFLECTION = (
    "På mødet i tirsdags havde jeg svaret klar, før en kollega havde talt ud. Hun gik i stå. "
    "Bagefter kom hun med en bedre idé ude ved kaffemaskinen. Jeg vil prøve at tælle til fem."
)
TALK_LINE = "Hvem ringer jeg til, når et skema vælter en fredag eftermiddag?"


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
    people: dict[str, Person] = {}
    for name, full_name, unit, manager, roles, journey in PEOPLE:
        manager_id = people[manager].id if manager else None
        profile = Profile(full_name, f"{name}@lederstart.example", unit, manager_id, roles)
        person = people[name] = operations.add_person(session, profile, by=None, now=now)
        person.password_hash = password_hash
        if journey is not None:
            _travel(session, course, newest[COURSE], person, journey, now)
    _write_and_share(session, course, people["leder"], people["chef"], now)
    _talk(session, course, people["leder"], people["chef"])
    names = cycle(NAMES)
    for name, edition_id in sorted(newest.items()):
        if name != COURSE:
            _add_chain(session, courses.get(session, edition_id), names, password_hash, now)


def try_address(course: Course, level: str) -> str:
    """The account with which one tries a course at a level: `chef.holstebro@lederstart.example`."""
    return f"{level}.{course.id}@lederstart.example".lstrip(".")


def _add_chain(session: Session, course: Course, names: Iterator[str], password_hash: str, now: datetime) -> None:
    """A new leader at each level of a course, each the nearest manager of the one below."""
    above: int | None = None
    for level in course.level_ids:
        roles = frozenset({Role.LEADER, Role.MANAGER})
        profile = Profile(next(names), try_address(course, level), course.framework.organisation, above, roles)
        person = operations.add_person(session, profile, by=None, now=now)
        person.password_hash = password_hash
        operations.enrol(session, person, course, level, now.date() - timedelta(days=3), by=None, now=now)
        above = person.id


def _travel(session: Session, course: Course, edition_id: int, person: Person, journey: Journey, now: datetime) -> None:
    """Enrol a person and bring her as far as her journey says."""
    starts_on = now.date() - timedelta(days=journey.days)
    enrolment = operations.enrol(session, person, course, journey.level, starts_on, by=None, now=now)
    if enrolment is None:
        return
    if journey.welcomed:
        enrolment.welcomed = True
        enrolment.from_below = True
    modules = course.modules_for(journey.level)
    for position, module in enumerate(modules[: journey.completed + journey.begun]):
        finished = position < journey.completed
        questions = [course.questions[id] for id in module.versions[journey.level].questions]
        for question in questions if finished else questions[:1]:
            _answer(session, enrolment, edition_id, module.id, question, wrong_first=len(question.id) % 3 == 0)
        steps = module.versions[journey.level].steps
        due_on = starts_on + timedelta(days=course.due_days[module.id])
        values: dict[str, object] = {"state": State.UNDER_WAY, "step": steps[min(2, len(steps) - 1)].id}
        if finished:
            values = {
                "state": State.COMPLETED,
                "edition_id": edition_id,
                "completed_week": queries.monday(min(due_on, now.date()) - timedelta(days=2)),
            }
        session.execute(
            update(ModuleState)
            .where(ModuleState.enrolment_id == enrolment.id, ModuleState.module == module.id)
            .values(**values)
        )
    if journey.completed == len(modules):
        enrolment.state = EnrolmentState.COMPLETED
        enrolment.closed_on = queries.monday(now.date())


def _answer(
    session: Session, enrolment: Enrolment, edition_id: int, module: str, question: Question, *, wrong_first: bool
) -> None:
    """A right answer, now and then after a first try that was not."""
    right = right_answer(question, enrolment.level)
    tries = [right]
    if wrong_first and isinstance(question.kind, Choice) and not question.many:
        wrong = [
            position
            for position in range(len(question.kind.options))
            if mark(question, enrolment.level, [position]) is Verdict.TRY_AGAIN
        ]
        tries = [(wrong[0],), right]
    for try_no, choice in enumerate(tries, start=1):
        session.add(
            Answer(
                enrolment_id=enrolment.id,
                module=module,
                question=question.id,
                try_no=try_no,
                edition_id=edition_id,
                digest=question.digest,
                choice=",".join(str(position) for position in choice),
                verdict=mark(question, enrolment.level, choice),
            )
        )


def _write_and_share(session: Session, course: Course, leader: Person, manager: Person, now: datetime) -> None:
    """Her first module's reflection stays private; its plan is shared with her manager."""
    enrolment = session.scalars(select(Enrolment).where(Enrolment.person_id == leader.id)).one()
    module = course.modules_for(enrolment.level)[0]
    for prompt in module.versions[enrolment.level].prompts:
        plan = prompt.kind == "intention"
        text, then_text = (PLAN_WHEN, PLAN_THEN) if plan else (REFLECTION, "")
        session.add(
            Reflection(
                enrolment_id=enrolment.id,
                module=module.id,
                item=prompt.id,
                kind=PromptKind(prompt.kind),
                text=text,
                then_text=then_text,
                version=1,
                ask_on=queries.monday(now.date()) if plan else None,
            )
        )
        if plan:
            session.add(_share(enrolment, manager, module.id, prompt, text, then_text, now))


def _talk(session: Session, course: Course, leader: Person, manager: Person) -> None:
    """Her first talk has been held, and she has begun to gather for the next one."""
    enrolment = session.scalars(select(Enrolment).where(Enrolment.person_id == leader.id)).one()
    first, second = suggested_talks(course)[:2]
    held_week = queries.monday(first.on(enrolment.starts_on))
    session.add(Talk(enrolment_id=enrolment.id, talk=first.id, held_week=held_week, marked_by=manager.id))
    item = second.items[0]
    session.add_all(
        [
            TalkLine(
                enrolment_id=enrolment.id,
                position=0,
                text=plain(item),
                source=course.title,
                key=item_key(second.id, item),
            ),
            TalkLine(enrolment_id=enrolment.id, position=1, text=TALK_LINE),
        ]
    )


def _share(
    enrolment: Enrolment, manager: Person, module: str, prompt: Prompt, text: str, then_text: str, now: datetime
) -> Share:
    return Share(
        enrolment_id=enrolment.id,
        to_id=manager.id,
        module=module,
        item=prompt.id,
        kind=PromptKind(prompt.kind),
        prompt=prompt.plain,
        text=text,
        then_text=then_text,
        shared_at=now - timedelta(days=6),
    )
