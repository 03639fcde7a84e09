"""Mail: whether a part of a letter is still true, what its text needs, and what HR sees of it."""

from collections.abc import Sequence
from datetime import date, datetime, timedelta
from functools import lru_cache
from typing import Any

from sqlalchemy import (
    ColumnElement,
    Select,
    String,
    and_,
    bindparam,
    case,
    cast,
    exists,
    func,
    literal,
    not_,
    or_,
    select,
)
from sqlalchemy.orm import Session, aliased

from course.progress import State
from webapp.models import (
    LETTERS,
    PARTS,
    Enrolment,
    EnrolmentState,
    MailFailure,
    MailKind,
    MailOff,
    MailState,
    ModuleState,
    Outbox,
    Person,
    PromptKind,
    Reflection,
    ReviewRequest,
    Share,
)
from webapp.queries.rows import AT_WORK, FOLLOWED, PAGE, AnyRow, Rows, newest_edition

BEFORE = "before"
"""At the end of the reason of a reminder that comes before the date; it is of no use after."""

LAST_REMINDER = 14
"""Days after the date; then there is silence."""


def still_true(today: date) -> ColumnElement[bool]:
    """Of an outbox row: what it tells is still so, and its person may and wants to hear it."""
    leader = aliased(Person)
    going_on = _there(Enrolment.id == Outbox.enrolment_id, Enrolment.state == EnrolmentState.ACTIVE)
    open_module = _there(
        ModuleState.enrolment_id == Outbox.enrolment_id,
        ModuleState.module == Outbox.module,
        ModuleState.due_on == Outbox.about_on,
        ModuleState.state != State.COMPLETED,
    )
    of_leader = and_(Enrolment.id == Outbox.enrolment_id, Enrolment.person_id == leader.id, leader.active)
    led_by_her = and_(of_leader, leader.manager_id == Outbox.person_id)
    rules: dict[MailKind, ColumnElement[bool]] = {
        MailKind.WELCOME: and_(going_on, _there(of_leader, Enrolment.starts_on == Outbox.about_on)),
        MailKind.REMINDER: and_(
            going_on, open_module, or_(not_(Outbox.reason.endswith(BEFORE)), Outbox.about_on >= today)
        ),
        MailKind.SHARED: _there(
            led_by_her,
            Enrolment.state.in_(FOLLOWED),
            Share.enrolment_id == Enrolment.id,
            Share.to_id == Outbox.person_id,
            Share.withdrawn_at.is_(None),
            Share.thanked_at.is_(None),
        ),
        MailKind.DIGEST: Outbox.about_on > today - timedelta(days=7),
        MailKind.BEFORE_START: and_(
            going_on, _there(led_by_her, Enrolment.starts_on == Outbox.about_on), Outbox.about_on > today
        ),
        MailKind.PLAN: _there(
            Enrolment.id == Outbox.enrolment_id,
            Enrolment.state.in_(AT_WORK),
            Reflection.enrolment_id == Outbox.enrolment_id,
            Reflection.kind == PromptKind.INTENTION,
            Reflection.ask_on == Outbox.about_on,
            or_(Reflection.text != "", Reflection.then_text != ""),
        ),
        MailKind.GREETING: and_(
            _there(
                of_leader,
                Enrolment.state.in_(AT_WORK),
                Outbox.reason.endswith(literal(":") + cast(leader.manager_id, String)),
            ),
            not_(_there(Enrolment.person_id == Outbox.person_id, Enrolment.state == EnrolmentState.PAUSED)),
        ),
        MailKind.REVIEW: _there(
            Outbox.reason == literal("review:") + cast(ReviewRequest.id, String), ReviewRequest.done_at.is_(None)
        ),
    }
    switched_off = _there(MailOff.person_id == Outbox.person_id, MailOff.kind == Outbox.kind)
    rule = case(*((Outbox.kind == kind, each) for kind, each in rules.items()), else_=True)
    active = _there(Person.id == Outbox.person_id, Person.active.is_(True))
    return and_(active, not_(switched_off), rule)


def _there(*conditions: ColumnElement[bool]) -> ColumnElement[bool]:
    """There is a row for the outbox row, whatever tables stand beside it in the statement."""
    return exists().where(*conditions).correlate(Outbox)


def list_due_for_letter(
    session: Session, now: datetime, *, since: datetime, until: datetime, after: int, most: int
) -> Sequence[int]:
    """Who is to get a letter now, in the order of their ids.

    :param since: who got a letter after that waits
    :param until: who is to be welcomed, or gets a greeting, before that waits for it
    :param after: the last person of the batch before
    """
    waiting = and_(Outbox.state == MailState.WAITING, Outbox.kind.in_(PARTS))
    letter, welcome = aliased(Outbox), aliased(Outbox)
    recent = exists().where(
        letter.person_id == Outbox.person_id,
        letter.kind.in_(LETTERS),
        letter.state != MailState.DROPPED,
        letter.send_after >= since,
        letter.send_after < until,
    )
    soon_welcomed = exists().where(
        welcome.person_id == Outbox.person_id,
        welcome.kind == MailKind.WELCOME,
        welcome.state == MailState.WAITING,
        welcome.send_after > now,
        welcome.send_after < until,
    )
    return session.scalars(
        select(Outbox.person_id)
        .where(waiting, Outbox.send_after <= now, Outbox.person_id > after, not_(recent), not_(soon_welcomed))
        .group_by(Outbox.person_id)
        .order_by(Outbox.person_id)
        .limit(most)
    ).all()


