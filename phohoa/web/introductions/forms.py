"""The form with which an organisation introduces somebody: what the branch needs to begin, and no more."""

from wtforms import SelectField, SelectMultipleField, StringField
from wtforms.validators import Length

from ...domain.stages import Education, Sex, SourceGroup
from ...services.people import PersonInput
from ...services.rosters import BranchLine
from ...texts.candidates import CHOICES, FIELDS
from ...texts.labels import choices
from ..candidates.forms import BirthField
from ..forms import CommandForm, DayField

_UNKNOWN = ("", CHOICES["unknown"])
_NONE = ("", CHOICES["none"])


class IntroductionForm(CommandForm):
    """Whom the organisation introduces, and to which branch."""

    branch_id = SelectField(FIELDS["branch_id"], default="")
    full_name = StringField(FIELDS["full_name"], validators=[Length(max=100)])
    birth = BirthField(FIELDS["birth"])
    sex = SelectField(FIELDS["sex"], choices=[_UNKNOWN, *choices(Sex)], default="")
    residence_group = StringField(FIELDS["residence_group"], validators=[Length(max=100)])
    occupation = StringField(FIELDS["occupation"], validators=[Length(max=100)])
    education = SelectField(FIELDS["education"], choices=[_UNKNOWN, *choices(Education)], default="")
    phone = StringField(FIELDS["phone"], validators=[Length(max=30)])
    main_group = SelectField(FIELDS["main_group"], choices=[_NONE, *choices(SourceGroup)], default="")
    other_groups = SelectMultipleField(FIELDS["other_groups"], choices=choices(SourceGroup))
    introduced_on = DayField(FIELDS["introduced_on"])
    consent_on = DayField(FIELDS["consent_on"])

    def offer(self, branches: tuple[BranchLine, ...]) -> None:
        """The branches that can be chosen."""
        self.branch_id.choices = [_NONE, *((str(one.id), one.name) for one in branches)]

    def input(self, organisation_id: int, other_person: bool) -> PersonInput:
        """What was typed, for the service."""
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
            introduced_by_id=organisation_id,
            introduced_on=self.introduced_on.data,
            consent_on=self.consent_on.data,
            other_person=other_person,
        )
