"""Calendar files: the suggested dates of a leader's modules, and the talks with her nearest manager. No private text."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta
from urllib.parse import urlsplit

from icalendar import Calendar, Event, vDuration

from course.compile import Course
from course.progress import State
from webapp.config import Config
from webapp.mail.addresses import Addresses
from webapp.mail.words import Words
from webapp.models import EnrolmentState
from webapp.queries import AnyRow, Rows
from webapp.talks import talk_dates, talk_days


@dataclass(frozen=True, slots=True)
class Entry:
    """A whole day in a calendar."""

    id: str
    """The same for as long as the thing itself is the same; its day may move."""
    on: date
    title: str
    url: str


def make_calendar(entries: Iterable[Entry], config: Config, name: str, now: datetime) -> bytes:
    """An iCalendar file.

    Nothing is stored about a calendar, so its revision is the minute in which it was made: a file made later always
    takes the place of one made before.
    """
    made = now.astimezone(UTC).replace(microsecond=0)
    host = urlsplit(config.address or config.served_at).hostname or "lederstart"
    calendar = Calendar()
    calendar.add("prodid", "-//Lederstart//Lederstart//DA")
    calendar.add("version", "2.0")
    calendar.add("method", "PUBLISH")
    calendar.add("x-wr-calname", name)
    calendar.add("refresh-interval", vDuration(timedelta(hours=12)), parameters={"VALUE": "DURATION"})
    for entry in entries:
        event = Event()
        event.add("uid", f"{entry.id}@{host}")
        event.add("dtstamp", made)
        event.add("sequence", int(made.timestamp()) // 60)
        event.add("dtstart", entry.on)
        event.add("dtend", entry.on + timedelta(days=1))
        event.add("summary", entry.title)
        event.add("url", entry.url)
        event.add("transp", "TRANSPARENT")
        calendar.add_component(event)
    data: bytes = calendar.to_ical()
    return data


def leaders_entries(
    _: Words, enrolments: list[tuple[AnyRow, Course]], states: Rows, addresses: Addresses
) -> list[Entry]:
    """The modules that a leader has not completed, and her talks."""
    entries = []
    for enrolment, course in enrolments:
        for state in states:
            module = course.modules.get(state.module)
            if state.enrolment_id != enrolment.id or state.state == State.COMPLETED or module is None:
                continue
            title = _("Suggested date: %(module)s", module=module.title)
            url = addresses.module(enrolment.id, module.id)
            entries.append(Entry(f"module-{enrolment.id}-{module.id}", state.due_on, title, url))
        if enrolment.state == EnrolmentState.ACTIVE:
            title = _("Talk with your nearest manager (a suggestion)")
            entries += talk_entries(enrolment.id, enrolment, course, title, addresses.course())
    return sorted(entries, key=lambda entry: (entry.on, entry.id))


def talk_entries(enrolment: int, row: AnyRow, course: Course, title: str, url: str) -> list[Entry]:
    """:param row: of the enrolment, with `starts_on` and `delay_days`"""
    days = zip(talk_days(course), talk_dates(course, row), strict=True)
    return [Entry(f"talk-{enrolment}-{day}", on, title, url) for day, on in days]
