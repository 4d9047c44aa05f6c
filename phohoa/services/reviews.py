"""The branch's work on its monthly review before it is concluded: head, lines, no meeting."""

from dataclasses import dataclass, fields, replace
from datetime import date

from ..domain.access import Action, Role
from ..domain.errors import Conflict, Invalid, NotFound, Refused
from ..domain.facts import blocked
from ..domain.reviews import (
    REVIEW_MOVE_OF,
    Rating,
    ReviewDecision,
    ReviewMoveCode,
    ReviewState,
    allowed_decisions,
    check_not_held,
    removal_reasons,
)
from ..domain.stages import ReasonToLeave
from ..models import PartyMember, Review, ReviewEvent, ReviewLine, TrackingRun
from . import clock
from .command import Command, Context, command
from .meeting_head import HeadInput as HeadInput
from .meeting_head import check_head as check_head
from .meeting_head import head_defaults as head_defaults
from .meeting_head import head_of as head_of
from .meeting_head import whole_head
from .review_locks import check_lock
from .review_sheet import LISTED, entries, entry_of, find_review, is_editable, load_branch
from .undoing import cancel, last_event


@dataclass(frozen=True)
class LineInput:
    """What was entered for one person."""

    decision: ReviewDecision | None = None
    reason_code: str = ""
    reason_on: date | None = None
    reason: str = ""
    helper_id: int | None = None
    remark: str = ""
    rating: Rating | None = None
    votes_for: int | None = None
    votes_against: int | None = None


@dataclass(frozen=True)
class Saved:
    """The version after a save, and the ward's clock at that moment (hh:mm)."""

    version: int
    at: str


def record(cx: Command, review: Review, reason: str = "") -> None:
    """Note the review's present state as an event of its history."""
    cx.session.add(
        ReviewEvent(
            branch_id=review.branch_id,
            review_id=review.id,
            at=cx.now,
            actor_id=cx.actor.user_id,
            actor_name=cx.actor.full_name,
            to_state=review.state,
            reason=reason,
        )
    )


def shift(cx: Command, review: Review, code: ReviewMoveCode, reason: str = "") -> None:
    """Change the review's state by one of the moves open to the actor. Raises Conflict("review_state")."""
    move = REVIEW_MOVE_OF[code]
    may = cx.actor.role is Role.SYSTEM or cx.actor.role.value in move.roles
    if review.state not in move.sources or not may:
        raise Conflict("review_state")
    review.state = move.target
    record(cx, review, reason)


def open_for_writing(cx: Command, branch_id: int, year: int, month: int) -> Review:
    """The review, made if there is none yet, and in a state in which the branch may write."""
    load_branch(cx, branch_id, year, month, lock=True)
    check_lock(cx, branch_id, year, month)
    review = find_review(cx.session, branch_id, year, month)
    if review is None:
        review = Review(
            branch_id=branch_id, year=year, month=month, state=ReviewState.NOT_STARTED, head_version=0
        )
        _take(review, head_defaults(cx.session, branch_id, year, month))
        cx.session.add(review)
        cx.session.flush()
    if not is_editable(review):
        raise Refused("review_closed", month=f"{month:02d}/{year}")
    if review.state is ReviewState.NOT_STARTED:
        shift(cx, review, ReviewMoveCode.START)
    elif review.state is ReviewState.RETURNED:
        shift(cx, review, ReviewMoveCode.REOPEN)
    return review


def take_head(cx: Command, review: Review, version: int | None, data: HeadInput) -> None:
    """Write the head into the review. Raises Invalid; Conflict("stale") when another one was saved since.

    Where the roll was called its numbers stand unless others are given, and so does the agenda.
    """
    data = whole_head(cx.session, review, data)
    check_head(data, cx.today)
    if version != review.head_version:
        raise Conflict("stale", current=review.head_version)
    _take(review, data)
    review.head_version += 1


def _take(review: Review, data: HeadInput) -> None:
    for field in fields(data):
        value = getattr(data, field.name)
        setattr(review, field.name, "" if field.name == "agenda" and value is None else value)


