"""Forms of a signing round: begun with a date, signed by key file or token, declined, withdrawn."""

from wtforms import BooleanField, PasswordField, RadioField, TextAreaField
from wtforms.validators import InputRequired, Length, Optional

from ...services.signing_pages import RoundPage
from ...texts.messages import explain
from ...texts.plans import FIELDS as PLAN_FIELDS
from ...texts.signing import FIELDS
from ..forms import CommandForm, DayField

_REQUIRED = explain("required")[1]


class StartForm(CommandForm):
    # On a page that has the date of the other way too.
    dated = DayField(PLAN_FIELDS["dated"], validators=[InputRequired(_REQUIRED)], id="start-dated")


class FileForm(CommandForm):
    unstamped = BooleanField(FIELDS["unstamped"])
    passphrase = PasswordField(
        PLAN_FIELDS["passphrase"], validators=[InputRequired(_REQUIRED), Length(max=200)]
    )


class TokenForm(CommandForm):
    unstamped = BooleanField(FIELDS["unstamped"], id="token-unstamped")
    key_id = RadioField(FIELDS["key_id"], coerce=int, validators=[Optional()])
    passphrase = PasswordField(FIELDS["pin"], validators=[InputRequired(_REQUIRED), Length(max=64)], id="pin")

    def offer(self, shown: RoundPage) -> "TokenForm":
        """The certificates on the token that the reader may sign with; the newest is chosen."""
        self.key_id.choices = [(key.id, f"{key.holder} ({key.issuer})") for key in shown.token_keys]
        if self.key_id.data is None and shown.token_keys:
            self.key_id.data = shown.token_keys[0].id
        return self


class ReasonForm(CommandForm):
    reason = TextAreaField(PLAN_FIELDS["reason"], validators=[InputRequired(_REQUIRED), Length(max=2000)])
