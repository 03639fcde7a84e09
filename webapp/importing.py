"""Importing a list of people beside the request, so that a page can tell how far it is.

The people are written in one transaction, all or nothing; only then do the rules put them on courses, in batches that
each stand by themselves. A process that ends in the middle has changed nothing, or leaves the last batches to `tick`.
"""

import json
import logging
from collections.abc import Callable, Mapping
from datetime import date, datetime, timedelta
from threading import Thread

from sqlalchemy import Engine, select, update
from sqlalchemy.orm import Session

from webapp import operations, queries
from webapp.config import Config
from webapp.db import WRITES, make_session
from webapp.editions import Courses
from webapp.models import Upload, UploadState
from webapp.people_file import Outcome, Plan, Reading, make_plan, read_people
from webapp.times import day_of

SILENT = timedelta(minutes=2)
"""An import that has said nothing for so long was broken off."""
AT_ONCE = 2000
"""Enrolments that one transaction makes."""
log = logging.getLogger("lederstart")


def plan_import(session: Session, reading: Reading, *, me: int | None, whole_list: bool, today: date) -> Plan:
    """What a file would change now."""
    tree = queries.get_tree(session)
    people = queries.list_known(session, tree)
    return make_plan(reading, people, tree, today=today, me=me, whole_list=whole_list)


def start_import(engine: Engine, courses: Courses, config: Config, upload_id: int, digest: str) -> None:
    """Begin to import a file that has been claimed.

    :param digest: of the plan that was confirmed; when another one has come of it meanwhile, nothing is done
    """
    Thread(target=_import, args=(engine, courses, config, upload_id, digest), daemon=True).start()


def _import(engine: Engine, courses: Courses, config: Config, upload_id: int, digest: str) -> None:
    try:
        if _write_people(engine, courses, config, upload_id, digest):
            enrol_by_rules(engine, courses, config.clock, upload_id)
    except Exception:
        log.exception("an import was broken off")
        with make_session(engine) as session:
            _say(session, upload_id, {"state": UploadState.WAITING, "step": "failed"}, config.clock())


def _say(session: Session, upload_id: int, values: Mapping[str, object], now: datetime) -> None:
    session.execute(update(Upload).where(Upload.id == upload_id).values(**values, worked_at=now))
    session.commit()


def _write_people(engine: Engine, courses: Courses, config: Config, upload_id: int, digest: str) -> bool:
    """All or nothing; False when the plan is another one by now."""
    WRITES.set(False)
    with make_session(engine) as session:
        upload = session.execute(
            select(Upload.data, Upload.whole_list, Upload.person_id).where(Upload.id == upload_id)
        ).one()
    reading = read_people(upload.data)  # before the transaction: SQLite has one lock for writing
    WRITES.set(True)
    now = config.clock()
    today = day_of(now)
    with make_session(engine) as session:
        _say(session, upload_id, {"step": "writing"}, now)
        plan = plan_import(session, reading, me=upload.person_id, whole_list=upload.whole_list, today=today)
        if plan.digest != digest or plan.counts[Outcome.REFUSED]:
            _say(session, upload_id, {"state": UploadState.WAITING, "step": "changed"}, now)
            return False
        operations.apply_plan(session, courses, plan, by=upload.person_id, now=now, today=today)
        result = json.dumps({outcome.value: count for outcome, count in plan.counts.items()})
        _say(session, upload_id, {"step": "enrolling", "data": b"", "result": result}, now)
    return True


def enrol_by_rules(
    engine: Engine, courses: Courses, clock: Callable[[], datetime], upload_id: int | None = None
) -> int:
    """Let the rules put everybody on courses, batch by batch; how many enrolments were made."""
    total = 0
    while True:
        now = clock()
        with make_session(engine) as session:
            made = operations.apply_rules(session, courses, by=None, now=now, today=day_of(now), most=AT_ONCE)
            total += made
            if upload_id is not None:
                state = UploadState.RUNNING if made else UploadState.DONE
                _say(session, upload_id, {"step": f"enrolling {total}", "state": state}, now)
            session.commit()
        if not made:
            return total
