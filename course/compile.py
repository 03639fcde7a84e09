"""From files to a course: `compile_course` takes any bytes and gives a course and what is wrong in it."""

import hashlib
import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field, replace
from functools import cached_property
from urllib.parse import quote

from course import frontmatter, markdown
from course.framework import (
    EVERYONE,
    Framework,
    Level,
    LevelMeta,
    check_levels,
    levels_of,
    read_framework,
)
from course.module import Module, Prompt
from course.problem import Problem, Problems, nearest
from course.quiz import Question, read_quiz
from course.quiz import check_levels as check_named
from course.script import read_module
from course.words import FOR_MANAGER

MAX_FILE = 2_000_000
"""Bytes. A longer text file is not read."""
GENERATED = re.compile(r"^generated:\s*true\s*$", re.MULTILINE)
PICTURE_ADDRESS = "/pictures/{sha256}/{name}"
"""Where a picture is fetched: named by its content, so that every edition and draft shows its own."""
COURSE_PATH = re.compile(r"(content|quizzes)/([^/]+)/(.+)")


@dataclass(frozen=True, slots=True)
class OutlineEntry:
    module: str
    due_day: int
    """Days after the start; negative is before it."""
    coming: bool = False
    """The module has no file yet: leaders see "Kommer"."""
    title: str = ""
    """What a coming module is to be called; empty where nobody has said."""
    levels: tuple[str, ...] = ()
    """The levels a coming module is for; empty: all."""


@dataclass(frozen=True, slots=True)
class CopyOf:
    """What a course for one area was copied from."""

    course: str
    edition: int
    """The number of the edition that has been looked through."""


@dataclass(frozen=True, slots=True)
class CourseTalk:
    """One of the talks with the nearest manager."""

    id: str
    day: int
    for_manager: bool
    items: tuple[str, ...]
    """HTML of each list item."""


@dataclass(frozen=True, eq=False)
class Course:
    id: str
    title: str
    summary: str
    language: str
    welcome: str
    """HTML; empty when course.md has no text."""
    framework: Framework
    levels: tuple[Level, ...]
    """The framework's, or the course's own where the framework knows none; may be empty."""
    outline: tuple[OutlineEntry, ...]
    """The coming modules are among them."""
    modules: Mapping[str, Module]
    """By id, in the order of the outline; without those that are coming."""
    talks: tuple[CourseTalk, ...]
    origin: CopyOf | None = None
    """None: it is no copy."""
    texts: Mapping[str, str] = field(repr=False, default_factory=dict)
    """Path -> text of every file that could be read: what the rules look through for personal data."""
    pictures: markdown.Pictures = ()

    @property
    def level_ids(self) -> tuple[str, ...]:
        """The levels a leader may have; `("",)` in a course without levels."""
        return tuple(level.id for level in self.levels) or (EVERYONE,)

    def level(self, id: str) -> Level | None:
        return next((level for level in self.levels if level.id == id), None)

    def below(self, id: str) -> Level | None:
        """The level right under `id`; None under the lowest."""
        ids = [level.id for level in self.levels]
        return self.levels[ids.index(id) + 1] if id in ids[:-1] else None

    def modules_for(self, level: str) -> tuple[Module, ...]:
        return tuple(module for module in self.modules.values() if level in module.levels)

    def coming_for(self, level: str) -> tuple[OutlineEntry, ...]:
        """The modules that are announced to a level and not there yet."""
        return tuple(each for each in self.outline if each.coming and (not each.levels or level in each.levels))

    @cached_property
    def questions(self) -> Mapping[str, Question]:
        return {question.id: question for module in self.modules.values() for question in module.questions}

    @cached_property
    def due_days(self) -> Mapping[str, int]:
        return {entry.module: entry.due_day for entry in self.outline}

    @cached_property
    def generated(self) -> tuple[str, ...]:
        """The files that the builder has drafted and no person has written yet."""
        return tuple(path for path, text in self.texts.items() if GENERATED.search(frontmatter.split(text)[0] or ""))

    def prompts(self) -> Iterator[tuple[Module, Prompt]]:
        """Every prompt once, with its module."""
        for module in self.modules.values():
            seen: set[str] = set()
            for version in module.versions.values():
                for prompt in version.prompts:
                    if prompt.id not in seen:
                        seen.add(prompt.id)
                        yield module, prompt


