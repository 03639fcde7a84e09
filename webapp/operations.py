"""What can be done: verbs over several rows. None of them commits; the view or command does, once."""

import hashlib
import secrets
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta

from sqlalchemy import and_, delete, insert, or_, select, update
from sqlalchemy.orm import Session

from course.compile import Course
from course.progress import State, due_dates
from course.quiz import Question, Verdict, mark
from webapp import queries
from webapp.models import (
    Answer,
    Audit,
    Enrolment,
    EnrolmentState,
    Invitation,
    LoginAttempt,
    Message,
    MessageKind,
    ModuleState,
    Person,
    PromptKind,
    Reflection,
    Role,
    Share,
    Unit,
)
from webapp.names import search_name, sort_name
from webapp.queries import AnyRow, Me

INVITATION_LASTS = timedelta(hours=72)
ATTEMPT_WINDOW = timedelta(minutes=15)
TRIES_PER_PAIR = 10
"""On one account from one network address, within the window."""
TRIES_PER_ACCOUNT = 50
"""From anywhere: wide, so that a stranger cannot easily keep its owner out."""
TRIES_PER_ADDRESS = 200
"""On any account: a town hall shares one network address."""
LONGEST_TEXT = 20_000
"""Characters of a reflection."""


# --- signing in ---


def _hash(text: str) -> str:
    return hashlib.sha256(text.encode()).hexdigest()


def note_attempt(session: Session, email: str, address: str, now: datetime) -> bool:
    """Count a sign-in attempt before its password is checked; False when there have been too many.

    The row is written first and counted after, so that parallel attempts cannot slip through together. A refused attempt
    is not counted: it could else keep the owner out for good.
    """
    account, origin = _hash(email.strip().lower()), _hash(address)
    session.execute(delete(LoginAttempt).where(LoginAttempt.at < now - ATTEMPT_WINDOW))
    attempt = LoginAttempt(account=account, address=origin, at=now)
    session.add(attempt)
    session.flush()
    counts = queries.count_attempts(session, account, origin, now - ATTEMPT_WINDOW)
    limits = (TRIES_PER_PAIR, TRIES_PER_ACCOUNT, TRIES_PER_ADDRESS)
    allowed = all(count <= limit for count, limit in zip(counts, limits, strict=True))
    if not allowed:
        session.delete(attempt)
    return allowed


def forget_attempts(session: Session, email: str) -> None:
    """After a right password: the account starts afresh."""
    session.execute(delete(LoginAttempt).where(LoginAttempt.account == _hash(email.strip().lower())))


def invite(session: Session, person_id: int, *, by: int | None, now: datetime) -> str:
    """Make a new one-time link for a person and put the earlier ones out of use; the token that stands in the link."""
    session.execute(select(Person.id).where(Person.id == person_id).with_for_update())  # one link at a time
    unused = (Invitation.person_id == person_id, Invitation.used_at.is_(None), Invitation.expires_at > now)
    session.execute(update(Invitation).where(*unused).values(expires_at=now))
    token = secrets.token_urlsafe(32)
    session.add(Invitation(person_id=person_id, token_hash=_hash(token), expires_at=now + INVITATION_LASTS))
    _audit(session, "invited", by=by, person=person_id, now=now)
    return token


def get_invited(session: Session, token: str, now: datetime) -> AnyRow | None:
    """The open invitation of a link's token, with its person."""
    return queries.get_open_invitation(session, _hash(token), now)


def use_invitation(session: Session, invitation: AnyRow, password_hash: str, now: datetime) -> bool:
    """Set the invited person's password; False when the link was used in the meantime."""
    used = session.execute(
        update(Invitation)
        .where(Invitation.id == invitation.id, Invitation.used_at.is_(None))
        .values(used_at=now)
        .returning(Invitation.id)
    ).all()
    if not used:
        return False
    set_password(session, invitation.person_id, password_hash)
    _audit(session, "invitation used", by=None, person=invitation.person_id, now=now)
    return True


def set_password(session: Session, person_id: int, password_hash: str) -> None:
    """Give a person a new password; she is signed out everywhere else."""
    session.execute(
        update(Person)
        .where(Person.id == person_id)
        .values(password_hash=password_hash, session_epoch=Person.session_epoch + 1)
    )


# --- people ---


