"""What a branch asks of the committee or reports to it, and what a session makes of it."""

from __future__ import annotations

from enum import StrEnum

from .stages import MoveCode


class ProposalKind(StrEnum):
    """What a proposal asks (HD 38, I.1.1 c and d)."""

    ADD = "add"
    CLASS = "class"
    START = "start"
    REMOVE = "remove"
    ADMIT = "admit"
    OTHER = "other"


class ProposalState(StrEnum):
    """Where a proposal stands. A draft of the session's table leaves it pending."""

    PENDING = "pending"
    DECIDED = "decided"
    WITHDRAWN = "withdrawn"


class ProposalOutcome(StrEnum):
    """What the committee decides on a proposal; the last two need a reason."""

    ACCEPTED = "accepted"
    RETURNED = "returned"
    DECLINED = "declined"


class SessionState(StrEnum):
    """Where a session of the committee stands."""

    PLANNED = "planned"
    OPEN = "open"
    CONCLUDED = "concluded"


class SessionPaper(StrEnum):
    """A paper that concluding a session makes."""

    MINUTES = "minutes"
    NOTICE = "notice"
    LIST = "list"


#: Which move of a run raises which proposal.
KIND_OF_MOVE: dict[MoveCode, ProposalKind] = {
    MoveCode.ADD_SYMPATHISER: ProposalKind.ADD,
    MoveCode.PROPOSE_CLASS: ProposalKind.CLASS,
    MoveCode.RETAKE_CLASS: ProposalKind.CLASS,
    MoveCode.PROPOSE_START: ProposalKind.START,
    MoveCode.REJECT_SOURCE: ProposalKind.REMOVE,
    MoveCode.LEAVE: ProposalKind.REMOVE,
    MoveCode.WITHDRAW: ProposalKind.REMOVE,
    MoveCode.RESOLVE_BRANCH: ProposalKind.ADMIT,
}
