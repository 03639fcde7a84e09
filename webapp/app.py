"""The application: settings in, a WSGI app out."""

import gzip
import hashlib
import logging
import secrets
from datetime import timedelta
from functools import cache
from pathlib import Path
from typing import Any
from wsgiref.headers import Headers as StaticHeaders

from flask import Flask, Response, g, render_template, request, session
from flask_babel import Babel, get_locale, get_translations
from flask_login import LoginManager, current_user
from flask_wtf.csrf import CSRFError, CSRFProtect, generate_csrf
from jinja2 import StrictUndefined
from markupsafe import Markup
from sqlalchemy import Engine
from sqlalchemy.exc import IntegrityError
from werkzeug.exceptions import HTTPException
from werkzeug.middleware.proxy_fix import ProxyFix
from werkzeug.routing import IntegerConverter
from whitenoise import WhiteNoise

from course.talks import plain
from webapp import context, dates, queries, trial
from webapp.access import declared, guard
from webapp.config import Config
from webapp.db import WRITES, make_engine
from webapp.editions import Courses
from webapp.incoming import look_at
from webapp.picking import item_key
from webapp.resume import keep_and_ask, keep_and_sign_in
from webapp.views import BLUEPRINTS

STATIC = Path(__file__).parent / "static"
LANGUAGES = ("da", "en")
YEAR = 365 * 24 * 3600
POLICY = (
    "default-src 'self'; img-src 'self' data:; object-src 'none'; base-uri 'none'; "
    "form-action 'self'; frame-ancestors 'none'"
)
"""The Content-Security-Policy. The design system's own CSS draws its arrows with data: pictures; nothing else is let in."""
HEADERS = {
    "Content-Security-Policy": POLICY,
    "X-Content-Type-Options": "nosniff",
    "Referrer-Policy": "same-origin",
    "Permissions-Policy": "camera=(), microphone=(), geolocation=()",
    "Cross-Origin-Opener-Policy": "same-origin",
}
log = logging.getLogger("lederstart")


def create_app(config: Config, engine: Engine | None = None) -> Flask:
    """The web application of one process.

    :param engine: given where the caller has one already; else made from the settings
    :raises RuntimeError: if a route does not state who may enter
    """
    app = Flask("webapp", static_folder=None)
    app.config.update(
        SECRET_KEY=config.secret_key,
        MAX_CONTENT_LENGTH=config.max_post,
        MAX_FORM_MEMORY_SIZE=config.max_post,
        SESSION_COOKIE_SAMESITE="Lax",
        SESSION_COOKIE_SECURE=config.secure_cookies,
        PERMANENT_SESSION_LIFETIME=timedelta(days=14),
        WTF_CSRF_TIME_LIMIT=None,
        WTF_CSRF_SSL_STRICT=False,
        BABEL_DEFAULT_LOCALE="da",
        BABEL_DEFAULT_TIMEZONE="Europe/Copenhagen",
    )
    app.extensions["lederstart.config"] = config
    app.extensions["lederstart.engine"] = engine or make_engine(config.database_url)
    app.extensions["lederstart.courses"] = Courses()
    app.url_map.converters["int"] = _Id
    Babel(app, locale_selector=_choose_language)
    _set_up_sign_in(app)
    _set_up_templates(app)
    # The order matters: the body is read before a transaction begins, and access is decided before anything is done.
    app.before_request(look_at)
    app.before_request(guard)
    csrf = CSRFProtect(app)
    csrf.exempt("webapp.views.my_mails.switch_off")  # mail programs send it by themselves; the address is signed
    app.after_request(_finish)
    app.teardown_appcontext(context.close_session)
    for blueprint in BLUEPRINTS:
        app.register_blueprint(blueprint)
    app.register_error_handler(CSRFError, lambda error: keep_and_ask() or _error_page(400, error))
    app.register_error_handler(IntegrityError, _answer_conflict)
    app.register_error_handler(HTTPException, _answer_http_error)
    app.register_error_handler(Exception, _answer_error)
    declared(app)
    inner = ProxyFix(app.wsgi_app, x_host=1) if config.behind_proxy else app.wsgi_app
    app.wsgi_app = WhiteNoise(  # type: ignore[method-assign]
        inner,
        root=STATIC,
        prefix="static/",
        max_age=YEAR,
        allow_all_origins=False,
        add_headers_function=_add_headers,
    )
    return app


class _Id(IntegerConverter):
    """A number in an address; one with more digits than an id can have leads nowhere."""

    regex = r"\d{1,9}"


