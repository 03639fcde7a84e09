"""Where the findings are kept: build/bench.json for programs, docs/performance.md for people."""

import json
import os
import platform
import subprocess
from collections.abc import Sequence
from importlib.metadata import version
from pathlib import Path
from typing import Any

from tools.bench.findings import Finding, as_markdown

ROOT = Path(__file__).parents[2]
PACKAGES = ("Flask", "SQLAlchemy", "Jinja2", "markdown-it-py", "gunicorn")
BEGIN, END = "<!-- measured: begin -->", "<!-- measured: end -->"


def circumstances() -> dict[str, Any]:
    """What the figures hang on: versions, the commit, the machine and how busy it was."""
    commit = subprocess.run(["git", "rev-parse", "--short", "HEAD"], capture_output=True, text=True, cwd=ROOT)
    return {
        "commit": commit.stdout.strip(),
        "python": platform.python_version(),
        "versions": {name: version(name) for name in PACKAGES},
        "cores": os.cpu_count(),
        "load": round(os.getloadavg()[0], 2),
    }


def write(findings: Sequence[Finding], name: str = "bench") -> None:
    """Keep the findings as JSON in build/."""
    path = ROOT / "build" / f"{name}.json"
    path.parent.mkdir(exist_ok=True)
    content = circumstances() | {"findings": [each.as_json() for each in findings]}
    path.write_text(json.dumps(content, indent=2, ensure_ascii=False) + "\n", encoding="utf-8")


def write_page(findings: Sequence[Finding]) -> None:
    """Put the table between the two marks of docs/performance.md."""
    path = ROOT / "docs" / "performance.md"
    text = path.read_text(encoding="utf-8")
    facts = circumstances()
    packages = ", ".join(f"{name} {number}" for name, number in facts["versions"].items())
    line = (
        f"Commit {facts['commit']}, Python {facts['python']}, {packages}; {facts['cores']} cores, load {facts['load']}."
    )
    before, after = text.partition(BEGIN)[0], text.partition(END)[2]
    path.write_text(f"{before}{BEGIN}\n{line}\n\n{as_markdown(findings)}\n{END}{after}", encoding="utf-8")
