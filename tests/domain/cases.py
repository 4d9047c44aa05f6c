"""An invented person on the normal way: facts at each stage and a complete entry for each move."""

from dataclasses import replace
from datetime import date

from phohoa.domain.dossier import (
    PaperFact,
    PaperState,
    VerificationConclusion,
    VerificationFact,
    VerificationSubject,
)
from phohoa.domain.facts import Entry, Finding, FindingCode, RunFacts, Severity, Votes
from phohoa.domain.guards import check
from phohoa.domain.moves import MOVE_OF, Move
from phohoa.domain.rulebook import AuthorityMode, Rules, rules_on
from phohoa.domain.stages import (
    CLOSED_STAGES,
    NORMAL_WAY,
    Education,
    MoveCode,
    Paper,
    Sex,
    Stage,
    VoteForm,
)
from phohoa.domain.vietnamese import BirthDate

TODAY = date(2026, 3, 10)
SINCE = date(2025, 11, 3)
B = AuthorityMode.B
RULES = rules_on(TODAY)

#: The dated facts that come with each stage of the way, all in the regime of 2025.
DATED = {
    Stage.SYMPATHISER: {"sympathiser_on": date(2025, 7, 3)},
    Stage.CLASS_PROPOSED: {"class_proposed_on": date(2025, 8, 4)},
    Stage.CLASS_DONE: {"certificate_on": date(2025, 9, 15), "certificate_number": "12/GCN"},
    Stage.START_PROPOSED: {"start_proposed_on": date(2025, 10, 3)},
    Stage.DOSSIER: {"dossier_started_on": date(2025, 10, 20)},
    Stage.BRANCH_RESOLVED: {"branch_resolution_on": date(2026, 1, 5)},
    Stage.COMMITTEE_RESOLVED: {"committee_resolution_on": date(2026, 1, 12)},
    Stage.SUBMITTED: {"submitted_on": date(2026, 1, 19)},
    Stage.DECIDED: {"decision_on": date(2026, 2, 2), "decision_received_on": date(2026, 2, 4)},
    Stage.PROBATIONARY: {
        "ceremony_on": date(2025, 3, 3),
        "probation_ends_on": date(2026, 3, 3),
        "new_member_certificate_number": "7/ĐVM",
        "new_member_certificate_on": date(2025, 9, 8),
    },
    Stage.OFFICIAL_PROPOSED: {"official_proposed_on": date(2026, 3, 4)},
    Stage.OFFICIAL: {"official_on": date(2026, 3, 3)},
}


def papers_dated(day: date, *but: Paper) -> tuple[PaperFact, ...]:
    """The papers of a dossier whose introducers are two members, all of one day."""
    alone = (
        Paper.APPLICATION,
        Paper.LIFE_HISTORY,
        Paper.OPINIONS,
        Paper.NEW_MEMBER_CERTIFICATE,
        Paper.SELF_REVIEW,
        Paper.HELPER_REMARKS,
        Paper.PROBATION_OPINIONS,
    )
    found = [PaperFact(paper, PaperState.RECEIVED, day, day) for paper in alone]
    for ordinal in (1, 2):
        found.append(
            PaperFact(
                Paper.INTRODUCTION,
                PaperState.RECEIVED,
                day,
                day,
                ordinal,
                member_id=ordinal,
                introducer_official=True,
            )
        )
    return tuple(fact for fact in found if fact.paper not in but)


def verified_on(
    day: date, conclusion: VerificationConclusion = VerificationConclusion.CORRECT
) -> tuple[VerificationFact, ...]:
    """The person and the parents verified on a day."""
    subjects = (VerificationSubject.SELF, VerificationSubject.PARENTS)
    return tuple(VerificationFact(subject, conclusion, day) for subject in subjects)


_A_YEAR_EARLIER = {
    "sympathiser_on",
    "class_proposed_on",
    "certificate_on",
    "start_proposed_on",
    "dossier_started_on",
    "branch_resolution_on",
    "committee_resolution_on",
    "submitted_on",
    "decision_on",
    "decision_received_on",
}


