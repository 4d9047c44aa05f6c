"""The blueprint of signing rounds, and what templates of other parts ask of them."""

from flask import Blueprint

from ...domain.signing import SubjectKind
from ...services import clock, signing_pages
from ...services.signing_pages import Standing
from ..gate import actor
from .forms import StartForm

blueprint = Blueprint("signing", __name__)


@blueprint.app_template_global("signing_of")
def signing_of(kind: str, subject_id: int) -> Standing | None:
    """Where the signing of a paper stands, for the page of the paper; None when it is not being signed."""
    return signing_pages.standing_of(actor(), SubjectKind(kind), subject_id)


@blueprint.app_template_global("signing_setup")
def signing_setup() -> signing_pages.Setup:
    """Whether the organisation signs after the signatory, and whether the time is stamped."""
    return signing_pages.setup(actor())


@blueprint.app_template_global("signing_start")
def signing_start(version: int, dated: object) -> StartForm:
    """The form that takes the number and leaves the signatures for later."""
    return StartForm(formdata=None, version=version, dated=dated or clock.today())
