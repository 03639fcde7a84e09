"""Which words name a role level, in Danish, Norwegian, Swedish and English, and which only look like it."""

import re
from dataclasses import dataclass
from functools import lru_cache

STEM = (
    r"(?:direktør(?:er|en|erne|ene)?|direktör(?:er|en)?|direktion(?:en)?|chef(?:er|en|erne|erna)?|sjef(?:er|en|ene)?|"
    r"leder(?:e|en|ne|ene)?|lederne|ledare|ledarna|rektor(?:er)?|rektorat(?:et)?|dekanat(?:et)?|koordinator(?:er)?|samordnare|styrer(?:e)?|rådmann|"
    r"(?:afdelings|center|hospitals|afsnits|sygehus|område|skole|institutions|forvaltnings|enheds|klinik|virksomheds|direktør|chef|overordnede )ledelse(?:n|r|rne)?|"
    r"oversygeplejerske(?:r|n)?|overlæge(?:r|n)?|forstander(?:e|en)?|inspektør(?:er|en)?|dekan(?:er|en)?|officers?|arbetsledare|"
    r"(?:chef|direktør|direktions|leder|teamleder)niveau(?:et)?|"
    r"topledelse(?:n)?|toppledelse(?:n)?|mellemledelse(?:n)?|koncernledelse(?:n)?|chefgruppe(?:n)?|"
    r"directors?|executives?|managers?|leaders?|leads?|supervisors?|principals?|chiefs?|heads?|"
    r"(?:executive|senior management|leadership|management) (?:team|board)|(?:top|senior|middle) management)"
)
BEFORE = (
    r"(?:ledende|første linjes|første|första linjens|första|biträdande|vice|øverste|øverst|øvrige|daglige?|overordnede?|strategiske?|operative?|taktiske?|lokale?|faglige?|administrative?|pædagogiske?|tekniske?|tværgående|"
    r"de|högsta|strategiska|operativa|ansvarige?|senior|middle|top|first|second|third|line|front|first-line|frontline|front-line|upper|lower|chief|executive|"
    r"deputy|assistant|team|department|departmental|group|area|section|unit|service|division|divisional|clinical|ward|nursing|site|branch|district|operations|programme|project|regional|corporate|operational|people|"
    r"strategic|tactical|general|managing|[\w]+-(?:level|line|team)|[\w]+line)"
)
OBJECT = (
    r"(?:ledere|leder|ledare|chefer|andre|andra|medarbejdere|medarbejder|medarbeidere|medarbetare|leaders|managers|employees|staff|people|teams?|others|"
    r"specialister|projekter|egen \w+|\w*(?:område(?:r|t)?|område|område|afdeling(?:er|en)?|avdeling(?:er)?|avdelning(?:ar)?|enhed(?:er|en)?|enhet(?:er)?|center|centre|"
    r"institution(?:er)?|skole(?:r)?|virksomhed(?:er)?|verksamhet(?:er)?|departments?|units?|divisions?|services?|ansvar|opgaver|responsibility))"
)
ONE = rf"(?:{BEFORE} ){{0,3}}[\w-]*{STEM}(?: (?:af|av|for|för|of|med|uden|utan|uten|with|without|i|in|på) (?:{BEFORE} )?{OBJECT})?"
ROLE = re.compile(rf"{ONE}(?:(?: og | / |/|, | & | and | och ){ONE}){{0,2}}(?: \([\w .-]{{1,20}}\))?", re.IGNORECASE)
START = re.compile(rf"({ONE}(?:(?: og | / |/| & | and | och ){ONE})?)", re.IGNORECASE)
IN_FRONT = re.compile(
    r"(?:(?:rollebeskrivelse|rolebeskrivelse|ledelsesniveau|lederniveau|niveau|rolle|lederrolle|ledelsesrolle|målgruppe|stilling|lederprofil|profil|level|role|"
    r"nivå|ledarnivå|ledernivå|ledelsesnivå|roll|leadership level|management level)(?: [0-9ivx]{1,3}\b)?\s*[:.–—-]*\s+|"
    r"(?:vores |våre |våra |our )?(?:særlige |specielle |særskilte |särskilda |specific )?(?:forventninger|forventningene|förväntningar|krav|expectations?|ansvar)\s+(?:til|på|of|for|from)\s+(?:dig som |deg som |os som |vores |dine |en |et |you as an? |our |an? )?|"
    r"(?:det |dette )?(?:forventer vi|forventes|forventes det|forventer vi os|förväntar vi oss)\s+(?:af|av)\s+(?:dig som |deg som |en |vores )?|"
    r"(?:hvad |hva )?forventer vi a[fv]\s+(?:dig som |en |vores )?|what we expect (?:of|from)\s+(?:you as an? |our |an? )?|"
    r"(?:vi forventer,? at (?:du som |vores |en )?|det betyder for |når du er |på |for|som|du er|at være|at vera|as an?|as|for our|(?:særligt|specielt|især|særskilt|særlig|särskilt|specifically|specific) (?:for|för|til|to)|gælder for|gäller för|gjelder for|til)\s*\b)",
    re.IGNORECASE,
)
NUMBER_IN_FRONT = re.compile(r"^(?:\d{1,2}(?:\.\d{1,2})*[.):]?|[ivx]{1,3}\.|[a-d][).])\s+", re.IGNORECASE)
BEHIND = re.compile(
    r"(?:(?:\s+[-–—]|[:,])\s*(?:\w*\s?){0,3}(?:forventning|rolle|expectation|förväntning|krav|opgave|ansvar|niveau|nivå|level)\w*.{0,40}|"
    r"\s(?:skal|forventes|forventes at|ska|skall|förväntas|must|should|shall|are expected to|is expected to|bør|gælder|gäller|gjelder|rolle|roll|niveau|nivå|level)(?:,?\s+(?:at|det|du|de|att|kunne|derfor|desuden|også|to|følgende))*\s*:?|"
    r"[\s:–—.-]+)$",
    re.IGNORECASE,
)
AT = re.compile(r"(?<=\w) (?:i|på|ved|hos|in|at) [A-ZÆØÅÄÖ][\w-]*(?: [\w-]+){0,2}$")
"""`Direktør i Nordby Kommune`."""
AS = re.compile(
    rf"(?:Som|I rollen som|As an?|As)\s+({ONE})\s+(?:har|er|skal|arbejder|sørger|bidrager|tager|skaper|ska|är|you|do)\b(?!.*\.).{{0,50}}",
    re.IGNORECASE,
)
"""`Som direktør har du fokus på at:`."""
NO_LEVEL = re.compile(
    r"(?:^(?:en|et|ett|a|an|min|din|vores|hver|alle|all|enhver)\s|"
    r"\b(?:nærmeste|gode?|den|the|good|god|bra|every|each|new|ny|nye)\b)",
    re.IGNORECASE,
)
EVERYBODY = re.compile(
    r"(?:\balle (?:vores |våre |kommunens )?(?:ledere|niveauer|ledelsesniveauer|ledelsesroller|lederroller|nivåer|chefer)\b|\bvi som ledere\b|"
    r"\bsom (?:ledere|leder) (?:i|skal|har|er|gælder)\b|\b(?:generelle|fælles|felles|gemensamma|common|shared) (?:forventninger|krav|förväntningar|expectations)\b|"
    r"\buanset (?:niveau|rolle|ledelsesniveau)\b|\balla (?:chefer|ledare)\b|\ball (?:leaders|managers)\b|^(?:alle|alla|all|everyone|fælles|felles|gemensamt|fælles for alle)$)",
    re.IGNORECASE,
)
SCALE = re.compile(
    r"^(?:(?:trin|niveau|nivå|steg|step|stage|level|fase|phase|grad|score|point|stadie)\s*[0-5ivx]{1,3}\b.*|[1-6]|[1-6]\s*[=:–-]\s*.+|"
    r"(?:begynder|nybegynder|nybegynner|nybörjare|novice|beginner|øvet|let øvet|øvede|erfaren|rutineret|kompetent|kyndig|ekspert|expert|mester|avanceret|avancerad|avansert|"
    r"grundlæggende|grunnleggende|grundläggande|basis|basic|foundation(?:al)?|emerging|developing|proficient|accomplished|advanced|competent|exemplary|"
    r"i udvikling|under udvikling|på vej|utvecklas|spirende|modnet|"
    r"(?:i|til) (?:meget )?(?:lav|ringe|mindre|nogen|høj|liten|noen|høy|stor|hög|viss) grad|slet ikke|ikke endnu|delvist|helt|aldrig|sjældent|af og til|ofte|altid|aldri|sjelden|av og til|alltid|"
    r"sällan|ibland|never|rarely|sometimes|often|always|(?:helt |delvist |meget )?(?:u?enig|uenig)|(?:strongly )?(?:dis)?agree|neutral|ved ikke|don't know)"
    r"(?:\s*[/(:–-].*)?)$",
    re.IGNORECASE,
)


