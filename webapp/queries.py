"""Which rows a person sees: one place for each table.

A leader's answers, reflections and plans are read by two kinds of query only: her own (`..._of_own`), and the copies
she has shared with her nearest manager (`list_shares_with`). There is none for HR.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from typing import Any

from sqlalchemy import ColumnElement, Row, Select, and_, case, func, or_, select
from sqlalchemy.orm import Session, aliased

from course.progress import State
from webapp.models import (
    Answer,
    Edition,
    Enrolment,
    EnrolmentState,
    Invitation,
    LoginAttempt,
    Message,
    MessageKind,
    ModuleState,
    Person,
    Reflection,
    Role,
    Share,
    Unit,
)
from webapp.names import fold

PAGE = 50
"""Rows of a long list on one page."""
AnyRow = Row[*tuple[Any, ...]]
Rows = Sequence[AnyRow]
FOLLOWED = (EnrolmentState.ACTIVE, EnrolmentState.PAUSED, EnrolmentState.COMPLETED)
"""The enrolments a manager and HR follow; ended ones are history."""


@dataclass(frozen=True, slots=True)
class Me:
    """The person who is signed in: what every page needs, read once a request."""

    id: int
    name: str
    email: str
    manager_id: int | None
    session_epoch: int
    roles: frozenset[Role]

    # What Flask-Login asks of a user.
    is_authenticated = True
    is_active = True
    is_anonymous = False

    def get_id(self) -> str:
        return f"{self.id}:{self.session_epoch}"

    def has(self, role: Role) -> bool:
        return role in self.roles


# --- signing in ---


def get_me(session: Session, session_id: str) -> Me | None:
    """The person of a session cookie; None when she is deactivated or was signed out everywhere."""
    id, _, epoch = session_id.partition(":")
    if not (id.isdecimal() and epoch.isdecimal() and len(id) < 16 and len(epoch) < 16):
        return None
    row = session.execute(
        select(
            Person.id,
            Person.name,
            Person.email,
            Person.manager_id,
            Person.session_epoch,
            Person.is_leader,
            Person.is_manager,
            Person.is_author,
            Person.is_admin,
        ).where(Person.id == int(id), Person.session_epoch == int(epoch), Person.active)
    ).one_or_none()
    return _me(row) if row else None


def _me(row: AnyRow) -> Me:
    held = zip(Role, (row.is_leader, row.is_manager, row.is_author, row.is_admin), strict=True)
    roles = frozenset(role for role, has_it in held if has_it)
    return Me(row.id, row.name, row.email, row.manager_id, row.session_epoch, roles)


def get_account(session: Session, email: str) -> AnyRow | None:
    """What signing in needs of an active person; None when there is none with that address."""
    return session.execute(
        select(Person.id, Person.session_epoch, Person.password_hash).where(
            Person.email == email.strip().lower(), Person.active
        )
    ).one_or_none()


def count_attempts(session: Session, account: str, address: str, since: datetime) -> tuple[int, int, int]:
    """Sign-in attempts since then: on the account from the network address, on the account, and from the address."""
    row = session.execute(
        select(
            func.count(case((and_(LoginAttempt.account == account, LoginAttempt.address == address), 1))),
            func.count(case((LoginAttempt.account == account, 1))),
            func.count(case((LoginAttempt.address == address, 1))),
        ).where(LoginAttempt.at >= since)
    ).one()
    return row[0], row[1], row[2]


def get_open_invitation(session: Session, token_hash: str, now: datetime) -> AnyRow | None:
    """The invitation of a link that can still be used, with its person's name and address."""
    return session.execute(
        select(Invitation.id, Invitation.person_id, Person.name, Person.email)
        .join_from(Invitation, Person, Invitation.person_id == Person.id)
        .where(
            Invitation.token_hash == token_hash,
            Invitation.used_at.is_(None),
            Invitation.expires_at > now,
            Person.active,
        )
    ).one_or_none()


# --- the leader's own ---


