"""Stages of a tracking run, the columns of the board, and the words that a record and a move are made of."""

from __future__ import annotations

from enum import StrEnum


class Stage(StrEnum):
    """Where a tracking run stands (S0 to S12, X1 to X8 of the state machine)."""

    SOURCE = "source"
    SYMPATHISER = "sympathiser"
    CLASS_PROPOSED = "class_proposed"
    CLASS_DONE = "class_done"
    START_PROPOSED = "start_proposed"
    DOSSIER = "dossier"
    BRANCH_RESOLVED = "branch_resolved"
    COMMITTEE_RESOLVED = "committee_resolved"
    SUBMITTED = "submitted"
    DECIDED = "decided"
    PROBATIONARY = "probationary"
    OFFICIAL_PROPOSED = "official_proposed"
    OFFICIAL = "official"
    LEFT = "left"
    MOVED_AWAY = "moved_away"
    PAUSED = "paused"
    NOT_APPROVED = "not_approved"
    STRUCK_OFF = "struck_off"
    ANNULLED = "annulled"
    DECEASED = "deceased"
    WITHDRAWN = "withdrawn"


class Column(StrEnum):
    """A column of the board."""

    SOURCE = "source"
    SYMPATHISER = "sympathiser"
    TRAINING = "training"
    DOSSIER = "dossier"
    CONSIDERATION = "consideration"
    ADMISSION = "admission"
    PROBATION = "probation"
    CLOSED = "closed"


# The order is the order of the way; the board and every list by stage follow it.
NORMAL_WAY: tuple[Stage, ...] = (
    Stage.SOURCE,
    Stage.SYMPATHISER,
    Stage.CLASS_PROPOSED,
    Stage.CLASS_DONE,
    Stage.START_PROPOSED,
    Stage.DOSSIER,
    Stage.BRANCH_RESOLVED,
    Stage.COMMITTEE_RESOLVED,
    Stage.SUBMITTED,
    Stage.DECIDED,
    Stage.PROBATIONARY,
    Stage.OFFICIAL_PROPOSED,
    Stage.OFFICIAL,
)

CLOSED_STAGES: frozenset[Stage] = frozenset(
    {
        Stage.OFFICIAL,
        Stage.LEFT,
        Stage.MOVED_AWAY,
        Stage.NOT_APPROVED,
        Stage.STRUCK_OFF,
        Stage.ANNULLED,
        Stage.DECEASED,
        Stage.WITHDRAWN,
    }
)
OPEN_STAGES: frozenset[Stage] = frozenset(Stage) - CLOSED_STAGES

COLUMN_OF: dict[Stage, Column] = {
    Stage.SOURCE: Column.SOURCE,
    Stage.SYMPATHISER: Column.SYMPATHISER,
    Stage.CLASS_PROPOSED: Column.TRAINING,
    Stage.CLASS_DONE: Column.TRAINING,
    Stage.START_PROPOSED: Column.DOSSIER,
    Stage.DOSSIER: Column.DOSSIER,
    Stage.BRANCH_RESOLVED: Column.CONSIDERATION,
    Stage.COMMITTEE_RESOLVED: Column.CONSIDERATION,
    Stage.SUBMITTED: Column.CONSIDERATION,
    Stage.DECIDED: Column.ADMISSION,
    Stage.PROBATIONARY: Column.PROBATION,
    Stage.OFFICIAL_PROPOSED: Column.PROBATION,
    # A paused card stands grey in the column it came from (column_of); this one if that is not known.
    Stage.PAUSED: Column.SYMPATHISER,
} | dict.fromkeys(sorted(CLOSED_STAGES), Column.CLOSED)


def column_of(stage: Stage, paused_from: Stage | None = None) -> Column:
    """The column a card stands in; a paused one stays in the column it was paused from."""
    if stage is Stage.PAUSED and paused_from is not None:
        return COLUMN_OF[paused_from]
    return COLUMN_OF[stage]


def way_between(first: Stage, last: Stage) -> frozenset[Stage]:
    """All stages of the normal way from one to another, both included."""
    return frozenset(NORMAL_WAY[NORMAL_WAY.index(first) : NORMAL_WAY.index(last) + 1])


