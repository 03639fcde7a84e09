"""I1 to I3: how well the importer reads the sources and the tests' own documents, and what a long PDF costs."""

from collections.abc import Iterator, Sequence
from statistics import mean

from tools.bench.findings import Finding
from tools.bench.importer import FRAMEWORKS, OTHERS, Measure
from tools.bench.importer import measure as read_all

GOALS = {"text": 0.97, "level": 0.95, "theme": 0.90}
"""F1 that is to be reached, as the mean over the frameworks and over the tests' documents."""


def measure() -> Iterator[Finding]:
    """The sources where they are there; the invented documents always."""
    found = read_all()
    sources = [each for each in found if each.name in FRAMEWORKS]
    own = [each for each in found if each.scores and each.name not in (*FRAMEWORKS, *OTHERS)]
    for goal, what, measured in (("I1", "the sources", sources), ("I2", "our own documents", own)):
        if measured:
            yield from _means(goal, what, measured)
    for each in found:
        if each.ratio:
            yield Finding("I3", f"{each.name}: time / pypdf alone", 3, 2.5, (each.ratio,), at_least=False)
            yield Finding("I3", f"{each.name}: MB in use at the most", 300, 150, (each.peak,), at_least=False)


def _means(goal: str, what: str, measured: Sequence[Measure]) -> Iterator[Finding]:
    for kind, floor in GOALS.items():
        yield Finding(goal, f"F1 of {kind}, {what}", floor, floor, (mean(each.scores[kind].f1 for each in measured),))
