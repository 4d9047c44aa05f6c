"""The transitions of a tracking run as one literal table: from, to, who enters them, what they ask."""

from __future__ import annotations

from dataclasses import dataclass

from .rulebook import AuthorityMode
from .stages import (
    COUNT_INPUTS,
    VOTE_INPUTS,
    VOTE_OPTIONAL,
    Input,
    MoveCode,
    ReasonToLeave,
    ReasonToPause,
    Stage,
    way_between,
)

_DECISION = (Input.DECISION_NUMBER, Input.DECISION_ON, Input.ISSUING_BODY)
_WHEN_AND_BASIS = (Input.HAPPENED_ON, Input.BASIS_NUMBER)
_COMMITTEE_VOTE = (Input.CALLED, Input.CALLED_REASON, *COUNT_INPUTS[1:])

ALL_MODES: frozenset[AuthorityMode] = frozenset(AuthorityMode)
BRANCH: frozenset[str] = frozenset({"branch"})
OFFICE: frozenset[str] = frozenset({"office"})
BRANCH_OR_OFFICE: frozenset[str] = BRANCH | OFFICE


@dataclass(frozen=True, slots=True)
class Move:
    """One transition.

    `target` None: the run stays in its stage, or (resume) goes back to the one it was paused from.
    `entered_by` holds role codes. `inputs` is what the form shows, in order; those in `optional` may stay
    empty. `day` is the input that says when it happened. `opens`: it also begins a new run. `reasons` are
    the reason codes it accepts.
    """

    code: MoveCode
    sources: frozenset[Stage]
    target: Stage | None
    entered_by: frozenset[str]
    inputs: tuple[Input, ...]
    optional: frozenset[Input] = frozenset()
    day: Input = Input.HAPPENED_ON
    modes: frozenset[AuthorityMode] = ALL_MODES
    opens: bool = False
    reasons: tuple[str, ...] = ()

    @property
    def required(self) -> tuple[Input, ...]:
        """The inputs that must be filled."""
        return tuple(code for code in self.inputs if code not in self.optional)


def _at(*stages: Stage) -> frozenset[Stage]:
    return frozenset(stages)


_BEFORE_VOTE = way_between(Stage.SYMPATHISER, Stage.DOSSIER)
_BEFORE_DECISION = way_between(Stage.SYMPATHISER, Stage.SUBMITTED)
_PROBATION = _at(Stage.PROBATIONARY, Stage.OFFICIAL_PROPOSED)
_PAUSED = _at(Stage.PAUSED)
_ANY_OPEN = way_between(Stage.SOURCE, Stage.OFFICIAL_PROPOSED) | _PAUSED

