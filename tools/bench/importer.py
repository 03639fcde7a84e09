"""How well the importer finds what is in a document: precision, recall and F1, per document and as the mean.

.venv/bin/python -m tools.bench.importer
"""

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

from course.framework import Framework, read_framework
from course.importer import bring_in
from course.problem import Problems

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


def _print(name: str, scores: dict[str, Score]) -> None:
    cells = "   ".join(f"{kind} {each.precision:.3f} {each.recall:.3f} {each.f1:.3f}" for kind, each in scores.items())
    print(f"{name:28} {cells}")


def _mean(name: str, all_scores: list[dict[str, Score]]) -> None:
    if all_scores:
        cells = "   ".join(
            f"{kind}            {sum(each[kind].f1 for each in all_scores) / len(all_scores):.3f}"
            for kind in all_scores[0]
        )
        print(f"{name:28} {cells}")


def _shipped(name: str) -> dict[str, Score] | None:
    source, wanted = SOURCES / f"{name}.txt", CONTENT / name / "framework.md"
    if not source.exists() or not wanted.exists():
        print(f"{name:28} skipped: {source.name if not source.exists() else 'framework.md'} is not there")
        return None
    hand = read_framework(name, wanted.read_text(encoding="utf-8"), Problems(name))
    found = bring_in(source.read_bytes(), source.name).framework
    scores = compare(found, hand)
    _print(name, scores)
    if "-v" in sys.argv:
        print("\n".join(differences(found, hand)))
    return scores


def _made() -> None:
    """The invented documents of the tests, with what was written down by hand."""
    from tests.course.importer.documents import Made, all_documents

    def scored(made: Made) -> dict[str, Score]:
        got = facts(bring_in(made.data, made.name).framework)
        rows = [
            (text, level.casefold(), " ".join(re.findall(r"\w+", theme.casefold()))) for level, theme, text in made.rows
        ]
        want = {
            "text": [(text, "") for text, _level, _theme in rows],
            "level": [(text, level) for text, level, _theme in rows],
            "theme": [(text, theme) for text, _level, theme in rows],
        }
        scores = {kind: score(got[kind], want[kind]) for kind in got}
        _print(made.name, scores)
        return scores

    print("\ndocuments of the tests")
    _mean("mean", [scored(made) for made in all_documents()])


def _cost() -> None:
    """What a PDF of 100 pages costs, beside what pypdf alone takes for its text."""
    from pypdf import PdfReader

    from tests.course.importer.documents import DANISH, Part, pdf

    parts: list[Part] = []
    for number in range(100):
        parts += [("page", ""), ("h1", f"Afsnit {number}"), ("p", "Vi finder løsninger sammen med borgerne. " * 30)]
        parts += [
            ("li", f"{text} i fase {number}") for lists in DANISH.values() for texts in lists.values() for text in texts
        ]
    data = pdf(parts[1:], "Ledelsesgrundlag")

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
    pages = len(PdfReader(io.BytesIO(data)).pages)
    print(
        f"\n{pages} pages: {ours:.2f} s, pypdf alone {alone:.2f} s, {ours / alone:.1f} times; peak of this process {peak} MB"
    )


def main() -> None:
    print("precision, recall, F1\n")
    _mean("mean of the four", [scores for name in FRAMEWORKS if (scores := _shipped(name)) is not None])
    for name in OTHERS:
        _shipped(name)
    _made()
    _cost()


if __name__ == "__main__":
    main()
