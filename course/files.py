"""Where the files of courses lie on disk, and reading them: the one place in `course/` that opens a file."""

from collections.abc import Iterator, Mapping
from pathlib import Path

SHIPPED = Path(__file__).parent / "shipped"
"""`content/` and `quizzes/` inside an installed wheel."""


def root() -> Path:
    """The folder that holds `content/` and `quizzes/`: the current one if it does, else what ships with the product."""
    here = Path.cwd()
    if (here / "content").is_dir():
        return here
    return SHIPPED if SHIPPED.is_dir() else Path(__file__).parent.parent


def list_courses(root: Path) -> list[str]:
    """The ids of the courses under `root`, sorted."""
    return sorted(folder.name for folder in (root / "content").glob("*") if folder.is_dir())


def read_course(root: Path, course: str) -> dict[str, bytes]:
    """Path -> bytes of every file of a course; empty when there is none. Hidden files are left out."""
    return {path.relative_to(root).as_posix(): path.read_bytes() for path in sorted(_paths(root, course))}


def write_files(root: Path, texts: Mapping[str, str]) -> None:
    """Write text files, making their folders.

    :raises FileExistsError: if one of them is there already; the ones before it are written
    """
    for path, text in texts.items():
        target = root / path
        target.parent.mkdir(parents=True, exist_ok=True)
        with target.open("x", encoding="utf-8", newline="\n") as file:
            file.write(text)


def _paths(root: Path, course: str) -> Iterator[Path]:
    for kind in ("content", "quizzes"):
        for path in (root / kind / course).rglob("*"):
            if path.is_file() and not any(part.startswith(".") for part in path.relative_to(root).parts):
                yield path
