"""The monthly reviews of the demo ward: entered, concluded with their minutes, received, returned."""

import os
from concurrent.futures import Future, ThreadPoolExecutor
from dataclasses import dataclass, field
from datetime import date, timedelta
from queue import SimpleQueue

from sqlalchemy import func, select

from ..documents.content import MinutesContent
from ..documents.pdf import render_minutes
from ..documents.press import Press
from ..domain.access import Action
from ..domain.errors import Conflict
from ..domain.reviews import Rating, ReviewDecision
from ..domain.stages import MoveCode, ReasonToLeave
from ..extensions import db
from ..models import Branch, PartyMember, ReviewLine, Ward
from ..texts.demo import lives as words
from ..texts.demo import meetings as texts
from .command import Caller, Command, Query, command, query
from .demo_calendar import MonthPlan
from .demo_lives import Life, Step
from .demo_meetings import enter_meeting, is_recent
from .demo_people import helper_of, resolution_number
from .demo_world import World, kind_of
from .review_conclusion import _conclude, _conclude_unchanged
from .review_minutes import Drawn, content_of
from .review_months import receive_review, return_review
from .review_sheet import entries, find_review, official_members
from .review_steps import stamp_of
from .reviews import (
    HeadInput,
    LineInput,
    check_line,
    declare_not_held,
    head_of,
    keep_others,
    open_for_writing,
    take_head,
)

_DECISIONS = {
    MoveCode.ADD_SYMPATHISER: ReviewDecision.ADD,
    MoveCode.PROPOSE_CLASS: ReviewDecision.PROPOSE_CLASS,
    MoveCode.PROPOSE_START: ReviewDecision.PROPOSE_START,
}
_RATINGS = (Rating.GOOD, Rating.GOOD, Rating.FAIR, Rating.FAIR, Rating.FAIR, Rating.AVERAGE)


class Studio:
    """Draws minutes ahead in as many children as there are cores, up to two; to be used in a `with`."""

    def __init__(self) -> None:
        # A child is ended with its last paper: the server begins with none of these.
        self._presses = [
            Press(seconds=60, megabytes=1024, tasks=1000, idle=300)
            for _ in range(min(2, os.cpu_count() or 1))
        ]
        self._threads = ThreadPoolExecutor(len(self._presses))
        self._free: SimpleQueue[Press] = SimpleQueue()
        for press in self._presses:
            self._free.put(press)
            self._threads.submit(press.run, "warm", {})

    def draw(self, content: MinutesContent) -> Future[bytes]:
        """The minutes, as soon as one of the children has drawn them."""
        return self._threads.submit(self._draw, content)

    def _draw(self, content: MinutesContent) -> bytes:
        press = self._free.get()
        try:
            return render_minutes(content, press)
        finally:
            self._free.put(press)

    def __enter__(self) -> "Studio":
        return self

    def __exit__(self, *_: object) -> None:
        self._threads.shutdown(cancel_futures=True)
        for press in self._presses:
            press.close()


@dataclass
class Sheet:
    """A review under way: its head, and the minutes that are being drawn meanwhile."""

    plan: MonthPlan
    head: HeadInput
    no_change: bool
    stamp: str = ""
    minutes: Future[bytes] | None = None
    content: MinutesContent | None = None


@dataclass(frozen=True)
class LinePlan:
    """What the branch decides about one person."""

    run_id: int
    data: LineInput


