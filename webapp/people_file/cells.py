"""What stands in a cell: addresses, names, paths, dates and roles."""

import re
from datetime import date

from webapp.models import Role
from webapp.names import EMAIL
from webapp.people_file.problems import (
    NO_EMAIL,
    TOO_LONG,
    WRONG_DATE,
    WRONG_EMAIL,
    WRONG_NAME,
    WRONG_ROLE,
    Problem,
)
from webapp.units import LONGEST_NAME, read_path

SHOWN = 60
"""Letters of a cell that a sentence repeats."""
DEEPEST = 12
"""Names in a unit's path."""
SIGNS = re.compile(r"[\x00-\x1f\x7f<>\ufffd\ud800-\udfff]")
DANISH_DATE = re.compile(r"(\d{1,2})[./-](\d{1,2})[./-](\d{4}|\d\d)(?: 0?0[:.]00(?:[:.]00)?)?", re.ASCII)
ISO_DATE = re.compile(r"(\d{4})-(\d\d)-(\d\d)(?:[ T]00:00(?::00(?:\.0+)?)?)?", re.ASCII)
EARLIEST, LATEST = 1950, 2100
ROLES = {
    "ny leder": Role.LEADER,
    "new leader": Role.LEADER,
    "leder": Role.MANAGER,
    "manager": Role.MANAGER,
    "nærmeste leder": Role.MANAGER,
    "forfatter": Role.AUTHOR,
    "author": Role.AUTHOR,
    "hr-administrator": Role.ADMIN,
    "hr administrator": Role.ADMIN,
    "administrator": Role.ADMIN,
    "admin": Role.ADMIN,
    "hr": Role.ADMIN,
}


class WrongCell(Exception):
    """A cell cannot be read; `problem` says what to do."""

    def __init__(self, text: str, **values: str) -> None:
        super().__init__(text)
        self.problem = Problem(text, values)


def read_email(cell: str) -> str:
    """:raises WrongCell: if it is empty, or no address"""
    if not cell:
        raise WrongCell(NO_EMAIL)
    return _address(cell)


def read_manager(cell: str) -> str:
    """The manager's address; empty when the cell is.

    :raises WrongCell: if it is no address
    """
    return _address(cell) if cell else ""


def _address(cell: str) -> str:
    address = cell.lower()
    if not EMAIL.fullmatch(address) or len(address) > 254 or SIGNS.search(address):
        raise WrongCell(WRONG_EMAIL, value=cell[:SHOWN])
    return address


def read_words(cell: str, column: str, longest: int) -> str:
    """A name or a level, with single spaces; empty when the cell is.

    :raises WrongCell: if it is too long, or holds signs that no name has
    """
    text = " ".join(cell.split(" "))
    if SIGNS.search(text):
        raise WrongCell(WRONG_NAME)
    text = " ".join(text.split())
    if len(text) > longest:
        raise WrongCell(TOO_LONG, column=column, count=str(longest))
    return text


def read_unit(cell: str, column: str) -> tuple[str, ...]:
    """A unit's path; empty when the cell is.

    :raises WrongCell: if a name in it is too long or holds signs that no name has
    """
    path = tuple(read_words(name, column, LONGEST_NAME) for name in read_path(cell))
    if SIGNS.search(cell.replace(">", "")):
        raise WrongCell(WRONG_NAME)
    if len(path) > DEEPEST:
        raise WrongCell(TOO_LONG, column=column, count=str(LONGEST_NAME))
    return path


def read_date(cell: str) -> date | None:
    """`3.4.2026`, `03-04-26` or `2026-04-03`; None when the cell is empty.

    :raises WrongCell: if it is no date, or one that no working life has
    """
    if not cell:
        return None
    try:
        if found := ISO_DATE.fullmatch(cell):
            year, month, day = (int(part) for part in found.groups())
        elif found := DANISH_DATE.fullmatch(cell):
            day, month, year = (int(part) for part in found.groups())
            year += 2000 if year < 100 else 0
        else:
            raise ValueError(cell)
        if not EARLIEST <= year < LATEST:
            raise ValueError(cell)
        return date(year, month, day)
    except ValueError as error:
        raise WrongCell(WRONG_DATE, value=cell[:SHOWN]) from error


def read_roles(cell: str) -> frozenset[Role] | None:
    """The roles; None when the cell is empty, which leaves them as they are.

    :raises WrongCell: if one of them does not exist
    """
    words = [" ".join(word.split()) for word in re.split(r"[,;/|+]| og | and ", cell.casefold())]
    for word in words:
        if word and word not in ROLES:
            raise WrongCell(WRONG_ROLE, value=word[:SHOWN])
    return frozenset(ROLES[word] for word in words if word) or None
