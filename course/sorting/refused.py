"""Why an edit cannot be made, and what the edits share."""

from collections.abc import Iterable
from typing import TypeVar

Each = TypeVar("Each")

GONE = "Den forventning er der ikke mere. En kollega kan have flyttet eller slettet den."
NO_PLACE = "Den overskrift er der ikke mere. Vælg en anden."
NO_LEVEL = "Det ledelsesniveau er der ikke mere. Vælg et andet."
NO_TEXT = "Skriv forventningen med ord. Vil du af med den, så vælg Slet."
NO_NEXT = "Der står ingen forventning lige efter på samme sted og niveau."
TOO_LONG = "Teksten er for lang til én forventning. Del den op med linjeskift."
NO_NAME = "Skriv et navn."
NO_TITLE = "Skriv, hvad ledelsesgrundlaget hedder."
NO_ONE = 'Skriv også ordet for én leder på niveauet, så det passer efter "en": direktør.'
NEEDS_THEME = "Et fokuspunkt hører til under et tema. Vælg temaet."
LEVEL_TAKEN = "Et niveau hedder allerede sådan. Giv det et andet navn."
LEVELS_FULL = "Der kan højst være fem niveauer. Fjern eller omdøb et af de andre."


class Refused(Exception):
    """The edit cannot be made; the text is a Danish sentence that says what to do."""


def free_id(wanted: str, taken: Iterable[str]) -> str:
    """The wanted id, with a number behind it where it is taken."""
    known, id, number = set(taken), wanted, 2
    while id in known:
        id, number = f"{wanted}-{number}", number + 1
    return id


def swapped(items: tuple[Each, ...], one: Each, other: Each | None) -> tuple[Each, ...]:
    """The items with two of them in each other's place; as they are where there is no other."""
    if other is None:
        return items
    return tuple(other if each is one else one if each is other else each for each in items)
