"""Forms of rules and calendar."""

from wtforms import IntegerField, SelectField, StringField
from wtforms.validators import InputRequired, Length

from ...domain.sessions import SessionKind
from ...texts.labels import choices
from ...texts.messages import explain
from ...texts.rules import FIELDS
from ..forms import CommandForm, DayField

_REQUIRED = explain("required")[1]


class SessionForm(CommandForm):
    planned_on = DayField(FIELDS["planned_on"], validators=[InputRequired(_REQUIRED)])
    note = StringField(FIELDS["note"], validators=[Length(max=200)])


class NewSessionForm(SessionForm):
    kind = SelectField(FIELDS["session_kind"], choices=choices(SessionKind))


class YearOfSessionsForm(CommandForm):
    body = SelectField(FIELDS["session_kind"], choices=choices(SessionKind))
    year = IntegerField(FIELDS["year"], validators=[InputRequired(_REQUIRED)])
    day = IntegerField(FIELDS["day"], validators=[InputRequired(_REQUIRED)])
