"""Mends what taking text out of a PDF breaks: words cut at line ends, odd bullets, page heads, feet and numbers."""

import itertools
import re
from collections import Counter
from collections.abc import Iterable, Sequence
from functools import lru_cache

from course.importer.document import Line

SOFT = dict.fromkeys(map(ord, "\u00ad\u200b\u200c\u200d\u2060\ufeff\ufffdªº"))
LIGATURES = {
    ord("ﬁ"): "fi",
    ord("ﬂ"): "fl",
    ord("ﬀ"): "ff",
    ord("ﬃ"): "ffi",
    ord("ﬄ"): "ffl",
    0xA0: " ",
    0x2007: " ",
    0x202F: " ",
}
ODD: dict[int, str | None] = {**LIGATURES, **SOFT}
WORD = re.compile(r"[^\W\d_]+(?:-[^\W\d_]+)*")
JOINERS = {"og", "eller", "samt", "and", "or", "och", "men", "til", "to", "und"}
"""After "viden-" these tell that the hyphen stands for a part left out."""
SIGNS = "•‣◦▪▫■□●○◆◇♦❖➢➤►▶▸✓✔✗→⇒»·∙⁃\x7f\uf0b7\uf0a7\uf0d8\uf0fc\uf076\uf06e"
SIGN = re.compile(rf"^\s*[{SIGNS}\ue000-\uf8ff]+\s*")
DASH = re.compile(r"^\s*[-–—*+]\s+(?=\S)")
LETTER = re.compile(r"^\s*([a-zA-ZüØøàè§¡])[\s�]+(?=\S)")
NUMBER = re.compile(r"^\s*(?:\d{1,2}[.)]|\(?[a-z]\)|\d{1,2}(?=\s+[A-ZÆØÅÄÖ]))\s*(?=\S)")
PAGE_NUMBER = re.compile(
    r"(?:(?:side|sida|page|s\.|p\.)\s*\d{1,4}(?:\s*(?:/|af|av|of)\s*\d{1,4})?|[-–]?\s*\d{1,4}\s*[-–]?(?:\s*(?:/|af|av|of)\s*\d{1,4})?)",
    re.IGNORECASE,
)
ENDS = (".", "!", "?", ":", ";", ".”", '."', "!”", "?”", ".)", "…")


@lru_cache(maxsize=8192)
def clean(text: str) -> str:
    """The text without soft hyphens and marks of unreadable letters, ligatures taken apart, spaces folded."""
    return " ".join((text if text.isascii() else text.translate(ODD)).split())


class Words:
    """The words that the document itself shows whole, to tell a cut word from two words."""

    def __init__(self, lines: Sequence[Line]) -> None:
        self.whole: Counter[str] = Counter()
        self.proper: Counter[str] = Counter()
        """Words that stand with a capital inside sentences."""
        ends = 0
        for line in lines:
            text = clean(line.text or " ".join(line.cells))
            found = list(WORD.finditer(text))
            for place, match in enumerate(found):
                ended = place > 0 and place == len(found) - 1 and (line.text.endswith(" ") or match.end() < len(text))
                inner = ended or 0 < place < len(found) - 1 or (place == 0 and len(found) > 1 and line.whole)
                if inner or line.whole:
                    self.whole[match[0].casefold()] += 1
                if place and match[0][0].isupper() and text[match.start() - 2 : match.start() - 1].islower():
                    self.proper[match[0]] += 1
            ends += line.text.rstrip()[-1:] == "-" and line.text.rstrip()[-2:-1].isalnum()
        seams = list(_seams(lines))
        cuts = [spaced for first, second, spaced in seams if self._certain(first, second)]
        spaced = sum(spaced for _first, _second, spaced in seams)
        self.spaces_tell = cuts.count(False) > 1 and cuts.count(True) * 8 <= len(cuts) and spaced > 3
        """Whether a space at a line's end tells that a word ends there."""
        self.cut_unmarked = ends * 40 <= len(lines) and len(cuts) > 1
        """Whether the document cuts words at line ends without a hyphen."""

    def _certain(self, first: str, second: str) -> bool:
        """Whether two word parts at a line end are one word beyond doubt: the whole is known, a part is not."""
        whole = first + second
        known = any(whole + ending in self.whole for ending in ("", "en", "et", "er", "n", "t", "s", "e"))
        return known and not (self.whole[first] and self.whole[second])

    def one(self, first: str, second: str, spaced: bool = False) -> bool:
        """Whether the last word of a line and the first of the next are one word, cut without a hyphen.

        :param spaced: the line ends with a space; where most lines do, that tells whole words from cut ones
        """
        first, second = first.casefold(), second.casefold()
        if not self.cut_unmarked or not first or not second:
            return False
        if self.spaces_tell:
            return not spaced
        if self._certain(first, second):
            return True
        if first + second in self.whole:
            return False
        return not self.known(second) and TAIL.fullmatch(second) is not None

    def known(self, word: str) -> bool:
        return (
            bool(self.whole[word])
            or word in COMMON
            or any(
                word.endswith(ending) and self.whole[word.removesuffix(ending)]
                for ending in ("e", "t", "r", "er", "s", "en", "et", "ne")
            )
        )


