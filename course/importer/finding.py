"""Blocks -> a draft of the framework: levels in order, headings in ranks, each statement once, and what was left over."""

import re
from collections import Counter
from collections.abc import Sequence

from course.importer import about, labels, prose
from course.importer.blocks import blocks, label_like
from course.importer.document import Block, Document
from course.importer.draft import Draft, DraftLevel, Found, Heading
from course.importer.events import Told, tell
from course.importer.labels import folded
from course.importer.levels import one_of, rank
from course.importer.placing import Node, Placed, Placing, place

PROSE_DOUBT = "Sætningen er taget ud af løbende tekst. Se efter, om den er en forventning."
TERM_DOUBT = "Temaet har ingen punkter. Teksten er taget fra ordlisten."
EVERYBODY_DOUBT = "Der står ikke et niveau ved. Vi har sat den til alle ledere."
NO_LEVELS = "Vi fandt ingen ledelsesniveauer i dokumentet. Forventningerne er sat til alle ledere; tilføj niveauer, hvis I har dem."
NO_FRAMEWORK = (
    "Dokumentet ligner ikke et ledelsesgrundlag. Vi fandt hverken ledelsesniveauer eller forventninger til ledere. "
    "Se efter, om det er den rigtige fil."
)
FEW = "Vi fandt kun få forventninger ({count}) og ingen ledelsesniveauer. Se efter, om det er hele ledelsesgrundlaget."
PACKED = re.compile(r"[\W_]+")


def find(document: Document, source: str) -> Draft:
    """The draft of a framework from a document.

    :param source: the file's name, as the framework will state it
    """
    parts, _words = blocks(document)
    draft = Draft(source=source)
    draft.title = about.title(parts, document.title) or source
    draft.organisation = about.organisation(parts)
    draft.year = about.year(parts, draft.title)
    draft.language = about.language("\n".join(" ".join(block.cells) or block.text for block in parts))
    body, terms = _glossary(parts)
    draft.terms = terms
    told = tell(body)
    placing = place(told)
    _Finder(draft, told, placing, parts).run()
    return draft


def _glossary(parts: Sequence[Block]) -> tuple[list[Block], list[tuple[str, str]]]:
    """The document without its list of words, and the words with their explanations."""
    start = next(
        (
            n
            for n, block in enumerate(parts)
            if block.kind in ("heading", "text") and labels.GLOSSARY.match(block.text) and len(block.text.split()) < 5
        ),
        None,
    )
    if start is None:
        return list(parts), []
    terms: list[tuple[str, str]] = []
    end = start + 1
    name = ""
    head_rank = parts[start].rank
    while end < len(parts):
        block = parts[end]
        if block.rank and head_rank and block.rank <= head_rank:
            break
        if block.kind == "row":
            cells = [cell.replace("\n", " ") for cell in block.cells if cell.strip()]
            if len(cells) == 2:
                terms.append((cells[0], cells[1]))
        elif (
            (split := re.match(r"(.{2,60}?)\s*(?::|\s[–—-]\s)\s*(\S.{10,})$", block.text))
            and label_like(split[1])
            and len(split[1].split()) < 6
        ):
            terms.append((split[1], split[2]))
            name = ""
        elif label_like(block.text) and block.kind != "item":
            name = labels.heading_name(block.text)
        elif name:
            terms.append((name, block.text))
            name = ""
        elif terms and block.kind == "text":
            terms[-1] = (terms[-1][0], f"{terms[-1][1]} {block.text}")
        end += 1
    if len(terms) < 2:
        return list(parts), []
    kept: dict[str, tuple[str, str]] = {}
    for term, text in terms:
        kept.setdefault(term.casefold(), (term, text))
    return [*parts[:start], *parts[end:]], list(kept.values())


def stems(text: str) -> set[str]:
    """The beginnings of the longer words of a text."""
    return {word.casefold()[:5] for word in re.findall(r"[^\W\d_]{3,}", text)}


