"""Documents of invented organisations with the themes on top and the levels inside."""

from tests.course.importer.banks import DANISH, DEFINITIONS, NORWEGIAN, rows_of
from tests.course.importer.writers import Made, Part, Row, docx, wrapped


def theme_sections() -> Made:
    """A Word document with a section per theme, the levels inside, and a glossary."""
    levels = ("Centerchefer", "Afdelingsledere", "Daglige ledere")
    parts: list[Part] = [("h1", "Sådan leder vi i Fjordkøbing"), ("p", "Fjordkøbing Kommune, marts 2023")]
    for theme, by_level in DANISH.items():
        parts += [("h2", theme), ("p", DEFINITIONS[theme])]
        for number, level in enumerate(levels):
            parts.append(("h3", level))
            parts += [("li", text + ".") for text in by_level[number]]
    parts += [
        ("h2", "Ordliste"),
        ("b", "Kerneopgave"),
        ("p", "Det, vi er her for at gøre for borgerne."),
        ("b", "Ledelsesrum"),
        ("p", "Det, en leder selv kan beslutte."),
    ]
    rows = tuple((level, theme, text + ".") for level, theme, text in rows_of(DANISH, levels))
    return Made("fjordkoebing.docx", docx(parts), levels, rows, "Fjordkøbing Kommune", 2023)


def names_behind() -> Made:
    """A text in which the level's name stands below its list."""
    levels = ("Direktør", "Områdeleder", "Teamleder")
    lines = [
        "VESTERLUND KOMMUNE",
        "Forventninger til ledere",
        "",
        "Her er vores fælles forventninger til god ledelse i kommunen.",
        "",
    ]
    for theme, by_level in DANISH.items():
        lines += [theme.upper(), ""]
        for number, level in enumerate(levels):
            lines += [wrapped(text, 60, "• ") for text in by_level[number]]
            lines += [level, ""]
    return Made("vesterlund.txt", "\n".join(lines).encode("cp1252"), levels, rows_of(DANISH, levels))


def running_text() -> Made:
    """A text with `level: a; b.` in running lines, hyphenated at line ends."""
    levels = ("Direktører", "Chefer", "Ledere")
    lines = ["Ledelseskodeks", "Ådalen Kommune 2022", ""]
    for theme, by_level in DANISH.items():
        lines += [theme, wrapped(DEFINITIONS[theme], 58, hyphen=True), ""]
        text = " ".join(
            f"{level}: {'; '.join(each[0].lower() + each[1:] for each in by_level[number])}."
            for number, level in enumerate(levels)
        )
        lines += [wrapped(text, 58, hyphen=True), ""]
    rows = tuple((level, theme, text[0].lower() + text[1:]) for level, theme, text in rows_of(DANISH, levels))
    return Made(
        "aadalen.txt",
        "\r\n".join("\n".join(lines).split("\n")).encode("utf-8-sig"),
        levels,
        rows,
        "Ådalen Kommune",
        2022,
    )


def norwegian() -> Made:
    levels = ("Kommunalsjefer", "Enhetsledere", "Teamledere")
    lines = [
        "Lederplattform",
        "Solvik kommune",
        "",
        "Innledning",
        "Denne plattformen beskriver hva vi venter av ledere på alle nivåer i kommunen.",
        "",
    ]
    for theme, by_level in NORWEGIAN.items():
        lines += [f"Tema: {theme}", ""]
        for number, level in enumerate(levels):
            lines.append(f"Forventninger til {level.lower()}:")
            lines += [f"- {text}" for text in by_level[number]]
            lines.append("")
    return Made("solvik.txt", "\n".join(lines).encode("utf-16"), levels, rows_of(NORWEGIAN, levels), "Solvik kommune")


def nested_items() -> Made:
    """A text with focus points as items and the levels as items below them."""
    levels = ("Chef", "Leder af ledere", "Leder af medarbejdere")
    points = {
        "Retning": ["Sætter mål", "Følger op"],
        "Relationer": ["Skaber tillid", "Løser konflikter"],
        "Resultater": ["Holder fast", "Lukker ned"],
    }
    lines = ["Ledelsesgrundlag i Søgård Boligforening", ""]
    rows: list[Row] = []
    for theme, by_level in DANISH.items():
        lines.append(theme)
        for place, point in enumerate(points[theme]):
            lines.append(f"• {point}")
            for number, level in enumerate(levels):
                lines.append(wrapped(f"{level}: {by_level[number][place]}", 66, "    – ", "      "))
                rows.append((level, theme, by_level[number][place]))
        lines.append("")
    return Made("soegaard.txt", "\n".join(lines).encode(), levels, tuple(rows))


def bottom_up() -> Made:
    """A text out of a PDF: levels from the bottom, feet with page numbers, hyphens, a lead-in under each level."""
    levels = ("Hospitalsledelsen", "Afdelingsledelser", "Funktionsledere")
    content = {
        "Patienten først": (
            [
                "Skaber rammer for sammenhængende patientforløb på tværs af hospitalets afdelinger",
                "Lytter til patienternes erfaringer",
            ],
            [
                "Sikrer, at behandlingskvaliteten følges systematisk og bliver drøftet",
                "Afstemmer kapaciteten med de øvrige afdelinger",
            ],
            ["Er til stede i klinikken, når der er travlt", "Hjælper kolleger med at tale om utilsigtede hændelser"],
        ),
        "Arbejdsglæde": (
            ["Prioriterer arbejdsmiljøet i økonomiske beslutninger"],
            ["Udvikler funktionsledernes kompetencer gennem sparring og fælles træning", "Følger trivslen tæt"],
            ["Lægger vagtplaner, der kan holde, og inddrager medarbejderne i dem", "Anerkender det gode arbejde"],
        ),
    }
    lines = ["Rosenå Hospital", "Ledelsesgrundlag", "", "Version 3, godkendt maj 2024", ""]
    rows: list[Row] = []
    page = 1
    for theme, lists in content.items():
        for level, texts in reversed(list(zip(levels, lists, strict=True))):
            lines += [
                f"Rosenå Hospital – Ledelsesgrundlag          Side {page} af 7",
                "\f" + theme,
                "",
                level,
                "Som leder forventes det, at du:",
                "",
            ]
            page += 1
            for text in texts:
                lines += [wrapped(text, 52, "▪ ", "  ", hyphen=True), ""]
            rows += [(level, theme, text) for text in texts]
    lines.append(f"Rosenå Hospital – Ledelsesgrundlag          Side {page} af 7")
    return Made("rosenaa.txt", "\n".join(lines).encode(), levels, tuple(rows), "Rosenå Hospital", 2024)
