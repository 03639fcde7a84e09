"""From a framework to a course draft: an outline, and a module and quiz for each theme, ready for a person to write.

What is drafted refers to the framework's sentences and never repeats them, so that a draft stays true when the wording
changes. The same framework gives the same files, byte for byte. Everything is marked `generated: true`, and so cannot be
published before a person has written it.
"""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from difflib import SequenceMatcher
from itertools import groupby

from course.compile import Course
from course.framework import EVERYONE, Framework, Level, Place, Statement
from course.likeness import Loan, lend, lenders
from course.module import slug

GROUP = 4
"""Statements without a theme are taken three to five at a time."""
COVERED = 3
"""Statements that one question or prompt may cover."""
FEW = 4
"""Up to so many statements get a scenario each; more share one two by two."""
DAYS = 100
WEEK = 7
TOO_ALIKE = 0.7
"""Two statements with this share of letters in common cannot be told apart in a question."""


@dataclass(frozen=True, slots=True)
class Unit:
    """What one module is drafted from."""

    id: str
    title: str
    theme: Place | None
    statements: tuple[Statement, ...]

    def for_level(self, level: str) -> tuple[Statement, ...]:
        return tuple(each for each in self.statements if each.level in (None, level))

    @property
    def references(self) -> tuple[str, ...]:
        return (self.theme.id,) if self.theme else tuple(each.id for each in self.statements)


def build(
    framework: Framework, levels: Sequence[Level], shipped: Iterable[Course] = (), units: Sequence[Unit] | None = None
) -> dict[str, str]:
    """The files of the draft: path -> text, in the order of the outline.

    :param levels: the framework's, or the course's own where the framework knows none; may be empty
    :param shipped: courses that cases may be borrowed from
    :param units: the modules as a person wants them; else one for each theme, in the order of the framework
    """
    units = units_of(framework) if units is None else units
    library = lenders(course for course in shipped if course.id != framework.id)
    files = {f"content/{framework.id}/course.md": _course(framework, levels, units)}
    for unit in units:
        loans = lend(unit.statements, library)
        files[f"content/{framework.id}/{unit.id}.md"] = _module(unit, framework, levels, loans)
        files[f"quizzes/{framework.id}/{unit.id}.md"] = _quiz(unit, framework, levels)
    return files


def units_of(framework: Framework) -> tuple[Unit, ...]:
    """A unit for each theme with statements; statements without one in groups of three to five, in document order."""
    units: dict[str, Unit] = {}
    for group, with_group in groupby(framework.statements, key=lambda each: each.group):
        statements = list(with_group)
        heading = framework.place(group) if group else None
        loose = [each for each in statements if each.theme is None]
        parts = list(_groups([each for each in loose if each.level is None], ()))
        parts += _groups([each for each in loose if each.level is not None], [level.id for level in framework.levels])
        for number, part in enumerate(parts, start=1):
            name = heading.name if heading else framework.title
            _add(units, f"{name}, del {number}" if len(parts) > 1 else name, None, part)
        for theme, under in groupby((each for each in statements if each.theme), key=lambda each: each.theme):
            place = framework.place(theme or "")
            if place is not None:
                _add(units, place.name, place, list(under))
    return tuple(units.values())


def _add(units: dict[str, Unit], title: str, theme: Place | None, statements: Sequence[Statement]) -> None:
    """Add a unit, or more statements to the theme's unit when the document comes back to it."""
    id = slug(title) or f"modul-{len(units) + 1}"
    before = units.get(id)
    if before is not None and before.theme is not None and before.theme == theme:
        units[id] = Unit(id, title, theme, (*before.statements, *statements))
        return
    wanted, number = id, 2
    while id in units or id in ("course", "framework", "talks"):
        id, number = f"{wanted}-{number}", number + 1
    units[id] = Unit(id, title, theme, tuple(statements))


def _groups(statements: Sequence[Statement], levels: Sequence[str]) -> Iterator[list[Statement]]:
    """Even groups of about four; with levels, each group holds as many of every level's statements."""
    streams = (
        [[each for each in statements if each.level == level] for level in levels] if levels else [list(statements)]
    )
    longest = max((len(stream) for stream in streams), default=0)
    count = max(1, round(longest / GROUP)) if longest else 0
    for number in range(count):
        yield [
            each for stream in streams for each in stream[_cut(stream, number, count) : _cut(stream, number + 1, count)]
        ]


def _cut(stream: Sequence[Statement], number: int, count: int) -> int:
    return round(len(stream) * number / count)


# --- course.md ---


