"""Who may enter which route: the whole policy on one page. Which rows she then sees is decided in `queries`."""

from collections.abc import Callable
from enum import StrEnum
from typing import Any, TypeVar

from flask import Flask, abort, current_app, request
from flask_login import current_user

from webapp.models import Role

View = TypeVar("View", bound=Callable[..., Any])


class Who(StrEnum):
    ANYONE = "anyone"
    SIGNED_IN = "signed in"
    LEADERS = "leaders"
    MANAGERS = "managers"
    AUTHORS = "authors"
    ADMINS = "admins"
    HR = "hr"


ROLES: dict[Who, frozenset[Role]] = {
    Who.SIGNED_IN: frozenset(Role),
    Who.LEADERS: frozenset({Role.LEADER}),
    Who.MANAGERS: frozenset({Role.MANAGER}),
    Who.AUTHORS: frozenset({Role.AUTHOR}),
    Who.ADMINS: frozenset({Role.ADMIN}),
    Who.HR: frozenset({Role.AUTHOR, Role.ADMIN}),
}
"""The roles that open a door; any one of them is enough. Everybody may enter where `ANYONE` stands, signed in or not;
where `SIGNED_IN` stands, a person without any role too."""


def allow(who: Who) -> Callable[[View], View]:
    """State who may enter a view. It marks the view and wraps nothing, so the order of decorators does not matter."""

    def note(view: View) -> View:
        view.allowed = who  # type: ignore[attr-defined]
        return view

    return note


def declared(app: Flask) -> dict[str, Who]:
    """Endpoint -> who may enter.

    :raises RuntimeError: if a view states nothing; the app does not start then
    """
    return {endpoint: _stated(endpoint, view) for endpoint, view in app.view_functions.items()}


def _stated(endpoint: str, view: object) -> Who:
    who: Who | None = getattr(view, "allowed", None)
    if who is None:
        raise RuntimeError(f"{endpoint} does not state who may enter; mark it with @allow")
    return who


def guard() -> Any:
    """Before each request: nobody without the role gets in. Someone not signed in is sent to sign in first."""
    if request.endpoint is None:
        return None  # an unknown address: 404 by itself
    who: Who = _stated(request.endpoint, current_app.view_functions[request.endpoint])
    if who is Who.ANYONE:
        return None
    if not current_user.is_authenticated:
        return current_app.login_manager.unauthorized()  # type: ignore[attr-defined]
    if who is not Who.SIGNED_IN and not ROLES[who] & current_user.roles:
        abort(403)
    return None
