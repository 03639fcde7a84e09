"""What falls due: parts of letters, queued for everybody by one statement each. Queueing them again changes nothing."""

from collections.abc import Mapping, Sequence
from datetime import date, datetime, timedelta
from typing import Any

from sqlalchemy import ColumnElement, Date, Select, String, and_, case, cast, exists, literal, or_, select
from sqlalchemy.orm import Session, aliased

from course.progress import State
from webapp.db import UtcDateTime, days_later, insert_into
from webapp.models import Enrolment, EnrolmentState, MailKind, ModuleState, Outbox, Person, PromptKind, Reflection
from webapp.models.columns import names
from webapp.queries import AT_WORK, BEFORE, LAST_REMINDER, monday
from webapp.talks import starts_with_talk_in
from webapp.times import day_of, morning

WEEK = 7
"""Days; queued so long before they are sent that the letter before can take them along, and so long after that a
server may stand still for a week."""
DAYS_BEFORE = 3
DAYS_AFTER = (7, LAST_REMINDER)
"""When a module is reminded of, counted from its suggested date; after the last time there is silence."""

NO_MODULE = literal("")
COLUMNS = ["person_id", "kind", "reason", "enrolment_id", "module", "about_on", "queued_at", "send_after"]


def queue_welcomes(session: Session, now: datetime) -> None:
    """To each new leader on her first day; not when she only goes on at another level."""
    sent = _mornings(day_of(now), 0)
    reason = literal("welcome:") + _text(Enrolment.id) + ":" + _text(Enrolment.starts_on)
    part = _part(MailKind.WELCOME, Enrolment.person_id, reason, Enrolment.starts_on, sent, now)
    _queue(
        session,
        part.join_from(Enrolment, Person, Person.id == Enrolment.person_id).where(
            Person.active,
            Enrolment.state == EnrolmentState.ACTIVE,
            Enrolment.follows_id.is_(None),
            Enrolment.starts_on.in_(sent),
        ),
    )


def queue_reminders(session: Session, now: datetime) -> None:
    """To each leader who has begun her course: before a suggested date, and twice after it."""
    today = day_of(now)
    _queue_reminder(session, now, BEFORE, _mornings(today, -DAYS_BEFORE))
    for days in DAYS_AFTER:
        _queue_reminder(session, now, f"after-{days}", _mornings(today, days))


def _queue_reminder(session: Session, now: datetime, which: str, sent: Mapping[date, datetime]) -> None:
    reason = literal("reminder:") + _text(Enrolment.id) + ":" + ModuleState.module + ":" + _text(ModuleState.due_on)
    part = _part(
        MailKind.REMINDER,
        Enrolment.person_id,
        reason + f":{which}",
        ModuleState.due_on,
        sent,
        now,
        module=ModuleState.module,
    )
    _queue(
        session,
        part.join_from(ModuleState, Enrolment, Enrolment.id == ModuleState.enrolment_id)
        .join(Person, Person.id == Enrolment.person_id)
        .where(
            Person.active,
            Enrolment.state == EnrolmentState.ACTIVE,
            Enrolment.starts_on <= day_of(now),
            ModuleState.state != State.COMPLETED,
            ModuleState.due_on.in_(sent),
        ),
    )


def queue_plans(session: Session, now: datetime) -> None:
    """To each leader on the day from which she is asked how it went with a plan; once for a module, whatever it holds."""
    sent = _mornings(day_of(now), 0)
    reason = literal("plan:") + _text(Enrolment.id) + ":" + Reflection.module + ":" + _text(Reflection.ask_on)
    part = _part(MailKind.PLAN, Enrolment.person_id, reason, Reflection.ask_on, sent, now, module=Reflection.module)
    _queue(
        session,
        part.join_from(Reflection, Enrolment, Enrolment.id == Reflection.enrolment_id)
        .join(Person, Person.id == Enrolment.person_id)
        .where(
            Person.active,
            Enrolment.state.in_(AT_WORK),
            Reflection.kind == PromptKind.INTENTION,
            Reflection.ask_on.in_(sent),
        )
        .distinct(),
    )


