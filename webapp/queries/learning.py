"""The leader's own: her enrolments, modules, answers and texts.

These are asked on every page of hers. Putting a statement of this size together takes longer than the database needs to
answer it, so each is put together once, with `bindparam` where the person and the place go.
"""

from collections.abc import Sequence
from datetime import date
from functools import cache
from typing import Any

from sqlalchemy import ColumnElement, Select, and_, bindparam, case, exists, func, or_, select
from sqlalchemy.orm import Session, aliased

from course.progress import State
from webapp.models import (
    Answer,
    Edition,
    EditionChange,
    Enrolment,
    EnrolmentState,
    ModuleState,
    Person,
    PromptKind,
    Reflection,
    Share,
)
from webapp.queries.cohorts import has_company
from webapp.queries.rows import FOLLOWED, GOING_ON, AnyRow, Rows, keys_on_sheet, newest_edition, talks_held
from webapp.queries.signing_in import Me


def _her(me: Me) -> dict[str, int | None]:
    """The values of `_own`."""
    return {"me": me.id, "manager": me.manager_id}


def _own() -> Select[*tuple[Any, ...]]:
    """A leader's enrolments with what her pages need: those that go on or are completed, and those before them.

    One that another has followed is there for what was completed on it; the caller sees to that.
    """
    manager, next_one = aliased(Person), aliased(Enrolment)
    followed = exists().where(next_one.follows_id == Enrolment.id).correlate(Enrolment)
    return (
        select(
            Enrolment.id,
            Enrolment.course,
            Enrolment.level,
            Enrolment.starts_on,
            Enrolment.delay_days,
            Enrolment.state,
            Enrolment.from_below,
            Enrolment.welcomed,
            Enrolment.refreshed_on,
            Enrolment.refreshers_off,
            Enrolment.resumes_on,
            has_company().label("has_company"),
            newest_edition().label("edition_id"),
            keys_on_sheet().label("on_sheet"),
            talks_held().label("talks_held"),
            manager.id.label("manager_id"),
            manager.name.label("manager_name"),
        )
        .outerjoin_from(Enrolment, manager, and_(manager.id == bindparam("manager"), manager.active))
        .where(Enrolment.person_id == bindparam("me"), or_(Enrolment.state.in_(FOLLOWED), followed))
    )


@cache
def _own_enrolments() -> Select[*tuple[Any, ...]]:
    finished = case((Enrolment.state.in_(GOING_ON), 0), (Enrolment.state == EnrolmentState.COMPLETED, 1), else_=2)
    first = (
        select(func.min(Reflection.id))
        .where(
            Reflection.enrolment_id == Enrolment.id,
            Reflection.kind == PromptKind.INTENTION,
            Reflection.ask_on <= bindparam("today"),
            or_(Reflection.text != "", Reflection.then_text != ""),
        )
        .correlate(Enrolment)
        .scalar_subquery()
    )
    return (
        _own()
        .add_columns(
            Reflection.item.label("plan"),
            Reflection.text.label("plan_text"),
            Reflection.then_text.label("plan_then_text"),
        )
        .outerjoin(Reflection, Reflection.id == first)
        .order_by(finished, Enrolment.starts_on.desc(), Enrolment.id.desc())
    )


def list_own_enrolments(session: Session, me: Me, today: date) -> Rows:
    """Those under way first, the newest first; those that another has followed last.

    Each with the oldest plan that it is time to ask about: `plan` (its prompt, or None), `plan_text`, `plan_then_text`.
    """
    return session.execute(_own_enrolments(), {**_her(me), "today": today}).all()


@cache
def _own_enrolment() -> Select[*tuple[Any, ...]]:
    return _own().where(Enrolment.id == bindparam("enrolment"), Enrolment.state.in_(FOLLOWED))


def get_own_enrolment(session: Session, me: Me, enrolment_id: int) -> AnyRow | None:
    return session.execute(_own_enrolment(), {**_her(me), "enrolment": enrolment_id}).one_or_none()


def _updated() -> ColumnElement[bool]:
    """Whether the module has changed in substance since the leader completed it, and she has not been told."""
    known = func.coalesce(ModuleState.seen_edition_id, ModuleState.edition_id)
    on = aliased(Enrolment)
    return exists(
        select(EditionChange.id)
        .join(Edition, Edition.id == EditionChange.edition_id)
        .join(on, on.course == Edition.course)
        .where(
            on.id == ModuleState.enrolment_id,
            ModuleState.state == State.COMPLETED,
            EditionChange.module == ModuleState.module,
            EditionChange.edition_id > known,
            EditionChange.substance,
        )
        .correlate(ModuleState)
    )


