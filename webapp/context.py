"""What a request has at hand: settings, clock, database session, and the person who is signed in."""

import secrets
from collections.abc import Callable
from datetime import date, datetime
from typing import cast

from flask import current_app, g, request
from flask_login import current_user
from sqlalchemy import Engine
from sqlalchemy.orm import Session

from webapp.config import Config
from webapp.db import make_session
from webapp.editions import Courses
from webapp.queries import Me
from webapp.times import day_of


def config() -> Config:
    return cast(Config, current_app.extensions["lederstart.config"])


def courses() -> Courses:
    """The compiled courses of this process."""
    return cast(Courses, current_app.extensions["lederstart.courses"])


def session() -> Session:
    """The session of this request; closed, and rolled back if nobody committed, when the request ends."""
    if "session" not in g:
        g.session = make_session(cast(Engine, current_app.extensions["lederstart.engine"]))
    return cast(Session, g.session)


def close_session(_error: BaseException | None = None) -> None:
    opened: Session | None = g.pop("session", None)
    if opened is not None:
        opened.close()


def now() -> datetime:
    clock: Callable[[], datetime] = config().clock
    return clock()


def today() -> date:
    """The date in Denmark."""
    return day_of(now())


def address_of(path: str) -> str:
    """The whole address of a page, for a link that is sent to somebody."""
    return (config().address or request.url_root).rstrip("/") + path


def new_window() -> str:
    """A name for the browser window that a page is about to be shown in."""
    return secrets.token_hex(6)


def me() -> Me:
    """The person who is signed in; only for routes that ask for one."""
    return cast(Me, current_user._get_current_object())
