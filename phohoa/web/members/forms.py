"""Forms of a branch's members."""

from wtforms import IntegerField, RadioField, SelectField, StringField
from wtforms.validators import InputRequired, Length, Optional

from ...domain.voting import AbsenceKind
from ...services.absences import AbsenceInput
from ...services.members import MemberInput
from ...texts.administration import FIELDS
from ...texts.labels import choices
from ...texts.messages import explain
from ...texts.stages import FIELDS as WORDS
from ..forms import CommandForm, DayField

_REQUIRED = explain("required")[1]


class MemberForm(CommandForm):
    full_name = StringField(FIELDS["full_name"], validators=[InputRequired(_REQUIRED), Length(max=100)])
    birth_year = IntegerField(FIELDS["birth_year"], validators=[Optional()])
    standing = RadioField(
        FIELDS["standing"],
        choices=[("official", FIELDS["official"]), ("probationary", FIELDS["probationary"])],
        default="official",
    )
    joined_on = DayField(FIELDS["joined_on"])
    duty = StringField(FIELDS["duty"], validators=[Length(max=60)])

    def input(self) -> MemberInput:
        return MemberInput(
            full_name=self.full_name.data,
            birth_year=self.birth_year.data,
            is_official=self.standing.data == "official",
            joined_on=self.joined_on.data,
            duty=self.duty.data,
        )


class AbsenceForm(CommandForm):
    """Why and from when to when a member is left out of the number called."""

    kind = SelectField(WORDS["absence_kind"], choices=choices(AbsenceKind))
    from_day = DayField(WORDS["from_day"])
    to_day = DayField(WORDS["to_day"])
    basis_number = StringField(WORDS["basis_number"], validators=[Length(max=60)])

    def input(self) -> AbsenceInput:
        return AbsenceInput(
            kind=AbsenceKind(self.kind.data),
            from_day=self.from_day.data,
            to_day=self.to_day.data,
            basis_number=self.basis_number.data or "",
        )


class AbsenceEndForm(CommandForm):
    """The last day of an absence."""

    to_day = DayField(WORDS["to_day"])


class LeftForm(CommandForm):
    left_on = DayField(FIELDS["left_on"], validators=[InputRequired(_REQUIRED)])
