"""Signing in and out, invitations, and one's own password."""

from typing import Any

from flask import Blueprint, abort, current_app, g, redirect, render_template, request, url_for
from flask import session as browser
from flask_babel import gettext
from flask_login import current_user, login_user, logout_user
from werkzeug.security import check_password_hash, generate_password_hash

from webapp import context, operations, queries
from webapp.access import Who, allow
from webapp.forms import ChangePasswordForm, ForgottenForm, NewPasswordForm, SignInForm
from webapp.resume import carried_fields, local_path, resumable_path, sign_in_again, sign_in_page

bp = Blueprint("account", __name__)


@bp.get("/sign-in")
@allow(Who.ANYONE)
def sign_in() -> Any:
    if current_user.is_authenticated:
        return redirect(url_for("home.index"))
    return sign_in_page(next=local_path(request.args.get("next")))


@bp.post("/sign-in")
@allow(Who.ANYONE)
def submit_sign_in() -> Any:
    """Check the password outside the transaction; the answer does not tell whether the address is known."""
    form = SignInForm()
    if not form.validate_on_submit():
        return sign_in_again(form), 422
    session = context.session()
    allowed = operations.note_attempt(session, form.email.data, request.remote_addr or "", context.now())
    account = queries.get_account(session, form.email.data)
    session.commit()
    if not allowed:
        problem = gettext("There have been many attempts. Wait a quarter of an hour and try again.")
        return sign_in_again(form, problem), 429
    known_hash = account.password_hash if account and account.password_hash else _nobody()
    right = check_password_hash(known_hash, form.password.data)
    if not right or account is None or not account.password_hash:
        problem = gettext("The e-mail address and the password do not fit together. Try once more.")
        return sign_in_again(form, problem), 422
    operations.forget_attempts(session, form.email.data)
    person = queries.get_me(session, f"{account.id}:{account.session_epoch}")
    session.commit()
    if person is None:
        abort(403)
    _start_session(person)
    if resume_to := resumable_path(request.form.get("resume_to")):
        return render_template("account/resume.html", kept=carried_fields(), resume_to=resume_to)
    return redirect(local_path(request.form.get("next")) or url_for("home.index"))


def _start_session(person: queries.Me) -> None:
    """Sign in on this browser, for two weeks of use or until she signs out; what came before is forgotten."""
    language = browser.get("language")
    browser.clear()
    g.pop("csrf_token", None)  # it was made for what came before
    if language:
        browser["language"] = language
    login_user(person)
    browser.permanent = True


def _nobody() -> str:
    """A hash that no password fits, so that an unknown address takes as long as a known one."""
    cached: str | None = current_app.extensions.get("lederstart.nobody")
    if cached is None:
        cached = generate_password_hash("", method=context.config().scrypt)[:-8] + "00000000"
        current_app.extensions["lederstart.nobody"] = cached
    return cached


@bp.get("/forgotten-password")
@allow(Who.ANYONE)
def forgotten() -> Any:
    return render_template("account/forgotten.html", form=ForgottenForm(), sent_to="")


@bp.post("/forgotten-password")
@allow(Who.ANYONE)
def submit_forgotten() -> Any:
    """Mail a link; the answer does not tell whether the address is known."""
    form = ForgottenForm()
    if not form.validate_on_submit():
        return render_template("account/forgotten.html", form=form, sent_to=""), 422
    session, email = context.session(), form.email.data.strip()
    allowed = operations.note_attempt(session, f"forgotten {email}", request.remote_addr or "", context.now())
    if allowed:
        operations.send_password_link(session, email, context.now())
    session.commit()
    if not allowed:
        form.email.errors = [gettext("There have been many attempts. Wait a quarter of an hour and try again.")]
        return render_template("account/forgotten.html", form=form, sent_to=""), 429
    return render_template("account/forgotten.html", form=form, sent_to=email)


@bp.post("/sign-out")
@allow(Who.SIGNED_IN)
def sign_out() -> Any:
    logout_user()
    return redirect(url_for("account.sign_in"))


@bp.get("/invitation/<string:token>")
@allow(Who.ANYONE)
def invitation(token: str) -> Any:
    """Where an invitation leads: choose a password."""
    invited = operations.get_invited(context.session(), token, context.now())
    status = 200 if invited else 410
    return render_template("account/invitation.html", invited=invited, form=NewPasswordForm()), status


@bp.post("/invitation/<string:token>")
@allow(Who.ANYONE)
def accept(token: str) -> Any:
    form = NewPasswordForm()
    session = context.session()
    invited = operations.get_invited(session, token, context.now())
    if invited is None:
        return render_template("account/invitation.html", invited=None, form=form), 410
    if not form.validate_on_submit():
        return render_template("account/invitation.html", invited=invited, form=form), 422
    session.rollback()
    password_hash = generate_password_hash(form.new_password.data, method=context.config().scrypt)
    if not operations.use_invitation(session, invited, password_hash, context.now()):
        return render_template("account/invitation.html", invited=None, form=form), 410
    account = queries.get_account(session, invited.email)
    person = queries.get_me(session, f"{account.id}:{account.session_epoch}") if account else None
    session.commit()
    if person is None:
        abort(403)
    _start_session(person)
    return redirect(url_for("home.index"))


@bp.get("/password")
@allow(Who.SIGNED_IN)
def password() -> Any:
    return render_template("account/password.html", form=ChangePasswordForm(), changed="changed" in request.args)


@bp.post("/password")
@allow(Who.SIGNED_IN)
def change_password() -> Any:
    """A new password signs out every other browser, and this one goes on."""
    form = ChangePasswordForm()
    session = context.session()
    if not form.validate_on_submit():
        return render_template("account/password.html", form=form, changed=False), 422
    allowed = operations.note_attempt(session, context.me().email, request.remote_addr or "", context.now())
    account = queries.get_account(session, context.me().email)
    session.commit()
    if not allowed:
        form.password.errors = [gettext("There have been many attempts. Wait a quarter of an hour and try again.")]
        return render_template("account/password.html", form=form, changed=False), 429
    if account is None or not check_password_hash(account.password_hash or _nobody(), form.password.data):
        form.password.errors = [gettext("This is not your present password. Write it again.")]
        return render_template("account/password.html", form=form, changed=False), 422
    operations.forget_attempts(session, context.me().email)
    operations.set_password(
        session, account.id, generate_password_hash(form.new_password.data, method=context.config().scrypt)
    )
    person = queries.get_me(session, f"{account.id}:{account.session_epoch + 1}")
    session.commit()
    if person is not None:
        _start_session(person)
    return redirect(url_for("account.password", changed=1))