@command(Action.REVIEW_EDIT)
def start_review(cx: Command, branch_id: int, year: int, month: int) -> Saved:
    """Begin the month's review; one that has begun stays as it is. One reported as not held begins again."""
    load_branch(cx, branch_id, year, month, lock=True)
    review = find_review(cx.session, branch_id, year, month)
    if review is not None and review.state is ReviewState.NOT_HELD:
        check_lock(cx, branch_id, year, month)
        shift(cx, review, ReviewMoveCode.START)
        review.not_held_reason = ""
    else:
        review = open_for_writing(cx, branch_id, year, month)
    cx.session.flush()
    return Saved(review.version, _clock(cx))


@command(Action.REVIEW_EDIT)
def save_head(
    cx: Command, branch_id: int, year: int, month: int, version: int | None, data: HeadInput
) -> Saved:
    """Save the meeting's part. Raises Invalid, Conflict("stale"), Refused (closed, month not begun)."""
    review = open_for_writing(cx, branch_id, year, month)
    take_head(cx, review, version, data)
    cx.session.flush()
    return Saved(review.head_version, _clock(cx))


def check_line(cx: Context, run: TrackingRun, data: LineInput) -> dict[str, str]:
    """Field by field what cannot be entered for this person; empty when nothing."""
    wrong: dict[str, str] = {}
    if data.decision is not None and data.decision not in allowed_decisions(run.stage):
        wrong["decision"] = "decision_closed"
    elif data.decision is ReviewDecision.REMOVE:
        if data.reason_code not in removal_reasons(run.stage):
            wrong["reason_code"] = "removal_reason_needed"
        elif data.reason_code == ReasonToLeave.WITHDREW and data.reason_on is None:
            wrong["reason_on"] = "statement_day_needed"
        elif not data.reason.strip():
            moved = data.reason_code == ReasonToLeave.MOVED_AWAY
            wrong["reason"] = "new_place_needed" if moved else "removal_text_needed"
    elif data.decision is ReviewDecision.ADD and data.helper_id is None and run.helper_id is None:
        wrong["helper_id"] = "helper_needed"
    if data.reason_on is not None and data.reason_on > cx.today:
        wrong["reason_on"] = "day_in_future"
    if data.helper_id is not None and data.helper_id != run.helper_id:
        helper = cx.session.get(PartyMember, data.helper_id)
        if helper is None or helper.branch_id != run.branch_id or helper.left_on is not None:
            wrong["helper_id"] = "review_helper"
    return wrong


def check_votes(review: Review, data: LineInput) -> dict[str, str]:
    """What is wrong with a vote on one person alone; only official members who are present vote."""
    voted = (data.votes_for or 0) + (data.votes_against or 0)
    if data.votes_for is None and data.votes_against is not None:
        return {"votes_for": "votes_for_missing"}
    if review.present_official is not None and voted > review.present_official:
        return {"votes_for": "votes_too_many"}
    return {}


@command(Action.REVIEW_EDIT)
def save_line(
    cx: Command, branch_id: int, year: int, month: int, run_id: int, version: int | None, data: LineInput
) -> Saved:
    """Save what was entered for one person; version 0 is a line that nobody had entered anything for.

    Raises Invalid, Conflict("stale"), NotFound, Refused("review_closed", "month_not_begun").
    """
    review = open_for_writing(cx, branch_id, year, month)
    entry = entry_of(cx.session, review, run_id)
    if entry is None:
        raise NotFound
    known = entry.line.version if entry.line is not None else 0
    if version != known:
        raise Conflict("stale", current=known)
    if entry.applied and entry.line is not None:
        return _save_remark(cx, entry.line, data)
    data = whole_reason(entry.run, data)
    wrong = check_line(cx, entry.run, data) | check_votes(review, data)
    if wrong:
        raise Invalid(fields=wrong)
    line = entry.line or _new_line(cx, review, run_id)
    if line.decision is not data.decision:
        line.warnings = {}
    for field in fields(data):
        setattr(line, field.name, getattr(data, field.name))
    line.saved_at, line.saved_by_id = cx.now, cx.actor.user_id
    cx.session.flush()
    return Saved(line.version, _clock(cx))


def _save_remark(cx: Command, line: ReviewLine, data: LineInput) -> Saved:
    """Of a line that is carried out only the remark and the rating can still change."""
    if data.decision not in (None, line.decision):
        raise Invalid(fields={"decision": "line_applied"})
    line.remark, line.rating = data.remark, data.rating
    line.saved_at, line.saved_by_id = cx.now, cx.actor.user_id
    cx.session.flush()
    return Saved(line.version, _clock(cx))


