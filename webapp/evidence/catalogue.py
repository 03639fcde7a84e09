"""Every table: what it is for, who sees it, and how long it is kept. One entry per table; a test names what is missing."""

from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum

from flask_babel import LazyString
from flask_babel import lazy_gettext as _


class Seen(StrEnum):
    """Who sees what a table holds."""

    OWN = "own"
    """The person herself."""
    SHARED_WITH = "shared_with"
    MANAGER = "manager"
    ADMINS = "admins"
    AUTHORS = "authors"
    HR = "hr"
    EVERYBODY = "everybody"
    GROUPS = "groups"
    NOBODY = "nobody"


class Keep(StrEnum):
    """How long."""

    COURSE = "course"
    """Until some time after the course, or after the person has left: see `Retention`."""
    PERSON = "person"
    CONTENT = "content"
    MAIL = "mail"
    DAYS = "days"
    MINUTES = "minutes"
    USED = "used"
    """Until it is used, put out of use or done."""


@dataclass(frozen=True, slots=True)
class Kept:
    """What is told of one table."""

    purpose: LazyString
    seen: tuple[Seen, ...]
    keep: Keep
    columns: Mapping[str, LazyString]
    """What is kept -> the columns it is kept in, by name, with spaces between."""


def _kept(purpose: LazyString, seen: tuple[Seen, ...], keep: Keep, *columns: tuple[str, LazyString]) -> Kept:
    return Kept(purpose, seen, keep, dict(columns))


LINKS = _("Numbers that tie the tables together")
WHO_WHEN = _("Who did it, and when")
COURSE_FILES = _("Name of the course or file, and marks of its content")

