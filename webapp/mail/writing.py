"""From a row of the outbox to a letter: what it needs is read from the database as it is when the mail is sent."""

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from datetime import date, datetime, timedelta

from sqlalchemy.orm import Session

from course.compile import Course
from webapp import queries
from webapp.calendars import make_calendar, talk_entries
from webapp.config import Config
from webapp.editions import Courses
from webapp.mail import texts
from webapp.mail.addresses import Addresses
from webapp.mail.at_once import write_greeting, write_link, write_review
from webapp.mail.letter import Attachment, Block, Letter
from webapp.mail.words import Words
from webapp.models import OPTIONAL, EnrolmentState, MailKind
from webapp.queries import AnyRow, Rows
from webapp.talks import talk_dates
from webapp.times import day_of

MOST_FOLLOWED = 15
"""New leaders that a manager's overview lists; the page has them all."""
Written = tuple[str, list[Block], list[Attachment]]
"""Subject, blocks and attachments."""


@dataclass(frozen=True, slots=True)
class Desk:
    """What it takes to write a mail."""

    session: Session
    config: Config
    courses: Courses
    now: datetime

    @property
    def today(self) -> date:
        return day_of(self.now)

    @property
    def addresses(self) -> Addresses:
        return Addresses(self.config)

    def course(self, row: AnyRow) -> Course | None:
        """The newest edition of the row's course; None when there is none."""
        return self.courses.get(self.session, row.edition_id) if row.edition_id is not None else None


def write(desk: Desk, mail: AnyRow, to: AnyRow) -> Letter | None:
    """The letter of a mail; None when there is nothing left to say.

    :param mail: a row of the outbox that was claimed; `to` is its recipient
    """
    _ = Words(to.language, desk.today)
    if mail.kind is MailKind.LETTER:
        return _write_letter(desk, _, mail, to)
    if mail.kind in OPTIONAL and not queries.is_still_true(desk.session, mail.id, desk.today):
        return None
    if mail.kind is MailKind.GREETING:
        return write_greeting(desk.session, _, desk.config, mail, to)
    if mail.kind is MailKind.REVIEW:
        return write_review(desk.session, _, desk.config, mail, to)
    return write_link(_, desk.config, mail, to)


def _write_letter(desk: Desk, _: Words, mail: AnyRow, to: AnyRow) -> Letter | None:
    """The week's letter: its parts in a fixed order; the first one gives the subject."""
    parts = queries.list_parts(desk.session, mail.id, desk.today)
    written: dict[MailKind, Written] = {}
    for kind, write_part in PARTS.items():
        rows = [part for part in parts if part.kind is kind]
        if rows and (part := write_part(desk, _, to, rows)):
            written[kind] = part
    if not written:
        return None
    addresses, config = desk.addresses, desk.config
    urls = {kind: addresses.switch_off(to.id, [kind]) for kind in written}
    foot = [*texts.sender(_, config.organisation, config.hr_contact), *texts.switching_off(_, urls)]
    return Letter(
        to.language,
        next(iter(written.values()))[0],
        (texts.greeting(_, to.name), *_each_link_once(block for part in written.values() for block in part[1])),
        tuple(foot),
        tuple(attachment for part in written.values() for attachment in part[2]),
        addresses.switch_off(to.id, list(written)),
    )


def _each_link_once(blocks: Iterable[Block]) -> list[Block]:
    """Two parts may lead to the same page; the first one does."""
    seen: set[str] = set()
    kept = []
    for block in blocks:
        if not block.url or block.url not in seen:
            kept.append(block)
        seen.add(block.url)
    return kept


def _welcome(desk: Desk, _: Words, _to: AnyRow, rows: Rows) -> Written | None:
    blocks: list[Block] = []
    for row in rows:
        course = desk.course(row)
        if course is not None:
            blocks += texts.welcome(_, course.title, row.manager, desk.addresses.course())
    return (_("Welcome as a new leader"), blocks, []) if blocks else None


