"""One's own data: reading it, taking it along, and deleting what is private."""

import json
from typing import Any

from flask import Blueprint, Response, redirect, render_template, request, url_for

from webapp import context, operations, queries
from webapp.access import Who, allow

bp = Blueprint("own_data", __name__, url_prefix="/my-data")


@bp.get("")
@allow(Who.SIGNED_IN)
def show() -> Any:
    return render_template("own_data/show.html", deleted="deleted" in request.args, unsure="unsure" in request.args)


@bp.get("/read")
@allow(Who.SIGNED_IN)
def read() -> Any:
    """Everything that is kept about her, as a page."""
    return render_template("own_data/read.html", data=queries.list_own_data(context.session(), context.me()))


@bp.get("/lederstart.json")
@allow(Who.SIGNED_IN)
def download() -> Any:
    """The same as a file."""
    data = queries.list_own_data(context.session(), context.me())
    text = json.dumps(data, ensure_ascii=False, indent=2, default=str)
    answer = Response(text, mimetype="application/json")
    answer.headers["Content-Disposition"] = 'attachment; filename="lederstart.json"'
    answer.headers["Cache-Control"] = "no-store"
    return answer


@bp.post("/delete")
@allow(Who.SIGNED_IN)
def delete() -> Any:
    """Delete what she has written and answered, once she has said that she means it."""
    if "sure" not in request.form:
        return redirect(url_for("own_data.show", unsure=1) + "#slet")
    operations.delete_own_data(context.session(), context.me())
    context.session().commit()
    return redirect(url_for("own_data.show", deleted=1))