def _course(framework: Framework, levels: Sequence[Level], units: Sequence[Unit]) -> str:
    step = max(WEEK, DAYS // max(len(units), 1))
    lines = ["---", f"title: {_quoted(framework.title)}", "summary: Skriv i én sætning, hvem forløbet er for."]
    lines += [f"language: {framework.language}", "generated: true"]
    if not framework.levels and levels:
        lines.append("levels:")
        lines += [f"  {level.id}: {{name: {_quoted(level.name)}, one: {_quoted(level.one)}}}" for level in levels]
    lines.append("outline:")
    lines += [f"  - {{module: {unit.id}, due_day: {step * number}}}" for number, unit in enumerate(units, start=1)]
    lines += ["---", "", f"Skriv en velkomst til den nye leder i {framework.organisation or 'organisationen'}.", ""]
    return "\n".join(lines)


def _quoted(text: str) -> str:
    """A YAML text in quotation marks, so that a colon or a # in it does no harm."""
    return '"' + text.replace("\\", "\\\\").replace('"', '\\"') + '"'


# --- a module ---


def _module(unit: Unit, framework: Framework, levels: Sequence[Level], loans: Sequence[Loan]) -> str:
    there = [level for level in levels if unit.for_level(level.id)]
    only = there if len(there) < len(levels) else ()
    parts = [_module_head(unit, only), "Skriv, hvad lederen kan efter modulet, og hvad det betyder for kerneopgaven."]
    parts.append("## Det forventes af dig")
    if unit.theme and unit.theme.definition:
        parts.append(_directive(f"definition {unit.theme.id}"))
    parts.append(_directive(f"forventninger {' '.join(unit.references)}"))
    for level in there:
        parts.append(_directive(f"niveau {level.id}", f"Skriv, hvad det betyder i hverdagen for en {level.one}."))
    parts.append("## Sådan kan det se ud")
    parts.append(_directive("case Skriv en overskrift", "Skriv en situation fra hverdagen, og hvad lederen gjorde."))
    if loans:
        parts.append(_directive("note Lån en case", "\n".join(map(_loan, loans))))
    for level in there:
        shift = "- **Mere:** skriv, hvad der skal mere af.\n- **Mindre:** skriv, hvad der skal mindre af."
        parts.append(_directive(f"skift niveau={level.id}", shift))
    parts += _prompts(unit, framework, levels)
    return "\n\n".join(parts) + "\n"


def _loan(loan: Loan) -> str:
    """A line with a link to the lender's module, where its authors see it."""
    title = loan.title.replace("[", "(").replace("]", ")")
    return f"- [{title}](/courses/{loan.id}/modules/{loan.module}) ({loan.course})"


def _module_head(unit: Unit, levels: Sequence[Level]) -> str:
    """The head of the file; `levels` are named where the document expects nothing of the others here."""
    only = f"levels: [{', '.join(level.id for level in levels)}]\n" if levels else ""
    themes = f"themes: [{unit.theme.id}]\n" if unit.theme else ""
    return (
        f"---\ntitle: {_quoted(unit.title)}\nsummary: Skriv i én sætning, hvad lederen øver sig i.\n"
        f"objectives:\n  - skriv, hvad lederen kan bagefter\n{themes}{only}generated: true\n---"
    )


def _prompts(unit: Unit, framework: Framework, levels: Sequence[Level]) -> Iterator[str]:
    """A reflection for each level, one plan, and what to take to the manager, fitted to the level's statements."""
    called = framework.called[:1].upper() + framework.called[1:]
    for level in [each.id for each in levels] or [EVERYONE]:
        statements = unit.for_level(level)[:COVERED]
        if statements:
            head = f"refleksion {unit.id}-refleksion{_tail(level)}{_for(level)} dækker={_ids(statements)}"
            question = "Hvad gjorde du, da det sidst kom på prøve hos dig, og hvad lærte de andre af det?"
            yield _directive(head, f"{called} siger: [[#{statements[0].id}]] {question}")
    covered = [unit.for_level(level.id)[:1] for level in levels] if levels else [unit.statements[:1]]
    ids = ",".join(dict.fromkeys(each.id for first in covered for each in first))
    example = "- Når det brænder på i næste uge, så vil jeg begynde med det vigtigste."
    yield _directive(f"plan {unit.id}-plan dækker={ids}", f"Vælg én ting, du vil gøre i næste uge.\n\n{example}")
    yield _directive(f"samtale {unit.id}-samtale", "- Hvad er vigtigst for dig her?\n- Hvad må jeg beslutte alene?")
    yield _directive(f"samtale {unit.id}-samtale-leder til=leder", "Skriv, hvordan den nærmeste leder kan hjælpe.")


def _directive(head: str, body: str = "") -> str:
    return f"::: {head}\n{body}\n:::" if body else f"::: {head}\n:::"


def _for(level: str) -> str:
    return f" niveau={level}" if level else ""


def _tail(level: str) -> str:
    return f"-{level}" if level else ""


def _ids(statements: Iterable[Statement]) -> str:
    return ",".join(each.id for each in statements)


# --- a quiz ---


def _quiz(unit: Unit, framework: Framework, levels: Sequence[Level]) -> str:
    parts = ["---\ngenerated: true\n---"]
    for level in [each.id for each in levels] or [EVERYONE]:
        parts += _match(unit, framework, level)
        parts += _recognition(unit, levels, level)
        parts += _skeletons(unit, level)
    return "\n\n".join(parts) + "\n"


def _match(unit: Unit, framework: Framework, level: str) -> Iterator[str]:
    """Which focus point or pole does each expectation belong to? Asked where there are two or more to choose from."""
    one_each = {each.aspect: each for each in unit.for_level(level) if each.aspect}
    chosen = list(one_each.values())[:COVERED]
    places = [framework.place(each.aspect or "") for each in chosen]
    if len(chosen) < 2:
        return
    rows = [
        f"| [[#{each.id}]] | {place.name.replace('|', '/')} |"
        for each, place in zip(chosen, places, strict=True)
        if place
    ]
    head = f"spørgsmål {unit.id}-par{_tail(level)} dækker={_ids(chosen)}{_for(level)}"
    table = "| Forventningen | Fokuspunktet |\n|---|---|\n" + "\n".join(rows)
    why = "> Skriv, hvordan man kan høre på forventningerne, hvor de hører til."
    yield _directive(head, f"Hvor hører hver forventning til?\n\n{table}\n\n{why}")


def _recognition(unit: Unit, levels: Sequence[Level], level: str) -> Iterator[str]:
    """Which expectation is yours? Only among statements that can be told apart; at most one in a module and level."""
    own = next((each for each in unit.statements if each.level == level), None)
    if own is None or level == EVERYONE:
        return
    lures: list[Statement] = []
    for each in unit.statements:
        known = {other.level for other in lures} | {None, level}
        if each.level not in known and not any(_alike(each, other) for other in (own, *lures)):
            lures.append(each)
    names = {each.id: each for each in levels}
    if len(lures) < 2:
        return
    options = [(own, True), *((each, False) for each in lures[:2])]
    options.sort(key=lambda option: option[0].id)  # by id: the right one stands where chance puts it
    lines = [
        f"- [{'x' if right else ' '}] [[#{each.id}]]\n  > "
        + (
            f"Ja. Den står under {names[level].name}."
            if right
            else f"Den forventning står under {names[str(each.level)].name}."
        )
        for each, right in options
    ]
    head = f"spørgsmål {unit.id}-genkend{_tail(level)} dækker={own.id}{_for(level)}"
    yield _directive(head, f"Hvilken forventning gælder for en {names[level].one}?\n\n" + "\n".join(lines))


def _alike(one: Statement, other: Statement) -> bool:
    return SequenceMatcher(None, one.text.casefold(), other.text.casefold()).ratio() >= TOO_ALIKE


def _skeletons(unit: Unit, level: str) -> Iterator[str]:
    """Scenarios with their places to write; each names the one or two statements it is to be about."""
    statements = unit.for_level(level)
    size = 1 if len(statements) <= FEW else 2
    for number, start in enumerate(range(0, len(statements), size), start=1):
        about = statements[start : start + size]
        named = " ".join(f"[[#{each.id}]]" for each in about)
        head = f"spørgsmål {unit.id}-situation-{number}{_tail(level)} dækker={_ids(about)}{_for(level)}"
        yield _directive(
            head, f"Skriv en situation, hvor det her kommer på prøve: {named} Hvad gør du først?\n\n{OPTIONS}"
        )


OPTIONS = """- [ ] Skriv et skridt, der frister, men løser noget andet.
  > Skriv, hvad skridtet koster, og hvem der mærker det.
- [x] Skriv det skridt, der passer til forventningen.
  > Ja. Skriv, hvorfor det skridt hjælper borgeren.
- [ ] Skriv et skridt, der ser handlekraftigt ud.
  > Skriv, hvad lederen overser med det skridt."""


def missing(drafted: Mapping[str, str], there: Iterable[str]) -> dict[str, str]:
    """The drafted files that are not there yet: a second build never overwrites what somebody may have written."""
    known = set(there)
    return {path: text for path, text in drafted.items() if path not in known}
