"""Forms of accounts, of the ward's settings and of the logs."""

from typing import Any

from wtforms import BooleanField, IntegerField, SelectField, SelectMultipleField, StringField
from wtforms.validators import InputRequired, Length, Optional, Regexp
from wtforms.widgets import CheckboxInput, ListWidget

from ...domain.access import ACCOUNT_ROLES, Role
from ...services.accounts import UserInput
from ...services.audit_reports import LogFilter
from ...services.ward_settings import TermInput, WardInput
from ...texts.administration import ENTITIES, FIELDS
from ...texts.labels import label
from ...texts.messages import explain
from ..forms import CommandForm, DayField, Form
from ..limits import LARGEST_ID

_REQUIRED = explain("required")[1]
Choices = tuple[tuple[int, str], ...]


def _needed(longest: int) -> list[Any]:
    return [InputRequired(_REQUIRED), Length(max=longest)]


def _number(text: str) -> int | None:
    """The id that was chosen; 0, which nobody has, for a number that no row can have."""
    if not text:
        return None
    number = int(text)
    return number if abs(number) <= LARGEST_ID else 0


class AccountForm(CommandForm):
    username = StringField(FIELDS["username"], validators=_needed(60))
    full_name = StringField(FIELDS["full_name"], validators=_needed(100))
    position = StringField(FIELDS["position"], validators=[Length(max=100)])
    email = StringField(FIELDS["email"], validators=[Length(max=200)], default="")
    role = SelectField(FIELDS["role"], choices=[(r.value, label(r)) for r in ACCOUNT_ROLES])
    branch_ids = SelectMultipleField(
        FIELDS["branch_ids"], coerce=int, widget=ListWidget(), option_widget=CheckboxInput()
    )
    organisation_id = SelectField(FIELDS["organisation_id"], coerce=_number, validate_choice=True)

    def offer(self, branches: Choices, organisations: Choices) -> None:
        """Say which units can be chosen."""
        self.branch_ids.choices = list(branches)
        self.organisation_id.choices = [("", FIELDS["nobody"]), *organisations]

    def input(self) -> UserInput:
        return UserInput(
            username=self.username.data.lower(),
            full_name=self.full_name.data,
            position=self.position.data,
            role=Role(self.role.data),
            branch_ids=tuple(sorted(self.branch_ids.data or ())),
            organisation_id=self.organisation_id.data,
            email=self.email.data or "",
        )


class WardForm(CommandForm):
    name = StringField(FIELDS["ward_name"], validators=_needed(200))
    place = StringField(FIELDS["place"], validators=_needed(100))
    issuer = StringField(FIELDS["issuer"], validators=_needed(200))
    parent_issuer = StringField(FIELDS["parent_issuer"], validators=_needed(200))
    upper_level = StringField(FIELDS["upper_level"], validators=_needed(200))
    office_phone = StringField(FIELDS["office_phone"], validators=[Length(max=40)])
    review_due_day = IntegerField(FIELDS["review_due_day"], validators=[InputRequired(_REQUIRED)])
    meeting_day = IntegerField(FIELDS["meeting_day"], validators=[InputRequired(_REQUIRED)])
    review_lock_day = IntegerField(FIELDS["review_lock_day"], validators=[Optional()])
    helper_most = IntegerField(FIELDS["helper_most"], validators=[InputRequired(_REQUIRED)], default=2)
    sends_digests = BooleanField(FIELDS["sends_digests"])
    prints_form_numbers = BooleanField(FIELDS["prints_form_numbers"])

    def input(self) -> WardInput:
        return WardInput(**{name: self[name].data for name in WardInput.__dataclass_fields__})


class CountForm(CommandForm):
    members = IntegerField(FIELDS["committee_members"], validators=[Optional()])
    standing_members = IntegerField(FIELDS["standing_members"], validators=[Optional()])


class TermForm(CountForm):
    ordinal = StringField(FIELDS["ordinal"], validators=_needed(20))
    starts_on = DayField(FIELDS["term_starts_on"], validators=[InputRequired(_REQUIRED)])
    ends_on = DayField(FIELDS["term_ends_on"], validators=[InputRequired(_REQUIRED)])

    def input(self) -> TermInput:
        return TermInput(**{name: self[name].data for name in TermInput.__dataclass_fields__})


class LogForm(Form):
    """The filter of a log; it is asked for by GET, so it carries no token."""

    class Meta(Form.Meta):
        csrf = False

    first = DayField(FIELDS["first"])
    last = DayField(FIELDS["last"])
    user = SelectField(FIELDS["user"], coerce=_number)
    entity = SelectField(FIELDS["entity"])

    def offer(self, users: Choices, entities: tuple[str, ...] = ()) -> None:
        """Say what can be chosen."""
        self.user.choices = [("", FIELDS["everybody"]), *users]
        self.entity.choices = [("", FIELDS["everybody"]), *((e, ENTITIES.get(e, e)) for e in entities)]

    def wanted(self, page: int) -> LogFilter:
        entity = self.entity.data or ""
        known = entity if entity.isidentifier() else ""  # the name of a table, or nothing
        return LogFilter(self.first.data, self.last.data, self.user.data, known, page)


class AnchorForm(Form):
    anchor = StringField(
        FIELDS["anchor"],
        validators=[Regexp(r"^$|^\d{1,12}:[0-9a-f]{64}$", message=explain("anchor_form")[1])],
    )

    def pair(self) -> tuple[int, str] | None:
        seq, _, mac = (self.anchor.data or "").partition(":")
        return (int(seq), mac) if mac else None
