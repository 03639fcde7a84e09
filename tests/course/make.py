"""A small course of an invented municipality, from strings; each test changes the one thing it is about."""

from collections.abc import Iterable

from course.check import check_files
from course.compile import Course, compile_course
from course.framework import Framework, read_framework
from course.problem import Problem, Problems

FRAMEWORK = """---
title: God ledelse i Nordby
organisation: Nordby Kommune
year: 2025
levels:
  chef: {name: Chefer, one: chef}
  teamleder: {name: Teamledere, one: teamleder}
---

# Kompasset {#kompas}

## Drift {#drift}

Drift er at holde de løfter, vi har givet.

- **Alle:** Vi holder aftaler og siger det højt, når en aftale ikke kan holdes længere. {#drift-alle}
- **Chefer:** Sætter retning for driften {#drift-chef}
- **Teamledere:** Følger op hver uge {#drift-team}

## Samarbejde {#samarbejde}

### Fælles bord {#bord}

- **Chefer:** Bygger bro mellem afdelinger {#bord-chef}
- **Teamledere:** Tager naboteamet med på råd {#bord-team}

Kurs
: Den retning, vi har aftalt.
"""

COURSE = """---
title: Ny leder i Nordby
outline:
  - {module: aftaler, due_day: 7}
---

Velkommen.
"""

MODULE = """---
title: Aftaler, der holder
---

Efter modulet kan du lave en aftale, der holder.

## Det forventes af dig

::: forventninger drift samarbejde
:::

::: refleksion sidste-aftale dækker=drift,samarbejde
Tænk på den seneste aftale, du lavede. Hvad blev ikke sagt?
:::
"""

OPTIONS = """- [ ] Hun venter til på fredag.
  > Roligt, men borgeren venter imens på svar.
- [x] Hun ringer samme dag.
  > Ja. Så ved borgeren, hvad der nu sker.
- [ ] Hun skriver et notat.
  > Det hjælper næste gang, men ikke borgeren i dag.
"""
STEM = "Lise har lovet en borger svar i dag. Hun mangler en oplysning. Hvad gør Lise?"


def question(
    stem: str = STEM, options: str = OPTIONS, id: str = "svar", covers: str = "drift-alle", levels: str = ""
) -> str:
    level = f" niveau={levels}" if levels else ""
    return f"::: spørgsmål {id} dækker={covers}{level}\n{stem}\n\n{options}:::\n"


def options(*rows: tuple[str, str] | tuple[str, str, str]) -> str:
    """Options from (mark, text) or (mark, text, feedback); the feedback is a sound one where none is given."""
    lines: list[str] = []
    for mark, text, *feedback in rows:
        lines += [
            f"- [{mark}] {text}",
            f"  > {feedback[0] if feedback else f'Det fører til, at {text} bliver husket.'}",
        ]
    return "\n".join(lines) + "\n"


def rotated(places: Iterable[int]) -> str:
    """A sound quiz with one question for each place of the right option."""
    rows = [
        ("x", "Hun ringer samme dag.", "Ja. Så ved borgeren, hvad der nu sker."),
        (" ", "Hun venter til på fredag.", "Roligt, men borgeren venter imens på svar."),
        (" ", "Hun skriver et notat.", "Det hjælper næste gang, men ikke borgeren i dag."),
    ]
    quiz = []
    for number, place in enumerate(places):
        order = rows[1:]
        order.insert(place, rows[0])
        quiz.append(question(id=f"svar-{number}", options=options(*order), covers="drift,samarbejde"))
    return "\n".join(quiz)


QUIZ = rotated([0, 1, 2])


def files_of(
    *,
    framework: str = FRAMEWORK,
    course: str = COURSE,
    module: str = MODULE,
    quiz: str = QUIZ,
    **more: str,
) -> dict[str, bytes]:
    """The files of the course `nordby`; `more` are further files in `content/nordby/`, by name without `.md`."""
    texts = {
        "content/nordby/framework.md": framework,
        "content/nordby/course.md": course,
        "content/nordby/aftaler.md": module,
        "quizzes/nordby/aftaler.md": quiz,
    } | {f"content/nordby/{name}.md": text for name, text in more.items()}
    return {path: text.encode() for path, text in texts.items()}


def course_of(**files: str) -> Course:
    return compile_course("nordby", files_of(**files))[0]


def compiled(**files: str) -> list[Problem]:
    """What reading the files finds."""
    return compile_course("nordby", files_of(**files))[1]


def checked(**files: str) -> list[Problem]:
    """What reading the files and the rules find."""
    return check_files("nordby", files_of(**files))[1]


def framework_of(text: str = FRAMEWORK) -> tuple[Framework, list[Problem]]:
    problems = Problems("framework.md")
    return read_framework("nordby", text, problems), problems.found


def where(problems: Iterable[Problem]) -> list[tuple[str, int]]:
    """Rule and line of each problem."""
    return [(problem.id, problem.line) for problem in problems]