def queue_tasks_before_start(session: Session, now: datetime) -> None:
    """To the nearest manager of each who is to begin, a week before."""
    today = day_of(now)
    sent = {day: at for day, at in _mornings(today, -WEEK).items() if day > today}
    manager = aliased(Person)
    reason = literal("before-start:") + _text(Enrolment.id) + ":" + _text(Enrolment.starts_on) + ":" + _text(manager.id)
    part = _part(MailKind.BEFORE_START, manager.id, reason, Enrolment.starts_on, sent, now)
    _queue(
        session,
        part.join_from(Enrolment, Person, Person.id == Enrolment.person_id)
        .join(manager, manager.id == Person.manager_id)
        .where(
            Person.active,
            manager.active,
            Enrolment.state == EnrolmentState.ACTIVE,
            Enrolment.follows_id.is_(None),
            Enrolment.starts_on.in_(sent),
        ),
    )


def queue_digests(session: Session, talks: Mapping[str, Sequence[int]], now: datetime) -> None:
    """On Mondays, to each manager with something to hear: a module completed, a date passed, or a talk this week.

    :param talks: course -> the days of its talks, counted from the first day
    """
    today = day_of(now)
    if today != monday(today):
        return
    manager = aliased(Person)
    reason = literal("digest:") + _text(manager.id) + f":{today}"
    nobodys = literal(None, Outbox.enrolment_id.type)
    on = literal(today, Date())
    part = _part(MailKind.DIGEST, manager.id, reason, on, {today: morning(today)}, now, enrolment=nobodys)
    _queue(
        session,
        part.join_from(Enrolment, Person, Person.id == Enrolment.person_id)
        .join(manager, manager.id == Person.manager_id)
        .where(Person.active, manager.active, _has_news(today, talks))
        .distinct(),
    )


def _has_news(today: date, talks: Mapping[str, Sequence[int]]) -> ColumnElement[bool]:
    """Of an enrolment: its manager would like to hear of it on this Monday."""
    last_week = today - timedelta(days=WEEK)
    going_on = Enrolment.state == EnrolmentState.ACTIVE
    own = ModuleState.enrolment_id == Enrolment.id
    passed = and_(ModuleState.due_on >= last_week, ModuleState.due_on < today, ModuleState.state != State.COMPLETED)
    completed = exists().where(own, ModuleState.completed_week == last_week)
    next_week = today + timedelta(days=WEEK)
    start = days_later(Enrolment.starts_on, Enrolment.delay_days)  # as `webapp.talks.counted_from`
    talk = [
        and_(Enrolment.course == course, start.in_(starts_with_talk_in(tuple(days), today, next_week)))
        for course, days in sorted(talks.items())
    ]
    followed = Enrolment.state.in_((EnrolmentState.ACTIVE, EnrolmentState.COMPLETED))
    return or_(and_(followed, or_(completed, *talk)), and_(going_on, exists().where(own, passed)))


def _mornings(today: date, days_after: int) -> dict[date, datetime]:
    """The dates of which something is to be told now, with the morning that many days after each.

    What is told before a date, or on it, is known a week ahead: the letter that goes out meanwhile may take it along.
    """
    mornings = range(1 - WEEK, WEEK if days_after <= 0 else 1)
    days = [today + timedelta(days=each - days_after) for each in mornings]
    return {day: morning(day + timedelta(days=days_after)) for day in days}


def _part(
    kind: MailKind,
    person_id: Any,
    reason: ColumnElement[str],
    about_on: Any,
    sent: Mapping[date, datetime],
    now: datetime,
    *,
    enrolment: Any = Enrolment.id,
    module: Any = NO_MODULE,
) -> Select[*tuple[Any, ...]]:
    """The columns of `COLUMNS`, for rows that are sent on the morning which `sent` names for their date."""
    send_after = case({day: literal(at, UtcDateTime()) for day, at in sent.items()}, value=about_on)
    queued_at = literal(now, UtcDateTime())
    return select(person_id, literal(kind, names(MailKind)), reason, enrolment, module, about_on, queued_at, send_after)


def _text(column: Any) -> ColumnElement[str]:
    return cast(column, String)


def _queue(session: Session, rows: Select[*tuple[Any, ...]]) -> None:
    session.execute(
        insert_into(session, Outbox).from_select(COLUMNS, rows).on_conflict_do_nothing(index_elements=["reason"])
    )
