"""Forms of the plan; field names are those of the services."""

from collections.abc import Iterable

from wtforms import BooleanField, IntegerField, PasswordField, SelectField, StringField, TextAreaField
from wtforms.validators import InputRequired, Length, Optional

from ...services.plan_pages import AllocationPage, HeadPage
from ...services.plans import HeadInput, UnitInput
from ...texts.messages import explain
from ...texts.plan_template import AUTHORITIES, POSITIONS
from ...texts.plans import FIELDS
from ...texts.signing import FIELDS as SIGNING_FIELDS
from ..forms import CommandForm, DayField

_REQUIRED = explain("required")[1]


class CreateForm(CommandForm):
    year = IntegerField(FIELDS["year"], validators=[InputRequired(_REQUIRED)])


class StepForm(CommandForm):
    """A button that changes the plan's state."""


class SectionForm(CommandForm):
    heading = StringField(FIELDS["heading"], validators=[InputRequired(_REQUIRED), Length(max=300)])
    body = TextAreaField(FIELDS["body"])


class ReturnForm(CommandForm):
    reason = TextAreaField(FIELDS["reason"], validators=[InputRequired(_REQUIRED), Length(max=2000)])


class IssueForm(CommandForm):
    dated = DayField(FIELDS["dated"], validators=[InputRequired(_REQUIRED)])
    passphrase = PasswordField(FIELDS["passphrase"], validators=[InputRequired(_REQUIRED), Length(max=200)])
    unstamped = BooleanField(SIGNING_FIELDS["unstamped"])


class HeadForm(CommandForm):
    subject = StringField(FIELDS["subject"], validators=[InputRequired(_REQUIRED), Length(max=300)])
    parent_issuer = StringField(
        FIELDS["parent_issuer"], validators=[InputRequired(_REQUIRED), Length(max=200)]
    )
    place = StringField(FIELDS["place"], validators=[InputRequired(_REQUIRED), Length(max=100)])
    dated = DayField(FIELDS["planned_date"], validators=[Optional()])
    authority = SelectField(FIELDS["authority"], choices=[(word, word) for word in AUTHORITIES])
    position = SelectField(FIELDS["position"], choices=[(word, word) for word in POSITIONS])
    signatory_id = SelectField(FIELDS["signatory_id"], coerce=int)
    ward_target = IntegerField(FIELDS["ward_target"], validators=[Optional()])
    recipients = TextAreaField(FIELDS["recipients"], validators=[InputRequired(_REQUIRED), Length(max=2000)])

    def offer(self, page: HeadPage) -> "HeadForm":
        """Fill the list of signatories."""
        self.signatory_id.choices = [(0, "–"), *page.signatories]
        return self

    def input(self) -> HeadInput:
        return HeadInput(
            subject=self.subject.data,
            place=self.place.data,
            authority=self.authority.data,
            position=self.position.data,
            signatory_id=self.signatory_id.data or None,
            recipients=self.recipients.data,
            ward_target=self.ward_target.data,
            parent_issuer=self.parent_issuer.data,
            dated=self.dated.data,
        )


def allocation_form(page: AllocationPage) -> CommandForm:
    """One number per branch (`b<id>`), two per organisation (`i<id>`, `a<id>`), preset as they stand."""

    class AllocationForm(CommandForm):
        pass

    for line in page.branches:
        field = IntegerField(f"{FIELDS['new_members']}: {line.name}", default=line.admissions)
        setattr(AllocationForm, f"b{line.unit_id}", field)
    for line in page.organisations:
        field = IntegerField(f"{FIELDS['introductions']}: {line.name}", default=line.introductions)
        setattr(AllocationForm, f"i{line.unit_id}", field)
        field = IntegerField(f"{FIELDS['new_members']}: {line.name}", default=line.admissions)
        setattr(AllocationForm, f"a{line.unit_id}", field)
    return AllocationForm(version=page.version)


def typed_allocation(
    form: CommandForm, page: AllocationPage
) -> tuple[tuple[UnitInput, ...], tuple[UnitInput, ...]]:
    """What the form holds, for the service."""
    branches = tuple(UnitInput(b.unit_id, form[f"b{b.unit_id}"].data) for b in page.branches)
    organisations = tuple(
        UnitInput(o.unit_id, form[f"a{o.unit_id}"].data, form[f"i{o.unit_id}"].data)
        for o in page.organisations
    )
    return branches, organisations


def differences(form: CommandForm, names: Iterable[str], now: object) -> list[tuple[str, object]]:
    """Label and present value of every field whose present value is not what was typed."""
    found = []
    for name in names:
        present = getattr(now, name)
        if form[name].data != present:
            found.append((form[name].label.text, present))
    return found
