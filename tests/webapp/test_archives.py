"""Taking a course home as a zip file, and in again."""

import io
from pathlib import Path

import pytest
from sqlalchemy import select
from werkzeug.datastructures import FileStorage, MultiDict
from werkzeug.test import encode_multipart

from course.archive import pack, unpack
from tests.webapp import make, nordby
from tests.webapp.conftest import Browse, both_databases
from tests.webapp.make import NOW, Database
from tests.webapp.nordby import COURSE, FIRST
from tests.webapp.pages import Browser, Page, parse
from webapp import blobs, drafts
from webapp.commands import main
from webapp.models import Audit, Draft, Edition, Role

TEXT = f"content/{COURSE}/{FIRST}.md"
CHANGED = nordby.files(aftaler=nordby.AFTALER.replace("et løfte", "et godt løfte"))


def bring_in(browser: Browser, data: bytes, status: int = 200) -> Page:
    """Choose the file and send it."""
    form = browser.get("/courses/import").form("/courses/import")
    fields: MultiDict[str, str | FileStorage] = MultiDict({name: values[0] for name, values in form.filled({}).items()})
    fields.add("package", FileStorage(io.BytesIO(data), "forloeb.zip"))
    boundary, body = encode_multipart(fields)
    answer = browser.client.post(form.action, data=body, content_type=f'multipart/form-data; boundary="{boundary}"')
    if answer.status_code == 302:
        return browser.get(answer.location, status)
    assert answer.status_code == status, answer.get_data(as_text=True)
    html = answer.get_data(as_text=True)
    return Page(status, "/courses/import", html, parse(html)[0])


def draft_of(db: Database, course: str = COURSE) -> dict[str, bytes]:
    with db.writing() as session:
        working = drafts.open_draft(session, course)
        assert working is not None
        return drafts.read_files(session, working)


@both_databases
def test_what_is_taken_home_is_the_draft_and_comes_in_again_unchanged(db: Database, browse: Browse) -> None:
    picture = {f"content/{COURSE}/pictures/skole.png": b"\x89PNG\xff\x00"}
    make.draft_files(db, CHANGED | picture)
    browser = browse(make.person(db, None, Role.AUTHOR))
    answer = browser.client.get(f"/courses/{COURSE}/export")
    assert answer.mimetype == "application/zip"
    assert unpack(answer.data) == (COURSE, CHANGED | picture)
    assert unpack(browser.client.get(f"/courses/{COURSE}/export?edition=1").data) == (COURSE, nordby.files())
    assert "allerede" in bring_in(browser, answer.data).main.text
    assert draft_of(db) == CHANGED | picture


def test_no_course_and_no_edition_are_not_found(db: Database, browse: Browse) -> None:
    browser = browse(make.person(db, None, Role.AUTHOR))
    for url in ("findes-ikke/export", f"{COURSE}/export?edition=9", f"{COURSE}/export?edition=x"):
        browser.get(f"/courses/{url}", 404)


@both_databases
def test_a_course_that_is_there_changes_only_after_its_author_has_seen_what(db: Database, browse: Browse) -> None:
    make.draft_files(db, {TEXT: b"Noget andet.\n", f"content/{COURSE}/ekstra.md": b"x"})
    browser = browse(make.person(db, None, Role.AUTHOR))
    before = draft_of(db)
    page = bring_in(browser, pack(CHANGED))
    assert draft_of(db) == before
    assert "Noget andet." in page.main.text
    browser.send(page, "/courses/import/confirm")
    assert draft_of(db) == CHANGED
    with db.writing() as session:
        saved = [
            drafts.read_version(session, COURSE, TEXT, row.id)
            for row in drafts.list_versions(session, COURSE, TEXT, NOW)
        ]
    assert b"Noget andet.\n" in saved
    assert db.count(Edition) == 1
    assert db.count(Audit, Audit.what == "course taken in") == 1


def test_a_new_course_becomes_a_draft(db: Database, browse: Browse) -> None:
    browser = browse(make.person(db, None, Role.AUTHOR))
    whole = {path.replace(COURSE, "aaby"): data for path, data in nordby.files().items()}
    assert bring_in(browser, pack(whole)).path == "/courses/aaby/publish/"
    assert draft_of(db, "aaby") == whole
    assert db.count(Edition) == 1


@pytest.mark.parametrize("data", [b"", b"Ikke en zip", pack({"../x.md": b""}), pack({TEXT: b"\xff\xfe"})])
def test_a_file_that_is_no_course_is_refused_at_the_field_and_nothing_is_stored(
    data: bytes, db: Database, browse: Browse
) -> None:
    browser = browse(make.person(db, None, Role.AUTHOR))
    page = bring_in(browser, data, 422)
    assert page.error_at("package")
    assert db.count(Draft) == 0


def test_a_package_that_nobody_has_looked_at_is_not_taken_in(db: Database, browse: Browse) -> None:
    browser = browse(make.person(db, None, Role.AUTHOR))
    for package in ("", "x", '["nordby", {}]'):
        assert browser.post("/courses/import/confirm", package=package).status_code == 422
    assert db.count(Draft) == 0


def test_a_package_of_a_usual_size_is_let_in(db: Database, browse: Browse) -> None:
    pictures = {f"content/{COURSE}/pictures/{number}.png": bytes([number]) * 900_000 for number in range(3)}
    browser = browse(make.person(db, None, Role.AUTHOR))
    page = bring_in(browser, pack(nordby.files() | pictures))
    browser.send(page, "/courses/import/confirm")
    assert blobs.digest(draft_of(db)[f"content/{COURSE}/pictures/2.png"]) == blobs.digest(bytes([2]) * 900_000)


def test_the_commands_do_the_same(
    db: Database, monkeypatch: pytest.MonkeyPatch, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setenv("DATABASE_URL", db.engine.url.render_as_string(hide_password=False))
    monkeypatch.chdir(tmp_path)
    assert main(["export-course", COURSE]) == 0
    assert unpack((tmp_path / f"{COURSE}.zip").read_bytes()) == (COURSE, nordby.files())
    (tmp_path / "ny.zip").write_bytes(pack(CHANGED))
    assert main(["import-course", "ny.zip"]) == 0
    assert f"{TEXT}: ændret" in capsys.readouterr().out
    assert db.count(Draft) == 0
    assert main(["import-course", "ny.zip", "--apply"]) == 0
    assert db.all(select(Draft.path)) == [(TEXT,)]
    assert draft_of(db) == CHANGED
    (tmp_path / "ny.zip").write_bytes(b"x")
    assert main(["import-course", "ny.zip"]) == 2
    assert main(["import-course", "findes-ikke.zip"]) == 2
    assert main(["export-course", "findes-ikke"]) == 2
    assert "zip-fil" in capsys.readouterr().err
