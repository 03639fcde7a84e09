"""Sorting: what a person does with the framework that an import found, edit by edit.

Every edit takes a framework and gives the framework that reads back from the file once it is written. Ids are stable.
"""

from course.sorting.levels import MOST as MOST_LEVELS
from course.sorting.levels import add_level, change_level, remove_level, shift_level
from course.sorting.places import add_place, change_place, name_framework, remove_place, shift_place
from course.sorting.refused import Refused
from course.sorting.statements import (
    ASPECT,
    GROUP,
    THEME,
    add,
    change,
    delete,
    following,
    merge,
    move,
    shift,
)

__all__ = [
    "ASPECT",
    "GROUP",
    "MOST_LEVELS",
    "THEME",
    "Refused",
    "add",
    "add_level",
    "add_place",
    "change",
    "change_level",
    "change_place",
    "delete",
    "following",
    "merge",
    "move",
    "name_framework",
    "remove_level",
    "remove_place",
    "shift",
    "shift_level",
    "shift_place",
]