@dataclass(frozen=True, slots=True)
class Profile:
    """What HR writes of a person."""

    name: str
    email: str
    unit: str
    """Empty: in none."""
    manager_id: int | None
    roles: frozenset[Role]


def add_person(session: Session, profile: Profile, *, by: int | None, now: datetime) -> Person:
    person = Person(created_at=now)
    _apply(session, person, profile)
    session.add(person)
    session.flush()
    _audit(session, "person added", by=by, person=person.id, now=now)
    return person


def change_person(session: Session, person: Person, profile: Profile, *, by: int | None, now: datetime) -> None:
    """Change what HR has written of a person. What she shared with an earlier manager is taken back."""
    if profile.manager_id != person.manager_id:
        mine = select(Enrolment.id).where(Enrolment.person_id == person.id)
        shared = (Share.enrolment_id.in_(mine), Share.withdrawn_at.is_(None))
        session.execute(update(Share).where(*shared).values(withdrawn_at=now))
    _apply(session, person, profile)
    _audit(session, "person changed", by=by, person=person.id, now=now)


def _apply(session: Session, person: Person, profile: Profile) -> None:
    person.name = " ".join(profile.name.split())
    person.email = profile.email.strip().lower()
    person.sort_name = sort_name(person.name)
    person.search_name = search_name(person.name, person.email)
    person.unit_id = _unit_id(session, profile.unit)
    person.manager_id = profile.manager_id
    for role in Role:
        setattr(person, f"is_{role.value}", role in profile.roles)


def _unit_id(session: Session, name: str) -> int | None:
    """The unit of that name, made if it is new."""
    name = " ".join(name.split())
    if not name:
        return None
    found = session.scalar(select(Unit.id).where(Unit.name == name))
    if found is None:
        unit = Unit(name=name)
        session.add(unit)
        session.flush()
        found = unit.id
    return found


def set_active(session: Session, person: Person, active: bool, *, by: int | None, now: datetime) -> None:
    """Open or close an account; a closed one is signed out at once and its invitations end."""
    person.active = active
    if not active:
        person.session_epoch += 1
        session.execute(
            update(Invitation)
            .where(Invitation.person_id == person.id, Invitation.expires_at > now)
            .values(expires_at=now)
        )
    _audit(session, "person reactivated" if active else "person deactivated", by=by, person=person.id, now=now)


# --- enrolment ---


def enrol(
    session: Session, person: Person, course: Course, level: str, starts_on: date, *, by: int | None, now: datetime
) -> Enrolment | None:
    """Put a person on a course with a row per module; None when she is on it already at that level.

    Another level of the same course ends the enrolment she has and begins one that follows it.

    :raises ValueError: if the course has no such level
    """
    if level not in course.level_ids:
        raise ValueError(f"no level {level!r} in {course.id}")
    current = session.scalars(
        select(Enrolment).where(
            Enrolment.person_id == person.id,
            Enrolment.course == course.id,
            Enrolment.state.in_((EnrolmentState.ACTIVE, EnrolmentState.PAUSED)),
        )
    ).first()
    if current is not None and current.level == level:
        return None
    if current is not None:
        current.state = EnrolmentState.ENDED
        session.flush()  # before the next one begins: only one goes on at a time
    enrolment = Enrolment(
        person_id=person.id,
        course=course.id,
        level=level,
        starts_on=starts_on,
        state=EnrolmentState.ACTIVE,
        follows_id=current.id if current else None,
    )
    session.add(enrolment)
    person.is_leader = True
    session.flush()
    reschedule(session, course, [enrolment.id])
    _audit(session, "enrolled", by=by, person=person.id, now=now, detail=f"{course.id} {level}".strip())
    return enrolment


