"""What can be done while sorting: from the fields of a form to an edit of the framework."""

from collections.abc import Callable, Mapping

from flask_babel import gettext
from werkzeug.datastructures import MultiDict

from course import sorting
from course.framework import Framework
from course.sorting import ASPECT, GROUP, THEME, Refused

Typed = MultiDict[str, str]
Edit = Callable[[Framework, Typed], Framework]


def _target(framework: Framework, typed: Typed) -> tuple[Framework, str]:
    """The place that was chosen; a new theme is made where one was named."""
    if typed.get("place") == "new":
        return sorting.add_place(framework, THEME, typed.get("new_theme", ""), "")
    return framework, typed.get("place", "")


def _move(framework: Framework, typed: Typed) -> Framework:
    ids = typed.getlist("statement")
    if not ids:
        raise Refused(gettext("Tick the expectations that you want to move."))
    framework, place = _target(framework, typed)
    return sorting.move(framework, ids, place, typed.get("level", ""))


def _change(framework: Framework, typed: Typed) -> Framework:
    framework, place = _target(framework, typed)
    texts = typed.get("text", "").splitlines()
    return sorting.change(framework, typed.get("statement", ""), texts, place, typed.get("level", ""))


def _add(framework: Framework, typed: Typed) -> Framework:
    framework, place = _target(framework, typed)
    return sorting.add(framework, typed.get("text", "").splitlines(), place, typed.get("level", ""))


def _add_place(framework: Framework, typed: Typed) -> Framework:
    rank = {"group": GROUP, "aspect": ASPECT}.get(typed.get("rank", ""), THEME)
    return sorting.add_place(framework, rank, typed.get("name", ""), typed.get("parent", ""))[0]


def _of_statement(edit: Callable[[Framework, str], Framework]) -> Edit:
    return lambda framework, typed: edit(framework, typed.get("statement", ""))


def _of_place(edit: Callable[[Framework, str], Framework]) -> Edit:
    return lambda framework, typed: edit(framework, typed.get("place", ""))


def _of_level(edit: Callable[[Framework, str], Framework]) -> Edit:
    return lambda framework, typed: edit(framework, typed.get("level", ""))


EDITS: Mapping[str, Edit] = {
    "move": _move,
    "change": _change,
    "add": _add,
    "merge": _of_statement(sorting.merge),
    "delete": _of_statement(sorting.delete),
    "up": _of_statement(lambda framework, id: sorting.shift(framework, id, up=True)),
    "down": _of_statement(lambda framework, id: sorting.shift(framework, id, up=False)),
    "add-place": _add_place,
    "change-place": lambda framework, typed: sorting.change_place(
        framework, typed.get("place", ""), typed.get("name", ""), typed.get("definition", ""), typed.get("parent", "")
    ),
    "remove-place": _of_place(sorting.remove_place),
    "place-up": _of_place(lambda framework, id: sorting.shift_place(framework, id, up=True)),
    "place-down": _of_place(lambda framework, id: sorting.shift_place(framework, id, up=False)),
    "add-level": lambda framework, typed: sorting.add_level(framework, typed.get("name", ""), typed.get("one", "")),
    "change-level": lambda framework, typed: sorting.change_level(
        framework, typed.get("level", ""), typed.get("name", ""), typed.get("one", "")
    ),
    "remove-level": lambda framework, typed: sorting.remove_level(
        framework, typed.get("level", ""), typed.get("to", "")
    ),
    "level-up": _of_level(lambda framework, id: sorting.shift_level(framework, id, up=True)),
    "level-down": _of_level(lambda framework, id: sorting.shift_level(framework, id, up=False)),
    "name": lambda framework, typed: sorting.name_framework(
        framework, typed.get("title", ""), typed.get("organisation", "")
    ),
}
"""What can be done, by the name in the form's address."""
OF_STATEMENT = {"change", "merge", "delete", "up", "down"}
OF_PLACE = {"change-place", "remove-place", "place-up", "place-down"}
OF_LEVELS = {"add-level", "change-level", "remove-level", "level-up", "level-down"}
PANELS = dict.fromkeys(OF_LEVELS, "levels") | {"add": "add", "add-place": "new-place", "name": "name"}


def panel_of(edit: str, typed: Typed) -> Mapping[str, str]:
    """What the address of the panel says that a form was sent from; empty for the form under the sheet."""
    if edit in OF_STATEMENT:
        return {"statement": typed.get("statement", "")}
    if edit in OF_PLACE:
        return {"place": typed.get("place", "")}
    return {PANELS[edit]: ""} if edit in PANELS else {}
