"""The nearest manager: how far those she leads are, and what they have shared with her."""

from typing import Any

from sqlalchemy import Select, case, func, select
from sqlalchemy.orm import Session

from course.progress import State
from webapp.models import Enrolment, ModuleState, Person, Share, Unit
from webapp.queries.rows import FOLLOWED, AnyRow, Rows, newest_edition, talks_held


def _followed_by(manager_id: int) -> Select[*tuple[Any, ...]]:
    """The enrolments of a manager's direct reports, one row each, counted in the database."""
    completed = case((ModuleState.state == State.COMPLETED, 1), else_=0)
    open_due = case((ModuleState.state != State.COMPLETED, ModuleState.due_on))
    begun = case((ModuleState.state != State.NOT_STARTED, 1), else_=0)
    unread = (
        select(func.count())
        .select_from(Share)
        .where(
            Share.enrolment_id == Enrolment.id,
            Share.to_id == manager_id,
            Share.withdrawn_at.is_(None),
            Share.thanked_at.is_(None),
        )
        .correlate(Enrolment)
        .scalar_subquery()
    )
    return (
        select(
            Enrolment.id,
            Enrolment.course,
            Enrolment.level,
            Enrolment.starts_on,
            Enrolment.delay_days,
            Enrolment.state,
            newest_edition().label("edition_id"),
            talks_held().label("talks_held"),
            Person.id.label("person_id"),
            Person.name,
            Person.sort_name,
            Person.search_name,
            Unit.name.label("unit"),
            func.count(ModuleState.id).label("modules"),
            func.coalesce(func.sum(completed), 0).label("completed"),
            func.coalesce(func.sum(begun), 0).label("begun"),
            func.min(open_due).label("next_due_on"),
            unread.label("unread"),
        )
        .join_from(Enrolment, Person, Enrolment.person_id == Person.id)
        .outerjoin(Unit, Unit.id == Person.unit_id)
        .outerjoin(ModuleState, ModuleState.enrolment_id == Enrolment.id)
        .where(Person.manager_id == manager_id, Person.active, Enrolment.state.in_(FOLLOWED))
        .group_by(
            Enrolment.id,
            Enrolment.course,
            Enrolment.level,
            Enrolment.starts_on,
            Enrolment.delay_days,
            Enrolment.state,
            Person.id,
            Person.name,
            Person.sort_name,
            Person.search_name,
            Unit.name,
        )
    )


def list_followed(session: Session, manager_id: int) -> Rows:
    """Everybody a manager follows, in the order of the alphabet."""
    return session.execute(_followed_by(manager_id).order_by(Person.sort_name, Enrolment.id)).all()


def get_followed(session: Session, manager_id: int, enrolment_id: int) -> AnyRow | None:
    """One enrolment as the manager sees it; None when its leader is not her direct report."""
    return session.execute(_followed_by(manager_id).where(Enrolment.id == enrolment_id)).one_or_none()


def list_shares_with(session: Session, manager_id: int, enrolment_id: int) -> Rows:
    """What the leader has shared with this manager, while she is the nearest manager; newest first."""
    return session.execute(
        select(
            Share.id,
            Share.module,
            Share.kind,
            Share.prompt,
            Share.text,
            Share.then_text,
            Share.shared_at,
            Share.thanked_at,
        )
        .join_from(Share, Enrolment, Share.enrolment_id == Enrolment.id)
        .join(Person, Person.id == Enrolment.person_id)
        .where(
            Share.enrolment_id == enrolment_id,
            Share.to_id == manager_id,
            Person.manager_id == manager_id,
            Person.active,
            Share.withdrawn_at.is_(None),
        )
        .order_by(Share.shared_at.desc(), Share.id.desc())
    ).all()
