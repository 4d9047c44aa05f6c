"""Routes of a mass organisation's own introductions."""

from typing import Any

from flask import Blueprint, url_for
from flask.typing import ResponseReturnValue

from ...domain.access import Action
from ...domain.errors import Invalid
from ...services import introductions
from ...services.candidates import introduce_by_organisation
from ...services.introductions import Standing
from ...texts.candidates import SAID, STANDINGS
from ..gate import actor, caller, requires
from ..htmx import goto, page
from .forms import IntroductionForm

blueprint = Blueprint("introductions", __name__)


@blueprint.get("/introductions")
@requires(Action.INTRODUCTION_VIEW)
def index() -> ResponseReturnValue:
    found = introductions.own_introductions(actor())
    counts = [(STANDINGS[one.value], found.count(one)) for one in Standing]
    return page("introductions/index.html", found=found, standings=STANDINGS, counts=counts)


def _form_page(form: IntroductionForm, found: Any, status: int = 200) -> ResponseReturnValue:
    return page("introductions/new.html", status, form=form, found=found)


@blueprint.get("/introductions/new")
@requires(Action.INTRODUCTION_CREATE)
def new() -> ResponseReturnValue:
    found = introductions.own_introductions(actor())
    form = IntroductionForm(version=0)
    form.offer(found.branches)
    return _form_page(form, found)


@blueprint.post("/introductions/new")
@requires(Action.INTRODUCTION_CREATE)
def create() -> ResponseReturnValue:
    found = introductions.own_introductions(actor())
    form = IntroductionForm()
    form.offer(found.branches)
    if form.validate_on_submit():
        chosen = form.branch_id.data
        try:
            if not chosen:
                raise Invalid(fields={"branch_id": "required"})
            # Whether somebody of the same name is followed already is not for an organisation to learn here:
            # the branch sees it when it takes the person up.
            introduce_by_organisation(caller(), int(chosen), form.input(found.organisation_id, True))
        except Invalid as error:
            form.take(error)
        else:
            return goto(url_for(".index"), SAID["introduced_to"])
    return _form_page(form, found, 422)
