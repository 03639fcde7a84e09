"""A bad and a good example of each rule for questions. A test sees to it that the rule finds the one and not the other."""

STEM = "Lise har lovet en borger svar i dag. Hun mangler en oplysning. Hvad gør Lise?"
WAIT = ("Hun venter til på fredag.", "Roligt, men borgeren venter imens på svar.")
CALL = ("Hun ringer samme dag.", "Ja. Så ved borgeren, hvad der nu sker.")
NOTE = ("Hun skriver et notat.", "Det hjælper næste gang, men ikke borgeren i dag.")
MARKS = " x "
Option = tuple[str, str]


def _ask(
    stem: str = STEM,
    options: tuple[Option, ...] = (WAIT, CALL, NOTE),
    *,
    right: str = MARKS,
    id: str = "svar",
    covers: str = "drift-alle",
    levels: str = "",
) -> str:
    """A question as one writes it."""
    opening = f"::: spørgsmål {id}" + (f" dækker={covers}" if covers else "") + (f" niveau={levels}" if levels else "")
    written = [
        f"- [{mark}] {text}" + (f"\n  > {feedback}" if feedback else "")
        for (text, feedback), mark in zip(options, right, strict=False)
    ]
    return "\n".join([opening, stem, "", *written, ":::", ""])


def _order(explanation: str) -> str:
    items = "1. Sig det højt.\n2. Find en ny dato.\n3. Skriv den ned.\n"
    head = "::: spørgsmål svar dækker=drift-alle\nEt løfte kan ikke holdes. Hvad gør du først?\n\n"
    return head + items + (f"\n> {explanation}\n" if explanation else "") + ":::\n"


def _three(right: tuple[str, str, str], stem: str = STEM) -> str:
    return "\n".join(_ask(stem, right=each, id=f"svar-{number}") for number, each in enumerate(right, start=1))


GOOD = _ask()
EXAMPLES: dict[str, tuple[str, str]] = {
    "Q01": (_ask(right="xx "), GOOD),
    "Q02": (_ask(options=(WAIT, CALL)), GOOD),
    "Q03": (
        _ask(
            "Skal Lise ringe til borgeren?",
            (("Ja.", "Ja, for borgeren venter på svar."), ("Nej.", "Så venter borgeren uden at vide hvorfor.")),
            right="x ",
        ),
        GOOD,
    ),
    "Q04": (_ask(options=(WAIT, CALL, (NOTE[0], ""))), GOOD),
    "Q05": (_ask(options=((WAIT[0], "Desværre ikke."), CALL, NOTE)), GOOD),
    "Q06": (_ask(options=((WAIT[0], CALL[1]), CALL, (NOTE[0], CALL[1]))), GOOD),
    "Q07": (_ask(options=(WAIT, CALL, ("Alle ovenstående.", "Man kan ikke både vente og ringe."))), GOOD),
    "Q08": (_ask(options=(WAIT, CALL, ("Hun venter til på fredag", "Det er det samme som at vente."))), GOOD),
    "Q09": (
        _ask(
            options=(
                ("Hun venter.", WAIT[1]),
                ("Hun ringer samme dag og fortæller, hvad hun mangler, og hvornår svaret kommer.", CALL[1]),
                ("Hun noterer.", NOTE[1]),
            )
        ),
        GOOD,
    ),
    "Q10": (_three((" x ", " x ", " x ")), _three(("x  ", " x ", "  x"))),
    "Q11": (_ask(options=(("Hun venter altid til på fredag.", WAIT[1]), CALL, NOTE)), GOOD),
    "Q12": (_ask(options=(("Hun venter måske til på fredag.", WAIT[1]), CALL, NOTE)), GOOD),
    "Q13": (
        _ask("Lise har lovet svar i dag. Hvad bør hun ikke gøre?", right="x  "),
        _ask("Lise har lovet svar i dag. Hvad bør hun **ikke** gøre?", right="x  "),
    ),
    "Q14": (
        _ask(options=(WAIT, ("Hun finder den oplysning i dag.", CALL[1]), NOTE)),
        GOOD,
    ),
    "Q15": (_ask(options=((WAIT[0].rstrip("."), WAIT[1]), CALL, NOTE)), GOOD),
    "Q16": (_ask("Lise har lovet en borger svar i dag, så hun bør ..."), GOOD),
    "Q17": (
        _ask(options=(("Hun venter " + "og ser, hvad der sker, " * 6 + "til på fredag.", WAIT[1]), CALL, NOTE)),
        GOOD,
    ),
    "Q18": (_three(("x  ", " x ", "  x"), "Hvad er et løfte?"), _three(("x  ", " x ", "  x"))),
    "Q19": (
        _ask("Vi holder aftaler og siger det højt, når en aftale ikke kan holdes længere. Hvad gør Lise?"),
        GOOD,
    ),
    "Q20": (_ask(covers=""), GOOD),
    "Q21": (_ask("Lise venter med at svare en borger. Hvad synes du om det?"), GOOD),
    "Q22": (_ask(options=(WAIT, ("Hun ringer til 12 34 56 78.", CALL[1]), NOTE)), GOOD),
    "Q23": (
        _ask(
            "Implementeringsstrategien forudsætter tværorganisatoriske kvalitetsudviklingsindsatser. Hvordan prioriterer Lise?",
            (
                ("Hun kvalificerer beslutningsgrundlaget.", WAIT[1]),
                ("Hun koordinerer interessentanalysen.", CALL[1]),
                ("Hun dokumenterer sagsbehandlingen.", NOTE[1]),
            ),
        ),
        GOOD,
    ),
    "Q24": (_ask(covers="drift-chef", levels="teamleder"), _ask(covers="drift-team", levels="teamleder")),
    "Q25": (_order(""), _order("Først ærlighed, så en ny aftale, og til sidst papiret.")),
}
