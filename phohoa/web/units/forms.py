"""Forms of branches and organisations."""

from wtforms import BooleanField, SelectField, StringField
from wtforms.validators import InputRequired, Length

from ...domain.units import BranchKind, OrganisationKind
from ...services.units import Unit, UnitInput
from ...texts.administration import FIELDS
from ...texts.labels import label
from ...texts.messages import explain
from ..forms import CommandForm, DayField

_REQUIRED = explain("required")[1]
_KINDS = {Unit.BRANCH: BranchKind, Unit.ORGANISATION: OrganisationKind}


class NameForm(CommandForm):
    name = StringField(FIELDS["unit_name"], validators=[InputRequired(_REQUIRED), Length(max=200)])
    short_name = StringField(FIELDS["short_name"], validators=[InputRequired(_REQUIRED), Length(max=80)])
    valid_from = DayField(FIELDS["valid_from"], validators=[InputRequired(_REQUIRED)])


class UnionsForm(CommandForm):
    has_youth_union = BooleanField(FIELDS["has_youth_union"])
    has_trade_union = BooleanField(FIELDS["has_trade_union"])


class UnitForm(CommandForm):
    name = StringField(FIELDS["unit_name"], validators=[InputRequired(_REQUIRED), Length(max=200)])
    short_name = StringField(FIELDS["short_name"], validators=[InputRequired(_REQUIRED), Length(max=80)])
    kind = SelectField(FIELDS["kind"])
    opened_on = DayField(FIELDS["opened_on"], validators=[InputRequired(_REQUIRED)])
    is_practice = BooleanField(FIELDS["is_practice"])

    def offer(self, what: Unit) -> None:
        """Say which kinds there are of such units; only a branch can be for practice."""
        self.kind.choices = [(k.value, label(k)) for k in _KINDS[what]]
        if what is not Unit.BRANCH:
            del self.is_practice

    def input(self) -> UnitInput:
        return UnitInput(
            name=self.name.data,
            short_name=self.short_name.data,
            kind=self.kind.data,
            opened_on=self.opened_on.data,
            is_practice=bool(self.is_practice and self.is_practice.data),
        )


class CloseForm(CommandForm):
    closed_on = DayField(FIELDS["closed_on"], validators=[InputRequired(_REQUIRED)])
    successor_id = SelectField(FIELDS["successor_id"], coerce=lambda text: int(text) if text else None)

    def offer(self, what: Unit, branches: tuple[tuple[int, str], ...]) -> None:
        """Say which branches may take over; organisations have no successor."""
        if what is Unit.BRANCH:
            self.successor_id.choices = [("", FIELDS["no_successor"]), *branches]
        else:
            del self.successor_id
