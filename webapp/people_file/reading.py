"""From the bytes of a file to its rows. It is total: any bytes give a result, never an exception."""

import csv
import io
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date
from typing import TypeVar

from webapp.models import Role
from webapp.people_file.cells import (
    WrongCell,
    read_date,
    read_email,
    read_manager,
    read_roles,
    read_unit,
    read_words,
)
from webapp.people_file.headings import read_headings
from webapp.people_file.problems import EMPTY, LEAVES_FIRST, NOT_A_TABLE, SPREADSHEET, TOO_MANY_ROWS, Problem
from webapp.people_file.text import decode, is_spreadsheet

MOST_ROWS = 50_000
DELIMITERS = ";,\t"
LONGEST_LEVEL = 100
LONGEST_PERSON = 200
Read = TypeVar("Read")


@dataclass(frozen=True, slots=True)
class Row:
    """A row of the file. What is empty or None leaves the person as she is."""

    line: int
    """As a spreadsheet numbers it: the headings are row 1."""
    email: str
    name: str
    unit: tuple[str, ...]
    manager: str
    """An address."""
    level: str
    starts_on: date | None
    leaves_on: date | None
    roles: frozenset[Role] | None
    problems: tuple[Problem, ...] = ()


@dataclass(frozen=True, slots=True)
class Reading:
    rows: tuple[Row, ...]
    unknown: tuple[str, ...] = ()
    """Headings of columns that are not used."""
    fault: Problem | None = None
    """Why the file cannot be read at all; there are no rows then."""


def read_people(data: bytes) -> Reading:
    """Read a file of people."""
    if is_spreadsheet(data):
        return Reading((), fault=Problem(SPREADSHEET))
    text = decode(data)
    delimiter, text, first = _delimiter(text)
    records = csv.reader(io.StringIO(text, newline=""), delimiter=delimiter)
    numbered = _numbered(records, first)
    line = first
    rows: list[Row] = []
    try:
        heading = next(numbered, None)
        if heading is None:
            return Reading((), fault=Problem(EMPTY))
        places, unknown, fault = read_headings(heading[1])
        if fault is not None:
            return Reading((), fault=fault)
        for line, cells in numbered:
            if len(rows) == MOST_ROWS:
                return Reading((), fault=Problem(TOO_MANY_ROWS, {"count": str(MOST_ROWS)}))
            rows.append(
                _read_row(line, {column: _cell(cells, at) for column, at in places.items()}, heading[1], places)
            )
    except csv.Error:
        return Reading((), fault=Problem(NOT_A_TABLE, {"line": str(line + 1)}))
    if not rows:
        return Reading((), unknown, Problem(EMPTY))
    return Reading(tuple(rows), unknown)


def _delimiter(text: str) -> tuple[str, str, int]:
    """What parts the cells, the text that is left, and the number of its first row. Excel may say it in a row before."""
    first, _, rest = text.partition("\n")
    if first.lower().startswith("sep=") and len(first.strip()) == 5 and first.strip()[4] in DELIMITERS:
        return first.strip()[4], rest, 2
    heading = next((line for line in text.split("\n", 20) if line.strip()), "")
    return max(DELIMITERS, key=heading.count), text, 1


def _numbered(records: Iterator[list[str]], first: int) -> Iterator[tuple[int, list[str]]]:
    """The rows that hold anything, with their numbers."""
    for line, cells in enumerate(records, start=first):
        if any(cell.strip() for cell in cells):
            yield line, cells


def _cell(cells: Sequence[str], at: int) -> str:
    return cells[at].strip(" \t\n\xa0") if at < len(cells) else ""


def _read_row(line: int, cells: Mapping[str, str], headings: Sequence[str], places: Mapping[str, int]) -> Row:
    problems: list[Problem] = []

    def read(reader: Callable[..., Read], column: str, otherwise: Read, *more: object) -> Read:
        try:
            return reader(cells.get(column, ""), *more)
        except WrongCell as wrong:
            problems.append(wrong.problem)
            return otherwise

    def called(column: str) -> str:
        return headings[places[column]].strip() if column in places else column

    names = [read(read_words, column, "", called(column), LONGEST_PERSON) for column in ("name", "first", "last")]
    row = Row(
        line=line,
        email=read(read_email, "email", ""),
        name=(names[0] or " ".join(part for part in names[1:] if part))[:LONGEST_PERSON],
        unit=read(read_unit, "unit", (), called("unit")),
        manager=read(read_manager, "manager", ""),
        level=read(read_words, "level", "", called("level"), LONGEST_LEVEL),
        starts_on=read(read_date, "starts_on", None),
        leaves_on=read(read_date, "leaves_on", None),
        roles=read(read_roles, "roles", None),
    )
    if row.starts_on and row.leaves_on and row.leaves_on < row.starts_on:
        problems.append(Problem(LEAVES_FIRST))
    return replace(row, problems=tuple(problems)) if problems else row
