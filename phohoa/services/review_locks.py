"""A month that is closed for its branches after the lock day, and leave to write in it all the same."""

from dataclasses import dataclass
from datetime import date, datetime, timedelta

from sqlalchemy import and_, select
from sqlalchemy.orm import Session

from ..domain.access import Action
from ..domain.errors import Conflict, Invalid, Refused
from ..domain.reporting import can_be_locked, is_locked, last_open_day
from ..models import Review, ReviewEvent, ReviewException, Ward
from .command import Command, Context, command
from .review_sheet import find_review, load_branch

#: So many days one leave lasts, at most: what stays open for longer is no longer a locked month.
LONGEST_LEAVE = 31


@dataclass(frozen=True)
class Leave:
    """A leave to write in a locked month, or the branch's question for one (`granted_at` None)."""

    id: int
    branch_id: int
    request: str
    asked_at: datetime | None
    asked_by: str
    until: date | None
    reason: str
    granted_at: datetime | None
    granted_by: str
    revoked_at: datetime | None
    revoked_by: str

    def holds(self, today: date) -> bool:
        """Whether the branch may write because of it."""
        if self.granted_at is None or self.until is None or self.revoked_at is not None:
            return False
        return self.until >= today

    @property
    def waits(self) -> bool:
        """Whether the office has still to answer."""
        return self.granted_at is None and self.revoked_at is None


@dataclass(frozen=True)
class LockState:
    """Whether a month is locked for a branch. `last_day`: the last one open to all; None: never locked."""

    last_day: date | None
    locked: bool
    leaves: tuple[Leave, ...]
    today: date

    @property
    def leave(self) -> Leave | None:
        """The leave in force that lasts longest."""
        held = [leave for leave in self.leaves if leave.holds(self.today)]
        return max(held, key=lambda leave: leave.until or self.today, default=None)

    @property
    def closed(self) -> bool:
        """Whether the branch may not write."""
        return self.locked and self.leave is None

    @property
    def waiting(self) -> Leave | None:
        """The branch's question that waits for an answer."""
        return next((leave for leave in self.leaves if leave.waits), None)


def _leave(row: ReviewException) -> Leave:
    return Leave(
        row.id,
        row.branch_id,
        row.request,
        row.asked_at,
        row.asked_by_name,
        row.until,
        row.reason,
        row.granted_at,
        row.granted_by_name,
        row.revoked_at,
        row.revoked_by_name,
    )


def lock_state(session: Session, branch_id: int, year: int, month: int, today: date) -> LockState:
    """How a branch's month stands with the lock (one select; none before the next month has begun)."""
    if not can_be_locked(year, month, today):
        return LockState(None, False, (), today)
    of_month = and_(
        ReviewException.branch_id == branch_id, ReviewException.year == year, ReviewException.month == month
    )
    rows = session.execute(
        select(Ward.review_lock_day, ReviewException)
        .outerjoin(ReviewException, of_month)
        .order_by(ReviewException.id)
    ).all()
    day = rows[0][0] if rows else None
    return LockState(
        last_open_day(year, month, day) if day is not None else None,
        is_locked(year, month, day, today),
        tuple(_leave(row) for _, row in rows if row is not None),
        today,
    )


def check_lock(cx: Context, branch_id: int, year: int, month: int) -> None:
    """Raises Refused("month_locked") where the month is closed for the branch and nobody has opened it."""
    state = lock_state(cx.session, branch_id, year, month, cx.today)
    if state.closed and state.last_day is not None:
        raise Refused("month_locked", month=f"{month:02d}/{year}", day=f"{state.last_day:%d/%m/%Y}")


def leaves_of_month(session: Session, year: int, month: int) -> tuple[Leave, ...]:
    """Every leave and every question of a month, oldest first (one select)."""
    rows = session.scalars(
        select(ReviewException)
        .where(ReviewException.year == year, ReviewException.month == month)
        .order_by(ReviewException.id)
    )
    return tuple(_leave(row) for row in rows)


