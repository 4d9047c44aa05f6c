"""Deciding who is sent to a class: one by one, several at once, and settling the list."""

from dataclasses import dataclass
from datetime import date

from sqlalchemy import select

from ..domain.access import Action
from ..domain.errors import Conflict, Invalid, NotFound, Refused
from ..domain.facts import Entry
from ..domain.stages import MoveCode, Stage
from ..domain.training import DECISIONS, MOST_SEATS, OPEN_STATES, ClassKind, ClassState, NominationState
from ..domain.vietnamese import format_date
from ..models import Branch, ClassNomination, TrackingRun, TrainingClass
from . import clock
from .class_lines import Line, all_lines, is_proposed, reasons_to_store
from .command import Command, command
from .moves import apply_move

_LONGEST_REASON = 500


@dataclass(frozen=True)
class LineSaved:
    """A line that was saved: its version now, and the hour."""

    version: int
    at: str


@dataclass(frozen=True)
class LinesSaved:
    """How many lines were changed."""

    count: int


def _open_class(cx: Command, class_id: int, version: int | None = None) -> TrainingClass:
    row = cx.load(TrainingClass, class_id, version)
    if row.state not in OPEN_STATES:
        raise Conflict("class_state")
    return row


def line_row(
    cx: Command, row: TrainingClass, run_id: int, version: int
) -> tuple[ClassNomination, TrackingRun]:
    """The line of a person, made when nobody has touched it yet (version 0).

    Raises NotFound for another branch's person, Conflict for a stale version, Refused for somebody who is not
    proposed for this class.
    """
    run = cx.load(TrackingRun, run_id)
    found = cx.session.scalar(
        select(ClassNomination)
        .where(ClassNomination.class_id == row.id, ClassNomination.run_id == run.id)
        .with_for_update()
    )
    if found is not None:
        if found.version != version:
            raise Conflict("stale", current=found.version)
        return found, run
    branch = cx.session.get(Branch, run.branch_id)
    if row.state not in OPEN_STATES or branch is None or branch.is_practice:
        raise NotFound
    if not is_proposed(row, run):
        raise Refused("class_not_proposed")
    if version:
        raise Conflict("stale", current=0)
    found = ClassNomination(
        class_id=row.id,
        run_id=run.id,
        branch_id=run.branch_id,
        state=NominationState.NOMINATED,
        nominated_on=cx.today,
    )
    cx.session.add(found)
    cx.session.flush()
    return found, run


def _accepted(cx: Command, class_id: int, but: int) -> int:
    rows = cx.session.scalars(
        select(ClassNomination.run_id)
        .where(ClassNomination.class_id == class_id, ClassNomination.state == NominationState.ACCEPTED)
        .where(ClassNomination.run_id != but)
    )
    return len(rows.all())


def _decide(
    cx: Command, row: TrainingClass, run_id: int, version: int, state: NominationState, reason: str
) -> ClassNomination:
    reason = reason.strip()
    if state not in DECISIONS:
        raise Invalid(fields={"decision": "required"})
    if len(reason) > _LONGEST_REASON:
        raise Invalid(fields={"reason": "text_long"})
    if not reason and (state is NominationState.DECLINED or row.state is ClassState.DECIDED):
        raise Invalid(fields={"reason": "class_reason_needed"})
    found, run = line_row(cx, row, run_id, version)
    if found.state is NominationState.WITHDRAWN:
        raise Refused("class_withdrawn")
    if state is NominationState.ACCEPTED:
        if not is_proposed(row, run):
            raise Refused("class_not_proposed")
        if row.seats is not None and _accepted(cx, row.id, run_id) >= row.seats:
            raise Refused("class_full", seats=row.seats)
    if found.result is not None:
        raise Conflict("class_has_result")
    found.state, found.decision_reason, found.decided_on = state, reason, cx.today
    cx.session.flush()
    return found


