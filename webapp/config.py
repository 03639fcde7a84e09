"""All settings, read once from the environment and passed in."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from datetime import UTC, datetime
from pathlib import Path


class ConfigError(Exception):
    """A setting is missing or wrong; the text names it and says what to do."""


def system_clock() -> datetime:
    return datetime.now(UTC)


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
}


def data_folder(environ: Mapping[str, str]) -> Path:
    """Where the database lies when no DATABASE_URL is given: LEDERSTART_DATA, or `var` here."""
    return Path(environ.get("LEDERSTART_DATA") or "var").absolute()


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
    return Config(
        database_url=database_url(environ),
        secret_key=secret,
        organisation=environ.get("LEDERSTART_ORGANISATION") or "Lederstart",
        hr_contact=environ.get("LEDERSTART_HR_CONTACT", ""),
        secure_cookies=_flag(environ, "LEDERSTART_INSECURE_COOKIES") is False,
        address=environ.get("LEDERSTART_ADDRESS", ""),
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
