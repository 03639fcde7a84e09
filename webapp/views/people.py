"""HR's people: find, add, change, invite, enrol, close."""

from typing import Any

from flask import Blueprint, abort, redirect, render_template, request, url_for
from flask_babel import gettext

from webapp import context, editions, operations, queries
from webapp.access import Who, allow
from webapp.forms import EnrolForm, PersonForm
from webapp.models import Person, Role
from webapp.operations import Profile

bp = Blueprint("people", __name__, url_prefix="/people")
FIELDS = {"leader": Role.LEADER, "manager": Role.MANAGER, "author": Role.AUTHOR, "admin": Role.ADMIN}


@bp.get("/")
@allow(Who.ADMINS)
def index() -> Any:
    search = request.args.get("q", "").strip()[:200]
    session = context.session()
    found = queries.list_people(session, search, _after())
    more = len(found) > queries.PAGE
    return render_template(
        "people/index.html",
        people=found[: queries.PAGE],
        last=found[queries.PAGE - 1] if more else None,
        count=queries.count_people(session, search),
        search=search,
        first_page=_after() is None,
    )


def _after() -> tuple[str, int] | None:
    """Where the page before ended: the sort name and id of its last person."""
    name, id = request.args.get("after_name", ""), request.args.get("after_id", "")
    return (name, int(id)) if id.isdecimal() and len(id) <= 9 else None


@bp.get("/new")
@allow(Who.ADMINS)
def new() -> Any:
    return _edit_page(PersonForm(data={"leader": True}), None)


@bp.post("/new")
@allow(Who.ADMINS)
def create() -> Any:
    form = PersonForm()
    profile = _read_profile(form, None)
    if profile is None:
        return _edit_page(form, None), 422
    session = context.session()
    person = operations.add_person(session, profile, by=context.me().id, now=context.now())
    session.commit()
    return redirect(url_for("people.show", person=person.id, added=1))


def _edit_page(form: PersonForm, person: Person | None) -> str:
    session = context.session()
    return render_template(
        "people/edit.html",
        form=form,
        person=person,
        units=queries.list_units(session),
        managers=queries.list_managers(session),
    )


def _read_profile(form: PersonForm, person: Person | None) -> Profile | None:
    """What HR typed, checked against the other people; None when something is wrong, with the error at its field."""
    form.validate_on_submit()
    session = context.session()
    other = queries.get_person_id(session, form.email.data or "")
    if not form.email.errors and other is not None and (person is None or other != person.id):
        form.email.errors = [gettext("Another person has this address. Search for it in the list of people.")]
    manager_email = (form.manager_email.data or "").strip()
    manager_id = queries.get_person_id(session, manager_email) if manager_email else None
    if problem := _manager_problem(manager_email, manager_id, person):
        form.manager_email.errors = [problem]
    if person is not None and person.id == context.me().id and not form.admin.data:
        form.admin.errors = [gettext("You cannot take this role from yourself. Ask a colleague in HR to do it.")]
    if form.errors:
        return None
    roles = frozenset(role for name, role in FIELDS.items() if form[name].data)
    return Profile(form.name.data, form.email.data, form.unit.data or "", manager_id, roles)


def _manager_problem(email: str, manager_id: int | None, person: Person | None) -> str | None:
    """Why this cannot be the nearest manager; None when it can."""
    if email and manager_id is None:
        return str(gettext("Nobody has this address. Add the manager first, or leave the field empty."))
    if person is not None and manager_id is not None and queries.leads(context.session(), person.id, manager_id):
        return str(gettext("The manager would lead herself by way of this person. Choose another one."))
    return None


def _person_or_404(id: int) -> Person:
    person = queries.get_person(context.session(), id)
    if person is None:
        abort(404)
    return person


@bp.get("/<int:person>")
@allow(Who.ADMINS)
def show(person: int) -> Any:
    return _show_page(person)