LOOSE = re.compile(
    rf"(?:[\w-]+ ){{1,2}}[\w-]*{STEM}(?: (?:af|av|for|för|of|med|uden|utan|uten|with|without|i|in|på) [\w-]+)?",
    re.IGNORECASE,
)
"""Could be a level's name; it is one where it stands among others."""
EXPECTED = re.compile(
    r"^(?:vores |våre |våra |our )?(?:forventning|förväntning|krav|expectation|det |som |as |for |du er |når du |at være )",
    re.IGNORECASE,
)
GENERIC = frozenset({"leder", "ledare", "leader", "manager"})
"""`Forventninger til ledere` is a title; `Ledere` alone may be a level."""


@dataclass(frozen=True, slots=True)
class Role:
    """A level's name as a label says it."""

    key: str
    """The same for `Direktører` and `Direktøren`."""
    name: str


@lru_cache(maxsize=20_000)
def role_label(text: str) -> Role | None:
    """The level that a heading, cell or label names and nothing else; None if it is no level's name."""
    if not 2 < len(text) <= 110:
        return None
    core = NUMBER_IN_FRONT.sub("", text.strip(" *_:.–-"))
    leads = AS.fullmatch(text) if text.endswith((":", "at", "du")) else None
    core = leads[1][0].upper() + leads[1][1:] if leads else core
    for _twice in range(2):
        core = BEHIND.sub("", core)
        core = core if ROLE.fullmatch(core) else AT.sub("", core)
        match = IN_FRONT.match(core)
        if match and not (core[match.end() :] == "" or ROLE.fullmatch(core)):
            core = core[match.end() :]
    core = core.strip(" *_:.–-")
    if not core or len(core.split()) > 8 or SCALE.match(core) or NO_LEVEL.search(core):
        return None
    if EXPECTED.match(text) and key_of(core) in GENERIC:
        return None
    if ROLE.fullmatch(core) and (core[0].isupper() or core != text.strip(" *_:.–-")):
        name = core.capitalize() if core.isupper() and len(core) > 4 else core[0].upper() + core[1:]
        return Role(key_of(core), name)
    return None