# Numbers in the comments are those of the state machine (domain notes 09, sections 3 to 5).
MOVES: tuple[Move, ...] = (
    # 1
    Move(
        MoveCode.INTRODUCE,
        _at(),
        Stage.SOURCE,
        frozenset({"branch", "office", "mass_org"}),
        (Input.HAPPENED_ON, Input.INTRODUCED_BY),
        optional=frozenset({Input.INTRODUCED_BY}),
        opens=True,
    ),
    # Somebody who comes from outside of the ward with a paper: the branch only names a helper (HD 06, 3.9 a)
    Move(
        MoveCode.ARRIVE,
        _at(),
        Stage.SYMPATHISER,
        BRANCH_OR_OFFICE,
        (
            *_WHEN_AND_BASIS,
            Input.HELPER,
            Input.FROM_PLACE,
            Input.PAPER_NUMBER,
            Input.PAPER_ON,
            Input.CERTIFICATE_NUMBER,
            Input.CERTIFICATE_ISSUER,
            Input.CERTIFICATE_ON,
        ),
        optional=frozenset(
            {
                Input.PAPER_NUMBER,
                Input.PAPER_ON,
                Input.CERTIFICATE_NUMBER,
                Input.CERTIFICATE_ISSUER,
                Input.CERTIFICATE_ON,
            }
        ),
        opens=True,
    ),
    # 2
    Move(
        MoveCode.ADD_SYMPATHISER,
        _at(Stage.SOURCE),
        Stage.SYMPATHISER,
        BRANCH,
        (*_WHEN_AND_BASIS, Input.HELPER, Input.HELPER_TOGETHER_SINCE),
        optional=frozenset({Input.HELPER_TOGETHER_SINCE}),
        opens=True,
    ),
    # 3
    Move(MoveCode.PROPOSE_CLASS, _at(Stage.SYMPATHISER), Stage.CLASS_PROPOSED, BRANCH, _WHEN_AND_BASIS),
    # 4, and straight from the list for somebody who arrives with a certificate
    Move(
        MoveCode.RECORD_CERTIFICATE,
        _at(Stage.CLASS_PROPOSED, Stage.SYMPATHISER),
        Stage.CLASS_DONE,
        OFFICE,
        (Input.CERTIFICATE_NUMBER, Input.CERTIFICATE_ISSUER, Input.CERTIFICATE_ON, Input.BASIS_NUMBER),
        optional=frozenset({Input.BASIS_NUMBER}),
        day=Input.CERTIFICATE_ON,
    ),
    # 4'
    Move(
        MoveCode.CLASS_NOT_SENT,
        _at(Stage.CLASS_PROPOSED),
        Stage.SYMPATHISER,
        BRANCH_OR_OFFICE,
        (Input.HAPPENED_ON, Input.REASON),
    ),
    # 5
    Move(MoveCode.PROPOSE_START, _at(Stage.CLASS_DONE), Stage.START_PROPOSED, BRANCH, _WHEN_AND_BASIS),
    # 6
    Move(MoveCode.PERMIT_START, _at(Stage.START_PROPOSED), Stage.DOSSIER, OFFICE, _WHEN_AND_BASIS),
    # 6'
    Move(
        MoveCode.REFUSE_START,
        _at(Stage.START_PROPOSED),
        Stage.CLASS_DONE,
        OFFICE,
        (Input.HAPPENED_ON, Input.REASON),
    ),
    # 7
    Move(
        MoveCode.RESOLVE_BRANCH,
        _at(Stage.DOSSIER),
        Stage.BRANCH_RESOLVED,
        BRANCH,
        (*_WHEN_AND_BASIS, *VOTE_INPUTS),
        optional=VOTE_OPTIONAL,
    ),
    # 8A
    Move(
        MoveCode.RESOLVE_COMMITTEE,
        _at(Stage.BRANCH_RESOLVED),
        Stage.COMMITTEE_RESOLVED,
        OFFICE,
        (*_WHEN_AND_BASIS, *_COMMITTEE_VOTE, Input.VOTE_FORM),
        optional=frozenset({Input.CALLED_REASON, Input.BLANK}),
        modes=frozenset({AuthorityMode.A}),
    ),
    # 8B
    Move(
        MoveCode.SUBMIT,
        _at(Stage.BRANCH_RESOLVED),
        Stage.SUBMITTED,
        BRANCH_OR_OFFICE,
        _WHEN_AND_BASIS,
        optional=frozenset({Input.BASIS_NUMBER}),
        modes=frozenset({AuthorityMode.B, AuthorityMode.C}),
    ),
    # 9; open in every mode, so that a run caught by a change of mode is not stuck
    Move(MoveCode.SUBMIT_UP, _at(Stage.COMMITTEE_RESOLVED), Stage.SUBMITTED, OFFICE, _WHEN_AND_BASIS),
    # 10
    Move(
        MoveCode.RECORD_DECISION,
        _at(Stage.SUBMITTED),
        Stage.DECIDED,
        OFFICE,
        (*_DECISION, Input.RECEIVED_ON, Input.DECIDED_BY, *_COMMITTEE_VOTE),
        optional=frozenset({Input.RECEIVED_ON, Input.DECIDED_BY, *_COMMITTEE_VOTE}),
        day=Input.DECISION_ON,
    ),
    # 11
    Move(
        MoveCode.HOLD_CEREMONY,
        _at(Stage.DECIDED),
        Stage.PROBATIONARY,
        BRANCH,
        (Input.CEREMONY_ON, Input.PLACE, Input.HELPER, Input.UPPER_CONSENT),
        optional=frozenset({Input.HELPER, Input.UPPER_CONSENT}),
        day=Input.CEREMONY_ON,
    ),
    # 12
    Move(
        MoveCode.PROPOSE_OFFICIAL,
        _at(Stage.PROBATIONARY),
        Stage.OFFICIAL_PROPOSED,
        BRANCH,
        (*_WHEN_AND_BASIS, *VOTE_INPUTS),
        optional=VOTE_OPTIONAL,
    ),
    # 13
    Move(
        MoveCode.RECOGNISE,
        _at(Stage.OFFICIAL_PROPOSED),
        Stage.OFFICIAL,
        OFFICE,
        (*_DECISION, Input.RECEIVED_ON, Input.DECIDED_BY, *_COMMITTEE_VOTE),
        optional=frozenset({Input.RECEIVED_ON, Input.DECIDED_BY, *_COMMITTEE_VOTE}),
        day=Input.DECISION_ON,
    ),
    # 33: after the last failed vote the level above decides
    Move(
        MoveCode.RECOGNISE_ABOVE,
        _at(Stage.PROBATIONARY),
        Stage.OFFICIAL,
        OFFICE,
        (*_DECISION, Input.RECEIVED_ON),
        optional=frozenset({Input.RECEIVED_ON}),
        day=Input.DECISION_ON,
    ),
    # 5 of the notes: replacing a helper, renewing what has run out; the stage stays
    Move(
        MoveCode.ASSIGN_HELPER,
        way_between(Stage.SYMPATHISER, Stage.OFFICIAL_PROPOSED) | _PAUSED,
        None,
        BRANCH,
        (*_WHEN_AND_BASIS, Input.HELPER, Input.REASON),
        optional=frozenset({Input.REASON}),
    ),
    Move(MoveCode.RETAKE_CLASS, _at(Stage.CLASS_DONE), Stage.CLASS_PROPOSED, BRANCH, _WHEN_AND_BASIS),
    Move(
        MoveCode.RENEW_CERTIFICATE,
        _at(Stage.CLASS_DONE, Stage.START_PROPOSED, Stage.DOSSIER),
        None,
        OFFICE,
        (Input.CERTIFICATE_NUMBER, Input.CERTIFICATE_ISSUER, Input.CERTIFICATE_ON),
        day=Input.CERTIFICATE_ON,
    ),
    Move(
        MoveCode.RENEW_PAPERS,
        _at(Stage.DOSSIER, Stage.BRANCH_RESOLVED),
        Stage.DOSSIER,
        BRANCH,
        (Input.HAPPENED_ON, Input.REASON),
    ),
    # 20
    Move(
        MoveCode.REJECT_SOURCE,
        _at(Stage.SOURCE),
        Stage.LEFT,
        BRANCH,
        (Input.HAPPENED_ON, Input.REASON),
    ),
    # 21
    Move(
        MoveCode.LEAVE,
        _BEFORE_VOTE,
        Stage.LEFT,
        BRANCH,
        (*_WHEN_AND_BASIS, Input.REASON_CODE, Input.REASON),
        reasons=(
            ReasonToLeave.NOT_QUALIFIED,
            ReasonToLeave.NO_LONGER_STRIVING,
            ReasonToLeave.VIOLATION,
            ReasonToLeave.OVER_AGE,
            ReasonToLeave.OTHER,
        ),
    ),
    # 22
    Move(
        MoveCode.WITHDRAW,
        _BEFORE_DECISION | _PAUSED,
        Stage.WITHDRAWN,
        BRANCH,
        (Input.HAPPENED_ON, Input.BASIS_ON, Input.REASON),
        optional=frozenset({Input.REASON}),
    ),
    # 23, 27, 28: inside the ward the new branch goes on in the same stage
    Move(
        MoveCode.MOVE_BRANCH,
        way_between(Stage.SYMPATHISER, Stage.OFFICIAL_PROPOSED),
        Stage.MOVED_AWAY,
        BRANCH_OR_OFFICE,
        (Input.HAPPENED_ON, Input.TO_BRANCH, Input.BASIS_NUMBER, Input.REASON),
        optional=frozenset({Input.BASIS_NUMBER, Input.REASON}),
    ),
    # 24 to 28
    Move(
        MoveCode.MOVE_OUT,
        way_between(Stage.SYMPATHISER, Stage.OFFICIAL_PROPOSED) | _PAUSED,
        Stage.MOVED_AWAY,
        BRANCH_OR_OFFICE,
        (Input.HAPPENED_ON, Input.TO_PLACE, Input.BASIS_NUMBER, Input.REASON),
        optional=frozenset({Input.BASIS_NUMBER, Input.REASON}),
    ),
    # 29
    Move(
        MoveCode.NOT_APPROVED,
        way_between(Stage.BRANCH_RESOLVED, Stage.SUBMITTED),
        Stage.NOT_APPROVED,
        OFFICE,
        (*_WHEN_AND_BASIS, Input.REASON),
    ),
    Move(
        MoveCode.RETURN_TO_LIST,
        way_between(Stage.BRANCH_RESOLVED, Stage.SUBMITTED),
        Stage.SYMPATHISER,
        OFFICE,
        (*_WHEN_AND_BASIS, Input.REASON),
    ),
    # 30; a sympathiser called up for service rests too, so it is open from the list on
    Move(
        MoveCode.PAUSE,
        _BEFORE_DECISION,
        Stage.PAUSED,
        BRANCH,
        (Input.HAPPENED_ON, Input.REASON_CODE, Input.REASON),
        reasons=tuple(ReasonToPause),
    ),
    Move(
        MoveCode.RESUME,
        _PAUSED,
        None,
        BRANCH,
        (Input.HAPPENED_ON, Input.REASON),
        optional=frozenset({Input.REASON}),
    ),
    # 31
    Move(
        MoveCode.ANNUL,
        _PROBATION | _at(Stage.DECIDED, Stage.OFFICIAL),
        Stage.ANNULLED,
        OFFICE,
        (*_DECISION, Input.REASON),
        day=Input.DECISION_ON,
    ),
    Move(
        MoveCode.ANNUL_REDO,
        _PROBATION | _at(Stage.DECIDED, Stage.OFFICIAL),
        Stage.DOSSIER,
        OFFICE,
        (*_DECISION, Input.REASON),
        day=Input.DECISION_ON,
    ),
    # 32
    Move(
        MoveCode.STRIKE_OFF,
        _PROBATION,
        Stage.STRUCK_OFF,
        OFFICE,
        (*_DECISION, *VOTE_INPUTS, Input.REASON),
        optional=VOTE_OPTIONAL,
        day=Input.DECISION_ON,
    ),
    # 34
    Move(MoveCode.DECEASE, _ANY_OPEN, Stage.DECEASED, BRANCH_OR_OFFICE, (Input.HAPPENED_ON,)),
)

MOVE_OF: dict[MoveCode, Move] = {move.code: move for move in MOVES}

# Which move a removal in the monthly review becomes.
MOVE_OF_REASON: dict[ReasonToLeave, MoveCode] = {
    ReasonToLeave.NOT_SELECTED: MoveCode.REJECT_SOURCE,
    ReasonToLeave.NOT_QUALIFIED: MoveCode.LEAVE,
    ReasonToLeave.NO_LONGER_STRIVING: MoveCode.LEAVE,
    ReasonToLeave.VIOLATION: MoveCode.LEAVE,
    ReasonToLeave.OVER_AGE: MoveCode.LEAVE,
    ReasonToLeave.OTHER: MoveCode.LEAVE,
    ReasonToLeave.MOVED_AWAY: MoveCode.MOVE_OUT,
    ReasonToLeave.WITHDREW: MoveCode.WITHDRAW,
    ReasonToLeave.DECEASED: MoveCode.DECEASE,
}


def moves_from(stage: Stage | None, mode: AuthorityMode) -> tuple[Move, ...]:
    """The moves that start in a stage under an authority mode; None: those that begin a run."""
    return tuple(
        move
        for move in MOVES
        if mode in move.modes and (move.opens if stage is None else stage in move.sources)
    )
