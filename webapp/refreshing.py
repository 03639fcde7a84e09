"""Whether a leader is offered a refresher, and from which modules."""

from collections.abc import Sequence
from datetime import date

from course.compile import Course
from course.module import Module
from course.progress import State
from course.refresher import is_due
from webapp.models import EnrolmentState
from webapp.queries import AnyRow


def completed_modules(course: Course, row: AnyRow, states: Sequence[AnyRow]) -> list[Module]:
    """The modules of her level that she has completed and that ask something."""
    done = {state.module for state in states if state.state is State.COMPLETED}
    modules = [module for module in course.modules_for(row.level) if module.id in done]
    return [module for module in modules if module.versions[row.level].questions]


def is_offered(course: Course, row: AnyRow, states: Sequence[AnyRow], today: date) -> bool:
    """Whether the overview offers a round today."""
    paused = row.state is EnrolmentState.PAUSED
    if paused or row.refreshers_off or not completed_modules(course, row, states):
        return False
    weeks = [state.completed_week for state in states if state.completed_week]
    return is_due(weeks, row.refreshed_on, today)
