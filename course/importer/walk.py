"""Walks the events with the headings and the level that are open at each."""

from collections.abc import Callable

from course.importer import labels
from course.importer.events import Event
from course.importer.labels import folded
from course.importer.levels import EVERYBODY, SCALE
from course.importer.placed import Node, Placed, Placing

ORDER = ("group", "theme", "aspect")
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
        self._pop(lambda above: above.depth >= max(event.depth, 0))
        if event.depth >= 0:
            self.stack.append(node)
            return
        if event.word and any(each.word for each in self.stack):
            order = ORDER[: ORDER.index(event.word)]
            self._pop(lambda above: above.word not in order)
        elif event.rank:
            if self.level_rank and event.rank <= self.level_rank:
                self.key, self.level_rank = None, 0
            self._pop(lambda above: above.rank >= event.rank or not above.rank)
        elif folded(event.text) in self.leaves:
            self._leaf(event)
        elif not self._is_below(event):
            self.stack = []
        if node.aside and self.leveled and not event.word:
            self.key = None
        self.stack.append(node)

    def _pop(self, ends: Callable[[Node], bool]) -> None:
        """Close the innermost headings for which this holds."""
        while self.stack and ends(self.stack[-1]):
            self.stack.pop()

    def _leaf(self, event: Event) -> None:
        """Close what a heading ends that holds statements itself."""
        turned = self.before is not None and self.before.page != event.page and self.before.kind != "head"
        if self.inner and not self.level_rank:
            self.key = None
        if turned and not self.inner and not self._carries_on():
            self.stack = []
        self._pop(lambda above: folded(above.name) in self.leaves or above.aside)

    def _is_below(self, event: Event) -> bool:
        """Whether a heading of headings stands right below another one, the outermost."""
        if self.before is None or self.before.kind != "head" or folded(self.before.text) in self.leaves:
            return False
        if len(self.stack) != 1 or self.before.line != self.stack[0].line:
            return False
        return self.before.page == event.page or not self.stack[0].aside

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