@dataclass
class Months:
    """All reviews; `due` says who is decided about in which one."""

    world: World
    due: dict[tuple[int, int, int], list[tuple[Life, Step]]]
    studio: "Studio"
    _sheets: dict[tuple[int, int, int], Sheet] = field(default_factory=dict)

    def hold(self, plan: MonthPlan, *, concluding: bool = True) -> None:
        """Enter the meeting and its decisions; the minutes are drawn in the meantime."""
        world, key = self.world, (plan.branch, plan.year, plan.month)
        due = self.due.get(key, [])
        rng = world.rng
        talked = bool(due) or not concluding or rng.random() < 0.25
        branch_id = world.branch_ids[plan.branch]
        head = self._head(plan, due)
        sheet = self._sheets[key] = Sheet(plan, head, not talked)
        if talked:
            lines = tuple(LinePlan(life.run_id, self._line(life, step)) for life, step in due)
            kept = tuple(self._remark() for _ in range(rng.randint(2, 4)))
            caller = world.for_branch(plan.branch)
            recent = is_recent(plan.year, plan.month, world.today)
            _enter(caller, branch_id, plan.year, plan.month, head, lines, kept, concluding, recent)
        if concluding:
            self._draw(sheet)

    def _draw(self, sheet: Sheet) -> None:
        plan = sheet.plan
        caller, branch_id = self.world.as_branch(plan.branch), self.world.branch_ids[plan.branch]
        head = sheet.head if sheet.no_change else None
        content, sheet.stamp = _content(caller.actor, branch_id, plan.year, plan.month, head)
        sheet.content, sheet.minutes = content, self.studio.draw(content)

    def send(self, plan: MonthPlan) -> None:
        """Conclude the review: its decisions are carried out, its minutes stored."""
        sheet = self._sheets.pop((plan.branch, plan.year, plan.month))
        try:
            self._conclude(sheet)
        except Conflict:
            # Somebody of the branch came or moved on since the meeting: the minutes are drawn again.
            if not sheet.no_change:
                caller = self.world.as_branch(plan.branch)
                keep_others(caller, self.world.branch_ids[plan.branch], plan.year, plan.month)
            self._draw(sheet)
            self._conclude(sheet)

    def _conclude(self, sheet: Sheet) -> None:
        plan = sheet.plan
        if sheet.minutes is None:
            raise ValueError("a review is concluded with its minutes")
        minutes = Drawn(sheet.stamp, sheet.minutes.result(), sheet.content)
        caller, branch_id = self.world.as_branch(plan.branch), self.world.branch_ids[plan.branch]
        place = (branch_id, plan.year, plan.month)
        if sheet.no_change:
            _conclude_unchanged(caller, *place, sheet.head, 0, "", minutes)
        else:
            _conclude(caller, *place, sheet.stamp, {}, "", minutes)

    def not_held(self, plan: MonthPlan) -> None:
        """Report that the branch did not meet."""
        caller, branch_id = self.world.as_branch(plan.branch), self.world.branch_ids[plan.branch]
        reason = texts.NOT_HELD[plan.branch % len(texts.NOT_HELD)]
        declare_not_held(caller, branch_id, plan.year, plan.month, reason)

    def receive(self, plan: MonthPlan, *, back: bool = False) -> None:
        """The office receives the review, or returns it with a reason."""
        place = (self.world.branch_ids[plan.branch], plan.year, plan.month)
        review = find_review(db.session(), *place)
        version = review.version if review is not None else None
        caller = Caller(self.world.actors["office"])
        if back:
            return_review(caller, *place, version, texts.RETURN_REASON)
        else:
            receive_review(caller, *place, version)

    def _head(self, plan: MonthPlan, due: list[tuple[Life, Step]]) -> HeadInput:
        world, rng = self.world, self.world.rng
        official, probationary = _count_members(world.branch_ids[plan.branch])
        starts, ends = texts.HOURS[plan.branch % len(texts.HOURS)]
        absent = rng.choice((0, 0, 1, 1, 2, 3)) if official > 8 else rng.choice((0, 0, 0, 1))
        present = official - absent
        changed = any(step.move in _DECISIONS or step.reason for _, step in due)
        number = resolution_number(world, plan.branch, plan.meeting_on) if changed else ""
        return HeadInput(
            meeting_on=plan.meeting_on,
            starts_at=starts,
            ends_at=ends,
            place=texts.PLACES[kind_of(plan.branch)],
            chair=world.secretaries[plan.branch],
            secretary=world.deputies[plan.branch],
            members_official=official,
            members_probationary=probationary,
            present_official=present,
            present_probationary=probationary,
            absent_unexcused=0,
            absence_note=rng.choice(texts.ABSENCE) if absent else "",
            votes_for=present if changed else None,
            votes_against=0 if changed else None,
            resolution_number=number,
            discussion=rng.choice(texts.DISCUSSION) if changed or rng.random() < 0.3 else "",
        )

    def _line(self, life: Life, step: Step) -> LineInput:
        remark = self._remark()
        decision = _DECISIONS.get(step.move)
        if decision is None:
            code = ReasonToLeave(step.reason)
            stated = step.day if code in (ReasonToLeave.WITHDREW, ReasonToLeave.MOVED_AWAY) else None
            return LineInput(ReviewDecision.REMOVE, code.value, stated, words.LEAVING[step.reason])
        helper = helper_of(self.world, life) if decision is ReviewDecision.ADD else None
        return LineInput(decision, helper_id=helper, remark=remark.remark, rating=Rating.GOOD)

    def _remark(self) -> LineInput:
        rating = self.world.rng.choice(_RATINGS)
        remark = self.world.rng.choice(texts.REMARKS[rating.value])
        return LineInput(ReviewDecision.KEEP, remark=remark, rating=rating)


