"""Routes of what the level above was asked about a person."""

from typing import Any

from flask import url_for
from flask.typing import ResponseReturnValue

from ...domain.access import Action
from ...domain.errors import Invalid, Refused
from ...services import opinions
from ...services.candidates import note_opened
from ...texts.messages import explain
from ...texts.stages import SAID
from ..gate import actor, caller, requires
from ..htmx import goto, page
from .blueprint import blueprint
from .forms import EducationForm, OpinionForm, SpecialForm, values_of

_ALL = "/runs/<int:run_id>/opinions"
_ONE = _ALL + "/<int:opinion_id>"


def _list(run_id: int, status: int = 200, **forms: Any) -> ResponseReturnValue:
    found = opinions.opinions_page(actor(), run_id)
    version = found.version
    shown = {
        "form": OpinionForm(formdata=None, version=version),
        "special": SpecialForm(formdata=None, version=version, needed=found.special_opinion_needed),
        "education": EducationForm(formdata=None, version=version, exempt=found.education_exempt),
    }
    return page("stages/opinions.html", status, found=found, practice=found.is_practice, **(shown | forms))


@blueprint.get(_ALL)
@requires(Action.CANDIDATE_VIEW)
def opinion_list(run_id: int) -> ResponseReturnValue:
    answer = _list(run_id)
    note_opened(caller(), run_id)
    return answer


@blueprint.post(_ALL)
@requires(Action.OPINION_EDIT)
def add_opinion(run_id: int) -> ResponseReturnValue:
    form = OpinionForm()
    if form.validate_on_submit():
        try:
            opinions.add_opinion(caller(), run_id, form.version.data or 0, form.input())
        except Invalid as error:
            form.take(error)
        except Refused as error:
            form.form_errors.append(explain(error.code)[1])
        else:
            return goto(url_for(".opinion_list", run_id=run_id), SAID["opinion_saved"])
    return _list(run_id, 422, form=form)


def _edit(
    run_id: int, opinion_id: int, status: int = 200, form: OpinionForm | None = None
) -> ResponseReturnValue:
    found = opinions.opinion_page(actor(), run_id, opinion_id)
    form = form or OpinionForm(formdata=None, **values_of(found.line))
    return page("stages/opinion.html", status, found=found, form=form, practice=found.is_practice)


@blueprint.get(_ONE)
@requires(Action.OPINION_EDIT)
def opinion(run_id: int, opinion_id: int) -> ResponseReturnValue:
    return _edit(run_id, opinion_id)


@blueprint.post(_ONE)
@requires(Action.OPINION_EDIT)
def save_opinion(run_id: int, opinion_id: int) -> ResponseReturnValue:
    form = OpinionForm()
    if form.validate_on_submit():
        try:
            opinions.save_opinion(caller(), run_id, opinion_id, form.version.data or 0, form.input())
        except Invalid as error:
            form.take(error)
        except Refused as error:
            form.form_errors.append(explain(error.code)[1])
        else:
            return goto(url_for(".opinion_list", run_id=run_id), SAID["opinion_saved"])
    return _edit(run_id, opinion_id, 422, form)


@blueprint.post("/runs/<int:run_id>/special-case")
@requires(Action.OPINION_EDIT)
def mark_special(run_id: int) -> ResponseReturnValue:
    form = SpecialForm()
    if form.validate_on_submit():
        try:
            opinions.mark_special_case(
                caller(), run_id, form.version.data or 0, form.needed.data, form.special_reason.data or ""
            )
        except Invalid as error:
            form.take(error)
        else:
            return goto(url_for(".opinion_list", run_id=run_id), SAID["flag_saved"])
    return _list(run_id, 422, special=form)


@blueprint.post("/runs/<int:run_id>/education-exemption")
@requires(Action.OPINION_EDIT)
def exempt_education(run_id: int) -> ResponseReturnValue:
    form = EducationForm()
    if form.validate_on_submit():
        try:
            opinions.exempt_from_education(
                caller(), run_id, form.version.data or 0, form.exempt.data, form.education_reason.data or ""
            )
        except Invalid as error:
            form.take(error)
        except Refused as error:
            form.form_errors.append(explain(error.code)[1])
        else:
            return goto(url_for(".opinion_list", run_id=run_id), SAID["flag_saved"])
    return _list(run_id, 422, education=form)
