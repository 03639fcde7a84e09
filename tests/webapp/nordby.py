"""The course of an invented municipality: two levels, every kind of step and every kind of question."""

COURSE = "nordby"
CHIEF, TEAM = "chef", "teamleder"
"""The levels, from the top."""
FIRST, SECOND, CHIEFS_ONLY = "aftaler", "moeder", "bro"
"""The modules; the last is for chiefs."""
REFLECTION, PLAN = "sidste-aftale", "min-aftale"
"""The prompts of the first module."""
TALK = "dag-14"
"""The talk with the nearest manager."""

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

COURSE_FILE = """---
title: Ny leder i Nordby
summary: Et kort forløb om aftaler og møder.
outline:
  - {module: aftaler, due_day: 7}
  - {module: moeder, due_day: 21}
  - {module: bro, due_day: 35}
---

Velkommen til Nordby.
"""

TALKS = """::: samtale dag-14 dag=14
- Hvad har overrasket dig?
:::

::: samtale dag-14-leder dag=14 til=leder
- Spørg, hvad du kan gøre lettere.
:::
"""

AFTALER = """---
title: Aftaler, der holder
summary: Om at love det, man kan holde.
objectives:
  - lave en aftale, der holder
---

En aftale er et løfte.

::: prøv gaet opvarmning
:::

## Det forventes af dig

::: forventninger drift
:::

Vi følger [[Kurs]]en.

::: skift
Mere af det lange blik. Mindre af det korte.
:::

## Prøv det af

::: prøv svar besked ugen
:::

::: refleksion sidste-aftale dækker=drift-alle
Tænk på den seneste aftale, du lavede. Hvad blev ikke sagt?
:::

::: plan min-aftale dækker=drift
Hvad vil du gøre, næste gang du lover noget?

- Når jeg lover en dato, så vil jeg skrive den ned.
:::

::: samtale tag-med
- Hvilken aftale er sværest at holde hos os?
- Hvad må jeg selv afgøre?
:::
"""

AFTALER_QUIZ = """::: spørgsmål gaet dækker=drift-alle
Hvor mange aftaler på et møde huskes en uge efter? Gæt.

- [ ] Næsten hver eneste bliver husket.
  > Det håber mange, men en uge er lang tid.
- [x] Omkring halvdelen bliver husket.
  > Ja, det er et godt gæt, så skriv dem ned.
- [ ] De fleste, når mødet er kort.
  > Korte møder hjælper, men ikke så meget.
:::

::: spørgsmål svar dækker=drift-alle
Lise har lovet en borger svar i dag. Hun mangler en oplysning. Hvad gør Lise?

- [ ] Hun venter til på fredag.
  > Roligt, men borgeren venter imens på svar.
- [x] Hun ringer samme dag.
  > Ja. Så ved borgeren, hvad der nu sker.
- [~] Hun skriver en kort mail.
  > Det går an, men et opkald er venligere.
:::

::: spørgsmål besked dækker=drift
En medarbejder lover borgere for meget. Hvad siger du?

- [x chef] Jeg taler med hans teamleder.
  > **Chefer:** Ja. Du leder gennem en anden.
  >
  > **Teamledere:** Der er ingen teamleder under dig.
- [x teamleder] Jeg taler med ham i dag.
  > **Teamledere:** Ja. Det er dit bord.
  >
  > **Chefer:** Så går du uden om hans leder.
- [ ] Jeg lader sagen ligge.
  > Så bliver løftet brudt igen i næste uge.
:::

::: spørgsmål ugen dækker=drift-alle
Et løfte kan ikke holdes. Hvilken rækkefølge er god?

1. Sig det højt.
2. Find en ny dato.
3. Skriv den ned.

> Først ærlighed, så en ny aftale, og til sidst papiret.
:::
"""

MOEDER = """---
title: Møder, der giver svar
---

## Kort om møder

::: forventninger drift
:::

::: prøv par to
:::

::: refleksion sidste-moede dækker=drift
Tænk på dit seneste møde. Hvad blev afgjort?
:::
"""

MOEDER_QUIZ = """::: spørgsmål par dækker=drift-alle
Hvad hører til hvilket møde?

| Møde | Formål |
|---|---|
| Tavlemøde | Dagens opgaver |
| Teammøde | Fælles regler |
| Samtale | Den enkelte |

> Hvert møde har ét formål, og det står i indkaldelsen.
:::

::: spørgsmål to dækker=drift-alle
Mødet trækker ud. Vælg to ting, du gør. Hvilke?

- [x] Jeg siger tiden højt.
  > Ja. Så kan de andre hjælpe.
- [ ] Jeg taler hurtigere.
  > Det sparer lidt, men ingen hører efter.
- [x] Jeg flytter et punkt.
  > Ja. Det vigtigste får plads.
:::
"""

BRO = """---
title: Byg bro
levels: [chef]
---

## Kort om broer

::: forventninger drift
:::

::: refleksion sidste-bro dækker=drift-chef
Tænk på den seneste gang, du byggede bro. Hvad virkede?
:::
"""


def files(*, modules: int = 3, **changed: str) -> dict[str, bytes]:
    """The files of the course, as bytes.

    :param modules: more than 3 adds modules like the second one
    :param changed: texts that stand in the place of the file's own: `aftaler`, `aftaler_quiz`, `course` ...
    """
    texts = {
        "framework": FRAMEWORK,
        "course": COURSE_FILE,
        "talks": TALKS,
        "aftaler": AFTALER,
        "moeder": MOEDER,
        "bro": BRO,
        "aftaler_quiz": AFTALER_QUIZ,
        "moeder_quiz": MOEDER_QUIZ,
    }
    for number in range(4, modules + 1):
        ids = {"par": f"par-{number}", "to": f"to-{number}"}
        texts[f"ekstra-{number}"] = (
            MOEDER.replace("prøv par to", f"prøv {ids['par']} {ids['to']}")
            .replace("sidste-moede", f"sidste-moede-{number}")
            .replace("giver svar", f"giver svar {number}")
        )
        texts[f"ekstra-{number}_quiz"] = MOEDER_QUIZ.replace("spørgsmål par", f"spørgsmål {ids['par']}").replace(
            "spørgsmål to", f"spørgsmål {ids['to']}"
        )
        line = f"  - {{module: ekstra-{number}, due_day: {35 + number}}}\n"
        texts["course"] = texts["course"].replace("---\n\nVelkommen", f"{line}---\n\nVelkommen")
    return {_path(name): text.encode() for name, text in (texts | changed).items() if text}


def _path(name: str) -> str:
    if name.endswith("_quiz"):
        return f"quizzes/{COURSE}/{name.removesuffix('_quiz')}.md"
    return f"content/{COURSE}/{name}.md"
