"""Reading a document that was handed in: before the transaction, in a process of its own that ends after a while."""

from dataclasses import dataclass

from course.framework import read_framework
from course.importer import Unreadable, check_size
from course.problem import Problems
from course.trace import trace
from webapp.reading import read_apart

SECONDS = 60
"""A document that takes longer is not waited for."""
TOO_LARGE = "Filen fylder mere end 25 MB. Gem den uden billeder, eller gem kun de sider, der er ledelsesgrundlaget."
NO_FRAMEWORK = "Vi fandt ingen forventninger i dokumentet. Se efter, om det er den rigtige fil."
FAULT = "Linje {line}: {message}"


@dataclass(frozen=True, slots=True)
class Version:
    """A new version of a framework, as it was handed in."""

    text: str
    """Of a framework.md."""
    file_name: str
    """Empty: pasted text."""
    own_ids: bool
    """Whether people gave the ids."""
    unplaced: tuple[str, ...]
    """The lines of the document that nothing was made of."""


def read_version(data: bytes, name: str = "") -> Version:
    """A framework.md as it is written, any other document by way of the importer.

    :param name: of the file; empty for pasted text
    :raises Unreadable: with a sentence that says what to do
    """
    check_size(len(data))
    if name.casefold().endswith(".md") and data.removeprefix(b"\xef\xbb\xbf").startswith(b"---"):
        return Version(_checked(data), name[-200:], True, ())
    outcome = read_apart(data, name, lambda _done, _total: None, SECONDS)
    if isinstance(outcome, str):
        raise Unreadable(outcome)
    framework = read_framework("x", outcome.text, Problems("framework.md"))
    if not framework.statements:
        raise Unreadable(outcome.notice or NO_FRAMEWORK)
    unplaced = tuple(each.text for each in trace(framework, outcome.source).unused)
    return Version(outcome.text, name[-200:], False, unplaced)


def _checked(data: bytes) -> str:
    """The text of a framework.md without a fault."""
    text = data.decode("utf-8-sig", "replace").replace("\r\n", "\n").replace("\r", "\n")
    problems = Problems("framework.md")
    framework = read_framework("x", text, problems)
    for problem in problems.found:
        if problem.severity == "error":
            raise Unreadable(FAULT.format(line=problem.line, message=problem.message))
    if not framework.statements:
        raise Unreadable(NO_FRAMEWORK)
    return text
