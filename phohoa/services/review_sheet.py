"""The list of one review as it stands: who is on it, what was decided, what is already carried out."""

from dataclasses import dataclass
from datetime import date

from sqlalchemy import ColumnElement, and_, bindparam, select
from sqlalchemy.orm import Session, joinedload, selectinload

from ..domain.deadlines import last_day_of_month
from ..domain.errors import NotFound, Refused
from ..domain.meetings import Quorum, quorum
from ..domain.reviews import (
    EDITABLE_STATES,
    ReviewDecision,
    ReviewSheet,
    ReviewSheetLine,
    ReviewState,
    month_begun,
)
from ..domain.stages import NORMAL_WAY, Stage, way_between
from ..models import Branch, PartyMember, Person, Review, ReviewLine, RunEvent, TrackingRun
from .command import Context

#: Whoever stands here is on the list of a month; later stages have meetings and papers of their own.
LISTED = way_between(Stage.SOURCE, Stage.DOSSIER)
_FIRST_YEAR = 2000


@dataclass(frozen=True)
class Entered:
    """A person of a review: the run, the line if anything was entered, and whether it is carried out."""

    run: TrackingRun
    line: ReviewLine | None
    applied: bool

    @property
    def touched(self) -> bool:
        """Whether a decision was entered."""
        return self.line is not None and self.line.decision is not None


def check_month(year: int, month: int, today: date) -> date:
    """The last day of the month. Raises NotFound for no month at all, Refused for one not yet begun."""
    if not 1 <= month <= 12 or not _FIRST_YEAR <= year <= today.year + 1:
        raise NotFound
    if not month_begun(year, month, today):
        raise Refused("month_not_begun", month=f"{month:02d}/{year}", first=f"01/{month:02d}/{year}")
    return last_day_of_month(year, month)


def load_branch(cx: Context, branch_id: int, year: int, month: int, *, lock: bool = False) -> Branch:
    """The branch, allowed to the actor and there in the month; the lock puts its writers in a row."""
    cx.allow(branch_id=branch_id)
    branch = cx.session.get(Branch, branch_id, with_for_update=True if lock else None)
    if branch is None:
        raise NotFound
    _check_there(cx, branch.opened_on, branch.closed_on, year, month)
    return branch


def _check_there(cx: Context, opened_on: date, closed_on: date | None, year: int, month: int) -> None:
    last = check_month(year, month, cx.today)
    if opened_on > last or (closed_on is not None and closed_on <= date(year, month, 1)):
        raise Refused("branch_not_there", month=f"{month:02d}/{year}")


#: These are asked at every save of a line, so made once, and of no more columns than the rules ask for.
_BRANCH = (
    select(Branch.opened_on, Branch.closed_on).where(Branch.id == bindparam("branch_id")).with_for_update()
)
_REVIEW = (
    select(Review)
    .where(Review.branch_id == bindparam("branch_id"))
    .where(Review.year == bindparam("year"))
    .where(Review.month == bindparam("month"))
)
_PLACE = (
    select(
        TrackingRun.branch_id,
        TrackingRun.stage,
        TrackingRun.opened_on,
        TrackingRun.closed_on,
        TrackingRun.helper_id,
        Review.id.label("review_id"),
        Review.state.label("review_state"),
        Review.present_official,
        ReviewLine.id.label("line_id"),
        ReviewLine.version.label("line_version"),
        ReviewLine.decision,
        ReviewLine.event_id,
    )
    .outerjoin(
        Review,
        and_(
            Review.branch_id == TrackingRun.branch_id,
            Review.year == bindparam("year"),
            Review.month == bindparam("month"),
        ),
    )
    .outerjoin(ReviewLine, and_(ReviewLine.run_id == TrackingRun.id, ReviewLine.review_id == Review.id))
    .where(TrackingRun.id == bindparam("run_id"))
    .where(TrackingRun.branch_id == bindparam("branch_id"))
)


def lock_branch(cx: Context, branch_id: int, year: int, month: int) -> None:
    """What `load_branch` checks, and its writers in a row, where nobody asks for the branch itself."""
    cx.allow(branch_id=branch_id)
    days = cx.session.connection().execute(_BRANCH, {"branch_id": branch_id}).first()
    if days is None:
        raise NotFound
    _check_there(cx, *days, year, month)


def find_review(session: Session, branch_id: int, year: int, month: int) -> Review | None:
    """The review of the month, if anything was entered for it yet."""
    return session.scalar(_REVIEW, {"branch_id": branch_id, "year": year, "month": month})


def is_editable(review: Review | None) -> bool:
    """Whether the branch may still write in the review."""
    return review is None or review.state in EDITABLE_STATES


@dataclass(frozen=True)
class Place:
    """Where one person's line stands: the run as far as the rules ask for it, the month's review, the line.

    `review_id` and `line_id` are None where there is none yet.
    """

    branch_id: int
    stage: Stage
    opened_on: date
    closed_on: date | None
    helper_id: int | None
    review_id: int | None
    review_state: ReviewState | None
    present_official: int | None
    line_id: int | None
    line_version: int | None
    decision: ReviewDecision | None
    event_id: int | None

    def is_of(self, year: int, month: int) -> bool:
        """Whether the person is in the open review of the month, by the rules of `entries`."""
        if self.decision is not None:
            return True
        if self.line_id is not None:
            return self.closed_on is None
        return (
            self.closed_on is None
            and self.stage in LISTED
            and self.opened_on <= last_day_of_month(year, month)
        )


