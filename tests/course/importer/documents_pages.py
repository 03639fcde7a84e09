"""Documents of invented organisations as PDF pages that are set freely: edges, boxes, columns and matrices."""

from tests.course.importer.banks import DANISH, DEFINITIONS, rows_of
from tests.course.importer.drawn import Piece, column, drawn, paragraph
from tests.course.importer.writers import ALL, Made, Row

TOP = 720


def theme_along_the_edge() -> Made:
    """A page per level and theme: the theme along the edge, the level in the head, all of it once more in the appendix."""
    levels = ("Direktør", "Områdechef", "Gruppeleder")
    pages = [
        [Piece(70, 700, "Ledelse i Møllevang", 26, True), Piece(70, 660, "Vores fælles ledelsesgrundlag", 16, True)],
        [
            Piece(70, 740, "Forord", 16, True),
            *paragraph(70, 700, "Mange har hjulpet til. Brug hæftet, når du er i tvivl.", 60),
            Piece(80, 600, "”Jeg ved godt, hvad min chef vil, men ikke altid hvorfor.”", 11),
            Piece(80, 586, "Gruppeleder, hjemmeplejen", 8),
        ],
    ]
    for number, level in enumerate(levels):
        for theme, by_level in DANISH.items():
            items, _below = column(70, 620, by_level[number], 80, "\u2022")
            pages.append(
                [
                    Piece(70, 28, "Møllevang Kommune  |  Ledelse i Møllevang", 8),
                    Piece(520, 28, f"Side {len(pages) + 1}", 8),
                    Piece(480, 805, level.upper(), 9, True),
                    Piece(31, 113, theme, 18, True, turned=True),
                    *paragraph(70, TOP, DEFINITIONS[theme], 80, 10),
                    Piece(70, 660, "Her forventer vi, at du", 12, True),
                    *items,
                ]
            )
    appendix = [Piece(70, 780, "Bilag: Samlet oversigt", 16, True)]
    y = 740.0
    for theme, by_level in DANISH.items():
        appendix.append(Piece(70, y, theme, 11, True))
        heads = [Piece(75 + 160 * number, y - 20, level, 8, True) for number, level in enumerate(levels)]
        cells = [column(75 + 160 * number, y - 36, by_level[number], 34, size=8) for number in range(3)]
        appendix += [*heads, *(piece for pieces, _y in cells for piece in pieces)]
        y = min(below for _pieces, below in cells) - 24
    return Made("moellevang.pdf", drawn([*pages, appendix]), levels, rows_of(DANISH, levels), "Møllevang Kommune")


def matrix_with_definitions() -> Made:
    """One page: levels across in a centred head, theme and definition in the first column, one row for all."""
    levels = ("Direktion", "Centerchef", "Teamkoordinator")
    page = [
        Piece(40, 790, "Lederprofil for Hestehaven", 18, True),
        *paragraph(40, 768, "Profilen viser, hvad vi forventer.", 90),
    ]
    page.append(Piece(60, 735, "Kompetence", 9, True))
    page += [Piece(205 + 130 * number, 735, level, 9, True) for number, level in enumerate(levels)]
    y = 712.0
    rows: list[Row] = []
    for theme, by_level in DANISH.items():
        page.append(Piece(40, y, theme, 9, True))
        page += paragraph(40, y - 12, DEFINITIONS[theme], 26, 8)
        for number, level in enumerate(levels):
            text = ". ".join(by_level[number]) + "."
            page += paragraph(175 + 130 * number, y, text, 27, 9)
            rows += [(level, theme, f"{each}.") for each in by_level[number]]
        y = min(piece.y for piece in page) - 26
    page += [Piece(40, y, "Ordentlighed", 9, True), *paragraph(40, y - 12, "Sådan er vi over for hinanden.", 26, 8)]
    page += paragraph(175, y, "Gælder alle ledere: Holder aftaler og siger til i god tid.", 80, 9)
    rows.append((ALL, "Ordentlighed", "Holder aftaler og siger til i god tid."))
    return Made("hestehaven.pdf", drawn([page]), levels, tuple(rows))


