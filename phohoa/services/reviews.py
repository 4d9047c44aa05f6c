"""The branch's work on its monthly review before it is concluded: head, lines, no meeting."""

from dataclasses import dataclass, fields, replace
from datetime import date
from typing import Protocol

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
from ..domain.stages import ReasonToLeave, Stage
from ..models import PartyMember, Review, ReviewEvent, ReviewLine
from . import clock
from .command import Command, Context, command
from .meeting_head import HeadInput as HeadInput
from .meeting_head import check_head as check_head
from .meeting_head import head_defaults as head_defaults
from .meeting_head import head_of as head_of
from .meeting_head import whole_head
from .review_locks import check_lock
from .review_sheet import (
    LISTED,
    Place,
    entries,
    find_review,
    is_applied,
    is_editable,
    lock_branch,
    place_of,
)
from .undoing import cancel, last_event


class Standing(Protocol):
    """What the rules of a line ask of a person: the run itself, or its place in a review."""

    @property
    def branch_id(self) -> int: ...
    @property
    def stage(self) -> Stage: ...
    @property
    def helper_id(self) -> int | None: ...


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
    if review.id is None:
        cx.session.flush()
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
    lock_branch(cx, branch_id, year, month)
    check_lock(cx, branch_id, year, month)
    review = find_review(cx.session, branch_id, year, month)
    return _begun(cx, review or _new_review(cx, branch_id, year, month))


def _new_review(cx: Command, branch_id: int, year: int, month: int) -> Review:
    review = Review(
        branch_id=branch_id, year=year, month=month, state=ReviewState.NOT_STARTED, head_version=0
    )
    _take(review, head_defaults(cx.session, branch_id, year, month))
    cx.session.add(review)
    return review


def _begun(cx: Command, review: Review) -> Review:
    """The review in a state in which the branch may write. Raises Refused("review_closed")."""
    if not is_editable(review):
        raise Refused("review_closed", month=f"{review.month:02d}/{review.year}")
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
    lock_branch(cx, branch_id, year, month)
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


def check_line(cx: Context, run: Standing, data: LineInput) -> dict[str, str]:
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


def check_votes(present_official: int | None, data: LineInput) -> dict[str, str]:
    """What is wrong with a vote on one person alone; only official members who are present vote."""
    voted = (data.votes_for or 0) + (data.votes_against or 0)
    if data.votes_for is None and data.votes_against is not None:
        return {"votes_for": "votes_for_missing"}
    if present_official is not None and voted > present_official:
        return {"votes_for": "votes_too_many"}
    return {}


@command(Action.REVIEW_EDIT)
def save_line(
    cx: Command, branch_id: int, year: int, month: int, run_id: int, version: int | None, data: LineInput
) -> Saved:
    """Save what was entered for one person; version 0 is a line that nobody had entered anything for.

    Raises Invalid, Conflict("stale"), NotFound, Refused("review_closed", "month_not_begun").
    """
    lock_branch(cx, branch_id, year, month)
    check_lock(cx, branch_id, year, month)
    place = place_of(cx.session, branch_id, year, month, run_id)
    if place is None:
        raise NotFound
    review_id = _begun_at(cx, place, year, month)
    if not place.is_of(year, month):
        raise NotFound
    known = place.line_version or 0
    if version != known:
        raise Conflict("stale", current=known)
    if is_applied(cx.session, place.event_id):
        return _save_remark(cx, _line_at(cx, place, review_id, run_id), data)
    data = whole_reason(place, data)
    wrong = check_line(cx, place, data) | check_votes(place.present_official, data)
    if wrong:
        raise Invalid(fields=wrong)
    line = _line_at(cx, place, review_id, run_id)
    if line.decision is not data.decision:
        line.warnings = {}
    for field in fields(data):
        setattr(line, field.name, getattr(data, field.name))
    line.saved_at, line.saved_by_id = cx.now, cx.actor.user_id
    cx.session.flush()
    return Saved(line.version, _clock(cx))


def _begun_at(cx: Command, place: Place, year: int, month: int) -> int:
    """The id of the review in which the branch may write; it is loaded only where its state is to change."""
    if place.review_id is not None and place.review_state is ReviewState.IN_PROGRESS:
        return place.review_id
    if place.review_id is None:
        return _begun(cx, _new_review(cx, place.branch_id, year, month)).id
    return _begun(cx, cx.session.get_one(Review, place.review_id)).id


def _line_at(cx: Command, place: Place, review_id: int, run_id: int) -> ReviewLine:
    if place.line_id is None:
        return _new_line(cx, place.branch_id, review_id, run_id)
    return cx.session.get_one(ReviewLine, place.line_id)


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


def whole_reason(run: Standing, data: LineInput) -> LineInput:
    """The same input without what its decision does not ask for; the only possible reason fills itself."""
    if data.decision is ReviewDecision.REMOVE:
        only = removal_reasons(run.stage)
        code = only[0].value if len(only) == 1 else data.reason_code
        return replace(data, reason_code=code, helper_id=None)
    return replace(data, reason_code="", reason_on=None, reason="")


def _new_line(cx: Command, branch_id: int, review_id: int, run_id: int) -> ReviewLine:
    line = ReviewLine(branch_id=branch_id, review_id=review_id, run_id=run_id, warnings={})
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
        line = entry.line or _new_line(cx, review.branch_id, review.id, entry.run.id)
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
    lock_branch(cx, branch_id, year, month)
    check_lock(cx, branch_id, year, month)
    if blocked(check_not_held(year, month, reason, cx.today)):
        raise Invalid(fields={"reason": "not_held_reason_needed"})
    review = find_review(cx.session, branch_id, year, month)
    if review is None:
        review = Review(
            branch_id=branch_id, year=year, month=month, state=ReviewState.NOT_STARTED, head_version=0
        )
        cx.session.add(review)
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