def place_of(session: Session, branch_id: int, year: int, month: int, run_id: int) -> Place | None:
    """The place of a person's line, in one select; None for nobody of this branch."""
    keys = {"branch_id": branch_id, "year": year, "month": month, "run_id": run_id}
    found = session.connection().execute(_PLACE, keys).first()
    return None if found is None else Place(**found._mapping)


def is_applied(session: Session, event_id: int | None) -> bool:
    """Whether the event by which a line was carried out still stands."""
    return event_id is not None and not session.scalar(
        select(RunEvent.id).where(RunEvent.cancels_id == event_id).limit(1)
    )


def entries(
    session: Session, branch_id: int, year: int, month: int, review: Review | None, *, grouped: bool = True
) -> list[Entered]:
    """Everybody of the review, by stage and name; the source groups of each if `grouped`.

    While it is open: the branch's open runs in the listed stages, and whoever has a line. Once it is closed:
    the lines alone. A line counts as carried out until its event is cancelled.
    """
    lines: dict[int, ReviewLine] = {}
    if review is not None:
        found = session.scalars(select(ReviewLine).where(ReviewLine.review_id == review.id))
        lines = {line.run_id: line for line in found}
    chosen: ColumnElement[bool] = TrackingRun.id.in_(lines)
    if is_editable(review):
        listed = (
            TrackingRun.closed_on.is_(None)
            & TrackingRun.stage.in_(LISTED)
            & (TrackingRun.opened_on <= last_day_of_month(year, month))
        )
        chosen = listed | chosen
    groups = (selectinload(Person.source_groups),) if grouped else ()
    runs = session.scalars(
        select(TrackingRun)
        .where(TrackingRun.branch_id == branch_id)
        .where(chosen)
        .options(
            joinedload(TrackingRun.person).options(*groups),
            joinedload(TrackingRun.helper),
        )
    ).all()
    events = [line.event_id for line in lines.values() if line.event_id is not None]
    cancelled: set[int | None] = set()
    if events:
        cancelled = set(session.scalars(select(RunEvent.cancels_id).where(RunEvent.cancels_id.in_(events))))
    found_all = []
    for run in runs:
        line = lines.get(run.id)
        applied = line is not None and line.event_id is not None and line.event_id not in cancelled
        untouched = line is None or line.decision is None
        if is_editable(review) and untouched and run.closed_on is not None:
            continue  # left the branch by another way before the branch decided anything here
        found_all.append(Entered(run, line, applied))
    if not is_editable(review):
        return sorted(found_all, key=lambda entry: entry.line.position if entry.line is not None else 0)
    return sorted(found_all, key=_order)


def _order(entry: Entered) -> tuple[int, str, int]:
    stage = entry.run.stage
    place = NORMAL_WAY.index(stage) if stage in NORMAL_WAY else len(NORMAL_WAY)
    return place, entry.run.person.sort_key, entry.run.id


def official_members(session: Session, branch_id: int, day: date) -> list[PartyMember]:
    """Official members of the branch on the day, by name: who can be asked to help somebody."""
    rows = session.scalars(
        select(PartyMember)
        .where(PartyMember.branch_id == branch_id)
        .where(PartyMember.is_official)
        .where(PartyMember.left_on.is_(None) | (PartyMember.left_on > day))
    )
    return sorted(rows, key=lambda member: (member.sort_key, member.id))


def sheet_of(
    review: Review | None,
    year: int,
    month: int,
    listed: list[Entered],
    *,
    no_change: bool,
    left_out: int = 0,
) -> ReviewSheet:
    """The review as the rules of concluding see it; people already dealt with are left out.

    `left_out`: official members who are not called on the day of the meeting.
    """
    enough = Quorum()
    if review is None:
        state, meeting_on, chair, members, present = ReviewState.NOT_STARTED, None, "", None, None
    else:
        enough = quorum(review.members_official, review.present_official, left_out)
        state, meeting_on, chair = review.state, review.meeting_on, review.chair
        members = _sum(review.members_official, review.members_probationary)
        present = _sum(review.present_official, review.present_probationary)
    return ReviewSheet(
        year,
        month,
        state,
        meeting_on,
        chair,
        members,
        present,
        no_change,
        tuple(_sheet_line(entry) for entry in listed if not entry.applied and entry.run.closed_on is None),
        enough,
    )


def _sheet_line(entry: Entered) -> ReviewSheetLine:
    line = entry.line
    if line is None:
        return ReviewSheetLine(entry.run.id, entry.run.stage)
    return ReviewSheetLine(
        entry.run.id,
        entry.run.stage,
        line.decision,
        line.reason_code,
        line.reason,
        line.helper_id is not None or entry.run.helper_id is not None,
        None if line.votes_for is None else line.votes_for + (line.votes_against or 0),
    )


def _sum(first: int | None, second: int | None) -> int | None:
    return None if first is None else first + (second or 0)