def newest_edition() -> ColumnElement[int]:
    """The newest edition of the enrolment's course, as a column; a leader is always on it."""
    return select(func.max(Edition.id)).where(Edition.course == Enrolment.course).correlate(Enrolment).scalar_subquery()


def _own(me: Me) -> Select[*tuple[Any, ...]]:
    """A leader's enrolments that go on or are completed, with what her pages need."""
    manager = aliased(Person)
    return (
        select(
            Enrolment.id,
            Enrolment.course,
            Enrolment.level,
            Enrolment.starts_on,
            Enrolment.state,
            Enrolment.from_below,
            Enrolment.welcomed,
            newest_edition().label("edition_id"),
            manager.id.label("manager_id"),
            manager.name.label("manager_name"),
        )
        .outerjoin_from(Enrolment, manager, and_(manager.id == me.manager_id, manager.active))
        .where(Enrolment.person_id == me.id, Enrolment.state.in_(FOLLOWED))
    )


def list_own_enrolments(session: Session, me: Me) -> Rows:
    """Those under way first, the newest first."""
    finished = case((Enrolment.state == EnrolmentState.COMPLETED, 1), else_=0)
    return session.execute(_own(me).order_by(finished, Enrolment.starts_on.desc(), Enrolment.id.desc())).all()


def get_own_enrolment(session: Session, me: Me, enrolment_id: int) -> AnyRow | None:
    return session.execute(_own(me).where(Enrolment.id == enrolment_id)).one_or_none()


def get_own_module(session: Session, me: Me, enrolment_id: int, module: str) -> AnyRow | None:
    """Her enrolment together with her state in one of its modules; None when she is not to take that module."""
    query = (
        _own(me)
        .add_columns(
            ModuleState.id.label("module_state_id"),
            ModuleState.state.label("module_state"),
            ModuleState.step,
            ModuleState.due_on,
        )
        .join(ModuleState, and_(ModuleState.enrolment_id == Enrolment.id, ModuleState.module == module))
        .where(Enrolment.id == enrolment_id)
    )
    return session.execute(query).one_or_none()


def list_module_states(session: Session, enrolment_ids: Sequence[int]) -> Rows:
    """The modules of enrolments that the caller has already been allowed to see, in the order of the outline."""
    return session.execute(
        select(
            ModuleState.enrolment_id,
            ModuleState.module,
            ModuleState.state,
            ModuleState.due_on,
            ModuleState.completed_week,
            ModuleState.step,
        )
        .where(ModuleState.enrolment_id.in_(enrolment_ids))
        .order_by(ModuleState.enrolment_id, ModuleState.position)
    ).all()


def own_id(me: Me, enrolment_id: int) -> Select[int]:
    """The enrolment's id if it is hers, nothing otherwise: the condition of every read and write of private rows."""
    return select(Enrolment.id).where(Enrolment.id == enrolment_id, Enrolment.person_id == me.id)


def list_answers_of_own(session: Session, me: Me, enrolment_id: int, module: str) -> Rows:
    """Her answers in a module, oldest first."""
    return session.execute(
        select(Answer.question, Answer.try_no, Answer.digest, Answer.choice, Answer.verdict)
        .where(Answer.enrolment_id.in_(own_id(me, enrolment_id)), Answer.module == module)
        .order_by(Answer.id)
    ).all()


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


# --- the nearest manager ---


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
            Enrolment.state,
            newest_edition().label("edition_id"),
            Person.name,
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
            Enrolment.state,
            Person.name,
            Person.sort_name,
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


# --- HR ---


def _matching(search: str) -> list[ColumnElement[bool]]:
    """Every word of a search stands somewhere in the name or address."""
    conditions: list[ColumnElement[bool]] = []
    for word in fold(search).split()[:8]:
        conditions.append(Person.search_name.contains(word, autoescape=True))
    return conditions


