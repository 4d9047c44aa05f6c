"""What a branch does about its proposals: writes one, takes it back, lays it again, has seen outcomes."""

from dataclasses import dataclass

from sqlalchemy import select

from ..domain.access import Action
from ..domain.errors import Conflict, Invalid, Refused
from ..domain.proposals import ProposalKind, ProposalOutcome, ProposalState
from ..domain.stages import Stage
from ..domain.vietnamese import nfc
from ..models import Branch, Proposal, Review, TrackingRun
from .command import Command, command
from .proposals import clear_draft
from .review_locks import check_lock

SUBJECT_MAX = 1000


@dataclass(frozen=True)
class ProposalSaved:
    """A proposal that was written, withdrawn, laid before the committee again."""

    proposal_id: int


@command(Action.PROPOSAL_MAKE)
def write_proposal(cx: Command, branch_id: int, year: int, month: int, subject: str) -> ProposalSaved:
    """Lay a written proposal of the month's meeting before the committee.

    Raises Invalid without words, Refused for the practice branch and for a month that is locked or
    whose review has not begun.
    """
    cx.allow(branch_id=branch_id)
    branch = cx.session.get(Branch, branch_id)
    subject = nfc(subject).strip()
    if not subject:
        raise Invalid(fields={"subject": "required"})
    if len(subject) > SUBJECT_MAX:
        raise Invalid(fields={"subject": "text_long"})
    review = cx.session.scalar(
        select(Review).where(Review.branch_id == branch_id, Review.year == year, Review.month == month)
    )
    if branch is None or branch.is_practice:
        raise Refused("proposal_practice")
    if review is None:
        raise Refused("proposal_no_review", month=f"{month:02d}/{year}")
    check_lock(cx, branch_id, year, month)
    row = Proposal(
        branch_id=branch_id,
        kind=ProposalKind.OTHER,
        review_id=review.id,
        raised_on=review.meeting_on or cx.today,
        subject=subject,
    )
    cx.session.add(row)
    cx.session.flush()
    return ProposalSaved(row.id)


@command(Action.PROPOSAL_MAKE)
def withdraw_proposal(cx: Command, proposal_id: int) -> ProposalSaved:
    """Take back a written proposal that no session has decided. Raises Conflict, NotFound."""
    row = cx.load(Proposal, proposal_id)
    if row.kind is not ProposalKind.OTHER:
        raise Conflict("proposal_state")
    if row.state is not ProposalState.PENDING:
        raise Conflict("proposal_decided")
    clear_draft(row)
    row.state = ProposalState.WITHDRAWN
    return ProposalSaved(row.id)


@command(Action.PROPOSAL_MAKE)
def lay_again(cx: Command, proposal_id: int) -> ProposalSaved:
    """Lay a returned admission before the committee again, once what was asked for is there.

    Other kinds are proposed again by a new move. Raises Conflict when it stands no longer as returned.
    """
    row = cx.load(Proposal, proposal_id)
    run = cx.load(TrackingRun, row.run_id) if row.run_id is not None else None
    if row.kind is not ProposalKind.ADMIT or run is None:
        raise Conflict("proposal_state")
    waiting = cx.session.scalar(
        select(Proposal.id)
        .where(Proposal.run_id == run.id, Proposal.kind == row.kind)
        .where(Proposal.state == ProposalState.PENDING)
        .limit(1)
    )
    standing = run.stage in (Stage.BRANCH_RESOLVED, Stage.SUBMITTED)
    if row.outcome is not ProposalOutcome.RETURNED or not standing or waiting is not None:
        raise Conflict("proposal_state")
    row.seen_at = row.seen_at or cx.now
    new = Proposal(branch_id=row.branch_id, kind=row.kind, run_id=run.id, raised_on=cx.today)
    cx.session.add(new)
    cx.session.flush()
    return ProposalSaved(new.id)


@dataclass(frozen=True)
class Seen:
    """How many outcomes were marked as seen."""

    count: int


@command(Action.PROPOSAL_MAKE)
def mark_seen(cx: Command, branch_id: int) -> Seen:
    """Note that the branch has seen every outcome there is now."""
    cx.allow(branch_id=branch_id)
    rows = cx.session.scalars(
        select(Proposal)
        .where(Proposal.branch_id == branch_id, Proposal.state == ProposalState.DECIDED)
        .where(Proposal.seen_at.is_(None))
    ).all()
    for row in rows:
        row.seen_at = cx.now
    return Seen(len(rows))
