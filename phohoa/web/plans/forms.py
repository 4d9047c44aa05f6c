"""Forms of the plan; field names are those of the services."""

from collections.abc import Iterable

from werkzeug.datastructures import MultiDict
from wtforms import BooleanField, IntegerField, PasswordField, SelectField, StringField, TextAreaField
from wtforms.validators import InputRequired, Length, Optional
from wtforms.widgets import HiddenInput

from ...domain.typed_tables import from_tabs, is_row, row_with
from ...services.passages import PassageLine
from ...services.plan_fields import FieldLine
from ...services.plan_pages import AllocationPage, HeadPage, PlanList
from ...services.plan_section_pages import SectionPage
from ...services.plans import HeadInput, UnitInput
from ...texts.messages import explain
from ...texts.plan_template import AUTHORITIES, POSITIONS
from ...texts.plan_writing import (
    AFTER_PARAGRAPH,
    AT_END,
    FROM_PLAN,
    FROM_TEMPLATE,
    INSERT_FIELD,
    INSERT_NOTHING,
    INSERT_PASSAGE,
    LEVELS,
)
from ...texts.plan_writing import FIELDS as WRITING
from ...texts.plans import FIELDS
from ...texts.signing import FIELDS as SIGNING_FIELDS
from ..forms import CommandForm, DayField, Form

_REQUIRED = explain("required")[1]


class CreateForm(CommandForm):
    year = IntegerField(FIELDS["year"], validators=[InputRequired(_REQUIRED)])
    source = SelectField(WRITING["source"], coerce=int, choices=[(0, FROM_TEMPLATE)], validate_choice=False)

    def offer(self, listed: PlanList) -> "CreateForm":
        """Fill the list of plans that one can be begun from, newest first."""
        found = [(s.id, FROM_PLAN.format(subject=s.subject)) for s in listed.sources]
        self.source.choices = [(0, FROM_TEMPLATE), *found]
        return self


class StepForm(CommandForm):
    """A button that changes the plan's state."""


class SectionForm(CommandForm):
    """Heading and words of a section; what is chosen below is put into the words before they are saved."""

    heading = StringField(FIELDS["heading"], validators=[InputRequired(_REQUIRED), Length(max=300)])
    body = TextAreaField(FIELDS["body"])
    insert = SelectField(WRITING["insert"], choices=[], validate_choice=False)
    insert_at = SelectField(WRITING["insert_at"], choices=[], validate_choice=False)
    find = StringField(WRITING["find_passage"], validators=[Length(max=100)])

    def offer(self, fields: Iterable[FieldLine], passages: Iterable[PassageLine]) -> "SectionForm":
        """Fill the lists of what can be inserted, and where in the words as they are typed."""
        live = [
            (line.written, INSERT_FIELD.format(written=line.written, value=line.value)) for line in fields
        ]
        kept = [(str(line.id), INSERT_PASSAGE.format(name=line.name)) for line in passages]
        self.insert.choices = [("", INSERT_NOTHING), *kept, *live]
        found = [
            (str(n), AFTER_PARAGRAPH.format(n=n, beginning=line[:40]))
            for n, line in enumerate(self.paragraphs(), 1)
        ]
        self.insert_at.choices = [("", AT_END), *found[:60]]
        return self

    def paragraphs(self) -> list[str]:
        """The paragraphs of the words as typed."""
        return [line.strip() for line in (self.body.data or "").splitlines() if line.strip()]

    def put_in(self, words: str, *, as_paragraph: bool) -> None:
        """Insert words at the chosen place: as paragraphs, or at the end of the paragraph there."""
        lines = (self.body.data or "").splitlines()
        written = [n for n, line in enumerate(lines, 1) if line.strip()]
        chosen = self.insert_at.data or ""
        at = min(int(chosen), len(written)) if chosen.isdecimal() and len(chosen) < 10 else len(written)
        end = written[at - 1] if at else 0
        if as_paragraph or not end:
            lines[end:end] = [line for line in words.splitlines() if line.strip()]
        elif is_row(lines[end - 1]):
            lines[end - 1] = row_with(lines[end - 1], words)
        else:
            lines[end - 1] = f"{lines[end - 1].strip()} {words}"
        self.body.data, self.body.raw_data = "\n".join(lines), None

    def words(self) -> str:
        """The words to be saved: lines with tabs, pasted from a sheet, as rows of a table."""
        return from_tabs(self.body.data or "")


class PlaceForm(CommandForm):
    after = SelectField(WRITING["after"], coerce=int)

    @classmethod
    def of(cls, shown: SectionPage) -> "PlaceForm":
        """The form for where this section can be put."""
        form = cls(formdata=None, version=shown.version)
        form.after.choices = [(line.id, f"{line.label} {line.heading}".strip()[:70]) for line in shown.places]
        return form


