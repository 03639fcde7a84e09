"""Names in Danish order, and names as they are looked for."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from webapp.names import fold, search_name, sort_name


def test_names_stand_in_the_order_of_the_danish_alphabet() -> None:
    names = ["Anna", "André", "Bo", "Zøe", "Ægir", "Äke", "Ørn", "Österberg", "Aage", "Åse"]
    right = ["André", "Anna", "Bo", "Zøe", "Ægir", "Äke", "Ørn", "Österberg", "Aage", "Åse"]
    assert sorted(names, key=sort_name) == right


@pytest.mark.parametrize(("one", "other"), [("Aagaard", "Ågård"), ("  Bo   Lund ", "bo lund"), ("IDA", "ida")])
def test_two_spellings_of_a_name_sort_alike(one: str, other: str) -> None:
    assert sort_name(one) == sort_name(other)


@pytest.mark.parametrize(
    "typed", ["ødegård", "Ødegaard", "oedegaard", "oedegård", "odegard", "ØDEGÅRD", "degå", "ode", "aase@", "ÅSE"]
)
def test_a_name_is_found_by_every_way_to_write_it(typed: str) -> None:
    assert fold(typed) in search_name("Åse Ødegård", "aase@nordby.example")


@pytest.mark.parametrize(("name", "typed"), [("Søren Aagaard", "ågård"), ("Joel Sæther", "joel"), ("Ærø", "aeroe")])
def test_a_name_spelled_out_is_found_by_its_letters(name: str, typed: str) -> None:
    assert fold(typed) in search_name(name, "x@nordby.example")


@pytest.mark.parametrize("typed", ["ebbe", "osedegard", "å d"])
def test_what_is_not_in_the_name_does_not_find_it(typed: str) -> None:
    assert fold(typed) not in search_name("Åse Ødegård", "x@nordby.example")


@given(st.text(max_size=200), st.text(max_size=254))
def test_any_name_fits_its_columns(name: str, email: str) -> None:
    assert len(sort_name(name)) <= 400
    assert len(search_name(name, email)) <= 700


@given(st.text(alphabet="aeoæøåAEOÆØÅ bdjl", max_size=30))
def test_a_name_finds_itself_word_by_word(name: str) -> None:
    assert all(fold(word) in search_name(name, "x@nordby.example") for word in name.split())


def test_a_name_of_signs_that_are_many_letters_fits_too() -> None:
    assert len(sort_name("\ufdfa" * 200)) <= 400
    assert len(search_name("\ufdfa" * 200, "\ufdfa" * 254)) <= 700
