"""A module: quoted expectations, places to write, and prompts fitted to the statements of each level."""

from collections.abc import Iterator, Sequence
from itertools import pairwise

from course.builder.blocks import COVERED, directive, for_level, ids, literal, quoted, tail
from course.builder.units import Unit
from course.framework import EVERYONE, Framework, Level
from course.likeness import LentQuestion, Loan


def draft_module(
    unit: Unit,
    framework: Framework,
    levels: Sequence[Level],
    loans: Sequence[Loan] = (),
    questions: Sequence[LentQuestion] = (),
) -> str:
    there = [level for level in levels if unit.for_level(level.id)]
    parts = [
        _head(unit, there if len(there) < len(levels) else ()),
        "Skriv, hvad lederen kan efter modulet, og hvad det betyder for kerneopgaven.",
    ]
    parts.append("## Det forventes af dig")
    if unit.theme and unit.theme.definition:
        parts.append(directive(f"definition {unit.theme.id}"))
    parts.append(directive(f"forventninger {' '.join(unit.references)}"))
    for level in there:
        parts.append(directive(f"niveau {level.id}", f"Skriv, hvad det betyder i hverdagen for en {level.one}."))
    parts.append("## Sådan kan det se ud")
    parts.append(directive("case Skriv en overskrift", "Skriv en situation fra hverdagen, og hvad lederen gjorde."))
    if loans:
        lines = [f"- {_link(loan)}" for loan in loans]
        lines += [f"- Spørgsmål: {literal(each.stem)} {_link(each.loan)}" for each in questions]
        parts.append(directive("note Lån en case", "\n".join(lines)))
    for level in there:
        shift = "- **Mere:** skriv, hvad der skal mere af.\n- **Mindre:** skriv, hvad der skal mindre af."
        parts.append(directive(f"skift niveau={level.id}", shift))
    parts += _prompts(unit, framework, levels)
    return "\n\n".join(parts) + "\n"


def _link(loan: Loan) -> str:
    """A link to the lender's module, where its authors see it. The note never reaches a leader: a person removes it."""
    return f"[{literal(loan.title)}](/courses/{loan.id}/modules/{loan.module}) ({literal(loan.course)})"


def _head(unit: Unit, levels: Sequence[Level]) -> str:
    """The head of the file; `levels` are named where the document expects nothing of the others here."""
    only = f"levels: [{', '.join(level.id for level in levels)}]\n" if levels else ""
    themes = f"themes: [{unit.theme.id}]\n" if unit.theme else ""
    return (
        f"---\ntitle: {quoted(unit.title)}\nsummary: Skriv i én sætning, hvad lederen øver sig i.\n"
        f"objectives:\n  - skriv, hvad lederen kan bagefter\n{themes}{only}generated: true\n---"
    )


def _prompts(unit: Unit, framework: Framework, levels: Sequence[Level]) -> Iterator[str]:
    """A reflection and a plan for each level, about its own statements; and what to take to the manager."""
    called = framework.called[:1].upper() + framework.called[1:]
    below = {one.id: f"en {other.one} hos dig" for one, other in pairwise(levels)}
    for level in [each.id for each in levels] or [EVERYONE]:
        statements = unit.for_level(level)
        if statements:
            head = f"refleksion {unit.id}-refleksion{tail(level)}{for_level(level)} dækker={ids(statements[:COVERED])}"
            question = "Hvad gjorde du, da det sidst kom på prøve hos dig, og hvad betød det for {}?".format(
                below.get(level, "dine medarbejdere")
            )
            yield directive(head, f"{called} siger: [[#{statements[0].id}]] {question}")
            head = f"plan {unit.id}-plan{tail(level)}{for_level(level)} dækker={ids(statements[-COVERED:])}"
            example = "- Når det brænder på i næste uge, så vil jeg begynde med det vigtigste."
            yield directive(head, f"Vælg én ting, du vil gøre i næste uge: [[#{statements[-1].id}]]\n\n{example}")
    yield directive(f"samtale {unit.id}-samtale", "- Hvad er vigtigst for dig her?\n- Hvad må jeg beslutte alene?")
    yield directive(f"samtale {unit.id}-samtale-leder til=leder", "Skriv, hvordan den nærmeste leder kan hjælpe.")
