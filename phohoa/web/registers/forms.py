"""Forms of both books of the register."""

import hashlib

from flask_wtf.file import FileField
from wtforms import IntegerField, SelectField, StringField, TextAreaField
from wtforms.validators import InputRequired, Length, Optional, ValidationError

from ...domain.errors import Invalid
from ...domain.numbering import DocumentKind
from ...domain.register import IncomingKind, is_hash
from ...services.incoming import IncomingInput
from ...services.register import OUTGOING
from ...services.register_entries import PaperInput
from ...services.scans import MOST_BYTES
from ...texts.labels import choices, label
from ...texts.messages import explain
from ...texts.plans import FIELDS as PLAN_FIELDS
from ...texts.registers import FIELDS
from ..forms import CommandForm, DayField, Form

_REQUIRED = InputRequired(explain("required")[1])
_KINDS = [(kind.value, label(kind)) for kind in OUTGOING]
_WORDS = Length(max=2000)
_HASH = Length(max=200)


class _DatedForm(CommandForm):
    """The day of a number, and why it is out of order."""

    dated = DayField(FIELDS["dated"], validators=[_REQUIRED])
    back_dated_reason = StringField(FIELDS["back_dated_reason"], validators=[Length(max=300)])

    def take(self, error: Invalid) -> bool:
        """As Form.take; where a reason helps, the sentence asks for it."""
        code = error.fields.get("dated")
        if isinstance(code, tuple) and code[0] == "dated_before_last":
            error = Invalid(error.code, fields={**error.fields, "dated": ("dated_before_last_why", code[1])})
        return super().take(error)


class _NumberForm(_DatedForm):
    """A number that is taken now, of a kind."""

    kind = SelectField(FIELDS["kind"], choices=_KINDS, coerce=DocumentKind)


class CancelForm(_NumberForm):
    subject = StringField(PLAN_FIELDS["cancelled_subject"], validators=[_REQUIRED, Length(max=300)])
    reason = TextAreaField(FIELDS["reason"], validators=[_REQUIRED, _WORDS])


class ReserveForm(_NumberForm):
    dated = DayField(FIELDS["reserved_day"], validators=[_REQUIRED])
    subject = StringField(FIELDS["reserved_subject"], validators=[_REQUIRED, Length(max=300)])
    reason = TextAreaField(FIELDS["reserve_reason"], validators=[_REQUIRED, _WORDS])


class CarryOverForm(CommandForm):
    kind = SelectField(FIELDS["kind"], choices=_KINDS, coerce=DocumentKind)
    last_number = IntegerField(PLAN_FIELDS["last_number"], validators=[_REQUIRED])
    dated = DayField(PLAN_FIELDS["last_dated"], validators=[_REQUIRED])


class _PaperForm(CommandForm):
    """What the book says of a paper that was issued on paper."""

    subject = StringField(FIELDS["subject"], validators=[Length(max=300)])
    signatory = StringField(FIELDS["signatory"], validators=[Length(max=100)])
    recipients = TextAreaField(FIELDS["recipients"], validators=[_WORDS])
    kept_by = StringField(FIELDS["kept_by"], validators=[Length(max=100)])
    copies = IntegerField(FIELDS["copies"], validators=[Optional()])

    def paper(self, file_sha256: str = "") -> PaperInput:
        """What was typed, with the hash of a file that was looked at."""
        return PaperInput(
            self.subject.data or "",
            self.signatory.data or "",
            self.recipients.data or "",
            self.kept_by.data or "",
            self.copies.data,
            file_sha256,
        )


class UseForm(_DatedForm, _PaperForm):
    file = FileField(FIELDS["paper_file"])

    def file_sha256(self) -> str:
        """SHA-256 of the file that was chosen; "" without one. The file itself is not kept."""
        upload = self.file.data
        if not hasattr(upload, "read") or not upload.filename:
            return ""
        digest = hashlib.sha256()
        while part := upload.read(1024 * 1024):
            digest.update(part)
        return digest.hexdigest()


class RecordForm(UseForm):
    kind = SelectField(FIELDS["kind"], choices=_KINDS, coerce=DocumentKind)


class CorrectForm(_PaperForm):
    reason = StringField(FIELDS["correct_reason"], validators=[_WORDS])


class ReasonForm(CommandForm):
    reason = TextAreaField(FIELDS["reason"], validators=[_WORDS])


class HeadForm(Form):
    head = StringField(FIELDS["head"], validators=[_REQUIRED, _HASH])

    def wanted(self) -> str:
        """The hash without the spaces and capitals of who copied it from paper."""
        return "".join((self.head.data or "").split()).lower()

    def validate_head(self, field: StringField) -> None:
        """A slip of the hand is no finding about the book."""
        if not is_hash(self.wanted()):
            raise ValidationError(explain("not_a_hash")[1])


class IncomingForm(CommandForm):
    received_on = DayField(FIELDS["received_on"], validators=[_REQUIRED])
    sender = StringField(FIELDS["sender"], validators=[Length(max=200)])
    symbol = StringField(FIELDS["symbol"], validators=[Length(max=60)])
    dated = DayField(FIELDS["incoming_dated"])
    kind = SelectField(FIELDS["kind"], choices=choices(IncomingKind), coerce=IncomingKind)
    subject = StringField(FIELDS["subject"], validators=[Length(max=300)])
    handler = StringField(FIELDS["handler"], validators=[Length(max=100)])
    due_on = DayField(FIELDS["due_on"])

    def input(self) -> IncomingInput:
        return IncomingInput(
            self.received_on.data,
            self.sender.data or "",
            self.symbol.data or "",
            self.dated.data,
            self.kind.data,
            self.subject.data or "",
            self.handler.data or "",
            self.due_on.data,
        )


class IncomingEditForm(IncomingForm):
    reason = StringField(FIELDS["correct_reason"], validators=[Length(max=300)])


class DoneForm(CommandForm):
    done_on = DayField(FIELDS["done_on"], validators=[_REQUIRED])
    outcome = TextAreaField(FIELDS["outcome"], validators=[_WORDS])


class IncomingScanForm(CommandForm):
    file = FileField(FIELDS["scan"])

    def content(self) -> tuple[bytes, str]:
        """The bytes, at most one more than allowed, and the name as the browser sends it."""
        upload = self.file.data
        if not hasattr(upload, "read"):
            return b"", ""
        return upload.read(MOST_BYTES + 1), str(upload.filename or "")
