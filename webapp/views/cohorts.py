"""HR's groups: leaders who begin a course together, and partners among them."""

from typing import Any

from flask import Blueprint, abort, redirect, render_template, request, url_for
from flask_babel import gettext
from werkzeug import Response

from course.compile import Course
from webapp import context, operations, queries
from webapp.access import Who, allow
from webapp.forms import CohortForm, NewCohortForm
from webapp.models import Cohort
from webapp.queries import PAGE

bp = Blueprint("cohorts", __name__, url_prefix="/groups")


@bp.get("/")
@allow(Who.ADMINS)
def index() -> Any:
    return _index_page(NewCohortForm())


def _index_page(form: NewCohortForm) -> str:
    session = context.session()
    taught = queries.list_taught(session)
    courses = {row.course: context.courses().get(session, row.edition_id) for row in taught}
    return render_template("cohorts/index.html", form=form, cohorts=queries.list_cohorts(session), courses=courses)


@bp.post("/")
@allow(Who.ADMINS)
def create() -> Any:
    form = NewCohortForm()
    session = context.session()
    valid = form.validate_on_submit()
    if valid and all(row.course != form.course.data for row in queries.list_taught(session)):
        form.course.errors = [gettext("Choose a course.")]
        valid = False
    if not valid:
        return _index_page(form), 422
    by, now = context.me().id, context.now()
    name = " ".join(form.name.data.split())
    cohort = operations.add_cohort(session, form.course.data, name, form.starts_on.data, by=by, now=now)
    session.commit()
    return redirect(url_for("cohorts.show", cohort=cohort.id))


def _get(cohort: int) -> tuple[Cohort, Course]:
    session = context.session()
    found = queries.get_cohort(session, cohort)
    course = context.courses().newest(session, [found.course]).get(found.course) if found else None
    if found is None or course is None:
        abort(404)
    return found, course


@bp.get("/<int:cohort>")
@allow(Who.ADMINS)
def show(cohort: int) -> Any:
    found, course = _get(cohort)
    form = CohortForm(formdata=None, data={"name": found.name, "starts_on": found.starts_on})
    return _show_page(found, course, form)


def _show_page(cohort: Cohort, course: Course, form: CohortForm, problem: str = "") -> str:
    session = context.session()
    search = request.args.get("q", "").strip()[:200]
    free = queries.list_without_cohort(session, cohort.course, search)
    return render_template(
        "cohorts/show.html",
        cohort=cohort,
        course=course,
        form=form,
        members=queries.list_members(session, cohort.id),
        free=free[:PAGE],
        more=len(free) > PAGE,
        search=search,
        problem=problem,
    )


@bp.post("/<int:cohort>")
@allow(Who.ADMINS)
def change(cohort: int) -> Any:
    found, course = _get(cohort)
    form = CohortForm()
    if not form.validate_on_submit():
        return _show_page(found, course, form), 422
    name = " ".join(form.name.data.split())
    operations.change_cohort(context.session(), course, found, name, form.starts_on.data)
    return _done(cohort)


def _done(cohort: int) -> Response:
    context.session().commit()
    return redirect(url_for("cohorts.show", cohort=cohort))


@bp.post("/<int:cohort>/members")
@allow(Who.ADMINS)
def add(cohort: int) -> Any:
    found, course = _get(cohort)
    operations.add_members(context.session(), course, found, _chosen("member"))
    return _done(cohort)


def _chosen(name: str) -> list[int]:
    return [int(id) for id in request.form.getlist(name) if id.isdecimal() and len(id) <= 9]


@bp.post("/<int:cohort>/members/<int:enrolment>/remove")
@allow(Who.ADMINS)
def remove(cohort: int, enrolment: int) -> Any:
    found, _ = _get(cohort)
    operations.remove_member(context.session(), found, enrolment)
    return _done(cohort)


@bp.post("/<int:cohort>/pairs")
@allow(Who.ADMINS)
def pair(cohort: int) -> Any:
    """Make two members partners."""
    found, course = _get(cohort)
    chosen = _chosen("one") + _chosen("other")
    if len(chosen) != 2 or not operations.pair(context.session(), found, *chosen):
        form = CohortForm(formdata=None, data={"name": found.name, "starts_on": found.starts_on})
        return _show_page(found, course, form, str(gettext("Choose two different members."))), 422
    return _done(cohort)


@bp.post("/<int:cohort>/dissolve")
@allow(Who.ADMINS)
def dissolve(cohort: int) -> Any:
    """The members go on, each by herself."""
    found, _ = _get(cohort)
    operations.remove_cohort(context.session(), found, by=context.me().id, now=context.now())
    context.session().commit()
    return redirect(url_for("cohorts.index"))
