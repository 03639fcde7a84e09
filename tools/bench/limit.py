"""The limit: what Flask, Flask-Login, SQLAlchemy and Jinja cost by themselves on the same database.

Three pages, as bare as they can be and as large as the product's: L1 one SELECT and a page, L2 the same with a session and
the loading of the person, L3 a text saved.
"""

from typing import Any

from flask import Flask, g, render_template_string, request
from flask_login import LoginManager, UserMixin, current_user
from sqlalchemy import Engine, select, update
from sqlalchemy.orm import Session

from webapp.db import WRITES, make_session
from webapp.models import ModuleState, Person, Reflection

PAGE = """<!doctype html>
<html lang="da"><head><meta charset="utf-8"><title>{{ title }}</title><link rel="stylesheet" href="/static/theme.css"></head>
<body><header><p>Lederstart</p>{% if name %}<p>{{ name }}</p>{% endif %}</header>
<nav aria-label="Moduler"><ol>
{% for module in modules %}<li{% if module.now %} class="now"{% endif %}><a href="/modules/{{ module.id }}">{{ module.title }}</a></li>
{% endfor %}</ol></nav>
<main><h1>{{ title }}</h1>{{ article|safe }}
<form method="post"><input type="hidden" name="token" value="{{ token }}">
{% for option in options %}<label><input type="radio" name="option" value="{{ loop.index0 }}"> {{ option }}</label>
{% endfor %}<button>Svar</button></form></main>
<footer><p>Lederstart</p></footer></body></html>
"""
MODULES = [
    {"id": f"modul-{number}", "title": f"Et modul med et navn, {number}", "now": number == 3} for number in range(12)
]
OPTIONS = ["Et skridt, der frister.", "Et skridt, der passer.", "Et skridt, der ser handlekraftigt ud."]


class LimitUser(UserMixin):  # type: ignore[misc]
    def __init__(self, row: Any) -> None:
        self.id, self.name = row.id, row.name


def make_limit(engine: Engine, secret: str, size: int) -> Flask:
    """The limit app; `/l1`, `/l2` and, by post, `/l3`.

    :param size: bytes of the product's page, which this one is made as large as
    """
    app = Flask("limit", static_folder=None)
    app.config.update(SECRET_KEY=secret)
    login = LoginManager(app, add_context_processor=False)
    article = ["<p>Vi finder løsninger sammen med borgerne, og vi siger højt, hvad vi er i tvivl om.</p>\n"]

    def session() -> Session:
        if "session" not in g:
            g.session = make_session(engine)
        opened: Session = g.session
        return opened

    @login.user_loader  # type: ignore[untyped-decorator]
    def load(session_id: str) -> LimitUser | None:
        id = int(session_id.partition(":")[0])
        row = session().execute(select(Person.id, Person.name).where(Person.id == id)).one_or_none()
        return LimitUser(row) if row else None

    def page(name: str) -> str:
        states = session().execute(
            select(ModuleState.module, ModuleState.state, ModuleState.due_on).where(ModuleState.enrolment_id == 1)
        )
        values = {"modules": MODULES, "options": OPTIONS, "title": f"Modul {len(states.all())}", "token": "t" * 40}
        return render_template_string(PAGE, name=name, article=article[0], **values)

    @app.before_request
    def begin() -> None:
        WRITES.set(request.method == "POST")

    @app.get("/l1")
    def l1() -> str:
        return page("")

    @app.get("/l2")
    def l2() -> str:
        return page(current_user.name)

    @app.post("/l3")
    def l3() -> dict[str, int]:
        id = int(request.form["id"])
        where = Reflection.id == id, Reflection.enrolment_id == int(current_user.id)
        version = session().execute(select(Reflection.version).where(*where)).scalar_one()
        session().execute(update(Reflection).where(*where).values(text=request.form["text"], version=version + 1))
        session().commit()
        return {"version": version + 1}

    @app.teardown_appcontext
    def close(_error: BaseException | None) -> None:
        if opened := g.pop("session", None):
            opened.close()

    bare = len(app.test_client().get("/l1").data)
    article[0] *= max(1, round((size - bare) / len(article[0].encode())))
    return app