def loose_label(text: str) -> Role | None:
    """What would be a level's name if it stood among others: any word before `ledere`."""
    core = NUMBER_IN_FRONT.sub("", text.strip(" *_:.–-"))
    if (
        len(core.split()) > 5
        or not core[:1].isupper()
        or NO_LEVEL.search(core)
        or EVERYBODY.search(core)
        or not LOOSE.fullmatch(core)
    ):
        return None
    return Role(key_of(core), core)


def key_of(name: str) -> str:
    """The name of a level in its bare form: small letters, no definite and plural endings, no bracket."""
    words = re.sub(r"\s*\(.*?\)", "", name.casefold()).replace("&", "og").split()
    return " ".join(_bare(word) for word in words if word not in ("de", "vores", "our"))


def _bare(word: str) -> str:
    word = re.sub(r"(direkt[øö]r|chef|sjef|rektor|koordinator)(?:erne|erna|ene|er|en)$", r"\1", word)
    word = re.sub(r"(?:s)?niveau(?:et)?$", "", word)
    word = re.sub(r"(direktion|ledelse)(?:en|rne|r|n)$", r"\1", word)
    word = re.sub(r"leder(?:ne|ene|en|e)$", "leder", word)
    word = re.sub(r"(medarbejder|medarbeider)e$", r"\1", word)
    word = re.sub(r"(director|executive|manager|leader|supervisor|principal|chief|head|team)s$", r"\1", word)
    return re.sub(r"^ledar(?:na|e)$", "ledare", word)