def facts_at(stage: Stage | None, **changes: object) -> RunFacts:
    """What is known of a person of 1995, in order for the next step, who stands in a stage."""
    known: dict[str, object] = {
        "stage": stage,
        "stage_since": SINCE if stage is not None else None,
        "birth": BirthDate(1995, 5, 20),
        "sex": Sex.FEMALE,
        "education": Education.UPPER_SECONDARY,
        "consent_on": date(2025, 6, 1),
    }
    walked = stage if stage in NORMAL_WAY else Stage.OFFICIAL if stage in CLOSED_STAGES else Stage.DOSSIER
    if stage is not None and walked is not Stage.SOURCE:
        known |= {"has_helper": True, "helper_official": True, "helper_active": True}
        for passed in NORMAL_WAY[1 : NORMAL_WAY.index(walked) + 1]:
            known |= DATED[passed]
    if walked in (Stage.PROBATIONARY, Stage.OFFICIAL_PROPOSED, Stage.OFFICIAL):
        # Whoever is on probation today went through the steps before it a year earlier.
        for name in _A_YEAR_EARLIER & set(known):
            day = known[name]
            assert isinstance(day, date)
            known[name] = day.replace(year=day.year - 1)
    if walked in NORMAL_WAY[NORMAL_WAY.index(Stage.DOSSIER) :]:
        known |= {"papers": papers_dated(date(2025, 11, 3)), "verifications": verified_on(date(2025, 11, 20))}
    if stage is not None and stage in DATED:
        known["stage_since"] = known[next(iter(DATED[stage]))]
    if stage is Stage.PAUSED:
        known["paused_from"] = Stage.DOSSIER
    return replace(RunFacts(), **(known | changes))


VOTES = Votes(called=9, present=8, in_favour=7, against=1, form=VoteForm.BALLOT)
FULL = Entry(
    happened_on=date(2026, 3, 5),
    basis_number="05-NQ/CB",
    basis_on=date(2026, 3, 5),
    introduced_by=1,
    helper=7,
    helper_official=True,
    certificate_number="31/GCN",
    certificate_on=date(2026, 3, 2),
    certificate_issuer="Trung tâm Chính trị",
    votes=VOTES,
    decision_number="18-QĐ/ĐU",
    decision_on=date(2026, 3, 5),
    received_on=date(2026, 3, 6),
    issuing_body="Ban Thường vụ",
    ceremony_on=date(2026, 3, 5),
    place="Nhà văn hóa tổ dân phố",
    reason="ghi trong biên bản",
    to_branch=2,
    to_place="Xã Mẫu, tỉnh Mẫu",
    from_place="Xã Mẫu, tỉnh Mẫu",
)


def move(code: MoveCode) -> Move:
    return MOVE_OF[code]


def entry_for(code: MoveCode, **changes: object) -> Entry:
    """A complete entry for a move, with a reason it accepts."""
    reasons = MOVE_OF[code].reasons
    return replace(FULL, reason_code=reasons[0] if reasons else "", **changes)


def voted(in_favour: int, called: int, present: int | None = None, against: int = 0) -> Votes:
    return Votes(called, called if present is None else present, in_favour, against, VoteForm.MEMBER_CARD)


def source_of(code: MoveCode) -> Stage | None:
    """The first stage a move starts in; None for one that only begins a run."""
    found = MOVE_OF[code]
    ordered = [*NORMAL_WAY, *(stage for stage in Stage if stage not in NORMAL_WAY)]
    return next((stage for stage in ordered if stage in found.sources), None)


def codes(findings: tuple[Finding, ...], severity: Severity | None = None) -> set[FindingCode]:
    return {found.code for found in findings if severity is None or found.severity is severity}


def only(findings: tuple[Finding, ...], code: FindingCode) -> Finding:
    (found,) = [row for row in findings if row.code is code]
    return found


def judged(
    code: MoveCode,
    facts: RunFacts | None = None,
    entry: Entry | None = None,
    today: date = TODAY,
    mode: AuthorityMode | None = None,
    rules: Rules = RULES,
) -> tuple[Finding, ...]:
    """The findings of a move; without facts or entry, those of somebody in order."""
    facts = facts_at(source_of(code)) if facts is None else facts
    entry = entry_for(code) if entry is None else entry
    mode = mode or (AuthorityMode.A if code is MoveCode.RESOLVE_COMMITTEE else B)
    return check(move(code), facts, entry, rules, today, mode)
