"""Forms of a signing round: begun with a date, signed by key file or token, declined, withdrawn."""

from wtforms import BooleanField, FileField, HiddenField, PasswordField, RadioField, TextAreaField
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


class LinkForm(CommandForm):
    """A button that makes a link, or uses one."""


class UploadForm(CommandForm):
    file = FileField(FIELDS["signed_file"])
    #: SHA-256 of the certificate that was shown to be confirmed.
    fingerprint = HiddenField()
    confirmed = BooleanField(FIELDS["confirmed"])

    def content(self, most: int) -> bytes:
        """The bytes of the file, at most one more than allowed, so that a longer one is noticed."""
        upload = self.file.data
        return upload.read(most + 1) if hasattr(upload, "read") else b""

    def to_confirm(self, fingerprint: str) -> None:
        """Ask whether the certificate is the signer's own, when the same file comes again."""
        self.fingerprint.process_data(fingerprint)
        self.fingerprint.raw_data = None
        self.renew()


class ReasonForm(CommandForm):
    reason = TextAreaField(PLAN_FIELDS["reason"], validators=[InputRequired(_REQUIRED), Length(max=2000)])
