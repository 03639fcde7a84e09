"""Dates as a colleague says them: `3. april`, and with the year only where it is another one."""

from datetime import date, datetime

from flask_babel import format_date, get_locale, gettext

from webapp.context import ZONE, today


def day(value: date | datetime) -> str:
    """`3. april`; another year than this one is named."""
    if isinstance(value, datetime):
        value = value.astimezone(ZONE).date()
    pattern = "d. MMMM" if str(get_locale()) == "da" else "d MMMM"
    return str(format_date(value, pattern if value.year == today().year else f"{pattern} y"))


def long_day(value: date) -> str:
    """`fredag den 3. april 2026`."""
    return str(format_date(value, "full"))


def relative(value: date) -> str:
    """`i dag`, `i morgen`, else the day."""
    distance = (value - today()).days
    if distance == 0:
        return str(gettext("today"))
    if distance == 1:
        return str(gettext("tomorrow"))
    return day(value)
