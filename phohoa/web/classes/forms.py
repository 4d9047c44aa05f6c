"""Forms of a class; field names are those of the services."""

from wtforms import IntegerField, SelectField, StringField, TextAreaField
from wtforms.validators import InputRequired, Length, Optional
from wtforms.widgets import TextInput

from ...domain.training import ClassKind
from ...services.classes import ClassInput
from ...texts.classes import FIELDS
from ...texts.labels import choices
from ...texts.messages import explain
from ..forms import CommandForm, DayField

_REQUIRED = explain("required")[1]


class ClassForm(CommandForm):
    kind = SelectField(FIELDS["kind"], choices=choices(ClassKind))
    name = StringField(FIELDS["name"], validators=[InputRequired(_REQUIRED), Length(max=200)])
    starts_on = DayField(FIELDS["starts_on"], validators=[InputRequired(_REQUIRED)])
    ends_on = DayField(FIELDS["ends_on"], validators=[InputRequired(_REQUIRED)])
    place = StringField(FIELDS["place"], validators=[Length(max=200)], default="")
    host = StringField(FIELDS["host"], validators=[Length(max=200)], default="")
    seats = IntegerField(
        FIELDS["seats"],
        widget=TextInput(),
        validators=[Optional()],
        render_kw={"inputmode": "numeric", "maxlength": 3},
    )
    nominate_by = DayField(FIELDS["nominate_by"], validators=[Optional()])
    note = TextAreaField(FIELDS["note"], validators=[Length(max=2000)], default="")

    @staticmethod
    def of(data: ClassInput, version: int) -> "ClassForm":
        """The form as the class stands."""
        return ClassForm(
            formdata=None,
            version=version,
            **{name: getattr(data, name) for name in ClassInput.__dataclass_fields__ if name != "kind"},
            kind=data.kind.value,
        )

    def input(self) -> ClassInput:
        """What was typed; the form was found valid."""
        return ClassInput(
            kind=ClassKind(self.kind.data),
            name=self.name.data,
            starts_on=self.starts_on.data,
            ends_on=self.ends_on.data,
            place=self.place.data or "",
            host=self.host.data or "",
            seats=self.seats.data,
            nominate_by=self.nominate_by.data,
            note=self.note.data or "",
        )


class ReasonForm(CommandForm):
    reason = TextAreaField(FIELDS["reason"], validators=[InputRequired(_REQUIRED), Length(max=500)])


class PressForm(CommandForm):
    """A button that does something."""
