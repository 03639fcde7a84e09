"""All settings, read once from the environment and passed in."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from datetime import UTC, datetime
from email.utils import parseaddr
from enum import StrEnum
from pathlib import Path


class ConfigError(Exception):
    """A setting is missing or wrong; the text names it and says what to do."""


def system_clock() -> datetime:
    return datetime.now(UTC)


SENDER = "Lederstart <lederstart@localhost>"


class Security(StrEnum):
    STARTTLS = "starttls"
    TLS = "tls"
    NONE = "none"


@dataclass(frozen=True, slots=True)
class Smtp:
    """The mail server that takes our mails."""

    host: str
    port: int
    security: Security
    user: str = ""
    """Empty: it asks for no sign-in."""
    password: str = field(default="", repr=False)


@dataclass(frozen=True, slots=True)
class Retention:
    """How long what is private is kept."""

    days_after_leaving: int = 30
    """Until answers, texts and shares of one who has left are deleted."""
    months_after_course: int = 12
    """Until those of a course that was completed or ended are deleted."""


@dataclass(frozen=True, slots=True)
class Config:
    database_url: str
    secret_key: str = field(repr=False)
    organisation: str = "Lederstart"
    """Shown in the head of every page."""
    hr_contact: str = ""
    """How a leader reaches HR: an e-mail address or a name; empty shows nothing."""
    demo_password: str = ""
    """Of the demo's accounts, shown where one signs in; empty: this is no demo."""
    secure_cookies: bool = True
    """Cookies over https only; off where the server is reached by http on the same machine."""
    address: str = ""
    """Where the server is reached, for links that are sent: `https://lederstart.kommune.dk`; empty: as the browser says."""
    served_at: str = "http://127.0.0.1:8000"
    """In the place of `address` in mails, where that is empty: where the server of this machine listens."""
    smtp: Smtp | None = None
    """None: every mail is written to `mail_folder`, and goes nowhere."""
    sender: str = SENDER
    """Whom mails come from: an address, or a name and an address."""
    mail_folder: Path = Path("var/mail")
    behind_proxy: bool = False
    """One proxy stands in front: its X-Forwarded-For, -Proto and -Host are believed."""
    max_post: int = 1_000_000
    """Bytes of one request's body."""
    keep: Retention = Retention()
    scrypt: str = "scrypt:32768:8:3"
    """How passwords are hashed; tests take a weaker setting."""
    clock: Callable[[], datetime] = system_clock


DEMO_PASSWORD = "lederstart-demo"
KNOWN = {
    "LEDERSTART_SECRET_KEY",
    "LEDERSTART_DATA",
    "LEDERSTART_ORGANISATION",
    "LEDERSTART_HR_CONTACT",
    "LEDERSTART_INSECURE_COOKIES",
    "LEDERSTART_ADDRESS",
    "LEDERSTART_BEHIND_PROXY",
    "LEDERSTART_DEMO_PASSWORD",
    "LEDERSTART_PORT",
    "LEDERSTART_HOST",
    "LEDERSTART_KEEP_DAYS_AFTER_LEAVING",
    "LEDERSTART_KEEP_MONTHS_AFTER_COURSE",
    "LEDERSTART_SMTP_HOST",
    "LEDERSTART_SMTP_PORT",
    "LEDERSTART_SMTP_SECURITY",
    "LEDERSTART_SMTP_USER",
    "LEDERSTART_SMTP_PASSWORD",
    "LEDERSTART_SMTP_SENDER",
}


def data_folder(environ: Mapping[str, str]) -> Path:
    """Where the database lies when no DATABASE_URL is given: LEDERSTART_DATA, or `var` here."""
    return Path(environ.get("LEDERSTART_DATA") or "var").absolute()


def mail_folder(environ: Mapping[str, str]) -> Path:
    """Where mails are written when no mail server is given."""
    return data_folder(environ) / "mail"


def database_url(environ: Mapping[str, str]) -> str:
    """DATABASE_URL, or an SQLite file in the data folder.

    :raises ConfigError: for a database that is neither SQLite nor PostgreSQL
    """
    url = environ.get("DATABASE_URL") or f"sqlite:///{data_folder(environ) / 'lederstart.sqlite3'}"
    if not url.startswith(("sqlite://", "postgresql://", "postgresql+psycopg://")):
        raise ConfigError("DATABASE_URL must begin with sqlite:// or postgresql://")
    return url