def _check_leave(cx: Command, until: date | None, reason: str) -> dict[str, object]:
    fields: dict[str, object] = {}
    if until is None:
        fields["until"] = "exception_until_needed"
    elif until < cx.today:
        fields["until"] = "exception_until_past"
    elif until > cx.today + timedelta(days=LONGEST_LEAVE):
        fields["until"] = ("exception_until_far", {"days": LONGEST_LEAVE})
    if not reason.strip():
        fields["reason"] = "exception_reason_needed"
    return fields


def give_leave(
    cx: Command,
    review: Review | None,
    branch_id: int,
    year: int,
    month: int,
    until: date | None,
    reason: str,
) -> None:
    """Let the branch write until a day; answers its question, if it asked. Raises Invalid.

    It stands in the history of the review too, where there is one.
    """
    fields = _check_leave(cx, until, reason)
    if fields:
        raise Invalid(fields=fields)
    row = cx.session.scalar(
        select(ReviewException)
        .where(ReviewException.branch_id == branch_id)
        .where(ReviewException.year == year, ReviewException.month == month)
        .where(ReviewException.granted_at.is_(None), ReviewException.revoked_at.is_(None))
        .limit(1)
    )
    if row is None:
        row = ReviewException(branch_id=branch_id, year=year, month=month)
        cx.session.add(row)
    row.until, row.reason, row.granted_at = until, reason.strip(), cx.now
    row.granted_by_id, row.granted_by_name = cx.actor.user_id, cx.actor.full_name
    if review is not None:
        cx.session.add(
            ReviewEvent(
                branch_id=review.branch_id,
                review_id=review.id,
                at=cx.now,
                actor_id=cx.actor.user_id,
                actor_name=cx.actor.full_name,
                to_state=review.state,
                reason=reason.strip(),
                open_until=until,
            )
        )


@command(Action.REVIEW_LOCK)
def grant_exception(
    cx: Command, branch_id: int, year: int, month: int, until: date | None, reason: str
) -> None:
    """Let a branch write in a locked month until a day.

    Raises NotFound, Refused("month_not_locked") for a month that is open anyhow, Invalid without a reason or
    without a day to come.
    """
    load_branch(cx, branch_id, year, month, lock=True)
    if not lock_state(cx.session, branch_id, year, month, cx.today).locked:
        raise Refused("month_not_locked", month=f"{month:02d}/{year}")
    review = find_review(cx.session, branch_id, year, month)
    give_leave(cx, review, branch_id, year, month, until, reason)


@dataclass(frozen=True)
class Closed:
    """The month that is locked for the branch again."""

    year: int
    month: int


@command(Action.REVIEW_LOCK)
def revoke_exception(cx: Command, exception_id: int) -> Closed:
    """End a leave before its day, or decline a branch's question. Raises NotFound, Conflict when over."""
    row = cx.load(ReviewException, exception_id)
    if row.revoked_at is not None or (row.until is not None and row.until < cx.today):
        raise Conflict("exception_gone")
    row.revoked_at, row.revoked_by_name = cx.now, cx.actor.full_name
    return Closed(row.year, row.month)


@command(Action.REVIEW_EDIT)
def ask_for_exception(cx: Command, branch_id: int, year: int, month: int, request: str) -> None:
    """Ask the office to open a locked month. Raises Invalid without a reason, Refused, Conflict."""
    load_branch(cx, branch_id, year, month, lock=True)
    state = lock_state(cx.session, branch_id, year, month, cx.today)
    if not state.closed:
        raise Refused("month_not_locked", month=f"{month:02d}/{year}")
    if state.waiting is not None:
        raise Conflict("request_waiting")
    if not request.strip():
        raise Invalid(fields={"request": "request_reason_needed"})
    cx.session.add(
        ReviewException(
            branch_id=branch_id,
            year=year,
            month=month,
            request=request.strip(),
            asked_at=cx.now,
            asked_by_name=cx.actor.full_name,
        )
    )
