"""What a writer can put in with one press: each directive and each kind of question, filled in, in the course's language.

The words come from the parser's own table, so that a pattern cannot go stale. The help page shows the same patterns.
"""

from collections.abc import Iterator
from dataclasses import dataclass

from course.compile import Course
from course.framework import Statement
from course.module import Module
from course.words import BY_NAME, KEYS, Place

WORDS = {"da": {"warmup": "opvarmning", "manager": "leder"}, "en": {"warmup": "warmup", "manager": "manager"}}


@dataclass(frozen=True, slots=True)
class Pattern:
    id: str
    directive: str
    """Its English name in `words.DIRECTIVES`; empty for ordinary Markdown."""
    place: Place
    label: str
    """What the button says, in Danish."""
    use: str
    """What it is good for, in one Danish sentence."""
    danish: str
    english: str
    """The text, with `{word}` for the directive's name, `{id}` for a new id, and what `slots_of` gives."""


MARKS = (
    Pattern(
        "heading",
        "",
        "module",
        "Overskrift",
        "Begynder et nyt trin. Sig pointen i overskriften.",
        "## Sig pointen her\n",
        "## Say the point here\n",
    ),
    Pattern("bold", "", "module", "Fed", "Fremhæver et par ord.", "**vigtigt**", "**important**"),
    Pattern(
        "list",
        "",
        "module",
        "Punkter",
        "En liste med punkter.",
        "- Det første\n- Det andet\n",
        "- The first\n- The second\n",
    ),
    Pattern(
        "numbers",
        "",
        "module",
        "Tal",
        "En liste, hvor rækkefølgen betyder noget.",
        "1. Først\n2. Dernæst\n",
        "1. First\n2. Then\n",
    ),
    Pattern(
        "table",
        "",
        "module",
        "Tabel",
        "Rækker og kolonner. Linjen med streger skiller overskriften fra resten.",
        "| Før | Nu |\n|---|---|\n| Løser selv | Hjælper andre med at løse |\n",
        "| Before | Now |\n|---|---|\n| Solves it | Helps others solve it |\n",
    ),
    Pattern(
        "link",
        "",
        "module",
        "Link",
        "Et link til en anden side.",
        "[læs mere](https://www.kommune.example)",
        "[read more](https://www.kommune.example)",
    ),
    Pattern(
        "word",
        "",
        "module",
        "Ord med forklaring",
        "Et ord fra ledelsesgrundlaget. Forklaringen kommer frem, når man trykker.",
        "[[{term}]]",
        "[[{term}]]",
    ),
    Pattern(
        "quote",
        "",
        "module",
        "Én forventning i teksten",
        "Citerer en forventning midt i en sætning.",
        "[[#{statement}]]",
        "[[#{statement}]]",
    ),
)
"""Ordinary Markdown, and what stands inside a sentence."""
PATTERNS = (
    Pattern(
        "expectations",
        "expectations",
        "module",
        "Forventninger",
        "Viser ledelsesgrundlagets egne ord: forventningerne til lederens niveau og til alle.",
        "::: {word} {reference}\n:::\n",
        "::: {word} {reference}\n:::\n",
    ),
    Pattern(
        "definition",
        "definition",
        "module",
        "Forklaring af et tema",
        "Viser, hvordan ledelsesgrundlaget selv forklarer et tema.",
        "::: {word} {definition}\n:::\n",
        "::: {word} {definition}\n:::\n",
    ),
    Pattern(
        "term",
        "term",
        "module",
        "Begreb",
        "Viser, hvordan ledelsesgrundlaget forklarer et ord.",
        "::: {word} {term}\n:::\n",
        "::: {word} {term}\n:::\n",
    ),
    Pattern(
        "level",
        "level",
        "module",
        "Kun for ét ledelsesniveau",
        "Teksten vises kun for de ledelsesniveauer, du nævner.",
        "::: {word} {level}\nSkriv det, der kun gælder på dette ledelsesniveau.\n:::\n",
        "::: {word} {level}\nWrite what is true at this level only.\n:::\n",
    ),
    Pattern(
        "case",
        "case",
        "module",
        "Eksempel fra hverdagen",
        "Fortæller en situation, som lederen kan kende igen.",
        "::: {word} Den travle mandag\nEn medarbejder har lovet en borger svar i dag og når det ikke. Fortæl, hvad der sker.\n:::\n",
        "::: {word} A busy Monday\nAn employee has promised a citizen an answer today and cannot keep it. Tell what happens.\n:::\n",
    ),
    Pattern(
        "note",
        "note",
        "module",
        "Bemærkning",
        "En lille tekst ved siden af hovedsagen.",
        "::: {word} Værd at vide\nSkriv en kort bemærkning.\n:::\n",
        "::: {word} Good to know\nWrite a short remark.\n:::\n",
    ),
    Pattern(
        "shift",
        "shift",
        "module",
        "Mere og mindre",
        "Siger, hvad en leder gør mere og mindre af, når hun kommer fra niveauet under.",
        "::: {word}\n- **Mere:** se ud over dit eget team.\n- **Mindre:** løse opgaverne selv.\n:::\n",
        "::: {word}\n- **More:** look beyond your own team.\n- **Less:** do the tasks yourself.\n:::\n",
    ),
    Pattern(
        "ask",
        "ask",
        "module",
        "Spørgsmål her",
        "Stiller spørgsmål midt i modulet. Spørgsmål, du ikke sætter ind, kommer efter teksten.",
        "::: {word} {question}\n:::\n",
        "::: {word} {question}\n:::\n",
    ),
    Pattern(
        "warmup",
        "ask",
        "module",
        "Gæt først",
        "Stiller et spørgsmål før teksten. Svaret tæller ikke.",
        "::: {word} {question} {warmup}\n:::\n",
        "::: {word} {question} {warmup}\n:::\n",
    ),
    Pattern(
        "reflection",
        "reflection",
        "module",
        "Refleksion",
        "Beder lederen tænke over noget fra sin egen hverdag. Kun lederen selv ser svaret.",
        "::: {word} {id} {covers}={statement}\nTænk på den seneste gang, du gav en opgave videre. Hvad sagde du ikke, og hvad blev følgen?\n:::\n",
        "::: {word} {id} {covers}={statement}\nThink of the last time you passed a task on. What did you leave unsaid, and what came of it?\n:::\n",
    ),
    Pattern(
        "intention",
        "intention",
        "module",
        "Min plan",
        "Hjælper lederen med at lave en plan: Når eller hvis ..., så vil jeg ...",
        "::: {word} {id} {covers}={statement}\nHvad vil du gøre, næste gang du giver en opgave videre?\n\n- Når jeg giver en opgave videre, så vil jeg spørge, hvad der er uklart.\n:::\n",
        "::: {word} {id} {covers}={statement}\nWhat will you do the next time you pass a task on?\n\n- When I pass a task on, then I will ask what is unclear.\n:::\n",
    ),
    Pattern(
        "talk",
        "talk",
        "module",
        "Tag det med til din leder",
        "Punkter, som lederen kan tage med til en samtale med sin egen leder.",
        "::: {word} {id}\n- Hvad må jeg selv afgøre?\n- Hvilken forventning er sværest at leve op til hos os?\n:::\n",
        "::: {word} {id}\n- What may I decide myself?\n- Which expectation is hardest to live up to here?\n:::\n",
    ),
    Pattern(
        "talk-manager",
        "talk",
        "module",
        "Til lederens leder",
        "Siger, hvordan nærmeste leder kan hjælpe. Lederen kan også læse det.",
        "::: {word} {id} {for}={manager}\nGiv et eksempel på en beslutning, du ikke vil spørges om.\n:::\n",
        "::: {word} {id} {for}={manager}\nGive an example of a decision you need not be asked about.\n:::\n",
    ),
    Pattern(
        "partner",
        "partner",
        "module",
        "Sammen med makkeren",
        "Én ting at gøre sammen. Den vises kun for den, der har en makker eller følges med et hold.",
        "::: {word} {id}\nGå med på hinandens næste møde. Sig bagefter én ting, du så den anden gøre godt.\n:::\n",
        "::: {word} {id}\nJoin each other's next meeting. Afterwards name one thing you saw the other do well.\n:::\n",
    ),
    Pattern(
        "local",
        "local",
        "module",
        "Lokal oplysning",
        "Et spørgsmål, som HR svarer på én gang for hele forløbet. Det er skjult, til det er besvaret.",
        "::: {word} {id}\nHvem godkender vikarer hos os?\n:::\n",
        "::: {word} {id}\nWho approves temporary staff here?\n:::\n",
    ),
    Pattern(
        "meeting",
        "talk",
        "talks",
        "Samtale",
        "En samtale med nærmeste leder. Dagen tælles fra lederens første dag.",
        "::: {word} {id} {day}=14\n- Hvad har overrasket dig?\n- Hvad skal lykkes først?\n:::\n",
        "::: {word} {id} {day}=14\n- What has surprised you?\n- What has to succeed first?\n:::\n",
    ),
    Pattern(
        "meeting-manager",
        "talk",
        "talks",
        "Samtale, til lederens leder",
        "Det, nærmeste leder kan forberede til samtalen.",
        "::: {word} {id} {day}=14 {for}={manager}\n- Spørg, hvad du kan gøre lettere.\n:::\n",
        "::: {word} {id} {day}=14 {for}={manager}\n- Ask what you can make easier.\n:::\n",
    ),
    Pattern(
        "question",
        "question",
        "quiz",
        "Ét rigtigt svar",
        "En situation og tre ting, man kan gøre. [x] er det gode skridt, [~] kan forsvares, [ ] er et andet skridt.",
        """::: {word} {id} {covers}={statement}
Lise har lovet en borger svar i dag. Hun mangler en oplysning. Hvad gør Lise først?

- [ ] Hun venter, til oplysningen er der.
  > Så er svaret helt, men borgeren hører intet i dag.
- [x] Hun ringer og fortæller, hvornår svaret kommer.
  > Ja. Borgeren ved, hvor sagen står, og Lise holder sit ord.
- [~] Hun skriver en kort mail om, at der går lidt.
  > Det kan gå an. Et opkald er venligere, når der er lovet svar i dag.
:::
""",
        """::: {word} {id} {covers}={statement}
Lise has promised a citizen an answer today. She lacks a piece of information. What does she do first?

- [ ] She waits until she has all of it.
  > The answer is whole then, but the citizen hears nothing today.
- [x] She calls and says when the answer will come.
  > Yes. The citizen knows where things stand, and Lise keeps her word.
- [~] She sends a short mail to say it will take longer.
  > It will do. A call is kinder when an answer was promised today.
:::
""",
    ),
    Pattern(
        "question-levels",
        "question",
        "quiz",
        "Svaret afhænger af ledelsesniveauet",
        "Samme situation, men det gode skridt er forskelligt. En tilbagemelding med niveauets navn foran er kun til dem.",
        """::: {word} {id} {covers}={shared} {at}={level},{other}
Et team har lovet borgerne mere, end det kan nå. Du hører om det i dag. Hvad gør du?

- [x {level}] Du beder teamets leder vælge, hvad der kan vente.
  > **{level_name}:** Ja. Du leder gennem en anden og lader valget ligge der, hvor opgaven er.
  >
  > **{other_name}:** Der er ingen imellem jer. Teamet venter på dig.
- [x {other}] Du går opgaverne igennem med teamet i dag.
  > **{other_name}:** Ja. Det er dit team, og de har brug for et svar.
  >
  > **{level_name}:** Så går du uden om den leder, der har opgaven.
- [ ] Du tager det op på mødet på torsdag.
  > Så hører de det samtidig, men borgerne venter imens.
:::
""",
        """::: {word} {id} {covers}={shared} {at}={level},{other}
A team has promised citizens more than it can do. You hear of it today. What do you do?

- [x {level}] You ask the team's leader what can wait.
  > **{level_name}:** Yes. You lead through another and leave the choice where the task is.
  >
  > **{other_name}:** There is nobody between you. The team is waiting for you.
- [x {other}] You go through the tasks with the team today.
  > **{other_name}:** Yes. It is your team, and they need an answer.
  >
  > **{level_name}:** That goes around the leader who has the task.
- [ ] You bring it up at the meeting on Thursday.
  > They hear it at once then, but the citizens wait meanwhile.
:::
""",
    ),
    Pattern(
        "question-several",
        "question",
        "quiz",
        "Flere rigtige svar",
        "Teksten siger, hvor mange der skal vælges: Vælg to.",
        """::: {word} {id} {covers}={statement}
Mødet trækker ud, og to punkter mangler. Vælg to ting, der hjælper. Hvilke?

- [x] Sig højt, hvor lang tid der er tilbage.
  > Ja. Så kan de andre hjælpe med at nå frem.
- [ ] Tal hurtigere om de sidste punkter.
  > Det sparer minutter, men få hører efter til sidst.
- [x] Flyt det punkt, der bedst kan vente.
  > Ja. Det vigtigste får den tid, det skal have.
:::
""",
        """::: {word} {id} {covers}={statement}
The meeting runs over, and two points are left. Choose two things that help. Which?

- [x] Say aloud how much time is left.
  > Yes. Then the others can help you get there.
- [ ] Talk faster about the last points.
  > It saves minutes, but few listen at the end.
- [x] Move the point that can best wait.
  > Yes. What matters most gets the time it needs.
:::
""",
    ),
    Pattern(
        "question-order",
        "question",
        "quiz",
        "Sæt i rækkefølge",
        "Skriv punkterne i den rigtige rækkefølge. De bliver blandet. Forklaringen står til sidst.",
        """::: {word} {id} {covers}={statement}
Et løfte kan ikke holdes. Hvad gør du først, og hvad gør du siden?

1. Sig det højt.
2. Find en ny dato.
3. Skriv den ned.

> Først ærlighed, så en ny aftale, og til sidst papiret.
:::
""",
        """::: {word} {id} {covers}={statement}
A promise cannot be kept. What do you do first, and what then?

1. Say it aloud.
2. Find a new date.
3. Write it down.

> First honesty, then a new agreement, and the paper last.
:::
""",
    ),
    Pattern(
        "question-match",
        "question",
        "quiz",
        "Find det, der hører sammen",
        "En tabel med to kolonner. Højre side bliver blandet. Forklaringen står til sidst.",
        """::: {word} {id} {covers}={statement}
Hvilket formål har hvert møde?

| Møde | Formål |
|---|---|
| Tavlemøde | Dagens opgaver |
| Teammøde | Fælles regler |
| Samtale | Den enkelte |

> Hvert møde har ét formål, og det står i indkaldelsen.
:::
""",
        """::: {word} {id} {covers}={statement}
What is each meeting for?

| Meeting | Purpose |
|---|---|
| Board meeting | The tasks of the day |
| Team meeting | Common rules |
| Talk | The one person |

> Each meeting has one purpose, and the invitation says it.
:::
""",
    ),
)