class ReasonToLeave(StrEnum):
    """Why a run ended before admission."""

    NOT_SELECTED = "not_selected"
    NOT_QUALIFIED = "not_qualified"
    NO_LONGER_STRIVING = "no_longer_striving"
    VIOLATION = "violation"
    OVER_AGE = "over_age"
    MOVED_AWAY = "moved_away"
    WITHDREW = "withdrew"
    DECEASED = "deceased"
    OTHER = "other"


class ReasonToPause(StrEnum):
    """Why following a person rests for a time; deadlines do not stop."""

    MILITARY_SERVICE = "military_service"
    STUDY = "study"
    ILLNESS = "illness"
    WORK_AWAY = "work_away"
    MATTER_UNDER_REVIEW = "matter_under_review"
    OTHER = "other"


class Sex(StrEnum):
    """Sex as written in the person's papers."""

    MALE = "male"
    FEMALE = "female"


class Education(StrEnum):
    """General education, lowest first."""

    READ_WRITE = "read_write"
    PRIMARY = "primary"
    LOWER_SECONDARY = "lower_secondary"
    UPPER_SECONDARY = "upper_secondary"
    VOCATIONAL = "vocational"
    COLLEGE = "college"
    UNIVERSITY = "university"
    POSTGRADUATE = "postgraduate"

    def at_least(self, least: Education) -> bool:
        """True if this level is the given one or a higher one."""
        order = list(Education)
        return order.index(self) >= order.index(least)


class SourceGroup(StrEnum):
    """Groups the ward's plan names as sources; a person can be in several, one is the main one."""

    YOUTH = "youth"
    WOMEN = "women"
    VETERANS = "veterans"
    FARMERS = "farmers"
    MILITIA = "militia"
    POLICE = "police"
    TEACHERS = "teachers"
    HEALTH_WORKERS = "health_workers"
    GROUP_CADRES = "group_cadres"
    GOOD_FARMERS = "good_farmers"
    ENTERPRISE_WORKERS = "enterprise_workers"
    STUDENTS = "students"
    CIVIL_SERVANTS = "civil_servants"
    OTHER = "other"


class SourceMark(StrEnum):
    """For which future office a person is seen as a source."""

    FUTURE_SECRETARY = "future_secretary"
    FUTURE_GROUP_HEAD = "future_group_head"


class BasisKind(StrEnum):
    """What sort of paper a move rests on."""

    REVIEW = "review"
    BRANCH_RESOLUTION = "branch_resolution"
    COMMITTEE_RESOLUTION = "committee_resolution"
    DECISION = "decision"
    LETTER = "letter"
    CERTIFICATE = "certificate"
    STATEMENT = "statement"
    INTRODUCTION = "introduction"


class VoteForm(StrEnum):
    """How a vote was taken; the meeting chooses."""

    BALLOT = "ballot"
    MEMBER_CARD = "member_card"


class Paper(StrEnum):
    """A paper of the dossier; keyed by our own code, never by the number of a form (domain notes 03)."""

    CLASS_CERTIFICATE = "class_certificate"
    APPLICATION = "application"
    LIFE_HISTORY = "life_history"
    INTRODUCTION = "introduction"
    UNION_RESOLUTION = "union_resolution"
    VERIFICATION = "verification"
    OPINIONS = "opinions"
    SUPPLEMENTARY_VERIFICATION = "supplementary_verification"
    BIRTH_CERTIFICATE = "birth_certificate"
    DIPLOMA = "diploma"
    BRANCH_RESOLUTION = "branch_resolution"
    DIVISION_REPORT = "division_report"
    COMMITTEE_RESOLUTION = "committee_resolution"
    DECISION = "decision"
    MEMBER_LIFE_HISTORY = "member_life_history"
    MEMBER_FORM = "member_form"
    NEW_MEMBER_CERTIFICATE = "new_member_certificate"
    SELF_REVIEW = "self_review"
    HELPER_REMARKS = "helper_remarks"
    PROBATION_OPINIONS = "probation_opinions"
    OFFICIAL_BRANCH_RESOLUTION = "official_branch_resolution"
    OFFICIAL_DIVISION_REPORT = "official_division_report"
    OFFICIAL_COMMITTEE_RESOLUTION = "official_committee_resolution"
    OFFICIAL_DECISION = "official_decision"


