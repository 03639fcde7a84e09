"""Rules about a module as one level meets it, about a whole file, and about the course beside its framework."""

import re
from collections import Counter
from collections.abc import Iterator

from course.check.questions import HARD, is_scenario
from course.check.rules import Expected, Finding, Taught, Written
from course.check.wording import lix
from course.compile import Course
from course.module import Together

FEWEST_QUESTIONS, MOST_QUESTIONS = 3, 8
MOST_MINUTES = 20
LONGEST_BY = 1.15
"""A right option so many times the longest other is plainly the longest (judgement)."""
SHARE = 0.5
"""Of a module's questions; above it a pattern can be guessed (judgement)."""
A_PATTERN = 3
"""Fewer questions make no pattern; that they are few is said by M01."""

ABBREVIATION = re.compile(r"\b(?:LUS|MUS|MED|TRIO|AMR|TR|BUM|KLE)\b")
# A digit run that stands alone: not part of a word, an address or a longer number.
_ALONE, _ENDS = r"(?<![\w/=-])(?<!\d[.,])", r"(?!\w|[.,-]\d)"
PERSONAL = re.compile(
    rf"(?P<phone>{_ALONE}(?:\+45 ?|0045 ?)?(?!(?:19|20)\d\d (?:19|20)\d\d)"
    rf"(?:\d{{8}}|\d\d(?: \d\d){{3}}|\d{{4}} \d{{4}}){_ENDS})"
    rf"|(?P<cpr>{_ALONE}\d{{6}}[- ]?\d{{4}}{_ENDS})"
    r"|(?P<mail>(?<=\w)@[\w-]+\.\w\w)"
)
SUSPECT = re.compile(r"@|\d\d[ -]?\d\d")
"""Quick to look for, and in all that `PERSONAL` finds."""
PERSONAL_NAMES = {"phone": "et telefonnummer", "cpr": "et CPR-nummer", "mail": "en mailadresse"}


def right_is_longest(thing: Taught) -> Iterator[Finding]:
    """Q09, the habit; the single question is in options.py."""
    lengths = [
        (max(len(option.text.plain) for option in each.right), max(len(option.text.plain) for option in each.others))
        for each in thing.choices
        if each.right and each.others
    ]
    longest = sum(right > LONGEST_BY * other for right, other in lengths)
    if len(lengths) >= A_PATTERN and longest > SHARE * len(lengths):
        yield Finding(
            "Det rigtige svar er det længste i over halvdelen af spørgsmålene. Kort nogle af dem ned.",
            figure=f"{longest} af {len(lengths)}",
        )


def right_at_same_place(thing: Taught) -> Iterator[Finding]:
    """Q10: questions with one right option, for their order is the file's."""
    places = Counter(each.options.index(each.right[0]) for each in thing.choices if len(each.right) == 1)
    (place, count), total = next(iter(places.most_common(1)), (0, 0)), places.total()
    if total >= A_PATTERN and count > SHARE * total:
        yield Finding(
            f"Det rigtige svar står som nummer {place + 1} i over halvdelen af spørgsmålene. Flyt nogle af dem.",
            figure=f"{count} af {total}",
        )


def few_scenarios(thing: Taught) -> Iterator[Finding]:
    """Q18: testing transfers best to application (Pan & Rickard 2018)."""
    told, total = sum(map(is_scenario, thing.questions)), len(thing.questions)
    if told < SHARE * total:
        yield Finding(
            "Under halvdelen af spørgsmålene fortæller en situation. Lad flere begynde med noget, der sker.",
            figure=f"{told} af {total}",
        )


def question_count(thing: Taught) -> Iterator[Finding]:
    """M01"""
    count = len(thing.questions)
    if not FEWEST_QUESTIONS <= count <= MOST_QUESTIONS:
        yield Finding(
            f"Modulet skal have {FEWEST_QUESTIONS} til {MOST_QUESTIONS} spørgsmål. Skriv flere, eller flyt nogle.",
            figure=str(count),
        )


def reflection_missing(thing: Taught) -> Iterator[Finding]:
    """M02"""
    if not any(prompt.kind == "reflection" for prompt in thing.version.prompts):
        yield Finding('Modulet mangler en refleksion. Skriv en med "::: refleksion id".')


def too_long(thing: Taught) -> Iterator[Finding]:
    """M03"""
    if thing.version.minutes > MOST_MINUTES:
        yield Finding(
            f"Modulet tager over {MOST_MINUTES} minutter. Kort teksten ned, eller del modulet i to.",
            figure=f"{thing.version.minutes} minutter",
        )


def hard_to_read(thing: Taught) -> Iterator[Finding]:
    """M04"""
    found = lix(thing.version.own_text)
    if found > HARD:
        yield Finding(
            f"Teksten har LIX over {HARD} og er svær at læse. Brug kortere ord, og sæt flere punktummer.",
            figure=f"LIX {found}",
        )


def abbreviation(thing: Taught) -> Iterator[Finding]:
    """M05: explained is "LUS (lederudviklingssamtale)", "lederudviklingssamtale (LUS)", "LUS er ..." or a term."""
    first: dict[str, str] = {}
    for text in thing.version.own_text:
        for short in ABBREVIATION.findall(text):
            first.setdefault(short, text)
    source = thing.course.texts.get(thing.path, "")
    for short, text in first.items():
        explained = rf"\b{short}\b[\w'’-]*\s*(?:\(|(?:er|står for|betyder)\b)|\({short}\b"
        as_term = rf"(?i:\[\[|::: *(?:begreb|term) +){short}\b"
        if not re.search(explained, text) and not re.search(as_term, source):
            at = re.search(rf"\b{short}\b", source)
            yield Finding(
                f'"{short}" er ikke forklaret. Skriv ordet helt ud første gang og forkortelsen i parentes.',
                source.count("\n", 0, at.start()) + 1 if at else None,
            )


def several_partner_tasks(thing: Taught) -> Iterator[Finding]:
    """M06"""
    count = sum(isinstance(step, Together) for step in thing.version.steps)
    if count > 1:
        yield Finding("Modulet har flere opgaver til makkere. Behold én af dem.", figure=str(count))


def personal_data(thing: Written) -> Iterator[Finding]:
    """Q22"""
    for number, line in enumerate(thing.text.split("\n"), start=1):
        if SUSPECT.search(line):
            for kind in dict.fromkeys(match.lastgroup for match in PERSONAL.finditer(line)):
                yield Finding(f"Her står noget, der ligner {PERSONAL_NAMES[str(kind)]}. Slet det.", number)


def not_worked_with(thing: Expected) -> Iterator[Finding]:
    """C01"""
    hidden = [row.level for row in thing.rows if not row.shown]
    unused = [row.level for row in thing.rows if not row.worked_with]
    parts: list[str] = []
    if hidden:
        parts.append(f"Intet modul viser forventningen{_to(thing, hidden)}.")
    if unused:
        parts.append(f"Ingen spørgsmål og refleksioner arbejder med den{_to(thing, unused)}.")
    if parts:
        yield Finding(f'"{thing.statement.id}": {" ".join(parts)} Giv den en plads i et modul.')


def _to(thing: Expected, levels: list[str]) -> str:
    return "" if len(levels) == len(thing.levels) else f" for {level_names(thing.course, levels)}"


def level_names(course: Course, levels: list[str]) -> str:
    """`Direktører, Centerchefer og Leder af ledere`."""
    return listed([level.name if (level := course.level(id)) else id for id in levels])


def listed(names: list[str]) -> str:
    return " og ".join([", ".join(names[:-1]), names[-1]] if len(names) > 1 else names)
