"""Documents of invented organisations in running text: sentences, numbers, an e-mail, levels behind or as subjects."""

from tests.course.importer.banks import DANISH, ENGLISH, rows_of
from tests.course.importer.writers import ALL, Made, Part, Row, docx, pdf, wrapped


def sentences_among_others() -> Made:
    """A PDF of sentences to a "du" below each level, among sentences that only tell."""
    levels = ("Hospitalsdirektør", "Klinikchef", "Afsnitsleder")
    told = {
        "Hospitalsdirektør": "Hospitalsledelsen mødes hver tirsdag. Referaterne ligger åbent på intranettet.",
        "Klinikchef": "Klinikken ledes af en klinikchef, som kan være læge eller sygeplejerske.",
        "Afsnitsleder": "Et afsnit har typisk mellem 20 og 60 ansatte. Det yngste åbnede i 2019.",
    }
    expected = {
        "Hospitalsdirektør": [
            "Som hospitalsdirektør skal du holde sammen på et stort hus.",
            "Du skal føre en åben dialog med regionsrådet og med pressen.",
            "Du sørger for, at kvalitet og økonomi behandles som to sider af samme sag.",
        ],
        "Klinikchef": [
            "Som klinikchef skal du sætte den faglige retning for specialet.",
            "Du forventes at skabe rum for forskning i en travl hverdag.",
            "Det er dit ansvar, at afsnittene fungerer som et hold.",
        ],
        "Afsnitsleder": [
            "Du skal være til stede på gulvet hver dag.",
            "Du lægger en tjenesteplan, der er både rimelig og robust.",
            "Du holder de svære samtaler med pårørende, når personalet har brug for det.",
        ],
    }
    parts: list[Part] = [("h1", "Ledelse på Åkirke Hospital"), ("p", "Her skriver vi om mennesker og opgaver.")]
    rows: list[Row] = []
    for level in levels:
        parts += [("h2", level), ("p", " ".join(expected[level])), ("p", told[level])]
        parts += [
            ("p", "»Den bedste leder, jeg har haft, huskede, hvad jeg var bange for.«"),
            ("p", "Overlæge, Klinik A"),
        ]
        rows += [(level, ALL, text) for text in expected[level]]
    return Made("aakirke.pdf", pdf(parts), levels, tuple(rows), "Åkirke Hospital")


def one_role() -> Made:
    """A Swedish text for one role, its expectations among other sentences."""
    content = {
        "Pedagogiskt ledarskap": (
            "Forskning visar att skolans ledning har stor betydelse.",
            [
                "Rektor ska besöka undervisningen varje vecka.",
                "Rektor ansvarar för att elever får det stöd de behöver.",
            ],
        ),
        "Organisation": (
            "Resurserna är begränsade.",
            ["Rektor fördelar resurser efter elevernas förutsättningar.", "Rektor ska ha en budget i balans."],
        ),
    }
    lines = [
        "REKTORS UPPDRAG I HÖGDALENS KOMMUN",
        "",
        "Inledning",
        "",
        wrapped("Dokumentet är framtaget i år.", 60),
        "",
    ]
    rows: list[Row] = []
    for theme, (told, texts) in content.items():
        lines += [theme, "", wrapped(" ".join([told, *texts]), 60, hyphen=True), ""]
        rows += [("Rektor", theme, text) for text in texts]
    return Made("hoegdalen.txt", "\n".join(lines).encode(), ("Rektor",), tuple(rows))


def numbered_sentences() -> Made:
    """A PDF with chapters 1, levels 1.1 and expectations 1.1.1."""
    levels = ("Kommunalsjef", "Virksomhetsleder", "Avdelingsleder")
    parts: list[Part] = [("h1", "Lederstandard for Fjordvik kommune"), ("p", "Vedtatt i februar 2023.")]
    for chapter, (theme, by_level) in enumerate(DANISH.items(), start=1):
        parts.append(("h2", f"{chapter} {theme}"))
        for number, level in enumerate(levels):
            parts.append(("h3", f"{chapter}.{number + 1} {level}"))
            parts += [("p", f"{chapter}.{number + 1}.{n} {text}.") for n, text in enumerate(by_level[number], start=1)]
    rows = tuple((level, theme, f"{text}.") for level, theme, text in rows_of(DANISH, levels))
    return Made("fjordvik.pdf", pdf(parts), levels, rows, "Fjordvik kommune", 2023)


