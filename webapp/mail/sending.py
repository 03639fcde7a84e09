"""Sending what waits: claimed in one transaction, written in another, sent in none, and noted in a third."""

import logging
from collections.abc import Callable, Sequence
from datetime import timedelta

from sqlalchemy.orm import Session

from webapp import operations, queries
from webapp.config import Config
from webapp.db import WRITES
from webapp.editions import Courses
from webapp.mail.carriers import Carrier, NotCarried, make_carrier
from webapp.mail.message import make_message
from webapp.mail.writing import Desk, write
from webapp.models import MailFailure
from webapp.operations import LEASE
from webapp.queries import AnyRow

log = logging.getLogger("lederstart.mail")
BATCH = 10
"""Mails claimed at a time: all of them are tried within the lease, however slow the server is."""
MARGIN = timedelta(minutes=4)
"""What one mail may take at most: every answer of the server just before our patience ends."""
OpenSession = Callable[[], Session]


def send_waiting(open_session: OpenSession, config: Config, courses: Courses, carrier: Carrier | None = None) -> int:
    """Send every mail that is due; how many got away. Stops early while the mail server cannot be reached."""
    sent = 0
    with carrier or make_carrier(config) as chosen:
        while claimed := _claim(open_session, config):
            number, go_on = _send_batch(open_session, config, courses, chosen, claimed)
            sent += number
            if not go_on:
                break
    return sent


def _claim(open_session: OpenSession, config: Config) -> Sequence[AnyRow]:
    """The next mails; nothing is locked while there are none."""
    now = config.clock()
    WRITES.set(False)
    with open_session() as session:
        if not queries.has_mail_to_send(session, now):
            return []
    WRITES.set(True)
    with open_session() as session:
        claimed = operations.claim_mails(session, now, most=BATCH)
        session.commit()
    return claimed


def _send_batch(
    open_session: OpenSession, config: Config, courses: Courses, carrier: Carrier, claimed: Sequence[AnyRow]
) -> tuple[int, bool]:
    """How many got away, and whether it is worth going on."""
    ends_at = config.clock() + LEASE - MARGIN
    sent = 0
    for position, mail in enumerate(claimed):
        if config.clock() > ends_at:
            _give_back(open_session, claimed[position:])
            return sent, False
        try:
            sent += _send(open_session, config, courses, carrier, mail)
        except NotCarried as error:
            if error.unreachable:
                _give_back(open_session, claimed[position + 1 :])
                return sent, False
    return sent, True


def _send(open_session: OpenSession, config: Config, courses: Courses, carrier: Carrier, mail: AnyRow) -> bool:
    """Send one mail and note what came of it; False when it did not have to be sent.

    :raises NotCarried: when it did not get away, which is noted already
    """
    now = config.clock()
    address = ""
    try:
        if mail.tries > len(operations.PAUSES) + 1:  # its worker ended every time, before it could note anything
            raise NotCarried(MailFailure.INTERRUPTED)
        WRITES.set(False)
        with open_session() as session:
            to = queries.get_recipient(session, mail.person_id)
            letter = write(Desk(session, config, courses, now), mail, to) if to else None
        if to is None or letter is None:
            _note(open_session, lambda session: operations.note_dropped(session, mail.id, now))
            return False
        address = to.email
        message = make_message(
            letter, sender=config.sender, to_name=to.name, to_email=to.email, id=mail.message_id, now=now
        )
        carrier.carry(message, message["To"].addresses[0].addr_spec)
    except NotCarried as error:
        failure = error.failure
        _note(open_session, lambda session: operations.note_failed(session, mail.id, mail.tries, failure, address, now))
        raise
    except Exception as error:
        # One mail that cannot be written must not stop the others.
        log.exception("mail %s could not be written", mail.id)
        fault = MailFailure.FAULT
        _note(open_session, lambda session: operations.note_failed(session, mail.id, mail.tries, fault, address, now))
        raise NotCarried(fault) from error
    _note(open_session, lambda session: operations.note_sent(session, mail.id, address, config.clock()))
    return True


def _note(open_session: OpenSession, note: Callable[[Session], None]) -> None:
    WRITES.set(True)
    with open_session() as session:
        note(session)
        session.commit()


def _give_back(open_session: OpenSession, mails: Sequence[AnyRow]) -> None:
    """Let go of mails that were claimed and not tried."""
    _note(open_session, lambda session: operations.give_back(session, [mail.id for mail in mails]))
