"""The monthly review: its states, the branch's decisions, what concluding needs, and who has reported."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field, replace
from datetime import date
from enum import StrEnum

from .deadlines import last_day_of_month
from .facts import Finding, FindingCode, Severity
from .meetings import Quorum
from .stages import ReasonToLeave, Stage


class ReviewState(StrEnum):
    """Where a branch's review of a month stands."""

    NOT_STARTED = "not_started"
    IN_PROGRESS = "in_progress"
    SUBMITTED = "submitted"
    RECEIVED = "received"
    RETURNED = "returned"
    NOT_HELD = "not_held"


class ReviewDecision(StrEnum):
    """What the branch decides on one person."""

    KEEP = "keep"
    ADD = "add"
    REMOVE = "remove"
    PROPOSE_CLASS = "propose_class"
    PROPOSE_START = "propose_start"


class Rating(StrEnum):
    """How good a source the branch finds the person."""

    GOOD = "good"
    FAIR = "fair"
    AVERAGE = "average"
    POOR = "poor"


class ReviewMoveCode(StrEnum):
    """What can be done to a review."""

    START = "start"
    CONCLUDE = "conclude"
    NOT_HELD = "not_held"
    RECEIVE = "receive"
    RETURN = "return"
    REOPEN = "reopen"


@dataclass(frozen=True, slots=True)
class ReviewMove:
    """One change of state: from where, to where, by which roles, and whether a reason must be written."""

    code: ReviewMoveCode
    sources: frozenset[ReviewState]
    target: ReviewState
    roles: frozenset[str]
    needs_reason: bool = False


_BRANCH, _OFFICE = frozenset({"branch"}), frozenset({"office"})
_S = ReviewState

REVIEW_MOVES: tuple[ReviewMove, ...] = (
    ReviewMove(ReviewMoveCode.START, frozenset({_S.NOT_STARTED, _S.NOT_HELD}), _S.IN_PROGRESS, _BRANCH),
    ReviewMove(ReviewMoveCode.REOPEN, frozenset({_S.RETURNED}), _S.IN_PROGRESS, _BRANCH),
    ReviewMove(ReviewMoveCode.CONCLUDE, frozenset({_S.IN_PROGRESS}), _S.SUBMITTED, _BRANCH),
    ReviewMove(
        ReviewMoveCode.NOT_HELD,
        frozenset({_S.NOT_STARTED, _S.IN_PROGRESS, _S.RETURNED}),
        _S.NOT_HELD,
        _BRANCH,
        needs_reason=True,
    ),
    ReviewMove(ReviewMoveCode.RECEIVE, frozenset({_S.SUBMITTED}), _S.RECEIVED, _OFFICE),
    ReviewMove(
        ReviewMoveCode.RETURN,
        frozenset({_S.SUBMITTED, _S.RECEIVED, _S.NOT_HELD}),
        _S.RETURNED,
        _OFFICE,
        needs_reason=True,
    ),
)
REVIEW_MOVE_OF: dict[ReviewMoveCode, ReviewMove] = {move.code: move for move in REVIEW_MOVES}

# Lines may be edited in these states only.
EDITABLE_STATES: frozenset[ReviewState] = frozenset({_S.NOT_STARTED, _S.IN_PROGRESS, _S.RETURNED})
REPORTED_STATES: frozenset[ReviewState] = frozenset({_S.SUBMITTED, _S.RECEIVED, _S.NOT_HELD})


def review_moves(state: ReviewState, role: str) -> tuple[ReviewMove, ...]:
    """What a role may do to a review in a state."""
    return tuple(move for move in REVIEW_MOVES if state in move.sources and role in move.roles)


# Why a line takes somebody off the list; each becomes a move by MOVE_OF_REASON.
REMOVAL_REASONS: tuple[ReasonToLeave, ...] = (
    ReasonToLeave.NOT_QUALIFIED,
    ReasonToLeave.NO_LONGER_STRIVING,
    ReasonToLeave.VIOLATION,
    ReasonToLeave.OVER_AGE,
    ReasonToLeave.MOVED_AWAY,
    ReasonToLeave.WITHDREW,
    ReasonToLeave.DECEASED,
    ReasonToLeave.OTHER,
)