def boxes_side_by_side() -> Made:
    """A page per theme: what all do, then a box per level side by side, and questions that are no expectations."""
    levels = ("Chefer", "Ledere af ledere", "Ledere af medarbejdere")
    shared = {
        "Retning": "Vi taler om, hvor vi skal hen",
        "Relationer": "Vi hilser på hinanden",
        "Resultater": "Vi følger op",
    }
    pages = [[Piece(50, 760, "Ledelsesgrundlag for Egeris Kommune", 24, True), Piece(50, 730, "Januar 2025", 12)]]
    rows: list[Row] = []
    for theme, by_level in DANISH.items():
        page = [Piece(50, 760, theme.upper(), 24, True), *paragraph(62, 725, DEFINITIONS[theme], 90)]
        page += [Piece(50, 680, "Alle ledere", 13, True), *column(50, 660, [shared[theme]], 80, "■")[0]]
        rows.append((ALL, theme, shared[theme]))
        for number, level in enumerate(levels):
            x = 60 + 165 * number
            page += paragraph(x, 620, f"Særligt for {level.lower()}", 26, 10, True)
            page += column(x, 588, by_level[number], 26, "■", size=10)[0]
            rows += [(level, theme, text) for text in by_level[number]]
        page += [Piece(50, 420, "Spørgsmål til ledergruppen", 12, True)]
        page += paragraph(50, 400, "Hvornår lykkedes det sidst hos os? Hvad skal vi holde op med?", 90)
        pages.append(page)
    return Made("egeris.pdf", drawn(pages), levels, tuple(rows), "Egeris Kommune", 2025)


def columns_across() -> Made:
    """A page per level with two columns of themes that are drawn line by line across the page."""
    levels = ("Kontorchef", "Teamchef")
    themes = {"Sagerne": "Retning", "Kollegerne": "Relationer"}
    pages = [[Piece(60, 700, "Ledelse i Strandministeriet", 24, True), Piece(60, 660, "Et ledelsesgrundlag", 14)]]
    rows: list[Row] = []
    for number, level in enumerate(levels):
        left, right = (
            [Piece(x, 742, name, 13, True), *column(x, 712, DANISH[theme][number], 38, "•")[0]]
            for x, (name, theme) in zip((56, 306), themes.items(), strict=True)
        )
        across = sorted([*left, *right], key=lambda piece: (-piece.y, piece.x))
        pages.append([Piece(96, 805, level, 12, True), *across, Piece(56, 28, "Strandministeriet", 8)])
        rows += [(level, name, text) for name, theme in themes.items() for text in DANISH[theme][number]]
    return Made("strandministeriet.pdf", drawn(pages), levels, tuple(rows))


def bullets_that_are_pictures() -> Made:
    """A PDF as a browser prints it: the bullets are drawn and not written, only the indent is left."""
    levels = ("Direktører", "Institutionschefer", "Pædagogiske ledere")
    pages = [[Piece(57, 760, "God ledelse i Kløverdal", 22, True), Piece(57, 735, "Kløverdal Kommune, maj 2023", 11)]]
    for number, level in enumerate(levels):
        page = [Piece(57, 770, level, 18, True)]
        page += paragraph(57, 745, "Her kan du læse, hvad vi venter os af dig.", 80)
        y = 710.0
        for theme, by_level in DANISH.items():
            page.append(Piece(57, y, theme, 14, True))
            items, y = column(87, y - 26, by_level[number], 70, gap=0)
            page += items
            y -= 20
        pages.append(page)
    return Made("kloeverdal.pdf", drawn(pages), levels, rows_of(DANISH, levels), "Kløverdal Kommune", 2023)


def level_drawn_last() -> Made:
    """A page per level that is drawn from the bottom: lists, their themes along the edge, then the level's name."""
    levels = ("Rektorat", "Dekan", "Institutleder")
    pages = [[Piece(70, 740, "God ledelse på", 28, True), Piece(70, 706, "Sundby Universitet", 28, True)]]
    for number, level in enumerate(levels):
        page = [Piece(70, 808, "SUNDBY UNIVERSITET", 8), Piece(534, 808, str(number + 2), 8)]
        y = 670.0
        for theme, by_level in DANISH.items():
            items, below = column(142, y, by_level[number], 42, "»")
            page += [*items, Piece(119, (y + below) / 2 - 30, theme, 13, True, turned=True)]
            y = below - 36
        page += paragraph(408, 650, "Et institut har mellem 40 og 200 ansatte.", 26, 9)
        page += [Piece(70, 742, level, 24, True), Piece(70, 714, f"{level} ...", 11)]
        pages.append(page)
    return Made("sundby.pdf", drawn(pages), levels, rows_of(DANISH, levels))
