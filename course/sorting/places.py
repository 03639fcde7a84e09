"""What a person does with groups, themes and focus points. Framework in, framework out."""

from dataclasses import replace

from course.framework import Framework, Place
from course.importer.writing import slug
from course.sorting.refused import NEEDS_THEME, NO_NAME, NO_TITLE, Refused, free_id, swapped
from course.sorting.statements import ASPECT, GROUP, THEME, place_of
from course.writing import LONGEST_NAME, plain, rank_of, rewritten

LONGEST_DEFINITION = 10_000
FIELDS = {GROUP: "groups", THEME: "themes", ASPECT: "aspects"}
"""Where a framework keeps the headings of a rank."""


def add_place(framework: Framework, rank: int, name: str, parent: str) -> tuple[Framework, str]:
    """Add a heading below the others of its rank, and give its id.

    :param parent: the group of a theme (empty: none), the theme of a focus point
    """
    above = _parent(framework, rank, parent)
    words = slug(_name(name), 2 if rank == ASPECT else 3)
    id = free_id(f"{above}-{words}" if rank == ASPECT else words, framework.references())
    return _with(framework, rank, (*_of(framework, rank), Place(id, _name(name), "", above))), id


def change_place(framework: Framework, id: str, name: str, definition: str, parent: str) -> Framework:
    """Give a heading its name, its definition, and the heading above it."""
    old = place_of(framework, id)
    rank = rank_of(framework, old)
    paragraphs = filter(None, map(plain, definition[:LONGEST_DEFINITION].splitlines()))
    above = _parent(framework, rank, parent)
    new = Place(id, _name(name), "\n\n".join(paragraphs), above)
    return _with(framework, rank, tuple(new if each is old else each for each in _of(framework, rank)))


def remove_place(framework: Framework, id: str) -> Framework:
    """Take a heading away. What stands under it moves to the heading above; its focus points go with it."""
    gone = place_of(framework, id)
    below = {each.id for each in framework.aspects if each.parent == id} | {id}
    statements = tuple(
        replace(
            each,
            group=None if each.group in below else each.group,
            theme=None if each.theme in below else each.theme,
            aspect=None if each.aspect in below else each.aspect,
        )
        for each in framework.statements
    )
    themes = tuple(
        replace(each, parent=None) if each.parent == gone.id else each for each in framework.themes if each.id != id
    )
    groups = tuple(each for each in framework.groups if each.id != id)
    aspects = tuple(each for each in framework.aspects if each.id not in below)
    return rewritten(replace(framework, groups=groups, themes=themes, aspects=aspects, statements=statements))


def shift_place(framework: Framework, id: str, up: bool) -> Framework:
    """Let a heading change places with its neighbour under the same heading; at the end nothing happens."""
    one = place_of(framework, id)
    rank = rank_of(framework, one)
    beside = [each for each in _of(framework, rank) if each.parent == one.parent]
    at = beside.index(one) + (-1 if up else 1)
    other = beside[at] if 0 <= at < len(beside) else None
    return _with(framework, rank, swapped(_of(framework, rank), one, other))


def name_framework(framework: Framework, title: str, organisation: str) -> Framework:
    """Say what the framework is called and whose it is."""
    title, organisation = " ".join(title.split()), " ".join(organisation.split())
    if not title:
        raise Refused(NO_TITLE)
    if (title, organisation) == (framework.title, framework.organisation):
        return framework
    return rewritten(replace(framework, title=title, organisation=organisation))


def _of(framework: Framework, rank: int) -> tuple[Place, ...]:
    found: tuple[Place, ...] = getattr(framework, FIELDS[rank])
    return found


def _with(framework: Framework, rank: int, places: tuple[Place, ...]) -> Framework:
    return rewritten(replace(framework, **{FIELDS[rank]: places}))  # type: ignore[arg-type]


def _name(name: str) -> str:
    clean = plain(name)[:LONGEST_NAME].strip()
    if not any(map(str.isalnum, clean)):
        raise Refused(NO_NAME)
    return clean


def _parent(framework: Framework, rank: int, parent: str) -> str | None:
    """The heading above one of this rank; a group has none."""
    if rank == ASPECT and parent not in {each.id for each in framework.themes}:
        raise Refused(NEEDS_THEME)
    if rank == GROUP or not parent:
        return None
    place = place_of(framework, parent)
    return parent if rank_of(framework, place) == rank - 1 else None
