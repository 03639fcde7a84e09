"""Words to HR: what a leader says is wrong when she is welcomed, and remarks on questions."""

from collections.abc import Mapping, Sequence
from datetime import date, datetime

from sqlalchemy import update
from sqlalchemy.orm import Session

from webapp import queries
from webapp.models import Enrolment, Message, MessageKind
from webapp.queries import AnyRow, Me


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
