"""An invented municipality with one module: what the help page shows each element of the dialect in."""

from functools import lru_cache

from course.compile import Course, compile_course
from course.patterns import Pattern, fill

SAMPLE = "eksempel"
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

Kurs
: Den retning, vi har aftalt.
"""
COURSE = "---\ntitle: Ny leder i Nordby\noutline:\n  - {module: modul, due_day: 7}\n---\n"
HEAD = "---\ntitle: Aftaler, der holder\nthemes:\n  - drift\n---\n\n"
QUIZ = """::: spørgsmål svar dækker=drift-alle
Lise har lovet en borger svar i dag. Hun mangler en oplysning. Hvad gør Lise?

- [ ] Hun venter til på fredag.
  > Roligt, men borgeren venter imens på svar.
- [x] Hun ringer samme dag.
  > Ja. Så ved borgeren, hvad der nu sker.
- [ ] Hun skriver et notat.
  > Det hjælper næste gang, men ikke borgeren i dag.
:::
"""


def sample_files(text: str = "", quiz: str = QUIZ, talks: str = "") -> dict[str, bytes]:
    """The files of the sample with one of them changed."""
    files = {"framework": FRAMEWORK, "course": COURSE, "modul": HEAD + text} | ({"talks": talks} if talks else {})
    paths = {f"content/{SAMPLE}/{name}.md": each for name, each in files.items()} | {f"quizzes/{SAMPLE}/modul.md": quiz}
    return {path: each.encode() for path, each in paths.items()}


@lru_cache(maxsize=64)
def compile_sample(pattern: Pattern) -> tuple[Course, str]:
    """The sample with nothing in it but this pattern, and the source that was put in."""
    plain, _ = compile_course(SAMPLE, sample_files())
    filled = next(each for each in fill(plain, plain.modules["modul"], pattern.place) if each.pattern == pattern)
    source = filled.text.replace("modul-", "min-")
    text = source if pattern.place == "module" else ""
    if pattern.id == "bold":
        text = source = f"Det her er {source} at sige højt.\n"
    elif pattern.id == "heading":
        text = source = f"{source}\nHer begynder trinnets tekst.\n"
    elif pattern.id in ("word", "quote", "link"):
        text = source = f"Nordby skriver: {source}\n"
    elif pattern.id == "talk-manager":
        text = "::: samtale min-samtale-1\n- Hvad må jeg selv afgøre?\n:::\n" + source
    return compile_course(
        SAMPLE,
        sample_files(
            text if pattern.id == "heading" else "## Et trin\n\n" + text,
            source if pattern.place == "quiz" else QUIZ,
            source if pattern.place == "talks" else "",
        ),
    )[0], source
