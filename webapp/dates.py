"""Dates as a colleague says them: `3. april`, and with the year only where it is another one."""

from datetime import date, datetime

from flask_babel import format_date, get_locale, gettext

from webapp.context import today
from webapp.times import ZONE, day_of


def day(value: date | datetime) -> str:
    """`3. april`; another year than this one is named."""
    if isinstance(value, datetime):
        value = day_of(value)
    pattern = "d. MMMM" if str(get_locale()) == "da" else "d MMMM"
    return str(format_date(value, pattern if value.year == today().year else f"{pattern} y"))


def moment(value: datetime) -> str:
    """`3. april kl. 14.05`."""
    time = value.astimezone(ZONE)
    return str(gettext("%(day)s at %(time)s", day=day(value), time=f"{time:%H.%M}"))


def week(value: date) -> str:
    """`uge 14`: the ISO week that a day lies in."""
    return str(gettext("week %(number)s", number=value.isocalendar().week))
