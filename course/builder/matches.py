"""Questions that pair: expectations with the focus point, theme or level they stand under, words with what they mean."""

from collections.abc import Callable, Iterator, Mapping, Sequence

from course.builder.blocks import COVERED, directive, for_level, ids, literal, tail
from course.builder.units import Unit
from course.framework import EVERYONE, Framework, Level, Statement, Term
from course.matching import alike, fold

TOO_ALIKE = 0.7
Place = Callable[[Statement], str]
"""The name that a statement is to be paired with; empty where there is none."""


def draft_match(
    unit: Unit, framework: Framework, levels: Sequence[Level], level: str, *, by_level: bool
) -> Iterator[str]:
    """Where does each expectation belong? By focus points or poles, else by themes, else by levels.

    :param by_level: whether levels may be asked about; they are not where another question does it already
    """
    own = unit.for_level(level)
    if not own:
        return
    names = {each.id: literal(each.name) for each in framework.places()}
    level_names = {each.id: literal(each.name) for each in levels}
    elsewhere = [each for each in framework.statements if each.theme and each.level in (None, level)]
    ways: list[tuple[str, str, Sequence[Statement], Place]] = [
        ("Fokuspunktet", "Hvor hører hver forventning til?", own, lambda each: names.get(each.aspect or "", "")),
    ]
    if unit.theme:
        mixed = [*own, *(each for each in elsewhere if each.theme != unit.theme.id)]
        ways.append(
            ("Temaet", "Hvilket tema hører hver forventning til?", mixed, lambda each: names.get(each.theme or "", ""))
        )
    if by_level and level != EVERYONE:
        ways.append(
            (
                "Ledelsesniveauet",
                "Hvilket ledelsesniveau gælder hver forventning for?",
                [*(each for each in own if each.level), *(each for each in unit.statements if each.level)],
                lambda each: level_names.get(each.level or "", ""),
            )
        )
    for head, stem, statements, place in ways:
        chosen = _one_of_each(statements, place)
        covered = [each for each in chosen if each in own]
        if len(chosen) >= 2 and covered:
            rows = {f"[[#{each.id}]]": place(each) for each in chosen}
            start = f"spørgsmål {unit.id}-par{tail(level)} dækker={ids(covered)}{for_level(level)}"
            yield directive(start, _table(stem, "Forventningen", head, rows))
            return


def _one_of_each(statements: Sequence[Statement], place: Place) -> list[Statement]:
    """A statement for each of up to three places, none so like another that they cannot be told apart."""
    chosen: list[Statement] = []
    for each in statements:
        if len(chosen) == COVERED:
            break
        taken = {place(other) for other in chosen} | {""}
        if place(each) not in taken and not any(alike(each.text, other.text, TOO_ALIKE) for other in chosen):
            chosen.append(each)
    return chosen


def draft_terms(unit: Unit, framework: Framework, levels: Sequence[Level]) -> Iterator[str]:
    """What do the framework's words mean? Asked once in a course, about words that their explanation does not repeat."""
    terms = asked_terms(framework)
    first = [unit.for_level(level)[:1] for level in [each.id for each in levels] or [EVERYONE]]
    covered = dict.fromkeys(each for found in first for each in found)
    if len(terms) >= 2 and covered:
        rows = {literal(term.term): f"[[={term.term}]]" for term in terms}
        head = f"spørgsmål {unit.id}-begreber dækker={ids(covered)}"
        yield directive(head, _table("Hvad betyder hvert ord?", "Ordet", "Forklaringen", rows))


def asked_terms(framework: Framework) -> list[Term]:
    """Up to three terms that can be asked about: the explanation does not give the word away, nor do two read alike."""
    chosen: list[Term] = []
    for term in framework.terms:
        hidden = fold(term.term)[:5] not in fold(term.text) and not {"[", "]", "|"} & set(term.term + term.text)
        if hidden and len(chosen) < COVERED and not any(alike(term.text, each.text, TOO_ALIKE) for each in chosen):
            chosen.append(term)
    return chosen


def _table(stem: str, left: str, right: str, rows: Mapping[str, str]) -> str:
    lines = "\n".join(f"| {one} | {other} |" for one, other in rows.items())
    why = "> Skriv, hvordan man kan kende dem fra hinanden."
    return f"{stem}\n\n| {left} | {right} |\n|---|---|\n{lines}\n\n{why}"
