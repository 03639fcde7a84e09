"""Sentences in running text that expect something of a leader, and those that only tell."""

import re

from course.importer import labels
from course.importer.labels import sentences
from course.importer.levels import subject_role

WHO = r"(?:vi|lederen|lederne|ledere|du|alle ledere|som ledere?|chefen|cheferna|ledaren|we|leaders|you|the leader|managers|lederens)"
DEMAND = re.compile(
    r"\b(?:skal|må ikke|bør|forventes|forventer|forventning|forpligter|forpligtet|forpligtelser?|forpligtigelse|fordrer|stiller krav|afgørende|forudsætning|er vigtigt|alle (?:ledere|ledelsesroller|lederroller|niveauer)|[a-zæøå]{3,}er vi|"
    r"ska|måste|förväntas|förväntar|skall|må|forventer|krever|must|should|shall|are expected|is expected|expects?|required|"
    r"del af (?:ledelses|din|vores)opgaven|ledelsesopgave|er der behov for|(?:du|vi|lederen) et (?:særligt )?ansvar|(?:dit|ditt|your) ansvar|"
    r"(?:er|vil sige|betyder|handler(?: også| især)? om),? (?:at|når) (?:vi|du|lederen|lederne|ledere))\b",
    re.IGNORECASE,
)
ACTS = re.compile(
    rf"^(?:derfor |kort sagt,? |samtidig |desuden |hver dag )?(?:{WHO})\s+(?!er (?:en|et|én|ét)\b)(?:\w+)",
    re.IGNORECASE,
)
DOES = re.compile(r"^(?:den \w+ leder|lederen|som (?:leder|ledere|organisation)|(?:ledare|leader)n?)\b", re.IGNORECASE)
TELLS = re.compile(
    r"^(?:det handler om|det gælder ikke|det essentielle|målet er|formålet|ambitionen|ledelsesgrundlaget|dette dokument|dokumentet|det (?:er|skete)\b|fx |for eksempel|"
    r"en \w+ opgave|i årets|på de følgende|this (?:document|framework)|the purpose|syftet|hensikten|vi (?:får|har arbejdet|har ønsket|glæder|tror|står)\b)",
    re.IGNORECASE,
)


FELLOW = re.compile(
    r"^(?:God |Godt |Good |Gott )?(?:ledelse|lederskab|leadership|ledarskap|ledelse)\b.{0,25}\b(?:vi|we)\b",
    re.IGNORECASE,
)
"""`God ledelse er, når vi ...`"""
FRAGMENT = re.compile(r"^(?:Både|Herunder|Hverken|Især)\b")
"""What such a sentence says belongs to the one before."""
POINTS_BACK = re.compile(r"^(?:De|Disse|Dem|They|These) (?:skal|må|bør|er|ska|must|should|are)\b|^Det er noget\b")
"""Without the sentence before it nobody knows whom such a sentence speaks of."""
OUTRIGHT = re.compile(
    r"^(?:Vi|Du|Lederen|Ledere|Ledaren|We|You|Leaders|Som ledere?)\s+(?:vi |du )?(?:skal|ska|must|bør)\b"
)


def outright(paragraph: str) -> list[str]:
    """The sentences of a short paragraph that demand outright."""
    return [sentence for sentence in sentences(paragraph) if OUTRIGHT.match(sentence)]


FOR_ALL = re.compile(
    r"^(?:Alle|Alla|All|Vores|Våra|Våre|Our)?\s*(?:ledere|chefer|ledare|sjefer|leaders|managers)\b.{0,40}?\b(?:skal|ska|skall|må|måste|must|should|shall|bør|bör|forventes|förväntas|are expected)\b",
    re.IGNORECASE,
)


def for_all(paragraph: str) -> list[str]:
    """The sentences that say outright what all leaders are to do."""
    return [sentence for sentence in sentences(paragraph) if FOR_ALL.match(sentence) and len(sentence.split()) > 4]


def expectations(paragraph: str) -> list[str]:
    """The sentences of a paragraph that expect something, each with the sentence that it needs to be understood."""
    found: list[str] = []
    before = ""
    for sentence in sentences(paragraph):
        if FRAGMENT.match(sentence) and found and found[-1] == before:
            found[-1] += " " + sentence
        elif _expects(sentence):
            if before and POINTS_BACK.match(sentence):
                found = [each for each in found if each != before]
                sentence = f"{before} {sentence}"
            found.append(sentence)
        before = sentence
    return found


def _expects(sentence: str) -> bool:
    if len(sentence.split()) < 4 or sentence.endswith(("?", ":")) or labels.QUOTE.match(sentence):
        return False
    if not sentence[0].isupper():
        return False
    if FELLOW.match(sentence):
        return True
    if (TELLS.match(sentence) or re.search(r"\bdet handler om\b", sentence)) and not re.search(
        r"\bskal\b|^Det er noget\b|\b(?:dit|ditt) ansvar\b", sentence
    ):
        return False
    if any(pattern.search(sentence) for pattern in (DEMAND, ACTS, DOES)):
        return True
    return subject_role(sentence) is not None