class OutlineMeta(frontmatter.FrontMatter):
    module: str
    due_day: int
    title: str = ""
    levels: list[str] = []


class Origin(frontmatter.FrontMatter):
    course: str
    edition: int


class CourseMeta(frontmatter.FrontMatter):
    title: str
    summary: str = ""
    language: str = "da"
    outline: list[OutlineMeta] = []
    levels: dict[str, LevelMeta] = {}
    origin: Origin | None = None
    generated: bool = False


class TalksMeta(frontmatter.FrontMatter):
    title: str = ""
    generated: bool = False


def compile_course(id: str, files: Mapping[str, bytes]) -> tuple[Course, list[Problem]]:
    """Compile the files of one course. Total: any bytes give a course and problems, never an exception.

    :param files: path (`content/<id>/framework.md`, `quizzes/<id>/<module>.md`) -> bytes
    :return: the course as far as it can be read, and its problems sorted by file and line
    """
    return _Compiler(id, files).compile()


def compile_module(course: Course, id: str, text: str, quiz: str) -> tuple[Course, list[Problem]]:
    """Compile one module as it is being written, with everything else as it stands in `course`.

    :return: the course with the module in it, and the problems of the module's two files
    """
    path, quiz_path = paths_of(course.id, id)
    text, quiz = readable(text), readable(quiz)
    framework, levels = course.framework, course.levels
    questions, quiz_problems = read_quiz(quiz_path, quiz, framework, levels, _named_in(quiz, course.pictures))
    module, problems = read_module(id, path, text, framework, levels, questions, _named_in(text, course.pictures))
    others = [each for each in course.modules.values() if each.id != id]
    doubled = [each for each in _doubled_ids([*others, module]) if each.path in (path, quiz_path)]
    return with_module(course, module, {path: text, quiz_path: quiz}), sorted({*quiz_problems, *problems, *doubled})


def with_module(course: Course, module: Module, texts: Mapping[str, str]) -> Course:
    """The course with a module put in, or in the place of the one of its name."""
    return replace(course, modules={**course.modules, module.id: module}, texts={**course.texts, **texts})


def paths_of(course: str, module: str) -> tuple[str, str]:
    """The files of a module: its text and its questions."""
    return f"content/{course}/{module}.md", f"quizzes/{course}/{module}.md"


def readable(text: str) -> str:
    """The text with one kind of line ends, and nothing that Markdown cannot hold."""
    return text.removeprefix("\ufeff").replace("\r\n", "\n").replace("\r", "\n").replace("\x00", "\ufffd")


def _named_in(text: str, pictures: markdown.Pictures) -> markdown.Pictures:
    """The pictures that a text may mean, so that it need not be read again when another one is added."""
    return pictures if markdown.PICTURES in text or "![" in text else ()


