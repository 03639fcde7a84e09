"""A year with its mails, day by day, against a plain recomputation of who should have heard what and when."""

import itertools
import re
from collections import defaultdict
from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import date, timedelta

from sqlalchemy import update

from tests.webapp import make, nordby
from tests.webapp.conftest import Clock
from tests.webapp.mailbox import Mail, sent
from tests.webapp.make import Database, Someone
from tests.webapp.test_letters import SAID
from webapp.config import Config
from webapp.models import Enrolment, EnrolmentState, MailKind, ModuleState, Person, Role
from webapp.ticking import tick

DAYS = 365
FIRST_DAY = make.NOW.date()
DUE = {"aftaler": 7, "moeder": 21, "bro": 35}
"""Module -> days after the start; the last one is for chiefs."""
TITLES = {"aftaler": "Aftaler, der holder", "moeder": "Møder, der giver svar", "bro": "Byg bro"}
Told = dict[tuple[int, str], set[str]]
"""Day and address -> what the letter tells: `welcome`, `aftaler before`, `aftaler last`, `digest`, `begins Åse` ..."""


@dataclass
class Journey:
    """What happens to one leader, in days of the year."""

    name: str
    manager: str
    starts: int
    done: dict[str, int] = field(default_factory=dict)
    """Module -> the day it is completed; those left out never are."""
    paused: range = range(0)
    leaves: int = 10_000
    level: str = nordby.TEAM
    email: str = ""

    @property
    def due(self) -> dict[str, int]:
        modules = DUE if self.level == nordby.CHIEF else {id: DUE[id] for id in ("aftaler", "moeder")}
        return {module: at_work(self.starts + day) for module, day in modules.items()}

    def goes_on(self, day: int) -> bool:
        """On the course, not on pause, not through, not gone."""
        through = all(self.done.get(module, 10_000) <= day for module in self.due)
        return day not in self.paused and day < self.leaves and not through

    @property
    def talk(self) -> int:
        return at_work(self.starts + 14)


def on(day: int) -> date:
    return FIRST_DAY + timedelta(days=day)


def at_work(day: int) -> int:
    """That day, or the Monday after; no date that is told of falls on a holiday."""
    weekday = on(day).weekday()
    return day + (7 - weekday if weekday >= 5 else 0)


JOURNEYS = [
    Journey("Ane Bruun", "b", 0, {"aftaler": 5, "moeder": 20}),
    Journey("Bilal Aslan", "b", 9, {"aftaler": 12}),
    Journey("Cecilie Nygaard", "b", 15),
    Journey("Ditlev Mørk", "b", 40, {"aftaler": 44, "moeder": 75}, paused=range(48, 70)),
    Journey("Eskild Toft", "k", 3, level=nordby.CHIEF, done={"aftaler": 30, "bro": 31}),
    Journey("Freja Sand", "k", 60, leaves=66),
    Journey("Gorm Ager", "k", 61, {"moeder": 62}, paused=range(55, 64)),
    Journey("Hülya Demir", "k", 120, level=nordby.CHIEF),
    Journey("Ilse Brandt", "k", 127, {"aftaler": 127, "moeder": 128}),
    Journey("Jannik Holst", "b", 200, {"aftaler": 214, "moeder": 240}),
    Journey("Kamma Lyng", "b", 202, {"aftaler": 222, "moeder": 222}),
    Journey("Lauge Winther", "k", 330),
]


def test_a_year_of_mails_is_what_a_plain_recomputation_says(db: Database, config: Config, clock: Clock) -> None:
    managers = {key: make.person(db, name, Role.MANAGER) for key, name in (("b", "Birgit Holm"), ("k", "Karen Lund"))}
    enrolments = {journey.name: enrol(db, journey, managers[journey.manager]) for journey in JOURNEYS}
    for day in range(DAYS):
        clock.now = make.NOW + timedelta(days=day)
        for journey in JOURNEYS:
            live(db, journey, enrolments[journey.name], day)
        assert tick(db.engine, config)
    mails = sent(config)
    told = {(day_of(mail), mail.to): set(tell(mail)) for mail in mails}
    assert len(told) == len(mails), "two letters on one day"
    expected = dict(expect({journey.email: [journey] for journey in JOURNEYS}, leaders_parts))
    for key, manager in managers.items():
        expected |= expect({manager.email: [each for each in JOURNEYS if each.manager == key]}, managers_parts)
    assert told == expected
    assert min(gaps(told)) >= 7
    assert len(told) > 60


def enrol(db: Database, journey: Journey, manager: Someone) -> int:
    leader = make.person(db, journey.name, Role.LEADER, manager=manager)
    journey.email = leader.email
    return make.enrolment(db, leader, level=journey.level, starts_on=on(journey.starts)).id