def _count_members(branch_id: int) -> tuple[int, int]:
    """Official and probationary members of a branch now."""
    rows = db.session.execute(
        select(PartyMember.is_official, func.count(PartyMember.id))
        .where(PartyMember.branch_id == branch_id, PartyMember.left_on.is_(None))
        .group_by(PartyMember.is_official)
    ).all()
    counts = {row[0]: row[1] for row in rows}
    return counts.get(True, 0), counts.get(False, 0)


@command(Action.INSTALLATION_SETUP)
def _enter(
    cx: Command,
    branch_id: int,
    year: int,
    month: int,
    head: HeadInput,
    lines: tuple[LinePlan, ...],
    kept: tuple[LineInput, ...],
    whole: bool,
    recent: bool,
) -> None:
    """The meeting's part and a line per person, all kept who are not decided about; a part if not `whole`.

    The `recent` meetings have their roll and their tasks as well.
    """
    review = open_for_writing(cx, branch_id, year, month)
    take_head(cx, review, review.head_version, head)
    wanted = {line.run_id: line.data for line in lines}
    remarks = list(kept)
    listed = entries(cx.session, branch_id, year, month, review)
    missing = wanted.keys() - {entry.run.id for entry in listed}
    if missing:
        raise LookupError(f"runs {sorted(missing)} are not on the list of {month}/{year}")
    for entry in listed:
        data = wanted.get(entry.run.id)
        if data is None:
            if not remarks and not whole:
                continue
            data = remarks.pop() if remarks else LineInput(ReviewDecision.KEEP)
        wrong = check_line(cx, entry.run, data)
        if wrong:
            raise LookupError(f"run {entry.run.id} in {month}/{year}: {wrong}")
        line = ReviewLine(branch_id=branch_id, review_id=review.id, run_id=entry.run.id, warnings={})
        for name, value in vars(data).items():
            setattr(line, name, value)
        line.saved_at = cx.now
        cx.session.add(line)
    if recent:
        enter_meeting(cx, review, listed)


@query(Action.REVIEW_EDIT)
def _content(
    cx: Query, branch_id: int, year: int, month: int, head: HeadInput | None
) -> tuple[MinutesContent, str]:
    """What the minutes will say, and the state of affairs that they hold for."""
    cx.allow(branch_id=branch_id)
    review = find_review(cx.session, branch_id, year, month)
    listed = entries(cx.session, branch_id, year, month, review)
    branch = cx.session.get_one(Branch, branch_id)
    ward = cx.session.get_one(Ward, 1)
    members = {m.id: m.full_name for m in official_members(cx.session, branch_id, cx.today)}
    meeting = head or (head_of(review) if review is not None else HeadInput())
    content = content_of(ward, branch, year, month, meeting, listed, members, head is not None)
    return content, stamp_of(review, listed)


def office_takes_it_up(plan: MonthPlan) -> date:
    """The day on which the office looks at a review that was sent."""
    sent = plan.sent_on or plan.meeting_on
    return sent + timedelta(days=1 + (plan.branch + plan.month) % 3)
