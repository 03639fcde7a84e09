"""Where one lands, what is said about privacy, the language, and whether the server lives."""

from typing import Any

from flask import Blueprint, redirect, render_template, request, session, url_for
from sqlalchemy import text

from webapp import context
from webapp.access import Who, allow
from webapp.models import Role
from webapp.resume import local_path

bp = Blueprint("home", __name__)


@bp.get("/")
@allow(Who.SIGNED_IN)
def index() -> Any:
    """The first page after signing in follows from one's roles."""
    me = context.me()
    for role, endpoint in (
        (Role.LEADER, "learn.overview"),
        (Role.MANAGER, "team.index"),
        (Role.ADMIN, "people.index"),
        (Role.AUTHOR, "studio.index"),
    ):
        if me.has(role):
            return redirect(url_for(endpoint))
    return render_template("home/index.html")


@bp.get("/privacy")
@allow(Who.ANYONE)
def privacy() -> Any:
    """Who can see what, IT with access to the database included."""
    return render_template("home/privacy.html")


@bp.post("/language")
@allow(Who.ANYONE)
def language() -> Any:
    """Danish or English, for this browser."""
    session["language"] = "en" if request.form.get("language") == "en" else "da"
    return redirect(local_path(request.form.get("back")) or url_for("home.index"))


@bp.get("/healthz")
@allow(Who.ANYONE)
def health() -> Any:
    """For whoever watches the server: it answers, and so does its database."""
    context.session().execute(text("SELECT 1"))
    return {"status": "ok"}
