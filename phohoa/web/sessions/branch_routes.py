"""Routes of a branch: a written proposal, laying an admission before the committee again, having seen."""

from flask import url_for
from flask.typing import ResponseReturnValue

from ...domain.access import Action
from ...domain.errors import Invalid
from ...services import branch_proposals as proposals
from ...texts.ward_sessions import SAID
from ..gate import caller, requires
from ..htmx import goto
from . import on_review
from .blueprint import blueprint
from .forms import PressForm, SubjectForm

_MONTH = "/branches/<int:branch_id>/reviews/<int:year>/<int:month>"
_ONE = _MONTH + "/proposals/<int:proposal_id>"


def _back(branch_id: int, year: int, month: int) -> str:
    return url_for("reviews.sheet", branch_id=branch_id, year=year, month=month, _anchor="committee")


@blueprint.post(_MONTH + "/proposals")
@requires(Action.PROPOSAL_MAKE)
def write(branch_id: int, year: int, month: int) -> ResponseReturnValue:
    form = SubjectForm()
    if form.validate_on_submit():
        try:
            proposals.write_proposal(caller(), branch_id, year, month, form.subject.data or "")
            return goto(_back(branch_id, year, month), SAID["written"])
        except Invalid as error:
            form.take(error)
    # The page of the review reads this package's part of it, so it is fetched only when it is needed.
    from ..reviews.showing import show, view_of

    shown = on_review.found(branch_id, year, month, form)
    return show(view_of(branch_id, year, month), 422, committee=shown)


@blueprint.post(_ONE + "/withdraw")
@requires(Action.PROPOSAL_MAKE)
def withdraw(branch_id: int, year: int, month: int, proposal_id: int) -> ResponseReturnValue:
    proposals.withdraw_proposal(caller(), proposal_id)
    return goto(_back(branch_id, year, month), SAID["withdrawn"])


@blueprint.post(_ONE + "/again")
@requires(Action.PROPOSAL_MAKE)
def again(branch_id: int, year: int, month: int, proposal_id: int) -> ResponseReturnValue:
    proposals.lay_again(caller(), proposal_id)
    return goto(_back(branch_id, year, month), SAID["again"])


@blueprint.post(_MONTH + "/proposals/seen")
@requires(Action.PROPOSAL_MAKE)
def seen(branch_id: int, year: int, month: int) -> ResponseReturnValue:
    PressForm()
    proposals.mark_seen(caller(), branch_id)
    return goto(_back(branch_id, year, month), SAID["seen"])
