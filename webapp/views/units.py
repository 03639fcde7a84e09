"""The organisation's units: see, add, rename, move, join, remove."""

from typing import Any

from flask import Blueprint, abort, redirect, render_template, request, url_for
from flask_babel import gettext

from webapp import context, operations, queries
from webapp.access import Who, allow
from webapp.forms import UnitForm
from webapp.models import Unit
from webapp.units import Tree

bp = Blueprint("units", __name__, url_prefix="/units")


@bp.get("/")
@allow(Who.ADMINS)
def index() -> Any:
    return _index_page(UnitForm())


def _index_page(form: UnitForm) -> str:
    session = context.session()
    return render_template("units/index.html", form=form, tree=_tree(), people=queries.count_people_by_unit(session))


def _tree() -> Tree:
    return queries.get_tree(context.session())


@bp.post("/")
@allow(Who.ADMINS)
def create() -> Any:
    form = UnitForm()
    if form.validate_on_submit():
        parent_id = _chosen(form)
        try:
            operations.add_unit(context.session(), _name(form), parent_id, by=context.me().id, now=context.now())
            context.session().commit()
            return redirect(url_for("units.index"))
        except operations.TakenName:
            form.name.errors = [gettext("There is a unit of that name in that place. Choose another name.")]
    return _index_page(form), 422


def _name(form: UnitForm) -> str:
    return " ".join(form.name.data.split())


def _chosen(form: UnitForm) -> int | None:
    """The unit that was chosen as the one above; None for the top. One that is gone is not found."""
    chosen = form.parent.data or ""
    return _unit_or_404(int(chosen) if chosen.isdecimal() and len(chosen) <= 9 else 0).id if chosen else None


def _unit_or_404(id: int) -> Unit:
    unit = queries.get_unit(context.session(), id)
    if unit is None:
        abort(404)
    return unit


@bp.get("/<int:unit>")
@allow(Who.ADMINS)
def show(unit: int) -> Any:
    found = _unit_or_404(unit)
    return _show_page(found, UnitForm(data={"name": found.name, "parent": str(found.parent_id or "")}))


def _show_page(unit: Unit, form: UnitForm, problem: str = "") -> str:
    tree = _tree()
    node = tree.by_id[unit.id]
    below = tree.below(unit.id)
    return render_template(
        "units/show.html",
        form=form,
        node=node,
        others=[each for each in tree.nodes if each.id not in below],
        empty=queries.is_empty(context.session(), unit.id),
        problem=problem,
    )


@bp.post("/<int:unit>")
@allow(Who.ADMINS)
def change(unit: int) -> Any:
    found = _unit_or_404(unit)
    form = UnitForm()
    if not form.validate_on_submit():
        return _show_page(found, form), 422
    session = context.session()
    try:
        operations.change_unit(session, found, _name(form), _chosen(form), by=context.me().id, now=context.now())
    except operations.TakenName:
        form.name.errors = [gettext("There is a unit of that name in that place. Choose another name.")]
        return _show_page(found, form), 422
    except operations.Circle:
        form.parent.errors = [gettext("A unit cannot stand below itself. Choose another place.")]
        return _show_page(found, form), 422
    session.commit()
    return redirect(url_for("units.index"))


@bp.post("/<int:unit>/join")
@allow(Who.ADMINS)
def join(unit: int) -> Any:
    """Move everybody into another unit, and remove this one."""
    found = _unit_or_404(unit)
    into = request.form.get("into", "")
    other = queries.get_unit(context.session(), int(into)) if into.isdecimal() and len(into) <= 9 else None
    session = context.session()
    try:
        if other is None:
            raise operations.Circle
        operations.join_unit(session, found, other, by=context.me().id, now=context.now())
    except operations.UnitProblem as error:
        problem = (
            gettext("Both have a unit of the same name below them. Rename or join those first.")
            if isinstance(error, operations.TakenName)
            else gettext("Choose the unit that takes over.")
        )
        form = UnitForm(formdata=None, data={"name": found.name, "parent": str(found.parent_id or "")})
        return _show_page(found, form, str(problem)), 422
    session.commit()
    return redirect(url_for("units.index"))


@bp.post("/<int:unit>/remove")
@allow(Who.ADMINS)
def remove(unit: int) -> Any:
    found = _unit_or_404(unit)
    if not operations.remove_unit(context.session(), found, by=context.me().id, now=context.now()):
        abort(409)
    context.session().commit()
    return redirect(url_for("units.index"))
