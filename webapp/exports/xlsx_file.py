"""Excel files, written row by row."""

import io
from collections.abc import Iterable, Sequence
from datetime import datetime

from xlsxwriter import Workbook

from webapp.exports.csv_file import Value

PLAIN_TEXT = {
    "constant_memory": True,
    "strings_to_formulas": False,
    "strings_to_urls": False,
    "strings_to_numbers": False,
}
WIDTH = 24


def write_xlsx(sheet_name: str, headings: Sequence[str], rows: Iterable[Sequence[Value]], *, now: datetime) -> bytes:
    """The file. Only one row at a time is in memory, beside the packed whole."""
    file = io.BytesIO()
    book = Workbook(file, PLAIN_TEXT)
    book.set_properties({"created": now})
    sheet = book.add_worksheet(sheet_name)
    bold = book.add_format({"bold": True})
    sheet.set_column(0, len(headings) - 1, WIDTH)
    sheet.freeze_panes(1, 0)
    sheet.write_row(0, 0, headings, bold)
    for number, row in enumerate(rows, 1):
        for column, value in enumerate(row):
            if isinstance(value, str):
                sheet.write_string(number, column, value)
            elif value is not None:
                sheet.write_number(number, column, value)
    book.close()
    return file.getvalue()
