"""The words of a mail in its reader's language, without a request."""

from datetime import date
from functools import cache
from pathlib import Path
from typing import Any

from babel.dates import format_date
from babel.support import NullTranslations, Translations

CATALOGUES = Path(__file__).parents[1] / "translations"


class Words:
    """Called with an English sentence it gives the reader's: `_("Hello %(name)s", name="Åse")`."""

    def __init__(self, language: str, today: date) -> None:
        self.language = language
        self.today = today
        self._catalogue = _catalogue(language)

    def __call__(self, message: str, **values: object) -> str:
        text: str = self._catalogue.gettext(message)
        return text % values if values else text

    def ngettext(self, one: str, many: str, number: int, **values: object) -> str:
        text: str = self._catalogue.ngettext(one, many, number)
        return text % (values | {"num": number})

    def day(self, value: date) -> str:
        """`3. april`; another year than this one is named."""
        pattern = "d. MMMM" if self.language == "da" else "d MMMM"
        return str(format_date(value, pattern if value.year == self.today.year else f"{pattern} y", self.language))

    def listed(self, items: list[str]) -> str:
        """`a, b og c`."""
        if len(items) < 2:
            return "".join(items)
        _ = self  # the name by which sentences are collected for translation
        return _("%(first)s and %(last)s", first=", ".join(items[:-1]), last=items[-1])


@cache
def _catalogue(language: str) -> Any:
    found = Translations.load(str(CATALOGUES), [language])
    return found if isinstance(found, Translations) else NullTranslations()
