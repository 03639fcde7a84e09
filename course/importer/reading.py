"""A file of any kind -> its lines, or a sentence that says why not."""

from course.importer.document import Document, Progress, Unreadable
from course.importer.docx import LOCKED, read_docx
from course.importer.pdf import read_pdf
from course.importer.plain import looks_like_markdown, read_markdown, read_text

MOST_BYTES = 25_000_000
MOST_TEXT = 3_000_000
"""Bytes of a plain text: about 1,000 pages."""
MOST_LINES = 30_000
"""About 500 full pages."""
TOO_BIG = "Filen fylder {size} MB. Vi læser filer på højst {most} MB. Gem den uden billeder, eller gem kun de sider, der er ledelsesgrundlaget."
TOO_LONG = "Teksten er for lang til et ledelsesgrundlag. Gem kun de sider, der er ledelsesgrundlaget, og prøv igen."
EMPTY = "Der er ingen tekst i filen. Se efter, om det er den rigtige fil."
OLD_WORD = "Filen er i et ældre format. Åbn den i Word, gem den som .docx, og prøv igen."
WRONG_TYPE = "Filer af typen {type} kan ikke læses. Gem dokumentet som PDF, Word (.docx), ren tekst eller Markdown, og prøv igen."
OTHER = {
    b"\x89PNG": "billede",
    b"\xff\xd8\xff": "billede",
    b"GIF8": "billede",
    b"II*\x00": "billede",
    b"MM\x00*": "billede",
    b"{\\rtf": "RTF",
    b"\x1f\x8b": "gzip",
    b"7z\xbc\xaf": "7z",
    b"Rar!": "RAR",
    b"\x7fELF": "program",
}


def check_size(size: int) -> None:
    """Refuse a file by its size alone, before it is read.

    :raises Unreadable: if it has more bytes than we read
    """
    if size > MOST_BYTES:
        raise Unreadable(TOO_BIG.format(size=size // 1_000_000, most=MOST_BYTES // 1_000_000))


def read(data: bytes, name: str, progress: Progress | None = None) -> Document:
    """The lines of a document; its first bytes say what it is, the name only tells text from Markdown.

    :raises Unreadable: if it is of another kind, damaged, locked, empty or too big
    """
    check_size(len(data))
    if not data.strip():
        raise Unreadable(EMPTY)
    document = _read(data, name, progress)
    if len(document.lines) > MOST_LINES:
        raise Unreadable(TOO_LONG)
    if not any(letter.isalpha() for line in document.lines for letter in line.text + "".join(line.cells)):
        raise Unreadable(EMPTY)
    return document


def _read(data: bytes, name: str, progress: Progress | None) -> Document:
    if b"%PDF-" in data[:1024]:
        return read_pdf(data, progress)
    if data.startswith((b"PK\x03\x04", b"PK\x05\x06")):
        return read_docx(data) if b"word/" in data or name.casefold().endswith(".docx") else _refuse(name)
    if data.startswith(b"\xd0\xcf\x11\xe0"):
        raise Unreadable(LOCKED if name.casefold().endswith(".docx") else OLD_WORD)
    for magic, kind in OTHER.items():
        if data.startswith(magic):
            raise Unreadable(WRONG_TYPE.format(type=kind))
    if len(data) > MOST_TEXT:
        raise Unreadable(TOO_LONG)
    if name.casefold().endswith((".md", ".markdown")):
        return read_markdown(data)
    return read_markdown(data) if looks_like_markdown(data) else read_text(data)


def _refuse(name: str) -> Document:
    ending = name.rpartition(".")[2].casefold()
    raise Unreadable(WRONG_TYPE.format(type=f'"{ending}"' if ending.isalnum() and len(ending) < 8 else "zip"))
