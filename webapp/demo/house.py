"""What the demo's HR has arranged: a rule, a group with partners, and mails on their way."""

from collections.abc import Sequence
from datetime import datetime, timedelta

from sqlalchemy import select
from sqlalchemy.orm import Session

from course.compile import Course
from webapp import operations
from webapp.demo.people import CARE
from webapp.models import Enrolment, Person
from webapp.operations import Wish
from webapp.operations.units import find_or_add_unit

ELSEWHERE = "Andre kommuners forløb"
"""The unit above those who try the other courses."""


def add_rule(session: Session, course: Course, *, by: Person, now: datetime) -> None:
    """Whoever becomes a leader in one part of the municipality is put on the course."""
    unit_id = find_or_add_unit(session, CARE)
    operations.add_rule(session, Wish(unit_id, "", course.id, ""), by=by.id, now=now)


def form_group(session: Session, course: Course, people: Sequence[Person], *, by: Person, now: datetime) -> None:
    """People who began on the same day are a group; the first two are partners."""
    enrolments = {
        row.person_id: row
        for row in session.scalars(select(Enrolment).where(Enrolment.person_id.in_([each.id for each in people])))
    }
    ids = [enrolments[each.id].id for each in people]
    starts_on = enrolments[people[0].id].starts_on
    cohort = operations.add_cohort(session, course.id, "Efterårets nye ledere", starts_on, by=by.id, now=now)
    operations.add_members(session, course, cohort, ids)
    operations.pair(session, cohort, ids[0], ids[1])


def write_mails(session: Session, invited: Person, *, by: Person, now: datetime) -> None:
    """An invitation, and what fell due yesterday: the letters go out as soon as somebody serves the demo."""
    invited.password_hash = None
    operations.send_invitation(session, invited.id, by=by.id, now=now)
    operations.queue_reminders(session, now=now - timedelta(days=1))
