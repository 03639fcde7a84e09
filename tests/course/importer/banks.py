"""What stands in the documents of the tests: theme -> number of the level -> statements."""

from collections.abc import Sequence

from tests.course.importer.writers import Row

DANISH = {
    "Retning": {
        0: [
            "Omsætter byrådets visioner til en samlet strategi for hele organisationen",
            "Afstemmer mål og ressourcer på tværs af forvaltningerne, så opgaverne kan løses",
        ],
        1: [
            "Oversætter strategien til mål for eget område",
            "Følger op på målene hver måned og justerer indsatsen i dialog med lederne",
        ],
        2: [
            "Forklarer medarbejderne, hvorfor opgaven er vigtig",
            "Aftaler konkrete mål med den enkelte medarbejder og følger op på dem",
        ],
    },
    "Relationer": {
        0: [
            "Går foran med en åben og undersøgende dialog i chefgruppen",
            "Opbygger tillid til samarbejdspartnere uden for organisationen",
        ],
        1: [
            "Bygger bro mellem faggrupper, når opgaven kræver det",
            "Tager konflikter op i tide og hjælper lederne med at løse dem ordentligt",
        ],
        2: [
            "Giver feedback, der kan bruges i hverdagen",
            "Kender den enkelte medarbejders styrker og bringer dem i spil",
        ],
    },
    "Resultater": {
        0: [
            "Holder fast i prioriteringerne, også når det bliver svært",
            "Sikrer en bæredygtig økonomi på kort og lang sigt",
        ],
        1: ["Bruger data til at forbedre driften sammen med lederne", "Afslutter indsatser, der ikke virker"],
        2: ["Planlægger arbejdet, så den daglige drift er stabil", "Fejrer de resultater, som gruppen når sammen"],
    },
}
DEFINITIONS = {
    "Retning": "Retning handler om at vise vej og skabe mening i opgaven.",
    "Relationer": "Relationer handler om at skabe tillid og et godt samarbejde.",
    "Resultater": "Resultater handler om at nå det, vi har sat os for.",
}
NORWEGIAN = {
    "Strategi": {
        0: ["Setter en tydelig kurs for hele kommunen", "Sørger for at målene følges opp i alle sektorer"],
        1: ["Oversetter kommunens mål til planer for egen enhet", "Involverer de ansatte i viktige valg"],
        2: ["Gjør planene kjent for laget sitt", "Melder fra når målene ikke kan nås"],
    },
    "Samspill": {
        0: ["Bygger en kultur der ledere lærer av hverandre", "Samarbeider med politikerne på en ryddig måte"],
        1: ["Tar ansvar for helheten, også utenfor egen enhet", "Gir støtte til lederne i vanskelige saker"],
        2: ["Skaper trygghet slik at alle tør å si fra", "Gir tilbakemeldinger som hjelper den enkelte videre"],
    },
}
SWEDISH = {
    "Mod": {
        0: ["Fattar beslut även när underlaget är ofullständigt", "Står upp för verksamheten i politiken"],
        1: ["Prövar nya arbetssätt tillsammans med medarbetarna", "Tar upp det som är svårt i god tid"],
    },
    "Omtanke": {
        0: ["Ser till att cheferna har rimliga villkor", "Bygger en kultur av tillit i ledningsgruppen"],
        1: ["Lyssnar på medarbetarna och tar deras synpunkter på allvar", "Följer upp arbetsmiljön varje månad"],
    },
    "Helhet": {
        0: ["Leder för hela kommunens bästa", "Undanröjer hinder mellan förvaltningarna"],
        1: ["Samarbetar med andra enheter kring invånarens behov", "Delar med sig av kunskap och resurser"],
    },
}
ENGLISH = {
    "Setting direction": {
        0: "Defines the long-term purpose of the council together with elected members",
        1: "Translates the corporate plan into clear priorities for the service",
        2: "Makes sure that everybody in the team knows what matters this week",
    },
    "Building trust": {
        0: "Models openness about mistakes and what was learned from them",
        1: "Deals with disagreement between teams before it harms the work",
        2: "Gives fair and timely feedback to every member of staff",
    },
    "Delivering results": {
        0: "Aligns budgets with priorities and stops what no longer works",
        1: "Uses data to improve services continuously",
        2: "Plans the work so that colleagues have time to do it well",
    },
}


def rows_of(bank: dict[str, dict[int, list[str]]], levels: Sequence[str]) -> tuple[Row, ...]:
    return tuple(
        (level, theme, text)
        for theme, by_level in bank.items()
        for number, level in enumerate(levels)
        for text in by_level[number]
    )
