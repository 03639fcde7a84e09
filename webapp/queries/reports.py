"""HR's figures, the words written to HR, and the authors' courses."""

from collections.abc import Sequence
from datetime import date

from sqlalchemy import and_, case, func, select
from sqlalchemy.orm import Session

from webapp.models import Edition, Enrolment, Message, MessageKind, Person
from webapp.queries.rows import FOLLOWED, Rows
from webapp.queries.signing_in import Me
from webapp.queries.standing import is_completed, standings


def count_progress(session: Session, today: date) -> Rows:
    """Enrolments per course and level: all, not started, under way, completed, and with a date passed."""
    each = standings(today)
    completed = is_completed(each)
    return session.execute(
        select(
            each.c.course,
            each.c.level,
            func.count().label("leaders"),
            func.count(case((each.c.begun == 0, 1))).label("not_started"),
            func.count(case((and_(each.c.begun > 0, ~completed), 1))).label("under_way"),
            func.count(case((completed, 1))).label("completed"),
            func.count(case((each.c.late == 1, 1))).label("late"),
        )
        .group_by(each.c.course, each.c.level)
        .order_by(each.c.course, each.c.level)
    ).all()


def list_messages(session: Session, *, kinds: Sequence[str], course: str | None = None) -> Rows:
    """Words to HR that nobody has handled yet, newest week first.

    A remark on a question has no person; within a week they stand in the order of their texts, so that nobody can tell
    which came when.

    :param course: None: of every course
    """
    of_course = () if course is None else (Message.course == course,)
    return session.execute(
        select(
            Message.id,
            Message.kind,
            Message.course,
            Message.question,
            Message.text,
            Message.week_on,
            Person.id.label("person_id"),
            Person.name,
        )
        .outerjoin_from(Message, Person, Person.id == Message.person_id)
        .where(Message.handled_at.is_(None), Message.kind.in_(kinds), *of_course)
        .order_by(Message.week_on.desc(), Message.course, Message.question, Message.text)
        .limit(200)
    ).all()


def has_open_message(session: Session, me: Me, kind: MessageKind, text: str) -> bool:
    """Whether she has written the very same to HR, and nobody has handled it yet."""
    same = (Message.person_id == me.id, Message.kind == kind, Message.text == text, Message.handled_at.is_(None))
    return session.execute(select(Message.id).where(*same).limit(1)).first() is not None


def list_editions(session: Session) -> Rows:
    """The newest edition of each course, with who published it and how many follow the course."""
    newest = select(func.max(Edition.id)).group_by(Edition.course)
    followers = (
        select(func.count())
        .select_from(Enrolment)
        .where(Enrolment.course == Edition.course, Enrolment.state.in_(FOLLOWED))
        .correlate(Edition)
        .scalar_subquery()
    )
    return session.execute(
        select(
            Edition.id,
            Edition.course,
            Edition.number,
            Edition.published_at,
            Edition.note,
            Person.name.label("published_by"),
            followers.label("enrolments"),
        )
        .outerjoin_from(Edition, Person, Person.id == Edition.published_by)
        .where(Edition.id.in_(newest))
        .order_by(Edition.course)
    ).all()
