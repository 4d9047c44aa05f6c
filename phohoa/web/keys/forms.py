"""Forms that take a key file, a certificate, a list of revoked certificates."""

from wtforms import BooleanField, FileField, PasswordField, RadioField, SelectField
from wtforms.validators import InputRequired, Length

from ...services.seal_settings import SealPage
from ...services.signing_keys import TokenCertificate
from ...texts.messages import explain
from ...texts.plans import FIELDS
from ...texts.signing import FIELDS as SIGNING_FIELDS
from ..forms import CommandForm

_REQUIRED = explain("required")[1]


class _WithFile(CommandForm):
    def content(self, most: int = 6 * 1024 * 1024) -> bytes:
        """The bytes of the file, at most one more than the most that any of these may have."""
        upload = self.file.data
        return upload.read(most + 1) if hasattr(upload, "read") else b""


class KeyForm(_WithFile):
    file = FileField(FIELDS["key_file"])
    passphrase = PasswordField(FIELDS["passphrase"], validators=[InputRequired(_REQUIRED), Length(max=200)])


class CertificateForm(_WithFile):
    # On a page that takes a key file too.
    file = FileField(SIGNING_FIELDS["certificate"], id="certificate")


class TokenKeyForm(CommandForm):
    fingerprint = RadioField(SIGNING_FIELDS["token_certificate"], validate_choice=False)

    def offer(self, lines: tuple[TokenCertificate, ...]) -> "TokenKeyForm":
        """The certificates that nobody has registered yet."""
        self.fingerprint.choices = [
            (one.fingerprint, f"{one.holder} ({one.issuer})") for one in lines if not one.is_registered
        ]
        return self


class IssuerForm(_WithFile):
    file = FileField(FIELDS["certificate"])


class ListForm(_WithFile):
    file = FileField(FIELDS["revocation_list"])


class SealForm(CommandForm):
    in_use = BooleanField(SIGNING_FIELDS["in_use"])
    keeper_id = SelectField(SIGNING_FIELDS["keeper_id"], coerce=int)

    def offer(self, page: SealPage) -> "SealForm":
        """Fill the list of accounts that can keep the seal."""
        self.keeper_id.choices = [(0, "–"), *page.keepers]
        return self


class SealImageForm(_WithFile):
    file = FileField(SIGNING_FIELDS["seal_image"])


class RemoveForm(CommandForm):
    """A button that takes something out of use."""
