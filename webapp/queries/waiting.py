"""What waits for an author: imports half sorted, new versions half decided, parts to look at, colleagues who ask."""

from typing import Any

from sqlalchemy import Integer, Select, String, cast, func, literal, null, select, union_all
from sqlalchemy.orm import Session

from webapp.db import UtcDateTime
from webapp.models import Person, ReviewRequest, Revision, Sorting, SortingState, Stale
from webapp.queries.rows import Rows
from webapp.queries.signing_in import Me

MOST = 200
NOTHING, NUMBER, TIME = cast(null(), String), cast(null(), Integer), cast(null(), UtcDateTime)


def list_waiting(session: Session, me: Me) -> Rows:
    """Everything at once, the newest first, each with its `kind`.

    - `import`: `id`, `course`, `name` of the file, its state in `what`, whether its question is answered in `count`
    - `revision`: a new version of the framework of `course`
    - `stale`: `count` parts of `course` are to be looked at
    - `review`: the colleague `by` asks to look at the module `what` of `course`
    """
    every = union_all(_imports(), _revisions(), _stale(), _requests(me)).subquery()
    return session.execute(select(every).order_by(every.c.at.desc(), every.c.kind, every.c.id.desc()).limit(MOST)).all()


def _columns(kind: str, id: Any, course: Any, name: Any, what: Any, count: Any, at: Any, by: Any) -> Select[Any]:
    return select(
        literal(kind).label("kind"),
        id.label("id"),
        course.label("course"),
        name.label("name"),
        what.label("what"),
        count.label("count"),
        at.label("at"),
        by.label("by"),
    )


def _imports() -> Select[Any]:
    return (
        _columns(
            "import",
            Sorting.id,
            Sorting.course,
            Sorting.name,
            cast(Sorting.state, String),
            cast(Sorting.answered, Integer),
            Sorting.created_at,
            Person.name,
        )
        .outerjoin_from(Sorting, Person, Person.id == Sorting.created_by)
        .where(Sorting.state != SortingState.BUILT)
    )


def _revisions() -> Select[Any]:
    columns = _columns(
        "revision", Revision.id, Revision.course, Revision.file_name, NOTHING, NUMBER, Revision.at, Person.name
    )
    return columns.outerjoin_from(Revision, Person, Person.id == Revision.by_id)


def _stale() -> Select[Any]:
    columns = _columns("stale", NUMBER, Stale.course, NOTHING, NOTHING, func.count(), TIME, NOTHING)
    return columns.where(Stale.settled_at.is_(None)).group_by(Stale.course)


def _requests(me: Me) -> Select[Any]:
    return (
        _columns(
            "review",
            ReviewRequest.id,
            ReviewRequest.course,
            NOTHING,
            ReviewRequest.module,
            NUMBER,
            ReviewRequest.at,
            Person.name,
        )
        .join_from(ReviewRequest, Person, Person.id == ReviewRequest.by_id)
        .where(ReviewRequest.to_id == me.id, ReviewRequest.done_at.is_(None))
    )
