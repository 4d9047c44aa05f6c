"""Concluding a monthly review: all decisions in one transaction, the lock, and the minutes."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date

from ..domain.access import Action
from ..domain.errors import Conflict, Invalid, Refused
from ..domain.facts import Finding, FindingCode, Severity, unanswered
from ..domain.reviews import ReviewMoveCode, check_conclude
from ..models import Branch, Review
from .command import Caller, Command, Context, Query, command, query
from .meeting_head import whole_head
from .meeting_words import keep_words
from .moves import apply_move
from .review_minutes import Drawn, content_now, draw, keep_minutes
from .review_sheet import (
    Entered,
    entries,
    find_review,
    is_editable,
    load_branch,
    sheet_of,
)
from .review_steps import moves_of, stamp_of
from .reviews import (
    HeadInput,
    check_head,
    head_of,
    keep_the_rest,
    mark_sent,
    open_for_writing,
    shift,
    take_head,
)
from .roll import day_of_meeting, roll_of


@query(Action.REVIEW_EDIT)
def _drawn(
    cx: Query,
    branch_id: int,
    year: int,
    month: int,
    head: HeadInput | None,
    no_change: bool,
    quorum_answer: str,
) -> Drawn:
    """The minutes drawn ahead, so that nobody waits for the paper to save; empty when they cannot be yet."""
    branch = load_branch(cx, branch_id, year, month)
    review = find_review(cx.session, branch_id, year, month)
    listed = entries(cx.session, branch_id, year, month, review)
    stamp = stamp_of(review, listed)
    if head is not None:
        meeting: HeadInput | None = whole_head(cx.session, review, head)
    else:
        meeting = head_of(review) if review is not None else None
    if not is_editable(review) or meeting is None or meeting.meeting_on is None or not meeting.chair:
        return Drawn(stamp, b"")
    content = content_now(
        cx,
        branch,
        review,
        (year, month),
        meeting,
        listed,
        no_change=no_change,
        quorum_answer=quorum_answer,
    )
    return draw(cx, content, stamp)


@dataclass(frozen=True)
class Concluded:
    """What concluding did: how many moves were applied, and the document of the minutes."""

    review_id: int
    document_id: int
    applied: int


def conclude_review(
    caller: Caller,
    branch_id: int,
    year: int,
    month: int,
    stamp: str,
    answers: Mapping[str, str] | None = None,
    month_answer: str = "",
    quorum_answer: str = "",
) -> Concluded:
    """Apply all decisions to the board, lock the review, send it and store its minutes: all or nothing.

    `answers` are written answers to warnings, by "run id:finding code"; `quorum_answer` says why the meeting
    went on with too few members, where it did. Raises Conflict("review_changed")
    when it is no longer what `stamp` names; Refused naming the person and the findings when a decision cannot
    stand, Invalid when something for it is missing.
    """
    minutes = _drawn(caller.actor, branch_id, year, month, None, False, quorum_answer)
    return _conclude(
        caller, branch_id, year, month, stamp, dict(answers or {}), month_answer, minutes, quorum_answer
    )


def conclude_without_change(
    caller: Caller,
    branch_id: int,
    year: int,
    month: int,
    head: HeadInput | None = None,
    head_version: int | None = None,
    month_answer: str = "",
    quorum_answer: str = "",
) -> Concluded:
    """Report that nothing changed, in full value: everybody is kept, minutes are made, the review is sent.

    With `head` the meeting's part is saved in the same step. Raises as conclude_review; Refused("not_ready")
    when the meeting's part is incomplete or a decision was entered.
    """
    if head is not None:
        check_head(head, _today(caller.actor))
    minutes = _drawn(caller.actor, branch_id, year, month, head, True, quorum_answer)
    return _conclude_unchanged(
        caller, branch_id, year, month, head, head_version, month_answer, minutes, quorum_answer
    )


@query(Action.REVIEW_EDIT)
def _today(cx: Query) -> date:
    cx.allow()
    return cx.today


@command(Action.REVIEW_EDIT)
def _conclude(
    cx: Command,
    branch_id: int,
    year: int,
    month: int,
    stamp: str,
    answers: dict[str, str],
    month_answer: str,
    minutes: Drawn,
    quorum_answer: str = "",
) -> Concluded:
    branch, review, listed = _take_up(cx, branch_id, year, month)
    if stamp_of(review, listed) != stamp or minutes.stamp != stamp:
        raise Conflict("review_changed")
    review = open_for_writing(cx, branch_id, year, month)
    _answer(listed, answers)
    _must_be_ready(cx, review, listed, month_answer, quorum_answer, no_change=False)
    applied = sum(_apply(cx, review, entry) for entry in listed)
    return _finish(cx, branch, review, listed, minutes, month_answer, applied)


@command(Action.REVIEW_EDIT)
def _conclude_unchanged(
    cx: Command,
    branch_id: int,
    year: int,
    month: int,
    head: HeadInput | None,
    head_version: int | None,
    month_answer: str,
    minutes: Drawn,
    quorum_answer: str = "",
) -> Concluded:
    branch, before, listed = _take_up(cx, branch_id, year, month)
    if minutes.stamp != stamp_of(before, listed):
        raise Conflict("review_changed")
    review = open_for_writing(cx, branch_id, year, month)
    if head is not None:
        take_head(cx, review, head_version, head)
    if any(moves_of(entry, review) for entry in listed):
        raise Refused("not_ready", (Finding(Severity.BLOCK, FindingCode.NO_CHANGE_WITH_DECISIONS),))
    _must_be_ready(cx, review, listed, month_answer, quorum_answer, no_change=True)
    keep_the_rest(cx, review)
    review.no_change = True
    cx.session.flush()
    listed = entries(cx.session, branch_id, year, month, review)
    return _finish(cx, branch, review, listed, minutes, month_answer, 0)


def _take_up(
    cx: Command, branch_id: int, year: int, month: int
) -> tuple[Branch, Review | None, list[Entered]]:
    branch = load_branch(cx, branch_id, year, month, lock=True)
    review = find_review(cx.session, branch_id, year, month)
    if not is_editable(review):
        raise Refused("review_closed", month=f"{month:02d}/{year}")
    return branch, review, entries(cx.session, branch_id, year, month, review)


def _answer(listed: list[Entered], answers: Mapping[str, str]) -> None:
    for entry in listed:
        mine = {
            key.partition(":")[2]: text.strip()
            for key, text in answers.items()
            if key.partition(":")[0] == str(entry.run.id) and text.strip()
        }
        if entry.line is not None and mine:
            entry.line.warnings = {**(entry.line.warnings or {}), **mine}


def _must_be_ready(
    cx: Context,
    review: Review,
    listed: list[Entered],
    month_answer: str,
    quorum_answer: str,
    *,
    no_change: bool,
) -> None:
    day = day_of_meeting(review, review.year, review.month, cx.today)
    left_out = roll_of(cx.session, review.branch_id, review, day).left_out
    sheet = sheet_of(review, review.year, review.month, listed, no_change=no_change, left_out=left_out)
    found = check_conclude(sheet, cx.today)
    # A reason is kept only for as long as too few are noted as present.
    why = (quorum_answer.strip() or review.quorum_answer) if sheet.quorum.is_short else ""
    review.quorum_answer = why
    answers = {
        FindingCode.MEETING_OTHER_MONTH.value: month_answer,
        FindingCode.QUORUM_SHORT.value: why,
    }
    standing = tuple(f for f in found if f.severity is Severity.BLOCK) + unanswered(found, answers)
    if standing:
        raise Refused("not_ready", standing)


def _apply(cx: Command, review: Review, entry: Entered) -> int:
    moves = moves_of(entry, review)
    for code, entered in moves:
        name = entry.run.person.full_name
        try:
            event = apply_move(cx, entry.run, code, entered, review_id=review.id)
        except Refused as error:
            raise Refused("line_refused", error.findings, name=name) from error
        except Invalid as error:
            raise Invalid("line_incomplete", error.fields, name=name) from error
        cx.session.flush()
        if entry.line is not None:
            entry.line.event_id = event.id
    return len(moves)


def _finish(
    cx: Command,
    branch: Branch,
    review: Review,
    listed: list[Entered],
    minutes: Drawn,
    month_answer: str,
    applied: int,
) -> Concluded:
    if not minutes.pdf:
        raise Conflict("review_changed")
    for position, entry in enumerate(listed, 1):
        if entry.line is not None:
            entry.line.position = position
    review.not_held_reason = ""
    shift(cx, review, ReviewMoveCode.CONCLUDE, month_answer.strip())
    mark_sent(cx, review)
    review.document_id = keep_minutes(cx, branch, review.year, review.month, minutes.pdf).id
    keep_words(cx, review, minutes.content)
    cx.session.flush()
    return Concluded(review.id, review.document_id, applied)