def rank(key: str) -> int:
    """How high a level stands by its words, 0 the highest; 9 where they do not tell."""
    for number, pattern in enumerate(
        (
            r"direkt(?:ion|ør|ör)\b|(?:hospitals|sygehus|virksomheds|forvaltnings|direktør|overordnede )ledelse\b|director\b|executive|topp?led|øverste|högsta|rådmann|koncernled|\bchief\b|rektorat|top manage|senior (?:leader|manage)",
            r"(?:chef|sjef|manager|leader|ledare|leder) (?:af|av|for|för|of) (?:chef|leder|manager|leader|ledare|sjef)|mellemled|middle|mellomled",
            r"(?:leder|chef|sjef|manager|ledare|leader) (?:af|av|for|för|of) (?:medarbejder|medarbeider|medarbetare|employee|staff|people|team)|team|first|front|daglig|gruppe|grupp|supervisor|koordinator|samordn",
            r"chef\b|sjef\b|\bhead\b|(?:center|område|klinik|afdelings|skole|institutions)ledelse\b",
            r"(?:afsnits|enheds)ledelse\b|leder\b|ledare\b|manager\b|leader\b|rektor|styrer|principal",
        )
    ):
        if re.search(pattern, key):
            return (0, 2, 5, 1, 3)[number]
    return 9


def one_of(name: str) -> str:
    """The name so that it fits "en ...": `Direktører` -> `direktør`."""
    low = re.sub(r"\s*\(.*?\)", "", name)
    low = low.lower() if not low.isupper() or len(low) > 5 else low
    words = low.split()
    if not words:
        return low
    head = next((place for place, word in enumerate(words) if re.fullmatch(rf"[\w-]*{STEM}", word)), 0)
    bare = _bare(words[head])
    words[head] = "direktør" if bare == "direktion" else bare
    return " ".join(words)


def leading_role(text: str) -> tuple[Role, str] | None:
    """A level's name in front of a text, by a colon (`Chef: sætter ...`) or by a capital after it (`Chef Sætter ...`)."""
    head, colon, rest = text.partition(":")
    if colon and rest.strip() and len(head) <= 80 and (role := role_label(head.strip())):
        return role, rest.strip()
    dash = re.match(r"(.{3,60}?)\s+[–—-]\s+(\S.*)$", text)
    if (
        dash
        and ROLE.fullmatch(dash[1])
        and dash[1][0].isupper()
        and (role := role_label(dash[1]))
        and not BEHIND.search(text[dash.end(1) :])
    ):
        return role, dash[2]
    match = START.match(text)
    if match and text[:1].isupper():
        name = match[1] if role_label(match[1]) else _shorten(match[1])
        after = text[len(name) :]
        if re.match(r"\s+[A-ZÆØÅÄÖ][a-zæøåäö]", after) and (role := role_label(name)):
            return role, after.strip()
    return None


def subject_role(sentence: str) -> Role | None:
    """The level that a sentence begins with as the one who acts: `Chefer lægger planer.`"""
    match = START.match(sentence)
    if match is None or not sentence[0].isupper():
        return None
    after = re.match(r" ([a-zæøåäö]{2,})\b", sentence[match.end() :])
    return role_label(match[1]) if after and after[1] not in IS else None


IS = frozenset(
    "er har kan kunne står leder mødes møtes refererer sidder ledes og eller i på af fra til med är leds is has are and or of in".split()
)
"""What follows a level's name where a sentence only tells of it, or where the name goes on."""


def trailing_role(text: str) -> tuple[Role, str] | None:
    """A level's name in brackets behind a text, and the text: `Sætter mål (chefer)`."""
    match = re.fullmatch(r"(\S.{8,}?)\s*[(\[]([^()\[\]]{3,50})[)\]]\.?", text)
    role = role_label(match[2][0].upper() + match[2][1:]) if match else None
    return (role, match[1]) if match and role else None


def _shorten(name: str) -> str:
    """Without a tail that begins with a capital: it belongs to what follows."""
    words = name.split()
    while len(words) > 1 and words[-1][0].isupper():
        words.pop()
    return " ".join(words)