def _before_start(desk: Desk, _: Words, _to: AnyRow, rows: Rows) -> Written | None:
    blocks: list[Block] = []
    attachments: list[Attachment] = []
    for row in rows:
        course = desk.course(row)
        if course is None:
            continue
        blocks += texts.before_start(_, row.leader, row.starts_on, talk_dates(course, row))
        title = _("Talk with %(name)s (a suggestion)", name=row.leader)
        entries = talk_entries(row.enrolment_id, row, course, title, desk.addresses.team())
        data = make_calendar(entries, desk.config, title, desk.now)
        attachments.append(Attachment(_("talks-%(number)s.ics", number=row.enrolment_id), data))
    subject = _("%(name)s begins on %(day)s", name=rows[0].leader, day=_.day(rows[0].starts_on))
    return (subject, blocks, attachments) if blocks else None


def _shared(desk: Desk, _: Words, _to: AnyRow, rows: Rows) -> Written | None:
    names = {row.leader: desk.addresses.report(row.enrolment_id) for row in rows}
    subject = _("%(name)s has shared something with you", name=_.listed(list(names)))
    return subject, texts.shared(_, names), []


def _reminder(desk: Desk, _: Words, _to: AnyRow, rows: Rows) -> Written | None:
    """A module is mentioned once, and the last reason counts."""
    reminded: dict[tuple[int, str], texts.Reminded] = {}
    for row in sorted(rows, key=lambda row: (row.about_on, row.reason)):
        course = desk.course(row)
        module = course.modules.get(row.module) if course else None
        if module is None:
            continue
        last = row.reason.endswith(f"after-{queries.LAST_REMINDER}")
        last |= (row.enrolment_id, row.module) in reminded and reminded[row.enrolment_id, row.module].last
        reminded[row.enrolment_id, row.module] = texts.Reminded(module.title, row.about_on, last)
    if not reminded:
        return None
    return _("Your next modules"), texts.reminder(_, list(reminded.values()), desk.addresses.course()), []


def _plan(desk: Desk, _: Words, _to: AnyRow, _rows: Rows) -> Written | None:
    """One line, however many plans she has made; nothing of what stands in them."""
    return _("Did you get the chance to follow your plan?"), texts.plan(_, desk.addresses.plans()), []


def _digest(desk: Desk, _: Words, to: AnyRow, rows: Rows) -> Written | None:
    """Those who could use a talk first; those who have finished and have no news are left out."""
    this_monday = max(row.about_on for row in rows)
    lately = queries.count_completed_since(desk.session, to.id, this_monday - timedelta(days=7))
    leaders = []
    for row in queries.list_followed(desk.session, to.id):
        course = desk.course(row)
        news = lately.get(row.id, 0)
        if course is None or row.state is EnrolmentState.PAUSED or row.starts_on > desk.today:
            continue
        talk = next((on for on in talk_dates(course, row) if this_monday <= on < this_monday + timedelta(days=7)), None)
        passed = row.next_due_on is not None and row.next_due_on < this_monday
        if row.state is EnrolmentState.ACTIVE or news or talk:
            leaders.append(texts.Followed(row.name, row.completed, row.modules, news, passed, talk))
    if not leaders:
        return None
    leaders.sort(key=lambda leader: (leader.talk_on is None, not leader.passed, not leader.completed_lately))
    more = max(0, len(leaders) - MOST_FOLLOWED)
    blocks = texts.digest(_, leaders[:MOST_FOLLOWED], more, desk.addresses.team())
    return _("Your new leaders this week"), blocks, []


PARTS: dict[MailKind, Callable[[Desk, Words, AnyRow, Rows], Written | None]] = {
    MailKind.WELCOME: _welcome,
    MailKind.BEFORE_START: _before_start,
    MailKind.SHARED: _shared,
    MailKind.PLAN: _plan,
    MailKind.REMINDER: _reminder,
    MailKind.DIGEST: _digest,
}
"""In the order in which they stand in a letter."""
