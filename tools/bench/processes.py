"""P16 and P17: what a process of the product needs to start and to go on, beside one of the limit app.

Run as `python -m tools.bench.processes APP DATABASE REQUESTS...` it is that process itself.
"""

import json
import resource
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

from tools.bench.findings import Finding
from tools.bench.site import Site, first_of, longest

WARM, MORE = 2_000, 10_000
STARTS = 7


def measure(site: Site) -> Iterator[Finding]:
    """Memory after many requests, and processor time until the first page; only for SQLite, whose file both share."""
    url = str(site.engine.url)
    module = longest(site.course)
    from course.module import Ask

    leader = site.leaders[0]
    page = f"/my-course/{leader}/{module.id}/steps/{first_of(site.course, Ask).id}"
    ours = _run("product", url, str(leader), page, str(WARM), str(MORE))
    bare = _run("limit", url, str(leader), "/l2", str(WARM))
    yield Finding("P16", "memory of a process / limit's", 1.6, 1.3, (ours[0] / bare[0],), at_least=False)
    yield Finding("P16", f"growth over {MORE} requests, %", 3, 1, (100 * (ours[1] / ours[0] - 1),), at_least=False)
    first = tuple(
        _cpu("product", url, str(leader), page, "1") / _cpu("limit", url, str(leader), "/l2", "1")
        for _ in range(STARTS)
    )
    yield Finding("P17", "start to first page / limit's", 2.5, 1.7, first, at_least=False)
    compiler = tuple(_cpu_of("import course.compile") / _cpu_of("import markdown_it") for _ in range(STARTS))
    yield Finding("P17", "start of the compiler / of markdown-it-py", 4, 2, compiler, at_least=False)


def _run(*arguments: str) -> list[int]:
    """Kilobytes of memory in use after each number of requests."""
    command = [sys.executable, "-m", "tools.bench.processes", *arguments]
    printed = subprocess.run(command, check=True, capture_output=True, text=True).stdout
    memory: list[int] = json.loads(printed)
    return memory


def _cpu(*arguments: str) -> float:
    return _children(lambda: _run(*arguments))


def _cpu_of(code: str) -> float:
    return _children(lambda: subprocess.run([sys.executable, "-c", code], check=True))


def _children(work: object) -> float:
    """Seconds of processor time of the processes that the work starts and waits for."""
    before = resource.getrusage(resource.RUSAGE_CHILDREN)
    work()  # type: ignore[operator]
    after = resource.getrusage(resource.RUSAGE_CHILDREN)
    return after.ru_utime + after.ru_stime - before.ru_utime - before.ru_stime


def _memory() -> int:
    """Kilobytes in use now."""
    pages = int(Path("/proc/self/statm").read_text().split()[1])
    return pages * resource.getpagesize() // 1024


def main(app_name: str, url: str, person: str, page: str, *requests: str) -> None:
    """Be one process: answer the page as often as told, and print the memory in use after each number of times."""
    from webapp.db import make_engine

    engine = make_engine(url)
    if app_name == "limit":
        from tools.bench.limit import make_limit

        app = make_limit(engine, SECRET, 9_000)
    else:
        from webapp.app import create_app

        app = create_app(Config(database_url=url, secret_key=SECRET, secure_cookies=False), engine)
    environ = environ_of(app, int(person), page)
    memory = []
    for times in map(int, requests):
        for _ in range(times):
            call(app, environ)
        memory.append(_memory())
    print(json.dumps(memory))


if __name__ == "__main__":
    from tools.bench.site import SECRET, call, environ_of
    from webapp.config import Config

    main(*sys.argv[1:])
