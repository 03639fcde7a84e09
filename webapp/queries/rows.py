"""What the queries share: the type of a row, the length of a page, and which enrolments are followed."""

from collections.abc import Sequence
from datetime import date, timedelta
from typing import Any

from sqlalchemy import ColumnElement, Row, select

from webapp.models import Edition, Enrolment, EnrolmentState

AnyRow = Row[*tuple[Any, ...]]
Rows = Sequence[AnyRow]
PAGE = 50
"""Rows of a long list on one page."""
GOING_ON = (EnrolmentState.ACTIVE, EnrolmentState.PAUSED)
"""The enrolments whose modules are still to be taken; of each course a person has one at most."""
FOLLOWED = (EnrolmentState.ACTIVE, EnrolmentState.PAUSED, EnrolmentState.COMPLETED)
"""The enrolments a manager and HR follow; ended ones are history."""


def newest_edition() -> ColumnElement[int]:
    """The newest edition of the enrolment's course, as a column; a leader is always on it."""
    newest = select(Edition.id).where(Edition.course == Enrolment.course).order_by(Edition.number.desc()).limit(1)
    return newest.correlate(Enrolment).scalar_subquery()


def monday(day: date) -> date:
    """The Monday of the week, which is all that is kept of when something was done."""
    return day - timedelta(days=day.weekday())
