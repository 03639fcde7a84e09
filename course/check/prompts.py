"""Rules about a prompt: a reflection or a plan (content guide, 4)."""

import re
from collections.abc import Iterator

from course.check.rules import Finding, Prompted
from course.check.wording import words

MOST_WORDS = 45
"""Judgement; a prompt should ask one thing (Boud & Walker 1998)."""
MOST_QUESTIONS = 2
OWN_SITUATION = {"du", "dig", "din", "dit", "dine", "sidst", "sidste", "seneste"}
PEOPLE = r"(?:medarbejder|kollega|kolleger|leder|borger|person)\w*"
NAMES = re.compile(
    rf"(?<!ikke )(?<!uden )\b(?:navn|navnet|navne|navnene|navngiv)\b|\b(?:hvad hedder|hvem er|hvem var)\b"
    rf"|\b(?:hvilken|hvilke) {PEOPLE}\b",
    re.IGNORECASE,
)


def too_long(thing: Prompted) -> Iterator[Finding]:
    """R01"""
    if len(words(thing.prompt.plain)) > MOST_WORDS:
        yield Finding(f"Teksten er på over {MOST_WORDS} ord. Behold én situation og ét spørgsmål.")


def many_questions(thing: Prompted) -> Iterator[Finding]:
    """R02"""
    if thing.prompt.plain.count("?") > MOST_QUESTIONS:
        yield Finding("Der er mere end to spørgsmål. Behold det, der sætter mest i gang.")


def own_situation(thing: Prompted) -> Iterator[Finding]:
    """R03"""
    if not OWN_SITUATION & set(words(thing.prompt.plain.casefold())):
        yield Finding('Teksten peger ikke på lederens egen hverdag. Begynd for eksempel med "Tænk på sidste gang, du".')


def asks_for_names(thing: Prompted) -> Iterator[Finding]:
    """R04"""
    if match := NAMES.search(thing.prompt.plain):
        yield Finding(f'"{match[0]}" beder om at få en person nævnt. Spørg til situationen i stedet.')
