"""What somebody has to do because of a move, until it is recorded as done."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from typing import Any

from sqlalchemy import or_, select

from ..domain.access import Action, may
from ..domain.deadlines import Holidays
from ..domain.errors import Invalid, NotFound, Refused
from ..domain.facts import Obligation
from ..domain.obligations import DONE_BY, OF_NEW_BRANCH, citation_of, due_of
from ..domain.rulebook import Rules, rules_on
from ..domain.stages import MoveCode
from ..domain.vietnamese import format_date, nfc
from ..models import Branch, Person, RunEvent, RunObligation, TrackingRun
from .command import Command, Context, Query, command, query
from .rules import RuleBook, book_of

NUMBER_MAX, NOTE_MAX = 60, 1000


def arise(
    cx: Command,
    run: TrackingRun,
    new: TrackingRun | None,
    event: RunEvent,
    obligations: Iterable[Obligation],
    rules: Rules,
    holidays: Holidays,
) -> None:
    """Note what a flushed event asks for; what the new branch has to do stands with its own run."""
    for obligation in obligations:
        whose = new if new is not None and obligation in OF_NEW_BRANCH else run
        cx.session.add(
            RunObligation(
                run_id=whose.id,
                branch_id=whose.branch_id,
                event_id=event.id,
                obligation=obligation,
                arose_on=event.happened_on,
                due_on=due_of(obligation, event.happened_on, rules, holidays),
            )
        )


def report_owed(run_id: Any) -> Any:
    """A column for the select of runs: is a report upward still open (or was none ever noted)."""
    reports = select(RunObligation.id).where(
        RunObligation.run_id == run_id, RunObligation.obligation == Obligation.REPORT_UPWARD
    )
    return or_(reports.where(RunObligation.done_on.is_(None)).exists(), ~reports.exists())


def done_by_move(cx: Command, run: TrackingRun, move: MoveCode, day: date, number: str) -> list[int]:
    """Mark what the move does by itself as done; gives the ids, for an undo."""
    kinds = DONE_BY.get(move)
    if kinds is None:
        return []
    rows = cx.session.scalars(
        select(RunObligation)
        .where(RunObligation.run_id == run.id, RunObligation.done_on.is_(None))
        .where(RunObligation.obligation.in_(sorted(kinds)))
    ).all()
    for row in rows:
        row.done_on, row.done_number = day, number
    return [row.id for row in rows]


@dataclass(frozen=True)
class ObligationLine:
    """One thing to do for a run, or done. `citation` None: the ward's practice."""

    id: int
    run_id: int
    obligation: Obligation
    arose_on: date
    due_on: date | None
    citation: str | None
    unchecked: bool
    done_on: date | None
    done_number: str
    done_note: str
    version: int

    def is_late(self, today: date) -> bool:
        """True once the day has passed and it is not done."""
        return self.done_on is None and self.due_on is not None and today > self.due_on


def line_of(row: RunObligation, rules: Rules) -> ObligationLine:
    citation, unchecked = citation_of(row.obligation, rules)
    return ObligationLine(
        row.id,
        row.run_id,
        row.obligation,
        row.arose_on,
        row.due_on,
        citation,
        unchecked,
        row.done_on,
        row.done_number,
        row.done_note,
        row.version,
    )


def lines_of_run(rows: Iterable[RunObligation], book: RuleBook) -> tuple[ObligationLine, ...]:
    """What a run asks for, from its rows: the open first, the nearest day first."""
    lines = [line_of(row, book.rules_on(row.arose_on)) for row in rows]
    return tuple(
        sorted(lines, key=lambda one: (one.done_on is not None, one.due_on or date.max, one.arose_on, one.id))
    )


@dataclass(frozen=True)
class OpenObligation:
    """One open thing to do, with whose it is."""

    line: ObligationLine
    branch_id: int
    branch: str
    name: str


