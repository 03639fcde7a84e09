"""Importing a list of people: the dry run, all or nothing, and the command."""

import io
import time
from datetime import timedelta
from pathlib import Path

import pytest
from sqlalchemy import Engine, func, select, update
from werkzeug.test import TestResponse

from tests.webapp import make, nordby
from tests.webapp.conftest import Browse, Clock, both_databases, statements
from tests.webapp.make import Database, Someone
from tests.webapp.pages import Browser, Page, parse
from tests.webapp.test_commands import Run, folder, migrated, run  # noqa: F401
from webapp import operations
from webapp.models import Audit, Enrolment, Invitation, Person, Role, Share, Unit, Upload, UploadState

HEAD = "Navn;E-mail;Enhed;Leders e-mail;Niveau;Start;Fratræder;Roller"
LIST = (
    HEAD,
    "Birgit Holm;birgit@nordby.example;Sundhed;;Chef;1.3.2019;;leder",
    "Åse Ødegård;aase@nordby.example;Sundhed > Hjemmeplejen;birgit@nordby.example;Teamleder;3.4.2026;;ny leder",
    "Bo Lund;bo@nordby.example;Sundhed > Hjemmeplejen;birgit@nordby.example;Teamleder;1.3.2026;;",
)
PATIENCE = 60
PEOPLE = select(
    Person.name,
    Person.email,
    Person.level,
    Person.starts_on,
    Person.leaves_on,
    Person.active,
    Person.is_leader,
    Person.is_manager,
    Person.manager_id,
    Person.unit_id,
    Person.session_epoch,
).order_by(Person.id)


@pytest.fixture
def hr(db: Database) -> Someone:
    return make.person(db, "Peter Højgaard", Role.ADMIN, email="hr@nordby.example")


@pytest.fixture
def device(hr: Someone, browse: Browse) -> Browser:
    return browse(hr)


def send(device: Browser, *lines: str, data: bytes | None = None, whole_list: bool = False) -> TestResponse:
    content = "\n".join(lines).encode() if data is None else data
    fields = {"csrf_token": device.token(), "file": (io.BytesIO(content), "personer.csv")}
    if whole_list:
        fields["whole_list"] = "y"
    answer = device.client.post("/people/import/", data=fields, content_type="multipart/form-data")
    answer.request.environ["wsgi.input"].close()  # a large body is a file, which the client leaves open
    return answer


def dry_run(device: Browser, *lines: str, whole_list: bool = False) -> Page:
    answer = send(device, *lines, whole_list=whole_list)
    assert answer.status_code == 302, parse(answer.get_data(as_text=True))[0].text
    return device.get(answer.location)


def import_list(device: Browser, *lines: str, whole_list: bool = False) -> Page:
    page = dry_run(device, *lines, whole_list=whole_list)
    device.send(page, page.path)
    return finished(device, page.path)


def finished(device: Browser, path: str) -> Page:
    """The page when the import is over."""
    deadline = time.monotonic() + PATIENCE
    while time.monotonic() < deadline:
        answer = device.client.get(f"{path}/progress")
        if "HX-Refresh" in answer.headers:
            return device.get(path)
        time.sleep(0.02)
    raise AssertionError("the import does not end")


def rows(page: Page) -> list[list[str]]:
    return [[cell.text for cell in row.find("td")] for row in page.main.find("tr")[1:]]


# --- the dry run ---


def test_the_dry_run_tells_row_by_row_and_changes_nothing(device: Browser, db: Database) -> None:
    make.person(db, "Bo Lund", email="bo@nordby.example")
    before = db.all(PEOPLE)
    page = dry_run(device, *LIST)
    birgit, aase = page.main.find("tr")[1:]
    assert [cell.text for cell in birgit.find("td")[:2]] == ["2", "Birgit Holmbirgit@nordby.example"]
    assert [each.text for each in birgit.find("li")] == [
        "Enhed: Sundhed",
        "Ledelsesniveau: Chef",
        "Første dag som leder: 1. marts 2019",
        "Roller: nærmeste leder",
    ]
    assert [each.text for each in aase.find("li")][:2] == [
        "Enhed: Sundhed > Hjemmeplejen",
        "Nærmeste leder: birgit@nordby.example",
    ]
    changed = device.get(f"{page.path}?show=changed")
    assert "Ledelsesniveau: – → bliver til Teamleder" in rows(changed)[0][2]
    assert db.all(PEOPLE) == before
    assert db.count(Unit) == 0


