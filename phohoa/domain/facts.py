"""What the rules are asked about: facts of a run, what the user typed, and what the rules answer."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from enum import StrEnum

from .dossier import PaperFact, VerificationFact
from .introducers import Belonging
from .opinions import Opinion, ReasonLeftParty
from .stages import BasisKind, Education, Input, Sex, Stage, VoteForm
from .vietnamese import BirthDate
from .voting import DecidingBody, Reckoning


class Severity(StrEnum):
    """How hard a finding is: it closes the move, it asks for a written answer, or it only informs."""

    BLOCK = "block"
    WARNING = "warning"
    INFO = "info"


class FindingCode(StrEnum):
    """Everything the rules can say; each has its sentence in texts/findings.py."""

    WRONG_STAGE = "wrong_stage"
    WRONG_MODE = "wrong_mode"
    INPUT_MISSING = "input_missing"
    REASON_UNKNOWN = "reason_unknown"
    DATE_IN_FUTURE = "date_in_future"
    BEFORE_STAGE = "before_stage"
    BEFORE_BASIS = "before_basis"
    BEFORE_DECISION = "before_decision"
    RECEIVED_BEFORE_DECISION = "received_before_decision"
    ALREADY_MEMBER = "already_member"
    POSSIBLE_DUPLICATE = "possible_duplicate"
    READMISSION = "readmission"
    READMISSION_NEVER = "readmission_never"
    READMISSION_USED = "readmission_used"
    READMISSION_UNKNOWN = "readmission_unknown"
    READMISSION_EARLY = "readmission_early"
    READMISSION_SENTENCE_UNKNOWN = "readmission_sentence_unknown"
    READMISSION_SENTENCE_EARLY = "readmission_sentence_early"
    READMISSION_CONSENT_MISSING = "readmission_consent_missing"
    READMISSION_REFUSED = "readmission_refused"
    READMISSION_CONSENTED = "readmission_consented"
    AGE_SHOWN = "age_shown"
    EDUCATION_SHOWN = "education_shown"
    UNDER_AGE_LATER = "under_age_later"
    UNDER_AGE = "under_age"
    OVER_AGE = "over_age"
    OVER_AGE_ASK = "over_age_ask"
    OVER_AGE_CONSENTED = "over_age_consented"
    OVER_AGE_REFUSED = "over_age_refused"
    LAST_MONTH_OF_AGE = "last_month_of_age"
    AGE_UNSURE = "age_unsure"
    AGE_LIMIT_NEAR = "age_limit_near"
    EDUCATION_LOW = "education_low"
    EDUCATION_UNKNOWN = "education_unknown"
    EDUCATION_EXEMPT = "education_exempt"
    EDUCATION_REFUSED = "education_refused"
    HELPER_MISSING = "helper_missing"
    HELPER_NOT_OFFICIAL = "helper_not_official"
    HELPER_LEFT = "helper_left"
    HELPER_TOGETHER_SHORT = "helper_together_short"
    CERTIFICATE_MISSING = "certificate_missing"
    CERTIFICATE_EXPIRED = "certificate_expired"
    CERTIFICATE_EXPIRING = "certificate_expiring"
    CERTIFICATE_VALID = "certificate_valid"
    CERTIFICATE_OLD = "certificate_old"
    CLASS_NOT_PROPOSED = "class_not_proposed"
    CLASS_LIST_MISSING = "class_list_missing"
    DOSSIER_STALE = "dossier_stale"
    DOSSIER_AGEING = "dossier_ageing"
    DOSSIER_DATE_UNKNOWN = "dossier_date_unknown"
    PAPER_MISSING = "paper_missing"
    PAPER_RETURNED = "paper_returned"
    PAPER_TOO_LATE = "paper_too_late"
    PAPER_STALE = "paper_stale"
    INTRODUCTIONS_MISSING = "introductions_missing"
    INTRODUCTIONS_STALE = "introductions_stale"
    INTRODUCER_NOT_OFFICIAL = "introducer_not_official"
    INTRODUCER_TOGETHER_SHORT = "introducer_together_short"
    UNION_MEMBER_NEEDED = "union_member_needed"
    VERIFICATION_MISSING = "verification_missing"
    VERIFICATION_OPEN = "verification_open"
    VERIFICATION_PROBLEM = "verification_problem"
    SPECIAL_OPINION_OPEN = "special_opinion_open"
    SPECIAL_OPINION_REFUSED = "special_opinion_refused"
    SPECIAL_OPINION_AGREED = "special_opinion_agreed"
    CALLED_RECKONED = "called_reckoned"
    CALLED_DIFFERS = "called_differs"
    CALLED_OVERRIDDEN = "called_overridden"
    EXEMPT_PRESENT_IMPOSSIBLE = "exempt_present_impossible"
    VOTES_IMPOSSIBLE = "votes_impossible"
    VOTES_ENOUGH = "votes_enough"
    VOTES_NOT_ENOUGH = "votes_not_enough"
    VOTES_NO_DECISION = "votes_no_decision"
    VOTES_NOT_AUTHORISED = "votes_not_authorised"
    DECISION_NUMBER_USED = "decision_number_used"
    CERTIFICATE_NUMBER_USED = "certificate_number_used"
    VOTES_LIMIT_REACHED = "votes_limit_reached"
    VOTES_LIMIT_NOT_REACHED = "votes_limit_not_reached"
    BRANCH_TOO_SMALL = "branch_too_small"
    DECISION_LATE = "decision_late"
    CEREMONY_LATE = "ceremony_late"
    CEREMONY_CONSENTED = "ceremony_consented"
    RECEIPT_UNKNOWN = "receipt_unknown"
    PROBATION_NOT_OVER = "probation_not_over"
    PROBATION_ENDING = "probation_ending"
    PROBATION_OVER = "probation_over"
    NEW_MEMBER_CERTIFICATE_MISSING = "new_member_certificate_missing"
    NEW_MEMBER_CERTIFICATE_LATER = "new_member_certificate_later"
    OFFICIAL_REVIEW_LATE = "official_review_late"
    OFFICIAL_DECISION_LATE = "official_decision_late"
    OFFICIAL_DAY = "official_day"
    COUNTS_FOR_OLD_BRANCH = "counts_for_old_branch"
    DECISION_AFTER_TRANSFER = "decision_after_transfer"
    DUE_MOVED = "due_moved"
    DEADLINES_RUN_ON = "deadlines_run_on"
    CONSENT_MISSING = "consent_missing"
    REPORT_UPWARD = "report_upward"
    MEETING_DATE_MISSING = "meeting_date_missing"
    MEETING_IN_FUTURE = "meeting_in_future"
    MEETING_OTHER_MONTH = "meeting_other_month"
    MONTH_NOT_BEGUN = "month_not_begun"
    CHAIR_MISSING = "chair_missing"
    ATTENDANCE_MISSING = "attendance_missing"
    ATTENDANCE_IMPOSSIBLE = "attendance_impossible"
    QUORUM_SHORT = "quorum_short"
    REVIEW_CLOSED = "review_closed"
    LINE_UNTOUCHED = "line_untouched"
    LINE_DECISION_CLOSED = "line_decision_closed"
    LINE_REASON_MISSING = "line_reason_missing"
    LINE_HELPER_MISSING = "line_helper_missing"
    LINE_VOTES_TOO_MANY = "line_votes_too_many"
    NO_CHANGE_WITH_DECISIONS = "no_change_with_decisions"
    NOT_HELD_REASON_MISSING = "not_held_reason_missing"
    ALLOCATION_TOO_LOW = "allocation_too_low"
    ALLOCATION_MISSING = "allocation_missing"
    ALLOCATION_NEGATIVE = "allocation_negative"


Param = str | int | bool | date | tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Finding:
    """One answer of the rules.

    `params` fill the sentence (dates stay dates; `unchecked` marks a rule not yet compared with a newer
    regulation). `citation` is a citation code such as QD294:3.2.1. `earliest` is the first day on which it
    would no longer hold.
    """

    severity: Severity
    code: FindingCode
    params: Mapping[str, Param] = field(default_factory=dict)
    citation: str | None = None
    earliest: date | None = None


@dataclass(frozen=True, slots=True)
class Votes:
    """Raw counts of a vote; `called` is the base: those called, less those who do not count.

    `blank`: ballots without an opinion; for the sum they are not in favour.
    """

    called: int | None = None
    present: int | None = None
    in_favour: int | None = None
    against: int | None = None
    form: VoteForm | None = None
    blank: int | None = None


@dataclass(frozen=True, slots=True)
class RunFacts:
    """What is known of a person and a run when a move is judged; None or "" means not known."""

    stage: Stage | None = None
    stage_since: date | None = None
    birth: BirthDate | None = None
    sex: Sex | None = None
    education: Education | None = None
    consent_on: date | None = None
    is_member_already: bool = False
    is_former_member: bool = False
    left_party_on: date | None = None
    left_party_reason: ReasonLeftParty | None = None
    sentence_cleared_on: date | None = None
    readmissions: int = 0
    opinions: tuple[Opinion, ...] = ()
    has_helper: bool = False
    helper_since: date | None = None
    helper_official: bool = False
    helper_active: bool = False
    helper_together_since: date | None = None
    helper_is_replacement: bool = False
    sympathiser_on: date | None = None
    class_proposed_on: date | None = None
    certificate_number: str = ""
    certificate_on: date | None = None
    start_proposed_on: date | None = None
    dossier_started_on: date | None = None
    branch_resolution_on: date | None = None
    committee_resolution_on: date | None = None
    submitted_on: date | None = None
    decision_on: date | None = None
    decision_received_on: date | None = None
    ceremony_on: date | None = None
    probation_ends_on: date | None = None
    official_proposed_on: date | None = None
    official_on: date | None = None
    new_member_certificate_number: str = ""
    new_member_certificate_on: date | None = None
    failed_votes: int = 0
    failed_vote_on: date | None = None
    #: Whether a failed vote has still to be reported upward; False once the report is recorded.
    report_owed: bool = True
    over_age_consent: bool = False
    education_exempt: bool = False
    special_opinion_needed: bool = False
    paused_from: Stage | None = None
    branch_official_members: int | None = None
    #: Gathered only for moves (services/run_facts.facts_of), never on a board's way.
    papers: tuple[PaperFact, ...] = ()
    verifications: tuple[VerificationFact, ...] = ()
    belonging: Belonging = field(default_factory=Belonging)
    papers_renewed_on: date | None = None


@dataclass(frozen=True, slots=True)
class Entry:
    """What the user typed for a move; everything may be missing.

    `helper`, `introduced_by` and `to_branch` are ids; the service fills `helper_official` from the member's
    record and `reckoning` from the members of the body that votes. `answers` holds the written answers to
    warnings by finding code.
    """

    happened_on: date | None = None
    basis_kind: BasisKind | None = None
    basis_number: str = ""
    basis_on: date | None = None
    introduced_by: int | None = None
    helper: int | None = None
    helper_official: bool | None = None
    helper_together_since: date | None = None
    certificate_number: str = ""
    certificate_on: date | None = None
    certificate_issuer: str = ""
    votes: Votes | None = None
    exempt_present: int | None = None
    called_reason: str = ""
    reckoning: Reckoning | None = None
    decided_by: DecidingBody | None = None
    decision_number: str = ""
    decision_on: date | None = None
    received_on: date | None = None
    issuing_body: str = ""
    ceremony_on: date | None = None
    place: str = ""
    reason_code: str = ""
    reason: str = ""
    upper_consent: str = ""
    to_branch: int | None = None
    to_place: str = ""
    from_place: str = ""
    paper_number: str = ""
    paper_on: date | None = None
    answers: Mapping[str, str] = field(default_factory=dict)

    def given(self, code: Input) -> object:
        """What was typed for an input; None or "" if nothing."""
        match code:
            case Input.CALLED | Input.PRESENT | Input.IN_FAVOUR | Input.AGAINST | Input.BLANK:
                return getattr(self.votes, code.value) if self.votes else None
            case Input.VOTE_FORM:
                return self.votes.form if self.votes else None
            case _:
                typed: object = getattr(self, code.value)
                return typed.strip() if isinstance(typed, str) else typed


class Obligation(StrEnum):
    """What somebody has to do because a move happened."""

    REPORT_UPWARD = "report_upward"
    UPPER_DECIDES = "upper_decides"
    NOTIFY_BRANCH = "notify_branch"
    CONSIDERATION_PAPER = "consideration_paper"
    FORWARD_DOSSIER = "forward_dossier"
    NEW_HELPER = "new_helper"
    NEW_MEMBER_PAPERS = "new_member_papers"
    TRANSFER_REMARKS = "transfer_remarks"
    NO_CEREMONY_HERE = "no_ceremony_here"
    FORWARD_DECISION = "forward_decision"
    ANNUL_DECISION = "annul_decision"


@dataclass(frozen=True, slots=True)
class Outcome:
    """What a move changes.

    `stage` is the stage afterwards. `changes` names fields of RunFacts with their new values. `failed_vote`:
    the vote was recorded and did not carry. `continues_in`: the stage in which a new run begins at the new
    branch.
    """

    stage: Stage
    day: date
    changes: Mapping[str, object] = field(default_factory=dict)
    failed_vote: bool = False
    obligations: tuple[Obligation, ...] = ()
    continues_in: Stage | None = None


class DueCode(StrEnum):
    """What is due next for a run."""

    CERTIFICATE_EXPIRES = "certificate_expires"
    DOSSIER_STALE = "dossier_stale"
    DECISION = "decision"
    CEREMONY = "ceremony"
    PROBATION_ENDS = "probation_ends"
    OFFICIAL_REVIEW = "official_review"
    OFFICIAL_DECISION = "official_decision"
    VERIFICATION_ANSWER = "verification_answer"
    NEW_MEMBER_PAPERS = "new_member_papers"
    OBLIGATION = "obligation"
    CLASS_NOMINATION = "class_nomination"
    MONTHLY_REVIEW = "monthly_review"


class DueState(StrEnum):
    """How somebody stands with a deadline."""

    OK = "ok"
    SOON = "soon"
    LATE = "late"


@dataclass(frozen=True, slots=True)
class Due:
    """The next date of a run: `warn_from` is when it turns amber; after `on` it is late."""

    code: DueCode
    on: date
    warn_from: date
    citation: str | None = None
    unchecked: bool = False

    def is_late(self, today: date) -> bool:
        """True once the day has passed."""
        return today > self.on

    def is_near(self, today: date) -> bool:
        """True from the day it turns amber until the day itself."""
        return self.warn_from <= today <= self.on

    def state(self, today: date) -> DueState:
        """Late, due soon, or in time."""
        if self.is_late(today):
            return DueState.LATE
        return DueState.SOON if self.is_near(today) else DueState.OK


def blocked(findings: tuple[Finding, ...]) -> bool:
    """True if any finding closes the move."""
    return any(finding.severity is Severity.BLOCK for finding in findings)


def unanswered(findings: tuple[Finding, ...], answers: Mapping[str, str]) -> tuple[Finding, ...]:
    """The warnings that still lack a written answer."""
    return tuple(
        finding
        for finding in findings
        if finding.severity is Severity.WARNING and not answers.get(finding.code, "").strip()
    )


def may_proceed(findings: tuple[Finding, ...], answers: Mapping[str, str]) -> bool:
    """True if nothing blocks and every warning has its written answer."""
    return not blocked(findings) and not unanswered(findings, answers)
