"""Reading a document that was handed in: before the transaction, in a process of its own that ends after a while."""

import multiprocessing
from dataclasses import dataclass

from course.framework import read_framework
from course.importer import Imported, Unreadable, bring_in, check_size
from course.problem import Problems

SECONDS = 60
"""A document that takes longer is not waited for."""
TOO_LARGE = "Filen fylder mere end 25 MB. Gem den uden billeder, eller gem kun de sider, der er ledelsesgrundlaget."
TOO_SLOW = "Dokumentet tager for lang tid at læse. Gem kun de sider, der er ledelsesgrundlaget, og prøv igen."
NO_FRAMEWORK = "Vi fandt ingen forventninger i dokumentet. Se efter, om det er den rigtige fil."
FAULT = "Linje {line}: {message}"
PASTED = "indsat tekst.txt"


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
    """The lines that the importer could not place."""


def read_version(data: bytes, name: str = "") -> Version:
    """A framework.md as it is written, any other document by way of the importer.

    :param name: of the file; empty for pasted text
    :raises Unreadable: with a sentence that says what to do
    """
    check_size(len(data))
    if name.casefold().endswith(".md") and data.removeprefix(b"\xef\xbb\xbf").startswith(b"---"):
        return Version(_checked(data), name[-200:], True, ())
    result = _bring_in(data, name or PASTED)
    if not result.framework.statements:
        raise Unreadable(result.notice or NO_FRAMEWORK)
    return Version(result.text, name[-200:], False, tuple(each.text for each in result.unplaced))


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


def _bring_in(data: bytes, name: str) -> Imported:
    with multiprocessing.get_context("spawn").Pool(1) as pool:
        try:
            return pool.apply_async(bring_in, (data, name)).get(SECONDS)
        except multiprocessing.TimeoutError:
            raise Unreadable(TOO_SLOW) from None
