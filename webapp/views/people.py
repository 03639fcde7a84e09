"""HR's people: find, add, change, invite, enrol, close."""

from typing import Any

from flask import Blueprint, abort, redirect, render_template, request, url_for
from flask_babel import gettext

from webapp import context, operations, queries
from webapp.access import Who, allow
from webapp.forms import EnrolForm, LeavingForm, PersonForm
from webapp.models import Person, Role
from webapp.operations import Profile
from webapp.units import Tree, read_path

bp = Blueprint("people", __name__, url_prefix="/people")
FIELDS = {"leader": Role.LEADER, "manager": Role.MANAGER, "author": Role.AUTHOR, "admin": Role.ADMIN}


INVITED_AT_ONCE = 200


@bp.get("/")
@allow(Who.ADMINS)
def index() -> Any:
    session = context.session()
    tree = queries.get_tree(session)
    chosen = request.args.get("unit", "")
    unit = tree.by_id.get(int(chosen)) if chosen.isdecimal() and len(chosen) <= 9 else None
    search = request.args.get("q", "").strip()[:200]
    wanted = queries.Filter(search, unit.id if unit else None, uninvited="uninvited" in request.args)
    found = queries.list_people(session, wanted, _after())
    more = len(found) > queries.PAGE
    return render_template(
        "people/index.html",
        people=found[: queries.PAGE],
        last=found[queries.PAGE - 1] if more else None,
        count=queries.count_people(session, wanted),
        filter=wanted,
        units=tree.nodes,
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
    _assign(person)
    session.commit()
    return redirect(url_for("people.show", person=person.id, added=1))


def _assign(person: Person) -> None:
    """Let the rules put her on the courses that are hers."""
    session = context.session()
    operations.apply_rules(
        session, context.courses(), [person.id], by=context.me().id, now=context.now(), today=context.today()
    )


def _edit_page(form: PersonForm, person: Person | None, tree: Tree | None = None) -> str:
    session = context.session()
    tree = tree or queries.get_tree(session)
    return render_template(
        "people/edit.html",
        form=form,
        person=person,
        units=tree.nodes,
        words=queries.list_level_words(session),
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
    if len(queries.get_tree(session).find(read_path(form.unit.data or ""))) > 1:
        form.unit.errors = [gettext("Several units have this name. Choose one from the list, with its path.")]
    if form.errors:
        return None
    roles = frozenset(role for name, role in FIELDS.items() if form[name].data)
    return Profile(
        form.name.data,
        form.email.data,
        form.unit.data or "",
        manager_id,
        roles,
        level=form.level.data or "",
        starts_on=form.starts_on.data,
    )


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


def _show_page(person: int, invitation: str | None = None, leaving: LeavingForm | None = None) -> str:
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
        leaving=leaving or LeavingForm(formdata=None, data={"leaves_on": row.leaves_on}),
        added="added" in request.args,
        invited="invited" in request.args,
        dead_address=queries.is_dead_address(session, person),
    )


@bp.get("/<int:person>/edit")
@allow(Who.ADMINS)
def edit(person: int) -> Any:
    found = _person_or_404(person)
    row = queries.get_person_named(context.session(), person)
    tree = queries.get_tree(context.session())
    values = {"name": found.name, "email": found.email, "level": found.level, "starts_on": found.starts_on}
    values |= {"unit": tree.by_id[found.unit_id].written if found.unit_id else ""}
    values |= {"manager_email": row.manager_email if row else ""}
    roles = {name: getattr(found, f"is_{role.value}") for name, role in FIELDS.items()}
    return _edit_page(PersonForm(data=values | roles), found, tree)


@bp.post("/<int:person>/edit")
@allow(Who.ADMINS)
def change(person: int) -> Any:
    found = _person_or_404(person)
    form = PersonForm()
    profile = _read_profile(form, found)
    if profile is None:
        return _edit_page(form, found), 422
    session, before = context.session(), (found.level, found.starts_on)
    by, now = context.me().id, context.now()
    operations.change_person(session, found, profile, by=by, now=now)
    session.flush()
    operations.follow_change(session, context.courses(), found, *before, by=by, now=now, today=context.today())
    session.commit()
    return redirect(url_for("people.show", person=person))


@bp.post("/<int:person>/invite")
@allow(Who.ADMINS)
def invite(person: int) -> Any:
    """Mail a one-time link; where no mail goes out, an invitation is shown as well, and only now.

    A link for who has a password already is shown to nobody: it opens all that she has written.
    """
    found = _person_or_404(person)
    if not found.active:
        abort(409)
    token = operations.send_invitation(context.session(), found.id, by=context.me().id, now=context.now())
    context.session().commit()
    if context.config().smtp is not None or found.password_hash:
        return redirect(url_for("people.show", person=person, invited=1))
    return _show_page(person, context.address_of(url_for("account.invitation", token=token)))


@bp.post("/invite-new")
@allow(Who.ADMINS)
def invite_new() -> Any:
    """Mail a link to those who have never been invited. Where no mail goes out, or HR asks, the links are shown, once."""
    session = context.session()
    invited = queries.list_uninvited(session, INVITED_AT_ONCE)
    tokens = operations.invite_all(session, [row.id for row in invited], by=context.me().id, now=context.now())
    session.commit()
    mailed, wanted = context.config().smtp is not None, "links" in request.form
    links = {id: context.address_of(url_for("account.invitation", token=token)) for id, token in tokens.items()}
    left = queries.count_people(session, queries.Filter(uninvited=True))
    return render_template(
        "people/invited.html",
        invited=invited,
        links=links if wanted or not mailed else {},
        mailed=mailed,
        wanted=wanted,
        left=left,
    )


@bp.post("/<int:person>/leaving")
@allow(Who.ADMINS)
def leaving(person: int) -> Any:
    """Note her last day, or that she stays after all."""
    found = _person_or_404(person)
    if found.id == context.me().id:
        abort(409)
    form = LeavingForm()
    if not form.validate_on_submit():
        return _show_page(person, leaving=form), 422
    operations.set_leaving(
        context.session(),
        found,
        form.leaves_on.data,
        by=context.me().id,
        now=context.now(),
        today=context.today(),
    )
    context.session().commit()
    return redirect(url_for("people.show", person=person))


@bp.post("/<int:person>/active")
@allow(Who.ADMINS)
def set_active(person: int) -> Any:
    """Close an account, or open it again."""
    found = _person_or_404(person)
    if found.id == context.me().id:
        abort(409)
    active = request.form.get("active") == "1"
    session = context.session()
    operations.set_active(session, found, active, by=context.me().id, now=context.now(), today=context.today())
    session.commit()
    return redirect(url_for("people.show", person=person))


@bp.get("/<int:person>/enrol")
@allow(Who.ADMINS)
def enrol(person: int) -> Any:
    found = _person_or_404(person)
    return _enrol_page(found, EnrolForm(data={"starts_on": found.starts_on or context.today()}))


def _enrol_page(person: Person, form: EnrolForm) -> str:
    courses = operations.list_offered(context.session(), context.courses())
    return render_template("people/enrol.html", person=person, form=form, courses=courses.values())


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
    course = operations.list_offered(session, context.courses()).get(name)
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
