"""What comes along when text is pasted from Word: its bullets, quotation marks and invisible signs."""

import re

INVISIBLE = re.compile("[\u00ad\u200b-\u200d\u2060\ufeff]")
BULLET = re.compile(r"^([ ]{0,3})[•·▪●◦‣–\uf0b7\uf0a7][ \t]+", re.MULTILINE)
NUMBER = re.compile(r"^([ ]{0,3}[0-9]{1,3})[.)]\t[ \t]*", re.MULTILINE)
SIGNS = str.maketrans(
    {"\u00a0": " ", "\u202f": " ", "\x0b": " ", "\x0c": " "} | dict.fromkeys("“”„‟", '"') | dict.fromkeys("‘’‚‛", "'")
)


FROM_WORD = re.compile(
    "[\u00ad\u200b-\u200d\u2060\ufeff\u00a0\u202f\x0b\x0c“”„‟‘’‚‛]"
    + "|(?:^|\n)[ ]{0,3}(?:[•·▪●◦‣–\uf0b7\uf0a7][ \t]|[0-9]{1,3}[.)]\t)"
)
"""Quick to look for, and in all that is cleaned."""


def clean(text: str) -> str:
    """The text as one would have typed it; its lines stay the same lines, and clean text stays as it is."""
    if not FROM_WORD.search(text):
        return text
    text = INVISIBLE.sub("", text).translate(SIGNS)
    return NUMBER.sub(r"\1. ", BULLET.sub(r"\1- ", text))
