"""Forms of a class; field names are those of the services."""

from typing import Any

from wtforms import (
    BooleanField,
    IntegerField,
    PasswordField,
    RadioField,
    SelectField,
    StringField,
    TextAreaField,
)
from wtforms.validators import InputRequired, Length, Optional
from wtforms.widgets import TextInput

from ...domain.training import ClassKind, NominationState
from ...services.class_lines import Line
from ...services.class_notices import NoticeInput, NoticePage
from ...services.classes import ClassInput
from ...texts.classes import DECISIONS, FIELDS
from ...texts.labels import choices
from ...texts.messages import explain
from ...texts.plan_template import AUTHORITIES, POSITIONS
from ...texts.signing import FIELDS as SIGNING_FIELDS
from ..forms import CommandForm, DayField
from ..reviews.forms import apart

_REQUIRED = explain("required")[1]
_DECISIONS = [(state.value, words) for state, words in DECISIONS.items()]


def _number(label: str, *, optional: bool = False, longest: int = 3) -> IntegerField:
    return IntegerField(
        label,
        widget=TextInput(),
        validators=[Optional()] if optional else [InputRequired(_REQUIRED)],
        render_kw={"inputmode": "numeric", "maxlength": longest, "size": 4},
    )


class ClassForm(CommandForm):
    kind = SelectField(FIELDS["kind"], choices=choices(ClassKind))
    name = StringField(FIELDS["name"], validators=[InputRequired(_REQUIRED), Length(max=200)])
    starts_on = DayField(FIELDS["starts_on"], validators=[InputRequired(_REQUIRED)])
    ends_on = DayField(FIELDS["ends_on"], validators=[InputRequired(_REQUIRED)])
    place = StringField(FIELDS["place"], validators=[Length(max=200)], default="")
    host = StringField(FIELDS["host"], validators=[Length(max=200)], default="")
    seats = _number(FIELDS["seats"], optional=True)
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


class NoticeForm(CommandForm):
    authority = SelectField(FIELDS["authority"], choices=[(word, word) for word in AUTHORITIES])
    position = SelectField(FIELDS["position"], choices=[(word, word) for word in POSITIONS])
    signatory_id = SelectField(FIELDS["signatory_id"], coerce=int)
    recipients = TextAreaField(FIELDS["recipients"], validators=[InputRequired(_REQUIRED), Length(max=2000)])
    text = TextAreaField(FIELDS["text"], validators=[Length(max=4000)], default="")

    def offer(self, shown: NoticePage) -> "NoticeForm":
        """Fill the list of signatories."""
        self.signatory_id.choices = [(0, "–"), *shown.signatories]
        return self

    def input(self) -> NoticeInput:
        """What was typed."""
        return NoticeInput(
            authority=self.authority.data,
            position=self.position.data,
            signatory_id=self.signatory_id.data or None,
            recipients=self.recipients.data,
            text=self.text.data or "",
        )


class RecordForm(CommandForm):
    """The notice of another body."""

    notice_number = StringField(
        FIELDS["notice_number"], validators=[InputRequired(_REQUIRED), Length(max=60)]
    )
    notice_on = DayField(FIELDS["notice_on"], validators=[InputRequired(_REQUIRED)])
    notice_issuer = StringField(
        FIELDS["notice_issuer"], validators=[InputRequired(_REQUIRED), Length(max=200)]
    )


class IssueForm(CommandForm):
    dated = DayField(FIELDS["dated"], validators=[InputRequired(_REQUIRED)])
    passphrase = PasswordField(FIELDS["passphrase"], validators=[InputRequired(_REQUIRED), Length(max=200)])
    unstamped = BooleanField(SIGNING_FIELDS["unstamped"])


class PressForm(CommandForm):
    """A button that does something."""


def _decision(name: str) -> NominationState | None:
    return NominationState(name) if name in DECISIONS else None


class LineForm(CommandForm):
    """One person: saves itself. Ids carry the run, so that many of these stand on one page."""

    decision = RadioField(FIELDS["decision"], choices=_DECISIONS, validate_choice=False)
    reason = StringField(FIELDS["reason"], validators=[Length(max=500)], default="")

    def __init__(self, run_id: int, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        apart(self, run_id)

    @staticmethod
    def of(line: Line) -> "LineForm":
        """The form as the line stands, whatever was sent to this request."""
        decided = line.state.value if line.state in DECISIONS else ""
        return LineForm(
            line.run_id, formdata=None, version=line.version, decision=decided, reason=line.reason
        )

    def state(self) -> NominationState | None:
        """The decision that was typed; None for none."""
        return _decision(self.decision.data or "")


class RangeForm(CommandForm):
    """The same decision for several places of the order."""

    first = _number(FIELDS["first"])
    last = _number(FIELDS["last"])
    decision = SelectField(FIELDS["decision"], choices=_DECISIONS)
    reason = StringField(FIELDS["reason"], validators=[Length(max=500)], default="")

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        apart(self, "range")

    def state(self) -> NominationState:
        """The decision that was chosen; the form was found valid."""
        return NominationState(self.decision.data)


class SeatsForm(CommandForm):
    seats = _number(FIELDS["seats"], optional=True)


class SettleForm(CommandForm):
    decision_number = StringField(
        FIELDS["decision_number"], validators=[InputRequired(_REQUIRED), Length(max=60)]
    )
    decided_on = DayField(FIELDS["decided_on"], validators=[InputRequired(_REQUIRED)])


class PlaceForm(CommandForm):
    place = _number(FIELDS["place_in_line"], optional=True)
    reason = StringField(FIELDS["reason"], validators=[Length(max=500)], default="")

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        apart(self, "place")
