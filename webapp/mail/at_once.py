"""The mails that do not wait for the week's letter: invitations, a manager's greeting, and what a colleague asks for."""

import json

from sqlalchemy.orm import Session

from webapp import queries
from webapp.config import Config
from webapp.mail import texts
from webapp.mail.addresses import Addresses
from webapp.mail.letter import Letter
from webapp.mail.words import Words
from webapp.models import MailKind
from webapp.queries import AnyRow


def write_link(_: Words, config: Config, mail: AnyRow, to: AnyRow) -> Letter:
    """An invitation, or a new password."""
    url = Addresses(config).invitation(json.loads(mail.details)["token"])
    if mail.kind is MailKind.INVITATION:
        subject, blocks = texts.invitation(_, config.organisation, url)
    else:
        subject, blocks = texts.password(_, url)
    foot = tuple(texts.sender(_, config.organisation, config.hr_contact))
    return Letter(to.language, subject, (texts.greeting(_, to.name), *blocks), foot)


def write_greeting(session: Session, _: Words, config: Config, mail: AnyRow, to: AnyRow) -> Letter | None:
    """A manager's greeting; None when her account is closed."""
    details = json.loads(mail.details)
    manager = queries.get_recipient(session, int(details["by"]))
    return greeting_letter(_, config, to, manager, details["text"]) if manager else None


def greeting_letter(_: Words, config: Config, to: AnyRow, manager: AnyRow, text: str) -> Letter:
    """The mail that a greeting becomes; the manager sees it before it goes.

    :param to: who gets it, and `manager` who writes it: as from `queries.get_recipient`
    """
    off_url = Addresses(config).switch_off(to.id, [MailKind.GREETING])
    subject, blocks = texts.managers_greeting(_, manager.name, text)
    foot = [
        texts.answering(_, manager.name),
        *texts.sender(_, config.organisation, config.hr_contact),
        *texts.switching_off(_, {MailKind.GREETING: off_url}),
    ]
    opened = (texts.greeting(_, to.name), *blocks)
    return Letter(to.language, subject, opened, tuple(foot), off_url=off_url, reply_to=manager.email)


def write_review(session: Session, _: Words, config: Config, mail: AnyRow, to: AnyRow) -> Letter | None:
    """A colleague asks for a look at a draft."""
    asked = queries.get_review_request(session, int(mail.reason.rpartition(":")[2]))
    if asked is None:
        return None
    addresses = Addresses(config)
    off_url = addresses.switch_off(to.id, [MailKind.REVIEW])
    subject, blocks = texts.review(_, asked.name, addresses.review(asked.course, asked.module))
    foot = [
        *texts.sender(_, config.organisation, config.hr_contact),
        *texts.switching_off_at_once(_, {MailKind.REVIEW: off_url}),
    ]
    return Letter(to.language, subject, (texts.greeting(_, to.name), *blocks), tuple(foot), off_url=off_url)