TAIL = re.compile(
    r"(?:[bdfgklmnprstv]{0,2}(?:ing|inger|ingen|ingerne|else|elser|elsen|erne|ende|eres|ede|ere)|[gklmnstv](?:e|en|er|et|es)|onen?|oner|[ts]?ion\w*|"
    r"ligt?|lige|heder?|heden|somhed\w*|skab\w{0,3}|ment\w{0,3}|tet|teter|rier|ner?|nes)"
)
"""What the second half of a cut word often looks like."""
COMMON = frozenset(
    # the commonest words of Danish, Norwegian, Swedish and English, and of leadership
    """
    ad af alle alt altid and andre at bedre bedst ble blev blive bliver blandt både da de dem den der deres det
    dette dig din dit efter egen eget egne eller en end endnu er et fem fik fire fordi fra frem fx få får gennem
    give giver god gode godt gør gøre ham han har have hele helt hen hende her hos hvad hver hvert hvilke hvilken
    hvis hvor hvordan hvorfor i igen ift ikke imod ind inden indenfor ingen intet ja jeg kan klar kom kort kun kunne
    lang lige lidt måde man mange med mellem men mens mere mest mig min mindre mod mål må nemt nogen noget nogle nok
    nu når nye nyt næste og også om omkring op os over overfor på rammer samme sammen samt se sig sin sine sit skal
    skabe skaber ske sker skulle som stor store stort stå står så sådan tage tager tid til tilbud to tre tror
    tydelig tydelige tydeligt ud uden under undgå var ved vedligehold vej vi vil ville vise viser vores vort være år
    åben åbne ældre arbejde arbejder borger borgere borgeren borgerne chef chefer drift faglig faglige fagligt fokus
    følge følger handle handler høj høje højt kommune kommunen krav kultur leder ledelse ledere lederen ledes løse
    løser løses medarbejder medarbejdere medarbejderne mening møde møder opgave opgaver opgaverne politik politiske
    politisk retning roller rum samarbejde sikre sikrer skabes tilgang tillid træffe træffer trivsel udvikle
    udvikler udvikling viden vilkår virke virker ændre støtte bidrage bidrager del dele deler dialog feedback
    handling helhed indsats indsatser løsning løsninger mulighed muligheder ansvar ro rolle resultat resultater
    kvalitet ressourcer økonomi behov brug bruge bruger brugt partnere interessenter parter relevante rigtige
    nødvendige tidspunkt mennesker hinanden tværs av blir bra där detta ditt dock du då ej ert ett finns från för
    före ger gör ha hade hon hur här in inte jag kommer kunna mellan mer mot mycket många måste ni när och också oss
    ska sina till ut utan vad vara varje vid vilka vår våra åt än är begge bli bør deg dere enn etter for gi gir
    gjør gjøre hva inn mellom opp seg slik sånn uten våre å a about all also an are as be between both but by can do
    each from good has how into is it its of on or our own people shall should so that the their them they this
    through together up us we what when which who will with work you your
    """.split()
)


LAST = re.compile(r"([^\W\d_]+)\s*$")


def _seams(lines: Sequence[Line]) -> Iterable[tuple[str, str, bool]]:
    """The last word of each line, the first of the next if that is small, and whether a space stands between."""
    for line, after in itertools.pairwise(lines):
        first = re.match(r"\s*([^\W\d_]+)", after.text)
        if first and first[1].islower() and (last := LAST.search(line.text[-60:])):
            yield last[1].casefold(), first[1].casefold(), line.text.endswith(" ")


def join(lines: Iterable[str], words: Words) -> str:
    """One text of the lines of a paragraph, cut words made whole."""
    text, spaced = "", False
    for line in lines:
        text = seam(text, clean(line), words, spaced) if text else clean(line)
        spaced = line.endswith(" ")
    return clean(text)


