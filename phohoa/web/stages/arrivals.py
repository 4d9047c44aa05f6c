"""Routes of receiving somebody who comes from outside of the ward."""

from collections.abc import Sequence
from typing import Any

from flask import flash, request, url_for
from flask.typing import ResponseReturnValue
from wtforms import SelectField, StringField
from wtforms.validators import Length

from ...domain.access import Action
from ...domain.errors import Invalid, Refused
from ...domain.facts import Entry, Finding, Severity
from ...domain.moves import MOVE_OF
from ...domain.stages import Input, MoveCode, Stage
from ...services import arrivals
from ...services.arrivals import ArrivalSheet
from ...texts.candidates import CHOICES, NUMBER_WARNINGS
from ...texts.findings import sentence
from ...texts.labels import label
from ...texts.messages import explain
from ...texts.stages import SAID
from ..candidates.forms import PersonForm
from ..drafts.kept import typed_before
from ..forms import DayField
from ..gate import actor, caller, requires
from ..htmx import goto, page
from .blueprint import blueprint

_ANSWER = "answer-"
_TYPED = MOVE_OF[MoveCode.ARRIVE].inputs


class ArrivalForm(PersonForm):
    """The record of the person, the papers that came along, and the helper whom the branch names."""

    happened_on = DayField(label(Input.HAPPENED_ON))
    basis_number = StringField(label(Input.BASIS_NUMBER), validators=[Length(max=60)])
    helper = SelectField(label(Input.HELPER), default="")
    from_place = StringField(label(Input.FROM_PLACE), validators=[Length(max=200)])
    paper_number = StringField(label(Input.PAPER_NUMBER), validators=[Length(max=60)])
    paper_on = DayField(label(Input.PAPER_ON))
    certificate_number = StringField(label(Input.CERTIFICATE_NUMBER), validators=[Length(max=60)])
    certificate_issuer = StringField(label(Input.CERTIFICATE_ISSUER), validators=[Length(max=200)])
    certificate_on = DayField(label(Input.CERTIFICATE_ON))

    def fit(self, sheet: ArrivalSheet) -> None:
        """The choices of the branch."""
        self.offer(sheet.organisations)
        members = [(str(member_id), name) for member_id, name in sheet.members]
        self.helper.choices = [("", CHOICES["none"]), *members]

    def entry(self) -> Entry:
        """What was typed of the arrival, for the service."""
        typed: dict[str, Any] = {}
        for code in _TYPED:
            value = self[code.value].data
            if value not in (None, ""):
                typed[code.value] = int(value) if code is Input.HELPER else value
        return Entry(**typed, answers=_answers())


def _answers() -> dict[str, str]:
    return {
        name.removeprefix(_ANSWER): value.strip()
        for name, value in request.form.items()
        if name.startswith(_ANSWER) and value.strip()
    }


def _form_page(
    form: ArrivalForm,
    sheet: ArrivalSheet,
    status: int = 200,
    asked: bool = False,
    findings: Sequence[Finding] = (),
) -> ResponseReturnValue:
    answers = _answers()
    return page(
        "stages/arrival.html",
        status,
        form=form,
        sheet=sheet,
        asked=asked,
        practice=sheet.is_practice,
        blocks=[
            sentence(one)
            for one in findings
            if one.severity is Severity.BLOCK and one.params.get("input") not in form
        ],
        warnings=[
            {
                "name": _ANSWER + one.code.value,
                "text": sentence(one),
                "value": answers.get(one.code.value, ""),
                "lacking": one.code.value not in answers,
            }
            for one in findings
            if one.severity is Severity.WARNING
        ],
    )


@blueprint.get("/branches/<int:branch_id>/people/arrived")
@requires(Action.CANDIDATE_CREATE)
def arrival(branch_id: int) -> ResponseReturnValue:
    sheet = arrivals.arrival_sheet(actor(), branch_id)
    form = ArrivalForm(formdata=typed_before(), version=0)
    form.fit(sheet)
    return _form_page(form, sheet)


@blueprint.post("/branches/<int:branch_id>/people/arrived")
@requires(Action.CANDIDATE_CREATE)
def receive(branch_id: int) -> ResponseReturnValue:
    sheet = arrivals.arrival_sheet(actor(), branch_id)
    form = ArrivalForm()
    form.fit(sheet)
    asked, findings = False, ()
    if form.validate_on_submit():
        try:
            saved = arrivals.receive_arrival(caller(), branch_id, form.input(), form.entry())
        except Invalid as error:
            form.take(error)
        except Refused as error:
            asked = error.code == "possible_duplicate"
            if error.code == "refused":
                findings = error.findings
                _beside_fields(form, findings)
            else:
                form.form_errors.append(explain(error.code)[1])
        else:
            for code in saved.warnings:
                flash(NUMBER_WARNINGS[code], "warn")
            said = SAID["arrived"].format(stage=label(Stage(saved.stage)))
            return goto(url_for("candidates.show", run_id=saved.run_id), said)
    return _form_page(form, sheet, 422, asked or bool(form.other_person.data), findings)


def _beside_fields(form: ArrivalForm, findings: Sequence[Finding]) -> None:
    for one in findings:
        name = one.params.get("input")
        if one.severity is Severity.BLOCK and isinstance(name, str) and name in form:
            form[name].errors = [*form[name].errors, sentence(one)]