class LevelForm(CommandForm):
    level = SelectField(WRITING["level"], coerce=int)

    @classmethod
    def of(cls, shown: SectionPage) -> "LevelForm":
        """The form for the levels that this section can have, the present one first."""
        form = cls(formdata=None, version=shown.version)
        form.level.choices = [(n, LEVELS[n]) for n in (shown.level, *shown.levels) if n]
        return form


class CommentForm(CommandForm):
    words = TextAreaField(WRITING["comment"], validators=[InputRequired(_REQUIRED), Length(max=2000)])
    answers = IntegerField(widget=HiddenInput(), validators=[Optional()])


class PassageForm(CommandForm):
    name = StringField(WRITING["passage_name"], validators=[InputRequired(_REQUIRED), Length(max=120)])
    words = TextAreaField(WRITING["passage_words"], validators=[InputRequired(_REQUIRED)])


class FindForm(Form):
    find = StringField(WRITING["find"], validators=[Length(max=100)])


class ReturnForm(CommandForm):
    reason = TextAreaField(FIELDS["reason"], validators=[InputRequired(_REQUIRED), Length(max=2000)])


class IssueForm(CommandForm):
    dated = DayField(FIELDS["dated"], validators=[InputRequired(_REQUIRED)])
    passphrase = PasswordField(FIELDS["passphrase"], validators=[InputRequired(_REQUIRED), Length(max=200)])
    unstamped = BooleanField(SIGNING_FIELDS["unstamped"])


class HeadForm(CommandForm):
    subject = StringField(FIELDS["subject"], validators=[InputRequired(_REQUIRED), Length(max=300)])
    parent_issuer = StringField(
        FIELDS["parent_issuer"], validators=[InputRequired(_REQUIRED), Length(max=200)]
    )
    place = StringField(FIELDS["place"], validators=[InputRequired(_REQUIRED), Length(max=100)])
    dated = DayField(FIELDS["planned_date"], validators=[Optional()])
    authority = SelectField(FIELDS["authority"], choices=[(word, word) for word in AUTHORITIES])
    position = SelectField(FIELDS["position"], choices=[(word, word) for word in POSITIONS])
    signatory_id = SelectField(FIELDS["signatory_id"], coerce=int)
    ward_target = IntegerField(FIELDS["ward_target"], validators=[Optional()])
    recipients = TextAreaField(FIELDS["recipients"], validators=[InputRequired(_REQUIRED), Length(max=2000)])

    def offer(self, page: HeadPage) -> "HeadForm":
        """Fill the list of signatories."""
        self.signatory_id.choices = [(0, "–"), *page.signatories]
        return self

    def input(self) -> HeadInput:
        return HeadInput(
            subject=self.subject.data,
            place=self.place.data,
            authority=self.authority.data,
            position=self.position.data,
            signatory_id=self.signatory_id.data or None,
            recipients=self.recipients.data,
            ward_target=self.ward_target.data,
            parent_issuer=self.parent_issuer.data,
            dated=self.dated.data,
        )


def allocation_form(page: AllocationPage, typed: MultiDict[str, str] | None = None) -> CommandForm:
    """One number per branch (`b<id>`), two per organisation (`i<id>`, `a<id>`), preset as they stand.

    `typed`: what was typed into it before and not saved.
    """

    class AllocationForm(CommandForm):
        pass

    for line in page.branches:
        field = IntegerField(f"{FIELDS['new_members']}: {line.name}", default=line.admissions)
        setattr(AllocationForm, f"b{line.unit_id}", field)
    for line in page.organisations:
        field = IntegerField(f"{FIELDS['introductions']}: {line.name}", default=line.introductions)
        setattr(AllocationForm, f"i{line.unit_id}", field)
        field = IntegerField(f"{FIELDS['new_members']}: {line.name}", default=line.admissions)
        setattr(AllocationForm, f"a{line.unit_id}", field)
    sent = {} if typed is None else {"formdata": typed}
    return AllocationForm(version=page.version, **sent)


def typed_allocation(
    form: CommandForm, page: AllocationPage
) -> tuple[tuple[UnitInput, ...], tuple[UnitInput, ...]]:
    """What the form holds, for the service."""
    branches = tuple(UnitInput(b.unit_id, form[f"b{b.unit_id}"].data) for b in page.branches)
    organisations = tuple(
        UnitInput(o.unit_id, form[f"a{o.unit_id}"].data, form[f"i{o.unit_id}"].data)
        for o in page.organisations
    )
    return branches, organisations


def differences(form: CommandForm, names: Iterable[str], now: object) -> list[tuple[str, object]]:
    """Label and present value of every field whose present value is not what was typed."""
    found = []
    for name in names:
        present = getattr(now, name)
        if form[name].data != present:
            found.append((form[name].label.text, present))
    return found
