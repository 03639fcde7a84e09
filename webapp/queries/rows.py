"""What the queries share: the type of a row, the length of a page, and which enrolments are followed."""

from collections.abc import Sequence
from datetime import date, timedelta
from typing import Any

from sqlalchemy import ColumnElement, Row, String, cast, func, select

from webapp.models import Edition, Enrolment, EnrolmentState, Talk, TalkLine

AnyRow = Row[*tuple[Any, ...]]
Rows = Sequence[AnyRow]
PAGE = 50
"""Rows of a long list on one page."""
GOING_ON = (EnrolmentState.ACTIVE, EnrolmentState.PAUSED)
"""The enrolments whose modules are still to be taken; of each course a person has one at most."""
FOLLOWED = (EnrolmentState.ACTIVE, EnrolmentState.PAUSED, EnrolmentState.COMPLETED)
"""The enrolments a manager and HR follow; ended ones are history."""
AT_WORK = (EnrolmentState.ACTIVE, EnrolmentState.COMPLETED)
"""The enrolments whose leaders are not on leave from them."""


def newest_edition() -> ColumnElement[int]:
    """The newest edition of the enrolment's course, as a column; a leader is always on it."""
    newest = select(Edition.id).where(Edition.course == Enrolment.course).order_by(Edition.number.desc()).limit(1)
    return newest.correlate(Enrolment).scalar_subquery()


def keys_on_sheet() -> ColumnElement[str | None]:
    """The keys of what is on the enrolment's talk sheet, one on each line, as a column."""
    keys = select(func.aggregate_strings(TalkLine.key, "\n")).where(TalkLine.enrolment_id == Enrolment.id)
    return keys.correlate(Enrolment).scalar_subquery()


def talks_held() -> ColumnElement[str | None]:
    """The talks of the enrolment that have been held, as a column for `read_held`."""
    each = Talk.talk + " " + cast(Talk.held_week, String)
    held = select(func.aggregate_strings(each, "\n")).where(Talk.enrolment_id == Enrolment.id)
    return held.correlate(Enrolment).scalar_subquery()


def read_held(text: str | None) -> dict[str, date]:
    """Talk -> the Monday of the week it was held, from the column `talks_held`."""
    parts = (line.rpartition(" ") for line in (text or "").splitlines())
    return {talk: date.fromisoformat(week) for talk, _, week in parts}


def monday(day: date) -> date:
    """The Monday of the week, which is all that is kept of when something was done."""
    return day - timedelta(days=day.weekday())
