"""Pictures that people upload, drawn anew: only what one sees is kept, and nothing of where or by whom it was taken."""

import re
import warnings
from io import BytesIO
from pathlib import PurePath

from PIL import Image, ImageOps, UnidentifiedImageError

from course.module import slug

LARGEST = 5_000_000
"""Bytes of an upload."""
MOST_PIXELS = 40_000_000
"""A picture of more is not unpacked: a small file can hold one that fills the memory."""
WIDEST = 1600
"""Pixels along the longer side; a page is 700 wide."""
KINDS = {"PNG": "png", "JPEG": "jpg", "WEBP": "webp"}
TYPES = {"png": "image/png", "jpg": "image/jpeg", "webp": "image/webp"}
NAME = re.compile(r"[a-z0-9]+(?:-[a-z0-9]+)*\.(?:png|jpg|webp)")


class NoPicture(Exception):
    """The file cannot be used; the text says why: `large`, `kind`, `broken`."""


def redraw(data: bytes) -> tuple[str, bytes]:
    """The ending of the name (`png`, `jpg`, `webp`) and the bytes of the picture as it is kept.

    :raises NoPicture: if it is too large, of another kind, or cannot be read
    """
    if len(data) > LARGEST:
        raise NoPicture("large")
    try:
        with warnings.catch_warnings():
            warnings.simplefilter("error")
            with Image.open(BytesIO(data), formats=list(KINDS)) as opened:
                kind = str(opened.format)
                if opened.width * opened.height > MOST_PIXELS:
                    raise NoPicture("large")
                turned = ImageOps.exif_transpose(opened)
                return KINDS[kind], _drawn(turned, kind)
    except UnidentifiedImageError:
        raise NoPicture("kind") from None
    except (Image.DecompressionBombError, Image.DecompressionBombWarning):
        raise NoPicture("large") from None
    except (OSError, ValueError, SyntaxError, ArithmeticError, LookupError, MemoryError, Warning):
        raise NoPicture("broken") from None


def _drawn(picture: Image.Image, kind: str) -> bytes:
    clear = kind != "JPEG" and (picture.mode in ("RGBA", "LA", "PA") or "transparency" in picture.info)
    drawn = picture.convert("RGBA" if clear else "RGB")
    drawn.thumbnail((WIDEST, WIDEST))
    drawn.info = {}
    drawn.getexif().clear()
    written = BytesIO()
    drawn.save(written, kind, **({"optimize": True} if kind == "PNG" else {"quality": 85}))
    return written.getvalue()


def name_of(file: str, ending: str, taken: set[str]) -> str:
    """A name for the picture like that of the file, that no other one has."""
    base = slug(PurePath(file.replace("\\", "/")).stem) or "billede"
    name, number = f"{base}.{ending}", 2
    while name in taken:
        name, number = f"{base}-{number}.{ending}", number + 1
    return name