def list_people(session: Session, search: str = "", after: tuple[str, int] | None = None) -> Rows:
    """A page of people in the order of the alphabet, and one row more when there is another page.

    :param after: sort_name and id of the last person on the page before
    """
    ids = select(Person.id).where(*_matching(search)).order_by(Person.sort_name, Person.id).limit(PAGE + 1)
    if after:
        ids = ids.where(or_(Person.sort_name > after[0], and_(Person.sort_name == after[0], Person.id > after[1])))
    manager = aliased(Person)
    enrolments = (
        select(func.count())
        .select_from(Enrolment)
        .where(Enrolment.person_id == Person.id, Enrolment.state.in_(FOLLOWED))
        .correlate(Person)
        .scalar_subquery()
    )
    return session.execute(
        select(
            Person.id,
            Person.name,
            Person.sort_name,
            Person.email,
            Person.active,
            Person.is_leader,
            Person.is_manager,
            Person.is_author,
            Person.is_admin,
            Person.password_hash.is_not(None).label("has_password"),
            Unit.name.label("unit"),
            manager.name.label("manager"),
            enrolments.label("enrolments"),
        )
        .outerjoin_from(Person, Unit, Unit.id == Person.unit_id)
        .outerjoin(manager, manager.id == Person.manager_id)
        .where(Person.id.in_(select(ids.subquery().c.id)))
        .order_by(Person.sort_name, Person.id)
    ).all()


def count_people(session: Session, search: str = "") -> int:
    return session.execute(select(func.count()).select_from(Person).where(*_matching(search))).scalar_one()


def get_person(session: Session, person_id: int) -> Person | None:
    """A person to be changed by HR."""
    return session.get(Person, person_id)


def get_person_named(session: Session, person_id: int) -> AnyRow | None:
    """A person for HR's page, with the names of her unit and nearest manager."""
    manager = aliased(Person)
    return session.execute(
        select(
            Person.id,
            Person.name,
            Person.email,
            Person.active,
            Person.is_leader,
            Person.is_manager,
            Person.is_author,
            Person.is_admin,
            Person.password_hash.is_not(None).label("has_password"),
            Unit.name.label("unit"),
            manager.name.label("manager"),
            manager.email.label("manager_email"),
        )
        .outerjoin_from(Person, Unit, Unit.id == Person.unit_id)
        .outerjoin(manager, manager.id == Person.manager_id)
        .where(Person.id == person_id)
    ).one_or_none()


def get_person_id(session: Session, email: str) -> int | None:
    """The person with that address, active or not."""
    return session.scalar(select(Person.id).where(Person.email == email.strip().lower()))


def leads(session: Session, person_id: int, other_id: int) -> bool:
    """Whether a person is `other_id` herself or stands anywhere above her."""
    chain = select(Person.id, Person.manager_id).where(Person.id == other_id).cte(recursive=True)
    above = select(Person.id, Person.manager_id).join_from(Person, chain, Person.id == chain.c.manager_id)
    chain = chain.union(above)  # not UNION ALL: a circle that is there already ends the search
    return session.execute(select(chain.c.id).where(chain.c.id == person_id)).first() is not None


def list_managers(session: Session) -> Rows:
    """Everybody who can be somebody's nearest manager, in the order of the alphabet."""
    return session.execute(
        select(Person.id, Person.name, Person.email)
        .where(Person.is_manager, Person.active)
        .order_by(Person.sort_name, Person.id)
    ).all()


def list_units(session: Session) -> Sequence[str]:
    return session.scalars(select(Unit.name).order_by(Unit.name)).all()


def list_enrolments_of(session: Session, person_id: int) -> Rows:
    """A person's enrolments with counts, for HR; newest first."""
    completed = case((ModuleState.state == State.COMPLETED, 1), else_=0)
    return session.execute(
        select(
            Enrolment.id,
            Enrolment.course,
            Enrolment.level,
            Enrolment.starts_on,
            Enrolment.state,
            newest_edition().label("edition_id"),
            func.count(ModuleState.id).label("modules"),
            func.coalesce(func.sum(completed), 0).label("completed"),
        )
        .outerjoin_from(Enrolment, ModuleState, ModuleState.enrolment_id == Enrolment.id)
        .where(Enrolment.person_id == person_id)
        .group_by(Enrolment.id, Enrolment.course, Enrolment.level, Enrolment.starts_on, Enrolment.state)
        .order_by(Enrolment.starts_on.desc(), Enrolment.id.desc())
    ).all()


