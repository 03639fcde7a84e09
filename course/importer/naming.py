"""Which levels a document names, and where."""

import re
from collections import Counter
from collections.abc import Iterator, Sequence

from course.importer.document import Block
from course.importer.labels import folded, is_quotation, label_like, sentences
from course.importer.levels import (
    EVERYBODY,
    GENERIC,
    Role,
    leading_role,
    loose_label,
    role_label,
    subject_role,
    trailing_role,
)


class LevelNames:
    """The levels that the labels of a document name."""

    def __init__(self, blocks: Sequence[Block]) -> None:
        self.blocks = blocks
        self.times: Counter[str] = Counter()
        """How often each level is named."""
        self.loose: dict[str, str] = {}
        """Folded name -> key of levels that only their place tells."""
        self.acting = False
        """Whether no label names the levels, only sentences whose subjects they are."""
        self.names = self._level_names()
        """Level key -> name as the document says it, in the order of the document."""

    def _level_names(self) -> dict[str, str]:
        """The levels that labels name, at least two; else none."""
        names: dict[str, Counter[str]] = {}
        fronts: dict[str, str] = {}
        for place, block in enumerate(self.blocks):
            for text in block.cells or (block.text,):
                role = role_label(text) if block.cells or len(text) < 110 else None
                if role is not None and not self.is_signature(place):
                    names.setdefault(role.key, Counter())[role.name] += 1
                    self.times[role.key] += 1
                elif role is None:
                    for front, _rest in self._fronts(text):
                        fronts.setdefault(front.key, front.name)
                        self.times[front.key] += 1
        if len(fronts) + len(names) > 1 or names:
            for key, name in fronts.items():
                names.setdefault(key, Counter())[name] += 1
        if len(names) < 2:
            names = self._subjects()
            self.acting = len(names) > 1
        if len(names) > 1:
            self._add_loose(names)
        return {key: found.most_common(1)[0][0] for key, found in names.items()} if len(names) > 1 else {}

    def _subjects(self) -> dict[str, Counter[str]]:
        """The levels that several sentences each say what they do, where no label names any."""
        found: dict[str, Counter[str]] = {}
        for block in self.blocks:
            for sentence in sentences(block.text) if block.kind in ("text", "item") else ():
                role = subject_role(sentence)
                if role is not None and role.key not in GENERIC:
                    found.setdefault(role.key, Counter())[role.name] += 1
        found = {key: names for key, names in found.items() if names.total() > 1}
        if len(found) > 1:
            self.times.update({key: names.total() for key, names in found.items()})
        return found

    def acts(self, sentence: str) -> str | None:
        """The level that a sentence says what it does."""
        role = subject_role(sentence) if self.acting else None
        return role.key if role is not None and role.key in self.names else None

    def _add_loose(self, names: dict[str, Counter[str]]) -> None:
        """Names that are levels because they stand beside levels: as often as they do."""
        seen: dict[str, Counter[str]] = {}
        for block in self.blocks:
            for text in block.cells or (block.text,):
                role = loose_label(text) if role_label(text) is None else None
                if role is not None and (block.kind == "row" or label_like(text)):
                    seen.setdefault(role.key, Counter())[role.name] += 1
        usual = Counter(self.times[key] for key in names).most_common(1)[0][0]
        for key, found in seen.items():
            if found.total() == usual and usual > 1:
                names[key] = found
                self.loose[folded(found.most_common(1)[0][0])] = key

    @staticmethod
    def _fronts(text: str) -> Iterator[tuple[Role, str]]:
        for part in re.split(r"(?<=[.;])\s+", text) if ":" in text else [text]:
            if (found := leading_role(part) or trailing_role(part)) is not None:
                yield found

    def is_signature(self, place: int) -> bool:
        """Whether a title stands below the name of the person who has it."""
        if place < 2 or self._level_follows(place):
            return False
        if self._ends_a_letter(place):
            return True
        name, above = self.blocks[place - 1], self.blocks[place - 2]
        words = name.text.rstrip(",").split()
        named = 2 <= len(words) <= 4 and all(word[0].isupper() for word in words) and role_label(name.text) is None
        return (
            named
            and name.kind == "text"
            and above.kind == "text"
            and above.text.endswith((".", "!", ",", "hilsen", "hilsen:"))
        )

    def _ends_a_letter(self, place: int) -> bool:
        """Whether a title stands last on its page, below sentences, as under a foreword or below a quotation."""
        before, block = self.blocks[place - 1], self.blocks[place]
        after = self.blocks[place + 1] if place + 1 < len(self.blocks) else None
        if before.kind == "text" and before.page == block.page and is_quotation(before.text):
            return not block.marked
        below = before.kind == "text" and before.page == block.page and len(sentences(before.text)) > 1
        return below and after is not None and after.page != block.page

    def _level_follows(self, place: int) -> bool:
        after = self.blocks[place + 1] if place + 1 < len(self.blocks) else None
        return after is not None and after.kind in ("item", "row")

    def role(self, text: str) -> str | None:
        """The key of the level that a text names and nothing else."""
        role = role_label(text)
        if role is None and self.loose:
            return self.loose.get(folded(text))
        return role.key if role is not None and role.key in self.names else None

    def cell_role(self, text: str) -> str | None:
        """As `role`, and "" for a cell that names all leaders."""
        key = self.role(text)
        return "" if key is None and self.names and len(text.split()) < 5 and EVERYBODY.search(text) else key

    def front(self, text: str) -> tuple[str, str] | None:
        """The level, or "" for all leaders, in front of a text, and the text; None where none stands there."""
        found = leading_role(text) or trailing_role(text)
        if found is not None and found[0].key in self.names:
            return found[0].key, found[1]
        head, colon, rest = text.partition(":")
        for_all = colon and rest.strip() and len(head.split()) < 6 and EVERYBODY.search(head)
        return ("", rest.strip()) if for_all and self.names else None