COMMON = {"heading", "bold", "list", "expectations", "case", "ask", "reflection", "intention", "talk"}
"""What most modules have: offered first. So is every kind of question."""


@dataclass(frozen=True, slots=True)
class Filled:
    pattern: Pattern
    text: str
    id: str
    """The new id in it; empty when it has none."""

    @property
    def common(self) -> bool:
        return self.pattern.place != "module" or self.pattern.id in COMMON


def fill(course: Course, module: Module | None, place: Place, covers: str | None = None) -> Iterator[Filled]:
    """The patterns that fit a file of the course, ready to be put in; those that the framework has nothing for are left out.

    :param covers: the statement that a question or prompt begins from; None takes the module's first
    """
    slots = slots_of(course, module) | ({"statement": covers} if covers else {})
    taken = {*course.questions, *(prompt.id for _, prompt in course.prompts()), *(talk.id for talk in course.talks)}
    taken |= {slot.id for each in course.modules.values() for slot in each.local}
    for pattern in (*MARKS, *PATTERNS):
        if pattern.place == place:
            id = new_id(f"{module.id}-{stem_of(pattern)}" if module else stem_of(pattern), taken)
            text = pattern.danish if course.language == "da" else pattern.english
            words = {"word": _word(pattern, course.language), "id": id}
            try:
                yield Filled(pattern, text.format_map(slots | words), id if "{id}" in text else "")
            except KeyError:
                continue


