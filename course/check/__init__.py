"""The rules of the content guide as one table, and checking a course against them.

The rules about reading a file (F01 to F07, Q00) come out of `compile_course` already; their titles stand here too.
"""

from collections.abc import Iterator, Mapping
from typing import Any

from course.check import modules, options, prompts, questions
from course.check.rules import (
    CHOICE,
    CHOICE_AT,
    FILE,
    MODULE_AT,
    PROMPT,
    QUESTION,
    QUESTION_AT,
    STATEMENT,
    Finding,
    Rule,
    Scope,
    Thing,
)
from course.compile import Course, compile_course
from course.problem import Problem, Severity

__all__ = ["READING", "RULES", "Rule", "check_course", "check_files"]

E: tuple[Severity, ...] = ("error",)
W: tuple[Severity, ...] = ("warning",)
EW: tuple[Severity, ...] = ("error", "warning")
WE: tuple[Severity, ...] = ("warning", "error")

READING: Mapping[str, str] = {
    "F01": "Alt, der henvises til, findes, og et id bruges kun én gang",
    "F02": "Alle nøgler og direktiver er kendte",
    "F03": "Hovedet kan læses og har sine nøgler",
    "F04": "Direktiver åbnes, lukkes og står, hvor de må",
    "F05": "Ledelsesgrundlaget er skrevet, så det kan læses",
    "F06": "Filerne har deres rigtige navne og er UTF-8-tekst",
    "F07": "Hvert modul står i planen",
    "Q00": "Et spørgsmål har en tekst og svarmuligheder af én slags",
}
"""The rules that `compile_course` applies while it reads: id -> Danish title."""

RULES: tuple[Rule[Any], ...] = (
    Rule("Q01", E, CHOICE_AT, "Ét rigtigt svar, medmindre spørgsmålet siger, hvor mange", options.right_count),
    Rule("Q02", EW, CHOICE, "Tre eller fire svarmuligheder", options.option_count),
    Rule("Q03", E, CHOICE, "Ikke kun ja og nej eller sandt og falsk", options.yes_or_no),
    Rule("Q04", E, CHOICE_AT, "Tilbagemelding på hver svarmulighed", options.feedback_missing),
    Rule("Q05", E, CHOICE_AT, "En tilbagemelding siger hvorfor", options.feedback_empty),
    Rule("Q06", W, CHOICE_AT, "Tilbagemeldinger er forskellige og korte", options.feedback_alike_or_long),
    Rule("Q07", E, CHOICE, "Ingen svar som alle ovenstående eller A og B", options.all_or_none),
    Rule("Q08", EW, CHOICE, "Svarmulighederne er forskellige", options.options_alike),
    Rule("Q09", W, CHOICE_AT, "Det rigtige svar er ikke meget længere end de andre", options.right_stands_out),
    Rule("Q09", W, MODULE_AT, "Det rigtige svar er ikke som regel det længste", modules.right_is_longest),
    Rule("Q10", W, MODULE_AT, "Det rigtige svar står ikke som regel samme sted", modules.right_at_same_place),
    Rule("Q11", W, CHOICE, "Ingen ord som altid og aldrig i et svar", options.absolute_words),
    Rule("Q12", W, CHOICE, "Ingen ord som ofte og måske i et svar", options.vague_words),
    Rule("Q13", WE, QUESTION, "En nægtelse i spørgsmålet står med fed, og der er højst én", questions.negation),
    Rule("Q14", W, CHOICE_AT, "Spørgsmålets ord røber ikke svaret", options.word_gives_away),
    Rule("Q15", W, CHOICE, "Svarmulighederne er skrevet på samme måde", options.mixed_form),
    Rule("Q16", W, CHOICE, "Teksten slutter med et helt spørgsmål", questions.no_question),
    Rule("Q17", W, QUESTION, "Korte spørgsmål og svar", questions.too_long),
    Rule("Q17", W, CHOICE, "Svarmulighederne begynder forskelligt", options.same_beginning),
    Rule("Q18", W, MODULE_AT, "Mindst halvdelen af spørgsmålene fortæller en situation", modules.few_scenarios),
    Rule("Q19", W, QUESTION, "Teksten gentager ikke ledelsesgrundlaget", questions.copied_stem),
    Rule("Q19", W, CHOICE, "Det rigtige svar gentager ikke ledelsesgrundlaget", questions.copied_option),
    Rule("Q20", E, QUESTION, "Spørgsmålet dækker en forventning, der findes", questions.covers_something),
    Rule("Q21", W, QUESTION, "Spørgsmålet beder ikke om en holdning", questions.opinion),
    Rule("Q22", E, FILE, "Ingen CPR-numre, telefonnumre eller mailadresser", modules.personal_data),
    Rule("Q23", W, QUESTION, "Spørgsmålet er let at læse", questions.hard_to_read),
    Rule("Q24", E, QUESTION_AT, "Højst tre forventninger til hvert spørgsmål", questions.covers_too_much),
    Rule("Q24", E, QUESTION, "Forventningen gælder det ledelsesniveau, der spørges", questions.covers_other_level),
    Rule("Q25", E, QUESTION, "Rækkefølger og par har en forklaring", questions.explanation_missing),
    Rule("R01", W, PROMPT, "En refleksion er kort", prompts.too_long),
    Rule("R02", W, PROMPT, "En refleksion spørger om én ting", prompts.many_questions),
    Rule("R03", W, PROMPT, "En refleksion handler om lederens egen hverdag", prompts.own_situation),
    Rule("R04", W, PROMPT, "En refleksion beder ikke om navne", prompts.asks_for_names),
    Rule("M01", W, MODULE_AT, "Tre til otte spørgsmål i et modul", modules.question_count),
    Rule("M02", E, MODULE_AT, "En refleksion i hvert modul", modules.reflection_missing),
    Rule("M03", W, MODULE_AT, "Et modul tager højst 20 minutter", modules.too_long),
    Rule("M04", W, MODULE_AT, "Modulets tekst er let at læse", modules.hard_to_read),
    Rule("M05", W, MODULE_AT, "Forkortelser er forklaret første gang", modules.abbreviation),
    Rule("M06", E, MODULE_AT, "Højst én opgave til makkere i et modul", modules.several_partner_tasks),
    Rule("C01", W, STATEMENT, "Hver forventning bliver vist og arbejdet med", modules.not_worked_with),
)
"""In the order of the content guide. A rule that looks at two things has a row for each."""


