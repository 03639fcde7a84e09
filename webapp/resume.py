"""A form sent after the session has ended: the text is given back after signing in, and nothing is lost."""

from collections.abc import Iterable
from typing import Any

from flask import current_app, make_response, redirect, render_template, request, url_for
from flask_babel import gettext
from flask_login import current_user
from werkzeug.exceptions import HTTPException

from webapp.forms import SignInForm

HIDDEN = {"csrf_token", "resume_to"}
SECRET = ("password", "new_password", "repeat")
RESUMABLE = {"steps.save", "steps.remark", "steps.answer", "learn.submit_welcome", "sheet.save"}
RESUMABLE |= {"sorting.change", "building.create"}
RESUMABLE |= {"writing.save", "writing.save_questions", "outline.save", "outline.save_talks"}
"""What is given back: what a leader writes about herself, and what an author writes, pastes or sorts. Any other form is
written anew, so that nobody sends, for someone who signs in, a form that another site has filled in."""
MOST_FIELDS = 100
LONGEST = 200_000
"""Characters kept of a form in all; a longer one was no form of ours."""


def kept_fields() -> list[tuple[str, str]]:
    """What was typed in a form that can be given back, without tokens and passwords; else empty."""
    return _sensible(request.form.items(multi=True)) if request.endpoint in RESUMABLE else []


def carried_fields() -> list[tuple[str, str]]:
    """The form that was sent after the session had ended, carried through signing in under `kept-`."""
    carried = [(name, value) for name, value in request.form.items(multi=True) if name.startswith("kept-")]
    return _sensible((name.removeprefix("kept-"), value) for name, value in carried)


def _sensible(fields: Iterable[tuple[str, str]]) -> list[tuple[str, str]]:
    """Fields without tokens and passwords; none of them when there are far too many or they are far too long."""
    kept = [(name, value) for name, value in fields if name not in HIDDEN and name not in SECRET]
    size = sum(len(name) + len(value) for name, value in kept)
    return kept if len(kept) <= MOST_FIELDS and size < LONGEST else []


def resumable_path(target: str | None) -> str | None:
    """`target` when a form that can be given back is sent there; else None."""
    path = local_path(target)
    if path is None:
        return None
    try:
        endpoint, _values = current_app.url_map.bind("").match(path, method="POST")
    except HTTPException:
        return None
    return path if endpoint in RESUMABLE else None


def local_path(target: str | None) -> str | None:
    """`target` when it is an address of this site, without its host; else None."""
    if not target or not target.startswith("/") or target.startswith(("//", "/\\")) or any(c < " " for c in target):
        return None
    return target


def keep_and_sign_in() -> Any:
    """Someone who is not signed in wanted a page: she signs in first, and goes on where she was."""
    if request.headers.get("HX-Request"):
        sentence = gettext("You have been signed out. Press Save: you will be asked to sign in, and your text is kept.")
        return make_response(sentence, 401)
    if request.method in ("GET", "HEAD"):
        return redirect(url_for("account.sign_in", next=request.full_path.rstrip("?")))
    return make_response(sign_in_page(kept=kept_fields(), resume_to=resumable_path(request.path)), 401)


def keep_and_ask() -> Any:
    """A form whose token is not of this session: show what was typed, to be sent again with a fresh one.

    None for a form that cannot be given back.
    """
    if request.endpoint == "account.submit_sign_in":
        return make_response(
            sign_in_again(problem=gettext("The page had stood open too long. Sign in once more.")), 400
        )
    if not current_user.is_authenticated and request.endpoint != "account.accept":
        return keep_and_sign_in()
    if request.headers.get("HX-Request"):
        return make_response(gettext("The page is too old to save by itself. Press Save; your text is kept."), 400)
    if resumable_path(request.path) is None:
        return None
    page = render_template("account/resume.html", kept=kept_fields(), resume_to=request.path)
    return make_response(page, 400)


def sign_in_page(**values: Any) -> str:
    """The page to sign in; what is not given stays empty."""
    empty: dict[str, Any] = {"form": None, "next": None, "kept": [], "resume_to": None, "problem": None, "email": ""}
    return render_template("account/sign_in.html", **(empty | values))


def sign_in_again(form: SignInForm | None = None, problem: str | None = None) -> str:
    """The page once more; where one was going, and the form that was carried along, go on with it."""
    return sign_in_page(
        form=form,
        problem=problem,
        email=request.form.get("email", ""),
        next=local_path(request.form.get("next")),
        kept=carried_fields(),
        resume_to=resumable_path(request.form.get("resume_to")),
    )
