"""The words of the dialect: every directive and key with its English and its Danish name, from one table.

The parser, the checker and the help page all read this table, so that none of them can go stale.
"""

from dataclasses import dataclass
from typing import Literal

Place = Literal["module", "quiz", "talks"]


@dataclass(frozen=True, slots=True)
class DirectiveWord:
    name: str
    danish: str
    places: tuple[Place, ...]
    keys: tuple[str, ...] = ()
    least: int = 0
    """The fewest arguments that make sense; 1 means an id or a reference is demanded."""
    most: int | None = None
    """The most arguments; None means any number."""


DIRECTIVES = (
    DirectiveWord("expectations", "forventninger", ("module",), ("level",), least=1),
    DirectiveWord("definition", "definition", ("module",), ("level",), least=1, most=1),
    DirectiveWord("term", "begreb", ("module",), ("level",), least=1),
    DirectiveWord("level", "niveau", ("module",), (), least=1),
    DirectiveWord("case", "case", ("module",), ("level",)),
    DirectiveWord("note", "note", ("module",), ("level",)),
    DirectiveWord("shift", "skift", ("module",), ("level",), most=0),
    DirectiveWord("ask", "prøv", ("module",), ("level",), least=1),
    DirectiveWord("reflection", "refleksion", ("module",), ("level", "covers"), least=1, most=1),
    DirectiveWord("intention", "plan", ("module",), ("level", "covers"), least=1, most=1),
    DirectiveWord("talk", "samtale", ("module", "talks"), ("level", "for", "day"), least=1, most=1),
    DirectiveWord("partner", "makker", ("module",), ("level",), least=1, most=1),
    DirectiveWord("local", "lokalt", ("module",), ("level",), least=1, most=1),
    DirectiveWord("question", "spørgsmål", ("quiz",), ("level", "covers"), least=1, most=1),
)
BY_NAME = {word.name: word for word in DIRECTIVES} | {word.danish: word for word in DIRECTIVES}
BY_NAME["lokal"] = BY_NAME["local"]  # both forms are natural Danish

KEYS = {"level": "niveau", "covers": "dækker", "for": "til", "day": "dag"}
KEY_BY_NAME = {key: key for key in KEYS} | {danish: key for key, danish in KEYS.items()}

WARMUP = {"warmup", "opvarmning"}
FOR_MANAGER = {"manager", "leder"}
EVERYBODY = {"alle", "all"}
"""What stands in the place of a level's name before a statement to all."""
