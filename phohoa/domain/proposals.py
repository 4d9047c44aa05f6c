"""What a branch asks of the committee or reports to it, and what a session makes of it."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum

from .rulebook import AuthorityMode
from .sessions import SessionKind
from .stages import CLOSED_STAGES, MoveCode, Stage, way_between


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

#: Removals that are a fact and no resolution of the branch; of somebody still on the list.
REPORTED_MOVES: frozenset[MoveCode] = frozenset({MoveCode.MOVE_OUT, MoveCode.MOVE_BRANCH, MoveCode.DECEASE})
#: Of these the committee takes note and nothing more.
NOTED_MOVES: frozenset[MoveCode] = REPORTED_MOVES | {MoveCode.WITHDRAW, MoveCode.REJECT_SOURCE}
#: Stages of the list of sympathisers that a session keeps up to date, until the branch has voted.
ON_LIST: frozenset[Stage] = way_between(Stage.SYMPATHISER, Stage.DOSSIER)


def kind_raised(move: MoveCode, from_stage: Stage | None, failed_vote: bool = False) -> ProposalKind | None:
    """What a move lays before the committee; None for nothing, as after a vote that did not carry."""
    if failed_vote:
        return None
    if move in REPORTED_MOVES:
        return ProposalKind.REMOVE if from_stage in ON_LIST else None
    return KIND_OF_MOVE.get(move)


def outcomes_of(kind: ProposalKind, move: MoveCode | None) -> tuple[ProposalOutcome, ...]:
    """What the committee can decide on a proposal of this kind that the move raised."""
    if kind is ProposalKind.OTHER or move in NOTED_MOVES:
        return (ProposalOutcome.ACCEPTED,)
    return tuple(ProposalOutcome)


class Majority(StrEnum):
    """How many of those called have to agree."""

    HALF = "half"
    TWO_THIRDS = "two_thirds"


def majority_of(kind: ProposalKind, body: SessionKind, mode: AuthorityMode) -> Majority | None:
    """What a proposal needs to be accepted; None where no count is due.

    Starting the procedure: more than half of the body (the ordinary rule, domain notes 02, step 2).
    Admission: two thirds of a committee, more than half of a standing committee that decides itself (HD 06,
    3.6 c and 3.7 a).
    """
    if kind is ProposalKind.START:
        return Majority.HALF
    if kind is not ProposalKind.ADMIT:
        return None
    decides = mode is not AuthorityMode.A and body is SessionKind.STANDING_COMMITTEE
    return Majority.HALF if decides else Majority.TWO_THIRDS


def considers(kind: ProposalKind, body: SessionKind, mode: AuthorityMode) -> bool:
    """Whether a session of this body may decide: under mode A the committee votes on admission, under B the
    standing committee does, under C either (domain notes 02, 2.9)."""
    if kind is not ProposalKind.ADMIT or mode is AuthorityMode.C:
        return True
    wanted = SessionKind.COMMITTEE if mode is AuthorityMode.A else SessionKind.STANDING_COMMITTEE
    return body is wanted


def carries(majority: Majority, called: int, in_favour: int) -> bool:
    """Whether the votes are enough, counted on all called, in whole numbers."""
    return 2 * in_favour > called if majority is Majority.HALF else 3 * in_favour >= 2 * called


class Effect(StrEnum):
    """What concluding a session does to a run for one proposal."""

    NOTHING = "nothing"
    PERMIT_START = "permit_start"
    REFUSE_START = "refuse_start"
    CLASS_NOT_SENT = "class_not_sent"
    CANCEL = "cancel"
    RESOLVE = "resolve"
    DECIDE = "decide"
    NOT_APPROVED = "not_approved"


def effect_of(kind: ProposalKind, outcome: ProposalOutcome, mode: AuthorityMode) -> Effect:
    """What an outcome does; under mode A a declined admission is a vote that failed, and recorded as one."""
    accepted = outcome is ProposalOutcome.ACCEPTED
    match kind:
        case ProposalKind.START:
            return Effect.PERMIT_START if accepted else Effect.REFUSE_START
        case ProposalKind.CLASS:
            return Effect.NOTHING if accepted else Effect.CLASS_NOT_SENT
        case ProposalKind.ADD | ProposalKind.REMOVE:
            return Effect.NOTHING if accepted else Effect.CANCEL
        case ProposalKind.ADMIT if outcome is not ProposalOutcome.RETURNED:
            if mode is AuthorityMode.A:
                return Effect.RESOLVE
            return Effect.DECIDE if accepted else Effect.NOT_APPROVED
        case _:
            return Effect.NOTHING


#: Move of an effect; cancelling is no move.
MOVE_OF_EFFECT: dict[Effect, MoveCode] = {
    Effect.PERMIT_START: MoveCode.PERMIT_START,
    Effect.REFUSE_START: MoveCode.REFUSE_START,
    Effect.CLASS_NOT_SENT: MoveCode.CLASS_NOT_SENT,
    Effect.RESOLVE: MoveCode.RESOLVE_COMMITTEE,
    Effect.DECIDE: MoveCode.RECORD_DECISION,
    Effect.NOT_APPROVED: MoveCode.NOT_APPROVED,
}

_SETTLED: dict[MoveCode, tuple[ProposalKind, ProposalOutcome]] = {
    MoveCode.PERMIT_START: (ProposalKind.START, ProposalOutcome.ACCEPTED),
    MoveCode.REFUSE_START: (ProposalKind.START, ProposalOutcome.RETURNED),
    MoveCode.RECORD_CERTIFICATE: (ProposalKind.CLASS, ProposalOutcome.ACCEPTED),
    MoveCode.CLASS_NOT_SENT: (ProposalKind.CLASS, ProposalOutcome.RETURNED),
    MoveCode.RESOLVE_COMMITTEE: (ProposalKind.ADMIT, ProposalOutcome.ACCEPTED),
    MoveCode.SUBMIT_UP: (ProposalKind.ADMIT, ProposalOutcome.ACCEPTED),
    MoveCode.RECORD_DECISION: (ProposalKind.ADMIT, ProposalOutcome.ACCEPTED),
    MoveCode.NOT_APPROVED: (ProposalKind.ADMIT, ProposalOutcome.DECLINED),
    MoveCode.RETURN_TO_LIST: (ProposalKind.ADMIT, ProposalOutcome.RETURNED),
}


def settled_by(
    move: MoveCode, by_office: bool, failed_vote: bool = False
) -> tuple[ProposalKind, ProposalOutcome] | None:
    """Which pending proposal a move outside of a session answers, and how; None: it answers none."""
    if move is MoveCode.CLASS_NOT_SENT and not by_office:
        return None
    if move is MoveCode.RESOLVE_COMMITTEE and failed_vote:
        return (ProposalKind.ADMIT, ProposalOutcome.DECLINED)
    return _SETTLED.get(move)


def withdrawn_by(move: MoveCode, to_stage: Stage, raised: ProposalKind | None) -> frozenset[ProposalKind]:
    """Which pending proposals of a run lose their object with a move: all once the run has ended.

    A new proposal of a kind stands in the place of an older one that nobody considered.
    """
    if to_stage in CLOSED_STAGES:
        return frozenset(ProposalKind)
    if move is MoveCode.CLASS_NOT_SENT:
        return frozenset({ProposalKind.CLASS})
    if move in (MoveCode.RENEW_PAPERS, MoveCode.RETURN_TO_LIST):
        return frozenset({ProposalKind.ADMIT})
    return frozenset({raised}) if raised is not None else frozenset()


@dataclass(frozen=True, slots=True)
class Tally:
    """Counts of a vote of the body; None: not typed."""

    called: int | None = None
    present: int | None = None
    in_favour: int | None = None
    against: int | None = None


def vote_due(kind: ProposalKind, outcome: ProposalOutcome, body: SessionKind, mode: AuthorityMode) -> bool:
    """Whether an outcome needs its counts: what is accepted by vote, and an admission that failed in one."""
    if majority_of(kind, body, mode) is None:
        return False
    failed = kind is ProposalKind.ADMIT and outcome is ProposalOutcome.DECLINED and mode is AuthorityMode.A
    return outcome is ProposalOutcome.ACCEPTED or failed


def tally_problems(tally: Tally) -> dict[str, str]:
    """Field -> code of counts that are missing or cannot be true."""
    counts = {"called": tally.called, "present": tally.present, "in_favour": tally.in_favour}
    found = {name: "required" for name, count in counts.items() if count is None}
    if tally.called is None or tally.present is None or tally.in_favour is None:
        return found
    if tally.called < 1:
        found["called"] = "session_nobody"
    if tally.present > tally.called:
        found["present"] = "session_present"
    if tally.in_favour + (tally.against or 0) > tally.present:
        found["in_favour"] = "session_ballots"
    return found


def decision_problems(
    kind: ProposalKind,
    move: MoveCode | None,
    outcome: ProposalOutcome,
    body: SessionKind,
    mode: AuthorityMode,
    *,
    reason: str,
    tally: Tally,
    decision: bool,
) -> dict[str, str]:
    """Field -> code of why an outcome cannot be put down so; `decision`: its number and day are typed."""
    if outcome not in outcomes_of(kind, move):
        return {"outcome": "session_only_noted"}
    if not considers(kind, body, mode):
        return {"outcome": "session_other_body"}
    found: dict[str, str] = {}
    accepted = outcome is ProposalOutcome.ACCEPTED
    if not accepted and not reason.strip():
        found["reason"] = "session_reason_needed"
    majority = majority_of(kind, body, mode)
    if majority is not None and vote_due(kind, outcome, body, mode):
        found |= tally_problems(tally)
        if not found and carries(majority, tally.called or 0, tally.in_favour or 0) is not accepted:
            found["in_favour"] = "session_votes_short" if accepted else "session_votes_enough"
    if effect_of(kind, outcome, mode) is Effect.DECIDE and not decision:
        found["decision_number"] = "session_decision_needed"
    return found


def has_quorum(called: int | None, present: int | None) -> bool:
    """Whether more than half of the members came: the ordinary rule of a meeting, believed and not read."""
    return bool(called) and present is not None and 2 * present > (called or 0)
