"""States of plans and documents, who may change them, kinds of documents, and their numbers."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass
from enum import StrEnum


class PlanState(StrEnum):
    """Where a plan stands on its way to being issued."""

    DRAFT = "draft"
    IN_REVIEW = "in_review"
    RETURNED = "returned"
    APPROVED = "approved"
    ISSUED = "issued"
    SUPERSEDED = "superseded"


class DocumentKind(StrEnum):
    """Kinds of documents, each with its own run of numbers in a term."""

    PLAN = "plan"
    RESOLUTION = "resolution"
    REPORT = "report"
    NOTICE = "notice"
    MINUTES = "minutes"
    DECISION = "decision"
    SUBMISSION = "submission"
    LETTER = "letter"


class PlanMoveCode(StrEnum):
    """What can be done to a plan."""

    SEND_FOR_REVIEW = "send_for_review"
    TAKE_BACK = "take_back"
    RETURN = "return"
    APPROVE = "approve"
    ISSUE = "issue"
    SUPERSEDE = "supersede"


@dataclass(frozen=True, slots=True)
class PlanMove:
    """One change of state: from where, to where, by which roles, and whether a reason must be written."""

    code: PlanMoveCode
    sources: frozenset[PlanState]
    target: PlanState
    roles: frozenset[str]
    needs_reason: bool = False


_OFFICE, _SIGNATORY = frozenset({"office"}), frozenset({"signatory"})

# Issuing gives the number, signs and publishes at once: the signatory's, whose passphrase is asked for.
PLAN_MOVES: tuple[PlanMove, ...] = (
    PlanMove(
        PlanMoveCode.SEND_FOR_REVIEW,
        frozenset({PlanState.DRAFT, PlanState.RETURNED}),
        PlanState.IN_REVIEW,
        _OFFICE,
    ),
    PlanMove(PlanMoveCode.TAKE_BACK, frozenset({PlanState.IN_REVIEW}), PlanState.DRAFT, _OFFICE),
    PlanMove(
        PlanMoveCode.RETURN,
        frozenset({PlanState.IN_REVIEW, PlanState.APPROVED}),
        PlanState.RETURNED,
        _SIGNATORY,
        needs_reason=True,
    ),
    PlanMove(PlanMoveCode.APPROVE, frozenset({PlanState.IN_REVIEW}), PlanState.APPROVED, _SIGNATORY),
    PlanMove(PlanMoveCode.ISSUE, frozenset({PlanState.APPROVED}), PlanState.ISSUED, _SIGNATORY),
    PlanMove(
        PlanMoveCode.SUPERSEDE,
        frozenset({PlanState.ISSUED}),
        PlanState.SUPERSEDED,
        _SIGNATORY,
        needs_reason=True,
    ),
)
PLAN_MOVE_OF: dict[PlanMoveCode, PlanMove] = {move.code: move for move in PLAN_MOVES}

# Text and allocation may be edited in these states only; afterwards a correction is a new plan.
EDITABLE_STATES: frozenset[PlanState] = frozenset({PlanState.DRAFT, PlanState.RETURNED})


def plan_moves(state: PlanState, role: str) -> tuple[PlanMove, ...]:
    """What a role may do to a plan in a state."""
    return tuple(move for move in PLAN_MOVES if state in move.sources and role in move.roles)


def next_number(used: Collection[int]) -> int:
    """The number after the greatest one given in the register, cancelled ones included; the first is 1."""
    return max(used, default=0) + 1


def missing_numbers(used: Collection[int]) -> tuple[int, ...]:
    """The gaps in a register that may have none; a sound register gives an empty tuple."""
    return tuple(sorted(set(range(1, max(used, default=0) + 1)) - set(used)))


def format_number(number: int) -> str:
    """At least two digits: 07, 44, 128. Raises ValueError for a number below 1."""
    if number < 1:
        raise ValueError("numbers of documents begin at 1")
    return f"{number:02d}"


def format_symbol(number: int, kind_symbol: str, issuer_symbol: str) -> str:
    """Number, hyphen, kind, slash, issuer, as it stands in the head; the two symbols come from the texts."""
    return f"{format_number(number)}-{kind_symbol}/{issuer_symbol}"
