"""What a move changes: the stage, the dated facts of the run, and what somebody has to do because of it."""

from __future__ import annotations

from datetime import date

from .conditions import carried_by_two_thirds, certificate_until
from .deadlines import DEFAULT_HOLIDAYS, Holidays, add_months
from .entry_guards import transfer_days
from .facts import Entry, Obligation, Outcome, RunFacts
from .guards import day_of
from .moves import Move
from .opinions import OpinionKind, may_go_on
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
    "official_decision_number": "",
    "official_decision_on": None,
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
            helped = {"helper_id": entry.helper, "helper_since": day}
            return {"sympathiser_on": day, "is_readmission": facts.is_former_member, **helped}
        case MoveCode.ARRIVE:
            return _arrived(facts, entry, rules, day)
        case MoveCode.ASSIGN_HELPER:
            return {"helper_id": entry.helper, "helper_since": day}
        case MoveCode.PROPOSE_CLASS:
            return {"class_proposed_on": day}
        case MoveCode.RETAKE_CLASS:
            return {"class_proposed_on": day, **_certificate("", None, "")}
        case MoveCode.RECORD_CERTIFICATE | MoveCode.RENEW_CERTIFICATE:
            return _certificate(entry.certificate_number, entry.certificate_on, entry.certificate_issuer)
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
            over_age = may_go_on(facts.opinions, OpinionKind.OVER_AGE, day) or facts.over_age_consent
            return {
                "branch_resolution_number": entry.basis_number,
                "branch_resolution_on": day,
                "over_age_consent": over_age,
                "is_readmission": facts.is_former_member,
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
            return {
                "official_on": facts.probation_ends_on,
                "official_decision_number": entry.decision_number,
                "official_decision_on": day,
            }
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


def _certificate(number: str, issued: date | None, issuer: str) -> dict[str, object]:
    return {"certificate_number": number, "certificate_on": issued, "certificate_issuer": issuer}


def _arrived(facts: RunFacts, entry: Entry, rules: Rules, day: date) -> dict[str, object]:
    """What somebody from outside brings along; the helper begins on the day (HD 06, 3.9 a)."""
    brought = {}
    if entry.certificate_on is not None:
        brought = _certificate(entry.certificate_number, entry.certificate_on, entry.certificate_issuer)
    return {
        "sympathiser_on": entry.paper_on or day,
        "is_readmission": facts.is_former_member,
        "arrived_from": entry.from_place,
        "helper_id": entry.helper,
        "helper_since": day,
        **brought,
    }


def _brings_a_certificate(entry: Entry, rules: Rules, day: date) -> bool:
    return entry.certificate_on is not None and day <= certificate_until(entry.certificate_on, rules)


def _moving(
    facts: RunFacts, inside: bool, day: date, rules: Rules, holidays: Holidays
) -> tuple[Obligation, ...]:
    """What moving away asks for, by how far the run had come (HD 06, 3.9 and 3.10)."""
    stage = facts.paused_from if facts.stage is Stage.PAUSED else facts.stage
    helped = (Obligation.NEW_HELPER,) if inside else ()
    if stage in _BEFORE_VOTE:
        return (Obligation.CONSIDERATION_PAPER, *helped)
    if stage in _RESOLVED:
        return (Obligation.FORWARD_DOSSIER, *helped)
    if stage is Stage.DECIDED:
        if inside:
            return (Obligation.NO_CEREMONY_HERE, Obligation.FORWARD_DECISION, *helped)
        late = False
        if facts.decision_on is not None:
            days, limit = transfer_days(day, facts.decision_on, rules, holidays)
            late = days > limit
        if late:
            return (Obligation.NO_CEREMONY_HERE, Obligation.ANNUL_DECISION, Obligation.FORWARD_DOSSIER)
        return (Obligation.NO_CEREMONY_HERE, Obligation.FORWARD_DECISION)
    if stage in _PROBATION:
        return (Obligation.TRANSFER_REMARKS, *helped)
    return ()


def _obligations(
    move: Move, facts: RunFacts, day: date, rules: Rules, holidays: Holidays
) -> tuple[Obligation, ...]:
    match move.code:
        case MoveCode.HOLD_CEREMONY:
            return (Obligation.NEW_MEMBER_PAPERS,)
        case MoveCode.NOT_APPROVED | MoveCode.RETURN_TO_LIST:
            return (Obligation.NOTIFY_BRANCH,)
        case MoveCode.MOVE_BRANCH:
            return _moving(facts, True, day, rules, holidays)
        case MoveCode.MOVE_OUT:
            return _moving(facts, False, day, rules, holidays)
        case _:
            return ()


def _failed(move: Move, facts: RunFacts, rules: Rules, stage: Stage, day: date) -> Outcome:
    failed = facts.failed_votes + 1
    last = failed >= rules.number(RuleCode.FAILED_VOTES_MAX) and move.code is MoveCode.PROPOSE_OFFICIAL
    obligations = (Obligation.REPORT_UPWARD, *((Obligation.UPPER_DECIDES,) if last else ()))
    return Outcome(stage, day, {"failed_votes": failed}, failed_vote=True, obligations=obligations)


def outcome(
    move: Move, facts: RunFacts, entry: Entry, rules: Rules, holidays: Holidays = DEFAULT_HOLIDAYS
) -> Outcome:
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
    if move.code is MoveCode.ARRIVE and _brings_a_certificate(entry, rules, day):
        stage = Stage.CLASS_DONE
    elif move.target is not None:
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
    obligations = _obligations(move, facts, day, rules, holidays)
    return Outcome(stage, day, changes, obligations=obligations, continues_in=continues)