def check_course(course: Course) -> list[Problem]:
    """What the rules find in a course, sorted by file and line."""
    things: dict[Scope[Any], list[Thing]] = {}
    problems: set[Problem] = set()
    for rule in RULES:
        if rule.scope not in things:
            things[rule.scope] = list(rule.scope.things(course))
        problems.update(_problems(course, rule, things[rule.scope]))
    return sorted(problems)


def check_files(id: str, files: Mapping[str, bytes]) -> tuple[Course, list[Problem]]:
    """Compile the files of one course and check it."""
    course, problems = compile_course(id, files)
    return course, sorted({*problems, *check_course(course)})


def _problems(course: Course, rule: Rule[Any], things: list[Thing]) -> Iterator[Problem]:
    """What one rule finds; the same finding at several levels is one problem that names them."""
    found: dict[Problem, list[tuple[Thing, Finding]]] = {}
    for thing in things:
        for finding in rule.find(thing):
            problem = Problem(
                thing.path,
                finding.line or thing.line,
                rule.id,
                finding.severity or rule.severities[0],
                finding.message,
            )
            found.setdefault(problem, []).append((thing, finding))
    for problem, group in found.items():
        yield Problem(problem.path, problem.line, problem.id, problem.severity, problem.message + _where(course, group))


def _where(course: Course, group: list[tuple[Thing, Finding]]) -> str:
    """The levels and what was measured there; the levels are left out where it holds at all of them alike."""
    by_level = {thing.level: finding.figure for thing, finding in group}
    figures = set(by_level.values())
    if not all(by_level) or (len(by_level) == len(group[0][0].levels) and len(figures) == 1):
        figure = figures.pop()
        return f" Nu: {figure}." if figure else ""
    names = [
        modules.level_names(course, [level]) + (f" ({figure})" if figure else "") for level, figure in by_level.items()
    ]
    return f" Det gælder {modules.listed(names)}."
