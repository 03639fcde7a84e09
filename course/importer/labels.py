"""Words by which headings say what they are: a competence, a foreword, a glossary, a question to think about."""

import re

LONGEST_LABEL = 95
"""Letters of the longest heading that is taken for one without help of its style."""

GROUP = (
    r"hjørneflag|gruppe|søjle|spor|del|kapitel|domæne|dimension|pillar|chapter|part|domain|kapittel|avsnitt|del|område"
)
THEME = (
    r"kompetence|ledelseskompetence|lederkompetence|kompetenceområde|tema|ledelsestema|princip|ledelsesprincip|pejlemærke|værdi|ledelsesopgave|ledelsesdisciplin|disciplin|grundbegreb|balance|"
    r"kompetanse|kompetanseområde|lederkrav|prinsipp|verdi|kompetens|kompetensområde|ledarkompetens|värde|värdering|competency|competence|competency area|theme|principle|value|capability|"
    r"ledelsesområde|lederopgave|indsatsområde|ledelsesværdi|dyd"
)
ASPECT = r"fokuspunkt|fokus|fokusområde|delkompetence|delområde|undertema|element|aspekt|indikator|focus|focus area|focus point|fokuspunkter|delkompetens|sub-theme|aspect"
KEYWORD = re.compile(
    rf"^(?:(?P<group>{GROUP})|(?P<theme>{THEME})|(?P<aspect>{ASPECT}))(?:\s+(?:\d{{1,2}}|[ivx]{{1,4}}|[a-h]))?\s*[:.–—-]\s*(?P<name>\S.*)$",
    re.IGNORECASE,
)
DEFINITION = re.compile(
    r"^(?:definition|betydning|forklaring|beskrivelse|det betyder|meaning|description|definisjon|betydelse|beskrivning)\s*[:–-]\s*(.+)$",
    re.IGNORECASE,
)
ASIDE = re.compile(
    r"^(?:forord|velkommen\b|velkomst|kære\b|welcome\b|välkommen|indledning|introduktion|indhold|indholdsfortegnelse|vejledning|læsevejledning|baggrund|formål|kontakt|kolofon|bilag|kilder|litteratur|proces(?:sen)?\b|tidsplan|"
    r"sådan (?:bruger|bruges|er|læser|arbejder)|brug af|hvad er\b|hvorfor\b|hvordan\b|hvornår\b|om (?:ledelses|leder|dette|dokument|grundlag)|"
    r"refleksion|spørgsmål|til refleksion|overvej|dialogspørgsmål|selvevaluering|selvvurdering|vurder dig selv|vurdering|skala|bedømmelse|"
    r"innledning|innhold|bakgrunn|hensikt|slik bruker|hva er|hvordan|refleksjon|spørsmål|egenvurdering|"
    r"förord|inledning|innehåll|bakgrund|syfte|så (?:här )?använder|vad är|varför|hur\b|reflektion|frågor|självskattning|bilaga|"
    r"foreword|preface|introduction|contents|table of contents|background|purpose|how to use|about (?:this|the)|what is|why\b|how\b|reflection|questions|self-assessment|rating|scale|appendix|references|sources|"
    r"next steps|næste skridt|videre proces|implementering af|versionshistorik|versioner\b|ændringslog|dokumenthistorik|version history|change log|endringslogg|opfølgning på|udgiver|foto|redaktion|tryk|layout|udgivet)",
    re.IGNORECASE,
)
GLOSSARY = re.compile(
    r"^(?:ordliste|begreber|begrebsafklaring|begrebsliste|ordforklaring(?:er)?|definitioner|centrale begreber|glossary|definitions|key terms|ordlista|begrepp|begreper|ordforklaringer|begrepsliste)\b",
    re.IGNORECASE,
)
LEAD_IN = re.compile(
    r"^(?:det (?:betyder|vil sige|forventes|gør)|du\b|vi forventer|det gør|som leder|jeg\b|derfor|i praksis|adfærd|forventninger|tegn|kendetegn|handlinger|in practice|this means|you\b|we expect|behaviou?rs?|indicators|"
    r"dette betyr|vi forventer|det innebär|vi förväntar|beteenden|atferd|konkret|det ser vi|sådan)\b.{0,60}$",
    re.IGNORECASE,
)
SUBHEAD = re.compile(
    r"^(?:(?:konkret |god |ønsket |synlig )?adfærd|(?:vores |de konkrete )?forventninger(?:ne)?|tegn (?:på|i hverdagen).{0,30}|kendetegn|det gør (?:du|vi|lederen).{0,30}|(?:effective |positive |key )?behaviou?rs?|"
    r"(?:key |positive )?indicators|(?:din |your )?roll?e(?:n|beskrivelse)?|(?:dit|your|key) (?:ansvar|responsibilities)|what this looks like.{0,20}|expectations|i praksis|in practice|handlinger|beskrivelse|förväntningar|beteenden|atferd|det betyder|sådan gør (?:du|vi))\s*:?$",
    re.IGNORECASE,
)
"""A heading that only says that the list follows."""
OVERVIEW = re.compile(
    r"^(?:samlet )?(?:oversigt|overblik|sammenfatning|opsummering|resumé|summary|overview|sammanfattning|oppsummering|oversikt|översikt)\b.{0,40}$",
    re.IGNORECASE,
)
"""A heading over what was said before."""
LEFT_OPEN = re.compile(
    r"^.{0,80}\b(?:at|att|at du|du|deg|dig|you|that|to|skal|ska|should|must|vi|we|som|gælder(?: følgende)?|following|følgende)[ :,]*$",
    re.IGNORECASE,
)
"""A line that leads over to what follows: `Her forventer vi, at du`."""
MAIL = re.compile(r"^(?:from|to|cc|sent|date|fra|til|sendt|dato|från|till|skickat|datum)\s*:\s*\S", re.IGNORECASE)
"""A line on top of an e-mail."""
SUBJECT = re.compile(r"^(?:subject|emne|ämne|vedr\.?|re)\s*:\s*(?:(?:fw|fwd|re|vs|sv)\s*:\s*)*(?=\S)", re.IGNORECASE)
QUOTE = re.compile(r"^[”“\"'»«„‘’]")
ATTRIBUTION = re.compile(r"^(?:en|et|ett|a|an) [\w-]+(?: [\w-]+){0,3}$")
LEADERSHIP = re.compile(
    r"\b(?:[\w-]*leder(?:e|en|ne|nes|es|s|skab|rolle\w*)?|[\w-]*ledelse\w*|[\w-]*chef(?:er|en|erne)?|direkt[øö]r\w*|direktion\w*|lederskap\w*|ledarskap\w*|ledare\w*|leadership|leaders?|managers?|directors?|sjef\w*)\b",
    re.IGNORECASE,
)
FRAMEWORK = re.compile(
    r"(?:ledelsesgrundlag|ledergrundlag|lederprofil|ledelsespolitik|ledelsesprofil|ledelseskodeks|ledelsesværdi|ledelsesprincip|god ledelse|lederskabsmodel|ledelsesmodel|leadership|lederplakat|lederkrav|"
    r"ledelsesstrategi|ledelseskompas|lederforventning|forventninger til led|lederplattform|ledelsesplattform|lederskap|ledarskap|ledarprofil|chefspolicy|chefsprofil|ledarkriterier|management (?:standard|framework|competenc))",
    re.IGNORECASE,
)


