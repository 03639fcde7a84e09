"""E1: the preview of a long module while it is written, beside compiling that text alone."""

from collections.abc import Iterator
from itertools import count as numbers

from course.compile import Course, compile_module, paths_of
from tools.bench import pairs
from tools.bench.findings import Finding
from tools.bench.organisation import HEAD_ID
from tools.bench.site import COURSE, Site, longest, post

WORDS = 2_000


def measure(site: Site, *, count: int) -> Iterator[Finding]:
    """The module grows by a word with every call, as it does while one types."""
    module = longest(site.course)
    text = _long_text(site.course, module.id)
    path, quiz_path = paths_of(COURSE, module.id)
    head, quiz, typed = site.course.texts[path].partition("\n---\n")[0], site.course.texts[quiz_path], numbers()
    desk = f"/courses/{COURSE}/modules/{module.id}"
    preview = post(
        site.app,
        f"{desk}/preview/text",
        desk,
        (HEAD_ID,),
        lambda _person, call: {"text": f"{text}\n\nOrd {call}."},
        action=desk,
    )

    def alone() -> object:
        return compile_module(site.course, module.id, f"{head}\n---\n{text}\n\nOrd {next(typed)} mere.\n", quiz)

    found = pairs.ratios(preview, alone, pairs=count)
    doubtful = not pairs.is_steady(alone)
    yield Finding("E1", f"preview of {WORDS} words / compiling them", 2, 2, found, at_least=False, doubtful=doubtful)


def _long_text(course: Course, module: str) -> str:
    """The module's own text with as many paragraphs more as make it long."""
    text = course.texts[f"content/{COURSE}/{module}.md"].partition("\n---\n")[2]
    paragraph = "Vi finder løsninger sammen med borgerne, og vi siger højt, hvad vi er i tvivl om. " * 4
    missing = max(0, WORDS - len(text.split()))
    return text + "\n\n".join(["", "## Mere", *[paragraph] * (missing // len(paragraph.split()) + 1)])
