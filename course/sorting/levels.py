"""What a person does with the levels of leadership. Framework in, framework out."""

from dataclasses import replace

from course.framework import Framework, Level
from course.importer.writing import slug
from course.sorting.refused import LEVEL_TAKEN, LEVELS_FULL, NO_LEVEL, NO_NAME, NO_ONE, Refused, free_id, swapped
from course.words import EVERYBODY
from course.writing import name_of, rewritten

MOST = 5


def add_level(framework: Framework, name: str, one: str) -> Framework:
    """Add a level below the others."""
    if len(framework.levels) >= MOST:
        raise Refused(LEVELS_FULL)
    name, one = _names(framework, name, one)
    id = free_id(slug(name, 5, every=True), [each.id for each in framework.levels])
    return rewritten(replace(framework, levels=(*framework.levels, Level(id, name, one))))


def change_level(framework: Framework, id: str, name: str, one: str) -> Framework:
    """Give a level its names."""
    old = _level(framework, id)
    name, one = _names(framework, name, one, but=id)
    levels = tuple(Level(id, name, one) if each is old else each for each in framework.levels)
    return rewritten(replace(framework, levels=levels))


def remove_level(framework: Framework, id: str, to: str) -> Framework:
    """Take a level away.

    :param to: the level its statements go to; empty: to all leaders
    """
    gone = _level(framework, id)
    target = _level(framework, to).id if to and to != id else None
    statements = tuple(replace(each, level=target) if each.level == gone.id else each for each in framework.statements)
    levels = tuple(each for each in framework.levels if each is not gone)
    return rewritten(replace(framework, levels=levels, statements=statements))


def shift_level(framework: Framework, id: str, up: bool) -> Framework:
    """Let a level change places with its neighbour; at the end nothing happens."""
    one = _level(framework, id)
    at = framework.levels.index(one) + (-1 if up else 1)
    other = framework.levels[at] if 0 <= at < len(framework.levels) else None
    return rewritten(replace(framework, levels=swapped(framework.levels, one, other)))


def _level(framework: Framework, id: str) -> Level:
    found = next((each for each in framework.levels if each.id == id), None)
    if found is None:
        raise Refused(NO_LEVEL)
    return found


def _names(framework: Framework, name: str, one: str, but: str = "") -> tuple[str, str]:
    """Both names, clean; the level's own old name does not count as taken."""
    name, one = name_of(name), name_of(one)
    if not any(map(str.isalnum, name)):
        raise Refused(NO_NAME)
    if not any(map(str.isalnum, one)):
        raise Refused(NO_ONE)
    if name.casefold() in {each.name.casefold() for each in framework.levels if each.id != but} | EVERYBODY:
        raise Refused(LEVEL_TAKEN)
    return name, one