def begin_module(course: Course, module: Module) -> str:
    """The text that a new module begins with: the parts of a good one, to be written over."""
    filled = {each.pattern.id: each.text for each in fill(course, module, "module")}
    wanted = ("heading", "expectations", "heading", "case", "reflection", "intention", "talk")
    return "\n".join(filled[id] for id in wanted if id in filled)


def quote(course: Course, statement: str) -> str:
    """What shows one statement of the framework."""
    pattern = next(each for each in PATTERNS if each.directive == "expectations")
    return pattern.danish.format(word=_word(pattern, course.language), reference=statement)


def stem_of(pattern: Pattern) -> str:
    return {"reflection": "refleksion", "intention": "plan", "local": "lokalt", "question": "valg"}.get(
        pattern.directive, "samtale"
    )


def _word(pattern: Pattern, language: str) -> str:
    if not pattern.directive:
        return ""
    word = BY_NAME[pattern.directive]
    return word.danish if language == "da" else word.name


def new_id(wanted: str, taken: set[str]) -> str:
    """`wanted`, or the first of `wanted-2`, `wanted-3` ... that nobody has."""
    id, number = wanted, 2
    while id in taken:
        id, number = f"{wanted}-{number}", number + 1
    return id


def slots_of(course: Course, module: Module | None) -> dict[str, str]:
    """What a pattern of this module refers to; what the course has nothing for is missing."""
    framework = course.framework
    keys = {key: KEYS[key] if course.language == "da" else key for key in KEYS}
    slots = keys | WORDS.get(course.language, WORDS["da"])
    slots["at"] = slots.pop("level")
    themes = [id for id in (module.themes if module else ()) if framework.place(id)]
    statement = first_statement(course, module)
    if statement:
        slots["statement"] = statement.id
        slots["reference"] = themes[0] if themes else statement.theme or statement.id
    explained = [place.id for place in framework.places() if place.definition]
    if explained:
        slots["definition"] = next((id for id in themes if id in explained), explained[0])
    if framework.terms:
        slots["term"] = framework.terms[0].term
    levels = [level for level in course.levels if not module or level.id in module.levels]
    if levels:
        slots["level"] = levels[0].id
    if len(levels) > 1:
        slots |= {"level_name": levels[0].name, "other": levels[-1].id, "other_name": levels[-1].name}
        both = (None, levels[0].id, levels[-1].id)
        shared = next((each for each in _fitting(course, module) if each.level in both), None)
        if shared:
            slots["shared"] = shared.id
    if module and module.questions:
        slots["question"] = module.questions[0].id
    return slots


def first_statement(course: Course, module: Module | None) -> Statement | None:
    """The statement that a question of this module most likely begins from."""
    return next(_fitting(course, module), None)


def _fitting(course: Course, module: Module | None) -> Iterator[Statement]:
    """The statements that hold for some level of the module, those of its themes first."""
    levels = (None, *(module.levels if module else course.level_ids))
    named = course.framework.named(module.themes) if module else ()
    return (each for each in (*named, *course.framework.statements) if each.level in levels)
