"""The same in words."""

from flask_babel import gettext, ngettext

from webapp.access import Who
from webapp.config import Retention
from webapp.evidence.catalogue import Keep, Seen


def seen_in_words() -> dict[Seen, str]:
    return {
        Seen.OWN: gettext("the person herself"),
        Seen.SHARED_WITH: gettext("the manager it is shared with, while she is the nearest manager"),
        Seen.MANAGER: gettext("the nearest manager"),
        Seen.ADMINS: gettext("HR administrators"),
        Seen.AUTHORS: gettext("authors"),
        Seen.HR: gettext("HR"),
        Seen.EVERYBODY: gettext("everybody who is on the course"),
        Seen.GROUPS: gettext("HR and managers further up, as groups"),
        Seen.NOBODY: gettext("nobody in Lederstart"),
    }


def keep_in_words(retention: Retention) -> dict[Keep, str]:
    """How long things are kept on this very server."""
    course = ngettext(
        "%(num)s month after the course", "%(num)s months after the course", retention.months_after_course
    )
    left = ngettext("%(num)s day after leaving", "%(num)s days after leaving", retention.days_after_leaving)
    return {
        Keep.COURSE: gettext("Deleted %(course)s, or %(left)s", course=course, left=left),
        Keep.PERSON: gettext("As long as the person is in Lederstart"),
        Keep.CONTENT: gettext("As long as it is used"),
        Keep.MAIL: gettext("The text until it is sent, the rest for 400 days"),
        Keep.DAYS: gettext("30 days"),
        Keep.MINUTES: gettext("15 minutes"),
        Keep.USED: gettext("Until it has been used or is put out of use"),
    }


def who_in_words() -> dict[Who, str]:
    return {
        Who.ANYONE: gettext("Anybody"),
        Who.SIGNED_IN: gettext("Everybody who is signed in"),
        Who.LEADERS: gettext("New leaders"),
        Who.MANAGERS: gettext("Managers"),
        Who.AUTHORS: gettext("Authors"),
        Who.ADMINS: gettext("HR administrators"),
        Who.HR: gettext("Authors and HR administrators"),
    }
