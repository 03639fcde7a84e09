"""`talks.md`: three talks with the nearest manager, fitted to the themes and levels of the framework."""

from collections.abc import Sequence

from course.builder.blocks import directive, literal
from course.builder.units import Unit
from course.framework import Framework, Level


def draft_talks(framework: Framework, units: Sequence[Unit]) -> str:
    """Talks after 14, 45 and 100 days; each has its own part for the manager."""
    early, middle, late = _themes(framework, units)
    level = "mit ledelsesniveau" if len(framework.levels) > 1 else "mig"
    hers = _her_level(framework.levels)
    talks = {
        (14, ""): [
            "Det her har jeg lagt mærke til i mine første uger.",
            "Hvad er vigtigst, at jeg kommer i gang med, og hvad kan vente?",
            "Hvad må jeg beslutte alene, og hvad vil du være med til?",
            _about(early, "Jeg har læst det, der står under {}. Hvad betyder det hos os?"),
        ],
        (14, " til=leder"): [
            "Spørg, hvad der har overrasket, og vent på svaret.",
            f"Læs forventningerne til {hers}. Sig, hvilken der er vigtigst lige nu.",
            "Sig klart, hvad din nye leder selv må afgøre.",
        ],
        (45, ""): [
            "Det her er lykkedes, og her er jeg i tvivl.",
            _about(middle, "Jeg øver mig i det, der står under {}. Hvad har du set?"),
            f"Hvilken forventning til {level} vil du gerne se mere til?",
            "Hvad skal jeg lade ligge, så der bliver tid til det vigtige?",
        ],
        (45, " til=leder"): [
            "Spørg, hvad der er svært at komme i gang med.",
            _about(middle, "Fortæl om én gang, du så din nye leder arbejde med det, der står under {}."),
            "Tag en opgave væk, hvis der er for mange.",
        ],
        (100, ""): [
            "Det her har jeg lært om opgaven, om folkene og om mig selv.",
            f"Én forventning til {level} føler jeg mig hjemme i. Én vil jeg blive bedre til.",
            _about(late, "Hvad skal kunne mærkes om et halvt år af det, der står under {}?"),
            "Det her har jeg brug for fra dig. Hvad har du brug for fra mig?",
        ],
        (100, " til=leder"): [
            "Spørg, hvad din nye leder selv vil lære nu.",
            "Vælg sammen én forventning, som I arbejder videre med.",
            "Fortæl, hvad de første hundrede dage har betydet for borgere og medarbejdere.",
        ],
    }
    parts = ["---\ntitle: Tre samtaler med din leder\ngenerated: true\n---"]
    for (day, who), items in talks.items():
        id = f"samtale-{day}{'-leder' if who else ''}"
        parts.append(directive(f"samtale {id} dag={day}{who}", "\n".join(f"- {item}" for item in items if item)))
    return "\n\n".join(parts) + "\n"


def _about(theme: str, sentence: str) -> str:
    """The sentence with the theme's name in it; empty where there is no theme."""
    return sentence.format(f'"{literal(theme)}"') if theme else ""


def _themes(framework: Framework, units: Sequence[Unit]) -> tuple[str, str, str]:
    """The names of the themes that the course is at after 14, 45 and 100 days; empty where there are none."""
    names = [unit.theme.name for unit in units if unit.theme] or [each.name for each in framework.groups] or [""]
    return names[0], names[len(names) // 2], names[-1]


def _her_level(levels: Sequence[Level]) -> str:
    """The manager reads those of her own new leader; a framework without levels speaks to every leader."""
    ones = [level.one for level in levels]
    if len(ones) < 2:
        return "din nye leder"
    return f"din nye leders ledelsesniveau ({', '.join(ones[:-1])} eller {ones[-1]})"
