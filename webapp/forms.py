"""Forms: what may be typed, and the sentence when it may not."""

import re
from typing import Any

from flask_babel import lazy_gettext as _
from flask_wtf import FlaskForm
from wtforms import BooleanField, DateField, PasswordField, SelectField, StringField
from wtforms.validators import DataRequired, InputRequired, Length, Regexp, ValidationError

EMAIL = re.compile(r"[^@\s\"'<>(),:;\\]{1,64}@[^@\s\"'<>(),:;\\]+\.[^@\s\"'<>(),:;\\.]{2,}")
SHORTEST_PASSWORD = 10


def check_email(_form: FlaskForm, field: StringField) -> None:
    if not EMAIL.fullmatch((field.data or "").strip()):
        raise ValidationError(_("Write an e-mail address like anna@kommune.dk."))


class SignInForm(FlaskForm):  # type: ignore[misc]
    email = StringField(validators=[DataRequired(_("Write your e-mail address.")), Length(max=254)])
    password = PasswordField(validators=[InputRequired(_("Write your password.")), Length(max=1000)])


class ForgottenForm(FlaskForm):  # type: ignore[misc]
    email = StringField(
        validators=[
            DataRequired(_("Write your e-mail address.")),
            Length(max=254, message=_("The address is too long. Use at most 254 characters.")),
            check_email,
        ]
    )


class NewPasswordForm(FlaskForm):  # type: ignore[misc]
    new_password = PasswordField(
        validators=[
            InputRequired(_("Write a password.")),
            Length(
                SHORTEST_PASSWORD,
                1000,
                message=_("The password is too short. Use at least 10 characters, for example three words."),
            ),
        ]
    )
    repeat = PasswordField(validators=[InputRequired(_("Write the password once more."))])

    def validate_repeat(self, field: PasswordField) -> None:
        if field.data != self.new_password.data:
            raise ValidationError(_("The two passwords are not the same. Write them again."))


class ChangePasswordForm(NewPasswordForm):
    password = PasswordField(validators=[InputRequired(_("Write your present password.")), Length(max=1000)])


class PersonForm(FlaskForm):  # type: ignore[misc]
    name = StringField(
        validators=[
            DataRequired(_("Write the person's name.")),
            Length(max=200, message=_("The name is too long. Use at most 200 characters.")),
            Regexp(r"^[^\x00-\x1f<>]*$", message=_("The name holds signs that cannot be used. Write it with letters.")),
        ]
    )
    email = StringField(
        validators=[
            DataRequired(_("Write the person's e-mail address.")),
            Length(max=254, message=_("The address is too long. Use at most 254 characters.")),
            check_email,
        ]
    )
    unit = StringField(
        validators=[Length(max=200, message=_("The unit's name is too long. Use at most 200 characters."))]
    )
    manager_email = StringField(
        validators=[Length(max=254, message=_("The address is too long. Use at most 254 characters."))]
    )
    leader = BooleanField()
    manager = BooleanField()
    author = BooleanField()
    admin = BooleanField()


NO_DATE = _("Write the first day as a date, for example 2027-01-04.")


class EnrolForm(FlaskForm):  # type: ignore[misc]
    target = SelectField(validators=[DataRequired(_("Choose a course and a level."))], validate_choice=False)
    starts_on = DateField(validators=[DataRequired(NO_DATE)])

    def validate_starts_on(self, field: DateField) -> None:
        if not 2000 <= field.data.year < 2100:
            raise ValidationError(NO_DATE)

    def process(self, *args: Any, **kwargs: Any) -> None:
        super().process(*args, **kwargs)
        # The browser's own sentence for an unreadable date is English; ours stands in its place.
        if self.starts_on.process_errors:
            self.starts_on.process_errors = [NO_DATE]
