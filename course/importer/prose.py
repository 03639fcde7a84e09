"""Sentences in running text that expect something of a leader, and those that only tell."""

import re

from course.importer import labels
from course.importer.labels import sentences

WHO = r"(?:vi|lederen|lederne|ledere|du|alle ledere|som ledere?|chefen|cheferna|ledaren|we|leaders|you|the leader|managers|lederens)"
DEMAND = re.compile(
    r"\b(?:skal|må ikke|bør|forventes|forventer|forventning|forpligte\w*|forpligtigelse|fordrer|stiller krav|afgørende|forudsætning|er vigtigt|alle (?:ledere|ledelsesroller|lederroller|niveauer)|[a-zæøå]{3,}er vi|"
    r"ska|måste|förväntas|förväntar|skall|må|forventer|krever|must|should|shall|are expected|is expected|expects?|required|"
    r"del af (?:ledelses|din|vores)opgaven|ledelsesopgave)\b",
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
OUTRIGHT = re.compile(
    r"^(?:Vi|Du|Lederen|Ledere|Ledaren|We|You|Leaders|Som ledere?)\s+(?:vi |du )?(?:skal|ska|must|bør)\b"
)


def outright(paragraph: str) -> list[str]:
    """The sentences of a short paragraph that demand outright."""
    return [sentence for sentence in sentences(paragraph) if OUTRIGHT.match(sentence)]


def expectations(paragraph: str) -> list[str]:
    """The sentences of a paragraph that expect something."""
    found: list[str] = []
    for sentence in sentences(paragraph):
        words = sentence.split()
        if len(words) < 4 or sentence.endswith(("?", ":")) or labels.QUOTE.match(sentence) or not sentence[0].isupper():
            continue
        if FELLOW.match(sentence):
            found.append(sentence)
            continue
        if (TELLS.match(sentence) or re.search(r"\bdet handler om\b", sentence)) and not re.search(
            r"\bskal\b", sentence
        ):
            continue
        if FRAGMENT.match(sentence) and found and paragraph.find(found[-1] + " " + sentence) >= 0:
            found[-1] += " " + sentence
            continue
        if DEMAND.search(sentence) or ACTS.match(sentence) or DOES.match(sentence):
            found.append(sentence)
    return found
