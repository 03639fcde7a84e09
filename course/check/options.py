"""Rules about the options of a choice question and their feedback."""

import re
from collections.abc import Iterator
from statistics import mean

from course.check.rules import Chosen, Finding
from course.check.wording import folded, names, words
from course.quiz import Option, how_many

FEWEST_OPTIONS, MOST_OPTIONS = 3, 4
"""Three do as well as more (Rodriguez 2005); more lures teach more wrong (Butler et al. 2006)."""
FEWEST_FEEDBACK_WORDS = 5
"""Below it cannot say why, and only why helps (Van der Kleij 2015)."""
MOST_FEEDBACK_WORDS = 40
TELLING_LENGTH = 1.4
"""A right option this many times the mean of the others gives itself away (judgement)."""
CONTENT_WORD = 6
"""Letters of a word that carries meaning (judgement)."""
COMPARABLE = 12
"""Options compared with one another; more is a fault already, and comparing pairs costs the square."""

YES_OR_NO = {"ja", "nej", "sandt", "falsk", "ved ikke", "måske"}
VERDICT_WORDS = {
    *("rigtigt", "rigtig", "rigtige", "forkert", "forkerte", "korrekt", "korrekte", "desværre", "ja", "nej"),
    *("det", "er", "var", "et", "svar", "svaret"),
}
ALL_OR_NONE = re.compile(r"(?i:\b(?:alle|ingen af)\s+(?:de\s+)?(?:ovenstående|ovennævnte|nævnte)\b)|\b[A-F] og [A-F]\b")
ABSOLUTE = re.compile(r"\b(?:altid|aldrig|kun|alle|ingen|udelukkende|uanset hvad)\b", re.IGNORECASE)
VAGUE = re.compile(r"\b(?:ofte|normalt|typisk|som regel|måske|eventuelt)\b", re.IGNORECASE)
QUOTE_MARKS = "\"“”„»«'’"


def right_count(thing: Chosen) -> Iterator[Finding]:
    """Q01"""
    wanted, marked = how_many(thing.question.stem.plain), len(thing.right)
    if not marked:
        yield Finding('Ingen svarmulighed er den rigtige. Skriv "[x]" foran den.')
    elif wanted == 1 and marked > 1:
        yield Finding(f'{marked} svarmuligheder har "[x]". Behold det ene, eller skriv "Vælg to" i spørgsmålet.')
    elif wanted != marked:
        yield Finding(f'Spørgsmålet beder om {wanted} svar, men {marked} har "[x]". Ret teksten eller mærkerne.')


def option_count(thing: Chosen) -> Iterator[Finding]:
    """Q02"""
    count = len(thing.options)
    if count < FEWEST_OPTIONS:
        yield Finding("Der er for få svarmuligheder. Skriv mindst tre, som alle kunne ske.")
    elif count > MOST_OPTIONS:
        yield Finding(f"Der er {count} svarmuligheder. Behold de tre eller fire bedste.", severity="warning")


def yes_or_no(thing: Chosen) -> Iterator[Finding]:
    """Q03"""
    if {folded(option.text.plain) for option in thing.options} <= YES_OR_NO:
        yield Finding("Ja og nej kan man gætte. Skriv i stedet tre ting, man kunne gøre.")


def feedback_missing(thing: Chosen) -> Iterator[Finding]:
    """Q04"""
    for option in thing.options:
        if not _feedback(option, thing.level):
            yield Finding(
                'Svarmuligheden mangler sin tilbagemelding. Skriv "> ..." på linjen lige under den.', option.line
            )


def feedback_empty(thing: Chosen) -> Iterator[Finding]:
    """Q05"""
    for option in thing.options:
        said = words(_feedback(option, thing.level).casefold())
        if said and (len(said) < FEWEST_FEEDBACK_WORDS or set(said) <= VERDICT_WORDS):
            yield Finding(
                "Tilbagemeldingen siger ikke hvorfor. Skriv en sætning om, hvad valget fører til.", option.line
            )