@command(Action.REVIEW_EDIT)
def take_back(cx: Command, branch_id: int, year: int, month: int, run_id: int) -> None:
    """Cancel what a returned review had carried out for one person, so that the branch decides anew.

    Raises NotFound, Conflict("review_state") when nothing was carried out, Refused("review_closed");
    Refused("line_gone_on") when the person has gone on since.
    """
    review = open_for_writing(cx, branch_id, year, month)
    entry = next((e for e in entries(cx.session, branch_id, year, month, review) if e.run.id == run_id), None)
    if entry is None:
        raise NotFound
    if entry.line is None or not entry.applied:
        raise Conflict("review_state")
    event = last_event(cx, run_id)
    if event is None or event.id != entry.line.event_id:
        raise Refused("line_gone_on", name=entry.run.person.full_name)
    cancel(cx, event)
    entry.line.event_id = None
    entry.line.decision = None
    entry.line.saved_at, entry.line.saved_by_id = cx.now, cx.actor.user_id


def whole_reason(run: TrackingRun, data: LineInput) -> LineInput:
    """The same input without what its decision does not ask for; the only possible reason fills itself."""
    if data.decision is ReviewDecision.REMOVE:
        only = removal_reasons(run.stage)
        code = only[0].value if len(only) == 1 else data.reason_code
        return replace(data, reason_code=code, helper_id=None)
    return replace(data, reason_code="", reason_on=None, reason="")


def _new_line(cx: Command, review: Review, run_id: int) -> ReviewLine:
    line = ReviewLine(branch_id=review.branch_id, review_id=review.id, run_id=run_id, warnings={})
    cx.session.add(line)
    return line


@dataclass(frozen=True)
class Kept:
    """How many people were kept on the list by one press."""

    count: int


def keep_the_rest(cx: Command, review: Review) -> int:
    """Keep everybody for whom nothing was decided; how many that were."""
    count = 0
    for entry in entries(cx.session, review.branch_id, review.year, review.month, review):
        if entry.touched or entry.run.closed_on is not None or entry.run.stage not in LISTED:
            continue
        line = entry.line or _new_line(cx, review, entry.run.id)
        line.decision = ReviewDecision.KEEP
        line.saved_at, line.saved_by_id = cx.now, cx.actor.user_id
        count += 1
    return count


@command(Action.REVIEW_EDIT)
def keep_others(cx: Command, branch_id: int, year: int, month: int) -> Kept:
    """Keep everybody for whom the branch has not decided anything else."""
    return Kept(keep_the_rest(cx, open_for_writing(cx, branch_id, year, month)))


@command(Action.REVIEW_EDIT)
def declare_not_held(cx: Command, branch_id: int, year: int, month: int, reason: str) -> Saved:
    """Report that the branch did not meet. Raises Invalid without a reason, Refused when decisions stand."""
    load_branch(cx, branch_id, year, month, lock=True)
    check_lock(cx, branch_id, year, month)
    if blocked(check_not_held(year, month, reason, cx.today)):
        raise Invalid(fields={"reason": "not_held_reason_needed"})
    review = find_review(cx.session, branch_id, year, month)
    if review is None:
        review = Review(
            branch_id=branch_id, year=year, month=month, state=ReviewState.NOT_STARTED, head_version=0
        )
        cx.session.add(review)
        cx.session.flush()
    elif not is_editable(review):
        raise Refused("review_closed", month=f"{month:02d}/{year}")
    elif any(e.applied for e in entries(cx.session, branch_id, year, month, review)):
        raise Refused("decisions_stand")
    review.not_held_reason = reason.strip()
    shift(cx, review, ReviewMoveCode.NOT_HELD, reason.strip())
    mark_sent(cx, review)
    cx.session.flush()
    return Saved(review.version, _clock(cx))


def mark_sent(cx: Command, review: Review) -> None:
    """Note when the branch reported; the first time is the one that counts for being on time."""
    review.submitted_at = cx.now
    review.first_submitted_at = review.first_submitted_at or cx.now
    review.return_reason = ""


def _clock(cx: Command) -> str:
    return clock.local(cx.now).strftime("%H:%M")