def is_quotation(text: str) -> bool:
    """Whether a paragraph is what somebody said: it begins with a quotation mark, or ends one that it does not open."""
    if len(text.split()) < 6:
        return False
    closes = text.endswith(("”", "“", "«", '"')) and sum(text.count(mark) for mark in '”“«»"') % 2 == 1
    return QUOTE.match(text) is not None or closes


SIGNED = re.compile(
    r"^(?:[A-ZÆØÅÄÖ][\w.-]+ ){1,3}[A-ZÆØÅÄÖ][\w-]+, [a-zæøåäö]|^[A-ZÆØÅÄÖ][\w ]+, .{0,40}\b(?:19|20)\d\d$"
)


def is_aside(text: str) -> bool:
    """Whether a heading opens something that is no part of the framework itself: a foreword, a guide, a signature."""
    return ASIDE.match(text) is not None or SIGNED.match(text) is not None


OTHER_KIND = re.compile(
    r"\b(?:referat|dagsorden|mødeindkaldelse|stillingsopslag|jobopslag|nyhedsbrev|faktura|kontrakt|lejekontrakt|opskrift|køreplan|blanket|ansøgning|regnskab|protokoll|møtereferat|dagordning|"
    r"agenda|minutes|invoice|newsletter|vacancy|recipe|timetable|årsberetning|driftsvejledning|kørselsvejledning)\b",
    re.IGNORECASE,
)
"""Kinds of document that are no framework, whoever they mention."""


def keyword(text: str) -> tuple[str, str] | None:
    """What a heading says of itself, and its name: `Kompetence: Strategi` -> ("theme", "Strategi")."""
    match = KEYWORD.match(text)
    if not match:
        return None
    for kind in ("group", "theme", "aspect"):
        if match[kind]:
            return kind, match["name"].strip()
    return None


def label_like(text: str) -> bool:
    """Whether a text could be a heading by its looks: short, begins large, is no sentence with its end."""
    first = text.lstrip("”“\"'»«(")[:1]
    return (
        bool(first)
        and (first.isupper() or first.isdigit())
        and len(text) <= LONGEST_LABEL
        and len(text.split()) <= 13
        and not text.endswith((".", ";", ",", "!", "-"))
    )


def folded(name: str) -> str:
    """A heading's name for comparing: letters and figures only, small."""
    return " ".join(re.findall(r"\w+", name.casefold()))


def packed(text: str) -> str:
    """A text for comparing: letters and figures only, small, no spaces."""
    return PACKED.sub("", text.casefold())


PACKED = re.compile(r"[\W_]+")


def heading_name(text: str) -> str:
    """A heading's name as people say it: without number and colon, not all in capitals."""
    name = re.sub(r"^(?:\d{1,2}(?:\.\d{1,2})*[.):]?|[IVX]{1,4}\.)\s+(?=\S)", "", text).strip().rstrip(":").strip()
    letters = [letter for letter in name if letter.isalpha()]
    if len(letters) > 4 and all(letter.isupper() for letter in letters):
        name = name[0] + name[1:].lower()
    return name


SENTENCE = re.compile(r"(?<=[.!?])[”\")]?\s+(?=[”\"(]?[A-ZÆØÅÄÖ])")
SHORT_FORM = re.compile(
    r"(?:\b(?:fx|f\.eks|bl\.a|mv|m\.v|dvs|ift|ca|nr|pkt|evt|jf|t\.ex|bl\.a|osv|mm|m\.m|e\.g|i\.e|St|kr|o\.l|inkl|ekskl|hhv|vedr))\.$"
)


def sentences(text: str) -> list[str]:
    """The sentences of a paragraph."""
    result: list[str] = []
    for part in SENTENCE.split(text):
        if result and SHORT_FORM.search(result[-1]):
            result[-1] += " " + part
        else:
            result.append(part)
    return [part.strip() for part in result if part.strip()]