def read_config(environ: Mapping[str, str]) -> Config:
    """The settings of a server.

    :raises ConfigError: names the setting that is missing, wrong or unknown
    """
    check_known(environ)
    secret = environ.get("LEDERSTART_SECRET_KEY", "")
    if len(secret) < 32:
        raise ConfigError("LEDERSTART_SECRET_KEY must be set to at least 32 random characters")
    address = environ.get("LEDERSTART_ADDRESS", "")
    if address and not address.startswith(("http://", "https://")):
        raise ConfigError("LEDERSTART_ADDRESS must begin with https://, such as https://lederstart.kommune.dk")
    return Config(
        database_url=database_url(environ),
        secret_key=secret,
        organisation=environ.get("LEDERSTART_ORGANISATION") or "Lederstart",
        hr_contact=environ.get("LEDERSTART_HR_CONTACT", ""),
        secure_cookies=_flag(environ, "LEDERSTART_INSECURE_COOKIES") is False,
        address=address,
        smtp=_read_smtp(environ),
        sender=_read_sender(environ),
        mail_folder=mail_folder(environ),
        behind_proxy=_flag(environ, "LEDERSTART_BEHIND_PROXY"),
        keep=read_retention(environ),
    )


def read_retention(environ: Mapping[str, str]) -> Retention:
    """How long what is private is kept.

    :raises ConfigError: for something else than a whole number
    """
    return Retention(
        _number(environ, "LEDERSTART_KEEP_DAYS_AFTER_LEAVING", 30),
        _number(environ, "LEDERSTART_KEEP_MONTHS_AFTER_COURSE", 12),
    )


def check_known(environ: Mapping[str, str]) -> None:
    """:raises ConfigError: for a LEDERSTART_ setting that does not exist, so that a typing error is seen"""
    for name in environ:
        if name.startswith("LEDERSTART_") and name not in KNOWN:
            raise ConfigError(f"{name} is no setting; there are: {', '.join(sorted(KNOWN))}")


def _flag(environ: Mapping[str, str], name: str) -> bool:
    value = environ.get(name, "0")
    if value not in ("0", "1"):
        raise ConfigError(f"{name} must be 0 or 1")
    return value == "1"


def _number(environ: Mapping[str, str], name: str, default: int) -> int:
    value = environ.get(name) or str(default)
    if not (value.isascii() and value.isdecimal() and 1 <= int(value[:5]) <= 9999):
        raise ConfigError(f"{name} must be a whole number from 1 to 9999")
    return int(value)


PORTS = {Security.STARTTLS: 587, Security.TLS: 465, Security.NONE: 25}


def _read_smtp(environ: Mapping[str, str]) -> Smtp | None:
    """The mail server; None when none is named, and then no other setting of it may stand alone."""
    host = environ.get("LEDERSTART_SMTP_HOST", "")
    if not host:
        for name in ("PORT", "SECURITY", "USER", "PASSWORD", "SENDER"):
            if environ.get(f"LEDERSTART_SMTP_{name}"):
                raise ConfigError(f"LEDERSTART_SMTP_HOST must be set where LEDERSTART_SMTP_{name} is")
        return None
    for needed in ("LEDERSTART_SMTP_SENDER", "LEDERSTART_ADDRESS"):
        if not environ.get(needed):
            raise ConfigError(f"{needed} must be set where LEDERSTART_SMTP_HOST is: mails name it")
    try:
        security = Security(environ.get("LEDERSTART_SMTP_SECURITY") or Security.STARTTLS)
    except ValueError as error:
        raise ConfigError(f"LEDERSTART_SMTP_SECURITY must be one of: {', '.join(Security)}") from error
    port = environ.get("LEDERSTART_SMTP_PORT") or str(PORTS[security])
    if not (port.isascii() and port.isdecimal() and 0 < int(port) < 65536):
        raise ConfigError("LEDERSTART_SMTP_PORT must be a number up to 65535")
    user, password = (environ.get(f"LEDERSTART_SMTP_{name}", "") for name in ("USER", "PASSWORD"))
    if bool(user) != bool(password):
        raise ConfigError("LEDERSTART_SMTP_USER and LEDERSTART_SMTP_PASSWORD must be set together, or neither of them")
    if user and security is Security.NONE:
        raise ConfigError("LEDERSTART_SMTP_SECURITY must be starttls or tls: a password is not sent unprotected")
    return Smtp(host, int(port), security, user, password)


def _read_sender(environ: Mapping[str, str]) -> str:
    sender = environ.get("LEDERSTART_SMTP_SENDER") or SENDER
    name, address = parseaddr(sender)
    if not address or "@" not in address or not name.isprintable():
        raise ConfigError("LEDERSTART_SMTP_SENDER must be an address: Lederstart <lederstart@kommune.dk>")
    return sender