@command(Action.CLASS_EDIT)
def decide_line(
    cx: Command, class_id: int, run_id: int, version: int, state: NominationState, reason: str
) -> LineSaved:
    """Decide about one person: sent, waiting, or not sent with a reason.

    After the list was settled every change needs its reason. Raises Refused beyond the seats or for somebody
    who is not proposed any more, Invalid without a needed reason, Conflict.
    """
    row = cx.load(TrainingClass, class_id)
    if row.state not in OPEN_STATES and row.state is not ClassState.DECIDED:
        raise Conflict("class_state")
    found = _decide(cx, row, run_id, version, state, reason)
    return LineSaved(found.version, f"{clock.local(cx.now):%H:%M}")


@command(Action.CLASS_EDIT)
def decide_range(
    cx: Command, class_id: int, first: int | None, last: int | None, state: NominationState, reason: str
) -> LinesSaved:
    """The same decision for the places from `first` to `last` of the order, withdrawn people left out.

    Raises Invalid for places that are not there, and whatever deciding one line raises: then none is decided.
    """
    row = _open_class(cx, class_id)
    lines = [line for line in all_lines(cx, row) if line.rank]
    fields = {name: "required" for name, value in (("first", first), ("last", last)) if value is None}
    if first is not None and last is not None and not 1 <= first <= last <= len(lines):
        fields["last"] = "class_places"
    if fields or first is None or last is None:
        raise Invalid(
            fields={k: (v, {"count": len(lines)}) if v == "class_places" else v for k, v in fields.items()}
        )
    chosen = [line for line in lines[first - 1 : last] if not line.is_gone]
    for line in chosen:
        _decide(cx, row, line.run_id, line.version, state, reason)
    return LinesSaved(len(chosen))


@command(Action.CLASS_EDIT)
def fill_by_rank(cx: Command, class_id: int, version: int) -> LinesSaved:
    """Let the order decide about everybody who is not decided: sent up to the seats, the others wait."""
    row = _open_class(cx, class_id, version)
    lines = [line for line in all_lines(cx, row) if line.rank]
    taken = sum(line.state is NominationState.ACCEPTED for line in lines)
    undecided = [line for line in lines if line.state is NominationState.NOMINATED and not line.is_gone]
    for line in undecided:
        room = row.seats is None or taken < row.seats
        taken += room
        state = NominationState.ACCEPTED if room else NominationState.WAITING
        _decide(cx, row, line.run_id, line.version, state, "")
    return LinesSaved(len(undecided))


@command(Action.CLASS_EDIT)
def set_seats(cx: Command, class_id: int, version: int, seats: int | None) -> LinesSaved:
    """Change the number of seats while the list is open. Raises Invalid below those already sent."""
    row = _open_class(cx, class_id, version)
    taken = _accepted(cx, class_id, 0)
    if seats is not None and not 1 <= seats <= MOST_SEATS:
        raise Invalid(fields={"seats": "class_seats"})
    if seats is not None and seats < taken:
        raise Invalid(fields={"seats": ("class_seats_taken", {"taken": taken})})
    row.seats = seats
    return LinesSaved(taken)


@command(Action.CLASS_EDIT)
def place_line(
    cx: Command, class_id: int, run_id: int, version: int, place: int | None, reason: str
) -> LineSaved:
    """Put a line at another place of the order, with a reason; None gives it back its own."""
    row = _open_class(cx, class_id)
    count = sum(1 for line in all_lines(cx, row) if line.rank)
    fields: dict[str, object] = {}
    if place is not None and not 1 <= place <= max(count, 1):
        fields["place"] = ("class_places", {"count": count})
    if place is not None and not reason.strip():
        fields["reason"] = "class_reason_needed"
    if fields:
        raise Invalid(fields=fields)
    found, _ = line_row(cx, row, run_id, version)
    found.placed_at, found.placed_reason = place, reason.strip() if place is not None else ""
    cx.session.flush()
    return LineSaved(found.version, f"{clock.local(cx.now):%H:%M}")


@command(Action.CLASS_NOMINATE)
def withdraw_line(cx: Command, class_id: int, run_id: int, version: int, reason: str) -> LineSaved:
    """Withdraw a proposal from this class; the person stays proposed for the next one."""
    row = _open_class(cx, class_id)
    if not reason.strip():
        raise Invalid(fields={"reason": "required"})
    found, _ = line_row(cx, row, run_id, version)
    found.state, found.decision_reason, found.decided_on = NominationState.WITHDRAWN, reason.strip(), cx.today
    found.placed_at, found.placed_reason = None, ""
    cx.session.flush()
    return LineSaved(found.version, f"{clock.local(cx.now):%H:%M}")


