"""A course as one zip file: out and in again, and what is refused."""

import io
import stat
import tracemalloc
import warnings
import zipfile
from contextlib import suppress
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from course import files
from course.archive import Refused, pack, unpack

ROOT = Path(__file__).parents[2]
WHOLE = {
    "content/nordby/framework.md": b"---\n---\n",
    "content/nordby/course.md": "---\ntitle: Blåbær\n---\r\n".encode(),
    "content/nordby/aftaler.md": b"Tekst.\n",
    "quizzes/nordby/aftaler.md": b"",
    "content/nordby/pictures/Skole på Ø.png": b"\x89PNG\xff\x00",
}


def zipped(*entries: tuple[str | zipfile.ZipInfo, bytes], whole: bool = True) -> bytes:
    """A zip file as somebody else would make it, with the files of a whole course before the entries."""
    packed = io.BytesIO()
    with warnings.catch_warnings(), zipfile.ZipFile(packed, "w", zipfile.ZIP_DEFLATED) as archive:
        warnings.simplefilter("ignore")  # a name that stands there twice is what one test is about
        for name, data in [*(WHOLE.items() if whole else ()), *entries]:
            archive.writestr(name, data)
    return packed.getvalue()


@pytest.mark.parametrize("course", files.list_courses(ROOT))
def test_every_shipped_course_comes_out_as_it_went_in(course: str) -> None:
    whole = files.read_course(ROOT, course)
    assert unpack(pack(whole)) == (course, whole)


def test_the_same_course_is_the_same_bytes() -> None:
    assert pack(WHOLE) == pack(dict(reversed(WHOLE.items())))
    assert unpack(pack(WHOLE), "nordby") == ("nordby", dict(sorted(WHOLE.items())))


def test_what_computers_put_in_by_themselves_is_left_out() -> None:
    extra = zipped(("__MACOSX/content/._x", b"x"), ("content/.DS_Store", b"x"), ("content/nordby/pictures/", b""))
    assert unpack(extra) == ("nordby", dict(sorted(WHOLE.items())))


def link(name: str) -> zipfile.ZipInfo:
    entry = zipfile.ZipInfo(name)
    entry.create_system = 3
    entry.external_attr = (stat.S_IFLNK | 0o777) << 16
    return entry


@pytest.mark.parametrize(
    ("entry", "reason"),
    [
        (("../content/nordby/x.md", b""), "peger ud"),
        (("content/nordby/../../x.md", b""), "peger ud"),
        (("content/nordby/pictures/..", b""), "peger ud"),
        (("/content/nordby/x.md", b""), "peger ud"),
        (("C:/content/nordby/x.md", b""), "peger ud"),
        (("content\\nordby\\..\\x.md", b""), "peger ud"),
        (("content\\nordby\\x.md", b""), "hører ikke til"),
        ((link("content/nordby/x.md"), b"/etc/passwd"), "genvej"),
        ((link("content/nordby/pictures/x.png"), b"/etc/passwd"), "genvej"),
        (("content/nordby/x.md", "blåbær".encode("latin-1")), "UTF-8"),
        (("content/nordby/x.md", "blåbær".encode("utf-16")), "UTF-8"),
        (("content/nordby/aftaler.md", b"to gange"), "samme navn"),
        (("content/nordby/pictures/skole PÅ ø.PNG", b"x"), "samme navn"),
        (("content/nordby/pictures/Skole pa\u030a Ø.png", b"x"), "samme navn"),
        (("content/nordby/Aftaler.md", b""), "hører ikke til"),
        (("content/nordby/blåbær.md", b""), "hører ikke til"),
        (("content/nordby/x.md.exe", b""), "hører ikke til"),
        (("content/nordby/pictures/.htaccess", b""), "hører ikke til"),
        (("content/nordby/pictures/mappe/x.png", b""), "hører ikke til"),
        (("nordby/content/nordby/x.md", b""), "hører ikke til"),
        (("content/nordby/content/nordby/x.md", b""), "hører ikke til"),
        (("x.md", b""), "hører ikke til"),
        (("content/soenderby/x.md", b""), "flere forløb"),
        (("content/nordby/x.md", b"x" * 2_000_001), "for stor"),
        (("content/nordby/pictures/x.png", b"x" * 5_000_001), "for stor"),
    ],
)
def test_what_is_no_course_is_refused_with_the_reason(entry: tuple[str | zipfile.ZipInfo, bytes], reason: str) -> None:
    with pytest.raises(Refused, match=reason):
        unpack(zipped(entry))


def test_a_course_of_another_name_is_refused() -> None:
    with pytest.raises(Refused, match='"nordby" og ikke "soenderby"'):
        unpack(pack(WHOLE), "soenderby")


def test_half_a_course_is_refused() -> None:
    with pytest.raises(Refused, match="mangler"):
        unpack(zipped(("content/nordby/x.md", b""), whole=False))
    with pytest.raises(Refused, match="tom"):
        unpack(zipped(whole=False))


def test_ten_thousand_files_are_refused() -> None:
    with pytest.raises(Refused, match="2000 filer"):
        unpack(zipped(*((f"content/nordby/x-{number}.md", b"") for number in range(10_000))))


def test_two_gigabytes_unpacked_are_refused_before_they_are_unpacked() -> None:
    many = [(f"content/nordby/pictures/{number}.png", bytes(5_000_000)) for number in range(30)]
    with pytest.raises(Refused, match="pakket ud"):
        unpack(zipped(*many))
    liar = bytearray(zipped(("content/nordby/x.md", bytes(1_900_000))))
    assert liar.count(b"\xe0\xfd\x1c\x00") == 2  # its length stands at the file and in the list
    with pytest.raises(Refused):
        unpack(bytes(liar.replace(b"\xe0\xfd\x1c\x00", b"\x10\x00\x00\x00")))


@pytest.mark.parametrize("how", [zipfile.ZIP_BZIP2, zipfile.ZIP_LZMA])
def test_a_small_file_that_would_fill_the_memory_is_refused_before_it_is_unpacked(how: int) -> None:
    packed = io.BytesIO(zipped())
    with zipfile.ZipFile(packed, "a") as archive:
        archive.writestr("content/nordby/pictures/x.png", bytes(50_000_000), compress_type=how)
    liar = packed.getvalue().replace((50_000_000).to_bytes(4, "little"), (4_000_000).to_bytes(4, "little"))
    tracemalloc.start()
    with pytest.raises(Refused, match="almindelig zip-fil"):
        unpack(liar)
    most = tracemalloc.get_traced_memory()[1]
    tracemalloc.stop()
    assert most < 5_000_000


def test_a_locked_or_broken_file_is_refused() -> None:
    whole = bytearray(zipped())
    locked = bytes(whole).replace(b"PK\x01\x02\x14\x03\x14\x00\x00\x00", b"PK\x01\x02\x14\x03\x14\x00\x01\x00")
    assert locked != bytes(whole)
    with pytest.raises(Refused, match="adgangskode"):
        unpack(locked)
    for broken in (b"", b"Ikke en zip", bytes(whole[:-30]), bytes(whole[: len(whole) // 2])):
        with pytest.raises(Refused, match="zip-fil"):
            unpack(broken)


@given(place=st.integers(0, 900), byte=st.integers(0, 255))
def test_a_changed_byte_never_does_more_than_be_refused(place: int, byte: int) -> None:
    data = bytearray(pack(WHOLE))
    data[place % len(data)] = byte
    with suppress(Refused):
        assert unpack(bytes(data))[0]
