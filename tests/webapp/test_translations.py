"""Every word on the pages has a Danish one."""

import io
import re
from collections.abc import Iterator
from functools import cache
from pathlib import Path

import pytest
from babel.messages.catalog import Catalog, Message
from babel.messages.extract import extract_from_dir
from babel.messages.pofile import read_po
from jinja2 import Environment
from jinja2 import nodes as jinja

from tests.webapp.pages import parse

WEBAPP = Path(__file__).parents[2] / "webapp"
TEMPLATES = sorted((WEBAPP / "templates").rglob("*.html"))
MAPPING = [("**.py", "python"), ("templates/**.html", "jinja2")]
NAME = "Lederstart"
SAME = {"In English", "På dansk", "From {}:Fra {}:"}
"""Words that stand in their own language whatever the page's is."""
KEYWORDS: dict[str, tuple[int, ...] | None] = {
    "_": None,
    "gettext": None,
    "ngettext": (1, 2),
    "lazy_gettext": None,
    "N_": None,
}
PLACEHOLDER = re.compile(r"%\((\w+)\)[sd]")


@cache
def in_the_code() -> dict[str, tuple[str, ...]]:
    """Every message id with its forms (one, or singular and plural)."""
    found: dict[str, tuple[str, ...]] = {}
    for _file, _line, message, _comments, _context in extract_from_dir(WEBAPP, MAPPING, keywords=KEYWORDS):
        forms = message if isinstance(message, tuple) else (message,)
        found[forms[0]] = forms
    return found


def danish() -> Catalog:
    return read_po(io.BytesIO((WEBAPP / "translations/da/LC_MESSAGES/messages.po").read_bytes()), locale="da")


def translated() -> Iterator[tuple[Message, tuple[str, ...], tuple[str, ...]]]:
    """Each message of the catalogue with its English and its Danish forms."""
    for message in danish():
        if message.id:
            yield message, _forms(message.id), _forms(message.string or "")


def _forms(text: str | list[str] | tuple[str, ...]) -> tuple[str, ...]:
    return (text,) if isinstance(text, str) else tuple(text)


def test_every_message_of_the_code_is_danish_in_the_catalogue() -> None:
    catalogue = {english[0]: danish for _, english, danish in translated()}
    assert len(in_the_code()) > 200
    assert sorted(id for id in in_the_code() if not all(catalogue.get(id, ("",)))) == []


def test_no_translation_is_a_guess() -> None:
    assert [message.id for message in danish() if message.id and message.fuzzy] == []


def test_no_translation_is_left_over() -> None:
    assert sorted(english[0] for _, english, _ in translated() if english[0] not in in_the_code()) == []


def test_plurals_have_both_forms() -> None:
    for _, english, forms in translated():
        assert len(forms) == len(english), english


def test_translations_keep_their_placeholders() -> None:
    for _, english, forms in translated():
        known = set(PLACEHOLDER.findall(english[-1]))
        for form in forms:
            used = set(PLACEHOLDER.findall(form))
            assert used <= known, form
            assert used == known or form is not forms[-1], form
            assert "%" not in PLACEHOLDER.sub("", form).replace("%%", ""), form


def test_a_translation_has_no_space_at_its_ends() -> None:
    assert [form for _, _, forms in translated() for form in forms if form != form.strip()] == []


@pytest.mark.parametrize("path", TEMPLATES, ids=lambda path: path.relative_to(WEBAPP / "templates").as_posix())
def test_a_template_has_no_words_but_translated_ones(path: Path) -> None:
    tree = Environment(extensions=["jinja2.ext.i18n"]).parse(path.read_text(encoding="utf-8"))
    html = "".join(
        part.data if isinstance(part, jinja.TemplateData) else "{}"
        for output in tree.find_all(jinja.Output)
        for part in output.nodes
    )
    words = [each.strip() for each in _texts(html)]
    assert [each for each in words if re.search(r"[^\W\d_]{2}", each.replace(NAME, "")) and each not in SAME] == []


def _texts(html: str) -> Iterator[str]:
    """Text nodes and the attributes that are read out."""
    root, _ = parse(html)
    for element in [root, *root]:
        yield from (child for child in element.children if isinstance(child, str))
        for name in ("title", "alt", "aria-label", "placeholder"):
            yield element.attributes.get(name, "")
