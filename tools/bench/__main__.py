"""`make bench`: every goal that can be measured without a server, as a table and as build/bench.json.

Exit code 1 only where a goal is missed. `--write` puts the table into docs/performance.md, too.
"""

import sys
from collections.abc import Iterable, Iterator
from itertools import chain

from tools.bench import content, counts, documents, pages, processes, record, scale, site, studio, visits
from tools.bench.databases import Databases, open_databases
from tools.bench.findings import Finding, as_text

PAIRS = 9


def measure(databases: Databases) -> Iterator[Finding]:
    """All findings, in the order of their goals."""
    sites = {kind: site.build(databases.make(kind), 1_000) for kind in databases.kinds}
    large = {kind: site.build(databases.make(kind), 100_000) for kind in databases.kinds}
    for kind, small in sites.items():
        yield from pages.measure(small, kind, count=PAIRS)
    yield from counts.statement_counts(sites["sqlite"], large["sqlite"])
    yield from counts.scans(large["sqlite"])
    for kind, small in sites.items():
        yield from scale.growth(small, large[kind], kind, count=PAIRS)
        yield from scale.report(site.build(databases.make(kind), 10_000), kind, count=PAIRS)
    yield from studio.measure(sites["sqlite"], count=PAIRS)
    yield from content.measure(count=PAIRS)
    yield from processes.measure(sites["sqlite"])
    yield from counts.sizes(sites["sqlite"])
    yield from visits.measure(sites["sqlite"])
    yield from documents.measure()


def _told(findings: Iterable[Finding]) -> Iterator[Finding]:
    """Each finding as it comes, with a word to the one who waits."""
    for each in findings:
        print(f"{each.goal} {each.what}: {each.verdict}", file=sys.stderr, flush=True)
        yield each


def main() -> int:
    with open_databases() as databases:
        findings = sorted(
            _told(chain(measure(databases))), key=lambda each: (each.goal[0] != "P", each.goal[0], int(each.goal[1:]))
        )
    print("\n" + as_text(findings))
    record.write(findings)
    if "--write" in sys.argv:
        record.write_page(findings)
    return int(any(each.verdict == "short" for each in findings))


if __name__ == "__main__":
    sys.exit(main())
