"""Names in Danish order and names folded for search; databases do neither in the same way."""

import unicodedata

LAST = {"æ": "{", "ä": "{", "ø": "|", "ö": "|", "å": "}"}
"""The last three letters of the Danish alphabet, as signs that sort after z."""


def sort_name(name: str) -> str:
    """A key that sorts as the Danish alphabet does: æ, ø, å last, aa as å, accents ignored."""
    folded = " ".join(name.casefold().split()).replace("aa", "å")
    return "".join(LAST.get(letter) or _plain(letter) for letter in folded)


def search_name(name: str, email: str) -> str:
    """Name and address, folded, so that `oedegaard`, `ødegård` and `ODEGARD` all find Ødegård."""
    folded = " ".join(name.casefold().split())
    return f"{fold(folded)} {fold(folded, long=True)} {email.casefold()}"


def fold(text: str, *, long: bool = False) -> str:
    """Lower case without Danish letters and accents; `long` writes them out: å as aa instead of a."""
    letters = {"æ": "ae", "ø": "oe", "å": "aa"} if long else {"æ": "ae", "ø": "o", "å": "a"}
    return "".join(letters.get(letter) or _plain(letter) for letter in text.casefold())


def _plain(letter: str) -> str:
    return "".join(each for each in unicodedata.normalize("NFKD", letter) if not unicodedata.combining(each))
