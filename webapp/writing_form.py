"""What an author sends from her desk: the text, and the fields above it."""

from typing import Any

from flask_babel import gettext
from werkzeug.datastructures import MultiDict

from course.head import in_one_line

LONGEST = 150_000
"""Characters of one text that can be written in the browser."""
LONGEST_FIELD = 1000
"""Characters of a field above it, and of a line in one."""
LISTS = ("themes", "levels")
Form = MultiDict[str, str]


def read_text(form: Form) -> str:
    """The text; where the parts of other levels are folded, it comes in several fields."""
    return "\n".join(form.getlist("text"))


def read_fields(form: Form) -> dict[str, Any]:
    """The head of the file, for `write_sheet`; empty where the form has no fields for it."""
    fields: dict[str, Any] = {"generated": False} if form.get("finished") else {}
    if "title" not in form:
        return fields
    fields |= {name: in_one_line(form.get(name, "")) for name in ("title", "summary")}
    if not fields["title"]:
        del fields["title"]  # a module keeps the name it has until it gets another
    lines = (in_one_line(line) for line in form.get("objectives", "").splitlines())
    fields["objectives"] = [line for line in lines if line]
    for name in LISTS:
        if f"{name}_shown" in form:
            fields[name] = [in_one_line(each) for each in form.getlist(name)]
    return fields


def too_long(form: Form) -> str | None:
    """The sentence that says what cannot be saved because it is too long; None when everything fits."""
    if len(read_text(form)) > LONGEST:
        return str(
            gettext("The text is longer than %(count)s characters. Move some of it to another module.", count=LONGEST)
        )
    lines = [form.get("title", ""), form.get("summary", ""), *form.get("objectives", "").splitlines()]
    if any(len(line) > LONGEST_FIELD for line in (*lines, *form.getlist("themes"), *form.getlist("levels"))):
        return str(
            gettext("A field above the text is longer than %(count)s characters. Shorten it.", count=LONGEST_FIELD)
        )
    return None