def live(db: Database, journey: Journey, enrolment: int, day: int) -> None:
    """What happens on that day."""
    of_enrolment = update(Enrolment).where(Enrolment.id == enrolment)
    if day in (journey.paused.start, journey.paused.stop) and journey.paused:
        state = EnrolmentState.PAUSED if day == journey.paused.start else EnrolmentState.ACTIVE
        db.run(of_enrolment.values(state=state))
    for module, done in journey.done.items():
        if done == day:
            week = on(day) - timedelta(days=on(day).weekday())
            row = update(ModuleState).where(ModuleState.enrolment_id == enrolment, ModuleState.module == module)
            db.run(row.values(state="completed", completed_week=week))
    if day == max(journey.done.get(module, 10_000) for module in journey.due):
        db.run(of_enrolment.values(state=EnrolmentState.COMPLETED))
    if day == journey.leaves:
        db.run(update(Person).where(Person.email == journey.email).values(active=False))


# --- what the mails say ---


def day_of(mail: Mail) -> int:
    sent_on: date = mail.message["Date"].datetime.date()
    return (sent_on - FIRST_DAY).days


def tell(mail: Mail) -> Iterator[str]:
    if SAID[MailKind.WELCOME] in mail.text:
        yield "welcome"
    if SAID[MailKind.DIGEST] in mail.text:
        yield "digest"
    for name in re.findall(r"<h2[^>]*>([^<]*) begynder ", mail.html):
        yield f"begins {name}"
    for module, title in TITLES.items():
        for rest in re.findall(rf"<li[^>]*>{title}: ([^<]*)</li>", mail.html):
            which = "before" if rest.startswith("gerne før") else "last" if "ikke mere" in rest else "passed"
            yield f"{module} {which}"


def gaps(told: Told) -> list[int]:
    days = defaultdict(list)
    for day, to in sorted(told):
        days[to].append(day)
    return [after - before for each in days.values() for before, after in itertools.pairwise(each)]


# --- what they should say ---


@dataclass(frozen=True)
class Part:
    says: str
    queued: range
    """The days on which it is queued, if it is true then."""
    sent: int
    """The first day on which it goes."""
    early: bool
    """Whether a letter takes it along before."""


def leaders_parts(journeys: list[Journey], day: int) -> Iterator[tuple[Part, bool]]:
    """What there may be to say to a leader, and whether it is so on that day."""
    (journey,) = journeys
    goes_on, starts = journey.goes_on(day), journey.starts
    yield Part("welcome", range(starts - 6, starts + 7), starts, False), goes_on
    for module, due in journey.due.items():
        open_still = goes_on and day < journey.done.get(module, 10_000)
        sent_on = due - 3
        before = range(max(starts, sent_on - 6), sent_on + 7)
        yield Part(f"{module} before", before, sent_on, True), open_still and day <= due
        for days, says in ((7, "passed"), (14, "last")):
            yield Part(f"{module} {says}", range(due + days, due + days + 7), due + days, False), open_still


def managers_parts(journeys: list[Journey], day: int) -> Iterator[tuple[Part, bool]]:
    for each in journeys:
        queued = range(each.starts - 13, each.starts)
        yield Part(f"begins {each.name}", queued, each.starts - 7, True), each.goes_on(day) and day < each.starts
    monday = day - on(day).weekday()
    news = any(has_news(each, monday) for each in journeys)
    for week in (monday, monday - 7):  # the one before was queued on its own Monday, and is too old by now
        yield Part(f"digest {week}", range(week, week + 1), week, False), week == monday and (news or day > monday)


def has_news(journey: Journey, monday: int) -> bool:
    if monday >= journey.leaves or monday in journey.paused:
        return False
    last_week = range(monday - 7, monday)
    completed = any(done in last_week for done in journey.done.values())
    passed = journey.goes_on(monday) and any(
        due in last_week and journey.done.get(module, 10_000) > monday for module, due in journey.due.items()
    )
    return completed or passed or monday <= journey.talk < monday + 7


def expect(people: dict[str, list[Journey]], parts: object) -> Iterator[tuple[tuple[int, str], set[str]]]:
    """The letters that people should have got, by the rule as a person would tell it."""
    assert callable(parts)
    for email, journeys in people.items():
        waiting: dict[str, Part] = {}
        known: set[str] = set()
        last = -100
        for day in range(DAYS):
            for part, true in parts(journeys, day):
                if day in part.queued and true and part.says not in known:
                    known.add(part.says)
                    waiting[part.says] = part
                if not true:
                    waiting.pop(part.says, None)
            due = [part for part in waiting.values() if part.sent <= day]
            welcomed_soon = any(part.says == "welcome" and day < part.sent < day + 7 for part in waiting.values())
            if due and day >= last + 7 and not welcomed_soon:
                taken = [*due, *(part for part in waiting.values() if part.early and day < part.sent < day + 7)]
                for part in taken:
                    del waiting[part.says]
                last = day
                yield (
                    (day, email),
                    said_once({part.says.split(" ")[0] if "digest" in part.says else part.says for part in taken}),
                )


def said_once(says: set[str]) -> set[str]:
    """A module is mentioned once in a letter, and then for the last time if it is."""
    return {each for each in says if not (each.endswith("passed") and each.replace("passed", "last") in says)}