def open_obligations(cx: Context, branch_ids: Iterable[int] | None = None) -> list[OpenObligation]:
    """All that is open, of some branches or of the ward without practice; late ones first (one select)."""
    rows = (
        select(RunObligation, Person.full_name, Branch.short_name)
        .join(TrackingRun, TrackingRun.id == RunObligation.run_id)
        .join(Person, Person.id == TrackingRun.person_id)
        .join(Branch, Branch.id == RunObligation.branch_id)
        .where(RunObligation.done_on.is_(None), Branch.is_practice.is_(False))
    )
    if branch_ids is not None:
        rows = rows.where(RunObligation.branch_id.in_(tuple(branch_ids)))
    # Lists show no citation; the page of each one reads the ward's own rule book.
    rules = rules_on(cx.today)
    found = [
        OpenObligation(line_of(row, rules), row.branch_id, branch, name)
        for row, name, branch in cx.session.execute(rows.order_by(RunObligation.id))
    ]
    return sorted(found, key=lambda one: (one.line.due_on or date.max, one.line.arose_on))


@dataclass(frozen=True)
class OwedPage:
    """Everything that is open for the actor's branches, or for the ward."""

    lines: tuple[OpenObligation, ...]
    of_ward: bool
    today: date


@query(Action.OBLIGATION_EDIT)
def owed_page(cx: Query) -> OwedPage:
    """What is open: of the actor's branches, or of the whole ward for the office."""
    cx.allow()
    branches = None if cx.sees_all else sorted(cx.actor.branch_ids)
    return OwedPage(tuple(open_obligations(cx, branches)), cx.sees_all, cx.today)


@dataclass(frozen=True)
class ObligationPage:
    """The form that records one thing as done."""

    line: ObligationLine
    name: str
    branch_id: int
    is_practice: bool
    today: date


@query(Action.OBLIGATION_EDIT)
def obligation_page(cx: Query, run_id: int, obligation_id: int) -> ObligationPage:
    """One thing to do of a run. Raises NotFound for another branch's."""
    row = cx.load(RunObligation, obligation_id)
    run = cx.load(TrackingRun, run_id)
    person, branch = cx.session.get(Person, run.person_id), cx.session.get(Branch, run.branch_id)
    if row.run_id != run.id or person is None or branch is None:
        raise NotFound
    line = line_of(row, book_of(cx.session).rules_on(row.arose_on))
    return ObligationPage(line, person.full_name, run.branch_id, branch.is_practice, cx.today)


@dataclass(frozen=True)
class ObligationDone:
    """An obligation that was recorded as done, or opened again."""

    run_id: int
    obligation: str


def _own(cx: Command, run_id: int, obligation_id: int, version: int) -> RunObligation:
    row = cx.load(RunObligation, obligation_id, version)
    if row.run_id != run_id:
        raise NotFound
    return row


@command(Action.OBLIGATION_EDIT)
def record_done(
    cx: Command,
    run_id: int,
    obligation_id: int,
    version: int,
    done_on: date | None,
    number: str = "",
    note: str = "",
) -> ObligationDone:
    """Record that it was done: the day, the number of the letter, a note. Raises Invalid, Conflict."""
    row = _own(cx, run_id, obligation_id, version)
    fields: dict[str, Any] = {}
    if done_on is None:
        fields["done_on"] = "required"
    elif done_on > cx.today:
        fields["done_on"] = "date_in_future"
    elif done_on < row.arose_on:
        days = {"done": format_date(done_on), "arose": format_date(row.arose_on)}
        fields["done_on"] = ("done_before_arose", days)
    if len(number) > NUMBER_MAX:
        fields["done_number"] = "text_long"
    if fields:
        raise Invalid(fields=fields)
    if row.done_on is not None:
        raise Refused("obligation_done")
    row.done_on = done_on
    row.done_number, row.done_note = nfc(number).strip(), nfc(note).strip()[:NOTE_MAX]
    return ObligationDone(run_id, row.obligation.value)


@command(Action.OBLIGATION_EDIT)
def reopen(cx: Command, run_id: int, obligation_id: int, version: int) -> ObligationDone:
    """Take back that it was done. Raises Conflict, NotFound."""
    row = _own(cx, run_id, obligation_id, version)
    row.done_on, row.done_number, row.done_note = None, "", ""
    return ObligationDone(run_id, row.obligation.value)


def may_record(cx: Context, branch_id: int) -> bool:
    """Whether the actor records what was done for people of the branch."""
    return may(cx.actor, Action.OBLIGATION_EDIT, branch_id)
