"""Forms of one person: the record, and what each move asks for."""

from typing import Any

from wtforms import (
    BooleanField,
    HiddenField,
    IntegerField,
    RadioField,
    SelectField,
    SelectMultipleField,
    StringField,
    TextAreaField,
)
from wtforms.validators import Length
from wtforms.validators import Optional as MayBeEmpty

from ...domain.facts import Entry, Votes
from ...domain.moves import Move
from ...domain.opinions import ReasonLeftParty
from ...domain.stages import (
    COUNT_INPUTS,
    Education,
    Input,
    ReasonToLeave,
    ReasonToPause,
    Sex,
    SourceGroup,
    VoteForm,
)
from ...domain.vietnamese import BirthDate, TextError, format_date, nfc
from ...domain.voting import DecidingBody
from ...services.clock import today
from ...services.move_sheets import MoveSheet
from ...services.people import PersonInput
from ...services.records import Record
from ...services.rosters import OrganisationLine
from ...texts.candidates import CHOICES, COUNTED, FIELDS
from ...texts.findings import reckoning_text
from ...texts.labels import choices, label
from ...texts.messages import explain
from ..forms import CommandForm, DayField


class BirthField(StringField):  # type: ignore[misc]
    """A birth date typed in full, as month and year, or as a year; `data` is a BirthDate or None."""

    data: BirthDate | None

    def _value(self) -> str:
        if self.raw_data:
            return str(self.raw_data[0])
        return self.data.display() if self.data else ""

    def process_formdata(self, valuelist: list[str]) -> None:
        self.data = None
        text = nfc(valuelist[0]).strip() if valuelist else ""
        if text:
            try:
                self.data = BirthDate.parse(text, today())
            except TextError as error:
                raise ValueError(explain(error.code.value)[1]) from None


class CountField(IntegerField):  # type: ignore[misc]
    """A count of people; may be empty."""

    def __init__(self, text: str, **kwargs: Any) -> None:
        super().__init__(text, validators=[MayBeEmpty()], render_kw={"inputmode": "numeric"}, **kwargs)


#: The counts of a vote stand together in Votes.
_COUNTED = frozenset({*COUNT_INPUTS, Input.VOTE_FORM})
_IDS = frozenset({Input.HELPER, Input.TO_BRANCH, Input.INTRODUCED_BY})
_NONE = ("", CHOICES["none"])
_UNKNOWN = ("", CHOICES["unknown"])


