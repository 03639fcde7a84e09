"""Which statements are about the same thing: by the words they share. Used to find cases that can be borrowed."""

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from course.compile import Course
from course.framework import Statement

SHORTEST = 6
"""Letters of a word that tells what a statement is about."""
STEM = 6
"""Letters compared, so that `medarbejdere` and `medarbejdernes` are one word."""
LEAST = 0.2
"""The share of words two statements must have in common before one is worth looking at."""
MOST = 3


@dataclass(frozen=True, slots=True)
class Loan:
    """A module of another course whose case may be borrowed."""

    title: str
    course: str
    where: str
    """Its file."""
    id: str
    """The course's."""
    module: str
    """The module's id."""


@dataclass(frozen=True, slots=True)
class Lender:
    """A module that may lend its case, with the words of each statement it shows."""

    loan: Loan
    statements: tuple[frozenset[str], ...]


def lenders(courses: Iterable[Course]) -> tuple[Lender, ...]:
    """Every module of the courses, read once for all that is to be compared with them."""
    return tuple(
        Lender(
            Loan(module.title, course.title, module.path, course.id, module.id),
            tuple(words(each.text) for each in course.framework.statements if each.id in shown),
        )
        for course in courses
        for module in course.modules.values()
        for shown in (module.shown,)
    )


def lend(statements: Sequence[Statement], library: Sequence[Lender]) -> tuple[Loan, ...]:
    """The modules that work with the likest statements, the likest first; at most three."""
    wanted = [words(each.text) for each in statements]
    scored = [
        (max((likeness(one, other) for one in wanted for other in lender.statements), default=0.0), lender.loan)
        for lender in library
    ]
    near = sorted((pair for pair in scored if pair[0] >= LEAST), key=lambda pair: (-pair[0], pair[1].where))
    return tuple(loan for _, loan in near[:MOST])


def words(text: str) -> frozenset[str]:
    """The beginnings of the words that carry the meaning."""
    return frozenset(word[:STEM] for word in re.findall(r"\w+", text.casefold()) if len(word) >= SHORTEST)


def likeness(one: frozenset[str], other: frozenset[str]) -> float:
    """The share of words in common, 0 to 1; 0 when there are none to compare."""
    return len(one & other) / len(one | other) if one and other else 0.0
