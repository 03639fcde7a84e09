"""Two wordings side by side."""

from course.wording import compare


def shown(old: str, new: str) -> tuple[str, str]:
    return tuple(
        "".join(f"[{each.text}]" if each.changed else each.text for each in side) for side in compare(old, new)
    )  # type: ignore[return-value]


def test_the_words_that_differ_are_marked() -> None:
    assert shown("Sætter retning for driften", "Sætter kurs for driften") == (
        "Sætter [retning] for driften",
        "Sætter [kurs] for driften",
    )


def test_words_in_a_row_are_one_mark() -> None:
    assert shown("Vi holder det, vi lover", "Vi siger altid, hvad vi kan") == (
        "Vi [holder det], vi [lover]",
        "Vi [siger altid],[ hvad] vi [kan]",
    )


def test_a_comma_alone_is_seen() -> None:
    assert shown("Sætter retning for driften", "Sætter retning, for driften")[1] == "Sætter retning[,] for driften"


def test_the_same_wording_has_no_mark() -> None:
    assert shown("Følger op", "Følger op") == ("Følger op", "Følger op")
    assert compare("", "") == ((), ())
