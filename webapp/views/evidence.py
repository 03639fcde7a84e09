"""The evidence for the MED committee: what is kept, who sees it, how long. Leaders may read it too."""

from importlib.metadata import version
from typing import Any

from flask import Blueprint, current_app, render_template

from webapp import context
from webapp.access import ROLES, Who, allow, declared
from webapp.disclosure import SMALLEST
from webapp.evidence import CATALOGUE
from webapp.evidence.words import keep_in_words, seen_in_words, who_in_words

bp = Blueprint("evidence", __name__)


@bp.get("/reports/evidence")
@allow(Who.SIGNED_IN)
def show() -> Any:
    """Told from the tables' catalogue, the access policy and the settings of this very server."""
    config = context.config()
    return render_template(
        "evidence/show.html",
        catalogue=CATALOGUE,
        seen=seen_in_words(),
        keep=keep_in_words(config.keep),
        pages=_pages(),
        who=who_in_words(),
        roles=ROLES,
        version=version("lederstart"),
        smallest=SMALLEST,
        by_smtp=config.smtp is not None,
        secure=config.secure_cookies,
    )


def _pages() -> dict[Who, list[str]]:
    """Who may enter -> the addresses that people can open."""
    allowed = declared(current_app)
    pages: dict[Who, list[str]] = {who: [] for who in Who}
    for rule in current_app.url_map.iter_rules():
        if "GET" in (rule.methods or ()):
            pages[allowed[rule.endpoint]].append(rule.rule)
    return {who: sorted(addresses) for who, addresses in pages.items() if addresses}
