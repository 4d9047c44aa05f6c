"""What a move changes: the stage, the dated facts of the run, and what somebody has to do because of it."""

from __future__ import annotations

from datetime import date

from .conditions import carried_by_two_thirds
from .deadlines import add_months
from .facts import Entry, Obligation, Outcome, RunFacts
from .guards import day_of
from .moves import Move
from .rulebook import RuleCode, Rules
from .stages import CLOSED_STAGES, MoveCode, Stage, way_between

_VOTED = frozenset({MoveCode.RESOLVE_BRANCH, MoveCode.RESOLVE_COMMITTEE, MoveCode.PROPOSE_OFFICIAL})
_BEFORE_VOTE = way_between(Stage.SYMPATHISER, Stage.DOSSIER)
_RESOLVED = way_between(Stage.BRANCH_RESOLVED, Stage.SUBMITTED)
_PROBATION = way_between(Stage.PROBATIONARY, Stage.OFFICIAL_PROPOSED)

# Facts that no longer hold when a run goes back to the list, or back to its dossier.
_AFTER_DOSSIER: dict[str, object] = {
    "branch_resolution_number": "",
    "branch_resolution_on": None,
    "committee_resolution_on": None,
    "submitted_on": None,
    "decision_number": "",
    "decision_on": None,
    "decision_received_on": None,
    "ceremony_on": None,
    "probation_ends_on": None,
    "official_proposed_on": None,
    "official_on": None,
    "failed_votes": 0,
}
_BACK_ON_LIST: dict[str, object] = {
    **_AFTER_DOSSIER,
    "class_proposed_on": None,
    "start_proposed_on": None,
    "dossier_started_on": None,
}


def _facts_set(move: Move, facts: RunFacts, entry: Entry, rules: Rules, day: date) -> dict[str, object]:
    match move.code:
        case MoveCode.ADD_SYMPATHISER:
            return {"sympathiser_on": day, "helper_id": entry.helper, "helper_since": day}
        case MoveCode.ASSIGN_HELPER:
            return {"helper_id": entry.helper, "helper_since": day}
        case MoveCode.PROPOSE_CLASS:
            return {"class_proposed_on": day}
        case MoveCode.RETAKE_CLASS:
            return {"class_proposed_on": day, "certificate_number": "", "certificate_on": None}
        case MoveCode.RECORD_CERTIFICATE | MoveCode.RENEW_CERTIFICATE:
            return {"certificate_number": entry.certificate_number, "certificate_on": entry.certificate_on}
        case MoveCode.CLASS_NOT_SENT:
            return {"class_proposed_on": None}
        case MoveCode.PROPOSE_START:
            return {"start_proposed_on": day}
        case MoveCode.PERMIT_START:
            return {"dossier_started_on": day}
        case MoveCode.REFUSE_START:
            return {"start_proposed_on": None}
        case MoveCode.RENEW_PAPERS:
            renewed = _AFTER_DOSSIER if facts.stage is not Stage.DOSSIER else {}
            return {**renewed, "dossier_started_on": day, "papers_renewed_on": day}
        case MoveCode.RESOLVE_BRANCH:
            over_age = facts.over_age_consent or bool(entry.upper_consent.strip())
            return {
                "branch_resolution_number": entry.basis_number,
                "branch_resolution_on": day,
                "over_age_consent": over_age,
            }
        case MoveCode.RESOLVE_COMMITTEE:
            return {"committee_resolution_on": day}
        case MoveCode.SUBMIT | MoveCode.SUBMIT_UP:
            return {"submitted_on": day}
        case MoveCode.RECORD_DECISION:
            return {
                "decision_number": entry.decision_number,
                "decision_on": day,
                "decision_received_on": entry.received_on,
            }
        case MoveCode.HOLD_CEREMONY:
            helper = {"helper_id": entry.helper, "helper_since": day} if entry.helper is not None else {}
            ends = add_months(day, rules.number(RuleCode.PROBATION_MONTHS))
            return {**helper, "ceremony_on": day, "probation_ends_on": ends, "failed_votes": 0}
        case MoveCode.PROPOSE_OFFICIAL:
            return {"official_proposed_on": day}
        case MoveCode.RECOGNISE | MoveCode.RECOGNISE_ABOVE:
            # Always the day the probation ended, however late the decision (QD 294, 4.2.2).
            return {"official_on": facts.probation_ends_on}
        case MoveCode.PAUSE:
            return {"paused_from": facts.stage}
        case MoveCode.RESUME:
            return {"paused_from": None}
        case MoveCode.RETURN_TO_LIST:
            # A second dossier does not rest on what was written for the first.
            return {**_BACK_ON_LIST, "papers_renewed_on": day}
        case MoveCode.ANNUL_REDO:
            return {**_AFTER_DOSSIER, "dossier_started_on": day}
        case _:
            return {}


