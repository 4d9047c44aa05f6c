"""Forms of signing in and of one's own account."""

from wtforms import HiddenField, PasswordField, StringField
from wtforms.validators import EqualTo, InputRequired, Length

from ...texts.administration import FIELDS
from ...texts.messages import explain
from ..forms import CommandForm, Form

_REQUIRED = explain("required")[1]


class SignInForm(Form):
    username = StringField(FIELDS["username"], validators=[InputRequired(_REQUIRED), Length(max=60)])
    password = PasswordField(FIELDS["password"], validators=[InputRequired(_REQUIRED)])
    next = HiddenField()
    held = HiddenField()


class PasswordForm(CommandForm):
    current = PasswordField(FIELDS["current"], validators=[InputRequired(_REQUIRED)])
    new = PasswordField(FIELDS["new"], validators=[InputRequired(_REQUIRED)])
    again = PasswordField(
        FIELDS["again"],
        validators=[InputRequired(_REQUIRED), EqualTo("new", explain("password_mismatch")[1])],
    )


class EmailForm(CommandForm):
    email = StringField(FIELDS["email"], validators=[Length(max=200)], default="")
