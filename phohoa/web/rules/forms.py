"""Forms of rules and calendar."""

from wtforms import BooleanField, HiddenField, IntegerField, SelectField, StringField
from wtforms.validators import InputRequired, Length

from ...domain.rulebook import AuthorityMode, Unit
from ...domain.sessions import SessionKind
from ...domain.stages import Education
from ...services.holidays import Mark
from ...services.rule_entries import RuleEntry
from ...texts.labels import choices
from ...texts.messages import explain
from ...texts.rulebook import value_text
from ...texts.rules import FIELDS
from ..forms import CommandForm, DayField, Form

_REQUIRED = explain("required")[1]


class DayForm(Form):
    """Which day the rule book is read for; asked by GET, so it carries no token."""

    class Meta(Form.Meta):
        csrf = False

    group = HiddenField()
    day = DayField(FIELDS["on_day"])


class RuleForm(CommandForm):
    rule = HiddenField()
    value = StringField(FIELDS["value"], validators=[Length(max=20)])
    word = SelectField(FIELDS["value"], validate_choice=False)
    valid_from = DayField(FIELDS["valid_from"], validators=[InputRequired(_REQUIRED)])
    valid_to = DayField(FIELDS["valid_to"])
    document = StringField(FIELDS["document"], validators=[Length(max=200)])
    point = StringField(FIELDS["point"], validators=[Length(max=90)])
    note = StringField(FIELDS["note"], validators=[Length(max=400)])
    sure = BooleanField(FIELDS["sure"])

    def offer(self, unit: Unit | None) -> None:
        """Show the one field that the rule's value is typed or chosen in; none for a rule without a value."""
        words = {
            Unit.LEVEL: tuple(level.value for level in Education),
            Unit.STARTING_POINT: ("receipt", "issue"),
        }
        if unit in words:
            self.word.choices = [(code, value_text(code)) for code in words[unit]]
            del self.value
        else:
            del self.word
            if unit is None:
                del self.value

    def input(self) -> RuleEntry:
        field = self.value or self.word
        return RuleEntry(
            value=(field.data or "") if field else "",
            valid_from=self.valid_from.data,
            valid_to=self.valid_to.data,
            document=self.document.data,
            point=self.point.data,
            note=self.note.data,
        )


class EndForm(CommandForm):
    valid_to = DayField(FIELDS["valid_to"], validators=[InputRequired(_REQUIRED)])


class PeriodForm(CommandForm):
    mode = SelectField(FIELDS["mode"], choices=choices(AuthorityMode))
    valid_from = DayField(FIELDS["valid_from"], validators=[InputRequired(_REQUIRED)])
    note = StringField(FIELDS["note"], validators=[Length(max=400)])
    sure = BooleanField(FIELDS["sure"])


class PressForm(CommandForm):
    sure = BooleanField(FIELDS["sure"])


class HolidayForm(CommandForm):
    day = DayField(FIELDS["holiday"], validators=[InputRequired(_REQUIRED)])
    sort = SelectField(
        FIELDS["holiday_sort"],
        choices=[("off", FIELDS["holiday_off"]), ("worked", FIELDS["holiday_worked"])],
    )
    name = StringField(FIELDS["holiday_name"], validators=[InputRequired(_REQUIRED), Length(max=100)])


class MarkForm(CommandForm):
    day = DayField(FIELDS["holiday"], validators=[InputRequired(_REQUIRED)])
    mark = SelectField(choices=[(mark.value, mark.value) for mark in Mark])


class SessionForm(CommandForm):
    planned_on = DayField(FIELDS["planned_on"], validators=[InputRequired(_REQUIRED)])
    note = StringField(FIELDS["note"], validators=[Length(max=200)])


class NewSessionForm(SessionForm):
    kind = SelectField(FIELDS["session_kind"], choices=choices(SessionKind))


class YearOfSessionsForm(CommandForm):
    body = SelectField(FIELDS["session_kind"], choices=choices(SessionKind))
    year = IntegerField(FIELDS["year"], validators=[InputRequired(_REQUIRED)])
    day = IntegerField(FIELDS["day"], validators=[InputRequired(_REQUIRED)])