def _moving(stage: Stage | None, inside: bool) -> tuple[Obligation, ...]:
    """What moving away asks for, by how far the run had come (HD 06, 3.9 and 3.10)."""
    if stage in _BEFORE_VOTE:
        return (Obligation.CONSIDERATION_PAPER, *((Obligation.NEW_HELPER,) if inside else ()))
    if stage in _RESOLVED:
        return (Obligation.FORWARD_DOSSIER,)
    if stage is Stage.DECIDED:
        return (Obligation.NO_CEREMONY_HERE, *(() if inside else (Obligation.FORWARD_DOSSIER,)))
    if stage in _PROBATION:
        return (Obligation.TRANSFER_REMARKS, *((Obligation.NEW_HELPER,) if inside else ()))
    return ()


def _obligations(move: Move, facts: RunFacts) -> tuple[Obligation, ...]:
    stage = facts.paused_from if facts.stage is Stage.PAUSED else facts.stage
    match move.code:
        case MoveCode.HOLD_CEREMONY:
            return (Obligation.NEW_MEMBER_PAPERS,)
        case MoveCode.NOT_APPROVED | MoveCode.RETURN_TO_LIST:
            return (Obligation.NOTIFY_BRANCH,)
        case MoveCode.MOVE_BRANCH:
            return _moving(stage, inside=True)
        case MoveCode.MOVE_OUT:
            return _moving(stage, inside=False)
        case _:
            return ()


def _failed(move: Move, facts: RunFacts, rules: Rules, stage: Stage, day: date) -> Outcome:
    failed = facts.failed_votes + 1
    last = failed >= rules.number(RuleCode.FAILED_VOTES_MAX) and move.code is MoveCode.PROPOSE_OFFICIAL
    obligations = (Obligation.REPORT_UPWARD, *((Obligation.UPPER_DECIDES,) if last else ()))
    return Outcome(stage, day, {"failed_votes": failed}, failed_vote=True, obligations=obligations)


def outcome(move: Move, facts: RunFacts, entry: Entry, rules: Rules) -> Outcome:
    """What an allowed move changes; `changes` holds columns of the run.

    A vote below two thirds leaves the run where it is, is counted, and is reported upward (HD 06, 5.1).
    Raises ValueError if the day of the move was not typed.
    """
    day = day_of(move, entry)
    if day is None:
        raise ValueError("a move needs its day")
    carried = entry.votes is not None and carried_by_two_thirds(entry.votes)
    if move.code in _VOTED and facts.stage is not None and not carried:
        return _failed(move, facts, rules, facts.stage, day)
    if move.target is not None:
        stage = move.target
    elif move.code is MoveCode.RESUME:
        stage = facts.paused_from or Stage.SYMPATHISER
    else:
        stage = facts.stage or Stage.SOURCE
    changes = _facts_set(move, facts, entry, rules, day)
    if stage is not facts.stage:
        changes["stage_since"] = day
    if stage in CLOSED_STAGES:
        changes["closed_on"] = day
    elif facts.stage in CLOSED_STAGES:
        changes["closed_on"] = None
    continues = facts.stage if move.code is MoveCode.MOVE_BRANCH else None
    return Outcome(stage, day, changes, obligations=_obligations(move, facts), continues_in=continues)
