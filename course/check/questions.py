"""Rules about a question of any kind: its stem, what it covers, how it reads."""

import re
from collections.abc import Iterator
from functools import lru_cache
from html import unescape

from course.check.rules import Asked, Chosen, Finding
from course.check.wording import lix, outside_quotes, sentences, words
from course.framework import Framework
from course.problem import nearest
from course.quiz import HOW_MANY, Choice, Question, texts_of

MOST_STEM_WORDS, MOST_OPTION_WORDS = 80, 25
MOST_STATEMENTS = 3
"""A question covers at most so many statements at a level."""
COPIED_RUN = 8
"""Words in a row that show a text was copied (judgement)."""
HARD = 45
"""LIX above which a text is hard to read (judgement; the sources measure 45 to 55)."""
SITUATION = 12
"""Words of a single sentence that is long enough to tell a situation (judgement)."""

NEGATION = re.compile(r"\b(?:ikke|aldrig|ingen|intet|uden)\b", re.IGNORECASE)
NOT_OURS = re.compile(r'<q class="statement">.*?</q>|<span popover.*?</span>', re.DOTALL)
BOLD = re.compile(r"<strong>(.*?)</strong>", re.DOTALL)
TAG = re.compile(r"<[^<>]*>")
BOLD_MARK = "\x02"
BLANK = re.compile(r"_{2,}|(?:\.{3}|…)\s+[a-zæøå]")
OPINION = re.compile(r"\bhvad (?:synes|mener|tænker) du\b|\bhvordan har du det med\b", re.IGNORECASE)


def is_scenario(question: Question) -> bool:
    """Whether a choice question tells a situation: two sentences or more, the question among them, or one of 12 words.

    "Vælg to." is an instruction and counts as no sentence.
    """
    told = [sentence for sentence in sentences(question.stem.plain) if not HOW_MANY.match(sentence)]
    return isinstance(question.kind, Choice) and (
        len(told) > 1 or any(len(words(sentence)) >= SITUATION for sentence in told)
    )


def negation(thing: Asked) -> Iterator[Finding]:
    """Q13"""
    for sentence in sentences(_marked(thing.question.stem.html)):
        found = list(NEGATION.finditer(sentence)) if sentence.endswith("?") else []
        if len(found) > 1:
            yield Finding("Spørgsmålet nægter to gange. Spørg til det, lederen skal gøre.", severity="error")
        elif found and sentence[found[0].start() - 1 : found[0].start()] != BOLD_MARK:
            yield Finding(f'"{found[0][0]}" er let at overse. Skriv det med fed, eller spørg uden.')


def _marked(html: str) -> str:
    """The stem's own words outside quotation marks; a mark stands before each negation in bold."""
    html = BOLD.sub(lambda bold: NEGATION.sub(BOLD_MARK + r"\g<0>", bold[1]), NOT_OURS.sub(" ", html))
    return outside_quotes(unescape(TAG.sub(" ", html)))


def no_question(thing: Chosen) -> Iterator[Finding]:
    """Q16"""
    stem = thing.question.stem.plain
    if "?" not in stem:
        yield Finding('Teksten spørger ikke om noget. Slut den med et spørgsmål og "?".')
    if BLANK.search(outside_quotes(stem)):
        yield Finding("Teksten har et hul midt i. Skriv den som en situation og et helt spørgsmål.")


def too_long(thing: Asked) -> Iterator[Finding]:
    """Q17; the options' beginnings are in options.py."""
    if len(words(thing.question.stem.plain)) > MOST_STEM_WORDS:
        yield Finding(f"Spørgsmålet er på over {MOST_STEM_WORDS} ord. Behold det, man skal vide for at svare.")
    kind = thing.question.kind
    lines = [option.line for option in kind.options] if isinstance(kind, Choice) else []
    for position, text in enumerate(texts_of(kind)):
        if len(words(text.plain)) > MOST_OPTION_WORDS:
            yield Finding(
                f"Svarmuligheden er på over {MOST_OPTION_WORDS} ord. Kort den ned til én handling.",
                lines[position] if lines else None,
            )


