"""The fixed tables: figures for those who see nobody by name, as a page, as files, and for programs."""

from typing import Any

from flask import (
    Blueprint,
    Response,
    abort,
    jsonify,
    redirect,
    render_template,
    request,
    url_for,
)

from webapp import context, fixed_tables, operations, queries
from webapp.access import Who, allow
from webapp.charts import Chart, make_chart
from webapp.disclosure import BY, SMALLEST
from webapp.exports import stream_csv, write_xlsx
from webapp.fixed_tables import CourseFigures, read_figures
from webapp.forms import KeyForm
from webapp.models import Role
from webapp.throttle import Throttle

bp = Blueprint("figures", __name__)
VERSION = 1
"""Of the fields that programs get: it is counted up when one of them changes its meaning or goes."""
CALLS = Throttle(60)
XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"


@bp.get("/reports/")
@allow(Who.HR)
def index() -> Any:
    return _page("figures/index.html", None)


@bp.get("/my-new-leaders/figures")
@allow(Who.MANAGERS)
def part() -> Any:
    """The part of the organisation below her own reports. Who sees the whole is shown the whole: the one taken from the
    other would tell of few."""
    if context.me().roles & {Role.AUTHOR, Role.ADMIN}:
        return redirect(url_for("figures.index"))
    return _page("figures/part.html", context.me().id)


def _page(template: str, manager_id: int | None) -> str:
    known = _read(manager_id)
    chosen = next((each for each in known if each.course == request.args.get("course")), known[0] if known else None)
    by = request.args.get("by", "")
    by = by if by in BY else BY[0]
    return render_template(
        template,
        courses=known,
        chosen=chosen,
        by=by,
        table=chosen.table(by) if chosen else None,
        chart=_chart(chosen, by) if chosen else None,
        columns=fixed_tables.names_of_columns(),
        breakdowns=fixed_tables.names_of_breakdowns(),
        smallest=SMALLEST,
    )


def _read(manager_id: int | None = None) -> list[CourseFigures]:
    session = context.session()
    rows = queries.list_figures(session, manager_id)
    return read_figures(rows, context.courses().newest(session, {row.course for row in rows}))


def _chart(chosen: CourseFigures, by: str) -> Chart | None:
    table = chosen.table(by)
    if table is None or chosen.figures is None:
        return None
    labels = [chosen.label(by, row.key) for row in table.rows]
    return make_chart(table.rows, labels, chosen.figures.columns)


@bp.get("/reports/figures.csv")
@allow(Who.HR)
def csv() -> Any:
    data = b"".join(stream_csv(fixed_tables.headings(), fixed_tables.lines(_read())))
    return as_file(Response(data, content_type="text/csv; charset=utf-8"), "tal.csv")


@bp.get("/reports/figures.xlsx")
@allow(Who.HR)
def xlsx() -> Any:
    data = write_xlsx("Tal", fixed_tables.headings(), fixed_tables.lines(_read()), now=context.now())
    return as_file(Response(data, content_type=XLSX), "tal.xlsx")


def as_file(answer: Response, name: str) -> Response:
    """Saved by the browser under this name, and kept by nobody on the way."""
    answer.headers["Content-Disposition"] = f'attachment; filename="{name}"'
    answer.headers["Cache-Control"] = "no-store"
    return answer


@bp.get("/api/v1/figures")
@allow(Who.ANYONE)
def for_programs() -> Any:
    """The same tables as JSON for whoever has a key; without one the address is not there."""
    if not CALLS.allows(request.remote_addr or "", context.now()):
        answer = jsonify(error="Too many calls. Wait a minute.")
        answer.headers["Retry-After"] = "60"
        return answer, 429
    scheme, _, token = request.headers.get("Authorization", "").partition(" ")
    if scheme.lower() != "bearer" or not operations.has_key(context.session(), token.strip()):
        return jsonify(error="There is no such key. Send one in the header Authorization, as: Bearer KEY."), 404
    answer = jsonify(fixed_tables.as_json(_read(), VERSION))
    answer.headers["Cache-Control"] = "no-store"
    return answer


@bp.get("/reports/keys")
@allow(Who.ADMINS)
def keys() -> Any:
    return _keys_page(KeyForm(formdata=None))


def _keys_page(form: KeyForm, token: str = "") -> str:
    return render_template(
        "figures/keys.html",
        form=form,
        token=token,
        keys=queries.list_keys(context.session()),
        address=context.address_of(url_for("figures.for_programs")),
    )


@bp.post("/reports/keys")
@allow(Who.ADMINS)
def make_key() -> Any:
    """Make a key, and show it once: only its hash is stored."""
    form = KeyForm()
    if not form.validate_on_submit():
        return _keys_page(form), 422
    token = operations.make_key(context.session(), form.name.data.strip(), by=context.me().id, now=context.now())
    context.session().commit()
    return _keys_page(KeyForm(formdata=None), token)


@bp.post("/reports/keys/<int:key>/revoke")
@allow(Who.ADMINS)
def revoke_key(key: int) -> Any:
    if not operations.revoke_key(context.session(), key, by=context.me().id, now=context.now()):
        abort(404)
    context.session().commit()
    return redirect(url_for("figures.keys"))