def copied_with_contents() -> Made:
    """A text copied out of a PDF: contents, page heads, a signature, focus points, levels over plain lines."""
    levels = ("Direktører", "Chefer", "Ledere")
    points = {
        "Retning": ("Tæt på målet", "Klare valg"),
        "Relationer": ("Tæt på hinanden", "Åben dør"),
        "Resultater": ("Ro på tallene", "Fælles sejre"),
    }
    bank = {
        theme: {
            number: [
                f"{verb} {point.lower()} hver dag i det daglige arbejde med opgaven og hinanden" for point in names
            ]
            for number, verb in enumerate(("Sikrer", "Styrker", "Skaber"))
        }
        for theme, names in points.items()
    }
    lines = ["Ledelsesgrundlag", "Skovlund Kommune", "", "Indhold"]
    lines += [f"{name} {'.' * 40} {page}" for page, name in enumerate(("Forord", *points), start=2)]
    lines += [
        "\fForord",
        "",
        wrapped("Skovlund er en kommune med lange afstande. Derfor skal vi kunne handle selv.", 50),
    ]
    lines += ["", "Kommunaldirektøren"]
    for page, (theme, names) in enumerate(points.items(), start=3):
        head = theme.upper() if page == 4 else theme
        lines += [f"\f{page}   Skovlund Kommune · Ledelsesgrundlag", "", head]
        lines += [wrapped(f"{theme} er ledelse, der kan ses dér, hvor arbejdet foregår.", 50, hyphen=True), ""]
        for place, name in enumerate(names):
            lines.append(name)
            for number, level in enumerate(levels):
                lines += [level, wrapped(bank[theme][number][place], 50, hyphen=True)]
            lines.append("")
    return Made("skovlund.txt", "\n".join(lines).encode(), levels, rows_of(bank, levels), "Skovlund Kommune")


def e_mail() -> Made:
    """An e-mail: its head, levels in underlined capitals, themes with a colon, an answer quoted below."""
    levels = ("Director", "Head of service", "Team leader")
    lines = [
        "From: Jo Marsh",
        "To: All leaders",
        "Subject: FW: What we expect of leaders in Thornbury",
        "",
        "Dear all,",
        "",
    ]
    lines += ["Here is the final wording of our leadership framework.", ""]
    for number, level in enumerate(levels):
        lines += [level.upper(), "=" * len(level), ""]
        for theme, texts in ENGLISH.items():
            lines += [f"{theme}:", wrapped(texts[number], 60, "  * ", "    "), ""]
    lines += ["Best wishes,", "Jo"]
    rows = tuple((level, theme, ENGLISH[theme][number]) for theme in ENGLISH for number, level in enumerate(levels))
    return Made("thornbury.txt", "\n".join(lines).encode(), levels, rows)


def levels_as_subjects() -> Made:
    """A text whose sentences name the level as the one who acts; no label does."""
    content = {
        "Retning": ["Direktører oversætter politik til klare mål.", "Fagchefer lægger planer, som holder."],
        "Trivsel": ["Direktører taler åbent om arbejdspres.", "Fagchefer følger sygefraværet på deres område."],
        "Økonomi": ["Direktører fremlægger et retvisende budget.", "Fagchefer flytter midler, når behovet ændrer sig."],
    }
    lines = ["Ledelsesgrundlag for Havbakken", ""]
    for theme, texts in content.items():
        lines += [theme, wrapped(" ".join(texts), 60), ""]
    levels = ("Direktører", "Fagchefer")
    rows = tuple(
        (level, theme, text) for theme, texts in content.items() for level, text in zip(levels, texts, strict=True)
    )
    return Made("havbakken.txt", "\n".join(lines).encode(), levels, rows)


def levels_in_brackets() -> Made:
    """A Word document with lists by theme, the level in brackets behind each item."""
    levels = ("Chefer", "Ledere")
    parts: list[Part] = [("h1", "Ledelsesgrundlag"), ("p", "Dalby Forsyning 2024")]
    for theme, by_level in DANISH.items():
        parts.append(("h2", theme))
        parts += [
            ("li", f"{text} ({level.lower()})") for number, level in enumerate(levels) for text in by_level[number]
        ]
    return Made("dalby.docx", docx(parts), levels, rows_of(DANISH, levels))
