"""Forms of bringing an existing plan in: the file or text, and the draft that is looked through."""

from wtforms import FileField, HiddenField, IntegerField, RadioField, SelectField, StringField, TextAreaField
from wtforms.validators import InputRequired, Length, Optional

from ...services.plan_import import ImportInput, ImportPage
from ...services.plan_import_rows import leading_fixes
from ...services.plan_import_sections import sections_of
from ...texts.importing import FIX_CHOICES, KIND_CHOICES
from ...texts.messages import explain
from ...texts.plan_template import AUTHORITIES, POSITIONS
from ...texts.plans import FIELDS
from ..forms import CommandForm, DayField

_REQUIRED = explain("required")[1]
USE, KEEP = "use", "keep"
PLAN = "plan"


class UploadForm(CommandForm):
    file = FileField(FIELDS["import_file"])
    text = TextAreaField(FIELDS["import_text"])

    def content(self, most: int) -> tuple[bytes, str]:
        """Bytes and name of the file; at most one byte more than allowed, so that a longer one is noticed."""
        upload = self.file.data
        if not hasattr(upload, "read"):
            return b"", ""
        return upload.read(most + 1), str(upload.filename or "")


class DraftForm(CommandForm):
    sealed = HiddenField()
    year = IntegerField(FIELDS["year"], validators=[InputRequired(_REQUIRED)])
    kind = RadioField(FIELDS["kind"], choices=KIND_CHOICES, validators=[InputRequired(_REQUIRED)])
    symbol = StringField(FIELDS["old_symbol"], validators=[Length(max=60)])
    dated = DayField(FIELDS["old_date"], validators=[Optional()])
    subject = StringField(FIELDS["subject"], validators=[InputRequired(_REQUIRED), Length(max=300)])
    parent_issuer = StringField(
        FIELDS["parent_issuer"], validators=[InputRequired(_REQUIRED), Length(max=200)]
    )
    place = StringField(FIELDS["place"], validators=[InputRequired(_REQUIRED), Length(max=100)])
    authority = SelectField(FIELDS["authority"], choices=[("", "–"), *((word, word) for word in AUTHORITIES)])
    position = SelectField(FIELDS["position"], choices=[("", "–"), *((word, word) for word in POSITIONS)])
    signatory_id = SelectField(FIELDS["signatory_id"], coerce=int)
    recipients = TextAreaField(FIELDS["recipients"], validators=[InputRequired(_REQUIRED), Length(max=2000)])

    def taken(self, page: ImportPage) -> set[int]:
        """Places of the corrections that are to be used."""
        leaders = leading_fixes(page.imported)
        return {
            one.start for n, one in enumerate(page.imported.corrections) if self[f"c{leaders[n]}"].data == USE
        }

    def choose(self, page: ImportPage, choice: str) -> None:
        """Answer every correction at once."""
        for n in set(leading_fixes(page.imported).values()):
            self[f"c{n}"].process_data(choice)
            self[f"c{n}"].raw_data = None

    def follow(self, chosen: ImportPage, known: tuple[ImportPage, ...]) -> None:
        """Let the head follow the chosen corrections, but for what somebody has typed otherwise."""
        for name in ("subject", "parent_issuer", "place", "recipients"):
            field = self[name]
            typed = " ".join((field.data or "").split())
            if typed in {" ".join(getattr(page, name).split()) for page in known}:
                field.data = getattr(chosen, name)
                field.raw_data = [field.data]

    def input(self, page: ImportPage) -> ImportInput:
        """The draft for the service; `page` has the chosen corrections applied."""
        return ImportInput(
            year=self.year.data,
            subject=self.subject.data,
            parent_issuer=self.parent_issuer.data,
            place=self.place.data,
            dated=self.dated.data,
            symbol=self.symbol.data,
            authority=self.authority.data,
            position=self.position.data,
            signatory_id=self.signatory_id.data or None,
            recipients=self.recipients.data,
            sections=sections_of(page.imported),
        )


def draft_form(page: ImportPage, *, sent: bool) -> DraftForm:
    """The form for this paper, with a choice for each correction; filled with what the paper shows."""

    class Choices(DraftForm):
        pass

    leaders = leading_fixes(page.imported)
    for n, one in enumerate(page.imported.corrections):
        if leaders[n] != n:
            continue
        label = f"{one.original} → {one.proposed or '∅'}"
        setattr(Choices, f"c{n}", RadioField(label, choices=FIX_CHOICES, default=KEEP))
    if sent:
        form = Choices()
    else:
        found = page.imported
        number = f"{found.number:02d}" if found.number is not None else ""
        form = Choices(
            formdata=None,
            version=0,
            sealed=page.sealed,
            year=page.year,
            kind=PLAN if page.is_plan else None,
            symbol=f"{number}-{found.symbol}" if number else "",
            dated=found.dated,
            subject=page.subject,
            parent_issuer=page.parent_issuer,
            place=page.place,
            authority=page.authority,
            position=page.position,
            signatory_id=page.signatory_id,
            recipients=page.recipients,
        )
    form.signatory_id.choices = [(0, "–"), *page.signatories]
    return form
