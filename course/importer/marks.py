"""Letters and marks: odd letters made plain, bullets and numbers in front of a line."""

import re
from collections import Counter
from collections.abc import Sequence
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
SIGNS = "\x00•×‣◦▪▫■□●○◆◇♦❖➢➤►▶▸✓✔✗→⇒»·∙⁃\x7f\uf0b7\uf0a7\uf0d8\uf0fc\uf076\uf06e"
SIGN = re.compile(rf"^\s*[{SIGNS}\ue000-\uf8ff]+\s*")
DASH = re.compile(r"^\s*[-–—*+]\s+(?=\S)")
LETTER = re.compile(r"^\s*([a-zA-ZüØøàè§¡])[\s�]+(?=\S)")
NUMBER = re.compile(r"^\s*(?:\d{1,2}[.)]|\(?[a-z]\)|\d{1,2}(?=\s+[A-ZÆØÅÄÖ]))\s*(?=\S)")
ENDS = (".", "!", "?", ":", ";", ".”", '."', "!”", "?”", ".)", "…")
STAY_OPEN = frozenset(
    """
    og eller af i på til med for om at den det de en et som samt fra ved mellem hos der hvor når hvis fordi men end ikke vores deres
    alle hvad hvordan både nye inden under the of and or to in with are is our their och av att som ett från är och å
    """.split()
)
"""A line that ends with one of these goes on."""
SOFT_END = re.compile(r"\xad\s*$")
"""A soft hyphen at a line's end is where a word is cut."""


@lru_cache(maxsize=8192)
def clean(text: str) -> str:
    """The text without soft hyphens and marks of unreadable letters, ligatures taken apart, spaces folded."""
    return " ".join((text if text.isascii() else text.translate(ODD)).split())


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
    if sign and not (sign[0].strip() == "»" and sign[0][-1:] == "»"):  # »Citat«
        return sign[0]
    letter = LETTER.match(text)
    if letter and letter[1] in odd:
        return letter[0]
    dash = DASH.match(text)
    return dash[0] if dash else None
