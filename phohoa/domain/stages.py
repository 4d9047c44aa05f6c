"""Stages of a tracking run and the columns of the board they stand in, with the words a record is made of."""

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
    # A paused card stands grey in the column it came from (column_of); this is where it stands if that is not known.
    Stage.PAUSED: Column.SYMPATHISER,
} | {stage: Column.CLOSED for stage in sorted(CLOSED_STAGES)}


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

    SECRET_BALLOT = "secret_ballot"
    MEMBER_CARD = "member_card"


class Paper(StrEnum):
    """Papers of the dossier that stay in the paper file and are not followed one by one here."""

    APPLICATION = "application"
    LIFE_HISTORY = "life_history"
    INTRODUCTION = "introduction"
    UNION_RESOLUTION = "union_resolution"
    VERIFICATION = "verification"
    OPINIONS = "opinions"
    BRANCH_RESOLUTION = "branch_resolution"
    COMMITTEE_RESOLUTION = "committee_resolution"
    NEW_MEMBER_CERTIFICATE = "new_member_certificate"
    SELF_REVIEW = "self_review"
    HELPER_REMARKS = "helper_remarks"
    PROBATION_OPINIONS = "probation_opinions"