def seam(before: str, after: str, words: Words, spaced: bool = False) -> str:
    """Two neighbouring lines as one."""
    if not after:
        return before
    cut = re.search(r"(\w+)[-\u2010\u2011]$", before[-80:]) if before.endswith(("-", "\u2010", "\u2011")) else None
    if cut:
        first = re.match(r"[\w-]*", after)
        head = first[0] if first else ""
        if after[0].islower() and head.casefold() not in JOINERS:
            kept = f"{cut[1]}-{head}".casefold()
            return (
                f"{before}{after}"
                if words.whole[kept] and not words.whole[cut[1].casefold() + head.casefold()]
                else before[:-1] + after
            )
        if head.casefold() in JOINERS:
            return f"{before} {after}"
        return before + after
    if not words.cut_unmarked:
        return f"{before} {after}"
    last, first = LAST.search(before[-60:]), re.match(r"[^\W\d_]+", after)
    if last and first and first[0].islower() and words.one(last[1], first[0], spaced):
        return before + after
    return f"{before} {after}"


def whole_words(text: str, words: Words) -> str:
    """A text with words made whole that were cut inside a line, where the document shows the whole elsewhere."""
    if not words.cut_unmarked:
        return text

    def mend(match: re.Match[str]) -> str:
        first, second = match[1].casefold(), match[2].casefold()
        whole = (first + second) in words.whole and words.whole[second] <= 1 and second not in COMMON
        often = words.whole[first + second] > 2 and min(len(first), len(second)) > 4
        return match[1] + match[2] if whole or often else match[0]

    return re.sub(r"\b([^\W\d_]{3,})[ ]([^\W\d_]{3,})\b", mend, text)


def is_page_number(text: str) -> bool:
    return PAGE_NUMBER.fullmatch(text.strip()) is not None and not re.fullmatch(r"(?:19|20)\d\d", text.strip())


def without_page_furniture(lines: Sequence[Line]) -> list[Line]:
    """The lines with page numbers, and heads and feet that most pages repeat, made empty.

    A line that is followed by list items is a heading, however often it stands at the top of a page.
    """
    pages: dict[int, list[int]] = {}
    for place, line in enumerate(lines):
        if line.text.strip():
            pages.setdefault(line.page, []).append(place)
    result = list(lines)
    for share in (0.5, 0.8):
        pages = {
            page: kept
            for page, places in pages.items()
            if (kept := [place for place in places if result[place].text.strip()])
        }
        ends = [place for places in pages.values() for place in {places[0], places[-1]}]
        seen = Counter(_folded(lines[place].text) for place in ends)
        inside = _inside(lines, pages)
        begins = Counter(tuple(_folded(lines[place].text) for place in places[:3]) for places in pages.values())
        for places in pages.values():
            listed = begins[tuple(_folded(lines[place].text) for place in places[:3])] > 1 and len(places) > 4
            for place in {places[-1]} if listed else {places[0], places[-1]}:
                text = lines[place].text
                heads = place != places[-1] and bullet(lines[places[1]].text, ()) is not None
                often = len(pages) >= 3 and seen[_folded(text)] >= max(3, len(pages) * share) and len(text) < 120
                if is_page_number(text) or (often and not heads and clean(text) not in inside):
                    result[place] = Line("", lines[place].page)
    for place, line in enumerate(lines):
        text = line.text.strip()
        wordless = text and not any(letter.isalnum() for letter in text) and text not in SIGNS
        if wordless or (len(pages) > 1 and re.fullmatch(r"(?i)(side|page|sida)\s+\d+", text)):
            result[place] = Line("", line.page)
    return result


def _folded(text: str) -> str:
    return re.sub(r"\d+", "#", clean(text))


def _inside(lines: Sequence[Line], pages: dict[int, list[int]]) -> set[str]:
    """What stands in the middle of pages, as a heading that recurs does, or in a table."""
    middle = {clean(lines[place].text) for places in pages.values() for place in places[2:-2]}
    return middle | {clean(cell) for line in lines for cell in line.cells}


def odd_letters(lines: Sequence[Line]) -> tuple[str, ...]:
    """Single letters that begin so many lines that they must be bullets of a symbol font."""
    seen: Counter[str] = Counter()
    for line in lines:
        match = LETTER.match(line.text)
        if match and match[1] not in "iIåÅaA" and not re.match(r"^\s*[øö]\s+[a-z]", line.text):
            seen[match[1]] += 1
    return tuple(letter for letter, times in seen.items() if times >= 2)


def bullet(text: str, odd: Sequence[str]) -> str | None:
    """The mark at the beginning of a line, or None. A dash and a number count; the caller weighs them."""
    sign = SIGN.match(text)
    if sign:
        return sign[0]
    letter = LETTER.match(text)
    if letter and letter[1] in odd:
        return letter[0]
    dash = DASH.match(text)
    return dash[0] if dash else None
