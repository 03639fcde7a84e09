"""PDF: its text layer, page by page."""

import io
from collections.abc import Iterator
from typing import Any

import pypdf
from pypdf.errors import PyPdfError

from course.importer.bits import bits_of
from course.importer.document import Document, Line, Progress, Unreadable
from course.importer.indents import with_bullets
from course.importer.pages import lines_of

MOST_PAGES = 500
MOST_LETTERS = 3_000_000
ENCRYPTED = "PDF-filen er beskyttet med en adgangskode. Gem en kopi uden adgangskode, og prøv igen."
SCANNED = (
    "PDF-filen indeholder kun billeder af siderne, ingen tekst. Find dokumentet som Word eller som PDF med tekst, "
    "eller kør tekstgenkendelse (OCR) på det først."
)
BROKEN = "PDF-filen kan ikke åbnes. Åbn den i en PDF-læser, gem en ny kopi, og prøv med den."
TOO_LONG = (
    "PDF-filen har {pages} sider. Vi læser højst {most}. Gem de sider, der er ledelsesgrundlaget, som en PDF for sig."
)
TOO_MUCH = "PDF-filen rummer for meget tekst. Gem de sider, der er ledelsesgrundlaget, som en PDF for sig."


def read_pdf(data: bytes, progress: Progress | None = None) -> Document:
    """Lines and rows of a PDF, page by page.

    :raises Unreadable: if it is locked, scanned, broken or too long
    """
    try:
        reader = pypdf.PdfReader(io.BytesIO(data))
        if reader.is_encrypted and not reader.decrypt(""):
            raise Unreadable(ENCRYPTED)
        _refuse_many_pages(reader)
        lines = list(_all_lines(reader, progress))
        title = str(reader.metadata.title or "") if reader.metadata else ""
    except Unreadable:
        raise
    except PyPdfError as error:
        locked = "crypt" in str(error).casefold() or "password" in str(error).casefold()
        raise Unreadable(ENCRYPTED if locked else BROKEN) from error
    except Exception as error:  # a damaged file fails anywhere in the library
        raise Unreadable(BROKEN) from error
    if sum(len(line.text) + sum(map(len, line.cells)) for line in lines) < 40:
        raise Unreadable(SCANNED)
    return Document(tuple(with_bullets(lines)), " ".join(title.split()))


def _refuse_many_pages(reader: pypdf.PdfReader) -> None:
    """By the count that the file states, before its pages are looked at; then by the pages themselves."""
    root: Any = reader.trailer["/Root"]
    stated = root["/Pages"].get("/Count", 0)
    for count in (int(stated) if isinstance(stated, int) else 0, len(reader.pages)):
        if count > MOST_PAGES:
            raise Unreadable(TOO_LONG.format(pages=count, most=MOST_PAGES))


def _all_lines(reader: pypdf.PdfReader, progress: Progress | None) -> Iterator[Line]:
    letters, total = 0, len(reader.pages)
    for number, page in enumerate(reader.pages, start=1):
        bits = bits_of(page)
        letters += sum(len(bit.text) for bit in bits)
        if letters > MOST_LETTERS:
            raise Unreadable(TOO_MUCH)
        yield from lines_of(bits, number)
        yield Line("", number)
        if progress is not None:
            progress(number, total)
