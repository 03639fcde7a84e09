"""Documents that have no levels, are no framework, or are long."""

from tests.course.importer.banks import DANISH
from tests.course.importer.writers import ALL, Made, Part, docx, pdf


def no_framework() -> Made:
    """A Word document about something else altogether."""
    parts: list[Part] = [
        ("h1", "Kørselsvejledning for medarbejdere"),
        ("h2", "Refusion"),
        ("p", "Du kan få refusion for kørsel i egen bil, når turen er godkendt på forhånd."),
        ("li", "Udfyld blanketten inden den 10. i måneden"),
        ("li", "Vedlæg kvitteringer for bro og færge"),
        ("li", "Send blanketten til lønkontoret"),
        ("h2", "Takster"),
        ("table", [["Type", "Takst"], ["Bil", "3,79 kr."], ["Cykel", "0,63 kr."]]),
        ("p", "Spørg lønkontoret, hvis du er i tvivl."),
    ]
    return Made("koersel.docx", docx(parts), (), ())


def self_assessment() -> Made:
    """A text without levels: themes, statements, development steps and a scale to rate oneself on."""
    themes = {
        "Nærvær": ["Jeg kender mine medarbejderes hverdag", "Jeg er til stede, når det brænder på"],
        "Klarhed": ["Jeg siger tydeligt, hvad jeg forventer", "Jeg forklarer baggrunden for mine beslutninger"],
        "Udvikling": ["Jeg giver plads til at prøve nyt", "Jeg lærer af de fejl, vi begår"],
    }
    lines = [
        "Lyngholm Kommunes ledelsesgrundlag",
        "",
        "Vurder dig selv",
        "Sæt et kryds ud for hvert udsagn på skalaen:",
        "1 = I lav grad",
        "2 = I nogen grad",
        "3 = I høj grad",
        "",
    ]
    for theme, texts in themes.items():
        lines += [
            theme,
            *[f"• {text}" for text in texts],
            "",
            "Begynder",
            "Er ved at lære at arbejde med temaet og søger hjælp.",
            "",
            "Øvet",
            "Arbejder med temaet hver uge og hjælper andre i gang.",
            "",
            "Ekspert",
            "Er forbillede for andre ledere i hele kommunen.",
            "",
        ]
    rows = tuple((ALL, theme, text) for theme, texts in themes.items() for text in texts)
    return Made("lyngholm.txt", "\n".join(lines).encode(), (), rows, "Lyngholm Kommune")


def long_document(pages: int) -> bytes:
    """A PDF with text and lists on each page."""
    parts: list[Part] = []
    for number in range(pages):
        parts += [("page", ""), ("h1", f"Afsnit {number}"), ("p", "Vi finder løsninger sammen med borgerne. " * 30)]
        parts += [
            ("li", f"{text} i fase {number}") for lists in DANISH.values() for texts in lists.values() for text in texts
        ]
    return pdf(parts[1:], "Ledelsesgrundlag")
