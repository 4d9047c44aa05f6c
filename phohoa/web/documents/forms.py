"""The form that takes a file to be checked."""

from wtforms import FileField

from ...texts.plans import FIELDS
from ..forms import Form


class VerifyForm(Form):
    file = FileField(FIELDS["file"])

    def content(self, most: int) -> bytes:
        """The bytes of the file, at most one more than allowed, so that a longer one is noticed."""
        upload = self.file.data
        return upload.read(most + 1) if hasattr(upload, "read") else b""
