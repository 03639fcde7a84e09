"""Statements that a document prints more than once."""

from collections.abc import Iterable, Sequence

from course.importer.draft import Found
from course.importer.labels import packed


def once(found: Sequence[Found], levels: Iterable[str]) -> list[Found]:
    """Each statement once per level, with all that any of its printings tells.

    :param levels: the levels' keys
    """
    keys = list(levels)
    kept: dict[tuple[str, str | None], Found] = {}
    for each in found:
        key = (packed(each.text), each.level)
        known = kept.get(key)
        if known is not None:
            _add(known, each)
            continue
        bare = kept.get((key[0], None))
        if each.level and bare is not None and not bare.everybody:
            kept.pop((key[0], None))
        elif each.level is None and not each.everybody and any((key[0], level) in kept for level in keys):
            continue
        kept[key] = each
    return list(kept.values())


def _add(known: Found, again: Found) -> None:
    """What another printing tells of the headings."""
    if known.theme is None and again.theme is not None:
        known.group, known.theme, known.aspect = again.group, again.theme, again.aspect
    elif again.aspect is not None and (known.theme is None or (known.aspect is None and again.theme == known.theme)):
        known.aspect = again.aspect
