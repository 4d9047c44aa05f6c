"""Forms of a branch's members."""

from wtforms import IntegerField, RadioField, StringField
from wtforms.validators import InputRequired, Length, Optional

from ...services.members import MemberInput
from ...texts.administration import FIELDS
from ...texts.messages import explain
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


class LeftForm(CommandForm):
    left_on = DayField(FIELDS["left_on"], validators=[InputRequired(_REQUIRED)])
