"""Documents of invented organisations with tables."""

from tests.course.importer.banks import DANISH, ENGLISH
from tests.course.importer.writers import ALL, Made, Part, Row, docx, pdf, wrapped


def word_tables() -> Made:
    """A Word document with a table of level x focus point per competence."""
    levels = ("Direktion", "Chefer", "Ledere af medarbejdere")
    parts: list[Part] = [
        ("h1", "Lederprofil i Bakkedal Forsyning"),
        ("p", "Profilen gælder for alle med ledelsesansvar."),
    ]
    rows: list[Row] = []
    for theme, by_level in DANISH.items():
        parts.append(("h2", f"Kompetence: {theme}"))
        table = [["Niveau", f"Skaber {theme.lower()}", f"Fastholder {theme.lower()}"]]
        for number, level in enumerate(levels):
            table.append([level, *by_level[number]])
            rows += [(level, theme, text) for text in by_level[number]]
        parts.append(("table", table))
    return Made("bakkedal.docx", docx(parts), levels, tuple(rows))


def english_table() -> Made:
    """A PDF with one table: themes down, levels across."""
    levels = ("Directors", "Heads of Service", "Team Leaders")
    table = [["Theme", *levels]] + [
        [theme, *[by_level[number] for number in range(3)]] for theme, by_level in ENGLISH.items()
    ]
    parts: list[Part] = [
        ("h1", "Leadership Framework"),
        ("p", "Harwick City Council, April 2021"),
        ("p", "This framework describes what we expect of leaders at every level."),
        ("table", table),
    ]
    rows = tuple(
        (level, theme, by_level[number]) for theme, by_level in ENGLISH.items() for number, level in enumerate(levels)
    )
    return Made("harwick.pdf", pdf(parts), levels, rows, "Harwick City Council", 2021)


def role_rows() -> Made:
    """A Word document: a numbered theme, a table of roles beside lists of expectations, and one row for all."""
    levels = ("Forvaltningsdirektør", "Centerchef", "Leder med personaleansvar")
    content = {
        "Vi er nysgerrige": (
            ["Spørger, før vi svarer"],
            ["Inviterer brugerne ind, når politikker skrives", "Bruger evalueringer i budgettet"],
            ["Besøger enhederne hver måned"],
            ["Lader medarbejderne afprøve idéer", "Samler op på, hvad vi lærte"],
        ),
        "Vi er tydelige": (
            ["Siger ja og nej til hinanden"],
            ["Melder prioriteringer ud til hele forvaltningen"],
            ["Forklarer sammenhængen mellem mål og økonomi", "Afklarer, hvem der beslutter hvad"],
            ["Gør det klart, hvad der kan vente"],
        ),
        "Vi tager ansvar": (
            ["Holder aftaler"],
            ["Står på mål for resultater over for udvalgene", "Griber ind, når driften skrider"],
            ["Løser problemer på tværs af centre"],
            ["Følger op på sygefravær", "Tager de svære samtaler i tide"],
        ),
    }
    parts: list[Part] = [
        ("h1", "Ledelse på Klitmarken"),
        ("p", "Klitmarken Kommune, oktober 2025"),
        ("h2", "Indledning"),
        ("p", "Dokumentet er blevet til i dialog med 120 ledere."),
        ("li", "Det bruges ved ansættelse"),
        ("li", "Det bruges ved lederudviklingssamtaler"),
    ]
    rows: list[Row] = []
    for number, (theme, lists) in enumerate(content.items(), start=1):
        parts.append(("h2", f"{number}. {theme}"))
        table = [["Rolle", "Det forventes, at du"]]
        for level, texts in zip(("Alle ledere", *levels), lists, strict=True):
            table.append([level, "\n".join(f"• {text}" for text in texts)])
            rows += [(ALL if level == "Alle ledere" else level, theme, text) for text in texts]
        parts.append(("table", table))
    return Made("klitmarken.docx", docx(parts), levels, tuple(rows), "Klitmarken Kommune", 2025)


