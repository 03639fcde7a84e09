"""The fixed tables as they were taken, read back, with the names that a page and a file show."""

import json
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from flask_babel import format_date, gettext

from course.compile import Course
from webapp.disclosure import BY, COLUMNS, Figures, Row, Table
from webapp.exports.csv_file import Value
from webapp.queries import AnyRow


@dataclass(frozen=True, slots=True)
class CourseFigures:
    """A course and its tables."""

    course: str
    compiled: Course | None
    """None: it has no edition any more."""
    taken_on: date
    figures: Figures | None
    """None: there are too few people on the course."""

    @property
    def title(self) -> str:
        return self.compiled.title if self.compiled else self.course

    @property
    def language(self) -> str:
        return self.compiled.language if self.compiled else "da"

    def table(self, by: str) -> Table | None:
        return next((table for table in self.figures.tables if table.by == by), None) if self.figures else None

    def rows(self, by: str) -> tuple[Row, ...]:
        table = self.table(by)
        return table.rows if table else ()

    def label(self, by: str, key: str | None) -> str:
        """What a row is called."""
        if key is None:
            return str(gettext("Others"))
        if by == "month":
            return str(format_date(date.fromisoformat(f"{key}-01"), "LLLL y"))
        if by == "unit":
            return key or str(gettext("Without a unit"))
        level = self.compiled.level(key) if self.compiled else None
        return level.name if level else key or str(gettext("All levels"))


def read_figures(rows: Iterable[AnyRow], courses: Mapping[str, Course]) -> list[CourseFigures]:
    """:param courses: the newest edition of each, by id"""
    return [CourseFigures(row.course, courses.get(row.course), row.taken_on, parse_figures(row.data)) for row in rows]


def parse_figures(data: str) -> Figures | None:
    known = json.loads(data)
    if known is None:
        return None
    tables = tuple(Table(each["by"], tuple(Row(**row) for row in each["rows"])) for each in known["tables"])
    return Figures(tuple(known["columns"]), Row(**known["total"]), tables)


def names_of_columns() -> dict[str, str]:
    return {
        "not_started": gettext("Not started"),
        "under_way": gettext("Under way"),
        "begun": gettext("Started or completed"),
        "not_completed": gettext("Not completed yet"),
        "completed": gettext("Completed"),
        "late": gettext("A date has passed"),
    }


def names_of_breakdowns() -> dict[str, str]:
    return {"level": gettext("Level"), "unit": gettext("Unit"), "month": gettext("Month of start")}


def headings() -> list[str]:
    """Of the tables as a file."""
    names = names_of_columns()
    first = [gettext("Course"), gettext("Taken on"), gettext("Broken down by"), gettext("Row"), gettext("Leaders")]
    return [*first, *(names[column] for column in COLUMNS), gettext("Median weeks to completion")]


def lines(all_figures: Sequence[CourseFigures]) -> Iterator[list[Value]]:
    """Every row of every table, as a file holds them. A column that is not shown is empty."""
    kinds = names_of_breakdowns()
    for each in all_figures:
        for by in BY:
            for row in each.rows(by):
                name = each.label(by, row.key)
                yield [each.title, f"{each.taken_on}", kinds[by], name, *_numbers(row)]


def _numbers(row: Row) -> list[Value]:
    return [row.leaders, *(row.cells.get(column) for column in COLUMNS), row.median_weeks]


def as_json(all_figures: Sequence[CourseFigures], version: int) -> dict[str, object]:
    """The tables for programs; the fields are described in docs/figures-for-programs.md."""
    return {
        "version": version,
        "rows": [
            {
                "course": each.course,
                "course_title": each.title,
                "taken_on": f"{each.taken_on}",
                "by": by,
                "key": row.key,
                "name": each.label(by, row.key),
                "leaders": row.leaders,
                **{column: row.cells.get(column) for column in COLUMNS},
                "median_weeks": row.median_weeks,
            }
            for each in all_figures
            for by in BY
            for row in each.rows(by)
        ],
    }
