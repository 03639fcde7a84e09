"""Take the fixed tables once a month, and make and revoke the keys to them."""

import hashlib
import json
import secrets
from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import asdict, dataclass
from datetime import date, datetime

from sqlalchemy import delete, select
from sqlalchemy.orm import Session

from webapp import queries
from webapp.disclosure import SMALLEST, Likes, make_figures
from webapp.models import FiguresKey, TakenFigures
from webapp.operations.audit import note
from webapp.queries import AnyRow, Rows
from webapp.units import divide

WITHOUT_UNIT = ""


@dataclass(frozen=True, slots=True)
class Taking:
    """The tables of a course, or of a manager's part of it, before they are kept."""

    course: str
    manager_id: int | None
    states: tuple[int, int, int]
    """Not started, under way, completed."""
    data: str


def take(session: Session, courses: Sequence[str], today: date) -> list[Taking]:
    """Count and merge the tables of these courses, for HR and for each manager above; nothing is written."""
    rows = queries.list_standings(session, courses, today)
    units = divide(queries.get_tree(session))
    managers = queries.list_managers_of_all(session)
    parts: dict[tuple[str, int | None], list[AnyRow]] = {(course, None): [] for course in courses}
    for row in rows:
        parts[row.course, None].append(row)
        for above in _managers_above(row.manager_id, managers):
            parts.setdefault((row.course, above), []).append(row)
    return [
        _taking(course, manager_id, _count(part, units))
        for (course, manager_id), part in parts.items()
        if manager_id is None or len(part) >= SMALLEST
    ]


def _managers_above(manager_id: int | None, managers: Mapping[int, int]) -> Iterable[int]:
    """Those above the nearest manager; she herself sees the leader by name, so the leader is in no table of hers."""
    seen = {manager_id}
    above = managers.get(manager_id) if manager_id is not None else None
    while above is not None and above not in seen:
        yield above
        seen.add(above)
        above = managers.get(above)


def _count(rows: Rows, units: Mapping[int, str]) -> list[Likes]:
    """Put those together who have the same level, unit and month of start."""
    counts: dict[tuple[str, str, str], Counter[str]] = {}
    weeks: dict[tuple[str, str, str], Counter[int]] = {}
    for row in rows:
        place = (row.level, units.get(row.unit_id, WITHOUT_UNIT), f"{row.starts_on:%Y-%m}")
        state = "completed" if row.completed else "under_way" if row.begun else "not_started"
        tally = counts.setdefault(place, Counter())
        tally[state] += 1
        tally["late"] += int(row.late and not row.completed)
        if row.completed and row.last_week is not None:
            weeks.setdefault(place, Counter())[_weeks_between(row.starts_on, row.last_week)] += 1
    return [Likes(place, **counts[place], weeks=weeks.get(place, {})) for place in sorted(counts)]


def _weeks_between(start: date, week: date) -> int:
    return max(0, (week - queries.monday(start)).days // 7)


def _taking(course: str, manager_id: int | None, likes: Sequence[Likes]) -> Taking:
    figures = make_figures(likes)
    states = tuple(sum(getattr(each, state) for each in likes) for state in ("not_started", "under_way", "completed"))
    data = json.dumps(asdict(figures) if figures else None, ensure_ascii=False)
    return Taking(course, manager_id, (states[0], states[1], states[2]), data)


def keep_figures(session: Session, courses: Sequence[str], taken: Sequence[Taking], today: date) -> None:
    """Store what was taken. Where fewer than five have moved since, the tables stay as they were: the difference
    between the old ones and the new ones would tell of those few."""
    known = {
        (row.course, row.manager_id): row
        for row in session.scalars(select(TakenFigures).where(TakenFigures.course.in_(courses)))
    }
    for each in taken:
        row = known.pop((each.course, each.manager_id), None)
        if row is None:
            row = TakenFigures(course=each.course, manager_id=each.manager_id)
            session.add(row)
            _fill(row, each, today)
        elif _moved(row, each) >= SMALLEST:
            _fill(row, each, today)
        row.looked_on = today.replace(day=1)
    gone = [row.id for row in known.values()]
    session.execute(delete(TakenFigures).where(TakenFigures.id.in_(gone)))


def _moved(row: TakenFigures, new: Taking) -> int:
    """At least so many people have come, gone or got further."""
    before = (row.not_started, row.under_way, row.completed)
    return (sum(abs(a - b) for a, b in zip(before, new.states, strict=True)) + 1) // 2


def _fill(row: TakenFigures, new: Taking, today: date) -> None:
    row.taken_on, row.data = today, new.data
    row.not_started, row.under_way, row.completed = new.states


def make_key(session: Session, name: str, *, by: int, now: datetime) -> str:
    """A new key for a program; the token, which is stored nowhere."""
    token = secrets.token_urlsafe(32)
    session.add(FiguresKey(name=name, token_hash=_hash(token), made_at=now, made_by=by))
    note(session, "figures key made", by=by, now=now, detail=name)
    return token


def revoke_key(session: Session, key_id: int, *, by: int, now: datetime) -> bool:
    """Put a key out of use; False when there is no such key."""
    key = session.get(FiguresKey, key_id)
    if key is None:
        return False
    note(session, "figures key revoked", by=by, now=now, detail=key.name)
    session.delete(key)
    return True


def has_key(session: Session, token: str) -> bool:
    """Whether the token is one of a key in use."""
    return queries.get_key(session, _hash(token)) is not None


def _hash(token: str) -> str:
    return hashlib.sha256(token.encode()).hexdigest()
