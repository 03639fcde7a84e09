"""What a long document costs, and how one learns how far its reading is."""

import io
import subprocess
import sys
import time
from collections.abc import Callable

from pypdf import PdfReader

from course.importer import bring_in
from tests.course.importer.documents_others import long_document

PEAK = """
import sys
from pathlib import Path
from course.importer import bring_in
bring_in(sys.stdin.buffer.read(), "hundrede.pdf")
print(next(line.split()[1] for line in Path("/proc/self/status").read_text().splitlines() if line.startswith("VmHWM")))
"""


def least(work: Callable[[], object]) -> float:
    """The least processor time of two runs, in seconds."""
    times = []
    for _each in range(2):
        before = time.process_time()
        work()
        times.append(time.process_time() - before)
    return min(times)


def test_a_pdf_of_a_hundred_pages_costs_at_most_three_times_its_plain_text() -> None:
    data = long_document(100)
    plain = least(lambda: [page.extract_text() for page in PdfReader(io.BytesIO(data)).pages])
    assert least(lambda: bring_in(data, "hundrede.pdf")) <= 3 * plain


def test_a_pdf_of_a_hundred_pages_takes_at_most_300_megabytes() -> None:
    done = subprocess.run([sys.executable, "-c", PEAK], input=long_document(100), capture_output=True, check=True)
    assert int(done.stdout) <= 300 * 1024


def test_the_pages_of_a_pdf_are_told_one_by_one_while_it_is_read() -> None:
    told: list[tuple[int, int]] = []
    bring_in(long_document(3), "tre.pdf", lambda done, total: told.append((done, total)))
    pages = told[-1][1]
    assert told == [(number, pages) for number in range(1, pages + 1)]
    assert pages >= 3
