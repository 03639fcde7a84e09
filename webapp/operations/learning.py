"""Taking a module: answers, texts and what is shared of them."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta

from sqlalchemy import and_, case, or_, select, update
from sqlalchemy.orm import Session

from course.progress import State
from course.quiz import Question, Verdict, mark
from webapp import queries
from webapp.models import (
    Answer,
    Enrolment,
    EnrolmentState,
    MailKind,
    ModuleState,
    PlanOutcome,
    PromptKind,
    Reflection,
    Share,
)
from webapp.operations.mail import queue_mail
from webapp.queries import AnyRow, Me

LONGEST_TEXT = 20_000
"""Characters of a reflection."""


def see_update(session: Session, place: AnyRow) -> None:
    """The leader knows what is new in a module that she had completed."""
    session.execute(
        update(ModuleState)
        .where(ModuleState.id == place.module_state_id, ModuleState.state == State.COMPLETED)
        .values(seen_edition_id=place.edition_id)
    )


def begin(session: Session, place: AnyRow) -> None:
    """The leader begins a module; beginning again changes nothing."""
    session.execute(
        update(ModuleState)
        .where(ModuleState.id == place.module_state_id, ModuleState.state == State.NOT_STARTED)
        .values(state=State.UNDER_WAY)
    )


def go_to(session: Session, place: AnyRow, step: str) -> None:
    """Remember where the leader goes on."""
    session.execute(update(ModuleState).where(ModuleState.id == place.module_state_id).values(step=step))


def record_answer(
    session: Session,
    place: AnyRow,
    module: str,
    question: Question,
    choice: Sequence[int],
    given: Sequence[AnyRow],
    try_no: int,
    *,
    edition_id: int,
) -> Verdict:
    """Mark an answer and store it; the same form sent twice counts once.

    :param given: the leader's answers in this module so far
    :param try_no: which try the form was shown for, from 1
    :param edition_id: the edition that the question was shown from
    :raises ValueError: if the answer is not of the question's shape
    """
    verdict = mark(question, place.level, choice)
    written = ",".join(str(position) for position in choice)
    tries = [row for row in given if row.question == question.id]
    if any(row.try_no == try_no and row.choice == written for row in tries):
        return verdict
    session.add(
        Answer(
            enrolment_id=place.id,
            module=module,
            question=question.id,
            try_no=len(tries) + 1,
            edition_id=edition_id,
            digest=question.digest,
            choice=written,
            verdict=verdict,
        )
    )
    begin(session, place)
    return verdict


def finish(session: Session, place: AnyRow, today: date, *, more_to_come: bool = False) -> bool:
    """Complete a module, and the course with its last one; True when the course is completed by it.

    :param more_to_come: the course announces modules that are not there yet, so it goes on
    """
    session.execute(
        update(ModuleState)
        .where(ModuleState.id == place.module_state_id, ModuleState.state != State.COMPLETED)
        .values(state=State.COMPLETED, edition_id=place.edition_id, completed_week=queries.monday(today), step=None)
    )
    left = select(ModuleState.id).where(ModuleState.enrolment_id == place.id, ModuleState.state != State.COMPLETED)
    if more_to_come or session.execute(left.limit(1)).first() is not None:
        return False
    completed = {"state": EnrolmentState.COMPLETED, "closed_on": queries.monday(today)}
    session.execute(update(Enrolment).where(Enrolment.id == place.id).values(**completed, paused_on=None))
    return True


@dataclass(frozen=True, slots=True)
class Typed:
    """What a leader has written at a prompt, and the version she began from (0: nothing was there)."""

    text: str
    then_text: str
    version: int
    window: str
    """The browser window it comes from."""

    @property
    def empty(self) -> bool:
        return not (self.text.strip() or self.then_text.strip())


def ask_from(today: date) -> date:
    """When a leader is asked how it went with a plan: the first Monday 14 days from now or later.

    A Monday, so that it does not tell the day of writing.
    """
    return queries.monday(today + timedelta(days=20))


def save_known_text(session: Session, me: Me, enrolment_id: int, item: str, draft: Typed, today: date) -> int | None:
    """Save a text that has a row already; its new version, or None when another window has changed it meanwhile.

    A plan that she has wanted to change is asked about anew; one that she has answered for is left in peace.
    """
    unasked = and_(Reflection.outcome.is_(None), Reflection.ask_on.is_(None))
    changed = Reflection.outcome == PlanOutcome.CHANGE
    to_ask = and_(Reflection.kind == PromptKind.INTENTION, or_(unasked, changed))
    return session.execute(
        update(Reflection)
        .where(
            Reflection.enrolment_id.in_(queries.own_id(me, enrolment_id)),
            Reflection.item == item,
            or_(Reflection.version == draft.version, and_(Reflection.window == draft.window, Reflection.window != "")),
        )
        .values(
            text=draft.text,
            then_text=draft.then_text,
            version=Reflection.version + 1,
            window=draft.window,
            ask_on=case((to_ask, ask_from(today)), else_=Reflection.ask_on),
            outcome=case((changed, None), else_=Reflection.outcome),
        )
        .returning(Reflection.version)
    ).scalar_one_or_none()


def save_new_text(
    session: Session, place: AnyRow, module: str, item: str, kind: PromptKind, draft: Typed, today: date
) -> None:
    """Save the first text at a prompt.

    :raises IntegrityError: if there is one already
    """
    session.add(
        Reflection(
            enrolment_id=place.id,
            module=module,
            item=item,
            kind=kind,
            text=draft.text,
            then_text=draft.then_text,
            version=1,
            window=draft.window,
            ask_on=ask_from(today) if kind is PromptKind.INTENTION else None,
        )
    )
    session.flush()


@dataclass(frozen=True, slots=True)
class Written:
    """A text as it is to be shared."""

    module: str
    """Empty for the talk sheet."""
    kind: PromptKind
    text: str
    then_text: str


def share(session: Session, place: AnyRow, item: str, text: AnyRow | Written, prompt: str, now: datetime) -> None:
    """Give the nearest manager a copy of a text as it is now; an earlier copy of it is taken back.

    Her next letter tells her of it, without the text.
    """
    withdraw(session, place, item, now)
    copy = Share(
        enrolment_id=place.id,
        to_id=place.manager_id,
        module=text.module,
        item=item,
        kind=text.kind,
        prompt=prompt,
        text=text.text,
        then_text=text.then_text,
        shared_at=now,
    )
    session.add(copy)
    session.flush()
    queue_mail(session, MailKind.SHARED, copy.to_id, reason=f"shared:{copy.id}", now=now, enrolment_id=place.id)


def withdraw(session: Session, place: AnyRow, item: str, now: datetime) -> None:
    """Take back what was shared of a text, from whomever it was shared with."""
    session.execute(
        update(Share)
        .where(Share.enrolment_id == place.id, Share.item == item, Share.withdrawn_at.is_(None))
        .values(withdrawn_at=now)
    )


def thank(session: Session, manager: Me, enrolment_id: int, share_id: int, now: datetime) -> bool:
    """The manager's one answer to a share; False when she cannot see it."""
    if not any(row.id == share_id for row in queries.list_shares_with(session, manager.id, enrolment_id)):
        return False
    session.execute(update(Share).where(Share.id == share_id, Share.thanked_at.is_(None)).values(thanked_at=now))
    return True