def test_refused_rows_come_first_and_nothing_can_be_imported(device: Browser, db: Database) -> None:
    wrong = [f"Person {n};p{n}@nordby.example;;ukendt{n}@nordby.example;;;;" for n in range(60)]
    page = dry_run(device, *LIST, *wrong)
    assert "60 rækker skal rettes" in page.main.text
    assert rows(page)[0][0] == "5"
    assert "Ingen har lederens adresse ukendt0@nordby.example." in rows(page)[0][2]
    assert len(rows(page)) == 50
    (following,) = [url for url in page.links() if "page=2" in url]
    assert len(rows(device.get(following.partition("#")[0]))) == 10
    assert not page.has_form(page.path)
    answer = device.post(page.path, digest="")
    assert answer.status_code == 302
    finished(device, page.path)
    assert db.count(Person) == 1


def test_a_file_that_cannot_be_read_is_told_at_the_field(device: Browser, db: Database) -> None:
    for data, said in (
        (b"", "Filen er tom."),
        (b"PK\x03\x04", "Det er et regneark."),
        (b"Navn\nBo\n", "ingen kolonne med e-mail"),
    ):
        answer = send(device, data=data)
        assert answer.status_code == 422
        assert said in parse(answer.get_data(as_text=True))[0].text
    assert device.post("/people/import/").status_code == 422
    assert db.count(Upload) == 0


def test_a_file_of_five_megabytes_is_taken_here_and_nowhere_else(device: Browser, db: Database) -> None:
    large = (HEAD + "\n" + LIST[1] + "\n").encode() + b";;;;;;;\n" * 600_000
    assert len(large) < 5_000_000
    assert send(device, data=large).status_code == 302
    for url, most in (("/people/import/", 10_000_000), ("/people/new", 1_000_000)):
        told = {"CONTENT_LENGTH": str(most + 1)}
        data = {"csrf_token": device.token(), "name": "x"}
        assert device.client.post(url, data=data, environ_overrides=told).status_code == 413, url


def test_another_administrator_does_not_find_the_file(device: Browser, browse: Browse, db: Database) -> None:
    page = dry_run(device, *LIST)
    other = browse(make.person(db, None, Role.ADMIN))
    for rest in ("", "/progress"):
        assert other.client.get(page.path + rest).status_code == 404
    for rest in ("", "/discard"):
        assert other.post(page.path + rest).status_code == 404
    assert db.value(select(Upload.state)) is UploadState.WAITING


def test_a_file_is_put_away_and_is_forgotten_after_a_day(device: Browser, db: Database, clock: Clock) -> None:
    page = dry_run(device, *LIST)
    device.send(page, f"{page.path}/discard")
    assert db.count(Upload) == 0
    dry_run(device, *LIST)
    dry_run(device, *LIST)  # takes the place of the one before
    assert db.count(Upload) == 1
    with db.writing() as session:
        assert operations.forget_uploads(session, clock.now + timedelta(hours=23)) == 0
        assert operations.forget_uploads(session, clock.now + timedelta(hours=25)) == 1


def test_the_template_is_a_file_that_can_be_imported(device: Browser) -> None:
    answer = device.client.get("/people/import/template")
    assert answer.headers["Content-Disposition"] == "attachment; filename=personer.csv"
    assert send(device, data=answer.data).status_code == 302


# --- all of it ---


