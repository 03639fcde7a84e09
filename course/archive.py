"""A course as one zip file: out, and in again with the very same bytes. What does not look like one is refused."""

import io
import re
import stat
import unicodedata
import zipfile
import zlib
from collections.abc import Mapping
from typing import NoReturn

from course.compile import MAX_FILE

MOST_FILES = 2000
MOST_BYTES = 100_000_000
"""Of all files unpacked."""
MOST_PICTURE = 5_000_000
MOST_PACKED = 60_000_000
ID = r"[a-z0-9]+(?:-[a-z0-9]+)*"
TEXT = re.compile(rf"(?:content|quizzes)/({ID})/{ID}\.md")
PICTURE = re.compile(rf"content/({ID})/pictures/[^/\\\x00-\x1f\x7f.][^/\\\x00-\x1f\x7f]{{0,99}}", re.DOTALL)
LEFTOVER = re.compile(r"__MACOSX/.*|(?:.*/)?(?:\.DS_Store|Thumbs\.db|desktop\.ini)", re.DOTALL)
"""What computers put into a zip file by themselves."""
UNPACKED_BIT_BY_BIT = (zipfile.ZIP_STORED, zipfile.ZIP_DEFLATED)
"""How a file may be packed. Of the others Python unpacks all at once, whatever was asked for: 600 bytes fill the memory."""
WHEN = (1980, 1, 1, 0, 0, 0)
"""The same for every file, so that the same course is always the same bytes."""


class Refused(Exception):
    """The zip file is no course that can be taken in; the text says why, in Danish."""


def pack(files: Mapping[str, bytes]) -> bytes:
    """The files as a zip; the same files give the same bytes. Nothing is compressed: no library's version shows."""
    packed = io.BytesIO()
    with zipfile.ZipFile(packed, "w", zipfile.ZIP_STORED) as archive:
        for path in sorted(files):
            entry = zipfile.ZipInfo(path, WHEN)
            entry.create_system = 3
            entry.external_attr = (stat.S_IFREG | 0o644) << 16
            archive.writestr(entry, files[path])
    return packed.getvalue()


def unpack(data: bytes, course: str | None = None) -> tuple[str, dict[str, bytes]]:
    """The course's id and its files, path -> bytes; nothing is written anywhere.

    :param course: the id it must have; None: any
    :raises Refused: if anything in it is not as in a course that was packed
    """
    if len(data) > MOST_PACKED or data.count(b"PK\x01\x02") > 2 * MOST_FILES:
        _refuse(f"Pakken er for stor. Den må højst have {MOST_FILES} filer og fylde {MOST_PACKED // 1_000_000} MB.")
    try:
        with zipfile.ZipFile(io.BytesIO(data)) as archive:
            entries = _entries(archive)
            id = _course_of(entries, course)
            return id, {path: _read(archive, path, entry) for path, entry in sorted(entries.items())}
    except (zipfile.BadZipFile, zlib.error, EOFError, NotImplementedError, RuntimeError, OSError, ValueError) as error:
        raise Refused("Filen er ikke en zip-fil, der kan åbnes. Hent forløbet igen, og prøv med den.") from error


def _refuse(sentence: str) -> NoReturn:
    raise Refused(sentence)


def _entries(archive: zipfile.ZipFile) -> dict[str, zipfile.ZipInfo]:
    """Path -> entry of every file, each looked at before anything is unpacked."""
    entries: dict[str, zipfile.ZipInfo] = {}
    folded: dict[str, str] = {}
    for entry in archive.infolist():
        path = entry.filename
        _check_place(path, entry)
        if entry.is_dir() or LEFTOVER.fullmatch(path):
            continue
        if not (TEXT.fullmatch(path) or PICTURE.fullmatch(path)):
            _refuse(
                f'"{_shown(path)}" hører ikke til i et forløb. I pakken skal mapperne content og quizzes ligge øverst, '
                "og filnavne har kun små bogstaver, tal og bindestreger."
            )
        same = unicodedata.normalize("NFC", path).casefold()
        if same in folded:
            _refuse(f'To filer har samme navn: "{_shown(folded[same])}" og "{_shown(path)}". Slet den ene.')
        if entry.file_size > (MAX_FILE if path.endswith(".md") else MOST_PICTURE):
            _refuse(f'"{_shown(path)}" er for stor. En tekst må fylde 2 MB og et billede 5 MB.')
        folded[same] = path
        entries[path] = entry
    if len(entries) > MOST_FILES:
        _refuse(f"Pakken har {len(entries)} filer. Et forløb må højst have {MOST_FILES}.")
    if sum(entry.file_size for entry in entries.values()) > MOST_BYTES:
        _refuse(f"Pakken fylder for meget, når den er pakket ud. Den må højst fylde {MOST_BYTES // 1_000_000} MB.")
    return entries


def _check_place(path: str, entry: zipfile.ZipInfo) -> None:
    """No entry leads out of the course, is a link, or is locked."""
    parts = re.split(r"[/\\]", path)
    if path.startswith(("/", "\\")) or ".." in parts or re.match(r"[A-Za-z]:", path):
        _refuse(f'"{_shown(path)}" peger ud af pakken. Hent forløbet igen, og prøv med den.')
    kind = stat.S_IFMT(entry.external_attr >> 16)
    if kind not in (0, stat.S_IFREG, stat.S_IFDIR):
        _refuse(f'"{_shown(path)}" er en genvej og ikke en fil. Læg selve filen i pakken.')
    if entry.flag_bits & 1:
        _refuse("Pakken er låst med en adgangskode. Pak forløbet uden.")
    if entry.compress_type not in UNPACKED_BIT_BY_BIT:
        _refuse("Pakken er pakket på en måde, vi ikke åbner. Pak mappen som en almindelig zip-fil, og prøv igen.")


def _course_of(entries: Mapping[str, zipfile.ZipInfo], wanted: str | None) -> str:
    """The one course that the files belong to."""
    ids = sorted({path.split("/")[1] for path in entries})
    if not ids:
        _refuse("Pakken er tom. Hent forløbet igen, og prøv med den.")
    if len(ids) > 1:
        _refuse(f"Pakken har flere forløb: {', '.join(ids[:5])}. Pak ét ad gangen.")
    if wanted is not None and ids[0] != wanted:
        _refuse(f'Pakken er forløbet "{ids[0]}" og ikke "{wanted}". Vælg den rigtige fil.')
    if f"content/{ids[0]}/course.md" not in entries or f"content/{ids[0]}/framework.md" not in entries:
        _refuse("Pakken mangler course.md eller framework.md, så den er ikke et helt forløb. Hent forløbet igen.")
    return ids[0]


def _read(archive: zipfile.ZipFile, path: str, entry: zipfile.ZipInfo) -> bytes:
    with archive.open(entry) as file:
        data = file.read(entry.file_size + 1)
    if len(data) != entry.file_size:
        raise zipfile.BadZipFile("the entry is not as long as it says")
    if path.endswith(".md"):
        try:
            data.decode("utf-8-sig")
        except UnicodeDecodeError:
            _refuse(f'"{_shown(path)}" er ikke gemt som UTF-8. Gem den som UTF-8-tekst, og pak forløbet igen.')
    return data


def _shown(path: str) -> str:
    """A name as it can be told: short, and without signs that do not show."""
    return "".join(sign if sign.isprintable() else "�" for sign in path[:80])
