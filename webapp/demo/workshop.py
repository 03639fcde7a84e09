"""What lies in the demo's workshop: a change that is not published, a review asked for, a remark, and a document half sorted."""

from datetime import datetime, timedelta

from sqlalchemy.orm import Session

from course.importer import bring_in
from webapp import drafts, editions, operations
from webapp.models import Person
from webapp.operations import sorting
from webapp.times import day_of

COURSE, MODULE = "holstebro", "driftsledelse"
BEFORE = "En lov kan du ikke veje væk. Men spørg, hvad den egentlig kræver."
AFTER = "En lov kan du ikke veje væk. Men spørg, hvad den kræver, og hvem der ved det."
ASKED = "Jeg har strammet afsnittet om regler. Er det stadig rigtigt?"
REMARK = "Jeg ville også fejre målet med dem. Det ene udelukker vel ikke det andet?"
DOCUMENT = "Ledelsesgrundlag for Eksempel Kommune.md"
TEXT = """# Ledelsesgrundlag for Eksempel Kommune

Niveauer: chefer og teamledere.

## Retning
Retning er at vide, hvad vi er her for, og sige det, så andre kan gå den vej.

### Chefer
- Omsætter byrådets mål til en retning, som teamlederne kan bruge
- Følger op på, om borgerne mærker en forskel

### Teamledere
- Forklarer, hvorfor opgaven er vigtig for borgeren
- Vælger til og fra sammen med medarbejderne, når dagen er for kort

## Samspil
Samspil er at løse opgaven sammen med dem, der også har den.

### Chefer
- Søger løsninger på tværs af forvaltninger
- Taler ordentligt om dem, der ikke er til stede

### Teamledere
- Inddrager pårørende og frivillige, når det hjælper borgeren
- Tager uenighed op med den, den angår

## Udvikling
Udvikling er at blive klogere af det, vi gør.

### Chefer
- Giver plads til at prøve noget af i lille målestok
- Beder selv om feedback

### Teamledere
- Spørger til det, der ikke lykkedes, uden at lede efter skyld
- Lader medarbejderne prøve nye opgaver
"""


def fill(session: Session, courses: editions.Courses, writer: Person, colleague: Person, now: datetime) -> None:
    """What one author has begun and asked the other to look at."""
    _change_module(session, writer, now - timedelta(hours=3))
    operations.ask_for_review(session, COURSE, MODULE, to=colleague.id, text=ASKED, by=writer.id, now=now)
    course = courses.newest(session, [COURSE])[COURSE]
    question = course.modules[MODULE].questions[0].id
    operations.remark(session, COURSE, question, REMARK, day_of(now))
    _bring_in(session, writer, now)


def _change_module(session: Session, writer: Person, now: datetime) -> None:
    path = f"content/{COURSE}/{MODULE}.md"
    working = drafts.open_draft(session, COURSE)
    if working is None:
        return
    text = drafts.read_files(session, working)[path].decode()
    drafts.save_all(session, COURSE, {path: text.replace(BEFORE, AFTER).encode()}, by=writer.id, now=now)


def _bring_in(session: Session, writer: Person, now: datetime) -> None:
    """A document that has been read and waits to be sorted."""
    data = TEXT.encode()
    id = sorting.receive(session, data, DOCUMENT, by=writer.id, now=now - timedelta(days=1))
    sorting.claim_reading(session, id, "demo", now)
    found = bring_in(data, DOCUMENT, lambda _done, _total: None)
    doubts = {each.statement: each.reason for each in found.doubts}
    read = sorting.Read(found.text, found.source, found.places, doubts, found.notice or "")
    sorting.finish_reading(session, id, "demo", read, now)
