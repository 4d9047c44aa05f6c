"""Forms of what is owed, of opinions of the level above, and of the certificate on probation."""

from typing import Any

from wtforms import BooleanField, RadioField, SelectField, StringField, TextAreaField
from wtforms.validators import Length

from ...domain.opinions import OpinionKind
from ...services.opinions import OpinionInput, OpinionLine
from ...texts.labels import choices
from ...texts.stages import CHOICES, FIELDS
from ..forms import CommandForm, DayField

_AGREED = {"": None, "yes": True, "no": False}


class ObligationForm(CommandForm):
    """When and how something was done."""

    done_on = DayField(FIELDS["done_on"])
    done_number = StringField(FIELDS["done_number"], validators=[Length(max=60)])
    done_note = TextAreaField(FIELDS["done_note"], validators=[Length(max=1000)])


class CertificateForm(CommandForm):
    """The certificate of the class for new members."""

    certificate_number = StringField(FIELDS["certificate_number"], validators=[Length(max=60)])
    certificate_on = DayField(FIELDS["certificate_on"])


class OpinionForm(CommandForm):
    """A question to the level above, and its answer when it has come."""

    kind = SelectField(FIELDS["kind"], choices=choices(OpinionKind))
    asked_number = StringField(FIELDS["asked_number"], validators=[Length(max=60)])
    asked_on = DayField(FIELDS["asked_on"])
    agreed = RadioField(
        FIELDS["agreed"],
        choices=[("", CHOICES["no_answer"]), ("yes", CHOICES["agreed"]), ("no", CHOICES["not_agreed"])],
        default="",
    )
    answer_number = StringField(FIELDS["answer_number"], validators=[Length(max=60)])
    answered_on = DayField(FIELDS["answered_on"])
    answered_by = StringField(FIELDS["answered_by"], validators=[Length(max=200)])
    reason = TextAreaField(FIELDS["opinion_reason"], validators=[Length(max=1000)])

    def input(self) -> OpinionInput:
        """What was typed, for the service."""
        return OpinionInput(
            kind=OpinionKind(self.kind.data),
            asked_on=self.asked_on.data,
            asked_number=self.asked_number.data or "",
            answered_on=self.answered_on.data,
            answer_number=self.answer_number.data or "",
            answered_by=self.answered_by.data or "",
            agreed=_AGREED[self.agreed.data or ""],
            reason=self.reason.data or "",
        )


def values_of(line: OpinionLine) -> dict[str, Any]:
    """A stored question as the form's values."""
    agreed = {None: "", True: "yes", False: "no"}[line.agreed]
    names = ("asked_on", "asked_number", "answered_on", "answer_number", "answered_by", "reason", "version")
    return {name: getattr(line, name) for name in names} | {"kind": line.kind.value, "agreed": agreed}


class SpecialForm(CommandForm):
    """Whether the level above has to be asked about the person."""

    needed = BooleanField(FIELDS["needed"])
    special_reason = StringField(FIELDS["special_reason"], validators=[Length(max=400)])


class EducationForm(CommandForm):
    """An exemption from the condition of education."""

    exempt = BooleanField(FIELDS["exempt"])
    education_reason = StringField(FIELDS["education_reason"], validators=[Length(max=400)])