@both_databases
def test_an_import_does_all_that_the_dry_run_said_and_the_second_time_nothing(device: Browser, db: Database) -> None:
    bo = make.person(db, "Bo Gammel", email="bo@nordby.example")
    page = import_list(device, *LIST)
    assert "Listen er hentet ind" in page.main.text
    birgit = db.value(select(Person.id).where(Person.email == "birgit@nordby.example"))
    found = {row.email: row for row in db.all(PEOPLE)}
    assert (found["bo@nordby.example"].name, found["bo@nordby.example"].manager_id) == ("Bo Lund", birgit)
    assert found["aase@nordby.example"].manager_id == birgit
    assert found["aase@nordby.example"].is_leader
    assert found["bo@nordby.example"].is_leader
    assert (found["birgit@nordby.example"].is_leader, found["birgit@nordby.example"].is_manager) == (False, True)
    top = db.one(select(Unit.id, Unit.parent_id).where(Unit.name == "Sundhed"))
    assert top.parent_id is None
    assert db.value(select(Unit.parent_id).where(Unit.name == "Hjemmeplejen")) == top.id
    audits = db.all(
        select(Audit.what, Audit.person_id, Audit.detail).where(Audit.person_id == bo.id).order_by(Audit.id)
    )
    assert audits[-1].what == "person changed"
    before = db.all(PEOPLE)
    again = dry_run(device, *LIST, whole_list=True)
    assert "Der er ikke noget at hente ind." in again.main.text
    assert not again.has_form(again.path)
    assert db.all(PEOPLE) == before
    assert db.count(Upload, func.length(Upload.data) > 0) == 1  # the one that waits


@both_databases
def test_the_whole_list_closes_who_is_not_in_it(device: Browser, db: Database, browse: Browse) -> None:
    gone = make.person(db, "Ida Gået", Role.LEADER, password=False)
    with db.writing() as session:
        operations.invite(session, gone.id, by=None, now=make.NOW)
    import_list(device, *LIST)
    assert db.value(select(Person.active).where(Person.id == gone.id))
    assert browse(gone).client.get("/my-course/").status_code == 200
    page = dry_run(device, *LIST, whole_list=True)
    assert [row[1] for row in rows(page)] == [f"Ida Gået{gone.email}"]
    import_list(device, *LIST, whole_list=True)
    row = db.one(select(Person.active, Person.leaves_on, Person.session_epoch).where(Person.id == gone.id))
    assert tuple(row) == (False, make.NOW.date(), 1)
    assert db.value(select(Invitation.expires_at).where(Invitation.person_id == gone.id)) == make.NOW
    import_list(device, *LIST, f"Ida Gået;{gone.email};;;;;;")
    assert tuple(db.one(select(Person.active, Person.leaves_on).where(Person.id == gone.id))) == (True, None)


def test_a_new_manager_inherits_nothing_that_was_shared(device: Browser, db: Database) -> None:
    manager = make.person(db, "Karen", Role.MANAGER)
    aase = make.person(db, "Åse Ødegård", Role.LEADER, email="aase@nordby.example", manager=manager)
    on = make.enrolment(db, aase)
    make.text(db, on)
    make.share(db, on, manager)
    import_list(device, *LIST)
    assert db.value(select(Share.withdrawn_at)) == make.NOW


def test_another_first_day_moves_the_course_and_another_level_follows_the_rule(device: Browser, db: Database) -> None:
    aase = make.person(db, "Åse Ødegård", Role.LEADER, email="aase@nordby.example")
    db.run(update(Person).where(Person.id == aase.id).values(starts_on=make.START, level="Teamleder"))
    make.enrolment(db, aase)
    with db.writing() as session:
        operations.add_rule(session, operations.Wish(None, "", nordby.COURSE, ""), by=None, now=make.NOW)
    import_list(device, "Navn;E-mail;Start", "Åse Ødegård;aase@nordby.example;2.3.2026")
    assert str(db.value(select(Enrolment.starts_on).where(Enrolment.person_id == aase.id))) == "2026-03-02"
    import_list(device, "Navn;E-mail;Niveau", "Åse Ødegård;aase@nordby.example;Chef")
    found = db.all(
        select(Enrolment.level, Enrolment.state).where(Enrolment.person_id == aase.id).order_by(Enrolment.id)
    )
    assert [tuple(row) for row in found] == [(nordby.TEAM, "ended"), (nordby.CHIEF, "active")]