def _names(sentence: str, words: set[str]) -> bool:
    """Whether a sentence has words that begin like all of these."""
    said = [word.casefold() for word in re.findall(r"[^\W\d_]{3,}", sentence)]
    return bool(words) and all(any(each.startswith(word) for each in said) for word in words)


class _Finder:
    def __init__(self, draft: Draft, told: Told, placing: Placing, parts: Sequence[Block]) -> None:
        self.draft = draft
        self.told = told
        self.placing = placing
        self.parts = parts
        self.used: set[int] = set()
        self.title = folded(draft.title)
        if sum(folded(event.text) == self.title for event in placing.heads) > 1:
            self.title = ""

    def run(self) -> None:
        draft = self.draft
        used_keys: Counter[str] = Counter(each.key for each in self.placing.says if each.key)
        leveled = {key for key, count in used_keys.items() if count}
        if len(leveled) < 2:
            leveled = set()
        self._levels(leveled, used_keys)
        says = [each for each in self.placing.says if self._is_kept(each)]
        if not says and not leveled:
            says = [each for each in self.placing.steps if self._is_kept(each)]
        self._paths(says)
        found = [self._found(each) for each in says]
        found += self._from_prose()
        draft.statements = self._once(found)
        self._definitions()
        self._from_terms()
        self._verdict()
        self._leftovers()

    def _levels(self, leveled: set[str], used: Counter[str]) -> None:
        order = [key for key in self.told.names if key in leveled]
        if len(order) > 5:
            most = {key for key, _count in used.most_common(5)}
            order = [key for key in order if key in most]
        ranks = [rank(key) for key in order]
        if all(each < 9 for each in ranks) and ranks == sorted(ranks, reverse=True) and len(set(ranks)) > 1:
            order.reverse()
        self.draft.levels = [DraftLevel(key, self.told.names[key], one_of(self.told.names[key])) for key in order]
        self.keys = set(order)

    def _is_kept(self, each: Placed) -> bool:
        """Whether something said is a statement: it has its level, or holds for all, or the document has no levels."""
        text = each.event.text
        if not any(map(str.isalpha, text)) or len(text) < 4:
            return False
        if self.keys:
            if each.key in self.keys or each.key == "":
                return not each.aside or each.event.alone
            return self._under_leveled_theme(each)
        if each.aside or (len(text.split()) < 3 and not text.endswith(".")):
            return False
        return bool(each.path) or not self._any_path()

    def _any_path(self) -> bool:
        return any(each.path for each in self.placing.says)

    def _under_leveled_theme(self, each: Placed) -> bool:
        """Whether a statement without a level stands under a theme that has statements of levels too."""
        if each.key is not None or each.aside or not each.path:
            return False
        if not hasattr(self, "_leveled_names"):
            self._leveled_names = {
                folded(other.path[-1].name) for other in self.placing.says if other.key in self.keys and other.path
            }
        return (
            folded(each.path[-1].name) in self._leveled_names
            and len(each.event.text.split()) > 2
            and each.event.text[-1] != ":"
        )

    # --- headings ---

    def _paths(self, says: Sequence[Placed]) -> None:
        """Decide which headings are groups, themes and aspects."""
        single: set[str] = set()
        pairs: Counter[tuple[str, str]] = Counter()
        slots: Counter[tuple[str, str, str | None]] = Counter()
        seen: set[tuple[str, str | None, tuple[str, ...]]] = set()
        for each in says:
            names = self._names(each)
            once = (
                PACKED.sub("", each.event.text.casefold()),
                each.key,
                tuple(folded(node.name) for node in names[-2:]),
            )
            if once in seen:
                continue
            seen.add(once)
            if len(names) == 1:
                single.add(folded(names[0].name))
            elif len(names) > 1:
                first, second = folded(names[-2].name), folded(names[-1].name)
                pairs[first, second] += 1
                slots[first, second, each.key] += 1
        parents = {first for first, _second in pairs}
        single_slots = sum(times == 1 for times in slots.values()) >= 0.9 * len(slots)
        leaves = {second for _first, second in pairs}
        defined = leaves & {folded(each.path[-1].name) for each in self.placing.prose if each.path and not each.late}
        children = Counter(first for first, _second in pairs)
        self.fine = bool(parents & single) or (
            bool(self.keys)
            and len(parents) > 1
            and single_slots
            and len(defined) * 2 <= len(leaves)
            and max(children.values(), default=0) > 1
        )

    def _names(self, each: Placed) -> list[Node]:
        """The headings above a statement that count, from the outermost: not the document's title, no aside."""
        nodes = [
            node
            for node in each.path
            if not node.aside
            and not labels.OVERVIEW.match(node.name)
            and (folded(node.name) != self.title or node.depth >= 0)
        ]
        if each.event.theme:
            nodes = [Node(each.event.theme, 0, "theme", each.event.line)]
            if each.event.aspect:
                nodes.append(Node(each.event.aspect, 0, "aspect", each.event.line))
        elif each.event.aspect:
            nodes = nodes[-2:]
            if nodes and not nodes[-1].word and self._is_own_table(nodes[-1]):
                nodes = [
                    *nodes[:-1],
                    Node(nodes[-1].name, nodes[-1].rank, "theme", nodes[-1].line),
                    Node(each.event.aspect, 0, "aspect", each.event.line),
                ]
            elif nodes and nodes[-1].word == "theme":
                nodes = [*nodes, Node(each.event.aspect, 0, "aspect", each.event.line)]
            else:
                nodes = [
                    *[node for node in nodes if node.rank or node.word],
                    Node(each.event.aspect, 0, "theme", each.event.line),
                ]
        return nodes[-3:]

    def _is_own_table(self, node: Node) -> bool:
        """Whether several headings have a table each, so that a heading is a theme and its rows are focus points."""
        if not hasattr(self, "_tables"):
            self._tables = {folded(each.path[-1].name) for each in self.placing.says if each.event.aspect and each.path}
        return len(self._tables) > 1 and folded(node.name) in self._tables

    def _kinds(self, nodes: Sequence[Node]) -> list[str]:
        words = [node.word for node in nodes]
        if not nodes:
            return []
        if any(words):
            order = ["group", "theme", "aspect"]
            anchor = next(n for n, word in enumerate(words) if word)
            base = order.index(words[anchor]) - anchor
            kinds = [order[min(max(base + n, 0), 2)] for n in range(len(nodes))]
            if len(set(kinds)) == len(kinds):
                return kinds
        if len(nodes) == 1:
            return ["theme"]
        if len(nodes) == 2:
            return ["theme", "aspect"] if self.fine else ["group", "theme"]
        return ["group", "theme", "aspect"]

    def _open(self, nodes: Sequence[Node]) -> tuple[str | None, str | None, str | None]:
        """The keys of the headings, made where they are new."""
        keys: dict[str, str] = {}
        for node, kind in zip(nodes, self._kinds(nodes), strict=True):
            name = labels.heading_name(node.name)
            key = f"{kind}:{folded(name)}" if kind != "aspect" else f"aspect:{keys.get('theme', '')}/{folded(name)}"
            parent = keys.get("group") if kind == "theme" else keys.get("theme")
            if kind == "aspect" and not parent:
                continue
            known = self.draft.headings.get(key)
            if known is None:
                self.draft.headings[key] = Heading(name, kind, parent, node.line)
            elif kind == "theme" and parent and known.parent is None:
                known.parent = parent
            if kind == "theme" and known is not None and known.parent and not parent:
                keys["group"] = known.parent
            keys[kind] = key
        return keys.get("group"), keys.get("theme"), keys.get("aspect")

    # --- statements ---

    def _found(self, each: Placed) -> Found:
        group, theme, aspect = self._open(self._names(each))
        self.used.add(each.event.line)
        doubt = each.doubt or each.event.doubt
        level = each.key or None
        if self.keys and level is None and each.key is None:
            doubt = doubt or EVERYBODY_DOUBT
        if level not in self.keys:
            level = None
        return Found(each.event.text, each.event.line, level, group, theme, aspect, each.key == "", doubt)

    def _from_prose(self) -> list[Found]:
        """Expectations to all in running text, where a heading holds a longer text or demands outright."""
        self._strays()
        found: list[Found] = []
        under: dict[tuple[str, ...], list[Placed]] = {}
        for each in self.placing.prose:
            names = tuple(folded(node.name) for node in each.path)
            under.setdefault(names, []).append(each)
        for names, paragraphs in under.items():
            text = " ".join(each.event.text for each in paragraphs)
            first = paragraphs[0]
            if not names or first.aside or names[-1] == self.title or labels.DEFINITION.match(text):
                continue
            long = len(labels.sentences(text)) >= 4
            if not long and self.keys:
                continue
            for each in paragraphs:
                for sentence in prose.expectations(each.event.text) if long else prose.outright(each.event.text):
                    nodes = self._names(each)
                    theme = next(
                        (
                            key
                            for node in reversed(nodes)
                            if (key := f"theme:{folded(node.name)}") in self.draft.headings
                        ),
                        None,
                    )
                    group = self.draft.headings[theme].parent if theme else self._group(nodes[-1]) if nodes else None
                    found.append(Found(sentence, each.event.line, None, group, theme, None, True, PROSE_DOUBT))
        return found

    def _strays(self) -> None:
        """Paragraphs that columns have put under the wrong theme: they begin by naming another theme and not their own."""
        themes = {
            folded(heading.name): stems(heading.name)
            for heading in self.draft.headings.values()
            if heading.kind == "theme"
        }
        home: str | None = None
        last: tuple[Node, ...] = ()
        for each in self.placing.prose:
            if each.path != last:
                home, last = None, each.path
            own = folded(each.path[-1].name) if each.path else ""
            if own not in themes:
                continue
            begins = labels.sentences(each.event.text)[0]
            if _names(begins, themes[own]):
                home = None
            else:
                home = next((name for name, words in themes.items() if name != own and _names(begins, words)), home)
            if home is not None:
                each.path = (Node(self.draft.headings[f"theme:{home}"].name, 0, "theme", each.event.line),)

    def _group(self, node: Node) -> str:
        key = f"group:{folded(node.name)}"
        self.draft.headings.setdefault(key, Heading(labels.heading_name(node.name), "group", None, node.line))
        return key

    def _definitions(self) -> None:
        """Paragraphs go to the heading they stand under, or to the theme that they begin with the name of."""
        by_name: dict[str, str] = {}
        for key, heading in self.draft.headings.items():
            by_name.setdefault(folded(heading.name), key)
        for each in self.placing.prose:
            text = each.event.text
            stated = labels.DEFINITION.match(text)
            start = re.match(
                r"((?:[\w-]+[ ,]+){1,6}?)(?:handler om|betyder|er at|er evnen|omfatter|innebär|handlar om|betyr|means|is about|is the)\b",
                text,
            )
            target = by_name.get(folded(start[1])) if start else None
            if target is None and each.path and (each.key is None or stated) and not each.late:
                target = by_name.get(folded(each.path[-1].name))
            if target is None and each.path and each.path[-1].word == "theme" and not each.late:
                target = by_name.get(folded(each.path[-1].name))
            if target is None or text.endswith(":"):
                continue
            body = stated[1] if stated else text
            definition = self.draft.headings[target].definition
            packed = PACKED.sub("", body.casefold())
            if not any(PACKED.sub("", known.casefold()).startswith(packed[:60]) for known in definition):
                definition.append(body)
            self.used.add(each.event.line)

    def _once(self, found: Sequence[Found]) -> list[Found]:
        """Each statement once per level, with all that any of its printings tells."""
        kept: dict[tuple[str, str | None], Found] = {}
        for each in found:
            key = (PACKED.sub("", each.text.casefold()), each.level)
            known = kept.get(key)
            if known is None:
                bare = kept.get((key[0], None))
                if each.level and bare is not None and not bare.everybody:
                    kept.pop((key[0], None))
                    kept[key] = each
                    continue
                if (
                    each.level is None
                    and not each.everybody
                    and any((key[0], level.key) in kept for level in self.draft.levels)
                ):
                    continue
                kept[key] = each
            elif known.theme is None or (
                known.aspect is None and each.aspect is not None and each.theme == known.theme
            ):
                if known.theme is None and each.theme is not None:
                    known.group, known.theme, known.aspect = each.group, each.theme, each.aspect
                elif each.aspect is not None:
                    known.aspect = each.aspect
        return list(kept.values())

    def _from_terms(self) -> None:
        """A heading that the list of words explains and that holds no statement takes the explanation's sentences."""
        if self.keys or not self.draft.statements:
            return
        heads = {
            folded(labels.heading_name(part)): event
            for event in self.placing.heads
            for part in (event.text, *event.text.split())
        }
        held = {folded(heading.name) for heading in self.draft.headings.values()}
        within = " ".join(held)
        for term, text in self.draft.terms:
            name = folded(term)
            if name not in heads or name in within or any(name[:8] == each[:8] for each in held):
                continue
            key = f"theme:{name}"
            self.draft.headings.setdefault(key, Heading(labels.heading_name(term), "theme", None, heads[name].line))
            for sentence in labels.sentences(text):
                self.draft.statements.append(Found(sentence, heads[name].line, None, None, key, None, True, TERM_DOUBT))

    # --- the end ---

    def _verdict(self) -> None:
        """Say so where the document has no levels, or is no framework at all."""
        draft = self.draft
        if draft.levels:
            return
        text = "\n".join(" ".join(block.cells) or block.text for block in self.parts)
        words = max(1, len(text.split()))
        density = len(labels.LEADERSHIP.findall(text)) / words
        other = labels.OTHER_KIND.search(draft.title) is not None and not labels.FRAMEWORK.search(draft.title)
        titled = any(labels.FRAMEWORK.search(each) for each in (draft.title, *(block.text for block in self.parts[:6])))
        titled = titled or labels.LEADERSHIP.search(draft.title) is not None
        dense = density > 0.012 and labels.FRAMEWORK.search(text) is not None
        if other or not draft.statements or not (titled or dense):
            draft.statements, draft.headings, draft.terms = [], {}, []
            self.used = set()
            draft.notice = NO_FRAMEWORK
        elif len(draft.statements) < 3:
            draft.notice = FEW.format(count=len(draft.statements))
        else:
            draft.notice = NO_LEVELS

    def _leftovers(self) -> None:
        """What found no place: everything said or told that no statement, definition or heading uses."""
        lines = {each.line for each in self.draft.statements} | self.used
        heads = {heading.line for heading in self.draft.headings.values()}
        names = {folded(heading.name) for heading in self.draft.headings.values()} | {self.title}
        terms = {PACKED.sub("", text.casefold())[:50] for _term, text in self.draft.terms} | {
            folded(term) for term, _text in self.draft.terms
        }
        leveled = {event.line for event in self.told.events if event.kind == "level"}
        known_lines, known_names = lines | heads | leveled, names | terms
        texts = {PACKED.sub("", each.text.casefold()) for each in self.draft.statements}
        for block in self.parts:
            text = " | ".join(cell.replace("\n", " ") for cell in block.cells if cell) or block.text
            packed = PACKED.sub("", text.casefold())
            if block.line in known_lines or folded(text) in known_names or packed[:50] in terms or packed in texts:
                continue
            if any(map(str.isalpha, text)):
                self.draft.unplaced.append((block.line, text))
