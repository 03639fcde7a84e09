"""The working copy of a course: saved as one writes, never seen by leaders, never overwritten by a colleague."""

from datetime import timedelta

from tests.webapp import make, nordby
from tests.webapp.conftest import both_databases
from tests.webapp.make import NOW, Database
from tests.webapp.nordby import COURSE, FIRST
from webapp import blobs, drafts, editions
from webapp.drafts import Conflict, Working
from webapp.models import Blob, Draft, DraftVersion, Role

PATH = f"content/{COURSE}/{FIRST}.md"
PUBLISHED = blobs.digest(nordby.files()[PATH])


def working(db: Database, course: str = COURSE) -> Working:
    with db.writing() as session:
        found = drafts.open_draft(session, course)
    assert found is not None
    return found


def save(
    db: Database,
    text: str | None,
    base: str | None = PUBLISHED,
    *,
    by: int | None = None,
    window: str = "",
    path: str = PATH,
) -> str | Conflict | None:
    with db.writing() as session:
        data = None if text is None else text.encode()
        return drafts.save(session, COURSE, path, data, base=base, by=by, now=NOW, window=window)


@both_databases
def test_a_draft_is_the_newest_edition_with_the_changed_files_laid_over_it(db: Database) -> None:
    assert not working(db).changes
    author = make.person(db, "Lone Bech", Role.AUTHOR)
    save(db, "# Nyt\n", by=author.id)
    draft = working(db)
    with db.writing() as session:
        files = drafts.read_files(session, draft)
    assert files == {**nordby.files(), PATH: b"# Nyt\n"}
    assert {path: (row.name, row.changed_at) for path, row in draft.changes.items()} == {PATH: ("Lone Bech", NOW)}


def test_leaders_see_nothing_of_a_draft(db: Database) -> None:
    save(db, "# Nyt\n")
    with db.writing() as session:
        newest = editions.list_newest(session)[COURSE]
        assert editions.read_edition(session, newest) == (COURSE, nordby.files())


def test_a_colleague_who_saved_first_is_named_and_keeps_her_text(db: Database) -> None:
    author = make.person(db, "Lone Bech", Role.AUTHOR)
    save(db, "Lones tekst", by=author.id, window="hendes")
    refused = save(db, "min tekst", window="min")
    assert isinstance(refused, Conflict)
    assert (refused.name, refused.at, refused.data) == ("Lone Bech", NOW, b"Lones tekst")
    assert refused.sha256 == blobs.digest(b"Lones tekst")
    assert save(db, "begge dele", refused.sha256, window="min") == blobs.digest(b"begge dele")


def test_a_window_may_go_on_from_its_own_older_state(db: Database) -> None:
    save(db, "et", window="a")
    assert save(db, "et to", window="a") == blobs.digest(b"et to")
    assert isinstance(save(db, "tre", window="b"), Conflict)


def test_the_same_text_again_is_no_new_state(db: Database) -> None:
    save(db, nordby.files()[PATH].decode(), base="whatever")
    assert (db.count(Draft), db.count(DraftVersion)) == (0, 0)


def test_a_file_can_be_taken_out_and_put_back(db: Database) -> None:
    assert save(db, None) is None
    assert PATH not in working(db).manifest
    save(db, nordby.files()[PATH].decode(), None)
    assert not working(db).changes


def test_every_saved_state_of_the_last_thirty_days_can_be_opened(db: Database) -> None:
    first = save(db, "et")
    assert not isinstance(first, Conflict)
    save(db, "to", first)
    with db.writing() as session:
        newest, oldest = drafts.list_versions(session, COURSE, PATH, NOW)
        assert drafts.read_version(session, COURSE, PATH, newest.id) == b"to"
        assert drafts.read_version(session, COURSE, PATH, oldest.id) == b"et"
        assert drafts.read_version(session, COURSE, f"content/{COURSE}/course.md", oldest.id) is None
        assert drafts.forget_versions(session, NOW + timedelta(days=29)) == 0
        assert drafts.forget_versions(session, NOW + timedelta(days=31)) == 2
    assert list(working(db).changes) == [PATH]


@both_databases
def test_what_only_a_forgotten_state_held_is_deleted_with_it(db: Database) -> None:
    first = save(db, "et")
    assert not isinstance(first, Conflict)
    save(db, "to", first)
    before = db.count(Blob)
    with db.writing() as session:
        drafts.forget_versions(session, NOW + timedelta(days=31))
    assert db.count(Blob) == before - 1
    draft = working(db)
    with db.writing() as session:
        assert drafts.read_files(session, draft)[PATH] == b"to"
        assert editions.read_edition(session, editions.list_newest(session)[COURSE]) == (COURSE, nordby.files())


def test_publishing_settles_the_files_that_are_as_in_the_edition(db: Database) -> None:
    other = f"content/{COURSE}/course.md"
    save(db, nordby.files()[PATH].decode() + "\nMere.\n")
    save(db, "halvt skrevet", blobs.digest(nordby.files()[other]), path=other)
    new = {**nordby.files(), PATH: nordby.files()[PATH] + b"\nMere.\n"}
    with db.writing() as session:
        editions.publish(session, COURSE, new, by=None, now=NOW)
    assert list(working(db).changes) == [other]


def test_a_file_nobody_has_changed_follows_a_new_edition(db: Database) -> None:
    save(db, "et")
    save(db, nordby.files()[PATH].decode(), blobs.digest(b"et"))
    new = {**nordby.files(), PATH: nordby.files()[PATH] + b"\nMere.\n"}
    with db.writing() as session:
        editions.publish(session, COURSE, new, by=None, now=NOW)
    draft = working(db)
    assert draft.manifest[PATH] == blobs.digest(new[PATH])
    assert not draft.changes


def test_a_course_without_an_edition_is_its_draft(db: Database) -> None:
    with db.writing() as session:
        drafts.save_all(session, "vejby", {"content/vejby/course.md": b"et"}, by=None, now=NOW)
        assert drafts.list_courses(session) == [COURSE, "vejby"]
        assert drafts.open_draft(session, "findes-ikke") is None
    assert working(db, "vejby").edition_id is None


def test_a_draft_is_compiled_once_for_each_state_with_what_the_rules_say(db: Database) -> None:
    courses = editions.Courses()
    save(db, "---\ntitle: Halv\n---\n")
    draft, again = working(db), working(db)
    with db.writing() as session:
        course, problems = courses.draft(session, draft)
        assert courses.draft(session, again)[0] is course
    assert course.modules[FIRST].title == "Halv"
    assert any(each.path == PATH and each.severity == "error" for each in problems)