@cache
def _own_module() -> Select[*tuple[Any, ...]]:
    here = and_(ModuleState.enrolment_id == Enrolment.id, ModuleState.module == bindparam("module"))
    return (
        _own()
        .add_columns(
            ModuleState.id.label("module_state_id"),
            ModuleState.state.label("module_state"),
            ModuleState.step,
            ModuleState.due_on,
            _updated().label("updated"),
        )
        .join(ModuleState, here)
        .where(
            Enrolment.id == bindparam("enrolment"),
            or_(Enrolment.state.in_(FOLLOWED), ModuleState.state == State.COMPLETED),
        )
    )


def get_own_module(session: Session, me: Me, enrolment_id: int, module: str) -> AnyRow | None:
    """Her enrolment together with her state in one of its modules; None when she is not to take that module.

    Of an enrolment that another has followed, only what was completed can still be read.
    """
    place = {"enrolment": enrolment_id, "module": module}
    return session.execute(_own_module(), {**_her(me), **place}).one_or_none()


@cache
def _module_states() -> Select[*tuple[Any, ...]]:
    return (
        select(
            ModuleState.enrolment_id,
            ModuleState.module,
            ModuleState.state,
            ModuleState.due_on,
            ModuleState.completed_week,
            ModuleState.step,
            _updated().label("updated"),
        )
        .where(ModuleState.enrolment_id.in_(bindparam("enrolments", expanding=True)))
        .order_by(ModuleState.enrolment_id, ModuleState.position)
    )


def list_module_states(session: Session, enrolment_ids: Sequence[int]) -> Rows:
    """The modules of enrolments that the caller has already been allowed to see, in the order of the outline."""
    return session.execute(_module_states(), {"enrolments": list(enrolment_ids)}).all()


@cache
def _own_id() -> Select[int]:
    return select(Enrolment.id).where(Enrolment.id == bindparam("enrolment"), Enrolment.person_id == bindparam("me"))


def own_id(me: Me, enrolment_id: int) -> Select[int]:
    """The enrolment's id if it is hers, nothing otherwise: the condition of every read and write of private rows."""
    return _own_id().params(enrolment=enrolment_id, me=me.id)


@cache
def _answers_of_own() -> Select[*tuple[Any, ...]]:
    return (
        select(Answer.question, Answer.try_no, Answer.digest, Answer.choice, Answer.verdict)
        .where(Answer.enrolment_id.in_(_own_id()), Answer.module == bindparam("module"))
        .order_by(Answer.id)
    )


def list_answers_of_own(session: Session, me: Me, enrolment_id: int, module: str) -> Rows:
    """Her answers in a module, oldest first."""
    return session.execute(_answers_of_own(), {"me": me.id, "enrolment": enrolment_id, "module": module}).all()


def list_texts_of_own(session: Session, me: Me, enrolment_id: int, module: str) -> Rows:
    """Her reflections and plans in a module, each with the share of it that her manager can read now, if any."""
    return session.execute(
        select(
            Reflection.item,
            Reflection.kind,
            Reflection.text,
            Reflection.then_text,
            Reflection.version,
            Share.id.label("share_id"),
            Share.shared_at,
            Share.text.label("shared_text"),
            Share.then_text.label("shared_then_text"),
            Share.thanked_at,
            Person.name.label("shared_with"),
        )
        .outerjoin_from(
            Reflection,
            Share,
            and_(
                Share.enrolment_id == Reflection.enrolment_id,
                Share.item == Reflection.item,
                Share.withdrawn_at.is_(None),
                Share.to_id == me.manager_id,
            ),
        )
        .outerjoin(Person, Person.id == Share.to_id)
        .where(Reflection.enrolment_id.in_(own_id(me, enrolment_id)), Reflection.module == module)
    ).all()


def get_text_of_own(session: Session, me: Me, enrolment_id: int, item: str) -> AnyRow | None:
    return session.execute(
        select(
            Reflection.id,
            Reflection.kind,
            Reflection.module,
            Reflection.text,
            Reflection.then_text,
            Reflection.version,
        ).where(Reflection.enrolment_id.in_(own_id(me, enrolment_id)), Reflection.item == item)
    ).one_or_none()