_KEEP, _REMOVE = ReviewDecision.KEEP, ReviewDecision.REMOVE
_ALLOWED: dict[Stage, tuple[ReviewDecision, ...]] = {
    Stage.SOURCE: (_KEEP, ReviewDecision.ADD, _REMOVE),
    Stage.SYMPATHISER: (_KEEP, ReviewDecision.PROPOSE_CLASS, _REMOVE),
    Stage.CLASS_PROPOSED: (_KEEP, _REMOVE),
    Stage.CLASS_DONE: (_KEEP, ReviewDecision.PROPOSE_START, _REMOVE),
    Stage.START_PROPOSED: (_KEEP, _REMOVE),
    Stage.DOSSIER: (_KEEP, _REMOVE),
}


def allowed_decisions(stage: Stage) -> tuple[ReviewDecision, ...]:
    """What a monthly review may decide on a person in a stage; later stages are only kept."""
    return _ALLOWED.get(stage, (_KEEP,))


def removal_reasons(stage: Stage) -> tuple[ReasonToLeave, ...]:
    """The reasons a line may give; somebody not yet on the list is simply not taken onto it."""
    return (ReasonToLeave.NOT_SELECTED,) if stage is Stage.SOURCE else REMOVAL_REASONS


@dataclass(frozen=True, slots=True)
class ReviewSheetLine:
    """One person of a review as concluding sees it; `key` names the line in findings."""

    key: int
    stage: Stage
    decision: ReviewDecision | None = None
    reason_code: str = ""
    reason: str = ""
    has_helper: bool = False
    #: Votes on this person alone, None where none was taken.
    votes: int | None = None


@dataclass(frozen=True, slots=True)
class ReviewSheet:
    """A review as concluding sees it; counts are of members, None where not typed.

    `quorum` is about official members alone.
    """

    year: int
    month: int
    state: ReviewState
    meeting_on: date | None
    chair: str
    members: int | None
    present: int | None
    no_change: bool
    lines: tuple[ReviewSheetLine, ...] = ()
    quorum: Quorum = field(default_factory=Quorum)


def month_begun(year: int, month: int, today: date) -> bool:
    """True from the first day of the month on."""
    return today >= date(year, month, 1)


def _block(code: FindingCode, **params: int | date) -> Finding:
    return Finding(Severity.BLOCK, code, params)


def _meeting(sheet: ReviewSheet, today: date) -> list[Finding]:
    found = []
    if sheet.state not in EDITABLE_STATES:
        found.append(_block(FindingCode.REVIEW_CLOSED))
    if not month_begun(sheet.year, sheet.month, today):
        first = date(sheet.year, sheet.month, 1)
        found.append(Finding(Severity.BLOCK, FindingCode.MONTH_NOT_BEGUN, {"day": first}, earliest=first))
    if sheet.meeting_on is None:
        found.append(_block(FindingCode.MEETING_DATE_MISSING))
    elif sheet.meeting_on > today:
        found.append(_block(FindingCode.MEETING_IN_FUTURE, day=sheet.meeting_on))
    elif (sheet.meeting_on.year, sheet.meeting_on.month) != (sheet.year, sheet.month):
        other = _block(
            FindingCode.MEETING_OTHER_MONTH, day=sheet.meeting_on, month=sheet.month, year=sheet.year
        )
        found.append(replace(other, severity=Severity.WARNING))
    if not sheet.chair.strip():
        found.append(_block(FindingCode.CHAIR_MISSING))
    if sheet.members is None or sheet.present is None:
        found.append(_block(FindingCode.ATTENDANCE_MISSING))
    elif not 0 < sheet.present <= sheet.members:
        found.append(_block(FindingCode.ATTENDANCE_IMPOSSIBLE, present=sheet.present, members=sheet.members))
    if sheet.quorum.is_short:
        found.append(_short(sheet.quorum))
    return found


def _short(quorum: Quorum) -> Finding:
    """Too few came: the meeting may go on, but never without its reason in writing."""
    params = {
        "present": quorum.present or 0,
        "called": quorum.called or 0,
        "needed": quorum.needed or 0,
    }
    return Finding(Severity.WARNING, FindingCode.QUORUM_SHORT, params)


