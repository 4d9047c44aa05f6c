"""Forms that take a key file, a certificate, a list of revoked certificates."""

from wtforms import BooleanField, FileField, PasswordField, SelectField
from wtforms.validators import InputRequired, Length

from ...services.seal_settings import SealPage
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
