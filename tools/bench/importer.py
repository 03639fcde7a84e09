"""How well the importer finds what is in a document, and what it costs: `python -m tools.bench.importer`, with `-v` what it misses."""

import io
import os
import re
import resource
import sys
from collections import Counter
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from pathlib import Path
from time import perf_counter

from pypdf import PdfReader

from course.framework import Framework, read_framework
from course.importer import bring_in
from course.problem import Problems
from tests.course.importer.documents import all_documents
from tests.course.importer.documents_others import long_document
from tests.course.importer.writers import Made

SOURCES = Path(__file__).parents[3] / "shared" / "sources"
CONTENT = Path(os.environ.get("LEDERSTART_CONTENT", Path(__file__).parents[2] / "content"))
FRAMEWORKS = ("holstebro", "soenderborg", "skanderborg", "odsherred")
OTHERS = ("skanderborg-dus-2023",)


@dataclass(frozen=True, slots=True)
class Score:
    precision: float
    recall: float

    @property
    def f1(self) -> float:
        both = self.precision + self.recall
        return 2 * self.precision * self.recall / both if both else 0.0


def score(found: Iterable[object], wanted: Iterable[object]) -> Score:
    """Precision and recall of one bag of things against another; two empty bags agree."""
    got, want = Counter(found), Counter(wanted)
    right = (got & want).total()
    return Score(right / got.total() if got else float(not want), right / want.total() if want else float(not got))


def _name(framework: Framework, id: str | None) -> str:
    place = framework.place(id) if id else None
    return " ".join(re.findall(r"\w+", place.name.casefold())) if place else ""


def facts(framework: Framework) -> dict[str, list[tuple[str, str]]]:
    """Text, text + level and text + theme of each statement, spaces folded."""
    levels = {level.id: level.name.casefold() for level in framework.levels}
    rows = [
        (" ".join(each.text.split()), levels.get(each.level or "", ""), _name(framework, each.theme))
        for each in framework.statements
    ]
    return {
        "text": [(text, "") for text, _level, _theme in rows],
        "level": [(text, level) for text, level, _theme in rows],
        "theme": [(text, theme) for text, _level, theme in rows],
    }


def compare(found: Framework, wanted: Framework) -> dict[str, Score]:
    got, want = facts(found), facts(wanted)
    return {kind: score(got[kind], want[kind]) for kind in got}


def differences(found: Framework, wanted: Framework) -> list[str]:
    got, want = facts(found), facts(wanted)
    lines: list[str] = []
    for kind in got:
        lines.extend(f"- {kind}: {each}" for each in (Counter(want[kind]) - Counter(got[kind])))
        lines.extend(f"+ {kind}: {each}" for each in (Counter(got[kind]) - Counter(want[kind])))
    return lines


@dataclass(frozen=True, slots=True)
class Measure:
    """One document: how well it was read, or what reading it costs."""

    name: str
    scores: dict[str, Score]
    """By text, level and theme; empty where only the cost was measured."""
    ratio: float = 0.0
    """Time beside what pypdf alone takes for the text; 0 where it was not measured."""
    peak: int = 0
    """Megabytes in use at the most; 0 where it was not measured."""
    missed: tuple[str, ...] = ()


def measure() -> list[Measure]:
    """The sources that are there, the invented documents of the tests, and a PDF of 100 pages."""
    sources = [each for name in (*FRAMEWORKS, *OTHERS) if (each := _source(name)) is not None]
    return [*sources, *(_made(made) for made in all_documents()), _cost()]


def _source(name: str) -> Measure | None:
    source, wanted = SOURCES / f"{name}.txt", CONTENT / name / "framework.md"
    if not source.exists() or not wanted.exists():
        return None
    hand = read_framework(name, wanted.read_text(encoding="utf-8"), Problems(name))
    found = bring_in(source.read_bytes(), source.name).framework
    return Measure(name, compare(found, hand), missed=tuple(differences(found, hand)))


def _made(made: Made) -> Measure:
    """An invented document, against what was written down by hand."""
    got = facts(bring_in(made.data, made.name).framework)
    rows = [
        (text, level.casefold(), " ".join(re.findall(r"\w+", theme.casefold()))) for level, theme, text in made.rows
    ]
    want = {
        "text": [(text, "") for text, _level, _theme in rows],
        "level": [(text, level) for text, level, _theme in rows],
        "theme": [(text, theme) for text, _level, theme in rows],
    }
    return Measure(made.name, {kind: score(got[kind], want[kind]) for kind in got})


def _cost() -> Measure:
    """A PDF of 100 pages, read three times; the least time counts, here and for pypdf alone."""
    data = long_document(100)

    def least(work: Callable[[], object]) -> float:
        times = []
        for _each in range(3):
            before = perf_counter()
            work()
            times.append(perf_counter() - before)
        return min(times)

    alone = least(lambda: [page.extract_text() for page in PdfReader(io.BytesIO(data)).pages])
    ours = least(lambda: bring_in(data, "hundrede.pdf"))
    peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss // 1024
    return Measure("100 pages", {}, ours / alone, peak)


def main() -> None:
    found = measure()
    print(f"{'precision, recall, F1':28}" + "".join(f" {kind:22}" for kind in ("text", "level", "theme")))
    for each in found:
        cells = "".join(f" {one.precision:.3f}  {one.recall:.3f}  {one.f1:.3f}  " for one in each.scores.values())
        cost = f" {each.ratio:.1f} times pypdf alone, peak {each.peak} MB" if each.ratio else ""
        print(f"{each.name:28}{cells}{cost}")
        if "-v" in sys.argv and each.missed:
            print("\n".join(each.missed))
    for name, chosen in (
        ("mean of the four", FRAMEWORKS),
        ("mean of the tests", [made.name for made in all_documents()]),
    ):
        _mean(name, [each.scores for each in found if each.name in chosen])


def _mean(name: str, scores: list[dict[str, Score]]) -> None:
    if scores:
        means = (sum(each[kind].f1 for each in scores) / len(scores) for kind in scores[0])
        print(f"{name:28}" + "".join(f"{'':15}{mean:.3f}  " for mean in means))


if __name__ == "__main__":
    main()
