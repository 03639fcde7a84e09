"""The command that imports a list of people."""

import argparse
import gettext
from pathlib import Path

from course.cli import UsageError
from webapp import importing, operations
from webapp.config import system_clock
from webapp.db import make_session
from webapp.editions import Courses
from webapp.people_file import Outcome, Plan, Problem, read_people
from webapp.running import open_engine
from webapp.times import day_of

WORDS = {
    Outcome.REFUSED: "skal rettes",
    Outcome.NEW: "ny",
    Outcome.CHANGED: "ændret",
    Outcome.CLOSED: "lukkes",
    Outcome.SAME: "som før",
}
FIELDS = {
    "name": "navn",
    "unit": "enhed",
    "manager": "nærmeste leder",
    "level": "niveau",
    "starts_on": "første dag",
    "leaves_on": "sidste dag",
    "active": "konto",
    "roles": "roller",
}


def run_person_import(arguments: argparse.Namespace) -> int:
    """Say what the file changes, and do it unless this is a dry run; status 1 when rows have to be mended."""
    try:
        reading = read_people(arguments.file.read_bytes())
    except OSError as error:
        raise UsageError(f"{arguments.file} kan ikke læses: {error.strerror}.") from error
    if reading.fault is not None:
        raise UsageError(_sentence(reading.fault))
    engine, courses, now = open_engine(), Courses(), system_clock()
    today = day_of(now)
    with make_session(engine) as session:
        plan = importing.plan_import(session, reading, me=None, whole_list=arguments.whole_list, today=today)
        _print(plan)
        if plan.counts[Outcome.REFUSED]:
            print("Intet er ændret. Ret rækkerne, og prøv igen.")
            return 1
        if arguments.dry_run:
            return 0
        operations.apply_plan(session, courses, plan, by=None, now=now, today=today)
        session.commit()
    enrolled = importing.enrol_by_rules(engine, courses, system_clock)
    if enrolled:
        print(f"{enrolled} er tilmeldt et forløb efter reglerne.")
    return 0


def _print(plan: Plan) -> None:
    for step in plan.steps:
        if step.outcome is Outcome.SAME:
            continue
        place = f"række {step.line}" if step.line else "ikke i filen"
        fields = ", ".join(FIELDS[name] for name in step.changes)
        said = " ".join(_sentence(problem) for problem in step.problems) or fields
        print(f"{place}: {step.email or '-'}: {WORDS[step.outcome]}{': ' if said else ''}{said}")
    print(", ".join(f"{count} {WORDS[outcome]}" for outcome, count in plan.counts.items() if count) + ".")


def _sentence(problem: Problem) -> str:
    """What is wrong, in Danish as the commands speak it."""
    danish = gettext.translation("messages", str(Path(__file__).parent / "translations"), ["da"], fallback=True)
    return danish.gettext(problem.text) % problem.values
