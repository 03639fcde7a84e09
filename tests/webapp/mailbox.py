"""Mails as people get them: sent by the worker's own code, and read again from what was carried away."""

import os
import re
from collections.abc import Sequence
from dataclasses import dataclass, field, replace
from datetime import datetime
from email import message_from_bytes
from email.message import EmailMessage
from email.policy import default
from functools import partial
from typing import Self

from sqlalchemy import Engine

from tests.webapp.make import Database
from webapp.config import Config
from webapp.db import make_engine, make_session
from webapp.editions import Courses
from webapp.mail.carriers import NotCarried
from webapp.mail.sending import send_waiting
from webapp.models import MailFailure
from webapp.ticking import tick


@dataclass(frozen=True, slots=True)
class Mail:
    message: EmailMessage

    @property
    def id(self) -> str:
        return str(self.message["Message-ID"])

    @property
    def to(self) -> str:
        return str(self.message["To"].addresses[0].addr_spec)

    @property
    def subject(self) -> str:
        return str(self.message["Subject"])

    @property
    def text(self) -> str:
        """The plain text with single spaces, so that line breaks do not matter."""
        body = self.message.get_body(("plain",))
        assert body is not None
        return " ".join(str(body.get_content()).split())

    @property
    def html(self) -> str:
        body = self.message.get_body(("html",))
        assert body is not None
        return str(body.get_content())

    @property
    def links(self) -> list[str]:
        """The paths that it leads to, in the order of the text."""
        return re.findall(r"https://lederstart\.nordby\.example(/\S*)", self.text)

    def link(self, beginning: str) -> str:
        """The one path that begins so."""
        found = {each for each in self.links if each.startswith(beginning)}
        assert len(found) == 1, self.links
        return found.pop()

    @property
    def attachments(self) -> list[bytes]:
        return [part.get_payload(decode=True) for part in self.message.iter_attachments()]  # type: ignore[misc]


def read(data: bytes) -> Mail:
    message = message_from_bytes(data, policy=default)
    assert isinstance(message, EmailMessage)
    return Mail(message)


def sent(config: Config) -> list[Mail]:
    """What was written to the folder, oldest first."""
    files = sorted(config.mail_folder.glob("*.eml")) if config.mail_folder.exists() else []
    return [read(path.read_bytes()) for path in files]


def run(db: Database, config: Config) -> list[Mail]:
    """One pass of everything that falls due; the mails that were sent by it."""
    before = {mail.id for mail in sent(config)}
    assert tick(db.engine, config)
    return [mail for mail in sent(config) if mail.id not in before]


@dataclass
class Recorder:
    """Carries mails to a list; the addresses in `refused` fail as said."""

    refused: dict[str, NotCarried] = field(default_factory=dict)
    tried: list[Mail] = field(default_factory=list)
    carried: list[Mail] = field(default_factory=list)

    def carry(self, message: EmailMessage, to: str) -> None:
        mail = read(bytes(message))
        self.tried.append(mail)
        if to in self.refused:
            raise self.refused[to]
        self.carried.append(mail)

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        return


DEAD = NotCarried(MailFailure.ADDRESS)
REFUSED = NotCarried(MailFailure.SERVER)
UNREACHABLE = NotCarried(MailFailure.SERVER, unreachable=True)


def send(engine: Engine, config: Config, carrier: Recorder) -> int:
    return send_waiting(partial(make_session, engine), config, Courses(), carrier)


class Deadly(Recorder):
    """Ends the process in the middle of a mail."""

    def carry(self, message: EmailMessage, to: str) -> None:
        os._exit(9)


def die_while_sending(config: Config) -> None:
    """To be run in a process of its own."""
    send(make_engine(config.database_url), config, Deadly())


def without_clock(config: Config) -> Config:
    """The settings with a clock that stands still and can be handed to another process."""
    return replace(config, clock=partial(_same, config.clock()))


def _same(value: datetime) -> datetime:
    return value


def texts(mails: Sequence[Mail]) -> str:
    return "\n".join(mail.text for mail in mails)