class PersonForm(CommandForm):
    """The record of a person as the branch and the office keep it."""

    full_name = StringField(FIELDS["full_name"], validators=[Length(max=100)])
    birth = BirthField(FIELDS["birth"])
    sex = RadioField(FIELDS["sex"], choices=[*choices(Sex), _UNKNOWN], default="")
    residence_group = StringField(FIELDS["residence_group"], validators=[Length(max=100)])
    occupation = StringField(FIELDS["occupation"], validators=[Length(max=100)])
    education = SelectField(FIELDS["education"], choices=[_UNKNOWN, *choices(Education)], default="")
    phone = StringField(FIELDS["phone"], validators=[Length(max=30)])
    main_group = SelectField(FIELDS["main_group"], choices=[_NONE, *choices(SourceGroup)], default="")
    other_groups = SelectMultipleField(FIELDS["other_groups"], choices=choices(SourceGroup))
    introduced_by_id = SelectField(FIELDS["introduced_by_id"], default="")
    introduced_on = DayField(FIELDS["introduced_on"])
    consent_on = DayField(FIELDS["consent_on"])
    is_future_leader = BooleanField(FIELDS["is_future_leader"])
    is_former_member = BooleanField(FIELDS["is_former_member"])
    left_party_on = DayField(FIELDS["left_party_on"])
    left_party_reason = SelectField(
        FIELDS["left_party_reason"], choices=[_UNKNOWN, *choices(ReasonLeftParty)], default=""
    )
    sentence_cleared_on = DayField(FIELDS["sentence_cleared_on"])
    readmissions = CountField(FIELDS["readmissions"], default=0)
    citizen_id = StringField(FIELDS["citizen_id"], validators=[Length(max=20)])
    clear_citizen_id = BooleanField(FIELDS["clear_citizen_id"])
    notes = TextAreaField(FIELDS["notes"], validators=[Length(max=4000)])
    other_person = BooleanField(FIELDS["other_person"])

    def offer(self, organisations: tuple[OrganisationLine, ...]) -> None:
        """The organisations that can have introduced the person."""
        self.introduced_by_id.choices = [
            ("", CHOICES["self"]),
            *((str(one.id), one.name) for one in organisations),
        ]

    def input(self) -> PersonInput:
        """What was typed, for the service."""
        number: str | None = self.citizen_id.data or None
        if self.clear_citizen_id.data and not number:
            number = ""
        by = self.introduced_by_id.data
        return PersonInput(
            full_name=self.full_name.data or "",
            birth=self.birth.data,
            sex=Sex(self.sex.data) if self.sex.data else None,
            residence_group=self.residence_group.data or "",
            occupation=self.occupation.data or "",
            education=Education(self.education.data) if self.education.data else None,
            phone=self.phone.data or "",
            main_group=SourceGroup(self.main_group.data) if self.main_group.data else None,
            other_groups=tuple(SourceGroup(code) for code in self.other_groups.data or ()),
            introduced_by_id=int(by) if by else None,
            introduced_on=self.introduced_on.data,
            consent_on=self.consent_on.data,
            is_future_leader=self.is_future_leader.data,
            is_former_member=self.is_former_member.data,
            left_party_on=self.left_party_on.data,
            left_party_reason=ReasonLeftParty(self.left_party_reason.data)
            if self.left_party_reason.data
            else None,
            sentence_cleared_on=self.sentence_cleared_on.data,
            readmissions=self.readmissions.data or 0,
            citizen_id=number,
            notes=self.notes.data or "",
            other_person=self.other_person.data,
        )


def values_of(record: Record) -> dict[str, Any]:
    """A stored record as the form's values; the citizen number never goes back into a form."""
    return {
        "full_name": record.full_name,
        "birth": record.birth,
        "sex": record.sex.value if record.sex else "",
        "residence_group": record.residence_group,
        "occupation": record.occupation,
        "education": record.education.value if record.education else "",
        "phone": record.phone,
        "main_group": record.groups[0].value if record.groups else "",
        "other_groups": [group.value for group in record.groups[1:]],
        "introduced_by_id": str(record.introduced_by_id or ""),
        "introduced_on": record.introduced_on,
        "consent_on": record.consent_on,
        "is_future_leader": record.is_future_leader,
        "is_former_member": record.is_former_member,
        "left_party_on": record.left_party_on,
        "left_party_reason": record.left_party_reason.value if record.left_party_reason else "",
        "sentence_cleared_on": record.sentence_cleared_on,
        "readmissions": record.readmissions,
        "notes": record.notes,
        "version": record.version,
    }


