"""Pictures: drawn anew without what the camera noted, shown to whoever reads the course, refused with a reason."""

import io
import zlib

import pytest
from PIL import Image

from tests.webapp import make, nordby
from tests.webapp.conftest import Browse
from tests.webapp.make import Database
from tests.webapp.nordby import COURSE, FIRST
from tests.webapp.pages import Browser, Page
from webapp import blobs
from webapp.models import Role
from webapp.redrawing import WIDEST, NoPicture, name_of, redraw

URL = f"/courses/{COURSE}/pictures"
SECRET = b"Rosenvej 4"


def drawn(kind: str = "JPEG", size: tuple[int, int] = (40, 20), mode: str = "RGB") -> bytes:
    """A picture in which the camera has noted where it was."""
    exif = Image.Exif()
    exif[0x010E] = SECRET.decode()
    exif[0x0112] = 6
    file = io.BytesIO()
    Image.new(mode, size, "red" if mode != "P" else 1).save(file, kind, exif=exif)
    return file.getvalue()


@pytest.fixture
def writer(db: Database, browse: Browse) -> Browser:
    return browse(make.person(db, None, Role.AUTHOR))


def upload(writer: Browser, data: bytes, name: str = "Møde på rådhuset.JPG", status: int = 302) -> str:
    token = writer.get(URL).form(URL).filled({})["csrf_token"][0]
    parts = [f'name="csrf_token"\r\n\r\n{token}'.encode(), f'name="picture"; filename="{name}"\r\n\r\n'.encode() + data]
    body = (
        b"".join(b"--limit\r\nContent-Disposition: form-data; " + part + b"\r\n" for part in parts) + b"--limit--\r\n"
    )
    answer = writer.client.post(URL, data=body, content_type="multipart/form-data; boundary=limit")
    assert answer.status_code == status
    return answer.location or "" if status == 302 else answer.get_data(as_text=True)


def sources(page: Page) -> list[str]:
    return [each.attributes["src"] for each in page.main.find("img")]


def test_a_picture_is_put_up_and_shown_in_the_preview_and_after_publishing_to_leaders(
    db: Database, browse: Browse, writer: Browser
) -> None:
    upload(writer, drawn())
    [source] = sources(writer.get(URL))
    assert source.endswith("/moede-paa-raadhuset.jpg")
    text = nordby.AFTALER.replace("En aftale er et løfte.", "![To ved et bord](pictures/moede-paa-raadhuset.jpg)")
    make.draft(db, f"content/{COURSE}/{FIRST}.md", text)
    desk = writer.get(f"/courses/{COURSE}/modules/{FIRST}")
    assert sources(desk) == [source]
    assert desk.main.find("img")[0].attributes["alt"] == "To ved et bord"
    with db.writing() as session:
        data = blobs.get(session, source.split("/")[2])
    assert data is not None
    make.publish(db, nordby.files(aftaler=text) | {f"content/{COURSE}/pictures/moede-paa-raadhuset.jpg": data})
    on = make.enrolment(db)
    leader = browse(on.leader)
    assert sources(leader.get(on.url())) == [source]
    answer = leader.client.get(source)
    assert (answer.status_code, answer.mimetype) == (200, "image/jpeg")
    assert "immutable" in answer.headers["Cache-Control"]
    assert "private" in answer.headers["Cache-Control"]


@pytest.mark.parametrize(
    ("kind", "mode"), [("JPEG", "RGB"), ("PNG", "RGBA"), ("WEBP", "RGB"), ("PNG", "P"), ("JPEG", "L")]
)
def test_what_the_camera_noted_is_left_out_and_the_picture_stands_upright(kind: str, mode: str) -> None:
    data = drawn(kind, mode=mode)
    assert SECRET in data
    ending, kept = redraw(data)
    assert SECRET not in kept
    with Image.open(io.BytesIO(kept)) as opened:
        assert opened.size == (20, 40)
        assert not opened.getexif()
    assert ending == {"JPEG": "jpg", "PNG": "png", "WEBP": "webp"}[kind]


def test_a_large_picture_is_made_smaller() -> None:
    with Image.open(io.BytesIO(redraw(drawn("PNG", (4000, 100)))[1])) as opened:
        assert max(opened.size) == WIDEST


