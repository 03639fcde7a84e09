"""Walks the events with the headings and the level that are open at each."""

from course.importer import labels
from course.importer.events import Event
from course.importer.labels import folded
from course.importer.levels import EVERYBODY, SCALE
from course.importer.placed import Node, Placed, Placing

STEP_DOUBT = "Punktet står under et udviklingstrin. Et trin er ikke et ledelsesniveau; se efter, om det er en forventning til alle."


class Walk:
    def __init__(
        self,
        events: list[Event],
        leaves: set[str],
        inner: bool,
        given: dict[int, tuple[str, str]],
        moved: set[int],
        leveled: bool,
    ) -> None:
        self.events = events
        self.leaves = leaves
        self.inner = inner
        self.given = given
        self.moved = moved
        self.leveled = leveled
        self.stack: list[Node] = []
        self.key: str | None = None
        self.level_rank = 0
        self.level_depth = -1
        self.before: Event | None = None
        self.for_all = False
        """Whether the last line above speaks of all leaders."""
        self.result = Placing()
        self.said = False
        """Whether a statement stands since the last heading."""
        self.scale = False
        """Whether the text belongs to a step of a scale."""
        self.run_of_heads = 0
        """How many headings stand together before the next text."""

    def run(self) -> Placing:
        for place, event in enumerate(self.events):
            self.said = (self.said or event.kind == "say") and event.kind != "head"
            self.scale = self.scale and event.kind not in ("head", "level")
            if event.kind == "head":
                self._head(event)
            elif event.kind == "level":
                self._level(event)
            elif event.kind == "say" and self.scale:
                self.result.asides.append(event)
                self.result.steps.append(Placed(event, self.key, tuple(self.stack), False, STEP_DOUBT))
            elif event.kind == "say":
                self._say(place, event)
            elif event.kind == "prose":
                self._prose(event)
            else:
                self.scale = self.scale or (
                    SCALE.match(event.text) is not None and event.text[:1].isalpha() and event.depth < 0
                )
                self.result.asides.append(event)
            same_page = self.before is not None and self.before.page == event.page
            self.run_of_heads = (self.run_of_heads if same_page else 0) + 1 if event.kind == "head" else 0
            self.before = event
        return self.result

    def _head(self, event: Event) -> None:
        self.result.heads.append(event)
        self.for_all = False
        node = Node(event.text, event.rank, event.word, event.line, event.depth, labels.is_aside(event.text))
        if event.depth >= 0:
            while self.stack and (self.stack[-1].depth >= event.depth):
                self.stack.pop()
            self.stack.append(node)
            return
        while self.stack and self.stack[-1].depth >= 0:
            self.stack.pop()
        turned_page = self.before is not None and self.before.page != event.page
        turned = (
            self.before is not None and self.before.page != event.page and self.before.kind != "head" and not event.rank
        )
        if event.word and any(each.word for each in self.stack):
            order = ("group", "theme", "aspect")
            while self.stack and (
                not self.stack[-1].word or order.index(self.stack[-1].word) >= order.index(event.word)
            ):
                self.stack.pop()
        elif event.rank:
            if self.level_rank and event.rank <= self.level_rank:
                self.key, self.level_rank = None, 0
            while self.stack and (self.stack[-1].rank >= event.rank or not self.stack[-1].rank):
                self.stack.pop()
        elif folded(event.text) in self.leaves:
            if self.inner and not self.level_rank:
                self.key = None
            if turned and not self.inner and not self._carries_on():
                self.stack = []
            while self.stack and (folded(self.stack[-1].name) in self.leaves or self.stack[-1].aside):
                self.stack.pop()
        else:
            above = (
                self.before is not None
                and self.before.kind == "head"
                and folded(self.before.text) not in self.leaves
                and self.before.line == (self.stack[-1].line if self.stack else 0)
            )
            if not above or len(self.stack) > 1 or (turned_page and self.stack[0].aside):
                self.stack = []
        if node.aside and self.leveled and not event.word:
            self.key = None
        self.stack.append(node)

    def _carries_on(self) -> bool:
        """Whether the heading above may hold for the next page too: it holds only headings."""
        return bool(self.stack) and folded(self.stack[0].name) not in self.leaves and not self.stack[0].aside

    def _level(self, event: Event) -> None:
        self.key = event.key
        self.level_rank, self.level_depth = event.rank, event.depth
        self.for_all = event.key == "" and EVERYBODY.search(event.text) is not None
        if event.depth >= 0:
            return
        while self.stack and self.stack[-1].depth >= 0:
            self.stack.pop()
        if event.rank and any(each.rank for each in self.stack):
            while self.stack and self.stack[-1].rank >= event.rank:
                self.stack.pop()
            if not self.inner:
                self.stack = [each for each in self.stack if not each.aside]
        elif not self.inner or (self.before is not None and self.before.page != event.page):
            self.stack = []
        self.stack = [each for each in self.stack if not each.aside]

    def _say(self, place: int, event: Event) -> None:
        key = event.key if event.key is not None else self.key
        if event.key is None and 0 <= event.depth <= self.level_depth:
            self.key, self.level_depth = None, -1
            key = None
        if event.depth >= 0:
            while self.stack and self.stack[-1].depth >= event.depth:
                self.stack.pop()
        if key is None and self.for_all:
            key = ""
        path = tuple(self.stack)
        doubt = ""
        if place in self.given:
            name, doubt = self.given[place]
            path = (Node(name, 0, "theme", event.line),)
        self.result.says.append(Placed(event, key, path, any(each.aside for each in path) and not event.theme, doubt))

    def _prose(self, event: Event) -> None:
        self.for_all = not event.theme and EVERYBODY.search(event.text) is not None
        if self.scale:
            self.result.asides.append(event)
            return
        if (
            self.run_of_heads > 2
            and folded(self.stack[-1].name if self.stack else "") not in self.leaves
            and not any(node.rank or node.word for node in self.stack)
        ):
            self.stack = []
        if event.theme:
            self.result.prose.append(Placed(event, None, (Node(event.theme, 0, "theme", event.line),), False))
            return
        self.result.prose.append(
            Placed(event, self.key, tuple(self.stack), any(each.aside for each in self.stack), late=self.said)
        )