@command(Action.CLASS_NOMINATE)
def nominate_line(cx: Command, class_id: int, run_id: int, version: int) -> LineSaved:
    """Propose somebody again whose proposal was withdrawn. Raises Refused when not proposed any more."""
    row = _open_class(cx, class_id)
    found, run = line_row(cx, row, run_id, version)
    if not is_proposed(row, run):
        raise Refused("class_not_proposed")
    if found.state is NominationState.WITHDRAWN:
        found.state, found.decision_reason, found.decided_on = NominationState.NOMINATED, "", None
        found.nominated_on = cx.today
        cx.session.flush()
    return LineSaved(found.version, f"{clock.local(cx.now):%H:%M}")


def _unsettled(row: TrainingClass, lines: tuple[Line, ...]) -> None:
    undecided = [line for line in lines if line.state is NominationState.NOMINATED and not line.is_gone]
    gone = [line for line in lines if line.state is NominationState.ACCEPTED and line.is_gone]
    if undecided:
        raise Refused("class_undecided", count=len(undecided))
    if gone:
        raise Refused("class_accepted_gone", name=gone[0].name, branch=gone[0].branch)
    if not any(line.state is NominationState.ACCEPTED for line in lines):
        raise Refused("class_nobody_sent")


@command(Action.CLASS_EDIT)
def settle_list(
    cx: Command, class_id: int, version: int, decision_number: str, decided_on: date | None
) -> LinesSaved:
    """Settle the list by the committee's decision; the order and its reasons are kept as they stand.

    Raises Conflict before the class is announced, Refused while a line is undecided, Invalid for the number
    and the date of the decision.
    """
    row = cx.load(TrainingClass, class_id, version)
    if row.state is not ClassState.ANNOUNCED:
        raise Conflict("class_not_announced")
    fields: dict[str, object] = {}
    if not decision_number.strip():
        fields["decision_number"] = "required"
    elif len(decision_number) > 60:
        fields["decision_number"] = "text_long"
    if decided_on is None:
        fields["decided_on"] = "required"
    elif decided_on > cx.today:
        fields["decided_on"] = "date_in_future"
    elif row.notice_on is not None and decided_on < row.notice_on:
        fields["decided_on"] = ("class_before_notice", {"day": format_date(row.notice_on)})
    if fields or decided_on is None:
        raise Invalid(fields=fields)
    lines = all_lines(cx, row)
    _unsettled(row, lines)
    by_id = {line.nomination_id: line for line in lines if line.nomination_id is not None}
    rows = cx.session.scalars(select(ClassNomination).where(ClassNomination.class_id == row.id))
    for nomination in rows:
        line = by_id[nomination.id]
        nomination.rank, nomination.rank_reasons = line.rank or None, reasons_to_store(line)
        nomination.decided_on = decided_on
    row.state, row.decision_number, row.decided_on = ClassState.DECIDED, decision_number.strip(), decided_on
    return LinesSaved(sum(line.state is NominationState.ACCEPTED for line in lines))


@command(Action.CLASS_EDIT)
def send_back(cx: Command, class_id: int, run_id: int, version: int, reason: str) -> LineSaved:
    """Move somebody who is not sent back to the list of sympathisers, with the reason.

    Raises Conflict unless the list is settled and the person was declined; what the move raises besides.
    """
    row = cx.load(TrainingClass, class_id)
    if row.state not in (ClassState.DECIDED, ClassState.CLOSED) or row.kind is not ClassKind.AWARENESS:
        raise Conflict("class_state")
    found, run = line_row(cx, row, run_id, version)
    if found.state is not NominationState.DECLINED or run.stage is not Stage.CLASS_PROPOSED:
        raise Conflict("class_state")
    if not reason.strip():
        raise Invalid(fields={"reason": "required"})
    day = max(row.decided_on or cx.today, run.stage_since)
    apply_move(cx, run, MoveCode.CLASS_NOT_SENT, Entry(happened_on=day, reason=reason.strip()))
    return LineSaved(found.version, f"{clock.local(cx.now):%H:%M}")
