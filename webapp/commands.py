"""The one command: `lederstart`."""

import argparse
import os
import sys
from collections.abc import Sequence
from importlib import import_module
from pathlib import Path

from course import cli

COMMANDS_HELP = "Turns a leadership framework into an onboarding course."


def main(arguments: Sequence[str] | None = None) -> int:
    """Run one command; its exit status. What the user can mend is one Danish sentence, never a trace."""
    parser = argparse.ArgumentParser(prog="lederstart", description=COMMANDS_HELP)
    commands = parser.add_subparsers(title="commands", required=True, metavar="COMMAND")
    cli.add_commands(commands)
    _add_commands(commands)
    chosen = parser.parse_args(arguments)
    try:
        return int(chosen.run(chosen))
    except cli.UsageError as error:
        print(error, file=sys.stderr)
        return 2
    except BrokenPipeError:
        # Whoever read the output has enough; without this Python complains once more while it ends.
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        return 0


def _add_commands(commands: "argparse._SubParsersAction[argparse.ArgumentParser]") -> None:
    publish = commands.add_parser("publish", help="put a course's files into the database as a new edition")
    publish.add_argument("course", nargs="?", help="the course's id; all of them without it")
    publish.add_argument("--note", default="", help="what has changed, for the list of editions")
    publish.set_defaults(run=_later("run_publish"))

    person = commands.add_parser("person", help="people").add_subparsers(required=True, metavar="ACTION")
    add = person.add_parser("add", help="add a person and print an invitation link")
    add.add_argument("email")
    add.add_argument("--name", required=True)
    add.add_argument("--unit", default="")
    add.add_argument("--manager", default="", help="the nearest manager's e-mail address")
    add.add_argument("--role", action="append", default=[], choices=["leader", "manager", "author", "admin"])
    add.add_argument(
        "--address",
        default=os.environ.get("LEDERSTART_ADDRESS", "http://127.0.0.1:8000"),
        help="where the server is reached, for the link",
    )
    add.set_defaults(run=_later("run_person_add"))

    people = person.add_parser("import", help="add, change and close people as a CSV file says")
    people.add_argument("file", type=Path)
    people.add_argument("--dry-run", action="store_true", help="only say what the file would change")
    people.add_argument("--whole-list", action="store_true", help="close the accounts of those who are not in it")
    people.set_defaults(run=_later("run_person_import", "webapp.people_commands"))

    migrate = commands.add_parser("migrate", help="bring the database to the newest layout")
    migrate.set_defaults(run=_later("run_migrate"))

    tick = commands.add_parser("tick", help="do once what falls due: mails, dates, clearing up; for cron")
    tick.set_defaults(run=_later("run_tick"))
    worker = commands.add_parser("worker", help="do what falls due all the time, beside servers with --no-worker")
    worker.set_defaults(run=_later("run_worker"))

    for name, text in (("serve", "run the server"), ("demo", "fill a demo database, then run the server")):
        server = commands.add_parser(name, help=text)
        server.add_argument("--host", default=os.environ.get("LEDERSTART_HOST", "127.0.0.1"))
        server.add_argument("--port", type=_port, default=os.environ.get("LEDERSTART_PORT", "8000"))
        server.add_argument(
            "--no-worker", dest="worker", action="store_false", help="send no mail from here; a worker or cron does it"
        )
        server.set_defaults(run=_later(f"run_{name}"))


def _port(text: str) -> int:
    """A port, from the option or the setting; only the commands that listen on it are stopped by a wrong one."""
    if not (text.isdecimal() and 0 < int(text) < 65536):
        raise argparse.ArgumentTypeError(f"{text!r} is no port; set LEDERSTART_PORT or --port to a number up to 65535")
    return int(text)


def _later(name: str, module: str = "webapp.running") -> cli.Command:
    """A command of another file, imported when it is called: `lederstart check` does without Flask."""

    def run(arguments: argparse.Namespace) -> int:
        command: cli.Command = getattr(import_module(module), name)
        return command(arguments)

    return run
