"""How wide the letters of a PDF's faces are, by what the file states, else by a common face."""

import re
from collections.abc import Iterator, Mapping
from itertools import repeat
from typing import Any

COMMON = {
    **dict.fromkeys("ijlI|!.,:;'’`", 0.26),
    **dict.fromkeys("frt()[]-” \xad", 0.33),
    **dict.fromkeys("ABCDEFGHJKLNOPQRSTUVXYZÆØÅÄÖ&", 0.69),
    **dict.fromkeys("mwMW@—", 0.85),
}
"""Of a common face, beside the height; the others are about 0.54."""
OTHERS = 0.54
PAIR = re.compile(rb"<([0-9A-Fa-f]{2,4})>\s*<([0-9A-Fa-f]{4})>")
SPAN = re.compile(rb"<([0-9A-Fa-f]{2,4})>\s*<([0-9A-Fa-f]{2,4})>\s*<([0-9A-Fa-f]{4})>")
SECTION = re.compile(rb"begin(bfchar|bfrange)(.*?)endbf", re.DOTALL)


def width_of(text: str, widths: Mapping[str, float]) -> float:
    """How wide a text is beside its height."""
    return sum(map(widths.get, text, repeat(OTHERS)))


def widths_of(font: Any) -> dict[str, float]:
    """Letter -> its width beside its height; the letters of a common face where the file does not tell."""
    if not font:
        return COMMON
    try:
        codes = dict(_codes(font["/ToUnicode"].get_data())) if "/ToUnicode" in font else {}
        if "/DescendantFonts" in font:
            stated = dict(_stated(font["/DescendantFonts"][0].get_object()["/W"]))
        else:
            first = int(font["/FirstChar"])
            stated = {first + place: float(width) for place, width in enumerate(font["/Widths"])}
            codes = codes or {code: bytes([code]).decode("cp1252", "replace") for code in stated if code < 256}
    except (KeyError, IndexError, TypeError, AttributeError, ValueError):
        return COMMON
    found = {codes[code]: width / 1000 for code, width in stated.items() if code in codes and 0 < width < 3000}
    return {**COMMON, **found}


def _codes(table: bytes) -> Iterator[tuple[int, str]]:
    """Code -> letter, of a face's table of letters."""
    for kind, body in SECTION.findall(table[:200_000]):
        if kind == b"bfchar":
            yield from ((int(code, 16), chr(int(letter, 16))) for code, letter in PAIR.findall(body))
        else:
            for low, high, letter in SPAN.findall(body):
                for step in range(min(int(high, 16) - int(low, 16) + 1, 256)):
                    yield int(low, 16) + step, chr(int(letter, 16) + step)


def _stated(table: Any) -> Iterator[tuple[int, float]]:
    """Code -> width, of `[1 [500 600] 7 9 550]`: a list from code 1 on, and one width for the codes 7 to 9."""
    waiting: list[float] = []
    for each in table:
        value = each.get_object()
        if isinstance(value, list):
            yield from ((int(waiting[0]) + place, float(width)) for place, width in enumerate(value))
            waiting = []
        else:
            waiting.append(float(value))
            if len(waiting) == 3:
                low, high, width = waiting
                yield from ((code, width) for code in range(int(low), min(int(high), int(low) + 5000) + 1))
                waiting = []