def count_progress(session: Session, today: date) -> Rows:
    """Enrolments per course and level: all, not started, under way, completed, and with a date passed."""
    done = case((ModuleState.state == State.COMPLETED, 1), else_=0)
    begun = case((ModuleState.state != State.NOT_STARTED, 1), else_=0)
    late = case((and_(ModuleState.state != State.COMPLETED, ModuleState.due_on < today), 1), else_=0)
    each = (
        select(
            Enrolment.id,
            Enrolment.course,
            Enrolment.level,
            func.count(ModuleState.id).label("modules"),
            func.coalesce(func.sum(done), 0).label("done"),
            func.coalesce(func.sum(begun), 0).label("begun"),
            func.coalesce(func.max(late), 0).label("late"),
        )
        .join_from(Enrolment, Person, Person.id == Enrolment.person_id)
        .outerjoin(ModuleState, ModuleState.enrolment_id == Enrolment.id)
        .where(Person.active, Enrolment.state.in_(FOLLOWED))
        .group_by(Enrolment.id, Enrolment.course, Enrolment.level)
        .subquery()
    )
    completed = and_(each.c.modules > 0, each.c.done == each.c.modules)
    return session.execute(
        select(
            each.c.course,
            each.c.level,
            func.count().label("leaders"),
            func.count(case((each.c.begun == 0, 1))).label("not_started"),
            func.count(case((and_(each.c.begun > 0, ~completed), 1))).label("under_way"),
            func.count(case((completed, 1))).label("completed"),
            func.count(case((each.c.late == 1, 1))).label("late"),
        )
        .group_by(each.c.course, each.c.level)
        .order_by(each.c.course, each.c.level)
    ).all()


def list_messages(session: Session, *, kinds: Sequence[str]) -> Rows:
    """Words to HR that nobody has handled yet, newest week first.

    A remark on a question has no person; within a week they stand in the order of their texts, so that nobody can tell
    which came when.
    """
    return session.execute(
        select(
            Message.id,
            Message.kind,
            Message.course,
            Message.question,
            Message.text,
            Message.week_on,
            Person.id.label("person_id"),
            Person.name,
        )
        .outerjoin_from(Message, Person, Person.id == Message.person_id)
        .where(Message.handled_at.is_(None), Message.kind.in_(kinds))
        .order_by(Message.week_on.desc(), Message.course, Message.question, Message.text)
        .limit(200)
    ).all()


def has_open_message(session: Session, me: Me, kind: MessageKind, text: str) -> bool:
    """Whether she has written the very same to HR, and nobody has handled it yet."""
    same = (Message.person_id == me.id, Message.kind == kind, Message.text == text, Message.handled_at.is_(None))
    return session.execute(select(Message.id).where(*same).limit(1)).first() is not None


# --- authors ---


def list_editions(session: Session) -> Rows:
    """The newest edition of each course, with who published it and how many follow the course."""
    newest = select(func.max(Edition.id)).group_by(Edition.course)
    followers = (
        select(func.count())
        .select_from(Enrolment)
        .where(Enrolment.course == Edition.course, Enrolment.state.in_(FOLLOWED))
        .correlate(Edition)
        .scalar_subquery()
    )
    return session.execute(
        select(
            Edition.id,
            Edition.course,
            Edition.number,
            Edition.published_at,
            Edition.note,
            Person.name.label("published_by"),
            followers.label("enrolments"),
        )
        .outerjoin_from(Edition, Person, Person.id == Edition.published_by)
        .where(Edition.id.in_(newest))
        .order_by(Edition.course)
    ).all()


def monday(day: date) -> date:
    """The Monday of the week, which is all that is kept of when something was done."""
    return day - timedelta(days=day.weekday())
