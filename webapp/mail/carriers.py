"""Who carries a message away: a mail server, or a folder where nothing is sent from."""

import logging
import smtplib
import ssl
from email.message import EmailMessage
from pathlib import Path
from typing import Protocol, Self

from webapp.config import Config, Security, Smtp
from webapp.models import MailFailure

log = logging.getLogger("lederstart.mail")
PATIENCE = 20
"""Seconds until a mail server that does not answer is given up for now."""
NOT_THE_ADDRESS = (530, 535, 538, 552)
"""Refusals for good that may pass all the same: we are to sign in first, or the mailbox is full."""


class NotCarried(Exception):
    """The message did not get away."""

    def __init__(self, failure: MailFailure, *, unreachable: bool = False) -> None:
        super().__init__(failure)
        self.failure = failure
        self.unreachable = unreachable
        """Whether the next message would fare the same."""


class Carrier(Protocol):
    def carry(self, message: EmailMessage, to: str) -> None:
        """:raises NotCarried: when it did not get away, or when nobody can know"""

    def __enter__(self) -> Self: ...

    def __exit__(self, *_: object) -> None: ...


def make_carrier(config: Config, *, trusted: ssl.SSLContext | None = None) -> Carrier:
    """:param trusted: which certificates of a mail server to believe; None: those that the machine believes"""
    if config.smtp is None:
        return FolderCarrier(config.mail_folder)
    return SmtpCarrier(config.smtp, trusted or ssl.create_default_context())


class FolderCarrier:
    """Writes each message to a file of its own. The folder is its owner's alone: the mails hold links."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder

    def carry(self, message: EmailMessage, to: str) -> None:  # noqa: ARG002
        self.folder.mkdir(mode=0o700, parents=True, exist_ok=True)
        date = message["Date"].datetime
        name = f"{date:%Y%m%dT%H%M%S}-{message['Message-ID'].strip('<>').partition('@')[0]}.eml"
        unfinished = self.folder / f"{name}.part"
        unfinished.write_bytes(bytes(message))
        unfinished.rename(self.folder / name)

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        return


class SmtpCarrier:
    """Hands messages to a mail server, over one connection while it lasts."""

    def __init__(self, smtp: Smtp, trusted: ssl.SSLContext) -> None:
        self.smtp = smtp
        self.trusted = trusted
        self.connection: smtplib.SMTP | None = None

    def carry(self, message: EmailMessage, to: str) -> None:
        connection = self._connect()
        try:
            connection.send_message(message, to_addrs=[to])
        except smtplib.SMTPRecipientsRefused as error:
            code, answer = next(iter(error.recipients.values()))
            log.info("a recipient was refused: %s %s", code, answer[:5].decode(errors="replace"))
            raise NotCarried(_why(code, answer)) from None
        except smtplib.SMTPNotSupportedError:
            raise NotCarried(MailFailure.ADDRESS) from None
        except (smtplib.SMTPException, OSError) as error:
            log.warning("the mail server did not take a mail: %s", _code(error))
            self._drop()
            broken = not isinstance(error, smtplib.SMTPResponseException)
            raise NotCarried(MailFailure.SERVER, unreachable=broken) from None

    def _connect(self) -> smtplib.SMTP:
        if self.connection is not None:
            return self.connection
        host, port = self.smtp.host, self.smtp.port
        try:
            if self.smtp.security is Security.TLS:
                connection: smtplib.SMTP = smtplib.SMTP_SSL(host, port, timeout=PATIENCE, context=self.trusted)
            else:
                connection = smtplib.SMTP(host, port, timeout=PATIENCE)
            self.connection = connection
            if self.smtp.security is Security.STARTTLS:
                connection.starttls(context=self.trusted)
            if self.smtp.user:
                connection.login(self.smtp.user, self.smtp.password)
        except (smtplib.SMTPException, OSError) as error:
            log.warning("the mail server %s cannot be used: %s", host, _code(error))
            self._drop()
            raise NotCarried(MailFailure.SERVER, unreachable=True) from None
        return connection

    def _drop(self) -> None:
        if self.connection is not None:
            self.connection.close()
            self.connection = None

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        if self.connection is not None:
            try:
                self.connection.quit()
            except (smtplib.SMTPException, OSError):
                self._drop()
        self.connection = None


def _why(code: int, answer: bytes) -> MailFailure:
    """Whether the address is dead, or the refusal may pass. `5.7.` tells of a rule against us (RFC 3463)."""
    dead = 500 <= code < 600 and code not in NOT_THE_ADDRESS and not answer.startswith(b"5.7.")
    return MailFailure.ADDRESS if dead else MailFailure.SERVER


def _code(error: Exception) -> str:
    """What is logged of an error: never the answer's text, which may hold an address."""
    return str(error.smtp_code) if isinstance(error, smtplib.SMTPResponseException) else type(error).__name__
