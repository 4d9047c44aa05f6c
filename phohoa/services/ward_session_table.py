"""The table of a session: every proposal of every branch, and what the committee decides on each."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from itertools import groupby
from typing import Any

from sqlalchemy import Row, and_, or_, select

from ..domain.access import Action, may
from ..domain.errors import NotFound
from ..domain.facts import Votes
from ..domain.proposals import (
    ProposalKind,
    ProposalOutcome,
    ProposalState,
    SessionState,
    Tally,
    considers,
    majority_of,
    outcomes_of,
)
from ..domain.rulebook import AuthorityMode
from ..domain.sessions import SessionKind
from ..domain.stages import MoveCode, Stage
from ..domain.vietnamese import BirthDate
from ..models import Branch, CommitteeSession, Person, Proposal, Review, RunEvent, SessionRecord, TrackingRun
from .command import Context, Query, query
from .rules import book_of
from .ward_sessions import HeadInput, head_of, lacks_quorum, missing_of


@dataclass(frozen=True)
class ProposalLine:
    """One proposal as the table shows it. `outcome` is a draft until the session is concluded."""

    id: int
    version: int
    kind: ProposalKind
    branch_id: int
    branch: str
    run_id: int | None
    event_id: int | None
    name: str
    birth: str
    stage: Stage | None
    move: MoveCode | None
    raised_on: date
    month: tuple[int, int] | None
    subject: str
    reason_code: str
    why: str
    votes: Votes | None
    outcome: ProposalOutcome | None
    reason: str
    tally: Tally
    decision_number: str
    decision_on: date | None
    #: Drafted in another session that is not concluded.
    elsewhere: bool
    open_outcomes: tuple[ProposalOutcome, ...]
    needs_vote: bool
    decides_itself: bool


@dataclass(frozen=True)
class Group:
    """The proposals of one kind."""

    kind: ProposalKind
    lines: tuple[ProposalLine, ...]

    @property
    def undecided(self) -> int:
        return sum(line.outcome is None for line in self.lines)

    @property
    def by_branch(self) -> tuple[tuple[str, tuple[ProposalLine, ...]], ...]:
        """The same by branch, in the ward's order."""
        some = groupby(self.lines, key=lambda line: (line.branch_id, line.branch))
        return tuple((name, tuple(lines)) for (_, name), lines in some)


@dataclass(frozen=True)
class SessionPage:
    """A session with its table."""

    id: int
    kind: SessionKind
    day: date
    note: str
    state: SessionState
    version: int
    head: HeadInput
    missing: tuple[str, ...]
    lacks_quorum: bool
    mode: AuthorityMode
    groups: tuple[Group, ...]
    may_edit: bool
    today: date

    @property
    def lines(self) -> tuple[ProposalLine, ...]:
        return tuple(line for group in self.groups for line in group.lines)

    @property
    def branches(self) -> tuple[tuple[int, str], ...]:
        return tuple(dict.fromkeys((line.branch_id, line.branch) for line in self.lines))

    def of(self, outcome: ProposalOutcome | None) -> int:
        """How many proposals stand so."""
        return sum(line.outcome is outcome for line in self.lines)


_COLUMNS = (
    Proposal.id,
    Proposal.version,
    Proposal.kind,
    Proposal.branch_id,
    Branch.short_name,
    Proposal.run_id,
    Proposal.event_id,
    Person.full_name,
    Person.birth_year,
    Person.birth_month,
    Person.birth_day,
    TrackingRun.stage,
    RunEvent.move,
    RunEvent.reason_code,
    RunEvent.reason.label("event_reason"),
    RunEvent.data,
    Proposal.raised_on,
    Review.year,
    Review.month,
    Proposal.subject,
    Proposal.session_id,
    Proposal.outcome,
    Proposal.reason,
    Proposal.called,
    Proposal.present,
    Proposal.in_favour,
    Proposal.against,
    Proposal.decision_number,
    Proposal.decision_on,
)
#: One select, made once: its making costs as much as its answer.
_TABLE = (
    select(*_COLUMNS)
    .select_from(Proposal)
    .join(Branch, and_(Branch.id == Proposal.branch_id, Branch.is_practice.is_(False)))
    .outerjoin(TrackingRun, TrackingRun.id == Proposal.run_id)
    .outerjoin(Person, Person.id == TrackingRun.person_id)
    .outerjoin(RunEvent, RunEvent.id == Proposal.event_id)
    .outerjoin(Review, Review.id == Proposal.review_id)
    .order_by(Branch.position, Branch.id, Person.sort_key, Proposal.id)
)


def _votes(data: Any) -> Votes | None:
    typed = (data or {}).get("typed", {})
    if "called" not in typed:
        return None
    return Votes(typed["called"], typed.get("present"), typed.get("in_favour"), typed.get("against"))


