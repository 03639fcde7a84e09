"""Names in Danish order and names folded for search; databases do neither in the same way."""

import re
import unicodedata

LAST = {"æ": "{", "ä": "{", "ø": "|", "ö": "|", "å": "}"}
"""The last three letters of the Danish alphabet, as signs that sort after z."""
EMAIL = re.compile(r"[^@\s\"'<>(),:;\\]{1,64}@[^@\s\"'<>(),:;\\]+\.[^@\s\"'<>(),:;\\.]{2,}")
PLAIN = {"æ": "ae", "ø": "o"}
LONGEST = 400
"""Letters of a folded name or address: some signs of other scripts are many letters when written out."""


def sort_name(name: str) -> str:
    """A key that sorts as the Danish alphabet does: æ, ø, å last, aa as å, accents ignored."""
    folded = " ".join(name.casefold().split()).replace("aa", "å")
    return "".join(LAST.get(letter) or _plain(letter) for letter in folded)[:LONGEST]


def search_name(name: str, email: str) -> str:
    """Name and address, folded, so that `oedegaard`, `ødegård`, `Ødegaard` and `ODEGARD` all find Ødegård."""
    return f"{fold(name)[:LONGEST]} {fold(email)[: LONGEST // 2]}"


def fold(text: str) -> str:
    """Lower case, single spaces, no accents, and one spelling where Danish has several: å and aa as a, ø and oe as o."""
    lower = " ".join(text.casefold().split())
    plain = "".join(PLAIN.get(letter) or _plain(letter) for letter in lower)
    return plain.replace("aa", "a").replace("oe", "o")


def _plain(letter: str) -> str:
    if letter.isascii():
        return letter
    return "".join(each for each in unicodedata.normalize("NFKD", letter) if not unicodedata.combining(each))