def _line(line: ReviewSheetLine, no_change: bool) -> list[Finding]:
    if line.decision is None:
        return [] if no_change else [_block(FindingCode.LINE_UNTOUCHED, line=line.key)]
    if no_change and line.decision is not ReviewDecision.KEEP:
        return [_block(FindingCode.NO_CHANGE_WITH_DECISIONS, line=line.key)]
    if line.decision not in allowed_decisions(line.stage):
        return [_block(FindingCode.LINE_DECISION_CLOSED, line=line.key)]
    if line.decision is ReviewDecision.REMOVE:
        coded = line.reason_code in removal_reasons(line.stage)
        if not coded or not line.reason.strip():
            return [_block(FindingCode.LINE_REASON_MISSING, line=line.key)]
    if line.decision is ReviewDecision.ADD and not line.has_helper:
        code, citation = FindingCode.LINE_HELPER_MISSING, "HD38:I.1.1d"
        return [Finding(Severity.BLOCK, code, {"line": line.key}, citation)]
    return []


def _votes(line: ReviewSheetLine, present: int | None) -> list[Finding]:
    if line.votes is None or present is None or line.votes <= present:
        return []
    too_many = FindingCode.LINE_VOTES_TOO_MANY
    return [_block(too_many, line=line.key, votes=line.votes, present=present)]


def check_conclude(sheet: ReviewSheet, today: date) -> tuple[Finding, ...]:
    """What stands against concluding a review; the moves of each line have their own rules besides.

    "No change" needs no decision per person and counts in full (HD 38, I.1.1 d).
    """
    found = _meeting(sheet, today)
    for line in sheet.lines:
        found += _line(line, sheet.no_change)
        found += _votes(line, sheet.quorum.present)
    return tuple(found)


def check_not_held(year: int, month: int, reason: str, today: date) -> tuple[Finding, ...]:
    """What stands against reporting that the branch did not meet in a month."""
    found = []
    if not month_begun(year, month, today):
        first = date(year, month, 1)
        found.append(Finding(Severity.BLOCK, FindingCode.MONTH_NOT_BEGUN, {"day": first}, earliest=first))
    if not reason.strip():
        found.append(_block(FindingCode.NOT_HELD_REASON_MISSING))
    return tuple(found)


# --- who has reported --------------------------------------------------------------------------------------


class Timeliness(StrEnum):
    """Whether a branch has reported a month."""

    ON_TIME = "on_time"
    LATE = "late"
    MISSING = "missing"
    NOT_DUE = "not_due"
    NOT_BEGUN = "not_begun"


@dataclass(frozen=True, slots=True)
class Reported:
    """Timeliness with the days it is, or was, late."""

    timeliness: Timeliness
    days_late: int = 0


def due_date(year: int, month: int, due_day: int) -> date:
    """The day by which a month's review must have been sent: that day of it, or its last one."""
    last = last_day_of_month(year, month)
    return date(year, month, min(max(due_day, 1), last.day))


def timeliness(year: int, month: int, due_day: int, first_sent: date | None, today: date) -> Reported:
    """How a branch stands with a month: the first submission counts, even if it was returned since."""
    due = due_date(year, month, due_day)
    if first_sent is not None:
        late = (first_sent - due).days
        return Reported(Timeliness.LATE, late) if late > 0 else Reported(Timeliness.ON_TIME)
    if today > due:
        return Reported(Timeliness.MISSING, (today - due).days)
    return Reported(Timeliness.NOT_DUE if month_begun(year, month, today) else Timeliness.NOT_BEGUN)


@dataclass(frozen=True, slots=True)
class RosterBranch:
    """A branch as the roster knows it; `closed_on` is its last day."""

    key: int
    opened_on: date
    closed_on: date | None = None
    is_practice: bool = False


def expected_branches(roster: Sequence[RosterBranch], year: int, month: int, due_day: int) -> tuple[int, ...]:
    """Keys of the branches that must report a month: those that exist on its due day, practice ones never."""
    due = due_date(year, month, due_day)
    return tuple(
        branch.key
        for branch in roster
        if not branch.is_practice
        and branch.opened_on <= due
        and (branch.closed_on is None or branch.closed_on >= due)
    )
