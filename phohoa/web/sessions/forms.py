"""Forms of a session of the committee; field names are those of the services."""

from typing import Any

from werkzeug.datastructures import MultiDict
from wtforms import (
    BooleanField,
    HiddenField,
    IntegerField,
    PasswordField,
    RadioField,
    SelectField,
    StringField,
    TextAreaField,
)
from wtforms.validators import InputRequired, Length, NumberRange, Optional
from wtforms.widgets import TextInput

from ...domain.proposals import ProposalOutcome, Tally
from ...domain.sessions import SessionKind
from ...domain.stages import VoteForm
from ...services.ward_session_decisions import DecisionInput
from ...services.ward_session_table import LinePage, ProposalLine
from ...services.ward_sessions import HeadInput, HeadPage
from ...texts.labels import choices
from ...texts.messages import explain
from ...texts.plan_template import AUTHORITIES, POSITIONS
from ...texts.signing import FIELDS as SIGNING_FIELDS
from ...texts.ward_sessions import FIELDS, LATER, NOTED, OUTCOMES
from ..forms import CommandForm, DayField
from ..reviews.forms import HourField

_REQUIRED = explain("required")[1]


def _count(name: str) -> IntegerField:
    return IntegerField(
        FIELDS[name],
        widget=TextInput(),
        validators=[Optional(), NumberRange(0, 999, explain("review_count")[1])],
        render_kw={"inputmode": "numeric", "maxlength": 3, "size": 4},
    )


def _text(name: str, longest: int) -> StringField:
    return StringField(FIELDS[name], validators=[Length(max=longest)], default="")


def _area(name: str, longest: int) -> TextAreaField:
    return TextAreaField(FIELDS[name], validators=[Length(max=longest)], default="")


class PressForm(CommandForm):
    """A button that does something."""


class NewSessionForm(CommandForm):
    """A session of a day that was not planned."""

    kind = SelectField(FIELDS["kind"], choices=choices(SessionKind))
    day = DayField(FIELDS["day"], validators=[InputRequired(_REQUIRED)])
    note = _text("note", 200)


class HeadForm(CommandForm):
    """How a session was held."""

    held_on = DayField(FIELDS["held_on"], validators=[InputRequired(_REQUIRED)])
    starts_at = HourField(FIELDS["starts_at"], default="")
    ends_at = HourField(FIELDS["ends_at"], default="")
    place = _text("place", 200)
    chair = _text("chair", 100)
    secretary = _text("secretary", 100)
    called = _count("called")
    present = _count("present")
    absence_note = _text("absence_note", 1000)
    vote_form = SelectField(
        FIELDS["vote_form"], choices=choices(VoteForm), default=VoteForm.MEMBER_CARD.value
    )
    guests = _text("guests", 1000)
    discussion = _area("discussion", 8000)
    conclusion_number = _text("conclusion_number", 60)
    authority = SelectField(FIELDS["authority"], choices=[(word, word) for word in AUTHORITIES])
    position = SelectField(FIELDS["position"], choices=[(word, word) for word in POSITIONS])
    signatory_id = SelectField(FIELDS["signatory_id"], coerce=int)
    recipients = _area("recipients", 2000)

    @staticmethod
    def of(shown: HeadPage, typed: MultiDict[str, str] | None) -> "HeadForm":
        """The form as the session stands, or as it was typed before; whatever was sent to this request."""
        data = {name: getattr(shown.data, name) for name in HeadInput.__dataclass_fields__} | {
            "vote_form": shown.data.vote_form.value if shown.data.vote_form else "",
            "signatory_id": shown.data.signatory_id or 0,
        }
        return HeadForm(formdata=typed, data=data, version=shown.version)

    def offer(self, shown: HeadPage) -> "HeadForm":
        """Fill the list of signatories."""
        self.signatory_id.choices = [(0, "–"), *shown.signatories]
        return self

    def input(self) -> HeadInput:
        """What was typed; the form was found valid."""
        names = set(HeadInput.__dataclass_fields__) - {"vote_form", "signatory_id"}
        return HeadInput(
            **{name: self._fields[name].data for name in names},
            vote_form=VoteForm(self.vote_form.data),
            signatory_id=self.signatory_id.data or None,
        )


