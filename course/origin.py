"""A course copied for one area: its head says of which course and edition, and its files lie in a folder of their own."""

import json
import re
from collections.abc import Mapping

from course import frontmatter

TOP_KEY = re.compile(r"([a-z_]+):")


def in_copy(path: str, course: str, copy: str) -> str:
    """`content/odsherred/rolle.md` -> `content/odsherred-skoler/rolle.md`; the other way round with the two changed."""
    folder, _, name = path.partition(f"/{course}/")
    return f"{folder}/{copy}/{name}"


def with_origin(text: str, course: str, edition: int, title: str | None = None) -> str:
    """course.md of a copy: as it is, but for the origin in its head, and its title.

    :param title: None: the title stays
    """
    head, _body, _lines = frontmatter.split(text)
    if head is None:
        return text
    values: Mapping[str, str] = {"origin": f"{{course: {course}, edition: {edition}}}"}
    if title is not None:
        values = {"title": json.dumps(title, ensure_ascii=False), **values}
    kept = [line for key, line in _keyed(head) if key not in values]
    written = [f"{key}: {value}" for key, value in values.items()]
    changed = "\n".join([*written[:-1], *kept, written[-1]]) + "\n"
    return text.replace(head, changed, 1) if head else text.replace("---\n", f"---\n{changed}", 1)


def _keyed(head: str) -> list[tuple[str, str]]:
    """The lines of a head, each with the outermost key it belongs to."""
    key, lines = "", []
    for line in head.rstrip("\n").split("\n"):
        match = TOP_KEY.match(line)
        key = match[1] if match else key
        lines.append((key, line))
    return lines
