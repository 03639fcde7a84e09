"""Why a new leader could use a talk with her nearest manager just now. Never what she has not done in time."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from enum import IntEnum

from webapp.models import EnrolmentState
from webapp.preparing import Planned
from webapp.queries import AnyRow

SOON = timedelta(days=7)
"""Before a suggested talk."""
LATELY = timedelta(days=30)
"""After it."""
SETTLED = timedelta(days=7)
"""After the first day."""


class Why(IntEnum):
    """In the order in which they come on the page."""

    SHARED = 0
    TALK = 1
    NOT_BEGUN = 2


@dataclass(frozen=True, slots=True)
class Reason:
    why: Why
    count: int = 0
    """Texts shared, or days since the start."""
    talk: Planned | None = None


def reasons_for(row: AnyRow, talks: Sequence[Planned], today: date) -> tuple[Reason, ...]:
    """The reasons, the weightiest first; on leave there are none but what has been shared.

    :param row: an enrolment as the manager sees it
    """
    reasons = [Reason(Why.SHARED, count=row.unread)] if row.unread else []
    if row.state is EnrolmentState.PAUSED:
        return tuple(reasons)
    talk = _talk_at_hand(talks, today)
    if talk is not None:
        reasons.append(Reason(Why.TALK, talk=talk))
    if row.modules and not row.begun and row.starts_on + SETTLED <= today:
        reasons.append(Reason(Why.NOT_BEGUN, count=(today - row.starts_on).days))
    return tuple(reasons)


def _talk_at_hand(talks: Sequence[Planned], today: date) -> Planned | None:
    """The latest talk that is suggested for about now, unless it has been held, or a later one has."""
    near = [talk for talk in talks if talk.on - SOON <= today <= talk.on + LATELY]
    if not near:
        return None
    held_from = max((talk.on for talk in talks if talk.held_week), default=None)
    latest = near[-1]
    return latest if held_from is None or held_from < latest.on else None
