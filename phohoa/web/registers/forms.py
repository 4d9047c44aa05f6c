"""Forms of the register."""

from wtforms import IntegerField, SelectField, StringField, TextAreaField
from wtforms.validators import InputRequired, Length

from ...domain.numbering import DocumentKind
from ...services.register import OUTGOING
from ...texts.labels import label
from ...texts.messages import explain
from ...texts.plans import FIELDS
from ..forms import CommandForm, DayField

_REQUIRED = explain("required")[1]
_KINDS = [(kind.value, label(kind)) for kind in OUTGOING]


class CancelForm(CommandForm):
    kind = SelectField(FIELDS["kind"], choices=_KINDS, coerce=DocumentKind)
    dated = DayField(FIELDS["dated"], validators=[InputRequired(_REQUIRED)])
    subject = StringField(FIELDS["cancelled_subject"], validators=[InputRequired(_REQUIRED), Length(max=300)])
    reason = TextAreaField(FIELDS["reason"], validators=[InputRequired(_REQUIRED), Length(max=2000)])


class CarryOverForm(CommandForm):
    kind = SelectField(FIELDS["kind"], choices=_KINDS, coerce=DocumentKind)
    last_number = IntegerField(FIELDS["last_number"], validators=[InputRequired(_REQUIRED)])
    dated = DayField(FIELDS["last_dated"], validators=[InputRequired(_REQUIRED)])
