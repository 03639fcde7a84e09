"""The commands that need only files: check, framework, import, coverage, trace."""

import argparse
import json
import sys
from collections.abc import Callable
from pathlib import Path
from typing import Any

from course import files
from course.builder import build, missing
from course.check import check_course
from course.compile import Course, compile_course
from course.coverage import by_level, coverage
from course.framework import Framework, read_framework
from course.importer import Imported, Unreadable, bring_in, check_size
from course.problem import Problem, Problems
from course.revise import Wording, difference
from course.stale import stale
from course.trace import trace

Command = Callable[[argparse.Namespace], int]


CHANGES = {"new": "ny", "changed": "ændret", "removed": "fjernet"}


class UsageError(Exception):
    """What the user asked for cannot be done; its text is a Danish sentence that says what to do."""


def add_commands(commands: "argparse._SubParsersAction[argparse.ArgumentParser]") -> None:
    """Add the commands of this file; each sets `run`, a function from the arguments to an exit status."""
    check = commands.add_parser("check", help="find faults in content files")
    check.add_argument("course", nargs="?", help="the course's id; all of them without it")
    check.add_argument("--json", action="store_true", help="for programs")
    check.set_defaults(run=run_check)

    framework = commands.add_parser("framework", help="print a framework as data")
    framework.add_argument("course")
    framework.add_argument("--json", action="store_true", help="for programs")
    framework.set_defaults(run=run_framework)

    imported = commands.add_parser("import", help="draft a framework from a document: PDF, Word, text or Markdown")
    imported.add_argument("file", type=Path)
    imported.add_argument("--json", action="store_true", help="for programs")
    imported.add_argument("--out", type=Path, metavar="DIR", help="write framework.md into this folder")
    imported.set_defaults(run=run_import)

    covered = commands.add_parser("coverage", help="which statements are shown, asked and reflected on")
    covered.add_argument("course")
    covered.add_argument("--json", action="store_true", help="for programs")
    covered.set_defaults(run=run_coverage)

    built = commands.add_parser("build", help="draft a course from its framework; what is there already stays")
    built.add_argument("course")
    built.set_defaults(run=run_build)

    revised = commands.add_parser("revise", help="what a new version of the document changes, and what it makes stale")
    revised.add_argument("course")
    revised.add_argument("file", type=Path, help="the new document, or a new framework.md")
    revised.set_defaults(run=run_revise)

    traced = commands.add_parser("trace", help="look for every quoted text in the source document")
    traced.add_argument("course")
    traced.add_argument("--source", required=True, type=Path, help="the document as text")
    traced.add_argument("--json", action="store_true", help="for programs")
    traced.set_defaults(run=run_trace)


def load(course: str) -> tuple[Course, list[Problem]]:
    """Compile a course from disk.

    :raises UsageError: if there is no such course
    """
    root = files.root()
    known = files.list_courses(root)
    if course not in known:
        raise UsageError(f'Intet forløb hedder "{course}". Der er: {", ".join(known) or "ingen"}.')
    return compile_course(course, files.read_course(root, course))


def run_check(arguments: argparse.Namespace) -> int:
    names = [arguments.course] if arguments.course else files.list_courses(files.root())
    problems: list[Problem] = []
    for name in names:
        course, faults = load(name)
        problems += faults + check_course(course)
    problems.sort()
    if arguments.json:
        _print_json([problem.as_json() for problem in problems])
    else:
        _print_problems(problems)
    return int(any(problem.severity == "error" for problem in problems))


def _print_problems(problems: list[Problem]) -> None:
    words = {"error": "fejl", "warning": "advarsel"}
    for problem in problems:
        print(f"{problem.path}:{problem.line}: {words[problem.severity]} {problem.id}: {problem.message}")
    errors = sum(problem.severity == "error" for problem in problems)
    print(f"{errors} fejl, {len(problems) - errors} advarsler.")


def run_framework(arguments: argparse.Namespace) -> int:
    framework = load(arguments.course)[0].framework
    if arguments.json:
        _print_json(framework.as_json())
        return 0
    print(f"{framework.title} ({framework.organisation})")
    for statement in framework.statements:
        print(f"{statement.id:32} {statement.level or 'alle':24} {statement.text}")
    return 0


def run_import(arguments: argparse.Namespace) -> int:
    target: Path | None = arguments.out / "framework.md" if arguments.out else None
    if target is not None and target.exists():
        raise UsageError(f'"{target}" findes allerede og bliver ikke overskrevet. Vælg en anden mappe.')
    result = _bring_in(arguments.file)
    if target is not None:
        try:
            target.parent.mkdir(parents=True, exist_ok=True)
            with target.open("x", encoding="utf-8") as file:
                file.write(result.text)
        except OSError as error:
            raise UsageError(f'"{target}" kan ikke skrives. Vælg en anden mappe.') from error
    if arguments.json:
        _print_json(result.as_json())
    else:
        _print_import(result, target)
    return 0


def _bring_in(path: Path) -> Imported:
    """Import a file, unless its size alone says no.

    :raises UsageError: if it cannot be opened or read
    """
    try:
        check_size(path.stat().st_size)
        return bring_in(path.read_bytes(), path.name)
    except OSError as error:
        raise UsageError(f'Filen "{path}" kan ikke åbnes. Se efter, om navnet er rigtigt.') from error
    except Unreadable as error:
        raise UsageError(str(error)) from error


