"""The one look at leaders' answers that is not their own: first answers, question by question, five leaders at a time."""

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from webapp.models import Answer, Enrolment
from webapp.queries.rows import Rows

FEWEST = 5
"""Leaders in a group. Figures of fewer are not shown to anybody."""


def count_first_answers(session: Session, course: str) -> Rows:
    """How many leaders gave which first answer: `question`, `digest`, `choice`, `verdict`, `leaders`.

    A leader counts once per wording of a question. Only whole fives of them are counted, in the order in which they
    answered: who looks before and after one leader has answered learns nothing of her. There is no level, edition or
    date in it, so no two figures can be taken from each other.
    """
    same = (Answer.question, Answer.digest)
    hers = func.row_number().over(partition_by=(Enrolment.person_id, *same), order_by=Answer.id)
    first = (
        select(Answer.id, *same, Answer.choice, Answer.verdict, hers.label("nth"))
        .join_from(Answer, Enrolment, Enrolment.id == Answer.enrolment_id)
        .where(Enrolment.course == course, Answer.try_no == 1)
        .subquery()
    )
    group = (first.c.question, first.c.digest)
    placed = (
        select(
            *group,
            first.c.choice,
            first.c.verdict,
            func.row_number().over(partition_by=group, order_by=first.c.id).label("place"),
            func.count().over(partition_by=group).label("leaders"),
        )
        .where(first.c.nth == 1)
        .subquery()
    )
    columns = (placed.c.question, placed.c.digest, placed.c.choice, placed.c.verdict)
    return session.execute(
        select(*columns, func.count().label("leaders"))
        .where(placed.c.place <= placed.c.leaders - placed.c.leaders % FEWEST)
        .group_by(*columns)
        .order_by(*columns)
    ).all()