class _Compiler:
    def __init__(self, id: str, files: Mapping[str, bytes]) -> None:
        self.id = id
        self.problems: list[Problem] = []
        self.texts: dict[str, str] = {}
        folder = f"content/{id}/{markdown.PICTURES}"
        self.pictures: markdown.Pictures = tuple(
            (path.removeprefix(folder), picture_address(path.removeprefix(folder), hashlib.sha256(data).hexdigest()))
            for path, data in sorted(files.items())
            if path.startswith(folder)
        )
        for path in sorted(files):
            self._decode(path, files[path])

    def _decode(self, path: str, data: bytes) -> None:
        """Text files are UTF-8 with line ends as they may be; pictures are left alone."""
        match = COURSE_PATH.fullmatch(path)
        problems = Problems(path)
        if match is None or match[2] != self.id or (not path.endswith(".md") and not match[3].startswith("pictures/")):
            problems.error("F06", 1, "Filen hører ikke til her. Slet den, eller flyt den til forløbets mappe.")
        elif path.endswith(".md"):
            try:
                if len(data) > MAX_FILE:
                    raise ValueError
                self.texts[path] = readable(data.decode("utf-8"))
            except ValueError:
                problems.error("F06", 1, "Filen kan ikke læses. Gem den som UTF-8-tekst på højst 2 MB.")
        self.problems += problems.found

    def compile(self) -> tuple[Course, list[Problem]]:
        framework = self._framework()
        course_text = self._text(f"content/{self.id}/course.md")
        problems = Problems(f"content/{self.id}/course.md")
        source, body, offset = frontmatter.split(course_text)
        head = frontmatter.read(source, problems) if course_text else frontmatter.Head({}, {})
        meta = frontmatter.load(CourseMeta, head, problems) if course_text else None
        levels = framework.levels
        if meta and meta.levels:
            if levels:
                line = head.lines.get(("levels",), 1)
                problems.error("F05", line, "Ledelsesgrundlaget har selv niveauer. Slet dem her.")
            else:
                levels = check_levels(levels_of(meta.levels), head, problems)
        tokens = markdown.parse(body, offset, problems)
        markdown.check_references(tokens, framework, offset, problems)
        markdown.place_pictures(tokens, self.pictures, offset, problems)
        modules = self._modules(framework, levels)
        outline = self._outline(meta, head, modules, levels, problems)
        self.problems += problems.found
        self.problems += _doubled_ids(modules.values())
        in_order = [entry.module for entry in outline if not entry.coming]
        course = Course(
            id=self.id,
            title=meta.title if meta else self.id,
            summary=meta.summary if meta else "",
            language=meta.language if meta else "da",
            welcome=markdown.render(tokens, framework, "w-"),
            framework=framework,
            levels=levels,
            outline=outline,
            modules={id: modules[id] for id in in_order},
            talks=self._talks(framework),
            origin=CopyOf(meta.origin.course, meta.origin.edition) if meta and meta.origin else None,
            texts=self.texts,
            pictures=self.pictures,
        )
        return course, sorted(set(self.problems))

    def _text(self, path: str) -> str:
        """The text of a file that must be there; a missing one is a problem and empty."""
        if path not in self.texts:
            problems = Problems(path)
            if not any(problem.path == path for problem in self.problems):
                problems.error("F06", 1, f'Filen "{path}" mangler. Læg den i forløbets mappe.')
            self.problems += problems.found
        return self.texts.get(path, "")

    def _framework(self) -> Framework:
        path = f"content/{self.id}/framework.md"
        text = self._text(path)
        problems = Problems(path)
        framework = read_framework(self.id, text, problems)
        if text:
            self.problems += problems.found
        return framework

    def _modules(self, framework: Framework, levels: tuple[Level, ...]) -> dict[str, Module]:
        """Every module file, with the questions of the quiz of the same name."""
        folder = f"content/{self.id}/"
        modules: dict[str, Module] = {}
        for path, text in self.texts.items():
            name = path.removeprefix(folder).removesuffix(".md")
            if not path.startswith(folder) or name in ("framework", "course", "talks"):
                continue
            if not markdown.ID.fullmatch(name):
                problems = Problems(path)
                problems.error("F06", 1, "Filens navn skal være små bogstaver, tal og bindestreger.")
                self.problems += problems.found
                continue
            quiz_path = f"quizzes/{self.id}/{name}.md"
            quiz = self.texts.get(quiz_path, "")
            pictures = _named_in(quiz, self.pictures)
            questions, quiz_problems = read_quiz(quiz_path, quiz, framework, levels, pictures)
            pictures = _named_in(text, self.pictures)
            module, module_problems = read_module(name, path, text, framework, levels, questions, pictures)
            self.problems += quiz_problems + module_problems
            modules[name] = module
        for path in self.texts:
            name = path.removeprefix(f"quizzes/{self.id}/").removesuffix(".md")
            if path.startswith("quizzes/") and name not in modules:
                problems = Problems(path)
                near = nearest(name, modules)
                problems.error("F06", 1, f'Intet modul hedder "{name}". Giv filen modulets navn.{near}')
                self.problems += problems.found
        return modules

    def _outline(
        self,
        meta: CourseMeta | None,
        head: frontmatter.Head,
        modules: Mapping[str, Module],
        levels: tuple[Level, ...],
        problems: Problems,
    ) -> tuple[OutlineEntry, ...]:
        entries: dict[str, OutlineEntry] = {}
        planned = {entry.module for entry in meta.outline} if meta else set()
        left_out = [name for name in modules if name not in planned]
        for position, entry in enumerate(meta.outline if meta else ()):
            line = head.lines.get(("outline", position), 1)
            misspelt = nearest(entry.module, left_out) if entry.module not in modules else ""
            check_named(entry.levels, [level.id for level in levels], line, problems)
            if entry.module in entries:
                problems.error("F01", line, f'Modulet "{entry.module}" står to gange i planen. Slet den ene linje.')
            elif not markdown.ID.fullmatch(entry.module) or misspelt:
                near = misspelt or nearest(entry.module, modules)
                problems.error("F01", line, f'Intet modul hedder "{entry.module}".{near}')
            elif not -365 <= entry.due_day <= 1000:
                problems.error("F03", line, "Dagen skal ligge mellem -365 og 1000.")
            elif entry.module in modules:
                entries[entry.module] = OutlineEntry(entry.module, entry.due_day)
            else:
                entries[entry.module] = OutlineEntry(
                    entry.module, entry.due_day, True, entry.title, tuple(entry.levels)
                )
                near = nearest(entry.module, modules)
                problems.warning(
                    "F08", line, f'Modulet "{entry.module}" har ingen fil endnu, så ledere ser, at det kommer.{near}'
                )
        for name in left_out if meta else ():
            unplanned = Problems(modules[name].path)
            unplanned.warning(
                "F07", 1, f'Modulet står ikke i planen i course.md, så ingen møder det. Skriv "{name}" ind.'
            )
            self.problems += unplanned.found
        return tuple(entries.values())

    def _talks(self, framework: Framework) -> tuple[CourseTalk, ...]:
        path = f"content/{self.id}/talks.md"
        if path not in self.texts:
            return ()
        problems = Problems(path)
        source, body, offset = frontmatter.split(self.texts[path])
        if source is not None:
            frontmatter.load(TalksMeta, frontmatter.read(source, problems), problems)
        tokens = markdown.parse(body, offset, problems)
        markdown.check_references(tokens, framework, offset, problems)
        markdown.place_pictures(tokens, self.pictures, offset, problems)
        talks: dict[str, CourseTalk] = {}
        for block in markdown.blocks(tokens, "talks", offset, problems):
            if not isinstance(block, markdown.Directive):
                line = markdown.line_of(block[0], offset)
                problems.error("F04", line, 'Her kan kun stå samtaler. Skriv teksten inde i "::: samtale id dag=14".')
                continue
            id, day = block.arguments[0], block.keys.get("day", "")
            if not re.fullmatch(r"-?\d{1,4}", day):
                problems.error("F03", block.line, f'Samtalen "{id}" mangler sin dag: "dag=14".')
            elif id in talks:
                problems.error("F01", block.line, f'To samtaler hedder "{id}". Giv den ene et andet navn.')
            elif block.keys.get("for", "leder").casefold() not in FOR_MANAGER:
                problems.error("F02", block.line, 'Skriv "til=leder", når teksten er til lederens egen leder.')
            else:
                items = tuple(
                    markdown.render_inline(token, framework, id) for token in block.tokens if token.type == "inline"
                )
                talks[id] = CourseTalk(id, int(day), "for" in block.keys, items)
        self.problems += problems.found
        return tuple(sorted(talks.values(), key=lambda talk: (talk.day, talk.for_manager)))


def picture_address(name: str, sha256: str) -> str:
    return PICTURE_ADDRESS.format(sha256=sha256, name=quote(name))


def _doubled_ids(modules: Iterable[Module]) -> list[Problem]:
    """Ids of questions and prompts are unique in the whole course; the later one is the problem."""
    seen: dict[str, tuple[str, int]] = {}
    found: list[Problem] = []
    for module in modules:
        prompts = {prompt.id: prompt for version in module.versions.values() for prompt in version.prompts}
        places = [(question.id, question.path, question.line) for question in module.questions]
        places += [(prompt.id, module.path, prompt.line) for prompt in prompts.values()]
        for id, path, line in places:
            if id in seen:
                where = f"{seen[id][0]}, linje {seen[id][1]}"
                problems = Problems(path)
                problems.error("F01", line, f'Id\'et "{id}" er brugt før ({where}). Giv det ene et andet navn.')
                found += problems.found
            seen.setdefault(id, (path, line))
    return found
