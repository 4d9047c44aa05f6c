"""Forms that take a key file, a certificate, a list of revoked certificates."""

from wtforms import FileField, PasswordField
from wtforms.validators import InputRequired, Length

from ...texts.messages import explain
from ...texts.plans import FIELDS
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


class RemoveForm(CommandForm):
    """A button that takes something out of use."""
