"""The command `lederstart`: what it says, what it changes, and its exit status."""

import json
import os
import re
import socket
import stat
import subprocess
import sys
import time
from collections.abc import Callable
from contextlib import closing
from pathlib import Path
from typing import Any
from urllib.error import URLError
from urllib.request import urlopen

import pytest
from sqlalchemy import select

from tests.webapp import make, nordby
from tests.webapp.make import Database
from tests.webapp.nordby import COURSE
from tests.webapp.pages import Browser
from webapp import editions
from webapp.app import create_app
from webapp.commands import main
from webapp.config import Config
from webapp.db import make_engine
from webapp.models import Audit, Draft, Edition, ModuleState, Origin, Person, Role, Setting

ROOT = Path(__file__).parents[2]
PATIENCE = 30
"""Seconds until a server that does not answer counts as broken."""
Run = Callable[..., "Said"]


class Said:
    """What a command said, and its exit status."""

    def __init__(self, status: int, out: str, err: str) -> None:
        self.status, self.out, self.err = status, out, err

    @property
    def json(self) -> Any:
        return json.loads(self.out)


@pytest.fixture
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A folder with the course's files, and settings that are the tests' alone."""
    for name in list(os.environ):
        if name.startswith("LEDERSTART_") or name == "DATABASE_URL":
            monkeypatch.delenv(name)
    write(tmp_path, nordby.files())
    monkeypatch.chdir(tmp_path)
    monkeypatch.setenv("LEDERSTART_DATA", str(tmp_path / "data"))
    return tmp_path


def write(folder: Path, files: dict[str, bytes]) -> None:
    for path, data in files.items():
        (folder / path).parent.mkdir(parents=True, exist_ok=True)
        (folder / path).write_bytes(data)


@pytest.fixture
def run(folder: Path, capsys: pytest.CaptureFixture[str]) -> Run:
    def command(*arguments: str) -> Said:
        capsys.readouterr()
        status = main(arguments)
        out, err = capsys.readouterr()
        return Said(status, out, err)

    return command


@pytest.fixture
def migrated(run: Run, folder: Path) -> Database:
    assert run("migrate").status == 0
    return Database(make_engine(f"sqlite:///{folder / 'data' / 'lederstart.sqlite3'}"))


# --- migrate and publish ---


def test_migrate_makes_the_database_and_says_when_there_is_nothing_to_do(run: Run, folder: Path) -> None:
    first, second = run("migrate"), run("migrate")
    assert (first.status, second.status) == (0, 0)
    assert first.out != second.out
    assert (folder / "data" / "lederstart.sqlite3").exists()


def test_the_folder_of_the_database_is_its_owners_alone(run: Run, folder: Path) -> None:
    run("migrate")
    assert stat.S_IMODE((folder / "data").stat().st_mode) == 0o700


def test_without_a_database_a_command_names_the_one_that_makes_it(run: Run, folder: Path) -> None:
    for command in (("publish",), ("person", "add", "bo@nordby.example", "--name", "Bo")):
        said = run(*command)
        assert said.status == 2
        assert "lederstart migrate" in said.err
    assert not (folder / "data").exists()


def test_publish_makes_an_edition_only_when_something_changed(run: Run, migrated: Database, folder: Path) -> None:
    first, second = run("publish", COURSE), run("publish", COURSE)
    assert (first.status, second.status) == (0, 0)
    assert f"{COURSE}: udgave 1" in first.out
    assert "udgave" in second.out
    assert "udgave 2" not in second.out
    assert migrated.count(Edition) == 1
    (folder / "content" / COURSE / "aftaler.md").write_text(nordby.AFTALER + "\nHeld og lykke.\n", encoding="utf-8")
    assert "udgave 2" in run("publish", "--note", "Et ord til sidst").out
    assert migrated.value(select(Edition.note).where(Edition.number == 2)) == "Et ord til sidst"
    what = [row.what for row in migrated.all(select(Audit.what))]
    assert what == ["published", "published"]


def test_publish_moves_the_dates_of_those_on_the_course(run: Run, migrated: Database, folder: Path) -> None:
    run("publish")
    on = make.enrolment(migrated)
    course = nordby.COURSE_FILE.replace("due_day: 7}", "due_day: 10}")
    (folder / "content" / COURSE / "course.md").write_text(course, encoding="utf-8")
    run("publish")
    due = select(ModuleState.due_on).where(ModuleState.enrolment_id == on.id, ModuleState.module == nordby.FIRST)
    assert str(migrated.value(due)) == "2026-02-26"


def test_a_broken_course_is_refused_with_file_and_line_and_the_others_are_published(
    run: Run, migrated: Database, folder: Path
) -> None:
    run("publish")
    write(folder, {path.replace(COURSE, "aaby"): data for path, data in nordby.files().items()})
    broken = nordby.AFTALER.replace("::: forventninger drift", "::: forventning drift")
    line = broken.splitlines().index("::: forventning drift") + 1
    (folder / "content" / "aaby" / "aftaler.md").write_text(broken, encoding="utf-8")
    (folder / "content" / COURSE / "bro.md").write_text(nordby.BRO + "\nSlut.\n", encoding="utf-8")
    said = run("publish")
    assert said.status == 1
    assert f"content/aaby/aftaler.md:{line}: fejl F02" in said.err
    assert "Traceback" not in said.err
    assert migrated.all(select(Edition.course, Edition.number).order_by(Edition.id)) == [(COURSE, 1), (COURSE, 2)]


def in_the_studio(db: Database, text: str, *, published: bool) -> None:
    """Somebody changes the first module in the studio, and publishes it there."""
    files = {f"content/{COURSE}/aftaler.md": text.encode()}
    make.draft_files(db, files)
    if published:
        with db.writing() as session:
            whole = nordby.files() | files
            assert editions.publish(session, COURSE, whole, by=None, now=make.NOW, origin=Origin.STUDIO)


@pytest.mark.parametrize("published", [False, True])
def test_publish_does_not_hide_what_was_written_in_the_studio(
    published: bool, run: Run, migrated: Database, folder: Path
) -> None:
    run("publish")
    in_the_studio(migrated, nordby.AFTALER + "\nFra Værkstedet.\n", published=published)
    (folder / "content" / COURSE / "bro.md").write_text(nordby.BRO + "\nFra filen.\n", encoding="utf-8")
    before = migrated.count(Edition)
    said = run("publish", COURSE)
    assert said.status == 1
    assert f"content/{COURSE}/aftaler.md" in said.err
    assert "--replace" in said.err
    assert migrated.count(Edition) == before
    drafted = migrated.all(select(Draft.path))
    assert run("publish", COURSE, "--replace").status == 0
    assert migrated.count(Edition) == before + 1
    assert migrated.all(select(Draft.path)) == drafted  # the draft stays


def test_publish_takes_what_the_studio_has_written_once_the_files_are_the_same(
    run: Run, migrated: Database, folder: Path
) -> None:
    run("publish")
    text = nordby.AFTALER + "\nFra Værkstedet.\n"
    in_the_studio(migrated, text, published=False)
    (folder / "content" / COURSE / "aftaler.md").write_bytes(text.encode())
    assert run("publish", COURSE).status == 0
    assert migrated.count(Draft) == 0


def test_a_course_that_is_not_there_is_named_with_those_that_are(run: Run, migrated: Database) -> None:
    for command in ("publish", "check", "framework", "coverage"):
        said = run(command, "norby")
        assert said.status == 2
        assert '"norby"' in said.err
        assert COURSE in said.err


# --- people ---


def test_person_add_prints_a_link_that_works(run: Run, migrated: Database) -> None:
    make.person(migrated, "Birgit Holm", Role.MANAGER, email="birgit@nordby.example")
    said = run(
        *("person", "add", "Bo@Nordby.example", "--name", "Bo Lund", "--manager", "birgit@nordby.example"),
        *(
            "--role",
            "manager",
            "--role",
            "leader",
            "--unit",
            "Natteamet",
            "--address",
            "https://lederstart.nordby.example/",
        ),
    )
    assert said.status == 0
    link = re.findall(r"^https://lederstart\.nordby\.example(/invitation/\S+)$", said.out, re.MULTILINE)
    row = migrated.one(
        select(Person.name, Person.is_manager, Person.is_leader, Person.is_admin).where(
            Person.email == "bo@nordby.example"
        )
    )
    assert row == ("Bo Lund", True, True, False)
    app = create_app(Config(str(migrated.engine.url), "a secret that is only for tests", scrypt=make.WEAK))
    assert "Bo Lund" in Browser(app.test_client()).get(link[0]).main.text
    app.extensions["lederstart.engine"].dispose()


@pytest.mark.parametrize(
    ("arguments", "named"),
    [
        (("bo", "--name", "Bo"), "anna@kommune.dk"),
        (("bo@nordby.example", "--name", " "), "--name"),
        (("Birgit@Nordby.example", "--name", "Birgit"), "Birgit@Nordby.example"),
        (("bo@nordby.example", "--name", "Bo", "--manager", "ingen@nordby.example"), "ingen@nordby.example"),
    ],
)
def test_a_person_that_cannot_be_added_is_told_why(
    arguments: tuple[str, ...], named: str, run: Run, migrated: Database
) -> None:
    make.person(migrated, email="birgit@nordby.example")
    said = run("person", "add", *arguments)
    assert said.status == 2
    assert named in said.err
    assert migrated.count(Person) == 1


# --- settings ---


@pytest.mark.parametrize(
    ("settings", "named"),
    [
        ({}, "LEDERSTART_SECRET_KEY"),
        ({"LEDERSTART_SECRET_KEY": "for kort"}, "LEDERSTART_SECRET_KEY"),
        ({"LEDERSTART_SECRET_KEY": "x" * 32, "LEDERSTART_SECRT": "1"}, "LEDERSTART_SECRT"),
        ({"LEDERSTART_SECRET_KEY": "x" * 32, "LEDERSTART_INSECURE_COOKIES": "ja"}, "LEDERSTART_INSECURE_COOKIES"),
        ({"LEDERSTART_SECRET_KEY": "x" * 32, "DATABASE_URL": "mysql://localhost/x"}, "DATABASE_URL"),
    ],
)
def test_a_setting_that_is_wrong_or_missing_stops_the_server_with_its_name(
    settings: dict[str, str], named: str, run: Run, migrated: Database, monkeypatch: pytest.MonkeyPatch
) -> None:
    for name, value in settings.items():
        monkeypatch.setenv(name, value)
    said = run("serve")
    assert said.status == 2
    assert named in said.err
    assert "x" * 32 not in said.err


def test_a_server_does_not_start_on_a_database_of_an_older_layout(
    run: Run, folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("LEDERSTART_SECRET_KEY", "x" * 32)
    (folder / "data").mkdir()
    (folder / "data" / "lederstart.sqlite3").touch()
    said = run("serve")
    assert said.status == 2
    assert "lederstart migrate" in said.err


def test_the_secret_key_does_not_stand_in_the_settings_text() -> None:
    assert "hemmelig" not in repr(Config("sqlite://", "hemmelig"))


# --- reading commands: shapes that other programs rely on ---


def test_check_as_json(run: Run, folder: Path) -> None:
    said = run("check", "--json", COURSE)
    assert said.status == 0
    assert [row.keys() for row in said.json] == [{"id", "severity", "path", "line", "message"}] * len(said.json)
    assert {row["severity"] for row in said.json} == {"warning"}
    broken = nordby.AFTALER.replace("dækker=drift-alle", "dækker=drift-alel")
    (folder / "content" / COURSE / "aftaler.md").write_text(broken, encoding="utf-8")
    for arguments in (("--json",), ("--json", COURSE)):
        said = run("check", *arguments)
        assert said.status == 1
        errors = [row for row in said.json if row["severity"] == "error"]
        assert [(row["id"], row["path"]) for row in errors] == [("F01", f"content/{COURSE}/aftaler.md")]
        assert type(errors[0]["line"]) is int
    assert "fejl F01" in run("check").out


def test_framework_as_json(run: Run) -> None:
    said = run("framework", COURSE, "--json")
    assert said.json == {
        "id": COURSE,
        "title": "God ledelse i Nordby",
        "organisation": "Nordby Kommune",
        "year": 2025,
        "levels": [
            {"id": "chef", "name": "Chefer", "one": "chef"},
            {"id": "teamleder", "name": "Teamledere", "one": "teamleder"},
        ],
        "groups": [{"id": "kompas", "name": "Kompasset", "definition": ""}],
        "themes": [
            {
                "id": "drift",
                "name": "Drift",
                "group": "kompas",
                "definition": "Drift er at holde de løfter, vi har givet.",
                "aspects": [],
            }
        ],
        "statements": [
            {
                "id": id,
                "group": "kompas",
                "theme": "drift",
                "aspect": None,
                "level": level,
                "text": text,
            }
            for id, level, text in (
                ("drift-alle", None, "Vi holder aftaler og siger det højt, når en aftale ikke kan holdes længere."),
                ("drift-chef", "chef", "Sætter retning for driften"),
                ("drift-team", "teamleder", "Følger op hver uge"),
            )
        ],
        "terms": [{"term": "Kurs", "text": "Den retning, vi har aftalt."}],
    }
    assert run("framework", COURSE).status == 0


def test_coverage_as_json(run: Run) -> None:
    rows = run("coverage", COURSE, "--json").json
    assert [row.keys() for row in rows] == [{"statement", "level", "shown", "questions", "prompts"}] * 4
    assert [(row["statement"], row["level"]) for row in rows] == [
        ("drift-alle", "chef"),
        ("drift-alle", "teamleder"),
        ("drift-chef", "chef"),
        ("drift-team", "teamleder"),
    ]
    assert rows[3] == {
        "statement": "drift-team",
        "level": "teamleder",
        "shown": ["aftaler", "moeder"],
        "questions": ["besked"],
        "prompts": ["min-aftale", "sidste-moede"],
    }
    assert run("coverage", COURSE).status == 0


def test_trace_as_json(run: Run, folder: Path) -> None:
    source = folder / "kilde.txt"
    source.write_text(
        "Drift er at holde de løfter, vi har givet.\nVi holder af-\ntaler og siger det højt, når en aftale ikke "
        "kan holdes længere.\nSætter retning for  driften\nKurs: Den retning, vi har aftalt.\nForord af borgmesteren.\n",
        encoding="utf-8",
    )
    said = run("trace", COURSE, "--source", str(source), "--json")
    assert said.status == 1
    assert said.json.keys() == {"found", "missing", "unused"}
    assert said.json["missing"] == [{"id": "drift-team", "text": "Følger op hver uge"}]
    assert said.json["unused"] == [{"line": 6, "text": "Forord af borgmesteren."}]
    source.write_text(source.read_text(encoding="utf-8") + "Følger op hver uge\n", encoding="utf-8")
    complete = run("trace", COURSE, "--source", str(source), "--json")
    assert (complete.status, complete.json["missing"]) == (0, [])
    assert complete.json["found"] == said.json["found"] + 1
    assert run("trace", COURSE, "--source", str(folder / "findes-ikke.txt")).status == 2


def test_build_drafts_what_is_missing_and_leaves_the_rest_alone(run: Run, folder: Path) -> None:
    before = {path: path.read_bytes() for path in folder.rglob("*.md")}
    first = run("build", COURSE)
    assert first.status == 0
    drafted = folder / "content" / COURSE / "drift.md"
    assert f"lavet: content/{COURSE}/drift.md" in first.out
    assert f"findes i forvejen: content/{COURSE}/course.md" in first.out
    assert "Skriv de nye moduler ind i planen" in first.out
    drafted.write_text("---\ntitle: Skrevet\n---\nTekst.\n", encoding="utf-8")
    again = run("build", COURSE)
    assert (again.status, "lavet:" in again.out) == (0, False)
    assert drafted.read_text(encoding="utf-8").startswith("---\ntitle: Skrevet")
    assert {path: path.read_bytes() for path in before} == before


def test_build_wants_a_framework_that_can_be_read(run: Run, folder: Path) -> None:
    framework = folder / "content" / COURSE / "framework.md"
    framework.write_text(framework.read_text(encoding="utf-8").replace("{#drift-chef}", ""), encoding="utf-8")
    said = run("build", COURSE)
    assert said.status == 1
    assert f"content/{COURSE}/framework.md:" in said.out
    assert not (folder / "content" / COURSE / "drift.md").exists()


def test_revise_tells_what_changed_and_what_to_look_at_and_changes_nothing(run: Run, folder: Path) -> None:
    framework = folder / "content" / COURSE / "framework.md"
    new = folder / "ny.md"
    text = framework.read_text(encoding="utf-8")
    new.write_text(text.replace("Følger op hver uge", "Følger op hver fredag"), encoding="utf-8")
    before = {path: path.read_bytes() for path in folder.rglob("*.md")}
    said = run("revise", COURSE, str(new))
    assert said.status == 0
    assert "ændret drift-team: Følger op hver uge" in said.out
    assert "nu: Følger op hver fredag" in said.out
    assert "skal gennemses: module" in said.out
    assert {path: path.read_bytes() for path in folder.rglob("*.md")} == before
    new.write_text(text.replace("{#drift-team}", ""), encoding="utf-8")
    assert run("revise", COURSE, str(new)).status == 2
    assert run("revise", COURSE, str(framework)).out.startswith("0 ændringer")


def test_a_wrong_port_stops_the_server_by_name_and_nothing_else(
    run: Run, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setenv("LEDERSTART_PORT", "otte")
    assert run("check", COURSE).status == 0
    with pytest.raises(SystemExit):
        run("serve")
    assert "LEDERSTART_PORT" in capsys.readouterr().err


# --- the demo ---


def free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port: int = probe.getsockname()[1]
        return port


def test_the_demo_leaves_a_database_with_other_people_alone(run: Run, migrated: Database) -> None:
    make.person(migrated, "Bo Lund")
    said = run("demo", "--port", str(free_port()))
    assert said.status == 2
    assert "LEDERSTART_DATA" in said.err
    assert migrated.count(Person) == 1
    assert migrated.count(Setting) == 0
    assert migrated.count(Edition) == 0


def test_the_demo_says_when_its_port_is_taken(run: Run, folder: Path) -> None:
    with socket.create_server(("127.0.0.1", 0)) as other:
        port = other.getsockname()[1]
        said = run("demo", "--port", str(port))
    assert said.status == 2
    assert str(port) in said.err
    assert "LEDERSTART_PORT" in said.err


def test_the_demo_fills_a_database_and_serves_it_again_the_second_time(folder: Path, tmp_path: Path) -> None:
    elsewhere = tmp_path / "uden-indhold"  # so the shipped course is taken
    elsewhere.mkdir()
    environment = os.environ | {"PYTHONPATH": str(ROOT), "LEDERSTART_DATA": str(tmp_path / "demo")}
    engine = make_engine(f"sqlite:///{tmp_path / 'demo' / 'lederstart.sqlite3'}")
    counts = []
    for _ in range(2):
        port = free_port()
        command = [sys.executable, "-c", "import sys; from webapp.commands import main; sys.exit(main())"]
        server = subprocess.Popen(
            [*command, "demo", "--port", str(port)],
            cwd=elsewhere,
            env=environment,
            stdout=subprocess.PIPE,
            stderr=subprocess.STDOUT,
            text=True,
        )
        try:
            page = wait_for(f"http://127.0.0.1:{port}/sign-in", server)
            assert "leder@lederstart.example" in page
        finally:
            server.terminate()
            said, _ = server.communicate(timeout=PATIENCE)
        assert f"http://127.0.0.1:{port}/" in said
        assert "lederstart-demo" in said
        counts.append(
            {table: Database(engine).count(table) for table in (Person, Edition, ModuleState, Setting, Audit)}
        )
    engine.dispose()
    assert counts[0] == counts[1]
    assert counts[0][Person] >= 10


def wait_for(url: str, server: "subprocess.Popen[str]") -> str:
    """The page, as soon as there is one."""
    deadline = time.monotonic() + PATIENCE
    while time.monotonic() < deadline and server.poll() is None:
        try:
            with closing(urlopen(url, timeout=PATIENCE)) as answer:
                return str(answer.read().decode())
        except URLError:
            time.sleep(0.05)
    raise AssertionError(f"no answer from {url}")
