"""`make bench-load`: the product over loopback, under the load of many leaders at once. Takes about five minutes.

P20 to P23. An error is a failed run, not a slow one.
"""

import json
import os
import shutil
import subprocess
import sys
import tempfile
import threading
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from statistics import median
from urllib.parse import urlencode
from urllib.request import Request, urlopen

from sqlalchemy import update

from course.module import Prompt
from tools.bench import pages, record, site
from tools.bench.databases import Databases, open_databases
from tools.bench.findings import Finding, as_text
from tools.bench.server import serving
from tools.bench.site import VISITORS, Site, client_of, first_of, form_of, longest, longest_reading
from webapp.db import WRITES, make_session
from webapp.models import Person

SCRIPT = Path(__file__).with_name("wrk.lua")
ROUNDS = 5
SECONDS = 2
LONG = 30
CONNECTIONS = 32
SIGN_INS = 20
PASSWORD = "tre glade ord om foraaret"


@dataclass(frozen=True, slots=True)
class Load:
    """What a load measured."""

    rate: float
    """Requests a second."""
    p50: float
    """Milliseconds."""
    p95: float
    errors: int


class Failed(Exception):
    """A request was answered with an error."""


def put_load(address: str, requests: Path, writes: float, *, seconds: int = SECONDS, connections: int = 8) -> Load:
    """Let wrk send for some seconds.

    :raises Failed: if any answer is an error
    """
    command = ["wrk", "-t2", f"-c{connections}", f"-d{seconds}s", "--timeout", "10s", "-s", str(SCRIPT), address]
    environ = {**os.environ, "BENCH_REQUESTS": str(requests), "BENCH_WRITES": str(writes)}
    printed = subprocess.run(command, check=True, capture_output=True, text=True, env=environ).stdout
    result = json.loads(printed.split("RESULT ", 1)[1])
    if result["errors"]:
        raise Failed(f"{result['errors']} of {result['requests']} requests failed")
    return Load(result["requests"] / result["seconds"], result["p50"], result["p95"], result["errors"])


def requests_of(made: Site, folder: Path) -> Path:
    """The requests of the visitors in a file: each opens her module, and each saves a text of her own."""
    module, prompt = longest(made.course), first_of(made.course, Prompt)
    pages.prepare(made, module.id, prompt.id)
    lines = []
    for person in made.leaders[:VISITORS]:
        front = f"/my-course/{person}/{module.id}"
        client, target = client_of(made.app, person), f"{front}/texts/{prompt.id}"
        fields = form_of(client, f"{front}/steps/{prompt.id}", target) | {"text": pages.TEXT}
        session = client.get_cookie("session")
        assert session is not None
        cookie = f"session={session.value}"
        lines.append(f"GET\t{front}/steps/{longest_reading(made.course).id}\t{cookie}\t")
        lines.append(f"POST\t{target}\t{cookie}\t{urlencode(fields)}")
    path = folder / "requests"
    path.write_text("\n".join(lines) + "\n")
    return path


def measure(databases: Databases, folder: Path) -> Iterator[Finding]:
    for kind in databases.kinds:
        made = site.build(databases.make(kind), 1_000)
        requests, url = requests_of(made, folder), made.engine.url.render_as_string(hide_password=False)
        yield from _workers(url, requests, kind)
        if kind == "sqlite":
            yield from _many_at_once(url, requests)
            yield _synchronous(url, requests)
            yield _beside_sign_ins(made, url, requests)


def _workers(url: str, requests: Path, kind: str) -> Iterator[Finding]:
    """P20: two workers beside one, in turn."""
    for what, writes, floor, target in (
        ("reads", 0.0, 1.6, 1.85),
        ("writes", 1.0, *((1.2, 1.4) if kind == "sqlite" else (1.4, 1.7))),
    ):
        with serving(url, 1) as one, serving(url, 2) as two:
            put_load(one, requests, writes), put_load(two, requests, writes)
            found = tuple(
                put_load(two, requests, writes).rate / put_load(one, requests, writes).rate for _ in range(ROUNDS)
            )
        yield Finding("P20", f"two workers / one, {what}, {kind}", floor, target, found)


def _many_at_once(url: str, requests: Path) -> Iterator[Finding]:
    """P21: nine reads to a write, 32 at once."""
    with serving(url, 2) as address:
        put_load(address, requests, 0.1, connections=CONNECTIONS)
        load = put_load(address, requests, 0.1, seconds=LONG, connections=CONNECTIONS)
    yield Finding("P21", f"errors in {LONG} s, {CONNECTIONS} at once", 0, 0, (load.errors,), at_least=False)
    yield Finding("P21", "p95 / p50 of the same", 4, 2.5, (load.p95 / load.p50,), at_least=False)


def _synchronous(url: str, requests: Path) -> Finding:
    """P22: what it costs that an acknowledged text survives a power cut."""
    with serving(url, 2) as full, serving(url, 2, "NORMAL") as normal:
        put_load(full, requests, 1.0), put_load(normal, requests, 1.0)
        found = tuple(put_load(full, requests, 1.0).rate / put_load(normal, requests, 1.0).rate for _ in range(ROUNDS))
    return Finding("P22", "autosave, synchronous FULL / NORMAL", 0.7, 0.8, found)


def _beside_sign_ins(made: Site, url: str, requests: Path) -> Finding:
    """P23: a module page while twenty people sign in, beside the same without."""
    emails = _with_password(made)
    with serving(url, 2) as address:
        put_load(address, requests, 0.0)
        quiet = median(put_load(address, requests, 0.0, connections=2).p95 for _ in range(3))
        busy = []
        for _ in range(3):
            others = [threading.Thread(target=_sign_in, args=(address, email)) for email in emails]
            for each in others:
                each.start()
            busy.append(put_load(address, requests, 0.0, connections=2).p95 / quiet)
            for each in others:
                each.join()
    return Finding("P23", f"p95 of a page during {SIGN_INS} sign-ins / without", 4, 2, tuple(busy), at_least=False)


def _with_password(made: Site) -> list[str]:
    """Twenty people who can sign in with the product's own hashing; their addresses."""
    from werkzeug.security import generate_password_hash

    people = made.leaders[-SIGN_INS:]
    WRITES.set(True)
    with make_session(made.engine) as session:
        hashed = generate_password_hash(PASSWORD, method="scrypt:32768:8:3")
        session.execute(update(Person).where(Person.id.in_(people)).values(password_hash=hashed))
        session.commit()
    return [f"person-{id}@eksempel.example" for id in people]


def _sign_in(address: str, email: str) -> None:
    """Open the page, fill in the form, send it."""
    import re

    with urlopen(f"{address}/sign-in") as page:
        cookie = page.headers["Set-Cookie"].partition(";")[0]
        token = re.search(r'name="csrf_token" value="([^"]+)"', page.read().decode())
    assert token is not None
    fields = {"csrf_token": token[1], "email": email, "password": PASSWORD}
    urlopen(Request(f"{address}/sign-in", urlencode(fields).encode(), {"Cookie": cookie})).close()


def main() -> int:
    if shutil.which("wrk") is None:
        print("wrk is needed: make bench-load installs it where apt can.", file=sys.stderr)
        return 2
    with open_databases() as databases, tempfile.TemporaryDirectory() as folder:
        try:
            findings = list(measure(databases, Path(folder)))
        except Failed as error:
            print(error, file=sys.stderr)
            return 1
    print(as_text(findings))
    record.write(findings, "bench-load")
    return int(any(each.verdict == "short" for each in findings))


if __name__ == "__main__":
    sys.exit(main())