def feedback_alike_or_long(thing: Chosen) -> Iterator[Finding]:
    """Q06"""
    said = [_feedback(option, thing.level) for option in thing.options]
    if len(said) > 1 and said[0] and len({folded(each) for each in said}) == 1:
        yield Finding("Alle svarmuligheder har samme tilbagemelding. Skriv, hvad hvert valg koster eller giver.")
    for option, text in zip(thing.options, said, strict=True):
        if len(words(text)) > MOST_FEEDBACK_WORDS:
            yield Finding(
                f"Tilbagemeldingen er på over {MOST_FEEDBACK_WORDS} ord. Kort den ned til en eller to sætninger.",
                option.line,
            )


def all_or_none(thing: Chosen) -> Iterator[Finding]:
    """Q07"""
    for option in thing.options:
        if match := ALL_OR_NONE.search(option.text.plain):
            yield Finding(f'"{match[0]}" peger på de andre svar. Skriv en handling i stedet.', option.line)


def options_alike(thing: Chosen) -> Iterator[Finding]:
    """Q08: compared as written, for `[[#a]]` and `[[#b]]` read alike once the quotation is left out."""
    seen: set[str] = set()
    for option in thing.options:
        text = folded(option.text.written)
        if text in seen:
            yield Finding("Svarmuligheden står to gange. Skriv den ene om.", option.line)
        seen.add(text)
    if len(thing.options) <= COMPARABLE:
        for text in seen:
            if any(f" {text} " in f" {other} " for other in seen if other != text):
                line = next(option.line for option in thing.options if folded(option.text.written) == text)
                yield Finding("En anden svarmulighed rummer hele denne. Gør dem mere forskellige.", line, "warning")


def right_stands_out(thing: Chosen) -> Iterator[Finding]:
    """Q09, the single question; the habit over a module is in modules.py."""
    lengths = [len(option.text.plain) for option in thing.others]
    for option in thing.right if lengths else ():
        if len(option.text.plain) > TELLING_LENGTH * mean(lengths):
            yield Finding(
                "Det rigtige svar er meget længere end de andre. Kort det ned, eller byg de andre ud.", option.line
            )


def absolute_words(thing: Chosen) -> Iterator[Finding]:
    """Q11"""
    for option in thing.options:
        if match := ABSOLUTE.search(option.text.plain):
            yield Finding(f'"{match[0]}" røber, om svaret holder. Skriv det uden.', option.line)


def vague_words(thing: Chosen) -> Iterator[Finding]:
    """Q12"""
    for option in thing.options:
        if match := VAGUE.search(option.text.plain):
            yield Finding(f'"{match[0]}" kan betyde hvad som helst. Skriv, hvad der sker.', option.line)


def word_gives_away(thing: Chosen) -> Iterator[Finding]:
    """Q14: a word of the stem that only the right option repeats."""
    stem = thing.question.stem.plain
    proper = names(" ".join([stem, *(option.text.plain for option in thing.options)]))
    content = {word for word in _word_set(stem) if len(word) >= CONTENT_WORD} - proper
    elsewhere = {word for option in thing.others for word in _word_set(option.text.plain)}
    for option in thing.right if thing.others else ():
        for word in sorted(content & _word_set(option.text.plain) - elsewhere):
            yield Finding(f'"{word}" står i spørgsmålet og kun i det rigtige svar. Brug et andet ord.', option.line)


def mixed_form(thing: Chosen) -> Iterator[Finding]:
    """Q15"""
    texts = [option.text.plain for option in thing.options]
    plain = [text for text in texts if text and not text.startswith(tuple(QUOTE_MARKS))]
    if len({text.endswith((".", "!", "?", "…")) for text in plain}) > 1:
        yield Finding("Nogle svarmuligheder slutter med punktum, andre gør ikke. Gør dem ens.")


def same_beginning(thing: Chosen) -> Iterator[Finding]:
    """Q17, the options' part."""
    beginnings = [tuple(words(option.text.plain.casefold())[:3]) for option in thing.options]
    if len(beginnings) > 1 and len(beginnings[0]) == 3 and len(set(beginnings)) == 1:
        yield Finding("Alle svarmuligheder begynder med de samme ord. Flyt ordene op i spørgsmålet.")


def _feedback(option: Option, level: str) -> str:
    text = option.feedback_at(level)
    return text.plain.strip() if text else ""


def _word_set(text: str) -> set[str]:
    return set(words(text.casefold()))
