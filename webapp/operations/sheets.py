"""A leader's talk sheet: picking, writing, ordering, and handing a copy over."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import and_, delete, func, or_, select, update
from sqlalchemy.orm import Session

from webapp import queries
from webapp.models import PromptKind, TalkLine, TalkSheet
from webapp.operations.learning import Written, share
from webapp.picking import Picked
from webapp.queries import AnyRow, Me

MOST_LINES = 40
"""Of one sheet; a talk has room for five."""


@dataclass(frozen=True, slots=True)
class Line:
    """A line as it was sent."""

    text: str
    picked: bool


def add_line(session: Session, place: AnyRow, key: str | None, picked: Picked, there: Sequence[AnyRow]) -> int | None:
    """Put a line at the end of the sheet; its id, or None when it is there already or the sheet is full.

    :param there: the lines of the sheet
    :raises IntegrityError: if the same was added in the same moment
    """
    if len(there) >= MOST_LINES or (key is not None and any(row.key == key for row in there)):
        return None
    last = max((row.position for row in there), default=-1)
    line = TalkLine(
        enrolment_id=place.id, position=last + 1, text=picked.text, source=picked.source[:300], key=key, picked=True
    )
    session.add(line)
    session.flush()
    return line.id


def save_sheet(
    session: Session, me: Me, place: AnyRow, version: int, window: str, lines: Mapping[int, Line]
) -> int | None:
    """Save the lines that were sent; the sheet's new version, or None when another window has changed it meanwhile."""
    new_version = _next_version(session, me, place, version, window)
    if new_version is None:
        return None
    for row in queries.list_lines_of_own(session, me, place.id):
        line = lines.get(row.id)
        if line is not None and (line.text, line.picked) != (row.text, row.picked):
            session.execute(update(TalkLine).where(TalkLine.id == row.id).values(text=line.text, picked=line.picked))
    return new_version


def _next_version(session: Session, me: Me, place: AnyRow, version: int, window: str) -> int | None:
    if version == 0 and not session.scalar(
        select(func.count()).select_from(TalkSheet).where(TalkSheet.enrolment_id == place.id)
    ):
        session.add(TalkSheet(enrolment_id=place.id, version=1, window=window))
        session.flush()
        return 1
    return session.execute(
        update(TalkSheet)
        .where(
            TalkSheet.enrolment_id.in_(queries.own_id(me, place.id)),
            or_(TalkSheet.version == version, and_(TalkSheet.window == window, TalkSheet.window != "")),
        )
        .values(version=TalkSheet.version + 1, window=window)
        .returning(TalkSheet.version)
    ).scalar_one_or_none()


def move_line(session: Session, lines: Sequence[AnyRow], line_id: int, by: int) -> None:
    """Move a line up (-1) or down (1); at the end of the sheet nothing happens."""
    order = [row.id for row in lines]
    if line_id not in order:
        return
    here = order.index(line_id)
    there = min(max(here + by, 0), len(order) - 1)
    order[here], order[there] = order[there], order[here]
    session.execute(update(TalkLine), [{"id": id, "position": position} for position, id in enumerate(order)])


def remove_line(session: Session, place: AnyRow, line_id: int) -> None:
    session.execute(delete(TalkLine).where(TalkLine.id == line_id, TalkLine.enrolment_id == place.id))


def hand_over(session: Session, place: AnyRow, lines: Sequence[AnyRow], title: str, now: datetime) -> bool:
    """Give the nearest manager a copy of the lines that are picked; False when none is.

    :param title: what the sheet is called
    """
    text = queries.sheet_text(lines)
    if not text:
        return False
    share(session, place, queries.SHEET, Written("", PromptKind.TALK, text, ""), title, now)
    return True