def bomb() -> bytes:
    """A small PNG that says it is 50,000 by 50,000 pixels."""

    def chunk(kind: bytes, data: bytes) -> bytes:
        return len(data).to_bytes(4, "big") + kind + data + zlib.crc32(kind + data).to_bytes(4, "big")

    head = (50_000).to_bytes(4, "big") * 2 + b"\x08\x02\x00\x00\x00"
    return (
        b"\x89PNG\r\n\x1a\n" + chunk(b"IHDR", head) + chunk(b"IDAT", zlib.compress(b"\0" * 1000)) + chunk(b"IEND", b"")
    )


@pytest.mark.parametrize(
    ("data", "reason"),
    [
        (b"<svg xmlns='http://www.w3.org/2000/svg'><script/></svg>", "kind"),
        (b"GIF89a\x01\x00\x01\x00", "kind"),
        (b"%PDF-1.7", "kind"),
        (b"hej", "kind"),
        (drawn()[:300], "broken"),
        (bomb(), "large"),
        (b"\x89PNG" + b"0" * 5_000_001, "large"),
    ],
)
def test_what_is_no_picture_is_refused(data: bytes, reason: str) -> None:
    with pytest.raises(NoPicture, match=reason):
        redraw(data)


def test_a_refused_file_is_told_and_nothing_is_stored(db: Database, writer: Browser) -> None:
    assert "ikke et billede, vi kan vise" in upload(writer, b"<svg/>", "x.svg", 422)
    assert "for stort" in upload(writer, bomb(), "x.png", 422)
    assert "Vælg et billede" in upload(writer, b"", "", 422)
    assert not sources(writer.get(URL))


def test_a_picture_may_be_larger_than_any_other_form(writer: Browser) -> None:
    file = io.BytesIO()
    Image.effect_noise((1500, 1500), 100).save(file, "PNG")
    assert 1_000_000 < len(file.getvalue()) < 5_000_000
    upload(writer, file.getvalue())
    assert len(sources(writer.get(URL))) == 1


def test_two_pictures_of_one_name_are_two(writer: Browser) -> None:
    upload(writer, drawn())
    upload(writer, drawn("PNG"), "../../Møde på rådhuset.png")
    upload(writer, drawn("PNG"), "Møde på rådhuset.png")
    names = [source.rpartition("/")[2] for source in sources(writer.get(URL))]
    assert names == ["moede-paa-raadhuset-2.png", "moede-paa-raadhuset.jpg", "moede-paa-raadhuset.png"]
    assert name_of("../æ/..", "png", set()) == "billede.png"


def test_a_picture_that_nobody_uses_can_be_taken_out(db: Database, writer: Browser) -> None:
    upload(writer, drawn())
    page = writer.get(URL)
    assert not sources(writer.send(page, f"{URL}/moede-paa-raadhuset.jpg/remove"))
    assert writer.post(f"{URL}/findes-ikke.png/remove").status_code == 404


def test_nothing_but_a_picture_is_shown_at_a_pictures_address(db: Database, browse: Browse) -> None:
    leader = browse(make.enrolment(db).leader)
    text = blobs.digest(nordby.files()[f"content/{COURSE}/{FIRST}.md"])
    for address in (
        f"/pictures/{text}/x.png",
        f"/pictures/{text}/x.md",
        "/pictures/0/x.png",
        f"/pictures/{text}/x.svg",
    ):
        assert leader.client.get(address).status_code == 404


@pytest.mark.parametrize(
    ("written", "told"),
    [
        ("![](pictures/kort.png)", "mangler ord"),
        ("![Et kort](pictures/kart.png)", 'Mente du "kort.png"?'),
        ("![Et kort](https://andre.example/kort.png)", "Læg det op her"),
    ],
)
def test_a_picture_without_words_or_from_elsewhere_is_told(
    written: str, told: str, db: Database, writer: Browser
) -> None:
    make.draft(db, f"content/{COURSE}/pictures/kort.png", make.PICTURE)
    make.draft(db, f"content/{COURSE}/{FIRST}.md", nordby.AFTALER + f"\n{written}\n")
    page = writer.get(f"/courses/{COURSE}/modules/{FIRST}")
    assert told in page.main.text
    assert all(source.startswith("/pictures/") for source in sources(page))
