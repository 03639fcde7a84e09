"""HR's rules for who takes which course, and which courses take new people."""

from typing import Any

from flask import Blueprint, abort, redirect, render_template, request, url_for
from flask_babel import gettext

from course.compile import Course
from webapp import context, operations, queries
from webapp.access import Who, allow
from webapp.forms import RuleForm
from webapp.models import Intake
from webapp.operations import Wish
from webapp.queries import PAGE

bp = Blueprint("assignment", __name__, url_prefix="/assignment")
ANY_LEVEL = "*"
"""In a choice of course and level: the level that each person has."""


@bp.get("/")
@allow(Who.ADMINS)
def index() -> Any:
    session = context.session()
    taught = queries.list_taught(session)
    courses = {row.course: context.courses().get(session, row.edition_id) for row in taught}
    return render_template(
        "assignment/index.html",
        rules=[row for row in queries.list_rules(session) if row.course in courses],
        tree=queries.get_tree(session),
        taught=taught,
        courses=courses,
        intakes=queries.list_intakes(session),
    )


@bp.get("/rules/new")
@allow(Who.ADMINS)
def new() -> Any:
    """Choose; then look at whom the rule would enrol; then add it."""
    form = RuleForm(request.args if "target" in request.args else None, meta={"csrf": False})
    if "target" not in request.args:
        return _rule_page(form)
    wish = _read_wish(form)
    return _rule_page(form, wish) if wish else (_rule_page(form), 422)


def _rule_page(form: RuleForm, wish: Wish | None = None) -> str:
    session = context.session()
    offered = operations.list_offered(session, context.courses())
    found = operations.find_candidates(session, offered[wish.course], [wish]) if wish else []
    page = request.args.get("page", "1")
    first = (int(page) - 1) * PAGE if page.isdecimal() and 0 < len(page) < 6 and int(page) else 0
    return render_template(
        "assignment/new.html",
        form=form,
        wish=wish,
        course=offered[wish.course] if wish else None,
        courses=offered.values(),
        tree=queries.get_tree(session),
        words=queries.list_level_words(session),
        found=found[first : first + PAGE],
        count=len(found),
        undated=sum(each.starts_on is None for each in found),
        page=first // PAGE + 1,
        more=len(found) > first + PAGE,
    )


def _read_wish(form: RuleForm) -> Wish | None:
    """The rule that was chosen; None when it cannot be, with the error at its field."""
    session = context.session()
    valid = form.validate()
    name, _, level = (form.target.data or "").partition("/")
    course = operations.list_offered(session, context.courses()).get(name)
    if valid and (course is None or not _fits(course, level)):
        form.target.errors = [gettext("Choose a course and a level.")]
    unit = form.unit.data or ""
    if unit and not (unit.isdecimal() and len(unit) <= 9 and queries.get_unit(session, int(unit))):
        form.unit.errors = [gettext("The unit is gone. Choose another one.")]
    if form.errors:
        return None
    return Wish(int(unit) if unit else None, form.word.data or "", name, "" if level == ANY_LEVEL else level)


def _fits(course: Course, level: str) -> bool:
    return level in course.level_ids or (level == ANY_LEVEL and bool(course.levels))


@bp.post("/rules/new")
@allow(Who.ADMINS)
def create() -> Any:
    """Add the rule, and let it work at once."""
    form = RuleForm()
    wish = _read_wish(form)
    if wish is None:
        return _rule_page(form), 422
    session, by, now = context.session(), context.me().id, context.now()
    operations.add_rule(session, wish, by=by, now=now)
    operations.apply_rules(session, context.courses(), by=by, now=now, today=context.today())
    session.commit()
    return redirect(url_for("assignment.index"))


@bp.post("/rules/<int:rule>/remove")
@allow(Who.ADMINS)
def remove(rule: int) -> Any:
    """Remove a rule; nobody is taken off a course."""
    row = queries.get_rule(context.session(), rule)
    if row is None:
        abort(404)
    operations.remove_rule(context.session(), row, by=context.me().id, now=context.now())
    context.session().commit()
    return redirect(url_for("assignment.index"))


@bp.post("/courses/<string:course>")
@allow(Who.ADMINS)
def set_intake(course: str) -> Any:
    """Close a course to new people, retire it, or open it again."""
    session, chosen = context.session(), request.form.get("intake", "")
    if all(row.course != course for row in queries.list_taught(session)):
        abort(404)
    if chosen not in tuple(Intake):
        abort(400)
    operations.set_intake(session, course, Intake(chosen), by=context.me().id, now=context.now())
    session.commit()
    return redirect(url_for("assignment.index") + "#courses")
