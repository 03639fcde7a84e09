"""CSV as a Danish spreadsheet reads it: semicolons, and a mark that says UTF-8."""

import csv
import io
from collections.abc import Iterable, Iterator, Sequence

Value = str | int | None
AT_ONCE = 500
"""Lines in a piece of the answer."""
FORMULA = ("=", "+", "-", "@", "\t", "\r", "\n")
"""What a cell begins with that a spreadsheet reckons out."""


def stream_csv(headings: Sequence[str], rows: Iterable[Sequence[Value]]) -> Iterator[bytes]:
    """The file in pieces, so that a long one is never held as a whole."""
    text = io.StringIO()
    writer = csv.writer(text, delimiter=";", lineterminator="\r\n")
    text.write("\ufeff")
    writer.writerow(headings)
    for number, row in enumerate(rows, 1):
        writer.writerow([defuse(value) if isinstance(value, str) else value for value in row])
        if number % AT_ONCE == 0:
            yield _take(text)
    yield _take(text)


def _take(text: io.StringIO) -> bytes:
    piece = text.getvalue()
    text.seek(0)
    text.truncate()
    return piece.encode()


def defuse(text: str) -> str:
    """The text with an apostrophe in front where a spreadsheet would take it for a formula."""
    return f"'{text}" if text.lstrip(" ").startswith(FORMULA) else text