def _show_page(person: int, invitation: str | None = None) -> str:
    session = context.session()
    row = queries.get_person_named(session, person)
    if row is None:
        abort(404)
    enrolments = queries.list_enrolments_of(session, person)
    return render_template(
        "people/show.html",
        person=row,
        enrolments=enrolments,
        courses={
            each.edition_id: context.courses().get(session, each.edition_id)
            for each in enrolments
            if each.edition_id is not None
        },
        states=queries.list_module_states(session, [each.id for each in enrolments]),
        invitation=invitation,
        added="added" in request.args,
        invited="invited" in request.args,
        dead_address=queries.is_dead_address(session, person),
    )


@bp.get("/<int:person>/edit")
@allow(Who.ADMINS)
def edit(person: int) -> Any:
    found = _person_or_404(person)
    row = queries.get_person_named(context.session(), person)
    values = {"name": found.name, "email": found.email, "unit": row.unit if row else ""}
    values |= {"manager_email": row.manager_email if row else ""}
    roles = {name: getattr(found, f"is_{role.value}") for name, role in FIELDS.items()}
    return _edit_page(PersonForm(data=values | roles), found)


@bp.post("/<int:person>/edit")
@allow(Who.ADMINS)
def change(person: int) -> Any:
    found = _person_or_404(person)
    form = PersonForm()
    profile = _read_profile(form, found)
    if profile is None:
        return _edit_page(form, found), 422
    operations.change_person(context.session(), found, profile, by=context.me().id, now=context.now())
    context.session().commit()
    return redirect(url_for("people.show", person=person))


@bp.post("/<int:person>/invite")
@allow(Who.ADMINS)
def invite(person: int) -> Any:
    """Mail a one-time link; where no mail goes out, it is shown as well, and only now."""
    found = _person_or_404(person)
    if not found.active:
        abort(409)
    token = operations.send_invitation(context.session(), found.id, by=context.me().id, now=context.now())
    context.session().commit()
    if context.config().smtp is not None:
        return redirect(url_for("people.show", person=person, invited=1))
    return _show_page(person, context.address_of(url_for("account.invitation", token=token)))


@bp.post("/<int:person>/active")
@allow(Who.ADMINS)
def set_active(person: int) -> Any:
    """Close an account, or open it again."""
    found = _person_or_404(person)
    if found.id == context.me().id:
        abort(409)
    active = request.form.get("active") == "1"
    operations.set_active(context.session(), found, active, by=context.me().id, now=context.now())
    context.session().commit()
    return redirect(url_for("people.show", person=person))


@bp.get("/<int:person>/enrol")
@allow(Who.ADMINS)
def enrol(person: int) -> Any:
    return _enrol_page(_person_or_404(person), EnrolForm(data={"starts_on": context.today()}))


def _enrol_page(person: Person, form: EnrolForm) -> str:
    session = context.session()
    courses = [context.courses().get(session, id) for id in editions.list_newest(session).values()]
    return render_template("people/enrol.html", person=person, form=form, courses=courses)


@bp.post("/<int:person>/enrol")
@allow(Who.ADMINS)
def submit_enrol(person: int) -> Any:
    """The choice names course and level as `odsherred/chef`."""
    found = _person_or_404(person)
    form = EnrolForm()
    if not form.validate_on_submit():
        return _enrol_page(found, form), 422
    session = context.session()
    name, _, level = form.target.data.partition("/")
    edition = editions.list_newest(session).get(name)
    course = context.courses().get(session, edition) if edition else None
    if course is None or level not in course.level_ids:
        form.target.errors = [gettext("Choose a course and a level.")]
        return _enrol_page(found, form), 422
    made = operations.enrol(session, found, course, level, form.starts_on.data, by=context.me().id, now=context.now())
    if made is None:
        form.target.errors = [gettext("The person is on this course at this level already.")]
        session.rollback()
        return _enrol_page(_person_or_404(person), form), 422
    session.commit()
    return redirect(url_for("people.show", person=person))
