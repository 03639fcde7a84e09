"""HR looks after one enrolment: leave, another start, another level, an end."""

from typing import Any

from flask import Blueprint, abort, redirect, render_template, url_for
from flask_babel import gettext
from werkzeug import Response

from course.compile import Course
from webapp import context, operations, queries
from webapp.access import Who, allow
from webapp.forms import LevelForm, PauseForm, StartForm
from webapp.models import Enrolment, EnrolmentState, Person
from webapp.queries import GOING_ON

bp = Blueprint("enrolments", __name__, url_prefix="/people/<int:person>/enrolments/<int:enrolment>")


def _get(person: int, enrolment: int) -> tuple[Person, Enrolment, Course]:
    """The enrolment of a person, as long as it goes on."""
    session = context.session()
    found, row = queries.get_person(session, person), queries.get_enrolment_of(session, person, enrolment)
    if found is None or row is None or row.state not in GOING_ON:
        abort(404)
    course = context.courses().newest(session, [row.course]).get(row.course)
    if course is None:
        abort(404)
    return found, row, course


@bp.get("/")
@allow(Who.ADMINS)
def show(person: int, enrolment: int) -> Any:
    return _page(person, enrolment)


def _page(
    person: int,
    enrolment: int,
    pause: PauseForm | None = None,
    start: StartForm | None = None,
    level: LevelForm | None = None,
) -> str:
    found, row, course = _get(person, enrolment)
    today = context.today()
    return render_template(
        "enrolments/show.html",
        person=found,
        enrolment=row,
        course=course,
        pause=pause
        or PauseForm(formdata=None, data={"paused_on": row.paused_on or today, "resumes_on": row.resumes_on}),
        start=start or StartForm(formdata=None, data={"starts_on": row.starts_on}),
        level=level or LevelForm(formdata=None, data={"starts_on": today}),
        paused=row.state is EnrolmentState.PAUSED,
    )


def _done(person: int) -> Response:
    context.session().commit()
    return redirect(url_for("people.show", person=person))


@bp.post("/pause")
@allow(Who.ADMINS)
def pause(person: int, enrolment: int) -> Any:
    _, row, _ = _get(person, enrolment)
    form = PauseForm()
    if not form.validate_on_submit():
        return _page(person, enrolment, pause=form), 422
    operations.pause(
        context.session(),
        row,
        form.paused_on.data,
        form.resumes_on.data,
        by=context.me().id,
        now=context.now(),
        today=context.today(),
    )
    return _done(person)


@bp.post("/resume")
@allow(Who.ADMINS)
def resume(person: int, enrolment: int) -> Any:
    """She is back today, or does not go on leave after all."""
    _, row, course = _get(person, enrolment)
    operations.resume(context.session(), course, row, context.today(), by=context.me().id, now=context.now())
    return _done(person)


@bp.post("/start")
@allow(Who.ADMINS)
def change_start(person: int, enrolment: int) -> Any:
    _, row, course = _get(person, enrolment)
    form = StartForm()
    if not form.validate_on_submit():
        return _page(person, enrolment, start=form), 422
    session = context.session()
    operations.change_start(session, course, row, form.starts_on.data, by=context.me().id, now=context.now())
    return _done(person)


@bp.post("/level")
@allow(Who.ADMINS)
def change_level(person: int, enrolment: int) -> Any:
    """Close the enrolment and open the next, at another level of the same course."""
    found, row, course = _get(person, enrolment)
    form = LevelForm()
    valid = form.validate_on_submit()
    if valid and (form.level.data not in course.level_ids or form.level.data == row.level):
        form.level.errors = [gettext("Choose a level.")]
        valid = False
    if not valid:
        return _page(person, enrolment, level=form), 422
    session, by = context.session(), context.me().id
    operations.enrol(session, found, course, form.level.data, form.starts_on.data, by=by, now=context.now())
    return _done(person)


@bp.post("/end")
@allow(Who.ADMINS)
def end(person: int, enrolment: int) -> Any:
    _, row, _ = _get(person, enrolment)
    operations.end(context.session(), row, by=context.me().id, now=context.now())
    return _done(person)