def has_mail_to_send(session: Session, now: datetime) -> bool:
    due = (Outbox.state == MailState.WAITING, Outbox.kind.not_in(PARTS), Outbox.send_after <= now)
    free = or_(Outbox.claimed_until.is_(None), Outbox.claimed_until <= now)
    return session.execute(select(Outbox.id).where(*due, free).limit(1)).first() is not None


def is_still_true(session: Session, id: int, today: date) -> bool:
    """Whether what a mail tells is still so, and wanted."""
    return session.execute(select(Outbox.id).where(Outbox.id == id, still_true(today))).first() is not None


# --- what a text needs ---


def get_recipient(session: Session, person_id: int) -> AnyRow | None:
    """Whom a mail goes to; None when her account is closed."""
    return session.execute(
        select(Person.id, Person.name, Person.email, Person.language).where(Person.id == person_id, Person.active)
    ).one_or_none()


def list_parts(session: Session, letter_id: int, today: date) -> Rows:
    """The parts of a letter that are still true, with what is known of their enrolments; in the order of the alphabet."""
    return session.execute(_parts(today), {"letter": letter_id}).all()


@lru_cache(maxsize=1)
def _parts(today: date) -> Select[*tuple[Any, ...]]:
    """Made once a day: making the statement takes longer than running it."""
    leader, manager = aliased(Person), aliased(Person)
    return (
        select(
            Outbox.kind,
            Outbox.reason,
            Outbox.module,
            Outbox.about_on,
            Enrolment.id.label("enrolment_id"),
            Enrolment.course,
            Enrolment.level,
            Enrolment.starts_on,
            Enrolment.delay_days,
            newest_edition().label("edition_id"),
            leader.name.label("leader"),
            manager.name.label("manager"),
        )
        .outerjoin_from(Outbox, Enrolment, Enrolment.id == Outbox.enrolment_id)
        .outerjoin(leader, leader.id == Enrolment.person_id)
        .outerjoin(manager, and_(manager.id == leader.manager_id, manager.active))
        .where(Outbox.letter_id == bindparam("letter"), still_true(today))
        .order_by(leader.sort_name, Outbox.about_on, Outbox.module, Outbox.id)
    )


def count_completed_since(session: Session, manager_id: int, monday: date) -> dict[int, int]:
    """Enrolment -> modules that a manager's reports have completed in that week or later; those with none are left out."""
    rows = session.execute(
        select(Enrolment.id, func.count())
        .join_from(Enrolment, Person, Person.id == Enrolment.person_id)
        .join(ModuleState, ModuleState.enrolment_id == Enrolment.id)
        .where(Person.manager_id == manager_id, Person.active, ModuleState.completed_week >= monday)
        .group_by(Enrolment.id)
    ).all()
    return {row[0]: row[1] for row in rows}


# --- what people choose ---


def list_switched_off(session: Session, person_id: int) -> Sequence[MailKind]:
    return session.scalars(select(MailOff.kind).where(MailOff.person_id == person_id)).all()


def get_mail_language(session: Session, person_id: int) -> str:
    return session.execute(select(Person.language).where(Person.id == person_id)).scalar_one()


def has_mail_since(session: Session, person_id: int, kind: MailKind, since: datetime) -> bool:
    """Whether a mail of a kind was queued for a person since then."""
    asked = (Outbox.person_id == person_id, Outbox.kind == kind, Outbox.queued_at > since)
    return session.execute(select(Outbox.id).where(*asked).limit(1)).first() is not None


# --- what HR sees: no text ---


def count_mails(session: Session, since: datetime) -> dict[MailState, int]:
    """State -> mails in it; those that came to their end before `since` are left out."""
    rows = session.execute(
        select(Outbox.state, func.count())
        .where(Outbox.kind.not_in(PARTS), or_(Outbox.ended_at.is_(None), Outbox.ended_at >= since))
        .group_by(Outbox.state)
    ).all()
    return {row[0]: row[1] for row in rows}


def list_mails(session: Session, state: MailState) -> Rows:
    """The newest mails in a state that have been tried, with whom they are for."""
    return session.execute(
        select(
            Outbox.id,
            Outbox.kind,
            Outbox.queued_at,
            Outbox.send_after,
            Outbox.ended_at,
            Outbox.tries,
            Outbox.failure,
            Outbox.address,
            Person.id.label("person_id"),
            Person.name,
            Person.email,
        )
        .join_from(Outbox, Person, Person.id == Outbox.person_id)
        .where(Outbox.state == state, Outbox.kind.not_in(PARTS), Outbox.failure.is_not(None))
        .order_by(Outbox.queued_at.desc(), Outbox.id.desc())
        .limit(PAGE)
    ).all()


def get_mail(session: Session, id: int) -> AnyRow | None:
    return session.execute(
        select(Outbox.id, Outbox.kind, Outbox.person_id, Outbox.state).where(Outbox.id == id)
    ).one_or_none()


def is_dead_address(session: Session, person_id: int) -> bool:
    """Whether the newest mail to the address that she has now came back: there is no such address."""
    newest = session.execute(
        select(Outbox.failure)
        .join_from(Outbox, Person, Person.id == Outbox.person_id)
        .where(
            Outbox.person_id == person_id,
            Outbox.address == Person.email,
            Outbox.state.in_((MailState.SENT, MailState.GIVEN_UP)),
            Outbox.kind.not_in(PARTS),
        )
        .order_by(Outbox.ended_at.desc(), Outbox.id.desc())
        .limit(1)
    ).scalar_one_or_none()
    return newest is MailFailure.ADDRESS