def _print_import(result: Imported, target: Path | None) -> None:
    framework = result.framework
    print(f"{framework.title} ({framework.organisation})")
    if result.notice is not None:
        print(result.notice)
    for level in framework.levels:
        print(f"{level.name}: {sum(each.level == level.id for each in framework.statements)} forventninger")
    print(f"Til alle: {sum(each.level is None for each in framework.statements)} forventninger")
    for doubt in result.doubts:
        print(f"tvivl {doubt.statement}: {doubt.reason}")
    for unplaced in result.unplaced:
        print(f"ikke placeret, linje {unplaced.line}: {unplaced.text}")
    if target is not None:
        print(f"Skrevet: {target}")


def run_coverage(arguments: argparse.Namespace) -> int:
    rows = coverage(load(arguments.course)[0])
    if arguments.json:
        _print_json([row.as_json() for row in rows])
        return 0
    for row in rows:
        print(
            f"{row.statement:32} {row.level or 'alle':24} "
            f"vist {len(row.shown)}, spørgsmål {len(row.questions)}, refleksioner {len(row.prompts)}"
        )
    for level in by_level(rows):
        print(f"{level.level or 'alle'}: {level.shown} af {level.statements} vist, {level.worked_with} arbejdet med")
    return 0


def run_build(arguments: argparse.Namespace) -> int:
    """Draft what is missing of a course; existing files are never overwritten."""
    root = files.root()
    course, problems = load(arguments.course)
    path = f"content/{course.id}/framework.md"
    if faults := [each for each in problems if each.path == path and each.severity == "error"]:
        _print_problems(faults)
        return 1
    others = [load(name)[0] for name in files.list_courses(root) if name != course.id]
    drafted = build(course.framework, course.levels, others)
    there = files.read_course(root, course.id)
    new = missing(drafted, there)
    files.write_files(root, new)
    for name in drafted:
        print(f"{'lavet' if name in new else 'findes i forvejen'}: {name}")
    print(f"{len(new)} filer er lavet, {len(drafted) - len(new)} er der i forvejen og er ikke rørt.")
    added = [name for name in new if name.startswith("content/") and not name.endswith(("/course.md", "/talks.md"))]
    if added and f"content/{course.id}/course.md" not in new:
        print("Skriv de nye moduler ind i planen i course.md, så lederne møder dem.")
    return 0


def run_revise(arguments: argparse.Namespace) -> int:
    """Print what has changed and what is to be looked at again; nothing is applied."""
    course, _ = load(arguments.course)
    new, by_id = _read_version(arguments.file)
    changes = difference(course.framework, new, by_id=by_id)
    for change in changes:
        print(f"{CHANGES[change.kind]} {change.known.id}: {_said(change.known)}")
        if change.kind == "changed" and change.new is not None:
            if change.reworded:
                print(f"    nu: {_said(change.new)}")
            if change.moved:
                print(f"    nu under: {' · '.join((change.new.level or 'alle', *change.new.above))}")
    for each in stale(course, changes):
        print(f"skal gennemses: {each.kind} {each.item} i {each.module}, fordi {each.change.known.id} er ændret")
    print(f"{len(changes)} ændringer. Intet er ændret i forløbet.")
    return 0


def _said(wording: Wording) -> str:
    return ": ".join(part for part in (wording.name, wording.text) if part)


def _read_version(path: Path) -> tuple[Framework, bool]:
    """A framework.md as it is written, any other document by way of the importer; and whether its ids are people's."""
    if path.suffix == ".md" and path.is_file() and path.read_bytes().startswith(b"---"):
        text = path.read_text(encoding="utf-8-sig", errors="replace")
        problems = Problems(str(path))
        framework = read_framework(path.stem, text, problems)
        if any(problem.severity == "error" for problem in problems.found):
            _print_problems(problems.found)
            raise UsageError(f'"{path}" har fejl. Ret dem først.')
        return framework, True
    return _bring_in(path).framework, False


def run_trace(arguments: argparse.Namespace) -> int:
    course, _ = load(arguments.course)
    try:
        source = arguments.source.read_text(encoding="utf-8-sig")
    except OSError as error:
        raise UsageError(f'Filen "{arguments.source}" kan ikke åbnes. Se efter, om navnet er rigtigt.') from error
    except UnicodeDecodeError as error:
        raise UsageError(f'Filen "{arguments.source}" er ikke UTF-8-tekst. Gem den som UTF-8.') from error
    result = trace(course.framework, source)
    if arguments.json:
        _print_json(result.as_json())
    else:
        for missing in result.missing:
            print(f"mangler {missing.id}: {missing.text}")
        for unused in result.unused:
            print(f"ikke brugt, linje {unused.line}: {unused.text}")
        print(f"{result.found} fundet, {len(result.missing)} mangler, {len(result.unused)} linjer ikke brugt.")
    return int(bool(result.missing))


def _print_json(value: Any) -> None:
    json.dump(value, sys.stdout, ensure_ascii=False, indent=2)
    print()