@dataclass(frozen=True)
class Reader:
    """What lines are read with: the session, its body and who decides on its day."""

    session_id: int
    body: SessionKind
    mode: AuthorityMode
    confidential: bool

    def line(self, row: Row[Any]) -> ProposalLine:
        """A row of the table as it is shown."""
        move = MoveCode(row.move) if row.move else None
        mine = row.session_id == self.session_id
        birth = BirthDate(row.birth_year, row.birth_month, row.birth_day) if row.birth_year else None
        fits = considers(row.kind, self.body, self.mode)
        return ProposalLine(
            id=row.id,
            version=row.version,
            kind=row.kind,
            branch_id=row.branch_id,
            branch=row.short_name,
            run_id=row.run_id,
            event_id=row.event_id,
            name=row.full_name or "",
            birth=birth.display() if birth else "",
            stage=row.stage,
            move=move,
            raised_on=row.raised_on,
            month=(row.year, row.month) if row.year else None,
            subject=row.subject,
            reason_code=row.reason_code or "",
            # The free words on why somebody leaves are for the branch and the office (domain notes 09, 21).
            why=(row.event_reason or "") if self.confidential else "",
            votes=_votes(row.data) if row.kind is ProposalKind.ADMIT else None,
            outcome=row.outcome if mine else None,
            reason=row.reason if mine else "",
            tally=Tally(row.called, row.present, row.in_favour, row.against) if mine else Tally(),
            decision_number=row.decision_number if mine else "",
            decision_on=row.decision_on if mine else None,
            elsewhere=not mine and row.session_id is not None,
            open_outcomes=outcomes_of(row.kind, move) if fits else (),
            needs_vote=majority_of(row.kind, self.body, self.mode) is not None,
            decides_itself=row.kind is ProposalKind.ADMIT and self.mode is not AuthorityMode.A,
        )


def reader_of(cx: Context, planned: CommitteeSession, day: date) -> Reader:
    """The reader for a session held on a day."""
    confidential = may(cx.actor, Action.CANDIDATE_EDIT)
    return Reader(planned.id, planned.kind, book_of(cx.session).mode_on(day), confidential)


def lines_of(cx: Context, reader: Reader, day: date, *, concluded: bool = False) -> list[ProposalLine]:
    """What lies before an open session on a day, or what a concluded one decided (one select)."""
    if concluded:
        wanted = _TABLE.where(
            Proposal.session_id == reader.session_id, Proposal.state == ProposalState.DECIDED
        )
    else:
        # What was put down stays in sight though the day was moved back since.
        wanted = _TABLE.where(
            Proposal.state == ProposalState.PENDING,
            or_(Proposal.raised_on <= day, Proposal.session_id == reader.session_id),
        )
    return [reader.line(row) for row in cx.session.execute(wanted)]


def _groups(lines: Iterable[ProposalLine]) -> tuple[Group, ...]:
    found: dict[ProposalKind, list[ProposalLine]] = {kind: [] for kind in ProposalKind}
    for line in lines:
        found[line.kind].append(line)
    return tuple(Group(kind, tuple(some)) for kind, some in found.items() if some)


@query(Action.WARD_SESSION_VIEW)
def session_page(cx: Query, session_id: int) -> SessionPage:
    """A session with everything that lies before it, or that it decided. Raises NotFound."""
    cx.allow()
    found = cx.session.execute(
        select(CommitteeSession, SessionRecord)
        .outerjoin(SessionRecord, SessionRecord.session_id == CommitteeSession.id)
        .where(CommitteeSession.id == session_id)
    ).first()
    if found is None:
        raise NotFound
    planned, record = found
    day = (record.held_on if record else None) or planned.planned_on
    state = record.state if record else SessionState.PLANNED
    reader = reader_of(cx, planned, day)
    lines = lines_of(cx, reader, day, concluded=state is SessionState.CONCLUDED)
    return SessionPage(
        id=planned.id,
        kind=planned.kind,
        day=day,
        note=planned.note,
        state=state,
        version=record.version if record else 0,
        head=head_of(record) if record else HeadInput(),
        missing=missing_of(record) if record else (),
        lacks_quorum=lacks_quorum(record) if record else False,
        mode=reader.mode,
        groups=_groups(lines),
        may_edit=may(cx.actor, Action.WARD_SESSION_EDIT),
        today=cx.today,
    )


@dataclass(frozen=True)
class LinePage:
    """One proposal of a session, for deciding on it; `default` are the counts of the whole session."""

    session_id: int
    kind: SessionKind
    day: date
    state: SessionState
    line: ProposalLine
    default: Tally
    may_edit: bool


@query(Action.WARD_SESSION_VIEW)
def line_page(cx: Query, session_id: int, proposal_id: int) -> LinePage:
    """One proposal of a session. Raises NotFound for one that does not lie before it."""
    cx.allow()
    planned = cx.load(CommitteeSession, session_id)
    record = cx.session.get(SessionRecord, session_id)
    if record is None:
        raise NotFound
    day = record.held_on or planned.planned_on
    reader = reader_of(cx, planned, day)
    row = cx.session.execute(_TABLE.where(Proposal.id == proposal_id)).first()
    proposal = cx.session.get(Proposal, proposal_id)
    if row is None or proposal is None or proposal.state is ProposalState.WITHDRAWN:
        raise NotFound
    if proposal.state is ProposalState.DECIDED and proposal.session_id != session_id:
        raise NotFound
    edit = may(cx.actor, Action.WARD_SESSION_EDIT) and record.state is SessionState.OPEN
    default = Tally(record.called, record.present, record.present, 0 if record.present is not None else None)
    return LinePage(planned.id, planned.kind, day, record.state, reader.line(row), default, edit)
