"""The headings a file may have, in Danish and English, and which column they mean."""

import re
from collections.abc import Sequence

from webapp.people_file.problems import NO_EMAIL_COLUMN, NO_NAME_COLUMN, TWO_COLUMNS, Problem

COLUMNS = {
    "name": "navn, name, fulde navn, full name, medarbejder, medarbejdernavn",
    "first": "fornavn, first name, given name",
    "last": "efternavn, last name, surname",
    "email": "e-mail, mail, e-post, e-mailadresse, mailadresse, e-mail address, arbejdsmail",
    "unit": "enhed, unit, afdeling, department, arbejdssted, organisation, enhedssti, unit path",
    "manager": "leder, manager, nærmeste leder, nearest manager, leders e-mail, leder e-mail, lederens e-mail, "
    "nærmeste leders e-mail, leders mail, leder mail, lederens mail, manager e-mail, manager's e-mail",
    "level": "niveau, level, ledelsesniveau, ledelseslag",
    "starts_on": "start, startdato, start date, starter, tiltræder, tiltrædelse, tiltrædelsesdato, første dag, "
    "første dag som leder, first day",
    "leaves_on": "fratræder, leaves, fratrædelse, fratrædelsesdato, slut, slutdato, end date, sidste dag, last day",
    "roles": "roller, rolle, roles, role",
}


def _key(heading: str) -> str:
    """What spellings have in common: `E-mail`, `e mail:` and `EMAIL`."""
    return re.sub(r"[\W_]+", "", heading.casefold())


BY_KEY = {_key(heading): column for column, headings in COLUMNS.items() for heading in headings.split(", ")}


def read_headings(row: Sequence[str]) -> tuple[dict[str, int], tuple[str, ...], Problem | None]:
    """Column -> its position; the headings that mean nothing to us; and what is wrong, if anything."""
    places: dict[str, int] = {}
    unknown: list[str] = []
    for position, heading in enumerate(row):
        column = BY_KEY.get(_key(heading))
        if column is None:
            unknown += [heading.strip()[:80]] if heading.strip() else []
        elif column in places:
            return {}, (), Problem(TWO_COLUMNS, {"heading": heading.strip()[:80]})
        else:
            places[column] = position
    if "email" not in places:
        return {}, (), Problem(NO_EMAIL_COLUMN)
    if not {"name", "first", "last"} & places.keys():
        return {}, (), Problem(NO_NAME_COLUMN)
    return places, tuple(unknown), None