class MoveForm(CommandForm):
    """What a move asks for: `of` leaves only the fields of that move."""

    happened_on = DayField(label(Input.HAPPENED_ON))
    basis_number = StringField(label(Input.BASIS_NUMBER), validators=[Length(max=60)])
    basis_on = DayField(label(Input.BASIS_ON))
    introduced_by = HiddenField()
    helper = SelectField(label(Input.HELPER), default="")
    helper_together_since = DayField(label(Input.HELPER_TOGETHER_SINCE))
    certificate_number = StringField(label(Input.CERTIFICATE_NUMBER), validators=[Length(max=60)])
    certificate_on = DayField(label(Input.CERTIFICATE_ON))
    certificate_issuer = StringField(label(Input.CERTIFICATE_ISSUER), validators=[Length(max=200)])
    called = CountField(label(Input.CALLED))
    present = CountField(label(Input.PRESENT))
    in_favour = CountField(label(Input.IN_FAVOUR))
    against = CountField(label(Input.AGAINST))
    blank = CountField(label(Input.BLANK))
    exempt_present = CountField(label(Input.EXEMPT_PRESENT))
    called_reason = StringField(label(Input.CALLED_REASON), validators=[Length(max=400)])
    decided_by = RadioField(
        label(Input.DECIDED_BY),
        choices=choices(DecidingBody),
        default=DecidingBody.STANDING_COMMITTEE.value,
        validate_choice=False,
    )
    vote_form = RadioField(label(Input.VOTE_FORM), choices=choices(VoteForm), validate_choice=False)
    decision_number = StringField(label(Input.DECISION_NUMBER), validators=[Length(max=60)])
    decision_on = DayField(label(Input.DECISION_ON))
    received_on = DayField(label(Input.RECEIVED_ON))
    issuing_body = StringField(label(Input.ISSUING_BODY), validators=[Length(max=200)])
    ceremony_on = DayField(label(Input.CEREMONY_ON))
    place = StringField(label(Input.PLACE), validators=[Length(max=200)])
    reason_code = SelectField(label(Input.REASON_CODE), default="")
    reason = TextAreaField(label(Input.REASON), validators=[Length(max=2000)])
    upper_consent = StringField(label(Input.UPPER_CONSENT), validators=[Length(max=200)])
    to_branch = SelectField(label(Input.TO_BRANCH), default="")
    to_place = StringField(label(Input.TO_PLACE), validators=[Length(max=200)])
    back = HiddenField()

    @classmethod
    def of(cls, move: Move, sheet: MoveSheet, **values: Any) -> "MoveForm":
        """The form of a move of a run, with its choices."""
        form = cls(**values)
        for code in Input:
            if code not in move.inputs and code.value in form:
                del form[code.value]
        if sheet.class_list is not None and not form.basis_number.raw_data and not form.basis_number.data:
            form.basis_number.data, form.certificate_issuer.data = sheet.class_list
        if Input.EXEMPT_PRESENT in move.inputs and (sheet.reckoning is None or not sheet.reckoning.exempt):
            # Nobody is exempt today; who was on another day is counted by hand, with the reason.
            del form.exempt_present
        if sheet.reckoning is not None and Input.CALLED in move.inputs:
            if form.called.data is None and not form.called.raw_data and sheet.prefilled:
                form.called.data = sheet.reckoning.called()
            form.called.description = COUNTED["called"].format(
                day=format_date(sheet.reckoning.day), reckoning=reckoning_text(sheet.reckoning)
            )
        if Input.HELPER in move.inputs:
            form.helper.choices = [_NONE, *((str(one.id), _member(one)) for one in sheet.members)]
        if Input.TO_BRANCH in move.inputs:
            form.to_branch.choices = [_NONE, *((str(one.id), one.name) for one in sheet.branches)]
        if Input.REASON_CODE in move.inputs:
            reasons = {**{r.value: r for r in ReasonToPause}, **{r.value: r for r in ReasonToLeave}}
            if set(move.reasons) <= {r.value for r in ReasonToPause}:
                reasons = {r.value: r for r in ReasonToPause}
            form.reason_code.choices = [_NONE, *((code, label(reasons[code])) for code in move.reasons)]
        return form

    def entry(self, move: Move, answers: dict[str, str]) -> Entry:
        """What was typed, for the service."""
        typed: dict[str, Any] = {}
        for code in move.inputs:
            value = None if code in _COUNTED or code.value not in self else self[code.value].data
            if value not in (None, ""):
                typed[code.value] = int(value) if code in _IDS else value
        votes = None
        if Input.CALLED in move.inputs:
            form = self.vote_form.data if Input.VOTE_FORM in move.inputs else None
            votes = Votes(
                called=self.called.data,
                present=self.present.data,
                in_favour=self.in_favour.data,
                against=self.against.data,
                form=VoteForm(form) if form in [one.value for one in VoteForm] else None,
                blank=self.blank.data,
            )
            # A number that was filled in beforehand is no vote yet.
            if votes == Votes() or (Input.CALLED in move.optional and votes == Votes(called=votes.called)):
                votes = None
        if typed.get("decided_by") is not None:
            known = [one.value for one in DecidingBody]
            body = typed["decided_by"]
            typed["decided_by"] = DecidingBody(body) if body in known else None
        return Entry(**typed, votes=votes, answers=answers)


def _member(one: Any) -> str:
    return str(one.name) if one.is_official else CHOICES["probationary"].format(name=one.name)
