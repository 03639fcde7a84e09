"""The words of a document: which are whole, and which were cut at the end of a line."""

import itertools
import re
from collections import Counter
from collections.abc import Iterable, Sequence

from course.importer.document import Line
from course.importer.marks import clean

WORD = re.compile(r"[^\W\d_]+(?:-[^\W\d_]+)*")
LAST = re.compile(r"([^\W\d_]+)\s*$")


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


def _seams(lines: Sequence[Line]) -> Iterable[tuple[str, str, bool]]:
    """The last word of each line, the first of the next if that is small, and whether a space stands between."""
    for line, after in itertools.pairwise(lines):
        first = re.match(r"\s*([^\W\d_]+)", after.text)
        if first and first[1].islower() and (last := LAST.search(line.text[-60:])):
            yield last[1].casefold(), first[1].casefold(), line.text.endswith(" ")
