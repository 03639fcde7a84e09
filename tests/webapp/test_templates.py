"""The templates: each one compiles, imports what it uses, and is named like what shows it."""

from pathlib import Path

import pytest
from flask import Flask
from jinja2 import Environment, meta, nodes

TEMPLATES = Path(__file__).parents[2] / "webapp" / "templates"
NAMES = sorted(path.relative_to(TEMPLATES).as_posix() for path in TEMPLATES.rglob("*.html"))


def tree(name: str) -> nodes.Template:
    return Environment().parse((TEMPLATES / name).read_text(encoding="utf-8"))


@pytest.mark.parametrize("name", NAMES)
def test_a_template_compiles(name: str, app: Flask) -> None:
    assert app.jinja_env.get_template(name)


@pytest.mark.parametrize("name", NAMES)
def test_a_template_uses_what_it_imports_and_imports_what_is_there(name: str) -> None:
    used = {each.name for each in tree(name).find_all(nodes.Name) if each.ctx == "load"}
    for found in tree(name).find_all(nodes.FromImport):
        assert isinstance(found.template, nodes.Const)
        there = {macro.name for macro in tree(found.template.value).find_all(nodes.Macro)}
        for each in found.names:
            macro, alias = each if isinstance(each, tuple) else (each, each)
            assert macro in there, f"{name} imports {macro}"
            assert alias in used, f"{name} does not use {alias}"


def test_every_macro_is_used_somewhere() -> None:
    macros = {(name, macro.name) for name in NAMES for macro in tree(name).find_all(nodes.Macro)}
    called = {
        (name, call.node.name)
        for name in NAMES
        for call in tree(name).find_all(nodes.Call)
        if isinstance(call.node, nodes.Name)
    }
    imported = {
        (str(found.template.value), each if isinstance(each, str) else each[0])
        for name in NAMES
        for found in tree(name).find_all(nodes.FromImport)
        if isinstance(found.template, nodes.Const)
        for each in found.names
    }
    assert {
        macro
        for macro in macros
        if macro not in imported | called and macro[1] not in ("thank_address", "move_address")
    } == set()


@pytest.mark.parametrize("name", [name for name in NAMES if name.startswith("components/")])
def test_a_component_reads_nothing_of_the_request(name: str, app: Flask) -> None:
    parsed = app.jinja_env.parse((TEMPLATES / name).read_text(encoding="utf-8"))
    assert not {"request", "g", "session", "current_user"} & meta.find_undeclared_variables(parsed)


@pytest.mark.parametrize("name", NAMES)
def test_every_template_is_shown_by_something(name: str) -> None:
    code = "".join(path.read_text(encoding="utf-8") for path in TEMPLATES.parent.rglob("*.py"))
    others = "".join((TEMPLATES / other).read_text(encoding="utf-8") for other in NAMES if other != name)
    assert f'"{name}"' in code + others