def shared_and_rows() -> Made:
    """A PDF: a chapter per value with a definition, what all do as a list, and a table with a row per level."""
    levels = ("Koncerndirektører", "Fagchefer", "Decentrale ledere")
    content = {
        "Ordentlighed": (
            "Ordentlighed er at gøre det, vi siger.",
            ["Taler med hinanden og ikke om hinanden"],
            [
                "Giver byrådet et ærligt billede af udfordringerne",
                "Overholder aftaler med de faglige organisationer, også under pres",
                "Behandler alle sager ens og begrunder afgørelserne skriftligt",
            ],
        ),
        "Fornyelse": (
            "Fornyelse er at turde ændre på det, der plejer at virke.",
            ["Afsætter tid til at lære nyt"],
            [
                "Investerer i løsninger, der først kan ses om flere år",
                "Samler erfaringer fra forsøg og spreder dem i organisationen",
                "Giver plads til forsøg i hverdagen og taler om det, der mislykkes",
            ],
        ),
        "Fællesskab": (
            "Fællesskab er at løfte opgaven sammen.",
            ["Deler ressourcer på tværs"],
            [
                "Optræder som én ledelse",
                "Løser uenigheder om snitflader, før de når borgeren",
                "Skaber samarbejde mellem faggrupper og frivillige",
            ],
        ),
    }
    parts: list[Part] = [
        ("h1", "Ledelsesgrundlag 2026"),
        ("p", "Birkelse Kommune"),
        ("h2", "Sådan bruger vi grundlaget"),
        ("li", "I rekruttering"),
        ("li", "I samtaler"),
        ("page", ""),
    ]
    rows: list[Row] = []
    for theme, (definition, shared, texts) in content.items():
        parts += [("h1", theme), ("p", definition), ("h3", "Alle ledere")]
        parts += [("li", text) for text in shared]
        parts += [
            ("table", [["Niveau", "Forventning"], *[[level, text] for level, text in zip(levels, texts, strict=True)]])
        ]
        rows += [(ALL, theme, text) for text in shared] + [
            (level, theme, text) for level, text in zip(levels, texts, strict=True)
        ]
    return Made("birkelse.pdf", pdf(parts, "Birkelse Kommune"), levels, tuple(rows), "Birkelse Kommune", 2026)


def flattened_table() -> Made:
    """An English text: a flattened table per principle, broken lines, the levels' names in front of their cells."""
    levels = ("Chief Officers", "Service Managers", "Supervisors")
    content = {
        "We plan ahead": {
            "Purpose": [
                "Agrees a ten-year view with partners and keeps it alive in every budget round",
                "Turns the long view into a plan that staff in the service can follow",
                "Makes sure the team knows what comes next and why it has been decided",
            ],
            "Resources": [
                "Moves money and people to where residents need them the most",
                "Balances the budget of the service without passing problems on to others",
                "Uses the working time of the team well and reports shortages early",
            ],
        },
        "We care": {
            "Wellbeing": [
                "Protects time for leaders to recover after long periods of pressure",
                "Looks for signs of stress in the service and acts upon them in time",
                "Knows how each member of the team is doing and asks when in doubt",
            ],
            "Fairness": [
                "Makes decisions about pay and jobs that can stand the light of day",
                "Shares both popular and unpopular tasks fairly between the teams",
                "Treats everyone with the same respect whatever their job may be",
            ],
        },
    }
    lines = ["Our Leadership Principles", "Stanmere Borough Council", "", "Adopted March 2022", ""]
    rows: list[Row] = []
    for theme, points in content.items():
        lines += ["\f" + theme, "", *[line for point in points for line in (point, "")]]
        for number, level in enumerate(levels):
            first, *others = [texts[number] for texts in points.values()]
            lines += [
                wrapped(f"{level} {first}", 44),
                "",
                *[line for text in others for line in (wrapped(text, 44), "")],
            ]
            rows += [(level, theme, texts[number]) for texts in points.values()]
    return Made("stanmere.txt", "\n".join(lines).encode(), levels, tuple(rows), "Stanmere Borough Council", 2022)