def reschedule(session: Session, course: Course, enrolment_ids: Sequence[int] | None = None) -> None:
    """Make the module rows of enrolments fit the course: new modules come, dates of unfinished ones follow the outline.

    Rows of modules that the course no longer has go when unfinished and stay when completed.

    :param enrolment_ids: None means everybody who is on the course
    """
    going_on = (EnrolmentState.ACTIVE, EnrolmentState.PAUSED)
    wanted = select(Enrolment.id, Enrolment.level, Enrolment.starts_on).where(
        Enrolment.course == course.id, Enrolment.state.in_(going_on)
    )
    if enrolment_ids is not None:
        wanted = wanted.where(Enrolment.id.in_(enrolment_ids))
    enrolments = session.execute(wanted).all()
    chosen = wanted.subquery().c.id
    there: dict[tuple[int, str], AnyRow] = {
        (row.enrolment_id, row.module): row
        for row in session.execute(
            select(
                ModuleState.id,
                ModuleState.enrolment_id,
                ModuleState.module,
                ModuleState.state,
                ModuleState.due_on,
                ModuleState.position,
            ).where(ModuleState.enrolment_id.in_(select(chosen)))
        )
    }
    new: list[dict[str, object]] = []
    moved: list[dict[str, object]] = []
    for enrolment in enrolments:
        due = due_dates(course, enrolment.level, enrolment.starts_on)
        for position, (module, due_on) in enumerate(due.items()):
            row = there.pop((enrolment.id, module), None)
            if row is None:
                values = {"enrolment_id": enrolment.id, "module": module, "position": position, "due_on": due_on}
                new.append(values | {"state": State.NOT_STARTED})
            elif row.state is not State.COMPLETED and (row.due_on, row.position) != (due_on, position):
                moved.append({"id": row.id, "due_on": due_on, "position": position})
    if new:
        session.execute(insert(ModuleState), new)
    if moved:
        session.execute(update(ModuleState), moved)
    gone = [row.id for row in there.values() if row.state is not State.COMPLETED]
    if gone:
        session.execute(delete(ModuleState).where(ModuleState.id.in_(gone)))


def welcome(
    session: Session,
    me: Me,
    enrolment: AnyRow,
    *,
    from_below: bool | None,
    wrong: Mapping[MessageKind, str],
    today: date,
) -> None:
    """Note that the leader has been welcomed, where she comes from, and tell HR what she says is wrong.

    :param wrong: what she wrote of a wrong level or manager; a kind that is not there was right
    """
    session.execute(
        update(Enrolment)
        .where(Enrolment.id.in_(queries.own_id(me, enrolment.id)))
        .values(from_below=from_below, welcomed=True)
    )
    for kind, text in wrong.items():
        if not queries.has_open_message(session, me, kind, text):
            _message(session, kind, enrolment.course, text, today, person_id=me.id)


def remark(session: Session, course: str, question: str, text: str, today: date) -> None:
    """A leader finds a question unclear or disagrees: HR gets the words, and not who wrote them."""
    _message(session, MessageKind.QUESTION, course, text, today, question=question)


def _message(
    session: Session,
    kind: MessageKind,
    course: str,
    text: str,
    today: date,
    *,
    person_id: int | None = None,
    question: str = "",
) -> None:
    session.add(
        Message(
            kind=kind,
            person_id=person_id,
            course=course,
            question=question,
            text=text[:2000],
            week_on=queries.monday(today),
        )
    )


def handle_message(session: Session, message_id: int, kinds: Sequence[MessageKind], now: datetime) -> bool:
    """Put a message away; False when there is none of these kinds."""
    handled = session.execute(
        update(Message)
        .where(Message.id == message_id, Message.kind.in_(kinds))
        .values(handled_at=now)
        .returning(Message.id)
    ).all()
    return bool(handled)


# --- taking a module ---


def begin(session: Session, place: AnyRow) -> None:
    """The leader begins a module; beginning again changes nothing."""
    session.execute(
        update(ModuleState)
        .where(ModuleState.id == place.module_state_id, ModuleState.state == State.NOT_STARTED)
        .values(state=State.UNDER_WAY)
    )


def go_to(session: Session, place: AnyRow, step: str) -> None:
    """Remember where the leader goes on."""
    session.execute(update(ModuleState).where(ModuleState.id == place.module_state_id).values(step=step))


def record_answer(
    session: Session,
    place: AnyRow,
    module: str,
    question: Question,
    choice: Sequence[int],
    given: Sequence[AnyRow],
    try_no: int,
    *,
    edition_id: int,
) -> Verdict:
    """Mark an answer and store it; the same form sent twice counts once.

    :param given: the leader's answers in this module so far
    :param try_no: which try the form was shown for, from 1
    :param edition_id: the edition that the question was shown from
    :raises ValueError: if the answer is not of the question's shape
    """
    verdict = mark(question, place.level, choice)
    written = ",".join(str(position) for position in choice)
    tries = [row for row in given if row.question == question.id]
    if any(row.try_no == try_no and row.choice == written for row in tries):
        return verdict
    session.add(
        Answer(
            enrolment_id=place.id,
            module=module,
            question=question.id,
            try_no=len(tries) + 1,
            edition_id=edition_id,
            digest=question.digest,
            choice=written,
            verdict=verdict,
        )
    )
    begin(session, place)
    return verdict


