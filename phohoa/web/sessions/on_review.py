"""What the review of a branch shows of the committee's session."""

from dataclasses import dataclass

from ...services.proposal_notes import FromCommittee, from_committee
from ...texts.ward_sessions import KINDS, NOTED, OUTCOMES
from ..gate import actor
from ..reviews.forms import apart
from .forms import PressForm, SubjectForm
from .showing import STATES


@dataclass(frozen=True)
class OnReview:
    """The part of the page: what there is to say, and the forms of the branch."""

    shown: FromCommittee
    subject: SubjectForm
    press: PressForm
    kinds = KINDS
    outcomes = OUTCOMES
    noted = NOTED
    states = STATES


def found(branch_id: int, year: int, month: int, subject: SubjectForm | None = None) -> OnReview | None:
    """What the committee has to say to this review; None when there is nothing."""
    shown = from_committee(actor(), branch_id, year, month)
    if shown is None or not (shown.decided or shown.pending or shown.may_write):
        return None
    form, press = subject or SubjectForm(formdata=None), PressForm(formdata=None)
    apart(form, "committee")
    return OnReview(shown, form, press)
