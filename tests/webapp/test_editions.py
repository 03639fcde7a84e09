"""Publishing a course, and what an edition does to those who are on it."""

import json
from datetime import date

import pytest
from sqlalchemy import select

from course.progress import State
from tests.webapp import make, nordby
from tests.webapp.conftest import both_databases
from tests.webapp.make import NOW, Database, Enrolled
from tests.webapp.nordby import COURSE, COURSE_FILE, FIRST, SECOND
from webapp import blobs, editions
from webapp.models import Blob, Edition, EnrolmentState, ModuleState


def publish(db: Database, files: dict[str, bytes]) -> Edition | None:
    with db.writing() as session:
        return editions.publish(session, COURSE, files, by=None, now=NOW, note="prøve")


def plan(db: Database, on: Enrolled) -> list[tuple[str, date, State]]:
    rows = db.all(
        select(ModuleState.module, ModuleState.due_on, ModuleState.state)
        .where(ModuleState.enrolment_id == on.id)
        .order_by(ModuleState.position)
    )
    return [tuple(row) for row in rows]


@both_databases
def test_changed_files_become_the_next_edition(db: Database) -> None:
    made = publish(db, nordby.files(modules=4))
    assert made is not None
    assert (made.course, made.number, made.note) == (COURSE, 2, "prøve")
    with db.writing() as session:
        assert editions.list_newest(session) == {COURSE: made.id}
        assert editions.read_edition(session, made.id) == (COURSE, nordby.files(modules=4))


@both_databases
def test_the_same_files_are_no_new_edition(db: Database) -> None:
    assert publish(db, nordby.files()) is None
    assert publish(db, dict(reversed(nordby.files().items()))) is None
    assert db.count(Edition) == 1


def test_files_that_are_published_already_are_not_looked_at_again(db: Database) -> None:
    broken = {f"content/{COURSE}/course.md": b"Uden hoved"}
    with db.writing() as session:
        session.add(Edition(course="ens", number=1, manifest=json.dumps(manifest_of(broken)), published_at=NOW))
        session.flush()
        assert editions.publish(session, "ens", broken, by=None, now=NOW) is None


def manifest_of(files: dict[str, bytes]) -> dict[str, str]:
    return {path: blobs.digest(data) for path, data in files.items()}


def test_a_file_that_did_not_change_is_stored_once(db: Database) -> None:
    before = db.count(Blob)
    publish(db, nordby.files(aftaler=nordby.AFTALER + "\nTil sidst: held og lykke.\n"))
    assert db.count(Blob) == before + 1


def test_going_back_to_earlier_files_is_an_edition_of_its_own(db: Database) -> None:
    publish(db, nordby.files(modules=4))
    back = publish(db, nordby.files())
    assert back is not None
    assert back.number == 3


def test_broken_files_are_refused_with_file_and_line_and_the_edition_stays(db: Database) -> None:
    broken = nordby.AFTALER.replace("::: forventninger drift\n", "::: forventninger drfit\n")
    line = broken.splitlines().index("::: forventninger drfit") + 1
    with pytest.raises(editions.ContentError) as caught:
        publish(db, nordby.files(aftaler=broken))
    assert [(each.path, each.line, each.id) for each in caught.value.problems] == [
        ("content/nordby/aftaler.md", line, "F01")
    ]
    assert '"drift"' in caught.value.problems[0].message
    assert db.count(Edition) == 1


def test_what_nobody_has_written_yet_is_not_published(db: Database) -> None:
    drafted = nordby.AFTALER.replace("---\n", "---\ngenerated: true\n", 1)
    with pytest.raises(editions.ContentError) as caught:
        publish(db, nordby.files(aftaler=drafted))
    assert [(each.path, each.id) for each in caught.value.problems] == [("content/nordby/aftaler.md", "G01")]
    assert db.count(Edition) == 1


def test_what_is_only_a_warning_does_not_stop_an_edition(db: Database) -> None:
    assert publish(db, nordby.files(aftaler_quiz=nordby.AFTALER_QUIZ.replace("samme dag.", "altid samme dag.")))


@both_databases
def test_a_new_edition_moves_dates_and_brings_modules(db: Database) -> None:
    on = make.enrolment(db, completed=[FIRST], starts_on=date(2026, 3, 2))
    course = COURSE_FILE.replace("due_day: 7}", "due_day: 8}").replace("due_day: 21}", "due_day: 22}")
    make.publish(db, nordby.files(modules=4) | {"content/nordby/course.md": _with_module(course, "ekstra-4", 30)})
    assert plan(db, on) == [
        (FIRST, date(2026, 3, 9), State.COMPLETED),
        (SECOND, date(2026, 3, 24), State.NOT_STARTED),
        ("ekstra-4", date(2026, 4, 1), State.NOT_STARTED),
    ]


def _with_module(course: str, module: str, day: int) -> bytes:
    line = f"  - {{module: {module}, due_day: {day}}}\n"
    return course.replace("---\n\nVelkommen", f"{line}---\n\nVelkommen").encode()


@both_databases
def test_a_module_that_goes_stays_with_those_who_completed_it(db: Database) -> None:
    done, begun = make.enrolment(db, completed=[SECOND]), make.enrolment(db, under_way=[SECOND])
    without = COURSE_FILE.replace("  - {module: moeder, due_day: 21}\n", "")
    make.publish(db, nordby.files(course=without, moeder="", moeder_quiz=""))
    assert [module for module, _, _ in plan(db, done)] == [FIRST, SECOND]
    assert [module for module, _, _ in plan(db, begun)] == [FIRST]


def test_another_order_is_followed_by_what_is_not_completed(db: Database) -> None:
    on = make.enrolment(db)
    turned = COURSE_FILE.replace("module: aftaler", "module: x").replace("module: moeder", "module: aftaler")
    make.publish(db, nordby.files(course=turned.replace("module: x", "module: moeder")))
    assert [module for module, _, _ in plan(db, on)] == [SECOND, FIRST]


@pytest.mark.parametrize("state", [EnrolmentState.COMPLETED, EnrolmentState.ENDED])
def test_an_enrolment_that_is_over_keeps_its_plan(state: EnrolmentState, db: Database) -> None:
    on = make.enrolment(db, completed=[FIRST, SECOND], state=state)
    before = plan(db, on)
    make.publish(db, nordby.files(modules=6))
    assert plan(db, on) == before


def test_a_course_is_compiled_once_while_it_is_in_use(db: Database) -> None:
    courses = editions.Courses()
    with db.writing() as session:
        id = editions.list_newest(session)[COURSE]
        first = courses.get(session, id)
        assert courses.get(session, id) is first


def test_an_edition_that_is_not_there_is_an_error(db: Database) -> None:
    with db.writing() as session, pytest.raises(LookupError):
        editions.Courses().get(session, 99_999)
