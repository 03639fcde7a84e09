"""P13 to P15: compiling courses, beside bare markdown-it-py on the same files."""

import re
from collections.abc import Iterator, Mapping
from concurrent.futures import ProcessPoolExecutor
from multiprocessing import get_context
from time import process_time

from markdown_it import MarkdownIt

from course import files
from course.compile import compile_course
from course.quiz import read_quiz
from course.script import read_module
from tools.bench import pairs
from tools.bench.findings import Finding
from tools.bench.site import COURSE

MODULES = 200
NAMED = re.compile(
    r"^(::: (?:spørgsmål|refleksion|plan|samtale|lokalt|question|reflection|intention|talk|local) )(\S+)", re.M
)
ASKED = re.compile(r"^(::: (?:prøv|ask) )(.+)$", re.M)


def large_course(modules: int = MODULES) -> dict[str, bytes]:
    """The shipped course's modules again and again, each with names of its own."""
    shipped = files.read_course(files.root(), COURSE)
    folder = f"content/{COURSE}/"
    names = sorted(
        path.removeprefix(folder).removesuffix(".md")
        for path in shipped
        if path.startswith(folder) and path.removeprefix(folder) not in ("course.md", "framework.md", "talks.md")
    )
    made = {f"{folder}framework.md": shipped[f"{folder}framework.md"]}
    outline = []
    for number in range(modules):
        name = names[number % len(names)]
        outline.append(f"  - {{module: {name}-{number}, due_day: {number}}}")
        for front in (folder, f"quizzes/{COURSE}/"):
            made[f"{front}{name}-{number}.md"] = _renamed(shipped[f"{front}{name}.md"].decode(), number).encode()
    head = [
        "---",
        "title: Et langt forløb",
        "summary: Til måling.",
        "language: da",
        "outline:",
        *outline,
        "---",
        "",
        "Velkommen.",
    ]
    made[f"{folder}course.md"] = "\n".join(head).encode()
    return made


def _renamed(text: str, number: int) -> str:
    text = NAMED.sub(rf"\1\2-{number}", text)
    return ASKED.sub(lambda match: match[1] + _asked(match[2], number), text)


def _asked(arguments: str, number: int) -> str:
    """The ids of a `prøv` with the number at the end; its other words stay."""
    words = arguments.replace(",", " ").split()
    return " ".join(word if word in ("opvarmning", "warmup") or "=" in word else f"{word}-{number}" for word in words)


def bare(texts: Mapping[str, bytes]) -> int:
    """What markdown-it-py needs for the same files with the same tables and definition lists; characters of HTML."""
    from mdit_py_plugins.deflist import deflist_plugin

    markdown = MarkdownIt("commonmark").enable("table").use(deflist_plugin)
    return sum(len(markdown.render(data.decode())) for data in texts.values())


def measure(*, count: int) -> Iterator[Finding]:
    """The three goals."""
    small, large = large_course(20), large_course()
    cold = pairs.ratios(lambda: _compile_cold(small), lambda: bare(small), pairs=count)
    doubtful = not pairs.is_steady(lambda: bare(small))
    yield Finding("P13", "compile / bare markdown-it-py", 2, 1.4, cold, at_least=False, doubtful=doubtful)
    numbers = iter(range(1_000_000))
    changed = pairs.ratios(
        lambda: _compile(_with_a_change(large, next(numbers))), lambda: _compile_cold(large), pairs=3
    )
    yield Finding("P14", "compile, 1 of 200 modules changed / cold", 0.10, 0.03, changed, at_least=False)
    _compile(large)
    same = pairs.ratios(lambda: _compile(large), lambda: _compile_cold(large), pairs=2)
    yield Finding("P14", "compile, nothing changed / cold", 0.05, 0.01, same, at_least=False)
    shared = _seconds(large, 1) / _seconds(large, 2)
    yield Finding("P15", "one process / two processes, 200 modules", 1.4, 1.6, (shared,))


def _compile_cold(texts: Mapping[str, bytes]) -> int:
    """Compile as a new process does, with nothing remembered."""
    read_module.cache_clear()
    read_quiz.cache_clear()
    return _compile(texts)


def _with_a_change(texts: Mapping[str, bytes], number: int) -> dict[str, bytes]:
    path = next(path for path in texts if path.endswith("-7.md"))
    return {**texts, path: texts[path] + f"\nOg en linje mere, nummer {number}.\n".encode()}


def _compile(texts: Mapping[str, bytes]) -> int:
    return len(compile_course(COURSE, texts)[1])


def _seconds(course: Mapping[str, bytes], processes: int) -> float:
    """Processor time of the process that needs most, when all modules are shared among some.

    It is what a clock shows where each process has a core of its own, and other programs do not touch it.
    """
    framework = f"content/{COURSE}/framework.md"
    parts: list[dict[str, bytes]] = [{framework: course[framework]} for _ in range(processes)]
    for path, data in course.items():
        if number := re.search(r"-(\d+)\.md$", path):
            parts[int(number[1]) % processes][path] = data
    with ProcessPoolExecutor(processes, mp_context=get_context("fork")) as pool:
        return max(pool.map(_time_cold, parts))


def _time_cold(texts: Mapping[str, bytes]) -> float:
    before = process_time()
    _compile_cold(texts)
    return process_time() - before
