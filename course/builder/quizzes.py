"""A quiz: what the framework's own structure can ask, and skeletons of situations for a person to write."""

from collections.abc import Iterator, Sequence

from course.builder.blocks import directive, for_level, ids, tail
from course.builder.matches import draft_match, draft_terms
from course.builder.units import Unit
from course.framework import EVERYONE, Framework, Level, Statement
from course.matching import alike

TOO_ALIKE = 0.7
"""Two statements with this share of letters in common cannot be told apart in a question."""
LURES = 2


def draft_quiz(unit: Unit, framework: Framework, levels: Sequence[Level], *, with_terms: bool = False) -> str:
    """The questions of a module.

    :param with_terms: whether this is the module that asks what the framework's words mean
    """
    parts = ["---\ngenerated: true\n---"]
    if with_terms:
        parts += draft_terms(unit, framework, levels)
    for level in [each.id for each in levels] or [EVERYONE]:
        recognition = list(_recognition(unit, framework, levels, level))
        parts += draft_match(unit, framework, levels, level, by_level=not recognition)
        parts += recognition
        parts += _skeletons(unit, level)
    return "\n\n".join(parts) + "\n"


def _recognition(unit: Unit, framework: Framework, levels: Sequence[Level], level: str) -> Iterator[str]:
    """Which expectation is yours? Only among statements that can be told apart; at most one in a module and level."""
    if level == EVERYONE:
        return
    hers = [each for each in framework.statements if each.level in (None, level)]
    others = [each for each in unit.statements if each.level not in (None, level)]
    for own in (each for each in unit.statements if each.level == level):
        lures = _lures(own, others, hers)
        if len(lures) == LURES:
            yield _recognise(unit, levels, own, lures)
            return


def _lures(own: Statement, others: Sequence[Statement], hers: Sequence[Statement]) -> list[Statement]:
    """Two statements of other levels, best of one each, that nobody can take for one of her own."""
    found: list[Statement] = []
    for fresh in (True, False):
        for each in others:
            known = {other.level for other in found}
            if len(found) == LURES or each in found or (fresh and each.level in known):
                continue
            if not any(alike(each.text, other.text, TOO_ALIKE) for other in (own, *found, *hers)):
                found.append(each)
    return found


def _recognise(unit: Unit, levels: Sequence[Level], own: Statement, lures: Sequence[Statement]) -> str:
    names = {each.id: each for each in levels}
    level = names[str(own.level)]
    options = sorted([own, *lures], key=lambda each: each.id)  # by id: the right one stands where chance puts it
    lines = [
        f"- [{'x' if each is own else ' '}] [[#{each.id}]]\n  > "
        + (
            f"Ja. Den står under {level.name}."
            if each is own
            else f"Den forventning står under {names[str(each.level)].name}."
        )
        for each in options
    ]
    head = f"spørgsmål {unit.id}-genkend{tail(level.id)} dækker={own.id}{for_level(level.id)}"
    return directive(head, f"Hvilken forventning gælder for en {level.one}?\n\n" + "\n".join(lines))


def _skeletons(unit: Unit, level: str) -> Iterator[str]:
    """Scenarios with their places to write; each names the statements it is to be about."""
    statements = unit.for_level(level)
    size = _together(len(statements))
    for number, start in enumerate(range(0, len(statements), size), start=1):
        about = statements[start : start + size]
        named = " ".join(f"[[#{each.id}]]" for each in about)
        head = f"spørgsmål {unit.id}-situation-{number}{tail(level)} dækker={ids(about)}{for_level(level)}"
        yield directive(
            head, f"Skriv en situation, hvor det her kommer på prøve: {named} Hvad gør du først?\n\n{OPTIONS}"
        )


def _together(statements: int) -> int:
    """How many statements share a scenario, so that a module has few."""
    if statements <= 4:
        return 1
    return 2 if statements <= 12 else 3


OPTIONS = """- [ ] Skriv et skridt, der frister, men løser noget andet.
  > Skriv, hvad skridtet koster, og hvem der mærker det.
- [x] Skriv det skridt, der passer til forventningen.
  > Ja. Skriv, hvorfor det skridt hjælper borgeren.
- [ ] Skriv et skridt, der ser handlekraftigt ud.
  > Skriv, hvad lederen overser med det skridt."""