class DecisionForm(CommandForm):
    """What is decided on one proposal, or on several."""

    outcome = RadioField(FIELDS["outcome"], choices=(), validate_choice=False)
    reason = _area("reason", 1000)
    called = _count("called")
    present = _count("present")
    in_favour = _count("in_favour")
    against = _count("against")
    decision_number = _text("decision_number", 60)
    decision_on = DayField(FIELDS["decision_on"])

    def offer(self, line: ProposalLine) -> "DecisionForm":
        """Put in what can be decided on this one."""
        noted = len(line.open_outcomes) == 1
        words = {one: NOTED if noted else OUTCOMES[one] for one in line.open_outcomes}
        self.outcome.choices = [*((one.value, text) for one, text in words.items()), ("", LATER)]
        return self

    @staticmethod
    def of(shown: LinePage) -> "DecisionForm":
        """The form as the proposal stands."""
        line, tally = shown.line, shown.line.tally
        if tally.called is None and line.needs_vote:
            tally = shown.default
        return DecisionForm(
            formdata=None,
            version=line.version,
            outcome=line.outcome.value if line.outcome else "",
            reason=line.reason,
            called=tally.called,
            present=tally.present,
            in_favour=tally.in_favour,
            against=tally.against,
            decision_number=line.decision_number,
            decision_on=line.decision_on,
        ).offer(line)

    def input(self) -> DecisionInput | None:
        """What was typed; None with an error on the field when the outcome is none of ours."""
        code = self.outcome.data or ""
        if code and code not in [one.value for one in ProposalOutcome]:
            self.outcome.errors = [*self.outcome.errors, explain("review_choice")[1]]
            return None
        return DecisionInput(
            outcome=ProposalOutcome(code) if code else None,
            reason=self.reason.data or "",
            tally=Tally(self.called.data, self.present.data, self.in_favour.data, self.against.data),
            decision_number=self.decision_number.data or "",
            decision_on=self.decision_on.data,
        )


class ManyForm(CommandForm):
    """The same decision for several proposals: those that are ticked, or all of a kind or a branch."""

    scope = SelectField(FIELDS["scope"], choices=(), validate_choice=False, default="")
    outcome = SelectField(
        FIELDS["outcome"], choices=[*((one.value, text) for one, text in OUTCOMES.items()), ("", LATER)]
    )
    reason = _text("reason", 1000)
    called = _count("called")
    present = _count("present")
    in_favour = _count("in_favour")

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        for field in self:
            field.id = f"{field.short_name}-many"
            field.label.field_id = field.id

    def input(self) -> DecisionInput:
        """What was typed; the form was found valid."""
        present, favour = self.present.data, self.in_favour.data
        against = (
            present - favour if present is not None and favour is not None and favour <= present else None
        )
        return DecisionInput(
            outcome=ProposalOutcome(self.outcome.data) if self.outcome.data else None,
            reason=self.reason.data or "",
            tally=Tally(self.called.data, present, favour, against),
        )


class ConcludeForm(CommandForm):
    """The one question before concluding; answers to warnings are read beside it."""

    stamp = HiddenField()
    quorum_answer = _area("quorum_answer", 500)


class IssueForm(CommandForm):
    dated = DayField(FIELDS["dated"], validators=[InputRequired(_REQUIRED)])
    passphrase = PasswordField(FIELDS["passphrase"], validators=[InputRequired(_REQUIRED), Length(max=200)])
    unstamped = BooleanField(SIGNING_FIELDS["unstamped"])


class SubjectForm(CommandForm):
    """A written proposal of a branch."""

    subject = _area("subject", 1000)