def _set_up_sign_in(app: Flask) -> None:
    login = LoginManager(app, add_context_processor=False)  # an error page must do without the person
    login.session_protection = None  # the epoch in the person's row signs her out, not a change of network
    login.user_loader(lambda session_id: queries.get_me(context.session(), session_id))
    login.unauthorized_handler(keep_and_sign_in)


def _choose_language() -> str:
    chosen = session.get("language")
    return chosen if chosen in LANGUAGES else "da"


# --- templates ---


def _set_up_templates(app: Flask) -> None:
    app.jinja_env.undefined = StrictUndefined
    app.jinja_env.trim_blocks = True
    app.jinja_env.lstrip_blocks = True
    app.jinja_env.globals.update(
        static_url=static_url,
        csrf_field=csrf_field,
        config_of=context.config,
        today=context.today,
        me=me_or_none,
        page_language=page_language,
        url_for=trial.url_for,
        trial=trial.current,
        item_key=item_key,
        plain=plain,
    )
    app.jinja_env.install_gettext_callables(  # type: ignore[attr-defined]
        gettext=lambda text: _catalogue().ugettext(text),
        ngettext=lambda one, many, count: _catalogue().ungettext(one, many, count),
        newstyle=True,
    )
    app.jinja_env.filters.update(clock=dates.clock, day=dates.day, moment=dates.moment, week=dates.week)
    app.context_processor(lambda: {"language": page_language()})


def _catalogue() -> Any:
    """The translations of this request, looked up once: a page asks for a hundred sentences."""
    if "catalogue" not in g:
        g.catalogue = get_translations()
    return g.catalogue


def page_language() -> str:
    return str(get_locale())


def me_or_none() -> queries.Me | None:
    """Who is signed in, on pages that anybody may open; None where a fault makes it unwise to ask the database."""
    return context.me() if not g.get("unnamed") and current_user.is_authenticated else None


def csrf_field() -> Markup:
    return Markup('<input type="hidden" name="csrf_token" value="{}">').format(generate_csrf())


@cache
def static_url(path: str) -> str:
    """The address of a static file, with a mark of its content so that browsers may keep it for good."""
    mark = hashlib.sha256((STATIC / path).read_bytes()).hexdigest()[:10]
    return f"/static/{path}?v={mark}"


# --- answers ---


def _add_headers(headers: StaticHeaders, _path: str, _url: str) -> None:
    """Static files carry the security headers too."""
    for name, value in HEADERS.items():
        headers[name] = value


def _finish(response: Response) -> Response:
    """Security headers on every answer; no page is kept by anybody; HTML is compressed."""
    for name, value in HEADERS.items():
        response.headers.setdefault(name, value)
    if response.mimetype == "text/html":
        response.headers.setdefault("Cache-Control", "no-store")
        _compress(response)
    return response


def _compress(response: Response) -> None:
    """Compress a page, except one that repeats what came with the request: its length could give away a secret in it."""
    repeats = request.method != "GET" or bool(request.query_string) or response.status_code >= 400
    if repeats or response.direct_passthrough or "gzip" not in request.headers.get("Accept-Encoding", ""):
        return
    response.set_data(gzip.compress(response.get_data(), compresslevel=4, mtime=0))
    response.headers["Content-Encoding"] = "gzip"
    response.headers["Vary"] = "Accept-Encoding, Cookie"


def _answer_http_error(error: HTTPException) -> Any:
    if error.code is None or error.code < 400:
        return error
    return _error_page(error.code, error)


def _answer_conflict(error: IntegrityError) -> Any:
    """Two requests wanted the same row at the same moment; the other one got it."""
    return _error_page(409, error)


def _answer_error(error: Exception) -> Any:
    return _error_page(500, error)


def _error_page(code: int, error: Exception) -> Any:
    """A Danish page with a number that stands in the log; never a trace."""
    number = secrets.token_hex(4)
    place = request.endpoint or "an unknown address"  # never the path: it may hold an invitation, or forge a line
    WRITES.set(False)
    g.unnamed = code >= 500
    if code >= 500:
        log.error("error %s: %s %s", number, request.method, place, exc_info=error)
    else:
        log.info("error %s: %s %s %s", number, code, request.method, place)
    context.close_session()
    if request.headers.get("HX-Request"):
        return render_template("home/error_part.html", code=code, number=number), code
    return render_template("home/error.html", code=code, number=number), code
