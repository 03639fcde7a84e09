"""Documents of invented organisations with the levels on top and the themes inside."""

from tests.course.importer.banks import DANISH, SWEDISH, rows_of
from tests.course.importer.writers import Made, Part, Row, docx, pdf, wrapped


def level_pages() -> Made:
    """A PDF with a page per level and the themes inside."""
    levels = ("Direktører", "Afdelingschefer", "Teamledere")
    parts: list[Part] = [
        ("h1", "Ledelsesgrundlag for Nordby Kommune"),
        ("p", "Vedtaget i november 2024."),
        ("h2", "Forord"),
        ("p", "Vi har arbejdet længe med dette grundlag, og mange har bidraget. Tak for det gode arbejde."),
        ("li", "Et grundlag, der kan bruges i hverdagen"),
        ("li", "Et grundlag, der kan bruges ved ansættelser"),
    ]
    for number, level in enumerate(levels):
        parts += [("page", ""), ("h1", level), ("p", "Her står, hvad vi forventer.")]
        for theme, by_level in DANISH.items():
            parts.append(("h2", theme))
            parts += [("li", text) for text in by_level[number]]
    return Made("nordby.pdf", pdf(parts, "Ledelsesgrundlag"), levels, rows_of(DANISH, levels), "Nordby Kommune", 2024)


def swedish() -> Made:
    """Markdown with the levels on top and the themes inside."""
    levels = ("Förvaltningschefer", "Enhetschefer")
    lines = ["# Ledarskap i Björkhamra kommun", "", "Det här är vår gemensamma grund för **gott ledarskap**.", ""]
    for number, level in enumerate(levels):
        lines += [f"## {level}", ""]
        for theme, by_level in SWEDISH.items():
            lines += [f"### {theme}", "", *[f"- {text}." for text in by_level[number]], ""]
    rows = tuple((level, theme, text + ".") for level, theme, text in rows_of(SWEDISH, levels))
    return Made("bjorkhamra.md", "\n".join(lines).encode(), levels, rows, "Björkhamra kommun")


def headings_behind_twice() -> Made:
    """A PDF as text, lists first and the theme's name below; the level on top; then the same once more in a table."""
    levels = ("Skolechef", "Skoleledere", "Afdelingsledere")
    lines = ["Ledelse i Engelsholm Skolevæsen", "", "Her samler vi, hvad vi forventer af hinanden."]
    for number, level in enumerate(levels):
        lines += ["\f" + level, ""]
        for theme, by_level in DANISH.items():
            lines += [wrapped(text, 48, "\uf0b7 ", hyphen=True) for text in by_level[number]]
            lines += [theme, ""]
        lines.append(f"Engelsholm Skolevæsen | {number + 2}")
    lines += ["\fOverblik", ""]
    lines += ["\t".join(["Tema", *levels])]
    for theme, by_level in DANISH.items():
        for place in range(2):
            lines.append("\t".join([theme if place == 0 else " ", *[by_level[number][place] for number in range(3)]]))
    return Made("engelsholm.txt", "\n".join(lines).encode(), levels, rows_of(DANISH, levels))


def norwegian_pages() -> Made:
    """A Norwegian text: a page per level, numbered themes in capitals, a lead-in, questions to think about at the end."""
    levels = ("Kommunedirektør", "Seksjonsledere", "Avdelingsledere")
    content = {
        "Mål og resultater": (
            ["Sørger for at politiske vedtak blir fulgt opp", "Prioriterer tydelig når pengene ikke strekker til"],
            ["Bryter ned målene slik at de blir forståelige for alle i seksjonen", "Rapporterer avvik i tide"],
            ["Planlegger driften sammen med de tillitsvalgte", "Følger opp sykefravær tidlig og med omtanke"],
        ),
        "Mennesker": (
            ["Skaper en åpen ledergruppe der uenighet er lov"],
            ["Rekrutterer ledere som tør å si ifra", "Holder utviklingssamtaler hvert halvår"],
            ["Ser den enkelte medarbeider", "Tar de vanskelige samtalene uten å vente"],
        ),
    }
    lines = ["NORDVIK KOMMUNE", "Våre forventninger til lederskap", "2024", ""]
    rows: list[Row] = []
    for number, level in enumerate(levels):
        lines += [
            "\f" + level.upper(),
            "",
            f"Som {level.lower().removesuffix('e')} skal du vite hva som forventes av deg.",
            "",
        ]
        for count, (theme, lists) in enumerate(content.items(), start=1):
            lines += [f"{count}. {theme.upper()}", ""]
            lines += [wrapped(text, 46, "o ", "  ") for text in lists[number]]
            lines.append("")
            rows += [(level, theme, text) for text in lists[number]]
        lines += ["Refleksjon", "o Hva gjør du allerede?", "o Hva vil du øve på?", ""]
    return Made("nordvik.txt", "\n".join(lines).encode("latin-1"), levels, tuple(rows), "", 2024)


def nested_themes() -> Made:
    """A Word document without styles: bold names of levels, themes in front of a colon, sub-items, a foreword."""
    levels = ("Chefgruppen", "Distriktsledere", "Gruppeledere")
    content = {
        "Borgeren": (
            ["Spørger til borgernes oplevelse, før en ordning ændres"],
            ["Samler viden om borgerne på tværs af distriktet", "Klager bruges til at lære af"],
            ["Sørger for, at borgeren kender sin kontaktperson"],
        ),
        "Holdet": (
            ["Bruger hinandens styrker i chefgruppen", "Giver plads til uenighed"],
            ["Sætter hold, der supplerer hinanden"],
            ["Holder korte tavlemøder hver morgen", "Hilser nye velkommen på den første dag"],
        ),
    }
    parts: list[Part] = [
        ("b", "Ledelse i Hjemmeplejen Sydkær"),
        ("p", "Vedtaget af chefgruppen, januar 2025"),
        ("b", "Forord"),
        ("p", "Hjemmeplejen er i bevægelse. Vi skal finde vejen sammen."),
    ]
    rows: list[Row] = []
    for number, level in enumerate(levels):
        parts.append(("b", f"Forventninger til {level.lower()}"))
        for theme, lists in content.items():
            parts.append(("li", f"{theme}:"))
            parts += [("li2", text) for text in lists[number]]
            rows += [(level, theme, text) for text in lists[number]]
    return Made("sydkaer.docx", docx(parts), levels, tuple(rows), "", 2025)