CATALOGUE: dict[str, Kept] = {
    "answer": _kept(
        _("The answers lead to feedback, and show which questions are done."),
        (Seen.OWN,),
        Keep.COURSE,
        ("id enrolment_id edition_id digest", LINKS),
        ("module question try_no choice verdict", _("The question, the answer, and which try it was")),
    ),
    "audit": _kept(
        _("HR can find out who has changed people, courses and keys. It never holds a private text."),
        (Seen.NOBODY,),
        Keep.PERSON,
        ("id", LINKS),
        ("at by_id", WHO_WHEN),
        ("what person_id detail", _("What was done, and to whom")),
    ),
    "blob": _kept(
        _("The files of the courses."),
        (Seen.EVERYBODY,),
        Keep.CONTENT,
        ("sha256 data", _("The content of a file, and a mark of it")),
    ),
    "calendar_link": _kept(
        _("A calendar program can fetch a leader's dates."),
        (Seen.OWN,),
        Keep.USED,
        ("person_id token_hash made_at", _("A mark of the secret address, and when it was made")),
    ),
    "cohort": _kept(
        _("Leaders who begin together."),
        (Seen.ADMINS,),
        Keep.CONTENT,
        ("id", LINKS),
        ("course name starts_on", _("The group's name, course and first day")),
    ),
    "course_state": _kept(
        _("Which courses take new people."),
        (Seen.ADMINS,),
        Keep.CONTENT,
        ("course intake changed_at", _("The course, whether it is open, and since when")),
    ),
    "draft": _kept(
        _("The authors' working copy of a course."),
        (Seen.AUTHORS,),
        Keep.CONTENT,
        ("id course path sha256 window", COURSE_FILES),
        ("changed_at changed_by", WHO_WHEN),
    ),
    "draft_version": _kept(
        _("What was written before can be opened again. Kept for 30 days."),
        (Seen.AUTHORS,),
        Keep.DAYS,
        ("id course path sha256", COURSE_FILES),
        ("at by_id", WHO_WHEN),
    ),
    "edition": _kept(
        _("The published courses."),
        (Seen.EVERYBODY,),
        Keep.CONTENT,
        ("id course number manifest note origin", COURSE_FILES),
        ("published_at published_by", WHO_WHEN),
    ),
    "edition_change": _kept(
        _("Leaders are told when a module they have completed has changed in substance."),
        (Seen.EVERYBODY,),
        Keep.CONTENT,
        ("id edition_id module substance", COURSE_FILES),
    ),
    "enrolment": _kept(
        _("A leader is on a course at her level, with dates that fit her start and her leaves."),
        (Seen.OWN, Seen.MANAGER, Seen.ADMINS),
        Keep.PERSON,
        ("id person_id follows_id cohort_id partner_id", LINKS),
        ("course level state welcomed from_below", _("Course and level, how far, and whether she comes from the level below")),
        ("starts_on paused_on resumes_on delay_days closed_on", _("Start, leave and the week of completion")),
        ("forgotten_at", _("When the private part was deleted")),
        ("refreshed_on refreshers_off", _("The week of the latest refresher, and whether she wants them")),
    ),
    "figures_key": _kept(
        _("A program can fetch the fixed tables."),
        (Seen.ADMINS,),
        Keep.USED,
        ("id name token_hash", _("What the key is for, and a mark of it")),
        ("made_at made_by", WHO_WHEN),
    ),
    "invitation": _kept(
        _("A new person can choose a password."),
        (Seen.NOBODY,),
        Keep.USED,
        ("id person_id token_hash expires_at used_at", _("A mark of the link, and until when it works")),
    ),
    "local_fact": _kept(
        _("What HR has filled in about the organisation, shown to leaders in the modules."),
        (Seen.EVERYBODY,),
        Keep.CONTENT,
        ("id course slot text", _("The question and HR's answer")),
        ("at by_id", WHO_WHEN),
    ),
    "login_attempt": _kept(
        _("Guessing of passwords is slowed down. Deleted after 15 minutes."),
        (Seen.NOBODY,),
        Keep.MINUTES,
        ("id account address at", _("Marks of the account and the network address, and the time")),
    ),
    "mail_off": _kept(
        _("Which mails a person does not want."),
        (Seen.OWN,),
        Keep.PERSON,
        ("person_id kind", _("The kind of mail")),
    ),
    "message": _kept(
        _("HR hears what is wrong or unclear. A remark on a question has no name with it."),
        (Seen.HR,),
        Keep.CONTENT,
        ("id", LINKS),
        ("kind person_id course question text week_on handled_at", _("The text, what it is about, and the week")),
    ),
    "module_state": _kept(
        _("How far a leader is, so that she can go on where she left off and be reminded."),
        (Seen.OWN, Seen.MANAGER, Seen.ADMINS),
        Keep.PERSON,
        ("id enrolment_id edition_id seen_edition_id position", LINKS),
        ("module state step completed_week", _("Module, how far, and the week of completion")),
        ("due_on moved", _("The suggested date")),
    ),
    "outbox": _kept(
        _("Mails that are to go out. What stands in them is deleted once they are sent."),
        (Seen.OWN, Seen.ADMINS),
        Keep.MAIL,
        ("id person_id enrolment_id letter_id message_id reason", LINKS),
        ("kind module about_on details address", _("What the mail is about, and its address")),
        ("queued_at send_after state tries claimed_until ended_at failure", _("Whether and when it was sent")),
    ),
    "person": _kept(
        _("Who can sign in, who leads whom, and what HR has noted for the onboarding."),
        (Seen.OWN, Seen.ADMINS),
        Keep.PERSON,
        ("id session_epoch", LINKS),
        ("name sort_name search_name email", _("Name and e-mail address")),
        ("password_hash", _("A mark of the password, from which it cannot be found")),
        ("is_leader is_manager is_author is_admin active", _("Roles, and whether the account is open")),
        ("unit_id manager_id level", _("Unit, nearest manager and level")),
        ("starts_on leaves_on created_at language", _("First day, last day, and the language of mails")),
    ),
    "reflection": _kept(
        _("The leader's own reflections and plans."),
        (Seen.OWN,),
        Keep.COURSE,
        ("id enrolment_id version window", LINKS),
        ("module item kind text then_text", _("The text, and the question it answers")),
        ("ask_on outcome", _("When we ask about the plan, and what she said")),
    ),
    "review_comment": _kept(
        _("What authors say to each other about a draft."),
        (Seen.AUTHORS,),
        Keep.CONTENT,
        ("id answers_id course module path line", COURSE_FILES),
        ("text", _("The comment")),
        ("at by_id closed_at", WHO_WHEN),
    ),
    "review_request": _kept(
        _("An author has asked a colleague to look at a draft."),
        (Seen.AUTHORS,),
        Keep.CONTENT,
        ("id course module", COURSE_FILES),
        ("note", _("What she is asked to look for")),
        ("at by_id to_id done_at", WHO_WHEN),
    ),
    "revision": _kept(
        _("A new version of a leadership framework that is being looked through."),
        (Seen.AUTHORS,),
        Keep.USED,
        ("id course sha256 file_name own_ids unplaced decisions", COURSE_FILES),
        ("at by_id", WHO_WHEN),
    ),
    "rule": _kept(
        _("Who is put on which course."),
        (Seen.ADMINS,),
        Keep.CONTENT,
        ("id unit_id word course level", _("Unit, level and course")),
    ),
    "setting": _kept(
        _("Facts about the database itself."),
        (Seen.NOBODY,),
        Keep.CONTENT,
        ("name value", _("Name and value")),
    ),
    "share": _kept(
        _("Copies that a leader has shared with her nearest manager."),
        (Seen.OWN, Seen.SHARED_WITH),
        Keep.COURSE,
        ("id enrolment_id to_id", LINKS),
        ("module item kind prompt text then_text", _("The copy, as it was when she shared it")),
        ("shared_at withdrawn_at thanked_at", _("When it was shared, taken back and answered")),
    ),
    "sorting": _kept(
        _("A document on its way to becoming a course."),
        (Seen.AUTHORS,),
        Keep.CONTENT,
        ("id course file_name name upload source", _("The document and its text")),
        ("state claim claimed_at done total problem", _("How far the reading is")),
        ("places doubts notice answered behind ahead", _("What is to be looked at")),
        ("created_at created_by", WHO_WHEN),
    ),
    "stale": _kept(
        _("Parts of a course that are to be looked at after a new version."),
        (Seen.AUTHORS,),
        Keep.CONTENT,
        ("id course kind item module what reference old_text new_text change weight", _("The part, and what has changed")),
        ("noted_at noted_by settled_at settled_by", WHO_WHEN),
    ),
    "taken_figures": _kept(
        _("The fixed tables, with groups of five or more."),
        (Seen.GROUPS,),
        Keep.CONTENT,
        ("id course manager_id", LINKS),
        ("taken_on looked_on not_started under_way completed data", _("Numbers of leaders, and when they were taken")),
    ),
    "talk": _kept(
        _("Which of the suggested talks have been held. Either of the two can mark it."),
        (Seen.OWN, Seen.MANAGER),
        Keep.COURSE,
        ("id enrolment_id marked_by", LINKS),
        ("talk held_week", _("The talk, and the week it was held")),
    ),
    "talk_line": _kept(
        _("What a leader has put on her talk sheet. What she hands over is a copy."),
        (Seen.OWN,),
        Keep.COURSE,
        ("id enrolment_id key position picked", LINKS),
        ("source text", _("The line, and where it comes from")),
    ),
    "talk_sheet": _kept(
        _("Two windows with the talk sheet do not overwrite each other."),
        (Seen.OWN,),
        Keep.COURSE,
        ("id enrolment_id version window", LINKS),
    ),
    "unit": _kept(
        _("The parts of the organisation."),
        (Seen.ADMINS, Seen.MANAGER),
        Keep.CONTENT,
        ("id name parent_id", _("The unit's name and place")),
    ),
    "upload": _kept(
        _("A list of people between the dry run and the import. The file is emptied afterwards."),
        (Seen.OWN,),
        Keep.USED,
        ("id person_id name data whole_list", _("The file, and who sent it")),
        ("uploaded_at state step worked_at result", _("How far the import is")),
    ),
}  # fmt: skip