class MoveCode(StrEnum):
    """Every transition; the numbers of the state machine stand in the table below."""

    INTRODUCE = "introduce"
    ARRIVE = "arrive"
    ADD_SYMPATHISER = "add_sympathiser"
    ASSIGN_HELPER = "assign_helper"
    PROPOSE_CLASS = "propose_class"
    RECORD_CERTIFICATE = "record_certificate"
    CLASS_NOT_SENT = "class_not_sent"
    RETAKE_CLASS = "retake_class"
    RENEW_CERTIFICATE = "renew_certificate"
    PROPOSE_START = "propose_start"
    PERMIT_START = "permit_start"
    REFUSE_START = "refuse_start"
    RENEW_PAPERS = "renew_papers"
    RESOLVE_BRANCH = "resolve_branch"
    RESOLVE_COMMITTEE = "resolve_committee"
    SUBMIT = "submit"
    SUBMIT_UP = "submit_up"
    RECORD_DECISION = "record_decision"
    HOLD_CEREMONY = "hold_ceremony"
    PROPOSE_OFFICIAL = "propose_official"
    RECOGNISE = "recognise"
    RECOGNISE_ABOVE = "recognise_above"
    REJECT_SOURCE = "reject_source"
    LEAVE = "leave"
    WITHDRAW = "withdraw"
    MOVE_BRANCH = "move_branch"
    MOVE_OUT = "move_out"
    NOT_APPROVED = "not_approved"
    RETURN_TO_LIST = "return_to_list"
    PAUSE = "pause"
    RESUME = "resume"
    ANNUL = "annul"
    ANNUL_REDO = "annul_redo"
    STRIKE_OFF = "strike_off"
    DECEASE = "decease"


class Input(StrEnum):
    """What a move asks the user for; each but the counts of a vote is the name of a field of Entry."""

    HAPPENED_ON = "happened_on"
    BASIS_NUMBER = "basis_number"
    BASIS_ON = "basis_on"
    INTRODUCED_BY = "introduced_by"
    HELPER = "helper"
    HELPER_TOGETHER_SINCE = "helper_together_since"
    CERTIFICATE_NUMBER = "certificate_number"
    CERTIFICATE_ON = "certificate_on"
    CERTIFICATE_ISSUER = "certificate_issuer"
    CALLED = "called"
    PRESENT = "present"
    IN_FAVOUR = "in_favour"
    AGAINST = "against"
    BLANK = "blank"
    VOTE_FORM = "vote_form"
    EXEMPT_PRESENT = "exempt_present"
    CALLED_REASON = "called_reason"
    DECIDED_BY = "decided_by"
    DECISION_NUMBER = "decision_number"
    DECISION_ON = "decision_on"
    RECEIVED_ON = "received_on"
    ISSUING_BODY = "issuing_body"
    CEREMONY_ON = "ceremony_on"
    PLACE = "place"
    REASON_CODE = "reason_code"
    REASON = "reason"
    UPPER_CONSENT = "upper_consent"
    TO_BRANCH = "to_branch"
    TO_PLACE = "to_place"
    FROM_PLACE = "from_place"
    PAPER_NUMBER = "paper_number"
    PAPER_ON = "paper_on"


#: The counts of a vote, in the order in which they are typed.
COUNT_INPUTS: tuple[Input, ...] = (
    Input.CALLED,
    Input.PRESENT,
    Input.IN_FAVOUR,
    Input.AGAINST,
    Input.BLANK,
)
#: What the form of a vote asks; how the number called came about stands beside it.
VOTE_INPUTS: tuple[Input, ...] = (
    Input.CALLED,
    Input.EXEMPT_PRESENT,
    Input.CALLED_REASON,
    *COUNT_INPUTS[1:],
    Input.VOTE_FORM,
)
#: Of those, what may stay empty.
VOTE_OPTIONAL: frozenset[Input] = frozenset({Input.EXEMPT_PRESENT, Input.CALLED_REASON, Input.BLANK})