def finish(session: Session, place: AnyRow, today: date) -> bool:
    """Complete a module, and the course with its last one; True when the course is completed by it."""
    session.execute(
        update(ModuleState)
        .where(ModuleState.id == place.module_state_id, ModuleState.state != State.COMPLETED)
        .values(state=State.COMPLETED, edition_id=place.edition_id, completed_week=queries.monday(today), step=None)
    )
    left = select(ModuleState.id).where(ModuleState.enrolment_id == place.id, ModuleState.state != State.COMPLETED)
    if session.execute(left.limit(1)).first() is not None:
        return False
    session.execute(update(Enrolment).where(Enrolment.id == place.id).values(state=EnrolmentState.COMPLETED))
    return True


@dataclass(frozen=True, slots=True)
class Draft:
    """What a leader has written at a prompt, and the version she began from (0: nothing was there)."""

    text: str
    then_text: str
    version: int
    window: str
    """The browser window it comes from."""

    @property
    def empty(self) -> bool:
        return not (self.text.strip() or self.then_text.strip())


def save_known_text(session: Session, me: Me, enrolment_id: int, item: str, draft: Draft) -> int | None:
    """Save a text that has a row already; its new version, or None when another window has changed it meanwhile."""
    return session.execute(
        update(Reflection)
        .where(
            Reflection.enrolment_id.in_(queries.own_id(me, enrolment_id)),
            Reflection.item == item,
            or_(Reflection.version == draft.version, and_(Reflection.window == draft.window, Reflection.window != "")),
        )
        .values(
            text=draft.text,
            then_text=draft.then_text,
            version=Reflection.version + 1,
            window=draft.window,
        )
        .returning(Reflection.version)
    ).scalar_one_or_none()


def save_new_text(session: Session, place: AnyRow, module: str, item: str, kind: PromptKind, draft: Draft) -> None:
    """Save the first text at a prompt.

    :raises IntegrityError: if there is one already
    """
    session.add(
        Reflection(
            enrolment_id=place.id,
            module=module,
            item=item,
            kind=kind,
            text=draft.text,
            then_text=draft.then_text,
            version=1,
            window=draft.window,
        )
    )
    session.flush()


def share(session: Session, place: AnyRow, item: str, text: AnyRow, prompt: str, now: datetime) -> None:
    """Give the nearest manager a copy of a text as it is now; an earlier copy of it is taken back."""
    withdraw(session, place, item, now)
    session.add(
        Share(
            enrolment_id=place.id,
            to_id=place.manager_id,
            module=text.module,
            item=item,
            kind=text.kind,
            prompt=prompt,
            text=text.text,
            then_text=text.then_text,
            shared_at=now,
        )
    )


def withdraw(session: Session, place: AnyRow, item: str, now: datetime) -> None:
    """Take back what was shared of a text, from whomever it was shared with."""
    session.execute(
        update(Share)
        .where(Share.enrolment_id == place.id, Share.item == item, Share.withdrawn_at.is_(None))
        .values(withdrawn_at=now)
    )


def thank(session: Session, manager: Me, enrolment_id: int, share_id: int, now: datetime) -> bool:
    """The manager's one answer to a share; False when she cannot see it."""
    if not any(row.id == share_id for row in queries.list_shares_with(session, manager.id, enrolment_id)):
        return False
    session.execute(update(Share).where(Share.id == share_id, Share.thanked_at.is_(None)).values(thanked_at=now))
    return True


def _audit(
    session: Session, what: str, *, by: int | None, now: datetime, person: int | None = None, detail: str = ""
) -> None:
    session.add(Audit(at=now, by_id=by, what=what, person_id=person, detail=detail[:500]))


def note_published(session: Session, course: str, number: int, *, by: int | None, now: datetime) -> None:
    _audit(session, "published", by=by, now=now, detail=f"{course} {number}")
