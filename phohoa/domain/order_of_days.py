"""The order of days: no step may be dated before the steps it depends on."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date

from .conditions import BLOCK, Case
from .facts import Finding, FindingCode, RunFacts
from .stages import Input, MoveCode, Stage

#: The dated facts of the usual way, first to last; each step comes after all those before it.
_WAY = (
    "sympathiser_on",
    "class_proposed_on",
    "start_proposed_on",
    "dossier_started_on",
    "branch_resolution_on",
    "committee_resolution_on",
    "submitted_on",
    "decision_on",
    "ceremony_on",
    "official_proposed_on",
)
#: Steps that may be dated before the last one: papers from elsewhere, and days that are found out late.
_DEPENDS_ON: dict[MoveCode, tuple[str, ...]] = {
    MoveCode.ARRIVE: (),
    MoveCode.RECORD_CERTIFICATE: (),
    MoveCode.RENEW_CERTIFICATE: (),
    MoveCode.ASSIGN_HELPER: ("sympathiser_on",),
    MoveCode.RECORD_DECISION: ("branch_resolution_on", "committee_resolution_on", "submitted_on"),
    MoveCode.HOLD_CEREMONY: ("decision_on", "stage_since"),
}
_NEED_CERTIFICATE = frozenset({MoveCode.PROPOSE_START, MoveCode.PERMIT_START, MoveCode.RESOLVE_BRANCH})
_VOTED_AGAIN = frozenset(
    {MoveCode.RESOLVE_BRANCH, MoveCode.PROPOSE_OFFICIAL, MoveCode.RECOGNISE_ABOVE, MoveCode.RESOLVE_COMMITTEE}
)
#: Somebody with a decision may have moved before it came (HD 06, 3.9 c).
_MOVES_AWAY = frozenset({MoveCode.MOVE_BRANCH, MoveCode.MOVE_OUT})


def _names(move: MoveCode, facts: RunFacts) -> tuple[str, ...]:
    if move in _DEPENDS_ON:
        return _DEPENDS_ON[move]
    if move in _MOVES_AWAY and facts.stage is Stage.DECIDED:
        return ("branch_resolution_on", "committee_resolution_on")
    more = ("certificate_on",) if move in _NEED_CERTIFICATE else ()
    again = ("failed_vote_on",) if move in _VOTED_AGAIN else ()
    return (*_WAY, "stage_since", *more, *again)


def not_before(move: MoveCode, facts: RunFacts) -> tuple[str, date] | None:
    """The latest day on which a move depends, with the name of the fact; None if on none."""
    days = [(name, getattr(facts, name)) for name in _names(move, facts)]
    known = [(name, day) for name, day in days if day is not None]
    if not known:
        # Nothing of it is noted: at least the stage had begun.
        since = facts.stage_since if move is MoveCode.RECORD_DECISION else None
        return ("stage_since", since) if since is not None else None
    # Of facts on the same day the one that the way names is said, not the stage.
    return max(known, key=lambda pair: (pair[1], pair[0] != "stage_since"))


def order_of_days(move: MoveCode, day: date | None, case: Case) -> Iterator[Finding]:
    """Closes a move that is dated before a step it depends on, naming both steps and both days."""
    entry = case.entry
    bound = not_before(move, case.facts)
    if day is not None and bound is not None and day < bound[1]:
        ceremony = move is MoveCode.HOLD_CEREMONY and bound[0] == "decision_on"
        code = FindingCode.BEFORE_DECISION if ceremony else FindingCode.BEFORE_STAGE
        yield case.finding(BLOCK, code, step=move.value, day=day, after=bound[0], since=bound[1])
    stated = entry.basis_on if move is MoveCode.WITHDRAW else None
    if day is not None and stated is not None and day < stated:
        yield case.finding(
            BLOCK,
            FindingCode.BEFORE_BASIS,
            step=move.value,
            day=day,
            input=Input.BASIS_ON.value,
            since=stated,
        )