def test_imported_leaders_are_put_on_the_courses_of_the_rules(device: Browser, db: Database) -> None:
    with db.writing() as session:
        operations.add_rule(session, operations.Wish(None, "", nordby.COURSE, ""), by=None, now=make.NOW)
    import_list(device, *LIST)
    found = db.all(
        select(Person.name, Enrolment.level, Enrolment.starts_on)
        .join(Enrolment, Enrolment.person_id == Person.id)
        .order_by(Person.name)
    )
    assert [(row.name, row.level, str(row.starts_on)) for row in found] == [
        ("Bo Lund", nordby.TEAM, "2026-03-01"),
        ("Åse Ødegård", nordby.TEAM, "2026-04-03"),
    ]


def test_what_somebody_changes_meanwhile_is_looked_at_once_more(device: Browser, db: Database) -> None:
    page = dry_run(device, *LIST)
    make.person(db, "Bo Imens", email="bo@nordby.example")
    device.send(page, page.path)
    after = finished(device, page.path)
    assert "Nogen har rettet personer imens" in after.main.text
    assert db.count(Person) == 2
    device.send(after, page.path)
    finished(device, page.path)
    assert db.count(Person) == 4


def test_an_import_that_was_broken_off_can_be_begun_again(device: Browser, db: Database, clock: Clock) -> None:
    page = dry_run(device, *LIST)
    db.run(update(Upload).values(state=UploadState.RUNNING, step="writing", worked_at=clock.now))
    assert "bliver hentet ind" in device.get(page.path).main.text
    clock.forward(minutes=3)
    again = device.get(page.path)
    assert "intet er ændret" in again.main.text
    device.send(again, page.path)
    assert "Listen er hentet ind" in finished(device, page.path).main.text


@both_databases
def test_the_number_of_statements_does_not_grow_with_the_rows(engine: Engine, device: Browser, db: Database) -> None:
    costs = []
    for size in (40, 400):
        many = [f"P{n};p{size}-{n}@nordby.example;Enhed {n % 7};;Teamleder;1.3.2026;;" for n in range(size)]
        page = dry_run(device, HEAD, *many)
        with statements(engine) as sent:
            device.send(page, page.path)
            end = time.monotonic() + PATIENCE
            while db.value(select(func.count()).select_from(Person)) < size and time.monotonic() < end:
                time.sleep(0.05)
            finished(device, page.path)
        costs.append(len([sql for sql in sent if sql.startswith(("INSERT", "UPDATE", "DELETE"))]))
    assert costs[1] <= costs[0]
    assert costs[0] <= 12


# --- inviting those who came ---


def test_all_new_ones_are_invited_at_once_and_each_link_works(device: Browser, db: Database, browse: Browse) -> None:
    import_list(device, *LIST)
    page = device.get("/people/?uninvited=1")
    assert "Vi fandt 3 personer" in page.main.text
    links = device.send(page, "/people/invite-new")
    assert [row[0] for row in rows(links)] == ["Birgit Holm", "Bo Lund", "Åse Ødegård"]
    for row in rows(links):
        browse(None).get(row[2].removeprefix("http://localhost"))
    assert "Vi fandt 0 personer" in device.get("/people/?uninvited=1").main.text
    assert "inviteret, ikke brugt endnu" in device.get("/people/").main.text


# --- the command ---


def test_the_command_says_what_it_would_do_and_does_it(run: Run, migrated: Database, folder: Path) -> None:  # noqa: F811
    file = folder / "personer.csv"
    file.write_bytes("\n".join(LIST).encode("cp1252"))
    said = run("person", "import", str(file), "--dry-run")
    assert (said.status, migrated.count(Person)) == (0, 0)
    assert "række 3: aase@nordby.example: ny" in said.out
    assert run("person", "import", str(file)).status == 0
    assert migrated.count(Person) == 3
    assert "3 som før." in run("person", "import", str(file), "--whole-list").out
    file.write_text(f"{HEAD}\nBo;bo@nordby.example;;ingen@nordby.example;;;;\n", encoding="utf-8")
    refused = run("person", "import", str(file))
    assert refused.status == 1
    assert "Ingen har lederens adresse ingen@nordby.example." in refused.out
    assert run("person", "import", str(folder / "findes-ikke.csv")).status == 2
    file.write_bytes(b"")
    assert "Filen er tom." in run("person", "import", str(file)).err