def copied_stem(thing: Asked) -> Iterator[Finding]:
    """Q19, the stem"""
    yield from _copied(thing, thing.question.stem.plain, thing.line)


def copied_option(thing: Chosen) -> Iterator[Finding]:
    """Q19, the right options"""
    for option in thing.right:
        yield from _copied(thing, option.text.plain, option.line)


def _copied(thing: Asked, text: str, line: int) -> Iterator[Finding]:
    known = framework_runs(thing.course.framework)
    run = next((run for run in _runs(text) if run in known), None)
    if run:
        words_of_theirs = " ".join(run)
        yield Finding(
            f'"{words_of_theirs}" er ledelsesgrundlagets ord. Sig det med egne ord, eller citér med [[#id]].', line
        )


@lru_cache(maxsize=64)
def framework_runs(framework: Framework) -> frozenset[tuple[str, ...]]:
    """Every run of eight words of the framework's statements, definitions and terms."""
    texts = [statement.text for statement in framework.statements]
    texts += [paragraph for place in framework.places() for paragraph in place.definition.split("\n\n")]
    texts += [term.text for term in framework.terms]
    return frozenset(run for text in texts for run in _runs(text))


def _runs(text: str) -> Iterator[tuple[str, ...]]:
    found = words(text.casefold())
    return zip(*(found[start:] for start in range(COPIED_RUN)), strict=False)


def covers_something(thing: Asked) -> Iterator[Finding]:
    """Q20"""
    framework, covers = thing.course.framework, thing.question.covers
    unknown = [reference for reference in covers if not framework.knows(reference)]
    for reference in unknown:
        near = nearest(reference, framework.references())
        yield Finding(f'Intet i ledelsesgrundlaget hedder "{reference}". Ret "dækker=".{near}')
    if not unknown and not framework.named(covers):
        yield Finding('Spørgsmålet peger ikke på en forventning. Skriv den efter "dækker=" i åbningen.')


def opinion(thing: Asked) -> Iterator[Finding]:
    """Q21: what a person in the case is asked does not count."""
    if OPINION.search(outside_quotes(thing.question.stem.plain)):
        yield Finding("Spørgsmålet beder om en holdning, og den kan ikke være rigtig. Gør det til en refleksion.")


def hard_to_read(thing: Asked) -> Iterator[Finding]:
    """Q23"""
    question = thing.question
    found = lix([question.stem.plain, *(text.plain for text in texts_of(question.kind))])
    if found > HARD:
        yield Finding(f"Spørgsmålet har LIX {found}; {HARD} er grænsen. Brug kortere ord, eller del en sætning.")


def covers_too_much(thing: Asked) -> Iterator[Finding]:
    """Q24, how many"""
    if len(thing.course.framework.for_level(thing.question.covers, thing.level)) > MOST_STATEMENTS:
        yield Finding('Spørgsmålet dækker mere end tre forventninger. Behold dem i "dækker=", som svaret afhænger af.')


def covers_other_level(thing: Asked) -> Iterator[Finding]:
    """Q24, whose: only a statement named by its own id; a theme may hold those of other levels."""
    for reference in thing.question.covers:
        statement = thing.course.framework.statement(reference)
        if statement and statement.level and statement.level not in thing.levels:
            yield Finding(
                f'"{reference}" gælder et andet ledelsesniveau end spørgsmålet. Ret "dækker=" eller "niveau=".'
            )


def explanation_missing(thing: Asked) -> Iterator[Finding]:
    """Q25"""
    question = thing.question
    if not isinstance(question.kind, Choice) and not (question.explanation and question.explanation.plain.strip()):
        yield Finding('Spørgsmålet mangler sin forklaring. Skriv "> ..." til sidst efter en tom linje.')
