"""A manager's greeting: whether it may go, and when the last letter went."""

from datetime import datetime

from sqlalchemy import and_, exists, func, not_, or_, select
from sqlalchemy.orm import Session, aliased

from webapp.models import LETTERS, Enrolment, EnrolmentState, MailKind, MailOff, MailState, Outbox, Person
from webapp.queries.rows import AT_WORK, FOLLOWED, AnyRow


def get_greeted(session: Session, manager_id: int, enrolment_id: int, this_week: datetime) -> AnyRow | None:
    """The leader a manager may write to; None when she is not her direct report.

    `reachable`: she is not on leave, and gets greetings. `greeted`: one is on its way, or was written since `this_week`
    began. `last_letter_at`: when her last letter went, or the next one goes that is fixed already.
    """
    on_leave = aliased(Enrolment)
    hers = Outbox.person_id == Person.id
    greeting = and_(hers, Outbox.kind == MailKind.GREETING, Outbox.state != MailState.DROPPED)
    waiting = Outbox.state == MailState.WAITING
    letter = and_(Outbox.kind.in_(LETTERS), Outbox.state != MailState.DROPPED)
    welcome = and_(Outbox.kind == MailKind.WELCOME, waiting)
    reachable = and_(
        Enrolment.state.in_(AT_WORK),
        not_(exists().where(on_leave.person_id == Person.id, on_leave.state == EnrolmentState.PAUSED)),
        not_(exists().where(MailOff.person_id == Person.id, MailOff.kind == MailKind.GREETING)),
    )
    return session.execute(
        select(
            Person.id,
            Person.name,
            Person.email,
            Person.language,
            reachable.label("reachable"),
            exists().where(greeting, or_(waiting, Outbox.queued_at >= this_week)).label("greeted"),
            select(func.max(Outbox.send_after))
            .where(hers, or_(letter, welcome))
            .scalar_subquery()
            .label("last_letter_at"),
        )
        .join_from(Enrolment, Person, Person.id == Enrolment.person_id)
        .where(
            Enrolment.id == enrolment_id,
            Enrolment.state.in_(FOLLOWED),
            Person.manager_id == manager_id,
            Person.active,
        )
    ).one_or_none()
