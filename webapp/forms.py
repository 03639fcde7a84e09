"""Forms: what may be typed, and the sentence when it may not."""

import re
from typing import Any

from flask_babel import lazy_gettext as _
from flask_wtf import FlaskForm
from wtforms import BooleanField, DateField, PasswordField, SelectField, StringField
from wtforms.validators import DataRequired, InputRequired, Length, Optional, Regexp, ValidationError

from webapp.names import EMAIL
from webapp.units import LONGEST_NAME, read_path

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


NO_DATE = _("Write the day as a date, for example 2027-01-04.")
NAME_SIGNS = Regexp(r"^[^\x00-\x1f<>]*$", message=_("The name holds signs that cannot be used. Write it with letters."))


def check_year(_form: FlaskForm, field: DateField) -> None:
    if field.data is not None and not 2000 <= field.data.year < 2100:
        raise ValidationError(NO_DATE)


class FormWithDates(FlaskForm):  # type: ignore[misc]
    """The browser's own sentence for an unreadable date is English; ours stands in its place."""

    def process(self, *args: Any, **kwargs: Any) -> None:
        super().process(*args, **kwargs)
        for field in self:
            if isinstance(field, DateField) and field.process_errors:
                field.process_errors = [NO_DATE]


def check_path(_form: FlaskForm, field: StringField) -> None:
    """A unit's path: every name in it can be stored."""
    if any(len(name) > LONGEST_NAME for name in read_path(field.data or "")):
        raise ValidationError(_("The unit's name is too long. Use at most 200 characters."))
    if re.search(r"[\x00-\x1f<]", field.data or ""):
        raise ValidationError(_("The name holds signs that cannot be used. Write it with letters."))


class PersonForm(FormWithDates):
    name = StringField(
        validators=[
            DataRequired(_("Write the person's name.")),
            Length(max=200, message=_("The name is too long. Use at most 200 characters.")),
            NAME_SIGNS,
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
        validators=[Length(max=1000, message=_("The unit's name is too long. Use at most 200 characters.")), check_path]
    )
    manager_email = StringField(
        validators=[Length(max=254, message=_("The address is too long. Use at most 254 characters."))]
    )
    level = StringField(validators=[Length(max=100, message=_("The level is too long. Use at most 100 characters."))])
    starts_on = DateField(validators=[Optional(), check_year])
    leader = BooleanField()
    manager = BooleanField()
    author = BooleanField()
    admin = BooleanField()


class EnrolForm(FormWithDates):
    target = SelectField(validators=[DataRequired(_("Choose a course and a level."))], validate_choice=False)
    starts_on = DateField(validators=[DataRequired(NO_DATE), check_year])


class UnitForm(FlaskForm):  # type: ignore[misc]
    name = StringField(
        validators=[
            DataRequired(_("Write the unit's name.")),
            Length(max=LONGEST_NAME, message=_("The unit's name is too long. Use at most 200 characters.")),
            NAME_SIGNS,
        ]
    )
    parent = SelectField(validate_choice=False)
    """A unit's id; empty: at the top."""


class LeavingForm(FormWithDates):
    leaves_on = DateField(validators=[Optional(), check_year])


class DateForm(FormWithDates):
    """A suggested date that is moved."""

    due_on = DateField(validators=[DataRequired(NO_DATE), check_year])


class StartForm(FormWithDates):
    starts_on = DateField(validators=[DataRequired(NO_DATE), check_year])


class PauseForm(FormWithDates):
    paused_on = DateField(validators=[DataRequired(NO_DATE), check_year])
    resumes_on = DateField(validators=[Optional(), check_year])

    def validate_resumes_on(self, field: DateField) -> None:
        if field.data and self.paused_on.data and field.data <= self.paused_on.data:
            raise ValidationError(_("The first day back must come after the leave has begun."))


class LevelForm(FormWithDates):
    level = SelectField(validators=[DataRequired(_("Choose a level."))], validate_choice=False)
    starts_on = DateField(validators=[DataRequired(NO_DATE), check_year])


class RuleForm(FlaskForm):  # type: ignore[misc]
    unit = SelectField(validate_choice=False)
    """A unit's id; empty: the whole organisation."""
    word = SelectField(validate_choice=False)
    target = SelectField(validators=[DataRequired(_("Choose a course and a level."))], validate_choice=False)
    """`course/level`; `course/*` for the level that each person has."""


class CohortForm(FormWithDates):
    name = StringField(
        validators=[
            DataRequired(_("Write a name for the group.")),
            Length(max=200, message=_("The name is too long. Use at most 200 characters.")),
            NAME_SIGNS,
        ]
    )
    starts_on = DateField(validators=[DataRequired(NO_DATE), check_year])


class NewCohortForm(CohortForm):
    course = SelectField(validators=[DataRequired(_("Choose a course."))], validate_choice=False)


CONTROL = re.compile(r"[\x00-\x1f\x7f]")


def plain_lines(text: str | None) -> str:
    """What was typed, without the signs that no mail can hold."""
    lines = (CONTROL.sub("", line).strip() for line in (text or "").splitlines())
    return "\n".join(lines).strip()


class GreetingForm(FlaskForm):  # type: ignore[misc]
    choice = StringField()
    """The place of a suggested greeting, from 0; else her own text counts."""
    text = StringField(filters=[plain_lines])


class KeyForm(FlaskForm):  # type: ignore[misc]
    name = StringField(
        validators=[
            DataRequired(_("Write what the key is for, for example “Power BI”.")),
            Length(max=100, message=_("The name is too long. Use at most 100 characters.")),
            NAME_SIGNS,
        ]
    )
