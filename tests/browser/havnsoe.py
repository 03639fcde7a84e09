"""A leadership framework that no file of the project describes, as a PDF of an invented municipality."""

import io
from collections.abc import Iterator

from reportlab.lib.pagesizes import A4
from reportlab.pdfgen.canvas import Canvas

THEMES = {
    "Nærvær": {
        "Afdelingschefer": ["Besøger hvert team en gang om måneden", "Lytter, før der bliver besluttet"],
        "Teamledere": ["Taler med hver medarbejder hver uge", "Siger tak, når noget lykkes"],
    },
    "Klare aftaler": {
        "Afdelingschefer": ["Skriver ned, hvem der beslutter hvad", "Følger op på det, der er aftalt"],
        "Teamledere": ["Aftaler opgaver med navn og dato", "Rydder op i aftaler, der ikke holder"],
    },
    "Fælles retning": {
        "Afdelingschefer": ["Forklarer, hvorfor vi har valgt retningen", "Taler med byrådet om det, der er svært"],
        "Teamledere": ["Oversætter retningen til hverdagens opgaver", "Stopper opgaver, som ikke hjælper borgeren"],
    },
}
PROSE = """Vi er en kommune ved vandet med mange opgaver. Alle ledere skal kende byrådets mål. Vejret er godt ved kysten.
Vi er mange om at løse det. Lederen går foran med et godt eksempel. Der er kort vej mellem fjorden og skoven."""
"""Two expectations stand in running text: they are taken, and doubted."""


def pdf() -> bytes:
    out = io.BytesIO()
    canvas = Canvas(out, pagesize=A4)
    canvas.setTitle("Ledelsesgrundlag for Havnsø Kommune")
    top = 790.0
    for size, text in _lines():
        if top < 90:
            canvas.showPage()
            top = 790.0
        canvas.setFont("Helvetica-Bold" if size > 11 else "Helvetica", size)
        top -= size * (2.1 if size > 11 else 1.5)
        canvas.drawString(72, top, text)
    canvas.save()
    return out.getvalue()


def _lines() -> Iterator[tuple[int, str]]:
    yield 24, "Ledelsesgrundlag for Havnsø Kommune"
    yield 10, "Vedtaget af byrådet i 2025"
    yield 16, "Det særlige hos os"
    for line in PROSE.splitlines():
        yield 10, line
    for theme, levels in THEMES.items():
        yield 18, theme
        for level, statements in levels.items():
            yield 13, level
            for statement in statements:
                yield 10, f"• {statement}"
